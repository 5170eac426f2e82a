"""The desk: which windows are open on which books, and the acts that are about whole books (new, open, copy, quit).

The only place that opens and closes a book. One book has one window; a second request for it brings that window
forward.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from models.rules.errors import Refusal
from ui.base.preferences import TEXT_SIZES, Preferences
from ui.base.second_place import SecondPlace
from ui.base.session import Session
from ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.file.manual import ManualWindow
    from ui.window.start.start_window import StartWindow

SUFFIX = ".sokhoi"
FILTER = f"Sổ Khối (*{SUFFIX})"
Way = tuple[str, Callable[[], object]]
"""A way on: what its button says, and what it does."""
ELSEWHERE = "file.open_elsewhere"
DAMAGED = frozenset({"file.damaged", "file.truncated"})
"""Refusals of a file that is ours and not whole."""
USUAL_SIZE = 1
"""The place of the usual text size in `TEXT_SIZES`."""


def bring_forward(window: QWidget) -> None:
    """Put a window before the others, also one that was made small."""
    window.show() if not window.isMinimized() else window.showNormal()
    window.activateWindow()


def two(ways: Sequence[Way | None]) -> tuple[Way | None, Way | None]:
    """The first two ways on."""
    first, second = (*ways, None, None)[:2]
    return first, second


class Desk(QObject):
    """Holds the windows of this process; `windows` by the resolved path of the book."""

    def __init__(self, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.preferences = preferences or Preferences()
        self.windows: dict[Path, MainWindow] = {}
        self.pasts: dict[Path, Callable[[], object]] = {}
        """Windows on an earlier moment of a book, and what takes their copy away."""
        self.start: StartWindow | None = None
        self.manual: ManualWindow | None = None

    # -- windows --

    def show_start(self, problem: str = "", *ways: Way | None) -> StartWindow:
        """Show the start window, with a sentence and at most two ways on when something could not be opened."""
        from ui.window.start.start_window import StartWindow

        if self.start is None:
            self.start = StartWindow(self.preferences.known(), self.documents().parent)
            self.start.asked.connect(self._asked_at_start)
        self.start.show_recent(self.preferences.known())
        self.start.show()
        self.start.activateWindow()
        if problem:
            self.start.message_bar.show_message(problem, "warn", *two(ways))
        return self.start

    def open(self, path: Path, read_only: bool = False, window: MainWindow | None = None) -> MainWindow | None:
        """Open a book in its window, or in the bare `window` that stands already. A book that cannot be opened is told
        about, and None comes back."""
        from models.book.book import open_book

        path = Path(path).resolve()
        if path in self.windows:
            bring_forward(self.windows[path])
            return self.windows[path]
        try:
            book = open_book(path, read_only=read_only)
        except Refusal as refusal:
            way_on = (
                ("Mở để xem", lambda: self.open(path, True)) if refusal.code == ELSEWHERE and not read_only else None
            )
            ways = self._ways_from_damage(path) if refusal.code in DAMAGED else [way_on]
            self.tell_refusal(refusal, *ways)
            return None
        try:
            return self.show_book(path, Session(book), window)
        except Refusal as refusal:  # the first page of the file, or what the frame shows, cannot be read
            self.windows.pop(path, None)
            book.close()
            self.tell_refusal(refusal, *self._ways_from_damage(path))
            return None

    def _ways_from_damage(self, path: Path) -> list[Way]:
        """The ways on from a book that cannot be read: its newest backup, when there is one; saving what is left."""
        from models.keeping.upkeep import newest_backup
        from ui.window.start import salvaging

        newest = newest_backup(path)
        back = [("Phục hồi bản sao lưu gần nhất", lambda: self.restore(path, newest))] if newest else []
        return [*back, (salvaging.WAY, lambda: salvaging.salvage(self, path))]

    def create(
        self, path: Path, name: str, year: int, style: tuple[str, str, str], about: Mapping[str, str] | None = None
    ) -> MainWindow:
        """Make a book for a bloc with its first year and open it; `about` is what else is known of the bloc, as in
        `describe_bloc`. Refusals come up to the dialog that asked.
        """
        from models.book.book import create_book
        from models.exchange.places import sweep
        from ui.window import book_acts

        kind, head, deputy = style
        book = create_book(path, name, kind=kind, head_term=head, deputy_term=deputy)
        try:
            book.years.open(year)
            if about:
                book.settings.describe_bloc(**about)
        except BaseException:
            book.close()
            sweep(path)
            raise
        window = self.show_book(path.resolve(), Session(book))
        window.ready.connect(lambda: book_acts.assistant(window))
        return window

    def show_book(self, path: Path, session: Session, window: MainWindow | None = None) -> MainWindow:
        """Show the book of a session in a window, or in the bare one that stands already."""
        session.second = SecondPlace(self.preferences, session.book)
        if window is None:
            window = MainWindow(session)
            self.preferences.place(window)
        else:
            window.fill(session)
        window.asked.connect(lambda what, subject: self._asked(window, path, what, subject))
        session.reopen_wanted.connect(lambda told: QTimer.singleShot(0, self, lambda: self.reopen(path, told)))
        self.windows[path] = window
        if self.start is not None:
            self.start.hide()
        window.ready.connect(lambda: self._settle(path, window))
        return window

    def _settle(self, path: Path, window: MainWindow) -> None:
        """What can wait until the first page is there: recent books, the person, the check of the file."""
        from ui.window import care

        if self.windows.get(path) is not window:
            return
        if path in self.pasts:
            window.commands.show_others(lambda: self.others(path))
            return
        self._list(path, window)
        for each in self.windows.values():
            each.commands.show_recent(self.preferences.recent())
        window.commands.show_others(lambda: self.others(path))
        care.ask_who(window)
        care.look_at_the_clock(window)
        care.look_for_newer(self, window)
        window.session.look_soon()
        care.look_after(self, path, window)

    def others(self, path: Path) -> list[tuple[str, Callable[[], object]]]:
        """The other open books by bloc and year (two of one name also by their file), and how each comes forward."""
        found: list[tuple[str, Callable[[], object]]] = []
        titles = [window.windowTitle() for window in self.windows.values()]
        for there, window in self.windows.items():
            if there != path:
                title = window.windowTitle()
                name = f"{title} ({there.name})" if titles.count(title) > 1 else title
                found.append((name, partial(bring_forward, window)))
        return found

    def _list(self, path: Path, window: MainWindow) -> None:
        """Put a book first among the recent ones, with what its line says."""
        session = window.session
        with session.aside():
            known = session.book.years.find(session.year) is not None
            practice = session.book.settings.get("practice")
            state = session.book.read_only_reason or ("practice" if practice else "")
            bloc = session.book.settings.bloc().name
        self.preferences.opened(path, bloc, session.year if known else None, state)

    def _remember(self, window: MainWindow) -> None:
        """Before a book is closed: how far its journal has come."""
        from ui.file import copies_seen

        copies_seen.remember(self.preferences, window.session.book)

    def _closed(self, path: Path) -> None:
        window = self.windows.pop(path, None)
        if window is None:
            return
        past = self.pasts.pop(path, None)
        if past is None:
            self._remember(window)
        self.preferences.keep_place(window)
        window.deleteLater()
        second = None if window.session.read_only else window.session.second
        try:
            window.session.close()
            if second is not None:
                second.keep()
            if past is not None:
                past()
        except Refusal as refusal:
            self.tell_refusal(refusal)

    def close_orderly(self) -> None:
        """Close every book; what is on the screen is already on the disk."""
        for path in list(self.windows):
            self._closed(path)

    # -- what the windows ask --

    def _asked_at_start(self, what: str, subject: Any) -> None:
        assert self.start is not None
        self._do(what, subject, self.start)

    def _asked(self, window: MainWindow, path: Path, what: str, subject: Any) -> None:
        from ui.window import book_acts
        from ui.window.start import moment_window, receive_copy
        from ui.words import messages

        acts: dict[str, Callable[[], object]] = {
            "closed": lambda: self._closed(path),
            "words": lambda: QTimer.singleShot(0, self, lambda: self.say_anew(path)),
            "copy": lambda: book_acts.copy(window, path),
            "view-copy": lambda: book_acts.view_copy(window, path),
            "backups": lambda: book_acts.backups(window, path, lambda backup: self.restore(path, backup)),
            "receive-here": lambda: receive_copy.take(self, path, window),
            "person": lambda: book_acts.person(window),
            "settings": lambda: book_acts.settings(window),
            "assistant": lambda: book_acts.assistant(window),
            "year": lambda: book_acts.year(window),
            "next-year": lambda: book_acts.next_year(window),
            "moment": lambda: moment_window.show(self, path, subject),
        }
        if path in self.pasts and what != "closed" and what in acts:
            window.session.warn(messages.NOT_IN_THE_PAST)
        elif what in acts:
            acts[what]()
        else:
            self._do(what, subject, window)

    def _do(self, what: str, subject: Any, parent: QWidget) -> None:
        from ui.window import about
        from ui.window.start import receive_copy

        acts: dict[str, Callable[[], object]] = {
            "new": lambda: self._new(parent),
            "open": lambda: self._choose(parent),
            "open-path": lambda: self.open(subject),
            "receive": lambda: receive_copy.choose(self, parent),
            "forget": lambda: self._forget(subject),
            "practice": self.practice,
            "practice-again": lambda: QTimer.singleShot(0, self, self._practise_again),
            "text-size": lambda: self.change_text_size(subject),
            "manual": lambda: self.show_manual(subject or ""),
            "keys": lambda: about.keys(parent).open(),
            "about": lambda: about.about(parent).open(),
            "quit": self._quit,
        }
        acts[what]()

    def _forget(self, path: Path) -> None:
        """Take a book off the list of recent ones."""
        self.preferences.forget(path)
        if self.start is not None:
            self.start.show_recent(self.preferences.known())

    def _quit(self) -> None:
        from PySide6.QtWidgets import QApplication

        for window in list(self.windows.values()):
            window.close()
        QApplication.quit()

    def _tell(self, sentence: str, *ways: Way | None) -> None:
        """Say a sentence with at most two ways on where the person is looking: the active book window, else the start
        window."""
        for window in self.windows.values():
            if window.isActiveWindow():
                window.session.warn(sentence, *two(ways))
                return
        self.show_start(sentence, *ways)

    def tell_refusal(self, refusal: Refusal, *ways: Way | None) -> None:
        """Say why something about a whole book was refused, with the ways on."""
        from ui.words import messages

        self._tell(messages.sentence(refusal), *ways)

    def change_text_size(self, steps: int) -> None:
        """Make the text of every window larger or smaller by that many steps; 0 is back to the usual size."""
        from PySide6.QtWidgets import QApplication

        from ui.window.look import size_text

        now = TEXT_SIZES.index(self.preferences.text_size())
        place = min(max(now + steps, 0), len(TEXT_SIZES) - 1) if steps else USUAL_SIZE
        self.preferences.put("text-size", TEXT_SIZES[place])
        there = QApplication.instance()
        assert isinstance(there, QApplication)
        size_text(there, TEXT_SIZES[place])

    def show_manual(self, page: str = "") -> None:
        """Bring the manual forward, at the chapter of a page."""
        from ui.file.manual import ManualWindow

        if self.manual is None:
            self.manual = ManualWindow()
        self.manual.show_chapter(page)
        self.manual.show()
        self.manual.activateWindow()

    # -- acts on whole books --

    def _new(self, parent: QWidget) -> None:
        from ui.file.new_book import NewBookDialog

        NewBookDialog(self.create, self.documents(), parent).open()

    def books_folder(self) -> Path:
        """Where books are: the folder of the one opened last that is there, else the folder for books, or the one it
        will stand in."""
        recent = self.preferences.recent()
        folder = recent[0].parent if recent else self.documents()
        return folder if folder.exists() else self.documents().parent

    def _choose(self, parent: QWidget) -> None:
        from PySide6.QtWidgets import QFileDialog

        box = QFileDialog(parent, "Mở sổ", str(self.books_folder()), FILTER)
        box.setFileMode(QFileDialog.FileMode.ExistingFile)
        box.fileSelected.connect(lambda name: self.open(Path(name)))
        box.open()

    def practice(self) -> MainWindow | None:
        """Open the practice bloc, made from the shipped document when it is not there yet."""
        path = self.practice_file()
        if not path.exists():
            from ui.window.practice import seed

            try:
                seed.lay_down(path)
            except Refusal as refusal:
                self.tell_refusal(refusal)
                return None
        return self.open(path)

    def practice_file(self) -> Path:
        """Where the practice book lies: in a folder that says so."""
        return self.documents() / "Tập dùng" / f"khoi-mau{SUFFIX}"

    def _practise_again(self) -> None:
        """Make the practice book anew: what was tried in it goes."""
        from models.exchange.places import sweep

        path = self.practice_file().resolve()
        self._closed(path)
        sweep(path)
        self.practice()

    def documents(self) -> Path:
        from PySide6.QtCore import QStandardPaths

        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(place or Path.home()) / "Sổ Khối"

    def reopen(self, path: Path, told: str = "") -> MainWindow | None:
        """Close a book and open it again: it was handed over, received or taken back. Whoever sat at the keyboard
        still does."""
        from ui.closing.page import ClosingPage

        before = self.windows.get(path)
        person = before.session.book.store.person if before is not None else ""
        self._closed(path)
        window = self.open(path)
        if window is not None:
            window.session.book.store.person = person
            window.refresh_frame()
            window.go("closing")
            window.page("closing").setFocus()
            window.session.say(told)
            page = window.page("closing")
            if isinstance(page, ClosingPage):
                page.read_first()
        return window

    def say_anew(self, path: Path) -> None:
        """Make the window of a book anew in the same sitting, at the same page: its headings, menus and lists were made
        in the words the bloc used before. What can be taken back still can, and what was just said is still said."""
        before = self.windows.pop(path, None)
        if before is None:
            return
        self._remember(before)
        self.preferences.keep_place(before)
        left = before.session
        left.leave()
        session = Session(left.book)
        session.choose_year(left.year)
        session.checked = left.checked
        window = self.show_book(path, session)
        window.go_by_keys(before.shown)
        if before.said is not None:
            window.complete()  # what is said when a window is ready comes before what was said by the act
            said = before.said.handed_on(left, session)
            session.said.emit(said)
        before.deleteLater()

    def restore(self, path: Path, backup: Path) -> MainWindow | None:
        """Bring a backup back: the present state is kept first, then the book is opened anew; as it was, with what
        was refused, where that could not be done. None where there was no window and is none."""
        from models.book.book import restore_book

        was_open = path in self.windows
        self._closed(path)
        try:
            restore_book(path, backup)
        except Refusal as refusal:
            again = self.open(path) if was_open else None
            if again is None:
                self.tell_refusal(refusal)
            else:
                again.session.warn(again.session.sentence(refusal))
            return again
        return self.open(path)
