"""Hoãn và họp lại: asks why a meeting is adjourned and when it is taken up; ballots, agenda and list go along."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.book.meetings.meetings import Meeting
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.meetings.dialogs import text_box, written

NO_QUORUM = "Không đủ số thành viên phải có mặt"
GOES = "Chương trình, danh sách đại biểu và nội dung bỏ phiếu chưa tiến hành chuyển sang hội nghị họp lại."


class ReconveneDialog(FormDialog):
    """Adjourns one meeting; its verb gives the key of the meeting that takes it up."""

    def __init__(self, session: Session, meeting: Meeting, parent: QWidget | None = None) -> None:
        super().__init__("Hoãn và họp lại", self._put, parent, session=session)
        self._meeting = meeting
        self.say(f"{meeting.title}. {GOES}")
        attendance = session.book.meetings.attendance
        checks = attendance.quorum(meeting.key) if meeting.may_vote and attendance.all(meeting.key) else ()
        lacking = any(check.ok is False for check in checks)
        self.reason = text_box(NO_QUORUM if lacking else "", 2.5)
        self.date = DateField()
        self.begins = NameField("", "8:00")
        self.place = NameField(meeting.place or "")
        fit(self.begins, most_width=12)
        self.add("&Lý do hoãn", self.reason, "In trong biên bản của cả hai hội nghị.")
        self.add("&Ngày họp lại", self.date, "Để trống khi chưa định ngày.")
        self.add("&Bắt đầu", self.begins)
        self.add("Đị&a điểm", self.place)

    def _put(self) -> object:
        date = self.date.value()
        return self.session.book.meetings.again.take_up(
            self._meeting.key,
            written(self.reason),
            date=date,
            begins=self.begins.value() or None,
            place=self.place.value() or None,
        )
