"""Dialogs of a meeting: the meeting itself, one line of the list of attendance, a show of hands, an opinion, an agreed
task, the conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from models.book.meetings.meetings import Attendee, HandVote, Meeting, Opinion
from models.rules.errors import BadInput
from models.rules.number import text as words_of
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.boxes import choice
from ui.kit.fields import DateField, NameField, NumberField
from ui.kit.form_dialog import FormDialog
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


class HandsDialog(FormDialog):
    """Writes a show of hands."""

    def __init__(
        self, session: Session, meeting: str, vote: HandVote | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Biểu quyết giơ tay", self._put, parent, session=session)
        self._session, self._meeting, self._vote = session, meeting, vote
        count = session.book.meetings.attendance.count(meeting)
        voting = count.voting
        video = f" Dự trực tuyến: {count.video}." if count.video else ""
        self.subject = NameField(vote.subject if vote else "", "ví dụ: Thông qua báo cáo tổng kết")
        self.agree = count_field(vote.agree if vote else voting)
        self.against = count_field(vote.against if vote else 0)
        self.other = count_field(vote.other if vote else 0)
        self.add("&Nội dung", self.subject)
        self.add("&Tán thành", self.agree, f"Biểu quyết tại hội nghị: {voting} thành viên.{video}")
        self.add("&Không tán thành", self.against)
        self.add("Ý kiến k&hác", self.other)

    def _put(self) -> object:
        votes = (whole(self.agree), whole(self.against), whole(self.other))
        key = self._vote.key if self._vote else None
        return self._session.book.meetings.put_hands(self._meeting, self.subject.value(), *votes, key=key)


class OpinionDialog(FormDialog):
    """Writes what somebody said."""

    def __init__(
        self, session: Session, meeting: str, opinion: Opinion | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Ý kiến tại hội nghị", self._put, parent, session=session)
        self._session, self._meeting, self._opinion = session, meeting, opinion
        members = session.book.meetings.attendance.members(meeting)
        was = opinion or Opinion("", meeting, 0, "")
        self.unit = choice({"": NO_UNIT} | {one.key: one.unit.short_name for one in members}, was.unit or "")
        self.name = NameField(was.name or "")
        self.text = text_box(was.text, 6)
        self.add("Đơn &vị", self.unit)
        self.add("&Họ và tên", self.name)
        self.add("&Nội dung", self.text)

    def _put(self) -> object:
        return self._session.book.meetings.put_opinion(
            self._meeting,
            written(self.text),
            unit=self.unit.currentData() or None,
            name=self.name.value() or None,
            key=self._opinion.key if self._opinion else None,
        )


class TaskDialog(FormDialog):
    """Writes a task the meeting agreed on."""

    def __init__(self, session: Session, meeting: str, parent: QWidget | None = None) -> None:
        super().__init__("Việc đã thống nhất", self._put, parent, session=session)
        self._session, self._meeting = session, meeting
        members = session.book.meetings.attendance.members(meeting)
        self.name = NameField()
        self.unit = choice({"": "(cả khối)"} | {one.key: one.unit.short_name for one in members}, "")
        self.due = DateField()
        self.add("&Việc", self.name)
        self.add("Đơn vị &làm", self.unit)
        self.add("&Hạn", self.due)

    def _put(self) -> object:
        due = self.due.value()
        meetings, unit = self._session.book.meetings, self.unit.currentData() or None
        return meetings.agree_task(self._meeting, self.name.value(), unit=unit, due_on=due)


class ConclusionDialog(FormDialog):
    """Writes the chair's conclusion."""

    def __init__(self, session: Session, meeting: Meeting, parent: QWidget | None = None) -> None:
        super().__init__("Kết luận của hội nghị", self._put, parent, session=session)
        self._session, self._meeting = session, meeting
        self.text = text_box(meeting.conclusion, 14.5)
        self.add("&Kết luận", self.text, "In trong biên bản, mỗi dòng một đoạn.")
        roomy(self, 80, 21)

    def _put(self) -> None:
        self._session.book.meetings.conclude(self._meeting.key, written(self.text) or None)


class MinutesDialog(FormDialog):
    """Writes the day on which the minutes of a meeting were signed, with those of its ballots; no day takes it back."""

    def __init__(self, session: Session, meeting: Meeting, parent: QWidget | None = None) -> None:
        super().__init__("Biên bản đã ký", self._put, parent, session=session)
        self._session, self._meeting = session, meeting
        self.say(f"{meeting.title}. Ghi khi biên bản hội nghị và các biên bản kiểm phiếu đã có đủ chữ ký.")
        self.on = DateField(meeting.minutes_on or meeting.date)
        self.add("&Ngày ký", self.on, "Để trống là chưa ký.")

    def _put(self) -> None:
        on = self.on.value()
        self._session.book.meetings.sign_minutes(self._meeting.key, on)
