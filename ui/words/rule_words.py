"""The content of an adopted rule in the words of the field, for the page of rules and the dialog that amends one.

Names of settings and of their closed choices are data here; a rule kind's meaning is not (that is `models.rules`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from models.book.regulation.citations import Doubt
from models.book.regulation.sources import cited
from models.rules import words as shared
from models.rules.number.text import show_date
from models.rules.place import conditions
from models.rules.words import capital

SETTINGS: Final = {
    "by": "Xếp theo",
    "compare": "So bằng",
    "digits": "Số chữ số sau dấu phẩy",
    "step": "Làm tròn đến",
    "mode": "Cách làm tròn",
    "ties": "Khi bằng nhau, xếp hạng",
    "tie_keys": "Bằng điểm thì xếp lần lượt theo",
    "key": "Tiêu chí phụ",
    "label": "Tên",
    "better": "Được xếp trên khi",
    "method": "Cách tính",
    "stage": "Bước chấm",
    "weights": "Hệ số",
    "trim": "Số điểm cao nhất, thấp nhất bỏ đi",
    "missing": "Khi thiếu",
    "labels": "Tên gọi",
    "bands": "Các mức",
    "class": "Mức",
    "from": "Từ",
    "from_inclusive": "Kể cả mức dưới",
    "to": "Đến",
    "to_inclusive": "Kể cả mức trên",
    "when": "Khi",
    "cap": "Điểm cao nhất để xếp loại",
    "effects": "Điều kiện kèm theo",
    "effect": "Thì",
    "titles": "Danh hiệu",
    "reason": "Lý do",
    "cite": "Căn cứ",
    "quote": "Nguyên văn",
    "below": "Quá số thì xuống mức",
    "share": "Tỷ lệ",
    "percent": "Tỷ lệ (%)",
    "fraction": "Phần",
    "max": "Tối đa",
    "base": "Tính trên",
    "rounding": "Làm tròn",
    "what": "Việc",
    "award": "Danh hiệu, hình thức",
    "by_size": "Theo số đơn vị",
    "per_group": "Tính riêng từng nhóm",
    "after": "Xét sau",
    "order": "Thứ tự chọn",
    "way": "Hình thức",
    "op": "Mức cần đạt",
    "written": "Ý kiến bằng văn bản",
    "max_rounds": "Số lượt bỏ phiếu nhiều nhất",
    "then": "Vẫn chưa đạt thì",
    "seats": "Số người được chọn",
    "own_vote": "Đơn vị được đề nghị có bỏ phiếu",
    "second": "Lượt sau chọn theo",
    "blank": "Phiếu không đánh dấu ô nào",
    "video": "Thành viên dự trực tuyến",
    "body": "Phiếu của",
    "counts": "Tính vào số có mặt",
    "holder": "Đối tượng",
    "words": "Cách gọi",
    "how": "Cách chọn",
    "successor": "Người kế tiếp",
    "one_per_round": "Mỗi đơn vị một lần trong vòng",
    "severities": "Mức nhắc",
    "round_from": "Vòng bắt đầu từ năm",
    "deputies": "Số cấp phó",
    "gap_years": "Số năm cách nhau",
    "newcomer_years": "Số năm đơn vị mới chưa xét",
    "term_years": "Số năm một nhiệm kỳ",
    "acting": "Thời gian quyền Trưởng khối",
    "basis": "Hình thức chọn",
    "one-per-round": "Mỗi đơn vị một lần trong vòng",
    "two-offices": "Một đơn vị hai vai trò",
    "term-length": "Thời gian một nhiệm kỳ",
    "term-runs": "Nhiệm kỳ đang còn",
    "gap": "Khoảng cách giữa hai lần",
    "newcomer": "Đơn vị mới",
    "excluded": "Năm đơn vị không xét",
    "due": "Hạn",
    "next_year": "Hạn thuộc năm sau",
    "item": "Mục",
    "consequence": "Gửi chậm thì",
    "over": "Nhắc khi cao hơn (điểm)",
    "compared_with": "So với bước",
    "name": "Tên",
    "short": "Viết tắt",
    "level": "Cấp",
    "decided_by": "Cấp quyết định",
    "appraised_by": "Cơ quan thẩm định",
    "submitted_by": "Người trình cấp quyết định",
    "coefficient": "Hệ số tiền thưởng",
    "needs": "Cần có",
    "dossier": "Hồ sơ gồm",
    "copies": "Số bộ",
    "includes": "Gồm cả",
    "units": "Dành cho đơn vị",
    "amount": "Mức (đồng)",
    "round_up_to": "Làm tròn lên đến (đồng)",
    "prefer": "Ưu tiên",
    "number": "Số văn bản",
    "amends": "Sửa đổi văn bản",
    "unsure": "Văn bản cần xác nhận",
    "obtain": "Cần có",
    "favourable": "Hồ sơ cũ được chọn quy định có lợi hơn",
    "all": "Đủ các điều",
    "any": "Một trong các điều",
    "not": "Không phải",
    "fact": "Điều",
    "ge": "Từ",
    "gt": "Trên",
    "le": "Không quá",
    "lt": "Dưới",
    "eq": "Là",
    "in": "Thuộc",
    "of": "Về",
    "since": "Từ khi",
    "years": "Số năm",
    "unused_by": "Chưa dùng cho",
}

CHOICES: Final = {
    "bloc": "khối",
    "council": "Hội đồng Thi đua - Khen thưởng",
    "raw": "tổng điểm",
    "percent-of-assigned": "tỷ lệ % trên điểm được giao",
    "percent-of-assigned-plus-bonus": "tỷ lệ % trên điểm được giao, cộng điểm thưởng",
    "exact": "số chính xác",
    "published": "số đã công bố",
    "1,1,3": "1, 1, 3",
    "dense": "1, 1, 2",
    "high": "cao hơn",
    "low": "thấp hơn",
    "bonus": shared.PARTS["bonus"],
    "fewer-penalties": "ít điểm trừ hơn",
    "last-year": shared.LAST_YEAR,
    "ballot": "bỏ phiếu",
    "decision": "quyết định kèm lý do",
    "last": "bước sau cùng có điểm",
    "mean": "trung bình cộng",
    "trimmed-mean": "trung bình, bỏ điểm cao nhất và thấp nhất",
    "weights": "theo hệ số",
    "sum": "cộng lại",
    "ask": "hỏi",
    "leave-out": "không tính phần thiếu",
    "earlier": "lấy bước trước đó",
    "zero": "tính 0 điểm",
    "not-ranked": "không xếp hạng",
    "class-at-most": "xếp cao nhất là",
    "bars-title": "không đề nghị",
    "needs-decision": "cần quyết định",
    "flag": "nhắc",
    **shared.ROUNDINGS,
    "half-up": "từ 0,5 làm tròn lên",
    "half-even": "0,5 làm tròn về số chẵn",
    **shared.COUNT_BASES,
    "rank": "thứ hạng",
    "votes": "số phiếu",
    "acclaim": "suy tôn (đồng ý, không đồng ý)",
    "elect": "bầu chọn",
    "hands": "giơ tay",
    **shared.VOTE_BASES,
    **shared.COUNTED,
    "plurality": "đa số phiếu",
    "invalid": "không hợp lệ",
    "chair": "chủ trì quyết định",
    "head-and-deputy": "Trưởng khối, Phó Trưởng khối quyết định",
    **shared.DECIDED_BY,
    "yes": "có",
    "no": "không",
    "member": "thành viên",
    "substitute": "người dự thay",
    **shared.HOLDERS,
    "elected": "bầu",
    "introduced": "giới thiệu",
    "proposed": "đề nghị công nhận",
    "appointed-then-rotates": "phân công lần đầu, sau đó luân phiên",
    "appointed": "phân công",
    "deputy": "cấp phó lên",
    "not-deputy": "không phải cấp phó",
    "turn": "tính là một lượt",
    "no-turn": "không tính là một lượt",
    "free": "không ràng buộc",
    "forbid": "không cho",
    "warn": "nhắc",
    "off": "không xét",
    "unit": "đơn vị",
    "commune": "xã",
    "district": "huyện",
    "province": "tỉnh",
    "ministry": "bộ, ngành",
    "state": "Nhà nước",
    "party": "Đảng",
    "women": "nữ",
    "hard-conditions": "nơi có điều kiện khó khăn",
    "more-outstanding": "thành tích nổi trội hơn",
    "*": "mọi danh hiệu, hình thức",
}
OWN_CHOICES: Final = {
    ("effect", "class"): "xếp",
    ("method", "stage"): "lấy điểm của một bước",
    ("second", "share"): "tỷ lệ như lượt đầu",
    ("blank", "valid"): "hợp lệ",
    ("op", "ge"): "từ mức này trở lên",
    ("op", "gt"): "quá mức này",
    ("written", "written"): "ý kiến bằng văn bản",
    ("counts", "written"): "người gửi ý kiến bằng văn bản",
}
"""Choices whose word depends on the setting they stand in."""

PREFIXES: Final = {
    "group:": "điểm nhóm {}",
    "item:": "điểm mục {}",
    "figure:": "số liệu {}",
    "rated:": "số đơn vị xếp {}",
    "rated-at-least:": "số đơn vị xếp từ {} trở lên",
    "reach:": "số đơn vị đạt từ {} điểm",
    "holders:": "số đã được tặng {}",
}
FREE: Final = frozenset(
    {
        "label",
        "class",
        "titles",
        "reason",
        "cite",
        "quote",
        "below",
        "what",
        "award",
        "after",
        "item",
        "consequence",
        "name",
        "short",
        "decided_by",
        "appraised_by",
        "submitted_by",
        "number",
        "amends",
        "unsure",
        "obtain",
        "needs",
        "dossier",
        "of",
        "since",
        "unused_by",
        "stage",
        "compared_with",
        "in",
        "eq",
        "includes",
        "units",
        "key",
    }
)
"""Settings whose text is the regulation's own (names, codes, wording), shown as it stands."""

