"""Where forms come from and where they go: last year's, a shipped one, Excel, a copied table, interchange documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from models.exchange import interchange
from ui.kit.clipboard import clipboard_table

if TYPE_CHECKING:
    from ui.form.page import FormPage

DOCUMENTS = "Tệp trao đổi (*.json)"


class FormWays:
    """What the page's acts do that bring a form in or give one out; the page shows what has come in."""

    def __init__(self, page: FormPage) -> None:
        self._page, self.session = page, page.session

    # -- in --

    def take(self, sources: Sequence[QAction]) -> None:
        """The ways to a form, as a menu under the button."""
        page = self._page
        menu = QMenu(page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(sources)
        corner = page.mapToGlobal(page.rect().topRight())
        corner.setX(corner.x() - menu.sizeHint().width() - 16)
        corner.setY(corner.y() + 44)
        menu.popup(corner)

    def copy(self) -> None:
        """One of an earlier year."""
        from ui.form.take_form import CopyFormDialog

        self.open_source(CopyFormDialog(self.session, self._page))

    def load_shipped(self) -> None:
        """One that came with the program."""
        from ui.form.take_form import ShippedFormDialog

        self.open_source(ShippedFormDialog(self.session, self._page))

    def create_form(self) -> None:
        """A new one, written here."""
        from ui.form.take_form import NewFormDialog

        self.open_source(NewFormDialog(self.session, self._page))

    def from_excel(self) -> None:
        """A table of criteria in a workbook."""
        from ui.form.table.take import choose_workbook

        choose_workbook(self.session, self._page, self.open_source)

    def paste(self) -> None:
        """Take a table of criteria that was copied in Excel, Word or a page."""
        from ui.form.table.take import open_paste

        html, text = clipboard_table()
        open_paste(self.session, html, text, self._page, self.open_source)

    def open_source(self, dialog: Any) -> None:
        """Open a dialog that makes a form, and show what it made."""
        dialog.passed.connect(self._page.show_new)
        dialog.open()

    def from_document(self) -> None:
        """Choose an interchange document."""
        told = "Lấy bảng từ tệp trao đổi"
        path, _ = QFileDialog.getOpenFileName(self._page, told, str(self.session.folder), DOCUMENTS)
        if path:
            self.take_document(Path(path))

    def take_document(self, path: Path) -> None:
        """Take the forms of an interchange document; everything else in it is left."""

        from models.keeping import incoming

        def act() -> int:
            document = interchange.read(path)
            kept = ("format", "version", "form", "form_node")
            return incoming.take_document(
                self.session.book, {name: document[name] for name in kept if name in document}
            )

        count = self.session.value(act)
        if count is not None:
            self.session.say(f"Đã lấy {count} dòng của bảng chấm điểm từ {path.name}.")
            self._page.refresh()

    # -- out --

    def give_to_excel(self) -> None:
        """The shown form as a workbook."""
        from ui.form.form_document import save_workbook

        if (form := self._page.form) is not None:
            save_workbook(self.session, form, self._page)

    def give_document(self) -> None:
        """Choose where the shown form goes as an interchange document."""
        name = str(self.session.folder / "bang-cham-diem.json")
        path, _ = QFileDialog.getSaveFileName(self._page, "Xuất tệp trao đổi", name, DOCUMENTS)
        if path:
            self.write_document(Path(path))

    def write_document(self, path: Path) -> None:
        """Write the chosen version alone as an interchange document."""
        from ui.form.form_document import write

        form = self._page.form
        if form is not None and self.session.act(lambda: write(self.session.book, form.key, path)):
            self.session.say(f"Đã xuất ra {path.name}.")
