"""A list from a file: what its area understood, and every other cell counted by its reason."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

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


def _merged() -> Listing:
    head = "".join(
        text(f"{letter}1", words) for letter, words in zip("ABCD", ("Năm", "Đơn vị", "Số tiền", "Ghi chú"), strict=True)
    )
    book = cells.read(
        workbook(
            f'<row r="1">{head}</row><row r="2">{number("A2", "2023")}{text("B2", "Sở Y tế")}{number("C2", "900")}'
            f'{text("D2", "một")}</row><row r="3">{text("D3", "hai")}</row>'
            f'<row r="4">{text("B4", "Sở Nội vụ")}{number("C4", "5")}<c r="D4" t="e"><v>#N/A</v></c></row>',
            after='<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="B2:B3"/><mergeCell ref="C2:C3"/></mergeCells>',
        ),
        "ds.xlsx",
    )
    return Listing(book, book.page())


def test_words_merged_down_are_those_of_each_line_and_an_amount_is_nobodys() -> None:
    listing = _merged()
    assert listing.rows == [
        ["Năm", "Đơn vị", "Số tiền", "Ghi chú"],
        ["2023", "Sở Y tế", "", "một"],
        ["2023", "Sở Y tế", "", "hai"],
        ["2023", "Sở Nội vụ", "5"],
    ]


def test_a_cell_that_shows_an_error_says_nothing_and_is_counted() -> None:
    account = _merged().settle(["year", "unit", "money", "note"], {2, 3, 4}, ())
    account.counted()
    assert {why: [cell.address for _, cell in those] for why, those in account.ignored().items()} == {
        "spread": ["C2"],
        "error": ["D4"],
    }


def test_a_share_is_what_its_cell_shows() -> None:
    """Seen failing: 95% of a list became the plan 0,95, without a word."""
    made, target = Workbook(), BytesIO()
    sheet = made.worksheets[0]
    sheet.append(["Đơn vị", "Kế hoạch"])
    sheet.append(["Sở Y tế", 0.95])
    sheet["B2"].number_format = "0%"
    made.save(target)
    book = cells.read(target.getvalue(), "t.xlsx")
    assert Listing(book, book.page()).rows[1] == ["Sở Y tế", "95%"]
