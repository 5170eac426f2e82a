"""Points of units that were merged or split in the course of the year: how they come into the year of the unit that
goes on, where a decision says so.

Whether and how is asked of every unit that came of them, once one of them has a sheet; unanswered nothing is joined.
Here the question and the rule a decision makes; that rule is put to work where the year's number is made (`combined`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.rules.number import questions
from models.rules.number.about import About
from models.rules.number.questions import Decisions, Option, Question, common
from models.rules.place.regulation import Rule
from models.rules.words import ONE_UNIT

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook

JOINED_QUESTION = "standing.joined"
NOT: Final = "not"
ONE: Final = "one:"
"""How the choice begins that takes the points of one unit alone; its key follows."""
_OPTIONS: Final = (common("sum"), common("mean"), common("months"))


@dataclass(frozen=True, slots=True)
class Join:
    """Units whose years make one, the unit itself first, by which rule (`combining`), and on which day they became
    it.
    """

    units: tuple[str, ...]
    rule: Rule
    method: str
    date: str


@dataclass(frozen=True, slots=True)
class Joins:
    """What the decisions of a year join, by unit in the order of the events, and what is still asked."""

    by_unit: Mapping[str, tuple[Join, ...]]
    asked: tuple[Question, ...]


def read(
    book: ScoringBook, year: int, roster: Mapping[str, tuple[str | None, str | None]], decided: Decisions
) -> Joins:
    """The joins of a year; `roster` holds the first and last day of every unit of its list."""
    by_unit: dict[str, tuple[Join, ...]] = {}
    asked = []
    for event in book.members.events():
        if event.kind not in ("merge", "split") or event.date[:4] != str(year):
            continue
        for heir in event.to_units:
            former = [unit for unit in sorted(event.from_units) if unit != heir and unit in roster]
            if heir not in roster or not former:
                continue
            months = {unit: months_of(year, *roster[unit]) for unit in (heir, *former)}
            question = _question(book, year, event.key, heir, event.date, months)
            decision = questions.answer(decided, question)
            if decision is None:
                asked.append(question)
            elif (rule := rule_of(str(decision.choice), heir, months, decision.document or "")) is not None:
                join = Join((heir, *former), rule, str(decision.choice), event.date)
                by_unit[heir] = (*by_unit.get(heir, ()), join)
    return Joins(by_unit, tuple(asked))


def months_of(year: int, first: str | None, last: str | None) -> int:
    """The months of a year on whose last day a unit was a member."""
    ends = (fields.shift(f"{year + month // 12}-{month % 12 + 1:02d}-01", -1) for month in range(1, 13))
    return sum(fields.holds(end, first, last) for end in ends)


def rule_of(choice: str, heir: str, months: Mapping[str, int], cite: str) -> Rule | None:
    """The rule by which the years are put together; None where the choice joins nothing. What a former unit lacks is
    left out, and said so where the points are explained."""
    spec: dict[str, Any] = {"missing": "leave-out"}
    if choice in ("sum", "mean"):
        spec["method"] = choice
    elif choice == "months":
        spec |= {"method": "weights", "weights": {unit: str(count) for unit, count in months.items()}}
    elif choice.startswith(ONE) and choice[len(ONE) :] in months and choice != ONE + heir:
        spec |= {"method": "stage", "stage": choice[len(ONE) :]}
    else:
        return None
    return Rule("joined", "final-score/1", cite=cite, spec=spec)


def _question(book: ScoringBook, year: int, event: str, heir: str, date: str, months: Mapping[str, int]) -> Question:
    names = {unit: book.members.unit(unit, fields.shift(date, -1)).short_name for unit in months if unit != heir}
    one = [Option(f"{ONE}{unit}", ONE_UNIT.format(unit=name)) for unit, name in names.items()]
    none = common(NOT)
    facts = {"unit": heir, "date": date, "units": sorted(names), "months": dict(sorted(months.items()))}
    about = About.of(JOINED_QUESTION, year=year, event=event, unit=heir).text
    return Question(JOINED_QUESTION, about, options=(*_OPTIONS, *one, none), facts=facts)


def is_begun(question: Question, written: frozenset[str] | set[str]) -> bool:
    """Whether one of the former units has a sheet, so that the question is of use."""
    units = question.facts["units"]
    return isinstance(units, list) and any(unit in written for unit in units)
