"""The tab "Lịch sử": everything ever granted, by unit through its lineage or found by words without diacritics."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.book.awards.history_rows import Entry
from models.rules.number.questions import Question
from ui.base.button_row import ButtonRow
from ui.base.layout import button, no_margins, row, words
from ui.base.measure import fit
from ui.base.session import Session
from ui.base.turning import Turning
from ui.kit.boxes import PickBox
from ui.kit.search_box import SearchBox
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words.messages import show

ALL = "Tất cả đơn vị, cá nhân, hộ"

NOTHING = "Chưa ghi khen thưởng nào. Ghi từng dòng, dán hoặc lấy từ Excel, để xét tiêu chuẩn cần nhiều năm."
NOTHING_LIKE_IT = "Không có khen thưởng nào của đơn vị, chữ đang lọc."


class HonourList(QWidget):
    """Chooser of a unit, search, table.

    chosen   the current Entry, or None
    opened   an Entry was opened
    decide   the question whose record counts is to be answered (a Question)
    """

    chosen = Signal(object)
    opened = Signal(object)
    decide = Signal(object)

    def __init__(self, session: Session, acts: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._question: object = None
        self.unit = PickBox(20)
        self.unit.setAccessibleName("Đơn vị")
        self.search = SearchBox()
        fit(self.search, least_width=14, most_width=36)
        self.count = words("", "muted", wrap=False)
        self.parted = words("", "warn")
        self.settle = button("Ghi quyết định…", lambda: self.decide.emit(self._question))
        self.table = TableView(self._columns(), key=lambda one: one.key)
        self.table.setAccessibleName("Khen thưởng đã có")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(6)
        looked_for = QWidget()
        looked_for.setLayout(row(self.unit, self.search, self.count, None))
        no_margins(looked_for)
        box.addWidget(Turning(looked_for, ButtonRow(acts, right=True)))
        box.addLayout(row(self.parted, self.settle, None))
        box.addWidget(self.table, 1)
        self.unit.currentIndexChanged.connect(lambda _place: self.refresh())
        # the pause after the last key may end when the window has closed already
        self.search.asked.connect(lambda _text: self.refresh() if self.isVisible() else None)
        self.search.taken.connect(lambda _text: self.refresh())
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self.opened)

    def _columns(self) -> tuple[Column, ...]:
        def muted(one: Entry) -> str | None:
            return None if one.counts else "muted"

        return (
            Column("Năm", lambda one: str(one.year), order=lambda one: -one.year, side="right", width=4, tone=muted),
            Column("Tập thể, cá nhân", self._who, width=28, tone=muted),
            Column("Danh hiệu, hình thức", lambda one: one.name, width=0, tone=muted),
            Column("Số quyết định", lambda one: one.decision or "", width=14, tone=muted),
            Column("Ngày", lambda one: show(one.date), order=lambda one: one.date or "", width=10, tone=muted),
            Column("Cấp quyết định", lambda one: one.by or "", width=22, tone=muted),
            Column("Tính thành tích", self._counted, width=15, tone=muted, tip=lambda one: one.note or ""),
        )

    @staticmethod
    def _counted(one: Entry) -> str:
        return ", ".join(map(str, one.years)) if one.counts else "không tính"

    def _who(self, one: Entry) -> str:
        unit = self.session.unit_name(one.unit) if one.unit else ""
        return f"{one.called}, {unit}" if one.called else unit

    def offer_units(self) -> None:
        """List the units anew; the chosen one stays chosen."""
        kept = self.unit.currentData()
        self.unit.blockSignals(True)
        self.unit.clear()
        self.unit.addItem(ALL, None)
        for unit in self.session.book.members.units():
            self.unit.addItem(self.session.book.members.called(unit, self.session.year), unit.key)
        self.unit.setCurrentIndex(max(0, self.unit.findData(kept)))
        self.unit.blockSignals(False)
        self.unit.setToolTip(self.unit.currentText())

    def refresh(self) -> None:
        """Show the history as it is now."""
        history, unit, text = self.session.book.history, self.unit.currentData(), self.search.text().strip()
        found = history.of_unit(unit) if unit else history.entries()
        if text:
            wanted = {one.key for one in history.search(text)}
            found = tuple(one for one in found if one.key in wanted)
        self.count.setText(f"{len(found)} khen thưởng")
        self.table.say_empty(NOTHING_LIKE_IT if unit or text else NOTHING)
        self.table.set_rows(found)
        self._show_question(unit)

    def _show_question(self, unit: str | None) -> None:
        """A merged unit whose record is not settled shows both lines and asks."""
        year = self.session.year
        asked: tuple[Question, ...] = ()
        if unit and self.session.book.years.find(year) is not None:
            asked = self.session.book.members.inherits_questions(year)
        open_now = {
            (one.key, one.subject) for one in (self.session.book.decisions.open_questions(year) if asked else ())
        }
        mine = [one for one in asked if one.facts["unit"] == unit and (one.key, one.subject) in open_now]
        self._question = mine[0] if mine else None
        self.parted.setVisible(bool(mine))
        self.settle.setVisible(bool(mine))
        self.settle.setEnabled(not self.session.read_only)
        if mine:
            lines = ", ".join(option.label for option in mine[0].options[:-1])
            self.parted.setText(
                f"{self.session.unit_name(unit or '')} tiếp nối: {lines}. Thành tích trước đó tính theo đơn vị nào? "
                "Chọn và ghi văn bản xác định; sổ không tự chọn."
            )
