"""What the heading of a column says that the column holds. Whole words only: "Công tác" is not "Cộng", and a column
"Điều kiện chấm điểm" holds no points. What a column really holds decides afterwards (`layout`).
"""

from __future__ import annotations

import re
from typing import Final

from models.exchange.form_table.model import Role
from models.rules.number.text import fold

MOST: Final = 90
"""A heading is short; a longer text is a sentence."""
_POINT_WORDS: Final = r"(?:điểm|thang điểm|số điểm|mức điểm|tổng điểm|barem|biểu điểm)"
_RULES: Final[tuple[tuple[Role, str], ...]] = (
    ("code", r"^(?:s\.?\s?t\.?\s?t\.?|t\.?t\.?|số tt|số thứ tự|thứ tự|mã(?: số| tc| tiêu chí| mục| hiệu)?|ký hiệu|mục|"
             r"số hiệu|khoản)$"),
    ("other", r"^(?:điểm |mức |mức điểm |điểm số )?(?:tối thiểu|thấp nhất|sàn|liệt|ngưỡng)$"),
    ("weight", r"\b(?:trọng số|hệ số|tỷ trọng|tỉ trọng)\b"),
    ("title", r"^(?:các )?(?:nội dung|tiêu chí|chỉ tiêu|tiêu chuẩn|nhiệm vụ)(?: [^\W\d_]+){0,3}(?: và|,|;| -| –|/|\+) ?"
              r"(?:cách|hướng dẫn|phương pháp|mức độ|yêu cầu|thang đo|quy định)\b"),
    ("title", r"^(?:mục tiêu|chỉ số)(?: (?:đánh giá|thành phần|thi đua))?$"),
    ("rule", rf"^(?!(?:{_POINT_WORDS})\b).*\b(?:cách|hướng dẫn|phương pháp|phương thức|nguyên tắc|quy định|"
             r"điều kiện|diễn giải|giải thích|công thức|yêu cầu|mức độ|thang đo|chi tiết)\b|"
             r"^tiêu chuẩn (?:cho|chấm) điểm|^(?:nội dung|mức) (?:cộng|trừ)"),
    ("evidence", r"\b(?:minh chứng|căn cứ|hồ sơ|tài liệu|kiểm chứng|chứng minh)\b"),
    ("scorer", r"^(?:đơn vị|cơ quan|người|bộ phận|phòng|ban|tổ)?,?\s?(?:cơ quan |đơn vị )?(?:chủ trì|theo dõi|"
               r"phụ trách|tham mưu)\b|^(?:đơn vị|cơ quan|người|bộ phận) (?:chấm|thẩm định|cho điểm)"),
    ("note", r"^(?:ghi chú|chú thích|lý do|lưu ý|giải trình|thuyết minh|ý kiến)\b"),
    ("group", rf"^(?:nhóm|lĩnh vực|phần|chuyên đề|mảng)(?! {_POINT_WORDS})\b"),
    ("title", rf"^(?!{_POINT_WORDS}\b).*\b(?:nội dung|tiêu chí|chỉ tiêu|tiêu chuẩn|nhiệm vụ|hạng mục|lỗi|hành vi|"
              r"vi phạm|mặt công tác|các mặt|công việc|danh mục)\b"),
    ("score", r"^(?!.*\b(?:tối đa|chuẩn)\b).*\b(?:tự|thẩm định|chấm|đạt|kết quả|quy đổi|duyệt|đề nghị|thực tế|"
              r"thống nhất|bình xét|kiểm tra|phúc tra|xét|công nhận|thực hiện|bình quân|năm trước|so với|đánh giá)\b"),
    ("score", r"^(?!.*\b(?:tối đa|chuẩn)\b).*\b(?:các|từng|mỗi) đơn vị\b|^(?:số )?điểm (?:của )?(?:đơn vị|cơ sở|"
              r"cơ quan|trường|xã|phường|khối|cụm|hội đồng|đoàn|tổ|ban|cấp trên|trên)$"),
    ("penalty", r"\btrừ\b"),
    ("bonus", r"\b(?:điểm|phần)\b.*\bcộng\b|\bcộng thêm\b|\bthưởng\b"),
    ("other", r"^(?:tổng|tổng cộng|cộng|tổng số)$|^(?:tổng|cộng) điểm$"),
    ("groupmax", rf"{_POINT_WORDS}.*\b(?:nhóm|phần|lĩnh vực|mục lớn|nội dung lớn)\b"),
    ("max", rf"\b{_POINT_WORDS}\b|\bthang\b|^(?:chuẩn|tối đa|mức tối đa)$"),
)  # fmt: skip
_SHORT: Final = (
    (re.compile(r"(?:^|(?<=\s))đ\.?\s?(?=(?:chuẩn|cộng|trừ|thưởng|tối đa|tự|chấm|thẩm định|đạt)\b)"), "điểm "),
    (re.compile(r"(?:^|(?<=\s))n\.?d\b\.?"), "nội dung"),
)
"""Words of headings that people shorten."""
_TONED: Final = tuple((role, re.compile(pattern)) for role, pattern in _RULES)
_BARE: Final = tuple((role, re.compile(fold(pattern))) for role, pattern in _RULES if "?!" not in pattern)


def heading_key(text: str) -> str:
    """A heading as its words are looked for: small letters, single spaces, without its column's number."""
    key = re.sub(r"\s*\(\d{1,2}\)$", "", " ".join(text.casefold().split())).strip(" :.")
    for short, word in _SHORT:
        key = short.sub(word, key)
    return key


def role_of(path: tuple[str, ...]) -> Role | None:
    """What a column holds by the headings above it, outermost first; None when they say nothing known.

    "Trừ" under "Điểm" is "điểm trừ"; a lower heading that says nothing alone takes the words above it.
    """
    keys = [heading_key(text) for text in path]
    if not keys or any(len(key) > MOST for key in keys[-1:]):
        return None
    own, whole = keys[-1], " ".join(keys)
    if len(keys) > 1 and re.search(rf"\b{_POINT_WORDS}\b", " ".join(keys[:-1])):
        if own == "cộng":
            return "bonus"
        found = "title" if own in ("mục", "khoản") else _found(own)
        if found in ("title", "group") and _found(keys[0]) == "max":
            return "max" if found == "title" else "groupmax"  # "Điểm › Nhóm", "Điểm › Tiêu chí", "Điểm › Mục"
        return found or _found(whole)
    return _found(own) or (_found(whole) if len(keys) > 1 and len(whole) <= MOST else None)


def _found(key: str) -> Role | None:
    if key.isascii():
        return next((role for role, pattern in (*_TONED, *_BARE) if pattern.search(key)), None)
    return next((role for role, pattern in _TONED if pattern.search(key)), None)
