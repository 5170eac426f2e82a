"""Xếp hạng, xếp loại: who stands where and by what, what still waits for an answer, and how each number came to be.

The words are those of the printed ranking; nothing is ranked or classed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from models.book.regulation.sources import cited
from models.book.scoring.places import Standing
from models.book.scoring.rows import SheetAt
from models.rules.number.points import show_distinct
from models.rules.number.questions import Question
from models.rules.number.subjects import PaperOf, RowOf, SheetOf, Subject
from models.rules.place.ranking import Place
from models.rules.words import capital
from printing.content import parts, standing_words
from printing.content.reading import Source
from ui.base.beside import Beside
from ui.base.layout import column, no_margins, row, scrolled, scrolling, words
from ui.base.measure import fit
from ui.base.page import Page
from ui.kit.empty_state import EmptyState
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.scoring.panel.why_panel import WhyPanel
from ui.words import messages, moved_words

EMPTY = "Chưa có phiếu nào để xếp hạng. Nhập điểm ở mục Chấm điểm; xếp hạng hiện ngay ở đây."
BY_RULES = "Theo quy định của năm"
SETTLING = ("deliberation", "closing", "council")
PERIOD = "period/"
"""Before the key of a period among the choices; stages stand by their keys."""
MOST_MOVES = 3
"""So many of the latest changes of places stand beside the ranking; the journal has all."""
AT_ONCE = 300
"""Lines of sheets that are explained before a place is painted."""
BESIDE = 130
"""Letters the page must be wide for the explanation to stand beside the table."""
WAITING, NOTHING_WAITS = (400, 160), (560, 1)
"""Shares of the table and of what waits below it."""
HELD, RECORDED = "Bỏ phiếu tại hội nghị…", "Ghi kết quả bỏ phiếu…"


@dataclass(frozen=True, slots=True)
class Line:
    """One unit as the table shows it."""

    unit: str
    name: str
    place: Place | None
    rank: str
    total: str
    points: str
    parts: str
    label: str
    reasons: str
    sort: int


class Said(NamedTuple):
    """What the class of a unit rests on besides its points, as a line of the explanation."""

    label: str
    value: str
    cite: str = ""
    op: str = "given"
    children: tuple[Said, ...] = ()


class RankingPage(Page):
    """The table of places with what waits under it; beside it the explanation of the chosen unit."""

    key: ClassVar[str] = "ranking"
    title: ClassVar[str] = "Xếp hạng, xếp loại"
    of_year: ClassVar[bool] = False
    ranks: ClassVar[bool] = True

    def build(self) -> None:
        self._print = self.add_act(
            "In kết quả…", lambda: self.session.go("papers", PaperOf("xep-hang")), "Ctrl+P", writes=False
        )
        self._try = self.add_act("Tính thử…", self.what_if, "Ctrl+T", writes=False)
        self._answer = self.add_act("Ghi quyết định…", self.answer)
        self._class_facts = self.add_act("Ghi điều kiện xếp loại…", self.put_class_facts, button=False)
        self._from_above = self.add_act("Điền biểu của cấp trên…", self.fill_from_above, button=False, writes=False)
        self.record_vote = self.add_act(RECORDED, self.ballot, button=False)
        self._sheet = self.add_act("Mở phiếu chấm", self.open_sheet, button=False, writes=False)
        self._scores = self.add_act("Chấm điểm", lambda: self.session.go("scores"), button=False, writes=False)
        self.by = QComboBox()
        self.by.setAccessibleName("Xếp hạng theo")
        self.by.activated.connect(lambda _place: self.show_ranking())
        self.basis = words("", "muted")
        self.table = TableView(self._columns(), key=lambda line: line.unit, whole=True)
        self.table.setAccessibleName("Kết quả xếp hạng, xếp loại")
        self.notes = words("", "warn")
        self.why = WhyPanel()
        self._explained: tuple[Standing, Line] | None = None
        self._why_timer = QTimer(self, singleShot=True, interval=0)
        self._why_timer.timeout.connect(self._show_why)
        self._asked: dict[tuple[str, str], str] = {}
        self.questions = TableView(
            self._question_columns(), key=lambda one: (one.key, one.subject), sortable=False, whole=True
        )
        self.questions.setAccessibleName("Câu hỏi chờ quyết định")
        self.standing: Standing | None = None
        self._notes_timer = QTimer(self, singleShot=True, interval=250)
        self._notes_timer.timeout.connect(self._show_notes)
        self._lay_out()
        self.table.chosen.connect(lambda _line: self._explain())
        self.table.opened.connect(lambda _line: self.open_sheet())
        self.questions.chosen.connect(lambda _one: self._follow())
        self.questions.opened.connect(lambda _one: self._answer.trigger())

    def put_class_facts(self) -> None:
        """Record what others found of the units and their classes rest on."""
        from ui.scoring.class_facts import ClassFactsDialog

        ClassFactsDialog(self.session, self).open()

    def fill_from_above(self) -> None:
        """Fill a workbook of the standing body's with ranks, points, classes."""
        from ui.scoring.excel.template_dialog import choose_and_open

        choose_and_open(self.session, self)

    def _lay_out(self) -> None:
        self._why_head = words("Diễn giải cách tính", "section", wrap=False)
        self._wait_head = words("Chờ quyết định", "section", wrap=False)
        work, explained, waiting = QWidget(), QWidget(), QWidget()
        places = QSplitter(Qt.Orientation.Vertical)
        split = Beside(places, explained, BESIDE, ((2, 1), (3, 2)))
        self.views = QStackedWidget()
        self.body.addWidget(self.views)
        self.views.addWidget(scrolled(work))
        box = QVBoxLayout(work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(row(words("Xếp hạng theo", "muted", wrap=False), self.by, None))
        box.addWidget(self.basis)
        box.addWidget(split, 1)
        told = scrolling(self.notes, name="Điều cần lưu ý về xếp hạng")
        fit(told, least_height=2)  # what is read a moment later moves nothing
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        waiting.setLayout(column(self._wait_head, self.questions, told, spacing=4))
        fit(self.table, least_height=8)
        fit(self.why, least_height=9)
        fit(self.questions, least_height=4)
        places.addWidget(self.table)
        places.addWidget(waiting)
        places.setStretchFactor(0, 1)  # where nothing waits the table has the room
        places.setChildrenCollapsible(False)
        self._places: QSplitter = places
        self._waits: bool | None = None
        explained.setLayout(column(self._why_head, self.why, spacing=4))
        no_margins(explained, left=8)
        self.views.addWidget(EmptyState(EMPTY, [self._scores]))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "Hạng",
                lambda line: line.rank,
                order=lambda line: line.sort,
                side="right",
                width=8,
                strong=lambda _: True,
            ),
            Column("Đơn vị", lambda line: line.name, width=18),
            Column("Tổng điểm", lambda line: line.total, order=lambda line: line.sort, side="right", width=9),
            Column("Quy đổi", lambda line: line.points, order=lambda line: line.sort, side="right", width=8),
            Column("Điểm từng phần", lambda line: line.parts, width=0, tip=lambda line: line.parts.replace("; ", "\n")),
            Column("Xếp loại", lambda line: line.label, width=17),
            Column("Lý do phân định", lambda line: line.reasons, width=0, tone=self._tone),
        )

    @staticmethod
    def _tone(line: Line) -> str | None:
        return "warn" if line.place is not None and line.place.provisional else None

    def _question_columns(self) -> tuple[Column, ...]:
        return (
            Column("Câu hỏi", lambda one: self._asked.get((one.key, one.subject), ""), width=0, tip=self._tip),
            Column("Căn cứ", lambda one: capital(cited(one.cite)), width=16),
        )

    def _tip(self, question: Question) -> str:
        return "\n".join(filter(None, (self._asked.get((question.key, question.subject), ""), question.quote)))

    # -- showing --

    @property
    def stage(self) -> str | None:
        """The one stage that is ranked by; None for the rules of the year."""
        chosen = str(self.by.currentData() or "")
        return None if not chosen or chosen.startswith(PERIOD) else chosen

    @property
    def period(self) -> str | None:
        """The one period that is ranked alone; None for the year."""
        chosen = str(self.by.currentData() or "")
        return chosen.removeprefix(PERIOD) if chosen.startswith(PERIOD) else None

    def refresh(self, notice: Any = None) -> None:
        book, year = self.session.book, self.session.year
        known = book.years.find(year) is not None
        kept = self.by.currentData()
        self.by.clear()
        self.by.addItem(BY_RULES, None)
        for stage in book.years.stages(year) if known else ():
            self.by.addItem(f"Riêng bước “{stage.name}”", stage.key)
        periods = book.years.periods(year) if known else ()
        for period in periods if len(periods) > 1 else ():
            self.by.addItem(f"Riêng kỳ “{period.name}”", PERIOD + period.key)
        self.by.setCurrentIndex(max(self.by.findData(kept), 0))
        self.show_ranking()

    def show_ranking(self) -> None:
        book, year = self.session.book, self.session.year
        begun = book.years.find(year) is not None and book.scores.is_begun(year)
        self.standing = book.standing.ranking(year, self.stage, None, self.period) if begun else None
        standing = self.standing
        self.views.setCurrentIndex(0 if standing is not None else 1)
        for action in (self._print, self._try):
            action.setEnabled(standing is not None)
        ruled = standing is not None and bool(standing.classings) and bool(book.findings.class_facts(year))
        self._class_facts.setEnabled(ruled and not self.session.locked)
        if standing is None:
            self.under.setText("")
            self._answer.setEnabled(False)
            return
        period = f"{self.session.names.part(self.period)}, " if self.period else ""
        self.under.setText(f"{self.session.called(year, capital=True)}, {period}{standing_words.state(book, standing)}")
        self.basis.setText(" ".join(standing_words.basis(standing)))
        self.table.set_rows(self._lines(standing))
        self.table.setColumnHidden(3, standing.basis.by in ("", "raw"))
        self.table.setColumnHidden(4, not any(line.parts for line in self.table.rows_model.rows))
        self.table.setColumnHidden(5, not standing.classings)
        if self.table.current() is None and self.table.rows_model.rowCount():
            self.table.selectRow(0)
        names = self.session.names
        self._asked = {(one.key, one.subject): messages.question_words(one, names) for one in standing.questions}
        self.questions.set_rows(standing.questions)
        self._wait_head.setText(
            f"Chờ quyết định ({len(standing.questions)})" if standing.questions else "Không có gì chờ quyết định"
        )
        self.questions.setVisible(bool(standing.questions))
        self.share(bool(standing.questions))
        if standing.questions and self.questions.current() is None:
            self.questions.selectRow(0)
        self._explain()
        self._follow()
        self._notes_timer.start()

    def share(self, waits: bool) -> None:
        """Room for what waits, where something does; a hand that moved the line between them is followed."""
        if waits is not self._waits:
            self._waits = waits
            self._places.setSizes(WAITING if waits else NOTHING_WAITS)

    def _lines(self, standing: Standing) -> list[Line]:
        names = self.session.names
        points = [place.points for place in standing.places if isinstance(place.points, Fraction)]
        shown = dict(zip(points, show_distinct(points), strict=True)) if points else {}
        totals, made = self._totals(standing), self._parts(standing)
        lines = []
        for sort, place in enumerate(standing.places):
            number = shown[place.points] if isinstance(place.points, Fraction) else messages.show(place.points)
            reasons = standing_words.reasons(standing, place.unit)
            said = (standing_words.rank(standing, place.unit), totals[place.unit], number, made.get(place.unit, ""))
            lines.append(
                Line(
                    place.unit,
                    names.unit(place.unit),
                    place,
                    *said,
                    standing_words.label(standing, place.unit),
                    reasons,
                    sort,
                )
            )
        words = self.session.book.settings.terms
        for unit, why in standing.left:
            lines.append(
                Line(unit, names.unit(unit), None, "", "", "", "", "", standing_words.out(why, words), len(lines))
            )
        return lines

    def _totals(self, standing: Standing) -> dict[str, str]:
        """The raw total of every unit: of the one sheet that counts, or put together from the year's."""
        found = self.session.book.standing.totals(standing.year, standing.stage, standing.period)
        numbers = [total for total in found.values() if isinstance(total, Fraction)]
        shown = dict(zip(numbers, show_distinct(numbers), strict=True)) if numbers else {}
        return {unit: shown[total] if isinstance(total, Fraction) else "" for unit, total in found.items()}

    def _parts(self, standing: Standing) -> dict[str, str]:
        """What the points of each unit are put together from, where more than one sheet makes them."""
        book = self.session.book
        found = book.standing.parts(standing.year, standing.stage, standing.period)
        called = parts.Called.of(book, standing.year)
        return {unit: parts.line(made, called) for unit, made in found.items() if made.combined}

    def _explain(self) -> None:
        """How the chosen unit's points came to be: the tree of the one sheet that counts, else the year's from its
        periods and steps.
        """
        line, standing = self.table.current(), self.standing
        if line is None or standing is None:
            self.why.show_steps()
            self._explained = None
            return
        self._why_head.setText(f"Diễn giải cách tính: {line.name}")
        before, self._explained = self._explained, (standing, line)
        if before is not None and before[0] is standing and before[1] == line:
            return
        basis, state = standing.basis, self.session.book.standing.state(standing.year)
        form = state.forms.get(line.unit)
        if form is not None and len(form.nodes) * len(basis.stages) * len(basis.period_keys) > AT_ONCE:
            self.why.show_steps()
            self._why_timer.start()
        else:
            self._show_why()

    def _show_why(self) -> None:
        """The tree, at once or, where many lines have to be explained, after the place was painted."""
        if self._explained is None or not self.session.is_open:
            return
        standing, line = self._explained
        said = standing_words.found_of(self.session.book, standing, line.unit)
        found = [
            Said(f"{each.what} (theo {each.by})" if each.by else each.what, each.value or "chưa ghi") for each in said
        ]
        book, stages, periods = self.session.book.standing, standing.basis.stages, standing.basis.period_keys
        several = set(stages) & set(self.session.book.years.panels(standing.year))
        joined = line.unit in book.frame(standing.year).joins.by_unit and standing.stage is None
        if len(stages) != 1 or len(periods) != 1 or several or joined:
            tree = (
                ()
                if line.place is None
                else (book.explain_year(standing.year, line.unit, standing.stage, standing.period),)
            )
            self.why.show_steps(*tree, *found)
            return
        steps = []
        result = book.matrix(standing.year, stages[0], periods[0]).get(line.unit)
        if result is not None and book.state(standing.year).sheet_key(line.unit, stages[0], periods[0]):
            steps = [book.explain(SheetAt(standing.year, line.unit, stages[0], periods[0]))]
            if standing.basis.by not in ("", "raw"):
                steps.append(result.ranking_tree._replace(label="điểm quy đổi"))
        self.why.show_steps(*steps, *found)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._notes_timer.start()

    def _show_notes(self) -> None:
        """What the printed ranking notes under its table; estimates take a moment, so they come after the table."""
        standing = self.standing
        if standing is None or not self.isVisible() or not self.session.is_open:
            return
        said: list[str] = (
            list(standing_words.open_points(Source(self.session.book, self.session.year), standing))
            if self.stage is None and self.period is None
            else []
        )
        if self.stage is None and self.period is None:
            moved = self.session.book.journal.places_moved(standing.year)
            said += [moved_words.dated(one, self.session.names) for one in moved[:MOST_MOVES]]
        self.notes.setText("\n".join(said))
        self.notes.setVisible(bool(said))

    def _follow(self) -> None:
        question = self.questions.current()
        may = self.session.may_answer(question)
        self._answer.setEnabled(may)
        self.record_vote.setEnabled(may and question is not None and question.key == "rank.tie")
        self.record_vote.setText(HELD if self._meeting() else RECORDED)

    def show_subject(self, subject: Subject) -> bool:
        """Choose a unit's line, or a question."""
        if isinstance(subject, Question):
            return self.questions.select_key((subject.key, subject.subject))
        return isinstance(subject, RowOf) and subject.table == "unit" and self.table.select_key(subject.key)

    # -- acts --

    def answer(self) -> None:
        from ui.regulation.question import ask

        question = self.questions.current()
        if question is not None:
            ask(self.session, question, self)

    def _meeting(self) -> str | None:
        """The year's last meeting that settles places; the ballot over equals is held there."""
        held = [one for one in self.session.book.meetings.all(self.session.year) if one.kind in SETTLING]
        return held[-1].key if held else None

    def ballot(self) -> None:
        """Prepare the ballot that parts the units of the chosen tie; of a vote held outside the book's meetings, record
        what the minutes say.
        """
        from ui.meetings.ballot import BallotDialog
        from ui.scoring.tie_ballot import TieBallotDialog

        question, meeting = self.questions.current(), self._meeting()
        if question is None:
            return
        units = tuple(option.key for option in question.options)
        if meeting is None:
            TieBallotDialog(self.session, units, self).open()
            return
        dialog = BallotDialog(self.session, meeting, parent=self)
        dialog.part(units)
        dialog.passed.connect(lambda _ballot: self.session.go("meetings", RowOf("meeting", meeting)))
        dialog.open()

    def open_sheet(self) -> None:
        """Go to the chosen unit's sheet at the last stage that counts."""
        line, standing = self.table.current(), self.standing
        if line is not None and standing is not None:
            stage = standing.basis.stages[-1] if standing.basis.stages else None
            self.session.go("scores", SheetOf(line.unit, stage))

    def what_if(self) -> None:
        from ui.scoring.what_if import WhatIfDialog

        if self.standing is not None:
            WhatIfDialog(self.session, self.standing, self).open()
