"""Numbers of the program: exact values, their canonical text, what people type, what they read, and rounding.

Here: `Fraction` in and out of text, the one parser for typed numbers, the kinds a value can be when it is no number.
Not here: any rule about what a number means. Points and figures never pass through binary floating point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from models.rules.errors import BadInput

if TYPE_CHECKING:
    from models.rules.number.questions import Question

POINT_DECIMALS: Final = 3
"""Points are whole thousandths as typed."""
LONGEST_TYPED: Final = 40
MOST_DIGITS_SHOWN: Final = 12
ZERO: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Blank:
    """A standard cell nobody has filled; it is not zero."""


@dataclass(frozen=True, slots=True)
class NotAssigned:
    """The target was not given to the unit; the item leaves the unit's denominator."""


@dataclass(frozen=True, slots=True)
class NotRanked:
    """A rule takes the unit out of the ranking; `cite` names the rule."""

    reason: str
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """The rule could not answer; the value waits for these questions."""

    questions: tuple[Question, ...]


BLANK: Final = Blank()
NOT_ASSIGNED: Final = NotAssigned()
Value: TypeAlias = Fraction | Blank | NotAssigned | NotRanked | Pending

_CANONICAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
_CANONICAL_RATIO = re.compile(r"(-?[1-9][0-9]*)/([1-9][0-9]*)")


@lru_cache(maxsize=65536)
def from_text(canonical: str) -> Fraction:
    """Read canonical text, `"8.5"` or for computed values `"13/15"`; anything else is `number.not_canonical`."""
    if len(canonical) <= 4000:
        if _CANONICAL.fullmatch(canonical) and canonical != "-0":
            return Fraction(canonical)
        ratio = _CANONICAL_RATIO.fullmatch(canonical)
        if ratio:
            value = Fraction(int(ratio[1]), int(ratio[2]))
            if to_text(value) == canonical:
                return value
    raise BadInput("number.not_canonical", text=canonical[:LONGEST_TYPED])


@lru_cache(maxsize=65536)
def to_text(value: Fraction) -> str:
    """Write a value canonically: a decimal without trailing zeros when it is finite, else `n/d` in lowest terms."""
    decimals = _decimals(value)
    if decimals is None:
        return f"{value.numerator}/{value.denominator}"
    if decimals == 0:
        return str(value.numerator)
    sign, whole, rest = _split(value, decimals)
    return f"{sign}{whole}.{rest}"


