"""Dán danh sách từ Excel: what was copied, how it was understood line by line, and only then into the book."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from models.book.members_reading import Doubt, Preview, ReadUnit
from models.exchange import clipboard
from models.rules.errors import BadInput, Refusal
from ui import labels, messages
from ui.dialogs.form_dialog import FormDialog
from ui.session import Session
from ui.tables import Column
from ui.widgets.table_view import TableView
from ui.widgets.text_area import TextArea


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview: what was read, or only what is wrong with it."""

    number: int
    unit: ReadUnit | None
    doubts: tuple[Doubt, ...]

    @property
    def problem(self) -> str:
        return " ".join(messages.doubt(one) for one in self.doubts)

    @property
    def wrong(self) -> bool:
        return any(one.severity == "error" for one in self.doubts)

    @property
    def people(self) -> str:
        said = self.unit.said if self.unit else {}
        return ", ".join(said[role] for role in ("head", "deputy", "officer") if role in said)


COLUMNS = (
    Column("Dòng", lambda line: str(line.number), order=lambda line: line.number, side="right", width=4),
    Column("Đơn vị", lambda line: line.unit.name if line.unit else "", width=0),
    Column("Loại cơ quan", lambda line: labels.UNIT_KINDS[line.unit.kind] if line.unit else "", width=19),
    Column("Người liên hệ", lambda line: line.people, width=22),
    Column("Cần xem", lambda line: line.problem, width=38, tone=lambda line: "bad" if line.wrong else "warn"),
)


class PasteUnitsDialog(FormDialog):
    """Nothing is written until "Thêm vào danh sách"; a line that cannot be read keeps the whole list waiting."""

    def __init__(self, session: Session, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__("Dán danh sách đơn vị", self._write, parent, "Thêm vào danh sách", session=session)
        self._preview: Preview | None = None
        self.text = TextArea(text)
        self.text.setMaximumHeight(120)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Danh sách đã sao chép")
        self.text.setPlaceholderText(
            "Sao chép các dòng trong Excel rồi dán (Ctrl+V) vào đây. Chỉ cần cột tên đơn vị; "
            "có dòng tiêu đề thì nhận thêm tên ngắn, loại cơ quan, thủ trưởng, cán bộ phụ trách, điện thoại…"
        )
        self.table = TableView(COLUMNS, key=lambda line: line.number, sortable=False)
        self.fields.addRow(self.text)
        self.summary = self.say("")
        self.fields.addRow(self.table)
        self.text.textChanged.connect(self._read)
        self._read()
        self.resize(960, 520)

    def _read(self) -> None:
        """Understand the text anew; the table shows every line with what is doubtful about it."""
        self._preview = None
        text = self.text.toPlainText()
        lines: list[Line] = []
        if not text.strip():
            self.summary.setText("Chưa có gì được ghi vào sổ.")
        else:
            try:
                self._preview = self.session.book.members.read_table(clipboard.cells(text))
            except Refusal as refusal:
                self.summary.setText(messages.sentence(refusal, self.session.names))
            else:
                lines = self._lines(self._preview)
                wrong = sum(line.wrong for line in lines)
                rest = f", {wrong} dòng phải sửa trước khi thêm" if wrong else ""
                self.summary.setText(f"Đọc được {len(self._preview.rows)} đơn vị{rest}. Chưa có gì được ghi vào sổ.")
        self.table.set_rows(lines)
        self.first.setEnabled(self._preview is not None and not self._preview.errors)

    @staticmethod
    def _lines(preview: Preview) -> list[Line]:
        units = {unit.line: unit for unit in preview.rows}
        numbers = sorted(units.keys() | {doubt.line for doubt in preview.faults})
        return [
            Line(number, units.get(number), tuple(one for one in preview.faults if one.line == number))
            for number in numbers
        ]

    def _write(self) -> object:
        if self._preview is None:
            raise BadInput("import.empty")
        return self.session.book.members.add_many(self._preview, self.session.year)
