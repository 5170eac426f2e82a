"""Clauses of cases taken together: points earned or lost each time or once, their bounds, what takes all points away.

Here: kinds of case beside each other. Not here: a whole that losses are taken from (`wholes`), bands (`bands`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from models.rules.form.wordings import vocabulary
from models.rules.form.wordings.clauses import Award, CapClause, Clause, CountCapClause, DueClause, LostClause
from models.rules.form.wordings.measures import BandClause
from models.rules.form.wordings.readings import (
    AllLost,
    Cap,
    Gain,
    PassFail,
    PerCase,
    Place,
    RangePerCase,
    Reading,
    Readings,
)
from models.rules.form.wordings.statements import CountClause, MostClause, WishClause
from models.rules.number.points import ZERO

_NONE: Final = ("không có", "chưa có", "không có thì", "nếu không có", "không")
_NOTHING: Final = (
    *_NONE,
    "không phát sinh",
    "không xảy ra",
    "không vi phạm",
    "không có vi phạm",
    "không có trường hợp nào",
)

_ANY_CASE: Final = ("trường hợp", "lần", "vụ", "vụ việc", "lượt", "người", "đơn vị", "đợt", "kỳ", "việc")
_NEXT = re.compile(r"\b(tiếp theo|kế tiếp|nữa|tiếp|sau đó|tăng thêm)\b")


def in_days(case: PerCase) -> bool:
    """True where what is counted are days late."""
    words = case.what.lower().split()
    return case.effect == "minus" and (case.per.lower().split()[:1] == ["ngày"] or words[:1] == ["ngày"])


def _loses_all(award: Award) -> bool:
    amount = award.giving.amount
    return amount.lost or (amount.low == ZERO and amount.high is None and award.effect != "minus")


def bare_cap(clauses: Sequence[Clause], place: Place) -> Readings | None:
    if len(clauses) != 1 or not isinstance(clauses[0], CapClause):
        return None
    by_section: dict[str, Gain] = {"penalty": "minus", "bonus": "plus"}
    effect = clauses[0].effect or by_section.get(place.column or place.nature)
    return None if effect is None else (Cap(effect, clauses[0].cap),)


def _spread_each(clauses: Sequence[Clause]) -> list[Clause]:
    """Awards behind "mỗi …" that name only another level of the same thing, as such a thing each."""
    made: list[Clause] = []
    head, thing, earns, family = "", "", False, frozenset[str]()
    for clause in clauses:
        if not isinstance(clause, Award):
            made.append(clause)
            continue
        words = clause.what.split()
        first = words[1:2] if words[:1] in (["từ"], ["bị"]) else words[:1]
        said = {word for word in clause.what.lower().replace(",", "").split() if not word.isdigit()}
        state = bool(words) and said <= vocabulary.STATE_WORDS and (bool(clause.single) or earns)
        if not clause.each and head and set(map(str.lower, first)) <= family and first:
            clause = replace(clause, what=f"{head} {clause.what}", each=True)
        elif not clause.each and thing and state:
            clause = replace(clause, what=f"{thing} {clause.what}", each=True)
        elif clause.each and clause.per:
            families = [one for one in vocabulary.RUNGS if one & set(clause.what.lower().split()[1:])]
            family = families[-1] if families else frozenset()
            at = next((n for n, word in enumerate(words) if n and word.lower() in family), 0)
            head = " ".join(words[:at]).rstrip(":")
            stop = next((n for n, word in enumerate(words) if word.lower() in vocabulary.STATE_WORDS), 0)
            thing = "" if clause.per.lower() == "ngày" else " ".join(words[:stop])
            earns = clause.effect != "minus"
        made.append(clause)
    return made


def _denies_the_whole(clauses: Sequence[Clause]) -> bool:
    """ "thiếu 1 nội dung trừ 1 điểm, không thực hiện trừ 2 điểm": behind what one that is missing costs a bare "không
    thực hiện" is nothing done at all, which costs more than it says."""
    missing = False
    for clause in clauses:
        if isinstance(clause, Award) and clause.effect == "minus":
            said = set(clause.what.lower().replace(",", "").split())
            bare = not clause.each and said <= vocabulary.STATE_WORDS and said & {"không", "chưa"}
            if missing and bare and not _loses_all(clause):
                return True
            missing = missing or (clause.each and "thiếu" in said)
    return False


