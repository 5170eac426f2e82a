"""Fields for the values of a rule, each made from the shape its rule kind declares.

Every field shows one value of a spec and gives it back in the same kind; a value that was not touched comes back as it
was. A field of a setting that may be left out gives `ABSENT` when it is empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QWidget

from models.rules import points, shapes
from models.rules.errors import BadInput
from models.rules.text import to_date
from ui.messages import decimal_comma
from ui.rule_words import say
from ui.widgets.fields import NameField
from ui.widgets.layout import row
from ui.widgets.text_area import TextArea

ABSENT: Final = object()
"""The value of a setting that is left out."""

UNSAID: Final = "không nêu"
"""Shown where a setting is left out."""

_FRACTION = re.compile(r"\d+/[1-9]\d*")
_LINES = 4


@dataclass(frozen=True)
class Vocabulary:
    """What codes are called (classes, steps, awards), and which codes each setting may choose among."""

    words: Mapping[str, str] = field(default_factory=dict)
    offered: Mapping[str, Sequence[str]] = field(default_factory=dict)


class ValueField:
    """One field of the editor: its widget and its value."""

    widget: QWidget

    def value(self) -> Any:
        """The value as the rule stores it, or ABSENT. Raises Refusal when what was typed cannot be read."""
        raise NotImplementedError


class _Typed(ValueField):
    """A line whose text is read; an untouched text gives the old value back."""

    def __init__(self, shown: str, old: Any, optional: bool, width: int = 0) -> None:
        self.widget: NameField = NameField(shown)
        if width:
            self.widget.setMaximumWidth(self.widget.fontMetrics().averageCharWidth() * width)
        self._shown, self._old, self._optional = shown, old, optional

    def value(self) -> Any:
        typed = self.widget.value()
        if typed == self._shown and self._old is not ABSENT:
            return self._old
        if not typed and self._optional:
            return ABSENT
        return self.read(typed)

    def read(self, typed: str) -> Any:
        return typed


class _NumberLine(_Typed):
    """90, 90,5 or 1/3."""

    def __init__(self, old: Any, optional: bool) -> None:
        super().__init__("" if old is ABSENT else decimal_comma(str(old)), old, optional, width=9)

    def read(self, typed: str) -> Any:
        if _FRACTION.fullmatch(typed):
            return typed
        value = points.parse_figure(typed)
        return value.numerator if value.denominator == 1 else points.to_text(value)


class _MonthDayLine(_Typed):
    """A day and a month: 20/11."""

    def __init__(self, old: Any, optional: bool) -> None:
        super().__init__("" if old is ABSENT else say("due", old, {}), old, optional, width=12)
        self.widget.setPlaceholderText("ngày/tháng")

    def read(self, typed: str) -> Any:
        return to_date(f"{typed}/2000")[5:]


class _Lines(ValueField):
    """Several texts, one a line."""

    def __init__(self, old: Any, optional: bool) -> None:
        self._old, self._optional = old, optional
        self._shown = "" if old is ABSENT else "\n".join(str(one) for one in old)
        self.widget: QPlainTextEdit = TextArea(self._shown)
        self.widget.setTabChangesFocus(True)
        self.widget.setMaximumHeight(self.widget.fontMetrics().height() * _LINES + 14)
        self.widget.setToolTip("Mỗi dòng một mục")

    def value(self) -> Any:
        text = self.widget.toPlainText()
        if text == self._shown:
            return self._old
        found = [line.strip() for line in text.splitlines() if line.strip()]
        return found if found or not self._optional else ABSENT


class _Pick(ValueField):
    """One of a closed list; a value the list does not name stays choosable."""

    def __init__(self, key: str, names: Sequence[Any], old: Any, optional: bool, words: Mapping[str, str]) -> None:
        self.widget: QComboBox = QComboBox()
        if optional or old is ABSENT:
            self.widget.addItem(UNSAID if optional else "chọn…", ABSENT)
        for name in dict.fromkeys((*names, *(() if old is ABSENT else (old,)))):
            self.widget.addItem(say(key, name, words), name)
        self.widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        places = [n for n in range(self.widget.count()) if self.widget.itemData(n) == old]
        self.widget.setCurrentIndex(places[0] if places else 0)

    def value(self) -> Any:
        return self.widget.currentData()


class _Ticks(ValueField):
    """Any of a closed list."""

    def __init__(self, key: str, names: Sequence[str], old: Any, optional: bool, words: Mapping[str, str]) -> None:
        chosen = () if old is ABSENT else tuple(old)
        self._optional = optional
        self._boxes = {name: QCheckBox(say(key, name, words)) for name in dict.fromkeys((*names, *chosen))}
        self.widget = QWidget()
        self.widget.setLayout(row(*self._boxes.values(), None))
        for name, box in self._boxes.items():
            box.setChecked(name in chosen)

    def value(self) -> Any:
        found = [name for name, box in self._boxes.items() if box.isChecked()]
        return found if found or not self._optional else ABSENT


def plain_field(key: str, shape: shapes.Shape, old: Any, optional: bool, vocabulary: Vocabulary) -> ValueField | None:
    """The field of a single value (or a list of names); None for shapes that hold others."""
    offered, words = vocabulary.offered.get(key, ()), vocabulary.words
    if isinstance(shape, shapes.Choice):
        return _Pick(key, shape.names, old, optional, words)
    if isinstance(shape, shapes.Begins):
        names = [name for name in shape.starts if not name.endswith(":")]
        names += [
            name + code for name in shape.starts if name.endswith(":") for code in vocabulary.offered.get(name, ())
        ]
        return _Pick(key, names, old, optional, words)
    if isinstance(shape, shapes.YesNo):
        return _Pick(key, (True, False), old, optional, words)
    if isinstance(shape, (shapes.Number, shapes.Whole)):
        return _NumberLine(old, optional)
    if isinstance(shape, shapes.MonthDay):
        return _MonthDayLine(old, optional)
    if isinstance(shape, shapes.Text):
        return _Pick(key, offered, old, optional, words) if offered else _Typed(_text(old), old, optional)
    if isinstance(shape, shapes.Many) and isinstance(shape.shape, (shapes.Text, shapes.Choice)):
        names = shape.shape.names if isinstance(shape.shape, shapes.Choice) else offered
        return _Ticks(key, names, old, optional, words) if names else _Lines(old, optional)
    return None


def _text(old: Any) -> str:
    return "" if old is ABSENT else str(old)


def literal_field(old: Any, vocabulary: Vocabulary) -> ValueField:
    """The value a condition compares with, in the kind it had: yes or no, a class, a number, several texts, text."""
    if isinstance(old, bool):
        return _Pick("", (True, False), old, False, {})
    if isinstance(old, (list, tuple)):
        return _Lines(old, False)
    if old in vocabulary.offered.get("class", ()):
        return _Pick("", vocabulary.offered["class"], old, False, vocabulary.words)
    try:
        points.parse_figure(decimal_comma(str(old)))
    except BadInput:
        return _Typed(str(old), old, False)
    return _NumberLine(old, False)
