"""Trưởng khối, luân phiên: who has led the bloc, year by year, on what basis."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget

from models.book.leadership import Term
from ui import labels, messages
from ui.pages.page import Page
from ui.tables import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.table_view import TableView

EMPTY = "Chưa ghi đơn vị đứng đầu khối. Ghi năm nay trước; các năm trước ghi sau để tính luân phiên."


class LeadershipPage(Page):
    """A table of terms; the unit that leads decides in which family papers are written."""

    key: ClassVar[str] = "leadership"
    title: ClassVar[str] = "Trưởng khối, luân phiên"
    reads: ClassVar[frozenset[str]] = frozenset({"term", "unit", "unit_row", "person", "bloc", "bloc_year"})

    def build(self) -> None:
        self._put = self.add_act("Ghi nhiệm kỳ…", self.put, "Ins")
        self._edit = self.add_act("Sửa…", self.edit, "F2")
        self._remove = self.add_act("Bỏ dòng ghi nhầm", self.remove, "Del", button=False)
        names = lambda: self.session.names  # noqa: E731 - looked up anew, because the year can change
        columns = (
            Column("Năm", lambda one: str(one.year), order=lambda one: -one.year, side="right", width=5),
            Column("Vai trò", self._role, width=18),
            Column("Đơn vị", lambda one: names().unit(one.unit), width=0),
            Column("Người", lambda one: self._person(one), width=22),
            Column("Theo hình thức", lambda one: labels.BASES[one.basis], width=18),
            Column("Tình trạng", lambda one: labels.TERM_STATES[one.status], width=18),
            Column("Quyết định", lambda one: one.decision or "", width=26),
            Column(
                "Từ ngày", lambda one: messages.show(one.from_date), order=lambda one: one.from_date or "", width=11
            ),
        )
        self.table = TableView(columns, key=lambda one: one.key)
        self.table.setAccessibleName("Các nhiệm kỳ")
        self.empty = EmptyState(EMPTY, [self._put])
        self.views = QStackedWidget()
        self.views.addWidget(self.table)
        self.views.addWidget(self.empty)
        self.body.addWidget(self.views)
        self.table.opened.connect(lambda _row: self._edit.trigger())
        self.table.chosen.connect(self._follow)

    def _role(self, term: Term) -> str:
        terms = self.session.book.settings.terms
        return terms.head if term.role == "head" else terms.deputy

    def _person(self, term: Term) -> str:
        contacts = self.session.book.members.contacts(term.unit, every=True) if term.person else ()
        return next((one.name for one in contacts if one.person == term.person), "")

    def refresh(self, notice: object | None = None) -> None:
        terms = self.session.book.settings.terms
        self.heading.setText(f"{terms.head}, luân phiên")
        led = self.session.book.leadership.history()
        rows = [term for year in led for term in (*year.heads, *year.deputies)]
        self.table.set_rows(rows)
        self.views.setCurrentIndex(0 if rows else 1)

    def _follow(self, term: Term | None) -> None:
        for action in (self._edit, self._remove):
            action.setEnabled(term is not None and not self.session.read_only)

    def remove(self) -> None:
        """Take back a term written by mistake."""
        if (term := self.table.current()) is not None:
            self.session.act(lambda: self.session.book.leadership.remove_term(term.key))

    def put(self) -> None:
        from ui.dialogs.term import TermDialog

        TermDialog(self.session, None, self).open()

    def edit(self) -> None:
        from ui.dialogs.term import TermDialog

        if (term := self.table.current()) is not None:
            TermDialog(self.session, term, self).open()
