"""Points by the place of a unit's own points among the units compared: the second pass, after every sheet stands.

Here: which items of a form are placed and in which order, and what they must know of all sheets. Not here: what the
kind gives for a place (`criteria_losses`), the boards that go through the sheets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from models.rules.errors import BadInput
from models.rules.form.item import Column
from models.rules.form.model import Form, Group, Item, Node
from models.rules.form.node_points import points_of
from models.rules.form.parts.criteria import KINDS
from models.rules.form.plan import PartPlan, plan_of
from models.rules.form.sheet import SheetResult
from models.rules.form.steps import add
from models.rules.number.points import BLANK, Value


def placed(form: Form) -> tuple[Item, ...]:
    """The items with points by the place of other points, each after those it rests on; kept with the form.

    BadInput `form.compares_unknown` (no such node), `form.compares_twice` (a node beside what it holds),
    `form.compares_itself` (a circle: the points compared hang on the place they decide); facts: item.
    """
    kept = form.__dict__.get("_placed")
    if kept is None:
        kept = form.__dict__["_placed"] = tuple(_in_order(form))
    found: tuple[Item, ...] = kept
    return found


def placing(item: Item) -> bool:
    """Whether some part of the item goes by the place of points."""
    return any(KINDS[part.kind].of_points for part in item.parts)


def comparing(form: Form) -> tuple[Item, ...]:
    """The items of a form that compare units, by figures or by points."""
    kept = form.__dict__.get("_comparing")
    if kept is None:
        kept = form.__dict__["_comparing"] = tuple(
            item for item in form.items() if plan_of(item).comparing or placing(item)
        )
    found: tuple[Item, ...] = kept
    return found


def _in_order(form: Form) -> Iterator[Item]:
    """The placed items; the graph "an item → the items whose points are compared for it" must have no circle."""
    rests = {item.key: _rests_on(form, item) for item in form.items() if placing(item)}
    done: set[str] = set()
    while len(done) < len(rests):
        ready = [key for key, on in rests.items() if key not in done and not (on & rests.keys()) - done]
        if not ready:
            stuck = next(key for key in rests if key not in done)
            raise BadInput("form.compares_itself", item=form.called(stuck))
        for key in ready:
            node = form.node(key)
            assert isinstance(node, Item)
            yield node
        done.update(ready)


def _rests_on(form: Form, item: Item) -> set[str]:
    """The items under the nodes whose points are compared for an item."""
    found: set[str] = set()
    for plan in _plans(item):
        seen: set[str] = set()
        for key in plan.params["of"]:
            node = form.find(key)
            if node is None:
                raise BadInput("form.compares_unknown", item=form.called(item.key))
            held = {key, *(one.key for one in _below(form, node))}
            if seen & held:
                raise BadInput("form.compares_twice", item=form.called(item.key), node=form.called(key))
            seen |= held
        found |= seen
    return found


def _below(form: Form, node: Node) -> Iterator[Node]:
    for child in form.children(node.key) if isinstance(node, Group) else ():
        yield child
        yield from _below(form, child)


def _plans(item: Item) -> tuple[PartPlan, ...]:
    return tuple(plan for plan in plan_of(item).parts if plan.kind.of_points)


def placed_columns(
    form: Form, item: Item, results: Mapping[str, SheetResult], among: Collection[str]
) -> dict[str, Column]:
    """What each sheet (unit → result) must be told for an item by the place of points: its own points, how many of the
    units compared (`among`) are ahead, out of how many. Points that are no number yet tell nothing; of the units
    compared such ones are `waiting`.
    """
    told: dict[str, dict[str, Mapping[str, Fraction]]] = {unit: {} for unit in results}
    waiting: set[str] = set()
    for plan in _plans(item):
        points = {unit: compared(form, result, plan) for unit, result in results.items()}
        others = {unit: value for unit in among if isinstance(value := points[unit], Fraction)}
        waiting.update(set(among) - others.keys())
        for unit, own in points.items():
            if isinstance(own, Fraction):
                ahead = sum(other > own for other in others.values())
                figures = {"own": own, "ahead": Fraction(ahead), "among": Fraction(len({*others, unit}))}
                told[unit][plan.part.id] = figures
    return {unit: Column(figures, tuple(sorted(waiting))) for unit, figures in told.items()}


def compared(form: Form, result: SheetResult, plan: PartPlan) -> Value:
    """The points of a sheet that are compared for a part: of each node it names, times its weight, added up; with its
    bonus where the part says so.
    """
    values = []
    for key in plan.params["of"]:
        node = form.node(key)
        found = result.items.get(key) or result.groups.get(key)
        value: Value = BLANK if found is None else found.value if plan.params["bonus"] else points_of(result, node)
        values.append(value * node.weight if isinstance(value, Fraction) and node.weight is not None else value)
    return add(values)
