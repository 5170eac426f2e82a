"""Editing a condition as a plain tree: groups ("đủ các điều", "một trong các điều") of tests chosen by their wording.

Only what can be asked is offered, so no code of a fact is ever typed. What was not touched comes back as it was, with
its sources. Which facts there are is told by `Askable`: those of a regulation, or the inputs of an item.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from models.rules.errors import BadInput
from models.rules.number import points
from models.rules.number.text import show_date, to_date
from models.rules.place.facts import CATALOGUE, OPERATORS, Fact
from ui.base.layout import button, row, words
from ui.kit.boxes import PickBox
from ui.kit.fields import NameField
from ui.kit.spec.condition_parts import SAID, SOURCES, copied, joint_of, plain, sources
from ui.kit.spec.rule_fields import ABSENT, ValueField
from ui.words.messages import decimal_comma
from ui.words.rule_words import SETTINGS

_ORDERED: Final = (
    ("ge", "từ … trở lên"),
    ("gt", "trên"),
    ("le", "không quá"),
    ("lt", "dưới"),
    ("eq", "bằng"),
    ("ne", "khác"),
)
_HOW: Final[dict[str, tuple[tuple[Any, str], ...]]] = {
    "number": (*_ORDERED, ("in", "thuộc")),
    "date": (("le", "không sau"), ("ge", "không trước"), ("lt", "trước"), ("gt", "sau"), ("eq", "đúng ngày")),
    "text": (("eq", "là"), ("ne", "không phải"), ("in", "thuộc"), ("out", "không thuộc")),
    "yes-no": ((True, "có"), (False, "không")),
}
_JOINTS: Final = (
    ("all", "Đủ các điều sau"),
    ("any", "Một trong các điều sau"),
    ("not-all", "Không đủ các điều sau"),
    ("not-any", "Không có điều nào sau đây"),
)
INDENT: Final = 18
CHOOSE: Final = "chọn điều kiện…"


@dataclass(frozen=True)
class Askable:
    """What can be asked: the facts by key, what codes are called, and for some facts the codes they can be."""

    facts: Mapping[str, Fact] = field(default_factory=lambda: CATALOGUE)
    words: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    operators: frozenset[str] = frozenset(OPERATORS)


class ConditionTree(ValueField):
    """A condition: nothing, one test, or groups of them. ABSENT when it is empty."""

    def __init__(self, old: Any, askable: Askable, name: str = "Điều kiện") -> None:
        self._old = old
        grouped = old is not ABSENT and joint_of(old) is not None
        start = () if old is ABSENT else (old,)
        self.root = Group(old if grouped else {"all": start}, askable)
        self.widget = self.root.widget
        self.widget.setAccessibleName(name)

    def value(self) -> Any:
        if not self.root.touched():
            return ABSENT if self._old is ABSENT else copied(self._old)
        found = self.root.value()
        if found is ABSENT:
            return ABSENT
        only: Sequence[Any] = next((found[joint] for joint in ("all", "any") if joint in found), ())
        return only[0] if len(only) == 1 and not set(found) & set(SOURCES) else found


class Group:
    """Tests and groups under one joint; the joint is only asked for where there are several of them."""

    def __init__(self, old: Mapping[str, Any], askable: Askable, drop: Callable[[], object] | None = None) -> None:
        self._old, self._askable = old, askable
        self._joint, children = joint_of(old) or ("all", ())
        self.joint = QComboBox()
        for key, said in _JOINTS:
            self.joint.addItem(said, key)
        self.joint.setCurrentIndex(self.joint.findData(self._joint))
        self.joint.setAccessibleName("Cách nối các điều kiện")
        self.widget = QWidget()
        self._box = QVBoxLayout(self.widget)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        away = [] if drop is None else [button("Bỏ nhóm", drop, "link")]
        self._head = QWidget()
        self._head.setLayout(row(self.joint, *away, None))
        self._box.addWidget(self._head)
        held = QWidget()
        self._lines = QVBoxLayout(held)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._box.addWidget(held)
        self._held = held
        self._foot = row(button("Thêm điều kiện", self.add, "link"), button("Thêm nhóm", self.add_group, "link"), None)
        self._box.addLayout(self._foot)
        self.children: list[Group | Test] = []
        for child in children:
            self._put(child)
        self._first = list(self.children)
        self._nested = drop is not None
        self._follow()

    def _put(self, old: Any) -> Group | Test:
        made: Group | Test
        if old is not ABSENT and joint_of(old) is not None:
            made = Group(old, self._askable, lambda: self._drop(made))
        else:
            made = Test(old, self._askable, lambda: self._drop(made))
        self.children.append(made)
        self._lines.addWidget(made.widget)
        return made

    def add(self) -> Test:
        """One more test, not chosen yet."""
        made = self._put(ABSENT)
        self._follow()
        assert isinstance(made, Test)
        made.fact.setFocus()
        return made

    def add_group(self) -> Group:
        """A group with one test not chosen yet; it begins with the other joint, else it would be needless."""
        other = "any" if self.joint.currentData() == "all" else "all"
        made = self._put({other: (ABSENT,)})
        self._follow()
        assert isinstance(made, Group)
        return made

    def _drop(self, child: Group | Test) -> None:
        self.children.remove(child)
        child.widget.hide()
        child.widget.deleteLater()
        self._follow()

    def _follow(self) -> None:
        several = len(self.children) > 1 or self._nested or self.joint.currentData().startswith("not")
        self._head.setVisible(several)
        for held in (self._held, self._foot):
            held.setContentsMargins(INDENT if several else 0, 0, 0, 0)
        self._held.setVisible(bool(self.children))

    def touched(self) -> bool:
        """Whether anybody changed something."""
        same = self._joint == self.joint.currentData() and self._first == self.children
        return not same or any(child.touched() for child in self.children)

    def value(self) -> Any:
        """The group as a condition, without tests nobody chose; ABSENT when none is left."""
        found = [value for child in self.children if (value := child.value()) is not ABSENT]
        if not found:
            return ABSENT
        joint = str(self.joint.currentData())
        said = {joint.removeprefix("not-"): found}
        return {**({"not": said} if joint.startswith("not") else said), **sources(self._old)}


class Test:
    """One test: what is asked, of what, how it is compared, with what."""

    __test__ = False  # not one of pytest's

    def __init__(self, old: Any, askable: Askable, drop: Callable[[], object]) -> None:
        self._old, self._askable = old, askable
        said: tuple[Any, Any] = (None, None) if old is ABSENT else plain(old)
        self._test, self._how = said
        self._other: Any = None
        self.fact = PickBox(20)
        self.fact.addItem(CHOOSE, None)
        for key, fact in askable.facts.items():
            self.fact.addItem(_open(fact), key)
        self.fact.setAccessibleName("Điều kiện")
        self.of, self.literal = self._named("Điều kiện nói về", 17), self._named("Mức", 12)
        self.how = QComboBox()
        self.how.setAccessibleName("Cách so")
        self.more: dict[str, QLineEdit | QComboBox] = {}
        self._more = row()
        self.widget = QWidget()
        box = QVBoxLayout(self.widget)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        away = button("Bỏ", drop, tip="Bỏ điều kiện này")
        fields = row(self.fact, self.of, self.how, self.literal, away, spacing=6)
        fields.setStretchFactor(self.fact, 3)
        fields.setStretchFactor(self.of, 2)
        fields.setStretchFactor(self.literal, 2)
        box.addLayout(fields)
        box.addLayout(self._more)
        self.fact.currentIndexChanged.connect(lambda _place: self._follow())
        self._follow()
        if self._test is not None:
            self._show(self._test)
        self._shown = self._state()

    def _named(self, name: str, width: int) -> QComboBox:
        """Codes by what they are called; other text may be typed."""
        made = PickBox(width)
        made.setEditable(True)
        made.setLineEdit(NameField())
        made.setAccessibleName(name)
        return made

    def choose(self, fact: str) -> None:
        """Choose a fact that can be asked."""
        self.fact.setCurrentIndex(self.fact.findData(fact))

    def chosen(self) -> Fact | None:
        """The fact that is asked, None while none is chosen."""
        key = self.fact.currentData()
        return None if key is None else self._askable.facts[key]

    # -- showing --

    def _follow(self) -> None:
        """Fields for the chosen fact; what it was compared with before is forgotten."""
        fact, self._other = self.chosen(), None
        self.how.clear()
        for key, said in _HOW[fact.type] if fact else ():
            if key in (True, False) or SAID.get(key, key) in self._askable.operators:
                self.how.addItem(said, key)
        _fill(self.of, self._askable.words)
        key = self.fact.currentData()
        _fill(self.literal, self._askable.choices.get(key, self._askable.words if fact and fact.type == "text" else {}))
        self.literal.setEnabled(True)
        self.of.setVisible(fact is not None and "of" in (*fact.params, *fact.optional))
        self.how.setVisible(fact is not None)
        self.literal.setVisible(fact is not None and fact.type != "yes-no")
        self._ask_more(fact)

    def _ask_more(self, fact: Fact | None) -> None:
        while self._more.count():
            item = self._more.takeAt(0)
            if item is not None and (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.more = {}
        for name in (*fact.params, *fact.optional) if fact else ():
            if name != "of":
                made = self._named(SETTINGS[name], 12) if name == "unused_by" else NameField()
                if isinstance(made, QComboBox):
                    _fill(made, self._askable.words)
                made.setAccessibleName(SETTINGS[name])
                self.more[name] = made
                self._more.addWidget(words(SETTINGS[name], "muted", wrap=False))
                self._more.addWidget(made)
        if self.more:
            self._more.addStretch(1)

    def _show(self, test: Mapping[str, Any]) -> None:
        self.choose(str(test["fact"]))
        fact = self._askable.facts[str(test["fact"])]
        self.how.setCurrentIndex(max(self.how.findData(self._how), 0))
        for name, made in (("of", self.of), *self.more.items()):
            if name in test:
                _put(made, self._name(test[name]))
        literal = next((test[one] for one in OPERATORS if one in test), None)
        if isinstance(literal, Mapping):
            self._other = literal
            _put(self.literal, _open(self._askable.facts[str(literal["fact"])]))
            self.literal.setEnabled(False)
        elif literal is not None and not isinstance(literal, bool):
            several = literal if isinstance(literal, (list, tuple)) else (literal,)
            _put(self.literal, "; ".join(self._shown_as(one, fact) for one in several))

    def _name(self, code: object) -> str:
        return self._askable.words.get(str(code), str(code))

    def _shown_as(self, value: object, fact: Fact) -> str:
        if fact.type == "date":
            return show_date(str(value))
        if fact.type == "number":
            return decimal_comma(str(value))
        return self._askable.choices.get(fact.id, {}).get(str(value)) or self._name(value)

    # -- reading --

    def _state(self) -> tuple[object, ...]:
        typed = [_typed(made) for made in (self.of, self.literal, *self.more.values())]
        return (self.fact.currentData(), self.how.currentData(), *typed)

    def touched(self) -> bool:
        """Whether anybody changed something."""
        return self._state() != self._shown

    def value(self) -> Any:
        """The test as a condition; ABSENT while no fact is chosen. BadInput where something is missing or wrong."""
        if not self.touched():
            return ABSENT if self._old is ABSENT else copied(self._old)
        fact = self.chosen()
        if fact is None:
            return ABSENT
        test: dict[str, Any] = {"fact": fact.id}
        for name, made in (("of", self.of), *self.more.items()):
            if name in (*fact.params, *fact.optional):
                self._param(test, name, fact, made)
        how = self.how.currentData()
        if fact.type != "yes-no":
            test[SAID.get(how, how)] = self._compared(fact, how)
        written = sources(self._old)
        return {**({"not": test} if how is False or how in SAID else test), **written}

    def _param(self, test: dict[str, Any], name: str, fact: Fact, made: QComboBox | QLineEdit) -> None:
        typed = _code(made)
        if typed:
            test[name] = int(typed) if typed.isdecimal() and name == "years" else typed
        elif name in fact.params:
            raise BadInput("line.missing", label=_open(fact) if name == "of" else SETTINGS[name])

    def _compared(self, fact: Fact, how: str) -> object:
        if self._other is not None:
            return copied(self._other)
        typed = _typed(self.literal)
        if not typed:
            raise BadInput("line.missing", label=f"Mức của “{_open(fact)}”")
        if how in ("in", "out"):
            return [self._read(one.strip(), fact) for one in typed.split(";") if one.strip()]
        return self._read(typed, fact)

    def _read(self, typed: str, fact: Fact) -> object:
        if fact.type == "number":
            value = points.parse_figure(typed)
            return value.numerator if value.denominator == 1 else points.to_text(value)
        if fact.type == "date":
            return to_date(typed)
        place = self.literal.findText(typed)
        return str(self.literal.itemData(place)) if place >= 0 else typed


def _open(fact: Fact) -> str:
    """A fact's wording with a gap for what it is of."""
    return fact.wording.format_map(dict.fromkeys((*fact.params, *fact.optional), "…"))


def _fill(box: QComboBox, named: Mapping[str, str]) -> None:
    box.clear()
    for code, name in named.items():
        box.addItem(name, code)
    box.setCurrentIndex(-1)


def _put(made: QComboBox | QLineEdit, text: str) -> None:
    if isinstance(made, QComboBox):
        made.setEditText(text)
        line = made.lineEdit()
        assert line is not None
        line.setCursorPosition(0)  # a long name is read from its beginning
        made.setToolTip(text)
    else:
        made.setText(text)


def _typed(made: QComboBox | QLineEdit) -> str:
    return (made.currentText() if isinstance(made, QComboBox) else made.text()).strip()


def _code(made: QComboBox | QLineEdit) -> str:
    """The code of a name that stands in the list, else what was typed."""
    typed = _typed(made)
    place = made.findText(typed) if isinstance(made, QComboBox) else -1
    return str(made.itemData(place)) if isinstance(made, QComboBox) and place >= 0 else typed
