"""Nothing moves under the hand: what stands on a page or in a dialog stands there still after the first click, key and
focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QListWidget,
    QTableView,
    QTreeView,
    QWidget,
)

from models.book.book import Book
from tests.ui.walk import dialogs, no_foreign_dialogs, pages, settle
from ui.window.app import SIZE, size_text
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
WATCHED = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit)
Places = dict[str, QRect]


def places(root: QWidget) -> Places:
    """Where everything to be clicked or typed into stands, and every row and column of what lists."""
    found: Places = {}
    for number, one in enumerate(root.findChildren(QWidget)):
        if not one.isVisible() or not isinstance(one, WATCHED) or isinstance(one, QHeaderView):
            continue
        name = f"{number} {type(one).__name__} {one.accessibleName() or one.toolTip()}"
        found[name] = QRect(one.mapTo(root, QPoint(0, 0)), one.size())
        if isinstance(one, QTableView):
            for row in range(min(one.model().rowCount() if one.model() else 0, 12)):
                found[f"{name}, row {row}"] = QRect(0, one.rowViewportPosition(row), 1, one.rowHeight(row))
        elif isinstance(one, (QListView, QTreeView)) and one.model() is not None:
            top = one.visualRect(one.model().index(0, 0)).y()  # the list may scroll to what a key chose
            for row in range(min(one.model().rowCount(), 12)):
                box = one.visualRect(one.model().index(row, 0))
                found[f"{name}, row {row}"] = QRect(0, box.y() - top, 1, box.height())
    return found


def touch(root: QWidget) -> None:
    """The first click and key of a hand: on the middle of the first list that is seen, a tick, then Down."""
    view = next(
        (
            one
            for one in root.findChildren(QAbstractItemView)
            if one.isVisible()
            and not isinstance(one, QHeaderView)
            and one.model() is not None
            and one.model().rowCount()
        ),
        None,
    )
    if view is not None:
        index = view.model().index(min(1, view.model().rowCount() - 1), 0)
        if isinstance(view, QTreeView) and view.model().hasChildren(index):  # a click on a group folds it: meant so
            index = view.model().index(0, 0, index)
        spot = view.visualRect(index).center()
        if view.viewport().rect().contains(spot):
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
            settle()
            if isinstance(view, QListWidget) and view.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable:
                QTest.keyClick(view, Qt.Key.Key_Space)  # a tick lets Qt lay the rows out anew
                settle()
            QTest.keyClick(view, Qt.Key.Key_Down)
    field = next((one for one in root.findChildren(QLineEdit) if one.isVisible() and one.isEnabled()), None)
    if field is not None:
        field.setFocus()
    settle()


def moved(before: Places, after: Places) -> list[str]:
    """What stands elsewhere or in another size; what came or went with the choice is not meant."""
    return [
        f"{name}: {before[name].getRect()} → {after[name].getRect()}"
        for name in before
        if name in after and before[name] != after[name]
    ]


@pytest.mark.parametrize("size", [SIZE, 15])
def test_nothing_moves_on_a_page_after_the_first_click(
    full_book: Book, window_on: WindowOn, qapp: QApplication, size: int
) -> None:
    window = window_on(full_book)
    try:
        size_text(qapp, size)
        window.resize(1366, 728)
        settle(8)
        wrong: list[str] = []
        for name, page in pages(window):
            settle(6)
            before = places(page)
            touch(page)
            wrong += [f"{name}: {one}" for one in moved(before, places(page))]
        assert not wrong, "\n".join(wrong)
    finally:
        size_text(qapp, SIZE)


def test_nothing_moves_in_a_dialog_after_the_first_click(
    full_book: Book, window_on: WindowOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_foreign_dialogs(monkeypatch)
    window = window_on(full_book)
    window.resize(1366, 728)
    wrong: list[str] = []
    for name, dialog in dialogs(window):
        settle()
        before = places(dialog)
        touch(dialog)
        wrong += [f"{name}: {one}" for one in moved(before, places(dialog))]
    assert not wrong, "\n".join(wrong)
