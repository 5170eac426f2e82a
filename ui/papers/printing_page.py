"""A page that sends PDFs to a printer: the printer is asked for, pages go one by one, and it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from ui.base.page import Page
from ui.kit.progress import bar

NO_PRINTER = "Máy chưa có máy in nào. Bấm “Lưu PDF…” rồi in ở máy khác."


class PrintingPage(Page):
    """What `PapersPage` knows of printers."""

    _run: Any = None

    def save(self) -> None:
        """What is offered where there is no printer."""
        raise NotImplementedError

    def _ask_printer(self, contents: list[bytes], sent: Callable[[], object] = lambda: None) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
        from PySide6.QtWidgets import QDialog

        if not QPrinterInfo.availablePrinterNames():
            self.session.warn(NO_PRINTER, ("Lưu PDF…", self.save))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer, contents))
        dialog.accepted.connect(lambda: sent())
        QDialog.open(dialog)

    def print_on(self, printer: Any, contents: list[bytes]) -> Any:
        """Print on a chosen printer with a bar; "Dừng" stops after the page at hand."""
        from ui.papers.print_run import PrintRun

        run = PrintRun(printer, contents, self)
        progress = bar("Đang in…", run.total, self)
        run.progress.connect(lambda count, _total: progress.setValue(count))
        progress.canceled.connect(run.stop)

        def ended(whole: bool) -> None:
            progress.close()
            self.session.say(f"Đã gửi {run.total} trang sang máy in." if whole else "Đã dừng in.")

        run.finished.connect(ended)
        run.start()
        self._run = run
        return run
