"""Values that no door lets in today, column kinds × bad values: each is found and named, good ones are not."""

from __future__ import annotations

from models.book.book import Book
from models.file.declared.column_kinds import kind_of
from models.keeping.strays import of_book
from models.keeping.verify import verify
from tests.book.scoring.test_one_lock import BAD, CELLS, OFFERED, ROWS, begin
from tests.book.scoring.test_standing import fill, score


def write(book: Book, table: str, row: dict[str, object]) -> None:
    with book.store.operation("test") as tx:
        tx._judged = False  # the first lock, passed over as undo passes it over
        book.store.row_checks = lambda _tables: {}
        tx.insert(table, row)


def test_every_bad_value_of_every_kind_is_named(book: Book) -> None:
    begin(book)
    assert of_book(book) == ()
    reached = set()
    for table, column, bad in OFFERED:
        write(book, table, {**ROWS[table], column: bad})
        (one,) = of_book(book)
        assert (one.table, one.column, one.found) == (table, column, str(bad)[:40])
        reached.add(kind_of(table, column))
        book.store.undo()
    assert reached == set(BAD)
    assert of_book(book) == ()


def test_every_bad_cell_is_named_and_the_book_is_still_what_its_journal_says(book: Book) -> None:
    fill(book)
    score(book, "u1", "3", 2, 0)
    sheet = book.store.rows("sheet", unit="u1")[0]["key"]
    for _code, values in CELLS.values():
        if book.store.row("cell", sheet, "b"):
            with book.store.operation("test") as tx:
                tx.delete("cell", (sheet, "b"))
        write(book, "cell", {"sheet": sheet, "node": "b", **values})
        ((column, said),) = values.items()
        (one,) = verify(book.store).strays
        assert (one.table, one.key, one.column) == ("cell", (sheet, "b"), next(iter(said))), (column, one)
        assert verify(book.store).ok
