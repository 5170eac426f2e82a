"""One unit's year from its sheets: which stages and periods count for it, what they come to together, and how.

Pure towards the book: boards and the year's frame come in. Points, totals and what tie keys read are put together in
one way, from the same sheets; a value that a sheet does not hold is blank, never another sheet's. What is made of a
year's values (places, classes) is not here, nor what one sheet gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Final

from models.book.scoring.beside.joined import Join
from models.book.scoring.board import Board
from models.book.scoring.frame import Frame
from models.book.scoring.rows import SheetAt
from models.rules.form.model import FORM_NODE
from models.rules.form.node_points import assigned_of, named, points_of
from models.rules.form.scoring import Cell, Form, Step, assess_totals
from models.rules.number.about import About
from models.rules.number.points import BLANK, Blank, Pending, Value
from models.rules.number.questions import Question
from models.rules.place.combining import Portion, beside, combine, empty, portions, without
from models.rules.place.combining_steps import combined_step
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.year.rows import Panel

Boards = Callable[[str, str], Board]
"""(stage, period) -> board."""
Of = Callable[[Board, str], Value]
"""What is read of a unit's sheet."""
NO_NAMES: Final[Mapping[str, str]] = {}
WHOLE: Final = "9999-12-31"
"""The day before which every event lies: nothing of what is joined in the year is left out."""
OWN_PERIODS: Final = "year-from-periods/2"
"""From this kind on a unit's year is made of the periods it was a member in, and an empty one is missing."""


@dataclass(frozen=True, slots=True)
class PeriodParts:
    """The points of one period and the steps they are made from."""

    period: str
    value: Value
    stages: tuple[Portion, ...]

    @property
    def taken(self) -> tuple[Portion, ...]:
        """The steps the rule takes; those it only could fall back on are not among them."""
        return tuple(part for part in self.stages if part.use != "passed-over")


@dataclass(frozen=True, slots=True)
class YearParts:
    """What a unit's points are made of: each period from its steps, and the year from the periods (none of these where
    the year has one period). `outside`: periods in which the unit was no member. `joined`: what decisions join of units
    that were merged or split, one after the other, what it comes to and of what.
    """

    unit: str
    value: Value
    periods: tuple[Portion, ...]
    by_period: tuple[PeriodParts, ...]
    outside: tuple[str, ...] = ()
    joined: tuple[tuple[Join, Value, tuple[Portion, ...]], ...] = ()

    @property
    def combined(self) -> bool:
        """Whether more than one sheet makes the value."""
        return bool(self.joined) or bool(self.periods) or any(len(each.taken) > 1 for each in self.by_period)


