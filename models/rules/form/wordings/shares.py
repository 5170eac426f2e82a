"""Clauses of a share of a target: points times the share, points for each per cent below or above it, the best unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from models.rules.form.wordings.clauses import Award, CapClause, Clause, LeaderClause, OthersByLeader, ShareClause
from models.rules.form.wordings.measures import BandClause, PerUnitClause
from models.rules.form.wordings.readings import (
    AllLost,
    ByShare,
    Gain,
    Leader,
    Level,
    PerUnit,
    Place,
    Readings,
    ShareBelow,
)
from models.rules.number.points import ZERO

HUNDRED: Final = Fraction(100)
_DONE = re.compile(
    r"(hoàn thành|đạt)( đủ)?( 100%)?( các)?( chỉ tiêu| kế hoạch| dự toán)( được giao)?( (?!nhưng|và|chậm)\w+){0,5}"
)


def share_of(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """Points by the achieved share, with or without a bound."""
    if place.max is None:
        return None
    rest = [one for one in clauses if not isinstance(one, ShareClause)]
    shares = [one for one in clauses if isinstance(one, ShareClause)]
    if len(shares) == 1 and shares[0].below and shares[0].mark is None and len(rest) == 2:
        return _share_to_a_mark(rest, place)
    if len(shares) != 1 or len(rest) > 1:
        return None
    if not rest:
        return (ByShare(place.max, None),) if shares[0].mark is None else None
    bound = rest[0]
    if isinstance(bound, CapClause) and not shares[0].below:
        fits = bound.cap == place.max and bound.effect != "minus"
        return (ByShare(place.max, HUNDRED),) if fits else None
    if shares[0].mark is not None:
        return _share_below(bound, shares[0].mark, place)
    full = reached(bound)
    if full is None or full != place.max or not shares[0].below:
        return None
    return (ByShare(place.max, HUNDRED),)


def _share_to_a_mark(rest: Sequence[Clause], place: Place) -> Readings | None:
    """ "Đạt 100%: điểm tối đa; dưới 100% theo tỷ lệ; dưới 50% không tính điểm": a share, and nothing below a mark."""
    lost = _lost_below(rest[1])
    if lost is None or reached(rest[0]) != place.max or place.max is None or (lost.high or ZERO) >= HUNDRED:
        return None
    return (ByShare(place.max, HUNDRED), AllLost("", lost.high, not lost.high_in, below=True))


def _share_below(clause: Clause, mark: Fraction, place: Place) -> Readings | None:
    """ "Từ 80% được 5 điểm; dưới 80% lấy tỷ lệ nhân điểm chuẩn": the standard from a mark on, a share of it below."""
    level = clause.level if isinstance(clause, BandClause) and clause.of == "percent" else None
    if level is None or not isinstance(clause, BandClause) or clause.giving.effect == "minus":
        return None
    fits = level.low == mark and level.low_in and level.high is None and level.points == place.max
    return (ShareBelow(level.points, mark, clause.what),) if fits else None


def reached(clause: Clause) -> Fraction | None:
    """The points of a band that begins at 100 %."""
    if not isinstance(clause, BandClause) or clause.of != "percent" or clause.level.low != HUNDRED:
        return None
    return clause.level.points if clause.level.low_in and clause.level.high in (None, HUNDRED) else None


def per_cent(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """Points per cent below or above the target: reached in full first if it is said, its cap behind."""
    rest = list(clauses)
    full, base = reached(rest[0]), HUNDRED
    if full is None and len(rest) > 1 and (below := _from_mark(rest[0])) is not None:
        full, base = below
    if isinstance(rest[0], Award) and _DONE.fullmatch(rest[0].what.lower()) and not rest[0].each:
        full = rest[0].single
    if full is not None:
        if full != place.max:
            return None
        rest = rest[1:]
    lost = _lost_below(rest[-1]) if len(rest) > 1 else None
    rest = rest if lost is None else rest[:-1]
    if lost is None and (both := _both_sides(rest, full, base)) is not None:
        return both
    if not rest or not isinstance(rest[0], PerUnitClause) or len(rest) > 2:
        return None
    first, cap = rest[0], None
    if first.rising:
        return _rising(rest, len(clauses), place)
    if lost is not None and (full is None or first.side != "below" or first.what or (lost.low or ZERO) >= base):
        return None
    if base != HUNDRED and (first.side == "above" or first.said or first.what):
        return None
    if first.share:
        all_of_it = first.giving.amount.low * HUNDRED / first.unit
        if all_of_it != place.max or len(clauses) > 1 or first.giving.effect == "minus":
            return None
        return (PerUnit("above", "plus", first.unit, first.giving.amount.low, place.max, first.whole, what=first.what),)
    wanted: Gain = "minus" if first.side == "below" else "plus"
    if len(rest) == 2:
        if not isinstance(rest[1], CapClause) or rest[1].effect not in (None, wanted) or rest[1].of_all(place.max):
            return None
        cap = rest[1].cap
    if place.nature == "penalty" and wanted == "plus":
        return None
    points = first.giving.amount.low
    if first.year and not first.each and first.giving.effect is None and not (cap is not None and cap > points):
        return None  # "tăng 10% so với cùng kỳ: 5 điểm" is one mark
    counted = full is not None and first.side == "below"
    sure = first.each or counted or (cap is not None and cap > points)
    said = first.said or full is not None
    made = (PerUnit(first.side, wanted, first.unit, points, cap, first.whole, said, sure, first.what, base),)
    return made if lost is None else (*made, AllLost("", lost.high, not lost.high_in, below=True))


def _rising(rest: Sequence[Clause], count: int, place: Place) -> Readings | None:
    """ "Cứ 1% hồ sơ quá hạn trừ 0,5 điểm": lost for each per cent of what went wrong, from nothing on."""
    first, cap = rest[0], None
    if len(rest) != count or not isinstance(first, PerUnitClause):
        return None
    if len(rest) == 2:
        if not isinstance(rest[1], CapClause) or rest[1].effect not in (None, "minus") or rest[1].of_all(place.max):
            return None
        cap = rest[1].cap
    return (PerUnit("above", "minus", first.unit, first.giving.amount.low, cap, first.whole, what=first.what),)


def _both_sides(rest: Sequence[Clause], full: Fraction | None, base: Fraction) -> Readings | None:
    """ "cứ vượt 1% cộng 0,2 điểm; cứ thiếu 1% trừ 0,2 điểm": each side of one target."""
    sides = [one for one in rest if isinstance(one, PerUnitClause)]
    if (
        len(sides) != 2
        or len(sides) != len(rest)
        or base != HUNDRED
        or {one.side for one in sides} != {"below", "above"}
    ):
        return None
    if any(one.what or not one.each for one in sides):
        return None
    said = full is not None or all(one.said for one in sides)
    made = []
    for one in sides:
        effect: Gain = "minus" if one.side == "below" else "plus"
        made.append(PerUnit(one.side, effect, one.unit, one.giving.amount.low, None, one.whole, said, True))
    return tuple(made) if said else None


def _lost_below(clause: Clause) -> Level | None:
    """ "dưới 80% không tính điểm": the mark below which all is lost."""
    level = clause.level if isinstance(clause, BandClause) and clause.of == "percent" else None
    nothing = level is not None and not level.points and level.low is None and level.high is not None
    return level if nothing else None


def _from_mark(clause: Clause) -> tuple[Fraction, Fraction] | None:
    """The points of "đạt 98%", "từ 98% trở lên", and that mark."""
    level = clause.level if isinstance(clause, BandClause) and clause.of == "percent" else None
    if level is None or level.low is None or not level.low_in or level.high not in (None, level.low):
        return None
    return (level.points, level.low) if ZERO < level.low < HUNDRED else None


def leader_of(clauses: Sequence[Clause], place: Place) -> Readings | None:
    if len(clauses) != 2 or not isinstance(clauses[1], OthersByLeader) or not isinstance(clauses[0], LeaderClause):
        return None
    return (Leader(clauses[0].points, clauses[0].what),) if clauses[0].points == place.max else None
