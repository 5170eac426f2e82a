"""A bloc of five members that meets: who comes, who counts, and the code of a refusal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.book.book import Book
from models.rules.errors import Refusal

UNITS = ("a", "b", "c", "d", "e")
BOARD = ("Dương Thị Mận", "Trịnh Hải Đường", "Chu Thị Thanh Yên")


def come(book: Book, *units: str, meeting: str = "h") -> None:
    for unit in units:
        book.meetings.attendance.put(meeting, "member", unit=unit, key=f"{meeting}.{unit}")


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code
