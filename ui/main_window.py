"""The main window on one open book: navigation, menus, year, undo, search, message line.

It holds no rule and reads the book only for what stands in its own frame; pages do the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.rules.questions import Question
from ui import menus, messages
from ui.finder import Finder
from ui.navigation import Navigation
from ui.pages import PAGES, entry
from ui.pages.page import Page
from ui.session import Said, Session
from ui.widgets.layout import row, words
from ui.widgets.message_bar import MessageBar
from ui.widgets.search_box import SearchBox


class MainWindow(QMainWindow):
    """One window on one Session. `asked` passes on what only the desk can do ("new", "open", "close", …)."""

    asked = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._pages: dict[str, Page] = {}
        self.shown = ""
        self.navigation = Navigation([page for page in PAGES if page.place == "left"])
        self.stack = QStackedWidget()
        self.message_bar = MessageBar()
        self.search = SearchBox()
        self.years = QComboBox()
        self._questions = QPushButton()
        self._saved = words("", "", wrap=False)
        self._person = words("", "", wrap=False)
        self.commands = menus.Commands(self)
        self._lay_out()
        self.finder = Finder(self)
        self._connect()
        self.resize(1280, 720)
        self.refresh_frame()
        self._questions.hide()
        self.go("home")
        self.navigation.setFocus()
        session.look_soon()

    # -- putting together --

    def _lay_out(self) -> None:
        centre = QWidget()
        box = QVBoxLayout(centre)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._bar())
        if self.session.read_only:
            box.addWidget(self._banner())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self.stack, 1)
        box.addLayout(middle, 1)
        box.addWidget(self.message_bar)
        box.addWidget(self._status())
        self.setCentralWidget(centre)

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(14, 5, 16, 5)
        year = words("Năm", "muted", wrap=False)
        year.setBuddy(self.years)
        self.years.setAccessibleName("Năm")
        self.years.setMinimumWidth(86)
        self.search.setFixedWidth(320)
        parts = row(year, self.years, self.commands.undo_button, self.commands.redo_button, None, self.search)
        line.addLayout(parts)
        return bar

    def _banner(self) -> QFrame:
        banner = QFrame()
        banner.setObjectName("banner")
        line = QHBoxLayout(banner)
        line.setContentsMargins(14, 4, 14, 4)
        line.addWidget(words(messages.READ_ONLY_BANNERS[self.session.book.store.read_only_reason or "asked"]))
        return banner

    def _status(self) -> QFrame:
        status = QFrame()
        status.setObjectName("status")
        line = QHBoxLayout(status)
        line.setContentsMargins(14, 3, 14, 3)
        self._questions.setObjectName("status")
        self._questions.setAutoDefault(False)
        line.addLayout(row(self._person, None, self._questions, self._saved, spacing=14))
        return status

    def _connect(self) -> None:
        session = self.session
        self.navigation.picked.connect(self.go)
        session.said.connect(self._say)
        session.changed.connect(self._changed)
        session.year_set.connect(self._year_set)
        session.wanted.connect(self.go)
        session.asking.connect(self._show_questions)
        self.years.activated.connect(self._choose_year)
        self._questions.clicked.connect(lambda: self.go("decisions"))
        left = [page for page in PAGES if page.place == "left"]
        for number, page in enumerate(left[:9], start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, activated=partial(self.go, page.key))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, activated=self.message_bar.clear)

    # -- pages --

    def page(self, key: str) -> Page:
        """The page of that key, built now when it was never visited."""
        if key not in self._pages:
            page = entry(key).load()(self.session)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def go(self, key: str, subject: object = None) -> None:
        """Show a page, brought up to date, and on it what the subject names."""
        page = self.page(key)
        if page.stale:
            page.refresh()
            page.stale = False
        self.stack.setCurrentWidget(page)
        self.shown = key
        self.navigation.show_key(key)
        self.commands.follow_page(page)
        if subject is not None:
            page.show_subject(subject)

    def _changed(self, notice: object) -> None:
        for key, page in self._pages.items():
            if not page.concerns(notice):
                continue
            if key == self.shown:
                page.refresh(notice)
            else:
                page.stale = True
        self.refresh_frame()

    # -- the frame --

    def refresh_frame(self) -> None:
        """Title, years, person, open questions, time of the last save, undo and redo."""
        session = self.session
        years = [year.year for year in session.book.years.all()]
        self.setWindowTitle(messages.window_title(session.book.settings.bloc().name, session.year if years else None))
        if [self.years.itemData(n) for n in range(self.years.count())] != years:
            self.years.clear()
            for year in years:
                self.years.addItem(str(year), year)
        self.years.setCurrentIndex(self.years.findData(session.year))
        self.years.setEnabled(bool(years))
        person = session.book.people.current
        self._person.setText(f"Người làm: {person.name}" if person.key else "Chưa ghi người làm")
        self._saved.setText("Mở để xem" if session.read_only else messages.saved(session.book.store))
        self.commands.follow_book()

    def _show_questions(self, questions: tuple[Question, ...]) -> None:
        self._questions.setText(f"{len(questions)} câu hỏi chờ quyết định")
        self._questions.setVisible(bool(questions))

    def _year_set(self, _year: int) -> None:
        for page in self._pages.values():
            page.stale = True
        self.refresh_frame()
        self.session.look_soon()
        self.go(self.shown)

    def _choose_year(self, place: int) -> None:
        self.session.choose_year(self.years.itemData(place))

    def _say(self, said: Said) -> None:
        self.message_bar.show_message(said.text, said.tone, said.way_on)

    # -- acts of the frame --

    def undo(self) -> None:
        self._turn_back(self.session.book.store.undo)

    def redo(self) -> None:
        self._turn_back(self.session.book.store.redo)

    def _turn_back(self, verb: Callable[[], object]) -> None:
        """Undo or redo one act and say which, with the value before and after where there is one."""
        if self.session.act(verb) is not None:
            book = self.session.book
            said = book.journal.line(book.store.last_seq).text
            self.session.say(f"Đã {said[:1].lower()}{said[1:]}.")

    def tell_saved(self) -> None:
        if self.session.read_only:
            self.session.say("Sổ đang mở để xem nên không có gì cần lưu.")
        else:
            self.session.say(messages.saved_sentence(self.session.book.store))

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.asked.emit("closed", None)
        event.accept()
