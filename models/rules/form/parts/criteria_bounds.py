"""The most a part can give, from its parameters and the upper bounds of its inputs (None: no bound), and what one case
gives: what the checker and the ceilings of items rest on.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from models.rules.form.parts.criteria_fields import Params
from models.rules.number.points import ZERO


def points_of(p: Params, high: Mapping[str, Fraction | None]) -> Fraction:
    """The standard."""
    value: Fraction = p["points"]
    return value


def share_most(p: Params, high: Mapping[str, Fraction | None]) -> Fraction | None:
    """The standard times the highest share that counts."""
    limit = p.get("limit")
    if limit is None and "percent" in p:
        limit = high.get(p["percent"])
    return None if limit is None else p["points"] * limit / 100


def units_most(p: Params, high: Mapping[str, Fraction | None]) -> Fraction | None:
    """Points of the most units above the mark."""
    top = high.get(p["input"])
    if top is None:
        return None
    units: Fraction = max(ZERO, top - p["above"]) / p["unit"]
    most: Fraction = p["per"] * (units.numerator // units.denominator if p["whole"] else units)
    return most


def cases_most(p: Params, high: Mapping[str, Fraction | None]) -> Fraction | None:
    """The sum of what each kind of case can give."""
    total = ZERO
    for each in p["cases"]:
        top = high.get(each.input)
        bounds = [bound for bound in (each.cap, None if top is None else top * each.points) if bound is not None]
        if not bounds:
            return None
        total += min(bounds)
    return total


def loss_most(p: Params, high: Mapping[str, Fraction | None]) -> Fraction | None:
    """The most that is lost or, of a standard, kept."""
    if "from" in p:
        value: Fraction = p["from"]
        return value
    bounds = [bound for bound in (cases_most(p, high), p.get("most")) if bound is not None]
    return min(bounds) if bounds else None


def documents_most(p: Params, high: Mapping[str, Fraction | None]) -> Fraction | None:
    """All documents missing, or the standard kept."""
    if "from" in p:
        value: Fraction = p["from"]
        return value
    counts = [Fraction(len(p["documents"])) if "documents" in p else None, high.get(p["input"])]
    bounds = [p["points"] * count for count in counts if count is not None]
    bounds += [p["most"]] if "most" in p else []
    return min(bounds) if bounds else None


def loss_bound(p: Params, high: Mapping[str, Fraction | None]) -> Fraction | None:
    """The standard kept, else the most that is lost."""
    bound: Fraction | None = p.get("from", p.get("most"))
    return bound


def map_most(p: Params, high: Mapping[str, Fraction | None]) -> Fraction | None:
    """The best result, or the highest index times its factor."""
    if "map" in p:
        return max((value for value in p["map"].values() if isinstance(value, Fraction)), default=ZERO)
    top = high.get(p["input"])
    return None if top is None else p["factor"] * top


def cases_single(p: Params) -> tuple[Fraction, ...]:
    """Points of one case of each kind."""
    return tuple(each.points for each in p["cases"])


def map_single(p: Params) -> tuple[Fraction, ...]:
    """Points of each result."""
    return tuple(value for value in p.get("map", {}).values() if isinstance(value, Fraction))


def deadline_single(p: Params) -> tuple[Fraction, ...]:
    """Points in time, late, and for what is not done."""
    return tuple(value for value in (p["on_time"], p["late"], p.get("none")) if isinstance(value, Fraction))


def deadline_most(p: Params, high: Mapping[str, Fraction | None]) -> Fraction:
    """The best of these."""
    return max(deadline_single(p))


def places_single(p: Params) -> tuple[Fraction, ...]:
    """Points of each place, and of those behind."""
    return (*p["places"], p["after"])


def places_most(p: Params, high: Mapping[str, Fraction | None]) -> Fraction:
    """The best of these."""
    return max(places_single(p))


def late_single(p: Params) -> tuple[Fraction, ...]:
    """Points of one day late, and for what is not done."""
    return (p["per"], *([p["undone"]] if "undone" in p else ()))