_DECIMAL = re.compile(r"-?\d+\.\d+")
_MONTH_DAY = re.compile(r"\d\d-\d\d")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def doubt_words(doubt: Doubt) -> str:
    """Why a citation needs a look before it is printed."""
    cite = capital(cited(doubt.cite))
    if doubt.state == "changed":
        return (
            f"{cite} được sửa đổi từ {show_date(doubt.since)} theo văn bản số {doubt.by}, sổ chưa có "
            f"toàn văn; văn bản ngày {show_date(doubt.on)} nhắc đến quy định cũ. Đối chiếu trước khi ký."
        )
    held = "hết hiệu lực từ" if doubt.state == "expired" else "chỉ có hiệu lực từ"
    days = f"{held} {show_date(doubt.since)}, văn bản ngày {show_date(doubt.on)}"
    now = f" Nay theo {cited(doubt.by)}." if doubt.state == "expired" and doubt.by else ""
    return f"{cite} {days}.{now} Xem lại căn cứ trước khi in."


SCOPES: Final = {
    "meeting": "họp",
    "awards": "họp xét khen thưởng",
    "elect": "bầu chọn",
    "hands": "biểu quyết giơ tay",
    "acclaim": "suy tôn",
    "tie": "phân định đơn vị bằng điểm",
    "head": "giới thiệu Trưởng khối",
    "deputy": "giới thiệu Phó Trưởng khối",
    "other": "nội dung khác",
    "noi-troi": "tổ chức có thành tích nổi trội",
    "dossier": "hồ sơ khen thưởng",
    "veto-lists": "danh sách vi phạm",
    "thong-ke": "báo cáo thống kê",
    "individual": shared.HOLDERS["individual"],
    "collective": shared.HOLDERS["collective"],
    "household": shared.HOLDERS["household"],
    "*": "mọi danh hiệu, hình thức",
}


