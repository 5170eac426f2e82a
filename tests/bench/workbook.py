"""Workbooks going out and coming in, each beside the bare library that writes or reads the same cells."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from openpyxl import load_workbook

from models.exchange.cells import read
from models.exchange.forms import member_in, member_out, scoring_book
from models.exchange.forms.layout import MemberForm, member_form
from tests.bench.edit import YEAR, build
from tests.bench.table import Row, runs, taking_turns

STAGE = "appraisal"
AREA = "workbook, 30 x 200"
FORMS = "30 member forms of 60 items"


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


def cells_of(path: Path) -> list[tuple[str, int, int, object]]:
    """What stands in a workbook, by page, line and column from 0."""
    return [
        (page.title, cell.row - 1, cell.column - 1, cell.value)
        for page in load_workbook(path)
        for line in page.iter_rows()
        for cell in line
        if cell.value is not None
    ]


def rows() -> list[Row]:
    """The workbook of all scores of a step, then the forms of all members."""
    return [*_of_scores(), *_of_members()]


def _of_members() -> list[Row]:
    """The forms of thirty units made, and read back against what the book holds, without the disk."""
    with tempfile.TemporaryDirectory() as folder, build(Path(folder) / "khoi.sokhoi", 30, 60) as book:
        units = [one.key for one in book.members.roster(YEAR)]
        paths = {unit: Path(folder) / f"{unit}.xlsx" for unit in units}

        def form(unit: str) -> MemberForm:
            return member_form(book, YEAR, unit, "self", "nam")

        for unit, path in paths.items():
            path.write_bytes(member_out.content(book, form(unit)))
        values = [cells_of(path) for path in paths.values()]
        took = taking_turns(
            runs(3),
            out=lambda: [member_out.content(book, form(unit)) for unit in units],
            bare_out=lambda: [bare_write(cells) for cells in values],
            come=lambda: [
                member_in.read(book, read(path.read_bytes(), path.name), form(u)) for u, path in paths.items()
            ],
            bare_come=lambda: [bare_read(path) for path in paths.values()],
        )
    note = f"{sum(map(len, values)):,} values; ours with looks, locks, lists to choose from and live sums"
    both = [a + b for a, b in zip(took["out"], took["come"], strict=True)]
    bare = [a + b for a, b in zip(took["bare_out"], took["bare_come"], strict=True)]
    return [
        Row(AREA, f"{FORMS}, out", took["out"], took["bare_out"], "the values by bare XlsxWriter", note=note),
        Row(AREA, f"{FORMS}, in", took["come"], took["bare_come"], "the values by openpyxl, reading only"),
        Row(AREA, f"{FORMS}, out and in", both, bare, "both", goal=2),
    ]


def _of_scores() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder, build(Path(folder) / "khoi.sokhoi", 30, 200) as book:
        path = Path(folder) / "diem.xlsx"
        path.write_bytes(scoring_book.content(book, YEAR, STAGE))
        cells = cells_of(path)
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
