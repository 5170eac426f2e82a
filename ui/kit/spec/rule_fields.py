"""Fields for the values of a rule, each made from the shape its rule kind declares.

Every field shows one value of a spec and gives it back in the same kind; a value that was not touched comes back as it
was. A field of a setting that may be left out gives `ABSENT` when it is empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidgetItem, QPlainTextEdit, QWidget

from models.rules.number import points
from models.rules.number.text import to_date
from models.rules.place import shapes
from ui.base.layout import row
from ui.base.measure import fit
from ui.kit.boxes import OpenList, PickBox
from ui.kit.fields import NameField
from ui.kit.text_area import TextArea
from ui.words.messages import decimal_comma
from ui.words.rule_words import say

ABSENT: Final = object()
"""The value of a setting that is left out."""

UNSAID: Final = "không nêu"
"""Shown where a setting is left out."""

_FRACTION = re.compile(r"\d+/[1-9]\d*")
_LINES = 4
_WIDEST = 26
"""Characters of the widest box of choices."""
_BESIDE = 3
"""So many ticks stand beside each other; more stand in a list."""


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
        self.widget.setCursorPosition(0)  # a long text is read from its beginning
        if width:
            fit(self.widget, most_width=width)
        self._shown, self._old, self._optional = shown, old, optional

    def value(self) -> Any:
        typed = self.widget.value()
        if typed == self._shown and self._old is not ABSENT:
            return self._old
        return self.read(typed) if typed else ABSENT  # that something must be there is said by the rule's kind

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
        fit(self.widget, most_height=_LINES)
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
        self.widget: PickBox = PickBox(_WIDEST)
        if optional or old is ABSENT:
            self.widget.addItem(UNSAID if optional else "chọn…", ABSENT)
        for name in dict.fromkeys((*names, *(() if old is ABSENT else (old,)))):
            self.widget.addItem(say(key, name, words), name)
        self.widget.fit()
        places = [n for n in range(self.widget.count()) if self.widget.itemData(n) == old]
        self.widget.setCurrentIndex(places[0] if places else 0)

    def value(self) -> Any:
        return self.widget.currentData()


class _Ticks(ValueField):
    """Any of a closed list: a few side by side, many under each other in a list that scrolls by itself."""

    def __init__(self, key: str, names: Sequence[str], old: Any, optional: bool, words: Mapping[str, str]) -> None:
        self._chosen = () if old is ABSENT else tuple(old)
        self._optional = optional
        self._names = tuple(dict.fromkeys((*self._chosen, *names) if len(names) > _BESIDE else (*names, *self._chosen)))
        said = {name: say(key, name, words) for name in self._names}
        self._boxes: dict[str, QCheckBox | QListWidgetItem] = {}
        self.widget: QWidget = self._list(said) if len(self._names) > _BESIDE else self._line(said)
        for name in self._chosen:
            self.tick(name)

    def _line(self, said: Mapping[str, str]) -> QWidget:
        made, held = {name: QCheckBox(text) for name, text in said.items()}, QWidget()
        held.setLayout(row(*made.values(), None))
        self._boxes.update(made)
        return held

    def _list(self, said: Mapping[str, str]) -> QWidget:
        held = OpenList()
        held.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        held.setTextElideMode(Qt.TextElideMode.ElideRight)
        held.setTabKeyNavigation(False)
        held.setToolTip("Phím cách để chọn, bỏ chọn")
        fit(held, height=1.4 * (_LINES + 1))
        for name, text in said.items():
            line = QListWidgetItem(text, held)
            line.setToolTip(text)
            line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(Qt.CheckState.Unchecked)
            self._boxes[name] = line
        held.ensurePolished()  # a row is chosen, so laid out, before it is seen: as high as it will be
        held.setCurrentRow(0)
        return held

    def tick(self, name: str, on: bool = True) -> None:
        """Choose one, or take it back."""
        made = self._boxes[name]
        if isinstance(made, QCheckBox):
            made.setChecked(on)
        else:
            made.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def value(self) -> Any:
        found = [name for name in (*self._chosen, *self._names) if self._is_on(name)]
        found = list(dict.fromkeys(found))
        return found if found or not self._optional else ABSENT

    def _is_on(self, name: str) -> bool:
        made = self._boxes[name]
        return made.isChecked() if isinstance(made, QCheckBox) else made.checkState() == Qt.CheckState.Checked


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
        ticks: Sequence[str] = shape.shape.names if isinstance(shape.shape, shapes.Choice) else offered
        return _Ticks(key, ticks, old, optional, words) if ticks else _Lines(old, optional)
    return None


def _text(old: Any) -> str:
    return "" if old is ABSENT else str(old)
