"""The practice bloc as a book to print from: the tie still open, or parted by its ballot. Tests only read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.book.scoring.rows import SheetAt
from tests.book import practice
from tests.book.conftest import Clock, keys
from tests.printing.lived import lived


def _book(folder: Path) -> Book:
    book = create_book(folder / "khoi.sokhoi", practice.DATA["bloc"]["name"], clock=Clock(), key_source=keys())
    practice.build(book)
    book.settings.describe_bloc(place="Sông Lành", standing_body=practice.DATA["bloc"]["standing_body"])
    book.leadership.put_term(practice.YEAR, "ttr", "head")
    for raw in practice.DATA["units"]:
        for role in ("head", "deputy", "officer"):
            if role in raw:
                book.members.put_post(practice.unit_key(raw["id"]), role, *raw[role][:2], from_date="2019-01-01")
    said = {"text": "Báo cáo", "number": "112/BC-VPUB", "date": "2025-11-15", "page": "3"}
    book.scores.evidence.put(SheetAt(practice.YEAR, "vpub", "self"), "i.1", **said)
    book.scores.explain(SheetAt(practice.YEAR, "ttr", "appraisal"), "ii.5", "Kết luận đã công khai ngày 02/12/2025")
    return book


@pytest.fixture(scope="session")
def practice_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Before the ballot: two units share the fourth place."""
    with _book(tmp_path_factory.mktemp("practice")) as book:
        yield book


@pytest.fixture(scope="session")
def decided_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """After the ballot."""
    with _book(tmp_path_factory.mktemp("decided")) as book:
        practice.hold_ballot(book)
        yield book


@pytest.fixture(scope="session")
def lived_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The practice bloc as it is shipped: the whole year with its meetings, ballots and proposals."""
    with lived(tmp_path_factory.mktemp("lived") / "khoi.sokhoi") as book:
        yield book
