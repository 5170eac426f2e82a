"""A pasted sheet so large that it is felt: said at once, written after the paint, said again when it is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from models.book.book import Book
from ui.base.session import Said
from ui.window.main_window import MainWindow


@pytest.fixture
def told(full_book: Book, window_on: Callable[[Book], MainWindow], monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The page of scores at the last step, where two cells are many."""
    for room in ("model", "edits"):
        monkeypatch.setattr(f"ui.scoring.grid.{room}.FELT", 1)
    window = window_on(full_book)
    window.go("scores")
    return window


def test_a_large_paste_is_said_before_it_is_written_and_when_it_is_there(told: MainWindow, qtbot: QtBot) -> None:
    page, book = told.page("scores"), told.session.book
    said: list[str] = []
    told.session.said.connect(lambda one: said.append(one.text) if isinstance(one, Said) else None)
    place = next(n for n, column in enumerate(page.model.columns) if column.item is not None)
    page.grid.setCurrentIndex(page.model.index(0, place))
    before = book.last_act
    page.grid.paste("1\n2")
    assert said == ["Đang ghi 2 ô điểm…"] and book.last_act == before
    qtbot.waitUntil(lambda: book.last_act == before + 1)
    assert "Đã ghi 2 ô điểm." in said
    assert [page.model.look(row, place).text for row in (0, 1)] == ["1", "2"]


def test_a_window_closed_meanwhile_writes_nothing(told: MainWindow, qtbot: QtBot) -> None:
    page, book = told.page("scores"), told.session.book
    place = next(n for n, column in enumerate(page.model.columns) if column.item is not None)
    page.grid.setCurrentIndex(page.model.index(0, place))
    page.grid.paste("1\n2")
    told.session.close()
    qtbot.wait(60)
    assert book.is_closed
