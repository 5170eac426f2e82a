"""The form checker: what is wrong or odd about a scoring form, before a bloc adopts it.

Here: one small function per fault, each going through the form in printed order. An `error` hinders adoption because
the form contradicts itself or cannot be scored; a `warning` is a line somebody must look at. Nothing is ever mended
here, and a form in force may well keep its oddities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from models.rules.form.checking.checker_bands import band_faults, class_faults
from models.rules.form.checking.checker_codes import code_faults
from models.rules.form.model import Form, Group, Item, Node
from models.rules.form.plan import highest, plan_of
from models.rules.number.points import ZERO

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: a code, the node it stands at ("" for the form), facts for its sentence, how grave it is."""

    code: str
    node: str
    facts: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "warning"


Found = Iterator[tuple[str, str, Mapping[str, object]]]

GRAVE: Final = frozenset({"form.no_items", "sum.group", "sum.total", "band.overlap", "item.no_points"})
"""Faults that hinder adoption: the form adds up to something else than it says, or has lines nobody can score."""


def check_form(form: Form, class_bands: Iterable[object] = ()) -> tuple[Fault, ...]:
    """Every fault of a form in printed order, the form's own first.

    `class_bands` are the bands of the year's `classes/1` (tables with `class`, `from`, `from_inclusive`, `to`,
    `to_inclusive`); with them classes nobody can reach, gaps and overlaps between classes are found too. A band whose
    lower end says nothing counts as inclusive, an upper end as exclusive.
    """
    found: list[tuple[str, str, Mapping[str, object]]] = []
    for check in _CHECKS:
        found += check(form)
    bands = [band for band in class_bands if isinstance(band, Mapping)]
    found += class_faults(form, bands, most_points(form))
    place = {"": -1, **{node.key: n for n, node in enumerate(form.nodes)}}
    ordered = sorted(found, key=lambda fault: place[fault[1]])
    return tuple(Fault(code, node, facts, "error" if code in GRAVE else "warning") for code, node, facts in ordered)


def most_points(form: Form) -> Fraction | None:
    """The most a unit can reach: every standard and every bonus, under the caps; None when some bonus has no bound."""
    base = _sum_of(form, form.children(None)) if form.total is None else form.total
    bonuses = [_bonus(item) for item in form.items()]
    bound = form.bonus_cap
    if bound is None:
        bound = None if None in bonuses else sum((each for each in bonuses if each is not None), ZERO)
    if bound is None or base is None:
        return form.cap
    return base + bound if form.cap is None else min(form.cap, base + bound)


def _bonus(item: Item) -> Fraction | None:
    parts = plan_of(item).by_effect["bonus"]
    return plan_of(item).ceiling("bonus", parts) if parts else ZERO


# --- sums -------------------------------------------------------------------------------------------------------------


def _sum_of(form: Form, nodes: Sequence[Node]) -> Fraction | None:
    """The sum of maxima, weighed; None when one is not said and cannot be summed from below."""
    total = ZERO
    for node in nodes:
        most = ZERO if isinstance(node, Item) and node.bonus_only else node.max
        if most is None and isinstance(node, Group):
            most = _most_of(form, node)
        if most is None:
            return None
        total += most if node.weight is None else most * node.weight
    return total


def _most_of(form: Form, group: Group) -> Fraction | None:
    """What the children of a group come to: their sum, of a one-of group the highest."""
    children = form.children(group.key)
    if not group.one_of:
        return _sum_of(form, children)
    each = [_sum_of(form, (child,)) for child in children]
    return None if None in each or not each else max(one for one in each if one is not None)


def _sums(form: Form) -> Found:
    """Children that do not add up to their group, groups that do not add up to the form; for one-of groups the highest
    counts.
    """
    if not form.items():
        yield "form.no_items", "", {}
        return
    top = _sum_of(form, form.children(None))
    if form.total is not None and top is not None and top != form.total:
        yield "sum.total", "", {"stated": form.total, "sum": top}
    for group in form.nodes:
        if not isinstance(group, Group):
            continue
        children = form.children(group.key)
        if not children:
            yield "group.empty", group.key, {}
            continue
        total = _most_of(form, group)
        if group.max is not None and total is not None and total != group.max:
            yield "sum.group", group.key, {"stated": group.max, "sum": total}


def _standards(form: Form) -> Found:
    """Items whose parts cannot give their standard, or promise more than it; items without any points."""
    for item in form.items():
        plan = plan_of(item)
        base = plan.by_effect["base"]
        if item.max is None and not base and not item.parts:
            yield "item.no_points", item.key, {}
        most = highest(base)
        if most is None or item.max is None or item.bonus_only:
            continue
        if most < item.max:
            yield "item.standard_unreachable", item.key, {"max": item.max, "most": most}
        elif most > item.max and item.base_cap is None and all(part.part.cap is None for part in base):
            yield "item.parts_exceed_standard", item.key, {"max": item.max, "most": most}


# --- caps -------------------------------------------------------------------------------------------------------------


