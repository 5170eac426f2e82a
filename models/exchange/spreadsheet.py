"""Excel workbooks in and out, as rows of cells; what a cell means is for the area that receives it.

How a file becomes cells is the reader's (`models.exchange.cells`); here its pages become plain rows of values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.exchange.cells.model import Cell as RawCell
from models.exchange.cells.model import Page
from models.exchange.cells.opening import read_file
from models.exchange.places import whole

Cell = str | Decimal


def names(path: Path) -> list[str]:
    """The names of the workbook's pages that can hold cells, in order."""
    return [page.name for page in read_file(path).pages if page.sheet]


def rows(path: Path, sheet: str | None = None) -> list[list[Cell]]:
    """The cells of one page (the first by default) without empty rows at the end.

    Raises FileTrouble or BadInput, never a library's error.
    """
    return rows_of(read_file(path).page(sheet))


def rows_of(page: Page) -> list[list[Cell]]:
    """A page as rows of values, each row as long as it holds something."""
    found: list[list[Cell]] = []
    for line, row in page.lines():
        while len(found) <= line:
            found.append([])
        found[line] = [""] * (row[-1].column + 1)
        for cell in reversed(row):
            found[line][cell.column] = _inward(cell)
    while found and not any(cell != "" for cell in found[-1]):
        found.pop()
    return found


def _inward(cell: RawCell) -> Cell:
    if isinstance(cell.value, bool):
        return "x" if cell.value else ""
    return cell.value if isinstance(cell.value, Decimal) else cell.text


def write(
    path: Path, title: str, header: Sequence[str], body: Iterable[Sequence[Any]], widths: Sequence[int] = ()
) -> None:
    """A workbook with one sheet: a bold header that stays in sight, then the rows; it is put in place whole."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title[:31]
    sheet.append(list(header))
    for row in body:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # text that begins like a formula stays text
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    with whole(path) as beside:
        book.save(beside)
