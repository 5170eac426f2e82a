"""The other pages are imported while nobody does anything, and only then."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from models.book.book import Book
from ui.window.main_window import MainWindow
from ui.window.start import ahead

WindowOn = Callable[[Book], MainWindow]
READ = """
import json, sys
import ui.window.desk, ui.window.frame, ui.home.page, ui.window.menus, ui.window.finder, ui.window.care
from ui.window.start import ahead
took = []
for step in ahead.steps():
    before = len(sys.modules)
    step()
    took.append(len(sys.modules) - before)
last = len(sys.modules)
from ui.window.pages import PAGES
for entry in PAGES:
    entry.load()
print(json.dumps({"took": took, "left": len(sys.modules) - last}))
"""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which of three modules that nobody has yet were imported."""
    found: list[str] = []

    def bring(name: str) -> None:
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
        found.append(name)

    names = ("ahead_one", "ahead_two", "ahead_three")
    monkeypatch.setattr(ahead, "steps", lambda: iter([lambda name=name: bring(name) for name in names]))
    return found


@pytest.mark.parametrize("act", ["key", "mouse", "move"])
def test_who_acts_is_answered_first(
    full_book: Book, window_on: WindowOn, read: list[str], qtbot: QtBot, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_on(full_book)
    watched = ahead.Ahead(window)

    def do() -> None:
        handle = window.windowHandle()
        if act == "key":
            QTest.keyClick(handle, Qt.Key.Key_Down)
        elif act == "mouse":
            QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
        else:
            QTest.mouseMove(handle, QPoint(10, 10))

    QTest.qWait(300)
    left = watched.timer.remainingTime()
    do()
    assert watched.timer.remainingTime() > left, "the act did not put the next import off"
    assert read == []
    monkeypatch.setattr(ahead, "REST", 0)
    do()
    qtbot.waitUntil(lambda: watched.over, timeout=20_000)
    assert read == ["ahead_one", "ahead_two", "ahead_three"]


def test_one_module_a_turn(
    full_book: Book, window_on: WindowOn, read: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "REST", 0)
    watched = ahead.Ahead(window_on(full_book))
    turns: list[int] = []
    watched.timer.timeout.connect(lambda: turns.append(len(read)))
    qtbot.waitUntil(lambda: watched.over, timeout=20_000)
    assert turns == [1, 2, 3, 3]


def test_an_open_dialog_is_somebody_at_work(
    full_book: Book, window_on: WindowOn, read: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "REST", 1)
    window = window_on(full_book)
    dialog = QDialog(window)
    dialog.open()
    watched = ahead.Ahead(window)
    QTest.qWait(300)
    assert read == []
    dialog.reject()
    qtbot.waitUntil(lambda: watched.over, timeout=20_000)


def test_a_module_that_cannot_be_imported_ends_nothing(
    full_book: Book, window_on: WindowOn, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing: the first that raised was the last one tried. It is met again, and said, by who needs it."""
    found: list[str] = []

    def bring(name: str) -> None:
        if name == "ahead_two":
            raise OSError("cannot be read")
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
        found.append(name)

    names = ("ahead_one", "ahead_two", "ahead_three")
    monkeypatch.setattr(ahead, "steps", lambda: iter([lambda name=name: bring(name) for name in names]))
    monkeypatch.setattr(ahead, "REST", 0)
    watched = ahead.Ahead(window_on(full_book))
    qtbot.waitUntil(lambda: watched.over, timeout=20_000)
    assert found == ["ahead_one", "ahead_three"]


def test_who_acts_in_another_window_is_answered_first(
    full_book: Book, window_on: WindowOn, read: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing: the manual, or what is projected, in front: the next import went on in the middle of the keys."""
    monkeypatch.setattr(ahead, "REST", 1)
    window = window_on(full_book)
    manual = QWidget()
    qtbot.addWidget(manual)
    monkeypatch.setattr(QApplication, "focusWindow", lambda: manual.windowHandle())
    manual.show()
    watched = ahead.Ahead(window)
    QTest.qWait(300)
    assert read == []
    monkeypatch.setattr(QApplication, "focusWindow", lambda: window.windowHandle())
    qtbot.waitUntil(lambda: watched.over, timeout=20_000)
    assert read == ["ahead_one", "ahead_two", "ahead_three"]


def test_a_turn_reads_few_modules_and_nothing_is_left_for_the_first_visit() -> None:
    """How long a turn is held is measured by `dev.py bench pages`."""
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["left"] == 0 and max(said["took"]) <= 30
    assert len([count for count in said["took"] if count]) > 20
