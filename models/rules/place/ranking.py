"""Who stands where, and by which key: exact comparison, shared ranks, ordered tie keys, ballots and decisions.

Here: from a unit's values to places. Not here: how a sheet makes points (`scoring`), what a class needs (`classes`),
how votes
are counted (`balloting`). Names and input order never decide; units still equal after every key share a rank and wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from models.rules import words
from models.rules.number.about import About
from models.rules.number.points import (
    Blank,
    NotAssigned,
    NotRanked,
    Pending,
    Rounding,
    Value,
    apply,
    show_distinct,
    show_plain,
)
from models.rules.number.questions import Decisions, Option, Question, answer
from models.rules.place.regulation import Rule

Waiting = Literal["", "tie", "pending", "others"]
LOW_IS_BETTER = ("fewer-penalties", "last-year")
_LABELS = {
    "fewer-penalties": words.PARTS["penalty"],
    "bonus": words.PARTS["bonus"],
    "last-year": words.LAST_YEAR,
    "ballot": "phiếu bầu",
    "decision": "quyết định",
}
_COUNTED = ("last-year", "ballot", "decision")


@dataclass(frozen=True, slots=True)
class Contender:
    """One unit: its ranking points and the values of the tie keys it has ("group:I", "bonus", "last-year" as a
    rank), `of`: what was assigned of a key's points, where the ranking compares per cent."""

    unit: str
    points: Value
    keys: Mapping[str, Fraction] = field(default_factory=dict)
    of: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TieBallot:
    """A ballot held to part exactly these units: votes of each, and who passed, in order (empty: nobody did)."""

    units: tuple[str, ...]
    votes: Mapping[str, int]
    elected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decider:
    """The tie key that parted a unit from its neighbour `against`: both values, the unit's own first."""

    key: str
    label: str
    own: Fraction
    other: Fraction
    against: tuple[str, ...]

    @property
    def words(self) -> str:
        """For the column "Lý do phân định": "điểm nhóm I: 44,45 so với 41,60"."""
        if self.key == "decision":
            return self.label
        counted = self.key in _COUNTED or self.key.startswith("figure:")
        own, other = (
            (show_plain(self.own), show_plain(self.other)) if counted else show_distinct([self.own, self.other])
        )
        return f"{self.label}: {own} so với {other}"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place. `rank` None: not ranked, or its points are not known yet.

    `tied_with` holds everyone with the same points, parted or not; `equal_to` those no key has parted. `waiting`
    says why
    the place is provisional: an open tie, own points pending, or another unit's points pending.
    """

    unit: str
    rank: int | None
    points: Value
    decided_by: Decider | None = None
    tied_with: tuple[str, ...] = ()
    equal_to: tuple[str, ...] = ()
    waiting: Waiting = ""

    @property
    def provisional(self) -> bool:
        """True while the place may still change."""
        return self.waiting != ""


Settled = tuple[Contender, Decider | None]


def rank(
    contenders: Sequence[Contender], rule: Rule, decisions: Decisions = (), ballots: Iterable[TieBallot] = ()
) -> tuple[Place, ...]:
    """Places, best first; unparted units share a rank (1, 1, 3, or 1, 1, 2 when the rule says dense).

    Units that cannot be compared follow: those whose points are pending, then those not ranked. The order inside a
    shared rank
    is that of the input and means nothing.
    """
    compared = [(c, value) for c in contenders if (value := _compared(c.points, rule)) is not None]
    waits = any(isinstance(c.points, Pending | Blank) for c in contenders)
    parting = _Parting(rule, decisions, tuple(ballots))
    places: list[Place] = []
    rank_now = 1
    for equals in reversed(_levels_of(compared)):
        for group in parting.split(equals, parting.keys):
            places += [_place(settled, group, equals, rank_now, waits) for settled in group]
            rank_now += 1 if rule.spec.get("ties") == "dense" else len(group)
    pending = [c for c in contenders if isinstance(c.points, Pending | Blank)]
    out = [c for c in contenders if isinstance(c.points, NotRanked | NotAssigned)]
    places += [Place(c.unit, None, c.points, waiting="pending") for c in pending]
    return (*places, *(Place(c.unit, None, c.points) for c in out))


def _levels_of(valued: Iterable[tuple[Contender, Fraction | int]]) -> list[list[Contender]]:
    """Contenders of one value together, the lowest value first, each level in the order given.

    Values are told apart by numerator and denominator, and put in order by their whole billionths; only where these
    agree are they compared as fractions. All of it is exact, and each value is looked at once.
    """
    found: dict[tuple[int, int], list[Contender]] = {}
    values: dict[tuple[int, int], tuple[int, Fraction | int]] = {}
    for contender, value in valued:
        parts = value.numerator, value.denominator
        if parts not in found:
            found[parts] = []
            values[parts] = parts[0] * _BILLION // parts[1], value
        found[parts].append(contender)
    return [found[parts] for parts in sorted(found, key=values.__getitem__)]


_BILLION = 10**9


def _compared(points: Value, rule: Rule) -> Fraction | None:
    if not isinstance(points, Fraction):
        return None
    if rule.spec.get("compare") != "published":
        return points
    return apply(Rounding(Fraction(1, 10 ** published_digits(rule)), "half-up"), points)


def published_digits(rule: Rule) -> int:
    """To how many decimals points are published by a ranking rule."""
    digits = rule.spec.get("digits", 2)
    assert isinstance(digits, int)
    return digits


def _place(
    settled: Settled, group: Sequence[Settled], equals: Sequence[Contender], rank_now: int, waits: bool
) -> Place:
    contender, decider = settled
    equal_to = tuple(other.unit for other, _ in group if other.unit != contender.unit)
    waiting: Waiting = "tie" if equal_to else "others" if waits else ""
    tied = tuple(other.unit for other in equals if other.unit != contender.unit)
    return Place(contender.unit, rank_now, contender.points, None if equal_to else decider, tied, equal_to, waiting)


@dataclass(frozen=True, slots=True)
class _Parting:
    """What can part equals: the rule's keys in order, then a recorded decision."""

    rule: Rule
    decisions: Decisions
    ballots: tuple[TieBallot, ...]

    @property
    def keys(self) -> tuple[Mapping[str, object], ...]:
        """The rule's tie keys in order; a decision needs no key, it is looked up last."""
        listed = self.rule.spec.get("tie_keys", ())
        assert isinstance(listed, Sequence)
        return tuple(key for key in listed if key["key"] != "decision")

    def split(self, equals: Sequence[Contender], keys: Sequence[Mapping[str, object]]) -> list[list[Settled]]:
        """The equals in groups, best first; a group of several is still tied. Where some of them lack a key, none after
        it is taken in its place: only a ballot or a decision may part them then.
        """
        if len(equals) == 1:
            return [[(equals[0], None)]]
        for n, key in enumerate(keys):
            name = str(key["key"])
            if _lacking(equals, key):
                return self.split(equals, [each for each in keys[n + 1 :] if each["key"] == "ballot"])
            order, shown, unit = (*self._ballot(equals), "") if name == "ballot" else _by_key(equals, key)
            if order and len(levels := _levels_of((c, order[c.unit]) for c in equals)) > 1:
                rest = keys[n:] if name == "ballot" else keys[n + 1 :]
                label = str(key.get("label", key_label(name))) + unit
                return self._parted(levels, shown, name, label, rest)
        decided = self._decision(equals)
        if decided:
            shown = {unit: Fraction(place + 1) for unit, place in decided.items()}
            levels = _levels_of((c, decided[c.unit]) for c in equals)
            return self._parted(levels, shown, "decision", _LABELS["decision"], ())
        return [[(c, None) for c in equals]]

    def _parted(
        self,
        levels: Sequence[Sequence[Contender]],
        shown: Mapping[str, Fraction],
        key: str,
        label: str,
        rest: Sequence[Mapping[str, object]],
    ) -> list[list[Settled]]:
        groups: list[list[Settled]] = []
        for n, level in enumerate(levels):
            beside = levels[n - 1] if n else levels[1]
            against = tuple(c.unit for c in beside)
            for group in self.split(level, rest):
                groups.append(
                    [
                        (c, deeper or Decider(key, label, shown[c.unit], shown[against[0]], against))
                        for c, deeper in group
                    ]
                )
        return groups

    def _ballot(self, equals: Sequence[Contender]) -> tuple[dict[str, int], dict[str, Fraction]]:
        units = {c.unit for c in equals}
        found = [ballot for ballot in self.ballots if set(ballot.units) == units and ballot.elected]
        if len(found) != 1:
            return {}, {}
        ballot = found[0]
        last = len(ballot.elected)
        order = {unit: ballot.elected.index(unit) if unit in ballot.elected else last for unit in units}
        return order, {unit: Fraction(ballot.votes.get(unit, 0)) for unit in units}

    def _decision(self, equals: Sequence[Contender]) -> dict[str, int]:
        decision = answer(self.decisions, tie_question(equals, self.rule))
        units = [c.unit for c in equals]
        if decision is None or not isinstance(decision.choice, Sequence) or isinstance(decision.choice, str):
            return {}
        chosen = [str(unit) for unit in decision.choice]
        return {unit: n for n, unit in enumerate(chosen)} if sorted(chosen) == sorted(units) else {}


