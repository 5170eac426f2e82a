"""The plan of many years: who would lead in each, each unit's last and next turn, how good the plan is proven to be,
and what a declined turn would change."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from models.book.leadership.plans import Declined, Planned
from models.rules.act.turn_planner import MOST_YEARS
from ui.base.beside import Beside
from ui.base.button_row import ButtonRow
from ui.base.layout import no_margins, row, scrolled, words
from ui.base.measure import fit
from ui.base.session import Session
from ui.base.turning import Turning
from ui.kit.boxes import SpinBox
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import rotation_words

BESIDE = 100
"""Letters the panel must be wide for its two tables to stand beside each other."""
YEARS = 12
"""Years planned when nobody has chosen: one round of a bloc of usual size."""


@dataclass(frozen=True, slots=True)
class YearLine:
    """One planned year: head and deputy, what was announced, who would lead after the declined turn."""

    year: int
    head: str | None
    deputies: tuple[str | None, ...]
    decided: bool
    announced: str | None
    then: str | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit's share in the plan."""

    unit: str
    last: int | None
    next: int | None
    turns: int
    wait: int


class PlanPanel(QWidget):
    """Plans from the year after the session's; asks "what if" without writing. `planned` is what is shown, None before
    the first list of units."""

    def __init__(self, session: Session, acts: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.planned: Planned | None = None
        self.declined: Declined | None = None
        self.first, self.span = SpinBox(), SpinBox()
        self.first.setAccessibleName("Kế hoạch từ năm")
        self.span.setRange(1, MOST_YEARS)
        self.span.setValue(YEARS)
        self.span.setAccessibleName("Số năm")
        self.what_if = QComboBox()
        self.what_if.setAccessibleName("Đơn vị xin lùi lượt")
        fit(self.what_if, least_width=27)
        self.verdict = words("")
        self.answer = words("", "warn")
        self.years = TableView(self._year_columns(), key=lambda one: one.year, sortable=False)
        self.years.setAccessibleName("Kế hoạch theo năm")
        self.units = TableView(self._unit_columns(), key=lambda one: one.unit)
        self.units.setAccessibleName("Lượt của từng đơn vị")
        self._lay_out(acts)
        self.first.valueChanged.connect(lambda _year: self.plan())
        self.span.valueChanged.connect(lambda _years: self.plan())
        self.what_if.activated.connect(lambda _place: self.ask())

    def _lay_out(self, acts: list[QAction]) -> None:
        for table in (self.years, self.units):
            fit(table, least_height=6)
        split = Beside(self.years, self.units, BESIDE, ((9, 8), (1, 1)))
        asked = (words("Nếu", wrap=False), self.what_if, words("xin lùi lượt thì sao?", wrap=False))
        span = (words("Từ năm", wrap=False), self.first, words("trong", wrap=False), self.span)
        work = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(work))
        box = QVBoxLayout(work)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(8)
        chosen, ways, asking = QWidget(), ButtonRow(acts, right=True), QWidget()
        chosen.setLayout(row(*span, words("năm", wrap=False), None))
        asking.setLayout(row(*asked, None))
        for part in (chosen, asking):
            no_margins(part)
        box.addWidget(Turning(chosen, ways))
        box.addWidget(asking)
        box.addWidget(self.answer)
        box.addWidget(split, 1)
        box.addWidget(self.verdict)
        box.addWidget(words(rotation_words.METHOD, "muted"))

    def _year_columns(self) -> tuple[Column, ...]:
        terms = self.session.book.settings.terms
        return (
            Column("Năm", lambda one: str(one.year), side="right", width=5),
            Column(
                terms.head,
                lambda one: self._name(one.head) + (" (đã ghi)" if one.decided else ""),
                width=0,
                tone=lambda one: "muted" if one.decided else None,
            ),
            Column(terms.deputy, self._beside, width=28, tip=self._beside),
            Column(
                "Đã thông báo",
                lambda one: self._name(one.announced),
                width=20,
                tone=lambda one: "warn" if one.announced != one.head else "muted",
            ),
            Column("Nếu lùi lượt", lambda one: self._name(one.then), width=20, tone=self._then_tone),
        )

    def _unit_columns(self) -> tuple[Column, ...]:
        def year(number: int | None) -> str:
            return "chưa có" if number is None else str(number)

        return (
            Column("Đơn vị", lambda one: self._name(one.unit), width=0),
            Column("Gần nhất", lambda one: year(one.last), order=lambda one: one.last or 0, side="right", width=9),
            Column("Lượt tới", lambda one: year(one.next), order=lambda one: one.next or 9999, side="right", width=8),
            Column("Số lượt", lambda one: str(one.turns), order=lambda one: one.turns, side="right", width=7),
            Column(
                "Chờ lâu nhất",
                lambda one: f"{one.wait} năm",
                order=lambda one: one.wait,
                side="right",
                width=12,
                heading_tip="Số năm từ lượt này đến lượt sau, tính cả từ lượt gần nhất và đến năm sau kế hoạch.",
            ),
        )

    @staticmethod
    def _then_tone(one: YearLine) -> str | None:
        return "accent" if one.then != one.head else "muted"

    def _beside(self, one: YearLine) -> str:
        """The deputies of a year, those nobody is named for left out."""
        return ", ".join(self._name(unit) for unit in one.deputies if unit is not None)

    def _name(self, unit: str | None) -> str:
        return "" if unit is None else self.session.names.unit(unit)

    # -- showing --

    def refresh(self) -> None:
        """Plan anew from the year after the session's."""
        start = self.session.year + 1
        self.first.blockSignals(True)
        self.first.setRange(start, start + MOST_YEARS)
        self.first.setValue(start)
        self.first.blockSignals(False)
        self.plan()

    def plan(self) -> None:
        """Make the plan for the chosen years and show it."""
        self.declined = None
        made = self.session.value(
            lambda: self.session.book.rotation.plans.make(self.first.value(), self.span.value()), self.answer.setText
        )
        self.planned = made if isinstance(made, Planned) else None
        if self.planned is not None:
            self.answer.setText(rotation_words.changes(self.planned, self._name))
            self._offer(self.planned)
        self.show_plan()

    def _offer(self, planned: Planned) -> None:
        """The units whose turn of this plan is not decided yet."""
        kept = self.what_if.currentData()
        self.what_if.clear()
        self.what_if.addItem("chọn đơn vị", None)
        for unit in planned.units:
            if any(head == unit and year not in planned.decided for year, head in planned.plan.heads.items()):
                self.what_if.addItem(self._name(unit), unit)
        self.what_if.setCurrentIndex(0 if kept is None else max(0, self.what_if.findData(None)))

    def ask(self) -> None:
        """What if the chosen unit declines its next turn; choosing none goes back to the plan."""
        planned, unit = self.planned, self.what_if.currentData()
        self.declined = None
        if planned is not None and unit is not None:
            found = self.session.value(
                lambda: self.session.book.rotation.plans.if_declined(planned, unit), self.answer.setText
            )
            self.declined = found if isinstance(found, Declined) else None
        if self.declined is not None:
            self.answer.setText(rotation_words.declined(self.declined, self._name))
        elif planned is not None and unit is None:
            self.answer.setText(rotation_words.changes(planned, self._name))
        self.show_plan()

    def show_plan(self) -> None:
        """Put the plan, and the one after the declined turn, into the tables."""
        planned = self.planned
        shown = self.declined.after if self.declined is not None else planned
        self.verdict.setText(self._proof(shown))
        self.years.set_rows(self._year_lines(planned) if planned is not None else ())
        self.units.set_rows(self._unit_lines(shown) if shown is not None else ())
        announced = planned is not None and bool(planned.task.announced or planned.lost)
        self.years.setColumnHidden(3, not announced)
        self.years.setColumnHidden(2, self.declined is not None)
        self.years.setColumnHidden(4, self.declined is None)

    def _proof(self, shown: Planned | None) -> str:
        if shown is None:
            return ""
        against = "kế hoạch đang có" if self.declined is not None else "danh sách đã thông báo"
        return rotation_words.proof(shown.plan, against if shown.task.announced else "")

    def _year_lines(self, planned: Planned) -> list[YearLine]:
        plan, after = planned.plan, self.declined.after.plan if self.declined is not None else None
        announced = {**{one.year: one.unit for one in planned.lost}, **planned.task.announced}
        deputies = planned.deputies
        return [
            YearLine(
                year,
                head,
                deputies[year],
                year in planned.decided,
                announced.get(year),
                after.heads[year] if after is not None else None,
            )
            for year, head in plan.heads.items()
        ]

    @staticmethod
    def _unit_lines(planned: Planned) -> list[UnitLine]:
        shares = planned.plan.units
        return [
            UnitLine(unit, shares[unit].last, shares[unit].next, len(shares[unit].years), shares[unit].longest_wait)
            for unit in planned.units
        ]
