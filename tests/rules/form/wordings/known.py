"""The known wordings, and what the grammar says of one in the words their expected readings use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from functools import singledispatch
from pathlib import Path
from typing import Any

from models.rules.form.wordings.reader import read_sentence
from models.rules.form.wordings.readings import (
    AllLost,
    ByShare,
    Cap,
    Checklist,
    Leader,
    Level,
    OneOf,
    PassFail,
    PerCase,
    PerUnit,
    Place,
    RangePerCase,
    Ranges,
    ShareBelow,
    Steps,
    Unread,
)
from models.rules.number.points import to_text

HERE = Path(__file__).parent
FREE = frozenset({"per", "what", "when", "counts"})
"""Fields of an expected reading that only name things; the sentence's own words stand for them."""


def rows(half: str) -> list[dict[str, Any]]:
    """One half of the wordings: `build` or `kept`; equal sentences on equal items once."""
    found = json.loads((HERE / f"{half}.json").read_text(encoding="utf-8"))
    return list({(row["sentence"], json.dumps([row.get("on"), row.get("reading")])): row for row in found}.values())


def place_of(row: Mapping[str, Any], standard: str | None = None) -> Place:
    """Where the sentence of a row stands."""
    on = row.get("on", {})
    numbers = {name: Fraction(on[name]) if on.get(name) else None for name in ("max", "bonus", "penalty")}
    if standard is not None:
        numbers["max"] = Fraction(standard)
    column = row.get("column") if row.get("column") in ("bonus", "penalty") else ""
    return Place(nature=on.get("nature", "standard"), column=column, **numbers)


def read(row: Mapping[str, Any], standard: str | None = None) -> list[dict[str, Any]] | None:
    """The readings of a row's sentence as plain tables; None where it was not read."""
    got = read_sentence(row["sentence"], place_of(row, standard))
    return None if isinstance(got, Unread) else [said(one) for one in got]


def agrees(found: list[dict[str, Any]] | None, wanted: Mapping[str, Any]) -> bool:
    """Whether what was read is what an expected reading says, names of things apart."""
    if found is None or len(found) != 1:
        return False
    mine, theirs = _core(found[0]), _core(wanted)
    if wanted["kind"] == "steps" and mine["kind"] == theirs["kind"] == "one-of":  # "Diễn tập xếp loại giỏi": class giỏi
        pairs = zip(mine["levels"], theirs["levels"], strict=True)
        return all(level[0].endswith(known[0]) and level[1] == known[1] for level, known in pairs)
    return mine == theirs


def _core(reading: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in reading.items() if name not in FREE and value is not None}
    for name in ("parts", "levels"):
        if name in kept:
            kept[name] = [(each["what"].lower(), each["points"]) for each in kept[name]]
    if kept["kind"] == "steps":
        classes = [(band["class"].lower(), band["points"]) for band in kept["bands"] if "class" in band]
        if classes:  # a class is one level among others
            return {"kind": "one-of", "levels": classes}
        kept["bands"] = sorted(json.dumps(band, sort_keys=True) for band in kept["bands"])
        kept.pop("overlap", None)
        kept.pop("of", None) if kept["of"] not in ("percent",) else None
    if kept.get("effect") == "plus" and kept["kind"] == "one-of":
        del kept["effect"]
    return kept


def _number(value: Fraction | None) -> str | None:
    return None if value is None else to_text(value)


@singledispatch
def said(reading: object) -> dict[str, Any]:
    """A reading in the words of the expected ones."""
    raise TypeError(type(reading).__name__)


@said.register
def _(one: PerCase) -> dict[str, Any]:
    cap = _number(one.cap)
    if one.due:
        return {"kind": "deadline", "by": one.due, "effect": "minus", "points": _number(one.points), "cap": cap}
    several = {} if one.each_one else {"free": one.free, "unit": one.unit}
    case = {"kind": "per-case", "effect": one.effect, "points": _number(one.points), "what": one.what}
    return {**case, "cap": cap, **several}


@said.register
def _(one: RangePerCase) -> dict[str, Any]:
    ends = {"from": _number(one.low), "to": _number(one.high)}
    return {"kind": "range-per-case", "effect": one.effect, **ends, "what": one.what, "cap": _number(one.cap)}


@said.register
def _(one: ByShare) -> dict[str, Any]:
    return {"kind": "by-share", "points": _number(one.points), "limit_percent": _number(one.limit)}


def _band(level: Level) -> dict[str, Any]:
    ends = {
        ("from" if level.low_in else "above"): _number(level.low),
        ("to" if level.high_in else "below"): _number(level.high),
        "points": _number(level.points),
    }
    return {name: value for name, value in ends.items() if value is not None}


@said.register
def _(one: Steps) -> dict[str, Any]:
    return {"kind": "steps", "of": one.of, "bands": [_band(level) for level in one.bands]}


@said.register
def _(one: PerUnit) -> dict[str, Any]:
    if one.side == "above" and one.effect == "minus":
        return {
            "kind": "per-unit-lost",
            "unit_percent": _number(one.unit),
            "points": _number(one.points),
            "what": one.what,
            "cap": _number(one.cap),
        }
    side = {"kind": f"per-unit-{one.side}", "unit_percent": _number(one.unit), f"{one.side}_percent": _number(one.base)}
    return {**side, "points": _number(one.points), "cap": _number(one.cap)}


@said.register
def _(one: PassFail) -> dict[str, Any]:
    if one.effect == "minus":
        return {"kind": "pass-fail", "effect": "minus", "points": _number(one.points)}
    if one.due:
        return {"kind": "deadline", "by": one.due, "effect": "pass-fail", "points": _number(one.points)}
    fail = "0" if one.fail is None else _number(one.fail)
    return {"kind": "pass-fail", "points": _number(one.points), "fail": fail}


def _level(level: Level) -> dict[str, Any]:
    return {"what": level.what, "points": _number(level.points)}


@said.register
def _(one: Checklist) -> dict[str, Any]:
    return {"kind": "checklist", "parts": [_level(level) for level in one.parts]}


@said.register
def _(one: OneOf) -> dict[str, Any]:
    return {"kind": "one-of", "levels": [_level(level) for level in one.levels]}


@said.register
def _(one: ShareBelow) -> dict[str, Any]:
    return {"kind": "share-below", "points": _number(one.points), "mark": _number(one.mark)}


@said.register
def _(one: Ranges) -> dict[str, Any]:
    ends = [[what, _number(low), _number(high), under] for what, low, high, under in one.levels]
    return {"kind": "ranges", "levels": ends}


@said.register
def _(one: AllLost) -> dict[str, Any]:
    if one.below:
        return {"kind": "all-lost", "below_percent": _number(one.above), "itself": not one.at}
    above = {} if one.above is None else {"from" if one.at else "above": _number(one.above)}
    return {"kind": "all-lost", "when": one.what, **above}


@said.register
def _(one: Cap) -> dict[str, Any]:
    return {"kind": "cap", "effect": one.effect, "cap": _number(one.cap)}


@said.register
def _(one: Leader) -> dict[str, Any]:
    return {"kind": "leader-relative", "points": _number(one.points)}
