"""Papers as workbooks: every entry of the catalogue, numbers as numbers, people's words never as formulas."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from models.book.book import Book
from models.exchange import cells, shown
from models.rules.errors import BadInput
from printing.blocks import Cell, Column, Document, Row, Running, Table, Title
from printing.catalogue import PAPERS
from printing.excel import workbook
from tests.practice_year import YEAR


def read(content: bytes) -> cells.Workbook:
    return cells.read(content, "t.xlsx")


@pytest.mark.parametrize("kind", [kind for kind in PAPERS if kind.word], ids=lambda kind: kind.key)
def test_every_paper_is_a_workbook_that_is_read_back(kind: Any, lived_book: Book) -> None:
    made = kind.composed(lived_book, year=YEAR)
    book = read(workbook.render(made, kind.title, "2025-12-05"))
    least = 5 if kind.key == "khau-hieu" else 6  # a slogan has no heading
    assert book.notes == () and sum(len(page.cells) for page in book.pages) >= least
    assert not any(cell.formula for page in book.pages for cell in page.cells)


def test_numbers_days_and_words(tmp_path: object) -> None:
    rows = (
        Row(("1", "Sở A", "93,40", "1.250", "97,5%", "05/12/2025", "=SUM(A1)", "01")),
        Row(("1.1", "+84", "8", "2.000.000", "100%", "31/12/2025", "@x", "02")),
        Row((Cell("Cộng", span=2), "không giao", "", "", "", "-5", "03"), "total"),
    )
    table = Table(tuple(Column(title) for title in "ABCDEFGH"), rows)
    made = Running((Document("state", "Bảng", (Title("BẢNG THỬ"), table)),))
    page = read(workbook.render(made, "Bảng", "2025-12-05")).page()
    assert [cell.text for cell in page.cells if cell.line == 0] == ["BẢNG THỬ"]
    lines = {line: {cell.column: cell for cell in row} for line, row in page.lines()}
    first, second, third = lines[3], lines[4], lines[5]
    assert [first[n].kind for n in range(8)] == ["text", "text", "number", "number", "number", "date", "text", "text"]
    assert first[2].value == Decimal("93.4") and first[3].value == Decimal(1250) and first[4].shown == "97,5%"
    assert first[6].text == "=SUM(A1)" and not first[6].formula and second[6].text == "@x" and second[0].text == "1.1"
    assert third[2].text == "không giao" and page.span(5, 0) is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.250", "1250"), ("0,5", "0.5"), ("-3", "-3"), ("12.34", None), ("01", None), ("1,2,3", None), ("1.25", None)],
)
def test_what_a_number_looks_like(text: str, value: str | None) -> None:
    found = shown.number(text)
    assert (None if found is None else str(found.value)) == value


def test_slips_are_no_table(lived_book: Book) -> None:
    kind = next(kind for kind in PAPERS if kind.key == "phieu-bau")
    with pytest.raises(BadInput) as refused:
        workbook.render(kind.composed(lived_book, year=YEAR), kind.title, "2025-12-05")
    assert refused.value.code == "paper.no_table"
