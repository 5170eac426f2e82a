"""What is wrong with a document that comes in, at the place named: what is asked for there, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from models.exchange.document_schema import DATE, KEY
from ui.words.rule_faults import fault_words

_KINDS: Final = {
    "string": "chữ, đặt trong dấu nháy",
    "integer": "một số nguyên",
    "boolean": "true hoặc false",
    "array": "một danh sách [ ]",
    "object": "một nhóm mục { }",
    "number": "một số",
}
_PATTERNS: Final = {
    KEY: "cần ghi mã gồm chữ thường không dấu, chữ số, dấu chấm, dấu gạch nối, không quá 40 chữ",
    DATE: "cần ghi ngày như 2026-10-01",
}
_OTHER: Final = {
    "ballot": "cuộc bỏ phiếu ghi chưa đúng cách",
    "integrity": "trùng hoặc không đi cùng được với mục khác",
    "pattern": "viết chưa đúng cách",
    "base64": "phần mã hóa base64 bị hỏng",
}
_NO_JSON: Final = {
    "syntax": "dòng {line} không đúng cách viết của tệp trao đổi",
    "empty": "tệp không có gì",
    "encoding": "dòng {line} có chữ không theo mã UTF-8",
    "deep": "các phần lồng vào nhau quá sâu",
    "half": "có ký tự chỉ còn một nửa",
    "number": "số {said} dài quá mức sổ giữ được",
    "nan": "{said} không phải là số",
    "twice": "mục “{said}” ghi hai lần ở cùng một chỗ",
}
_MANY: Final = 8


def no_document(facts: Mapping[str, Any]) -> str:
    """Why a file is no document at all (`import.not_json`)."""
    return _NO_JSON[str(facts["what"])].format(line=facts.get("line"), said=facts.get("said"))


def fault(facts: Mapping[str, Any]) -> str:
    """The fault of `import.bad_place`: a word of JSON Schema with what it asks for, or the fault of a rule's spec."""
    what, wanted, names = str(facts.get("what")), facts.get("wanted"), facts.get("names", ())
    if what.startswith("spec."):
        return fault_words(what, facts.get("details", {}), str(facts.get("place")))
    if what == "type":
        kinds = wanted if isinstance(wanted, list) else [wanted]
        return f"cần ghi {' hoặc '.join(_KINDS.get(str(kind), str(kind)) for kind in kinds)}"
    if what in ("minimum", "maximum"):
        return f"cần ghi số từ {wanted} trở lên" if what == "minimum" else f"cần ghi số không quá {wanted}"
    if what in ("enum", "const"):
        choices = wanted if isinstance(wanted, list) else [wanted]
        return f"cần ghi một trong: {', '.join(map(str, choices[:_MANY]))}{' …' if len(choices) > _MANY else ''}"
    if what in ("required", "additionalProperties"):
        listed = ", ".join(f"“{name[:40]}”" for name in names[:_MANY])
        return f"thiếu mục {listed}" if what == "required" else f"không có mục tên {listed}"
    if what == "pattern" and isinstance(wanted, str):
        return _PATTERNS.get(wanted, _OTHER["pattern"])
    return _OTHER.get(what, _OTHER["pattern"])
