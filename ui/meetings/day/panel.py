"""Beside the work: what stands on the projector now, what it can turn to, how many papers are out and back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFormLayout, QPushButton, QWidget

from ui.base.layout import action_button, column, words
from ui.base.measure import fit
from ui.kit.boxes import SpinBox
from ui.meetings.day.projector import Preview

TITLE = "Trên màn chiếu"
MOST_PAPERS = 999


class PaperCount(QWidget):
    """How many ballot papers are given out and how many are back, counted in the room while they are collected.

    counted   both numbers, when a person changes one
    """

    counted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.issued, self.collected = SpinBox(), SpinBox()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for field, label in ((self.issued, "Phát ra"), (self.collected, "Đã thu về")):
            field.setRange(0, MOST_PAPERS)
            field.setAccessibleName(f"{label}, hiện trên màn chiếu")
            fit(field, width=8)
            field.valueChanged.connect(lambda _value: self.counted.emit(self.issued.value(), self.collected.value()))
            form.addRow(label, field)

    def show_count(self, issued: int, collected: int) -> None:
        """Show both numbers without telling them."""
        for field, value in ((self.issued, issued), (self.collected, collected)):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)


class ProjectorPanel(QWidget):
    """The preview, a button for each state, "Công bố" apart."""

    def __init__(
        self, states: Sequence[QAction], release: QAction, shut: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.preview = Preview()
        self.count = PaperCount()
        self.reason = words("", "muted")
        self._states = {act: self._button(act) for act in states}
        box = column(
            words(TITLE, "section", wrap=False),
            self.preview,
            *self._states.values(),
            self.count,
            self._button(release),
            self.reason,
            None,
            self._button(shut),
            spacing=6,
        )
        self.setLayout(box)
        fit(self, width=29)

    @staticmethod
    def _button(act: QAction) -> QPushButton:
        return action_button(act)

    def show_state(self, shown: QAction | None, reason: str) -> None:
        """Mark the state that is shown; say of "Công bố" what it would show or why it cannot."""
        for act, made in self._states.items():
            name = "shown" if act is shown else ""
            if made.objectName() != name:
                made.setObjectName(name)
                made.style().unpolish(made)
                made.style().polish(made)
        self.reason.setText(reason)
