"""What scoring forms are called in words: parts, their parameters, types of input, and the faults the checker finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from models.rules import words as shared
from models.rules.form.checking.checker import Fault
from models.rules.form.explained import needs_words
from models.rules.form.parts.criteria import KINDS
from models.rules.form.scoring import Form, Group, InputSpec, Item, Node, Part
from ui.words.messages import show

EFFECTS: Final = shared.PARTS
INPUT_TYPES: Final = {
    "count": "Số lượng (số nguyên)",
    "percent": "Tỷ lệ (%)",
    "figure": "Số liệu",
    "points": "Điểm",
    "date": "Ngày",
    "yes-no": "Có hoặc không",
    "choice": "Chọn một mức",
    "checks": "Đánh dấu từng điều kiện",
}
PARAMETERS: Final = {
    "input": "Số liệu",
    "points": "Điểm",
    "pass": "Điểm khi đạt",
    "fail": "Điểm khi không đạt",
    "values": "Điểm từng điều kiện",
    "labels": "Các điều kiện",
    "percent": "Tỷ lệ hoàn thành (%)",
    "done": "Số thực hiện",
    "target": "Số chỉ tiêu",
    "limit": "Tỷ lệ tính tối đa (%)",
    "bands": "Các mức",
    "above": "Tính từ trên mức",
    "unit": "Mỗi phần tính là",
    "per": "Điểm cho mỗi phần",
    "whole": "Chỉ tính phần trọn",
    "row": "Số liệu theo hàng",
    "column": "Số liệu theo cột",
    "rows": "Các mức theo hàng",
    "columns": "Các mức theo cột",
    "cases": "Các loại trường hợp",
    "from": "Trừ dần từ điểm",
    "most": "Trừ nhiều nhất",
    "deadline": "Hạn",
    "on_time": "Điểm khi đúng hạn",
    "late": "Điểm khi chậm",
    "none": "Điểm khi không có",
    "documents": "Các tài liệu phải có",
    "at_target": "Phần điểm khi đạt chỉ tiêu",
    "map": "Điểm theo kết quả",
    "factor": "Hệ số",
    "least": "Dưới tỷ lệ này thì không có điểm (%)",
    "below": "Tính phần thiếu từ dưới mức",
    "share": "Tính phần thiếu theo % của chỉ tiêu",
    "working": "Chỉ tính ngày làm việc",
    "holidays": "Ngày nghỉ lễ không tính",
    "undone": "Trừ khi không có",
    "places": "Điểm theo thứ hạng",
    "after": "Điểm của các hạng còn lại",
    "fewer": "Số liệu thấp hơn thì xếp trên",
    "of": "So điểm của các mục, nhóm",
    "bonus": "Tính cả điểm thưởng của các mục ấy",
}
"""A parameter of a part kind as its field is labelled; a test holds that every kind's every parameter is here."""

KIND_PLACE: Final = "cách chấm “{kind}”"
"""How a refusal names the place of a parameter that cannot be read."""

FEED_FAULTS: Final = {
    "no-item": "bảng chấm điểm không còn mục này",
    "no-input": "mục không còn hỏi số liệu này",
    "no-indicator": "chỉ tiêu không còn trong phong trào",
    "no-level": "mức không còn trong thang chất lượng",
}
"""Why an input that was filled from the log cannot be any more."""

FAULTS: Final = {
    "form.no_items": "Bảng chưa có mục chấm nào.",
    "sum.total": "Bảng ghi tổng {stated} điểm, cộng các nhóm được {sum}.",
    "sum.group": "Nhóm ghi {stated} điểm, cộng các mục được {sum}.",
    "group.empty": "Nhóm chưa có mục nào.",
    "item.no_points": "Mục chưa ghi điểm chuẩn và chưa có cách chấm.",
    "item.standard_unreachable": "Điểm chuẩn {max}, cách chấm cho nhiều nhất {most}: không đơn vị nào được đủ điểm.",
    "item.parts_exceed_standard": "Cách chấm cho đến {most} điểm, cao hơn điểm chuẩn {max}.",
    "cap.never_bites": "Mức tối đa {cap} không bao giờ có tác dụng, vì chỉ được nhiều nhất {most}.",
    "penalty.larger_than_item": "Một lần trừ {penalty} điểm, lớn hơn cả mục ({max} điểm).",
    "column.negative_bonus": "Cột điểm thưởng in số âm ({printed}).",
    "header.unexplained": "Cột {effect} in số {printed} mà không cách chấm nào của mục cho số ấy.",
    "input.unused": "Số liệu “{label}” không được dùng để chấm.",
    "band.overlap": "Các mức chồng nhau {stretch}: một giá trị thuộc hai mức.",
    "band.gap": "Các mức hở {stretch}: giá trị ở đó không thuộc mức nào.",
    "band.undefined_below": "Các mức không nói giá trị {stretch} được mấy điểm.",
    "band.undefined_above": "Các mức không nói giá trị {stretch} được mấy điểm.",
    "class.undefined_below": "Không có mức xếp loại nào cho điểm {stretch}.",
    "class.undefined_above": "Không có mức xếp loại nào cho điểm {stretch}.",
    "class.overlap": "Hai mức xếp loại chồng nhau {stretch}.",
    "class.gap": "Các mức xếp loại hở {stretch}.",
    "class.unreachable": "Không đơn vị nào đạt được mức xếp loại “{class}” (từ {from} điểm).",
    "code.duplicate": "Ký hiệu “{code}” dùng hai lần.",
    "code.skipped": "Sau “{after}” thiếu ký hiệu “{code}”.",
    **{
        f"feed.{why}": f"Sổ theo dõi không điền được “{{label}}” nữa: {said}. Chọn lại ở “Mục lấy từ sổ theo dõi…”."
        for why, said in FEED_FAULTS.items()
    },
}
"""What the checker finds, by its code; a fault nobody named is shown by its code, and a test finds those."""


