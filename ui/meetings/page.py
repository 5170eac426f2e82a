"""Hội nghị, bỏ phiếu: the year's meetings at the left, one meeting in four parts at the right."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from models.book.meetings.meetings import Meeting
from models.rules.number.subjects import ListOf, RowOf, Subject
from ui.base.layout import column, no_margins
from ui.base.page import Page
from ui.base.tabs import Tabs
from ui.kit.empty_state import EmptyState
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.meetings.ballots_tab import BallotsTab
from ui.meetings.circulations import CirculationsDialog
from ui.meetings.dialogs import MeetingDialog
from ui.meetings.hands_part import HandsPart
from ui.meetings.people_part import PeoplePart
from ui.meetings.programme_part import ProgrammePart
from ui.words import messages

EMPTY = "Chưa ghi hội nghị nào của năm. Ghi hội nghị sắp họp để in giấy mời, danh sách đại biểu và phiếu."


class MeetingsPage(Page):
    """Meetings and what belongs to each: programme, attendance with its quorum, hands and opinions, secret ballots."""

    key: ClassVar[str] = "meetings"
    title: ClassVar[str] = "Hội nghị, bỏ phiếu"

    def build(self) -> None:
        self._add = self.add_act("Thêm hội nghị…", self.add_meeting, "Ins")
        self._edit = self.add_act("Sửa…", self.edit_meeting, "F2")
        self._day = self.add_act("Ngày họp", self.open_day, tip="Chương trình, bốn việc lớn và màn chiếu", writes=False)
        self._remove = self.add_act("Bỏ hội nghị ghi nhầm", self.remove_meeting, button=False)
        self.add_act("Lấy ý kiến bằng văn bản…", self.circulate, tip="Quyết định không qua hội nghị", writes=False)
        self.list = TableView(
            (
                Column("Ngày", lambda one: messages.show(one.date), order=lambda one: one.date or "9999", width=10),
                Column("Hội nghị", lambda one: one.title, width=0, tip=lambda one: one.title),
            ),
            key=lambda one: one.key,
        )
        self.list.setAccessibleName("Các hội nghị của năm")
        self.views, self.tabs = QStackedWidget(), Tabs()
        self.body.addWidget(self.views)
        split = QSplitter(Qt.Orientation.Horizontal)
        self.views.addWidget(split)
        left = QWidget()
        left.setLayout(column(self.list))
        no_margins(left, right=8)
        split.addWidget(left)
        split.addWidget(self.tabs)
        split.setStretchFactor(1, 1)
        split.setSizes([280, 840])
        split.setChildrenCollapsible(False)
        self.programme = ProgrammePart(self)
        self.attendance = PeoplePart(self)
        self.votes = HandsPart(self)
        self.ballots = BallotsTab(self)
        self.parts = (self.programme, self.attendance, self.votes, self.ballots)
        for part, title in zip(
            self.parts, ("Chương trình", "Đại biểu", "Biểu quyết, ý kiến", "Bỏ phiếu kín"), strict=True
        ):
            self.tabs.addTab(part, title)
        self.views.addWidget(EmptyState(EMPTY, [self._add]))
        self.list.chosen.connect(lambda _one: self._show())
        self.list.opened.connect(lambda _one: self._edit.trigger())

    # -- showing --

    @property
    def meeting(self) -> Meeting | None:
        found: Meeting | None = self.list.current()
        return found

    def refresh(self, notice: Any = None) -> None:
        book, year = self.session.book, self.session.year
        held = book.meetings.all(year) if book.years.find(year) is not None else ()
        self.list.set_rows(held)
        self.views.setCurrentIndex(0 if held else 1)
        self.under.setText(
            f"{self.session.called(year, capital=True)}, {len(held)} hội nghị"
            if held
            else self.session.called(year, capital=True)
        )
        if held and self.list.current() is None:
            self.list.select_key(held[-1].key)
        self._show()

    def _show(self) -> None:
        meeting = self.meeting
        for act in (self._edit, self._remove):
            act.setEnabled(meeting is not None and not self.session.read_only)
        self._day.setEnabled(meeting is not None)
        for part in self.parts:
            part.show_meeting(meeting)

    def show_subject(self, subject: Subject) -> bool:
        """A meeting, or the meetings of a kind: the last of them, where there is one."""
        if isinstance(subject, ListOf) and subject.table == "meeting":
            held = [one.key for one in self.list.rows_model.rows if one.kind == subject.kind]
            return self.list.select_key(held[-1]) if held else True
        return isinstance(subject, RowOf) and subject.table == "meeting" and self.list.select_key(subject.key)

    # -- acts on a meeting --

    def add_meeting(self) -> None:
        dialog = MeetingDialog(self.session, parent=self)
        dialog.passed.connect(self.list.select_key)
        dialog.open()

    def edit_meeting(self) -> None:
        if (held := self.meeting) is not None:
            MeetingDialog(self.session, held, self).open()

    def open_day(self) -> None:
        """Show the meeting on its day."""
        if (held := self.meeting) is not None:
            self.session.go("day", RowOf("meeting", held.key))

    def circulate(self) -> None:
        """What was decided in writing this year."""
        CirculationsDialog(self.session, self).open()

    def remove_meeting(self) -> None:
        if (held := self.meeting) is not None:
            self.session.take_away(lambda: self.session.book.meetings.remove(held.key))
