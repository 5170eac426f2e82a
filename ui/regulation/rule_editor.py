"""The editor of one rule, made from the shape of its kind: a form of fields, tables of rows, conditions as sentences.

It knows no rule kind by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from models.rules.place import shapes
from models.rules.place.facts import CALLED, CATALOGUE
from ui.base.layout import button, row, words
from ui.base.measure import fit
from ui.kit.boxes import PickBox
from ui.kit.fields import NameField
from ui.kit.spec.condition_fields import Askable, ConditionTree
from ui.kit.spec.rule_fields import ABSENT, ValueField, Vocabulary, plain_field
from ui.words.rule_words import SETTINGS


def editor(key: str, shape: shapes.Shape, old: Any, optional: bool, vocabulary: Vocabulary) -> ValueField:
    """The field, form, table or sentence for a value of that shape."""
    plain = plain_field(key, shape, old, optional, vocabulary)
    if plain is not None:
        return plain
    if isinstance(shape, shapes.Condition):
        return ConditionField(old, vocabulary)
    if isinstance(shape, shapes.Record):
        return RecordForm(shape, old, optional, vocabulary)
    if isinstance(shape, shapes.Named):
        return NamedTable(key, shape, old, optional, vocabulary)
    assert isinstance(shape, shapes.Many)
    inner = shape.shape
    assert isinstance(inner, shapes.Record)
    return RowsTable(inner, old, optional, vocabulary)


_LIST = 50
"""Letters of the widest list of names to tick within an entry."""


def label_of(key: str) -> str:
    """What a setting is called."""
    return SETTINGS.get(key, key)


class RecordForm(ValueField):
    """A setting a line, in the order the kind declares; a form that may be left out is, once all of it is empty."""

    def __init__(self, shape: shapes.Record, old: Any, optional: bool, vocabulary: Vocabulary) -> None:
        self._optional = optional
        said: Mapping[str, Any] = {} if old is ABSENT else old
        self.widget = QWidget()
        form = QFormLayout(self.widget)
        form.setContentsMargins(0, 0, 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(7)
        self.fields: dict[str, ValueField] = {}
        for key, inner in shape.fields.items():
            if key not in said and _nothing_to_name(key, inner, vocabulary):
                continue
            made = editor(key, inner, said.get(key, ABSENT), optional or key not in shape.needed, vocabulary)
            self.fields[key] = made
            made.widget.setAccessibleName(label_of(key))
            form.addRow(label_of(key), made.widget)
        self._order = tuple(said)

    def value(self) -> Any:
        found = {key: made.value() for key, made in self.fields.items()}
        kept = {key: found[key] for key in (*self._order, *found) if found[key] is not ABSENT}
        return kept if kept or not self._optional else ABSENT


def _nothing_to_name(key: str, shape: shapes.Shape, vocabulary: Vocabulary) -> bool:
    """Whether only somebody who knows the codes of a file could fill a table of names."""
    return isinstance(shape, shapes.Named) and not vocabulary.offered.get(key)


class NamedTable(ValueField):
    """Names with a value each; an emptied value takes its name out."""

    def __init__(self, key: str, shape: shapes.Named, old: Any, optional: bool, vocabulary: Vocabulary) -> None:
        self._shape, self._optional, self._vocabulary = shape, optional, vocabulary
        self._names = vocabulary.offered.get(key, ())
        self.widget = QWidget()
        self._grid = QGridLayout(self.widget)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self.rows: list[tuple[str | NameField | PickBox, ValueField]] = []
        for name, value in ({} if old is ABSENT else old).items():
            self._put(str(name), value)
        self._grid.addWidget(button("Thêm dòng", self.add, "link"), 1000, 0)

    def _word(self, name: str) -> str:
        return self._vocabulary.words.get(name, label_of(name))

    def _put(self, name: str | NameField | PickBox, value: Any) -> None:
        made = plain_field("", self._shape.shape, value, True, self._vocabulary)
        assert made is not None
        shown = QLabel(self._word(name)) if isinstance(name, str) else name
        place = len(self.rows)
        self._grid.addWidget(shown, place, 0)
        self._grid.addWidget(made.widget, place, 1)
        self.rows.append((name, made))

    def add(self) -> None:
        """One more line whose name is chosen, or typed where there is nothing to choose from."""
        if not self._names:
            self._put(NameField(placeholder="mã"), ABSENT)
            return
        box = PickBox(26)
        box.addItem("chọn…", "")
        for name in self._names:
            box.addItem(self._word(name), name)
        box.setAccessibleName("Tên dòng")
        self._put(box, ABSENT)

    def value(self) -> Any:
        named = [(_name(name), made.value()) for name, made in self.rows]
        found = {name: value for name, value in named if name and value is not ABSENT}
        return found if found or not self._optional else ABSENT


def _name(made: str | NameField | PickBox) -> str:
    if isinstance(made, str):
        return made
    return made.value() if isinstance(made, NameField) else str(made.currentData())


class RowsTable(ValueField):
    """Entries under common headings; a condition stands on a line of its own under its entry."""

    def __init__(self, shape: shapes.Record, old: Any, optional: bool, vocabulary: Vocabulary) -> None:
        self._shape, self._optional, self._vocabulary = shape, optional, vocabulary
        self._plain = [key for key, one in shape.fields.items() if not isinstance(one, shapes.Condition)]
        self._conditions = [key for key in shape.fields if key not in self._plain]
        free = [key for key in self._plain if isinstance(shape.fields[key], shapes.Text)]
        ruled = any(key in shape.needed for key in self._conditions)
        self._texts = [key for key in free if not vocabulary.offered.get(key)] if ruled else []
        self._lists = [key for key in self._plain if isinstance(shape.fields[key], shapes.Many)]
        self._line = [key for key in self._plain if key not in (*self._texts, *self._lists)]
        coded = "label" in shape.needed
        self._short = frozenset(key for key in free if coded and key != "label")
        if coded:  # here codes are given their names, elsewhere they are chosen by them
            kept = {key: codes for key, codes in vocabulary.offered.items() if key not in self._short}
            self._vocabulary = Vocabulary(vocabulary.words, kept)
        self.widget = QWidget()
        self._box = QVBoxLayout(self.widget)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(5)
        self.rows: list[tuple[QWidget, dict[str, ValueField], tuple[str, ...]]] = []
        self._foot = row(button("Thêm dòng", self.add, "link"), None)
        self._box.addLayout(self._foot)
        for entry in () if old is ABSENT else old:
            self._put(entry)

    def _put(self, entry: Mapping[str, Any]) -> None:
        frame = QWidget()
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        made = {key: self._field(key, entry) for key in self._plain}
        for place, key in enumerate(self._line):
            if self._texts or not self.rows:
                grid.addWidget(words(label_of(key), "muted", wrap=False), 0, place)
            grid.addWidget(made[key].widget, 1, place, Qt.AlignmentFlag.AlignVCenter)
            grid.setColumnStretch(place, 2 if isinstance(made[key].widget, QLineEdit) and key not in self._short else 0)
        grid.addLayout(self._ways(frame), 1, len(self._line))
        if not any(grid.columnStretch(place) for place in range(len(self._line))):
            grid.setColumnStretch(len(self._line) + 1, 1)
        below = 2
        if self._texts:
            texts = [
                part for key in self._texts for part in (words(label_of(key), "muted", wrap=False), made[key].widget)
            ]
            grid.addLayout(row(*texts), below, 0, 1, len(self._line) + 1)
            below += 1
        for key in self._lists:
            fit(made[key].widget, most_width=_LIST)
            label = words(label_of(key), "muted", wrap=False)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addLayout(row(label, made[key].widget, None), below, 0, 1, -1)
            below += 1
        for place, key in enumerate(self._conditions, start=below):
            if key in entry or key in self._shape.needed:
                made[key] = ConditionField(entry.get(key, ABSENT), self._vocabulary)
                grid.addWidget(made[key].widget, place, 0, 1, len(self._line) + 1)
        self.rows.append((frame, made, tuple(entry)))
        self._box.insertWidget(self._box.count() - 1, frame)

    def _field(self, key: str, entry: Mapping[str, Any]) -> ValueField:
        made = editor(
            key, self._shape.fields[key], entry.get(key, ABSENT), key not in self._shape.needed, self._vocabulary
        )
        made.widget.setAccessibleName(label_of(key))
        if key in self._short:
            fit(made.widget, most_width=7)
        return made

    def _ways(self, frame: QWidget) -> QHBoxLayout:
        return row(
            button("↑", lambda: self._move(frame), tip="Đưa lên một dòng"),
            button("Bỏ", lambda: self._drop(frame), tip="Bỏ dòng này"),
            spacing=2,
        )

    def add(self) -> None:
        """An empty entry at the end."""
        self._put({})

    def _drop(self, frame: QWidget) -> None:
        self.rows = [one for one in self.rows if one[0] is not frame]
        frame.hide()
        frame.deleteLater()

    def _move(self, frame: QWidget) -> None:
        place = next(n for n, one in enumerate(self.rows) if one[0] is frame)
        if place:
            self.rows[place - 1 : place + 1] = [self.rows[place], self.rows[place - 1]]
            self._box.insertWidget(place - 1, frame)

    def value(self) -> Any:
        found = []
        for _frame, made, order in self.rows:
            said = {key: one.value() for key, one in made.items()}
            if order or any(value is not ABSENT for value in said.values()):
                found.append({key: said[key] for key in (*order, *said) if said[key] is not ABSENT})
        return found if found or not self._optional else ABSENT


class ConditionField(ConditionTree):
    """A condition of a rule, over the facts a regulation may ask about."""

    def __init__(self, old: Any, vocabulary: Vocabulary) -> None:
        classes = {code: vocabulary.words.get(code, code) for code in vocabulary.offered.get("class", ())}
        choices = {"class": classes, "rating": classes} if classes else {}
        units = frozenset(vocabulary.offered.get("order", ()))
        named = {code: name for code, name in vocabulary.words.items() if code not in units}
        facts = {
            key: replace(fact, wording=named.get(f"{CALLED}{key}", fact.wording)) for key, fact in CATALOGUE.items()
        }
        super().__init__(old, Askable(facts, named, choices))