def fault_words(fault: Fault) -> str:
    """One fault as a sentence."""
    facts: dict[str, Any] = {name: _fact(name, value) for name, value in fault.facts.items()}
    facts["stretch"] = _stretch(fault.facts.get("from"), fault.facts.get("to"))
    template = FAULTS.get(fault.code, fault.code)
    return template.format_map(_Facts(facts))


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _fact(name: str, value: object) -> str:
    return EFFECTS.get(str(value), str(value)) if name == "effect" else show(value)


def _stretch(low: object, high: object) -> str:
    if low is None and high is None:
        return ""
    if low == high:
        return f"ở {show(low)}"
    if low is None:
        return f"dưới {show(high)}"
    if high is None:
        return f"trên {show(low)}"
    return f"từ {show(low)} đến {show(high)}"


BOUNDS: Final = {
    "cap": "Điểm chuẩn tính tối đa",
    "base_cap": "Điểm chuẩn tính tối đa",
    "bonus_cap": "Điểm thưởng tối đa",
    "together_cap": "Chuẩn và thưởng cùng không quá",
    "penalty_cap": "Điểm trừ nhiều nhất",
    "floor": "Không thấp hơn",
}
"""What bounds the sums of a node, as its fields and its lines are labelled."""

SHARED_BOUNDS: Final = ("bonus_cap", "together_cap", "penalty_cap", "floor")
"""The bounds that an item and a group have alike, in the order in which they are laid on."""

_TOLD: Final = ("on_time", "late", "from", "most", "least", "undone", "after", "factor")


def part_words(part: Part, inputs: Sequence[InputSpec] | None = None) -> str:
    """One part in a line: its own name, its kind, its numbers and bounds; with the inputs its condition in words."""
    kind = KINDS[part.kind].name
    said = [f"{part.label}: {kind.lower()}" if part.label else kind]
    params = part.params
    numbers = [
        f"{PARAMETERS[name].lower()} {_plain(params[name])}"
        for name in ("points", "pass", "fail", "below", "unit", "per", *_TOLD)
        if isinstance(params.get(name), str | int)
    ]
    if isinstance(params.get("deadline"), str):
        numbers.append(f"hạn {show(params['deadline'])}")
    if places := _listed(params.get("places")):
        numbers.append("lần lượt từ hạng 1: " + "; ".join(map(_plain, places)))
    if part.cap is not None:
        numbers.append(f"không quá {show(part.cap)}")
    if part.needs == "full-base":
        numbers.append("chỉ khi đạt đủ điểm chuẩn")
    elif part.needs is not None:
        numbers.append("có điều kiện" if inputs is None else f"khi {needs_words(part.needs, inputs)}")
    if part.one_of:
        numbers.append(f"chỉ tính một mức trong nhóm “{part.one_of}”")
    return ", ".join([*said, *numbers])


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _plain(value: object) -> str:
    return str(value).replace(".", ",") if isinstance(value, str | int) else show(value)


def node_lines(form: Form, node: Node) -> list[str]:
    """What the panel says of a node under its title: points, who scores, evidence, each part, the rule's own words."""
    lines = []
    if node.max is not None:
        lines.append(f"Điểm chuẩn: {show(node.max)}")
    if node.weight is not None:
        lines.append(f"Hệ số: {show(node.weight)}")
    lines += [f"{label}: {show(value)}" for label, value in _bounds(node) if value is not None]
    if isinstance(node, Group) and node.one_of:
        lines.append("Chỉ tính một mục cao điểm nhất trong nhóm")
    if node.scorer:
        lines.append(f"Đơn vị chấm mục này: {node.scorer}")
    if node.evidence:
        lines.append(f"Căn cứ chấm điểm: {node.evidence}")
    if isinstance(node, Item):
        parts = [f"{EFFECTS[part.effect].capitalize()}: {_small(part_words(part, node.inputs))}" for part in node.parts]
        lines += parts or ["Cách chấm: cho điểm trực tiếp"]
        lines += [
            "Điểm được so: " + "; ".join(node_words(form, form.node(key)) for key in compared(part))
            for part in node.parts
            if compared(part)
        ]
        if node.inputs:
            lines.append("Số liệu cần có: " + ", ".join(spec.label for spec in node.inputs))
    return lines


def compared(part: Part) -> tuple[str, ...]:
    """The nodes whose points a part compares."""
    return tuple(map(str, _listed(part.params.get("of"))))


def _listed(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def node_words(form: Form, node: Node) -> str:
    """A node in a list: its code (or the path to it) and title."""
    return f"{form.called(node.key)}. {node.title}" if node.code else node.title


def _bounds(node: Node) -> tuple[tuple[str, Fraction | None], ...]:
    if isinstance(node, Group):
        return ((BOUNDS["cap"], node.cap), *((BOUNDS[name], getattr(node, name)) for name in SHARED_BOUNDS))
    return ((BOUNDS["base_cap"], node.base_cap), *((BOUNDS[name], getattr(node, name)) for name in SHARED_BOUNDS))


def version_words(
    name: str, version: int, state: str, used: tuple[tuple[int, str], ...], groups: Mapping[str, str]
) -> str:
    """A version in a chooser: "Bảng chấm điểm năm 2025, bản 2 (áp dụng năm 2025)"."""
    years = ", ".join(f"năm {year}{' nhóm ' + groups.get(group, group) if group else ''}" for year, group in used)
    where = f"áp dụng {years}" if years else "dự thảo" if state == "draft" else "đã áp dụng"
    return f"{name}, bản {version} ({where})"
