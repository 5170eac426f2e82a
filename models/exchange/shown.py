"""What a shown text is as a cell: a number as a number, a day as a day, everything else as the text it is.

Pages and papers hold finished Vietnamese words. A column becomes numbers only where each of its figures is one, so that
codes (1, 1.1, 01) and numbers of documents stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from models.exchange.workbook_out import DIGITS, Value

_NUMBER: Final = re.compile(r"([-\u2212]?)(0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,6}))?(%?)")
_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
TEXT: Final = "@"


class Shown(NamedTuple):
    """A value and the number format that shows it as it was."""

    value: Value
    format: str


def number(text: str) -> Shown | None:
    """The number a text shows ("1.250", "93,40", "97,5%"), None when it shows none, or more digits than a spreadsheet
    keeps.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    sign, whole, cents, percent = found[1], found[2].replace(".", ""), found[3] or "", found[4]
    if len(whole) + len(cents) > DIGITS:
        return None
    value = Decimal(f"{'-' if sign else ''}{whole}{'.' if cents else ''}{cents}")
    shape = ("#,##0" if "." in found[2] else "0") + (f".{'0' * len(cents)}" if cents else "")
    return Shown(value / 100, f"{shape}%") if percent else Shown(value, shape)


def day(text: str) -> Shown | None:
    """The day a text shows."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return Shown(date(int(found[3]), int(found[2]), int(found[1])), "dd/mm/yyyy")
    except ValueError:
        return None


def counting(rows: Iterable[Sequence[str]]) -> frozenset[int]:
    """The columns (by place) that hold numbers: each text with a figure and no letter is one, and there is one."""
    seen: set[int] = set()
    other: set[int] = set()
    for row in rows:
        for place, text in enumerate(row):
            figures = any(map(str.isdigit, text)) and not any(map(str.isalpha, text))
            if figures and _DAY.fullmatch(text.strip()) is None:
                (seen if number(text) is not None else other).add(place)
    return frozenset(seen - other)


def value(text: str, counts: bool) -> Shown:
    """A shown text as a cell; `counts`: it stands in a column of numbers."""
    found = (number(text) if counts else None) or day(text)
    return found or Shown(text, TEXT)
