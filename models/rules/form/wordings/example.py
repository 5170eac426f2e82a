"""One sheet worked through: small figures for an item's inputs and the points they give, to hold against its sentence.

The points come from the scoring itself (`assess_item`), never from the sentence. Not here: how it is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from models.rules.form.item import Column, assess_item
from models.rules.form.model import Cell, InputSpec, InputValue, Item
from models.rules.form.plan import PartPlan, plan_of
from models.rules.form.steps import Band
from models.rules.number.points import ZERO

TWO: Final = Fraction(2)
_BEST: Final = Fraction(80)
_OWN: Final = Fraction(60)


@dataclass(frozen=True, slots=True)
class Example:
    """What is entered, the points it gives of the item's standard and on top of it (`bonus`).

    `by_hand`: points a person was taken to give; `best`: the best unit's figure where the item compares units.
    """

    inputs: tuple[tuple[InputSpec, InputValue], ...]
    points: Fraction
    bonus: Fraction
    standard: Fraction | None
    by_hand: Fraction | None = None
    best: Fraction | None = None


def example(item: Item) -> Example | None:
    """An example of an item; None where no figure comes out, or where nothing is entered."""
    plan = plan_of(item)
    given: dict[str, InputValue] = {}
    for spec in item.inputs:
        given[spec.id] = _value(item, spec, plan.parts)
    if not given:
        return None
    by_hand = item.max if plan.open_base else None
    stated = {} if by_hand is None else {"base": by_hand}
    comparing = [part for part in plan.parts if part.kind.gather is not None]
    column = Column({part.part.id: {"best": _BEST} for part in comparing}) if comparing else None
    result = assess_item(item, Cell(item.key, stated, given), column=column)
    value, bonus = result.value, result.bonus
    if not isinstance(value, Fraction) or not isinstance(bonus, Fraction):
        return None
    shown = tuple((spec, given[spec.id]) for spec in item.inputs)
    over = bonus if item.max is not None else ZERO
    return Example(shown, value - over, over, item.max, by_hand, _BEST if comparing else None)


def _value(item: Item, spec: InputSpec, parts: tuple[PartPlan, ...]) -> InputValue:
    """A figure that shows what the part does: two cases, three units beyond the target, the second level."""
    if spec.type == "yes-no":
        return not _must_not_be(item, spec)
    if spec.type == "choice":
        return spec.choices[min(1, len(spec.choices) - 1)][0]
    if spec.type == "checks":
        return tuple(place < max(1, len(spec.choices) - 1) for place in range(len(spec.choices)))
    for part in parts:
        if spec.id in part.inputs:
            if part.part.kind == "lose-below-target/1":
                return Fraction(95) if spec.id == part.params["target"] else Fraction(92)
            found = _by_kind(part.part.kind, part.params)
            if found is not None:
                return found
    return TWO if spec.high is None else min(TWO, spec.high)


def _must_not_be(item: Item, spec: InputSpec) -> bool:
    """True for an input that takes all points away when it is yes."""
    needs: list[Mapping[str, Any]] = [part.needs for part in item.parts if isinstance(part.needs, Mapping)]
    tests = [test for need in needs for test in need.get("all", [need])]
    return any(test.get("fact") == spec.id and test.get("eq") is False for test in tests)


def _by_kind(kind: str, params: Mapping[str, Any]) -> Fraction | None:
    if kind == "share-of-target/1":
        return Fraction(90)
    if kind == "over-target/1":
        return Fraction(105)
    if kind == "extra-units/1":
        above: Fraction = params["above"]
        step: Fraction = params["unit"]
        return above + 3 * step
    if kind == "lose-below/1":
        mark: Fraction = params["below"]
        return mark - 3 * Fraction(params["unit"])
    if kind == "leader-relative/1":
        return _OWN
    if kind == "bands/1":
        return _inside(params["bands"])
    return None


def _inside(bands: Sequence[Band]) -> Fraction:
    """A value within the second band."""
    band = bands[min(1, len(bands) - 1)]
    if band.low is None:
        return ZERO if band.high is None else max(band.high - 1, ZERO)
    if band.low_in or band.high is None:
        return band.low if band.low_in else band.low + 1
    return (band.low + band.high) / 2
