"""Hội nghị, bỏ phiếu: the year's meetings at the left, one meeting in four parts at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QScrollArea, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from models.book.meetings import vote_words
from models.book.meetings.meetings import Attendee, Meeting
from ui.base.button_row import ButtonRow
from ui.base.layout import column, no_margins, scrolled, words
from ui.base.page import Page
from ui.kit.empty_state import EmptyState
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.meetings.ballots_tab import BallotsTab
from ui.meetings.dialogs import (
    AttendeeDialog,
    ConclusionDialog,
    HandsDialog,
    MeetingDialog,
    MinutesDialog,
    OpinionDialog,
    TaskDialog,
)
from ui.words import labels, messages

EMPTY = "Chưa ghi hội nghị nào của năm. Ghi hội nghị sắp họp để in giấy mời, danh sách đại biểu và phiếu."


class MeetingsPage(Page):
    """Meetings and what belongs to each: programme, attendance with its quorum, hands and opinions, secret ballots."""

    key: ClassVar[str] = "meetings"
    title: ClassVar[str] = "Hội nghị, bỏ phiếu"

    def build(self) -> None:
        self._add = self.add_act("Thêm hội nghị…", self.add_meeting, "Ins")
        self._edit = self.add_act("Sửa…", self.edit_meeting, "F2")
        self._remove = self.add_act("Bỏ hội nghị ghi nhầm", self.remove_meeting, button=False)
        self.list = TableView(
            (
                Column("Ngày", lambda one: messages.show(one.date), order=lambda one: one.date or "9999", width=10),
                Column("Hội nghị", lambda one: one.title, width=0, tip=lambda one: one.title),
            ),
            key=lambda one: one.key,
        )
        self.list.setAccessibleName("Các hội nghị của năm")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._programme()
        self._people()
        self._hands()
        self.ballots = BallotsTab(self)
        self.tabs.addTab(self.ballots, "Bỏ phiếu kín")
        split = QSplitter(Qt.Orientation.Horizontal)
        left = QWidget()
        left.setLayout(column(self.list))
        no_margins(left, right=8)
        split.addWidget(left)
        split.addWidget(self.tabs)
        split.setStretchFactor(1, 1)
        split.setSizes([280, 840])
        split.setChildrenCollapsible(False)
        self.views = QStackedWidget()
        self.views.addWidget(split)
        self.views.addWidget(EmptyState(EMPTY, [self._add]))
        self.body.addWidget(self.views)
        self.list.chosen.connect(lambda _one: self._show())
        self.list.opened.connect(lambda _one: self._edit.trigger())

    def _tab(self, title: str, acts: Sequence[QAction], *parts: QWidget) -> None:
        """One part of a meeting: its commands in a line, under it its widgets."""
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(10, 8, 0, 0)
        box.setSpacing(6)
        box.addWidget(ButtonRow(acts, filled=True))
        for part in parts:
            box.addWidget(part, 1 if isinstance(part, (TableView, QSplitter, QScrollArea)) else 0)
        self.tabs.addTab(page, title)

    def _act(self, text: str, act: Callable[[], object], keys: str = "", tip: str = "", writes: bool = True) -> QAction:
        return self.add_act(text, act, keys, tip, button=False, writes=writes)

    def _print(self, text: str, paper: str) -> QAction:
        return self._act(text, lambda: self.print_paper(paper), writes=False)

    def _programme(self) -> None:
        self.about = words("")
        self.agenda = words("")
        self.invited = words("")
        self.agreed = words("")
        self.conclusion = words("")
        acts = (
            self._act("Kết luận…", self.conclude),
            self._act("Việc đã thống nhất…", self.agree_task),
            self._print("In giấy mời…", "giay-moi"),
            self._print("In biên bản…", "bien-ban-hoi-nghi"),
            self._act("Biên bản đã ký…", self.sign_minutes),
        )
        parts = [
            part
            for head, label in (
                ("Chương trình", self.agenda),
                ("Thành phần mời", self.invited),
                ("Việc đã thống nhất", self.agreed),
                ("Kết luận", self.conclusion),
            )
            for part in (words(head, "section", wrap=False), label)
        ]
        inside = QWidget()
        inside.setLayout(column(self.about, *parts, None, spacing=6))
        self.programme = scrolled(inside)
        self._tab("Chương trình", acts, self.programme)

    def _people(self) -> None:
        self._fill = self._act("Ghi đủ thành viên", self.fill, tip="Ghi mọi thành viên là có mặt, rồi sửa từng dòng")
        self._attend = self._act("Thêm đại biểu…", self.attend)
        self._line = self._act("Sửa dòng…", self.edit_line)
        self._drop = self._act("Bỏ dòng", self.drop_line, "Del")
        self.people = TableView(
            (
                Column("Đơn vị", lambda one: self._unit(one.unit), width=19),
                Column("Họ và tên", lambda one: one.name or "", width=18),
                Column("Chức vụ", lambda one: one.title or "", width=18),
                Column("Tư cách", self._capacity, width=19),
                Column("Văn bản, ghi chú", _paper, width=0, tip=_paper),
            ),
            key=lambda one: one.key,
            sortable=False,
        )
        self.people.setAccessibleName("Danh sách đại biểu")
        self.quorum = words("")
        self.quorum_bad = words("", "warn")
        acts = (self._fill, self._attend, self._line, self._drop, self._print("In danh sách…", "danh-sach-dai-bieu"))
        self._tab("Đại biểu", acts, self.quorum, self.quorum_bad, self.people)
        self.people.opened.connect(lambda _one: self._line.trigger())

    def _hands(self) -> None:
        self._raise = self._act("Biểu quyết giơ tay…", self.raise_hands)
        self._speak = self._act("Ý kiến…", self.speak)
        self._unsay = self._act("Bỏ dòng", self.unsay)
        self.hands = TableView(
            (
                Column("Nội dung biểu quyết", lambda one: one.subject, width=0, tip=lambda one: one.subject),
                Column("Kết quả", vote_words.hands, width=58),
                Column("", _hands_verdict, width=10, tone=lambda one: "good" if _passed(one) else "warn"),
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
        self._tab("Biểu quyết, ý kiến", (self._raise, self._speak, self._unsay), split)
        self.hands.opened.connect(lambda one: self._line_dialog(HandsDialog, one))
        self.opinions.opened.connect(lambda one: self._line_dialog(OpinionDialog, one))

    def _line_dialog(self, dialog: type[HandsDialog | OpinionDialog], line: Any) -> None:
        if not self.session.locked:
            dialog(self.session, line.meeting, line, self).open()

    # -- showing --

    @property
    def meeting(self) -> Meeting | None:
        found: Meeting | None = self.list.current()
        return found

    def _unit(self, unit: str | None) -> str:
        return self.session.unit_name(unit) if unit else ""

    def _capacity(self, one: Attendee) -> str:
        said = labels.CAPACITIES[one.capacity].split(" (")[0]
        return f"{said}, có báo trước" if one.notice and one.capacity == "absent" else said

    def refresh(self, notice: Any = None) -> None:
        book, year = self.session.book, self.session.year
        held = book.meetings.all(year) if book.years.find(year) is not None else ()
        self.list.set_rows(held)
        self.views.setCurrentIndex(0 if held else 1)
        self.under.setText(f"Năm {year}, {len(held)} hội nghị" if held else f"Năm {year}")
        if held and self.list.current() is None:
            self.list.select_key(held[-1].key)
        self._show()

    def _show(self) -> None:
        meeting = self.meeting
        may = meeting is not None and not self.session.read_only
        for act in (self._edit, self._remove, self._fill, self._attend, self._line, self._drop, self._speak):
            act.setEnabled(may)
        for act in self.acts():
            if not act.property("writes"):
                act.setEnabled(meeting is not None)
        votes = may and meeting is not None and meeting.may_vote
        for act in (self._raise, self._unsay):
            act.setEnabled(votes or (act is self._unsay and may))
        if meeting is None:
            for table in (self.people, self.hands, self.opinions):
                table.set_rows(())
            self.ballots.show_meeting(None)
            return
        self._show_programme(meeting)
        self._show_people(meeting)
        self.hands.set_rows(self.session.book.meetings.hands(meeting.key))
        self.opinions.set_rows(self.session.book.meetings.opinions(meeting.key))
        self.ballots.show_meeting(meeting)

    def _show_programme(self, meeting: Meeting) -> None:
        times = " đến ".join(part for part in (meeting.begins, meeting.ends) if part)
        told = [labels.MEETING_KINDS[meeting.kind], messages.show(meeting.date) or "chưa ghi ngày", times]
        told += [meeting.place or "", f"chủ trì: {meeting.chair}" if meeting.chair else ""]
        signed = messages.show(meeting.minutes_on)
        told.append(f"biên bản đã ký ngày {signed}" if signed else "biên bản chưa ký" if meeting.date else "")
        self.about.setText(", ".join(part for part in told if part))
        self.agenda.setText("\n".join(f"{n}. {line}" for n, line in enumerate(meeting.agenda, 1)) or "Chưa ghi.")
        self.invited.setText("\n".join(meeting.invitation_groups) or "Thủ trưởng các đơn vị thành viên.")
        tasks = self.session.book.meetings.agreed(meeting.key)
        self.agreed.setText("\n".join(f"{n}. {task.title}" for n, task in enumerate(tasks, 1)) or "Chưa ghi.")
        self.conclusion.setText(meeting.conclusion or "Chưa ghi.")

    def _show_people(self, meeting: Meeting) -> None:
        attendance = self.session.book.meetings.attendance
        self.people.set_rows(attendance.all(meeting.key))
        checks = attendance.quorum(meeting.key) if meeting.may_vote else ()
        self.quorum.setText("\n".join(vote_words.quorum(check) for check in checks if check.ok) or "")
        self.quorum_bad.setText("\n".join(vote_words.quorum(check) for check in checks if not check.ok))
        self.quorum.setVisible(bool(self.quorum.text()))
        self.quorum_bad.setVisible(bool(self.quorum_bad.text()))

    def show_subject(self, subject: object) -> None:
        """A meeting's key."""
        self.list.select_key(subject)

    # -- acts on a meeting --

    def _open(self, made: Callable[[Meeting], QDialog]) -> None:
        if self.meeting is not None:
            made(self.meeting).open()

    def add_meeting(self) -> None:
        dialog = MeetingDialog(self.session, parent=self)
        dialog.passed.connect(self.list.select_key)
        dialog.open()

    def edit_meeting(self) -> None:
        self._open(lambda held: MeetingDialog(self.session, held, self))

    def remove_meeting(self) -> None:
        if (held := self.meeting) is not None:
            self.session.take_away(lambda: self.session.book.meetings.remove(held.key))

    def conclude(self) -> None:
        self._open(lambda held: ConclusionDialog(self.session, held, self))

    def sign_minutes(self) -> None:
        self._open(lambda held: MinutesDialog(self.session, held, self))

    def agree_task(self) -> None:
        self._open(lambda held: TaskDialog(self.session, held.key, self))

    def print_paper(self, paper: str) -> None:
        """Show the paper of this meeting at "Văn bản"."""
        if self.meeting is not None:
            self.session.go("papers", {"paper": paper, "meeting": self.meeting.key, "ballot": ""})

    def fill(self) -> None:
        if (held := self.meeting) is not None:
            self.session.act(lambda: self.session.book.meetings.attendance.fill(held.key))

    def attend(self) -> None:
        self._open(lambda held: AttendeeDialog(self.session, held.key, parent=self))

    def edit_line(self) -> None:
        if (line := self.people.current()) is not None:
            AttendeeDialog(self.session, line.meeting, line, self).open()

    def drop_line(self) -> None:
        line: Attendee | None = self.people.current()
        if line is not None:
            self.session.take_away(lambda: self.session.book.meetings.attendance.remove(line.meeting, line.key))

    def raise_hands(self) -> None:
        self._open(lambda held: HandsDialog(self.session, held.key, parent=self))

    def speak(self) -> None:
        self._open(lambda held: OpinionDialog(self.session, held.key, parent=self))

    def unsay(self) -> None:
        """Take away the chosen opinion when that list was last used, else the chosen show of hands."""
        opinion = self.opinions.current() if self.opinions.hasFocus() else None
        row_, table = (opinion, "opinion") if opinion is not None else (self.hands.current(), "hand_vote")
        if row_ is not None:
            self.session.take_away(lambda: self.session.book.meetings.remove_line(table, row_.key))


def _paper(one: Attendee) -> str:
    said = [one.paper or "", "không đúng thành phần" if one.wrong_rank else "", one.note or ""]
    return "; ".join(part for part in said if part)


def _passed(vote: Any) -> bool:
    return vote.result is not None and vote.result.outcome.passes


def _hands_verdict(vote: Any) -> str:
    if vote.result is None:
        return ""
    return "Đạt" if vote.result.outcome.passes else "Chưa đạt"