def _lacking(equals: Sequence[Contender], key: Mapping[str, object]) -> bool:
    """Whether the rule's key cannot be compared, because some of the equals have no such value."""
    name = str(key["key"])
    return name not in ("ballot", "decision") and any(name not in c.keys for c in equals)


def _by_key(
    equals: Sequence[Contender], key: Mapping[str, object]
) -> tuple[dict[str, Fraction], dict[str, Fraction], str]:
    """The order by a key, the values shown, and their unit: points of unlike standards are compared per cent where the
    ranking is.
    """
    name, unit = str(key["key"]), ""
    shown = {c.unit: c.keys[name] for c in equals}
    wholes = {c.of.get(name) for c in equals}
    if len(wholes) > 1 and all(wholes):
        shown = {c.unit: c.keys[name] * 100 / c.of[name] for c in equals}
        unit = " (% điểm được giao)"
    low = key.get("better", "low" if name in LOW_IS_BETTER else "high") == "low"
    return {who: value if low else -value for who, value in shown.items()}, shown, unit


def key_label(key: str) -> str:
    """What a tie key is called where its rule does not say: `điểm nhóm I`, `điểm thưởng`."""
    kind, _, name = key.partition(":")
    spoken = {"group": f"điểm nhóm {name}", "item": f"điểm mục {name}", "figure": f"số liệu {name}"}
    return spoken.get(kind) or _LABELS.get(key, key)


