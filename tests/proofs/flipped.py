"""Every byte of a new book flipped, one at a time: refused, named or harmless, never a raw error or another content.

Each byte gets another value, drawn by the seed; then the file is opened, checked and read as `spoilt` does, but row by
row as SQLite has them: there are some 700,000 bytes. Four fifths of them are room that no row has taken yet: where
`TOGETHER` zeros follow each other they are flipped at once, and one by one only where that made a difference. Fewer
cases are spread over the bytes evenly, each flipped alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from random import Random

from models.book.book import Book, create_book
from tests.book.conftest import Clock, keys
from tests.proofs.run import Done, Row
from tests.proofs.spoilt import DAY, sight

LONG, SHORT = 4_000_000, 5_000
PAGE, TOGETHER = 4096, 64
YEAR = 2025


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """Page by page; what is wrong is told with the place of its byte."""
    with tempfile.TemporaryDirectory(prefix="so-khoi-") as folder:
        path = Path(folder) / "so.sokhoi"
        new(path)
        whole, sound = path.read_bytes(), sight(path, every_row)
        assert isinstance(sound, tuple), sound
        places = spread(len(whole), cases, seed)
        found: list[str] = []
        for page, its in groupby(places, key=lambda place: place // PAGE):
            case = f"page {page}"
            if case not in done.known:
                done.keep(case, list(_page(path, whole, sound, list(its), seed)))
            found += done.known[case]
        yield Row("byte of a new book flipped", len(places), len(found), tuple(found))


def new(path: Path) -> None:
    """A book as the program makes it, its first year begun."""
    with create_book(path, "Khối thi đua số 3", clock=Clock(DAY), key_source=keys()) as book:
        book.years.open(YEAR)


def every_row(book: Book) -> tuple[str, str]:
    """All rows of all tables, the journal's too; but for the moments at which steps of the schema were taken, which no
    hash covers (docs/format-file.md) and nothing reads: that they are moments is checked.
    """
    listed = book.store.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    what = {"_sqlite_migrations": "id, migration_set, name"}
    return "", repr(
        [
            book.store.connection.execute(f'SELECT {what.get(name, "*")} FROM "{name}"').fetchall()
            for (name,) in listed.fetchall()
        ]
    )


def spread(size: int, cases: int, seed: int) -> Sequence[int]:
    """Places in the file, all of them where there are cases enough."""
    if cases >= size:
        return range(size)
    begin = Random(seed).randrange(size)
    return sorted((begin + turn * size // cases) % size for turn in range(cases))


def groups(whole: bytes, places: Sequence[int]) -> Iterator[Sequence[int]]:
    """The places one by one; zeros that follow each other, so many at once."""
    begin = 0
    while begin < len(places):
        end = begin + TOGETHER
        many = places[begin:end]
        alike = len(many) == TOGETHER and many[-1] - many[0] == TOGETHER - 1
        if not (alike and not any(whole[many[0] : many[-1] + 1])):
            many, end = places[begin : begin + 1], begin + 1
        yield many
        begin = end


def _page(path: Path, whole: bytes, sound: object, places: Sequence[int], seed: int) -> Iterator[str]:
    for many in groups(whole, places):
        if _harmless(path, whole, sound, many, seed) is not None:
            for place in many:
                seen = _harmless(path, whole, sound, [place], seed)
                if seen is not None and seen != "named":
                    yield f"byte {place}: {seen[:300]}"
    if path.read_bytes() != whole:
        yield f"bytes {places[0]} to {places[-1]}: looking at the file altered it"
        path.write_bytes(whole)


def _harmless(path: Path, whole: bytes, sound: object, places: Sequence[int], seed: int) -> str | None:
    """None when the file with these bytes flipped is read as before; "named" when it is refused or its fault is named;
    else what is wrong."""
    flipped = bytes(whole[place] ^ Random(f"{seed} {place}").randrange(1, 256) for place in places)
    _put(path, places[0], flipped)
    seen = sight(path, every_row)
    if path.stat().st_size != len(whole):
        path.write_bytes(whole)
    _put(path, places[0], whole[places[0] : places[-1] + 1])
    return None if seen == sound else "named" if seen is None else str(seen)


def _put(path: Path, place: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(content)
