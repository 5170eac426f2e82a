"""A large ranking made ready in slices, so that the window's loop is never held: sheet by sheet, a few at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from models.book.base.bulk import undisturbed
from models.rules.errors import Refusal
from ui.base.strays import UNREADABLE, met

if TYPE_CHECKING:
    from ui.base.session import Session

SLICE = 0.03
"""Seconds that a slice may begin another sheet; one sheet takes some milliseconds."""


class Preparing(QObject):
    """What the chosen year's ranking needs, made beside the loop; then whoever waits goes on. What cannot be made ready
    of a value nobody can read is met again, and told, by whoever asks for it; a fault of ours comes up."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._steps: Iterator[None] | None = None
        self._year = session.year
        self._waiting: list[Callable[[], object]] = []
        self._held = ExitStack()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        session.closing.connect(self._stop)

    def needed(self) -> bool:
        """Whether a ranking of the chosen year would be felt now."""
        if self._session.book.is_closed:
            return False
        with self._session.aside():
            try:
                return self._session.book.standing.is_large(self._session.year)
            except Refusal:  # the page meets it too, and says so
                return False
            except UNREADABLE:
                if not met(self._session):
                    raise
                return False

    def then(self, act: Callable[[], object]) -> None:
        """Do this when the ranking is ready."""
        self._waiting.append(act)
        if not self._timer.isActive():
            self._held.enter_context(undisturbed())
            self._timer.start()

    def _go_on(self) -> None:
        until = time.monotonic() + SLICE
        session = self._session
        if self._steps is None or self._year != session.year:
            self._year = session.year
            self._steps = session.book.standing.prepare(session.year)
        try:
            with session.aside():
                next(self._steps)
                while time.monotonic() < until:
                    next(self._steps)
        except (StopIteration, Refusal):
            self._over()
        except UNREADABLE:
            if not met(session):
                self._stop()
                raise
            self._over()
        except BaseException:
            self._stop()
            raise

    def _over(self) -> None:
        self._stop()
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def _stop(self) -> None:
        self._timer.stop()
        self._steps = None
        self._held.close()
