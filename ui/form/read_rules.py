"""Đọc quy tắc từ lời: what every item's sentence was read as, ticked one by one or all that are sure, in one step.

Nothing is written without a tick; a proposal with an open question cannot be ticked, one with a doubt only by hand.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from models.rules.form.scoring import Form, Item
from models.rules.form.wordings.proposal import Proposal, propose
from models.rules.form.wordings.readings import Unread
from ui.base.columns import fit_columns
from ui.base.layout import button, row, scrolled
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.form.wording_questions import WordingQuestions
from ui.kit import style
from ui.kit.form_dialog import FormDialog
from ui.words import read_back, wording_words

HEADS: Final = ("Mục", "Lời trên bảng", "Đọc được", "Ví dụ")
_CHECKABLE: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
_FIXED: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
WAITING: Final = "Chờ trả lời câu hỏi ở trên"


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its sentence and what was made of it."""

    item: Item
    name: str
    got: Proposal | Unread


class ReadRulesDialog(FormDialog):
    """The proposals of one draft; writes those that are ticked."""

    def __init__(self, session: Session, form: Form, parent: QWidget | None = None) -> None:
        super().__init__("Đọc quy tắc từ lời", self._take, parent, "Nhận các mục đã đánh dấu", session=session)
        self._session, self._form = session, form
        self._refused_ticks: set[str] = set()
        self._given_ticks: set[str] = set()
        self.summary = self.say("")
        self.questions = WordingQuestions(wording_words.known_answers(line.text for line in form.lines))
        self._area = scrolled(self.questions)
        self.fields.addRow(self._area)
        self._build_table()
        self.detail = self.say("", "quote")
        self.why = self.say("", "muted")
        self.questions.answered.connect(self.refresh)
        self.refresh()
        roomy(self, 132, 35)

    def _build_table(self) -> None:
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Các mục có lời chấm điểm")
        self.tree.setHeaderLabels(list(HEADS))
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        fit(self.tree, least_height=11)
        header = self.tree.header()
        header.setStretchLastSection(False)
        fit_columns(header, {0: 18, 3: 34})
        for place in (1, 2):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        every = button("Đánh dấu mọi mục chắc chắn", lambda: self.tick_all(True), "link")
        none = button("Bỏ đánh dấu", lambda: self.tick_all(False), "link")
        self.fields.addRow(self.tree)
        self.fields.addRow(row(every, none, None))
        self.tree.itemChanged.connect(self._ticked)
        self.tree.currentItemChanged.connect(lambda *_: self._tell())

    # -- showing --

    def lines(self) -> list[Line]:
        """Every item with words that are no mere description, in printed order."""
        found = []
        for item in self._form.items():
            got = propose(item, self.questions.answers)
            if got is not None and not (isinstance(got, Unread) and got.plain):
                found.append(Line(item, _path(self._form, item), got))
        return found

    def refresh(self) -> None:
        """Everything anew after an answer; what was ticked or refused by hand stays so."""
        self.shown = self.lines()
        proposals = [line.got for line in self.shown if isinstance(line.got, Proposal)]
        counts = Counter(key for got in proposals for key in (*got.open, *got.answered))
        counts.update({key: 0 for key in self.questions.boxes if key not in counts})
        self.questions.ask(counts)
        shown = min(len(self.questions.boxes), 5)
        self._area.setVisible(shown > 0)
        self._area.setFixedHeight(shown * (self.questions.sizeHint().height() // max(len(self.questions.boxes), 1) + 4))
        self.tree.blockSignals(True)
        current = self.tree.currentItem()
        kept = self.tree.indexOfTopLevelItem(current) if current is not None else 0
        self.tree.clear()
        for line in self.shown:
            self._add(line)
        self.tree.blockSignals(False)
        if self.shown:
            again = self.tree.topLevelItem(min(max(kept, 0), len(self.shown) - 1))
            assert again is not None, "there is a line for each"
            self.tree.setCurrentItem(again)
        self._tell()
        self._count()

    def _add(self, line: Line) -> None:
        got = line.got
        text = " ".join(line.item.rule_text.split())
        if isinstance(got, Unread):
            entry = QTreeWidgetItem([line.name, text, "chưa đọc được, giữ nguyên lời", ""])
            entry.setFlags(_FIXED)
            entry.setForeground(2, QColor(style.MUTED))
        else:
            told = read_back.item_words(got.item) if not got.open else WAITING
            entry = QTreeWidgetItem([line.name, text, told, "" if got.open else read_back.example_words(got.item)])
            entry.setFlags(_FIXED if got.open else _CHECKABLE)
            ticked = not got.open and self._wanted(line.item.key, got.sure)
            entry.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            if got.doubts or got.open:
                entry.setForeground(2, QColor(style.WARN_INK))
        entry.setData(0, Qt.ItemDataRole.UserRole, line.item.key)
        entry.setSizeHint(0, QSize(0, self.fontMetrics().height() + 7))
        for place in (1, 2, 3):
            entry.setToolTip(place, entry.text(place))
        self.tree.addTopLevelItem(entry)

    def _wanted(self, key: str, sure: bool) -> bool:
        return key in self._given_ticks or (sure and key not in self._refused_ticks)

    def _tell(self) -> None:
        """The whole of the current line under the table."""
        entry = self.tree.currentItem()
        line = self.shown[self.tree.indexOfTopLevelItem(entry)] if entry is not None else None
        self.detail.setText(line.item.rule_text if line is not None else "")
        self.why.setText(read_back.proposal_words(line.got) if line is not None else "")
        self._make_room()

    def _count(self) -> None:
        proposals = [line.got for line in self.shown if isinstance(line.got, Proposal)]
        waiting = sum(bool(got.open) for got in proposals)
        unread = len(self.shown) - len(proposals)
        told = [f"{len(proposals)} mục đọc được"]
        told += [f"{waiting} mục chờ trả lời câu hỏi"] if waiting else []
        told += [f"{unread} mục chưa đọc được, giữ nguyên lời"] if unread else []
        told += [f"{len(self.ticked())} mục đã đánh dấu"]
        self.summary.setText(
            "; ".join(told) + "." if self.shown else "Bảng không có mục nào còn lời chấm điểm chưa đọc."
        )
        self.first.setEnabled(bool(self.ticked()))

    # -- ticks --

    def ticked(self) -> list[Line]:
        """The lines that would be taken."""
        found = []
        for place, line in enumerate(self.shown):
            entry = self.tree.topLevelItem(place)
            if isinstance(line.got, Proposal) and entry is not None and entry.checkState(0) == Qt.CheckState.Checked:
                found.append(line)
        return found

    def _ticked(self, entry: QTreeWidgetItem, place: int) -> None:
        if place != 0:
            return
        key, on = entry.data(0, Qt.ItemDataRole.UserRole), entry.checkState(0) == Qt.CheckState.Checked
        (self._given_ticks if on else self._refused_ticks).add(key)
        (self._refused_ticks if on else self._given_ticks).discard(key)
        self._count()

    def tick_all(self, on: bool) -> None:
        """Tick everything that is sure, or nothing; what has a doubt is ticked by hand only."""
        self._given_ticks.clear()
        self._refused_ticks = set() if on else {line.item.key for line in self.shown}
        self.refresh()

    # -- writing --

    def _take(self) -> object:
        taken = [line.got for line in self.ticked()]
        made = [got for got in taken if isinstance(got, Proposal)]
        notes = wording_words.notes_of((key for got in made for key in got.answered), self.questions.answers)
        self._session.book.forms.take_rules(self._form.key, [got.item for got in made], notes)
        return len(made)


def readable(form: Form) -> int:
    """How many items have a sentence that can be read as a way of scoring and is not yet."""
    return sum(isinstance(propose(item), Proposal) for item in form.items())


def _path(form: Form, item: Item) -> str:
    """An item by its codes from the top, or its title where it has none: "I › 2"."""
    above = [form.node(key).code for key in reversed(form.path(item.key))]
    return " › ".join(code for code in (*above, item.code or item.title) if code)
