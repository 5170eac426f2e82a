"""The standard, or levels that reach it, with losses behind: "đủ 5 hoạt động 5 điểm, thiếu một hoạt động trừ 1 điểm".

Here: what the losses are taken from. Not here: the cases themselves (`cases`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.rules.form.wordings.bands import bands_of
from models.rules.form.wordings.cases import cases_of, taken_once
from models.rules.form.wordings.clauses import Award, CapClause, Clause, LeaderClause, LostClause, LowerPlaces
from models.rules.form.wordings.levels import contrary, denies, read_levels
from models.rules.form.wordings.measures import BandClause
from models.rules.form.wordings.readings import AllLost, PassFail, PerCase, Place, Ranges, Readings, Steps
from models.rules.form.wordings.shares import reached
from models.rules.form.wordings.statements import FullClause
from models.rules.number.points import to_text

_FIRST = re.compile(r"\b(thứ nhất|hạng nhất|hạng 1|thứ 1|nhất khối|đứng đầu|dẫn đầu|cao nhất)\b")
_OF_PARTS = re.compile(r"\b(nội dung|tiêu chí|mục|ý|tiêu chuẩn|chỉ tiêu) (thiếu|hụt)\b")
_ENOUGH = re.compile(r"\bđủ (\d+)\b")


def full_then_less(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "Tham gia đủ 05 hoạt động: 5 điểm, thiếu một hoạt động trừ 1 điểm": the standard, less something each time."""
    first = _as_full(clauses[0], place)
    if len(clauses) < 2 or first is None or place.nature != "standard":
        return None
    others = [_each_of(one, clauses[0]) for one in clauses[1:]]
    if (unmet := _less_unmet(clauses, place)) is not None:
        return unmet
    rest = cases_of(others, place) or taken_once(others, place)
    if rest is None or not any(isinstance(one, PerCase | PassFail) for one in rest):
        return None
    cases = [one for one in rest if isinstance(one, PerCase)]
    if any(one.effect == "plus" or not one.each_one for one in cases):
        return None
    if not cases:
        return rest
    enough = _ENOUGH.search(first)
    bound = cases[0].points * int(enough[1]) if enough else None
    missing = len(cases) == 1 and {"thiếu", "vắng"} & set(cases[0].what.lower().split())
    if missing and len(rest) == 1 and cases[0].cap is None and bound == place.max:
        return tuple(replace(one, cap=place.max) if isinstance(one, PerCase) else one for one in rest)
    return rest


