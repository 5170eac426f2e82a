"""The parameters a part kind declares, read strictly from a form's stored spec.

Here: one reader per shape of parameter, each naming the place and the problem of what it cannot read. Not here: what
the parameters do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from models.rules.errors import BadInput
from models.rules.form.steps import Band
from models.rules.number.points import ZERO, NotRanked, from_text, to_text

Params: TypeAlias = Mapping[str, Any]
Read: TypeAlias = Callable[[object, str], Any]
NOT_RANKED = "not-ranked"
"""Stands where points could stand, for a result that takes the unit out of the ranking."""

_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def bad(place: str, problem: str, found: object = None) -> BadInput:
    """The refusal of a spec: which place, which problem, what stands there."""
    return BadInput("form.bad_spec", place=place, problem=problem, found=None if found is None else str(found)[:80])


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter: its reader, whether it may be left out, and for names of inputs the types they may have."""

    read: Read
    optional: bool = False
    input_types: tuple[str, ...] = ()


def number(raw: object, place: str) -> Fraction:
    """A canonical number, or a whole one."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Fraction(raw)
    if isinstance(raw, str):
        try:
            return from_text(raw)
        except BadInput as error:
            raise bad(place, "not_a_canonical_number", raw) from error
    raise bad(place, "not_a_canonical_number", raw)


def positive(raw: object, place: str) -> Fraction:
    """A number that is not negative: amounts are positive, the effect says whether they subtract."""
    value = number(raw, place)
    if value < ZERO:
        raise bad(place, "negative", to_text(value))
    return value


def above_zero(raw: object, place: str) -> Fraction:
    """A number above zero."""
    value = number(raw, place)
    if value <= ZERO:
        raise bad(place, "not_above_zero", to_text(value))
    return value


def text(raw: object, place: str) -> str:
    """Text that says something."""
    if not isinstance(raw, str) or not raw.strip():
        raise bad(place, "not_a_text", raw)
    return raw


def day(raw: object, place: str) -> str:
    """A civil date."""
    if not isinstance(raw, str) or not _DATE.fullmatch(raw):
        raise bad(place, "not_a_date", raw)
    return raw


def civil_day(raw: object, place: str) -> str:
    """A civil date that there is."""
    text = day(raw, place)
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise bad(place, "not_a_date", raw) from error
    return text


def yes_no(raw: object, place: str) -> bool:
    """True or false."""
    if not isinstance(raw, bool):
        raise bad(place, "not_yes_or_no", raw)
    return raw


def result(raw: object, place: str) -> Fraction | NotRanked:
    """Points, or the word that takes the unit out of the ranking."""
    return NotRanked(NOT_RANKED) if raw == NOT_RANKED else number(raw, place)


def list_of(read: Read) -> Read:
    """A list that is not empty."""

    def read_list(raw: object, place: str) -> tuple[Any, ...]:
        if not isinstance(raw, Sequence) or isinstance(raw, str) or not raw:
            raise bad(place, "not_a_list", raw)
        return tuple(read(item, f"{place}[{n}]") for n, item in enumerate(raw))

    return read_list


def map_of(read: Read) -> Read:
    """Named values, at least one."""

    def read_map(raw: object, place: str) -> dict[str, Any]:
        if not isinstance(raw, Mapping) or not raw:
            raise bad(place, "not_a_table", raw)
        return {str(key): read(value, f"{place}.{key}") for key, value in raw.items()}

    return read_map


def record(raw: object, place: str, fields: Mapping[str, Field]) -> dict[str, Any]:
    """A table with known keys only; every field that is not optional is there."""
    if not isinstance(raw, Mapping):
        raise bad(place, "not_a_table", raw)
    unknown = sorted(str(key) for key in raw if key not in fields)
    if unknown:
        raise bad(f"{place}.{unknown[0]}", "unknown_key", unknown[0])
    missing = [name for name, field in fields.items() if not field.optional and name not in raw]
    if missing:
        raise bad(f"{place}.{missing[0]}", "missing")
    return {name: fields[name].read(value, f"{place}.{name}") for name, value in raw.items()}


_BAND_ENDS = {
    "from": Field(number, True),
    "from_inclusive": Field(yes_no, True),
    "to": Field(number, True),
    "to_inclusive": Field(yes_no, True),
    "code": Field(text, True),
    "label": Field(text, True),
}


def _band(raw: object, place: str, with_points: bool) -> Band:
    fields = {**_BAND_ENDS, "points": Field(number)} if with_points else _BAND_ENDS
    got = record(raw, place, fields)
    for end in ("from", "to"):
        if (end in got) != (f"{end}_inclusive" in got):
            raise bad(f"{place}.{end}", "end_without_inclusive")
    low, high = got.get("from"), got.get("to")
    if low is not None and high is not None:
        both = bool(got["from_inclusive"] and got["to_inclusive"])
        if low > high or (low == high and not both):
            raise bad(place, "empty_band")
    ends = low, got.get("from_inclusive", False), high, got.get("to_inclusive", False)
    return Band(*ends, got.get("points", ZERO), got.get("code", ""), got.get("label", ""))


def band(raw: object, place: str) -> Band:
    """A band with points: `{from, from_inclusive, to, to_inclusive, points}`; an end left out is open, every end says
    if it counts.
    """
    return _band(raw, place, True)


def edge(raw: object, place: str) -> Band:
    """A band without points: one row or column of a two-way table."""
    return _band(raw, place, False)


@dataclass(frozen=True, slots=True)
class Case:
    """Points for each case counted by an input; `cap` bounds this kind of case, `waived` names the input that counts
    reliefs.
    """

    input: str
    points: Fraction
    cap: Fraction | None = None
    waived: str | None = None
    code: str = ""
    label: str = ""


_CASE = {
    "input": Field(text),
    "points": Field(positive),
    "cap": Field(positive, True),
    "waived": Field(text, True),
    "code": Field(text, True),
    "label": Field(text, True),
}


def case(raw: object, place: str) -> Case:
    """One kind of case: `{input, points, cap, waived, code, label}`."""
    got = record(raw, place, _CASE)
    return Case(**got)
