"""Dialogs of a meeting: the meeting itself, one line of the list of attendance, a show of hands, an opinion, an agreed
task, the conclusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from models.book.base.asked import Field
from models.book.meetings.meetings import Attendee, HandVote, Meeting, Opinion
from models.rules.errors import BadInput
from models.rules.number import text as words_of
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.boxes import choice
from ui.kit.fields import DateField, NameField, NumberField
from ui.kit.form_dialog import FormDialog
from ui.kit.line_dialog import AskDialog
from ui.kit.text_area import TextArea
from ui.words import labels, usual_agenda

NO_UNIT = "(không ghi)"


def whole(field: NumberField) -> int:
    """The whole number in a field. BadInput `number.missing` (facts: `name`), `number.not_whole`, those of a number."""
    value = field.value()
    if not isinstance(value, Fraction):
        raise BadInput("number.missing", name=field.accessibleName())
    if value.denominator != 1:
        raise BadInput("number.not_whole", text=field.text())
    return value.numerator


def count_field(value: int | None = None) -> NumberField:
    """A narrow field for a number of papers or people."""
    field = NumberField(Fraction(0), kind="figure")
    fit(field, width=8)
    if value is not None:
        field.set_value(Fraction(value))
    return field


def text_box(text: str | None, height: float = 4) -> QPlainTextEdit:
    """Some lines of text; Tab leaves it."""
    box = TextArea(text or "")
    box.setTabChangesFocus(True)
    fit(box, most_height=height)
    return box


def written(box: QPlainTextEdit) -> str:
    """The cleaned text of a box."""
    return words_of.clean(box.toPlainText()).strip()


class MeetingDialog(FormDialog):
    """Writes a meeting; with one given, that one is written anew."""

    def __init__(self, session: Session, meeting: Meeting | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Hội nghị", self._put, parent, session=session)
        self._session, self._meeting = session, meeting
        was = meeting or Meeting("", session.year, "closing", "")
        self.kind = choice(labels.MEETING_KINDS, was.kind)
        self.name = NameField(was.title)
        self.date = DateField(was.date)
        self.begins = NameField(was.begins or "", "8:00")
        self.ends = NameField(was.ends or "", "11:30")
        self.place = NameField(was.place or "")
        self.chair = NameField(was.chair or "", "họ tên, chức vụ")
        self.secretary = NameField(was.secretary or "")
        self.agenda = text_box("\n".join(was.agenda))
        self.groups = text_box("\n".join(was.invitation_groups), 2.5)
        self.awards = QCheckBox("Có xét khen thưởng (xét thêm điều kiện riêng về số thành viên)")
        self.awards.setChecked(was.votes_on_awards if meeting else was.kind == "closing")
        for field in (self.begins, self.ends):
            fit(field, most_width=12)
        self._lay_out()
        self._offered: dict[QPlainTextEdit, str] = {}
        if meeting is None:
            self.secretary.setText(session.book.people.current.name if session.book.people.current.key else "")
            self.kind.activated.connect(lambda _place: self._suggest())
            self._suggest()
        roomy(self, 82, 31)

    def _lay_out(self) -> None:
        self.add("&Loại", self.kind)
        self.add("&Tên hội nghị", self.name)
        self.add("&Ngày", self.date)
        self.add("&Bắt đầu", self.begins)
        self.add("&Kết thúc", self.ends)
        self.add("Đị&a điểm", self.place)
        self.add("&Chủ trì", self.chair)
        self.add("T&hư ký", self.secretary)
        self.add("Chương t&rình", self.agenda, "Mỗi việc một dòng.")
        self.add("Thành phần &mời", self.groups, "Mỗi nhóm một dòng; in trong giấy mời.")
        self.add("", self.awards)

    def _suggest(self) -> None:
        """The usual name of that kind, until somebody has worded it."""
        from printing.content.meetings import usual_guests
        from printing.content.reading import Source

        kind = self.kind.currentData()
        usual = {labels.MEETING_KINDS[one].split(" (")[0] for one in labels.MEETING_KINDS}
        if not self.name.value() or self.name.value().removesuffix(f" {self._session.called()}") in usual:
            said = labels.MEETING_KINDS[kind].split(" (")[0]
            self.name.setText(f"{said} {self._session.called()}")
        self.awards.setChecked(kind in ("closing", "deliberation", "council"))
        year, book = self._session.year, self._session.book
        self._offer(self.agenda, usual_agenda.usual(kind, year, book.settings.terms, book.years.worded))
        self._offer(self.groups, usual_guests(Source(book, year), Meeting("", year, kind, "")))

    def _offer(self, field: QPlainTextEdit, lines: Sequence[str]) -> None:
        """What is usual, unless somebody has written there."""
        if field.toPlainText() == self._offered.get(field, ""):
            self._offered[field] = "\n".join(lines)
            field.setPlainText(self._offered[field])

    def _put(self) -> object:
        date = self.date.value()
        return self._session.book.meetings.put(
            self._meeting.year if self._meeting else self._session.year,
            self.kind.currentData(),
            self.name.value(),
            date=date,
            begins=self.begins.value() or None,
            ends=self.ends.value() or None,
            place=self.place.value() or None,
            chair=self.chair.value() or None,
            secretary=self.secretary.value() or None,
            agenda=written(self.agenda).splitlines(),
            invitation_groups=written(self.groups).splitlines(),
            votes_on_awards=self.awards.isChecked(),
            key=self._meeting.key if self._meeting else None,
        )


class AttendeeDialog(FormDialog):
    """Writes one line of the list of attendance; only what its capacity asks is shown."""

    def __init__(
        self, session: Session, meeting: str, line: Attendee | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Đại biểu", self._put, parent, session=session)
        self._session, self._meeting, self._line = session, meeting, line
        was = line or Attendee("", meeting, 0, "guest")
        self.capacity = choice(labels.CAPACITIES, was.capacity)
        members = session.book.meetings.attendance.members(meeting)
        self.unit = choice({"": NO_UNIT} | {one.key: one.unit.short_name for one in members}, was.unit or "")
        self.name = NameField(was.name or "")
        self.title_field = NameField(was.title or "")
        self.paper = NameField(was.paper or "", "số, ngày giấy ủy quyền hoặc văn bản")
        self.notice = QCheckBox("Có báo trước")
        self.notice.setChecked(bool(was.notice))
        self.rank = QCheckBox("Không đúng thành phần được mời")
        self.rank.setChecked(was.wrong_rank)
        self.note = NameField(was.note or "")
        self.add("&Tư cách", self.capacity)
        self.add("Đơn &vị", self.unit)
        self.add("&Họ và tên", self.name)
        self.add("&Chức vụ", self.title_field)
        self.add("Văn &bản", self.paper)
        self.add("", self.notice)
        self.add("", self.rank)
        self.add("&Ghi chú", self.note)
        self.capacity.activated.connect(lambda _place: self._follow())
        self._follow()

    def _follow(self) -> None:
        """Show what this capacity needs."""
        capacity = self.capacity.currentData()
        self.fields.setRowVisible(self.paper, capacity in ("substitute", "written"))
        self.fields.setRowVisible(self.notice, capacity in ("absent", "written"))
        self.fields.setRowVisible(self.rank, capacity in ("member", "substitute", "video"))
        self.fields.setRowVisible(self.name, capacity in ("member", "substitute", "video", "guest"))
        self.fields.setRowVisible(self.title_field, capacity in ("member", "substitute", "video", "guest"))

    def _put(self) -> object:
        capacity = self.capacity.currentData()
        return self._session.book.meetings.attendance.put(
            self._meeting,
            capacity,
            unit=self.unit.currentData() or None,
            name=self.name.value() or None,
            title=self.title_field.value() or None,
            paper=self.paper.value() or None if capacity in ("substitute", "written") else None,
            notice=self.notice.isChecked(),
            wrong_rank=self.rank.isChecked() and capacity in ("member", "substitute", "video"),
            note=self.note.value() or None,
            key=self._line.key if self._line else None,
        )


class HandsDialog(AskDialog):
    """Writes a show of hands; a new one begins with the `usual` subject."""

    def __init__(
        self,
        session: Session,
        meeting: str,
        vote: HandVote | None = None,
        parent: QWidget | None = None,
        usual: str = "",
    ) -> None:
        count = session.book.meetings.attendance.count(meeting)
        video = f" Dự trực tuyến: {count.video}." if count.video else ""
        voting = f"Biểu quyết tại hội nghị: {count.voting} thành viên.{video}"
        fields = (
            Field("subject", "text", ("&Nội dung",), needed=True, example="ví dụ: Thông qua báo cáo tổng kết"),
            Field("agree", "count", ("&Tán thành",), needed=True, hint=voting),
            Field("against", "count", ("&Không tán thành",), needed=True),
            Field("other", "count", ("Ý kiến k&hác",), needed=True),
        )

        def write(said: dict[str, Any]) -> object:
            return session.book.meetings.put_hands(meeting, **said, key=vote.key if vote else None)

        given = {"subject": usual, "agree": count.voting, "against": 0, "other": 0}
        super().__init__(session, "Biểu quyết giơ tay", fields, write, vote, given, parent)


class OpinionDialog(AskDialog):
    """Writes what somebody said."""

    def __init__(
        self, session: Session, meeting: str, opinion: Opinion | None = None, parent: QWidget | None = None
    ) -> None:
        fields = (
            unit_field(session, meeting, "Đơn &vị", NO_UNIT),
            Field("name", "text", ("&Họ và tên",)),
            Field("text", "long", ("&Nội dung",), lines=6),
        )

        def write(said: dict[str, Any]) -> object:
            text, key = said.pop("text", ""), opinion.key if opinion else None
            return session.book.meetings.put_opinion(meeting, text, **said, key=key)

        super().__init__(session, "Ý kiến tại hội nghị", fields, write, opinion, parent=parent)


class TaskDialog(AskDialog):
    """Writes a task the meeting agreed on."""

    def __init__(self, session: Session, meeting: str, parent: QWidget | None = None) -> None:
        fields = (
            Field("title", "text", ("&Việc",), needed=True),
            unit_field(session, meeting, "Đơn vị &làm", "(cả khối)"),
            Field("due_on", "date", ("&Hạn",)),
        )

        def write(said: dict[str, Any]) -> object:
            return session.book.meetings.agree_task(meeting, **said)

        super().__init__(session, "Việc đã thống nhất", fields, write, parent=parent)


CONCLUSION = Field("conclusion", "long", ("&Kết luận",), hint="In trong biên bản, mỗi dòng một đoạn.", lines=14)


class ConclusionDialog(AskDialog):
    """Writes the chair's conclusion."""

    def __init__(self, session: Session, meeting: Meeting, parent: QWidget | None = None) -> None:
        def write(said: dict[str, Any]) -> None:
            session.book.meetings.conclude(meeting.key, said.get("conclusion"))

        super().__init__(session, "Kết luận của hội nghị", (CONCLUSION,), write, meeting, parent=parent)


SIGNED_ON = Field("on", "date", ("&Ngày ký",), hint="Để trống là chưa ký.")


class SignedDialog(AskDialog):
    """Writes the day on which minutes were signed (`usual` is what it shows first); no day takes it back."""

    def __init__(
        self,
        session: Session,
        about: str,
        usual: str | None,
        verb: Callable[[str | None], object],
        parent: QWidget | None = None,
    ) -> None:
        def write(said: dict[str, Any]) -> object:
            return verb(said.get("on"))

        told, given = ((about, ""),), {"on": usual}
        super().__init__(session, "Biên bản đã ký", (SIGNED_ON,), write, given=given, parent=parent, told=told)


def unit_field(session: Session, meeting: str, label: str, nobody: str) -> Field:
    """A member of the meeting, or `nobody` in these words."""
    members = session.book.meetings.attendance.members(meeting)
    choices = {"": session.worded(nobody)} | {one.key: one.unit.short_name for one in members}
    return Field("unit", "choice", (label,), choices=choices)
