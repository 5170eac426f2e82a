"""Points for different things, taken together: met or not, a list that adds up, or levels of which one counts.

The sum of the levels against the item's standard decides between a list and a choice; words that exclude each other say
that it is a choice; where neither decides the reading is not `sure`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from models.rules.form.wordings.clauses import Award, Clause, HighestClause
from models.rules.form.wordings.readings import Checklist, Level, OneOf, PassFail, Place, Reading
from models.rules.number.points import ZERO

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
)
_LEADING: Final = ("có", "đạt", "được", "giành", "nếu", "đoạt", "xếp")
"""Words before the name of a level."""
_RUNG: Final = re.compile(r"\b(?:cấp|giải|hạng|huy chương|huân chương|bằng khen|giấy khen|cờ thi đua)\b")
"""Words of which one thing has several levels, the higher holding the lower or not."""
_WHOM: Final = ("đơn vị mới", "đơn vị thuộc", "đơn vị ở", "các đơn vị")
_NOT: Final = ("không", "chưa", "thiếu")


def read_levels(clauses: Sequence[Clause], place: Place) -> tuple[Reading, ...] | None:
    """Awards for different things: met or not, a list that adds up, or levels of which one counts."""
    highest = [one for one in clauses if isinstance(one, HighestClause)]
    awards = [one for one in clauses if isinstance(one, Award)]
    if len(awards) + len(highest) < len(clauses) or len(highest) > 1 or not awards:
        return None
    if any(one.single is None or one.each or not one.what for one in awards):
        return None
    if awards[0].effect is None and any(one.effect == "plus" for one in awards[1:]):
        return None  # ". Đơn vị mới được cộng 1 điểm": on top of the levels, none of them
    whom = [one.what.lower().startswith(_WHOM) for one in awards]
    if any(whom) and not all(whom):
        return None  # one says for whom, the others for what
    effects = {place.gain(one.effect) for one in awards if one.single}
    if effects - {"plus"}:
        return None
    if len(awards) == 1 and not awards[0].giving.earned and not _CONDITION.search(awards[0].what.lower()):
        return None  # "Công tác cải cách hành chính (15 điểm)": a title with its standard
    levels = tuple(Level(one.points, one.what) for one in awards)
    if highest:
        return (OneOf(levels),) if len(levels) > 1 else None
    return _met(levels, place) or _many(levels, place)


def _met(levels: Sequence[Level], place: Place) -> tuple[Reading, ...] | None:
    """One level, or a level and its contrary."""
    if len(levels) == 1:
        if not levels[0].points or (levels[0].points != place.max and place.nature != "bonus"):
            return None
        both = " và " in f" {levels[0].what.lower()} "
        return (PassFail(levels[0].what, levels[0].points, None, both=both),)
    if len(levels) != 2:
        return None
    first, second = levels
    if not _contrary(first.what, second.what) and not _contrary(second.what, first.what):
        return None
    if first.points <= second.points:
        return None
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


def _many(levels: Sequence[Level], place: Place) -> tuple[Reading, ...] | None:
    """Several levels: their sum against the standard decides between a list and a choice."""
    if len(levels) < 2:
        return None
    if place.max is None:
        return (OneOf(tuple(levels), sure=False),) if place.nature == "bonus" else None
    total, best = sum((one.points for one in levels), ZERO), max(one.points for one in levels)
    if _classes(levels) and best <= place.max:
        return (OneOf(tuple(levels)),)
    excluding = _excluding(levels)
    if total == place.max and best < place.max and not excluding:
        return (Checklist(tuple(levels), sure=not _of_one_kind(levels)),)
    if best != place.max:
        return None
    none = any(not one.points and one.what.lower().startswith(("không", "chưa")) for one in levels)
    if excluding or none:
        return (OneOf(tuple(levels)),)
    return (OneOf(tuple(levels), sure=False),) if total > best else None


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
    r"((được |thực hiện |đánh giá )*(xếp |đạt )?(loại|hạng|mức)? ?)?"
    r"((hoàn thành )?(xuất sắc|tốt|khá|giỏi|trung bình khá|trung bình|yếu|kém|đạt|a|b|c|d)( nhiệm vụ)?"
    r"|(không |chưa )?(hoàn thành|đạt)( nhiệm vụ)?)"
)


def _classes(levels: Sequence[Level]) -> bool:
    """True when every level names a class, of which a unit has one. The first may say of what ("Chỉ số …: Tốt")."""
    first = _CLASS_OF.split(levels[0].what.lower(), maxsplit=1)[-1].strip()
    return all(_CLASS.fullmatch(said) for said in (first, *(one.what.lower() for one in levels[1:])))
