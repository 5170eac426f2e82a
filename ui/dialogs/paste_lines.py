"""Dán từ Excel: lines of a list as they were understood, what must be mended, and only then into the book."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from models.book import pasted
from models.book.line_shapes import Shape
from models.book.pasted import Pasted, PastedLine
from models.exchange import clipboard
from models.rules.errors import BadInput, Refusal
from ui import messages
from ui.dialogs.form_dialog import FormDialog
from ui.session import Session
from ui.tables import Column
from ui.widgets.table_view import TableView
from ui.widgets.text_area import TextArea


class PasteLinesDialog(FormDialog):
    """Nothing is written until "Ghi vào sổ"; one line that cannot be read keeps all waiting."""

    def __init__(
        self,
        session: Session,
        shape: Shape,
        text: str = "",
        given: dict[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Dán {shape.title} từ Excel", self._write, parent, "Ghi vào sổ", session=session)
        self._shape, self._given = shape, given or {}
        self._pasted: Pasted | None = None
        self._fields = tuple(one for one in shape.fields if one.kind not in ("units", "draft"))
        self.text = TextArea(text)
        self.text.setMaximumHeight(110)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Các dòng đã sao chép")
        heads = " · ".join(one.label for one in self._fields)
        self.text.setPlaceholderText(
            "Sao chép các dòng trong Excel rồi dán (Ctrl+V) vào đây. "
            f"Không có dòng tiêu đề thì các cột theo thứ tự: {heads}"
        )
        columns = (
            Column("Dòng", lambda line: str(line.number), order=lambda line: line.number, side="right", width=4),
            Column("Cần xem", self._problem, width=36, tone=lambda line: "bad" if line.faults else None),
            *(Column(one.label, self._cell(one.name), width=14) for one in self._fields),
        )
        self.table = TableView(columns, key=lambda line: line.number, sortable=False)
        self.fields.addRow(self.text)
        self.summary = self.say("")
        self.fields.addRow(self.table)
        self.text.textChanged.connect(self._read)
        self._read()
        self.resize(1040, 540)

    @staticmethod
    def _cell(name: str) -> Any:
        return lambda line: line.cells.get(name, "")

    def _problem(self, line: PastedLine) -> str:
        assert self.session is not None
        return " ".join(messages.sentence(refusal, self.session.names) for refusal in line.faults.values())

    def _read(self) -> None:
        assert self.session is not None
        self._pasted = None
        text = self.text.toPlainText()
        lines: tuple[PastedLine, ...] = ()
        if not text.strip():
            self.summary.setText("Chưa có gì được ghi vào sổ.")
        else:
            try:
                cells = clipboard.cells(text)
                self._pasted = pasted.read(self.session.book, self.session.year, self._shape.key, cells)
            except Refusal as refusal:
                self.summary.setText(messages.sentence(refusal, self.session.names))
            else:
                lines = self._pasted.lines
                rest = f", {self._pasted.faults} dòng phải sửa trước khi ghi" if self._pasted.faults else ""
                self.summary.setText(f"Đọc được {len(lines)} dòng{rest}. Chưa có gì được ghi vào sổ.")
        self.table.set_rows(lines)
        self.first.setEnabled(self._pasted is not None and bool(lines) and not self._pasted.faults)

    def _write(self) -> object:
        assert self.session is not None
        if self._pasted is None:
            raise BadInput("paste.nothing")
        return pasted.write(self.session.book, self.session.year, self._pasted, self._given)
