"""The practice bloc after its meetings, to write in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book.book import Book, create_book, open_book
from tests.book import practice, practice_meetings
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA
from tests.ui.conftest import BLOC


@pytest.fixture(scope="session")
def held_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice bloc after its meetings, made once."""
    path = tmp_path_factory.mktemp("held") / "khoi.sokhoi"
    with create_book(path, BLOC, clock=Clock("2025-12-19"), key_source=keys()) as book:
        practice.build(book)
        practice_meetings.meetings(book, DATA)
    return path


@pytest.fixture
def held(held_file: Path, tmp_path: Path) -> Iterator[Book]:
    """A copy to write in."""
    path = Path(shutil.copy(held_file, tmp_path / "khoi.sokhoi"))
    book = open_book(path, clock=Clock("2025-12-19"), key_source=keys(9000))
    yield book
    book.close()
