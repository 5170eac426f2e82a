"""A list from a file: what its area understood, and every other cell counted by its reason."""

from __future__ import annotations

from models.book.units.reading import read_table
from models.exchange import cells
from models.exchange.listing import Listing
from tests.exchange.cells.workbooks import number, text, workbook


def test_a_roster_from_a_file_is_accounted_for_cell_by_cell() -> None:
    head = f'<row r="2">{text("A2", "STT")}{text("B2", "Tên đơn vị")}{text("C2", "Xe")}</row>'
    book = cells.read(
        workbook(
            f'<row r="1">{text("A1", "DANH SÁCH")}</row>{head}'
            f'<row r="3">{number("A3", "1")}{text("B3", "Sở Y tế")}{text("C3", "43A-1")}</row>'
            f'<row r="4" hidden="1">{number("A4", "2")}{text("B4", "Sở Ẩn")}</row>'
            f'<row r="5">{number("A5", "3")}{text("B5", "Sở Y tế")}</row>'
        ),
        "ds.xlsx",
    )
    listing = Listing(book, book.page())
    found = read_table(listing.rows, {})
    wrong = {one.line for one in found.errors}
    account = listing.settle(found.columns, {row.line for row in found.rows} - wrong, wrong)
    assert [row.name for row in found.rows] == ["Sở Y tế", "Sở Y tế"] and wrong == {5}
    assert account.counted() == {"taken": 4, "refused": 2, "ignored": 5} and account.cells == 11
    reasons = {why: [cell.address for _, cell in those] for why, those in account.ignored().items()}
    assert reasons == {"title": ["A1"], "unknown-heading": ["C2", "C3"], "hidden-row": ["A4", "B4"]}


def test_a_stray_cell_far_below_makes_no_million_rows() -> None:
    book = cells.read(workbook(f'<row r="1">{text("A1", "a")}</row><row r="999999">{text("A999999", "b")}</row>'), "t")
    listing = Listing(book, book.page())
    assert len(listing.rows) == 1
    assert listing.settle(["name"], {1}, ()).counted() == {"taken": 1, "refused": 0, "ignored": 1}
