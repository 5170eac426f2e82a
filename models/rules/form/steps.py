"""The assessment tree: how a number was made, step by step, and its evaluation back to the same number.

A step holds an operation, its value, what it rests on (`facts`) and its children. `evaluate(step) == step.value` always
holds. Not here: which steps a rule takes, and the words a screen puts to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from models.rules.number.points import (
    BLANK,
    NOT_ASSIGNED,
    ZERO,
    Blank,
    NotAssigned,
    NotRanked,
    Pending,
    Rounding,
    Value,
    apply,
)

if TYPE_CHECKING:
    from models.rules.number.questions import Question

NOTHING: Final[Mapping[str, object]] = MappingProxyType({})
ASIDE: Final = "aside"
_ODD: Final = ("blank", "not-assigned", "not-ranked", "pending", ASIDE)


class Step(NamedTuple):
    """One step. Leaves (`input`, `stated`, `given`, `decided`, `blank`, `not-assigned`, `pending`, `not-ranked`) stand
    for themselves.

    Operations: sum times divide minus cap floor round whole band table choice deadline if best points weigh. What is no
    number stands for itself whatever is told under it, and `aside` tells of a value that is not counted.
    """

    op: str
    value: Value
    label: str = ""
    facts: Mapping[str, object] = NOTHING
    children: tuple[Step, ...] = ()
    cite: str = ""


@dataclass(frozen=True)
class Band:
    """One band of a value: points from `low` to `high`, each end open (None), inclusive or not."""

    low: Fraction | None
    low_in: bool
    high: Fraction | None
    high_in: bool
    points: Fraction = ZERO
    code: str = ""
    label: str = ""

    def holds(self, value: Fraction) -> bool:
        """True when the value lies in the band."""
        above = self.low is None or value > self.low or (self.low_in and value == self.low)
        return above and (self.high is None or value < self.high or (self.high_in and value == self.high))


def bands_of(bands: Sequence[Band], value: Fraction) -> tuple[int, ...]:
    """Places of every band that holds the value: none is a gap, two an overlap, and both must be asked about."""
    return tuple(place for place, band in enumerate(bands) if band.holds(value))


def add(values: Iterable[Value]) -> Value:
    """The sum of values: what is not assigned is left out; not ranked, open questions and blanks, in this order,
    prevail.
    """
    whole, parts, numbers, odd = 0, 1, False, []
    seen = False
    for value in values:
        seen = True
        if value is ZERO:
            numbers = True
        elif isinstance(value, Fraction):
            numbers = True
            under = value.denominator
            if under == parts:
                whole += value.numerator
            else:
                common = lcm(under, parts)
                whole, parts = whole * (common // parts) + value.numerator * (common // under), common
        else:
            odd.append(value)
    if odd:
        strongest = _strongest(odd)
        if strongest is not None:
            return strongest
    if numbers or not seen:
        return Fraction(whole, parts) if whole else ZERO
    return NOT_ASSIGNED


def _strongest(odd: Sequence[Value]) -> Value | None:
    """Of values that are no numbers the one that prevails; None when all of them are merely not assigned."""
    for value in odd:
        if isinstance(value, NotRanked):
            return value
    questions: list[Question] = []
    for value in odd:
        if isinstance(value, Pending):
            questions += [question for question in value.questions if question not in questions]
    if questions:
        return Pending(tuple(questions))
    return BLANK if any(isinstance(value, Blank) for value in odd) else None


def negative(value: Value) -> Value:
    """The value taken off instead of added."""
    return -value if isinstance(value, Fraction) else value


def leaf(value: Value, label: str = "", op: str = "", facts: Mapping[str, object] = NOTHING, cite: str = "") -> Step:
    """A step that stands for itself; a value that is no number names its own operation."""
    if isinstance(value, Fraction):
        return Step(op or "given", value, label, facts, (), cite)
    kinds = {Blank: "blank", NotAssigned: "not-assigned", NotRanked: "not-ranked", Pending: "pending"}
    return Step(kinds[type(value)], value, label, facts, (), cite)


HUNDRED_STEP: Final = Step("given", Fraction(100))
ZERO_STEP: Final = Step("given", ZERO)
BLANK_STEP: Final = Step("blank", BLANK)
NOT_ASSIGNED_STEP: Final = Step("not-assigned", NOT_ASSIGNED)


def summed(steps: Sequence[Step], label: str = "") -> Step:
    """The sum of steps; a single one without a name for the sum stands for itself."""
    if len(steps) == 1 and not label:
        return steps[0]
    return Step("sum", add(step.value for step in steps), label, NOTHING, tuple(steps))


def difference(label: str, whole: Step, less: Step) -> Step:
    """One number less another."""
    return Step("minus", number_of(whole.value) - number_of(less.value), label, NOTHING, (whole, less))


def product(label: str, *steps: Step) -> Step:
    """The product of numbers."""
    value = number_of(steps[0].value)
    for step in steps[1:]:
        value *= number_of(step.value)
    return Step("times", value, label, NOTHING, steps)


def ratio(label: str, over: Step, under: Step) -> Step:
    """One number divided by another that is not zero."""
    return Step("divide", number_of(over.value) / number_of(under.value), label, NOTHING, (over, under))


def whole(label: str, step: Step) -> Step:
    """The whole units of a number."""
    value = number_of(step.value)
    return Step("whole", Fraction(value.numerator // value.denominator), label, NOTHING, (step,))


def capped(step: Step, cap: Fraction | None, label: str = "") -> Step:
    """A number no higher than the cap; the step is left alone where the cap does not bite."""
    if cap is None or not isinstance(step.value, Fraction) or step.value <= cap:
        return step
    return Step("cap", cap, label, NOTHING, (step, Step("given", cap, "trần")))


def floored(step: Step, floor: Fraction | None, label: str = "") -> Step:
    """A number no lower than the floor; the step is left alone where the floor does not bite."""
    if floor is None or not isinstance(step.value, Fraction) or step.value >= floor:
        return step
    return Step("floor", floor, label, NOTHING, (step, Step("given", floor, "sàn")))


def rounded(step: Step, rounding: Rounding | None, label: str = "") -> Step:
    """A number rounded as the form names it; without a rounding it stays exact."""
    if rounding is None or not isinstance(step.value, Fraction):
        return step
    facts = {"step": rounding.step, "mode": rounding.mode}
    return Step("round", apply(rounding, step.value), label, facts, (step,))


def weighed(step: Step, weight: Fraction | None) -> Step:
    """A value times the weight of its node; what is no number keeps its kind."""
    if weight is None:
        return step
    value = step.value * weight if isinstance(step.value, Fraction) else step.value
    return Step("weigh", value, "nhân hệ số", {"weight": weight}, (step,))


def points_step(base: Step, bonus: Step, penalty: Step, label: str = "") -> Step:
    """Base plus bonus less penalty."""
    if bonus.value is ZERO and penalty.value is ZERO and isinstance(base.value, Fraction):
        return Step("points", base.value, label, NOTHING, (base, bonus, penalty))
    value = add((base.value, bonus.value, negative(penalty.value)))
    return Step("points", value, label, NOTHING, (base, bonus, penalty))


def best(steps: Sequence[Step], label: str = "") -> Step:
    """The highest of several, of which those not assigned are no choice; alone it stands for itself."""
    if len(steps) == 1:
        return steps[0]
    return Step("best", _highest([step.value for step in steps]), label, NOTHING, tuple(steps))


def _highest(values: Sequence[Value]) -> Value:
    odd = [value for value in values if not isinstance(value, Fraction | NotAssigned)]
    numbers = [value for value in values if isinstance(value, Fraction)]
    return add(odd) if odd else max(numbers) if numbers else NOT_ASSIGNED


def number_of(value: Value) -> Fraction:
    """The number a value is; only for values known to be one."""
    assert isinstance(value, Fraction)
    return value


def evaluate(step: Step) -> Value:
    """Make the value again from the leaves; it equals `step.value` for every tree this program builds."""
    if step.op in _ODD or (not step.children and step.op not in ("choice", "deadline", "sum")):
        return step.value
    return _evaluate(step.op, [evaluate(child) for child in step.children if child.op != ASIDE], step.facts)


def _evaluate(op: str, values: list[Value], facts: Mapping[str, object]) -> Value:
    if op == "sum":
        return add(values)
    if op == "points":
        return add((values[0], values[1], negative(values[2])))
    if op == "best":
        return _highest(values)
    if op == "weigh":
        weight = facts["weight"]
        assert isinstance(weight, Fraction)
        return values[0] * weight if isinstance(values[0], Fraction) else values[0]
    if op == "if":
        return values[0] if facts["met"] else ZERO
    if op in ("choice", "deadline"):
        return _looked_up(op, facts)
    return _arithmetic(op, [number_of(value) for value in values], facts)


def _arithmetic(op: str, numbers: list[Fraction], facts: Mapping[str, Any]) -> Fraction:
    first = numbers[0]
    if op == "times":
        for number in numbers[1:]:
            first *= number
        return first
    if op == "divide":
        return first / numbers[1]
    if op == "minus":
        return first - numbers[1]
    if op == "cap":
        return min(numbers)
    if op == "floor":
        return max(numbers)
    if op == "whole":
        return Fraction(first.numerator // first.denominator)
    if op == "round":
        return apply(Rounding(facts["step"], facts["mode"]), first)
    if op == "band":
        bands: Sequence[Band] = facts["bands"]
        return bands[bands_of(bands, first)[0]].points
    if op == "table":
        rows: Sequence[Band] = facts["rows"]
        columns: Sequence[Band] = facts["columns"]
        points: Sequence[Sequence[Fraction]] = facts["points"]
        return points[bands_of(rows, first)[0]][bands_of(columns, numbers[1])[0]]
    raise ValueError(op)


def _looked_up(op: str, facts: Mapping[str, Any]) -> Value:
    if op == "choice":
        chosen: Value = facts["map"][facts["choice"]]
        return chosen
    done, due = str(facts["date"]), str(facts["deadline"])
    key = "none" if done == "none" else "on_time" if done <= due else "late"
    found: Value = facts[key]
    return found
