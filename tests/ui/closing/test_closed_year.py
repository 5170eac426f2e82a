"""A closed year looks closed: it says so above every page, and what would write into it cannot be begun."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from models.book.book import Book, open_book
from models.keeping import handover, seal
from models.rules.number.subjects import RowOf
from tests.book.conftest import Clock
from tests.book.practice import YEAR
from ui.base.page_act import PageAct
from ui.base.session import Session
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES

WindowOn = Callable[[Book], MainWindow]
STILL = {  # by page: what may be begun though the year is closed, because it writes elsewhere or is needed afterwards
    "members": {"Sửa…", "Người liên hệ…", "Đổi tên, sáp nhập, chia tách…"},
    "regulation": set(),
    "registration": set(),
    "following": set(),
    "meetings": set(),
    "day": set(),
    "scores": set(),
    "home": set(),
    "statistics": set(),
    "decisions": set(),
    "ranking": set(),
}


@pytest.fixture
def closed_book(practice_file: Path, tmp_path: Path) -> Iterator[Book]:
    """The practice bloc, its year closed."""
    path = Path(shutil.copy(practice_file, tmp_path / "so.sokhoi"))
    book = open_book(path, clock=Clock("2026-01-16"))
    book.meetings.put(YEAR, "closing", "Hội nghị tổng kết", date=f"{YEAR}-12-19", key="hn")
    book.meetings.attendance.fill("hn")
    book.meetings.put_hands("hn", "Thông qua báo cáo", 1, 0, 0)
    seal.close_year(book, YEAR)
    yield book
    book.close()


def enabled(window: MainWindow, page: str) -> set[str]:
    """The commands of a page that write and are possible now, its first lines being chosen."""
    window.go(page)
    QApplication.processEvents()
    return {act.text() for act in window.page(page).acts() if act.property("writes") and act.isEnabled()}


def test_a_closed_year_says_so_and_its_commands_wait(closed_book: Book, window_on: WindowOn) -> None:
    window = window_on(closed_book)
    assert window.frame.banner.isVisible()
    said = window.frame.banner_words.text()
    assert said.startswith(f"Năm {YEAR} đã khóa sổ ngày 16/01/2026") and "mở lại năm" in said
    wrong = {page: found - still for page, still in STILL.items() if (found := enabled(window, page)) - still}
    assert not wrong
    for act in window.page("meetings").acts():
        if act.property("writes"):
            assert f"Năm {YEAR} đã khóa sổ" in act.toolTip(), act.text()
    assert "Ghi nhiệm kỳ…" in enabled(window, "leadership"), "next year's leaders are recorded after closing"
    assert f"Mở lại năm {YEAR}…" in enabled(window, "closing")


def test_opening_the_year_again_gives_its_commands_back(closed_book: Book, window_on: WindowOn) -> None:
    window = window_on(closed_book)
    assert not enabled(window, "meetings")
    window.session.act(lambda: seal.reopen_year(closed_book, YEAR, "Sửa số ước"))
    assert window.frame.banner.isHidden()
    acts = {act.text(): act for act in window.page("meetings").acts()}
    assert acts["Sửa…"].isEnabled() and "khóa sổ" not in acts["Sửa…"].toolTip()
    assert "Sửa quy định này…" in enabled(window, "regulation")


def test_the_banner_leads_to_the_next_year_and_to_opening_again(closed_book: Book, window_on: WindowOn) -> None:
    window = window_on(closed_book)
    assert window.frame.next_year.text() == f"Bắt đầu năm {YEAR + 1}"
    asked: list[str] = []
    window.asked.connect(lambda what, _subject: asked.append(what))
    window.frame.next_year.click()
    assert asked == ["next-year"], "the one door to the year after"
    window.go("home")
    window.frame.reopen.click()
    assert window.shown == "closing"
    window.session.act(lambda: closed_book.years.open(YEAR + 1))
    assert window.frame.next_year.text() == f"Chuyển sang năm {YEAR + 1}"
    window.frame.next_year.click()
    assert window.session.year == YEAR + 1 and window.frame.banner.isHidden()
    assert "Thêm hội nghị…" in enabled(window, "meetings")


def test_cells_and_lines_of_a_closed_year_are_only_read(closed_book: Book, window_on: WindowOn) -> None:
    window = window_on(closed_book)
    window.go("scores")
    model = window.page("scores").model
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    window.go("meetings", RowOf("meeting", "hn"))
    page = window.page("meetings")
    page.votes.hands.opened.emit(page.votes.hands.rows_model.rows[0])
    assert QApplication.activeModalWidget() is None


def test_a_command_keeps_what_its_page_allowed(closed_book: Book, window_on: WindowOn) -> None:
    """Switched on by its page while the year is closed, it is possible as soon as the year is open."""
    window = window_on(closed_book)
    act = PageAct("Thử", window, window.session, "Thử.", True)
    act.setEnabled(True)
    assert not act.isEnabled() and act.toolTip().startswith(f"Thử. Năm {YEAR} đã khóa sổ")
    seal.reopen_year(closed_book, YEAR, "Sửa")
    act.follow_year()
    assert act.isEnabled() and act.toolTip() == "Thử."


def test_a_page_asks_once_for_all_its_acts_whether_the_year_is_closed(
    closed_book: Book, window_on: WindowOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_on(closed_book)
    page = window.page("scores")
    asked: list[int] = []
    known = Session.year_closed.fget
    monkeypatch.setattr(Session, "year_closed", property(lambda session: (asked.append(1), known(session))[1]))
    page.follow_year()
    assert len(asked) == 1 and len(page.acts()) > 5


def test_every_page_with_a_key_of_its_own_is_looked_at() -> None:
    left = {entry.key for entry in PAGES if entry.digit}
    assert left - {"awards", "papers"} <= set(STILL)


def home_says(window: MainWindow) -> str:
    window.go("home")
    page = window.page("home")
    page.refresh()
    for _ in range(5):  # what was made anew is laid out and shown by events of its own, each by the one before
        QApplication.sendPostedEvents()
        QTest.qWait(50)
    shown = [*page.findChildren(QLabel), *page.findChildren(QPushButton)]
    return "\n".join(one.text() for one in shown if one.isVisible())


def test_home_of_a_closed_year_urges_only_what_comes_after(closed_book: Book, window_on: WindowOn) -> None:
    """A closed year has nothing overdue: hand over or go on; the year after, once it is there."""
    window = window_on(closed_book)
    said = home_says(window)
    assert "Bàn giao sổ cho đơn vị đứng đầu khối năm sau" in said and "Đến mục Khóa sổ, bàn giao" in said
    assert not any(word in said for word in ("Quá hạn", "30 ngày tới", "Chưa gửi:", "Xong"))
    closed_book.years.open(YEAR + 1)
    said = home_says(window)
    assert f"Làm tiếp ở năm {YEAR + 1}." in said and f"Chuyển sang năm {YEAR + 1}" in said


def test_home_of_a_book_handed_over_says_whose_turn_it_is(
    closed_book: Book, window_on: WindowOn, tmp_path: Path
) -> None:
    """What stays behind is not received here; the successor's file asks for the code, then for the next year."""
    handed = tmp_path / "nhan.sokhoi"
    unit = closed_book.members.roster(YEAR)[0].key
    custody = handover.hand_over(closed_book, YEAR, unit, handed)
    path = closed_book.store.path
    closed_book.close()
    for place, told in ((path, "rút lại"), (handed, "Nhận bàn giao sổ: gõ Mã đối chiếu")):
        book = open_book(place, clock=Clock("2026-01-16"))
        window = window_on(book)
        said = home_says(window)
        assert told in said and "Quá hạn" not in said and "Chưa gửi:" not in said
        if place == handed:
            handover.receive(book, custody.code, "Phan Thị Sen")
            book.store.read_only_reason = None
            assert f"Bắt đầu năm {YEAR + 1}." in home_says(window)
        window.session.close()
