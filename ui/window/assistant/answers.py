"""The six questions on the bloc's regulation, each answered in its place; one that is left as "Hỏi khi gặp" has no rule
and is asked when it comes up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from models.rules.act.quorum import threshold_of
from models.rules.number.points import to_text
from models.rules.place.regulation import Rule
from models.rules.place.rule_checks import tables
from models.rules.place.rule_kinds import EVERY
from ui.base.layout import button, column, empty, no_margins, row, words
from ui.base.session import Session
from ui.base.turning import Turning
from ui.kit.fields import NumberField
from ui.window.assistant import own_rules
from ui.window.assistant.own_rules import Changes
from ui.words import rule_words

ASK = "Hỏi khi gặp"
NO_MORE = "không xét nữa"
NOT_YET = "Chưa có hướng dẫn"
KEYS_SHOWN, MOST_KEYS, KEYS_IN_A_ROW = 4, 8, 2
QUOTAS_SHOWN = 2
QUESTIONS = (
    "1. Xếp hạng theo",
    "2. Bằng điểm thì xét lần lượt",
    "3. Đề nghị khen phải được bao nhiêu phiếu",
    "4. Số lượng được đề nghị năm nay",
    "5. Đơn vị có tự bỏ phiếu cho mình; ý kiến bằng văn bản",
    "6. Điều kiện loại trừ",
)
BY = ("raw", "percent-of-assigned", "percent-of-assigned-plus-bonus")
OPS = {"ge": "từ mức này trở lên", "gt": "quá mức này"}
LETTERS = 24
VOTES = "acclaim"
"""The scope of a vote on any award, where the regulation parts none from the others."""


def choices(pairs: Iterable[tuple[str, str]], name: str, none: str = ASK) -> QComboBox:
    """A box whose first choice, "", leaves the question open."""
    made = QComboBox()
    made.setAccessibleName(name)
    if none:
        made.addItem(none, "")
    for code, said in pairs:
        made.addItem(said[:1].upper() + said[1:], code)
    return made


def narrow(box: QComboBox, letters: int = LETTERS) -> None:
    """Let a box be as narrow as so many letters, whatever its longest choice is."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)


def choose(box: QComboBox, code: object) -> None:
    """Choose a code; one that is not offered is added as it stands."""
    if box.findData(code) < 0:
        box.addItem(str(code), code)
    box.setCurrentIndex(box.findData(code))


class VoteLine:
    """What a vote on one award, or on any, has to reach."""

    def __init__(self, session: Session, rule: Rule | None, scope: str | None, called: str) -> None:
        self.session, self.rule, self.scope, self.called = session, rule, scope, called
        said = partial(rule_words.say, words={})
        self.op = choices(OPS.items(), f"{called}: mức cần đạt")
        self.percent = NumberField(Fraction(1), Fraction(100), "figure")
        self.percent.setAccessibleName(f"{called}: tỷ lệ phần trăm")
        bases = ("all-members", "present", "issued", "collected", "valid")
        self.base = choices(((one, said("base", one)) for one in bases), f"{called}: tính trên", none="")
        self.own = choices(((one, said("own_vote", one)) for one in ("yes", "no")), f"{called}: tự bỏ phiếu")
        self.written = choices(
            ((one, said("written", one)) for one in ("count", "not-count")), f"{called}: ý kiến bằng văn bản"
        )
        self.need = words("", "muted")
        spec = rule.spec if rule is not None else {}
        if rule is not None:
            choose(self.op, spec.get("op", ""))
            share = threshold_of(rule).share * 100
            self.percent.set_value(share if "percent" in spec else None)
            choose(self.base, spec.get("base", "all-members"))
            for box, name in ((self.own, "own_vote"), (self.written, "written")):
                value = spec.get(name, "ask")
                choose(box, "" if value == "ask" else value)

    def spec(self) -> dict[str, object] | None:
        """The rule's spec; None where it is to be asked. Refusals of the number."""
        if not self.op.currentData():
            return None
        old: dict[str, object] = dict(self.rule.spec) if self.rule is not None else {"way": "acclaim"}
        share = self.percent.value()
        if isinstance(share, Fraction):
            old = {name: value for name, value in old.items() if name != "fraction"}
            old["percent"] = whole_or_text(share)
        old |= {"op": self.op.currentData(), "base": self.base.currentData()}
        old |= {"written": self.written.currentData() or "ask"}
        if self.own.currentData() or "own_vote" in old:
            old["own_vote"] = self.own.currentData() or "ask"
        return old

    def ready(self) -> bool:
        """Whether the number that the level needs is there."""
        fraction = self.rule is not None and "fraction" in self.rule.spec
        return not self.op.currentData() or bool(self.percent.text().strip()) or fraction

    def follow(self) -> None:
        """Say what it means for this bloc, and let only what goes together be set."""
        asked = not self.op.currentData()
        for box in (self.percent, self.base, self.own, self.written):
            box.setEnabled(not asked)
        members = len(self.session.book.members.roster(self.session.year, f"{self.session.year}-12-31"))
        told = ""
        if not asked and self.ready() and self.base.currentData() == "all-members" and members:
            spec = self.session.value(self.spec)
            if spec is not None:
                need = threshold_of(Rule("", "vote/1", spec=spec)).need(members)
                told = f"Khối có {members} thành viên: cần {need} phiếu."
        elif not asked and not self.ready():
            told = "Ghi tỷ lệ phần trăm."
        self.need.setText(told)

    def changes(self) -> Changes:
        spec = self.spec()
        said = "" if spec is None else f"{self.called}: {OPS[str(spec['op'])]}"
        if spec is not None and "percent" in spec:
            said += f", {str(spec['percent']).replace('.', ',')}%"
            said += f", tính trên {rule_words.say('base', spec['base'], {})}."
        return own_rules.answered(self.session, self.rule, "vote/1", self.scope, spec, said)


