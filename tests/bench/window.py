"""One start in one process, as `start` measures it: first paint and usable (µs since SPAWNED, epoch ns), peak memory.

python -m tests.bench.window empty            a bare QMainWindow: the floor
python -m tests.bench.window BOOK.sokhoi      the program's own window on a book, as `main.py` opens it
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class FirstPaint(QObject):
    """Notes when the watched window is painted for the first time, and when the event loop is idle after it."""

    def __init__(self, window: QMainWindow, spawned: int) -> None:
        super().__init__()
        self.spawned = spawned
        self.window = window
        self.painted = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = time.time_ns()
            QTimer.singleShot(0, self.idle)
        return False

    def idle(self) -> None:
        usable = time.time_ns()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found = {
            "paint": (self.painted - self.spawned) // 1000,
            "usable": (usable - self.spawned) // 1000,
            "peak": peak,
        }
        print(json.dumps(found), flush=True)
        os._exit(0)


def main(what: str) -> None:
    """Start as asked and leave at the first idle moment after the first paint."""
    spawned = int(os.environ["SPAWNED"])
    if what == "empty":
        app = QApplication([])
        window = QMainWindow()
        window.resize(1280, 720)
        window.show()
    else:
        from ui.app import application
        from ui.desk import Desk

        app = application([])
        desk = Desk()
        opened = desk.open(Path(what), read_only=True)
        if opened is None:
            sys.exit("the book was not opened")
        window = opened
    watch = FirstPaint(window, spawned)
    app.exec()
    del watch


if __name__ == "__main__":
    main(sys.argv[1])
