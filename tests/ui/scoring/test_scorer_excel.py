"""Phiếu theo lĩnh vực by Excel: what came back stands in the grid, and is written by the dialog's own button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from models.book.book import Book
from models.book.scoring.rows import YEAR_PERIOD, SheetAt
from models.exchange.forms import scorer_form
from models.exchange.forms.pieces import HEAD
from tests.book.practice import YEAR
from ui.scoring.excel import scorer_excel
from ui.scoring.scorer_sheet import ScorerSheetDialog
from ui.window.main_window import MainWindow


def test_a_sheet_comes_back_into_the_grid(
    full_book: Book, window_on: Callable[[Book], MainWindow], tmp_path: Path
) -> None:
    window = window_on(full_book)
    dialog = ScorerSheetDialog(window.session, "appraisal", window)
    assert dialog.sheet is not None
    office, path = dialog.sheet.office, tmp_path / "p.xlsx"
    path.write_bytes(scorer_form.content(full_book, YEAR, office, "appraisal"))
    at = next(n for n, line in enumerate(dialog.sheet.lines) if line.input is not None and line.input.type == "count")
    book = load_workbook(path)
    book[scorer_form.PAGE].cell(HEAD + 2 + at, 6).value = 7
    book.save(path)
    said: list[str] = []
    typed = scorer_excel.take(window.session, office, "appraisal", YEAR_PERIOD, path, said.append)
    assert list(typed.values()) == ["7"] and said == ["1 ô mới trong p.xlsx, 0 ô chưa lấy được."]
    dialog.put(typed)
    assert dialog.typed() == dict(typed)
    dialog.accept()
    line = dialog.sheet.lines[at]
    assert line.input is not None
    cells = full_book.scores.sheet(SheetAt(YEAR, dialog.sheet.units[0], "appraisal")).cells
    assert cells[line.item.key].cell.inputs[line.input.id] == 7
    window.session.close()
