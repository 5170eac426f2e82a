"""The heads and deputies of the practice bloc since 2020, put through the verbs of a Book as a secretary would.

`leadership` needs the units, the year and its regulation; years before the book are recorded without opening them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.book.book import Book
from tests.book.practice import YEAR, unit_key

PROPOSED = "đề nghị công nhận"
DECLINED = {2023: ("HND", "tổ chức đại hội")}
"""Turns passed over, by the reasons the file gives for its deviations."""


def leaders(book: Book, data: Mapping[str, Any], until: int) -> None:
    """The terms of every year up to one that are not in the book yet, oldest first."""
    for raw in sorted(data["leadership"], key=lambda row: row["year"]):
        if raw["year"] <= until and not book.leadership.terms(raw["year"]):
            for role in ("head", "deputy"):
                put(book, raw, role)


def put(book: Book, raw: Mapping[str, Any], role: str) -> str:
    """One term of the file, with the unit's leader of that time where the book knows one."""
    unit, year = unit_key(raw[role]), raw["year"]
    contacts = book.members.contacts(unit, every=True)
    return book.leadership.put_term(
        year,
        unit,
        role,
        person=next((each.person for each in contacts if each.role == "head"), None),
        basis=raw["basis"],
        status="proposed" if raw.get("status") == PROPOSED else "approved",
        decision=raw.get("proposal"),
        deviation=raw.get("deviation") if role == "head" else None,
        key=f"{year}.{role}",
    )


def leadership(book: Book, data: Mapping[str, Any]) -> None:
    """Every term of the file, the turn that was let pass, and the list announced until the round is over."""
    for year, (ident, why) in DECLINED.items():
        book.rotation.put_exception(year, unit_key(ident), "declined", why)
    leaders(book, data, YEAR + 1)
    planned = book.rotation.plans.make(YEAR + 1, 3)
    document = "Biên bản hội nghị tổng kết, bình xét ngày 19/12/2025"
    book.rotation.plans.announce(planned.plan.heads, planned.deputies, document)