def _decimals(value: Fraction) -> int | None:
    """How many decimals the value needs, None when no finite number is enough."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _split(value: Fraction, digits: int) -> tuple[str, str, str]:
    """Sign, whole digits and exactly `digits` decimals, half away from zero."""
    scale = 10**digits
    size = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(size, scale)
    return "-" if value < 0 and size else "", str(whole), f"{rest:0{digits}d}" if digits else ""


# --- what people type -------------------------------------------------------------------------------------------------

_SPACES = str.maketrans("", "", "\u00a0\u202f\u2007\u2009\u200a\u200b\ufeff")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
_TYPED = re.compile(r"([+-]?)([0-9.,]+)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")


_PART = re.compile(
    r"\s*([0-9]{1,6}(?:[.,][0-9]{1,2})?)\s*(?:đ|điểm)?\s*/\s*([0-9]{1,6}(?:[.,][0-9]{1,2})?)\s*(?:đ|điểm)?\.?\s*",
    re.IGNORECASE,
)


def part_of(typed: str, whole: Fraction | None) -> str:
    """The points of "28/30" as typed ("28"), where 30 is the whole that is asked for; "" for any other text. "1/2" may
    be a half.
    """
    found = _PART.fullmatch(typed)
    same = found is not None and whole is not None and whole > 2 and Fraction(found[2].replace(",", ".")) == whole
    return found[1] if found is not None and same else ""


def parse_figure(typed: str, low: Fraction | None = None, high: Fraction | None = None) -> Fraction:
    """Read a figure as typed: `8,5` is `8.5`, `1.234,5` is 1234.5, and `1.234` is refused unless the range leaves one
    reading.

    Raises BadInput `number.empty`, `number.not_a_number`, `number.too_long`, `number.ambiguous` (facts: `readings`, two
    canonical texts), `number.below`, `number.above` (facts: `low`, `high` canonical or None).
    """
    if len(typed) > LONGEST_TYPED:
        raise BadInput("number.too_long", text=typed[:LONGEST_TYPED], limit=LONGEST_TYPED)
    readings = _readings(typed)
    fitting = [value for value in readings if _within(value, low, high)]
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1:
        raise BadInput("number.ambiguous", text=typed, readings=tuple(to_text(value) for value in readings))
    edges = {"low": None if low is None else to_text(low), "high": None if high is None else to_text(high)}
    code = "number.below" if low is not None and all(value < low for value in readings) else "number.above"
    raise BadInput(code, text=typed, **edges)


def parse_points(typed: str, low: Fraction | None = None, high: Fraction | None = None) -> Fraction:
    """Read points as typed: as `parse_figure`, with at most three decimals (`number.too_fine`)."""
    value = parse_figure(typed, low, high)
    if 1000 % value.denominator:
        raise BadInput("number.too_fine", text=typed, decimals=POINT_DECIMALS)
    return value


def _within(value: Fraction, low: Fraction | None, high: Fraction | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


@lru_cache(maxsize=1024)
def _readings(typed: str) -> tuple[Fraction, ...]:
    """Every number the typed text can mean: one, or two for `1.234`."""
    text = typed.translate(_SPACES).translate(_MINUS).strip()
    if not text:
        raise BadInput("number.empty", text=typed)
    if " " in text:
        if not re.fullmatch(r"[+-]? ?[0-9]{1,3}(?: [0-9]{3})*(?:[.,][0-9]+)?", text):
            raise BadInput("number.not_a_number", text=typed)
        grouped_by_space = re.search(r"[0-9] [0-9]", text) is not None
        text = text.replace(" ", "")
        if grouped_by_space:
            return (Fraction(text.replace(",", ".")),)
    match = _TYPED.fullmatch(text)
    body = match[2] if match else ""
    commas, dots = body.count(","), body.count(".")
    if not match or (not body[0].isdigit() and not re.fullmatch(r"[.,][0-9]+", body)) or not body[-1].isdigit():
        raise BadInput("number.not_a_number", text=typed)
    sign = -1 if match[1] == "-" else 1
    if commas + dots == 0:
        return (sign * Fraction(body),)
    if commas and dots:
        return (sign * _mixed(body, typed),)
    if commas + dots > 1:
        if not _GROUPED.fullmatch(body):
            raise BadInput("number.not_a_number", text=typed)
        return (sign * Fraction(body.replace(",", "").replace(".", "")),)
    as_decimal = sign * Fraction(body.replace(",", "."))
    if _GROUPED.fullmatch(body):
        return as_decimal, sign * Fraction(body.replace(",", "").replace(".", ""))
    return (as_decimal,)


def _mixed(body: str, typed: str) -> Fraction:
    """A number with both separators: the last is the decimal mark, the other makes groups of three."""
    mark = max(body, key=lambda sign: body.rfind(sign) if sign in ".," else -1)
    whole, _, rest = body.rpartition(mark)
    if mark in whole or not _GROUPED.fullmatch(whole):
        raise BadInput("number.not_a_number", text=typed)
    return Fraction(whole.replace(",", "").replace(".", "") + "." + rest)


# --- what people read -------------------------------------------------------------------------------------------------


def show(value: Fraction, digits: int = 2) -> str:
    """Write a value for reading with exactly `digits` decimals, half away from zero: `93,40`, `1.234,50`."""
    sign, whole, rest = _split(value, digits)
    whole = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{whole},{rest}" if rest else sign + whole


def show_typed(value: Fraction) -> str:
    """Write a finite decimal exactly, so that `parse_figure` reads it back as itself: `15000`, `93,4`, `1,2340`."""
    text = to_text(value).replace(".", ",")
    return f"{text}0" if _GROUPED.fullmatch(text.lstrip("-")) else text


def show_plain(value: Fraction, digits: int = 6) -> str:
    """Write a value for reading without trailing zeros and with at most `digits` decimals: `93,4`."""
    shown = show(value, digits)
    return shown.rstrip("0").rstrip(",") if "," in shown else shown


def show_distinct(values: Iterable[Fraction], digits: int = 2) -> list[str]:
    """Write a column of values with the fewest decimals, from `digits` on, at which unequal values look unequal."""
    column = list(values)
    different = len(set(column))
    for more in range(digits, MOST_DIGITS_SHOWN + 1):
        shown = [show(value, more) for value in column]
        if len(set(shown)) == different:
            return shown
    return [show_ratio(value) for value in column]


def show_ratio(value: Fraction) -> str:
    """Write a value exactly for reading: a decimal with a comma, or `13/15` when it has no end."""
    return show_plain(value, _decimals(value) or 0) if _decimals(value) is not None else to_text(value)


def show_money(dong: int) -> str:
    """Write an amount in đồng: `45.000.000 đồng`."""
    return f"{dong:,} đồng".replace(",", ".")


# --- rounding ---------------------------------------------------------------------------------------------------------

Mode: TypeAlias = Literal["half-up", "up", "down", "half-even"]
MODES: Final[tuple[Mode, ...]] = ("half-up", "up", "down", "half-even")


@dataclass(frozen=True, slots=True)
class Rounding:
    """Round to a multiple of `step`; `half-up` and `up` go away from zero, `down` towards zero, `half-even` to the even
    multiple.
    """

    step: Fraction
    mode: Mode = "half-up"

    def __post_init__(self) -> None:
        if self.step <= 0 or self.mode not in MODES:
            raise BadInput("rounding.bad", step=to_text(self.step), mode=self.mode)


def apply(rounding: Rounding | None, value: Fraction) -> Fraction:
    """Round a value where a form or rule names a rounding; without one the value stays exact."""
    if rounding is None:
        return value
    steps = abs(value) / rounding.step
    whole, rest = divmod(steps.numerator, steps.denominator)
    twice = 2 * rest - steps.denominator
    if rounding.mode == "half-up":
        whole += twice >= 0
    elif rounding.mode == "up":
        whole += rest > 0
    elif rounding.mode == "half-even":
        whole += twice > 0 or (twice == 0 and whole % 2 == 1)
    return whole * rounding.step if value >= 0 else -whole * rounding.step
