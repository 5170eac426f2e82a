"""The base of what takes a list from Excel: the text, how each line was understood, and only then the book.

Which columns there are and what they mean is for the dialog of the list; how text becomes cells is the clipboard's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol

from PySide6.QtWidgets import QWidget

from models.book.units.reading import Doubt
from models.exchange import cells
from models.exchange.listing import Listing
from models.rules.errors import BadInput, Refusal
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.kit.text_area import TextArea
from ui.words import messages
from ui.words.cells_words import NOTES, left_out_words

NOTHING_YET = "Chưa có gì được ghi vào sổ."
REST = "Ghi phần còn lại"


class _Previewed(Protocol):
    """What an area read from a table: its rows, each of a line, and its doubts."""

    @property
    def rows(self) -> Sequence[Any]: ...

    @property
    def faults(self) -> Sequence[Doubt]: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview: what was read, or only what is wrong with it."""

    number: int
    read: Any
    doubts: tuple[Doubt, ...]

    @property
    def problem(self) -> str:
        return " ".join(messages.doubt(one) for one in self.doubts)

    @property
    def wrong(self) -> bool:
        return any(one.severity == "error" for one in self.doubts)


def lines_of(preview: _Previewed) -> list[Line]:
    """Every line that was read or is doubtful, in the order of the text."""
    read = {one.line: one for one in preview.rows}
    numbers = sorted(read.keys() | {doubt.line for doubt in preview.faults})
    return [Line(n, read.get(n), tuple(one for one in preview.faults if one.line == n)) for n in numbers]


NUMBER = Column("Dòng", lambda line: str(line.number), order=lambda line: line.number, side="right", width=4)
PROBLEM = Column("Cần xem", lambda line: line.problem, width=30, tone=lambda line: "bad" if line.wrong else "warn")


class PasteDialog(FormDialog):
    """Nothing is written until the first button; lines that cannot be read are named, and the rest can be written.

    A dialog of a list says its `columns`, and how to `understand` cells, show `lines`, count them (`counted`) and
    `write` what was understood.
    """

    empty: ClassVar[str] = "import.empty"

    def __init__(self, session: Session, title: str, accept: str, hint: str, text: str, parent: QWidget | None) -> None:
        super().__init__(title, self._write, parent, accept, session=session)
        self.book, self.year = session.book, session.year
        self._found: Any = None
        self._accept = accept
        self._listing: Listing | None = None
        self._notes: tuple[cells.Note, ...] = ()
        self.text = TextArea(text)
        fit(self.text, most_height=5.5)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Các dòng đã sao chép")
        self.text.setPlaceholderText(hint)
        self.table = TableView(self.columns(), key=lambda line: line.number, sortable=False)
        self.fields.addRow(self.text)
        self.summary = self.say("")
        self.fields.addRow(self.table)
        self.text.textChanged.connect(self._read_text)
        self._read_text()
        roomy(self, 125, 32)

    # -- what a list says of itself --

    def columns(self) -> tuple[Column, ...]:
        raise NotImplementedError

    def understand(self, cells: Any) -> Any:
        raise NotImplementedError

    def lines(self, found: Any) -> Sequence[Any]:
        return lines_of(found)

    def counted(self, found: Any) -> str:
        raise NotImplementedError

    def write(self, found: Any) -> object:
        raise NotImplementedError

    def columns_taken(self, found: Any) -> Sequence[object]:
        """What each column was taken for, None for nothing."""
        return found.columns  # type: ignore[no-any-return]  # each list's own preview

    def without_wrong(self, found: Any) -> Any:
        """What was understood without the lines that cannot be taken."""
        wrong = {one.line for one in found.faults if one.severity == "error"}
        rows = tuple(row for row in found.rows if row.line not in wrong)
        return replace(found, rows=rows, faults=tuple(one for one in found.faults if one.line not in wrong))

    # -- reading and writing --

    def _read_text(self) -> None:
        text = self.text.toPlainText()
        self._listing = None
        if not text.strip():
            self.read(())
            return
        try:
            book = cells.pasted(text)
        except Refusal as refusal:
            self.read(())
            self.summary.setText(messages.sentence(refusal))
            return
        self.take(book)

    def take(self, book: cells.Workbook, page: str | None = None) -> None:
        """Understand a page of a file or a paste, every cell of it accounted for."""
        self._listing, self._notes = Listing(book, book.page(page)), book.notes
        self.read(self._listing.rows)

    def read(self, rows: Any) -> None:
        """Understand the cells anew; the table shows every line with what is doubtful about it."""
        self._found = None
        lines: Sequence[Any] = ()
        self.summary.setText(NOTHING_YET)
        self.first.setText(self._accept)
        if rows:
            try:
                self._found = self.understand(rows)
            except Refusal as refusal:
                self.summary.setText(messages.sentence(refusal, self.session.names))
            else:
                lines = self.lines(self._found)
                wrong = sum(line.wrong for line in lines)
                rest = f", {wrong} dòng chưa lấy được" if wrong else ""
                left = self._left_out(lines)
                self.summary.setText(f"Đọc được {self.counted(self._found)}{rest}. {left}{NOTHING_YET}")
                if wrong:
                    self.first.setText(REST)
        self.table.set_rows(lines)
        self.first.setEnabled(any(not line.wrong for line in lines))

    def _left_out(self, lines: Sequence[Any]) -> str:
        """What of the file or paste is not in the list, counted by reason."""
        if self._listing is None:
            return ""
        wrong = {line.number for line in lines if line.wrong}
        taken = {line.number for line in lines} - wrong
        account = self._listing.settle(self.columns_taken(self._found), taken, wrong)
        account.counted()
        notes = "".join(messages.fill(NOTES[note.code], note.facts) + " " for note in self._notes)
        return left_out_words(account.left_out()) + notes

    def _write(self) -> object:
        if self._found is None:
            raise BadInput(self.empty)
        return self.write(self.without_wrong(self._found))
