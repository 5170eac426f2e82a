"""What a cell of a column of points says: a number however it is written, or words."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from models.exchange.cells.model import FORMULA, Cell, Page
from models.exchange.form_table.model import Point
from models.exchange.meaning import points as typed_points

_N: Final = r"(\d{1,3}(?:\.\d{3}){1,2}(?:,\d{1,15})?|\d{1,9}(?:[.,]\d{1,15})?)"
"""More digits are no points, and from some length on no number of Python's."""
_UNIT: Final = r"\s*(?:(?:đ|d|điểm|diem)\s?[.;,]?)?"
_PLAIN: Final = re.compile(rf"([+\-−–]?)\s*{_N}{_UNIT}", re.IGNORECASE)
_BRACKETS: Final = re.compile(rf"\(\s*([+\-−–]?)\s*{_N}{_UNIT}\s*\)", re.IGNORECASE)
_MOST: Final = re.compile(
    rf"(?:tối đa(?: là| không quá)?|không quá|cao nhất(?: là)?|nhiều nhất|đến|tới|max|≤|<=)\s*:?\s*{_N}{_UNIT}",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(rf"(?:từ\s*)?{_N}{_UNIT}\s*(?:-|–|—|÷|~|→|đến|tới)\s*{_N}{_UNIT}", re.IGNORECASE)
_NOTHING: Final = re.compile(r"[-–—.…_x/\s]*", re.IGNORECASE)
_THOUSAND: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
_REF: Final = re.compile(
    r"(?:'((?:[^']|'')+)'!|([\w.]+)!)?\$?([A-Z]{1,3})\$?(\d{1,7})(?!\d)(?::\$?([A-Z]{1,3})\$?(\d{1,7})(?!\d))?"
)
_SUMS: Final = re.compile(r"[\s+(),;$:!'.\w]*")

Ref = tuple[str, int, int]
"""A cell a formula names: page ("" its own), line, column (from 0)."""


def number(text: str) -> Fraction:
    """A number as people write it; a dot before three digits parts thousands."""
    if _THOUSAND.fullmatch(text.partition(",")[0]):
        text = text.replace(".", "")
    return Fraction(text.replace(",", "."))


def point(cell: Cell, page: Page) -> Point | None:
    """What a cell says of points; None for a dash or a mark that says nothing.

    BadInput as `meaning.points` for a date, a time, a boolean, an error, a percentage.
    """
    if cell.kind == "number" and isinstance(cell.value, Decimal):
        if cell.style.shows == "percent":
            typed_points(cell._replace(flags=0), page)
        value = Fraction(cell.value)
        return Point(cell, abs(value), "-" if value < 0 else "", "plain")
    if cell.kind != "text":
        typed_points(cell._replace(flags=0), page)
    return said(cell)


def said(cell: Cell) -> Point | None:
    """What the text of a cell says of points."""
    text = " ".join(cell.text.split())
    if _NOTHING.fullmatch(text):
        return None
    if found := _PLAIN.fullmatch(text):
        return _written(cell, found[2], found[1])
    if found := _BRACKETS.fullmatch(text):
        return Point(cell, number(found[2]), _sign(found[1]), "brackets")
    if found := _MOST.fullmatch(text):
        return Point(cell, number(found[1]), "", "most")
    found = _RANGE.fullmatch(text)
    if found and number(found[1]) < number(found[2]):
        return Point(cell, number(found[2]), "", "range", low=number(found[1]))
    return Point(cell, form="words", words=cell.text)


def _written(cell: Cell, digits: str, sign: str) -> Point:
    if _THOUSAND.fullmatch(digits):
        return Point(
            cell, number(digits), _sign(sign), "thousand", Fraction(digits) if digits.count(".") == 1 else None
        )
    return Point(cell, number(digits), _sign(sign), "plain")


def _sign(text: str) -> str:
    return "-" if text and text in "-−–" else text


def weight(cell: Cell) -> Fraction | None:
    """A weight in percent points: 0.5 shown as 50% is 50, "50%" and 50 are 50; None where it is no number."""
    if cell.kind == "number" and isinstance(cell.value, Decimal):
        return Fraction(cell.value) * (100 if cell.style.shows == "percent" else 1)
    found = re.fullmatch(rf"{_N}\s*%?", cell.text.strip())
    return number(found[1]) if found else None


# --- formulas ---------------------------------------------------------------------------------------------------------


def column(letters: str) -> int:
    """The place of a column (from 0) by its letters."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def summed(formula: str) -> tuple[Ref, ...]:
    """The cells a formula adds up, in order; () when it does anything but add cells."""
    text = formula.lstrip("=")
    names = re.sub(r"'(?:[^']|'')+'!|[\w.]+!", "", text)
    if not _SUMS.fullmatch(names) or re.search(r"\d*[*/^-]", names):
        return ()
    if {each.upper() for each in re.findall(r"([A-Za-z]+)\s*\(", names)} - {"SUM"}:
        return ()
    bare = re.sub(r"\bSUM\b|\$?[A-Z]{1,3}\$?\d+|[\s+(),;:]", "", names, flags=re.IGNORECASE)
    found: list[Ref] = []
    for match in _REF.finditer(text):
        page = (match[1] or match[2] or "").replace("''", "'")
        top, left = int(match[4]) - 1, column(match[3])
        bottom, right = (int(match[6]) - 1, column(match[5])) if match[5] else (top, left)
        if (bottom - top + 1) * (right - left + 1) > 2_000:
            return ()
        found += [(page, line, place) for line in range(top, bottom + 1) for place in range(left, right + 1)]
    return () if bare else tuple(found)


def _of_numbers(cell: Cell) -> Point | None:
    """The value of a formula that only adds numbers ("=1+2"); None for any other."""
    terms = cell.formula.lstrip("=").replace(" ", "").split("+")
    if not all(re.fullmatch(r"\d{1,9}(?:\.\d{1,15})?", term) for term in terms):
        return None
    return Point(cell, sum((Fraction(term) for term in terms), Fraction(0)), "", "computed")


def computed(cell: Cell, value: Callable[[Ref], Fraction | None]) -> Point | None:
    """The value of a formula that only adds cells, from theirs; None where one of them is unknown."""
    refs = summed(cell.formula) if cell.flags & FORMULA else ()
    if cell.flags & FORMULA and not refs:
        return _of_numbers(cell)
    amounts = [value(ref) for ref in refs]
    known = [amount for amount in amounts if amount is not None]
    return Point(cell, sum(known, Fraction(0)), "", "computed") if known else None
