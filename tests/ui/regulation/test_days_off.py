"""Ngày nghỉ của năm: typed one a line, kept for the year."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.book.book import Book
from tests.book.practice import YEAR
from tests.ui.regulation.test_regulation_page import page_of
from ui.base.session import Session
from ui.kit.fields import HOLIDAY, DateField, usual_day
from ui.kit.form_dialog import FormDialog
from ui.regulation.days_off import BOTH, DaysOffDialog
from ui.window.assistant.course import DatesStep
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


def test_a_school_year_takes_those_of_both_its_calendar_years(
    full_book: Book, window_on: Callable[[Book], MainWindow]
) -> None:
    full_book.years.begin_in(YEAR, 9)
    page = page_of(window_on(full_book))
    page.put_days_off()
    dialog = page.findChild(DaysOffDialog)
    assert dialog is not None and BOTH in [label.text() for label in dialog.findChildren(QLabel)]
    assert "30/4/2026" in dialog.inputs["days"].toPlainText().splitlines()
    dialog.inputs["days"].setPlainText("02/9/2025\n16/2/2026")
    dialog.accept()
    assert full_book.days_off.of(YEAR) == ("2025-09-02", "2026-02-16")


@pytest.mark.parametrize(
    ("month", "today", "day"),
    [(9, "2026-03-02", "2026-03-02"), (9, "2026-10-01", "2026-08-31"), (1, "2026-03-02", "2025-12-31")],
)
def test_a_date_field_offers_today_within_the_year_and_its_last_day_after_it(
    full_book: Book, month: int, today: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_book.years.begin_in(YEAR, month)
    monkeypatch.setattr(full_book, "today", lambda: today)
    assert usual_day(Session(full_book)) == day


def test_a_day_without_its_year_is_one_of_the_school_year_at_every_door(full_book: Book, qtbot: QtBot) -> None:
    """Seen failing in the assistant: 1 September of the calendar year before was read, no day off of the next known."""
    full_book.years.begin_in(YEAR, 9)
    session = Session(full_book)
    steps, dialog = DatesStep(session), FormDialog("", lambda: True, session=session)
    typed = DateField()
    dialog.add("", typed)
    for door in (steps, dialog):
        qtbot.addWidget(door)
    for field in (steps.fields[0], typed):
        field.setText("30/4")
        assert (field.value(), field.set_value(field.value()), field.off) == ("2026-04-30", None, HOLIDAY)
