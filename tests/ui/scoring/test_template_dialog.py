"""Điền biểu của cấp trên: what the columns get is proposed, listed cell by cell, and saved into another file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from openpyxl import load_workbook

from models.book.book import Book
from models.exchange import cells
from ui.scoring.excel.template_dialog import TemplateDialog
from ui.window.main_window import MainWindow


def test_a_table_from_above_is_filled_into_another_file(
    full_book: Book, window_on: Callable[[Book], MainWindow], tmp_path: Path
) -> None:
    path = tmp_path / "biểu.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Biểu")
    page.write_row(0, 0, ["TT", "Đơn vị", "Xếp hạng", "Ghi chú"])
    for line, unit in enumerate(("Thanh tra tỉnh", "Tỉnh đoàn"), start=1):
        page.write_row(line, 0, [line, unit])
    book.close()
    window = window_on(full_book)
    dialog = TemplateDialog(window.session, path, cells.read_file(path), window)
    assert "Trang có 2 đơn vị của khối. Sẽ điền 2 ô" in dialog.summary.text()
    assert dialog.mapping() == {2: "rank"}
    note = dialog.choices[3]
    note.setCurrentIndex(note.findData("total:appraisal"))
    note.activated.emit(note.currentIndex())
    assert [one.address for one in dialog.cells.rows_model.rows] == ["C2", "D2", "C3", "D3"]
    dialog.target = tmp_path / "đã điền.xlsx"
    dialog.accept()
    made = load_workbook(tmp_path / "đã điền.xlsx")["Biểu"]
    ranks = {place.unit: place.rank for place in full_book.standing.ranking(2025).places}
    assert [made["C2"].value, made["C3"].value] == [ranks["ttr"], ranks["td"]]
    assert load_workbook(path)["Biểu"]["C2"].value is None
    again = TemplateDialog(window.session, path, cells.read_file(path), window)
    assert again.mapping() == {2: "rank", 3: "total:appraisal"}
    again.reject()
    window.session.close()
