"""The main window on one open book. It is shown bare, before anything of a book is imported, and filled afterwards.

It holds no rule and reads the book only for what stands in its own frame; pages do the rest. What is needed only after
the first page can be used (menus, shortcuts, search answers) is made when the program is idle or when it is asked for.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow

from ui.base.keyboard.tab_order import by_hand, enter
from ui.base.layout import press_focused
from ui.base.session import Do
from ui.base.strays import UNREADABLE, met

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from models.rules.number.questions import Question
    from models.rules.number.subjects import Subject
    from ui.base.page import Page
    from ui.base.session import Notice, Said, Session
    from ui.window.finder import Finder
    from ui.window.frame import Frame
    from ui.window.menus import Commands

SIZE = (1280, 720)
SMALLEST = (1000, 560)
PATIENCE = 400  # milliseconds to wait for a paint that may never come (a window that was opened behind others)
NOT_HERE = "Mục {page} năm {year} không còn thấy nội dung này; có thể đã được sửa hoặc bỏ."
MENUS = {"book": "&Sổ", "edit": "Sử&a", "view": "&Xem", "help": "T&rợ giúp"}


class MainWindow(QMainWindow):
    """One window on one Session.

    asked     what only the desk can do ("new", "open", "close", …); "words": the bloc calls itself otherwise now
    painted   once, after the window was painted for the first time, bare or not
    ready     once, when the first page can be used and everything around it is made
    """

    asked = Signal(str, object)
    painted = Signal()
    ready = Signal()

    session: Session
    frame: Frame

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self._pages: dict[str, Page] = {}
        self._commands: Commands | None = None
        self._finder: Finder | None = None
        self._said: Said | None = None
        self._is_painted = False
        self.filled = False
        self.shown = ""
        self.setMinimumSize(*SMALLEST)  # said outright, so that no text of a page ever makes the window larger
        self.resize(*SIZE)
        if session is not None:
            self.fill(session)

    # -- putting together --

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def fill(self, session: Session) -> None:
        """Put the book into the window: its frame and the first page, ready for keys."""
        from ui.window.frame import Frame

        self.session = session
        self.frame = frame = Frame(session, self)
        self.navigation, self.stack, self.message_bar = frame.navigation, frame.stack, frame.message_bar
        self.search, self.years = frame.search, frame.years
        self.menus = {key: self.menuBar().addMenu(title) for key, title in MENUS.items()}
        self.menuBar().setCornerWidget(frame.tools)
        self.setCentralWidget(frame)
        self.filled = True
        self.navigation.picked.connect(self.go)
        session.said.connect(self._say)
        session.changed.connect(self._changed)
        session.written.connect(self.message_bar.outdate)
        session.year_set.connect(self._year_set)
        session.wanted.connect(self.send)
        session.asked_for.connect(lambda what: self.asked.emit(what, None))
        session.moment_wanted.connect(lambda act: self.asked.emit("moment", act))
        session.asking.connect(self._show_questions)
        self._terms = session.book.settings.terms
        frame.years.activated.connect(lambda place: session.choose_year(frame.years.itemData(place)))
        frame.questions.clicked.connect(lambda: self.go("decisions"))
        frame.search.left.connect(lambda: self.page(self.shown).take_focus())
        frame.follow()
        self.go("home")
        self.navigation.setFocus()
        frame.painted.connect(lambda: QTimer.singleShot(0, self, self._when_idle))  # keys that wait come first
        QTimer.singleShot(PATIENCE, self, self._when_idle)

    def _when_idle(self) -> None:
        if self.session.is_open:
            self.complete()

    def complete(self) -> None:
        """Make the menus, shortcuts and search answers, unless they are there."""
        if self._commands is not None:
            return
        from ui.window.finder import Finder
        from ui.window.menus import Commands

        self._commands = Commands(self)
        self._finder = Finder(self)
        if self.shown:
            self._commands.follow_page(self._pages[self.shown])
        self._commands.follow_book()
        self._show_practice()
        self.session.look_soon()
        self._offer_meeting()
        self.ready.emit()

    def _offer_meeting(self) -> None:
        """A meeting that was under way when the program ended today is gone on with by one press."""
        from ui.meetings.day import resume

        with self.session.aside():
            resume.offer(self.session)

    def _show_practice(self) -> None:
        """A practice book says on every page that it is one, and leads through its round."""
        with self.session.aside():
            if not self.session.book.settings.get("practice"):
                return
        from ui.window.practice.panel import PracticePanel

        panel = PracticePanel(self.session, self.frame)
        panel.again.connect(lambda: self.asked.emit("practice-again", None))
        self.frame.show_practice(panel)

    @property
    def commands(self) -> Commands:
        """The menus and commands of the frame."""
        self.complete()
        assert self._commands is not None
        return self._commands

    @property
    def finder(self) -> Finder:
        """What answers the search box."""
        self.complete()
        assert self._finder is not None
        return self._finder

    # -- pages --

    def page(self, key: str) -> Page:
        """The page of that key, built now when it was never visited."""
        if key not in self._pages:
            from ui.window.pages import entry

            page = entry(key).load()(self.session, self.stack)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def go(self, key: str, subject: Subject | Do | None = None) -> None:
        """Show a page, brought up to date, and on it what the subject names. What another page said leaves with it."""
        page = self.page(key)
        if key != self.shown:
            self.message_bar.leave_page()
        wait = page.stale and page.ranks and self.session.preparing.needed()
        if page.stale and not wait:
            page.stale = not self._read(page)
        self.session.book.reads.between(page.reads)  # what a selection or a timer reads later, this page reads
        if wait:
            self.frame.show_working(page.heading.text())
        else:
            self.stack.setCurrentWidget(page)
        self.shown = key
        self.navigation.show_key(key)
        self.frame.folded.show_title(page.heading.text())
        self.frame.suit(page.wide)
        if self._commands is not None:
            self._commands.follow_page(page)
        if wait:
            self.session.preparing.then(lambda: self._go_on(key, subject))
            return
        if isinstance(subject, Do):
            self._do(page, subject.act)
        elif subject is not None and not page.show_subject(subject):
            told = self.session.book.years.worded(NOT_HERE, {"year": self.session.year})
            self.session.say(told.format(page=page.heading.text()))

    def _go_on(self, key: str, subject: Subject | Do | None) -> None:
        """Show the page that has waited for the ranking, unless another one was asked for meanwhile."""
        if self.session.is_open and self.shown == key and self.waits:
            self.go(key, subject)

    @property
    def waits(self) -> bool:
        """Whether a sign of work stands in the place of the page."""
        return self.frame.works

    def _do(self, page: Page, text: str) -> None:
        """Trigger an act of a page, where it is possible now; else whoever came sees the page."""
        act = next((one for one in page.acts() if one.text() == text), None)
        if act is not None and act.isEnabled():
            act.trigger()

    def freshen(self, key: str) -> None:
        """Let a page that was visited show the book anew: now when it is seen, else at its next visit."""
        page = self._pages.get(key)
        if page is not None:
            page.stale = True
            if key == self.shown and not self.waits:
                self.go(key)

    def send(self, key: str, subject: Subject | Do | None = None) -> None:
        """Show a page to whom some part sent there; the keyboard comes along, to what is shown where that took it."""
        self.go(key, subject)
        page, focused = self.page(key), self.focusWidget()
        if self.shown == key and not self.waits and (focused is None or not page.isAncestorOf(focused)):
            page.take_focus()

    def go_by_keys(self, key: str) -> None:
        """Show a page and let the keyboard work in it: whoever came by keys goes on by keys."""
        self.go(key)
        self.page(key).take_focus()

    def _read(self, page: Page, notice: Notice | None = None) -> bool:
        """Bring a page up to date; a file that cannot be read there, or a value nobody can read, is told about, and the
        other pages go on."""
        from models.rules.errors import FileTrouble

        try:
            page.show_book(notice)
        except FileTrouble as trouble:
            self.session.warn(self.session.sentence(trouble))
            return False
        except UNREADABLE:
            if not (said := met(self.session)):
                raise
            self.session.warn(said, ("Xem từng chỗ", partial(self.session.go, "verify")))
            return False
        return True

    def _changed(self, notice: Notice) -> None:
        if notice.touches({"bloc"}) and self.session.book.settings.terms != self._terms:
            self._terms = self.session.book.settings.terms
            self.asked.emit("words", None)  # headings, menus and lists were made in the old ones
        for key, page in self._pages.items():
            if not page.concerns(notice):
                continue
            if key == self.shown and not self.waits:
                page.stale = not self._read(page, notice)
            else:
                page.stale = True
        self.refresh_frame()

    # -- the frame --

    def refresh_frame(self) -> None:
        """Title, years, person, open questions, time of the last save, undo and redo."""
        with self.session.aside():
            self.frame.follow()
            if self._commands is not None:
                self._commands.follow_book()

    def _show_questions(self, questions: tuple[Question, ...]) -> None:
        self.frame.questions.setText(f"{len(questions)} câu hỏi chờ quyết định")
        self.frame.questions.setVisible(bool(questions))
        self.navigation.show_count("decisions", len(questions))

    def _year_set(self, _year: int) -> None:
        for page in self._pages.values():
            page.stale = True
        self.refresh_frame()
        self.session.look_soon()
        self.go(self.shown)

    def _say(self, said: Said) -> None:
        self._said = said
        self.message_bar.show_message(said.text, said.tone, said.way_on, said.other_way, said.of_book)

    @property
    def said(self) -> Said | None:
        """What stands in the message line."""
        return self._said if self.message_bar.text() else None

    # -- acts of the frame --

    def undo(self) -> None:
        """Take the last act back; one that the others stand on, only when it is asked for by name."""
        journal = self.session.book.journal
        if journal.undoes_setting_up():
            told = f"Hoàn tác lần này là bỏ hẳn việc {journal.undo_text()}. Nếu đúng ý thì bấm nút bên cạnh."
            self.session.warn(told, ("Vẫn hoàn tác", self.session.undo))
        else:
            self.session.undo()

    def redo(self) -> None:
        self.session.redo()

    def tell_saved(self) -> None:
        """Answer Ctrl+S: everything is on the disk already."""
        from ui.words import messages

        if self.session.read_only:
            self.session.say("Sổ đang mở để xem nên không có gì cần lưu.")
        else:
            self.session.say(messages.saved_sentence(self.session.book))

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab comes into the shown page at its first stop as it is read, backwards at its last."""
        tabbed, moved = by_hand(self), super().focusNextPrevChild(forward)
        page, now = self.frame.stack.currentWidget() if self.filled else None, self.focusWidget()
        if tabbed and moved and page is not None and now is not None and page.isAncestorOf(now):
            enter(page, forward)
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody else took: Enter presses the focused button, Ctrl+P prints."""
        if press_focused(self, event):
            return
        if event.matches(QKeySequence.StandardKey.Print):
            self.print_page()
        else:
            super().keyPressEvent(event)

    def print_page(self) -> None:
        """In…: the shown page's own paper where it has one, else the papers of the year."""
        own = (act for act in self.page(self.shown).acts() if act.shortcut() == QKeySequence("Ctrl+P"))
        act = next((act for act in own if act.isVisible() and act.isEnabled()), None)
        if act is not None:
            act.trigger()
        else:
            self.go("papers")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.asked.emit("closed", None)
        event.accept()
