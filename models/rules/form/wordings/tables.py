"""Parts over bands and levels: what to do with shared ends, holes and levels that might add up is answered or open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from models.rules.form.model import Effect, InputType
from models.rules.form.wordings.building import Building, number
from models.rules.form.wordings.readings import Checklist, Level, OneOf, Steps
from models.rules.form.wordings.steps import GAP, OPEN, OVERLAP
from models.rules.number.points import ZERO


def bands_part(on: Building, steps: Steps, effect: Effect) -> None:
    """Points by bands of one measure (`bands/1`)."""
    bands = list(steps.bands)
    if OVERLAP in steps.trouble:
        bands = _ends(bands, on.ask("band-ends") == "upper")
    if GAP in steps.trouble and on.ask("band-gap") == "lower":
        bands = _closed(bands)
    if OPEN in steps.trouble and on.ask("band-open") == "zero":
        lowest = bands[-1]
        bands.append(Level(ZERO, "", None, False, lowest.low, not lowest.low_in))
    days = ""
    if steps.unit.split()[:1] == ["ngày"]:
        days = " (ngày làm việc)" if on.ask("days") == "working" else " (ngày lịch)"
    given = on.input(_measure(steps) + days, _type(steps), "%" if steps.of == "percent" else steps.unit)
    on.part(effect, "bands/1", {"input": given, "bands": [_spec(band) for band in bands]})


def _type(steps: Steps) -> InputType:
    if steps.of == "percent":
        return "percent"
    ends = [end for band in steps.bands for end in (band.low, band.high) if end is not None]
    return "count" if steps.unit and all(end.denominator == 1 for end in ends) else "figure"


def _measure(steps: Steps) -> str:
    if steps.of == "percent":
        return f"{steps.what or 'Tỷ lệ thực hiện so với chỉ tiêu'} (%)"
    if steps.of == "points":
        return steps.what or "Điểm đánh giá"
    return steps.what or f"Số {steps.unit}"


def _spec(band: Level) -> dict[str, object]:
    said: dict[str, object] = {"points": number(band.points)}
    if band.low is not None:
        said |= {"from": number(band.low), "from_inclusive": band.low_in}
    if band.high is not None:
        said |= {"to": number(band.high), "to_inclusive": band.high_in}
    return said


def _ends(falling: Sequence[Level], upper: bool) -> list[Level]:
    """Bands whose shared ends belong to one of them only."""
    bands = list(falling)
    for place in range(len(bands) - 1):
        above, below = bands[place], bands[place + 1]
        if above.low is not None and above.low == below.high and above.low_in and below.high_in:
            if upper:
                bands[place + 1] = replace(below, high_in=False)
            else:
                bands[place] = replace(above, low_in=False)
    return bands


def _closed(falling: Sequence[Level]) -> list[Level]:
    """Bands whose holes belong to the band below them."""
    bands = list(falling)
    for place in range(len(bands) - 1):
        above, below = bands[place], bands[place + 1]
        if above.low is not None and below.high is not None and (below.high < above.low or not below.high_in):
            bands[place + 1] = replace(below, high=above.low, high_in=not above.low_in)
    return bands


def levels_part(on: Building, said: Checklist | OneOf, effect: Effect) -> None:
    """Levels that add up (`checklist/1`), or of which one is chosen (`imported-result/1`)."""
    levels = said.parts if isinstance(said, Checklist) else said.levels
    adds = isinstance(said, Checklist)
    if not said.sure:
        adds = on.ask("levels") == "sum"
    labels = [level.what[:1].upper() + level.what[1:] for level in levels]
    if adds:
        listed = [(label, level.points) for label, level in zip(labels, levels, strict=True) if level.points]
        choices = [(f"m{place}", label) for place, (label, _) in enumerate(listed, 1)]
        given = on.input("Các điều kiện đạt được", "checks", "", choices)
        values = [number(points) for _, points in listed]
        on.part(effect, "checklist/1", {"input": given, "values": values, "labels": [label for label, _ in listed]})
        return
    choices = [(f"m{place}", label) for place, label in enumerate(labels, 1)]
    given = on.input("Mức đạt được", "choice", "", choices)
    points: dict[str, Fraction] = {key: level.points for (key, _), level in zip(choices, levels, strict=True)}
    on.part(effect, "imported-result/1", {"input": given, "map": {key: number(value) for key, value in points.items()}})
