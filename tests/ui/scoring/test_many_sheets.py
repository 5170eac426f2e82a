"""Many sheets at once: those that wait go one state further in one act; those that cannot are named with the reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelection
from PySide6.QtWidgets import QPushButton

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.rules.number.subjects import SheetOf
from ui.papers.page import PapersPage
from ui.scoring.many_sheets import CHOSEN, MANY
from ui.scoring.page import ScoresPage
from ui.window.main_window import MainWindow

YEAR = 2025
STEPS = ("complete", "confirm", "lock")
STATES = {"complete": "complete", "confirm": "confirmed", "lock": "locked"}


def states(book: Book, stage: str = "self") -> list[str]:
    found = [
        book.scores.sheet(SheetAt(YEAR, one.key, stage)).state for one in book.members.roster(YEAR, f"{YEAR}-12-31")
    ]
    return [one for one in found if one != "empty"]


def accept_sums(book: Book) -> None:
    """Units that added up wrongly are told so; a sheet whose sum differs is not confirmed."""
    for one in book.members.roster(YEAR, f"{YEAR}-12-31"):
        check = book.scores.sum_check(SheetAt(YEAR, one.key, "self"))
        if check is not None and not check.agrees:
            book.scores.states.accept_sum(SheetAt(YEAR, one.key, "self"))


def press(window: MainWindow, to: str) -> None:
    window.go("scores")
    trigger(window, MANY[to])  # type: ignore[index]


def trigger(window: MainWindow, text: str) -> None:
    next(one for one in window.page("scores").acts() if one.text() == text).trigger()


def choose(window: MainWindow, count: int, stage: str = "self") -> list[str]:
    """Select the first units' cells of the first item, as the mouse does; their keys."""
    window.go("scores", SheetOf("vptu", stage))
    page = window.page("scores")
    assert isinstance(page, ScoresPage) and page.stage == stage
    model, chosen = page.model, page.grid.selectionModel()
    first = model.units.index("vptu")
    page.grid.setCurrentIndex(model.index(first, 0))
    block = QItemSelection(model.index(first, 0), model.index(first + count - 1, 0))
    chosen.select(block, chosen.SelectionFlag.ClearAndSelect)
    return list(model.units[first : first + count])


@pytest.mark.parametrize("to", STEPS)
def test_all_that_wait_go_on_in_one_act_and_come_back_in_one(
    full_book: Book, window_on: Callable[[Book], MainWindow], to: str
) -> None:
    window = window_on(full_book)
    accept_sums(full_book)
    for earlier in STEPS[: STEPS.index(to)]:
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
    full_book.scores.clear(SheetAt(YEAR, "hnd", "self"), [node])
    window = window_on(full_book)
    press(window, "complete")
    assert full_book.scores.sheet(SheetAt(YEAR, "hnd", "self")).state == "entering"
    said = window.message_bar.text()
    assert "Hội Nông dân" in said and "chưa có điểm" in said and window.message_bar.property("tone") == "warn"
    assert states(full_book).count("complete") == len(states(full_book)) - 1


def test_nothing_that_waits_is_said(empty_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    window = window_on(empty_book)
    acts = empty_book.store.last_seq
    found = empty_book.scores.states.advance_all(YEAR, "self", "lock")
    assert (found.done, found.left) == ((), ()) and window.session.year == YEAR
    assert empty_book.store.last_seq == acts


def test_of_what_is_selected_only_those_go_on(full_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    window = window_on(full_book)
    accept_sums(full_book)
    chosen = choose(window, 2)
    trigger(window, CHOSEN["complete"].format(count=2))
    went = [
        one.key
        for one in full_book.members.roster(YEAR)
        if full_book.scores.sheet(SheetAt(YEAR, one.key, "self")).state == "complete"
    ]
    assert went == chosen


def test_received_today_is_written_where_no_day_stands(
    full_book: Book, window_on: Callable[[Book], MainWindow]
) -> None:
    window = window_on(full_book)
    first, second, third = choose(window, 3, "bloc")
    full_book.scores.receive(SheetAt(YEAR, second, "bloc"), f"{YEAR}-11-01")
    before = [full_book.scores.sheet(SheetAt(YEAR, unit, "bloc")).received_on for unit in (first, third)]
    acts = full_book.store.last_seq
    trigger(window, CHOSEN["receive"].format(count=3))
    days = [full_book.scores.sheet(SheetAt(YEAR, unit, "bloc")).received_on for unit in (first, second, third)]
    assert before == [None, None] and days == [full_book.today(), f"{YEAR}-11-01", full_book.today()]
    assert full_book.store.last_seq == acts + 1


def test_all_are_printed_or_those_selected(full_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    window = window_on(full_book)
    chosen = choose(window, 3)
    trigger(window, CHOSEN["print"].format(count=3))
    page = window.page("papers")
    assert isinstance(page, PapersPage) and window.shown == "papers"
    assert (page.kind and page.kind.key, page.chosen()["unit"], page.chosen()["stage"]) == (
        "phieu-cham",
        ",".join(chosen),
        "self",
    )
    page.make()
    assert page.content is not None and page.pages.text().endswith("trang")
    assert [unit for unit, _name in page.choices.units()] == chosen
    page.list.choose("bang-tong-hop")
    assert "unit" not in page.chosen()
    window.go("scores")
    choose(window, 1)
    trigger(window, MANY["print"])
    assert "unit" not in page.chosen(), "one unit alone is no selection of several: all"
