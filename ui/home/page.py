"""Tổng quan: what is overdue, what comes next, the one thing to do now, who has not sent what; and the year's list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from models.book.regulation.sources import cited
from models.rules.words import capital
from ui.base.layout import button, card, column, empty, no_margins, row, scrolled, words
from ui.base.measure import letters
from ui.base.page import Page
from ui.base.strays import LEFT_OUT, UNREADABLE, Filling, is_day
from ui.home import next_act, old_year, state_card
from ui.home.board import BoardView, Legend
from ui.home.year_line import YearLine
from ui.words import messages, moved_words, task_words, year_steps
from ui.words.labels import PAGE_TITLES

if TYPE_CHECKING:
    from models.book.regulation.citations import KnownChange
    from models.book.reporting.journal import PlacesMoved
    from models.book.year.board import Milestone, Thing
    from models.book.year.course import Awaited, Step
    from models.book.year.tasks import Agenda, Task
    from models.rules.number.questions import Question
    from models.rules.number.subjects import Subject
    from ui.base.session import Session
    from ui.home.board_picture import BoardPicture
    from ui.home.task_list import TaskList

NO_YEAR = "Sổ chưa có năm nào. Mở năm ở thực đơn Sổ, “Thêm năm khác…”."
NOTHING_SOON = "Không có việc nào đến hạn trong 30 ngày tới."
BESIDE = 105
"""Letters of a page on which two cards stand beside each other."""
MARKS = {"done": "✓", "begun": "…", "waiting": "–", "not-ours": "×"}
TONES = {"done": "", "begun": "warn", "waiting": "muted", "not-ours": "muted"}
MOST_QUESTIONS = 3
MOST_TASKS = 5


class HomePage(Page):
    """Two tabs: today (one act on top, tasks due, what units owe, questions, steps) and the whole year's tasks."""

    key: ClassVar[str] = "home"
    title: ClassVar[str] = "Tổng quan"

    def build(self) -> None:
        self._questions = column(spacing=4)
        self._questions_card = card(words("Câu hỏi chờ quyết định", "section"), self._questions)
        self._questions_card.hide()
        self._asked: tuple[Question, ...] | None = None
        self._awaited: tuple[Awaited, ...] = ()
        self._drawn: BoardPicture | None = None
        self.session.asking.connect(self._show_questions)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._now, self._state = QVBoxLayout(), QVBoxLayout()
        self.line, self.board, self.board_part = YearLine(), BoardView(), QWidget()
        self.line.picked.connect(self._open_milestone)
        self.board.picked.connect(self._open_sending)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._list: TaskList | None = None
        self._whole_year = QWidget()
        self._whole_year.setLayout(column())
        self.tabs.addTab(self._today(), "Hôm nay")
        self.tabs.addTab(self._whole_year, "Việc cả năm")
        self.body.addWidget(self.tabs)
        self._done = self.add_act("Đánh dấu xong", lambda: self.list.mark("done"), "Ctrl+Return")
        self._not_ours = self.add_act("Khối không làm việc này", lambda: self.list.mark("not-ours"))
        self._reopen = self.add_act("Mở lại việc", lambda: self.list.mark("open"), button=False)
        self._edit = self.add_act("Sửa việc…", lambda: self.list.edit(), "F2")
        self._add = self.add_act("Thêm việc…", lambda: self.list.add(), "Ins")
        self._remove = self.add_act("Bỏ việc tự thêm", lambda: self.list.remove(), "Del", button=False)
        self._fill = self.add_act("Lấy lại các việc thường làm", lambda: self.list.fill(), button=False)
        self._remind = self.add_act("Nhắc đơn vị chưa gửi…", self.remind, writes=False)
        self._print = self.add_act("In bảng đơn vị…", self.print_board, "Ctrl+P", button=False, writes=False)
        self._copy = self.add_act("Sao chép bảng đơn vị thành hình", self.copy_board, button=False, writes=False)
        self.tabs.currentChanged.connect(self._turn)

    @property
    def list(self) -> TaskList:
        """The year's tasks, built when they are first looked at."""
        if self._list is None:
            from ui.home.task_list import TaskList

            self._list = TaskList(self.session)
            self._whole_year.layout().addWidget(self._list)  # type: ignore[union-attr]  # laid out above
            if self.session.book.years.find(self.session.year) is not None:
                self._list.refresh()
            self._list.changed.connect(self._follow)
            self._list.opened.connect(self._edit.trigger)
        return self._list

    def _turn(self, tab: int) -> None:
        if tab == 1:
            self.list.show()
        self._follow()

    def _today(self) -> QScrollArea:
        """Above, what to do now and the state of the book; the year as a line; below, who has sent what and what is
        due."""
        inside = QWidget()
        inside.setObjectName("plain")
        above, below = self._beside = row(spacing=12), row(spacing=16)
        above.addLayout(self._now, 13)
        above.addLayout(self._state, 9)
        below.addLayout(self._left, 13)
        below.addLayout(self._right, 7)
        for one in (self._left, self._right):
            one.setSpacing(10)
        self.board_part.setLayout(
            column(row(words("Đơn vị và những thứ phải gửi", "section", wrap=False), None, Legend()), self.board)
        )
        no_margins(self.board_part)
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(above)
        outer.addWidget(self.line)
        outer.addLayout(below)
        outer.addStretch(1)
        return scrolled(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards stand beside each other where there is room for their words, else under each other."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = self.width() < letters(self, BESIDE)
        for line in self._beside:
            line.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    # -- showing --

    def refresh(self, notice: object | None = None) -> None:
        book, year = self.session.book, self.session.year
        for kept, place in ((self._questions_card, self._right), (self.board_part, self._left)):
            place.removeWidget(kept)
        for place in (self._now, self._state, self._left, self._right):
            empty(place)
        found = book.years.find(year)
        self.heading.setText(f"Tổng quan {self.session.called(year)}" if found else self.title)
        self.under.setText(f"{book.settings.bloc().name}. Hôm nay {messages.show(book.today())}.")
        self.tabs.setTabVisible(1, found is not None)
        for part in (self.line, self.board_part):
            part.setVisible(found is not None)
        self._follow()
        if found is None:
            self._now.addWidget(words(NO_YEAR))
            return
        try:
            self._show_year(year)
        finally:
            if self._list is not None:
                self._list.refresh()
            self._follow()

    def _show_year(self, year: int) -> None:
        """Every part for itself: one that meets a value nobody can read is left out and says so, the others stand."""
        book = self.session.book
        steps = cache(lambda: book.course.steps(year))
        agenda = cache(lambda: book.tasks.agenda(year))
        over = self.session.year_closed or book.read_only_reason == "handed-over"
        self._awaited = ()
        filling = Filling()

        def put(place: QVBoxLayout, make: Callable[[], QWidget | None]) -> None:
            def fill() -> None:
                if (made := make()) is not None:
                    place.addWidget(made)

            filling.part(fill, lambda: place.addWidget(words(LEFT_OUT, "warn")))

        if not over:
            filling.part(self._read_awaited)
        put(self._now, lambda: self._after(steps()) if over else self._next(book.course.next_step(steps()), agenda))
        put(self._state, lambda: state_card.make(self.session))
        filling.part(self._show_line, self._leave_line)
        self._left.addWidget(self.board_part)
        filling.part(self._show_board, self._leave_board)
        put(self._left, lambda: self._steps(steps()))
        self._left.addStretch(1)
        if not over:  # nothing of a closed year is urged any more
            put(self._right, self._empty_office)
            put(self._right, lambda: old_year.make(self.session))
            put(self._right, lambda: self._wanted(book.citations.awaited(year)))
            put(self._right, lambda: self._overdue(agenda()))
            put(self._right, lambda: self._tasks("30 ngày tới", agenda().soon, NOTHING_SOON))
            put(self._right, self._last_moved)
        if self._owed():
            put(self._right, lambda: self._owing(self._owed()))
        self._right.addWidget(self._questions_card)
        self._right.addStretch(1)
        filling.over()

    def _read_awaited(self) -> None:
        self._awaited = self.session.book.course.awaited(self.session.year)

    def _show_line(self) -> None:
        """A day that cannot be read has no place on the line; where none can, no line stands with those of before."""
        book, year = self.session.book, self.session.year
        try:
            found, shift = book.course.milestones(year), book.years.first_month(year) - 1
        except UNREADABLE:
            self.line.hide()
            raise
        there = [one for one in found if is_day(one.on)]
        self.line.show_year(year, there, book.today(), shift)
        if len(there) < len(found):
            raise ValueError("a day that is none")

    def _leave_line(self) -> None:
        """The year's line lacks days that cannot be read, or is not there; said right below it."""
        self._left.addWidget(words(LEFT_OUT, "warn"))

    def _leave_board(self) -> None:
        self.board_part.hide()
        self._left.addWidget(words(LEFT_OUT, "warn"))

    def _show_board(self) -> None:
        board = self.session.book.course.board(self.session.year)
        self.board.show_board(board, tuple(self.session.unit_name(unit) for unit in board.units))
        self.board_part.setVisible(bool(board.units))

    def show_subject(self, subject: Subject) -> bool:
        """A task, in the list of the year."""
        from models.rules.number.subjects import RowOf

        return isinstance(subject, RowOf) and subject.table == "task" and self.list_task(subject.key)

    def list_task(self, key: str) -> bool:
        """Turn to a task in the list of the year; whether it stands there."""
        self.tabs.setCurrentIndex(1)
        return self.list.show_task(key)

    def _follow(self) -> None:
        """Commands on a task only where tasks are listed, and only those its state allows."""
        listed = self.tabs.currentIndex() == 1
        known = self.session.book.years.find(self.session.year) is not None
        for action in (self._done, self._not_ours, self._edit, self._add):
            action.setVisible(listed)
        for action in (self._print, self._copy):
            action.setVisible(not listed and known and not self.board_part.isHidden())
        may = known and not self.session.read_only
        chosen = self.list.selected() if listed else []
        self._add.setEnabled(may)
        self._fill.setEnabled(may)
        self._done.setEnabled(may and any(task.state != "done" for task in chosen))
        self._not_ours.setEnabled(may and any(task.state != "not-ours" for task in chosen))
        self._reopen.setEnabled(may and any(task.state != "open" for task in chosen))
        self._edit.setEnabled(may and len(chosen) == 1)
        self._remove.setEnabled(may and len(chosen) == 1 and self.list.is_own(chosen[0]))
        self._remind.setEnabled(known and bool(self._owed()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._asked is not None:
            self._show_questions(self._asked)

    def _owed(self) -> tuple[Awaited, ...]:
        """What is worth asking for now: overdue, due within 30 days, or begun without a day."""
        return tuple(one for one in self._awaited if one.days is None or one.days <= task_words.SOON)

    # -- parts of today --

    def _next(self, step: Step | None, read: Callable[[], Agenda]) -> QFrame:
        """The one thing to do now: what the first unfinished step lacks, else the first task due."""
        if step is not None and step.missing:
            return next_act.of_step(
                self.session, step, self.session.book.today(), self.remind if self._owed() else None
            )
        agenda = read()
        first = next(iter((*agenda.overdue, *agenda.soon)), None)
        if first is None:
            return next_act.show(next_act.ALL_DONE, "", [])
        detail = ". ".join(part for part in (task_words.when(first, agenda.on), first.note or "") if part)
        done = next_act.Way("Đánh dấu xong", self._doing([first.key]))
        look = next_act.Way("Xem việc này", lambda: self.list_task(first.key))
        return next_act.show(first.title, detail, [look, done] if not self.session.locked else [look])

    def _after(self, steps: Sequence[Step]) -> QFrame:
        """The one act of a closed year or a book handed over: receive it, hand it over, or go to the year after."""
        book, year = self.session.book, self.session.year
        following: Callable[[], object] = lambda: self.session.choose_year(year + 1)  # noqa: E731
        closing: Callable[[], object] = lambda: self.session.go("closing")  # noqa: E731
        there, way = f"Đến mục {title_of('closing')}", closing
        if book.read_only_reason == "handed-over":
            state = "left-behind" if book.closing.left_behind() else "to-receive"
        elif book.years.find(year + 1) is not None:
            state, there, way = "follows", f"Chuyển sang {self.session.called(year + 1)}", following
        else:
            received = any(fact.key == "handed-over" and fact.holds for step in steps for fact in step.facts)
            state = "received" if received else "closed"
        return next_act.show(
            book.years.worded(year_steps.AFTER[state], {"year": year, "next": year + 1}), "", [next_act.Way(there, way)]
        )

    def _empty_office(self) -> QFrame | None:
        """The head unit has ended: the office is empty, and who may act is offered."""
        session = self.session
        terms, found = session.book.settings.terms, session.book.leadership.empty(session.year)
        if found is None:
            return None
        unit, since = session.names.unit(found.term.unit), messages.show(found.since)
        empty = session.worded("khối chưa có {head}, giấy tờ không ra dưới tên đơn vị ấy.").format(head=terms.head)
        said = f"{unit} đã kết thúc; từ {since} {empty}"
        who = f" {session.names.unit(found.acting)}" if found.acting else ""
        offer = button(f"Ghi quyền {terms.head}{who}…", partial(_lead_on, session), "link")
        offer.setEnabled(not session.locked)
        return card(words(f"Trống {terms.head}", "section"), words(said, "warn"), row(offer, None))

    def _wanted(self, changes: Sequence[KnownChange]) -> QFrame | None:
        """Texts that changed others and are not in the book yet: what to obtain, said once."""
        if not changes:
            return None
        lines = column(spacing=5)
        for one in changes:
            since = f"{cited(one.rule.cite)} có hiệu lực từ {messages.show(one.since)}, sổ chưa có."
            lines.addWidget(words(f"{since} Cần có: {one.obtain}.", "warn"))
        look = button("Xem các quy định cần xác nhận", lambda: self.session.go("regulation"), "link")
        return card(words("Văn bản cần có", "section"), lines, row(look, None))

    def _overdue(self, agenda: Agenda) -> QFrame:
        """Past a day that was set; in one line each those whose usual month has passed and those the book sees as
        done."""
        frame = self._tasks("Quá hạn", agenda.overdue, "Không có việc nào quá hạn.")
        ways = []
        if agenda.past_month:
            text = f"{len(agenda.past_month)} việc đã qua tháng thường làm, chưa đánh dấu"
            first = agenda.past_month[0].key
            ways.append(button(text, lambda: self.list_task(first), "link", self._titles(agenda.past_month)))
        if agenda.shown_done and not self.session.locked:
            keys = [task.key for task in agenda.shown_done]
            text = f"Đánh dấu xong {len(keys)} việc sổ ghi đã đủ"
            ways.append(button(text, self._doing(keys), "link", self._titles(agenda.shown_done)))
        if ways:
            frame.layout().addLayout(column(*ways, spacing=0))  # type: ignore[union-attr]  # a card
        return frame

    @staticmethod
    def _titles(tasks: Sequence[Task]) -> str:
        return "\n".join(task.title for task in tasks)

    def _tasks(self, title: str, tasks: Sequence[Task], none: str) -> QFrame:
        lines = column(spacing=7)
        today = self.session.book.today()
        for task in tasks[:MOST_TASKS]:
            lines.addWidget(self._task(task, today))
        if not tasks:
            lines.addWidget(words(none, "muted"))
        if len(tasks) > MOST_TASKS:
            rest = f"Xem cả {len(tasks)} việc"
            lines.addWidget(button(rest, lambda: self.tabs.setCurrentIndex(1), "link"))
        return card(words(title, "section"), lines)

    def _task(self, task: Task, today: str) -> QWidget:
        """One task in two lines, with the button that ticks it."""
        tone = task_words.state(task, today)[1]
        known = task_words.sign(task, self.session.names)
        under = ". ".join(part for part in (task_words.when(task, today), known) if part)
        text = words(task.title)
        text.setToolTip(f"Xong khi {task.done_when}" if task.done_when else "")
        lines = column(text, words(under, tone if tone in ("bad", "warn") else "muted"), spacing=0)
        more = button("Xem", lambda: self.list_task(task.key), "link", "Xem trong danh sách việc cả năm")
        done = button("Xong", self._doing([task.key]), tip="Đánh dấu xong hôm nay")
        done.setAccessibleName(f"Xong: {task.title}")
        done.setEnabled(not self.session.locked)
        made = QWidget()
        ways = row(more, done)
        ways.setAlignment(Qt.AlignmentFlag.AlignTop)
        line = row(lines, ways, spacing=12)
        line.setStretch(0, 1)
        made.setLayout(line)
        return made

    def _doing(self, keys: Sequence[str]) -> Callable[[], object]:
        return lambda: self.session.act(lambda: self.session.book.tasks.mark_done(self.session.year, keys))

    def _owing(self, owed: Sequence[Awaited]) -> QFrame:
        names = self.session.names
        lines = column(spacing=5)
        for one in owed:
            when = f"{messages.show(one.due_on)}, {year_steps.day_words(one.days)}" if one.due_on else "chưa định hạn"
            lines.addWidget(words(f"{year_steps.sent_name(one)}: {one.have} trong {one.of} đơn vị ({when})"))
            late = one.days is not None and one.days < 0
            who = f"Chưa gửi: {year_steps.missing_words(one.missing, names)}"
            lines.addWidget(words(who, "bad" if late else "muted"))
        return card(
            words("Đơn vị chưa gửi", "section"), lines, row(button(self._remind.text(), self._remind.trigger), None)
        )

    def _last_moved(self) -> QFrame | None:
        """The latest change of places by an official figure, and the papers that went out before it."""
        moved = self.session.book.journal.places_moved(self.session.year)
        return self._moved(moved[0]) if moved else None

    def _moved(self, found: PlacesMoved) -> QFrame:
        return card(
            words("Thứ hạng đã đổi", "section"),
            words(moved_words.dated(found, self.session.names), "warn"),
            row(button("Xem xếp hạng", lambda: self.session.go("ranking"), "link"), None),
        )

    def _show_questions(self, questions: tuple[Question, ...]) -> None:
        """The first few open questions, each leading to the page where it is answered; while the page is not seen,
        they wait.
        """
        self._asked = None if self.isVisible() else questions
        if self._asked is not None:
            return
        empty(self._questions)
        names = self.session.names
        for one in questions[:MOST_QUESTIONS]:
            about = names.about(one.key, one.subject)
            line = button(about or capital(cited(one.cite)), partial(self.session.go, "decisions", one), "link")
            self._questions.addWidget(line)
            self._questions.addWidget(words(messages.question_words(one, names), "muted"))
        if len(questions) > MOST_QUESTIONS:
            rest = f"Xem cả {len(questions)} câu hỏi"
            self._questions.addWidget(button(rest, lambda: self.session.go("decisions"), "link"))
        self._questions_card.setVisible(bool(questions))

    def _steps(self, steps: Sequence[Step]) -> QFrame:
        """Every step with its mark, the first page it leads to and what is missing."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(2, 1)
        names = self.session.names
        for number, step in enumerate(steps):
            mark = words(MARKS[step.state], "section" if step.state == "done" else "muted", wrap=False)
            stands = self.session.worded(year_steps.STATES[step.state])
            mark.setAccessibleName(stands)
            mark.setToolTip(stands)
            page = next((year_steps.words_of(fact).page for fact in (*step.missing, *step.facts)), "")
            name = self.session.worded(year_steps.STEPS[step.key])
            way = lambda page=page: self.session.go(page)  # noqa: E731 - each line its own page
            title = button(name, way, "link") if title_of(page) else words(name, wrap=False)
            title.setToolTip("\n".join(year_steps.fact_words(fact, names) for fact in (*step.facts, *step.shows)))
            said = words(year_steps.step_words(step, names, self.session.book.today()), TONES[step.state])
            for place, part in enumerate((mark, title, said)):
                if part.objectName() != "link":
                    part.setContentsMargins(0, 2, 0, 2)
                grid.addWidget(part, number, place, Qt.AlignmentFlag.AlignTop)
        return card(words("Các bước trong năm", "section"), grid)

    # -- acts --

    def _open_milestone(self, one: Milestone) -> None:
        """A meeting where it is held, on its day where it is led, a deadline where it is set."""
        from models.rules.number.subjects import ListOf, RowOf

        if one.kind == "meeting":
            self.session.go("day" if one.on == self.session.book.today() else "meetings", RowOf("meeting", one.key))
        else:
            self.session.go("regulation", ListOf("deadline"))

    def _open_sending(self, thing: Thing | None, unit: str) -> None:
        """A cell of the board: the very place where what the unit sends is written down."""
        from models.rules.number.subjects import ListOf, RowOf, SheetOf

        if thing is None:
            self.session.go("members", RowOf("unit", unit))
        elif thing.kind == "sheet":
            self.session.go("scores", SheetOf(unit, thing.key) if unit else None)
        elif thing.kind == "report":
            self.session.go("following", RowOf("report", thing.key, unit))
        elif thing.kind == "pledge" or not unit:
            self.session.go("registration", ListOf(thing.kind))
        else:
            self.session.go("registration", RowOf("registration", unit))

    def _picture(self) -> BoardPicture:
        from ui.home.board_picture import BoardPicture

        board, names = self.board.shown()
        if self._drawn is None:
            self._drawn = BoardPicture(self)
            self._drawn.hide()
        made = self._drawn
        bloc, today = self.session.book.settings.bloc().name, messages.show(self.session.book.today())
        made.show_board(board, names, f"{bloc}: đơn vị và những thứ phải gửi {self.session.called()}, ngày {today}")
        return made

    def print_board(self) -> None:
        """Print who has sent what on one page."""
        self._picture().print_out(self)

    def copy_board(self) -> None:
        """Put who has sent what on the clipboard as a picture."""
        self._picture().copy()
        self.session.say("Đã sao chép hình. Dán vào Word, Zalo hoặc thư.")

    def remind(self) -> None:
        from ui.home.reminder import ReminderDialog

        ReminderDialog(self.session, self._owed(), self).open()


def _lead_on(session: Session) -> None:
    """To the term of an acting head."""
    from models.rules.number.subjects import ListOf

    session.go("leadership", ListOf("term", "acting"))


def title_of(page: str) -> str:
    """The title of a page that exists, else ""."""
    return PAGE_TITLES.get(page, "")
