"""What a page says when there is nothing on it yet: one sentence, then what to do next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.base.layout import action_button, row, words
from ui.base.measure import letters, measured

MOST, SPARE = 63, 8
"""Letters of its longest line, and what a line may be longer than the others."""
LINE = 8
"""Parts of the width the sentence may take for each beside it."""


def _follow(made: QPushButton, action: QAction) -> None:
    made.setVisible(action.isVisible())


class EmptyState(QWidget):
    """A sentence and its ways on, in the middle of the page; the first action is the one we advise."""

    def __init__(self, sentence: str, actions: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = words(sentence)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        measured(self.label, self._balance)
        buttons = [action_button(action, first=number == 0, placed=True) for number, action in enumerate(actions)]
        box = QVBoxLayout(self)
        box.addStretch(2)
        line = row(None, self.label, None)
        line.setStretch(1, LINE)  # a wrapped text asks for less than the room there is
        box.addLayout(line)
        box.addSpacing(10)
        box.addLayout(row(None, *buttons, None))
        box.addStretch(3)
        for made, action in zip(buttons, actions, strict=True):  # only now: shown without a parent it is a window
            _follow(made, action)
            action.changed.connect(partial(_follow, made, action))

    def say(self, sentence: str) -> None:
        self.label.setText(sentence)
        self._balance()

    def _balance(self) -> None:
        """Lines of about one length: no single word on the last."""
        asked, most = self.label.fontMetrics().horizontalAdvance(self.label.text()), letters(self.label, MOST)
        lines = max(1, -(-asked // most))
        self.label.setMaximumWidth(asked // lines + letters(self.label, SPARE))
