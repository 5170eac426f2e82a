"""Ghi điều kiện xếp loại: what others found of every unit, one fact of the rule at a time, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from models.rules.errors import BadInput
from models.rules.number.points import from_text, to_text
from models.rules.place.facts import CATALOGUE, Noted
from models.rules.words import capital
from ui.base.session import Session
from ui.kit.fields import DateField, NameField, NumberField
from ui.kit.form_dialog import FormDialog
from ui.words import messages

SOURCE_HINT: Final = (
    "Ghi cho những đơn vị có số liệu đổi lần này; không số liệu nào đổi thì ghi lại cho mọi đơn vị đã có số liệu."
)
YES_NO: Final = {"": "chưa ghi", "yes": "Có", "no": "Không"}


Found = tuple[str, str, str, str | None, str | None, str | None]
"""Unit, value, fact, who says so, document, day."""


class _Typed(NamedTuple):
    """What stands in the fields while one fact is shown."""

    by: str
    document: str
    date: str
    units: dict[str, str]


class ClassFactsDialog(FormDialog):
    """The fact, who says so, and a field for every unit; a unit whose fact the book works out has none to fill. What
    was typed for one fact stays while another is shown; all of them are written together.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Ghi điều kiện xếp loại", self._save, parent, session=session)
        findings, year = session.book.findings, session.year
        self.fact = QComboBox()
        for key, wording in findings.class_facts(year).items():
            self.fact.addItem(capital(session.worded(wording)), key)
        self.by = NameField(placeholder="ví dụ: Ban Thường vụ Tỉnh ủy")
        self.document = NameField(placeholder="số văn bản")
        self.date = DateField()
        self.add("Điều &kiện", self.fact)
        self.add("&Nơi xác nhận", self.by)
        self.add("&Văn bản", self.document, SOURCE_HINT)
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
        self.typed: dict[str, _Typed] = {}
        self._kind = ""
        self.fact.currentIndexChanged.connect(lambda _place: self._turn())
        self._turn()

    def _turn(self) -> None:
        """Show the fact chosen, with what was typed for it before."""
        self._keep()
        self._kind = str(self.fact.currentData())
        self._show()
        typed = self.typed.get(self._kind, _Typed("", "", "", {}))
        self.by.setText(typed.by)
        self.document.setText(typed.document)
        self.date.setText(typed.date)
        for unit, said in typed.units.items():
            _both, number, choice = self.lines[unit]
            if self._numbers:
                number.setText(said)
            else:
                choice.setCurrentIndex(max(0, choice.findData(said)))

    def _keep(self) -> None:
        if self._kind:
            said = {
                unit: number.text() if self._numbers else str(choice.currentData())
                for unit, (_both, number, choice) in self.lines.items()
            }
            self.typed[self._kind] = _Typed(self.by.text(), self.document.text(), self.date.text(), said)

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
        self.sources = {unit: (one.by, one.document, one.date) for unit, one in recorded.items()}
        self.known = {unit: recorded[unit].value if unit in recorded else "" for unit in self.lines}
        for unit, (both, number, choice) in self.lines.items():
            one = recorded.get(unit)
            own = book.findings.of_class(year, kind, unit) if one is None else None
            both.setCurrentIndex(0 if self._numbers else 1)
            both.setEnabled(own is None)
            number.setPlaceholderText("" if own is None else f"{_value_of(own)} (sổ tính)")
            number.set_value(from_text(one.value) if one is not None and self._numbers else None)
            choice.clear()
            for key, label in {**choices, self.known[unit]: choices.get(self.known[unit], self.known[unit])}.items():
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
        self._keep()
        said: list[Found] = []
        for kind in [*self.typed]:  # one that cannot be read is the one shown
            self.fact.setCurrentIndex(self.fact.findData(kind))
            said.extend(self._changed())
        findings, year = self.session.book.findings, self.session.year
        with findings.together(year):
            for unit, value, kind, by, document, on in said:
                findings.put(year, unit, value, kind, by, document, on)

    def _changed(self) -> Iterator[Found]:
        """What of the fact shown is to be recorded anew, with who says so: the units whose value changed. Where
        none did and who says so was typed, it is mended of all that have a value. BadInput `finding.no_value`,
        `finding.no_one_source` (facts: kind): no unit has one, or they rest on several sources.
        """
        date = self.date.value()
        said = self.by.value() or None, self.document.value() or None, str(date) if date else None
        values = {unit: self._value(unit) for unit in self.lines}
        units = [unit for unit, value in values.items() if value != self.known[unit]]
        if any(said) and not any(values[unit] for unit in units):
            left = [unit for unit, value in values.items() if value and unit not in units]
            if units or not left:
                raise BadInput("finding.no_value", kind=self.fact.currentText())
            if len({self.sources[unit] for unit in left}) > 1:
                raise BadInput("finding.no_one_source", kind=self.fact.currentText())
            units = left
        for unit in units:
            yield unit, values[unit], self._kind, *said


def _value_of(own: object) -> str:
    return messages.show(own.value if isinstance(own, Noted) else own)
