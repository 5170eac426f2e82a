"""Numbers, names and lists as sentences of papers say them; the rules of such sentences, each in one place.

Counts of units and people below 10 have two digits, points and percentages no zero before them; a share always stands
with what it is a share of; a comparison has its direction; more than three names are parted by semicolons.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from models.rules.number.points import show
from models.rules.number.text import show_date
from printing.styles import day_in_text

if TYPE_CHECKING:
    from models.rules.place.regulation import Regulation

FEW = 3


def two(count: int) -> str:
    """`09`, `12`."""
    return f"{count:02d}"


def percent(part: int, whole: int) -> str:
    """`88,89%`; a whole of none has no share."""
    if not whole:
        return ""
    return f"{show(Fraction(part * 100, whole))}%"


def listed(names: Sequence[str]) -> str:
    """`A`, `A và B`, `A, B và C`; more than three, or names with commas, `A; B; C; D`."""
    if len(names) > FEW or any("," in name for name in names):
        return "; ".join(names)
    *first, last = names or ("",)
    return f"{', '.join(first)} và {last}" if first else last


def moved(before: Fraction, after: Fraction) -> str:
    """`tăng 1,50 điểm`, `giảm 1,50 điểm`, `giữ nguyên`."""
    gap = after - before
    if not gap:
        return "giữ nguyên"
    return f"{'tăng' if gap > 0 else 'giảm'} {show(abs(gap))} điểm"


def acting_on(own: Regulation | None) -> str:
    """`Thực hiện Quy chế … số 01/QC-KTĐ ngày 20 tháng 3 năm 2025 của …, ` before what a letter asks; "" without rules.
    Who issued them is said where their name does not.
    """
    if own is None:
        return ""
    told = [f"Thực hiện {own.name}", f"số {own.number}" if own.number else ""]
    told.append(day_in_text(own.issued_on) if own.issued_on else "")
    told.append(f"của {own.issued_by}" if own.issued_by and own.issued_by.lower() not in own.name.lower() else "")
    return " ".join(filter(None, told)) + ", "


def days_between(first: str | None, last: str | None) -> str:
    """`từ 24 đến 26/11/2025`, `từ 28/11 đến 02/12/2025`: what both days share is said once; one day alone, "" none."""
    days = [day for day in dict.fromkeys((first, last)) if day]
    if len(days) < 2:
        return "".join(map(show_date, days))
    begun, ended = (show_date(day).split("/") for day in days)
    same = 2 if begun[1:] == ended[1:] else 1 if begun[2] == ended[2] else 0
    return f"từ {'/'.join(begun[: 3 - same])} đến {'/'.join(ended)}"


def small(text: str) -> str:
    """The text within a sentence: its first letter small, unless its first word is all capitals."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]


def ended(text: str) -> str:
    """The text as a sentence: one full stop at its end."""
    return text.rstrip(" ./;,") + "."
