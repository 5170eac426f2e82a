"""The six questions on the bloc's regulation, each answered in its place; one that is left as "Hỏi khi gặp" has no rule
and is asked when it comes up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from models.book.regulation import titles as catalogue
from models.book.regulation.sources import cited
from models.rules.place.regulation import Rule
from models.rules.place.rule_checks import tables
from models.rules.place.rule_kinds import EVERY
from ui.base.layout import button, column, empty, no_margins, row, words
from ui.base.session import Session
from ui.base.turning import Turning
from ui.window.assistant import own_rules
from ui.window.assistant.answer_lines import (
    ASK,
    FIRST,
    VOTES,
    FirstLine,
    QuotaLine,
    VetoLine,
    VoteLine,
    choices,
    choose,
    firsts,
    narrow,
)
from ui.window.assistant.own_rules import Changes
from ui.words import rule_words

NO_MORE = "không xét nữa"
KEYS_SHOWN, MOST_KEYS, KEYS_IN_A_ROW = 4, 8, 2
QUOTAS_SHOWN, VETOES_SHOWN = 2, 2
QUESTIONS = (
    "1. Xếp hạng theo",
    "2. Bằng điểm thì xét lần lượt",
    "3. Đề nghị khen phải được bao nhiêu phiếu",
    "4. Số lượng được đề nghị năm nay",
    "5. Đơn vị có tự bỏ phiếu cho mình; ý kiến bằng văn bản",
    "6. Điều kiện loại trừ",
)
BY = ("raw", "percent-of-assigned", "percent-of-assigned-plus-bonus")


class Answers(QWidget):
    """All six, filled from the year's own rules.

    changed   an answer is another now
    """

    changed = Signal()

    def __init__(self, session: Session, other: Callable[[str, Rule | None], None], parent: QWidget | None = None):
        """`other(what, rule)` opens the window of a rule that no line here can say: "add", "mend", "remove"."""
        super().__init__(parent)
        self.session, self._other = session, other
        self.setObjectName("plain")
        self.by, self.keys = QComboBox(), list[QComboBox]()
        self.votes, self.quotas, self.vetoes = list[VoteLine](), list[QuotaLine](), list[VetoLine]()
        self.first = FirstLine(session, {})
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(6)

    # -- showing --

    def show_rules(self, spoken: Any) -> None:
        """Fill the page anew from the book; `spoken` is the vocabulary of the year's rules."""
        empty(self.body)
        self._spoken = spoken
        rules = own_rules.own(self.session)
        self.ranking = next((one for one in rules if one.kind == "ranking/1"), None)
        self._show_ranking()
        self._show_votes([one for one in rules if one.kind == "vote/1" and one.spec.get("way") == "acclaim"])
        led = firsts(rules)
        self._show_firsts(led)
        self._show_quotas([one for one in rules if one.kind == "award-quota/1"])
        self._show_voters()
        self._show_vetoes([one for one in rules if one.kind == "eligibility/1" and one not in led])
        self.body.addStretch(1)
        self._follow()

    def _head(self, number: int) -> QLabel:
        return words(QUESTIONS[number - 1], "strong")

    def _show_ranking(self) -> None:
        spec = self.ranking.spec if self.ranking is not None else {}
        said = partial(rule_words.say, words=self._spoken.words)
        self.by = choices(((one, said("by", one)) for one in BY), QUESTIONS[0])
        choose(self.by, spec.get("by", ""))
        self.by.activated.connect(lambda _place: self._follow())
        there = [str(one["key"]) for one in tables(spec.get("tie_keys"))]
        offered = dict.fromkeys((*there, *(one for one in self._spoken.offered["key"] if not one.startswith("item:"))))
        named = [(one, said("key", one)) for one in offered]
        count = max(min(max(KEYS_SHOWN, len(there) + 1), MOST_KEYS), len(there))  # none the rule has is left out
        self.keys = [choices(named, f"{QUESTIONS[1]}, thứ {n + 1}", NO_MORE if n else ASK) for n in range(count)]
        grid = QGridLayout()
        for place, box in enumerate(self.keys):
            narrow(box)
            choose(box, there[place] if place < len(there) else "")
            box.activated.connect(lambda _place: self._follow())
            grid.addWidget(box, place // KEYS_IN_A_ROW, place % KEYS_IN_A_ROW)
        grid.setColumnStretch(KEYS_IN_A_ROW, 1)
        self.assumed = words("", "muted")
        self.body.addLayout(column(self._head(1), row(self.by, None), self._head(2), grid, self.assumed, spacing=4))

    def _show_votes(self, rules: Sequence[Rule]) -> None:
        named = self._spoken.words
        said = self.session.worded
        self.votes = [
            VoteLine(self.session, one, one.scope, rule_words.scope_words(one.scope, named, said)) for one in rules
        ]
        self.votes = self.votes or [VoteLine(self.session, None, VOTES, "Mọi danh hiệu, hình thức")]
        self.body.addWidget(self._head(3))
        for line in self.votes:
            level, base = QWidget(), QWidget()
            level.setLayout(row(words(line.called, wrap=False), line.op, line.percent, words("%", wrap=False), None))
            base.setLayout(row(words("tính trên", wrap=False), line.base, None))
            self._side_by_side(level, base)
            self.body.addWidget(line.need)
            for box in (line.op, line.base):
                box.activated.connect(lambda _place: self._follow())
            line.percent.textChanged.connect(lambda _text: self._follow())

    def _show_firsts(self, rules: Sequence[Rule]) -> None:
        """Titles that no vote is held on: the first of the bloc is proposed."""
        known = {one.key: one.name for one in catalogue.all_of(self._rules()) if one.holder == "collective"}
        offered = {one: self._spoken.words.get(one, one) for one in self._spoken.offered["award"] if one != EVERY}
        named = known or offered
        taken = {str(one.spec["award"]) for one in rules}
        for one in rules:
            title = str(one.spec["award"])
            self._line(one, FIRST.format(title=named.get(title, title)))
        self.first = FirstLine(self.session, {key: said for key, said in named.items() if key not in taken})
        self.first.title.activated.connect(lambda _place: self._follow())
        self.body.addLayout(row(words("Không bỏ phiếu, lấy đơn vị đứng đầu:", wrap=False), self.first.title, None))

    def _rules(self) -> Sequence[Rule]:
        law, year = self.session.book.regulations, self.session.year
        return law.rules(year)

    def _show_voters(self) -> None:
        self.body.addWidget(self._head(5))
        for line in self.votes:
            own, written = QWidget(), QWidget()
            own.setLayout(row(words(f"{line.called}: tự bỏ phiếu", wrap=False), line.own, None))
            written.setLayout(row(words("ý kiến bằng văn bản", wrap=False), line.written, None))
            self._side_by_side(own, written)
            for box in (line.own, line.written):
                box.activated.connect(lambda _place: self._follow())

    def _side_by_side(self, *parts: QWidget) -> None:
        """Parts of one answer, under each other where there is little room."""
        for part in parts:
            no_margins(part)
        self.body.addWidget(Turning(*parts))

    def _show_quotas(self, rules: Sequence[Rule]) -> None:
        titles = {one: self._spoken.words.get(one, one) for one in self._spoken.offered["award"] if one != EVERY}
        plain = [one for one in rules if QuotaLine.says(one)]
        left = {one: said for one, said in titles.items() if all(rule.spec.get("award") != one for rule in rules)}
        self.quotas = [QuotaLine(self.session, one, titles) for one in plain]
        blank = max(QUOTAS_SHOWN - len(rules), 0) if left else 0
        self.quotas += [QuotaLine(self.session, None, left) for _ in range(blank)]
        self.body.addWidget(self._head(4))
        for line in self.quotas:
            what, many = QWidget(), QWidget()
            what.setLayout(row(line.title, line.how, line.most, line.percent, None))
            many.setLayout(row(line.base, line.rounding, None))
            self._side_by_side(what, many)
            for box in (line.title, line.how, line.base, line.rounding):
                box.activated.connect(lambda _place: self._follow())
            line.most.valueChanged.connect(lambda _count: self._follow())
            line.percent.textChanged.connect(lambda _text: self._follow())
        for one in rules:
            if not QuotaLine.says(one):
                self._line(one)
        if not titles:
            more = "Chưa có danh mục danh hiệu: lấy ở Quy chế, quy định, “Chọn quy định có sẵn…”."
            self.body.addWidget(words(more, "muted"))

    def _show_vetoes(self, rules: Sequence[Rule]) -> None:
        self.body.addWidget(self._head(6))
        usual = [one for one in rules if VetoLine.key_of(one)]
        blank = max(VETOES_SHOWN - len(usual), 1)
        self.vetoes = [VetoLine(self.session, one) for one in (*usual, *[None] * blank)]
        for line in self.vetoes:
            what, cite = QWidget(), QWidget()
            what.setLayout(row(words("Không đề nghị khen tập thể khi", wrap=False), line.what, None))
            cite.setLayout(row(line.cite))
            self._side_by_side(what, cite)
            line.what.activated.connect(lambda _place: self._follow())
            line.cite.editingFinished.connect(self._follow)
        for one in rules:
            if one not in usual:
                self._line(one)
        self.body.addLayout(row(button("Thêm điều kiện khác…", lambda: self._other("add", None)), None))

    def _line(self, rule: Rule, said: str = "") -> None:
        """A rule that says more than a line here can: its words, and the windows that mend it or take it out."""
        mend = button("Sửa…", partial(self._other, "mend", rule))
        ask = button("Hỏi khi gặp…", partial(self._other, "remove", rule))
        line = row(words(said or rule.quote or cited(rule.cite)), mend, ask)
        line.setStretch(0, 1)
        self.body.addLayout(line)

    def _follow(self) -> None:
        ranked = bool(self.by.currentData())
        for place, box in enumerate(self.keys):
            box.setEnabled(ranked and (place == 0 or bool(self.keys[place - 1].currentData())))
        spec = self._ranking_spec()
        self.assumed.setText(
            ""
            if spec is None
            else f"So bằng {rule_words.say('compare', spec['compare'], {})}; bằng nhau thì ghi hạng "
            f"{rule_words.say('ties', spec['ties'], {})}. Sửa ở Quy chế, quy định."
        )
        for line in self._asking():
            line.follow()
        self.changed.emit()

    # -- what is answered --

    def _ranking_spec(self) -> dict[str, object] | None:
        by = self.by.currentData()
        if not by:
            return None
        old = dict(self.ranking.spec) if self.ranking is not None else {"compare": "exact", "ties": "1,1,3"}
        before = {str(one["key"]): one for one in tables(old.get("tie_keys"))}
        said: list[str] = []
        for box in self.keys:
            if not box.currentData():
                break
            said.append(str(box.currentData()))
        return {**old, "by": by, "tie_keys": [before.get(one, {"key": one}) for one in dict.fromkeys(said)]}

    def _asking(self) -> tuple[VoteLine | QuotaLine, ...]:
        """The lines that may want a number."""
        return (*self.votes, *self.quotas)

    def ready(self) -> bool:
        """Whether every answer is whole."""
        return all(line.ready() for line in self._asking())

    def changes(self) -> Changes:
        """What the answers change in the year's own rules. Refusals of the numbers."""
        spec = self._ranking_spec()
        named = self._spoken.words
        said = ""
        if spec is not None:
            keys = [rule_words.say("key", one["key"], named) for one in tables(spec["tie_keys"])]
            ties = f" Bằng điểm thì lần lượt xét {', '.join(keys)}." if keys else ""
            said = f"Xếp theo {rule_words.say('by', spec['by'], named)}.{ties}"
        found = own_rules.answered(self.session, self.ranking, "ranking/1", None, spec, said)
        for vote in self.votes:
            found |= vote.changes()
        others: tuple[QuotaLine | VetoLine | FirstLine, ...] = (*self.quotas, *self.vetoes, self.first)
        for line in others:
            found |= line.changes()
        return found

    def silent(self) -> int:
        """How many of the six are left to be asked."""
        asked = [not self.by.currentData(), not (self.keys and self.keys[0].currentData())]
        asked += [not any(line.op.currentData() for line in self.votes) and not firsts(own_rules.own(self.session))]
        asked += [not any(line.title.currentData() for line in self.quotas)]
        asked += [not any(line.own.currentData() or line.written.currentData() for line in self.votes)]
        return sum(asked) + (not own_rules_of(self.session, "eligibility/1"))


def own_rules_of(session: Session, kind: str) -> list[Rule]:
    """The year's own rules of a kind."""
    return [one for one in own_rules.own(session) if one.kind == kind]