def scope_words(scope: str | None, words: Mapping[str, str], worded: Callable[[str], str] = str) -> str:
    """What a rule is for: "award:BK_TINH/individual" by the names of title and holder; `worded` says the program's own
    words as the bloc does."""
    if scope is None:
        return "mọi trường hợp"
    parts = [part for part in re.split("[:/]", scope) if part not in ("award", "title")]
    return ", ".join(words.get(part) or worded(SCOPES.get(part, part)) for part in parts)


def rule_text(spec: Mapping[str, Any], words: Mapping[str, str] | None = None) -> str:
    """The content of a rule, one setting a line; `words` names classes, stages and titles by their code."""
    named = {**(words or {}), **_labels(spec)}
    return "\n".join(_lines(spec, named, 0))


def _labels(spec: Mapping[str, Any]) -> dict[str, str]:
    """What the rule itself calls its classes."""
    bands = spec.get("bands") or ()
    return {str(band["class"]): str(band["label"]) for band in bands if "class" in band and "label" in band}


def _lines(spec: Mapping[str, Any], words: Mapping[str, str], depth: int) -> list[str]:
    pad = "    " * depth
    lines: list[str] = []
    for key, value in spec.items():
        name = SETTINGS.get(key, key)
        if key == "when":
            lines.append(f"{pad}{name}: {condition(value, words)}")
        elif isinstance(value, Mapping):
            lines += [f"{pad}{name}:", *_pairs(value, words, depth + 1)]
        elif isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(v, Mapping) for v in value):
            lines.append(f"{pad}{name}:")
            lines += [f"{pad}    {number}. {inline(one, words)}" for number, one in enumerate(value, start=1)]
        else:
            lines.append(f"{pad}{name}: {say(key, value, words)}")
    return lines