def cases_of(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """Kinds of case, each within the cap that follows it, and what takes all points away."""
    found: list[Reading] = []
    full = due = False
    counted = [one for one in clauses if isinstance(one, CountClause)]
    wished = isinstance(clauses[0], WishClause)
    plain = [one for one in clauses if not isinstance(one, CountClause | WishClause)]
    if len(counted) > 1 or _denies_the_whole(plain):
        return None
    for clause in _proved_each(_spread_each(plain)):
        if isinstance(clause, CapClause):
            last = found[-1] if found else None
            several = sum(isinstance(one, PerCase | PassFail) for one in found) > 1
            whole = clause.total or clause.cap in (place.max, place.bonus, place.penalty)
            if whole and several and isinstance(last, PerCase | PassFail) and clause.effect in (None, last.effect):
                found.append(Cap(last.effect, clause.cap))
                continue
            if not isinstance(last, PerCase | RangePerCase) or last.cap is not None:
                return None
            if clause.effect not in (None, last.effect):
                return None
            found[-1] = replace(last, cap=clause.cap)
        elif isinstance(clause, CountCapClause):
            last = found[-1] if found else None
            if (
                not isinstance(last, PerCase)
                or last.cap is not None
                or not last.each_one
                or not _names(clause.what, last)
            ):
                return None
            found[-1] = replace(last, cap=clause.count * last.points)
        elif isinstance(clause, LostClause):
            found.append(AllLost(clause.what, clause.above, clause.at))
        elif isinstance(clause, DueClause):
            due = True
        elif isinstance(clause, Award) and _nothing_arose(clause, place):
            full = True
        elif isinstance(clause, Award):
            if clause.each and clause.single == ZERO and found and getattr(found[-1], "effect", "") == "plus":
                continue  # "mỗi nhiệm vụ … không hoàn thành: 0 điểm" beside those that earn
            made = _case(clause, place) or _once(clause, place)
            if made is None:
                return None
            found.append(made)
        else:
            return None
    found = _without_implied(found)
    if counted:
        (case,) = found if len(found) == 1 else (None,)
        if (
            not isinstance(case, PerCase)
            or case.cap is not None
            or not case.each_one
            or not _names(counted[0].what, case)
        ):
            return None
        cap = counted[0].count * case.points
        found = [replace(case, cap=cap, signed=case.signed or cap == place.max)]
    if wished and not all(isinstance(one, AllLost) or getattr(one, "effect", "") == "minus" for one in found):
        return None
    if full and not any(isinstance(one, PerCase) and one.effect == "minus" for one in found):
        return None
    return tuple(found) if _hold_together(found, due) else None


def _names(what: str, case: PerCase) -> bool:
    """True when a word for the things counted names the case itself."""
    said = what.lower()
    return said == case.per.lower() or f"{case.what.lower()} ".startswith(f"{said} ")


def _nothing_arose(award: Award, place: Place) -> bool:
    """ "không phát sinh: điểm tối đa" beside losses for each case: no case loses nothing anyway."""
    said = award.what.lower()
    return not award.each and place.max is not None and award.single == place.max and said in _NOTHING


def _proved_each(clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses in which a bound above one loss proves that the loss comes each time: "vi phạm trừ 2, tối đa 10"."""
    made = list(clauses)
    for place, (clause, bound) in enumerate(itertools.pairwise(clauses)):
        if (
            isinstance(clause, Award)
            and isinstance(bound, CapClause)
            and clause.what
            and clause.giving.amount.low > ZERO
        ):
            once = clause.giving.amount.high is None and not clause.each
            if once and bound.cap > clause.points:
                made[place] = replace(clause, each=True)
        if isinstance(clause, BandClause) and isinstance(bound, CapClause) and len(clauses) == 2:
            level = clause.level
            one = clause.of == "figure" and level.low == level.high == Fraction(1) and bound.cap > level.points > ZERO
            if one and clause.unit and not clause.giving.amount.lost:
                what = f"{clause.unit} {clause.what}".strip() if clause.what.lower() != "có" else clause.unit
                made[place] = Award(what, clause.giving, clause.unit, True)
        if isinstance(clause, Award) and isinstance(bound, LostClause) and bound.what.lower() in clause.what.lower():
            made[place] = replace(clause, each=clause.each or clause.effect == "minus")
    return made


def _without_implied(found: list[Reading]) -> list[Reading]:
    """Without "không có: 0 điểm" beside points that are earned for each case: none earns nothing anyway."""
    earned = any(isinstance(one, PerCase) and one.effect == "plus" for one in found)
    return [one for one in found if not (earned and isinstance(one, AllLost) and _is_none(one.what.lower()))]


def _is_none(words: str) -> bool:
    """ "không có", "không tổ chức buổi nào": none of what earns."""
    return words in _NONE or (words.startswith(("không ", "chưa ")) and words.endswith(" nào"))


def _hold_together(found: Sequence[Reading], due: bool) -> bool:
    """True for cases of one effect with a loss or a due day beside them; several bare cases need a cap each or none."""
    cases = [one for one in found if isinstance(one, PerCase | RangePerCase)]
    if not cases:
        return len(found) == 1 and isinstance(found[0], AllLost)
    once = [one for one in found if isinstance(one, PassFail)]
    if len({one.effect for one in (*cases, *once)}) > 1:
        return False
    if once and (due or any(one.cap is not None or not getattr(one, "each_one", False) for one in cases)):
        return False
    if cases[0].effect == "plus" and any(isinstance(one, AllLost) and one.above is None for one in found):
        return False
    if due and not (len(cases) == 1 and isinstance(cases[0], PerCase) and in_days(cases[0])):
        return False
    if _graver([*cases, *once]):
        return False
    if len(cases) == 1:
        return True
    if any(one.what.lower() in _ANY_CASE for one in cases):
        return False  # "trừ 1 điểm/lần, tái phạm trừ 2 điểm/lần": any case is one of the first already
    return all(one.cap is None and getattr(one, "each_one", True) for one in cases)  # "từ dự án thứ 4 trừ 1 điểm"


def _graver(found: Sequence[Reading]) -> bool:
    """Whether one of several cases is a graver one of those before it, which would count in both: "tái phạm"."""
    words = [set(getattr(one, "what", "").lower().split()) for one in found]
    once = any(isinstance(one, PassFail) for one in found)  # of several counted cases it is asked
    return (
        once
        and len(words) > 1
        and any({"tái", "phạm"} <= said or {"nghiêm", "trọng"} <= said or "nhiều" in said for said in words[1:])
    )


def _once(award: Award, place: Place) -> PassFail | None:
    """A loss beside others of which no word says whether it comes once or each time."""
    points = award.single
    if award.each or not award.what or not points or place.gain(award.effect) != "minus" or award.giving.over:
        return None
    if award.what.lower().startswith("trường hợp") or _NEXT.search(award.what.lower()):
        return None  # a graver case of the one before, in its place or beside it
    return PassFail(award.what, points, ZERO, "minus", sure=False)


def _case(award: Award, place: Place) -> Reading | None:
    """One award as a case: each time, or all points; None where it is a level among others."""
    if _loses_all(award) and award.what and not award.each:
        return AllLost(award.what)
    effect = place.gain(award.effect)
    amount = award.giving.amount
    if effect is None or amount.lost or (award.giving.over and effect == "minus"):
        return None
    if amount.under or _NEXT.search(award.what.lower()):
        return None  # "mỗi lớp tiếp theo": from the second on
    if amount.high is not None:
        granted = place.nature == "bonus" and award.effect == "plus" and (bool(award.what) or amount.taste)
        decided = (award.each and bool(award.what)) or (amount.taste and effect == "minus") or granted
        return RangePerCase(effect, amount.low, amount.high, award.what, None, award.each) if decided else None
    if amount.low <= ZERO:
        return None
    named = award.what.lower() not in _ANY_CASE
    granted = award.giving.earned and not award.giving.then and named
    if not award.each or (award.effect is None and place.nature == "standard" and _unclear(award) and not granted):
        return None
    signed = award.effect is not None or award.giving.earned or place.nature != "standard"
    over, added = award.giving.over, award.effect == "plus"
    made = PerCase(effect, amount.low, award.what, award.per, over=over, added=added, signed=signed)
    return replace(made, free=award.free, unit=award.unit, whole=award.whole)


def _unclear(award: Award) -> bool:
    """True where an amount without verb or sign could as well be lost: "0,5đ/trường hợp", "chậm: 1đ/lần"."""
    words = award.what.lower().split()
    return vocabulary.is_ill(" ".join(words)) or award.what.lower() in _ANY_CASE


def first_then_each(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "Có 1 lớp được 0,5 điểm, mỗi lớp tiếp theo được thêm 0,5 điểm": as much for the first as for each other."""
    if len(clauses) not in (2, 3) or not isinstance(clauses[1], Award):
        return None
    first, more = clauses[0], clauses[1]
    thing = _NEXT.sub("", more.what.lower()).strip()
    if (thing == more.what.lower() and not more.more) or not more.each or not more.single or not thing:
        return None
    if isinstance(first, BandClause):
        one = first.of == "figure" and first.level.low == first.level.high == Fraction(1)
        named = f"{first.unit} ".startswith(f"{thing} ")
        what = f"{first.unit} {first.what if first.what.lower() != 'có' else ''}".strip()
        same = one and named and first.level.points == more.points
    else:
        same = isinstance(first, Award) and first.single == more.points and bool(first.per)
        same = same and isinstance(first, Award) and f"{first.what.lower()} ".startswith(f"{thing} ")
        what = first.what if isinstance(first, Award) else ""
    effects = {first.giving.effect, more.giving.effect} if isinstance(first, Award | BandClause) else set()
    if not same or len(effects - {None}) > 1 or (None in effects and "minus" in effects):
        return None
    award = Award(what, replace(more.giving, over=False), thing, True)
    return cases_of([award, *clauses[2:]], place)


def up_to(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "bị trừ tối đa 3 điểm": somebody decides, from nothing to so many."""
    first = clauses[0]
    if len(clauses) != 1 or not isinstance(first, MostClause) or place.gain("minus") != "minus":
        return None
    return (RangePerCase("minus", ZERO, first.points, first.what, None, each=False),)


def taken_once(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """Losses without a word that says "each": once, or each time, must be asked."""
    wished = isinstance(clauses[0], WishClause) and clauses[0].denied and len(clauses) == 2
    found: list[Reading] = []
    for one in clauses[wished:]:
        one = _one_case(one)
        points = one.single if isinstance(one, Award) and not one.each else None
        if not isinstance(one, Award) or place.gain(one.effect) != "minus" or not points:
            return None
        if len(clauses) - wished > 1 and (not one.what or one.giving.over):
            return None
        found.append(PassFail(one.what, points, ZERO, "minus", sure=False))
    return None if _graver(found) else tuple(found) or None


def _one_case(clause: Clause) -> Clause:
    """ "01 văn bản chậm trừ 0,2 điểm" with no other count beside it: such a case, once or each time."""
    level = clause.level if isinstance(clause, BandClause) and clause.of == "figure" else None
    if level is None or not isinstance(clause, BandClause) or clause.giving.amount.lost or not clause.unit:
        return clause
    one = level.low == level.high == Fraction(1) and clause.giving.effect == "minus"
    return Award(f"{clause.unit} {clause.what}".strip(), clause.giving) if one else clause
