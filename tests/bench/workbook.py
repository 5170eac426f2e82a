"""Workbooks going out and coming in, each beside the bare library that writes or reads the same cells."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from openpyxl import load_workbook

from models.exchange.cells import read
from models.exchange.forms import scoring_book
from tests.bench.edit import YEAR, build
from tests.bench.table import Row, runs, taking_turns

STAGE = "appraisal"
AREA = "workbook, 30 x 200"


def bare_write(cells: list[tuple[str, int, int, object]]) -> bytes:
    """The same values at the same places by XlsxWriter, without a format."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    pages = {name: book.add_worksheet(name) for name in dict.fromkeys(name for name, *_ in cells)}
    for name, line, column, value in cells:
        pages[name].write(line, column, value)
    book.close()
    return target.getvalue()


def bare_read(path: Path) -> int:
    """Every value by openpyxl, reading only."""
    book = load_workbook(path, read_only=True, data_only=True)
    found = sum(value is not None for page in book for line in page.iter_rows(values_only=True) for value in line)
    book.close()
    return found


def rows() -> list[Row]:
    """The workbook of all scores of a step."""
    with tempfile.TemporaryDirectory() as folder, build(Path(folder) / "khoi.sokhoi", 30, 200) as book:
        path = Path(folder) / "diem.xlsx"
        path.write_bytes(scoring_book.content(book, YEAR, STAGE))
        whole = load_workbook(path)
        cells = [
            (page.title, cell.row - 1, cell.column - 1, cell.value)
            for page in whole
            for line in page.iter_rows()
            for cell in line
            if cell.value is not None
        ]
        took = taking_turns(
            runs(3),
            out=lambda: scoring_book.content(book, YEAR, STAGE),
            bare_out=lambda: bare_write(cells),
            come=lambda: read(path.read_bytes(), path.name),
            bare_come=lambda: bare_read(path),
        )
    note = f"{len(cells):,} cells"
    return [
        Row(AREA, "out", took["out"], took["bare_out"], "the values by bare XlsxWriter", note=note),
        Row(AREA, "in: cells", took["come"], took["bare_come"], "the values by openpyxl, reading only", note=note),
    ]
