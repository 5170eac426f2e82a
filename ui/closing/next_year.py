"""Lập sổ năm sau từ sổ này: what the new year takes over, part by part, shown before anything is written."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from models.book.closing.next_year import PARTS, TakenOver
from models.rules.errors import Refusal
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
    Column("Phần", lambda one: PART_NAMES[one.part], width=22),
    Column("Nội dung", lambda one: one.name, width=0),
    Column("", lambda one: KINDS[one.kind], width=14, tone=lambda one: TONES.get(one.kind, "")),
    Column("Năm trước", lambda one: one.old, width=22),
    Column("Năm sau", lambda one: one.new, width=22),
)


class NextYearDialog(FormDialog):
    """Starts the year after a chosen one; the pages show it afterwards."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Lập sổ năm sau từ sổ này", self._start, parent, "Lập sổ năm sau", session=session)
        self.years = QComboBox()
        for one in session.book.years.all():
            self.years.addItem(f"{one.year + 1} (theo năm {one.year})", one.year)
        self.years.setCurrentIndex(max(0, self.years.findData(session.year)))
        self.years.currentIndexChanged.connect(self.show_preview)
        self.say("Năm sau ở cùng một sổ, để danh hiệu nhiều năm còn tính được. Những gì năm sau đã có thì giữ nguyên.")
        self.add("&Năm", self.years)
        self.parts = {part: QCheckBox(PART_NAMES[part]) for part in PARTS}
        grid = QGridLayout()
        for number, box in enumerate(self.parts.values()):
            box.setChecked(True)
            box.toggled.connect(self.show_preview)
            grid.addWidget(box, number // 3, number % 3)
        self.add("Lấy theo", grid)
        self.table = TableView(COLUMNS, key=lambda one: (one.part, one.name))
        self.table.setAccessibleName("Những gì năm sau lấy theo năm trước")
        self.fields.addRow(self.table)
        roomy(self, 112, 33)
        self.show_preview()

    def chosen(self) -> tuple[str, ...]:
        """The parts that are taken over."""
        return tuple(part for part, box in self.parts.items() if box.isChecked())

    def show_preview(self) -> None:
        """What would be done with these parts; or why it cannot be done."""
        rows: tuple[TakenOver, ...] = ()
        problem = ""
        year = self.years.currentData()
        if year is None:
            problem = "Sổ chưa có năm nào. Mở năm ở thực đơn Sổ, “Thêm năm khác…”."
        else:
            try:
                rows = self.session.book.next_year.preview(year, self.chosen())
            except Refusal as refusal:
                problem = self.session.sentence(refusal)
        self.table.set_rows(rows)
        self.show_problem(problem)
        self.first.setEnabled(not problem and not self.session.read_only)

    def _start(self) -> object:
        year = int(self.years.currentData())
        done = self.session.book.next_year.start(year, self.chosen())
        self.session.choose_year(year + 1)
        waiting = sum(one.kind == "waits" for one in done)
        more = f" {waiting} chỗ cần xem lại." if waiting else ""
        self.session.say(f"Đã lập sổ năm {year + 1} từ năm {year}.{more}")
        return True
