"""One sitting at one open book: the chosen year, the running of verbs, and what is said to the person.

Every page gets the same Session. A page never catches a Refusal itself and never writes except through `act`.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from models.rules.errors import Refusal
from ui.base.asking import Asking
from ui.base.preparing import Preparing

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.reporting.journal import PlacesMoved
    from models.exchange.places import Copies
    from models.rules.number.questions import Question
    from models.rules.number.subjects import Subject
    from ui.base.second_place import SecondPlace
    from ui.words.names import Names

T = TypeVar("T")

OFTEN = 60_000  # milliseconds between two looks at the day


class Notice(Protocol):
    """What the store tells of a change."""

    def touches(self, reads: Set[str]) -> bool:
        """Whether something made of these reads may be another now."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message: its sentence, its tone ("info" or "warn") and at most two ways on (label, what to do)."""

    text: str
    tone: str = "info"
    way_on: tuple[str, Callable[[], object]] | None = None
    other_way: tuple[str, Callable[[], object]] | None = None
    of_book: bool = False
    """About the whole book: it stays when another page is shown."""

    def handed_on(self, left: Session, after: Session) -> Said:
        """The message in a sitting that goes on with the book of another: its ways on that are acts of that sitting
        (undo, going to a page) are acts of this one; those of a page leave with the page."""
        ways = [_handed_on(way, left, after) for way in (self.way_on, self.other_way)]
        first, second = (*(way for way in ways if way is not None), None, None)[:2]
        return replace(self, way_on=first, other_way=second)


def _handed_on(
    way: tuple[str, Callable[[], object]] | None, left: Session, after: Session
) -> tuple[str, Callable[[], object]] | None:
    """A way on that is a method of the sitting that was left, or one with what it is given, in the one after it."""
    if way is None:
        return None
    label, act = way
    given = act.args if isinstance(act, partial) else ()
    method = act.func if isinstance(act, partial) else act
    if getattr(method, "__self__", None) is not left:
        return None
    return label, partial(getattr(after, method.__name__), *given)


@dataclass(frozen=True, slots=True)
class Do:
    """What is wanted of a page when somebody is sent there: one of its acts, by its text."""

    act: str


