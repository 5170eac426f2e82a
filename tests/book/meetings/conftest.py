"""The bloc whose meetings are tried."""

from __future__ import annotations

import pytest

from models.book.book import Book
from models.rules.place.regulation import Regulation
from tests.book.meetings.bloc import UNITS
from tests.rules import practice as rules


@pytest.fixture
def bloc(book: Book) -> Book:
    """Five members, the practice regulation, one meeting without anybody listed."""
    book.years.open(2025)
    for unit in UNITS:
        book.members.add(f"Đơn vị {unit.upper()} tỉnh", f"Đơn vị {unit.upper()}", key=unit, year=2025)
    book.regulations.adopt(2025, Regulation("qc", "Quy chế"), rules.VOTING)
    book.meetings.put(2025, "closing", "Hội nghị tổng kết", date="2025-12-19", key="h")
    return book
