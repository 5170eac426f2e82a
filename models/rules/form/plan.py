"""An item prepared for assessing many cells: parameters read once, caps and ceilings worked out once.

Here: what follows from the form alone. Not here: anything that depends on a cell.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.rules.form.model import EFFECTS, NONE, Cell, Effect, InputSpec, InputValue, Item, Part
from models.rules.form.parts.criteria import KINDS, PartKind
from models.rules.form.parts.criteria_fields import Params, bad, number
from models.rules.number.points import ZERO, NotRanked

FULL_BASE = "full-base"
_TESTS = ("eq", "ge", "gt", "le", "lt")


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part with its kind, its parameters as values, the inputs it takes, the most it can give with and without its
    cap; `spare` are cases that need not be told: beside others that are, they did not happen.
    """

    part: Part
    kind: PartKind
    params: Params
    inputs: tuple[str, ...]
    most: Fraction | None
    uncapped: Fraction | None
    spare: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """An item's parts by effect, its caps by effect, and whether its base is given by hand. `left` is what its inputs
    that may be left stand for, `all_left` whether all may; `comparing` says that a part compares figures across units.
    """

    parts: tuple[PartPlan, ...]
    by_effect: Mapping[Effect, tuple[PartPlan, ...]]
    caps: Mapping[Effect, Fraction | None]
    ceilings: Mapping[Effect, Fraction | None]
    open_base: bool
    needs_full: bool
    left: Mapping[str, InputValue]
    all_left: bool
    comparing: bool

    def filled(self, cell: Cell) -> Mapping[str, InputValue]:
        """The inputs of a cell with those that may be left; nothing is filled beside points alone, nor compared with
        others on a sheet nobody has begun.
        """
        waits = bool(cell.stated) or not self.all_left or (self.comparing and not cell.begun)
        if not self.left or (not cell.inputs and waits):
            return cell.inputs
        return {**self.left, **cell.inputs}

    def ceiling(self, effect: Effect, parts: Sequence[PartPlan]) -> Fraction | None:
        """The most these parts of an effect can give together: of one-of parts the best, within the item's cap."""
        if parts is self.by_effect[effect]:
            return self.ceilings[effect]
        return _lower(self.caps[effect], highest(parts))


def _lower(*bounds: Fraction | None) -> Fraction | None:
    return min((bound for bound in bounds if bound is not None), default=None)


def highest(parts: Sequence[PartPlan]) -> Fraction | None:
    """The sum of what parts can give at most, of one-of parts only the best; None when one has no bound or there is
    none.
    """
    total, groups = ZERO, dict[str, Fraction]()
    for part in parts:
        if part.most is None:
            return None
        if part.part.one_of is None:
            total += part.most
        else:
            groups[part.part.one_of] = max(groups.get(part.part.one_of, ZERO), part.most)
    return total + sum(groups.values(), ZERO) if parts else None


def plan_of(item: Item) -> Plan:
    """The plan of an item, made once and kept with it; BadInput `form.bad_spec` when a part cannot be read."""
    kept = item.__dict__.get("_plan")
    if kept is None:
        kept = _make(item)
        item.__dict__["_plan"] = kept
    assert isinstance(kept, Plan)
    return kept


def _make(item: Item) -> Plan:
    high = {spec.id: _top(spec.type, spec.high) for spec in item.inputs}
    parts = tuple(_part_plan(item, part, high) for part in item.parts)
    by_effect = {effect: tuple(each for each in parts if each.part.effect == effect) for effect in EFFECTS}
    base_cap = item.base_cap if item.base_cap is not None else item.max
    caps: dict[Effect, Fraction | None] = {"base": base_cap, "bonus": item.bonus_cap, "penalty": item.penalty_cap}
    ceilings = {effect: _lower(caps[effect], highest(by_effect[effect])) for effect in EFFECTS}
    needs_full = any(part.needs is not None for part in item.parts)
    open_base = not by_effect["base"] and not item.bonus_only
    left = {spec.id: _nothing(spec) for spec in item.inputs if spec.left}
    all_left = bool(left) and len(left) == len(item.inputs)
    comparing = any(part.kind.gather is not None for part in parts)
    return Plan(parts, by_effect, caps, ceilings, open_base, needs_full, left, all_left, comparing)


def _nothing(spec: InputSpec) -> InputValue:
    """What an input stands for that may be left and is."""
    if spec.type == "yes-no":
        return False
    if spec.type == "checks":
        return (False,) * len(spec.choices)
    return NONE if spec.type == "date" else ZERO


def _top(kind: str, high: Fraction | None) -> Fraction | None:
    return Fraction(1) if kind == "yes-no" else high


def _part_plan(item: Item, part: Part, high: Mapping[str, Fraction | None]) -> PartPlan:
    kind = KINDS.get(part.kind)
    if kind is None:
        raise bad(f"{item.key}.{part.id}.kind", "unknown_kind", part.kind)
    params = dict(kind.read(part.params, f"{item.key}.{part.id}"))
    reason = NotRanked(item.rule_text or item.title, part.cite)
    if isinstance(params.get("none"), NotRanked):
        params["none"] = reason
    if "map" in params:
        params["map"] = {key: reason if isinstance(value, NotRanked) else value for key, value in params["map"].items()}
    uncapped = kind.most(params, high)
    optional = {spec.id for spec in item.inputs if spec.optional}
    spare = frozenset(case.input for case in params.get("cases", ())) & optional
    return PartPlan(part, kind, params, kind.inputs(params), _lower(part.cap, uncapped), uncapped, spare)


def check_needs(needs: object, item_inputs: Sequence[str], place: str) -> None:
    """Refuse a condition that is neither "full-base", nor a test `{"fact": input, "eq": value}`, nor `{"all": [...]}`,
    `{"any": [...]}` or `{"not": ...}` of these.
    """
    if needs == FULL_BASE:
        return
    if not isinstance(needs, Mapping):
        raise bad(place, "not_a_condition", needs)
    if set(needs) == {"not"}:
        check_needs(needs["not"], item_inputs, f"{place}.not")
        return
    for joint in ("all", "any"):
        inner = needs.get(joint)
        if set(needs) == {joint} and isinstance(inner, Sequence) and not isinstance(inner, str) and inner:
            for n, each in enumerate(inner):
                check_needs(each, item_inputs, f"{place}.{joint}[{n}]")
            return
    tests = [name for name in _TESTS if name in needs]
    if len(tests) != 1 or set(needs) != {"fact", tests[0]} or needs["fact"] not in item_inputs:
        raise bad(place, "not_a_condition", dict(needs))
    if not isinstance(needs[tests[0]], bool) and tests[0] != "eq":
        number(needs[tests[0]], f"{place}.{tests[0]}")


def needs_met(needs: object, full_base: bool, inputs: Mapping[str, InputValue]) -> bool | None:
    """Whether a part's condition holds; None when an input it tests is not known."""
    if needs == FULL_BASE:
        return full_base
    assert isinstance(needs, Mapping)
    if "not" in needs:
        inner = needs_met(needs["not"], full_base, inputs)
        return None if inner is None else not inner
    for joint, decides in (("all", False), ("any", True)):
        if joint in needs:
            outcomes = [needs_met(each, full_base, inputs) for each in needs[joint]]
            return decides if decides in outcomes else None if None in outcomes else not decides
    own = inputs.get(needs["fact"])
    if own is None:
        return None
    test = next(name for name in _TESTS if name in needs)
    other: Any = needs[test]
    if isinstance(own, Fraction):
        other = number(other, "needs")
    return bool(getattr(operator, test)(own, other))
