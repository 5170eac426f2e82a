"""Biên bản: what the minutes hold so far and what they still miss; they are printed at any moment of the meeting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.book.meetings.meetings import Meeting
from ui.base.layout import words
from ui.base.page import Page
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.meetings.day.state import unsettled
from ui.meetings.dialogs import MeetingDialog
from ui.meetings.programme_part import AGAIN, WHY_AGAIN, Concluding

READY = "In được ngay: chỗ nào chưa ghi thì biên bản để dòng chấm, ghi tay rồi bổ sung vào sổ sau."


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the minutes: what stands there, whether something is missing, what opens when it is chosen."""

    part: str
    said: str
    missing: bool
    opens: Callable[[], object] | None = None


class MinutesPart(Concluding):
    """The minutes of one meeting, part by part."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        acts = (
            self._print("Xem và in biên bản…", "bien-ban-hoi-nghi"),
            self._act("Kết luận…", self.conclude),
            self._act("Việc đã thống nhất…", self.agree_task),
            self._act("Giờ, nơi họp, thư ký…", self.describe),
            self._act("Biên bản đã ký…", self.sign_minutes),
            self._act(AGAIN, self.reconvene, tip=WHY_AGAIN),
        )
        self.lines = TableView(
            (
                Column("Phần của biên bản", lambda one: one.part, width=24),
                Column(
                    "Đã ghi",
                    lambda one: one.said,
                    width=0,
                    tip=lambda one: one.said,
                    tone=lambda one: "warn" if one.missing else None,
                ),
            ),
            key=lambda one: one.part,
            sortable=False,
        )
        self.lines.setAccessibleName("Các phần của biên bản")
        self._lay_out(acts, words(READY, "muted"), self.lines)
        self.lines.opened.connect(self._open_line)

    def _open_line(self, line: Line) -> None:
        if line.opens is not None and not self.session.locked:
            line.opens()

    def show_meeting(self, meeting: Meeting | None) -> None:
        super().show_meeting(meeting)
        self.lines.set_rows(self._read(meeting) if meeting else ())

    def describe(self) -> None:
        self._open(lambda held: MeetingDialog(self.session, held, self))

    def _read(self, held: Meeting) -> list[Line]:
        book = self.session.book
        meetings = book.meetings
        begun = " đến ".join(part for part in (held.begins, held.ends) if part)
        there = meetings.attendance.count(held.key)
        hands, opinions, tasks = meetings.hands(held.key), meetings.opinions(held.key), meetings.agreed(held.key)
        ballots = book.ballots.of(held.key)
        waiting = [one.title for one in ballots if unsettled(book, one)]
        present = f"{there.voting} trong {there.members} thành viên có mặt"
        present += f", {there.video} trực tuyến" if there.video else ""
        counted = f"{len(ballots)} lượt, đã có kết quả" if ballots else "Không bỏ phiếu kín"
        return [
            Line("Giờ họp", begun or "Chưa ghi", not (held.begins and held.ends), self.describe),
            Line("Nơi họp", held.place or "Chưa ghi", not held.place, self.describe),
            Line("Chủ trì", held.chair or "Chưa ghi", not held.chair, self.describe),
            Line("Thư ký", held.secretary or "Chưa ghi", not held.secretary, self.describe),
            Line("Thành phần", present if there.raising(True) else "Chưa điểm danh", not there.raising(True)),
            Line("Ý kiến", f"{len(opinions)} ý kiến" if opinions else "Không ghi ý kiến nào", False),
            Line("Biểu quyết giơ tay", "; ".join(one.subject for one in hands) or "Không biểu quyết", False),
            Line("Bỏ phiếu kín", f"Chờ kết quả: {'; '.join(waiting)}" if waiting else counted, bool(waiting)),
            Line("Việc đã thống nhất", "; ".join(one.title for one in tasks) or "Chưa ghi", False, self.agree_task),
            Line("Kết luận", (held.conclusion or "Chưa ghi").replace("\n", " "), not held.conclusion, self.conclude),
        ]
