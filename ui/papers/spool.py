"""The PDF itself handed to the printing system (CUPS), where there is one: sharp at any resolution, and small.

Nothing of the book goes along but the PDF, in a folder of its own that is swept when the job is handed over.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QProcess, Signal
from PySide6.QtPrintSupport import QPrinter

from models.exchange.places import write_whole
from models.rules.errors import Refusal

PROGRAM: Final = "lp"
SIDES: Final = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


def takes_pdf(printer: Any) -> bool:
    """True where a printer of the system is chosen and the system takes PDF files for it."""
    native = printer.outputFormat() == QPrinter.OutputFormat.NativeFormat
    return sys.platform.startswith("linux") and native and bool(printer.printerName()) and bool(shutil.which(PROGRAM))


def words(printer: Any, files: Sequence[Path]) -> list[str]:
    """What is said to `lp`: printer, copies, sides and the range chosen in the print dialog (of one file alone)."""
    said = ["-d", printer.printerName(), "-n", str(max(1, printer.copyCount()))]
    if printer.duplex() in SIDES:
        said += ["-o", f"sides={SIDES[printer.duplex()]}"]
    if len(files) == 1 and printer.fromPage():
        said += ["-P", f"{printer.fromPage()}-{printer.toPage() or printer.fromPage()}"]
    return [*said, "--", *map(str, files)]


class Spool(QObject):
    """One job of one or several PDFs; `finished` is True when the printing system took it."""

    finished = Signal(bool)

    def __init__(self, printer: Any, contents: Sequence[bytes], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer, self._contents = printer, tuple(contents)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._told = False
        self._process = QProcess(self)
        self._process.finished.connect(lambda code, _status: self._end(code == 0))
        self._process.errorOccurred.connect(self._failed)

    def start(self) -> None:
        """Write the files and hand them over; where they cannot be written nothing is handed over."""
        files = []
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="so-khoi-in-", ignore_cleanup_errors=True)
            for number, content in enumerate(self._contents, 1):
                files.append(Path(self._folder.name) / f"{number:03d}.pdf")
                write_whole(files[-1], content)
        except (OSError, Refusal):
            self._end(False)
            return
        self._process.start(PROGRAM, words(self._printer, files))

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end(False)

    def _end(self, taken: bool) -> None:
        if self._told:
            return
        self._told = True
        if self._folder is not None:
            self._folder.cleanup()
        self.finished.emit(taken)
