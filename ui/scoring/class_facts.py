"""Ghi điều kiện xếp loại: what others found of every unit, one fact of the rule at a time, and who says so."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from models.rules.number.points import from_text, to_text
from models.rules.place.facts import CATALOGUE, Noted
from models.rules.words import capital
from ui.base.session import Session
from ui.kit.fields import DateField, NameField, NumberField
from ui.kit.form_dialog import FormDialog
from ui.words import messages

YES_NO: Final = {"": "chưa ghi", "yes": "Có", "no": "Không"}


class ClassFactsDialog(FormDialog):
    """The fact, who says so, and a field for every unit; a unit whose fact the book works out has none to fill."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Ghi điều kiện xếp loại", self._save, parent, session=session)
        findings, year = session.book.findings, session.year
        self.fact = QComboBox()
        for key, wording in findings.class_facts(year).items():
            self.fact.addItem(capital(session.worded(wording)), key)
        self.by = NameField(placeholder="ví dụ: Ban Thường vụ Tỉnh ủy")
        self.document = NameField(placeholder="số văn bản")
        self.date = DateField()
        self.add("&Điều kiện", self.fact)
        self.add("&Nơi xác nhận", self.by)
        self.add("&Văn bản", self.document, "Ghi cho những đơn vị có số liệu đổi lần này; đơn vị khác giữ như đã ghi.")
        self.add("N&gày", self.date)
        self.lines: dict[str, tuple[QStackedWidget, NumberField, QComboBox]] = {}
        for member in session.book.members.roster(year):
            number, choice, both = NumberField(kind="figure"), QComboBox(), QStackedWidget()
            both.addWidget(number)
            both.addWidget(choice)
            called = session.book.members.called(member.unit, year)
            for field in (number, choice):
                field.setAccessibleName(called)
            self.lines[member.key] = both, number, choice
            self.add("{unit}", both, unit=called)
        self.fact.currentIndexChanged.connect(lambda _place: self._show())
        self._show()

    @property
    def _kind(self) -> str:
        return str(self.fact.currentData())

    @property
    def _numbers(self) -> bool:
        return CATALOGUE[self._kind.partition("(")[0]].type == "number"

    def _show(self) -> None:
        """What is recorded of the fact chosen, in the field it is said in."""
        book, year, kind = self.session.book, self.session.year, self._kind
        choices = YES_NO
        if CATALOGUE[kind.partition("(")[0]].type == "text":
            choices = {"": YES_NO[""], **book.findings.level_names(year)}
        recorded = {one.holder: one for one in book.findings.all(year) if one.kind == kind}
        self.known = {unit: recorded[unit].value if unit in recorded else "" for unit in self.lines}
        for unit, (both, number, choice) in self.lines.items():
            one = recorded.get(unit)
            own = book.findings.of_class(year, kind, unit) if one is None else None
            both.setCurrentIndex(0 if self._numbers else 1)
            both.setEnabled(own is None)
            number.setPlaceholderText("" if own is None else f"{_value_of(own)} (sổ tính)")
            number.set_value(from_text(one.value) if one is not None and self._numbers else None)
            choice.clear()
            for key, label in choices.items():
                choice.addItem(label, key)
            choice.setCurrentIndex(max(0, choice.findData(self.known[unit])))
            said = (one.by, one.document, messages.show(one.date)) if one is not None else ()
            both.setToolTip(", ".join(part for part in said if part))

    def _value(self, unit: str) -> str:
        _both, number, choice = self.lines[unit]
        if not self._numbers:
            return str(choice.currentData())
        value = number.value()
        return to_text(value) if isinstance(value, Fraction) else ""

    def _save(self) -> None:
        findings, year = self.session.book.findings, self.session.year
        said = self.by.value() or None, self.document.value() or None
        on = self.date.value()
        with findings.together(year):
            for unit in self.lines:
                value = self._value(unit)
                if value != self.known[unit]:
                    findings.put(year, unit, value, self._kind, *said, str(on) if on else None)


def _value_of(own: object) -> str:
    return messages.show(own.value if isinstance(own, Noted) else own)
