"""So người chấm, tự chấm: scorers of one step side by side with who stands apart, and own points over the years."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from models.book.scoring.beside.leaning import OwnPoints, SideBySide
from models.book.scoring.rows import YEAR_PERIOD
from models.rules.number.points import show
from models.rules.place.apart import Apart
from ui.base.keyboard.dialog import Dialog
from ui.base.layout import button, column, row, words
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.table_view import TableView
from ui.kit.tables import Column

ADVICE = "Chỉ để tham khảo khi xem lại phiếu; không đổi điểm nào."
NONE = "Năm này không có bước nào do nhiều đơn vị cùng chấm."
NO_YEARS = "Chưa có năm nào vừa có điểm tự chấm vừa có điểm thống nhất để so."


def signed(value: Fraction) -> str:
    """`+1,25`, `−0,50`, `0,00`."""
    return ("+" if value > 0 else "−" if value < 0 else "") + show(abs(value))


class ApartDialog(Dialog):
    """Two tables to read, nothing to write."""

    def __init__(self, session: Session, parent: QWidget | None = None, period: str = YEAR_PERIOD) -> None:
        super().__init__(parent)
        self.session, self._period = session, period
        self.setWindowTitle("So người chấm, tự chấm")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.sides: list[TableView] = []
        self.leans: list[TableView] = []
        for stage in session.book.years.stages(session.year):
            if stage.panel is not None:
                found = session.book.leaning.side_by_side(session.year, stage.key, period)
                self.tabs.addTab(self._side(found), stage.name)
        if not self.sides:
            self.tabs.addTab(_alone(NONE), "Các đơn vị cùng chấm")
        self.tabs.addTab(self._own(), "Tự chấm qua các năm")
        box = QVBoxLayout(self)
        box.addWidget(words(ADVICE, "muted"))
        box.addWidget(self.tabs, 1)
        box.addLayout(row(None, button("Đóng", self.close)))
        roomy(self, 120, 30)

    def _side(self, found: SideBySide) -> QWidget:
        names = self.session.unit_name

        def given(scorer: str) -> Callable[[str], str]:
            return lambda unit: _shown(found.points[scorer].get(unit))

        columns = [Column("Đơn vị được chấm", names, width=24)]
        columns += [Column(names(scorer), given(scorer), side="right", width=13) for scorer in found.scorers]
        mean = found.mean
        columns.append(Column("Trung bình", lambda unit: _shown(mean(unit)), side="right", width=11))
        table = TableView(tuple(columns), key=lambda unit: unit)
        table.setAccessibleName("Điểm của từng đơn vị chấm")
        table.set_rows(found.units)
        lean = TableView(
            (
                Column("Đơn vị chấm", lambda one: names(one.scorer), width=24),
                Column("Nghiêng (điểm mỗi phiếu)", lambda one: signed(one.leaning), side="right", width=22),
                Column("Phân tán", lambda one: show(one.spread), side="right", width=11),
                Column("Số phiếu so", lambda one: str(one.units), side="right", width=11),
                Column("", self._told, width=0),
            ),
            key=lambda one: one.scorer,
        )
        lean.setAccessibleName("Đơn vị chấm so với các đơn vị khác")
        lean.set_rows(found.apart)
        self.sides.append(table)
        self.leans.append(lean)
        waiting = "; ".join(f"{names(scorer)} chưa chấm {names(unit)}" for scorer, unit in found.missing[:12])
        more = f"; và {len(found.missing) - 12} phiếu khác" if len(found.missing) > 12 else ""
        note = words(f"Chưa đủ: {waiting}{more}." if waiting else "Đã đủ phiếu của các đơn vị chấm.", "muted")
        page = QWidget()
        page.setLayout(column(table, note, lean, spacing=6))
        return page

    def _told(self, one: Apart) -> str:
        if not one.leaning:
            return "Ngang trung bình các đơn vị khác"
        way = "cao hơn" if one.leaning > 0 else "thấp hơn"
        return f"Cho {way} trung bình các đơn vị khác {show(abs(one.leaning))} điểm mỗi phiếu"

    def _own(self) -> QWidget:
        found = self.session.book.leaning.own_beside_agreed(self.session.year)
        if not found:
            return _alone(NO_YEARS)
        years = sorted({year for one in found for year in one.years})

        def gap(year: int) -> Callable[[OwnPoints], str]:
            return lambda one: signed(one.years[year][0] - one.years[year][1]) if year in one.years else ""

        columns = [Column("Đơn vị", lambda one: self.session.unit_name(one.unit), width=26)]
        several = {year for year in years if len(self.session.book.years.periods(year)) > 1}
        columns += [
            Column(f"{year} (TB kỳ)" if year in several else str(year), gap(year), side="right", width=12)
            for year in years
        ]
        columns.append(Column("Trung bình", lambda one: signed(one.leaning), side="right", width=11))
        columns.append(Column("", _own_told, width=0))
        self.own = TableView(tuple(columns), key=lambda one: one.unit)
        self.own.setAccessibleName("Tự chấm so với điểm thống nhất")
        self.own.set_rows(found)
        return self.own


def _alone(said: str) -> QWidget:
    """A tab with nothing to show: its sentence stands where a table would begin."""
    page = QWidget()
    inside = column(words(said, "muted"), None)
    inside.setContentsMargins(0, 8, 0, 0)
    page.setLayout(inside)
    return page


def _own_told(one: OwnPoints) -> str:
    if not one.leaning:
        return "Tự chấm ngang điểm thống nhất"
    way = "cao hơn" if one.leaning > 0 else "thấp hơn"
    return f"Tự chấm {way} điểm thống nhất, trung bình {show(abs(one.leaning))} điểm ({len(one.years)} năm)"


def _shown(value: Fraction | None) -> str:
    return "" if value is None else show(value)
