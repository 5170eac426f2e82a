"""What a meeting is about and what came of it: programme and invited, agreed tasks, conclusion, its papers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.book.meetings.meetings import Meeting
from models.rules.number.subjects import RowOf
from ui.base.layout import column, scrolled, words
from ui.base.page import Page
from ui.meetings.dialogs import ConclusionDialog, SignedDialog, TaskDialog
from ui.meetings.part import MeetingPart
from ui.meetings.reconvene import ReconveneDialog
from ui.words import labels, messages

NOT_WRITTEN = "Chưa ghi."
WHEN_SIGNED = "Ghi khi biên bản hội nghị và các biên bản kiểm phiếu đã có đủ chữ ký."
AGAIN = "Hoãn và họp lại…"
WHY_AGAIN = "Không đủ người dự: họp lại, mang theo danh sách và phiếu"


class Concluding(MeetingPart):
    """What is written at the end of a meeting: agreed tasks, conclusion, the day the minutes were signed."""

    def conclude(self) -> None:
        self._open(lambda held: ConclusionDialog(self.session, held, self))

    def sign_minutes(self) -> None:
        def made(held: Meeting) -> SignedDialog:
            verb = self.session.book.meetings.sign_minutes
            about, usual = f"{held.title}. {WHEN_SIGNED}", held.minutes_on or held.date
            return SignedDialog(self.session, about, usual, lambda on: verb(held.key, on), self)

        self._open(made)

    def agree_task(self) -> None:
        self._open(lambda held: TaskDialog(self.session, held.key, self))

    def reconvene(self) -> None:
        """Adjourn the meeting; the one that takes it up is shown where this one was."""
        if (held := self.meeting) is not None:
            dialog = ReconveneDialog(self.session, held, self)
            dialog.passed.connect(lambda key: self.session.go(self.page.key, RowOf("meeting", key)))
            dialog.open()


class ProgrammePart(Concluding):
    """The meeting itself, in words."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
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
            self._act(AGAIN, self.reconvene, tip=WHY_AGAIN),
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
        self.area = scrolled(inside)
        self._lay_out(acts, self.area)

    def show_meeting(self, meeting: Meeting | None) -> None:
        super().show_meeting(meeting)
        if meeting is None:
            return
        times = " đến ".join(part for part in (meeting.begins, meeting.ends) if part)
        told = [labels.MEETING_KINDS[meeting.kind], messages.show(meeting.date) or "chưa ghi ngày", times]
        told += [meeting.place or "", f"chủ trì: {meeting.chair}" if meeting.chair else ""]
        signed = messages.show(meeting.minutes_on)
        if (later := self.session.book.meetings.again.by(meeting.key)) is not None:
            told.append(f"đã hoãn, họp lại {messages.show(later.date) or 'ngày chưa định'}")
        told.append(f"biên bản đã ký ngày {signed}" if signed else "biên bản chưa ký" if meeting.date else "")
        self.about.setText(", ".join(part for part in told if part))
        self.agenda.setText("\n".join(f"{n}. {line}" for n, line in enumerate(meeting.agenda, 1)) or NOT_WRITTEN)
        self.invited.setText("\n".join(meeting.invitation_groups) or "Thủ trưởng các đơn vị thành viên.")
        tasks = self.session.book.meetings.agreed(meeting.key)
        self.agreed.setText("\n".join(f"{n}. {task.title}" for n, task in enumerate(tasks, 1)) or NOT_WRITTEN)
        self.conclusion.setText(meeting.conclusion or NOT_WRITTEN)
