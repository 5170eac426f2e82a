"""Câu hỏi và quyết định: what rules could not answer this year, and what was decided, by whom and why."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from models.book.regulation.sources import cited
from models.rules.number.questions import Decision, Question
from models.rules.number.subjects import RowOf, Subject
from models.rules.words import capital
from ui.base.layout import column, no_margins, scrolling, words
from ui.base.measure import measured, row_height
from ui.base.page import Page
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.regulation.question import QuestionDialog, ask
from ui.words import messages

AT_ITS_CELL = (
    "Quyết định này ghi mức cụ thể cho một ô điểm. Mở phiếu chấm, chọn ô đó rồi ghi lại quyết định ở khung bên phải."
)
NO_QUESTIONS = "Không có câu hỏi nào chờ quyết định. Khi quy định không nói rõ, câu hỏi sẽ hiện ở đây kèm nguyên văn."
NO_DECISIONS = "Chưa ghi quyết định nào."


class DecisionsPage(Page):
    """Open questions above, decisions in force below; one dialog answers, replaces and confirms."""

    key: ClassVar[str] = "decisions"
    title: ClassVar[str] = "Câu hỏi và quyết định"
    of_year: ClassVar[bool] = False
    ranks: ClassVar[bool] = True

    def build(self) -> None:
        self._answer = self.add_act("Ghi quyết định…", self.answer)
        self._confirm = self.add_act(
            "Vẫn giữ quyết định", self.confirm, tip="Số liệu đã thay đổi; xác nhận quyết định vẫn đúng"
        )
        self._replace = self.add_act("Thay quyết định…", self.replace)
        self.questions = TableView(self._question_columns(), key=lambda one: (one.key, one.subject), sortable=False)
        self.questions.setAccessibleName("Câu hỏi chờ quyết định")
        self.decisions = TableView(self._decision_columns(), key=lambda one: one.key, empty=NO_DECISIONS)
        self.decisions.setAccessibleName("Quyết định đã ghi")
        self.none = words(NO_QUESTIONS, "muted")
        self.question = words("")
        self.quote = words("", "quote")
        self.split = split = QSplitter(Qt.Orientation.Vertical)
        self._moved = False
        upper, lower = QWidget(), QWidget()
        upper.setLayout(
            column(
                words("Chờ quyết định", "section"),
                self.none,
                self.questions,
                scrolling(self.question, self.quote, name="Câu hỏi đang chọn"),
                spacing=6,
            )
        )
        lower.setLayout(column(words("Đã quyết định", "section"), self.decisions, spacing=6))
        for half in (upper, lower):
            no_margins(half, 0, 2, 0, 8)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setChildrenCollapsible(False)
        split.splitterMoved.connect(self._keep)
        self.body.addWidget(split)
        measured(self, self._share)
        self.questions.chosen.connect(self._show_question)
        self.questions.opened.connect(lambda _row: self._answer.trigger())
        self.decisions.chosen.connect(lambda _row: self._follow())

    def _question_columns(self) -> tuple[Column, ...]:
        session = self.session
        return (
            Column("Về", lambda one: session.names.about(one.key, one.subject), width=30),
            Column("Câu hỏi", lambda one: messages.question_words(one, session.names), width=0),
            Column("Căn cứ", lambda one: capital(cited(one.cite)), width=24),
            Column(
                "Ghi chú",
                lambda one: "quyết định cũ, số liệu đã đổi" if self._old(one) else "",
                width=24,
                tone=lambda _: "warn",
            ),
        )

    def _decision_columns(self) -> tuple[Column, ...]:
        session = self.session
        return (
            Column("Ngày", lambda one: messages.show(one.date), order=lambda one: one.date or "", width=11),
            Column("Về", lambda one: session.names.about(one.question, one.subject), width=28),
            Column("Quyết định", self._choice, width=26),
            Column("Căn cứ, lý do", lambda one: one.reason, width=0),
            Column("Ai quyết định", lambda one: one.body or "", width=20),
            Column("Văn bản", lambda one: one.document or "", width=20),
        )

    def _choice(self, decision: Decision) -> str:
        return messages.choice_words(decision.choice, self.session.names)

    # -- showing --

    def refresh(self, notice: object | None = None) -> None:
        book, year = self.session.book, self.session.year
        if book.years.find(year) is None:
            open_questions: tuple[Question, ...] = ()
            self._stale = {}
        else:
            open_questions = book.decisions.open_questions(year)
            self._stale = {(one.question.key, one.question.subject): one.decision for one in book.decisions.stale(year)}
        self.under.setText(
            f"{len(open_questions)} câu hỏi chờ, {self.session.called(year)}"
            if open_questions
            else self.session.called(year, capital=True)
        )
        self.questions.set_rows(open_questions)
        self.questions.setVisible(bool(open_questions))
        self.none.setVisible(not open_questions)
        self.decisions.set_rows(book.decisions.all(year))
        if open_questions and self.questions.current() is None:
            self.questions.selectRow(0)
        self._show_question(self.questions.current())
        self._share()

    def _keep(self) -> None:
        """A person has drawn the line between the halves: there it stays."""
        self._moved = True

    def _share(self) -> None:
        """Give the room to what is there: the list of questions is no taller than its lines, what is asked has the rest
        of its half, a half without a line only what its sentence needs."""
        asked, decided = (one.rows_model.rowCount() for one in (self.questions, self.decisions))
        table = self.questions
        edges = table.horizontalHeader().sizeHint().height() + table.horizontalScrollBar().sizeHint().height()
        table.setMaximumHeight(edges + 2 * table.frameWidth() + max(asked, 1) * row_height(table))
        if not self._moved:
            shares = (3, 2) if asked and decided else (2, 1) if asked else (1, 3)
            self.split.setSizes([200 * one for one in shares])

    def _old(self, question: Question) -> Decision | None:
        """The decision that answered this question before its facts changed."""
        return self._stale.get((question.key, question.subject))

    def _show_question(self, question: Question | None) -> None:
        self.quote.setVisible(question is not None and bool(question.quote))
        self.question.setVisible(question is not None)
        if question is not None:
            self.question.setText(messages.question_words(question, self.session.names))
            self.quote.setText(f"“{question.quote}”\n{capital(cited(question.cite))}")
        self._follow()

    def _follow(self) -> None:
        question = self.questions.current()
        may = self.session.may_answer(question)
        self._answer.setEnabled(may)
        self._confirm.setEnabled(may and question is not None and self._old(question) is not None)
        decided = self.decisions.current()
        again = decided is not None and not self.session.read_only
        if again and self.session.year_closed:
            again = self.session.may_answer(self._question_of(decided))
        self._replace.setEnabled(again)

    def show_subject(self, subject: Subject) -> bool:
        """Choose an open question, or a decision."""
        if isinstance(subject, Question):
            return self.questions.select_key((subject.key, subject.subject))
        return isinstance(subject, RowOf) and subject.table == "decision" and self.decisions.select_key(subject.key)

    # -- acts --

    def answer(self) -> None:
        if (question := self.questions.current()) is not None:
            ask(self.session, question, self)

    def confirm(self) -> None:
        question = self.questions.current()
        old = self._old(question) if question is not None else None
        if question is not None and old is not None:
            self.session.act(lambda: self.session.book.decisions.confirm(old.key, question))

    def replace(self) -> None:
        """Answer a decided question anew; the former decision stays readable, superseded."""
        decision = self.decisions.current()
        question = self._question_of(decision) if decision is not None else None
        if decision is not None and question is not None:
            QuestionDialog(self.session, question, decision, self).open()
        elif decision is not None:
            self.session.say(AT_ITS_CELL)

    def _question_of(self, decision: Decision) -> Question | None:
        """The question a decision answered, to be answered anew."""
        return self.session.book.decisions.question_of(decision.key)
