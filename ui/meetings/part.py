"""One part of a meeting as a page shows it: its commands in a line, under them its widgets.

The meetings' page and the day of a meeting show the same parts: what can be done in one is declared here once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QScrollArea, QSplitter, QVBoxLayout, QWidget

from models.book.meetings.meetings import Meeting
from models.rules.number.subjects import PaperOf
from ui.base.button_row import ButtonRow
from ui.base.page import Page
from ui.kit.table_view import TableView


class MeetingPart(QWidget):
    """A part of one meeting; its commands are the page's, so that menu and search know them too."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page, self.session = page, page.session
        self.meeting: Meeting | None = None
        self._own: list[QAction] = []

    def _act(self, text: str, act: Callable[[], object], keys: str = "", tip: str = "", writes: bool = True) -> QAction:
        made = self.page.add_act(text, act, keys, tip, button=False, writes=writes)
        self._own.append(made)
        return made

    def _print(self, text: str, paper: str) -> QAction:
        return self._act(text, lambda: self.print_paper(paper), writes=False)

    def _lay_out(self, acts: Sequence[QAction], *parts: QWidget) -> None:
        """The commands above, the widgets below; lists take the room."""
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 0, 0)
        box.setSpacing(6)
        box.addWidget(ButtonRow(acts, filled=True))
        for part in parts:
            box.addWidget(part, 1 if isinstance(part, (TableView, QSplitter, QScrollArea)) else 0)

    def show_meeting(self, meeting: Meeting | None) -> None:
        """Show this part of a meeting as it is now; its commands follow."""
        self.meeting = meeting
        may = meeting is not None and not self.session.read_only
        for act in self._own:
            act.setEnabled(may if act.property("writes") else meeting is not None)

    def _open(self, made: Callable[[Meeting], QDialog]) -> None:
        if self.meeting is not None:
            made(self.meeting).open()

    def print_paper(self, paper: str) -> None:
        """Show the paper of this meeting at "Văn bản"."""
        if self.meeting is not None:
            self.session.go("papers", PaperOf(paper, meeting=self.meeting.key, ballot=""))
