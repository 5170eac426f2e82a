"""Ngày họp: one meeting on its day in the order of its programme, with four large acts; it goes on at its place after a
power cut.

Every act is the meetings' page's own: the same parts stand here, turned to by F5 to F8.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.book.meetings.ballots import Ballot
from models.book.meetings.meetings import HandVote, Meeting
from models.rules.number.subjects import PaperOf, RowOf, Subject
from ui.base.button_row import ButtonRow
from ui.base.layout import column, scrolled, words
from ui.base.measure import fit, letters
from ui.base.page import Page
from ui.base.session import Do
from ui.kit.empty_state import EmptyState
from ui.kit.fields import WEEKDAYS
from ui.meetings.ballots_tab import BallotsTab
from ui.meetings.day import state
from ui.meetings.day.act_button import ActButton, ActRow
from ui.meetings.day.agenda import AgendaList
from ui.meetings.day.minutes_part import MinutesPart
from ui.meetings.day.panel import ProjectorPanel
from ui.meetings.day.place import Places, name_of
from ui.meetings.day.projection import PROGRAMME, RELEASED, VOTING, WAITING, Projection
from ui.meetings.day.top_line import Low, TopLine
from ui.meetings.dialogs import MeetingDialog
from ui.meetings.hands_part import HandsPart
from ui.meetings.people_part import PeoplePart
from ui.words import messages
from ui.words.labels import MANY_PAPERS

EMPTY = "Chưa ghi hội nghị nào của năm. Ghi hội nghị sắp họp, có chương trình từng việc; đến ngày thì làm ở đây."
NO_AGENDA = "Hội nghị chưa có chương trình. Bấm “Sửa hội nghị…”, ghi mỗi việc một dòng."
BY_HAND = "Chỉ thấy một màn hình: kéo cửa sổ “Màn chiếu” sang máy chiếu, bấm F11 hoặc bấm đúp để toàn màn hình."
KEYS = ("F5", "F6", "F7", "F8")
ROOM = 142
"""Letters a page must be wide for the programme to stand beside the work."""
HEADING = 0.55
"""The part of the page's width its heading may take beside the buttons."""
LEAST = 11
"""Lines the work at hand keeps; on a lower page all of it is scrolled."""
AT_HAND = {"people": "đang điểm danh", "hands": "đang biểu quyết", "ballots": "đang kiểm phiếu", "minutes": "đang làm"}


