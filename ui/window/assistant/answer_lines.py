"""The lines of the assistant's six questions that say one rule each: what a vote has to reach, how many may be
proposed, who is proposed without a vote, what rules a unit out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QComboBox

from models.rules.act.quorum import threshold_of
from models.rules.number.points import to_text
from models.rules.place.facts import CATALOGUE
from models.rules.place.regulation import Rule
from models.rules.place.rule_kinds import EVERY
from ui.base.layout import words
from ui.base.measure import fit
from ui.base.session import Session
from ui.kit.boxes import SpinBox
from ui.kit.fields import NameField, NumberField
from ui.window.assistant import own_rules
from ui.window.assistant.own_rules import Changes
from ui.words import rule_words

ASK = "Hỏi khi gặp"
NOT_YET = "Chưa có hướng dẫn"
NO_FIRST = "không có danh hiệu nào"
NO_VETO = "không có điều kiện nào nữa"
OPS = {"ge": "từ mức này trở lên", "gt": "quá mức này"}
BY_NUMBER, BY_SHARE = "max", "percent"
HOW_MANY = ((BY_NUMBER, "tối đa (đơn vị)"), (BY_SHARE, "không quá (%)"))
BASES, ROUNDINGS = ("units", "ranked-units"), ("down", "up", "half-up")
LETTERS, WHAT = 24, 32
VOTES = "acclaim"
"""The scope of a vote on any award, where the regulation parts none from the others."""
LEADS, VOTED = "leads-bloc", "approved-by-vote"
FIRST: Final = "{title}: không bỏ phiếu, lấy đơn vị đứng đầu."
VETO: Final = "Không đề nghị khen tập thể khi {what}."
EXCLUDED: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "sent": ("không gửi bảng tự chấm điểm", {"fact": "self-score-sent"}),
    "late": ("gửi bảng tự chấm điểm chậm", {"fact": "self-score-days-late", "le": 0}),
    "pledged": ("không ký giao ước thi đua", {"fact": "pledged"}),
    **{
        key: (CATALOGUE[fact].wording, {"not": {"fact": fact}})
        for key, fact in (
            ("veto", "any-veto"),
            ("leader", "leader-disciplined"),
            ("verified", "under-verification"),
            ("disunity", "disunity"),
        )
    },
    "year": ("không là thành viên đủ cả năm", {"fact": "full-year-member"}),
}
"""What usually rules a unit out, in words, and the condition that says it."""


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


def as_held(number: Fraction, before: object) -> object:
    """A number as specs hold it; one that is the same as before is written as before."""
    if before is not None and Fraction(str(before)) == number:
        return before
    return int(number) if number.denominator == 1 else to_text(number)


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
            old["percent"] = as_held(share, old.get("percent"))
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
                told = f"{self.session.worded('Khối')} có {members} thành viên: cần {need} phiếu."
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


class FirstLine:
    """A title that the first of the bloc is proposed for without a vote."""

    def __init__(self, session: Session, titles: Mapping[str, str]) -> None:
        self.session, self.titles = session, titles
        self.title = choices(titles.items(), "Danh hiệu không bỏ phiếu, lấy đơn vị đứng đầu", NO_FIRST)
        narrow(self.title)

    def changes(self) -> Changes:
        """The title's own condition asks for the first place and no vote any more, and the rule of its vote goes."""
        title = str(self.title.currentData() or "")
        if not title:
            return {}
        own = own_rules.own(self.session)
        old = next((one for one in own if is_condition(one, title)), None)
        scope = old.scope if old is not None else f"award:{title}/collective"
        kept: dict[str, object] = dict(old.spec) if old is not None else {"award": title, "holder": "collective"}
        asked = [one for one in clauses(kept.get("when")) if one.get("fact") not in (VOTED, LEADS)]
        when = {"all": [{"fact": LEADS}, *asked]} if asked else {"fact": LEADS}
        said = FIRST.format(title=self.titles.get(title, title))
        quote = f"{old.quote} {said}" if old is not None and old.quote else said
        found = own_rules.answered(self.session, old, "eligibility/1", scope, {**kept, "when": when}, quote)
        return found | {one.key: None for one in own if is_vote_on(one, title)}


def clauses(when: object) -> list[Mapping[str, Any]]:
    """The tests a condition asks for all together."""
    if not isinstance(when, Mapping):
        return []
    return list(when["all"]) if "all" in when else [when]


def is_condition(rule: Rule, title: str) -> bool:
    """Whether a rule is the condition of that title for collectives."""
    return (
        rule.kind == "eligibility/1"
        and rule.spec.get("award") == title
        and rule.spec.get("holder", "collective") == "collective"
    )


def is_vote_on(rule: Rule, title: str) -> bool:
    """Whether a rule says what a vote on that title has to reach."""
    return rule.kind == "vote/1" and (rule.scope or "").split("/")[0] == f"award:{title}"


def firsts(rules: Sequence[Rule]) -> list[Rule]:
    """The conditions by which the first of the bloc is proposed without a vote."""
    found = []
    for one in rules:
        title = str(one.spec.get("award", ""))
        facts = [clause.get("fact") for clause in clauses(one.spec.get("when"))]
        voted = VOTED in facts or any(is_vote_on(other, title) for other in rules)
        if is_condition(one, title) and LEADS in facts and not voted:
            found.append(one)
    return found


