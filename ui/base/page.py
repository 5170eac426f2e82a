"""What every page is: one class in one file, built at first visit, showing the book and calling one verb at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QMenu, QVBoxLayout, QWidget

from ui.base.button_row import ButtonRow
from ui.base.keyboard.tab_order import by_hand, step
from ui.base.layout import words
from ui.base.page_act import PageAct
from ui.base.session import Notice, Session

if TYPE_CHECKING:
    from models.rules.number.subjects import Subject


class Page(QWidget):
    """A page of the main window.

    `title` stands on top; `reads` are the book's tables the page has read, recorded as it reads, so that a notice about
    others leaves it alone. Subclasses fill `body` in `build`, show the book in `refresh`, and declare `acts`.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    of_year: ClassVar[bool] = True
    """Whether the page's commands write into the shown year, unless one of them says otherwise."""
    ranks: ClassVar[bool] = False
    """Whether showing it needs the year's ranking: a large one is made ready before, with a sign of work meanwhile."""
    wide: ClassVar[bool] = False
    """Whether the page needs the width of the column at the left where text is large."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session = session
        self.stale = True
        self.reads: set[str] = set()
        self._actions: list[PageAct] = []
        self.heading = words(session.worded(self.title), "title", wrap=False)
        self.under = words("", "muted")
        self._buttons = ButtonRow(filled=True, right=True)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self._buttons)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 10)
        outer.setSpacing(6)
        outer.addLayout(head)
        outer.addWidget(self.under)
        outer.addLayout(self.body, 1)
        self.build()
        self._show_buttons()

    # -- what a page says of itself --

    def build(self) -> None:
        """Put the page's widgets into `body` and declare its acts with `add_act`.

        What holds others goes to its place first and is filled there: whatever moves takes all it holds through the
        style sheet once more (a page filled from the inside out took three times as long to make).
        """
        raise NotImplementedError

    def refresh(self, notice: object | None = None) -> None:
        """Show the book as it is now; with a notice, perhaps only what it names."""
        raise NotImplementedError

    def show_book(self, notice: object | None = None) -> None:
        """Bring the page and its commands up to date; what that reads is what the page rests on, also where it met a
        value that nobody can read: mended, it is shown."""
        with self.session.aside() as reads:
            try:
                self.refresh(notice)
            finally:
                self.follow_year()
                self.reads |= reads

    def show_subject(self, subject: Subject) -> bool:
        """Bring what the subject names before the eyes; whether it is here."""
        return False

    def take_focus(self) -> None:
        """Let the keyboard work here at once: in the uppermost list that is seen, else on the page itself."""
        views = (one for one in self.findChildren(QAbstractItemView) if not isinstance(one, QHeaderView))
        shown = (one for one in views if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus)
        first = min(shown, key=self._place_of, default=self)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the page as it is read: its buttons above before its lists, wherever they were made."""
        return step(self, forward) if by_hand(self.window()) else super().focusNextPrevChild(forward)

    def _place_of(self, one: QWidget) -> tuple[int, int]:
        there = one.mapTo(self, QPoint(0, 0))
        return there.y(), there.x()

    def acts(self) -> list[QAction]:
        """The page's commands, for its buttons, the menu "Sửa" and the search box alike."""
        return list(self._actions)

    def possible_acts(self) -> list[QAction]:
        """The commands that can be given now."""
        return [act for act in self.acts() if act.isVisible() and act.isEnabled()]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click in a list or grid: the acts that fit what is chosen there, as the menu "Sửa" has them."""
        inside = self.childAt(event.pos())
        while inside is not None and not isinstance(inside, QAbstractItemView):
            inside = inside.parentWidget() if inside is not self else None
        acts = self.possible_acts()
        if inside is None or not acts:
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(acts)
        menu.popup(event.globalPos())

    def follow_year(self) -> None:
        """Switch commands off or on again after the year was closed, opened or changed."""
        if any(action.of_year for action in self._actions):
            closed = self.session.year_closed
            for action in self._actions:
                action.follow_year(closed)

    # -- helpers for subclasses --

    def add_act(
        self,
        text: str,
        act: Callable[[], object],
        keys: str = "",
        tip: str = "",
        button: bool = True,
        writes: bool = True,
        of_year: bool | None = None,
    ) -> PageAct:
        """Declare one command. Commands that write are switched off in a book opened to be looked at, those `of_year`
        (unsaid: as the page) also while the year is closed."""
        in_year = writes and (self.of_year if of_year is None else of_year)
        text, tip = self.session.worded(text), self.session.worded(tip)
        action = PageAct(text, self, self.session, tip or text.replace("&", ""), in_year)
        action.setProperty("button", button)
        action.setProperty("writes", writes)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if writes and self.session.read_only:
            action.setEnabled(False)
        action.triggered.connect(lambda: act())
        self.addAction(action)
        self._actions.append(action)
        return action

    def _show_buttons(self) -> None:
        self._buttons.add(*(action for action in self._actions if action.property("button")))

    def concerns(self, notice: Notice) -> bool:
        """Whether a store Notice touches what this page has read."""
        return notice.touches(self.reads)


class Working(QWidget):
    """What stands in the place of a page while a large ranking is made ready for it: the title where the page will have
    it, and one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = words("", "title", wrap=False)
        self.sentence = words("Đang chấm các phiếu để xếp hạng…", "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(6)
        box.addWidget(self.heading)
        box.addWidget(self.sentence)
        box.addStretch(1)

    def show_title(self, title: str) -> None:
        """Stand for the page of that title."""
        self.heading.setText(title)
