"""Small checkers for rule specs: each says what a value must be and names the place where it is not.

A shape can be read as well as called, so that an editor is made from it and asks for nothing else. Only shapes stand
here; what each rule kind requires is declared in `rule_kinds`, what it means in the rule's own module.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.rules.place import conditions
from models.rules.place.conditions import Fault

_NUMBER = re.compile(r"-?\d+(\.\d+)?(/[1-9]\d*)?")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Shape:
    """What a value must be: called with it and its place, it gives every fault."""

    __slots__ = ()

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        raise NotImplementedError


def _fault(place: str, wanted: str, value: object) -> list[Fault]:
    return [Fault("spec.wrong_value", place, {"wanted": wanted, "found": str(value)})]


@dataclass(frozen=True, slots=True)
class Text(Shape):
    """A text that says something."""

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        return [] if isinstance(value, str) and value.strip() else _fault(place, "text", value)


@dataclass(frozen=True, slots=True)
class YesNo(Shape):
    """true or false."""

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        return [] if isinstance(value, bool) else _fault(place, "yes-no", value)


@dataclass(frozen=True, slots=True)
class Number(Shape):
    """A whole number or canonical text: 90, "90.5", "1/3"."""

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        if isinstance(value, int) and not isinstance(value, bool):
            return []
        return [] if isinstance(value, str) and _NUMBER.fullmatch(value) else _fault(place, "number", value)


@dataclass(frozen=True, slots=True)
class MonthDay(Shape):
    """A day of any year: "12-10"."""

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        return [] if isinstance(value, str) and _MONTH_DAY.fullmatch(value) else _fault(place, "month-day", value)


@dataclass(frozen=True, slots=True)
class Condition(Shape):
    """A condition of the vocabulary."""

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        return [
            Fault(fault.code, f"{place}.{fault.place}" if fault.place else place, fault.facts)
            for fault in conditions.check(value)
        ]


text, yes_no, number, month_day, condition = Text(), YesNo(), Number(), MonthDay(), Condition()


@dataclass(frozen=True, slots=True)
class Whole(Shape):
    """A whole number from `low` to `high`, both included."""

    low: int
    high: int | None = None

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        fits = isinstance(value, int) and not isinstance(value, bool) and value >= self.low
        if fits and (self.high is None or (isinstance(value, int) and value <= self.high)):
            return []
        return [Fault("spec.out_of_range", place, {"low": self.low, "high": self.high, "found": str(value)})]


@dataclass(frozen=True, slots=True)
class Choice(Shape):
    """One of the names."""

    names: tuple[str, ...]

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        if value in self.names:
            return []
        return [Fault("spec.not_a_choice", place, {"choices": self.names, "found": str(value)})]


@dataclass(frozen=True, slots=True)
class Begins(Shape):
    """One of the names, or a text that begins with one of those ending in a colon ("group:" takes "group:I")."""

    starts: tuple[str, ...]

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        known = isinstance(value, str) and any(
            value.startswith(start) and len(value) > len(start) if start.endswith(":") else value == start
            for start in self.starts
        )
        return [] if known else [Fault("spec.not_a_choice", place, {"choices": self.starts, "found": str(value)})]


@dataclass(frozen=True, slots=True)
class Many(Shape):
    """A list of at least `least` values of one shape."""

    shape: Shape
    least: int = 1

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        if not isinstance(value, Sequence) or isinstance(value, str) or len(value) < self.least:
            return [Fault("spec.list_needed", place, {"least": self.least})]
        return [fault for n, item in enumerate(value) for fault in self.shape(item, f"{place}[{n}]")]


@dataclass(frozen=True, slots=True)
class Named(Shape):
    """Names of the bloc's own choosing, each with a value of one shape."""

    shape: Shape

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        if not isinstance(value, Mapping) or not value:
            return _fault(place, "table", value)
        return [fault for name, item in value.items() for fault in self.shape(item, f"{place}.{name}")]


@dataclass(frozen=True, slots=True)
class Record(Shape):
    """A table with exactly these keys, those of `needed` always."""

    fields: Mapping[str, Shape]
    needed: frozenset[str]

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        if not isinstance(value, Mapping):
            return _fault(place, "table", value)
        lead = f"{place}." if place else ""
        missing = [name for name in self.fields if name in self.needed and name not in value]
        faults = [Fault("spec.missing_key", f"{lead}{name}", {"key": name}) for name in missing]
        faults += [
            Fault("spec.unknown_key", f"{lead}{name}", {"key": str(name), "known": tuple(self.fields)})
            for name in value
            if name not in self.fields
        ]
        return faults + [
            fault
            for name, item in value.items()
            if name in self.fields
            for fault in self.fields[name](item, f"{lead}{name}")
        ]


def whole(low: int, high: int | None = None) -> Whole:
    """See `Whole`."""
    return Whole(low, high)


def choice(*names: str) -> Choice:
    """See `Choice`."""
    return Choice(names)


def begins(*starts: str) -> Begins:
    """See `Begins`."""
    return Begins(starts)


def many(shape: Shape, least: int = 1) -> Many:
    """See `Many`."""
    return Many(shape, least)


def mapping(shape: Shape) -> Named:
    """See `Named`."""
    return Named(shape)


def record(**fields: Shape) -> Record:
    """A `Record`; a field whose name ends in `_` may be left out."""
    known = {name.rstrip("_"): shape for name, shape in fields.items()}
    return Record(known, frozenset(name for name in fields if not name.endswith("_")))
