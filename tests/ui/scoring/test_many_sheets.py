"""Many sheets at once: those that wait go one state further in one act; those that cannot are named with the reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton

from models.book.book import Book
from ui.scoring.sheet_strip import MANY
from ui.window.main_window import MainWindow

YEAR = 2025
STATES = {"complete": "complete", "confirm": "confirmed", "lock": "locked"}


def states(book: Book, stage: str = "self") -> list[str]:
    found = [book.scores.sheet(YEAR, one.key, stage).state for one in book.members.roster(YEAR, f"{YEAR}-12-31")]
    return [one for one in found if one != "empty"]


def accept_sums(book: Book) -> None:
    """Units that added up wrongly are told so; a sheet whose sum differs is not confirmed."""
    for one in book.members.roster(YEAR, f"{YEAR}-12-31"):
        check = book.scores.sum_check(YEAR, one.key, "self")
        if check is not None and not check.agrees:
            book.scores.states.accept_sum(YEAR, one.key, "self")


def press(window: MainWindow, to: str) -> None:
    window.go("scores")
    page = window.page("scores")
    next(one for one in page.acts() if one.text() == MANY[to]).trigger()  # type: ignore[index]


@pytest.mark.parametrize("to", MANY)
def test_all_that_wait_go_on_in_one_act_and_come_back_in_one(
    full_book: Book, window_on: Callable[[Book], MainWindow], to: str
) -> None:
    window = window_on(full_book)
    accept_sums(full_book)
    for earlier in list(MANY)[: list(MANY).index(to)]:
        full_book.scores.states.advance_all(YEAR, "self", earlier)
    before, acts = states(full_book), full_book.store.last_seq
    press(window, to)
    after = states(full_book)
    assert set(after) == {STATES[to]} and len(after) == len(before) > 5
    assert f"{len(after)} phiếu" in window.message_bar.text()
    assert full_book.store.last_seq == acts + 1, "one act, one step back"
    next(one for one in window.message_bar.findChildren(QPushButton) if one.text() == "Hoàn tác").click()
    assert states(full_book) == before


def test_what_cannot_go_on_is_named_with_its_reason(full_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    node = full_book.forms.form(full_book.forms.for_unit(YEAR, "hnd")).items()[1].key
    full_book.scores.clear(YEAR, "hnd", "self", [node])
    window = window_on(full_book)
    press(window, "complete")
    assert full_book.scores.sheet(YEAR, "hnd", "self").state == "entering"
    said = window.message_bar.text()
    assert "Hội Nông dân" in said and "chưa có điểm" in said and window.message_bar.property("tone") == "warn"
    assert states(full_book).count("complete") == len(states(full_book)) - 1


def test_nothing_that_waits_is_said(empty_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    window = window_on(empty_book)
    acts = empty_book.store.last_seq
    found = empty_book.scores.states.advance_all(YEAR, "self", "lock")
    assert (found.done, found.left) == ((), ()) and window.session.year == YEAR
    assert empty_book.store.last_seq == acts
