"""The guided round gone through with the keys of a keyboard alone, from the first act to the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTabBar, QTableView, QWidget

from models.book.book import Book, open_book
from tests.book.conftest import Clock, keys
from tests.ui.walk import settle
from ui.scoring.grid.grid import ScoreGrid
from ui.window.app import RESOURCES
from ui.window.main_window import MainWindow
from ui.window.practice import seed
from ui.window.practice.panel import PracticePanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
CTRL, SHIFT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier(0)
MOST = 120
"""Presses of one key after which what is looked for is taken not to be reached."""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "khoi-mau.sokhoi"
    seed.make(path, RESOURCES / "practice" / "khoi-mau.json", "2026-11-29")
    made = open_book(path, clock=Clock("2026-12-20"), key_source=keys(70_000))
    yield made
    made.close()


def told(one: QWidget | None) -> str:
    return "nothing" if one is None else f"{type(one).__name__} “{getattr(one, 'text', str)()}” {one.accessibleName()}"


def here() -> QWidget:
    """What has the keyboard: an open menu before all else. A screen that is none forgets the active window when a tip
    of the mouse closes; it is told again, and what has the keyboard in it is as it was."""
    if QApplication.activePopupWidget() is None and QApplication.activeWindow() is None:
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and isinstance(one, MainWindow)]
        (QApplication.activeModalWidget() or shown[0]).activateWindow()
        settle(4)
    found = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert found is not None, "the keyboard is lost"
    return found


def press(key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(here(), key, modifier)
    settle(2)


def type_in(text: str) -> None:
    QTest.keyClicks(here(), text)
    settle(1)


def go(wanted: Callable[[QWidget], bool], what: str, back: bool = False) -> QWidget:
    """Tab until what is wanted has the keyboard; out of the grid of scores Ctrl goes with it."""
    way: list[str] = []
    for _ in range(MOST):
        if wanted(here()):
            return here()
        way.append(told(here()))
        press(Key.Key_Backtab if back else Key.Key_Tab, CTRL if isinstance(here(), ScoreGrid) else NONE)
    raise AssertionError(f"{what} is not reached: {way[:40]}")


def named(text: str) -> Callable[[QWidget], bool]:
    """A button by what it says, anything else by its name."""
    return lambda one: (
        one.accessibleName() == text or (isinstance(one, QPushButton) and one.text().replace("&", "") == text)
    )


def button(text: str) -> None:
    go(named(text), text)
    press(Key.Key_Return)


def line(table: str, key: Callable[[object], bool]) -> None:
    """In a table by its name, down to the line wanted."""
    view = go(named(table), table)
    assert isinstance(view, QTableView)
    press(Key.Key_Home, CTRL)
    for _ in range(MOST):
        if key(view.current()):  # type: ignore[attr-defined]  # a table of ours
            return
        press(Key.Key_Down)
    raise AssertionError(f"no such line in {table}")


def tab(text: str) -> None:
    """Along the tabs of the page with the arrows."""
    bar = go(lambda one: isinstance(one, QTabBar), "the tabs")
    assert isinstance(bar, QTabBar)
    press(Key.Key_Home)
    for _ in range(bar.count()):
        if bar.tabText(bar.currentIndex()).startswith(text):
            return
        press(Key.Key_Right)
    raise AssertionError(f"no tab {text}: {[bar.tabText(n) for n in range(bar.count())]}")


def fill(name: str, text: str) -> None:
    """Type into a field by its name, over what stands there."""
    field = go(named(name), name)
    assert isinstance(field, QLineEdit)
    press(Key.Key_A, CTRL)
    type_in(text)


def test_all_eight_acts_are_done_by_keys_alone(
    book: Book, window_on: Callable[[Book], MainWindow], qtbot: QtBot
) -> None:
    """Seen failing: no key came to the strip of the practice book, and the second time round the home page Tab ended
    the process."""
    window = window_on(book)
    panel = window.findChild(PracticePanel)
    assert panel is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def over(number: int) -> None:
        settle(6)
        assert panel.place == number, (panel.place, panel.title.text(), told(QApplication.focusWidget()))

    def count(ballot: str, **votes: str) -> None:
        tab("Bỏ phiếu")
        line("Các nội dung bỏ phiếu", lambda one: one is not None and one.key == ballot)
        button("Kết quả kiểm phiếu…")
        total = sum(map(int, votes.values()))
        for name, text in (
            ("Số phiếu in", total),
            ("Phát ra", total),
            ("Đổi lại (do hỏng)", 0),
            ("Còn lại", 0),
            (book.settings.terms.collected, total),
            ("Hợp lệ", total),
            ("Không hợp lệ", 0),
        ):
            fill(name, str(text))
        for unit, text in votes.items():
            fill(f"{book.ballots.get(ballot).name(unit)}: Số phiếu chọn", text)
        fill("Số phiếu chọn 1 tên", str(total))
        press(Key.Key_Return)

    button("Đến chỗ làm")
    press(Key.Key_V, CTRL)
    over(1)
    button("Đến chỗ làm")
    type_in("5")
    press(Key.Key_Return)
    over(2)
    button("Đến chỗ làm")
    go(lambda one: one is panel.answer, "the answer")
    type_in("102,25")
    press(Key.Key_Return)
    over(3)
    button("Đến chỗ làm")
    count("p4", tk="5", hnd="3")
    over(4)
    button("Đến chỗ làm")
    press(Key.Key_8, CTRL)
    count("p2", mttq="5", btc="3")
    over(5)
    button("Đến chỗ làm")
    button("Ghi số, ngày…")
    press(Key.Key_Return)
    over(6)
    press(Key.Key_Z, CTRL)
    over(7)  # seen failing: the paper was taken back, and with it the act before
    press(Key.Key_Y, CTRL)
    over(7)
    button("Đến chỗ làm")
    button("Khóa sổ năm 2026…")
    press(Key.Key_Return)
    button("Bàn giao…")
    press(Key.Key_Return)
    over(8)
    assert book.closing.custodies() and panel.title.text() == "Tập 15 phút"
