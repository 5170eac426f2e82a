"""Words that say what a line of a table is: a total, a class, a signature, a note, "hoặc". Whole words in their tones:
"Cộng đồng" and "Tổng kết" are no totals.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from typing import Final

from models.exchange.form_table.model import Nature
from models.exchange.form_table.points import number

_N: Final = r"\d{1,3}(?:\.\d{3}){1,2}|\d{1,9}(?:[.,]\d{1,15})?"
_NAMED: Final = r"(?<![^\W_])(?:[ivxlc]+|[a-zđ]|\d{1,2})(?![^\W_])"
_TOTAL: Final = re.compile(
    r"(?:(?:điểm )?tổng(?: (?:số|cộng|điểm|hợp điểm))*|cộng|cộng (?:chung|tổng)|tổng chung)"
    r"(?:(?: |$)(?>điểm|số|cộng|chung|toàn|cả|bảng|phần|mục|nhóm|chuẩn|tối|đa|các|của|thi|đua|tiêu|chí|nội|dung|chấm|"
    rf"đạt|được|cuối|cùng|đơn|vị|tự|thưởng|trừ|thang|năm|khối|cụm|lĩnh|vực|và|phạt|trước|sau|khi|chưa|tính|bao|gồm|{_NAMED}|[-+=&,:()/.…]+|\d+)*)*"
)
"""Each word is taken whole (`?>`): a line of dots under a total would else be cut in every way there is."""
_MAY_BE_TOTAL: Final = re.compile(
    r"(?>(?:điểm|cộng|tổng|tối đa|chuẩn|số|thang|toàn|bộ|bảng|chung|của|cả|năm|đơn vị|tất cả|các|tiêu chí|mục|kết quả|"
    r"chấm|[ivxlc]+|[a-zđ]|[-+=&,:()/.…]+|\d+)(?:(?<=[(+]) ?| |$|(?=[-+=&,:()])))+"
)
_SAYS_TOTAL: Final = re.compile(r"\b(?:điểm|cộng|tổng|thang|tối đa|toàn|tất cả)\b")
_CLASS: Final = re.compile(
    rf"(?:(?:tổng |số )*điểm |đạt )?(?:từ |trên |dưới |≥|>|<|≤|đạt )+\s*(?:{_N})\s*(?:điểm|đ)?.*"
    r"(?::|trở lên|loại|xếp|danh hiệu|không xét).*"
)
_CLASS_HEAD: Final = re.compile(
    r"(?:\W*)(?:cách |tiêu chuẩn |mức |quy định )?(?:xếp loại|phân loại|xếp hạng|đánh giá, xếp)\b.*"
)
_CLASS_NAME: Final = re.compile(
    r"\W*(?:loại |hạng )?(?:hoàn thành|không hoàn thành|xuất sắc|tốt|khá|trung bình|yếu|đạt|không đạt|loại [a-d])\b"
    rf"[^:]{{0,30}}:.*(?:{_N})\s*(?:điểm|đ)\b.*(?:trở lên|đến|dưới).*"
)
_NOTE_WORDS: Final = r"\W*(?:ghi chú|lưu ý|chú ý|chú thích|chú giải)"
_NOTE: Final = re.compile(rf"{_NOTE_WORDS}\b.*", re.DOTALL)
_NOTES: Final = re.compile(rf"{_NOTE_WORDS}\W*")
_BAR: Final = re.compile(
    r"(?:(?:các|những|phần|nhóm|nội dung|trường hợp|tiêu chí|quy định|về) )*(?:điểm liệt|điều kiện loại trừ|"
    r"(?:không|bị|không được) (?:xét thi đua|xếp hạng|xếp loại|loại trừ|xét khen thưởng|xét tặng)|loại trừ)\b.{0,60}"
)
_SIGNED: Final = re.compile(
    r"(?:.{0,40}, )?ngày\b.{0,12}\btháng\b.{0,12}\bnăm\b.*|nơi nhận.*|người (?:lập|chấm|kiểm)\b.{0,20}|"
    r"(?:t[ml]|kt|tuq|q)\.\s.*|(?:đã ký|ký tên|ký, ).*|\(?ký\b.*"
)
_OR: Final = re.compile(r"[-–(\s]*(?:hoặc|hoặc là|hay)[:.,)\s]*")
_OR_BEFORE: Final = re.compile(r"[-–\s]*hoặc(?: là)?[:,]?\s+(?=\S)", re.IGNORECASE)
_LINKS: Final = "trong đó|cụ thể|gồm|bao gồm|như sau"
_LINK: Final = re.compile(rf"\W*(?:{_LINKS})\W*")
_LEADS: Final = re.compile(rf"\W*(?:{_LINKS}|nếu|trường hợp|hoặc)\b")
_FAULT: Final = re.compile(r"\W*(?:vắng|chậm|trễ|không|thiếu|sai)\b|.*(?<!chuẩn )(?<!thiết )(?<!trang )\bbị\b")
_SCORES: Final = re.compile(
    r"(?:\d|½)\s*(?:đ|điểm)\b|(?:^|[\s:(])[-+−–]\s?\d{1,3}(?:[.,]\d+)?(?=\s*(?:$|[;)/]))"
    r"|không (?:được )?(?:tính |cho |chấm )?điểm|hết điểm"
    r"|\bcho điểm\b|%|\btỷ lệ\b",
)
_GIVES: Final = re.compile(r"\b(?:trừ|cộng|thưởng)\b")
"""With a number anywhere behind it. The first is looked at alone: what stands behind another stands behind it too."""
_BONUS: Final = re.compile(
    r"(?:phần |mục |nhóm |các |nội dung |trường hợp |tiêu chí )*(?:được )?"
    r"(?:điểm (?:cộng|thưởng)|(?:cộng|thưởng) điểm)\b.*"
)
_PENALTY: Final = re.compile(
    r"(?:phần |mục |nhóm |các |nội dung |trường hợp |tiêu chí |hành vi |vi phạm )*"
    r"(?:bị )?(?:điểm (?:trừ|phạt)|(?:trừ|phạt) điểm)\b.*"
)
_BONUS_SAID: Final = re.compile(r"\bđiểm (?:cộng|thưởng)\b|\b(?:cộng|thưởng)(?: thêm)? điểm\b")
_PENALTY_SAID: Final = re.compile(r"\bđiểm (?:trừ|phạt)\b|\b(?:trừ|phạt) điểm\b")
_CAP: Final = re.compile(
    rf"(?:tối đa|không quá|cao nhất|nhiều nhất|không vượt quá)(?: là)?\s*:?\s*({_N})\s*(?:điểm|đ)\b", re.IGNORECASE
)
_IN_TITLE: Final = re.compile(
    rf"[\s:\-–,]{{0,6}}[(\[]\s{{0,4}}(?:tối đa|không quá|nhiều nhất|cao nhất|điểm chuẩn|điểm tối đa|thang điểm|"
    rf"tổng điểm)?\s*:?"
    rf"\s*({_N})\s*(?:điểm|đ)\s*[)\]]\s*[.:]?$"
    rf"|\s{{0,4}}[:\-–]\s{{0,4}}(?:tối đa |điểm chuẩn |điểm tối đa )?({_N})\s*điểm\s*[.:]?$",
    re.IGNORECASE,
)
_IN_WORDS: Final = re.compile(
    r"\s?\((?:(?:viết )?bằng chữ:? ?[^()\d]{0,40}|(?:(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|"
    r"mười|mươi|trăm|nghìn|ngàn|linh|lẻ|phẩy|phảy|rưỡi|chẵn) ){1,14})\s?điểm\.?\)\.?$",
    re.IGNORECASE,
)
_BETWEEN: Final = ("và", "đến", "với", "cộng", "trừ")
_COUNTED: Final = ("nhóm", "mục", "phần", "tiêu chuẩn", "tiêu chí", "nội dung", "lĩnh vực", "điều", "khoản", "chương")
"""Words of groups: a number behind them names one ("nhóm 2"); before any word it counts ("2 nhóm")."""
_ONE_OF: Final = re.compile(
    r"\b(?:chỉ (?:tính|chọn|lấy|chấm)|chọn|lấy|tính)\b.{0,24}\b(?:một|1|cao nhất)\b|\bmột trong (?:các|số|những)\b",
    re.IGNORECASE,
)
_START: Final = re.compile(
    rf"(?:có sẵn|được cấp|điểm khởi đầu|khởi điểm|xuất phát(?: từ)?|bắt đầu với|ban đầu(?: là| có)?|đều có)"
    rf"\s*(?:là |có )?({_N})\s*điểm|(?<![\d.,])({_N})\s*điểm\s*(?:ban đầu|khởi đầu|khởi điểm|đầu năm|có sẵn)",
    re.IGNORECASE,
)


_RULE_BEHIND: Final = re.compile(r"((?:(?:\d+|[IVX]+|[a-zđ])[.)]\s*)?[^.\n]{4,200}?\w{2,})\.\s+([^\W\d_].{12,})")
_START_LINE: Final = re.compile(
    r"(?:tổng )?(?:số )?điểm (?:được )?(?:có sẵn|ban đầu|khởi đầu|khởi điểm|xuất phát|nền|đầu năm|cho sẵn|cấp sẵn)\b.*"
)


def plainly(text: str) -> str:
    """A text in small letters with single spaces, its marks kept."""
    return " ".join(text.casefold().split())


def _in_digits(text: str) -> str:
    """A text without the number in words behind it: "Tổng: 100 điểm (Một trăm điểm)"."""
    return _IN_WORDS.sub("", text)


def is_total(text: str) -> bool:
    """Whether the words say nothing but that the line sums up others."""
    key = plainly(_in_digits(text).replace(":", " : ")).strip(" .:;")
    if key in ("tong cong", "tong diem", "tong so diem", "cong"):
        return True
    return nature_of(key) is None and bool(_TOTAL.fullmatch(key))


def may_be_total(text: str) -> bool:
    """Whether words name nothing but points ("Điểm tối đa", "Thang điểm"): a total where the sums say so."""
    key = plainly(text).strip(" .:;")
    return bool(_MAY_BE_TOTAL.fullmatch(key) and _SAYS_TOTAL.search(key))


def total_of(text: str, codes: Collection[str]) -> str:
    """The code of the group a line sums up ("Cộng mục I" -> "I"), as the groups write it where they do; "" when it sums
    up the table.
    """
    words = [word.strip("():.,;") for word in text.split()]
    named: list[tuple[str, bool]] = []
    for place, word in enumerate(words[1:], start=1):
        behind = " ".join(words[max(place - 2, 0) : place]).casefold().endswith(_COUNTED)
        after = words[place + 1] if place + 1 < len(words) else ""
        counts = after.isalpha() and after.casefold() not in _BETWEEN
        digits = re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*", word) is not None and (behind or not counts)
        small = behind and re.fullmatch(r"[ivxlc]+|[a-zđ]", word) is not None
        if digits or small or re.fullmatch(r"[IVXLC]+|[A-ZĐ]", word):
            named.append((word, behind))
    if len(named) != 1:
        return ""
    word, behind = named[0]
    if word in codes or not behind:
        return word
    return next((code for code in codes if code.casefold() == word.casefold()), word)


def is_class_line(text: str) -> bool:
    """Whether a line says which total makes which class."""
    key = plainly(text).lstrip("-+•*– ")
    return bool(_CLASS.fullmatch(key) or _CLASS_HEAD.fullmatch(key) or _CLASS_NAME.fullmatch(key))


def is_bar(text: str) -> bool:
    """Whether a title heads what shuts a unit out of the ranking, which is no criterion."""
    return bool(_BAR.fullmatch(plainly(text)))


def heads_notes(text: str) -> bool:
    """Whether a line says only that notes follow."""
    return bool(_NOTES.fullmatch(plainly(text)))


def is_note(text: str) -> bool:
    """Whether a line begins as a note."""
    return bool(_NOTE.fullmatch(plainly(text)))


def is_signature(text: str) -> bool:
    """Whether a line belongs to the block of signatures, by its words."""
    return bool(_SIGNED.fullmatch(plainly(text)))


def is_or(text: str) -> bool:
    """Whether a line is only the word that makes alternatives of its neighbours."""
    return bool(_OR.fullmatch(plainly(text)))


def without_or(text: str) -> tuple[str, bool]:
    """A title without the "Hoặc" before it, and whether there was one."""
    found = _OR_BEFORE.match(text)
    return (text[found.end() :], True) if found else (text, False)


def is_link(text: str) -> bool:
    """Whether a line only leads to those below it ("Trong đó:")."""
    return bool(_LINK.fullmatch(plainly(text)))


def leads(text: str) -> bool:
    """Whether words begin by leading to a list ("trong đó …")."""
    return bool(_LEADS.match(plainly(text)))


def says_a_fault(text: str) -> bool:
    """Whether words say what was not done, or what befalls who did it: a rule, though no number of points."""
    return bool(_FAULT.match(plainly(text)))


def scores(text: str) -> bool:
    """Whether a text speaks of points won or lost."""
    text = plainly(text)
    verb = _GIVES.search(text)
    return bool(_SCORES.search(text) or (verb and re.search(r"\d", text[verb.end() :])))


def says_points(text: str) -> bool:
    """Whether a text says points in digits: "trừ 2 điểm", "-0,5đ"."""
    return bool(re.search(r"\d\s*(?:điểm|đ)\b", plainly(text)))


def natures_said(text: str) -> set[Nature]:
    """Whether words speak of points added, of points taken off, or of both."""
    key = plainly(text)
    found: set[Nature] = {"bonus"} if _BONUS_SAID.search(key) else set()
    return found | {"penalty"} if _PENALTY_SAID.search(key) else found


def nature_of(title: str) -> Nature | None:
    """Whether a title says that what stands under it adds or takes off points."""
    key = plainly(title)
    if len(natures_said(key)) > 1:
        return None  # "Điểm thưởng, điểm phạt": its lines say which
    return "bonus" if _BONUS.fullmatch(key) else "penalty" if _PENALTY.fullmatch(key) else None


def cap_of(title: str) -> Fraction | None:
    """The cap a section's title says: "Điểm cộng (tối đa 10 điểm)"."""
    found = _CAP.search(title)
    return number(found[1]) if found else None


