"""Bands of one measure taken together: what they measure, where they leave a hole or say two things of one value."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from models.rules.form.wordings import vocabulary
from models.rules.form.wordings.clauses import Award, Clause, LostClause
from models.rules.form.wordings.measures import BandClause, Measure
from models.rules.form.wordings.readings import Level, Place, Reading, Steps
from models.rules.number.points import ZERO

ONE: Final = Fraction(1)
ON_TIME: Final = ("đúng hạn", "đúng tiến độ", "đúng thời hạn", "đúng thời gian", "kịp thời")
"""Words of a thing done with no day late."""
GAP: Final = "gap"
OVERLAP: Final = "overlap"
OPEN: Final = "open"
"""Nothing is said of values below the lowest band."""
CLASH: Final = "clash"
"""One stretch of values lies in two bands: the table says two things."""


def as_band(clause: Clause, first: BandClause, standard: Fraction | None) -> BandClause | None:
    """A clause as a band of the same measure: "trên 5 đơn: 0 điểm", "không có đơn: 5 điểm" beside counted bands."""
    if isinstance(clause, BandClause):
        return clause
    once = isinstance(clause, Award) and not clause.each and clause.single is not None and first.unit
    if once and isinstance(clause, Award) and clause.effect == first.giving.effect == "minus":
        words = f"{clause.per} {clause.what}".lower()  # "Có 01 đơn vị không đạt trừ 1, 02 đơn vị trừ 2": exactly one
        if clause.per and f"{words} ".startswith((f"{first.unit} ", f"{clause.per} {first.unit} ")):
            return replace(first, level=Level(clause.points, "", ONE, True, ONE, True), what="")
    if once and isinstance(clause, Award) and first.unit.startswith("ngày") and clause.what.lower().startswith(ON_TIME):
        late = vocabulary.FAULTS & set(first.what.lower().split())
        return replace(first, level=Level(clause.points, "", None, False, ZERO, True), what="") if late else None
    if isinstance(clause, LostClause) and clause.what.lower() in (first.unit, f"{first.unit} chậm"):
        taken = standard if standard is not None and first.giving.effect == "minus" else ZERO
        level = Level(taken, "", clause.above, clause.at)
        return replace(first, level=level, what="")
    if not isinstance(clause, Award) or clause.single is None or clause.each or first.of != "figure":
        return None
    said, what = clause.what.lower(), first.what.lower()
    done = f" {what}" if what else ""
    none = {f"{no}{more}" for no in ("không", "chưa") for more in (f" có {first.unit}", f"{done} {first.unit}", done)}
    named = first.unit and said.startswith((f"không có {first.unit} ", f"chưa có {first.unit} "))  # of which kind
    if said in (none | {"không có", "chưa có"}) - {"không", "chưa"} or named:
        return replace(first, level=Level(clause.points, "", ZERO, True, ZERO, True), giving=clause.giving, what="")
    return None


def joined(bands: Sequence[BandClause], place: Place) -> tuple[Reading, ...] | None:
    """The bands as one table; None where they are of different measures, or something else stands among them."""
    if len(bands) < 2 or place.nature == "penalty":
        return None
    losing = [one.giving.effect == "minus" for one in bands]
    if any(losing) and not all(losing):
        return None
    named = _one_of({one.what.lower() for one in bands if one.what})
    units = _one_of({one.unit for one in bands if one.unit})
    if len(named) > 1 or len(units) > 1:
        return None
    what = next((one.what for one in bands if one.what), "")
    unit = next(iter(units), "")
    of: Measure = "percent" if unit == "%" else "figure" if unit not in ("", "điểm") else "points"
    levels = tuple(sorted((one.level for one in bands), key=_start))
    if all(losing):
        fault = of == "figure" and bool(vocabulary.FAULTS & set(what.lower().split()))
        levels = () if place.penalty is not None else _from_standard(levels, place.max, fault)
    if not levels or (place.max is not None and max(one.points for one in levels) > place.max):
        return None
    found = trouble(levels, of)
    if CLASH in found:
        return None
    return (Steps(of, tuple(reversed(levels)), what, "" if unit in ("%", "điểm") else unit, found),)


def _one_of(units: set[str]) -> set[str]:
    """Units that are one: some say more of it than others ("sáng kiến", "sáng kiến được công nhận")."""
    short = min(units, key=len, default="")
    return {short} if all(f"{unit} ".startswith(f"{short} ") for unit in units) and short else units


def others(bands: Sequence[BandClause], points: Fraction) -> BandClause | None:
    """The band below all others, for "còn lại"; None where one of them is open below, or two leave a hole."""
    lowest = min(bands, key=lambda one: _start(one.level))
    if lowest.level.low is None or trouble(sorted((one.level for one in bands), key=_start), "percent") not in (
        (OPEN,),
        (),
    ):
        return None
    return replace(lowest, level=Level(points, "", None, False, lowest.level.low, not lowest.level.low_in), what="")


def _from_standard(rising: Sequence[Level], standard: Fraction | None, fault: bool) -> tuple[Level, ...]:
    """Bands of a loss as bands of what is left; on the one side the bands leave open nothing is lost. () if neither.
    Of a count that names a `fault` ("chậm dưới 3 ngày") none at all loses nothing.
    """
    first, last = rising[0], rising[-1]
    if fault and first.low is None and last.high is None and first.high is not None and first.high > ZERO:
        first = replace(first, low=ZERO, low_in=False)
        rising = (first, *rising[1:])
    if standard is None or any(level.points > standard for level in rising):
        return ()
    left = tuple(replace(level, points=standard - level.points) for level in rising)
    if first.low is not None and last.high is None:
        return (Level(standard, "", None, False, first.low, not first.low_in), *left)
    if first.low is None and last.high is not None:
        return (*left, Level(standard, "", last.high, not last.high_in))
    return ()


def _start(level: Level) -> tuple[bool, Fraction, bool]:
    return level.low is not None, level.low or ZERO, not level.low_in


def trouble(levels: Sequence[Level], of: str) -> tuple[str, ...]:
    """What must be asked of bands in rising order: overlap, gap, open ends."""
    found: list[str] = []
    for below, above in itertools.pairwise(levels):
        if below.high is None or above.low is None or below.high > above.low:
            return (CLASH,)
        if below.high < above.low:
            if not (of == "figure" and above.low - below.high == 1 and below.high_in and above.low_in):
                found.append(GAP)
        elif below.high_in and above.low_in:
            found.append(OVERLAP)
        elif not below.high_in and not above.low_in:
            found.append(GAP)
    first = levels[0]
    if first.low is not None and not (first.low == ZERO and first.low_in):
        found.append(OPEN)
    return tuple(dict.fromkeys(found))
