"""Before deciding: who would stand on a list with another number, another order of tie keys or other weights, and by
how little it would be otherwise. Nothing is written.

Ranks, classes and conditions are worked out anew by the same code on what was tried; votes, honours and findings are
the book's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from models.book.awards.facts import Sources, Subject
from models.book.awards.year import AwardYear
from models.book.regulation.sources import cited
from models.rules.errors import RuleViolation
from models.rules.number.points import Value
from models.rules.place.ranking import Decider, Place
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.awards.floor import AwardsBook
    from models.book.scoring.places import Standing, Trial

_MANY: Final = ("max", "share", "percent", "by_size")
"""What says how many in a quota; one of them."""


@dataclass(frozen=True, slots=True)
class TriedLine:
    """One ranked unit: its place and points, whether it stands on the list, whether the line runs through its equals,
    and why it does not stand there ("" when it does; "beyond" when it only comes after the last one).
    """

    unit: str
    rank: int | None
    points: Value
    on: bool
    cut: bool
    why: str


@dataclass(frozen=True, slots=True)
class Flip:
    """The two units at the line: the last one on the list and the first one off it. `gap` are the ranking points that
    part them; 0 where only a tie key does, which is `decided_by`.
    """

    inside: str
    outside: str
    gap: Fraction
    decided_by: Decider | None


@dataclass(frozen=True, slots=True)
class TriedList:
    """A list as it would be. `flip` is None where nobody able stands on one side of the line, where the line runs
    through equals, and where points are not known.
    """

    title: str
    most: int
    lines: tuple[TriedLine, ...]
    flip: Flip | None
    standing: Standing

    @property
    def on(self) -> tuple[str, ...]:
        """Who stands on the list, best first."""
        return tuple(line.unit for line in self.lines if line.on)

    @property
    def cut(self) -> tuple[str, ...]:
        """The equals the line runs through: not on the list until they are parted."""
        return tuple(line.unit for line in self.lines if line.cut)


class _TriedYear(AwardYear):
    """A year's awards on a tried standing."""

    def __init__(self, book: AwardsBook, year: int, tried: Trial) -> None:
        super().__init__(book, year)
        self._tried = tried

    @cached_property
    def standing(self) -> Standing:
        return self._tried.standing

    @cached_property
    def sources(self) -> Sources:
        return Sources(self.book, self.year, self.proposals, self.titles, tried=self._tried)

    def list_by(self, title: str, rule: Rule) -> TriedList:
        """The list that rank, conditions and this rule of how many make."""
        short, most = self.shortlist(title, rule), self._allowed(rule)
        taken = self._taken(rule)
        over = {one.unit: one.reason for one in short.passed_over} | {one.unit: one.reason for one in self.ended(title)}
        lines, able = [], []
        for place in self.standing.places:
            on, cut = place.unit in short.proposed, place.unit in short.cut
            own = self._why(title, place, taken)
            if own == "beyond":
                able.append(place)
            why = "" if on or cut else cited(over.get(place.unit, "")) or own
            lines.append(TriedLine(place.unit, place.rank, place.points, on, cut, why))
        return TriedList(title, most, tuple(lines), None if short.cut else flip_of(able, short.proposed), self.standing)

    def _why(self, title: str, place: Place, taken: frozenset[str]) -> str:
        if place.rank is None:
            return "unranked"
        if place.unit in taken or any(one.unit == place.unit for one in self.ended(title)):
            return "taken"
        bar = self._bar(Subject(self.year, title, place.unit))
        if bar is not None:
            return cited(bar.words)
        judged = self._able(self.judge(Subject(self.year, title, place.unit))).as_eligibility()
        if judged.result == "eligible":
            return "beyond"
        return "; ".join(clause.text for clause in judged.failing or judged.unclear) or "unclear"


def flip_of(able: list[Place], proposed: tuple[str, ...]) -> Flip | None:
    """What would put another unit on a list: of those able, in their order, the last one on it, the first one off."""
    inside = [place for place in able if place.unit in proposed]
    outside = [place for place in able if place.unit not in proposed]
    if not inside or not outside:
        return None
    last, first = inside[-1], outside[0]
    if not isinstance(last.points, Fraction) or not isinstance(first.points, Fraction):
        return None
    gap = last.points - first.points
    return Flip(last.unit, first.unit, gap, None if gap else first.decided_by or last.decided_by)


def quota_of(year: AwardYear, title: str) -> Rule | None:
    """The rule of how many by which ranks make a list of units; None where the year has none or several."""
    rules = year.quota_rules(title, "collective")
    by_rank = [one for one in rules if one.spec.get("order", "rank") == "rank" and not one.spec.get("per_group", False)]
    return by_rank[0] if len(by_rank) == 1 else None


def tried(
    book: AwardsBook,
    year: int,
    title: str,
    most: int | None = None,
    ranking: Mapping[str, object] | None = None,
    combining: Mapping[str, Mapping[str, object]] | None = None,
) -> TriedList:
    """The list of a title as it would be: `most` units instead of the quota's number, keys of the ranking rule replaced
    by `ranking`, those of the rules that put steps and periods together by `combining` (by kind).

    RuleViolation `award.no_quota` (facts: `title`) where no one rule says how many by rank.
    """
    made = _TriedYear(book, year, book.standing.trial(year, ranking=ranking, combining=combining))
    rule = quota_of(made, title)
    if rule is None:
        raise RuleViolation("award.no_quota", title=made.name(title))
    if most is not None:
        kept: dict[str, Any] = {name: value for name, value in rule.spec.items() if name not in _MANY}
        rule = replace(rule, spec={**kept, "max": most})
    return made.list_by(title, rule)
