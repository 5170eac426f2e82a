"""What is wrong with a rule, in the words of the field: which setting, what was written there, what it must be.

A mistake is known by its code, its place ("spec.bands[1].from") and what it says; names of settings are `rule_words`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, Final

from models.rules.place.pack_lines import steps
from models.rules.place.rule_kinds import KINDS
from ui.words.question_words import FAULTS
from ui.words.rule_words import CHOICES, OWN_CHOICES, PREFIXES, SETTINGS

HEAD: Final = {
    "key": "Mã",
    "name": "Tên quy định",
    "number": "Số, ký hiệu",
    "issued_on": "Ngày ban hành",
    "issued_by": "Nơi ban hành",
    "valid_from": "Có hiệu lực từ",
    "valid_to": "Hiệu lực đến hết",
    "source": "Nguồn",
    "unverified": "Chưa đối chiếu bản gốc",
    "kind": "Loại quy định",
    "scope": "Áp dụng cho",
    "cite": "Căn cứ",
    "quote": "Nguyên văn",
    "spec": "Nội dung áp dụng",
}
"""What a rule and its document say of themselves."""

WANTED: Final = {
    "text": "chữ, đặt trong dấu nháy",
    "yes-no": "có hoặc không (true, false)",
    "number": "một số",
    "month-day": "ngày và tháng",
    "date": "một ngày (năm-tháng-ngày)",
    "table": "một nhóm các mục",
}
_MANY: Final = 8
"""So many choices are listed, no more."""


def told(code: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a refusal about a rule with `where` and `fault` in words."""
    details = facts.get("details", facts)
    place = str(facts.get("place") or "")
    names = place_words(place)
    setting = f"mục “{names}”" if names else ""
    if code != "regulation.bad_pack":
        kind = KINDS[facts["kind"]].name if facts.get("kind") in KINDS else ""
        where = ", ".join(part for part in (kind or "Quy định", str(facts.get("cite") or ""), setting) if part)
    else:
        rule = f"quy định thứ {facts.get('number')} trong tệp"
        part = {"rule": rule, "regulation": "phần đầu tệp"}.get(str(facts.get("part")), "")
        said = facts.get("fault") in ("spec.unknown_key", "toml.unreadable")
        where = ", ".join(one for one in (part, "" if said else setting) if one)
    return {
        **facts,
        "where": f"{where}: " if where else "chỗ này ",
        "fault": fault_words(str(facts.get("fault")), details, place),
    }


def place_words(place: str) -> str:
    """`spec.bands[1].from` as "Các mức, dòng 2, Từ"."""
    walked = [step for step in steps(place) if step != "spec"]
    named: list[str] = []
    for step in walked:
        if isinstance(step, int):
            named.append(f"dòng {step + 1}")
        else:
            named.append(HEAD[step] if not place.startswith("spec") and step in HEAD else SETTINGS.get(step, step))
    return ", ".join(named)


def fault_words(fault: str, details: Mapping[str, Any], place: str) -> str:
    """What is wrong, with what was written and what it must be."""
    found = str(details.get("found", ""))
    if fault == "spec.unknown_key":
        return _unknown(str(details.get("key", "")), details.get("known", ()))
    if fault == "spec.not_a_choice":
        return f"“{found}” không nằm trong các lựa chọn: {_choices(place, details.get('choices', ()))}"
    if fault == "spec.out_of_range":
        return _range(found, details.get("low"), details.get("high"))
    if fault == "spec.wrong_value":
        return f"“{found}” chưa đúng, cần ghi {WANTED.get(str(details.get('wanted')), 'giá trị khác')}"
    if fault == "spec.exactly_one_of":
        return f"cần ghi đúng một trong: {', '.join(SETTINGS.get(key, key) for key in details.get('keys', ()))}"
    if fault == "rule.unknown_kind":
        return f"không có loại quy định “{details.get('kind', '')}”"
    if fault == "condition.unknown_fact":
        return f"không có điều kiện tên “{details.get('fact', '')}”"
    if fault == "rule.unknown_class":
        return f"không có mức xếp loại “{details.get('class', '')}”"
    if fault == "rule.other_award":
        return f"phạm vi ghi danh hiệu “{details.get('scope', '')}”, nội dung ghi “{details.get('award', '')}”"
    return FAULTS.get(fault, fault)


def _unknown(key: str, known: Sequence[str]) -> str:
    near = get_close_matches(key, [str(one) for one in known], 1)
    hint = f", có thể là “{near[0]}” ({SETTINGS.get(near[0]) or HEAD.get(near[0], near[0])})" if near else ""
    return f"không có mục “{key}”{hint}"


def _choices(place: str, names: Sequence[str]) -> str:
    setting = next((str(step) for step in reversed(steps(place)) if isinstance(step, str)), "")
    said = []
    for name in names[:_MANY]:
        word = OWN_CHOICES.get((setting, name)) or CHOICES.get(name) or PREFIXES.get(name, "").format("…")
        said.append(f"{name} ({word})" if word else name)
    return ", ".join(said) + (" …" if len(names) > _MANY else "")


def _range(found: str, low: Any, high: Any) -> str:
    ends = [f"từ {_number(low)}" if low is not None else "", f"đến {_number(high)}" if high is not None else ""]
    return f"{found} ngoài khoảng {' '.join(part for part in ends if part)}"


def _number(value: Any) -> str:
    return str(value.numerator) if isinstance(value, Fraction) and value.denominator == 1 else str(value)
