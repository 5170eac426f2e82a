"""Thay đổi giữa hai lúc: what is not the same in the book after two acts, as a list that prints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models.exchange.places import file_name, with_ending, write_whole
from models.keeping.things import Difference
from ui.base.layout import button, row
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.form_dialog import CLOSES, FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words.keeping import changes as words

COLUMNS = (
    Column("Mục", lambda one: one[0], width=26, tip=lambda one: one[0]),
    Column("Số liệu", lambda one: one[1], width=0, tip=lambda one: one[1]),
    Column("Trước", lambda one: one[2], width=14, tip=lambda one: one[2]),
    Column("Sau", lambda one: one[3], width=14, tip=lambda one: one[3]),
)


class ChangesDialog(FormDialog):
    """The list; it is copied and given to Excel as every table, and saved as a PDF to print. Where nothing differs
    there is only that to say."""

    def __init__(
        self, session: Session, earlier: int, later: int, found: Sequence[Difference], parent: QWidget | None = None
    ) -> None:
        journal = session.book.journal
        entries, span = (
            words.entries(found, session.names),
            words.span(journal.line(earlier).at, journal.line(later).at),
        )
        verb, accept = (self._choose, "Lưu PDF để in…") if entries else (lambda: True, CLOSES)
        super().__init__("Thay đổi giữa hai lúc", verb, parent, accept, session=session)
        self.span, self.entries = span, entries
        if not entries:
            self.say(f"Không có gì khác {span}.")
            return
        self.leaves.setText(CLOSES)  # a list to look at: there is nothing to cancel
        self.say(f"{len(entries)} chỗ khác nhau {span}, {len(found)} mục.")
        self.table = TableView(COLUMNS)
        self.table.setAccessibleName("Những chỗ khác nhau")
        self.table.set_rows(self.entries)
        fit(self.table, least_height=10)
        self.fields.addRow(self.table)
        self.fields.addRow(row(button("Chép bảng", self.table.copy), None))
        roomy(self, 124, 34)

    def _choose(self) -> object:
        """Ask where to; the dialog stays when nobody says."""
        name = file_name(f"Thay đổi {self.session.book.today()}", ".pdf")
        path, _ = QFileDialog.getSaveFileName(self, "Lưu PDF", str(self.session.folder / name), "PDF (*.pdf)")
        if path:
            self.save(with_ending(path, ".pdf"))
        return path

    def save(self, path: Path) -> None:
        """Write the list as a PDF. FileTrouble `file.cannot_write`."""
        from printing import pdf
        from printing.content.keeping import changes
        from printing.documents import listing

        content = changes.gather(self.session.book, self.session.year, self.span, self.entries)
        write_whole(path, pdf.render(listing.compose(content)))
        self.session.say(f"Đã lưu {path.name}.")
