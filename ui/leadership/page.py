"""Trưởng khối, luân phiên: the table of turns first, then who led year by year, then the plan of the years ahead."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget

from models.book.leadership.leadership import Term
from models.book.leadership.rotation import OpenOffice, UnitTurn
from models.rules.number.subjects import ListOf, OfficeOf, PaperOf, RowOf, Subject
from ui.base.page import Page
from ui.base.tabs import Tabs
from ui.kit.empty_state import EmptyState
from ui.kit.picture import scrolled
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.leadership.calendar import RotationCalendar, calendar_of
from ui.leadership.plan_panel import PlanPanel
from ui.leadership.turns_panel import TurnsPanel
from ui.words import labels, messages
from ui.words.names import Names

EMPTY = "Chưa ghi đơn vị đứng đầu khối. Ghi năm nay trước; các năm trước ghi sau để tính luân phiên."
NO_TERMS = "Chưa ghi nhiệm kỳ nào. Ghi năm nay trước; các năm trước khi có sổ cũng ghi được, để tính luân phiên."
NO_TURNS = "Chưa có lượt nào để vẽ. Ghi nhiệm kỳ năm nay trước; các năm trước khi có sổ cũng ghi được."
TURNS, TERMS, PLAN, CALENDAR = range(4)
SPAN = 6
"""The column of days, shown once a term has some."""


class LeadershipPage(Page):
    """The unit that leads decides in which family papers are written; whose turn it is follows from all of them."""

    key: ClassVar[str] = "leadership"
    title: ClassVar[str] = "Trưởng khối, luân phiên"
    of_year: ClassVar[bool] = False

    def build(self) -> None:
        self._declare()
        self.turns = TurnsPanel(self.session, [self._offer, self._skip])
        self.plan = PlanPanel(self.session, [self._announce, self._withdraw])
        self.table = TableView(self._columns(), key=lambda one: one.key, empty=self.session.worded(NO_TERMS))
        self.table.setAccessibleName("Các nhiệm kỳ")
        self.views, self.tabs = QStackedWidget(), Tabs()
        self.body.addWidget(self.views)
        self.views.addWidget(self.tabs)
        self.tabs.addTab(self.turns, "Bảng luân phiên")
        self.tabs.addTab(self.table, "Nhiệm kỳ các năm")
        self.tabs.addTab(self.plan, "Kế hoạch nhiều năm")
        self.calendar = RotationCalendar()
        self.drawn = QStackedWidget()
        self.drawn.addWidget(scrolled(self.calendar))
        self.drawn.addWidget(EmptyState(self.session.worded(NO_TURNS), [self._put]))
        self.tabs.addTab(self.drawn, "Lịch luân phiên")
        self.empty = EmptyState(self.session.worded(EMPTY), [self._put])
        self.views.addWidget(self.empty)
        self._fresh = False
        self.table.opened.connect(lambda _row: self._edit.trigger())
        self.table.chosen.connect(lambda _row: self._follow())
        self.turns.table.chosen.connect(lambda _row: self._follow())
        self.turns.table.opened.connect(lambda _row: self._skip.trigger())
        self.tabs.currentChanged.connect(lambda _tab: self._show_tab())

    def _declare(self) -> None:
        self._put = self.add_act("Ghi nhiệm kỳ…", self.put, "Ins")
        self._edit = self.add_act("Sửa nhiệm kỳ…", self.edit, "F2")
        self._print = self.add_act(
            "In tờ trình…", lambda: self.session.go("papers", PaperOf("to-trinh-truong-khoi")), "Ctrl+P", writes=False
        )
        self._remove = self.add_act("Bỏ dòng ghi nhầm", self.remove, "Del", button=False)
        self._offer = self.add_act("Ghi theo gợi ý…", self.take_offer, button=False)
        self._skip = self.add_act("Không xét lượt…", self.skip, button=False)
        self._consider = self.add_act("Xét lại lượt đã ghi không xét", self.consider_again, button=False)
        self._announce = self.add_act("Ghi danh sách đã thông báo…", self.announce, button=False)
        self._withdraw = self.add_act("Bỏ danh sách đã thông báo", self.withdraw, button=False)
        self._copy_picture = self.add_act("Sao chép hình", self.copy_picture, button=False, writes=False)
        self._print_picture = self.add_act(
            "In hình…", lambda: self.calendar.print_out(self), button=False, writes=False
        )

    def _columns(self) -> tuple[Column, ...]:
        def names() -> Names:
            """Looked up anew, because the year can change."""
            return self.session.names

        return (
            Column("Năm", lambda one: str(one.year), order=lambda one: -one.year, side="right", width=5),
            Column("Vai trò", self._role, width=14),
            Column("Đơn vị", lambda one: names().unit(one.unit), width=20),
            Column("Người", lambda one: self._person(one), width=17),
            Column("Hình thức, tình trạng", self._standing, width=22),
            Column("Quyết định", lambda one: one.decision or "", width=24),
            Column("Thời gian", self._span, lambda one: one.from_date or "", width=22),
            Column("Lý do khác quy chế", lambda one: one.deviation or "", width=0),
        )

    def _role(self, term: Term) -> str:
        terms = self.session.book.settings.terms
        return terms.office(term.role, term.rank if term.rank > 1 else 0)

    @staticmethod
    def _standing(term: Term) -> str:
        basis, status = labels.BASES[term.basis], labels.TERM_STATES[term.status]
        return basis if basis == status else f"{basis}, {status.lower()}"

    @staticmethod
    def _span(term: Term) -> str:
        since = f"từ {messages.show(term.from_date)}" if term.from_date else ""
        until = f"đến {messages.show(term.to_date)}" if term.to_date else ""
        return " ".join(part for part in (since, until) if part)

    def _person(self, term: Term) -> str:
        contacts = self.session.book.members.contacts(term.unit, every=True) if term.person else ()
        return next((one.name for one in contacts if one.person == term.person), "")

    # -- showing --

    def refresh(self, notice: object | None = None) -> None:
        book, terms = self.session.book, self.session.book.settings.terms
        self.heading.setText(f"{terms.head}, luân phiên")
        led = book.leadership.history()
        rows = [term for year in led for term in (*year.heads, *year.deputies)]
        self.table.set_rows(rows)
        self.table.setColumnHidden(SPAN, not any(term.from_date or term.to_date for term in rows))
        known = bool(rows) or bool(book.rotation.circle(self.session.year).units)
        self.views.setCurrentIndex(0 if known else 1)
        self.under.setText(self._now() if known else "")
        if known:
            self.turns.refresh()
        self._fresh = False
        self._show_tab()

    def _now(self) -> str:
        """Who leads in the chosen year."""
        book, year = self.session.book, self.session.year
        terms, head = book.settings.terms, book.leadership.leads(year)
        if head is None and (empty := book.leadership.empty(year)) is not None:
            unit, since = self.session.names.unit(empty.term.unit), messages.show(empty.since)
            return f"{self.session.called(year, capital=True)}: trống {terms.head} từ {since}, {unit} đã kết thúc"
        if head is None:
            return f"{self.session.called(year, capital=True)}: chưa ghi {terms.head}"
        told = f"{self.session.called(year, capital=True)}: {terms.head} {self.session.names.unit(head.unit)}"
        if head.year < year:
            before, now = self.session.called(head.year), self.session.called(year)
            return f"{told} (theo danh sách {before}, chưa có danh sách {now})"
        return f"{told} ({labels.TERM_STATES[head.status].lower()})"

    def _show_tab(self) -> None:
        """The plan is reckoned when it is looked at."""
        if self.tabs.currentIndex() == PLAN and not self._fresh and self.views.currentIndex() == 0:
            self._fresh = True
            self.plan.refresh()
        if self.tabs.currentIndex() == CALENDAR and self.views.currentIndex() == 0:
            self.calendar.show_calendar(calendar_of(self.session))
            self.drawn.setCurrentIndex(0 if self.calendar.calendar.is_drawn else 1)
        self._follow()

    def _follow(self) -> None:
        book, free = self.session.book, not self.session.read_only
        term = self.table.current() if self.tabs.currentIndex() == TERMS else None
        for action in (self._edit, self._remove):
            action.setEnabled(free and term is not None)
        row = self._unit_row()
        for action in (self._copy_picture, self._print_picture):
            action.setVisible(self.tabs.currentIndex() == CALENDAR and self.drawn.currentIndex() == 0)
        self._skip.setEnabled(free and bool(self.turns.table.rows_model.rows))
        self._consider.setEnabled(free and row is not None and bool(row.exceptions))
        self._offer.setEnabled(free and self._open_place() is not None)
        self._announce.setEnabled(free and self.plan.planned is not None)
        self._withdraw.setEnabled(free and any(one.year > self.session.year for one in book.rotation.plans.announced()))

    def _unit_row(self) -> UnitTurn | None:
        found = self.turns.table.current() if self.tabs.currentIndex() == TURNS else None
        return found if isinstance(found, UnitTurn) else None

    def _open_place(self) -> OpenOffice | None:
        """The first place of this year or the next nobody is recorded for, with whom the rule suggests."""
        near = [one for one in self.turns.ahead if one.year <= self.session.year + 1]
        return next((place for one in near if (place := one.open_office()) is not None), None)

    def show_subject(self, subject: Subject) -> bool:
        """Choose a term, a unit's turn, the unit an office may go to, the plan; ask who acts."""
        if subject == ListOf("term", "acting"):
            self.put_acting()
            return True
        if isinstance(subject, ListOf) and subject.table == "plan":
            self.tabs.setCurrentIndex(PLAN)
            return True
        if isinstance(subject, RowOf) and subject.table == "term":
            self.tabs.setCurrentIndex(TERMS)
            return self.table.select_key(subject.key)
        if isinstance(subject, OfficeOf) or (isinstance(subject, RowOf) and subject.table == "unit"):
            unit = subject.unit if isinstance(subject, OfficeOf) else subject.key
            self.tabs.setCurrentIndex(TURNS)
            return self.turns.table.select_key(unit) or isinstance(subject, OfficeOf)
        return False

    # -- acts --

    def remove(self) -> None:
        """Take back a term written by mistake."""
        if (term := self.table.current()) is not None:
            self.session.take_away(lambda: self.session.book.leadership.remove_term(term.key))

    def put(self) -> None:
        from ui.leadership.term import TermDialog

        TermDialog(self.session, None, self).open()

    def put_acting(self) -> None:
        """Offer the deputy as acting head from the first day without one."""
        from ui.leadership.term import TermDialog

        empty = self.session.book.leadership.empty(self.session.year)
        if empty is not None:
            offered = OpenOffice(self.session.year, "head", 1, empty.acting)
            TermDialog(self.session, None, self, offered, acting_from=empty.since).open()

    def edit(self) -> None:
        from ui.leadership.term import TermDialog

        if (term := self.table.current()) is not None:
            TermDialog(self.session, term, self).open()

    def take_offer(self) -> None:
        """Write the suggested unit into the first open place of this year or the next; it may be changed before."""
        from ui.leadership.term import TermDialog

        if (place := self._open_place()) is not None:
            TermDialog(self.session, None, self, offered=place).open()

    def skip(self) -> None:
        from ui.leadership.turns import TurnExceptionDialog

        row = self._unit_row()
        TurnExceptionDialog(self.session, row.unit if row is not None else None, self).open()

    def consider_again(self) -> None:
        """Take back the latest turn of the chosen unit that was to be passed over."""
        if (row := self._unit_row()) is not None and row.exceptions:
            last = row.exceptions[-1]
            self.session.take_away(lambda: self.session.book.rotation.remove_exception(last.year, last.unit))

    def copy_picture(self) -> None:
        """Put the calendar on the clipboard as a picture."""
        self.calendar.copy()
        self.session.say("Đã sao chép hình. Dán vào Word, Zalo hoặc thư.")

    def announce(self) -> None:
        from ui.leadership.turns import AnnounceDialog

        if self.plan.planned is not None:
            AnnounceDialog(self.session, self.plan.planned, self).open()

    def withdraw(self) -> None:
        """Take back the announced list of the years to come."""
        self.session.take_away(lambda: self.session.book.rotation.plans.withdraw(self.session.year + 1))