def tie_question(equals: Sequence[Contender], rule: Rule) -> Question:
    """In which order do units no key has parted stand? The choice is the list of their keys, best first."""
    units = sorted(c.unit for c in equals)
    facts: dict[str, object] = {"units": units}
    for c in equals:
        points = c.points if isinstance(c.points, Fraction) else None
        facts[c.unit] = {"points": points, "keys": dict(c.keys)}
    listed: Iterable[Mapping[str, object]] = rule.spec.get("tie_keys", ())  # type: ignore[assignment]  # a JSON list
    missing = [str(key.get("label", key_label(str(key["key"])))) for key in listed if _lacking(equals, key)]
    facts |= {"missing": missing} if missing else {}
    return Question(
        "rank.tie",
        About.of("rank.tie", units=units).text,
        rule.name,
        rule.cite,
        rule.quote,
        tuple(Option(unit, unit) for unit in units),
        facts,
    )


def open_ties(contenders: Sequence[Contender], places: Iterable[Place], rule: Rule) -> tuple[Question, ...]:
    """One question for each group of units that no key has parted, in the order of their places."""
    by_unit = {c.unit: c for c in contenders}
    groups = dict.fromkeys(frozenset((p.unit, *p.equal_to)) for p in places if p.equal_to)
    return tuple(tie_question([by_unit[unit] for unit in sorted(group)], rule) for group in groups)


def crosses(places: Sequence[Place], line: int) -> tuple[str, ...]:
    """The tied units a list of the first `line` places would cut through; empty when the tie does not matter to the
    list.

    `places` are those who may be on the list, best first: a tie among them above or below the line does no harm, and
    equals that may not be on it are nobody to choose.
    """
    if not 0 < line < len(places):
        return ()
    last, listed = places[line - 1], {place.unit for place in places}
    cut = tuple(unit for unit in (last.unit, *last.equal_to) if unit in listed)
    return cut if places[line].unit in cut else ()
