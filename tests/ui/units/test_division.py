"""The one dialog of a decision that divides blocs: filled from the year, told what it changes, written in one act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.book.book import Book
from ui.units.division import DivisionDialog
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
YEAR = 2025


def test_one_dialog_takes_the_whole_decision(
    full_book: Book, window_on: WindowOn, opened: Callable[..., DivisionDialog], tmp_path: Path
) -> None:
    window = window_on(full_book)
    dialog = opened(DivisionDialog(window.session, window))
    names = [one.unit.name for one in full_book.members.roster(YEAR) if one.to_date is None]
    assert dialog.lines() == names
    dialog.accept()
    assert dialog.isVisible() and dialog.problem.text() == "Ghi số quyết định phân chia khối."
    dialog.number.setText("15/QĐ-HĐTĐKT")
    dialog.date.setText("12/1/2025")
    dialog.issuer.setText("Hội đồng Thi đua - Khen thưởng tỉnh")
    dialog.units.setPlainText("\n".join([*names, "Sở Dân tộc và Tôn giáo"]))
    dialog.head.setCurrentIndex(dialog.head.findData(names[1]))
    dialog._follow()  # the timer's act, without waiting for it
    assert "Đơn vị mới: Sở Dân tộc và Tôn giáo." in dialog.outcome.text()
    assert dialog.head.currentData() == names[1]
    path = tmp_path / "qd.pdf"
    path.write_bytes(b"%PDF-1.4")
    dialog.take_file(path)
    at = full_book.store.last_seq
    dialog.accept()
    assert not dialog.isVisible(), dialog.problem.text()
    assert full_book.store.last_seq == at + 1
    there = [one.unit.name for one in full_book.members.roster(YEAR) if one.to_date is None]
    assert there[-1] == "Sở Dân tộc và Tôn giáo"
    again = opened(DivisionDialog(window.session, window))
    assert (again.number.text(), again.file.text()) == ("15/QĐ-HĐTĐKT", "qd.pdf")
    window.go("members")
    assert "theo Quyết định số 15/QĐ-HĐTĐKT" in window.page("members").under.text()
