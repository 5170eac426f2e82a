"""What a group or an item has reached, the same for every reader: the table, the tie keys, the facts of conditions.

A bonus stands apart: it is added once, after the caps of the form. So the points of a node are its base less its
penalties, and those of an item that only gives bonus are its bonus.
"""

from __future__ import annotations

from fractions import Fraction

from models.rules.form.model import Form, Item, Node
from models.rules.form.sheet import SheetResult
from models.rules.form.steps import add, negative
from models.rules.number.points import BLANK, ZERO, NotAssigned, Value


def named(form: Form, name: str) -> Node | None:
    """The node a rule means: by its key, else by a printed code that stands only once; None when nobody is meant."""
    found = form.find(name)
    if found is None:
        coded = [node for node in form.nodes if node.code == name]
        found = coded[0] if len(coded) == 1 else None
    return found


def points_of(result: SheetResult, node: Node) -> Value:
    """The points of a node on a sheet; blank where the sheet does not hold it."""
    item, group = result.items.get(node.key), result.groups.get(node.key)
    if item is not None:
        if isinstance(node, Item) and node.bonus_only:
            return item.bonus
        return add((item.base, negative(item.penalty)))
    if group is None:
        return BLANK
    if isinstance(node, Item) and node.bonus_only:  # a sheet that states its top nodes states such items too
        return group.steps[1].value
    return add((group.steps[0].value, negative(group.steps[2].value)))


def assigned_of(result: SheetResult, node: Node) -> Fraction:
    """The standard points of a node that were assigned to the unit of a sheet."""
    group = result.groups.get(node.key)
    if group is not None:
        return group.assigned_max
    item = result.items.get(node.key)
    gone = item is None or isinstance(item.value, NotAssigned)
    return ZERO if gone or node.max is None else node.max
