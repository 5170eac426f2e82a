"""What the other pages stand on, imported while nobody does anything: a first visit then only makes widgets.

One module at a turn of the loop, with what it needs itself; a key or the mouse, an open dialog, or another window of
ours in front puts the next one off. It begins when the file was looked through and backed up, so that nothing else runs
beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from models.book.book import AREAS
from ui.window.pages import PAGES

if TYPE_CHECKING:
    from ui.window.main_window import MainWindow

REST: Final = 600
"""Milliseconds without a key or the mouse before the next module."""
BREATH: Final = 20
"""Milliseconds between two modules."""
DEAR: Final = ("ui.scoring.grid.edits", "ui.scoring.grid.grid", "ui.scoring.page_acts")
"""Parts of a page that would be too long a turn with the whole of it."""
ACTS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
    }
)
"""What a person does."""


def steps() -> Iterator[Callable[[], object]]:
    """Imports in the order they are made: areas of the book, lowest first; then the pages as they stand in the column.
    No list of its own: what a page needs it imports itself."""
    for name in (*(f"models.book.{module}" for module, _ in AREAS.values()), *DEAR):
        yield partial(import_module, name)
    yield from (entry.load for entry in PAGES)


class Ahead(QObject):
    """Imports for one window; `timer` runs until the next one, `over` once nothing is left."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.over = False
        self._steps = steps()
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self._go_on)
        self._watched = window.windowHandle()  # hears keys and the mouse before any widget does
        self._watched.installEventFilter(self)
        self.timer.start(REST)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in ACTS:
            self.timer.start(REST)
        return False

    def _go_on(self) -> None:
        """The next import that brings something."""
        elsewhere = QApplication.focusWindow() not in (None, self._watched)  # the manual, what is projected
        if elsewhere or QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            self.timer.start(REST)
            return
        before = len(sys.modules)
        for step in self._steps:
            with suppress(Exception):  # tried again, and said, by who visits the page
                step()
            if len(sys.modules) > before:
                self.timer.start(BREATH)
                return
        self.over = True
        self._watched.removeEventFilter(self)
