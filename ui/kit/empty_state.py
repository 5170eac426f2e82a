"""What a page says when there is nothing on it yet: one sentence, then what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.base.layout import action_button, row, words
from ui.base.measure import fit

LINE = 8
"""Parts of the width the sentence may take for each beside it."""


class EmptyState(QWidget):
    """A sentence and its ways on, in the middle of the page; the first action is the one we advise."""

    def __init__(self, sentence: str, actions: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = words(sentence)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fit(self.label, most_width=63)
        buttons = [action_button(action, first=number == 0) for number, action in enumerate(actions)]
        box = QVBoxLayout(self)
        box.addStretch(2)
        line = row(None, self.label, None)
        line.setStretch(1, LINE)  # a wrapped text asks for less than the room there is
        box.addLayout(line)
        box.addSpacing(10)
        box.addLayout(row(None, *buttons, None))
        box.addStretch(3)

    def say(self, sentence: str) -> None:
        self.label.setText(sentence)