def _pairs(value: Mapping[str, Any], words: Mapping[str, str], depth: int) -> list[str]:
    """A table of free names (weights by stage, wordings) line by line."""
    return [
        f"{'    ' * depth}{words.get(key, SETTINGS.get(key, key))}: {say(key, one, words)}"
        for key, one in value.items()
    ]


def inline(one: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """One entry of a list on one line."""
    if set(one) == {"key"}:
        return say("key", one["key"], words)
    parts = []
    for key, value in one.items():
        if key == "class" and "label" in one:
            continue
        said = condition(value, words) if key == "when" else say(key, value, words)
        parts.append(said if key in ("label", "key") else f"{SETTINGS.get(key, key).lower()} {said}")
    return "; ".join(parts)


def condition(tree: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """A condition as one sentence: tests joined by "và", "hoặc"; what is denied stands in brackets."""
    for kind, joint in (("all", " và "), ("any", " hoặc ")):
        if kind in tree:
            inner = [condition(child, words) for child in tree[kind]]
            return inner[0] if len(inner) == 1 else "(" + joint.join(inner) + ")"
    if "not" in tree:
        return f"không phải ({condition(tree['not'], words)})"
    return conditions.why(tree, {}, words)[0].asked


def say(key: str, value: Any, words: Mapping[str, str]) -> str:
    """One value of a setting."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int) and value >= 1000:  # đồng
        return f"{value:,}".replace(",", ".")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(say(key, one, words) for one in value)
    text = str(value)
    if (key, text) in OWN_CHOICES:
        return OWN_CHOICES[key, text]
    prefix = next((one for one in PREFIXES if text.startswith(one)), None)
    if prefix is not None:
        rest = text[len(prefix) :]
        return PREFIXES[prefix].format(words.get(rest, rest))
    if text in words:
        return words[text]
    if key == "due" and _MONTH_DAY.fullmatch(text):
        return show_date(f"2000-{text}").removesuffix("/2000")
    if _DATE.fullmatch(text):
        return show_date(text)
    if _DECIMAL.fullmatch(text):
        return text.replace(".", ",")
    return CHOICES.get(text, text)