class Session(QObject):
    """Holds the Book and the year that the pages show.

    changed   a store Notice, after commit; also when the day, the person or the file's own facts have changed
    written   something was committed just now; what is said after it is about it
    said      a Said, for the message line
    year_set  the chosen year (int), after it changed
    wanted    (page key, Subject, Do or None) when some part asks the window to go to a page
    asked_for  an act of the menu "Sổ" (MainWindow.asked) that some page offers too
    asking    the year's open questions (tuple of Question), found a moment after the book changed
    reopen_wanted   the book became read-only or writable: a window must be built anew; what to say then
    closing   the book is about to be let go
    moment_wanted   the number of an act: the book is to be shown as it stood right after it
    """

    changed = Signal(object)
    written = Signal()
    said = Signal(object)
    year_set = Signal(int)
    wanted = Signal(str, object)
    asked_for = Signal(str)
    asking = Signal(object)
    reopen_wanted = Signal(str)
    closing = Signal()
    moment_wanted = Signal(int)

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.year: int = book.years.current() or int(book.today()[:4])
        self.is_open = True
        self._gone: tuple[int, int] | None = None
        self.before_act: Callable[[], object] | None = None
        self.checked: bool | None = None
        """Whether the file was found to be as its journal says when it was looked through in this sitting; None: not
        looked through yet."""
        self.second: SecondPlace | None = None
        """The second place for backups; None where no computer remembers anything (a picture, a test)."""
        self.preparing = Preparing(self)
        self._waiting: list[Notice] = []
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._pass_on)
        self.questions = Asking(self)
        self._day = QTimer(self, interval=OFTEN)
        self._day.timeout.connect(book.reads.look_at_the_clock)
        self._day.start()
        book.reads.follow(self._heard, self._heard_beside)

    def _heard_beside(self, notice: Notice) -> None:
        self._waiting.append(notice)
        self._later.start()

    def aside(self) -> AbstractContextManager[set[str]]:
        """Read on one's own account: the page before the eyes does not rest on what is read inside."""
        return self.book.reads.watching(apart=True)

    def _heard(self, notice: Notice) -> None:
        """Keep the notice until the act that made it is over."""
        self.written.emit()
        self._waiting.append(notice)
        self._later.start()

    def _pass_on(self) -> None:
        self._later.stop()
        if self.book.is_closed:  # let go of beside the session; nobody can be told what stands there
            self._waiting.clear()
        if self._waiting:
            with self.aside():
                self._keep_to_years()
        while self._waiting:
            self.changed.emit(self._waiting.pop(0))
            self.look_soon()

    def _keep_to_years(self) -> None:
        """Leave a chosen year that is no longer in the book, and go back to it when it is there again and nobody chose
        another one since.
        """
        years, gone = self.book.years, self._gone
        if gone is not None and years.find(gone[0]) is not None:
            self._gone = None
            if self.year == gone[1]:
                self.choose_year(gone[0])
        elif years.find(self.year) is None and (current := years.current()) is not None:
            left = self.year
            self.choose_year(current)
            self._gone = (left, current)

    def look_for_questions(self) -> None:
        """Ask the rules what they cannot answer. Needs the whole standing, so the first screen does not wait for it."""
        self.questions.look()

    def look_soon(self) -> None:
        self.questions.soon()

    @property
    def read_only(self) -> bool:
        return self.book.read_only_reason is not None

    @property
    def year_closed(self) -> bool:
        """The chosen year's content is fixed until it is opened again."""
        found = self.book.years.find(self.year)
        return found is not None and found.state != "open"

    @property
    def locked(self) -> bool:
        """Nothing can be written into the chosen year: the book is only looked at, or the year is closed."""
        return self.read_only or self.year_closed

    def may_answer(self, question: Question | None) -> bool:
        """Whether a decision on the question can be written down now; in a closed year only what its awards need."""
        from models.book.regulation.decisions import answered_late

        return question is not None and not self.read_only and (answered_late(question) or not self.year_closed)

    def called(self, year: int | None = None, *, capital: bool = False) -> str:
        """What the bloc calls the chosen year (or another): `năm 2026`, `năm học 2026–2027`."""
        return self.book.years.called(self.year if year is None else year, capital=capital)

    def choose_year(self, year: int) -> None:
        if year != self.year:
            self.year, self._gone = year, None
            self.year_set.emit(year)

    def act(self, verb: Callable[[], object], show: Callable[[str], object] | None = None) -> bool:
        """Run one verb and say whether it was done. What a reading finds is had by `value`.

        A refusal's sentence goes to `show` (a dialog's own line) or else to the message line; nothing is modal.
        `before_act`, where it is set, may make the verb wait (the file is being checked).
        """
        if self.before_act is not None:
            self.before_act()
        journal = self.book.journal
        try:
            with self.aside():
                begun = journal.last()
                verb()
                moved = journal.places_moved(self.year, begun) if self.is_open else ()
        except Refusal as refusal:
            text = self.sentence(refusal)
            show(text) if show is not None else self.warn(text)
            return False
        finally:
            self._pass_on()
        if moved:
            self._tell(moved[0])
        return True

    def _tell(self, moved: PlacesMoved) -> None:
        """Say that an act has changed places."""
        from ui.words import moved_words

        self.warn(moved_words.sentence(moved, self.names), ("Xem xếp hạng", partial(self.go, "ranking")))

    def value(self, verb: Callable[[], T], show: Callable[[str], object] | None = None) -> T | None:
        """Run a verb that answers something and give its answer; None after a refusal, told as in `act`."""
        found: list[T] = []
        return found[0] if self.act(lambda: found.append(verb()), show) else None

    @property
    def names(self) -> Names:
        """What keys of the book are called in the chosen year."""
        from ui.words.names import Names

        return Names(self.book, self.year)

    def sentence(self, refusal: Refusal) -> str:
        from ui.words import messages

        return messages.sentence(refusal, self.names)

    def worded(self, text: str) -> str:
        """A text of the program's own as this bloc would say it: cụm for khối, its head's title, its spelling."""
        return self.names.worded(text)

    def unit_name(self, unit: str) -> str:
        """The short name of a unit, today's; the key itself when there is no such unit."""
        return self.names.unit(unit)

    @property
    def folder(self) -> Path:
        """Where the book lies: files that are saved or looked for are most likely beside it."""
        return self.book.path.parent

    @cached_property
    def copies(self) -> Copies:
        """Copies that other programs show; they go when the sitting ends."""
        from models.exchange.places import Copies

        made = Copies()
        self.closing.connect(made.close)
        return made

    def say(self, text: str, way_on: tuple[str, Callable[[], object]] | None = None, of_book: bool = False) -> None:
        self.said.emit(Said(text, "info", way_on, of_book=of_book))

    def warn(
        self,
        text: str,
        way_on: tuple[str, Callable[[], object]] | None = None,
        other_way: tuple[str, Callable[[], object]] | None = None,
        of_book: bool = False,
    ) -> None:
        self.said.emit(Said(text, "warn", way_on, other_way, of_book))

    def take_away(self, verb: Callable[[], object], show: Callable[[str], object] | None = None) -> bool:
        """Run a verb that takes something away and say what went, with "Hoàn tác" beside it."""
        done = self.act(verb, show)
        if done:
            self.say(f"Đã {self._last_act()}.", ("Hoàn tác", self.undo))
        return done

    def undo(self) -> None:
        """Take the last act back and say which, with the value before and after where there is one."""
        if self.act(self.book.undo):
            self.say(f"Đã {self._last_act()}.")

    def redo(self) -> None:
        """Do again what was taken back last, and say which."""
        if self.act(self.book.redo):
            self.say(f"Đã {self._last_act()}.")

    def _last_act(self) -> str:
        """The journal's words of the last act, to go on a sentence with."""
        said = self.book.journal.line(self.book.last_act).text
        return said[:1].lower() + said[1:]

    def go(self, page: str, subject: Subject | Do | None = None) -> None:
        """Ask the window for a page, and there for what the subject names."""
        self.wanted.emit(page, subject)

    def close(self) -> None:
        """Let go of the book: listeners off, lock released."""
        self.leave()
        self.book.close()

    def leave(self) -> None:
        """Hear of the book no more; it stays open for another sitting that goes on with it."""
        self.closing.emit()
        self.is_open = False
        self._later.stop()
        self._day.stop()
        self.book.reads.leave(self._heard, self._heard_beside)
