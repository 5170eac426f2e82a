"""Amending one rule from a day on: its settings in fields made from its kind, the source of the new wording, the
reason."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from models.book.regulation.sources import cited
from models.rules.place.regulation import Rule
from models.rules.place.rule_kinds import KINDS, SUPERSEDED
from models.rules.words import capital
from ui.base.layout import row, words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea
from ui.regulation.rule_area import RuleArea
from ui.regulation.rule_vocabulary import vocabulary
from ui.words.labels import MENDED

WIDE, HIGH = 122, 38  # letters, lines


class AmendDialog(FormDialog):
    """Writes a new revision; until the day before, the old wording holds."""

    def __init__(self, session: Session, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__("Sửa quy định", self._amend, parent, session=session)
        self.rule = rule
        self.say(f"{session.worded(KINDS[rule.kind].name)}. {capital(cited(rule.cite))}", "section")
        spoken = vocabulary(session.book, session.year, rule)
        self.area = RuleArea()
        self.area.show_rule(rule.kind, KINDS[rule.kind].shape, rule.spec, spoken)
        self.editor = self.area.editor
        self.fields.addRow(self.area)
        self.mended = QCheckBox("Áp dụng cách đọc đã sửa")
        self.mended.setVisible(rule.kind in SUPERSEDED)
        if rule.kind in SUPERSEDED:
            self.fields.addRow(self.mended)
            self.say(MENDED[SUPERSEDED[rule.kind]], "muted")
        self.cite = NameField(rule.cite)
        self.quote = TextArea(rule.quote)
        self.quote.setTabChangesFocus(True)
        fit(self.quote, most_height=2.5)
        self.reason = NameField(placeholder="ví dụ: Hội nghị khối thống nhất sửa")
        self.document = NameField(placeholder="số, ngày văn bản")
        self.on = DateField(session.book.today())
        self.add("&Căn cứ", self.cite)
        self.add("&Nguyên văn", self.quote)
        self.add("&Lý do sửa", self.reason)
        self.add("&Văn bản", row(self.document, words("có hiệu lực từ", wrap=False), self.on))
        self.later = self.say("", "warn")
        self.on.textChanged.connect(lambda _text: self._look_at_day())
        self._look_at_day()
        roomy(self, WIDE, HIGH)

    def _look_at_day(self) -> None:
        """Say when the new wording begins only after the shown year, which then goes on by the old one."""
        session, day = self.session, self.on.readable()
        is_later = day is not None and day > session.book.years.last_day(session.year)
        called = session.called()
        self.later.setText(f"Ngày này sau {called}: cả {called} vẫn theo quy định cũ." if is_later else "")
        self.later.setVisible(is_later)

    def _amend(self) -> object:
        on = self.on.needed()
        return self.session.book.regulations.amend(
            self.session.year,
            self.rule.key,
            self.area.spec(),
            self.reason.value(),
            self.document.value() or None,
            on,
            cite=self.cite.value(),
            quote=self.quote.toPlainText(),
            kind=SUPERSEDED[self.rule.kind] if self.mended.isChecked() else None,
        )
