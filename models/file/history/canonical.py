"""Canonical JSON and digests: one text for one content, on every machine and in twenty years.

UTF-8, NFC, sorted keys, no spaces, exact numbers as strings (`"8.5"`, `"13/15"`), no nulls (a member that is not said
is left out). Nothing here knows a table or a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from unicodedata import is_normalized, normalize

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)
quoted: Final = json.encoder.encode_basestring
"""A text as it stands in canonical JSON, nothing of it put right."""
DEEPEST: Final = 100
"""Levels of lists and objects in one another; no text of ours has more than a few."""
_LONGEST_NUMBER: Final = 30
"""Digits of a whole number; counts and years have few, points are text."""


class Unreadable(ValueError):
    """Text that is no JSON of ours: damaged, nested without end, or with numbers that no book holds."""


def whole(digits: str) -> int:
    """A whole number as a document holds them; `Unreadable` when it has no end."""
    if len(digits) > _LONGEST_NUMBER:
        raise Unreadable(f"a number of {len(digits)} digits")
    return int(digits)


def no_number(name: str) -> Any:
    """NaN and infinities are none."""
    raise Unreadable(f"{name} is no number")


_DECODER: Final = json.JSONDecoder(parse_float=str, parse_int=whole, parse_constant=no_number)


def encode(value: object) -> str:
    """The canonical JSON text of `value`; TypeError for a binary float, a null in a list or any other type."""
    return _ENCODER.encode(plain(value))


def exact(value: object) -> str:
    """The canonical JSON text of what `decode` gave or `plain` made, nothing of it put right."""
    return _ENCODER.encode(value)


def decode(text: str) -> Any:
    """Read canonical JSON; a number with a decimal point (none is ever written) would come back as its text.
    `Unreadable` for anything else, before it costs memory or the stack."""
    if not isinstance(text, str):  # a column that was damaged into another kind
        raise Unreadable("no text")
    if len(text) > DEEPEST and text.count("[") + text.count("{") > DEEPEST and too_deep(text):
        raise Unreadable("nested too deep")
    try:
        try:  # without looking for spaces around it, which ours never have: that is half of reading a short text
            value, end = _DECODER.raw_decode(text)
        except json.JSONDecodeError:
            end = -1
        if end != len(text):
            value = _DECODER.decode(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if "\\u" in text and _HALF.search(exact(value)):
        raise Unreadable("half a sign")
    return value


def too_deep(text: str, deepest: int = DEEPEST) -> bool:
    """Whether lists and objects stand in one another deeper than `deepest`; brackets inside strings are no levels."""
    left = _NO_BRACKET.sub("", _STRING.sub("", text))
    for _ in range(deepest // 2):  # each turn takes away one level or two
        if not left:
            return False
        left = left.replace("[]", "").replace("{}", "")
    level = 0
    for sign in _BRACKETS.finditer(text):
        level += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign[0], 0)
        if level > deepest:
            return True
    return False


_HALF: Final = re.compile("[\ud800-\udfff]")
"""Half of a pair of signs, which no text that can be written holds."""
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NO_BRACKET: Final = re.compile(r"[^\[\]{}]+")
_BRACKETS: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{}\]]', re.DOTALL)


def plain(value: object) -> Any:
    """`value` as text, int, bool, list and dict only: numbers as canonical text, NFC, members that are None dropped."""
    if isinstance(value, str):
        return value if is_normalized("NFC", value) else normalize("NFC", value)
    if isinstance(value, int):
        return value
    if isinstance(value, (dict, Mapping)):  # nearly always a dict, which is told at once
        return {_name(name): plain(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return number_text(value)


def number_text(value: object) -> str:
    """An exact number as canonical text; TypeError for anything else, above all for a binary float."""
    from decimal import Decimal  # a book without points on its first page needs no arithmetic
    from fractions import Fraction

    from models.rules.number.points import to_text

    if isinstance(value, Decimal) and value.is_finite():
        value = Fraction(value)
    if isinstance(value, Fraction):
        return to_text(value)
    raise TypeError(f"no canonical form for {type(value).__name__}: {value!r}")


def sha256(content: str | bytes) -> str:
    """The SHA-256 of text (as UTF-8) or bytes, in lower-case hexadecimal."""
    import hashlib  # loads OpenSSL: only where something is written or checked

    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def digest(value: object) -> str:
    """The SHA-256 of the canonical JSON of `value`."""
    return sha256(encode(value))


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError(f"a member's name is text, not {name!r}")
    return name if is_normalized("NFC", name) else normalize("NFC", name)
