"""First visits of every page, in one process each time: python -m tests.bench.visits BOOK

Of each page: `sign` until something new of it is painted (the page itself, or a sign of work), `whole` until it stands
with its content, `block` the longest time the event loop was held meanwhile; all in µs. Prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

ENOUGH = 20_000_000_000  # ns


class Beat(QObject):
    """Notes when the event loop comes round, and the first paint inside the stack of pages."""

    def __init__(self) -> None:
        super().__init__()
        self.beats: list[int] = []
        self.painted = 0
        self.watched: object = None
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(lambda: self.beats.append(time.perf_counter_ns()))
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = time.perf_counter_ns()
        return False


def visit(window: object, key: str) -> dict[str, int]:
    """Go to one page for the first time."""
    app = QApplication.instance()
    assert app is not None
    beat = Beat()
    begun = time.perf_counter_ns()
    beat.beats.append(begun)
    window.go(key)  # type: ignore[attr-defined]
    window.stack.currentWidget().installEventFilter(beat)  # type: ignore[attr-defined]
    whole = 0
    while time.perf_counter_ns() - begun < ENOUGH:
        app.processEvents()
        now = time.perf_counter_ns()
        page = window.page(key)  # type: ignore[attr-defined]
        if not whole and beat.painted and not page.stale and window.stack.currentWidget() is page:  # type: ignore[attr-defined]
            whole = now
        if whole and now - whole > 300_000_000 and len(beat.beats) > 1:  # what its timers do afterwards counts as well
            break
    beat.beats.append(time.perf_counter_ns())
    longest = max(after - before for before, after in pairwise(beat.beats))
    return {"sign": (beat.painted - begun) // 1000, "whole": (whole - begun) // 1000, "block": longest // 1000}


def main(path: Path) -> None:
    """Open the book as `main.py` does, wait until home stands, then visit the others in the order of the column."""
    from ui.window.app import Start, bare_application

    app = bare_application()
    start = Start(app, path)
    window = start.window
    assert window is not None
    begun = time.perf_counter_ns()
    while not (getattr(window, "filled", False) and window.shown == "home" and window._commands is not None):
        app.processEvents()
        assert time.perf_counter_ns() - begun < ENOUGH
    from ui.window.pages import PAGES

    wanted = sys.argv[2].split(",") if len(sys.argv) > 2 else [one.key for one in PAGES if one.key != "home"]
    found = {key: visit(window, key) for key in wanted}
    print(json.dumps(found), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
