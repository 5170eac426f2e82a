"""Excel workbooks in and out, as rows of cells; what a cell means is for the area that receives it.

A number in a workbook is a binary float; it enters only here, through its 15 significant digits as Excel shows them,
and becomes a Decimal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.exchange.places import reading, whole
from models.rules.errors import BadInput
from models.rules.number.text import clean

Cell = str | Decimal
LIMIT = 10_000_000
"""Bytes a workbook may have: a table that fits the program is far smaller."""


def names(path: Path) -> list[str]:
    """The names of the workbook's sheets in order."""
    book = _open(path)
    try:
        return list(book.sheetnames)
    finally:
        book.close()


def rows(path: Path, sheet: str | None = None) -> list[list[Cell]]:
    """The cells of one sheet (the first by default) without empty rows at the end.

    Raises FileTrouble or BadInput, never a library's error.
    """
    book = _open(path)
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise BadInput("excel.no_sheet", sheet=sheet, file=path.name)
        found = [
            [_inward(value) for value in row]
            for row in (book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True)
        ]
    finally:
        book.close()
    while found and not any(cell != "" for cell in found[-1]):
        found.pop()
    return found


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


def _open(path: Path) -> Any:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with reading(path):
            if path.stat().st_size > LIMIT:
                raise BadInput("excel.too_big", file=path.name, limit=LIMIT)
            return load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise BadInput("excel.not_a_workbook", file=path.name) from error


def _inward(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, str):
        return clean(value).strip()
    number = Decimal(format(value, ".15g"))
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number