@dataclass(frozen=True, slots=True)
class YearSheets:
    """The sheets of a year that count, by period and stage; of one `stage` or one `period` alone where it is named."""

    frame: Frame
    boards: Boards
    stage: str | None = None
    hidden: frozenset[SheetAt] = frozenset()
    period: str | None = None

    grid: tuple[tuple[str, tuple[tuple[str, Board], ...]], ...] = field(init=False)

    def __post_init__(self) -> None:
        stages = self.stages()
        rows = ((period, tuple((stage, self.boards(stage, period)) for stage in stages)) for period in self.periods)
        object.__setattr__(self, "grid", tuple(rows))

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods looked at, in their order."""
        return self.frame.periods if self.period is None else (self.period,)

    def stages(self) -> tuple[str, ...]:
        """The stages that count; a rule that names its stage, or takes the last, needs the others only to fall back
        on.
        """
        if self.stage is not None:
            return (self.stage,)
        rule = self.frame.rule("final-score/1")
        if rule is None:
            return ()
        every = tuple(str(row["key"]) for row in self.frame.stages)
        if rule.spec["missing"] != "earlier":
            if rule.spec["method"] == "last":
                return every[-1:]
            if rule.spec["method"] == "stage":
                return tuple(key for key in every if key == rule.spec["stage"])
        return every

    @property
    def own_periods(self) -> bool:
        """Whether the year is made of several periods by a rule that asks which of them are a unit's own."""
        rule = self.frame.rule("year-from-periods/1")
        return len(self.frame.periods) > 1 and rule is not None and rule.kind == OWN_PERIODS

    def outside(self, unit: str) -> frozenset[str]:
        """The periods that are not the unit's, as it was no member in them."""
        return self.frame.outside.get(unit, frozenset()) if self.own_periods else frozenset()

    # --- values -------------------------------------------------------------------------------------------------------

    def value(self, unit: str, of: Of, before: str = WHOLE) -> Value:
        """A unit's value of the year: its stages by the final-score rule, its periods by theirs, and what a decision
        joins to it of units that were merged or split `before` a day.
        """
        made = self._own_value(unit, of)
        for join in self._joins(unit, before):
            made = self._joined(unit, join, self._to_join(unit, join, made, self._values(of, join)))
        return made

    def _values(self, of: Of, join: Join) -> Callable[[str], Value]:
        """What a former unit brings: its value as it stood before the day of the join. What is joined to it later, the
        unit that came of it perhaps, is no part of it.
        """
        return lambda other: self.value(other, of, join.date)

    def _joins(self, unit: str, before: str) -> tuple[Join, ...]:
        """What was joined to the year of a unit before a day; by one step or one period alone nothing is."""
        alone = self.stage is not None or self.period is not None
        found = () if alone else self.frame.joins.by_unit.get(unit, ())
        return tuple(join for join in found if join.date < before)

    def concerned(self, unit: str, before: str = WHOLE) -> tuple[str, ...]:
        """The units whose sheets make the value of a unit, itself first."""
        others = ((other, join.date) for join in self._joins(unit, before) for other in join.units if other != unit)
        return tuple(dict.fromkeys((unit, *(one for each in others for one in self.concerned(*each)))))

    @staticmethod
    def _to_join(unit: str, join: Join, made: Value, of: Callable[[str], Value]) -> dict[str, Value]:
        """The years to be put together; of the others one that is not ranked is missing like one without points."""
        found = {other: made if other == unit else of(other) for other in join.units}
        kept = (Fraction, Pending)
        return {other: one if other == unit or isinstance(one, kept) else BLANK for other, one in found.items()}

    def _joined(self, unit: str, join: Join, values: Mapping[str, Value]) -> Value:
        """The join; while the unit itself has no number yet, it waits for it, unless one of the others is taken."""
        if join.rule.spec["method"] != "stage" and not isinstance(values[unit], Fraction):
            return values[unit]
        return combine(values, join.rule, unit, self.frame.indexed)

    def _own_value(self, unit: str, of: Of) -> Value:
        """A unit's value of the year from its own sheets."""
        by_period = self._by_period(unit, of)
        if len(self.periods) == 1:
            return next(iter(by_period.values()), BLANK)
        rule = self._years(unit)
        if isinstance(rule, Question):
            return Pending((rule,))
        return combine(by_period, rule, unit, self.frame.indexed)

    def _by_period(self, unit: str, of: Of) -> dict[str, Value]:
        outside = self.outside(unit)
        return {
            period: self._final(self.read(unit, period, boards, of), unit, period)
            for period, boards in self.grid
            if period not in outside
        }

    def _years(self, unit: str) -> Rule | Question:
        rule = self.frame.rules["year-from-periods/1"]
        return rule if isinstance(rule, Question) else without(rule, self.outside(unit))

    def _final(self, values: Mapping[str, Value], unit: str, period: str) -> Value:
        if self.stage is not None:
            return values[self.stage]
        rule = self.frame.rules["final-score/1"]
        if isinstance(rule, Question):
            return Pending((rule,))
        if self.own_periods and empty(values, rule):
            return BLANK  # the period is what is missing, and the year's rule says what becomes of it
        return combine(values, rule, self._asked(unit, period), self.frame.indexed)

    def _asked(self, unit: str, period: str) -> str:
        """Whom a question about missing steps is about: where each period asks for itself, the period too."""
        named = {"unit": unit, "at": period} if self.own_periods else {"unit": unit}
        return About.of("value.missing", **named).text

    def read(self, unit: str, period: str, boards: tuple[tuple[str, Board], ...], of: Of) -> dict[str, Value]:
        """What each step of a period has for the unit, blank where its sheet is empty or must not be seen."""
        return {
            stage: of(board, unit) if board.cells.get(unit) and not self._hides(unit, stage, period) else BLANK
            for stage, board in boards
        }

    def _hides(self, unit: str, stage: str, period: str) -> bool:
        """Whether a sheet, or one of those it is put together from, must not be seen yet."""
        if not self.hidden:
            return False
        panel = self.frame.panels.get(stage)
        every, year = (stage, *(panel.of(unit) if panel else ())), self.frame.year
        return any(SheetAt(year, unit, key, period) in self.hidden for key in every)

    def beside(self, unit: str, of: Of, before: str = WHOLE) -> Value:
        """A value made from the very sheets the unit's points were made from, stage by stage and period by period."""
        found, joins = self._own_beside(unit, of), self._joins(unit, before)
        made = self._own_value(unit, ranking_points) if joins else BLANK
        for join in joins:
            points = self._to_join(unit, join, made, self._values(ranking_points, join))
            others = self._to_join(unit, join, found, partial(self.beside, of=of, before=join.date))
            made = self._joined(unit, join, points)
            found = beside(points, others, join.rule, unit, self.frame.indexed) if isinstance(made, Fraction) else BLANK
        return found

    def _own_beside(self, unit: str, of: Of) -> Value:
        final, indexed, outside = self.frame.rules["final-score/1"], self.frame.indexed, self.outside(unit)
        points, others = {}, {}
        for period, boards in self.grid:
            if period in outside:
                continue
            made, found = (self.read(unit, period, boards, each) for each in (ranking_points, of))
            points[period] = self._final(made, unit, period)
            if self.stage is not None or isinstance(final, Question):
                others[period] = found.get(str(self.stage), BLANK)
            else:
                others[period] = beside(made, found, final, self._asked(unit, period), indexed)
        if len(self.periods) == 1:
            return next(iter(others.values()), BLANK)
        years = self._years(unit)
        return BLANK if isinstance(years, Question) else beside(points, others, years, unit, indexed)

    # --- how ----------------------------------------------------------------------------------------------------------

    def parts(self, unit: str, of: Of | None = None, before: str = WHOLE) -> YearParts:
        """What the unit's points are made of, of joins those `before` a day; without a rule there are no parts."""
        found = []
        final = self.frame.rules["final-score/1"]
        outside = self.outside(unit)
        for period, boards in self.grid:
            if period in outside:
                continue
            values = self.read(unit, period, boards, of or ranking_points)
            value, made = self._final(values, unit, period), tuple[Portion, ...]()
            if self.stage is not None:
                made = (Portion(self.stage, value, "counted"),)
            elif isinstance(final, Rule):
                made = portions(values, final, self._asked(unit, period), self.frame.indexed)
            found.append(PeriodParts(period, value, made))
        by_period = {each.period: each.value for each in found}
        years = self._years(unit) if len(self.periods) > 1 else None
        periods = portions(by_period, years, unit, self.frame.indexed) if isinstance(years, Rule) else ()
        gone = tuple(period for period in self.periods if period in outside)
        what = of or ranking_points
        value, joined = self.value(unit, what, before), tuple(self._joined_parts(unit, what, before))
        return YearParts(unit, value, periods, tuple(found), gone, joined)

    def _joined_parts(self, unit: str, of: Of, before: str) -> Iterator[tuple[Join, Value, tuple[Portion, ...]]]:
        made = self._own_value(unit, of)
        for join in self._joins(unit, before):
            values = self._to_join(unit, join, made, self._values(of, join))
            made = self._joined(unit, join, values)
            waits = made is values[unit] and not isinstance(made, Fraction)
            found = portions(values, join.rule, unit, self.frame.indexed)
            yield join, made, tuple(replace(one, use="open") for one in found) if waits else found

    def tree(
        self,
        unit: str,
        periods: Mapping[str, str],
        stages: Mapping[str, str],
        units: Mapping[str, str] = NO_NAMES,
        before: str = WHOLE,
    ) -> Step:
        """How the unit's points came to be, from the year down to its sheets; the mappings name periods, stages and the
        units whose points are joined to it.
        """
        parts = self.parts(unit, before=before)
        step = self._own_tree(unit, parts, periods, stages)
        for join, value, made in parts.joined:
            below = {one: self.tree(one, periods, stages, units, join.date) for one in join.units if one != unit}
            step = combined_step(value, made, join.rule, units, {**below, unit: step}, "điểm năm sau khi nối điểm")
        return step

    def _own_tree(self, unit: str, parts: YearParts, periods: Mapping[str, str], stages: Mapping[str, str]) -> Step:
        grid = dict(self.grid)
        below = {
            each.period: self._period_tree(unit, each, dict(grid[each.period]), stages) for each in parts.by_period
        }
        years = self._years(unit) if len(self.periods) > 1 else None
        if isinstance(years, Rule):
            value = combine({each.period: each.value for each in parts.by_period}, years, unit, self.frame.indexed)
            return combined_step(value, parts.periods, years, periods, below, "điểm năm")
        return next(iter(below.values()), Step("blank", BLANK))

    def _period_tree(
        self, unit: str, each: PeriodParts, boards: Mapping[str, Board], called: Mapping[str, str]
    ) -> Step:
        sheets = {
            part.name: self._sheet_tree(unit, part, each.period, boards[part.name], called)
            for part in each.stages
            if part.name in boards and unit in boards[part.name].forms and not isinstance(part.value, Blank)
        }
        final = self.frame.rule("final-score/1")
        if self.stage is not None or final is None:
            return next(iter(sheets.values()), Step("blank", BLANK))
        if isinstance(each.value, Blank):
            return Step("blank", BLANK)
        return combined_step(each.value, each.stages, final, called, sheets, "điểm các bước")

    def _sheet_tree(self, unit: str, part: Portion, period: str, board: Board, stages: Mapping[str, str]) -> Step:
        panel = self.frame.panels.get(part.name)
        if panel is None:
            return board.sheet_tree(unit).ranking_tree
        boards = {key: self.boards(key, period) for key in panel.of(unit)}
        values = panel_values(panel, boards, unit, ranking_points)
        asked = scorers_asked(self.frame, unit, part.name, period)
        made = portions(values, panel_rule(panel), asked, self.frame.indexed)
        below = {
            key: boards[key].sheet_tree(unit).ranking_tree
            for key, value in values.items()
            if not isinstance(value, Blank)
        }
        return combined_step(part.value, made, panel_rule(panel), stages, below, "điểm các đơn vị chấm")


