"""Hoãn và họp lại: asks why a meeting is adjourned and when it is taken up; ballots, agenda and list go along."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from models.book.base.asked import Field
from models.book.meetings.meetings import Meeting
from ui.base.session import Session
from ui.kit.line_dialog import AskDialog

NO_QUORUM = "Không đủ số thành viên phải có mặt"
GOES = "Chương trình, danh sách đại biểu và nội dung bỏ phiếu chưa tiến hành chuyển sang hội nghị họp lại."
ASKED = (
    Field("reason", "long", ("&Lý do hoãn",), hint="In trong biên bản của cả hai hội nghị."),
    Field("date", "date", ("&Ngày họp lại",), hint="Để trống khi chưa định ngày."),
    Field("begins", "text", ("&Bắt đầu",), example="8:00"),
    Field("place", "text", ("Đị&a điểm",)),
)


class ReconveneDialog(AskDialog):
    """Adjourns one meeting; its verb gives the key of the meeting that takes it up."""

    def __init__(self, session: Session, meeting: Meeting, parent: QWidget | None = None) -> None:
        attendance = session.book.meetings.attendance
        checks = attendance.quorum(meeting.key) if meeting.may_vote and attendance.all(meeting.key) else ()
        lacking = any(check.ok is False for check in checks)

        def write(said: dict[str, Any]) -> object:
            return session.book.meetings.again.take_up(meeting.key, said.pop("reason", ""), **said)

        given = {"reason": NO_QUORUM if lacking else "", "place": meeting.place}
        told = ((f"{meeting.title}. {GOES}", ""),)
        super().__init__(session, "Hoãn và họp lại", ASKED, write, given=given, parent=parent, told=told)
