"""Bands of a form and of the classes: gaps, overlaps, what lies below the lowest, classes nobody can reach.

Here: where a line of numbers is covered by no band or by two. Not here: what happens to a value in a gap (a question,
see `criteria_kinds`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from models.rules.form.form_wide import band_text
from models.rules.form.model import Form
from models.rules.form.plan import PartPlan, plan_of
from models.rules.form.steps import Band, bands_of
from models.rules.number.points import from_text

Found = Iterator[tuple[str, str, Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of the number line, a single point when both ends are equal, and how many bands cover it."""

    low: Fraction | None
    high: Fraction | None
    covers: tuple[int, ...]


def coverage(bands: Sequence[Band]) -> list[Spot]:
    """The number line cut at every end of a band: points and open stretches from the lowest to the highest, with their
    bands.
    """
    ends = sorted({end for band in bands for end in (band.low, band.high) if end is not None})
    spots: list[Spot] = []
    previous: Fraction | None = None
    for end in ends:
        between = end - 1 if previous is None else (previous + end) / 2
        spots += [Spot(previous, end, bands_of(bands, between)), Spot(end, end, bands_of(bands, end))]
        previous = end
    last = Fraction(0) if previous is None else previous + 1
    return [*spots, Spot(previous, None, bands_of(bands, last))]


def line_faults(
    bands: Sequence[Band], low: Fraction | None, high: Fraction | None
) -> Iterator[tuple[str, dict[str, object]]]:
    """Gaps and overlaps of bands over the values from `low` to `high`, and what lies below the first and above the
    last.
    """
    spots = [spot for spot in coverage(bands) if not _outside(spot, low, high)]
    covered = [place for place, spot in enumerate(spots) if spot.covers]
    if not covered:
        return

    def kind(numbered: tuple[int, Spot]) -> str:
        place, spot = numbered
        if len(spot.covers) == 1:
            return ""
        if spot.covers:
            return "band.overlap"
        return (
            "band.undefined_below"
            if place < covered[0]
            else "band.undefined_above"
            if place > covered[-1]
            else "band.gap"
        )

    for code, run in groupby(enumerate(spots), kind):
        stretch = [spot for _, spot in run]
        if code:
            yield code, {"from": stretch[0].low, "to": stretch[-1].high}


def _outside(spot: Spot, low: Fraction | None, high: Fraction | None) -> bool:
    if spot.low is not None and spot.low == spot.high:
        return (low is not None and spot.low < low) or (high is not None and spot.low > high)
    below = low is not None and spot.high is not None and spot.high <= low
    return below or (high is not None and spot.low is not None and spot.low >= high)


def band_faults(form: Form) -> Found:
    """Gaps, overlaps and undefined ends of every band table of the form, within the bounds of its input."""
    for item in form.items():
        for part in plan_of(item).parts:
            for axis, name, bands in _axes(part):
                spec = item.input(name)
                low, high = (None, None) if spec is None else (spec.low, spec.high)
                if spec is not None and spec.type in ("count", "percent"):
                    low = Fraction(0) if low is None else low
                for code, facts in line_faults(bands, low, high):
                    yield code, item.key, {"part": part.part.id, "axis": axis, "input": name, **facts}


def _axes(part: PartPlan) -> Iterator[tuple[str, str, Sequence[Band]]]:
    params = part.params
    if "bands" in params:
        yield "", params["input"], params["bands"]
    if "rows" in params:
        yield "row", params["row"], params["rows"]
        yield "column", params["column"], params["columns"]


def touched(form: Form, bands: Iterable[str]) -> tuple[str, ...]:
    """The items with a table that has all these bands (as `form_wide.band_text` writes them), in printed order."""
    wanted = set(bands)
    return tuple(
        item.key
        for item in form.items()
        if any(
            wanted <= {band_text(band) for band in table} for part in plan_of(item).parts for *_, table in _axes(part)
        )
    )


def class_faults(form: Form, classes: Sequence[Mapping[str, object]], most: Fraction | None) -> Found:
    """Classes above what anyone can reach, points without a class, points with two."""
    if not classes:
        return
    bands = [_class_band(each) for each in classes]
    for each, band in zip(classes, bands, strict=True):
        unreachable = (
            most is not None and band.low is not None and (band.low > most or (band.low == most and not band.low_in))
        )
        if unreachable:
            yield "class.unreachable", "", {"class": each.get("class"), "from": band.low, "most": most}
    for code, facts in line_faults(bands, Fraction(0), most):
        names = {"band.overlap": "class.overlap", "band.gap": "class.gap"}
        yield names.get(code, "class." + code.removeprefix("band.")), "", facts


def _class_band(table: Mapping[str, object]) -> Band:
    low, high = table.get("from"), table.get("to")
    return Band(
        None if low is None else from_text(str(low)),
        bool(table.get("from_inclusive", True)),
        None if high is None else from_text(str(high)),
        bool(table.get("to_inclusive", False)),
    )
