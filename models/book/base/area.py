"""What every area of a book has: the book it belongs to and the book's store."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.book.base.book import BaseBook
    from models.file.store import Store


class Area:
    """One field of the secretariat's work in one book."""

    def __init__(self, book: BaseBook) -> None:
        self._book = book
        self._store: Store = book.store
