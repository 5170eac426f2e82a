"""Who is there: the list of attendance with its quorum."""

from __future__ import annotations

from models.book.meetings import vote_words
from models.book.meetings.meetings import Attendee, Meeting
from ui.base.layout import words
from ui.base.page import Page
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.meetings.dialogs import AttendeeDialog
from ui.meetings.part import MeetingPart
from ui.words import labels


class PeoplePart(MeetingPart):
    """The list of attendance of one meeting and whether it is enough to act."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        fill = self._act("Ghi đủ thành viên", self.fill, tip="Ghi mọi thành viên là có mặt, rồi sửa từng dòng")
        attend = self._act("Thêm đại biểu…", self.attend)
        self._line = self._act("Sửa dòng…", self.edit_line)
        drop = self._act("Bỏ dòng", self.drop_line, "Del")
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
        acts = (fill, attend, self._line, drop, self._print("In danh sách…", "danh-sach-dai-bieu"))
        self._lay_out(acts, self.quorum, self.quorum_bad, self.people)
        self.people.opened.connect(lambda _one: self._line.trigger())

    def _unit(self, unit: str | None) -> str:
        return self.session.unit_name(unit) if unit else ""

    def _capacity(self, one: Attendee) -> str:
        said = labels.CAPACITIES[one.capacity].split(" (")[0]
        return f"{said}, có báo trước" if one.notice and one.capacity == "absent" else said

    def show_meeting(self, meeting: Meeting | None) -> None:
        super().show_meeting(meeting)
        attendance = self.session.book.meetings.attendance
        self.people.set_rows(attendance.all(meeting.key) if meeting else ())
        checks = attendance.quorum(meeting.key) if meeting and meeting.may_vote else ()
        self.quorum.setText("\n".join(vote_words.quorum(check) for check in checks if check.ok) or "")
        self.quorum_bad.setText("\n".join(vote_words.quorum(check) for check in checks if not check.ok))
        self.quorum.setVisible(bool(self.quorum.text()))
        self.quorum_bad.setVisible(bool(self.quorum_bad.text()))

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


def _paper(one: Attendee) -> str:
    said = [one.paper or "", "không đúng thành phần" if one.wrong_rank else "", one.note or ""]
    return "; ".join(part for part in said if part)
