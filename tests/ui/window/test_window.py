"""The main window from the keyboard: pages, undo and redo by name, saving, searching, years, the message line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from models.book.book import Book, open_book
from models.rules.errors import RuleViolation
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES, Entry
from ui.words import messages

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WindowOn = Callable[[Book], MainWindow]
CTRL = Qt.KeyboardModifier.ControlModifier
KEYED = [entry for entry in PAGES if entry.digit]


def test_title_names_bloc_and_year(empty_book: Book, window_on: WindowOn) -> None:
    assert window_on(empty_book).windowTitle() == "Khối thi đua Tổng hợp tỉnh Sông Lành, năm 2025"


@pytest.mark.parametrize("entry", KEYED, ids=lambda entry: entry.key)
def test_ctrl_digit_opens_a_page(full_book: Book, window_on: WindowOn, qtbot: QtBot, entry: Entry) -> None:
    window = window_on(full_book)
    window.go("journal")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert entry.digit is not None
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + entry.digit), CTRL)
    assert window.shown == entry.key
    assert window.navigation.currentItem().text(0) == entry.title
    page, focused = window.page(window.shown), QApplication.focusWidget()
    assert focused is not None and (focused is page or page.isAncestorOf(focused)), "keys of the page work at once"


def test_every_page_is_reached_by_the_menu_and_marked_in_the_column(empty_book: Book, window_on: WindowOn) -> None:
    window = window_on(empty_book)
    for entry in PAGES:
        next(one for one in window.menus["view"].actions() if one.text().split("\t")[0] == entry.title).trigger()
        assert (window.shown, window.navigation.shown) == (entry.key, entry.key)
        assert window.navigation.currentItem().text(0) == entry.title


def test_a_page_is_built_at_its_first_visit_only(empty_book: Book, window_on: WindowOn) -> None:
    window = window_on(empty_book)
    assert window.stack.count() == 1
    window.go("members")
    page = window.page("members")
    window.go("home")
    window.go("members")
    assert window.page("members") is page
    assert window.stack.count() == 2


def test_undo_and_redo_carry_the_name_of_the_act(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(empty_book)
    window.session.act(lambda: empty_book.members.add("Tỉnh đoàn Sông Lành", "Tỉnh đoàn", year=2025))
    assert window.commands.undo.text() == "Hoàn tác: thêm Tỉnh đoàn Sông Lành"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.message_bar.text() == "Đã hoàn tác: thêm Tỉnh đoàn Sông Lành."
    assert empty_book.members.roster(2025) == ()
    assert window.commands.redo.text() == "Làm lại: thêm Tỉnh đoàn Sông Lành"
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    assert len(empty_book.members.roster(2025)) == 1
    assert not window.commands.redo.isEnabled()


def test_ctrl_s_says_when_it_was_saved(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(empty_book)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    at = messages.moment(empty_book.store.ops(empty_book.store.last_seq - 1)[0].at)
    assert window.message_bar.text() == f"Đã lưu lúc {at}. Sổ tự lưu sau từng thao tác, không cần bấm Lưu."


def test_a_refusal_is_a_line_not_a_dialog(empty_book: Book, window_on: WindowOn) -> None:
    window = window_on(empty_book)

    def refuse() -> None:
        raise RuleViolation("year.closed", year=2024, state="closed")

    assert window.session.act(refuse) is False
    assert window.message_bar.text() == "Năm 2024 đã khóa sổ nên không sửa được."
    assert window.message_bar.property("tone") == "warn"
    assert not [one for one in window.findChildren(QDialog) if one.isVisible()]


def test_a_bug_is_not_swallowed(empty_book: Book, window_on: WindowOn) -> None:
    window = window_on(empty_book)

    def broken() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        window.session.act(broken)


def test_a_verb_that_returns_nothing_is_told_from_a_refusal(empty_book: Book, window_on: WindowOn) -> None:
    window = window_on(empty_book)
    assert window.session.act(lambda: None) is True
    assert window.session.value(lambda: 0) == 0


def test_escape_takes_the_message_away(empty_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(empty_book)
    window.session.warn("Xem lại.")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.message_bar.text() == ""


def test_search_finds_a_unit_without_diacritics(full_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(full_book)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    assert window.search.hasFocus()
    qtbot.keyClicks(window.search, "nong dan")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.shown == "members"
    assert window.page("members").current().unit.short_name == "Hội Nông dân tỉnh"
    assert window.search.text() == ""


def test_search_leads_to_pages_and_commands(empty_book: Book, window_on: WindowOn) -> None:
    window = window_on(empty_book)
    first = window.finder.look("nhat ky")[0]
    assert (first.label, first.kind) == ("Nhật ký thay đổi", "mục")
    assert ("Tùy chọn…", "lệnh") in [(hit.label, hit.kind) for hit in window.finder.look("tuy chon")]
    assert window.finder.look("khong co gi nhu the") == []
    assert window.finder.look("   ") == []


def test_another_year_is_shown_everywhere(full_book: Book, window_on: WindowOn) -> None:
    window = window_on(full_book)
    window.go("members")
    full_book.years.open(2026)
    window.session.choose_year(2026)
    assert window.windowTitle().endswith("năm 2026")
    assert window.page("members").table.rows_model.rowCount() == 0
    assert window.years.currentData() == 2026


def test_open_questions_are_counted_in_the_status_line(full_book: Book, window_on: WindowOn, qtbot: QtBot) -> None:
    window = window_on(full_book)
    count = len(full_book.decisions.open_questions(2025))
    assert count > 0
    with qtbot.waitSignal(window.session.asking):
        window.session.look_soon()
    shown = [label.text() for label in window.findChildren(type(window.frame.questions)) if label.isVisible()]
    assert f"{count} câu hỏi chờ quyết định" in shown


def test_a_book_opened_to_be_looked_at_says_so(viewed_book: Book, window_on: WindowOn) -> None:
    window = window_on(viewed_book)
    assert window.session.read_only
    assert not window.commands.undo.isEnabled()
    window.tell_saved()
    assert window.message_bar.text() == "Sổ đang mở để xem nên không có gì cần lưu."


def test_notices_reach_pages_after_every_other_listener(full_book: Book, window_on: WindowOn) -> None:
    window = window_on(full_book)
    seen: list[bool] = []
    late: list[object] = []
    window.session.changed.connect(lambda notice: seen.append(notice in late))
    full_book.store.listeners.append(late.append)
    window.session.act(lambda: full_book.members.add("Sở Xây dựng", year=2025))
    assert seen == [True]


# --- a year that is taken back ----------------------------------------------------------------------------------------


def undo_what_was_set_up(window: MainWindow) -> None:
    """Ctrl+Z alone takes back no year: the button beside what is said does."""
    years = len(window.session.book.years.all())
    window.undo()
    assert len(window.session.book.years.all()) == years
    assert "bỏ hẳn việc bắt đầu năm" in window.message_bar.text()
    next(one for one in window.message_bar.findChildren(QPushButton) if one.text() == "Vẫn hoàn tác").click()


def test_a_year_taken_back_is_left_and_one_done_again_is_shown_again(
    empty_book: Book, window_on: WindowOn, qtbot: QtBot
) -> None:
    window = window_on(empty_book)
    empty_book.next_year.start(2025)
    window.session.choose_year(2026)
    undo_what_was_set_up(window)
    assert (window.session.year, window.years.currentData()) == (2025, 2025)
    assert empty_book.years.find(2026) is None
    window.redo()
    assert (window.session.year, window.years.currentData()) == (2026, 2026)


def test_a_year_done_again_does_not_take_away_another_chosen_one(
    empty_book: Book, window_on: WindowOn, qtbot: QtBot
) -> None:
    empty_book.next_year.start(2025)
    window = window_on(empty_book)
    empty_book.next_year.start(2026)
    QApplication.processEvents()
    window.session.choose_year(2027)
    undo_what_was_set_up(window)
    assert window.session.year == 2026
    window.session.choose_year(2025)
    window.redo()
    assert (window.session.year, window.years.currentData()) == (2025, 2025)


def test_home_is_read_once_when_a_book_is_opened(
    full_book: Book, window_on: Callable[[Book], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look at the clock is no other day: home was read a second time for it before anybody could use it."""
    from ui.home.page import HomePage

    read: list[int] = []
    refresh = HomePage.refresh
    monkeypatch.setattr(HomePage, "refresh", lambda page, notice=None: (read.append(1), refresh(page, notice))[1])
    path = full_book.path
    full_book.close()
    with open_book(path) as book:
        window_on(book)
        assert read == [1]
