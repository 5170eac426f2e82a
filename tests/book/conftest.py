"""Books for tests: an exact clock, keys in a fixed order, and the two blocs of real news articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from models.book.book import Book, create_book

T = TypeVar("T")


class Clock:
    """A clock that stands still until it is told to move on."""

    def __init__(self, day: str = "2025-12-05") -> None:
        self.now = datetime.fromisoformat(f"{day}T04:00:00+00:00").astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now

    def to(self, day: str) -> None:
        """Go to noon (in Vietnam, nearly) of a day."""
        self.now = Clock(day).now

    def on(self, **delta: int) -> None:
        self.now += timedelta(**delta)


def keys(start: int = 1) -> Callable[[], str]:
    """Keys that say nothing and come in a fixed order."""
    numbers = count(start)
    return lambda: f"k{next(numbers):06d}"


def anew(book: Book, read: Callable[[Book], T]) -> T:
    """What a book that remembers nothing from before reads of the same file."""
    with book.beside() as fresh:
        return read(fresh)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Iterator[Book]:
    """An empty book of a bloc, writable, closed after the test."""
    made = create_book(tmp_path / "khoi.sokhoi", "Khối thi đua số 1", clock=clock, key_source=keys())
    yield made
    made.close()
