"""The lock of the lists that come in as a table: every field that holds a date, a figure, a count or an amount × bad
values × the doors paste and workbook, through the readers and the write path themselves.

A door turns words or cells into rows; what they say is read, and what reads as good is written by the list's own verb.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from models.book.book import Book
from models.book.following import pasted
from models.book.following.line_shapes import SHAPES
from models.exchange import cells, clipboard
from models.exchange.listing import Listing
from models.rules.errors import Refusal
from ui.words.messages import sentence

YEAR = 2025
BAD: dict[str, tuple[Any, ...]] = {
    "date": ("30/02/2025", "2025-02-30", "32/01/2025", "hôm nay", "10/13/2025", "tháng 5"),
    "figure": ("abc", "1e3", "NaN", "1,2,3", "--5", "½"),
    "count": ("-1", "1,5", "abc", "1e3", "²", -1, 1.5),
    "money": ("-5", "1.234,5", "abc", "1e6", -5, 0.5),
}
GOOD = {
    "unit": "Đơn vị A tỉnh", "text": "Việc", "long": "Nội dung", "date": "20/05/2025", "figure": "5,5", "count": "3",
    "money": "1.000.000", "report": "Báo cáo quý", "activity": "Đợt 1", "movement": "Phong trào 1",
}  # fmt: skip
OFFERED = [
    (key, field.name, bad) for key, shape in SHAPES.items() for field in shape.fields for bad in BAD.get(field.kind, ())
]


def by_paste(rows: list[list[Any]]) -> list[list[str]]:
    return clipboard.cells("\n".join("\t".join(str(cell) for cell in row) for row in rows))


def by_workbook(rows: list[list[Any]]) -> list[list[str]]:
    made, file = openpyxl.Workbook(), BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(file)
    book = cells.read(file.getvalue(), "ds.xlsx")
    return Listing(book, book.page()).rows


DOORS: dict[str, Callable[[list[list[Any]]], list[list[str]]]] = {"paste": by_paste, "workbook": by_workbook}


@pytest.fixture
def bloc(book: Book) -> Book:
    book.years.open(YEAR)
    for unit in "ab":
        book.members.add(f"Đơn vị {unit.upper()} tỉnh", f"Đơn vị {unit.upper()}", key=unit, year=YEAR)
    return book


def refused(book: Book, door: str, table: str, name: str, value: Any) -> Refusal | None:
    """What refuses a value of one field of a line: the reading of the field, else the writing of a line whose other
    fields that must be said are good; None when nothing does."""
    fields = [one for one in SHAPES[table].fields if one.name == name or (one.kind in GOOD and one.needed)]
    rows = [[one.label for one in fields], [value if one.name == name else GOOD[one.kind] for one in fields]]
    found = pasted.read(book, YEAR, table, DOORS[door](rows))
    (line,) = found.lines
    if name in line.faults:
        with pytest.raises(Refusal, match=r"import\.has_faults"):
            pasted.write(book, YEAR, found)
        return line.faults[name]
    try:
        pasted.write(book, YEAR, found)
    except Refusal as fault:
        return fault if fault.code.startswith("column.") else None  # another says what the line lacks beside it
    return None


@pytest.mark.parametrize("door", DOORS)
def test_no_table_that_comes_in_says_what_its_field_cannot_hold(bloc: Book, door: str) -> None:
    """A good value in the same place is read: so it is the value that is refused, not the line."""
    kinds = {(key, one.name): one.kind for key, shape in SHAPES.items() for one in shape.fields if one.kind in BAD}
    assert set(kinds.values()) == set(BAD)
    before = bloc.store.digests()
    for table, name, bad in OFFERED:
        fault = refused(bloc, door, table, name, bad)
        assert fault is not None and sentence(fault) != fault.code, (table, name, bad)
    assert bloc.store.digests() == before
    for (table, name), kind in kinds.items():
        assert refused(bloc, door, table, name, GOOD[kind]) is None, (table, name)
