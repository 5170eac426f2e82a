"""Files read beside the window: bytes become cells in a thread, what needs the book is done in short steps after it.

Neither Qt nor the book is ever in the thread; it gets a Watch and gives back a value, and this asks for it by a timer.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from models.exchange.cells.model import Watch
from models.rules.errors import Refusal
from ui.base.session import Session
from ui.kit.progress import bar

FILES = "Bảng tính (*.xlsx *.xlsm *.xls *.ods *.csv);;Mọi tệp (*)"
"""What a person may choose where a table is taken in."""
AT_ONCE = 0.03
"""Seconds to wait for a small file, so that it opens without a beat of the timer."""
BAR_AFTER = 0.3
SLICE = 0.03
"""Seconds that a step may hold the window's loop."""
EVERY = 20  # milliseconds
TURN = 0.0005
"""Seconds after which the thread hands the interpreter over while it works: painting asks for it hundreds of times."""


class _State:
    """What thread and window share: plain values, each written by one of the two."""

    def __init__(self) -> None:
        self.done, self.total = 0, 1
        self.stopped = False
        self.value: Any = None
        self.trouble: BaseException | None = None

    def watch(self) -> Watch:
        return Watch(self._tell, lambda: self.stopped)

    def _tell(self, done: int, total: int) -> None:
        self.done, self.total = done, max(total, 1)


class Reading(QObject):
    """Runs `work(watch)` in a thread, then the steps of `after(value)` in slices, then `done` with what they return.

    A refusal goes to `refused` or else to the message line; "Dừng" leaves everything as it was.
    """

    def __init__(
        self,
        title: str,
        work: Callable[[Watch], Any],
        after: Callable[[Any], Generator[object, None, Any]],
        done: Callable[[Any], object],
        session: Session,
        parent: QWidget,
        refused: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._work, self._after, self._done = title, work, after, done
        self._session, self._parent, self._refused = session, parent, refused
        self._state = state = _State()
        self._steps: Generator[object, None, Any] | None = None
        self._bar: QProgressDialog | None = None
        self._began = time.monotonic()
        self.over = False
        parent.destroyed.connect(lambda: setattr(state, "stopped", True))
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._look)
        self._thread = threading.Thread(target=self._run, name="so-khoi-reading", daemon=True)
        self._turn = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        self._thread.start()
        self._thread.join(AT_ONCE)
        self._timer.start()
        QTimer.singleShot(0, self._look)

    def _run(self) -> None:
        try:
            self._state.value = self._work(self._state.watch())
        except BaseException as trouble:
            self._state.trouble = trouble

    def _look(self) -> None:
        if self.over:
            return
        # What is read comes to stay: let the collector not look through hundreds of thousands of cells again and again
        # while the window waits for it (as `window.app` does once the program has started).
        gc.freeze()
        if self._bar is not None and self._bar.wasCanceled():
            self._state.stopped = True
        if self._bar is None and time.monotonic() - self._began > BAR_AFTER:
            self._bar = bar(self._title, 100, self._parent)
        if self._bar is not None and not self._state.stopped:
            self._bar.setValue(min(95, 95 * self._state.done // self._state.total))
        if self._thread.is_alive():
            return
        sys.setswitchinterval(self._turn)
        if self._state.trouble is not None or self._state.stopped:
            self._leave()
            return
        self._step()

    def _step(self) -> None:
        """Go on with what needs the book, for a slice of time."""
        until = time.monotonic() + SLICE
        try:
            if self._steps is None:
                self._steps = self._after(self._state.value)
            while time.monotonic() < until:
                next(self._steps)
        except StopIteration as end:
            self._close()
            self._done(end.value)
        except Refusal as refusal:
            self._state.trouble = refusal
            self._leave()
        except BaseException:
            self._close()
            raise

    def _leave(self) -> None:
        trouble = self._state.trouble
        self._close()
        if isinstance(trouble, Refusal):
            text = self._session.sentence(trouble)
            self._refused(text) if self._refused is not None else self._session.warn(text)
        elif trouble is not None:
            raise trouble

    def _close(self) -> None:
        self.over = True
        self._timer.stop()
        if self._bar is not None:
            self._bar.close()
        self.deleteLater()


def at_once(value: Any) -> Generator[object, None, Any]:
    """Nothing more to do than to hand the value on."""
    yield None
    return value
