"""From the sums of a sheet to the number it is ranked by, and what the ceiling of a form takes off.

Here: the raw total, percent of what was assigned, the bonus in it or after it. Not here: places and ties (`ranking`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from models.rules.errors import BadInput
from models.rules.form.model import FORM_NODE, Effect, Excess
from models.rules.form.steps import (
    HUNDRED_STEP,
    ZERO_STEP,
    Step,
    capped,
    leaf,
    points_step,
    product,
    ratio,
    rounded,
    summed,
)
from models.rules.number.points import NOT_ASSIGNED, ZERO, Rounding, from_text

RankingRule = Mapping[str, object]
RAW: Final[RankingRule] = {"by": "raw"}
CEILING: Final = "trần tổng điểm"


def number_or_zero(step: Step) -> Fraction:
    """The number a step is, 0 while it is none."""
    return step.value if isinstance(step.value, Fraction) else ZERO


def over_ceiling(total: Step, bonus: Step, cap: Fraction | None) -> tuple[Excess, ...]:
    """What a total is above the ceiling of the form."""
    value = total.value
    if cap is None or not isinstance(value, Fraction) or value <= cap:
        return ()
    part: Effect = "bonus" if isinstance(bonus.value, Fraction) and bonus.value > ZERO else "base"
    return (Excess(FORM_NODE, part, "over-cap", value, cap, value - cap, CEILING, "computed"),)


def ranking_step(
    base: Step,
    bonus: Step,
    penalty: Step,
    total: Step,
    assigned: Fraction,
    rule: RankingRule,
    ceiling: Fraction | None = None,
) -> Step:
    """Ranking points by the year's rule: the raw total, or percent of what was assigned, with the bonus in it or after
    it; the form's ceiling bounds base and bonus here as in the total, the bonus first.

    Penalties are taken off before the percentage. With nothing assigned there is no percentage, and the sheet stays
    unranked.
    """
    by = rule.get("by", "raw")
    if not isinstance(total.value, Fraction):
        return total
    if by == "raw":
        return rounded(total, _rounding(rule))
    if by not in ("percent-of-assigned", "percent-of-assigned-plus-bonus"):
        raise BadInput("ranking.unknown_basis", by=by)
    if not assigned:
        return leaf(NOT_ASSIGNED, "không có mục nào được giao")
    plus = by == "percent-of-assigned-plus-bonus"
    counted = capped(points_step(base, ZERO_STEP, penalty), ceiling, CEILING) if plus else total
    if plus and ceiling is not None:
        bonus = capped(bonus, ceiling - number_or_zero(counted), CEILING)
    percent = product("điểm theo tỷ lệ", ratio("", counted, leaf(assigned, "tổng điểm chuẩn được giao")), HUNDRED_STEP)
    return rounded(summed((percent, bonus), "điểm xếp hạng") if plus else percent, _rounding(rule))


def _rounding(rule: RankingRule) -> Rounding | None:
    named = rule.get("rounding")
    if not isinstance(named, Mapping):
        return None
    return Rounding(from_text(str(named["step"])), named.get("mode", "half-up"))
