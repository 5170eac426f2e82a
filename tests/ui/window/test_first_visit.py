"""What a first visit of a page costs, counted and not timed: how often the style sheet goes over its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from models.book.book import Book
from ui.base.layout import Words
from ui.kit.table_view import TableView
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES

MOST, USUAL = 6, 3.2
"""How often one part, and a part on average, may be styled while its page is made."""


def test_what_a_page_holds_is_filled_in_its_place(
    full_book: Book, window_on: Callable[[Book], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt styles a widget anew whenever something it stands in moves into another: tables are dear, and in pages put
    together from the inside out it was done up to nine times for each."""
    styled: Counter[QWidget] = Counter()

    def watch(kind: type[QWidget]) -> None:
        def change(self: QWidget, event: QEvent) -> None:
            styled[self] += event.type() == QEvent.Type.StyleChange
            super(kind, self).changeEvent(event)

        monkeypatch.setattr(kind, "changeEvent", change, raising=False)

    window = window_on(full_book)
    watch(Words)
    watch(TableView)
    found = {}
    for entry in PAGES:
        styled.clear()
        window.page(entry.key)
        if styled:
            found[entry.key] = (max(styled.values()), sum(styled.values()) / len(styled))
    assert len(found) > 15
    assert {key: how for key, how in found.items() if how[0] > MOST or how[1] > USUAL} == {}
