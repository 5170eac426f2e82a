"""What stands around the pages of the main window: one bar above (menus, year, undo, search), the column of pages, and
the status line, which carries what is said as well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.base.layout import row, words
from ui.base.measure import fit, letters, lines, measured
from ui.kit.message_bar import MessageBar
from ui.kit.search_box import SearchBox
from ui.window.navigation import FoldedColumn, Navigation
from ui.window.pages import PAGES

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.base.page import Working
    from ui.base.session import Session
    from ui.window.main_window import MainWindow


MOST_SEARCH, LEAST_SEARCH = 40, 12  # letters
WIDTH_FOR_BOTH = 140
"""Letters a window must be wide to show the column beside a page that needs width."""
LINES_BESIDE = 3
"""Lines a message takes at most while something stands beside it in the status line."""
MENU_EDGES = 34  # what the bar takes around and beside the name of a menu


class Frame(QWidget):
    """The middle of a main window. `follow` brings its lines up to date with the book; `painted` comes once, after the
    first page was painted in it."""

    painted = Signal()

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._reason: tuple[str | None, int, bool, bool] | None = None
        self._is_painted = False
        self._by_hand: bool | None = None
        self.navigation = Navigation([replace(one, title=session.worded(one.title)) for one in PAGES])
        self.folded = FoldedColumn()
        self.folded.hide()
        self.folded.clicked.connect(lambda: self.fold_column(False))
        self.stack = QStackedWidget()
        self._working: Working | None = None
        self.message_bar = MessageBar()
        self.search = SearchBox()
        self.years = QComboBox()
        self.undo_button, self.redo_button = QPushButton("Hoàn tác"), QPushButton("Làm lại")
        self.questions = QPushButton()
        self.questions.hide()
        self.tools = self._tools()
        self.saved = words("", "", wrap=False)
        self.person = words("", "", wrap=False)
        self.banner_words = words()
        self.reopen, self.next_year = QPushButton("Mở lại năm…"), QPushButton()
        for way in (self.reopen, self.next_year):
            way.setAutoDefault(False)
            way.hide()
        self.reopen.clicked.connect(lambda: window.go("closing"))
        self.next_year.clicked.connect(self._go_on)
        self.banner = self._line("banner", 4, self.banner_words, self.next_year, self.reopen)
        inside = self.banner.layout()
        assert isinstance(inside, QHBoxLayout)
        inside.setStretch(0, 1)
        self.banner.hide()
        self._lay_out()
        measured(self, lambda: QTimer.singleShot(0, self, self._fit_search))  # after the parts have taken the new font

    @property
    def works(self) -> bool:
        """Whether a sign of work stands in the place of a page."""
        return self._working is not None and self.stack.currentWidget() is self._working

    def show_working(self, title: str) -> None:
        """Put a sign of work in the place of the page of that title."""
        if self._working is None:
            from ui.base.page import Working

            self._working = Working()
            self.stack.addWidget(self._working)
        self._working.show_title(title)
        self.stack.setCurrentWidget(self._working)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.banner)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self.folded)
        middle.addWidget(self.stack, 1)
        box.addLayout(middle, 1)
        self.questions.setObjectName("status")
        self.questions.setAutoDefault(False)
        said = QWidget()  # the room of what is said: a message comes and goes, and nothing else moves
        inside = QHBoxLayout(said)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.message_bar, 1)
        beside, after = QWidget(), QWidget()
        beside.setLayout(row(self.person))
        after.setLayout(row(self.questions, self.saved, spacing=14))
        self._aside = (beside, after)
        status = self._line("status", 1, beside, said, after)
        line = status.layout()
        assert isinstance(line, QHBoxLayout)
        line.setStretch(1, 1)
        self.message_bar.changed.connect(self._make_way)
        status.setMinimumHeight(self.message_bar.sizeHint().height() + 6)
        box.addWidget(status)

    def _make_way(self) -> None:
        """A long message has the status line to itself while it stands, sooner than take half of the window."""
        taken = sum(one.sizeHint().width() for one in self._aside)
        bar, most = self.message_bar, lines(self.message_bar, LINES_BESIDE + 1)
        alone = not bar.isHidden() and bar.heightForWidth(self.width() - taken) >= most
        for one in self._aside:
            one.setVisible(not alone)

    def _tools(self) -> QWidget:
        """Year, undo, redo and search: they stand in the bar of the menus, at its right."""
        year = words("Năm", "muted", wrap=False)
        year.setBuddy(self.years)
        self.years.setAccessibleName("Năm")
        fit(self.years, least_width=9)
        for button in (self.undo_button, self.redo_button):
            button.setAutoDefault(False)
            button.setEnabled(False)
        made = QWidget()
        line = row(year, self.years, self.undo_button, self.redo_button, self.search, spacing=8)
        line.setContentsMargins(8, 3, 10, 3)
        made.setLayout(line)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_search()
        self._make_way()

    def _fit_search(self) -> None:
        """The search takes what menus, year and undo leave of the bar: at large text the menus stay whole."""
        line = self.tools.layout()
        assert line is not None, "laid out in the making"
        metrics = self.fontMetrics()
        titles = [action.text().replace("&", "") for action in self._window.menuBar().actions()]
        menus = sum(metrics.horizontalAdvance(title) + MENU_EDGES for title in titles)
        rest = line.sizeHint().width() - self.search.width()
        free = self.width() - menus - rest
        self.search.setFixedWidth(max(letters(self, LEAST_SEARCH), min(free, letters(self, MOST_SEARCH))))
        self.tools.adjustSize()
        bar = self._window.menuBar()
        QApplication.sendEvent(bar, QResizeEvent(bar.size(), bar.size()))  # the bar puts its corner where it belongs

    def show_practice(self, panel: QWidget) -> None:
        """Put the strip of a practice book above everything of it; Tab comes to it from the search, before the page."""
        inside = self.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.insertWidget(0, panel)
        before: QWidget = self.search
        for one in panel.findChildren(QWidget):
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                self.setTabOrder(before, one)
                before = one

    def suit(self, wide: bool) -> None:
        """Fold the column by itself for a page that needs its width while text is large; what a person folded or
        opened stays so."""
        if self._by_hand is None:
            self._fold_column(wide and self.width() < letters(self, WIDTH_FOR_BOTH))

    def fold_column(self, folded: bool) -> None:
        """Fold the column of pages to a strip with the shown page's name, or open it, as a person asks."""
        self._by_hand = folded
        self._fold_column(folded)

    def _fold_column(self, folded: bool) -> None:
        had = self.navigation.hasFocus() or self.folded.hasFocus()
        self.navigation.setVisible(not folded)
        self.folded.setVisible(folded)
        if had:
            (self.folded if folded else self.navigation).setFocus()

    def _line(self, name: str, margin: int, *parts: QWidget | None, spacing: int = 14) -> QFrame:
        made = QFrame()
        made.setObjectName(name)
        line = row(*parts, spacing=spacing)
        line.setContentsMargins(14, margin, 14, margin)
        made.setLayout(line)
        return made

    # -- following --

    def follow(self) -> None:
        """Title, years, person, banner, time of the last save."""
        from ui.words import messages

        session = self._session
        book = session.book
        years = [year.year for year in book.years.all()]
        title = messages.window_title(book.settings.bloc().name, session.called() if years else "")
        past = f"Lúc {messages.moment(book.saved_at() or '')}: " if book.read_only_reason == "past" else ""
        self._window.setWindowTitle(past + title)
        if [self.years.itemData(n) for n in range(self.years.count())] != years:
            self.years.clear()
            for year in years:
                self.years.addItem(str(year), year)
        self.years.setCurrentIndex(self.years.findData(session.year))
        self.years.setEnabled(bool(years))
        person = book.people.current
        self.person.setText(f"Người làm: {person.name}" if person.key else "Chưa ghi người làm")
        self.saved.setText("Mở để xem" if session.read_only else messages.saved(book))
        self._follow_reason()

    def _follow_reason(self) -> None:
        """Say above the pages why nothing can be written, in the book or in the shown year, while that is so."""
        from ui.words import messages

        session = self._session
        reason, closed = session.book.read_only_reason, session.year_closed
        follows = session.book.years.find(session.year + 1) is not None
        now = (reason, session.year, closed, follows)
        if now == self._reason:
            return
        self._reason = now
        closed = closed and reason is None
        self.banner.setVisible(reason is not None or closed)
        self.reopen.setVisible(closed)
        self.next_year.setVisible(closed)
        self.next_year.setText(f"{'Chuyển sang' if follows else 'Bắt đầu'} {session.called(session.year + 1)}")
        if reason is not None:
            self.banner_words.setText(messages.read_only_banner(session.book))
        elif closed:
            self.banner_words.setText(messages.closed_banner(session.book, session.year))

    def _go_on(self) -> None:
        """To the year after; while the book has none, it is started."""
        session = self._session
        if session.book.years.find(session.year + 1) is not None:
            session.choose_year(session.year + 1)
        else:
            self._window.asked.emit("next-year", None)
