"""An item's way of scoring told back in the book's own words, made from its parts and never from the sentence it was
read from, with an example in numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from models.rules.form.explained import needs_words
from models.rules.form.plan import PartPlan, plan_of
from models.rules.form.scoring import InputSpec, Item, Part
from models.rules.form.wordings.example import Example, example
from models.rules.form.wordings.proposal import Proposal
from models.rules.form.wordings.readings import Unread
from ui.words.form_words import part_words
from ui.words.messages import show
from ui.words.wording_words import QUESTIONS, doubt_words

_GIVES: Final = {"base": "được", "bonus": "thưởng thêm", "penalty": "trừ"}


def item_words(item: Item) -> str:
    """Everything that is scored on an item, a sentence per part; "" for an item scored by hand alone."""
    told = [_part(item, plan) for plan in plan_of(item).parts]
    if plan_of(item).open_base and item.max is not None and told:
        told.insert(0, "người chấm cho điểm chuẩn")
    if any(part.one_of is not None for part in item.parts):
        told.append("chỉ tính phần được nhiều điểm hơn")
    if told and item.floor is not None:
        told.append(f"mục không thấp hơn {show(item.floor)} điểm")
    if not told:
        return ""
    return "; ".join(dict.fromkeys(told)) + _needs(item)


def _needs(item: Item) -> str:
    """The condition all parts share."""
    needs = [part.needs for part in item.parts if part.needs is not None and part.needs != "full-base"]
    return f"; chỉ khi {needs_words(needs[0], item.inputs)}, nếu không thì 0 điểm" if needs else ""


def _part(item: Item, plan: PartPlan) -> str:
    tell = _KINDS.get(plan.part.kind)
    if tell is None:
        return part_words(plan.part, item.inputs)
    return tell(item, plan.part, plan.params)


def _label(item: Item, name: str) -> str:
    spec = item.input(name)
    return _small(spec.label) if spec is not None else name


def _cap(part: Part) -> str:
    if part.cap is None:
        return ""
    verb = "trừ nhiều nhất" if part.effect == "penalty" else "nhiều nhất"
    return f", {verb} {show(part.cap)} điểm"


def _full(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    starts = any(one.effect == "penalty" for one in item.parts)
    return f"bắt đầu từ {show(p['points'])} điểm" if starts else f"được {show(p['points'])} điểm"


def _by_hand(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    kind = {"base": "", "bonus": "thưởng ", "penalty": "trừ "}[part.effect]
    what = f" – {_label(item, p['input'])}" if "input" in p else ""
    return f"người chấm ghi điểm {kind}".rstrip() + what + _cap(part)


def _pass_fail(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    return f"“{_label(item, p['input'])}”: có thì {show(p['pass'])} điểm, không thì {show(p['fail'])} điểm"


def _checklist(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    each = [f"{_small(label)} {show(value)}" for label, value in zip(p["labels"], p["values"], strict=True)]
    return f"cộng điểm các điều kiện đạt được: {', '.join(each)}"


def _share(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    bound = f", quá {show(p['limit'])}% chỉ tính {show(p['limit'])}%" if p.get("limit") is not None else ""
    return f"{show(p['points'])} điểm nhân với {_without_unit(_label(item, p['percent']))}{bound}"


def _over(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    return f"thưởng thêm {show(p['points'])} điểm nhân với phần vượt 100%{_cap(part)}"


def _bands(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    told = [f"{_stretch(band)} được {show(band.points)}" for band in p["bands"]]
    return f"theo {_label(item, p['input'])}: {', '.join(told)} điểm"


def _stretch(band: Any) -> str:
    if band.low is not None and band.low == band.high:
        return f"đúng {show(band.low)}"
    low = "" if band.low is None else f"{'từ' if band.low_in else 'trên'} {show(band.low)}"
    if band.high is None:
        return f"{low} trở lên" if band.low_in else low
    high = f"{'đến' if band.high_in else 'đến dưới' if low else 'dưới'} {show(band.high)}"
    return f"{low} {high}".strip()


def _units(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    parts = "phần lẻ không tính" if p["whole"] else "phần lẻ tính theo tỷ lệ"
    over = f" trên {show(p['above'])}%" if p["above"] else ""
    gives = f"{_GIVES[part.effect]} {show(p['per'])} điểm"
    spec = item.input(p["input"])
    if spec is not None and spec.type == "count":
        return _several(_counted(item, p["input"]), p, gives + _cap(part), parts)
    what = _without_unit(_label(item, p["input"]))
    return f"cứ {show(p['unit'])}%{over} của “{what}” {gives}{_cap(part)} ({parts})"


def _several(counted: str, p: Mapping[str, Any], gives: str, parts: str) -> str:
    """Points from a certain case on, or for so many cases together."""
    if p["unit"] == 1:
        return f"mỗi {counted} từ thứ {show(p['above'] + 1)} trở đi {gives}"
    free = f", {show(p['above'])} trường hợp đầu không tính" if p["above"] else ""
    return f"cứ {show(p['unit'])} {counted} {gives}{free} ({parts})"


def _below(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    if "below" in p:
        short = f"dưới {show(p['below'])}% của “{_without_unit(_label(item, p['input']))}”"
        unit = f"{show(p['unit'])}%"
    else:
        short = f"“{_without_unit(_label(item, p['done']))}” thấp hơn “{_without_unit(_label(item, p['target']))}”"
        percents = (spec := item.input(p["done"])) is not None and spec.type == "percent"
        unit = f"{show(p['unit'])}{'%' if p['share'] else ' điểm phần trăm' if percents else ' đơn vị'}"
    start = f"bắt đầu từ {show(p['from'])} điểm, " if "from" in p else ""
    most = f", trừ nhiều nhất {show(p['most'])} điểm" if p.get("most") is not None else ""
    floor = f", không thấp hơn {show(part.floor)} điểm" if part.floor is not None else ""
    parts = "phần lẻ không tính" if p["whole"] else "phần lẻ tính theo tỷ lệ"
    return f"{start}cứ {unit} {short} trừ {show(p['per'])} điểm{most or _cap(part)}{floor} ({parts})"


def _lost(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    told = []
    for case in p["cases"]:
        spec = item.input(case.input)
        once = spec is not None and spec.type == "yes-no"
        what = f"“{_label(item, case.input)}”" if once else _counted(item, case.input)
        loses = f"trừ {show(case.points)} điểm"
        told.append(f"{what}: có thì {loses}, một lần" if once else f"mỗi {what} {loses}")
    start = f"bắt đầu từ {show(p['from'])} điểm, " if "from" in p else ""
    most = f", trừ nhiều nhất {show(p['most'])} điểm" if p.get("most") is not None else ""
    floor = f", không thấp hơn {show(part.floor)} điểm" if part.floor is not None else ""
    return start + ", ".join(told) + most + floor


def _earned(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    told = [f"mỗi {_counted(item, case.input)} {_GIVES[part.effect]} {show(case.points)} điểm" for case in p["cases"]]
    return ", ".join(told) + _cap(part)


def _counted(item: Item, name: str) -> str:
    """What an input counts: "Số văn bản chậm" counts "văn bản chậm"."""
    label = _label(item, name)
    return label.removeprefix("số ").removeprefix("lần: ")


def _chosen(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    if "map" not in p:
        return part_words(part, item.inputs)
    spec = item.input(p["input"])
    names = dict(spec.choices) if spec is not None else {}
    told = [f"{_small(names.get(key, key))} {show(value)} điểm" for key, value in p["map"].items()]
    return f"chỉ tính một mức: {', '.join(told)}"


def _leader(item: Item, part: Part, p: Mapping[str, Any]) -> str:
    what = _label(item, p["input"])
    return f"đơn vị có {what} cao nhất được {show(p['points'])} điểm, đơn vị khác theo tỷ lệ với đơn vị ấy"


def _without_unit(label: str) -> str:
    return label.removesuffix(" (%)")


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


_KINDS: Final[Mapping[str, Callable[[Item, Part, Mapping[str, Any]], str]]] = {
    "full/1": _full,
    "by-hand/1": _by_hand,
    "pass-fail/1": _pass_fail,
    "checklist/1": _checklist,
    "share-of-target/1": _share,
    "over-target/1": _over,
    "bands/1": _bands,
    "extra-units/1": _units,
    "lose-below/1": _below,
    "lose-below-target/1": _below,
    "deduct-per-case/1": _lost,
    "earn-per-case/1": _earned,
    "imported-result/1": _chosen,
    "award-bonus/1": _chosen,
    "leader-relative/1": _leader,
}
"""The kinds a proposal makes; others are told by `form_words.part_words`."""


def example_words(item: Item) -> str:
    """The example of an item: "số văn bản chậm: 2 → 2,5 trong 3 điểm"; "" where there is none."""
    found = example(item)
    if found is None:
        return ""
    told = [_given(spec, value) for spec, value in found.inputs]
    if found.by_hand is not None:
        told.insert(0, f"người chấm cho {show(found.by_hand)} điểm")
    if found.best is not None:
        told.append(f"đơn vị cao nhất: {show(found.best)}")
    return f"{'; '.join(told)} → {_result(found)}"


def _given(spec: InputSpec, value: object) -> str:
    label = _small(_without_unit(spec.label))
    if spec.type == "choice":
        return f"{label}: {_small(dict(spec.choices)[str(value)])}"
    if isinstance(value, tuple):
        met = [_small(name) for (_, name), there in zip(spec.choices, value, strict=True) if there]
        return f"{label}: {', '.join(met)}"
    unit = "%" if spec.type == "percent" else ""
    return f"{label}: {show(value)}{unit}"


def _result(found: Example) -> str:
    points = found.points
    if found.standard is None:
        return f"trừ {show(-points)} điểm" if points < Fraction(0) else f"{show(points)} điểm"
    more = f", thưởng thêm {show(found.bonus)} điểm" if found.bonus else ""
    return f"{show(points)} trong {show(found.standard)} điểm{more}"


def proposal_words(got: Proposal | Unread) -> str:
    """What was read, the example, what is asked and what to look at; a line each."""
    if isinstance(got, Unread):
        return f"Chưa đọc được từ chỗ “{got.left}”. Lời được giữ nguyên, mục chấm như hiện nay."
    told = [f"Đọc được: {item_words(got.item)}."]
    if shown := example_words(got.item):
        told.append(f"Ví dụ: {shown}.")
    if got.open:
        told.append("Cần trả lời: " + " ".join(QUESTIONS[key] for key in got.open))
    if got.doubts:
        told.append(f"Cần xem: {doubt_words(got.doubts, got.left)}.")
    return "\n".join(told)
