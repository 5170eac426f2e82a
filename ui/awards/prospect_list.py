"""The tab "Năm sau": what a unit or person could be proposed for, and what is still missing."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from models.book.awards.rows import Prospect
from models.book.regulation.sources import cited
from models.rules.number.text import negated
from models.rules.place.conditions import Clause
from ui.base.layout import row, scrolling, words
from ui.base.session import Session
from ui.kit.table_view import TableView
from ui.kit.tables import Column

NO_UNITS = "Năm này chưa có đơn vị nào. Thêm ở mục Đơn vị trước."
NO_RULES = "Quy chế năm này không nêu điều kiện khen thưởng. Thêm ở mục Quy chế, quy định."
HINT = "Tính theo quy chế năm {year}, coi như năm {next} đạt các điều kiện của năm đó."


def asked(clause: Clause) -> str:
    """What a clause wants, without what is so now."""
    return clause.asked if clause.wanted else negated(clause.asked)


class ProspectList(QWidget):
    """Choosers of a unit and one of its people, the table, and in full what the chosen line lacks."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.unit, self.person = QComboBox(), QComboBox()
        self.unit.setAccessibleName("Đơn vị")
        self.person.setAccessibleName("Tập thể hoặc cá nhân")
        self.hint = words("", "muted")
        self.table = TableView(self._columns(), key=lambda one: one.title, sortable=False, whole=True)
        self.table.setAccessibleName("Năm sau đề nghị được gì, còn thiếu gì")
        self.full = words("")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(6)
        box.addLayout(row(self.unit, self.person, None))
        box.addWidget(self.hint)
        box.addWidget(self.table, 3)
        box.addWidget(scrolling(self.full, name="Điều kiện của danh hiệu đang chọn"), 1)
        self.unit.currentIndexChanged.connect(lambda _place: self._offer_people())
        self.person.currentIndexChanged.connect(lambda _place: self.refresh())
        self.table.chosen.connect(self._show_full)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Danh hiệu, hình thức", lambda one: one.name, width=34),
            Column("Sớm nhất", self._earliest, width=13, tone=self._tone),
            Column("Còn vướng", lambda one: "; ".join(each.text for each in one.blocked), width=0),
            Column("Năm tới cần đạt", lambda one: "; ".join(asked(each) for each in one.needed), width=46),
        )

    def _earliest(self, one: Prospect) -> str:
        return f"năm {one.earliest}" if one.earliest else "chưa thấy"

    def _tone(self, one: Prospect) -> str:
        return "good" if one.earliest == self.session.year + 1 else "warn"

    def offer_units(self) -> None:
        """List the units of the year anew; the chosen one stays chosen."""
        year, kept = self.session.year, self.unit.currentData()
        known = self.session.book.years.find(year) is not None
        self.unit.blockSignals(True)
        self.unit.clear()
        for member in self.session.book.members.roster(year) if known else ():
            if member.member_on(f"{year}-12-31"):
                self.unit.addItem(self.session.book.members.called(member.unit, year), member.key)
        self.unit.setCurrentIndex(max(0, self.unit.findData(kept)) if self.unit.count() else -1)
        self.unit.blockSignals(False)
        self._offer_people()

    def _offer_people(self) -> None:
        unit, kept = self.unit.currentData(), self.person.currentData()
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItem("Tập thể", None)
        for one in self.session.book.history.people_of(unit) if unit else ():
            self.person.addItem(one.name, (one.person, None))
        for home in self.session.book.households.of(unit) if unit else ():
            self.person.addItem(home.name, (None, home.key))
        self.person.setCurrentIndex(max(0, self.person.findData(kept)) if kept else 0)
        self.person.blockSignals(False)
        self.refresh()

    def refresh(self) -> None:
        """Judge the chosen unit or person for the year after the shown one."""
        unit, year = self.unit.currentData(), self.session.year
        person, home = self.person.currentData() or (None, None)
        found = self.session.book.awards.prospects(year, unit, person, home) if unit else ()
        self.hint.setText(self.session.book.years.worded(HINT, {"year": year, "next": year + 1}) if unit else NO_UNITS)
        self.table.set_rows(found)
        if found and self.table.current() is None:
            self.table.selectRow(0)
        if not found:
            self._show_full(None)

    def _show_full(self, one: Prospect | None) -> None:
        if one is None:
            self.full.setText("" if self.unit.currentData() is None else self.session.worded(NO_RULES))
            return
        lines = [f"{one.name} ({cited(one.cite)})"]
        lines += [f"✗ {each.text}" for each in one.blocked]
        lines += [f"– cần {asked(each)}" for each in one.needed]
        self.full.setText("\n".join(lines))