def ranking_points(board: Board, unit: str) -> Value:
    """The ranking points of a sheet; one that is not complete has none yet."""
    result = board.results[unit]
    return BLANK if isinstance(result.total, Blank) else result.ranking_points


def totals(board: Board, unit: str) -> Value:
    """The total of a sheet before it is made into points of the ranking."""
    return board.results[unit].total


def value_of(board: Board, unit: str, name: str) -> Value:
    """The value of a tie key on a unit's sheet of one stage."""
    kind, _, rest = name.partition(":")
    result, cells = board.results[unit], board.cells[unit]
    if kind in ("group", "item"):
        node = named(board.forms[unit], rest)
        return BLANK if node is None else points_of(result, node)
    if kind == "figure":
        where, _, input_id = rest.partition("/")
        node = named(board.forms[unit], where)
        cell = None if node is None else cells.get(node.key)
        figure = None if cell is None else cell.inputs.get(input_id)
        return figure if isinstance(figure, Fraction) else BLANK
    effect = {"bonus": "bonus", "fewer-penalties": "penalty"}.get(name)
    if effect is None:
        return BLANK
    whole = cells.get(FORM_NODE)
    if whole is not None:  # a paper that gives one number for all does not say what of it is bonus or penalty
        return whole.stated.get(effect, BLANK)
    return result.bonus if effect == "bonus" else result.penalty