class QuotaLine:
    """How many of one title may be proposed."""

    def __init__(self, session: Session, rule: Rule | None, titles: Mapping[str, str]) -> None:
        self.session, self.rule, self.titles = session, rule, titles
        self.title = choices(titles.items(), "Danh hiệu, hình thức được phân bổ", NOT_YET)
        self.most = QSpinBox()
        self.most.setAccessibleName("Số lượng tối đa")
        self.most.setRange(0, 999)
        if rule is not None:
            choose(self.title, rule.spec["award"])
            self.title.setEnabled(False)
            self.most.setValue(int(str(rule.spec["max"])))

    def changes(self) -> Changes:
        title = str(self.title.currentData() or "")
        if not title:
            return {}
        old: dict[str, object] = dict(self.rule.spec) if self.rule is not None else {"award": title}
        spec = {**old, "max": self.most.value()}
        scope = self.rule.scope if self.rule is not None else f"award:{title}"
        said = f"{self.titles.get(title, title)}: tối đa {self.most.value()}."
        return own_rules.answered(self.session, self.rule, "award-quota/1", scope, spec, said)


def whole_or_text(number: Fraction) -> int | str:
    """A number as specs hold it."""
    return int(number) if number.denominator == 1 else to_text(number)


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
        self.votes, self.quotas = list[VoteLine](), list[QuotaLine]()
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
        self._show_quotas([one for one in rules if one.kind == "award-quota/1"])
        self._show_voters()
        self._show_vetoes([one for one in rules if one.kind == "eligibility/1"])
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
        self.votes = [VoteLine(self.session, one, one.scope, rule_words.scope_words(one.scope, named)) for one in rules]
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
        plain = [one for one in rules if "max" in one.spec]
        left = {one: said for one, said in titles.items() if all(rule.spec.get("award") != one for rule in rules)}
        self.quotas = [QuotaLine(self.session, one, titles) for one in plain]
        blank = max(QUOTAS_SHOWN - len(rules), 0) if left else 0
        self.quotas += [QuotaLine(self.session, None, left) for _ in range(blank)]
        self.body.addWidget(self._head(4))
        for line in self.quotas:
            self.body.addLayout(row(line.title, words("tối đa", wrap=False), line.most, None))
            line.title.activated.connect(lambda _place: self._follow())
            line.most.valueChanged.connect(lambda _count: self._follow())
        for one in rules:
            if "max" not in one.spec:
                self._line(one)
        if not titles:
            more = "Chưa có danh mục danh hiệu: lấy ở Quy chế, quy định, “Chọn quy định có sẵn…”."
            self.body.addWidget(words(more, "muted"))

    def _show_vetoes(self, rules: Sequence[Rule]) -> None:
        self.body.addWidget(self._head(6))
        for one in rules:
            self._line(one)
        self.body.addLayout(row(button("Thêm điều kiện…", lambda: self._other("add", None)), None))

    def _line(self, rule: Rule) -> None:
        """A rule that says more than a line here can: its words, and the windows that mend it or take it out."""
        mend = button("Sửa…", partial(self._other, "mend", rule))
        ask = button("Hỏi khi gặp…", partial(self._other, "remove", rule))
        line = row(words(rule.quote or rule.cite), mend, ask)
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
        for line in self.votes:
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

    def ready(self) -> bool:
        """Whether every answer is whole."""
        return all(line.ready() for line in self.votes)

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
        for quota in self.quotas:
            found |= quota.changes()
        return found

    def silent(self) -> int:
        """How many of the six are left to be asked."""
        asked = [not self.by.currentData(), not (self.keys and self.keys[0].currentData())]
        asked += [not any(line.op.currentData() for line in self.votes)]
        asked += [not any(line.title.currentData() for line in self.quotas)]
        asked += [not any(line.own.currentData() or line.written.currentData() for line in self.votes)]
        return sum(asked) + (not own_rules_of(self.session, "eligibility/1"))


def own_rules_of(session: Session, kind: str) -> list[Rule]:
    """The year's own rules of a kind."""
    return [one for one in own_rules.own(session) if one.kind == kind]
