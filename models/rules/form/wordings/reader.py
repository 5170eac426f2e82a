"""A scoring sentence as what it says: its clauses taken together, or refused whole.

A sentence half read is a sentence read wrongly: every clause must find its place in one meaning, else `Unread`. Where
several clauses can mean two things the sum of their points against the item's standard decides; where nothing decides
the reading says so (`sure`), and the proposal asks. Not here: single clauses (`clauses`), parts (`proposal`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeAlias

from models.rules.form.wordings import steps, vocabulary
from models.rules.form.wordings.clauses import (
    Award,
    CapClause,
    Clause,
    Clauses,
    CountCapClause,
    DueClause,
    HighestClause,
    LeaderClause,
    LostClause,
    LowerPlaces,
    OthersByLeader,
    ShareClause,
)
from models.rules.form.wordings.levels import contrary, denies, read_levels
from models.rules.form.wordings.measures import BandClause, PerUnitClause
from models.rules.form.wordings.readings import (
    AllLost,
    ByShare,
    Cap,
    Gain,
    Leader,
    Level,
    PassFail,
    PerCase,
    PerUnit,
    Place,
    RangePerCase,
    Ranges,
    Reading,
    ShareBelow,
    Unread,
)
from models.rules.form.wordings.statements import CountClause, FullClause, MostClause, RestClause, WishClause
from models.rules.form.wordings.tokens import LONGEST, prepared, tokens_of
from models.rules.number.points import ZERO, to_text

Readings: TypeAlias = tuple[Reading, ...]
HUNDRED: Final = Fraction(100)
_SCORING = re.compile(r"\d|½|%|\b(điểm|trừ|cộng|thưởng|tỷ lệ|tỉ lệ|tối đa)\b", re.IGNORECASE)
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
_LEAN = re.compile(r"(điểm|mức|mức điểm) (trừ|cộng|thưởng)\s*:\s*(?!\d+([.,]\d+)? điểm$)", re.IGNORECASE)
"""A heading inside a cell: what the amounts behind it do."""
_FIRST = re.compile(r"\b(thứ nhất|hạng nhất|hạng 1|thứ 1|nhất khối|đứng đầu|dẫn đầu|cao nhất)\b")
_ENOUGH = re.compile(r"\bđủ (\d+)\b")
_DAY = re.compile(
    r"\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2} (?:hằng|hàng) (?:tháng|quý|năm)|\d{1,2} tháng \d{1,2}(?: năm \d{4})?"
    r"|\d{1,2} (?:của )?(?:tháng|quý) (?:sau|kế tiếp|cuối(?: của)? quý)"
)
_DONE = re.compile(
    r"(hoàn thành|đạt)( đủ)?( 100%)?( các)?( chỉ tiêu| kế hoạch| dự toán)( được giao)?( (?!nhưng|và|chậm)\w+){0,5}"
)


@lru_cache(maxsize=4096)
def read_sentence(sentence: str, place: Place) -> Readings | Unread:
    """What a sentence says of the item it stands on; `Unread` names the first words that were not understood.

    Several readings belong together: a rule with a loss of all points beside it, or several kinds of case.
    """
    text, lean = prepared(sentence), {"bonus": "plus", "penalty": "minus"}.get(place.column)
    place = place.in_column()
    if not _SCORING.search(text):
        return Unread(text[:80], plain=True)
    if (heading := _LEAN.match(text)) is not None:
        text, lean = text[heading.end() :], "minus" if "trừ" in heading[0].lower() else "plus"
    tokens = tokens_of(text) if len(text) <= LONGEST else ()
    said = Clauses(text, tokens, place.max)
    clauses = said.all() if tokens else 0
    if isinstance(clauses, int):
        return Unread(said.between(clauses, clauses + 6) or text[:80])
    clauses = _leaning(clauses, lean)
    if not clauses:
        return Unread(text[:80])
    if any(isinstance(one, CapClause) and one.over(place.max) for one in clauses):
        return Unread(text[:80])
    for way in _WAYS:
        found = way(clauses, place)
        if found is not None:
            return tuple(_dated(one, text) for one in found)
    return Unread(text[:80])


def _leaning(clauses: Sequence[Clause], lean: str | None) -> tuple[Clause, ...]:
    """The clauses behind "Điểm trừ:" or in a column of that name: what does not say that it gives or takes does as the
    heading says; () where one says the contrary, or cannot be said of such a column.
    """
    if lean is None:
        return tuple(clauses)
    effect: Gain = "minus" if lean == "minus" else "plus"
    made = [_leant(clause, effect) for clause in clauses]
    found = tuple(one for one in made if one is not None)
    return found if len(found) == len(made) else ()


def _leant(clause: Clause, effect: Gain) -> Clause | None:
    """One clause in such a column; None where it cannot stand there."""
    if isinstance(clause, CountCapClause | DueClause | CountClause | HighestClause | WishClause):
        return clause
    if isinstance(clause, MostClause | LostClause):
        return clause if effect == "minus" else None
    if isinstance(clause, CapClause):
        return replace(clause, effect=effect) if clause.effect in (None, effect) else None
    if not isinstance(clause, Award | BandClause | PerUnitClause) or clause.giving.effect not in (None, effect):
        return None
    if effect == "minus" and clause.giving.earned and clause.giving.effect is None and not clause.giving.then:
        return None  # "được 2 điểm" is nothing lost
    return replace(clause, giving=replace(clause.giving, effect=effect))


def in_days(case: PerCase) -> bool:
    """True where what is counted are days late."""
    words = case.what.lower().split()
    return case.effect == "minus" and (case.per.lower().split()[:1] == ["ngày"] or words[:1] == ["ngày"])


def _dated(reading: Reading, text: str) -> Reading:
    """A reading that speaks of a day, with the day as the sentence writes it."""
    found = _DAY.search(text.lower())
    if found is None:
        return reading
    if isinstance(reading, PerCase) and in_days(reading):
        return replace(reading, due=found[0])
    if isinstance(reading, PassFail) and _DAY.search(reading.what.lower()):
        edge = reading.fail is not None and len(_DAY.findall(text.lower())) > 1 and " hoặc " not in reading.what.lower()
        return replace(reading, due=found[0], edge=edge)
    return reading


def _loses_all(award: Award) -> bool:
    amount = award.giving.amount
    return amount.lost or (amount.low == ZERO and amount.high is None)


# --- one rule with its bounds -----------------------------------------------------------------------------------------


def _bare_cap(clauses: Sequence[Clause], place: Place) -> Readings | None:
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


def _cases(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """Kinds of case, each within the cap that follows it, and what takes all points away."""
    found: list[Reading] = []
    full = due = False
    counted = [one for one in clauses if isinstance(one, CountClause)]
    wished = isinstance(clauses[0], WishClause)
    plain = [one for one in clauses if not isinstance(one, CountClause | WishClause)]
    if len(counted) > 1:
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
    if len(cases) == 1:
        return True
    if any(one.what.lower() in _ANY_CASE for one in cases):
        return False  # "trừ 1 điểm/lần, tái phạm trừ 2 điểm/lần": any case is one of the first already
    return all(one.cap is None and getattr(one, "each_one", True) for one in cases)  # "từ dự án thứ 4 trừ 1 điểm"


def _once(award: Award, place: Place) -> PassFail | None:
    """A loss beside others of which no word says whether it comes once or each time."""
    points = award.single
    if award.each or not award.what or not points or place.gain(award.effect) != "minus" or award.giving.over:
        return None
    if award.what.lower().startswith("trường hợp"):
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
    if amount.under:
        return None
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
    return bool(vocabulary.FAULTS & set(words)) or award.what.lower() in _ANY_CASE


def _full_then_less(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "Tham gia đủ 05 hoạt động: 5 điểm, thiếu một hoạt động trừ 1 điểm": the standard, less something each time."""
    first = _as_full(clauses[0], place)
    if len(clauses) < 2 or first is None or place.nature != "standard":
        return None
    others = [_each_of(one, clauses[0]) for one in clauses[1:]]
    if (unmet := _less_unmet(clauses, place)) is not None:
        return unmet
    rest = _cases(others, place) or _taken_once(others, place)
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


