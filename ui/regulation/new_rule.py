"""A whole rule added by hand: its kind, what it is for, settings in fields made from the kind, source, validity."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from models.book.regulation.sources import cited
from models.rules.place.regulation import Rule
from models.rules.place.rule_kinds import KINDS, ONE_QUOTA, SUPERSEDED
from ui.base.layout import row, words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.spec.rule_fields import ABSENT
from ui.kit.text_area import TextArea
from ui.regulation import rule_scopes
from ui.regulation.rule_area import RuleArea
from ui.regulation.rule_vocabulary import vocabulary

WIDE, HIGH = 122, 40  # letters, lines
FIRST = "quorum/1"


class NewRuleDialog(FormDialog):
    """Writes a new rule into the year's regulation as its next revision."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Thêm quy định", self._add, parent, session=session)
        year = session.year
        self.kind, self.scope = QComboBox(), QComboBox()
        for kind in KINDS.values():
            if kind.id in SUPERSEDED:
                continue
            self.kind.addItem(session.worded(kind.name), kind.id)
        self.area = RuleArea()
        self.there = words("", "warn")
        self.cite = NameField(placeholder="điều, khoản, tên văn bản")
        self.quote = TextArea()
        self.quote.setTabChangesFocus(True)
        fit(self.quote, most_height=2)
        self.starts, self.ends = DateField(f"{year}-01-01"), DateField()
        self.reason = NameField(placeholder="ví dụ: Hội nghị khối thống nhất thêm")
        self.document = NameField(placeholder="số, ngày văn bản")
        self.add("&Loại quy định", self.kind)
        self.add("Á&p dụng cho", self.scope)
        self.fields.addRow(self.there)
        self.fields.addRow(self.area)
        self.add("&Căn cứ", self.cite)
        self.add("&Nguyên văn", self.quote)
        until = words("đến hết", wrap=False)
        self.add("&Hiệu lực từ", row(self.starts, until, self.ends, words("(để trống là không hạn)", "muted"), None))
        self.add("Lý &do thêm", row(self.reason, words("văn bản", wrap=False), self.document))
        self.kind.currentIndexChanged.connect(lambda _place: self._build())
        self.scope.currentIndexChanged.connect(lambda _place: self._follow())
        self.choose(FIRST)
        roomy(self, WIDE, HIGH)

    def choose(self, kind: str, scope: str | None = None) -> None:
        """Choose a kind of rule and, where it is asked, what the rule is for."""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._build()
        if scope is not None:
            self.scope.setCurrentIndex(self.scope.findData(scope))

    def _build(self) -> None:
        """Empty fields for the chosen kind."""
        kind = self.kind.currentData()
        spoken = vocabulary(self.session.book, self.session.year, Rule("", kind))
        self.scope.blockSignals(True)
        self.scope.clear()
        for scope, said in rule_scopes.offered(kind, spoken):
            self.scope.addItem(said, scope)
        self.scope.blockSignals(False)
        self.fields.setRowVisible(self.scope, self.scope.count() > 0)
        self._show_fields()
        self._follow()

    def _show_fields(self) -> None:
        kind = self.kind.currentData()
        way = rule_scopes.way_of(self.scope.currentData()) if kind == "vote/1" else ""
        spoken = vocabulary(self.session.book, self.session.year, Rule("", kind))
        self.area.show_rule(kind, KINDS[kind].shape, {"way": way} if way else ABSENT, spoken)

    def _follow(self) -> None:
        """Say that such a rule is there already: two in force at once would be a question."""
        kind, scope = self.kind.currentData(), self.scope.currentData()
        if kind == "vote/1" and self.area.is_untouched():
            self._show_fields()
        same = [one for one in self._rules() if (one.kind, one.scope) == (kind, scope)]
        known = same if self.scope.count() and "{" not in str(scope) else []
        if not self.scope.count() and kind not in ("eligibility/1", "title/1", ONE_QUOTA, "deadline/1"):
            known = [one for one in self._rules() if one.kind == kind]
        told = "; ".join(dict.fromkeys(cited(one.cite) for one in known))
        self.there.setText(
            f"Năm này đã có quy định như vậy ({told}). Cùng hiệu lực thì sổ hỏi áp dụng quy định nào; "
            "chỉ đổi nội dung thì dùng “Sửa quy định này…”."
        )
        self.there.setVisible(bool(known))

    def _rules(self) -> tuple[Rule, ...]:
        return self.session.book.regulations.rules(self.session.year)

    def _add(self) -> object:
        kind, spec = self.kind.currentData(), self.area.spec()
        starts, ends = self.starts.value(), self.ends.value()
        rule = Rule(
            "",
            kind,
            rule_scopes.scope_of(kind, self.scope.currentData(), spec),
            starts,
            ends,
            self.cite.value(),
            self.quote.toPlainText(),
            spec,
        )
        return self.session.book.regulations.add_rule(
            self.session.year, rule, self.reason.value(), self.document.value() or None
        )
