"""Bands of one measure taken together: what they measure, where they leave a hole or say two things of one value."""

from __future__ import annotations

import itertools
import re
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
ON_TIME: Final = re.compile(
    r"([^:]*: |((?!không|chưa|và|nhưng)\w+ ){0,7})?"
    r"((đã )?(nộp|gửi|báo cáo|hoàn thành|thực hiện|ban hành|đăng ký|hồ sơ)( (báo cáo|hồ sơ|văn bản|kế hoạch|bài))? )?"
    r"(đúng hạn|đúng tiến độ|đúng thời hạn|đúng thời gian|kịp thời|trước hạn)( (quy định|yêu cầu|được giao|đề ra))?"
)
"""Words of a thing done with no day late."""
_TARGET = r"( so với)?( các)? (chỉ tiêu|kế hoạch|dự toán|kh|mức giao)( (kế hoạch|được giao|giao|đề ra|năm|đăng ký))*"
_DONE = r"(hoàn thành|đạt|bằng|thực hiện)"
_OVER: Final = re.compile(rf"(.* )?({_DONE} )?(vượt mức|vượt){_TARGET}")
_REACHED: Final = re.compile(
    rf"(.* )?({_DONE}( đúng| đủ)?|{_DONE} và vượt( mức)?|{_DONE} hoặc vượt( mức)?){_TARGET}"
    rf"|{_DONE}{_TARGET}( \w+){{1,5}}"
)
_SHORT: Final = re.compile(rf"(.* )?(không|chưa) (đạt|hoàn thành){_TARGET}")
NOT_DONE: Final = (
    "không đạt",
    "không thực hiện",
    "không tổ chức",
    "không hoàn thành",
    "không tham gia",
    "chưa thực hiện",
)
"""Words for none of what is counted, where they give nothing."""
RANK: Final = "hạng"
_ORDINAL = r"(?:(?:thứ |hạng |vị trí |thứ hạng )*)(\d+|nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
_RANK: Final = re.compile(
    rf"(?:.*\b)?(?:từ )?(?:hạng|thứ|vị trí)(?: thứ)? {_ORDINAL}(?: ?(?:-|–|đến|tới|và) ?{_ORDINAL})?"
    r"( trở xuống| trở đi)?"
)
_LAST_RANK: Final = re.compile(rf"từ {_ORDINAL}()( trở xuống| trở đi)")
_RANKS: Final = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ENOUGH: Final = re.compile(
    r"(đạt|hoàn thành|thực hiện)( tất cả| toàn bộ)( các)?( chỉ tiêu| nội dung| tiêu chí| nhiệm vụ| báo cáo)"
    r"|(thực hiện |có |nộp |gửi |tham gia |dự họp )?(đầy đủ|đủ)( tất cả)?( các)?"
    r"( nội dung| báo cáo| hồ sơ| thành phần| cuộc họp)?"
)
OVER: Final = "Tỷ lệ vượt chỉ tiêu"
HUNDRED: Final = Fraction(100)
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
    once = (
        isinstance(clause, Award) and not clause.each and clause.single is not None and (first.unit or _ranked(first))
    )
    if once and isinstance(clause, Award) and clause.effect == first.giving.effect == "minus":
        words = f"{clause.per} {clause.what}".lower()  # "Có 01 đơn vị không đạt trừ 1, 02 đơn vị trừ 2": exactly one
        if clause.per and f"{words} ".startswith((f"{first.unit} ", f"{clause.per} {first.unit} ")):
            return replace(first, level=Level(clause.points, "", ONE, True, ONE, True), what="")
    if once and isinstance(clause, Award) and _ranked(first):
        return _by_rank(clause, first)
    if once and isinstance(clause, Award) and first.of == "percent":
        return _by_words(clause, first)
    if once and isinstance(clause, Award) and first.unit.startswith("ngày") and ON_TIME.fullmatch(clause.what.lower()):
        late = vocabulary.FAULTS & set(first.what.lower().split())
        return replace(first, level=Level(clause.points, "", None, False, ZERO, True), what="") if late else None
    if isinstance(clause, LostClause) and clause.what.lower() in (
        first.unit,
        f"{first.unit} chậm",
        f"{first.unit} {first.what.lower()}",
    ):
        taken = standard if standard is not None and first.giving.effect == "minus" else ZERO
        level = Level(taken, "", clause.above, clause.at)
        return replace(first, level=level, what="")
    if not isinstance(clause, Award) or clause.single is None or clause.each or first.of != "figure":
        return None
    said, what = clause.what.lower(), first.what.lower()
    done = f" {what}" if what else ""
    none = {f"{no}{more}" for no in ("không", "chưa") for more in (f" có {first.unit}", f"{done} {first.unit}", done)}
    named = first.unit and said.startswith((f"không có {first.unit} ", f"chưa có {first.unit} "))  # of which kind
    nothing = not clause.single and said in NOT_DONE
    none |= {f"{words} nào" for words in none} | {f"không có {first.unit} nào", f"không {first.unit} nào"}
    whole = {"thiếu", "vắng"} & set(what.split()) and _ENOUGH.fullmatch(said)
    if said in (none | {"không có", "chưa có"}) - {"không", "chưa"} or named or nothing or whole:
        return replace(first, level=Level(clause.points, "", ZERO, True, ZERO, True), giving=clause.giving, what="")
    return None


