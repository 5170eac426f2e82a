"""How one value was put together from several, as a tree people can follow: what was counted with which weight, and
beside it what was missing, left out, trimmed, or not taken at all.

The tree evaluates to the value that `combining` gives; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.rules.form.steps import ASIDE, NOTHING, Step, leaf, weighed
from models.rules.number.points import ZERO, Value, show_plain
from models.rules.place.combining import Portion
from models.rules.place.regulation import Rule

_SAID = {
    "left-out": "thiếu điểm, không tính",
    "trimmed": "không tính, bớt mức cao nhất và thấp nhất",
    "passed-over": "không dùng",
    "open": "chưa tính được",
}
EARLIER = "chưa có điểm, lấy bước trước"


def said(portion: Portion, after_taken: bool = False) -> str:
    """What became of a value in words; "" where it simply counts. `after_taken`: it comes after the one that counts."""
    if portion.use == "zero":
        return "thiếu điểm, tính 0"
    if portion.use == "open" and isinstance(portion.value, Fraction):
        return ""
    if portion.use == "passed-over" and after_taken and not isinstance(portion.value, Fraction):
        return EARLIER
    return _SAID.get(portion.use, "")


def told(portions: Sequence[Portion]) -> tuple[Portion, ...]:
    """The values worth telling of: what the method does not take and nobody has is not, unless it was to count and the
    one before it does.
    """
    last = max((place for place, portion in enumerate(portions) if portion.use == "counted"), default=-1)
    return tuple(
        portion
        for place, portion in enumerate(portions)
        if portion.use != "passed-over" or isinstance(portion.value, Fraction) or place > last >= 0
    )


def combined_step(
    value: Value,
    portions: Sequence[Portion],
    rule: Rule,
    called: Mapping[str, str],
    below: Mapping[str, Step],
    label: str = "",
) -> Step:
    """The step of a value that `portions` make by the rule; `called` names each of them, `below` says how it was made
    itself.
    """
    counted, asides = [], []
    for portion in told(portions):
        name = called.get(portion.name, portion.name)
        if isinstance(value, Fraction) and portion.use in ("counted", "zero"):
            counted.append((portion, _part(portion, name, below.get(portion.name))))
        else:
            asides.append(_aside(portion, name, below.get(portion.name), bool(counted)))
    if not isinstance(value, Fraction):
        return leaf(value, label, cite=rule.cite)._replace(children=tuple(asides))
    children = tuple(step for _, step in counted)
    method = str(rule.spec["method"])
    if method == "weights":
        children = tuple(_weighed(portion, step) for portion, step in counted)
    whole = sum((portion.weight or ZERO for portion, _ in counted), ZERO) if method == "weights" else Fraction(1)
    under = Fraction(len(counted)) if method in ("mean", "trimmed-mean") else whole
    if under == 1:
        return Step("sum", value, label, NOTHING, (*children, *asides), rule.cite)
    total = Step("sum", value * under, "cộng các phần được tính", NOTHING, children)
    divisor = leaf(under, "tổng hệ số được tính" if method == "weights" else "số phần được tính")
    return Step("divide", value, label, NOTHING, (total, divisor, *asides), rule.cite)


def _part(portion: Portion, name: str, below: Step | None) -> Step:
    if portion.use == "zero":
        return leaf(ZERO, f"{name}: {said(portion)}")
    return leaf(portion.value, name) if below is None else Step("sum", portion.value, name, NOTHING, (below,))


def _weighed(portion: Portion, step: Step) -> Step:
    weight = portion.weight or ZERO
    return weighed(step, weight)._replace(label=f"{step.label}, hệ số {show_plain(weight)}")


def _aside(portion: Portion, name: str, below: Step | None, after_taken: bool) -> Step:
    words = said(portion, after_taken)
    under = () if below is None else (below,)
    return Step(ASIDE, portion.value, f"{name}: {words}" if words else name, NOTHING, under)
