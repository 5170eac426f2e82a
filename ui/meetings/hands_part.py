"""What hands decided and what was said: shows of hands above, opinions below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from models.book.meetings import vote_words
from models.book.meetings.meetings import Meeting
from ui.base.page import Page
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.meetings.dialogs import HandsDialog, OpinionDialog
from ui.meetings.part import MeetingPart


class HandsPart(MeetingPart):
    """Shows of hands and opinions of one meeting."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.usual_subject: Callable[[], str] = str
        self._raise = self._act("Biểu quyết giơ tay…", self.raise_hands)
        speak = self._act("Ý kiến…", self.speak)
        unsay = self._act("Bỏ dòng", self.unsay)
        self.hands = TableView(
            (
                Column("Nội dung biểu quyết", lambda one: one.subject, width=0, tip=lambda one: one.subject),
                Column("Kết quả", vote_words.hands, width=58, tip=vote_words.hands),
                Column("", verdict, width=10, tone=lambda one: "good" if passed(one) else "warn"),
            ),
            key=lambda one: one.key,
            sortable=False,
        )
        self.hands.setAccessibleName("Biểu quyết giơ tay")
        self.opinions = TableView(
            (
                Column("Đơn vị", lambda one: self._unit(one.unit), width=22),
                Column("Họ và tên", lambda one: one.name or "", width=22),
                Column("Ý kiến", lambda one: one.text.replace("\n", " "), width=0, tip=lambda one: one.text),
            ),
            key=lambda one: one.key,
            sortable=False,
        )
        self.opinions.setAccessibleName("Ý kiến tại hội nghị")
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.hands)
        split.addWidget(self.opinions)
        split.setChildrenCollapsible(False)
        self._lay_out((self._raise, speak, unsay), split)
        self.hands.opened.connect(lambda one: self._line_dialog(HandsDialog, one))
        self.opinions.opened.connect(lambda one: self._line_dialog(OpinionDialog, one))

    def _unit(self, unit: str | None) -> str:
        return self.session.unit_name(unit) if unit else ""

    def _line_dialog(self, dialog: type[HandsDialog | OpinionDialog], line: Any) -> None:
        if not self.session.locked:
            dialog(self.session, line.meeting, line, self).open()

    def show_meeting(self, meeting: Meeting | None) -> None:
        super().show_meeting(meeting)
        if meeting is not None and not meeting.may_vote:
            self._raise.setEnabled(False)
        meetings = self.session.book.meetings
        self.hands.set_rows(meetings.hands(meeting.key) if meeting else ())
        self.opinions.set_rows(meetings.opinions(meeting.key) if meeting else ())

    def raise_hands(self) -> None:
        """Write a show of hands; what is at hand is its subject, until that was voted on."""

        def made(held: Meeting) -> HandsDialog:
            said = self.usual_subject()
            known = said in [one.subject for one in self.hands.rows_model.rows]
            return HandsDialog(self.session, held.key, parent=self, usual="" if known else said)

        self._open(made)

    def speak(self) -> None:
        self._open(lambda held: OpinionDialog(self.session, held.key, parent=self))

    def unsay(self) -> None:
        """Take away the chosen opinion when that list was last used, else the chosen show of hands."""
        opinion = self.opinions.current() if self.opinions.hasFocus() else None
        row_, table = (opinion, "opinion") if opinion is not None else (self.hands.current(), "hand_vote")
        if row_ is not None:
            self.session.take_away(lambda: self.session.book.meetings.remove_line(table, row_.key))


def passed(vote: Any) -> bool:
    """Whether a show of hands carried; False while no rule says."""
    return vote.result is not None and vote.result.outcome.passes


def verdict(vote: Any) -> str:
    """Đạt · Chưa đạt · nothing while no rule says."""
    if vote.result is None:
        return ""
    return "Đạt" if vote.result.outcome.passes else "Chưa đạt"
