"""Points for different things, taken together: met or not, a list that adds up, or levels of which one counts.

The sum of the levels against the item's standard decides between a list and a choice; words that exclude each other say
that it is a choice; where neither decides the reading is not `sure`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from models.rules.form.wordings.clauses import Award, Clause, HighestClause
from models.rules.form.wordings.measures import BandClause
from models.rules.form.wordings.phrases import Amount, Giving
from models.rules.form.wordings.readings import Checklist, Level, OneOf, PassFail, Place, Ranges, Reading
from models.rules.form.wordings.statements import RestClause
from models.rules.form.wordings.vocabulary import LATE_WORDS, is_ill
from models.rules.number.points import ZERO, to_text

_OPPOSITE: Final = (
    ("có", "không"),
    ("có", "chưa"),
    ("đúng", "chậm"),
    ("đúng", "sai"),
    ("đúng", "quá hạn"),
    ("đúng", "muộn"),
    ("đúng", "trễ"),
    ("đúng", "không đúng"),
    ("đạt", "chưa đạt"),
    ("đủ", "thiếu"),
    ("sớm", "chậm"),
    ("tốt", "hạn chế"),
    ("giữ", "mất"),
    ("duy trì", "mất"),
    ("tăng", "tụt"),
    ("tăng", "giảm"),
    ("trước hạn", "quá hạn"),
)
_LEADING: Final = ("có", "đạt", "được", "giành", "nếu", "đoạt", "xếp")
"""Words before the name of a level."""
_RUNG: Final = re.compile(r"\b(?:cấp|giải|hạng|huy chương|huân chương|bằng khen|giấy khen|cờ thi đua)\b")
"""Words of which one thing has several levels, the higher holding the lower or not."""
_YEAR: Final = re.compile(r"(từ |trong )?năm \d{4}$")
_WHOM: Final = ("đơn vị mới", "đơn vị thuộc", "đơn vị ở", "các đơn vị")
_NOT: Final = ("không", "chưa", "thiếu")


def read_levels(clauses: Sequence[Clause], place: Place) -> tuple[Reading, ...] | None:
    """Awards for different things: met or not, a list that adds up, or levels of which one counts."""
    if (ranged := _ranged(clauses, place)) is not None:
        return ranged
    said = _with_rest(clauses)
    clauses = [_counted(one) for one in said] if len(said) > 1 else said
    counted = any(isinstance(one, BandClause) for one in said)
    highest = [one for one in clauses if isinstance(one, HighestClause)]
    awards = [one for one in clauses if isinstance(one, Award)]
    if len(awards) + len(highest) < len(clauses) or len(highest) > 1 or not awards:
        return None
    if any(one.single is None or one.each or not one.what for one in awards):
        return None
    if awards[0].effect is None and any(one.effect == "plus" for one in awards[1:]):
        return None  # ". Đơn vị mới được cộng 1 điểm": on top of the levels, none of them
    if any(_YEAR.match(one.what.lower()) for one in awards):
        return None  # "Năm 2026: 10 điểm": when a rule holds
    whom = [one.what.lower().startswith(_WHOM) for one in awards]
    if any(whom) and not all(whom):
        return None  # one says for whom, the others for what
    effects = {place.gain(one.effect) for one in awards if one.single}
    if effects - {"plus"}:
        return None
    granted = place.nature == "bonus" and awards[0].effect == "plus"
    if (
        len(awards) == 1
        and not awards[0].giving.earned
        and not granted
        and not _CONDITION.search(awards[0].what.lower())
    ):
        return None  # "Công tác cải cách hành chính (15 điểm)": a title with its standard
    levels = tuple(Level(one.points, one.what) for one in awards)
    if highest:
        return (OneOf(levels),) if len(levels) > 1 else None
    found = _met(levels, place) or _many(levels, place)
    if counted and any(isinstance(one, OneOf) and not one.sure for one in found or ()):
        return None  # of a count it is not said whether each counts, nor whether the highest does
    return found


def _ranged(clauses: Sequence[Clause], place: Place) -> tuple[Reading, ...] | None:
    """Levels of which one at least leaves the points to who scores; the best of them reaches the standard."""
    awards = [one for one in clauses if isinstance(one, Award)]
    if len(awards) < max(2, len(clauses)) or place.max is None or place.nature != "standard":
        return None
    if not any(one.giving.amount.high for one in awards) or any(one.each or not one.what for one in awards):
        return None
    levels = []
    for one in awards:
        amount = one.giving.amount
        if one.effect is not None or amount.lost or amount.taste:
            return None
        levels.append((one.what, amount.low, amount.low if amount.high is None else amount.high, amount.under))
    plain = [Level(high, what) for what, _, high, _ in levels]
    one_of_them = _classes(plain) or _excluding(plain) or _apart(levels)
    return (Ranges(tuple(levels)),) if one_of_them and max(one[2] for one in levels) == place.max else None


def _apart(levels: Sequence[tuple[str, Fraction, Fraction, bool]]) -> bool:
    """Whether the ranges follow one another without meeting but at their ends: levels of one thing."""
    falling = sorted(levels, key=lambda one: (one[2], one[1]), reverse=True)
    return all(lower[2] <= higher[1] for higher, lower in itertools.pairwise(falling))


def _counted(clause: Clause) -> Clause:
    """ "Tổ chức 02 hội nghị: 2 điểm" beside levels told in words: such a level. Days late are no level."""
    if not isinstance(clause, BandClause) or clause.of != "figure" or not clause.unit or clause.unit.startswith("ngày"):
        return clause
    level = clause.level
    if level.low is None or level.low != level.high or clause.giving.effect is not None or clause.giving.amount.lost:
        return clause
    ill = is_ill(f"{clause.what} {clause.unit}".lower()) and clause.what.lower() != "có"
    words = f"{clause.what} {to_text(level.low)} {clause.unit}".strip()
    return clause if ill else Award(words, clause.giving)


def _with_rest(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """Levels with "còn lại: 1 điểm" behind them: what no level before names is a level."""
    last = clauses[-1]
    if not isinstance(last, RestClause) or len(clauses) < 3:
        return clauses
    return [*clauses[:-1], Award("còn lại", Giving(None, Amount(last.points)))]


def contrary(first: Award, second: Award) -> bool:
    """Whether the second says that the first is not so."""
    return _contrary(first.what, second.what)


def denies(loss: Clause, level: Clause) -> bool:
    """Whether what is lost is lost for the want of what a level gives points for: "chậm" of "đúng hạn"."""
    if not isinstance(loss, Award | BandClause) or not isinstance(level, Award | BandClause):
        return False
    no, yes = loss.what.lower(), level.what.lower()
    if not no or not yes:
        return False
    said = set(no.split())
    want = bool(said & set(_NOT)) and said - {*_NOT, "có", "được"} <= set(yes.split())
    return want or _contrary(yes, no) or _excluding([Level(ZERO, yes), Level(ZERO, no)])


def _met(levels: Sequence[Level], place: Place) -> tuple[Reading, ...] | None:
    """One level, or a level and its contrary."""
    if len(levels) == 1:
        if not levels[0].points or (levels[0].points != place.max and place.nature != "bonus"):
            return None
        if levels[0].what.lower().split()[0] in ("không", "chưa") and not _WELL_WITHOUT.match(levels[0].what.lower()):
            return None  # "Không đăng ký (2 điểm)": given, or taken for the want of it
        both = " và " in f" {levels[0].what.lower()} "
        return (PassFail(levels[0].what, levels[0].points, None, both=both),)
    if len(levels) != 2:
        return None
    first, second = levels
    if not _contrary(first.what, second.what) and not _is_denied(second.what, first.what):
        return None
    if first.points <= second.points:
        return None
    said = first.what.lower().split()
    if LATE_WORDS & set(said) and said[0] not in ("không", "chưa"):
        return None  # "50% điểm nếu chậm; không thực hiện: 0": what full points are for is not said
    return (PassFail(first.what, first.points, second.points),)


def _contrary(first: str, second: str) -> bool:
    """True when the second says that the first is not so ("thực hiện đầy đủ" - "không thực hiện", "trước" - "sau")."""
    before, after = _BEFORE.search(first.lower()), _AFTER.fullmatch(second.lower())
    if before and after:
        return before[1] == after[1]
    yes, no = first.lower().split(), second.lower().split()
    if not no or no[0] not in _NOT:
        return False
    rest = [word for word in no[1:] if word not in ("có", "được")]
    said = [word for word in yes if word not in ("có", "được")]
    return not rest or said[: len(rest)] == rest


def _is_denied(thing: str, denial: str) -> bool:
    """True when the denial is of the whole thing: "có vi phạm nhưng đã khắc phục" says more than "không có vi phạm"
    denies, and leaves a third case."""
    words = [[word for word in one.lower().split() if word not in (*_NOT, "có", "được")] for one in (thing, denial)]
    return _contrary(thing, denial) and len(words[0]) <= len(words[1])


def _many(levels: Sequence[Level], place: Place) -> tuple[Reading, ...] | None:
    """Several levels: their sum against the standard decides between a list and a choice."""
    if len(levels) < 2:
        return None
    if place.max is None:
        return (OneOf(tuple(levels), sure=False),) if place.nature == "bonus" else None
    rest = any(one.what == "còn lại" for one in levels)
    total, best = sum((one.points for one in levels), ZERO), max(one.points for one in levels)
    if (_classes(levels) or _places(levels) or rest) and best <= place.max:
        return (OneOf(tuple(levels)),)
    excluding = _excluding(levels)
    if total == place.max and best < place.max and not excluding:
        return (Checklist(tuple(levels), sure=not _of_one_kind(levels)),)
    if best != place.max:
        return None
    none = any(
        not one.points and (one.what.lower().startswith(("không", "chưa", "vắng", "bỏ")) or is_ill(one.what.lower()))
        for one in levels
    )
    if excluding or none or all(_DATED.search(one.what.lower()) for one in levels):
        return (OneOf(tuple(levels)),)
    return (OneOf(tuple(levels), sure=False),) if total > best else None


_WELL_WITHOUT: Final = re.compile(r"(không|chưa) (có|để|xảy ra|vi phạm|bị|phát sinh)\b")
"""What is well where it is not."""
_DATED: Final = re.compile(r"\b(trước|sau|từ|đến|trong)\b.*\b(\d{1,2}/\d{1,2}|tháng \d{1,2}|quý [ivx\d]+)\b")
"""A time something was done at, of which there is one."""
_PLACE: Final = re.compile(
    r"(.*\b(đứng|xếp|hạng|vị trí) |từ )?(thứ|hạng|vị trí)? ?(thứ )?"
    r"(nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|\d+)\b.*"
)
_PRIZES: Final = re.compile(r"\b(giải|huân|huy|bằng|cờ|danh hiệu)\b")


def _places(levels: Sequence[Level]) -> bool:
    """True when every level is a place among others, of which a unit has one."""
    words = [one.what.lower() for one in levels]
    return all(_PLACE.fullmatch(said) for said in words) and any(
        re.search(r"\b(thứ|hạng|vị trí)\b", said) and not _PRIZES.search(" ".join(words)) for said in words
    )


def _of_one_kind(levels: Sequence[Level]) -> bool:
    """True for levels of one thing (cấp tỉnh, cấp huyện): adding them up must be asked although the sum agrees."""
    if all(_RUNG.search(one.what.lower()) for one in levels):
        return True
    first = {next((word for word in one.what.lower().split() if word not in _LEADING), "") for one in levels}
    return len(first) == 1 and first <= {"cấp", "giải", "hạng", "mức", "loại", "bằng", "huy"}


def _excluding(levels: Sequence[Level]) -> bool:
    """True when levels exclude each other by their words: one says yes to what another denies."""
    words = [f" {one.what.lower()} " for one in levels]
    for yes, no in _OPPOSITE:
        starts = yes == "có"
        affirmed = [
            said
            for said in words
            if f" {no} " not in said and (said.startswith(f" {yes} ") if starts else f" {yes} " in said)
        ]
        denied = [said for said in words if f" {no} " in said]
        if affirmed and denied:
            return True
    return False


_BEFORE = re.compile(r"\btrước (?:ngày )?(\d+/\d+(?:/\d+)?)$")
_AFTER = re.compile(r"sau (?:ngày )?(\d+/\d+(?:/\d+)?)")
_CONDITION = re.compile(
    r"^(có|không|đúng|đủ|nếu|khi) |xếp loại|đạt (danh hiệu|chuẩn|giải|loại)|được (công nhận|tặng|khen)"
)
_CLASS_OF = re.compile(r": |(?= (?:được )?xếp loại | đạt loại | đạt mức )")
_CLASS = re.compile(
    r"((được |thực hiện |đánh giá |làm )*(xếp |đạt )?(loại|hạng|mức)? ?)?"
    r"((hoàn thành )?(xuất sắc|tốt|khá|giỏi|trung bình khá|trung bình|yếu|kém|đạt|a|b|c|d)( nhiệm vụ)?"
    r"|(không |chưa )?(hoàn thành|đạt)( nhiệm vụ)?|htxsnv|httnv|htnv|khtnv|ht xuất sắc|htxs|htt|ht|kht"
    r"|(hoàn thành |đạt |thực hiện )?vượt( mức)?( kế hoạch| chỉ tiêu| dự toán)?"
    r"|(không |chưa )?(đạt|hoàn thành) (kế hoạch|chỉ tiêu|dự toán))"
)


def _classes(levels: Sequence[Level]) -> bool:
    """True when every level names a class, of which a unit has one. The first may say of what ("Chỉ số …: Tốt")."""
    first = _CLASS_OF.split(levels[0].what.lower(), maxsplit=1)[-1].strip()
    return all(_CLASS.fullmatch(said) for said in (first, *(one.what.lower() for one in levels[1:])))