def as_ranks(bands: Sequence[BandClause]) -> bool:
    """Whether one of the bands is of places among others."""
    return any(_ranked(one) for one in bands)


def _ranked(band: BandClause) -> bool:
    """Whether a band is of places among others: "xếp hạng 1-5", "thứ hạng từ 6 đến 10"."""
    return not band.unit and band.what.lower().split()[-1:] in (["hạng"], ["thứ"], ["trí"])


def _by_rank(award: Award, first: BandClause) -> BandClause | None:
    """ "hạng 1", "từ thứ tư trở xuống" beside bands of places."""
    said = award.what.lower()
    found = _RANK.fullmatch(said) or _LAST_RANK.fullmatch(said)
    if found is None:
        return None
    low = _place_number(found[1])
    high = _place_number(found[2]) if found[2] else None if found[3] else low
    return replace(first, level=Level(award.points, "", low, True, high, high is not None), giving=award.giving)


def _place_number(word: str) -> Fraction:
    if word.isdigit():
        return Fraction(int(word))
    return Fraction(2 if word == "nhì" else _RANKS.index(word) + 1)


def ranks(bands: Sequence[BandClause], rest: Fraction | None) -> list[BandClause]:
    """Bands of places with their unit; places behind the last that is named have `rest`."""
    made = [replace(one, unit=RANK, of="figure", what="") for one in bands]
    for at, one in enumerate(made):
        level = one.level
        behind = any((each.level.high or level.high or ZERO) < (level.high or ZERO) for each in made)
        if level.low is None and level.high is not None and level.high_in and behind:
            made[at] = replace(one, level=replace(level, low=level.high, low_in=True, high=None, high_in=False))
    last = max((one.level.high for one in made if one.level.high is not None), default=None)
    if rest is not None and last is not None and all(one.level.high is not None for one in made):
        made.append(replace(made[0], level=Level(rest, "", last, False)))
    what = re.sub(r"\b(thứ hạng|xếp hạng|xếp thứ|đứng thứ|hạng|thứ|vị trí)$", "", bands[0].what, flags=re.IGNORECASE)
    made[0] = replace(made[0], what=f"Thứ hạng {what.strip()[:1].lower()}{what.strip()[1:]}".strip())
    first = min(made, key=lambda one: _start(one.level))
    if first.level.low == 1 and first.level.low_in:
        made[made.index(first)] = replace(first, level=replace(first.level, low=None, low_in=False))
    return made


def _by_words(award: Award, first: BandClause) -> BandClause | None:
    """ "Vượt kế hoạch", "đạt chỉ tiêu", "chưa đạt chỉ tiêu" beside bands of per cent: over, from, under 100 %."""
    said = award.what.lower()
    level = Level(award.points, "", HUNDRED, True)
    if _SHORT.fullmatch(said):
        level = Level(award.points, "", None, False, HUNDRED)
    elif {"không", "chưa"} & set(said.split()):
        if award.points or said.split()[0] not in ("không", "chưa"):
            return None
        level = Level(ZERO, "", ZERO, True, ZERO, True)
    elif "và vượt" in said or not _OVER.fullmatch(said):
        if not _REACHED.fullmatch(said):
            return None
    else:
        level = Level(award.points, "", HUNDRED)
    return replace(first, level=level, giving=award.giving, what="")


def nested(bands: Sequence[BandClause]) -> list[BandClause]:
    """Bands that are all open above, each ended where the next higher one begins: "100%: 5; từ 90% trở lên: 4"."""
    if any(one.level.high == ZERO and one.level.high_in for one in bands):  # none at all, beside "dưới 50%"
        bands = [
            replace(one, level=replace(one.level, low=ZERO)) if one.level.low is None and one.level.high else one
            for one in bands
        ]
    if len(bands) > 1 and all(one.level.low is None and one.level.high is not None for one in bands):
        return _nested_below(bands)
    rising = sorted(bands, key=lambda one: _start(one.level))
    points = [one.level.points for one in rising]
    if points != sorted(set(points)) and points != sorted(set(points), reverse=True):
        return list(bands)
    ended = dict(zip(map(id, bands), bands, strict=True))
    for below, above in itertools.pairwise(rising):
        if below.level.high is None and below.level.low is not None and above.level.low is not None:
            level = replace(below.level, high=above.level.low, high_in=not above.level.low_in)
            ended[id(below)] = replace(below, level=level)
    return list(ended.values())


