"""Clauses of bands, counts and places: which belong to one measure, and what stands beside them.

Here: which clauses are bands of one thing. Not here: holes, overlaps and open ends (`steps`).
"""

from __future__ import annotations

from collections.abc import Sequence

from models.rules.form.wordings import steps, vocabulary
from models.rules.form.wordings.clauses import Award, Clause
from models.rules.form.wordings.measures import BandClause
from models.rules.form.wordings.readings import AllLost, PassFail, Place, Readings
from models.rules.form.wordings.statements import RestClause
from models.rules.number.points import ZERO, to_text


def bands_of(clauses: Sequence[Clause], place: Place) -> Readings | None:
    bands = [one for one in clauses if isinstance(one, BandClause)]
    if not bands:
        return None
    if len(clauses) == 1:
        return _one_mark(bands[0], place)
    last = clauses[-1]
    if steps.as_ranks(bands):
        return _ranks(clauses, bands, place)
    rest = isinstance(last, RestClause)
    undone = _undone(last) if bands[0].unit.startswith("ngày") and len(clauses) > 2 else None
    clauses = clauses if undone is None else clauses[:-1]
    made = [steps.as_band(one, bands[0], place.max) for one in (clauses[:-1] if rest else clauses)]
    found = [one for one in made if one is not None]
    if len(found) < len(made):
        return None
    found = steps.nested(found)
    if isinstance(last, RestClause):
        below = steps.others(found, last.points)
        return None if below is None else steps.joined([*found, below], place)
    table = steps.joined(found, place)
    return table if table is None or undone is None else (*table, undone)


def _undone(clause: Clause) -> AllLost | None:
    """ "không nộp: 0 điểm" beside days late: what was not done at all has no day."""
    if not isinstance(clause, Award) or clause.each or clause.single != ZERO or clause.giving.amount.lost:
        return None
    return AllLost(clause.what) if clause.what.lower().split()[:1] in (["không"], ["chưa"]) else None


def _ranks(clauses: Sequence[Clause], bands: Sequence[BandClause], place: Place) -> Readings | None:
    """Points by the place among others, a count a person enters."""
    last = clauses[-1]
    rest = last.points if isinstance(last, RestClause) else None
    first = next(one for one in bands if steps.as_ranks([one]))
    made = [steps.as_band(one, first, place.max) for one in (clauses if rest is None else clauses[:-1])]
    found = [one for one in made if one is not None]
    if len(found) < len(made) or any(one.unit or one.giving.effect == "minus" for one in found):
        return None
    return steps.joined(steps.ranks(found, rest), place)


def _one_mark(band: BandClause, place: Place) -> Readings | None:
    """ "Có ít nhất 1 sáng kiến: 3 điểm": the standard from a mark on; what there is below it is asked."""
    level, amount = band.level, band.giving
    named = bool(band.what) or band.of == "figure"
    granted = place.nature == "bonus" and amount.effect == "plus"
    if not named or not (granted or level.points == place.max) or amount.effect == "minus" or not level.low_in:
        return None
    if level.high not in (None, level.low) or band.what.lower().endswith("đúng"):
        return None  # one is enough: whoever has two has one
    if vocabulary.is_ill(f"{band.what} {band.unit}".lower().replace("giảm", "")):
        return None  # "Chậm 1 ngày: 3 điểm": whether so much is given or taken is not said
    unit = "%" if band.of == "percent" else f" {band.unit}"
    least = f"từ {to_text(level.low or ZERO).replace('.', ',')}{unit} trở lên"
    return (PassFail(f"{band.what} {least}".strip(), level.points, None),)
