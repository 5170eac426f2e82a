"""Whether reports name the units in what lagged: a choice of the bloc, a setting of its book; not by default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from models.book.book import Book

NAMING: Final = "bao-cao.neu-ten-don-vi"
NAMED: Final = "có"
NOT_NAMED: Final = "không"
NAMING_IN: Final = ("bao-cao-so-ket", "bao-cao-tong-ket")
"""The papers the choice is about."""


def names_weak_units(book: Book) -> bool:
    """Only where the bloc said so."""
    return bool(book.settings.get(NAMING) == NAMED)
