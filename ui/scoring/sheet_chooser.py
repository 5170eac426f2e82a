"""Which sheets are before the eyes: the stage, the period where there are several, the form where there are several."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabBar, QWidget

from models.book.scoring.rows import YEAR_PERIOD
from models.book.units.rows import Member, until
from models.rules.errors import Refusal
from ui.base.layout import row
from ui.base.session import Session
from ui.kit.boxes import refill


def last_day(member: Member) -> str | None:
    """The last day of a unit in the year's list, None when it is there to the end."""
    days = [day for day in (member.to_date, member.unit.active_to) if day is not None and day < f"{member.year}-12-31"]
    return min(days, default=None)


def name_in_year(member: Member) -> str:
    """The short name; a unit that ended or left during the year says when, because its successor may bear its name."""
    day = last_day(member)
    return member.unit.short_name if day is None else f"{member.unit.short_name} ({until(day, member.year)})"


class SheetChooser(QWidget):
    """chosen   something else was chosen"""

    chosen = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keys: list[str] = []
        self._scorers: dict[str, list[tuple[str, str]]] = {}
        self._holds: dict[str, str] = {}
        self._units: dict[str, list[tuple[str, str]]] = {}
        self.stages, self.periods, self.forms = QTabBar(), QComboBox(), QComboBox()
        self.scorers = QComboBox()
        self.scorers.setAccessibleName("Đơn vị chấm")
        self.stages.setDrawBase(False)
        self.stages.setExpanding(False)
        for widget, name in ((self.stages, "Bước chấm"), (self.periods, "Kỳ chấm"), (self.forms, "Bảng chấm điểm")):
            widget.setAccessibleName(name)
        box: QHBoxLayout = row(self.stages, self.scorers, self.periods, self.forms, None)
        self.setLayout(box)
        self.stages.currentChanged.connect(lambda _place: self._offer_scorers())
        self.stages.currentChanged.connect(lambda _place: self.chosen.emit())
        self.scorers.activated.connect(lambda _place: self.chosen.emit())
        self.periods.activated.connect(lambda _place: self.chosen.emit())
        self.forms.activated.connect(lambda _place: self.chosen.emit())

    @property
    def stage(self) -> str:
        """The key of the chosen stage, of the sheets of its chosen scorer where several score; "" when the year has
        none.
        """
        return str(self.scorers.currentData() or "") or self.step

    @property
    def holds(self) -> str:
        """What the sheets of the chosen step hold."""
        return self._holds.get(self.step, "items")

    @property
    def step(self) -> str:
        """The key of the chosen stage, whoever scores."""
        place = self.stages.currentIndex()
        return self._keys[place] if 0 <= place < len(self._keys) else ""

    @property
    def earlier(self) -> list[str]:
        """The stages before the chosen one, the nearest first."""
        place = self.stages.currentIndex()
        return self._keys[:place][::-1] if 0 < place < len(self._keys) else []

    @property
    def stage_name(self) -> str:
        return self.stages.tabText(self.stages.currentIndex())

    @property
    def period(self) -> str:
        return str(self.periods.currentData() or YEAR_PERIOD)

    @property
    def form(self) -> str:
        return str(self.forms.currentData() or "")

    @property
    def units(self) -> list[tuple[str, str]]:
        """Key and short name of the units scored by the chosen form, in roster order."""
        return self._units.get(self.form, [])

    def fill(self) -> None:
        """Offer what the year has; what was chosen stays chosen. Nothing is told."""
        book, year = self._session.book, self._session.year
        known = book.years.find(year) is not None
        stages, kept = (book.years.stages(year) if known else ()), self.step
        self.stages.blockSignals(True)
        while self.stages.count():
            self.stages.removeTab(0)
        self._keys = [stage.key for stage in stages]
        self._holds = {stage.key: stage.holds for stage in stages}
        called = book.members.called
        names = {member.key: called(member.unit, year) for member in book.members.roster(year)} if known else {}
        self._scorers = {
            stage.key: [(key, f"{names.get(unit, unit)} chấm") for unit, key in stage.panel.by.items()]
            for stage in stages
            if stage.panel is not None
        }
        for stage in stages:
            self.stages.addTab(stage.name)
        if kept in self._keys:
            self.stages.setCurrentIndex(self._keys.index(kept))
        self.stages.blockSignals(False)
        self._offer_scorers()
        refill(self.periods, [(period.key, period.name) for period in (book.years.periods(year) if known else ())])
        self._units = self._units_by_form() if known else {}
        refill(self.forms, [(key, book.forms.form(key).name) for key in self._units])
        self.periods.setVisible(self.periods.count() > 1)
        self.forms.setVisible(self.forms.count() > 1)

    def _offer_scorers(self) -> None:
        """Whose sheets of the chosen step can be looked at; none where one sheet a unit is all there is."""
        scorers = self._scorers.get(self.step, [])
        refill(self.scorers, [("", "Kết quả chung"), *scorers] if scorers else [])
        self.scorers.setVisible(bool(scorers))

    def _units_by_form(self) -> dict[str, list[tuple[str, str]]]:
        """The units of the year in roster order under the form each is scored by; units without one are left out."""
        book, year = self._session.book, self._session.year
        found: dict[str, list[tuple[str, str]]] = {}
        for member in book.members.roster(year):
            try:
                form = book.forms.for_unit(year, member.key)
            except Refusal:
                continue
            found.setdefault(form, []).append((member.key, name_in_year(member)))
        return found

    def choose(self, unit: str, stage: str | None = None, period: str | None = None) -> None:
        """Choose the stage, the period and the form that show a unit's sheet."""
        if period is not None and self.periods.findData(period) not in (-1, self.periods.currentIndex()):
            self.periods.setCurrentIndex(self.periods.findData(period))
            self.chosen.emit()
        over = next((key for key, found in self._scorers.items() if any(stage == one for one, _ in found)), stage)
        if over in self._keys:
            self.stages.setCurrentIndex(self._keys.index(str(over)))
        self.scorers.setCurrentIndex(max(self.scorers.findData(stage), 0) if self.scorers.count() else -1)
        for form, units in self._units.items():
            place = self.forms.findData(form)
            if place != self.forms.currentIndex() and any(key == unit for key, _ in units):
                self.forms.setCurrentIndex(place)
                self.chosen.emit()
