"""The program that looks at windows: each kind of fault is found, a sound window has none, and the pages have none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.book.book import Book
from tests.pictures.faults import faults
from tests.pictures.run import main
from tests.ui.conftest import empty_book, full_book, look, practice_file, window_on
from tests.ui.walk import pages
from ui.window.main_window import MainWindow

__all__ = ["empty_book", "full_book", "look", "practice_file", "window_on"]
LONG = "Một dòng chữ dài hơn chỗ dành cho nó rất nhiều lần"


def window(qtbot: QtBot, *inside: QWidget) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    for one in inside:
        box.addWidget(one)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    QApplication.processEvents()
    return made


def test_a_sound_window_has_no_fault(qtbot: QtBot) -> None:
    scrolled = QScrollArea()
    scrolled.setWidget(QLabel("\n".join([LONG] * 40)))
    assert faults(window(qtbot, QLabel(LONG), QPushButton("Ghi nhận"), scrolled), QRect(0, 0, 1366, 728)) == []


def test_text_that_is_cut_is_found_unless_its_tip_has_it_whole(qtbot: QtBot) -> None:
    label, button = QLabel(LONG), QPushButton(LONG)
    label.setFixedWidth(40)
    button.setFixedWidth(40)
    made = window(qtbot, label, button)
    assert [one.split(":")[0] for one in faults(made)] == ["cut", "cut"]
    label.setToolTip(LONG)
    assert len(faults(made)) == 1
    wrapped = QLabel(LONG * 5)
    wrapped.setWordWrap(True)
    wrapped.setFixedSize(200, 10)
    assert len(faults(window(qtbot, wrapped))) == 1


def test_what_is_chosen_typed_or_listed_and_cannot_be_read_is_found(qtbot: QtBot) -> None:
    box = QComboBox()
    box.addItem(LONG)
    box.setFixedWidth(60)
    made = window(qtbot, box)
    assert [one.split(":")[0] for one in faults(made)] == ["chosen and cut"]
    box.setToolTip(LONG)
    assert faults(made) == []
    narrow = QLineEdit(made)
    narrow.setGeometry(0, 0, 20, 20)
    narrow.show()
    assert [one.split(":")[0] for one in faults(made)] == ["too narrow to type in"]
    lines = QListWidget()
    item = QListWidgetItem(LONG * 5, lines)
    made = window(qtbot, lines)
    assert [one.split(":")[0] for one in faults(made)] == ["line cut"]
    item.setToolTip(LONG * 5)
    assert faults(made) == []
    wide = QWidget()
    QVBoxLayout(wide).addWidget(QLineEdit())
    wide.setMinimumWidth(2000)
    area = QScrollArea()
    area.setWidget(wide)
    assert [one.split(":")[0] for one in faults(window(qtbot, area))] == ["scrolled sideways"]


def test_siblings_over_each_other_and_things_outside_are_found(qtbot: QtBot) -> None:
    one, other = QPushButton("Một"), QPushButton("Hai")
    made = window(qtbot, one, other)
    other.setGeometry(one.geometry())
    assert [told.split(":")[0] for told in faults(made)] == ["over each other"]
    made = window(qtbot, QPushButton("Một"))
    away = QPushButton("Ngoài", made)
    away.setGeometry(900, 10, 80, 30)
    away.show()
    assert any(told.startswith("outside") for told in faults(made))


def test_a_window_larger_than_the_screen_is_found(qtbot: QtBot) -> None:
    assert any("larger than the screen" in told for told in faults(window(qtbot), QRect(0, 0, 500, 200)))


def test_no_page_of_the_practice_bloc_has_a_fault(full_book: Book, window_on: Callable[[Book], MainWindow]) -> None:
    """Seen failing: "Việc khác" stood half shown over the last button once tabs had been turned."""
    made = window_on(full_book)
    made.resize(1366, 698)
    found = [f"{name}: {one}" for name, _page in pages(made) for one in faults(made)]
    assert not found, "\n".join(found)


def test_a_state_nobody_knows_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hinh", "morgen"]) == 2
    assert "morgen" in capsys.readouterr().err