def assigned(board: Board, unit: str, name: str, by: str) -> Value:
    """What a key's points are points of, where the ranking compares per cent of what was assigned; blank where it
    compares the number itself.
    """
    kind, _, rest = name.partition(":")
    result = board.results[unit]
    if by == "raw" or kind == "figure" or (name == "bonus" and by != "percent-of-assigned"):
        return BLANK
    if kind in ("group", "item"):
        node = named(board.forms[unit], rest)
        return BLANK if node is None else assigned_of(result, node)
    return result.assigned_max if name in ("bonus", "fewer-penalties") else BLANK


# --- several scorers of one stage -------------------------------------------------------------------------------------


def panel_rule(panel: Panel) -> Rule:
    """How the totals of several scorers make one, as a rule that combines."""
    spec: dict[str, object] = {name: value for name, value in panel.said().items() if name != "by"}
    return Rule("scorers", "final-score/1", cite="", spec=spec)


def scorers_asked(frame: Frame, unit: str, stage: str, period: str) -> str:
    """The subject of the question about scorers that are missing for a unit."""
    named = {"period": period, "at": stage} if len(frame.periods) > 1 else {"at": stage}
    return About.of("value.missing", unit=unit, **named).text


def panel_values(panel: Panel, boards: Mapping[str, Board], unit: str, of: Of) -> dict[str, Value]:
    """What each scorer of a unit gives; the unit itself is not asked."""
    return {key: of(boards[key], unit) if boards[key].cells.get(unit) else BLANK for key in panel.of(unit)}


def panel_board(
    panel: Panel, boards: Mapping[str, Board], frame: Frame, stage: str, period: str, forms: Mapping[str, Form]
) -> Board:
    """The totals and ranking points that the scorers of a stage come to, as a stage that holds totals; a unit nobody
    has scored yet has no cell.
    """
    rule = panel_rule(panel)
    results, cells = {}, {}
    ranking = next((board.rule for board in boards.values()), None)
    for unit, form in forms.items():
        scored = panel_values(panel, boards, unit, ranking_points)
        if all(not boards[key].cells.get(unit) for key in scored):
            results[unit] = assess_totals(form, {}, "total", ranking)
            continue
        asked = scorers_asked(frame, unit, stage, period)
        points = combine(scored, rule, asked, frame.indexed)
        total = combine(panel_values(panel, boards, unit, totals), rule, asked, frame.indexed)
        stated = {"total": total} if isinstance(total, Fraction) else {}
        cells[unit] = {FORM_NODE: Cell(FORM_NODE, stated=stated)}
        made = assess_totals(form, cells[unit], "total", ranking)
        results[unit] = replace(made, total=total, ranking_points=points, excesses=())
    return Board.of_results("total", forms, cells, ranking, results, frame.contending)
