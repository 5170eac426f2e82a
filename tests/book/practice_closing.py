"""The end of the practice year: the head of 2025 hands the book over to the head of 2026, as the file says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.book.book import Book
from models.book.closing.rows import Custody
from models.keeping import handover, seal
from tests.book.practice import DATA, YEAR, unit_key

RAW: dict[str, Any] = DATA["handover"]


def leaders(book: Book) -> None:
    """The heads and deputies of 2025 and 2026, where nobody has written them yet, with the leaders of their units."""
    known = {(term.role, term.year) for year in (YEAR, YEAR + 1) for term in book.leadership.terms(year)}
    for raw in DATA["leadership"]:
        if raw["year"] in (YEAR, YEAR + 1):
            for role in ("head", "deputy"):
                if (role, raw["year"]) not in known:
                    status = "approved" if raw["year"] == YEAR else "proposed"
                    said = {"basis": raw["basis"], "status": status, "deviation": raw.get("deviation")}
                    book.leadership.put_term(raw["year"], unit_key(raw[role]), role, **said)
    for raw in DATA["units"]:
        if "head" in raw and not book.members.contacts(unit_key(raw["id"])):
            book.members.put_post(unit_key(raw["id"]), "head", *raw["head"][:2], from_date="2019-01-01")


def close(book: Book) -> None:
    """Close 2025 on the day of the handover."""
    leaders(book)
    seal.close_year(book, YEAR, RAW["date"])


def hand_over(book: Book, target: Path) -> Custody:
    """Hand the closed book over with the list and the open work of the file."""
    number = [number for number, _date, _subject in DATA["documents"] if number][-1]
    left = DATA["expected"]["bloc_fund"]["left_dong"]
    said = {"items": RAW["items"], "open_work": RAW["open_work"], "last_number": number, "fund_dong": left}
    return handover.hand_over(book, YEAR, unit_key(RAW["to"]), target, on=RAW["date"], **said)


def closing(book: Book, target: Path) -> Custody:
    """Both acts."""
    close(book)
    return hand_over(book, target)
