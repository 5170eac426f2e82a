"""A head unit that ended: home says that the office is empty and offers the deputy as acting head; the dialog opens
filled in from the day the office is empty, and with its one act the card is gone, the papers go out under the deputy.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from models.book.book import Book
from models.keeping import seal
from tests.book import practice_leadership
from tests.book.practice import DATA
from ui.home.page import HomePage
from ui.leadership.page import LeadershipPage
from ui.leadership.term import TermDialog
from ui.window.main_window import MainWindow

YEAR, SINCE = 2025, "2025-07-01"
WindowOn = Callable[[Book], MainWindow]
DialogOf = Callable[..., object]


def ended(book: Book, deputy: bool) -> Book:
    """A year whose head unit was dissolved in its midst, with a deputy or without one."""
    for key, name in (("tt", "Thanh tra tỉnh"), ("snv", "Sở Nội vụ"), ("tc", "Sở Tài chính")):
        book.members.add(name, key=key, year=YEAR, active_from="2019-01-01")
    book.leadership.put_term(YEAR, "tt", "head", key="t1")
    if deputy:
        book.leadership.put_term(YEAR, "snv", "deputy", key="t2")
    book.members.dissolve("tt", SINCE, "Quyết định số 7")
    return book


def home(window: MainWindow) -> HomePage:
    window.go("home")
    page = window.page("home")
    assert isinstance(page, HomePage)
    page.refresh()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # cards of before
    return page


def said(page: HomePage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if not one.isHidden())


def offer(page: HomePage) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text().startswith("Ghi quyền Trưởng khối"))


def dialog_from_home(window: MainWindow, dialog_of: DialogOf) -> TermDialog:
    offer(home(window)).click()
    page = window.page("leadership")
    assert isinstance(page, LeadershipPage)
    dialog = dialog_of(page, TermDialog)
    assert isinstance(dialog, TermDialog)
    return dialog


def test_the_deputy_is_offered_and_leads_from_the_day_after_the_end(
    empty_book: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    window = window_on(ended(empty_book, deputy=True))
    page = home(window)
    assert "Trống Trưởng khối" in said(page)
    assert "Thanh tra tỉnh đã kết thúc; từ 01/7/2025 khối chưa có Trưởng khối" in said(page)
    assert offer(page).text() == "Ghi quyền Trưởng khối Sở Nội vụ…"
    dialog = dialog_from_home(window, dialog_of)
    assert (dialog.year.value(), dialog.role.currentData(), dialog.unit.currentData()) == (YEAR, "head", "snv")
    assert (dialog.basis.currentData(), dialog.status.currentData()) == ("acting", "acting")
    assert (dialog.since.value(), dialog.until.value()) == (SINCE, None)
    offered = [dialog.unit.itemData(place) for place in range(dialog.unit.count())]
    assert "snv" in offered and "tc" in offered and "tt" not in offered, "a unit that ended leads no more"
    dialog.accept()
    assert not dialog.isVisible(), dialog.problem.text()
    head = empty_book.leadership.leads(YEAR)
    assert head is not None and (head.unit, head.status, head.from_date) == ("snv", "acting", SINCE)
    assert "Trống Trưởng khối" not in said(home(window))
    assert empty_book.leadership.term("t1").to_date is None, "the term of the unit that ended is left as it was"


def test_without_a_deputy_the_office_is_offered_without_a_name(
    empty_book: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    window = window_on(ended(empty_book, deputy=False))
    assert offer(home(window)).text() == "Ghi quyền Trưởng khối…"
    dialog = dialog_from_home(window, dialog_of)
    assert (dialog.basis.currentData(), dialog.since.value()) == ("acting", SINCE)
    dialog.unit.setCurrentIndex(dialog.unit.findData("tc"))
    dialog.accept()
    assert not dialog.isVisible(), dialog.problem.text()
    head = empty_book.leadership.leads(YEAR)
    assert head is not None and head.unit == "tc"


@pytest.mark.parametrize("way", ["taken back", "year closed"])
def test_the_card_stands_only_while_the_office_is_empty_and_the_act_may_be_done(
    empty_book: Book, window_on: WindowOn, way: str
) -> None:
    book = ended(empty_book, deputy=True)
    window = window_on(book)
    assert offer(home(window)).isEnabled()
    if way == "taken back":
        book.store.undo()
        assert "Trống Trưởng khối" not in said(home(window))
    else:
        seal.close_year(book, YEAR)
        page = home(window)
        assert "Trống Trưởng khối" not in said(page) or not offer(page).isEnabled()


def test_where_the_rule_says_whose_turn_it_is_the_acting_head_needs_no_reason(
    full_book: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    """The practice bloc: turns are ruled; a deputy that acts until the year's end takes nobody's turn."""
    practice_leadership.leaders(full_book, DATA, YEAR)
    head = next(one for one in full_book.leadership.terms(YEAR) if one.role == "head")
    full_book.members.dissolve(head.unit, SINCE, "Quyết định số 7")
    window = window_on(full_book)
    deputy = full_book.leadership.empty(YEAR)
    assert deputy is not None and deputy.acting is not None
    dialog = dialog_from_home(window, dialog_of)
    assert dialog.unit.currentData() == deputy.acting
    assert not dialog.fields.isRowVisible(dialog.deviation), dialog.notices.text()
    dialog.accept()
    assert not dialog.isVisible(), dialog.problem.text()
    assert full_book.leadership.empty(YEAR) is None