def by_place(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "Xếp thứ nhất 10 điểm, mỗi bậc kém trừ 0,5 điểm": the standard, less something for each place behind it."""
    if len(clauses) not in (2, 3) or not isinstance(clauses[1], LowerPlaces) or place.max is None:
        return None
    first, lower, cap = clauses[0], clauses[1], None
    award = isinstance(first, Award) and first.single and not first.each and _FIRST.search(first.what.lower())
    if not isinstance(first, LeaderClause | Award) or not (award or isinstance(first, LeaderClause)):
        return None
    best = first.points
    if len(clauses) == 3:
        bound = clauses[2]
        if not isinstance(bound, CapClause) or bound.effect != "minus":
            return None
        cap = bound.cap
    if best != place.max or lower.points >= best:
        return None
    return (PerCase("minus", lower.points, "bậc xếp sau đơn vị đứng đầu", "bậc", cap),)


def by_taste(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "Chấm từ 1 đến 5 điểm tùy mức độ": who scores decides, up to the standard."""
    first = clauses[0]
    if len(clauses) != 1 or not isinstance(first, Award) or first.each or first.effect is not None:
        return None
    amount = first.giving.amount
    if not amount.taste or amount.high is None or amount.high != place.max or amount.under:
        return None
    return (Ranges(((first.what, amount.low, amount.high, False),)),)


def full_then_bands(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "Không có đơn thư: 5 điểm; có 01 đơn trừ 1 điểm; từ 02 đơn trở lên trừ 3 điểm": the standard, less by bands."""
    if len(clauses) < 3 or place.nature != "standard" or _as_full(clauses[0], place) is None:
        return None
    found = bands_of(clauses[1:], place)
    losing = all(isinstance(one, LostClause) or _takes(one) for one in clauses[1:])
    if not losing or found is None or len(found) != 1 or not isinstance(found[0], Steps):
        return None
    return found if found[0].bands[-1].points == place.max or found[0].bands[0].points == place.max else None


def _takes(clause: Clause) -> bool:
    return isinstance(clause, Award | BandClause) and (clause.giving.effect == "minus" or clause.giving.amount.lost)


def _less_unmet(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "Đạt yêu cầu được 5 điểm, chưa đạt thì trừ 2 điểm": what is left where it is not so."""
    first, last = clauses[0], clauses[-1]
    if len(clauses) != 2 or not isinstance(first, Award) or not isinstance(last, Award) or last.each:
        return None
    lost = last.single
    if last.effect != "minus" or not lost or place.max is None or lost > place.max or not contrary(first, last):
        return None
    return (PassFail(first.what, place.max, place.max - lost),)


def levels_then_less(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "Đúng hạn 2 điểm; đúng nội dung 2 điểm; chậm trừ 0,5 điểm/ngày": levels, and losses beside them."""
    if place.nature != "standard" or place.max is None:
        return None
    first = next((at for at, one in enumerate(clauses) if isinstance(one, Award) and one.effect == "minus"), 0)
    if first < 2 or not all(isinstance(one, Award | BandClause) for one in clauses[:first]):
        return None
    levels = bands_of(clauses[:first], place) or read_levels(clauses[:first], place)
    rest = cases_of(clauses[first:], place) or taken_once(clauses[first:], place)
    if levels is None or rest is None or any(isinstance(one, AllLost) for one in rest):
        return None
    if any(denies(loss, level) for loss in clauses[first:] for level in clauses[:first]):
        return None  # "tốt 10 điểm, chưa tốt trừ 2 điểm": from what it is taken is not said
    if any(_OF_PARTS.search(getattr(one, "what", "").lower()) for one in rest):
        return None  # "thiếu nội dung nào trừ 1 điểm": beside the points that part does not give, or in their place
    return (*levels, *rest) if all(getattr(one, "effect", "") == "minus" for one in rest) else None


def _as_full(clause: Clause, place: Place) -> str | None:
    """The words of a clause that gives the whole standard for what is done in full; None for any other."""
    if place.max is None:
        return None
    if isinstance(clause, FullClause):
        return clause.what.lower() if clause.points == place.max else None
    if isinstance(clause, BandClause):
        level = clause.level
        counted = clause.of == "figure" and level.low is not None and level.low_in
        whole = reached(clause) == place.max or (counted and level.high in (None, level.low))
        words = f"đủ {to_text(level.low)} {clause.unit}" if clause.of == "figure" and level.low else clause.what
        return words.lower() if whole and level.points == place.max and clause.giving.effect != "minus" else None
    if not isinstance(clause, Award) or clause.each or clause.effect == "minus":
        return None
    return clause.what.lower() if clause.single == place.max and clause.what else None


def _each_of(clause: Clause, full: Clause) -> Clause:
    """ "Đủ 4 buổi: 4 điểm, vắng một buổi trừ 1": one of those that were counted, so each of them."""
    if not isinstance(clause, Award) or clause.each:
        return clause
    if isinstance(full, Award) and (enough := _ENOUGH.search(full.what.lower())) is not None and clause.per:
        counted = full.what.lower()[enough.end() :].split()
        return replace(clause, each=counted[:1] == [clause.per.lower()])
    if not isinstance(full, BandClause) or full.of != "figure":
        return clause
    return replace(clause, each=clause.per.lower() == full.unit.split(" ")[0] if full.unit else False)
