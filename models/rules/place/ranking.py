"""Who stands where, and by which key: exact comparison, shared ranks, ordered tie keys, ballots and decisions.

Here: from a unit's values to places. Not here: how a sheet makes points (`scoring`), what a class needs (`classes`),
how votes
are counted (`balloting`). Names and input order never decide; units still equal after every key share a rank and wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Literal

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
    "fewer-penalties": "điểm trừ",
    "bonus": "điểm thưởng",
    "last-year": "thứ hạng năm trước",
    "ballot": "phiếu bầu",
    "decision": "quyết định",
}
_COUNTED = ("last-year", "ballot", "decision")


@dataclass(frozen=True, slots=True)
class Contender:
    """One unit: its ranking points and the values of the tie keys it has ("group:I", "bonus", "last-year" as a
    rank)."""

    unit: str
    points: Value
    keys: Mapping[str, Fraction] = field(default_factory=dict)


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
        counted = self.key in _COUNTED
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
    digits = rule.spec.get("digits", 2)
    assert isinstance(digits, int)
    return apply(Rounding(Fraction(1, 10**digits), "half-up"), points)


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
        """The equals in groups, best first; a group of several is still tied. A key some of them lack parts nobody."""
        if len(equals) == 1:
            return [[(equals[0], None)]]
        for n, key in enumerate(keys):
            name = str(key["key"])
            order, shown = self._ballot(equals) if name == "ballot" else _by_key(equals, key)
            if order and len(levels := _levels_of((c, order[c.unit]) for c in equals)) > 1:
                rest = keys[n:] if name == "ballot" else keys[n + 1 :]
                label = str(key.get("label", _label(name)))
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


def _by_key(equals: Sequence[Contender], key: Mapping[str, object]) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    name = str(key["key"])
    if any(name not in c.keys for c in equals):
        return {}, {}
    shown = {c.unit: c.keys[name] for c in equals}
    low = key.get("better", "low" if name in LOW_IS_BETTER else "high") == "low"
    return {unit: value if low else -value for unit, value in shown.items()}, shown


def _label(key: str) -> str:
    kind, _, name = key.partition(":")
    return {"group": f"điểm nhóm {name}", "item": f"điểm mục {name}"}.get(kind) or _LABELS.get(key, key)


def tie_question(equals: Sequence[Contender], rule: Rule) -> Question:
    """In which order do units no key has parted stand? The choice is the list of their keys, best first."""
    units = sorted(c.unit for c in equals)
    facts: dict[str, object] = {"units": units}
    for c in equals:
        points = c.points if isinstance(c.points, Fraction) else None
        facts[c.unit] = {"points": points, "keys": dict(c.keys)}
    return Question(
        "rank.tie",
        "+".join(units),
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

    `places` are those who may be on the list, best first: a tie among them above or below the line does no harm.
    """
    if not 0 < line < len(places):
        return ()
    last = places[line - 1]
    return (last.unit, *last.equal_to) if places[line].unit in last.equal_to else ()


# --- one value from several ------------------------------------------------------------------------------------------


def final_value(stages: Mapping[str, Value], rule: Rule, unit: str = "", decisions: Decisions = ()) -> Value:
    """A unit's final points from its stages in their order, by the rule `final-score/1`."""
    return combine(stages, rule, unit, decisions)


def year_value(periods: Mapping[str, Value], rule: Rule, unit: str = "", decisions: Decisions = ()) -> Value:
    """A unit's points of the year from its periods in their order, by the rule `year-from-periods/1`."""
    return combine(periods, rule, unit, decisions)


def combine(values: Mapping[str, Value], rule: Rule, unit: str, decisions: Decisions) -> Value:
    """Last, a named one, mean, trimmed mean, weights (renormalised over those that count) or sum.

    A trimmed mean of too few values is their mean. What is missing follows the rule: asked, left out, the earlier
    one taken, zero, or the unit not ranked. Pending and
    NotRanked pass through, but only from the values the method needs.
    """
    method, missing = str(rule.spec["method"]), str(rule.spec["missing"])
    needed = _needed(values, rule, method, missing)
    questions = [q for v in needed.values() if isinstance(v, Pending) for q in v.questions]
    if any(isinstance(v, Pending) for v in needed.values()):
        return Pending(tuple(questions))
    for value in needed.values():
        if isinstance(value, NotRanked):
            return value
    absent = tuple(name for name, value in needed.items() if not isinstance(value, Fraction))
    known = {name: value for name, value in needed.items() if isinstance(value, Fraction)}
    if absent and missing == "ask":
        question = _missing_question(absent, known, rule, unit)
        decision = answer(decisions, question)
        if decision is None:
            return Pending((question,))
        missing = str(decision.choice)
    if absent and missing == "not-ranked":
        return NotRanked("thiếu " + ", ".join(absent), rule.cite)
    if missing == "zero":
        known |= dict.fromkeys(absent, Fraction(0))
    made = _combined(known, rule, method) if known else None
    return NotRanked("không có điểm", rule.cite) if made is None else made


def _missing_question(absent: Sequence[str], known: Mapping[str, Fraction], rule: Rule, unit: str) -> Question:
    return Question(
        "value.missing",
        unit,
        rule.name,
        rule.cite,
        rule.quote,
        (
            Option("leave-out", "Không tính phần thiếu"),
            Option("zero", "Tính 0 điểm"),
            Option("not-ranked", "Không xếp hạng"),
        ),
        {"missing": list(absent), "known": {name: known[name] for name in sorted(known)}},
    )


def _needed(values: Mapping[str, Value], rule: Rule, method: str, missing: str) -> Mapping[str, Value]:
    blank: Value = Blank()
    if method == "weights":
        weights = rule.spec["weights"]
        assert isinstance(weights, Mapping)
        return {name: values.get(name, blank) for name in weights}
    if method not in ("last", "stage"):
        return values
    names = list(values)
    wanted = str(rule.spec["stage"]) if method == "stage" else names[-1] if names else ""
    if missing == "earlier":
        upto = names[: names.index(wanted) + 1] if wanted in names else names
        wanted = next((n for n in reversed(upto) if not isinstance(values[n], Blank | NotAssigned)), wanted)
    return {wanted: values.get(wanted, blank)}


def _combined(known: Mapping[str, Fraction], rule: Rule, method: str) -> Fraction | None:
    numbers = list(known.values())
    if method in ("last", "stage"):
        return numbers[0]
    if method == "sum":
        return sum(numbers, Fraction(0))
    if method == "weights":
        given = rule.spec["weights"]
        assert isinstance(given, Mapping)
        weights = {name: Fraction(str(given[name])) for name in known}
        whole = sum(weights.values())
        return sum((known[n] * w for n, w in weights.items()), Fraction(0)) * Fraction(1, whole) if whole else None
    trim = rule.spec.get("trim", 0) if method == "trimmed-mean" else 0
    assert isinstance(trim, int)
    kept = sorted(numbers)[trim : len(numbers) - trim] if trim and len(numbers) > 2 * trim else numbers
    parts = lcm(*(number.denominator for number in kept))
    return Fraction(sum(number.numerator * (parts // number.denominator) for number in kept), parts * len(kept))
