"""Small checkers for rule specs: each says what a value must be and names the place where it is not.

Only shapes stand here; what each rule kind requires is declared in `rule_kinds`, what it means in the rule's own
module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from models.rules import conditions
from models.rules.conditions import Fault

Shape = Callable[[object, str], list[Fault]]

_NUMBER = re.compile(r"-?\d+(\.\d+)?(/[1-9]\d*)?")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def _fault(place: str, wanted: str, value: object) -> list[Fault]:
    return [Fault("spec.wrong_value", place, {"wanted": wanted, "found": str(value)})]


def text(value: object, place: str) -> list[Fault]:
    """A text that says something."""
    return [] if isinstance(value, str) and value.strip() else _fault(place, "text", value)


def yes_no(value: object, place: str) -> list[Fault]:
    """true or false."""
    return [] if isinstance(value, bool) else _fault(place, "yes-no", value)


def number(value: object, place: str) -> list[Fault]:
    """A whole number or canonical text: 90, "90.5", "1/3"."""
    if isinstance(value, int) and not isinstance(value, bool):
        return []
    return [] if isinstance(value, str) and _NUMBER.fullmatch(value) else _fault(place, "number", value)


def month_day(value: object, place: str) -> list[Fault]:
    """A day of any year: "12-10"."""
    return [] if isinstance(value, str) and _MONTH_DAY.fullmatch(value) else _fault(place, "month-day", value)


def condition(value: object, place: str) -> list[Fault]:
    """A condition of the vocabulary."""
    return [
        Fault(fault.code, f"{place}.{fault.place}" if fault.place else place, fault.facts)
        for fault in conditions.check(value)
    ]


def whole(low: int, high: int | None = None) -> Shape:
    """A whole number from `low` to `high`, both included."""

    def check(value: object, place: str) -> list[Fault]:
        fits = isinstance(value, int) and not isinstance(value, bool) and value >= low
        if fits and (high is None or (isinstance(value, int) and value <= high)):
            return []
        return [Fault("spec.out_of_range", place, {"low": low, "high": high, "found": str(value)})]

    return check


def choice(*names: str) -> Shape:
    """One of the names."""

    def check(value: object, place: str) -> list[Fault]:
        return [] if value in names else [Fault("spec.not_a_choice", place, {"choices": names, "found": str(value)})]

    return check


def begins(*starts: str) -> Shape:
    """One of the names, or a text that begins with one of those ending in a colon ("group:" takes "group:I")."""

    def check(value: object, place: str) -> list[Fault]:
        known = isinstance(value, str) and any(
            value.startswith(start) and len(value) > len(start) if start.endswith(":") else value == start
            for start in starts
        )
        return [] if known else [Fault("spec.not_a_choice", place, {"choices": starts, "found": str(value)})]

    return check


def many(shape: Shape, least: int = 1) -> Shape:
    """A list of at least `least` values of one shape."""

    def check(value: object, place: str) -> list[Fault]:
        if not isinstance(value, Sequence) or isinstance(value, str) or len(value) < least:
            return [Fault("spec.list_needed", place, {"least": least})]
        return [fault for n, item in enumerate(value) for fault in shape(item, f"{place}[{n}]")]

    return check


def mapping(shape: Shape) -> Shape:
    """Names of the bloc's own choosing, each with a value of one shape."""

    def check(value: object, place: str) -> list[Fault]:
        if not isinstance(value, Mapping) or not value:
            return _fault(place, "table", value)
        return [fault for name, item in value.items() for fault in shape(item, f"{place}.{name}")]

    return check


def record(**fields: Shape) -> Shape:
    """A table with exactly these keys; a field whose name ends in `_` may be left out."""
    known = {name.rstrip("_"): shape for name, shape in fields.items()}
    needed = [name for name in fields if not name.endswith("_")]

    def check(value: object, place: str) -> list[Fault]:
        if not isinstance(value, Mapping):
            return _fault(place, "table", value)
        lead = f"{place}." if place else ""
        faults = [Fault("spec.missing_key", f"{lead}{name}", {"key": name}) for name in needed if name not in value]
        faults += [
            Fault("spec.unknown_key", f"{lead}{name}", {"key": str(name), "known": tuple(known)})
            for name in value
            if name not in known
        ]
        return faults + [
            fault for name, item in value.items() if name in known for fault in known[name](item, f"{lead}{name}")
        ]

    return check