class DayPage(Page):
    """One meeting on its day."""

    key: ClassVar[str] = "day"
    title: ClassVar[str] = "Ngày họp"
    wide: ClassVar[bool] = True

    def build(self) -> None:
        self.places = Places()
        self.projection = Projection(self.session, self.places, self)
        self._wanted: str | None = None
        self.next_work = self.add_act("Xong việc này", self.go_on, "Ctrl+PgDown", writes=False)
        self.last_work = self.add_act("Lùi một việc", self.go_back, "Ctrl+PgUp", writes=False)
        for act in (self.next_work, self.last_work):
            act.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._edit = self.add_act("Sửa hội nghị…", self.edit_meeting, "F2")
        self._open = self.add_act("Mở màn chiếu", self.open_projector, "Ctrl+Shift+F5", writes=False)
        self._add = self.add_act("Thêm hội nghị…", self.add_meeting, button=False)
        self._programme = self._state_act("Chương trình", self.show_programme, "Ctrl+F5")
        self._voting = self._state_act("Đang bỏ phiếu, kiểm phiếu", self.show_voting, "Ctrl+F6")
        self._waiting = self._state_act("Màn chờ", self.show_waiting, "Ctrl+F8")
        self.release_act = self._state_act("Công bố kết quả", self.release, "Ctrl+F7")
        self._shut = self._state_act("Đóng màn chiếu", self.close_projector)
        self._set = self.add_act("Bộ tài liệu cuộc họp…", self.papers, button=False, writes=False)
        self.parts = (PeoplePart(self), HandsPart(self), BallotsTab(self), MinutesPart(self))
        self.people, self.hands, self.ballots, self.minutes = self.parts
        self.ballots.show_short()
        self.hands.usual_subject = self.work_at_hand
        self.act_buttons = tuple(ActButton(key, keys) for key, keys in zip(state.ACTS, KEYS, strict=True))
        self._turns = tuple(self._turn_act(one, keys) for one, keys in zip(self.act_buttons, KEYS, strict=True))
        self.top = TopLine()
        self.meetings, self.agenda_line, self.now = self.top.meetings, self.top.agenda_line, self.top.now
        self.meetings.activated.connect(lambda place: self.choose(self.meetings.itemData(place)))
        self.agenda = AgendaList()
        for one in (self.agenda, self.agenda_line):
            one.asked.connect(self.move_to)
        self.who = words("", "muted")
        self.no_agenda = words(NO_AGENDA, "warn")
        self.stack = QStackedWidget()
        self._lay_out()
        for table in (self.ballots.ballots, self.hands.hands):
            table.chosen.connect(lambda _one: self._show_projector())
        self.projection.changed.connect(self._show_projector)

    def _state_act(self, text: str, act: Callable[[], object], keys: str = "") -> QAction:
        made = self.add_act(text, act, keys, f"Màn chiếu: {text}", button=False, writes=False)
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        return made

    def _turn_act(self, button: ActButton, keys: str) -> QAction:
        act = self.add_act(f"Phần {button.text()}", lambda: self.turn(button.key), keys, button=False, writes=False)
        act.setShortcutContext(Qt.ShortcutContext.WindowShortcut)  # wherever the keyboard is while the page is seen
        button.clicked.connect(lambda: self.turn(button.key))
        return act

    def _lay_out(self) -> None:
        whole, work = Low(), QWidget()
        self.views = QStackedWidget()
        self.body.addWidget(self.views)
        self.views.addWidget(scrolled(whole))
        box = column(self.top, work, spacing=6)
        box.setStretch(1, 1)
        whole.setLayout(box)
        self._left = QWidget()
        left = column(words("Chương trình", "section", wrap=False), self.agenda, self.who, spacing=4)
        self._left.setLayout(left)
        left.setStretch(1, 1)
        fit(self._left, width=32)
        states = (self._programme, self._voting, self._waiting)
        self.panel = ProjectorPanel(states, self.release_act, self._shut)
        self.panel.count.counted.connect(self.count_papers)
        self.strip = ButtonRow((*states, self.release_act, self._shut))
        self._across = QHBoxLayout(work)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(12)
        self._across.addWidget(self._left)
        middle = QVBoxLayout()
        middle.setSpacing(6)
        self._across.addLayout(middle, 1)
        for part in (self.no_agenda, ActRow(self.act_buttons), self.strip):
            middle.addWidget(part)
        fit(self.stack, least_height=LEAST)
        middle.addWidget(self.stack, 1)
        for one in self.parts:
            self.stack.addWidget(one)
        self._across.addWidget(self.panel)
        self.views.addWidget(EmptyState(EMPTY, [self._add]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The programme in a list beside the work, or in one line above it."""
        wide = self.width() >= letters(self, ROOM)
        self._left.setVisible(wide)
        self.panel.setVisible(wide and self.projection.is_open)
        self.strip.setVisible(not wide and self.projection.is_open)
        self.people.people.setColumnHidden(2, not wide or self.projection.is_open)
        self.under.setVisible(wide)
        self.top.fold(wide, self.top.warns and self.turned != "people")  # there the list itself says it
        held = self.meeting
        title = held.title if held is not None and wide else self.title
        room = int(self.width() * HEADING)
        self.heading.setText(self.heading.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room))
        self.heading.setToolTip(title)
        for button in self.act_buttons:
            button.shorten(not wide)

    # -- which meeting --

    @property
    def meeting(self) -> Meeting | None:
        """The meeting of the day."""
        key = self.meetings.currentData()
        return next((one for one in self._held() if one.key == key), None)

    def _held(self) -> tuple[Meeting, ...]:
        book, year = self.session.book, self.session.year
        return book.meetings.all(year) if book.years.find(year) is not None else ()

    def choose(self, key: str) -> None:
        """Show another meeting."""
        self._wanted = key
        self.refresh()

    def show_subject(self, subject: Subject) -> bool:
        """A meeting."""
        if not (isinstance(subject, RowOf) and subject.table == "meeting"):
            return False
        self.choose(subject.key)
        return self.meeting is not None and self.meeting.key == subject.key

    def _usual(self, held: tuple[Meeting, ...]) -> str:
        """Today's meeting; else the next one to come, else the last whose minutes are not signed, else the last."""
        today = self.session.book.today()
        adjourned = self.session.book.meetings.again.adjourned(self.session.year)
        waiting = [one for one in held if not one.minutes_on and one.key not in adjourned]
        on_day = [one for one in held if one.date == today and one.key not in adjourned] or [
            one for one in waiting if (one.date or "") > today
        ]
        return (on_day[0] if on_day else (waiting or held)[-1]).key

    # -- showing --

    def refresh(self, notice: Any = None) -> None:
        held = self._held()
        self.views.setCurrentIndex(0 if held else 1)
        for act in (self.next_work, self.last_work, self._edit, self._set, *self._turns):
            act.setVisible(bool(held))
        if not held:
            self.heading.setText(self.title)
            self.under.setText(self.session.called(capital=True))
            for part in self.parts:
                part.show_meeting(None)
            return
        keys = [one.key for one in held]
        chosen = self._wanted if self._wanted in keys else self._usual(held)
        self.meetings.clear()
        for one in held:
            self.meetings.addItem(f"{messages.show(one.date) or 'chưa ghi ngày'}  {one.title}", one.key)
        self.meetings.setCurrentIndex(keys.index(chosen))
        self._show(held[keys.index(chosen)], turned=self._wanted is None or self._wanted not in keys)
        self._wanted = chosen

    def _show(self, meeting: Meeting, turned: bool = False) -> None:
        """Show the meeting as the book has it; first seen, turn to the act it was left at."""
        day = date.fromisoformat(meeting.date) if meeting.date else None
        told = [f"{WEEKDAYS[day.weekday()]}, {messages.show(meeting.date)}" if day else "chưa ghi ngày"]
        told += [one for one in (meeting.begins, meeting.place) if one]
        self.under.setText(" · ".join(told))
        who = [f"Chủ trì: {meeting.chair}" if meeting.chair else "Chưa ghi người chủ trì"]
        who.append(f"Thư ký: {meeting.secretary}" if meeting.secretary else "Chưa ghi thư ký")
        self.who.setText("\n".join(who))
        self.projection.show_meeting(meeting.key, name_of(self.session.book, meeting))
        for part in self.parts:
            part.show_meeting(meeting)
        self.state = state.read(self.session.book, meeting)
        for button in self.act_buttons:
            button.show_state(self.state.of(button.key))
        self.top.say(self.state.now, self.state.waits)
        if turned:
            kept = self.places.act(name_of(self.session.book, meeting))
            self._turn_to(kept if kept in state.ACTS else self.state.step)
        self._show_place(meeting)

    def _show_place(self, meeting: Meeting) -> None:
        """Mark the work at hand, and say what the next step of the programme is."""
        works, over = meeting.agenda, self.over(meeting)
        self.no_agenda.setVisible(not works)
        at_hand = AT_HAND[self.turned]
        voted = state.voted(self.session.book, meeting)
        self.agenda.show_works(works, over, at_hand, voted)
        self.agenda_line.show_works(works, over, voted)
        self.next_work.setEnabled(len(over) < len(works))
        self.last_work.setEnabled(bool(over) and not meeting.minutes_on)
        follows = len(over) + 1
        more = follows < len(works)
        self.next_work.setText(f"Xong việc {follows}, sang việc {follows + 1}" if more else "Xong chương trình")
        self.projection.follow()
        self._show_projector()

    # -- the projector --

    def _subject(self) -> Ballot | HandVote | None:
        """What "Công bố" would show: the chosen show of hands while hands are at hand, else the chosen ballot."""
        table = self.hands.hands if self.turned == "hands" else self.ballots.ballots
        rows: list[Ballot | HandVote] = list(table.rows_model.rows)
        chosen: Ballot | HandVote | None = table.current()
        return chosen if chosen is not None else rows[-1] if rows else None

    def _show_projector(self) -> None:
        """Bring the commands and the preview of the projector up to date."""
        now = self.projection
        self._open.setVisible(not now.is_open and self.meeting is not None)
        for act in (self._programme, self._voting, self._waiting, self.release_act, self._shut):
            act.setVisible(now.is_open)
        if now.is_open:
            ballot: Ballot | None = self.ballots.ballots.current()
            subject = self._subject()
            self._voting.setEnabled(ballot is not None)
            self.release_act.setEnabled(now.may_release(subject))
            modes = {PROGRAMME: self._programme, VOTING: self._voting, WAITING: self._waiting}
            modes |= {RELEASED: self.release_act}
            self.strip.mark(modes.get(now.mode))
            self.panel.show_state(modes.get(now.mode), self._release_words(subject))
            self.panel.preview.show_picture(now.picture)
            self._show_papers()
        self._fold()

    def _release_words(self, subject: Ballot | HandVote | None) -> str:
        if self.projection.mode == RELEASED:
            return "Đang hiện kết quả đã công bố."
        if subject is None:
            return "Chọn một lượt phiếu hoặc một việc biểu quyết để công bố."
        title = state.named(subject) if isinstance(subject, Ballot) else subject.subject
        if self.release_act.isEnabled():
            return f"Sẽ hiện: {title}."
        return f"{title}: chưa có kết quả ghi nhận nên chưa công bố được. Số đang gõ không bao giờ hiện trên màn chiếu."

    def _show_papers(self) -> None:
        """How many papers of the shown ballot are out and back."""
        meeting, key = self.meeting, self.projection.ballot
        is_voting = self.projection.mode == VOTING and meeting is not None
        self.panel.count.setVisible(is_voting)
        if is_voting and meeting is not None:
            issued, collected = self.places.papers(name_of(self.session.book, meeting), key)
            out = self.session.book.ballots.voters(key) if issued is None else issued
            self.panel.count.show_count(out, collected)

    def count_papers(self, issued: int, collected: int) -> None:
        """Tell the projector how many papers are out and back; nothing of it enters the count."""
        if (meeting := self.meeting) is not None:
            self.places.put_papers(name_of(self.session.book, meeting), self.projection.ballot, issued, collected)
            self.projection.follow()

    def open_projector(self) -> None:
        if not self.projection.open(self):
            self.session.say(BY_HAND)

    def close_projector(self) -> None:
        self.projection.close()

    def show_programme(self) -> None:
        self.projection.show_programme()

    def show_waiting(self) -> None:
        self.projection.show_waiting()

    def show_voting(self) -> None:
        ballot: Ballot | None = self.ballots.ballots.current()
        if ballot is not None:
            self.projection.show_voting(ballot.key)

    def release(self) -> None:
        """Show the chosen result to the room."""
        if (subject := self._subject()) is not None:
            self.projection.release(subject)

    # -- the programme --

    def over(self, meeting: Meeting) -> list[str]:
        """When each work that is over ended ("" where nobody noted it), see `Places.works_over`."""
        return self.places.works_over(self.session.book, meeting)

    def work_at_hand(self) -> str:
        """The words of the work at hand; "" before a programme is written and after its last work."""
        meeting = self.meeting
        over = len(self.over(meeting)) if meeting is not None else 0
        return meeting.agenda[over] if meeting is not None and over < len(meeting.agenda) else ""

    def move_to(self, place: int) -> None:
        """Make the work at `place` the one at hand: those before it are over, those after it are to come."""
        meeting = self.meeting
        if meeting is None:
            return
        over = self.over(meeting)
        clock = f"{self.session.book.clock().astimezone():%H:%M}"
        over = over[:place] + [clock] * (min(place, len(meeting.agenda)) - len(over))
        self.places.put_over(name_of(self.session.book, meeting), over)
        self._show_place(meeting)

    def go_on(self) -> None:
        if (meeting := self.meeting) is not None:
            self.move_to(len(self.over(meeting)) + 1)

    def go_back(self) -> None:
        if (meeting := self.meeting) is not None:
            self.move_to(max(len(self.over(meeting)) - 1, 0))

    # -- the acts --

    @property
    def turned(self) -> str:
        """The act that is at hand."""
        return state.ACTS[self.stack.currentIndex()]

    def turn(self, act: str) -> None:
        """Turn to an act; the day remembers it."""
        self._turn_to(act)
        if (meeting := self.meeting) is not None:
            self.places.put_act(name_of(self.session.book, meeting), act)
            self._show_place(meeting)

    def _turn_to(self, act: str) -> None:
        place = state.ACTS.index(act)
        self.act_buttons[place].setChecked(True)
        self.stack.setCurrentIndex(place)

    def edit_meeting(self) -> None:
        if (held := self.meeting) is not None:
            MeetingDialog(self.session, held, self).open()

    def add_meeting(self) -> None:
        dialog = MeetingDialog(self.session, parent=self)
        dialog.passed.connect(self.choose)
        dialog.open()

    def papers(self) -> None:
        """Every paper of the meeting in one job, at "Văn bản"."""
        if (held := self.meeting) is not None:
            self.session.go("papers", PaperOf("danh-sach-dai-bieu", meeting=held.key, ballot=""))
            self.session.go("papers", Do(MANY_PAPERS))
