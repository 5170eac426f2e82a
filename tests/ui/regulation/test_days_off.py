"""Ngày nghỉ của năm: typed one a line, kept for the year."""

from __future__ import annotations

from collections.abc import Callable

from models.book.book import Book
from tests.book.practice import YEAR
from tests.ui.regulation.test_regulation_page import page_of
from ui.regulation.days_off import DaysOffDialog
from ui.window.main_window import MainWindow


def test_days_off_are_typed_one_a_line_and_a_wrong_one_is_said(
    full_book: Book, window_on: Callable[[Book], MainWindow]
) -> None:
    page = page_of(window_on(full_book))
    page.put_days_off()
    dialog = page.findChild(DaysOffDialog)
    assert dialog is not None
    assert dialog.inputs["days"].toPlainText().splitlines() == ["01/01/2025", "30/4/2025", "01/5/2025", "02/9/2025"]
    dialog.inputs["days"].setPlainText("01/01/2025\n\n29/1/2025\n13/13/2025")
    dialog.accept()
    assert dialog.problem.text() != "" and len(full_book.days_off.of(YEAR)) == 4
    dialog.inputs["days"].setPlainText("29/1/2025\n01/01/2025")
    dialog.accept()
    assert full_book.days_off.of(YEAR) == ("2025-01-01", "2025-01-29")
