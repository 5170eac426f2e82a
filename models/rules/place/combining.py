"""One value from several: a stage's points from its scorers (mean, trimmed mean), a unit's from its stages, its year
from its periods, and what stands beside them.

What is missing follows the rule; a question where it says so. Not here: what a stage's value is, nor places, nor how
the value is explained (`combining_steps`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Literal

from models.rules.number.points import BLANK, ZERO, Blank, NotAssigned, NotRanked, Pending, Value
from models.rules.number.questions import Decisions, Question, answer, common
from models.rules.place.regulation import Rule

Use = Literal["counted", "zero", "left-out", "trimmed", "passed-over", "open"]
"""What became of a value: counted as it is; missing and counted as 0; missing and left out; one of the highest or
lowest a trimmed mean leaves out; not what the method takes; waiting, as the whole is no number."""


@dataclass(frozen=True, slots=True)
class Portion:
    """One of the values that make another one, by its name; `weight` as the rule gives it."""

    name: str
    value: Value
    use: Use
    weight: Fraction | None = None


def portions(values: Mapping[str, Value], rule: Rule, unit: str = "", decisions: Decisions = ()) -> tuple[Portion, ...]:
    """What becomes of each value when `combine` puts them together; in their order, then what the rule weighs and
    nobody has.
    """
    needed = _needed(values, rule, str(rule.spec["method"]), str(rule.spec["missing"]))
    known = _counted(values, rule, unit, decisions)
    kept = _kept(known, rule) if isinstance(known, Mapping) else {}
    weights = _weights(rule)

    def use(name: str, value: Value) -> Use:
        if name not in needed:
            return "passed-over"
        if not isinstance(known, Mapping):
            return "open"
        if name not in known:
            return "left-out"
        if name not in kept:
            return "trimmed"
        return "counted" if isinstance(value, Fraction) else "zero"

    named = {**values, **{name: value for name, value in needed.items() if name not in values}}
    return tuple(Portion(name, value, use(name, value), weights.get(name)) for name, value in named.items())


def combine(values: Mapping[str, Value], rule: Rule, unit: str, decisions: Decisions) -> Value:
    """Last, a named one, mean, trimmed mean, weights (renormalised over those that count) or sum.

    A trimmed mean of too few values is their mean. What is missing follows the rule: asked, left out, the earlier
    one taken, zero, or the unit not ranked. Pending and
    NotRanked pass through, but only from the values the method needs.
    """
    known = _counted(values, rule, unit, decisions)
    return _combined(known, rule) if isinstance(known, Mapping) else known


def empty(values: Mapping[str, Value], rule: Rule) -> bool:
    """Whether nothing of what the rule needs is there yet: every such value is blank."""
    needed = _needed(values, rule, str(rule.spec["method"]), str(rule.spec["missing"]))
    return all(isinstance(value, Blank) for value in needed.values())


def without(rule: Rule, outside: frozenset[str]) -> Rule:
    """The rule for a unit that some of the names do not concern: they are weighed no more."""
    if not outside or rule.spec["method"] != "weights":
        return rule
    kept = {name: weight for name, weight in _weights(rule).items() if name not in outside}
    return replace(rule, spec={**rule.spec, "weights": kept})


def beside(
    points: Mapping[str, Value], others: Mapping[str, Value], rule: Rule, unit: str, decisions: Decisions
) -> Value:
    """Other values put together from the same stages (or periods) as the points, and blank where one of these lacks
    them; a stage that counts as zero is zero here too.
    """
    known = _counted(points, rule, unit, decisions)
    if not isinstance(known, Mapping):
        return Blank()
    read = {name: others[name] if isinstance(points.get(name), Fraction) else Fraction(0) for name in known}
    numbers = {name: value for name, value in read.items() if isinstance(value, Fraction)}
    return _combined(numbers, rule) if len(numbers) == len(read) else Blank()


def _counted(
    values: Mapping[str, Value], rule: Rule, unit: str, decisions: Decisions
) -> Mapping[str, Fraction] | Value:
    """The numbers that make the value, by name; what the value is where they make none."""
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
    return known or NotRanked("không có điểm", rule.cite)


def _missing_question(absent: Sequence[str], known: Mapping[str, Fraction], rule: Rule, unit: str) -> Question:
    return Question(
        "value.missing",
        unit,
        rule.name,
        rule.cite,
        rule.quote,
        (
            common("leave-out"),
            common("zero"),
            common("not-ranked"),
        ),
        {"missing": list(absent), "known": {name: known[name] for name in sorted(known)}},
    )


def _needed(values: Mapping[str, Value], rule: Rule, method: str, missing: str) -> Mapping[str, Value]:
    if method == "weights":
        return {name: values.get(name, BLANK) for name in _weights(rule)}
    if method not in ("last", "stage"):
        return values
    names = list(values)
    wanted = str(rule.spec["stage"]) if method == "stage" else names[-1] if names else ""
    if missing == "earlier":
        upto = names[: names.index(wanted) + 1] if wanted in names else []  # later ones are not earlier
        wanted = next((n for n in reversed(upto) if not isinstance(values[n], Blank | NotAssigned)), wanted)
    return {wanted: values.get(wanted, BLANK)}


def _weights(rule: Rule) -> Mapping[str, Fraction]:
    given = rule.spec.get("weights") if rule.spec["method"] == "weights" else None
    return {str(name): Fraction(str(weight)) for name, weight in given.items()} if isinstance(given, Mapping) else {}


def _kept(known: Mapping[str, Fraction], rule: Rule) -> Mapping[str, Fraction]:
    """What a trimmed mean leaves after the lowest and the highest; of too few, and by other methods, everything."""
    trim = rule.spec.get("trim", 0) if rule.spec["method"] == "trimmed-mean" else 0
    assert isinstance(trim, int)
    if not trim or len(known) <= 2 * trim:
        return known
    order = sorted(known, key=known.__getitem__)
    gone = {*order[:trim], *order[len(order) - trim :]}
    return {name: number for name, number in known.items() if name not in gone}


def _combined(known: Mapping[str, Fraction], rule: Rule) -> Value:
    numbers, method = list(known.values()), rule.spec["method"]
    if method in ("last", "stage"):
        return numbers[0]
    if method == "sum":
        return sum(numbers, ZERO)
    if method == "weights":
        given = _weights(rule)
        weights = {name: given[name] for name in known}
        whole = sum(weights.values())
        total = sum((known[n] * w for n, w in weights.items()), ZERO)
        return total * Fraction(1, whole) if whole else NotRanked("không có điểm", rule.cite)
    kept = list(_kept(known, rule).values())
    parts = lcm(*(number.denominator for number in kept))
    return Fraction(sum(number.numerator * (parts // number.denominator) for number in kept), parts * len(kept))
