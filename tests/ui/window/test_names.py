"""What a reader of the screen is told: everything that takes the keyboard has a name, on every page and dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from models.book.book import Book
from tests.bench.large import with_journal
from tests.ui.walk import dialogs, no_foreign_dialogs, pages
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
NAMED = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane)
"""What says nothing of what a widget is for."""


def nameless(root: QWidget) -> Iterator[str]:
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, NAMED) or isinstance(widget, QHeaderView) or not widget.isVisible():
            continue
        above = widget.parentWidget()
        if widget.objectName().startswith("qt_") or (
            isinstance(widget, QLineEdit) and isinstance(above, (QComboBox, QAbstractSpinBox))
        ):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name).strip() or told.role() in ROLES:
            yield f"{type(widget).__name__} in {type(above).__name__} ({widget.objectName()}, {widget.toolTip()[:40]})"


@pytest.fixture(params=["empty", "practice", "large"])
def any_book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Book]:
    """The book as it begins, the practice bloc, 30 units x 200 items: what stands on a page hangs on what there is."""
    if request.param != "large":
        yield request.getfixturevalue("empty_book" if request.param == "empty" else "full_book")
        return
    with with_journal(tmp_path / "lon.sokhoi", typed=60) as book:
        yield book


def test_everything_on_every_page_has_a_name_and_a_role(any_book: Book, window_on: WindowOn) -> None:
    window = window_on(any_book)
    window.resize(1366, 728)
    window.complete()
    found = {f"{name}: {one}" for name, page in pages(window) for one in nameless(page)}
    found |= {f"frame: {one}" for one in nameless(window.frame) if "Page" not in one}
    assert not found, "\n".join(sorted(found))


def test_everything_in_every_dialog_has_a_name_and_a_role(
    any_book: Book, window_on: WindowOn, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    no_foreign_dialogs(monkeypatch)
    window = window_on(any_book)
    window.resize(1366, 728)
    seen, found = set(), set()
    for name, dialog in dialogs(window):
        seen.add(type(dialog).__name__)
        found |= {f"{name} ({type(dialog).__name__}): {one}" for one in nameless(dialog)}
    assert len(seen) > (25 if request.node.callspec.params["any_book"] == "practice" else 15), sorted(seen)
    assert not found, "\n".join(sorted(found))
