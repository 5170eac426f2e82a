"""Who may stand on a ballot paper, best rank first, with what the meeting wants to know of each beside the name.

Order and words are a help for choosing; they decide nothing, and the paper prints the names alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from models.book.book import Book
from models.rules.number.points import show_distinct
from ui.base.session import Session


@dataclass(frozen=True, slots=True)
class Offered:
    """A member unit: its key, its name, its rank and points in words ("" while it has none)."""

    unit: str
    name: str
    place: str


def offered(session: Session, meeting: str) -> tuple[Offered, ...]:
    """The member units of the meeting's day in the order of the ranking, those without a rank last, as listed."""
    book = session.book
    units = {one.key: one.unit.name for one in book.meetings.attendance.members(meeting)}
    places = places_of(book, book.meetings.get(meeting).year)
    ranked = [unit for unit in places if unit in units]
    rest = [unit for unit in units if unit not in places]
    return tuple(Offered(unit, units[unit], places.get(unit, "")) for unit in (*ranked, *rest))


def places_of(book: Book, year: int) -> dict[str, str]:
    """`hạng 1 · 98,75 điểm` by unit, best first; empty while nothing is scored."""
    if book.years.find(year) is None or not any(sheet.cells for sheet in book.scores.sheets(year)):
        return {}
    found = [one for one in book.standing.ranking(year).places if one.rank is not None]
    numbers = [one.points for one in found if isinstance(one.points, Fraction)]
    shown = dict(zip(numbers, show_distinct(numbers), strict=True)) if numbers else {}
    told = {}
    for one in found:
        points = f" · {shown[one.points]} điểm" if isinstance(one.points, Fraction) else ""
        told[one.unit] = f"hạng {one.rank}{' (tạm)' if one.provisional else ''}{points}"
    return told


def registered(session: Session, year: int, unit: str, award: str | None) -> str:
    """`đã đăng ký` or `không đăng ký` the award; "" where nobody's registration is recorded."""
    if award is None:
        return ""
    said = session.book.registration.registered(year, unit, award)
    return "" if said is None else "đã đăng ký" if said else "không đăng ký"
