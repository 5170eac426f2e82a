"""Titles of a ministry for the agencies of its sector, put into the year's catalogue in one act."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from models.book.regulation.ministries import MinistryTitle
from models.rules.place.rule_kinds import HOLDER
from models.rules.place.shapes import many, record, text
from ui.base.layout import row, words
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.spec.rule_fields import ABSENT, Vocabulary, plain_field
from ui.regulation.rule_area import RuleArea

WIDE, HIGH = 110, 40  # letters, lines
LINES = many(record(name=text, holder=HOLDER, needs_=text))
ASKED = (
    "Ghi ở “Cần có” điều kiện theo văn bản của bộ, ngành, nếu biết. Khi xét, sổ hỏi từng trường hợp kết quả bộ, ngành "
    "xác nhận; thiếu thì để “chưa rõ”, không tự coi là đạt."
)


class MinistryDialog(FormDialog):
    """Asks for the ministry, who decides, for which units, and the titles, of which the usual ones are offered."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Danh hiệu của bộ, ngành", self._add, parent, session=session)
        self.body = NameField(placeholder="ví dụ: Bộ Tài chính")
        self.decided_by = NameField(placeholder="ví dụ: Bộ trưởng Bộ Tài chính")
        units = sorted(session.book.members.roster(session.year), key=lambda one: one.unit.kind != "central_vertical")
        vertical = [one.key for one in units if one.unit.kind == "central_vertical"]
        said = Vocabulary({one.key: one.unit.short_name for one in units}, {"units": [one.key for one in units]})
        only = vertical if len(vertical) == 1 else ABSENT
        made = plain_field("units", many(text), only, True, said)
        assert made is not None
        self.units = made
        self.area = RuleArea()
        self.area.show_rule("titles", LINES, ABSENT, Vocabulary())
        self.cite = NameField(placeholder="điều, khoản, tên văn bản")
        self.starts, self.ends = DateField(f"{session.year}-01-01"), DateField()
        self.add("&Bộ, ngành", self.body)
        self.add("&Người quyết định", self.decided_by)
        self.add("Dành cho đơn &vị", self.units.widget)
        self.fields.addRow(words("Danh hiệu, hình thức khen thưởng", "section"))
        self.fields.addRow(self.area)
        self.say(ASKED, "muted")
        self.add("&Căn cứ", self.cite)
        until = words("đến hết", wrap=False)
        self.add("&Hiệu lực từ", row(self.starts, until, self.ends, words("(để trống là không hạn)", "muted"), None))
        for field in (self.body, self.decided_by):
            field.editingFinished.connect(self._offer)
        roomy(self, WIDE, HIGH)

    def _offer(self) -> None:
        """The usual titles under the names typed, as long as nobody changed the lines."""
        body, decided_by = self.body.value(), self.decided_by.value()
        if body and decided_by and self.area.is_untouched():
            usual = self.session.book.ministries.usual(body, decided_by)
            lines = [{"name": one.name, "holder": one.holder} for one in usual]
            self.area.show_rule("titles", LINES, lines, Vocabulary())

    def _add(self) -> object:
        lines: Any = self.area.spec() or ()
        chosen = self.units.value()
        return self.session.book.ministries.add(
            self.session.year,
            self.body.value(),
            self.decided_by.value(),
            () if chosen is ABSENT else chosen,
            [
                MinistryTitle(str(one.get("name", "")), str(one.get("holder", "")), one.get("needs", ""))
                for one in lines
            ],
            self.cite.value(),
            self.starts.value(),
            self.ends.value(),
        )
