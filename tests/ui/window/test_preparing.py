"""A large ranking never holds the window: a sign of work stands at once, and what waits comes when it is ready."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.book.scoring.standing import Standings
from models.book.scoring.year import YearState
from tests.book.practice import ITEMS, UNITS, YEAR
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES

WindowOn = Callable[[Book], MainWindow]


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every ranking is felt."""
    monkeypatch.setattr("models.book.scoring.standing.AT_ONCE", 0)
    monkeypatch.setattr("ui.base.preparing.SLICE", 0.0)


def forget(book: Book) -> None:
    """As after opening: nothing is assessed yet."""
    book.standing = Standings(book)


def text_of(window: MainWindow) -> list[str]:
    return [label.text() for label in window.stack.currentWidget().findChildren(QLabel)]


def test_a_sign_of_work_stands_at_once_and_then_the_page(
    full_book: Book, window_on: WindowOn, large: None, qtbot: QtBot
) -> None:
    window = window_on(full_book)
    forget(full_book)
    window.go("ranking")
    assert window.waits and window.shown == "ranking"
    assert text_of(window) == ["Xếp hạng, xếp loại", "Đang chấm các phiếu để xếp hạng…"]
    qtbot.waitUntil(lambda: not window.waits)
    assert window.shown == "ranking" and window.page("ranking").standing is not None


def test_the_year_written_into_meanwhile_is_the_one_that_is_shown(
    full_book: Book, window_on: WindowOn, large: None, qtbot: QtBot
) -> None:
    window = window_on(full_book)
    forget(full_book)
    window.go("ranking")
    before = Standings(full_book).ranking(YEAR).values
    full_book.scores.enter(SheetAt(YEAR, UNITS[0], "appraisal"), ITEMS[0], not_assigned=True)
    qtbot.waitUntil(lambda: not window.waits)
    assert full_book.standing.ranking(YEAR).values != before
    assert full_book.standing.ranking(YEAR).values == window.page("ranking").standing.values


def test_who_goes_elsewhere_is_not_fetched_back(
    full_book: Book, window_on: WindowOn, large: None, qtbot: QtBot
) -> None:
    window = window_on(full_book)
    forget(full_book)
    window.go("awards")
    window.go("members")
    assert not window.waits and window.shown == "members"
    qtbot.waitUntil(lambda: not full_book.standing.is_large(YEAR))
    QApplication.processEvents()
    assert window.shown == "members" and window.stack.currentWidget() is window.page("members")


def test_a_book_closed_meanwhile_is_let_go_of(full_book: Book, window_on: WindowOn, large: None) -> None:
    window = window_on(full_book)
    forget(full_book)
    window.go("ranking")
    window.session.close()
    QApplication.processEvents()
    assert full_book.is_closed


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_a_page_that_needs_the_ranking_says_so(
    full_book: Book, window_on: WindowOn, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its first visit would assess every sheet before anything is painted."""
    window = window_on(full_book)
    window.session.look_for_questions()
    forget(full_book)
    made: list[object] = []
    # A board that is made at once is what the first visit must not wait for.
    build = YearState._build
    monkeypatch.setattr(YearState, "_build", lambda *told: (made.append(told), build(*told))[1])
    window.go(key)
    assert bool(made) <= window.page(key).ranks


def test_open_questions_wait_for_a_large_ranking(
    full_book: Book, window_on: WindowOn, large: None, qtbot: QtBot
) -> None:
    window = window_on(full_book)
    forget(full_book)
    heard: list[object] = []
    window.session.asking.connect(heard.append)
    window.session.look_for_questions()
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [full_book.decisions.open_questions(YEAR)]
