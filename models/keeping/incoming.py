"""A document that comes into a book: never into one that is not what its journal says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.exchange import interchange
from models.keeping.verify import refuse_unsound

if TYPE_CHECKING:
    from models.book.book import Book


def take_document(
    book: Book, document: interchange.Document, bytes_of: Callable[[str], bytes | None] | None = None
) -> int:
    """Bring a checked document into `book`, whichever door it comes by; says how many rows were written. The refusals
    of `refuse_unsound` and of `interchange.import_into`.
    """
    refuse_unsound(book.store)
    return interchange.import_into(book, document, bytes_of)
