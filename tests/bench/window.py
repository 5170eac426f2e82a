"""One start in one process, as `start` measures it (µs since SPAWNED, epoch ns), and its peak memory.

python -m tests.bench.window empty            a bare QMainWindow: the floor
python -m tests.bench.window BOOK.sokhoi      the program itself on a book, as `main.py` opens it
python -m tests.bench.window BOOK unchecked   the same without the check of the file that follows home

paint   the window's first paint: for the program, of its own main window
usable  the event loop is free after the paint; for the program, after home was painted with its content and the window
        has answered a key
whole   the program's menus, shortcuts and search are there too
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.bench.table import peak


class Watch(QObject):
    """Notes the first paint of the window, and the first idle moment after everything that counts as usable."""

    def __init__(self, window: QMainWindow, spawned: int, home: bool) -> None:
        super().__init__()
        self.spawned = spawned
        self.window = window
        self.home = home
        self.page: Any = None
        self.times: dict[str, int] = {}
        window.installEventFilter(self)

    def note(self, name: str) -> None:
        self.times.setdefault(name, (time.time_ns() - self.spawned) // 1000)
        self.times.setdefault(f"{name}_cpu", time.process_time_ns() // 1000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self.window and "paint" not in self.times:
            self.note("paint")
            if not self.home:
                QTimer.singleShot(0, self.idle)
        if event.type() == QEvent.Type.LayoutRequest and self.home and self.page is None:
            self.look_for_home()
        if event.type() == QEvent.Type.Paint and watched is self.page and "usable" not in self.times:
            QTimer.singleShot(0, self.answer_a_key)
        return False

    def look_for_home(self) -> None:
        """Home stands in the window: watch for its first paint."""
        if getattr(self.window, "shown", "") == "home":
            self.page = self.window.page("home")  # type: ignore[attr-defined]
            self.page.installEventFilter(self)

    def answer_a_key(self) -> None:
        """Press the down key twice: the column of pages has the keyboard and moves on; then it is put back."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QKeyEvent

        assert self.page is not None
        assert self.page.heading.text() != self.page.title, "home shows no year"
        navigation = self.window.navigation  # type: ignore[attr-defined]
        there = self.window.focusWidget()
        assert there is navigation, f"{there} has the keyboard"
        navigation.blockSignals(True)
        for _ in range(2):
            press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(navigation, press)
        assert navigation.currentItem() is not navigation.topLevelItem(0), "the keys were not heard"
        navigation.setCurrentItem(navigation.topLevelItem(0))
        navigation.blockSignals(False)
        self.note("usable")
        QTimer.singleShot(0, self.idle)

    def idle(self) -> None:
        self.note("usable")
        if self.home:
            self.window.complete()  # type: ignore[attr-defined]
        self.note("whole")
        print(json.dumps({**self.times, "peak": peak()}), flush=True)
        os._exit(0)


def main(what: str, way: str = "") -> None:
    """Start as asked and leave at the first idle moment after it is usable."""
    spawned = int(os.environ["SPAWNED"])
    if what == "empty":
        app = QApplication([])  # noqa: F841  # lives until the end
        window = QMainWindow()
        window.resize(1280, 720)
        window.show()
        watch = Watch(window, spawned, home=False)
    else:
        from ui.window.app import begin

        if way == "unchecked":
            from ui.window.upkeep import Upkeep

            Upkeep.start = lambda self: None  # type: ignore[method-assign]
        start = begin(Path(what))
        assert start.window is not None
        watch = Watch(start.window, spawned, home=True)
    QApplication.exec()
    del watch


if __name__ == "__main__":
    main(*sys.argv[1:])
