"""What bounds the three sums of an item, a group or the form together, once each sum stands under its own cap.

The order on every level: sum, rounding, caps of base and bonus, base and bonus together, cap of penalties, floor. Here:
the last three. An excess names what was earned and does not count; penalties that are not taken are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.rules.form.model import Counts, Excess, Form, Group, Item
from models.rules.form.steps import Step, capped, summed
from models.rules.number.points import ZERO

TOGETHER = "điểm chuẩn và điểm thưởng cùng không quá"


def bounded(
    steps: Sequence[Step], node: Item | Group | Form, where: str, counts: Counts, *, penalty: bool = True
) -> tuple[tuple[Step, Step, Step], tuple[Excess, ...]]:
    """Base, bonus and penalty within a node's `together_cap`, `penalty_cap` and `floor`, with what exceeds the first.

    A stage that counts what is stated names the excess and leaves the numbers; only the floor of an item holds there
    too, as it did before groups and forms had theirs. `penalty`: whether the cap of penalties is still to be laid on.
    """
    base, bonus, less = steps
    (base, bonus), excesses = _within(base, bonus, node.together_cap, where, counts)
    stated = counts == "stated"
    if penalty and not stated:
        less = capped(less, node.penalty_cap, "không trừ quá mức tối đa")
    if node.floor is not None and (isinstance(node, Item) or not stated):
        less = _softened(base, bonus, less, node.floor)
    return (base, bonus, less), excesses


def _within(
    base: Step, bonus: Step, cap: Fraction | None, where: str, counts: Counts
) -> tuple[tuple[Step, Step], tuple[Excess, ...]]:
    if cap is None or not isinstance(base.value, Fraction) or not isinstance(bonus.value, Fraction):
        return (base, bonus), ()
    if base.value + bonus.value <= cap:
        return (base, bonus), ()
    kept, found = min(base.value, cap), []
    if base.value > cap:
        found.append(Excess(where, "base", "over-cap", base.value, cap, base.value - cap, TOGETHER, "computed"))
    room = cap - kept
    if bonus.value > room:
        found.append(Excess(where, "bonus", "over-cap", bonus.value, room, bonus.value - room, TOGETHER, "computed"))
    if counts == "stated":
        return (base, bonus), tuple(found)
    return (capped(base, cap, TOGETHER), capped(bonus, max(room, ZERO), TOGETHER)), tuple(found)


def _softened(base: Step, bonus: Step, penalty: Step, floor: Fraction) -> Step:
    """The penalty as far as the floor leaves it."""
    if not (isinstance(base.value, Fraction) and isinstance(bonus.value, Fraction)):
        return penalty
    earned = summed((base, bonus))
    assert isinstance(earned.value, Fraction)
    room = Step("minus", earned.value - floor, "đến mức thấp nhất", {}, (earned, Step("given", floor, "sàn")))
    if not isinstance(penalty.value, Fraction) or not isinstance(room.value, Fraction) or penalty.value <= room.value:
        return penalty
    return Step("cap", room.value, "không trừ quá mức thấp nhất", {}, (penalty, room))
