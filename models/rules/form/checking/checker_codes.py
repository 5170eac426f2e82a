"""Printed codes of a form: repeated ones and gaps in their numbering.

Codes are free text with an order of their own; only plain counting is judged: "5.3" after "5.1" with no "5.2" anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from models.rules.form.model import Form, Item
from models.rules.form.plan import plan_of

_LAST_NUMBER = re.compile(r"(.*?)([0-9]+)")
_DOT_AFTER_LETTER = re.compile(r"(?<=[^\W\d_])\.")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ROMAN_ONLY = re.compile(r"[IVXL]+")


def _printed_codes(form: Form) -> Iterator[tuple[str, str, str]]:
    """Every printed code with the node it stands in and the node under which it must differ from others: nodes, parts,
    cases and bands, and lines without points. Every section may begin its counting anew.
    """
    for node in form.nodes:
        if node.code:
            yield node.code, node.key, node.parent or ""
        if isinstance(node, Item):
            within = node.parent or ""
            yield from ((code, node.key, within) for code in _part_codes(node) if code != node.code)
    for line in form.lines:
        yield line.code, line.under or "", line.under or ""


def _part_codes(item: Item) -> Iterator[str]:
    for part in plan_of(item).parts:
        if part.part.code:
            yield part.part.code
        for name in ("cases", "bands", "rows", "columns"):
            yield from (each.code for each in part.params.get(name, ()) if each.code)


def code_faults(form: Form) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Codes that stand twice side by side, and numbers missing between the lowest and the highest of one series."""
    seen: dict[str, str] = {}
    beside: dict[tuple[str, str], str] = {}
    for code, node, within in _printed_codes(form):
        if (within, code) in beside:
            yield "code.duplicate", node, {"code": code, "first": beside[within, code]}
        beside.setdefault((within, code), node)
        seen.setdefault(code, node)
    series: dict[str, dict[int, str]] = {}
    for code, node in seen.items():
        for prefix, number in _places(code):
            series.setdefault(prefix, {}).setdefault(number, node)
    for prefix, numbers in series.items():
        for number in range(min(numbers), max(numbers)):
            if number not in numbers:
                below = max(each for each in numbers if each < number)
                yield (
                    "code.skipped",
                    numbers[below],
                    {"code": _written(prefix, number), "after": _written(prefix, below)},
                )


def _places(code: str) -> Iterator[tuple[str, int]]:
    """The place of a code, and of every code it implies, in their series: "a4.2.1" counts for a4.2, a4 and a (as does
    a.4).
    """
    if _ROMAN_ONLY.fullmatch(code.split(".")[0]):
        yield "roman", _roman(code.split(".")[0])
    prefix = ""
    for match in _LAST_NUMBER.finditer(code):
        yield _DOT_AFTER_LETTER.sub("", prefix + match[1]).rstrip("."), int(match[2])
        prefix += match[0]


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _written(prefix: str, number: int) -> str:
    if prefix != "roman":
        return f"{prefix}.{number}" if prefix[-1:].isdigit() else f"{prefix}{number}"
    text = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += letters * (number // value)
        number %= value
    return text