def _caps(form: Form) -> Found:
    """Caps that can never bite because what they bound cannot get that high; a cap that restates the highest value is
    none.
    """
    for item in form.items():
        plan = plan_of(item)
        for part in plan.parts:
            most = part.uncapped
            if part.part.cap is not None and most is not None and most < part.part.cap:
                facts = {"part": part.part.id, "label": part.part.label, "cap": part.part.cap, "most": most}
                yield "cap.never_bites", item.key, facts
        for effect, cap in (("bonus", item.bonus_cap), ("penalty", item.penalty_cap)):
            most = highest(plan.by_effect[effect]) if plan.by_effect[effect] else ZERO  # type: ignore[index]  # never None here
            if cap is not None and most is not None and most < cap:
                yield "cap.never_bites", item.key, {"effect": effect, "cap": cap, "most": most}
    for group in (node for node in form.nodes if isinstance(node, Group)):
        below = _below(form, group.key)
        base = _sum_of(form, form.children(group.key))
        if group.cap is not None and base is not None and base < group.cap:
            yield "cap.never_bites", group.key, {"effect": "base", "cap": group.cap, "most": base}
        yield from _bonus_cap(group.bonus_cap, below, group.key)
        yield from _penalty_cap(group.penalty_cap, below, group.key)
    yield from _bonus_cap(form.bonus_cap, form.items(), "")
    yield from _penalty_cap(form.penalty_cap, form.items(), "")


def _bonus_cap(cap: Fraction | None, items: Sequence[Item], where: str) -> Found:
    bonuses = [_bonus(item) for item in items]
    if cap is None or None in bonuses:
        return
    most = sum((bonus for bonus in bonuses if bonus is not None), ZERO)
    if most < cap:
        yield "cap.never_bites", where, {"effect": "bonus", "cap": cap, "most": most}


def _penalty_cap(cap: Fraction | None, items: Sequence[Item], where: str) -> Found:
    """A cap of penalties above all that the items can lose; one whose parts are unbounded can always bite."""
    losses = [plan_of(item).ceilings["penalty"] for item in items if plan_of(item).by_effect["penalty"]]
    if cap is None or None in losses:
        return
    most = sum((loss for loss in losses if loss is not None), ZERO)
    if most < cap:
        yield "cap.never_bites", where, {"effect": "penalty", "cap": cap, "most": most}


def _below(form: Form, key: str) -> tuple[Item, ...]:
    found: list[Item] = []
    for child in form.children(key):
        found += [child] if isinstance(child, Item) else _below(form, child.key)
    return tuple(found)


def _penalties(form: Form) -> Found:
    """A single deduction that is larger than its whole item, while nothing keeps the item from going negative."""
    for item in form.items():
        if item.max is None or item.floor is not None:
            continue
        for part in plan_of(item).by_effect["penalty"]:
            bound = min((cap for cap in (part.part.cap, item.penalty_cap) if cap is not None), default=None)
            largest = max(part.kind.single(part.params), default=ZERO)
            counted = largest if bound is None else min(largest, bound)
            if counted > item.max:
                facts = {"part": part.part.id, "code": part.part.code, "label": part.part.label}
                yield "penalty.larger_than_item", item.key, {**facts, "penalty": counted, "max": item.max}


# --- what the table prints --------------------------------------------------------------------------------------------


def _printed(form: Form) -> Found:
    """Negative numbers in the bonus column, and header numbers that no rule of the item explains."""
    for node in form.nodes:
        parts = node.parts if isinstance(node, Item) else ()
        for owner, printed in [(None, node.printed), *((part, part.printed) for part in parts)]:
            if printed.get("bonus", ZERO) < ZERO:
                facts = {"printed": printed["bonus"], "code": owner.code if owner else node.code}
                yield "column.negative_bonus", node.key, {**facts, "part": owner.id if owner else None}
        if isinstance(node, Item):
            yield from _headers(node)


def _headers(item: Item) -> Found:
    plan = plan_of(item)
    for effect in ("bonus", "penalty"):
        number = item.printed.get(effect)
        if number is None or (effect == "bonus" and number < ZERO):
            continue
        parts = plan.by_effect[effect]
        cap = plan.caps[effect]
        explained = {cap, highest(parts)}
        for part in parts:
            explained |= {part.part.cap, *part.kind.single(part.params)}
        if abs(number) not in explained:
            yield "header.unexplained", item.key, {"effect": effect, "printed": number, "cap": cap}


def _inputs(form: Form) -> Found:
    """Inputs that no part reads, and conditions on a full standard where there is no standard."""
    for item in form.items():
        plan = plan_of(item)
        read = {name for part in plan.parts for name in part.inputs}
        read |= {case.waived for part in plan.parts for case in part.params.get("cases", ()) if case.waived}
        read |= {name for part in item.parts for name in inputs_read(part.needs)}
        for spec in item.inputs:
            if spec.id not in read:
                yield "input.unused", item.key, {"input": spec.id, "label": spec.label}


def inputs_read(needs: object) -> set[str]:
    """The inputs a part's condition looks at."""
    if isinstance(needs, Mapping):
        inner = [name for key, value in needs.items() if key in ("all", "any", "not") for name in inputs_read(value)]
        return {*inner, *([str(needs["fact"])] if "fact" in needs else ())}
    if not isinstance(needs, Sequence) or isinstance(needs, str):
        return set()
    return {name for each in needs for name in inputs_read(each)}


_CHECKS: Final[tuple[Callable[[Form], Found], ...]] = (
    _sums,
    _standards,
    _caps,
    _penalties,
    _printed,
    _inputs,
    band_faults,
    code_faults,
)