def _by_place(clauses: Sequence[Clause], place: Place) -> Readings | None:
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


def _by_taste(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "Chấm từ 1 đến 5 điểm tùy mức độ": who scores decides, up to the standard."""
    first = clauses[0]
    if len(clauses) != 1 or not isinstance(first, Award) or first.each or first.effect is not None:
        return None
    amount = first.giving.amount
    if not amount.taste or amount.high is None or amount.high != place.max or amount.under:
        return None
    return (Ranges(((first.what, amount.low, amount.high, False),)),)


def _less_unmet(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "Đạt yêu cầu được 5 điểm, chưa đạt thì trừ 2 điểm": what is left where it is not so."""
    first, last = clauses[0], clauses[-1]
    if len(clauses) != 2 or not isinstance(first, Award) or not isinstance(last, Award) or last.each:
        return None
    lost = last.single
    if last.effect != "minus" or not lost or place.max is None or lost > place.max or not contrary(first, last):
        return None
    return (PassFail(first.what, place.max, place.max - lost),)


def _levels_then_less(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "Đúng hạn 2 điểm; đúng nội dung 2 điểm; chậm trừ 0,5 điểm/ngày": levels, and losses beside them."""
    if place.nature != "standard" or place.max is None:
        return None
    first = next((at for at, one in enumerate(clauses) if isinstance(one, Award) and one.effect == "minus"), 0)
    if first < 2 or not all(isinstance(one, Award | BandClause) for one in clauses[:first]):
        return None
    levels = _bands(clauses[:first], place) or read_levels(clauses[:first], place)
    rest = _cases(clauses[first:], place) or _taken_once(clauses[first:], place)
    if levels is None or rest is None or any(isinstance(one, AllLost) for one in rest):
        return None
    if any(denies(loss, level) for loss in clauses[first:] for level in clauses[:first]):
        return None  # "tốt 10 điểm, chưa tốt trừ 2 điểm": from what it is taken is not said
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
        whole = _reached(clause) == place.max or (counted and level.high in (None, level.low))
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


def _up_to(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """ "bị trừ tối đa 3 điểm": somebody decides, from nothing to so many."""
    first = clauses[0]
    if len(clauses) != 1 or not isinstance(first, MostClause) or place.gain("minus") != "minus":
        return None
    return (RangePerCase("minus", ZERO, first.points, first.what, None, each=False),)


def _taken_once(clauses: Sequence[Clause], place: Place) -> Readings | None:
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
    return tuple(found) or None


def _one_case(clause: Clause) -> Clause:
    """ "01 văn bản chậm trừ 0,2 điểm" with no other count beside it: such a case, once or each time."""
    level = clause.level if isinstance(clause, BandClause) and clause.of == "figure" else None
    if level is None or not isinstance(clause, BandClause) or clause.giving.amount.lost or not clause.unit:
        return clause
    one = level.low == level.high == Fraction(1) and clause.giving.effect == "minus"
    return Award(f"{clause.unit} {clause.what}".strip(), clause.giving) if one else clause


# --- shares and per cent ----------------------------------------------------------------------------------------------


def _share(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """Points by the achieved share, with or without a bound."""
    if place.max is None:
        return None
    rest = [one for one in clauses if not isinstance(one, ShareClause)]
    shares = [one for one in clauses if isinstance(one, ShareClause)]
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
    full = _reached(bound)
    if full is None or full != place.max or not shares[0].below:
        return None
    return (ByShare(place.max, HUNDRED),)


def _share_below(clause: Clause, mark: Fraction, place: Place) -> Readings | None:
    """ "Từ 80% được 5 điểm; dưới 80% lấy tỷ lệ nhân điểm chuẩn": the standard from a mark on, a share of it below."""
    level = clause.level if isinstance(clause, BandClause) and clause.of == "percent" else None
    if level is None or not isinstance(clause, BandClause) or clause.giving.effect == "minus":
        return None
    fits = level.low == mark and level.low_in and level.high is None and level.points == place.max
    return (ShareBelow(level.points, mark, clause.what),) if fits else None


def _reached(clause: Clause) -> Fraction | None:
    """The points of a band that begins at 100 %."""
    if not isinstance(clause, BandClause) or clause.of != "percent" or clause.level.low != HUNDRED:
        return None
    return clause.level.points if clause.level.low_in and clause.level.high in (None, HUNDRED) else None


def _per_cent(clauses: Sequence[Clause], place: Place) -> Readings | None:
    """Points per cent below or above the target: reached in full first if it is said, its cap behind."""
    rest = list(clauses)
    full, base = _reached(rest[0]), HUNDRED
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
    counted = full is not None and first.side == "below"
    sure = first.each or counted or (cap is not None and cap > points)
    said = first.said or full is not None
    made = (PerUnit(first.side, wanted, first.unit, points, cap, first.whole, said, sure, first.what, base),)
    return made if lost is None else (*made, AllLost("", lost.high, not lost.high_in, below=True))


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


def _leader(clauses: Sequence[Clause], place: Place) -> Readings | None:
    if len(clauses) != 2 or not isinstance(clauses[1], OthersByLeader) or not isinstance(clauses[0], LeaderClause):
        return None
    return (Leader(clauses[0].points, clauses[0].what),) if clauses[0].points == place.max else None


def _bands(clauses: Sequence[Clause], place: Place) -> Readings | None:
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
    if not named or level.points != place.max or amount.effect == "minus" or not level.low_in:
        return None
    if level.high not in (None, level.low) or band.what.lower().endswith("đúng"):
        return None  # one is enough: whoever has two has one
    if vocabulary.is_ill(f"{band.what} {band.unit}".lower().replace("giảm", "")):
        return None  # "Chậm 1 ngày: 3 điểm": whether so much is given or taken is not said
    unit = "%" if band.of == "percent" else f" {band.unit}"
    least = f"từ {to_text(level.low or ZERO).replace('.', ',')}{unit} trở lên"
    return (PassFail(f"{band.what} {least}".strip(), level.points, None),)


_WAYS: Final[tuple[Callable[[Sequence[Clause], Place], Readings | None], ...]] = (
    _bare_cap,
    _cases,
    _full_then_less,
    _up_to,
    _taken_once,
    _share,
    _per_cent,
    _leader,
    _by_place,
    _by_taste,
    _bands,
    read_levels,
    _levels_then_less,
)
