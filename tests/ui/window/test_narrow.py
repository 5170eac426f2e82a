"""No text makes the window wider than the smallest screen it is for, whatever is written in the book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QTabWidget

from models.book.book import Book
from models.rules.number.subjects import RowOf
from tests.book.practice import YEAR
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES

SCREEN = 1366
LONG = (
    "Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng, giao thông, nông nghiệp và phát triển nông thôn khu "
    "vực liên tỉnh phía Bắc "
) * 3


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def long_texts(book: Book) -> None:
    """Names as long as the book takes them, in everything a page shows outside a table."""
    for member in book.members.roster(YEAR, f"{YEAR}-12-31")[:3]:
        said = {"name": LONG[:280].strip(), "short_name": LONG[:120].strip()}
        book.members.describe(member.key, f"{YEAR}-12-01", **said)
    book.settings.describe_bloc(name=LONG[:280].strip())
    said = {"place": LONG[:190].strip(), "chair": LONG[:190].strip(), "agenda": [LONG[:290].strip()] * 9}
    book.meetings.put(YEAR, "closing", LONG[:290].strip(), date=f"{YEAR}-12-19", **said)
    for team in book.teams.all(YEAR):
        book.teams.put(YEAR, LONG[:190].strip(), team.members, team.visits, lead=team.lead, key=team.key)
    book.drafts.put(YEAR, "regulation", LONG[:290].strip(), sent_on=f"{YEAR}-02-01")
    book.people.sign_in(book.people.add(LONG[:110].strip()))
    own = book.regulations.of_year(YEAR)
    assert own is not None
    book.regulations.adopt_pack(YEAR, "nd152-2025", beside=True)
    changed = {rule.key: replace(rule, cite=LONG[:900].strip()) for rule in book.regulations.rules_of(own.key)[:2]}
    book.regulations.revise(YEAR, changed, LONG)
    book.tasks.add(YEAR, LONG[:290].strip())


def test_no_text_widens_the_window(full_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    long_texts(full_book)
    window = window_on(full_book)
    window.resize(SCREEN, 768)
    settle()
    too_wide = []
    for entry in PAGES:
        window.go(entry.key)
        settle()
        page = window.page(entry.key)
        for tabs in (None, *page.findChildren(QTabWidget)):
            for number in range(tabs.count() if tabs is not None else 1):
                if tabs is not None:
                    tabs.setCurrentIndex(number)
                settle()
                asked = window.centralWidget().minimumSizeHint().width()
                if asked > SCREEN or window.width() > SCREEN:
                    too_wide.append((entry.key, tabs.tabText(number) if tabs else "", asked, window.width()))
    assert not too_wide


def test_no_page_asks_for_more_room_while_its_tabs_are_turned(
    full_book: Book, window_on: Callable[[Book], MainWindow]
) -> None:
    """Not even between two buttons: what goes from a row of buttons goes before what comes."""
    window = window_on(full_book)
    settle()
    too_wide = set()
    asked: list[int] = []
    for entry in PAGES:
        window.go(entry.key)
        settle()
        page = window.page(entry.key)
        for act in page.acts():
            act.changed.connect(lambda page=page: asked.append(page.minimumSizeHint().width()))
        for tabs in page.findChildren(QTabWidget):
            for number in (*range(tabs.count()), *reversed(range(tabs.count()))):
                asked.clear()
                tabs.setCurrentIndex(number)
                settle()
                if max(asked, default=0) > SCREEN - window.navigation.width():
                    too_wide.add((entry.key, tabs.tabText(number), max(asked)))
                assert (window.width(), window.height()) == (SCREEN, 768), (entry.key, tabs.tabText(number))
    assert not too_wide


def test_a_long_programme_is_scrolled(full_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    """Forty lines of agenda and a long conclusion leave the window as it is, and the last line can be reached."""
    agenda = [f"Việc thứ {n} của chương trình, do Thường trực khối trình bày" for n in range(40)]
    said = {"agenda": agenda, "invitation_groups": ["Đại biểu"] * 5}
    key = full_book.meetings.put(YEAR, "closing", "Hội nghị tổng kết", date=f"{YEAR}-12-19", **said)
    full_book.meetings.conclude(key, "\n".join([LONG] * 6))
    window = window_on(full_book)
    window.go("meetings", RowOf("meeting", key))
    settle()
    page = window.page("meetings")
    page.tabs.setCurrentIndex(0)
    settle()
    assert window.height() == 768 and page.minimumSizeHint().height() < 560
    area, end = page.programme.area, page.programme.conclusion
    assert end.height() >= end.heightForWidth(end.width()), "no line of the conclusion is cut"
    area.ensureWidgetVisible(end, 0, 0)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    settle()
    bottom = end.mapTo(area.viewport(), end.rect().bottomLeft()).y()
    assert bottom <= area.viewport().height() < area.widget().height()


def test_a_long_undo_is_shortened_and_read_whole_in_its_tip(
    full_book: Book, window_on: Callable[[Book], MainWindow]
) -> None:
    window = window_on(full_book)
    window.complete()
    window.resize(SCREEN, 768)
    full_book.tasks.add(YEAR, LONG[:290].strip())
    settle()
    button = window.frame.undo_button
    assert button.text() == "Hoàn tác" and "…" in window.commands.undo.text()
    assert "khu vực liên tỉnh phía Bắc" in button.toolTip()
    assert window.width() == SCREEN
    assert all(len(action.text()) < 120 for menu in window.menus.values() for action in menu.actions())
