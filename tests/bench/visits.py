"""First visits of every page, in one process each time: python -m tests.bench.visits BOOK hurried|rested

Of each page: `sign` until something new of it is painted (the page itself, or a sign of work), `whole` until it stands
with its content, `block` the longest time the event loop was held meanwhile; all in µs. Prints one line of JSON.

`hurried` goes to the first of them as soon as home stands; `rested` lets the window alone before, until it has imported
what the other pages stand on (`ui/window/start/ahead.py`), and says of that time as well how long the loop was held
(`rest`, µs) and what the process has taken since (`taken`, KiB).
"""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.bench.table import CPU

ENOUGH = 20_000_000_000  # ns
clock: Final = time.process_time_ns if os.environ.get(CPU) else time.perf_counter_ns
"""As `table.perf_counter`, in ns."""


class Beat(QObject):
    """Notes when the event loop comes round, and the first paint inside the stack of pages."""

    def __init__(self) -> None:
        super().__init__()
        self.beats: list[int] = []
        self.painted = 0
        self.watched: object = None
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(lambda: self.beats.append(clock()))
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = clock()
        return False


def visit(window: object, key: str) -> dict[str, int]:
    """Go to one page for the first time."""
    app = QApplication.instance()
    assert app is not None
    beat = Beat()
    begun = clock()
    beat.beats.append(begun)
    window.go(key)  # type: ignore[attr-defined]
    window.stack.currentWidget().installEventFilter(beat)  # type: ignore[attr-defined]
    whole = 0
    while clock() - begun < ENOUGH:
        app.processEvents()
        now = clock()
        page = window.page(key)  # type: ignore[attr-defined]
        if not whole and beat.painted and not page.stale and window.stack.currentWidget() is page:  # type: ignore[attr-defined]
            whole = now
        if whole and now - whole > 300_000_000 and len(beat.beats) > 1:  # what its timers do afterwards counts as well
            break
    beat.beats.append(clock())
    longest = max(after - before for before, after in pairwise(beat.beats))
    return {"sign": (beat.painted - begun) // 1000, "whole": (whole - begun) // 1000, "block": longest // 1000}


def resident() -> int:
    """KiB of memory the process has now; 0 where the system does not say."""
    try:
        said = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return int(said.partition("VmRSS:")[2].split()[0])


def rest(window: QMainWindow) -> dict[str, int]:
    """Do nothing until the window has imported what the other pages stand on."""
    from ui.window.start.ahead import Ahead

    app = QApplication.instance()
    assert app is not None
    had, beat, begun = resident(), Beat(), clock()
    beat.beats.append(begun)
    while not ((ahead := window.findChild(Ahead)) is not None and ahead.over):
        app.processEvents()
        time.sleep(0.002)  # what runs beside the window, the check of the file, gets the interpreter
        assert clock() - begun < 3 * ENOUGH, "nothing was imported ahead"
    longest = max(after - before for before, after in pairwise(beat.beats))
    return {"rest": longest // 1000, "taken": resident() - had}


def main(path: Path, way: str) -> None:
    """Open the book as `main.py` does, wait until home stands, then visit the others in the order of the column."""
    from ui.window.app import Start, bare_application

    app = bare_application()
    start = Start(app, path)
    window = start.window
    assert window is not None
    begun = clock()
    while not (getattr(window, "filled", False) and window.shown == "home" and window._commands is not None):
        app.processEvents()
        assert clock() - begun < ENOUGH
    from ui.window.pages import PAGES

    left = rest(window) if way == "rested" else {}
    found = {entry.key: visit(window, entry.key) for entry in PAGES if entry.key != "home"}
    print(json.dumps({"pages": found, **left}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
