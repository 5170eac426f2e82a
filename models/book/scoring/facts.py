"""Facts about a unit's year that the rules of classes may ask for, looked up when a condition names them.

Values come from the year's results, places, memberships, vetoes and past results, and, where the rule reads it
(`classes/3`), from what somebody recorded as found by others. A fact nobody supplies is unknown, and the rule asks.
No condition is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from models.rules.errors import BadInput
from models.rules.form.node_points import named, points_of
from models.rules.form.scoring import Form, SheetResult
from models.rules.number.points import BLANK, Value, from_text
from models.rules.number.text import show_date
from models.rules.place.facts import CATALOGUE, FactValue, Noted
from models.rules.place.ranking import Place

if TYPE_CHECKING:
    from models.book.scoring.combined import Of

_KEY = re.compile(r"([a-z_-]+)(?:\((.*)\))?")


@dataclass(frozen=True, slots=True)
class Background:
    """What the book knows of a unit's year besides its points: vetoes in force by kind, last year's rank, its
    self-score, the facts of its registration and of its work, looked up when asked, and what others found (`told`).
    """

    vetoes: Mapping[str, str] = field(default_factory=dict)
    last_rank: int | None = None
    self_score_sent: bool = False
    self_score_days_late: int | None = None
    full_year: bool | None = None
    registration: Mapping[str, FactValue | Noted | None] = field(default_factory=dict)
    work: Mapping[str, FactValue | Noted | None] = field(default_factory=dict)
    told: Mapping[str, FactValue | Noted | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitFacts(Mapping[str, FactValue | Noted | None]):
    """The facts of one unit; what depends on places is unknown as long as `place` is None. `periods`: the sheets of
    every period the year is made from, where there are several; `together` puts a number of theirs together as the
    points are (None: the last sheet speaks alone). Without a sheet (no form, or nobody can say which step counts) what
    a sheet would tell is unknown.
    """

    form: Form
    result: SheetResult | None
    background: Background
    place: Place | None = None
    periods: tuple[SheetResult, ...] = ()
    together: Callable[[Of], Value] | None = None
    recorded: bool = False
    """Whether what others found is known where the book itself has no answer."""

    def read(self, of: Callable[[Form, SheetResult], Value]) -> Fraction | None:
        """A number of the unit's sheet, or what it comes to over all sheets the year is made from."""
        if self.result is None:
            return None
        if self.together is None:
            return _number(of(self.form, self.result))
        return _number(self.together(lambda board, unit: of(board.forms[unit], board.results[unit])))

    def __getitem__(self, key: str) -> FactValue | Noted | None:
        match = _KEY.fullmatch(key)
        if match is None:
            raise KeyError(key)
        given = dict(part.split("=", 1) for part in (match[2] or "").split(",") if "=" in part)
        source = _SOURCES.get(match[1])
        if source is None:
            held = self.background.work if key in self.background.work else self.background.registration
            found = held.get(key)
            return self.background.told.get(key) if found is None and self.recorded else found
        return source(self, given.get("of", ""))

    def __iter__(self) -> Iterator[str]:
        return iter(_SOURCES)

    def __len__(self) -> int:
        return len(_SOURCES)


def told(row: Mapping[str, str | None]) -> FactValue | Noted | None:
    """What a recorded finding says, with the document or the body that says it; None where its value cannot be read."""
    sort, said = CATALOGUE[str(row["kind"]).partition("(")[0]].type, str(row["value"])
    value: FactValue = said == "yes" if sort == "yes-no" else said
    if sort == "number":
        try:
            value = from_text(said)
        except BadInput:
            return None
    note = row.get("document") or row.get("by")
    if note and row.get("date"):
        note = f"{note} ngày {show_date(str(row['date']))}"
    return Noted(value, note) if note else value


Source = Callable[[UnitFacts, str], FactValue | Noted | None]


def _number(value: object) -> Fraction | None:
    return value if isinstance(value, Fraction) else None


def _node(form: Form, result: SheetResult, name: str) -> Value:
    """The points of a group or an item as every table shows them; blank when nobody is meant."""
    node = named(form, name)
    return BLANK if node is None else points_of(result, node)


def _most(form: Form, name: str) -> Value:
    node = named(form, name)
    return BLANK if node is None or node.max is None else node.max


def _points(facts: UnitFacts, _: str) -> Fraction | None:
    if facts.place is not None:
        return _number(facts.place.points)
    return None if facts.result is None else _number(facts.result.ranking_points)


def _percent(got: Fraction | None, of: Fraction | None) -> Fraction | None:
    return None if got is None or not of else Fraction(100) * got / of


def _node_points(facts: UnitFacts, of: str) -> Fraction | None:
    return facts.read(lambda form, result: _node(form, result, of))


def _group_percent(facts: UnitFacts, of: str) -> Fraction | None:
    return _percent(_node_points(facts, of), facts.read(lambda form, _: _most(form, of)))


def _percent_of_assigned(facts: UnitFacts, _: str) -> Fraction | None:
    points = facts.read(lambda _, result: result.base - result.penalty)
    return _percent(points, facts.read(lambda _, result: result.assigned_max))


def _at_zero(facts: UnitFacts, _: str) -> int | None:
    """Items at zero in any of the periods the year is made from."""
    if facts.result is None:
        return None
    keys = {item.key for item in facts.form.items() if not item.bonus_only}
    results = facts.periods or (facts.result,)
    return len({key for result in results for key in keys & set(result.items) if result.items[key].value == 0})


def _veto(facts: UnitFacts, of: str) -> Noted | bool:
    note = facts.background.vetoes.get(of)
    return False if note is None else Noted(True, note) if note else True


def _disciplined(facts: UnitFacts, of: str) -> Noted | bool | None:
    """Known where that very discipline is recorded, or nothing at all; how others compare with it the rule must be
    told.
    """
    if of in facts.background.vetoes:
        return _veto(facts, of)
    return None if facts.background.vetoes else False


def _rank(facts: UnitFacts, _: str) -> int | None:
    return None if facts.place is None or facts.place.waiting else facts.place.rank


def _leads(facts: UnitFacts, _: str) -> bool | None:
    rank = _rank(facts, "")
    return None if rank is None else rank == 1


_SOURCES: dict[str, Source] = {
    "points": _points,
    "points-base": lambda facts, _: facts.read(lambda _, result: result.base),
    "points-bonus": lambda facts, _: facts.read(lambda _, result: result.bonus),
    "points-penalty": lambda facts, _: facts.read(lambda _, result: result.penalty),
    "percent-of-assigned": _percent_of_assigned,
    "group-points": _node_points,
    "group-percent": _group_percent,
    "item-points": _node_points,
    "items-at-zero": _at_zero,
    "rank": _rank,
    "last-rank": lambda facts, _: facts.background.last_rank,
    "leads-bloc": _leads,
    "self-score-sent": lambda facts, _: facts.background.self_score_sent,
    "self-score-days-late": lambda facts, _: facts.background.self_score_days_late,
    "full-year-member": lambda facts, _: facts.background.full_year,
    "disciplined-from": _disciplined,
    "veto": _veto,
    "any-veto": lambda facts, _: bool(facts.background.vetoes),
}
