"""The settings of one rule in an area that scrolls up and down, never sideways."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from models.rules.errors import Refusal
from models.rules.place.shapes import Shape
from ui.base.measure import lines
from ui.kit.spec.rule_fields import ABSENT, ValueField, Vocabulary
from ui.regulation.rule_editor import editor

LOWEST, HIGHEST = 7, 19  # lines


class RuleArea(QScrollArea):
    """Shows the form of one rule; the field with the focus comes into sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.editor: ValueField
        self._shown: Any = ABSENT

    def show_rule(self, kind: str, shape: Shape, spec: Any, spoken: Vocabulary) -> None:
        """Fields for a rule of that kind, filled with a spec or empty."""
        self.editor = editor(kind, shape, spec, False, spoken)
        inside = QWidget()
        inside.setObjectName("plain")
        held = QVBoxLayout(inside)
        held.addWidget(self.editor.widget)
        held.addStretch(1)
        self.setWidget(inside)
        wanted = inside.sizeHint().height() + 4
        self.setMinimumHeight(max(min(wanted, lines(self, HIGHEST)), lines(self, LOWEST)))
        self._shown = self.spec()

    def is_untouched(self) -> bool:
        """True while the fields say what they said when they were shown."""
        try:
            return bool(self.spec() == self._shown)
        except Refusal:
            return False

    def spec(self) -> dict[str, Any]:
        """What the fields say. Refusals of fields that cannot be read."""
        found = self.editor.value()
        return {} if found is ABSENT else found
