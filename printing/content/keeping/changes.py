"""What changed between two moments, as a paper: thing by thing, how it stood before and after.

The lines come in words; which things they are is known to whoever compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from printing.content.listing import ListColumn, Listing, ListLine, ListTable
from printing.content.reading import Source

if TYPE_CHECKING:
    from models.book.book import Book

Entry = tuple[str, str, str, str]
"""A thing, what of it, how it stood before, how it stands after."""


def gather(book: Book, year: int, span: str, entries: Sequence[Entry]) -> Listing:
    """The list of `entries` between the two moments that `span` tells."""
    source = Source(book, year, "")
    columns = (
        ListColumn("STT", 11, "center"),
        ListColumn("Mục"),
        ListColumn("Số liệu"),
        ListColumn("Trước"),
        ListColumn("Sau"),
    )
    lines = tuple(ListLine((str(number), *map(source.write, entry))) for number, entry in enumerate(entries, 1))
    none = () if lines else ("Không có thay đổi nào.",)
    return Listing(
        source.bloc_heading(),
        "DANH SÁCH",
        ("Những thay đổi trong sổ", span),
        (ListTable(columns, lines, notes=none),),
        (source.maker("DANH SÁCH"), source.bloc_signer()),
        landscape=True,
    )
