"""Everything about one proposal at the right of the page: clauses under their article, dossier, opinion."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from models.book.awards.rows import Judged, Proposal
from models.book.regulation.sources import cited
from models.rules.place.conditions import Clause
from models.rules.words import capital
from ui.awards import award_words
from ui.awards.dossier_text import told
from ui.base.layout import action_button, empty, row, words
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.boxes import SpinBox
from ui.words import labels
from ui.words.messages import question_words, show

MARKS = {True: "✓", False: "✗", None: "?"}
TONES = {True: "", False: "bad", None: "warn"}
NOTHING = "Chọn một dòng để xem từng điều kiện, hồ sơ và ý kiến."


class AwardPanel(QWidget):
    """Shows a proposal; copies of the dossier are ticked off here, everything else through the page's acts."""

    def __init__(self, session: Session, acts: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._shown: Proposal | None = None
        inside = QWidget()
        inside.setObjectName("plain")
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(10, 8, 6, 4)
        self._box.setSpacing(6)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        for action in acts:
            link = action_button(action)
            link.setObjectName("link")
            line = row(link, None)
            line.setContentsMargins(12, 0, 0, 0)
            outer.addLayout(line)

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Show one line of the year, or what to do when none is chosen."""
        self._shown = proposal
        empty(self._box)
        if proposal is None:
            self._box.addWidget(words(NOTHING, "muted"))
            self._box.addStretch(1)
            return
        judged = self.session.book.awards.check(proposal.key)
        self._box.addWidget(words(f"{award_words.who(self.session, proposal)}: {proposal.title_name}", "section"))
        verdict = "" if judged.result in ("eligible", "no-rule") else "warn" if judged.result == "unknown" else "bad"
        self._box.addWidget(words(award_words.verdict(judged), verdict))
        for question in judged.questions:
            self._box.addWidget(words(question_words(question, self.session.names), "warn"))
        self._show_clauses(judged)
        self._box.addWidget(words(self._about(proposal), "muted"))
        for text in self.session.book.awards.texts(proposal):
            self._box.addWidget(words(told(text), "muted" if text.text == "former" else "warn"))
        self._show_papers(proposal)
        self._box.addStretch(1)

    def _show_clauses(self, judged: Judged) -> None:
        """Each article once, with the regulation's words, and under it the clauses that come from it."""
        articles: dict[tuple[str, str], list[Clause]] = {}
        for clause in judged.clauses:
            articles.setdefault((clause.cite, clause.quote), []).append(clause)
        for (cite, quote), clauses in articles.items():
            said = capital(cited(cite))
            self._box.addWidget(words(f"{said}: “{quote}”" if quote else said, "quote"))
            grid = QGridLayout()
            grid.setContentsMargins(4, 0, 0, 4)
            grid.setHorizontalSpacing(8)
            grid.setVerticalSpacing(2)
            grid.setColumnStretch(1, 1)
            for line, clause in enumerate(clauses):
                mark = words(MARKS[clause.met], TONES[clause.met], wrap=False)
                grid.addWidget(mark, line, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(words(clause.text[:1].upper() + clause.text[1:], TONES[clause.met]), line, 1)
            holder = QWidget()
            holder.setLayout(grid)
            self._box.addWidget(holder)

    def _about(self, proposal: Proposal) -> str:
        years = ", ".join(map(str, proposal.years))
        lines = [f"Đề nghị {labels.ROUTES[proposal.route].lower()}; tính thành tích các năm: {years}."]
        if proposal.opinion:
            lines.append(f"Ý kiến cơ quan chủ quản: {proposal.opinion}")
        if proposal.submitted_on:
            lines.append(f"Đã trình ngày {show(proposal.submitted_on)}.")
        if said := award_words.decision(proposal):
            lines.append(said if proposal.status in ("refused", "withdrawn") else f"Quyết định {said}.")
        if proposal.note:
            lines.append(proposal.note)
        return "\n".join(lines)

    def _show_papers(self, proposal: Proposal) -> None:
        listed = self.session.book.awards.dossier(proposal)
        if listed:
            self._box.addWidget(words("Hồ sơ", "section"))
        for paper, needed, there in listed:
            copies = SpinBox()
            copies.setRange(0, 99)
            copies.setValue(there)
            copies.setSuffix(f" / {needed} bản")
            fit(copies, width=10)
            copies.setKeyboardTracking(False)
            copies.setEnabled(not self.session.locked)
            copies.setAccessibleName(f"Số bản đã có: {paper}")
            copies.valueChanged.connect(lambda count, name=paper: self._hand_in(name, count))
            name = words(f"{'✓' if there >= needed else '–'} {paper}")
            line = row(name, copies)
            line.setStretch(0, 1)
            holder = QWidget()
            holder.setLayout(line)
            self._box.addWidget(holder)

    def _hand_in(self, paper: str, copies: int) -> None:
        if self._shown is not None:
            key, papers = self._shown.key, {**self._shown.papers, paper: copies}
            self.session.act(lambda: self.session.book.awards.hand_in(key, papers))
