"""Entering a condition that is not there yet: one test chosen by its wording from the catalogue of facts.

Only what the catalogue knows can be chosen, so no code of a fact is ever typed. A longer condition comes with a file.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QWidget

from models.rules import points
from models.rules.errors import BadInput
from models.rules.facts import CATALOGUE, Fact
from models.rules.text import to_date
from ui.widgets.fields import NameField
from ui.widgets.layout import column, row
from ui.widgets.rule_fields import ABSENT, ValueField, Vocabulary

_ORDERED: Final = (("ge", "từ … trở lên"), ("gt", "trên"), ("le", "không quá"), ("lt", "dưới"), ("eq", "bằng"))
_HOW: Final[dict[str, tuple[tuple[Any, str], ...]]] = {
    "number": _ORDERED,
    "date": (("le", "không sau"), ("ge", "không trước"), ("eq", "đúng ngày")),
    "text": (("eq", "là"),),
    "yes-no": ((True, "có"), (False, "không")),
}
_OFFERED: Final = tuple(fact for fact in CATALOGUE.values() if set(fact.params) <= {"of"})
"""Facts with at most the one parameter that can be chosen by its name."""


class NewCondition(ValueField):
    """A fact, what it is of, how it is compared, with what; nothing chosen leaves the condition out."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self.fact, self.of, self.how, self.literal = QComboBox(), self._named(), QComboBox(), self._named()
        self.fact.addItem("chọn điều kiện…", None)
        for fact in _OFFERED:
            self.fact.addItem(fact.wording.format(of="…"), fact.id)
        self.fact.setAccessibleName("Điều kiện")
        self.of.setAccessibleName("Điều kiện nói về")
        self.how.setAccessibleName("Cách so")
        self.literal.setAccessibleName("Mức")
        self.widget = QWidget()
        self.widget.setLayout(
            column(row(self.fact, None), row(self.of, self.how, self.literal, None, spacing=6), spacing=3)
        )
        self.fact.currentIndexChanged.connect(lambda _place: self._follow())
        self._follow()

    def _named(self) -> QComboBox:
        """Codes by what they are called; other text may be typed."""
        made = QComboBox()
        made.setEditable(True)
        made.setLineEdit(NameField())
        for code, name in self._words.items():
            made.addItem(name, code)
        made.setCurrentIndex(-1)
        made.setMinimumWidth(made.fontMetrics().averageCharWidth() * 18)
        return made

    def choose(self, fact: str) -> None:
        """Choose a fact of the catalogue."""
        self.fact.setCurrentIndex(self.fact.findData(fact))

    def _chosen(self) -> Fact | None:
        key = self.fact.currentData()
        return None if key is None else CATALOGUE[key]

    def _follow(self) -> None:
        fact = self._chosen()
        self.how.clear()
        for key, said in _HOW[fact.type] if fact else ():
            self.how.addItem(said, key)
        self.of.setVisible(fact is not None and bool(fact.params))
        self.how.setVisible(fact is not None)
        self.literal.setVisible(fact is not None and fact.type != "yes-no")

    def _said(self, box: QComboBox) -> str:
        """The code of a name that stands in the list, else what was typed."""
        typed = box.currentText().strip()
        place = box.findText(typed)
        return str(box.itemData(place)) if place >= 0 else typed

    def value(self) -> Any:
        fact = self._chosen()
        if fact is None:
            return ABSENT
        test: dict[str, Any] = {"fact": fact.id}
        if fact.params:
            test["of"] = self._said(self.of)
            if not test["of"]:
                raise BadInput("line.missing", label=fact.wording.format(of="…"))
        if fact.type == "yes-no":
            return test if self.how.currentData() else {"not": test}
        return test | {self.how.currentData(): self._compared(fact)}

    def _compared(self, fact: Fact) -> object:
        typed = self.literal.currentText().strip()
        if not typed:
            raise BadInput("line.missing", label=f"Mức của “{fact.wording.format(of='…')}”")
        if fact.type == "number":
            value = points.parse_figure(typed)
            return value.numerator if value.denominator == 1 else points.to_text(value)
        return to_date(typed) if fact.type == "date" else self._said(self.literal)
