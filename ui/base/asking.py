"""The year's open questions, found a moment after the book changed: an area at a turn of the loop, so that nothing
waits for them; the ranking is made ready in slices before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.base.strays import UNREADABLE, met

if TYPE_CHECKING:
    from models.rules.number.questions import Question
    from ui.base.session import Session

SOON = 200  # milliseconds from a change to the first question


class Asking(QObject):
    """Asks the rules of the chosen year what they cannot answer, and lets the session tell it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._steps: Iterator[tuple[Question, ...]] = iter(())
        self._found: tuple[Question, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(lambda: self.look(in_turns=True))
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._go_on)
        session.written.connect(self._turn.stop)  # whoever wrote lets it begin anew
        session.closing.connect(self._stop)

    def soon(self) -> None:
        """Ask in a moment; what was found so far belongs to a book or year of before."""
        self._stop()
        self._soon.start()

    def look(self, in_turns: bool = False) -> None:
        """Ask now, with the whole standing ready, all areas at once or one after the other; in turns a small ranking
        is made ready in slices as well."""
        self._stop()
        if not self._is_open():
            return
        begin = self._begin if in_turns else self._ask_all
        if in_turns or self._session.preparing.needed():
            self._session.preparing.then(begin)
        else:
            begin()

    def _is_open(self) -> bool:
        return self._session.is_open and not self._session.book.is_closed

    def _begin(self) -> None:
        if not self._is_open():
            return
        book, year = self._session.book, self._session.year
        with self._session.aside():
            known = book.years.find(year) is not None
        self._steps, self._found = book.decisions.open_in_steps(year) if known else iter(()), ()
        self._turn.start()

    def _ask_all(self) -> None:
        self._begin()
        while self._turn.isActive():
            self._go_on()

    def _go_on(self) -> None:
        """One step; after the last one, or where it can go no further, it ends."""
        if not self._is_open():
            self._stop()
            return
        with self._session.aside():
            try:
                self._found = next(self._steps)
                return
            except StopIteration:
                self._stop()
            except UNREADABLE:
                self._stop()
                if not met(self._session):
                    raise
                return  # the page that meets the value says so, and so does the check of the book
            except BaseException:
                self._stop()
                raise
        self._session.asking.emit(self._found)

    def _stop(self) -> None:
        self._soon.stop()
        self._turn.stop()
