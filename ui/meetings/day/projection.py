"""What stands on the projector: it follows the book, but a result comes only by "Công bố" and goes when it changes.

The window takes finished pictures alone (`shown`), so that nothing that is being typed or counted can reach it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from models.book.meetings.ballots import Ballot
from models.book.meetings.meetings import HandVote, Meeting
from ui.base.session import Session
from ui.meetings.day import making
from ui.meetings.day.place import Places
from ui.meetings.day.projector import Projector
from ui.meetings.day.shown import Picture, Released

PROGRAMME, VOTING, RELEASED, WAITING = "programme", "voting", "released", "waiting"
KEPT: Final = (PROGRAMME, VOTING, WAITING)
"""What is shown again after the program was closed; a result has to be released anew."""
WITHDRAWN = "Kết quả đang chiếu nay khác trong sổ nên màn chiếu thôi hiện kết quả. Muốn hiện thì bấm “Công bố” lại."


class Projection(QObject):
    """The projector of one meeting.

    changed   what it shows, or whether it is open, changed
    """

    changed = Signal()

    def __init__(self, session: Session, places: Places, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._places = session, places
        self._meeting, self._name = "", ""
        self.mode = PROGRAMME
        self.ballot = ""
        self._released: Released | None = None
        self._of: tuple[str, str] = ("", "")
        self.picture: Picture | None = None
        self.window: Projector | None = None
        session.changed.connect(lambda _notice: self.follow())
        session.closing.connect(self.close)

    @property
    def is_open(self) -> bool:
        return self.window is not None

    def show_meeting(self, meeting: str, name: str) -> None:
        """Be about another meeting; `name` is what its place is remembered under. The window is closed: it showed what
        is another meeting's."""
        if meeting == self._meeting:
            return
        self.close()
        self._meeting, self._name, self._released = meeting, name, None
        mode, self.ballot = self._places.shows(name)
        self.mode = mode if mode in KEPT else PROGRAMME

    # -- the window --

    def open(self, work: QWidget) -> bool:
        """Show the window, on the other screen where there is one; whether it fills a screen."""
        if self.window is None:
            self.window = Projector()
            self.window.closed.connect(self._closed)
            app = QGuiApplication.instance()
            if isinstance(app, QGuiApplication):
                app.screenRemoved.connect(self.window.screen_gone)
            self.follow()
            screen = self.window.open_beside(work, self._places.screen())
            if screen:
                self._places.put_screen(screen)
        self.changed.emit()
        return self.window.isFullScreen()

    def close(self) -> None:
        if self.window is not None:
            self.window.close()

    def _closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
            self.changed.emit()

    # -- what it shows --

    def show_programme(self) -> None:
        self._turn(PROGRAMME)

    def show_waiting(self) -> None:
        self._turn(WAITING)

    def show_voting(self, ballot: str) -> None:
        """Show a ballot under way; never anything of its count."""
        self.ballot = ballot
        self._turn(VOTING)

    def release(self, subject: Ballot | HandVote) -> bool:
        """Show a result; False while there is none that may be shown."""
        kind = "ballot" if isinstance(subject, Ballot) else "hands"
        made = self._make_released(kind, subject.key, f"{self._session.book.clock().astimezone():%H:%M}")
        if made is None:
            return False
        self._released, self._of = made, (kind, subject.key)
        self._turn(RELEASED)
        return True

    def may_release(self, subject: Ballot | HandVote | None) -> bool:
        """Whether there is a result of it that may be shown."""
        if subject is None:
            return False
        kind = "ballot" if isinstance(subject, Ballot) else "hands"
        return self._make_released(kind, subject.key, "") is not None

    def _turn(self, mode: str) -> None:
        self.mode = mode
        if mode in KEPT:
            self._places.put_shows(self._name, mode, self.ballot)
        self.follow()

    def follow(self) -> None:
        """Make the picture anew from the book as it is."""
        if self.window is None or not self._session.is_open:
            return
        with self._session.aside():
            self.picture = self._make()
        self.window.show_picture(self.picture)
        self.changed.emit()

    def _held(self) -> Meeting | None:
        meetings = self._session.book.meetings
        return next((one for one in meetings.all(self._session.year) if one.key == self._meeting), None)

    def _make(self) -> Picture | None:
        meeting, book = self._held(), self._session.book
        if meeting is None:
            return None
        over = len(self._places.works_over(book, meeting))
        around = making.frame(book, meeting, over)
        if self.mode == RELEASED:
            if self._released is not None and making.same(self._released, self._make_released(*self._of, "")):
                return making.within(self._released, around)
            self._released = None
            self.mode = PROGRAMME
            self._session.warn(WITHDRAWN)
        if self.mode == VOTING:
            ballot = next((one for one in book.ballots.of(self._meeting) if one.key == self.ballot), None)
            if ballot is not None:
                issued, collected = self._places.papers(self._name, ballot.key)
                out = book.ballots.voters(ballot.key) if issued is None else issued
                return making.voting(book, ballot, around, out, collected)
            self.mode = PROGRAMME
        return making.waiting(around) if self.mode == WAITING else making.programme(book, meeting, around, over)

    def _make_released(self, kind: str, key: str, at: str) -> Released | None:
        meeting, book = self._held(), self._session.book
        if meeting is None:
            return None
        around = making.frame(book, meeting, len(self._places.works_over(book, meeting)))
        if kind == "ballot":
            ballot = next((one for one in book.ballots.of(meeting.key) if one.key == key), None)
            return making.released(book, ballot, around, at) if ballot is not None else None
        vote = next((one for one in book.meetings.hands(meeting.key) if one.key == key), None)
        return making.hands(vote, around, at) if vote is not None else None