def points_in(title: str) -> tuple[str, Fraction | None]:
    """A title without the points written behind it, and these points."""
    title = _in_digits(title)
    found = _IN_TITLE.search(title)
    if not found:
        return title, None
    return title[: found.start()].rstrip(" ,;:-–"), number(found[1] or found[2])


def title_and_rule(text: str) -> tuple[str, str] | None:
    """A title and the sentences of points behind it in one line; None where no point parts them, or where the title
    speaks of points itself.
    """
    found = _RULE_BEHIND.match(text)
    if not found or scores(found[1]) or not says_points(found[2]):
        return None
    return found[1], found[2]


def says_one_of(text: str) -> bool:
    """Whether words say that only one of several lines counts."""
    return bool(_ONE_OF.search(text))


def is_start(title: str) -> bool:
    """Whether a line gives the points everybody has from the beginning: "Điểm có sẵn đầu năm"."""
    return bool(_START_LINE.fullmatch(plainly(title)))


def start_of(text: str) -> Fraction | None:
    """The points every unit has before any are taken off, where a sentence says so."""
    found = _START.search(text)
    return number(found[1] or found[2]) if found else None


def per_case(title: str) -> bool:
    """Whether a title says that it counts each time: "(mỗi kỳ)", "/lần"."""
    return bool(re.search(r"\b(?:mỗi|từng|cứ)\b|/\s?[^\W\d_]", plainly(title)))
