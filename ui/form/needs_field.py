"""The condition of a part: that the item reached its full standard, and tests of the item's inputs in a plain tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from models.rules.errors import Refusal
from models.rules.form.explained import FULL_BASE as FULL_WORDS
from models.rules.form.scoring import InputSpec
from models.rules.place.facts import Fact, FactType
from ui.base.measure import lines
from ui.kit.spec.condition_fields import Askable, ConditionTree
from ui.kit.spec.rule_fields import ABSENT

FULL_BASE = "full-base"
OPERATORS = frozenset(("eq", "ge", "gt", "le", "lt"))
LOWEST, HIGHEST = 2, 9  # lines
_TYPES: Mapping[str, FactType] = {
    **dict.fromkeys(("points", "count", "figure", "percent"), "number"),
    "yes-no": "yes-no",
    "choice": "text",
}


class NeedsField(QWidget):
    """Gives the condition of a part as the form stores it, None where there is none."""

    def __init__(self, old: Any, inputs: Sequence[InputSpec]) -> None:
        super().__init__()
        self._old = old
        whole, rest = _apart(old)
        self.full = QCheckBox("chỉ khi mục đạt đủ điểm chuẩn")
        self.full.setChecked(whole)
        self._whole = whole
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.full)
        box.addWidget(self.area)
        self._tests = rest
        self.tree: ConditionTree
        self.offer(inputs)
        self.setFocusProxy(self.full)

    def offer(self, inputs: Sequence[InputSpec]) -> None:
        """Let these inputs be asked about; what was chosen stays."""
        if hasattr(self, "tree"):
            try:
                self._tests = self.tree.value()
            except Refusal:  # half entered: the input it is about to name comes first
                return
        facts = {one.id: Fact(one.id, _TYPES[one.type], one.label) for one in inputs if one.type in _TYPES}
        facts[FULL_BASE] = Fact(FULL_BASE, "yes-no", FULL_WORDS)
        choices = {one.id: dict(one.choices) for one in inputs if one.type == "choice"}
        self.tree = ConditionTree(self._tests, Askable(facts, {}, choices, OPERATORS), "Điều kiện khác")
        inside = QWidget()
        inside.setObjectName("plain")
        held = QVBoxLayout(inside)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self.tree.widget)
        held.addStretch(1)
        self.area.setWidget(inside)
        inside.installEventFilter(self)
        self._fit(inside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tests come and go: the area is as high as they are, up to a bound."""
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            self._fit(watched)
        return super().eventFilter(watched, event)

    def _fit(self, inside: QWidget) -> None:
        self.area.setMinimumHeight(max(lines(self, LOWEST), min(lines(self, HIGHEST), inside.sizeHint().height())))

    def value(self) -> Any:
        """The condition. BadInput where a test is half entered."""
        tests, whole = self.tree.value(), self.full.isChecked()
        if whole == self._whole and tests == self._start():
            return self._old
        needs = None if tests is ABSENT else _as_needs(tests)
        if not whole:
            return needs
        if needs is None:
            return FULL_BASE
        return {"all": [FULL_BASE, *(needs["all"] if set(needs) == {"all"} else [needs])]}

    def _start(self) -> Any:
        return _apart(self._old)[1]


def _apart(needs: Any) -> tuple[bool, Any]:
    """Whether the full standard is asked for beside everything else, and the other tests as a condition."""
    if needs is None or needs == FULL_BASE:
        return needs is not None, ABSENT
    parts = needs.get("all") if isinstance(needs, Mapping) else None
    if parts is None or FULL_BASE not in parts:
        return False, _as_tree(needs)
    rest = [_as_tree(each) for each in parts if each != FULL_BASE]
    return True, rest[0] if len(rest) == 1 else {"all": rest} if rest else ABSENT


def _as_tree(needs: Any) -> Any:
    if needs == FULL_BASE:
        return {"fact": FULL_BASE}
    for joint in ("all", "any"):
        if joint in needs:
            return {joint: [_as_tree(each) for each in needs[joint]]}
    return {"not": _as_tree(needs["not"])} if "not" in needs else dict(needs)


def _as_needs(tree: Any) -> Any:
    for joint in ("all", "any"):
        if joint in tree:
            return {joint: [_as_needs(each) for each in tree[joint]]}
    if "not" in tree:
        return {"not": _as_needs(tree["not"])}
    if tree["fact"] == FULL_BASE:
        return FULL_BASE
    return tree if set(tree) & OPERATORS else {**tree, "eq": True}
