"""What is said of a table of criteria that came in: what each column and line was taken for, why, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from ui.words.messages import fill, show

if TYPE_CHECKING:
    from models.exchange.form_table.model import Asked, FormReading, Kind, Mark, Role, TreeNode, Why

ROLES: Final[Mapping[Role, str]] = {
    "code": "Mục (số thứ tự)",
    "title": "Nội dung, tiêu chí",
    "group": "Tên nhóm",
    "max": "Điểm chuẩn",
    "groupmax": "Điểm của nhóm",
    "bonus": "Điểm thưởng",
    "penalty": "Điểm trừ",
    "weight": "Trọng số",
    "rule": "Cách chấm",
    "evidence": "Căn cứ chấm điểm",
    "scorer": "Đơn vị chấm",
    "note": "Ghi chú",
    "score": "Cột để chấm",
    "other": "Không thuộc bảng",
}
SHORT: Final[Mapping[Role, str]] = {
    "code": "Mục",
    "title": "Nội dung",
    "group": "Nhóm",
    "max": "Điểm",
    "groupmax": "Điểm nhóm",
    "bonus": "Thưởng",
    "penalty": "Trừ",
    "weight": "Trọng số",
    "rule": "Cách chấm",
    "evidence": "Căn cứ",
    "scorer": "Đơn vị chấm",
    "note": "Ghi chú",
    "score": "(để chấm)",
    "other": "(bỏ qua)",
}
"""The same for the head of a narrow column."""
KINDS: Final[Mapping[Kind, str]] = {
    "node": "Nhóm hoặc mục",
    "sentence": "Lời của mục ở trên",
    "or": "Chữ “hoặc” giữa hai cách",
    "total": "Dòng tổng",
    "subtotal": "Dòng cộng của nhóm",
    "class-line": "Dòng xếp loại",
    "note": "Lời ghi ngoài bảng",
    "signature": "Phần ký tên",
    "column-numbers": "Số thứ tự cột",
    "repeated-heading": "Tiêu đề lặp lại",
    "second-table": "Bảng khác",
    "link-word": "Chữ nối (trong đó)",
    "own-heading": "Tiêu đề riêng của phần cộng, trừ",
}
MARKS: Final[Mapping[Mark, str]] = {
    "heading": "Là tên nhóm",
    "criterion": "Là mục chấm",
    "alternative": "Là một cách chọn (hoặc)",
    "sentence": "Là lời của mục ở trên",
    "footer": "Không thuộc bảng",
}
WHYS: Final = {
    "numbering": "đánh số {fact}",
    "bullet": "gạch đầu dòng",
    "code-in-title": "số thứ tự nằm trong ô nội dung",
    "own-heading": "phần có tiêu đề bảng riêng",
    "group-column": "cột nhóm riêng, gộp nhiều dòng",
    "bold": "chữ đậm",
    "caps": "chữ hoa",
    "indent": "thụt vào",
    "merge": "ô gộp",
    "sum": "các dòng dưới cộng lại đúng {fact}",
    "total-by-sum": "các dòng trên cộng lại đúng bằng số này",
    "one-of": "chỉ tính một dòng",
    "by-hand": "người dùng chỉnh",
    "ten-lost-its-zero": "Excel bỏ số 0, đọc là {fact}",
    "code-was-a-day": "Excel đổi số thứ tự thành ngày {fact}",
    "heading": "tiêu đề “{fact}”",
    "unknown-heading": "tiêu đề “{fact}” chưa rõ",
    "holds-words": "trong cột là lời, không phải số",
    "holds-codes": "trong cột chỉ có số thứ tự",
    "holds-no-words": "cột để trống hoặc toàn số",
    "second-title": "lời dài bên cạnh cột nội dung",
    "apart": "điểm ở dòng khác với cột điểm của mục",
    "second-points": "cùng dòng đã có cột điểm khác",
    "content": "theo những gì có trong cột",
}
"""Reasons, by code; {fact} is what a reason rests on."""

QUESTIONS: Final = {
    "no-heading": "Không thấy dòng tiêu đề, các cột đọc theo nội dung. Xem lại cột.",
    "second-form": "Trang “{page}” còn một bảng tiêu chí nữa, bảng đó không được lấy. Chọn bảng cần lấy.",
    "goes-on": "Bảng đọc tiếp sang trang “{page}”.",
    "two-point-columns": "Cột “{heading}” cũng ghi điểm ở các dòng đã có điểm; cột này không được lấy.",
    "weights": "Cột “{heading}” là trọng số. Tính thế nào?",
    "weighing": "Điểm tự chấm nhân với cột “{heading}” thế nào? Dòng tổng của phiếu không cho biết.",
    "two-readings": "{count} dòng ({names}) đọc được theo hai cách, cộng điểm không phân định. Xem lại cấp các dòng.",
    "one-of": "“{name}” {points} điểm, các dòng dưới cộng lại {sum}. Tính thế nào?",
    "sum-differs": "“{name}” ghi {points} điểm, các dòng dưới cộng lại {sum}. Lấy số nào?",
    "section-cap": "“{name}” ghi {points} điểm, các dòng dưới cộng lại {sum}: lấy {points} làm mức tối đa.",
    "thousand": "“{text}” ở “{name}” đọc là {points} (không phải {other}).",
    "group-points-missing": "{count} nhóm không ghi điểm ({names}): lấy tổng các dòng dưới.",
    "points-computed": "{count} ô điểm là công thức chưa lưu kết quả ({names}): lấy tổng các ô công thức cộng.",
    "points-range": "{count} mục ghi điểm theo khoảng ({names}): lấy số cao làm điểm chuẩn.",
    "points-in-brackets": "{count} mục ghi điểm trong ngoặc ({names}): đọc là điểm chuẩn, không phải điểm trừ.",
    "points-missing": "{count} mục không ghi điểm ({names}). Ghi điểm sau, hoặc chọn lại loại dòng.",
    "points-shared": "{count} mục ({names}) dùng chung ô điểm gộp với mục ở trên, điểm tính cho mục trên. Chia lại.",
    "second-table": "Dưới bảng còn một bảng khác ({count} dòng: {names}), bảng đó không được lấy.",
    "code-twice": "{count} dòng có số thứ tự trùng với dòng khác cùng cấp ({names}). Xem lại cấp của dòng.",
    "once-or-per-case": "{count} mục chỉ ghi số điểm trừ ({names}): trừ một lần hay mỗi trường hợp?",
    "ten-lost-its-zero": "{count} số thứ tự bị Excel bỏ số 0 ở cuối ({names}), đọc theo thứ tự.",
    "code-was-a-day": "{count} số thứ tự bị Excel đổi thành ngày ({names}). Xem lại.",
    "total-by-sum": "Dòng “{name}” {points} điểm bằng tổng các dòng trên: đọc là dòng tổng, không phải mục. Là mục thì "
    "chọn lại loại dòng.",
    "total-differs": "Dòng tổng ghi {points} điểm, các nhóm cộng lại {sum}. Lấy số nào?",
    "starting-points": "Bảng chỉ trừ điểm, lời ghi cho sẵn {points} điểm. Lập dòng điểm có sẵn?",
    "bonus-cap-in-note": "Lời ngoài bảng “{text}”. Ghi tổng điểm thưởng của cả bảng không quá {points} điểm?",
    "penalty-cap-in-note": "Lời ngoài bảng “{text}”. Ghi tổng điểm trừ của cả bảng không quá {points} điểm?",
    "rule-in-note": "Lời ngoài bảng có nói về điểm: “{text}”. Lời này không thành mục; cần thì ghi thêm vào bảng.",
}
"""What is asked, or said to be assumed."""
OPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "weights": {"percent": "phần trăm của 100 điểm", "factor": "hệ số nhân với điểm"},
    "weighing": {
        "share": "trọng số là số điểm của mức tối đa",
        "percent": "lấy phần trăm của điểm chấm",
        "factor": "nhân điểm chấm với trọng số",
    },
    "one-of": {"one-of": "chỉ tính dòng cao nhất", "sum": "cộng các dòng"},
    "sum-differs": {"keep": "số ghi ở nhóm", "sum": "tổng các dòng"},
    "bonus-cap-in-note": {"none": "chỉ giữ là lời", "cap": "ghi mức tối đa"},
    "penalty-cap-in-note": {"none": "chỉ giữ là lời", "cap": "ghi mức tối đa"},
    "section-cap": {"cap": "mức tối đa"},
    "once-or-per-case": {"once": "trừ một lần", "per-case": "mỗi trường hợp"},
    "total-differs": {"keep": "số ghi ở dòng tổng", "sum": "tổng các nhóm"},
    "starting-points": {"line": "lập dòng điểm có sẵn", "none": "không lập"},
}
_LONGEST: Final = 140


def why_words(whys: Iterable[Why]) -> str:
    """The reasons in one line."""
    return "; ".join(WHYS[why.code].format(fact=_shown(why.fact)) for why in whys)


def _shown(fact: str) -> str:
    """A fact as people write it: a number with a comma, "" as a dash."""
    from fractions import Fraction

    if fact and fact.replace("/", "").isdigit():
        return show(Fraction(fact))
    return fact or "–"


def asked_words(asked: Asked) -> str:
    """A question or an assumption in words."""
    facts = dict(asked.facts)
    names = facts.get("names")
    if isinstance(names, list | tuple):
        count = facts.get("count")
        more = "…" if isinstance(count, int) and count > len(names) else ""
        facts["names"] = ", ".join(f"“{_cut(str(name), 40)}”" for name in names[:3]) + (more or "…" * (len(names) > 3))
    if isinstance(facts.get("text"), str):
        facts["text"] = _cut(str(facts["text"]), _LONGEST)
    return fill(QUESTIONS[asked.code], facts)


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def option_words(code: str, option: str) -> str:
    """An answer in words."""
    return OPTIONS[code][option]


def node_points(node: TreeNode) -> str:
    """The points of a node as the tree shows them: 20, +5, −2, or what its lines add up to in brackets."""
    if node.weight is not None:
        return f"{show(node.weight)}%"
    if node.max is None:
        return f"({show(node.reached)})" if node.reached is not None else ""
    sign = {"bonus": "+", "penalty": "−"}.get(node.nature, "")
    return f"{sign}{show(node.max)}"


def summary(reading: FormReading) -> str:
    """What was found, in one sentence."""
    groups = sum(node.kind == "group" for node in reading.nodes())
    total = f", tổng {show(reading.total)} điểm" if reading.total is not None else ", không có dòng tổng"
    counted = reading.account.counted()
    refused = f", {counted['refused']} ô chưa lấy được" if counted["refused"] else ""
    return (
        f"Đọc được {groups} nhóm, {reading.items} mục{total}. "
        f"{counted['taken']} ô đã lấy{refused}, {counted['ignored']} ô bỏ qua."
    )
