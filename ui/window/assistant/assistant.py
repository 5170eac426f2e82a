"""Trợ lý lập sổ: after the book is made, page by page to a filled home. It stores nothing of its own: every page
reads the book anew, so it may be shut anywhere and opened again at the first page that is not done."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.base.keyboard.dialog import Dialog
from ui.base.layout import button, row, scrolled, words
from ui.base.measure import fit, letters, measured, roomy
from ui.base.session import Session
from ui.home import glyphs
from ui.kit.boxes import OpenList
from ui.window.assistant.answer_lines import narrow
from ui.window.assistant.course import DatesStep, StagesStep, WhereStep
from ui.window.assistant.end import KeepStep, ReviewStep, mark
from ui.window.assistant.last_year import LastYearStep
from ui.window.assistant.people import HeadStep, MembersStep
from ui.window.assistant.rules import FormStep, RulesStep
from ui.window.assistant.step import Step

STEPS: tuple[type[Step], ...] = (
    MembersStep,
    HeadStep,
    WhereStep,
    StagesStep,
    FormStep,
    RulesStep,
    DatesStep,
    KeepStep,
)
"""The pages in their order; the last one, which looks back, is made of them. A year that has one before it in the book
begins with what is taken over from there."""


FOLDS = 125
"""Letters below which the list of pages leaves the room to the page."""


class Assistant(Dialog):
    """The list of pages at the left, the page, and below it what the filled button writes."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(session.worded("Lập sổ cho khối của tôi"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.session = session
        known = {one.year for one in session.book.years.all()}
        first: tuple[type[Step], ...] = (LastYearStep,) if session.year - 1 in known else ()
        self.steps: list[Step] = [kind(session) for kind in (*first, *STEPS)]
        self.review = ReviewStep(session, tuple(self.steps))
        self.steps.append(self.review)
        self.stack, self.list = QStackedWidget(), OpenList()
        self.list.setObjectName("steps")
        self.list.setAccessibleName("Các trang")
        self.problem, self.hint = words("", "bad"), words("", "muted")
        self.where, self.jump = words("", "muted", wrap=False), QComboBox()
        self.jump.setAccessibleName("Đến trang")
        self.first = QPushButton()
        self.first.setObjectName("first")
        self.first.setAutoDefault(False)
        self.first.clicked.connect(self.go_on)
        self.later = button("Để sau", self.skip)
        self.back = button("Quay lại", lambda: self.show_step(self.stack.currentIndex() - 1))
        self._lay_out()
        self.list.currentRowChanged.connect(self.show_step)
        session.changed.connect(self._book_changed)
        roomy(self, 170, 40)
        measured(self, self._make_room)
        self.show_step(next((n for n, step in enumerate(self.steps) if not step.done()), len(self.steps) - 1))

    def _lay_out(self) -> None:
        for step in self.steps:
            self.list.addItem(QListWidgetItem(step.title))
            self.jump.addItem(step.title)
            self.stack.addWidget(scrolled(step))
            step.changed.connect(self._follow)
        fit(self.list, width=34)
        self.list.setWordWrap(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        measured(self.list, self._size_marks)
        page = QVBoxLayout()
        page.setContentsMargins(20, 16, 20, 10)
        page.addWidget(self.stack, 1)
        page.addWidget(self.problem)
        page.addWidget(self.hint)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.list)
        middle.addLayout(page, 1)
        foot = QFrame()
        foot.setObjectName("status")
        self.jump.activated.connect(self.show_step)
        narrow(self.jump, 16)
        line = row(self.jump, self.where, None, self.later, self.back, self.first, spacing=8)
        line.setContentsMargins(18, 8, 18, 8)
        foot.setLayout(line)
        for one in (self.later, self.back):
            one.setObjectName("plain-button")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where there is little room the list of pages folds into a box at the foot."""
        little = self.width() < letters(self, FOLDS)
        self.list.setVisible(not little)
        self.jump.setVisible(little)

    # -- where we are --

    @property
    def step(self) -> Step:
        """The shown page."""
        return self.steps[max(self.stack.currentIndex(), 0)]

    def show_step(self, number: int) -> None:
        """Show a page as the book stands now."""
        if not 0 <= number < len(self.steps):
            return
        self.problem.setText("")
        self.stack.setCurrentIndex(number)
        self.step.refresh()
        self.jump.setCurrentIndex(number)
        self.list.blockSignals(True)
        self.list.setCurrentRow(number)
        self.list.blockSignals(False)
        self._mark_steps()
        self._follow()
        self.step.setFocus()

    def _size_marks(self) -> None:
        side = glyphs.side(self.list) + 4
        self.list.setIconSize(QSize(side, side))
        self._mark_steps()

    def _mark_steps(self) -> None:
        for number, step in enumerate(self.steps[:-1]):
            kind = "done" if step.done() else "open"
            item = self.list.item(number)
            item.setIcon(QIcon(mark(kind, self.list)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{step.title}, {glyphs.WORDS[kind]}")

    def _follow(self) -> None:
        number, last = self.stack.currentIndex(), self.step is self.review
        self.first.setText(self.session.worded(self.step.button()))
        self.first.setEnabled(self.step.ready() and not self.session.read_only)
        self.later.setText("Vào sổ" if last else "Để sau")
        self.back.setEnabled(number > 0)
        bloc = self.session.book.settings.bloc().name
        self.where.setText(f"Trang {number + 1} trong {len(self.steps)}")
        self.where.setToolTip(f"{bloc}, {self.session.called()}")
        later = "" if last or self.step.done() else f"Để sau: {self.step.later[:1].lower()}{self.step.later[1:]} "
        self.hint.setText(f"{later}Sửa lại sau ở: {self.step.place}.")

    def _book_changed(self, _notice: object) -> None:
        self._mark_steps()

    # -- acts --

    def go_on(self) -> None:
        """Write what the page says, then the next page; a refusal is said on the page. The last page does the next act
        of the year."""
        if self.step is self.review:
            act = self.review.act
            self.accept()
            if act is not None:
                act()
            return
        self.problem.setText("")
        if not self.session.act(self.step.write, self.problem.setText):
            return
        self.show_step(self.stack.currentIndex() + 1)

    def skip(self) -> None:
        """Leave the page for later; on the last page, go to the book."""
        if self.step is self.review:
            self.accept()
        else:
            self.show_step(self.stack.currentIndex() + 1)
