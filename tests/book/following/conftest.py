"""The bloc whose year is followed."""

from __future__ import annotations

import pytest

from models.book.book import Book

YEAR = 2025


@pytest.fixture
def two(book: Book) -> Book:
    """A year of two units, "a" and "b"."""
    book.years.open(YEAR)
    for key in ("a", "b"):
        book.members.add(f"Đơn vị {key.upper()} tỉnh", f"Đơn vị {key.upper()}", key=key, year=YEAR)
    return book
