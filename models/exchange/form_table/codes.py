"""The numbering of a line: "I.", "1.1", "a)", "Nhóm II", "TC 1.2", a dash; in its own column or before the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from models.exchange.form_table.model import Code, Line
from models.rules.number.text import fold

BULLETS: Final = "-–—+•*●○◦▪■□►→➢·✓"
_ROMAN: Final = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_PIECE: Final = r"(?:[IVXLC]+|[ivx]{2,5}(?![\wđ])|[A-ZĐ]|[a-zđ]|\d{1,3})"
_NUMBER: Final = rf"(?:{_PIECE}(?:\s?\.\s?(?:\d{{1,3}}|[a-zđ](?![\wđ])|[IVXLC]+))*|[A-ZĐ]\d{{1,2}}(?:\.\d{{1,3}})*)"
_PURE: Final = re.compile(rf"\(?\s*({_NUMBER})\s*([.):/\-–]*)")
_WORDED: Final = re.compile(
    rf"([^\W\d_]{{1,12}}(?:\s[^\W\d_]{{1,12}})??)(?:[\s.\-_]+|(?=\d))({_NUMBER}(?:-\d{{1,3}})?)\s*([.):/]*)"
)
_FIRST: Final = (
    "nhóm", "phần", "tiêu chí", "tiêu chuẩn", "mục", "chương", "nội dung", "lĩnh vực", "chỉ tiêu", "điều", "khoản",
    "tc", "nd", "ct", "tiểu mục", "nhiệm vụ",
)  # fmt: skip
"""Words that may stand before a number inside a title."""
_ORDINALS: Final = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_BEFORE: Final = re.compile(
    rf"\(?({_NUMBER})\s*([.):/]+|\s[-–]|[-–](?=\s*[^\W\d]))(?:\s+(?=[^\W_]|[“\"(])|(?=[^\W\d_]|[“\"(]))"
)
_DOTTED: Final = re.compile(r"((?:\d{1,3}|[IVXLC]+|[A-ZĐ])(?:\.\d{1,3})+)\s+(?=[^\W\d_])")
_WORD_BEFORE: Final = re.compile(
    rf"({'|'.join(_FIRST)})\s+(?:(thứ)\s+({'|'.join(_ORDINALS)})|({_NUMBER}))(?![\w])\s*([.):/\-–]*)\s*",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(rf"([{re.escape(BULLETS)}])\s*(?=\S)")


def roman(text: str) -> int:
    """The value of a Roman number; 0 when it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return 0
    values = [_VALUES[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _piece(text: str) -> tuple[str, int]:
    """The style and value of one piece of a number."""
    if text.isdigit():
        return "number", int(text)
    if value := roman(text):
        return "roman", value
    if len(text) > 1 and (value := roman(text.upper())):
        return "small-roman", value
    if len(text) == 1:
        place = "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ".find(text.upper()) + 1
        return ("upper" if text.isupper() else "lower"), place
    return "word", 0


def number_of(text: str, end: str = "") -> Code | None:
    """The code a number stands for ("1.2" with the end ")"); None when it is no number of a known style."""
    parts = [part.strip() for part in re.split(r"[.\-]", text.strip()) if part.strip()]
    if len(parts) == 1 and (found := re.fullmatch(r"([A-ZĐ])(\d{1,2})", parts[0])):
        parts = [found[1], found[2]]
    if not parts:
        return None
    style, value = _piece(parts[-1])
    if style == "word":
        return None
    if len(parts) > 1:
        first = _piece(parts[0])[0]
        return Code(text.strip(), f"dotted{len(parts)}:{first}", value, ".".join(parts[:-1]))
    return Code(text.strip(), f"{style})" if ")" in end else style, value)


def in_column(text: str) -> Code | None:
    """The code a cell of the column of codes holds; None when it is words."""
    text = " ".join(text.split())
    if found := _PURE.fullmatch(text):
        return number_of(found[1], found[2])
    found = re.fullmatch(r"(.+?)\s+thứ\s+(\w+)[.:]?", text, re.IGNORECASE) if len(text) <= 24 else None
    if found and found[2].lower() in _ORDINALS:
        return Code(text.rstrip(".:"), f"{fold(found[1])}:thu", _ORDINALS.index(found[2].lower()) + 1)
    if len(text) <= 24 and (found := _WORDED.fullmatch(text)):
        number = number_of(found[2])
        if number is not None and number.style != "small-roman":  # "Hành vi" has no number
            shown = text[: len(text) - len(found[3])].strip() if found[3] else text
            return replace(number, text=shown, style=f"{fold(found[1])}:{number.style}")
    return None


def bullet_of(text: str) -> str:
    """The sign of a list a cell of codes holds alone; "" for anything else."""
    text = text.strip()
    return text if len(text) == 1 and text in BULLETS else ""


def before_title(text: str) -> tuple[Code | None, str, str]:
    """The code and the bullet that stand before a title, and the title without them."""
    text = text.strip()
    if found := _WORD_BEFORE.match(text):
        rest = text[found.end() :]
        if found[5] or not rest or rest[:1].isupper():
            shown = text[: found.end()].strip().rstrip(".):/-– ")
            if found[2]:
                value = _ORDINALS.index(found[3].lower()) + 1
                return Code(shown, f"{fold(found[1])}:thu", value), "", rest.strip()
            number = number_of(found[4])
            if number is not None and number.style != "small-roman":
                return replace(number, text=shown, style=f"{fold(found[1])}:{number.style}"), "", rest.strip()
    for pattern in (_DOTTED, _BEFORE):
        found = pattern.match(text)
        number = number_of(found[1], found[2] if pattern is _BEFORE else "") if found else None
        if found and number is not None:
            return number, "", text[found.end() :].strip()
    if found := _BULLET.match(text):
        return None, found[1], text[found.end() :].strip()
    return None, "", text


def follows_letter(before: int, place: int) -> bool:
    """Whether a letter comes next in a list; after D people write Đ or E."""
    return place > 1 and (place - before == 1 or (before, place) == (4, 6))


def _settle_small(line: Line, coded: Sequence[Line]) -> None:
    """Decide whether i, v, x is a Roman number: i by the ii behind it, v and x by the iv, ix before."""
    code, at = line.code, next(n for n, each in enumerate(coded) if each is line)
    assert code is not None, "only asked of a coded line"
    value = roman(code.text.upper())
    around = coded[at + 1 :] if value == 1 else reversed(coded[:at])
    for other in around:
        found = other.code
        if found is None or not found.style.startswith(("small-roman", "lower")):
            continue
        if found.style.startswith("small-roman") and found.value == (2 if value == 1 else value - 1):
            line.code = replace(code, style=code.style.replace("lower", "small-roman"), value=value)
        return


def settle_letters(lines: Sequence[Line]) -> None:
    """Decide single letters that may be Roman (C, D, I, V …) by the line of letters before them."""
    letter = 0
    coded = [line for line in lines if line.code is not None]
    for line in lines:
        code = line.code
        if code is not None and len(code.text) == 1 and code.text in "ivx":
            _settle_small(line, coded)
        if code is None:
            continue
        stem, _, style = code.style.rpartition(":")
        if style.rstrip(")") not in ("roman", "upper") or code.prefix:
            continue
        bare = re.sub(r".*[\s.]", "", code.text)
        place = "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ".find(bare) + 1 if len(bare) == 1 else 0
        follows = follows_letter(letter, place)
        if place and style.startswith("roman") and (follows or (bare in "CDLM" and letter)):
            ending = ")" if style.endswith(")") else ""
            line.code = replace(code, style=f"{stem}:upper{ending}" if stem else f"upper{ending}", value=place)
            style = "upper"
        if place and style.startswith("upper"):
            letter = place