class QuotaLine:
    """How many of one title may be proposed: a number, or a share of the units."""

    def __init__(self, session: Session, rule: Rule | None, titles: Mapping[str, str]) -> None:
        self.session, self.rule, self.titles = session, rule, titles
        self.title = choices(titles.items(), "Danh hiệu, hình thức được phân bổ", NOT_YET)
        narrow(self.title)
        self.how = choices(HOW_MANY, "Cách tính số lượng", none="")
        self.most = SpinBox()
        self.most.setAccessibleName("Số lượng tối đa")
        self.most.setRange(0, 999)
        self.percent = NumberField(Fraction(0), Fraction(100), "figure")
        self.percent.setAccessibleName("Tỷ lệ phần trăm tối đa")
        said = partial(rule_words.say, words={})
        self.base = choices(((one, said("base", one)) for one in BASES), "Tính trên", none="")
        self.rounding = choices(((one, said("rounding", one)) for one in ROUNDINGS), "Làm tròn", none="")
        if rule is not None:
            choose(self.title, rule.spec["award"])
            self.title.setEnabled(False)
            choose(self.how, BY_SHARE if BY_SHARE in rule.spec else BY_NUMBER)
            self.most.setValue(int(str(rule.spec.get(BY_NUMBER, 0))))
            if BY_SHARE in rule.spec:
                self.percent.set_value(Fraction(str(rule.spec[BY_SHARE])))
                choose(self.base, rule.spec.get("base", BASES[0]))
                choose(self.rounding, rule.spec.get("rounding", ROUNDINGS[0]))

    @staticmethod
    def says(rule: Rule) -> bool:
        """Whether a line here can say the whole of a rule."""
        return BY_NUMBER in rule.spec or (BY_SHARE in rule.spec and rule.spec.get("base", BASES[0]) in BASES)

    def follow(self) -> None:
        """Show what the way of counting needs."""
        share = self.how.currentData() == BY_SHARE
        self.most.setVisible(not share)
        for part in (self.percent, self.base, self.rounding):
            part.setVisible(share)

    def ready(self) -> bool:
        """Whether a share that is asked for is there."""
        asked = self.title.currentData() and self.how.currentData() == BY_SHARE
        return not asked or bool(self.percent.text().strip())

    def changes(self) -> Changes:
        """Refusals of the number."""
        title = str(self.title.currentData() or "")
        if not title:
            return {}
        old: dict[str, object] = dict(self.rule.spec) if self.rule is not None else {"award": title}
        share = self.percent.value() if self.how.currentData() == BY_SHARE else None
        named = self.titles.get(title, title)
        if isinstance(share, Fraction):
            spec = {name: value for name, value in old.items() if name != BY_NUMBER}
            spec[BY_SHARE] = as_held(share, old.get(BY_SHARE))
            spec |= {"base": self.base.currentData(), "rounding": self.rounding.currentData()}
            of = f"{self.base.currentText().lower()}, {self.rounding.currentText().lower()}"
            said = f"{named}: không quá {str(spec[BY_SHARE]).replace('.', ',')}% {of}."
        else:
            spec = {name: value for name, value in old.items() if name not in (BY_SHARE, "base", "rounding")}
            spec[BY_NUMBER] = self.most.value()
            said = f"{named}: tối đa {self.most.value()}."
        scope = self.rule.scope if self.rule is not None else f"award:{title}"
        return own_rules.answered(self.session, self.rule, "award-quota/1", scope, spec, said)


class VetoLine:
    """One thing that rules a unit out, with the article that says so."""

    def __init__(self, session: Session, rule: Rule | None) -> None:
        self.session, self.rule = session, rule
        self.what = choices(((key, said) for key, (said, _when) in EXCLUDED.items()), "Điều kiện loại trừ", NO_VETO)
        narrow(self.what, WHAT)
        self.cite = NameField("", "khoản, điều; chưa có thì để trống")
        fit(self.cite, least_width=LETTERS + 8)
        self.cite.setAccessibleName("Khoản, điều nói điều kiện loại trừ")
        if rule is not None:
            choose(self.what, self.key_of(rule))
            self.cite.setText("" if rule.cite == own_rules.CITE else rule.cite)

    @staticmethod
    def key_of(rule: Rule) -> str:
        """Which of the usual exclusions a rule is; "" for any other."""
        if rule.spec.get("award") != EVERY or rule.spec.get("holder") != "collective":
            return ""
        return next((key for key, (_said, when) in EXCLUDED.items() if dict(when) == rule.spec.get("when")), "")

    def changes(self) -> Changes:
        key = str(self.what.currentData() or "")
        said, when = EXCLUDED.get(key, ("", {}))
        spec = {"award": EVERY, "holder": "collective", "when": dict(when)} if key else None
        scope = f"award:{EVERY}/collective"
        found = own_rules.answered(self.session, self.rule, "eligibility/1", scope, spec, VETO.format(what=said))
        cite = self.cite.value() or own_rules.CITE
        if key and self.rule is not None and not found and cite != self.rule.cite:
            found = {self.rule.key: self.rule}
        return {name: replace(one, cite=cite) if one is not None else None for name, one in found.items()}
