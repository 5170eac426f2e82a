"""Tổng quan: where the year stands and the one thing to do next."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from models.rules.questions import Question
from ui import messages, year_steps
from ui.messages import show
from ui.pages import PAGES
from ui.pages.page import Page
from ui.widgets.layout import button, card, column, empty, row, words
from ui.year_steps import BEGUN, DONE, Due, YearStep

NO_YEAR = "Sổ chưa có năm nào. Mở năm ở thực đơn Sổ, “Năm mới trong sổ này…”."
MARKS = {DONE: "✓", BEGUN: "…", year_steps.WAITING: "–"}
MOST_NAMES = 4
MOST_QUESTIONS = 4


class HomePage(Page):
    """Next act on top, the year's steps under it, deadlines and open questions at the right."""

    key: ClassVar[str] = "home"
    title: ClassVar[str] = "Tổng quan"

    def build(self) -> None:
        self._questions = column(spacing=4)
        self._questions_card = card(words("Câu hỏi chờ quyết định", "section"), self._questions)
        self._questions_card.hide()
        self.session.asking.connect(self._show_questions)
        inside = QWidget()
        inside.setObjectName("plain")
        self._left = QVBoxLayout()
        self._right = QVBoxLayout()
        for side in (self._left, self._right):
            side.setSpacing(10)
        both = row(spacing=18)
        both.addLayout(self._left, 3)
        both.addLayout(self._right, 2)
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(both)
        outer.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        self.body.addWidget(area)

    def refresh(self, notice: object | None = None) -> None:
        book, year = self.session.book, self.session.year
        self._right.removeWidget(self._questions_card)
        empty(self._left)
        empty(self._right)
        found = book.years.find(year)
        self.heading.setText(f"Tổng quan năm {year}" if found else self.title)
        self.under.setText(book.settings.bloc().name)
        if found is None:
            self._left.addWidget(words(NO_YEAR))
            return
        steps = year_steps.steps(book, year)
        self._left.addWidget(self._next(steps))
        self._left.addWidget(self._steps(steps))
        self._right.addWidget(self._dues(year_steps.dues(book, year, book.today())))
        self._right.addWidget(self._questions_card)
        self._right.addStretch(1)

    def _show_questions(self, questions: tuple[Question, ...]) -> None:
        """The first few open questions, each leading to the page where it is answered."""
        empty(self._questions)
        names = self.session.names
        for one in questions[:MOST_QUESTIONS]:
            about = names.subject(one.subject)
            line = button(about or one.cite, lambda one=one: self.session.go("decisions", one), "link")
            self._questions.addWidget(line)
            self._questions.addWidget(words(messages.question_words(one, names), "muted"))
        if len(questions) > MOST_QUESTIONS:
            rest = f"Xem cả {len(questions)} câu hỏi"
            self._questions.addWidget(button(rest, lambda: self.session.go("decisions"), "link"))
        self._questions_card.setVisible(bool(questions))

    # -- parts --

    def _next(self, steps: tuple[YearStep, ...]) -> QFrame:
        step = year_steps.next_step(steps)
        if step is None:
            return card(words("Việc nên làm ngay", "section"), words("Các phiếu đã đủ. Xem xếp hạng, xếp loại."))
        way = self._way(step, f"Đến mục {title_of(step.page)}", "first") if title_of(step.page) else None
        return card(words("Việc nên làm ngay", "section"), words(step.advice), *([row(way, None)] if way else []))

    def _way(self, step: YearStep, text: str, name: str) -> QWidget:
        return button(text, lambda: self.session.go(step.page), name)

    def _steps(self, steps: tuple[YearStep, ...]) -> QFrame:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(2, 1)
        for number, step in enumerate(steps):
            mark = words(MARKS[step.state], "section" if step.state == DONE else "muted", wrap=False)
            mark.setAccessibleName(step.state)
            mark.setToolTip(step.state)
            title = self._way(step, step.title, "link") if title_of(step.page) else words(step.title, wrap=False)
            grid.addWidget(mark, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(title, number, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(
                words(step.words, "" if step.state == DONE else "warn" if step.state == BEGUN else "muted"), number, 2
            )
        return card(words("Các bước trong năm", "section"), grid)

    def _dues(self, dues: tuple[Due, ...]) -> QFrame:
        lines = column(spacing=6)
        for due in dues:
            lines.addWidget(words(f"{show(due.due_on)}  {due.name}", wrap=True))
            lines.addWidget(words(due_words(due), "bad" if due.days < 0 else "muted"))
        if not dues:
            lines.addWidget(words("Không có hạn nào trong 30 ngày tới.", "muted"))
        return card(words("Hạn sắp đến, đã quá", "section"), lines)


def due_words(due: Due) -> str:
    """How far a deadline is and who is still missing, at most four of them by name."""
    when = "hôm nay" if due.days == 0 else f"còn {due.days} ngày" if due.days > 0 else f"đã quá {-due.days} ngày"
    if not due.missing:
        return when
    names = ", ".join(due.missing[:MOST_NAMES])
    more = f" và {len(due.missing) - MOST_NAMES} đơn vị khác" if len(due.missing) > MOST_NAMES else ""
    return f"{when}; chưa gửi: {names}{more}"


def title_of(page: str) -> str:
    """The title of a page that exists, else ""."""
    return next((one.title for one in PAGES if one.key == page), "")
