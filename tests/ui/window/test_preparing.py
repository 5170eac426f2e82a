"""A large ranking never holds the window: a sign of work stands at once, and what waits comes when it is ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.book.scoring.standing import Standings
from models.book.scoring.year import YearState
from tests.book.practice import ITEMS, UNITS, YEAR
from tests.ui.window.test_strays import spoil_columns
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


@pytest.mark.parametrize("ahead", ["is_large", "prepare"])
def test_a_fault_of_ours_in_what_is_made_ahead_comes_up(
    full_book: Book, window_on: WindowOn, ahead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing: it was taken for a value nobody can read, and as the page makes the ranking itself, nobody heard of
    it."""
    preparing = window_on(full_book).session.preparing

    def wrong(*_: object) -> object:
        raise AttributeError("ours")

    monkeypatch.setattr(Standings, ahead, wrong)
    with pytest.raises(AttributeError, match="ours"):
        preparing.needed() if ahead == "is_large" else preparing._go_on()  # its turn of the loop


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


def test_open_questions_are_asked_an_area_at_a_turn(full_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    """Else the first look after a start holds the loop for a third of a second."""
    window = window_on(full_book)
    forget(full_book)
    heard: list[object] = []
    asked: list[int] = []
    turn = 0

    def beat() -> None:
        nonlocal turn
        turn += 1

    def noted(ready: Callable[[], Callable[[int], object]]) -> Callable[[], Callable[[int], object]]:
        def again() -> Callable[[int], object]:
            asks = ready()
            return lambda year: (asked.append(turn), asks(year))[1]

        return again

    decisions = full_book.decisions
    decisions.asked_by[:] = [noted(ready) for ready in decisions.asked_by]
    clock = QTimer(interval=0)
    clock.timeout.connect(beat)
    clock.start()
    window.session.asking.connect(heard.append)
    window.session.look_soon()
    qtbot.waitUntil(lambda: bool(heard))
    assert len(asked) == len(set(asked)) == len(decisions.asked_by) > 5
    assert heard == [decisions.open_questions(YEAR)]


def test_sheets_are_assessed_in_slices_before_questions_are_asked(
    full_book: Book, window_on: WindowOn, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of a small book as well: all at once they are felt on a slow computer."""
    window = window_on(full_book)
    forget(full_book)
    made: list[object] = []
    # A board that is made at once is what must not be met here.
    build = YearState._build
    monkeypatch.setattr(YearState, "_build", lambda *told: (made.append(told), build(*told))[1])
    heard: list[object] = []
    window.session.asking.connect(heard.append)
    window.session.look_soon()
    qtbot.waitUntil(lambda: bool(heard))
    assert made == [] and full_book.standing.ranking(YEAR).values


def test_a_value_nobody_can_read_is_left_to_whoever_asks(
    full_book: Book, window_on: WindowOn, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert spoil_columns(full_book, "date", "2025-02-30")
    window = window_on(full_book)
    forget(full_book)

    def steps(_standing: Standings, _year: int) -> Iterator[None]:
        yield
        raise ValueError("no day")

    monkeypatch.setattr(Standings, "prepare", steps)
    heard: list[object] = []
    window.session.asking.connect(heard.append)
    window.session.look_soon()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [full_book.decisions.open_questions(YEAR)]


def test_what_is_written_while_questions_are_asked_is_asked_again(
    full_book: Book, window_on: WindowOn, qtbot: QtBot
) -> None:
    window = window_on(full_book)
    heard: list[tuple[object, ...]] = []
    window.session.asking.connect(heard.append)
    before = full_book.decisions.open_questions(YEAR)
    question = next(one for one in before if one.options)
    asks = full_book.decisions.asked_by[0]

    def write() -> Callable[[int], object]:
        full_book.decisions.asked_by[0] = asks
        full_book.decisions.answer(question, question.options[0].key, "theo biên bản", year=YEAR)
        return asks()

    full_book.decisions.asked_by[0] = write
    window.session.look_soon()
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(400)
    assert len(heard) == 1 and question not in heard[0]
    assert heard[0] == full_book.decisions.open_questions(YEAR)
