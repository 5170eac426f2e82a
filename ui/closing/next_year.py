"""Lập sổ năm sau từ sổ này: what the new year takes over, part by part, shown before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from models.book.closing.next_year import PARTS, TakenOver
from models.rules.errors import Refusal
from ui.base.layout import column, no_margins, words
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column

PART_NAMES = {
    "stages": "Các bước chấm",
    "roster": "Danh sách đơn vị",
    "deadlines": "Các hạn trong năm",
    "roles": "Người của khối",
    "regulation": "Quy chế, quy định",
    "form": "Bảng chấm điểm",
    "leaders": "Đơn vị đứng đầu",
    "work": "Việc chưa xong",
    "fund": "Kinh phí còn lại",
}
KINDS = {"same": "giữ nguyên", "changed": "đổi", "new": "mới", "left": "thôi", "waits": "cần xem lại"}
TONES = {"changed": "accent", "new": "good", "waits": "warn", "left": "muted"}
COLUMNS = (
    Column("Nội dung", lambda one: one.name, width=0),
    Column("", lambda one: KINDS[one.kind], width=14, tone=lambda one: TONES.get(one.kind, "")),
    Column("Năm trước", lambda one: one.old, width=22),
    Column("Năm sau", lambda one: one.new, width=22),
)


class TakeOver(QWidget):
    """The parts of the year before, each with its tick, and what the new year would have of them.

    changed   other parts are chosen, or another year is looked at
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.rows: tuple[TakenOver, ...] = ()
        self.problem = ""
        self._year: int | None = None
        part = Column("Phần", lambda one: session.worded(PART_NAMES[one.part]), width=22)
        self.parts = {part: QCheckBox(session.worded(PART_NAMES[part])) for part in PARTS}
        grid = QGridLayout()
        for number, box in enumerate(self.parts.values()):
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.show_year(self._year))
            grid.addWidget(box, number // 3, number % 3)
        self.table = TableView((part, *COLUMNS), key=lambda one: (one.part, one.name))
        self.table.setAccessibleName("Những gì năm sau lấy theo năm trước")
        self.refused = words("", "bad")
        self.setLayout(column(grid, self.table, self.refused))
        no_margins(self)

    def chosen(self) -> tuple[str, ...]:
        """The parts that are taken over."""
        return tuple(part for part, box in self.parts.items() if box.isChecked())

    def show_year(self, year: int | None) -> None:
        """What would be done with these parts of that year; or why it cannot be done."""
        self._year, self.rows, self.problem = year, (), ""
        if year is None:
            self.problem = "Sổ chưa có năm nào. Mở năm ở thực đơn Sổ, “Thêm năm khác…”."
        else:
            try:
                self.rows = self.session.book.next_year.preview(year, self.chosen())
            except Refusal as refusal:
                self.problem = self.session.sentence(refusal)
        self.table.set_rows(self.rows)
        self.refused.setText(self.problem)
        self.refused.setVisible(bool(self.problem))
        self.changed.emit()


class NextYearDialog(FormDialog):
    """Starts the year after a chosen one; the pages show it afterwards."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Lập sổ năm sau từ sổ này", self._start, parent, "Lập sổ năm sau", session=session)
        self.years = QComboBox()
        for one in session.book.years.all():
            self.years.addItem(f"{one.year + 1} (theo {session.called(one.year)})", one.year)
        self.years.setCurrentIndex(max(0, self.years.findData(session.year)))
        self.years.currentIndexChanged.connect(lambda _place: self.show_preview())
        self.say("Năm sau ở cùng một sổ, để danh hiệu nhiều năm còn tính được. Những gì năm sau đã có thì giữ nguyên.")
        self.add("&Năm", self.years)
        self.over = TakeOver(session)
        self.parts, self.table, self.chosen = self.over.parts, self.over.table, self.over.chosen
        self.over.changed.connect(lambda: self.first.setEnabled(not self.over.problem and not session.read_only))
        self.fields.addRow(self.over)
        roomy(self, 112, 33)
        self.show_preview()

    def show_preview(self) -> None:
        """What the chosen year would hand on."""
        self.over.show_year(self.years.currentData())

    def _start(self) -> object:
        year = int(self.years.currentData())
        done = self.session.book.next_year.start(year, self.chosen())
        self.session.choose_year(year + 1)
        waiting = sum(one.kind == "waits" for one in done)
        more = f" {waiting} chỗ cần xem lại." if waiting else ""
        way = ("Hỏi chỗ khác năm trước…", lambda: self.session.asked_for.emit("assistant"))
        self.session.say(f"Đã lập sổ {self.session.called(year + 1)} từ {self.session.called(year)}.{more}", way)
        return True
