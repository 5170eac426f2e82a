"""The practice bloc after its ballot, as the secretariat of 2025 has it before the handover."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book.book import Book, create_book, open_book
from tests.book import practice, practice_closing
from tests.book.conftest import Clock, keys


@pytest.fixture(scope="session")
def lived_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice year up to the parted tie, with its leaders, made once."""
    path = tmp_path_factory.mktemp("lived") / "khoi-mau.sokhoi"
    with create_book(path, practice.DATA["bloc"]["name"], clock=Clock("2025-12-19"), key_source=keys()) as book:
        practice.build(book)
        practice.hold_ballot(book)
        practice_closing.leaders(book)
    return path


@pytest.fixture
def lived(lived_file: Path, tmp_path: Path) -> Iterator[Book]:
    """A copy of it on the day of the handover."""
    path = Path(shutil.copy(lived_file, tmp_path / "so.sokhoi"))
    with open_book(path, clock=Clock("2026-01-16"), key_source=keys(9000)) as book:
        yield book


@pytest.fixture
def closed(lived: Book) -> Book:
    """The same with 2025 closed."""
    practice_closing.close(lived)
    return lived


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where the successor's file goes."""
    place = tmp_path / "usb"
    place.mkdir()
    return place / "so-2026.sokhoi"
