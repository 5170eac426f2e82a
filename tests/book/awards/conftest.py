"""The year whose awards are tried."""

from __future__ import annotations

import pytest

from models.book.book import Book
from tests.book.awards.rules import REGULATION, RULES, UNITS, YEAR


@pytest.fixture
def year(book: Book) -> Book:
    """A year of four units, rated excellent for two years, under the rules above."""
    book.years.open(YEAR)
    for key, kind in UNITS.items():
        book.members.add(f"Đơn vị {key.upper()}", key.upper(), kind, key=key, year=YEAR)
    book.regulations.adopt(YEAR, REGULATION, RULES)
    for before in (2024, YEAR):
        book.findings.put_ratings(before, dict.fromkeys(UNITS, "HTXS"))
    return book
