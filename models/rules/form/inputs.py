"""What may be entered into a cell: the type and bounds of each input, the precision of stated points.

Here: checks at the entrance. Not here: reading typed text (`points`, `text`) and what the rule makes of a value.
"""

from __future__ import annotations

import re
from fractions import Fraction

from models.rules.errors import BadInput, RuleViolation
from models.rules.form.model import EFFECTS, NONE, InputSpec, InputValue, Item
from models.rules.number.points import to_text

_NUMBERS = ("points", "count", "figure", "percent")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_input(item: Item, name: str, value: InputValue) -> None:
    """Refuse a value that is not what the input asks for.

    RuleViolation `input.unknown`; BadInput `input.wrong_type`, `input.not_whole`, `input.negative`, `number.below`,
    `number.above`, `input.unknown_choice`, `input.wrong_number_of_ticks`.
    """
    spec = item.input(name)
    if spec is None:
        raise RuleViolation("input.unknown", item=item.key, input=name)
    if spec.type in _NUMBERS:
        _check_number(spec, value)
    elif spec.type == "yes-no":
        _require(isinstance(value, bool), spec, "input.wrong_type")
    elif spec.type == "date":
        _require(isinstance(value, str) and (value == NONE or bool(_DATE.fullmatch(value))), spec, "input.wrong_type")
    elif spec.type == "choice":
        _require(isinstance(value, str), spec, "input.wrong_type")
        _require(value in [key for key, _ in spec.choices], spec, "input.unknown_choice", found=str(value))
    else:
        ticks = value if isinstance(value, tuple) else None
        _require(ticks is not None and all(isinstance(tick, bool) for tick in ticks), spec, "input.wrong_type")
        _require(ticks is not None and len(ticks) == len(spec.choices), spec, "input.wrong_number_of_ticks")


def _check_number(spec: InputSpec, value: InputValue) -> None:
    if not isinstance(value, Fraction):
        raise BadInput("input.wrong_type", input=spec.id, label=spec.label, type=spec.type)
    _require(spec.type != "count" or value.denominator == 1, spec, "input.not_whole")
    _require(spec.type != "count" or value >= 0, spec, "input.negative")
    below = spec.low is not None and value < spec.low
    if below or (spec.high is not None and value > spec.high):
        edges = {"low": _edge(spec.low), "high": _edge(spec.high)}
        _require(False, spec, "number.below" if below else "number.above", text=to_text(value), **edges)


def _edge(value: Fraction | None) -> str | None:
    return None if value is None else to_text(value)


def _require(holds: bool, spec: InputSpec, code: str, **facts: object) -> None:
    if not holds:
        raise BadInput(code, input=spec.id, label=spec.label, type=spec.type, **facts)


def check_stated(item: Item, name: str, value: Fraction) -> None:
    """Refuse a stated number finer than thousandths, a negative bonus or penalty, or a name the item does not have.

    BadInput `number.too_fine`, `score.negative`; RuleViolation `score.unknown_part`. A number above a cap is no
    refusal: it is kept as the paper has it, and the excess is named.
    """
    part = item.part(name)
    if name not in EFFECTS and part is None:
        raise RuleViolation("score.unknown_part", item=item.key, part=name)
    if 1000 % value.denominator:
        raise BadInput("number.too_fine", text=to_text(value), decimals=3)
    effect = name if part is None else part.effect
    if value.numerator < 0 and effect != "base":
        raise BadInput("score.negative", item=item.key, part=name, text=to_text(value))
