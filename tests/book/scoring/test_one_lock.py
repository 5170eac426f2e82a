"""Every door has the same lock: column kinds × bad values × doors, and the rows that other rows judge.

A door is a function that offers a value to a column and says whether it was written.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from models.book.book import Book, create_book
from models.book.scoring.rows import SheetAt
from models.exchange.document_schema import columns_of
from models.exchange.interchange import export_book, import_into
from models.file.declared.column_kinds import KINDS, kind_of
from models.file.declared.schema import STEPS
from models.file.declared.tables import TABLES
from models.rules.errors import Refusal
from tests.book.conftest import Clock
from tests.book.meetings.test_electorate import counted, record
from tests.book.scoring.test_standing import fill, score

BAD: dict[str, tuple[Any, ...]] = {
    "date": ("2025-02-30", "2025-13-01", "31/12/2025", "hôm nay", "2025-1-1"),
    "points": ("1,5", "-1", "abc", "1e3", "8.50", " 8"),
    "figure": ("1,5", "abc", "1e3", "NaN", "1.0"),
    "count": (-1,),
    "place": (0, -1),
    "year": (0, -5, 1899, 2201, 99999),
}
ROWS: dict[str, dict[str, Any]] = {
    "past_result": {"year": 2020, "unit": "a"},
    "target": {"key": "t", "year": 2025, "unit": "a", "position": 1, "name": "Chỉ tiêu"},
    "hand_vote": {
        "key": "v",
        "meeting": "h",
        "position": 1,
        "subject": "Thông qua",
        "agree": 1,
        "against": 0,
        "other": 0,
    },
    "meeting": {"key": "m", "year": 2025, "kind": "closing", "title": "Họp"},
    "registration": {"year": 2025, "unit": "a"},
    "veto": {"key": "x", "year": 2025, "unit": "a", "kind": "other"},
    "person": {"key": "q", "name": "Lê An"},
    "rating": {"year": 2020, "holder": "a", "kind": "title", "value": "LDTT"},
}


def by_act(book: Book, table: str, row: dict[str, Any]) -> None:
    with book.store.operation("test") as tx:
        tx.insert(table, row)


def by_document(book: Book, table: str, row: dict[str, Any]) -> None:
    import_into(book, {"format": "so-khoi", "version": 1, table: [row]})


DOORS: dict[str, Callable[[Book, str, dict[str, Any]], None]] = {"act": by_act, "document": by_document}
OFFERED = [
    (table, column.shown, bad)
    for table, row in ROWS.items()
    for column in columns_of(table)
    if column.shown not in row or table in ("hand_vote", "rating")
    for bad in BAD.get(kind_of(table, column.shown), ())
]


def begin(book: Book) -> Book:
    counted(book)
    return book


@pytest.mark.parametrize("door", DOORS)
def test_no_door_lets_a_value_in_that_its_column_cannot_hold(book: Book, door: str) -> None:
    begin(book)
    assert {kind_of(table, column) for table, column, _ in OFFERED} >= set(BAD)
    before = book.store.digests()
    for table, column, bad in OFFERED:
        with pytest.raises(Refusal) as told:
            DOORS[door](book, table, {**ROWS[table], column: bad})
        assert told.value.code.startswith("column."), (table, column, bad, told.value.code)
        assert (told.value.facts["table"], told.value.facts["column"]) == (table, column)
    assert book.store.digests() == before


def test_every_column_named_stands_in_the_schema() -> None:
    known = {f"{table}.{column.shown}" for table in TABLES for column in columns_of(table)}
    assert set(KINDS) <= known and STEPS
    assert (kind_of("form", "based_on"), kind_of("sheet", "received_on")) == ("", "date")


CELLS = {
    "a negative count": ("input.negative", {"inputs": {"n": "-1"}}),
    "half a case": ("input.not_whole", {"inputs": {"n": "1.5"}}),
    "an input nobody asks for": ("input.unknown", {"inputs": {"zz": "1"}}),
    "a number that is none": ("input.wrong_type", {"inputs": {"n": "1,5"}}),
    "points nobody knows": ("score.unknown_part", {"stated": {"zz": "1"}}),
    "a negative bonus": ("score.negative", {"stated": {"bonus": "-1"}}),
    "points too fine": ("number.too_fine", {"stated": {"base": "1.0001"}}),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("said", CELLS)
def test_a_cell_is_judged_by_its_form_whoever_writes_it(book: Book, said: str, door: str) -> None:
    fill(book)
    score(book, "u1", "3", 2, 0)
    sheet, (code, values) = book.scores.sheet(SheetAt(2025, "u1", "bloc")).key, CELLS[said]
    book.scores.clear(SheetAt(2025, "u1", "bloc"), "b")
    if book.store.row("cell", sheet, "b"):
        with book.store.operation("test") as tx:
            tx.delete("cell", (sheet, "b"))
    with pytest.raises(Refusal) as told:
        DOORS[door](book, "cell", {"sheet": sheet, "node": "b", **values})
    assert told.value.code == code


@pytest.mark.parametrize(
    "change",
    [{"valid": 5}, {"collected": 9, "valid": 9}, {"tally": {"a": {"agree": 9, "disagree": 0}}}, {"issued": -1}],
)
def test_a_document_brings_no_ballot_that_cannot_be(book: Book, tmp_path: Path, clock: Clock, change: dict) -> None:  # type: ignore[type-arg]
    counted(book).ballots.record("p", record())
    document = deepcopy(export_book(book))
    other = create_book(tmp_path / "khac.sokhoi", "Khối khác", clock=clock)
    (ballot,) = document["ballot"]
    ballot["figures"] |= change
    with pytest.raises(Refusal) as told:
        import_into(other, document)
    assert told.value.code.startswith("ballot.")
    other.close()


def test_undo_and_redo_put_back_what_stood(book: Book) -> None:
    """A book of an older program may hold what no door lets in today: it is put back as it stood."""
    begin(book)
    with book.store.operation("test") as tx:
        tx._judged = False
        tx.insert("past_result", {"year": 2020, "unit": "a", "points": "90,5"})
    with book.store.operation("test") as tx:
        tx.update("past_result", (2020, "a"), note="Xem lại")
    with book.store.operation("test") as tx:
        tx.delete("past_result", (2020, "a"))
    book.store.undo()
    (row,) = book.store.rows("past_result")
    assert (row["points"], row["note"]) == ("90,5", "Xem lại")