def _nested_below(bands: Sequence[BandClause]) -> list[BandClause]:
    """Bands that are all open below, each begun where the next lower one ends: "dưới 90%: …; dưới 80%: …"."""
    rising = sorted(bands, key=lambda one: one.level.high or ZERO)
    made = rising[:1]
    for below, above in itertools.pairwise(rising):
        level = replace(above.level, low=below.level.high, low_in=not below.level.high_in)
        made.append(replace(above, level=level))
    return made


def joined(bands: Sequence[BandClause], place: Place) -> tuple[Reading, ...] | None:
    """The bands as one table; None where they are of different measures, or something else stands among them."""
    if len(bands) < 2 or place.nature == "penalty":
        return None
    losing = [one.giving.effect == "minus" for one in bands]
    if any(losing) and not all(losing):
        return None
    over = [one.what.lower().startswith("vượt") for one in bands]
    if any(over):
        ends = [end for one in bands for end in (one.level.low, one.level.high) if end is not None]
        if place.nature == "standard" or not over[0] or max(ends) >= HUNDRED:
            return None  # how far beyond the target, never beside bands of the target itself
        bands = [replace(one, what=OVER if one.what else "", of="percent") for one in bands]
        lowest = min(bands, key=lambda one: _start(one.level))
        level = lowest.level if lowest.level.low is not None else replace(lowest.level, low=ZERO)
        bands = [replace(one, level=level) if one is lowest else one for one in bands]
        none = Level(ZERO, "", None, False, level.low, not level.low_in)  # nothing beyond the target earns nothing
        bands.append(replace(lowest, level=none, what=""))
    named = _one_of({one.what.lower() for one in bands if one.what})
    units = _one_of({one.unit for one in bands if one.unit})
    if len(named) > 1 or len(units) > 1:
        return None
    what = next((one.what for one in bands if one.what), "")
    unit = next(iter(units), "")
    of: Measure = "percent" if unit == "%" else "figure" if unit not in ("", "điểm") else "points"
    levels = tuple(sorted((one.level for one in bands), key=_start))
    fault = of == "figure" and bool(vocabulary.FAULTS & set(what.lower().split()))
    if not any(losing) and fault and levels[0].low is None and levels[0].high and levels[0].points != place.max:
        levels = (replace(levels[0], low=ZERO), *levels[1:])  # "chậm dưới 5 ngày: 5 điểm" speaks of who was late
    if all(losing):
        levels = () if place.penalty is not None else _from_standard(levels, place.max, fault)
    if not levels or (place.max is not None and max(one.points for one in levels) > place.max):
        return None
    found = trouble(levels, of)
    if CLASH in found:
        return None
    single = any(level.low == level.high == ONE for level in levels)
    if GAP in found and single and fault:
        return None  # "chậm 1 ngày: 0,1; chậm trên 10 ngày: 3": each day, or the first
    return (Steps(of, tuple(reversed(levels)), what, "" if unit in ("%", "điểm") else unit, found),)


def _one_of(units: set[str]) -> set[str]:
    """Units that are one: some say more of it than others ("sáng kiến", "sáng kiến được công nhận")."""
    short = min(units, key=len, default="")
    one = short and all(f"{unit} ".startswith(f"{short} ") or unit.endswith(f" {short}") for unit in units)
    return {short} if one else units


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
    if first.low is None and last.high is None and any(not level.points for level in rising):
        return left
    if first.low is None and last.high is not None:
        return (*left, Level(standard, "", last.high, not last.high_in))
    return ()


def _start(level: Level) -> tuple[bool, Fraction, bool]:
    return level.low is not None, level.low or ZERO, not level.low_in


def _empty(level: Level) -> bool:
    low, high = level.low or ZERO, level.high or ZERO
    return low > high or (low == high and not (level.low_in and level.high_in))


def trouble(levels: Sequence[Level], of: str) -> tuple[str, ...]:
    """What must be asked of bands in rising order: overlap, gap, open ends."""
    found: list[str] = []
    if any(one.low is not None and one.high is not None and _empty(one) for one in levels):
        return (CLASH,)
    for below, above in itertools.pairwise(levels):
        if below.high is None or above.low is None or below.high > above.low:
            return (CLASH,)
        shared = below.high == above.low and below.high_in and above.low_in
        if shared and above.low in (below.low, above.high):
            return (CLASH,)  # one of them is a single value that the other has too
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
