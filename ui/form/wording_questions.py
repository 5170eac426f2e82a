"""Questions that scoring sentences leave open, each with its answers: asked once, for every item they touch."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from models.rules.form.wordings.building import QUESTIONS
from ui.words import wording_words

NOT_YET = "(chưa trả lời)"


class WordingQuestions(QWidget):
    """A line per question. `answers` holds what was chosen, also for questions that are not shown now.

    answered   an answer was chosen or taken back
    """

    answered = Signal()

    def __init__(self, answers: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.answers = dict(answers)
        self.boxes: dict[str, QComboBox] = {}
        self._lines = QFormLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setVerticalSpacing(4)
        self._lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._lines.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)

    def ask(self, counts: Mapping[str, int]) -> None:
        """Show these questions, each with the number of items it touches; one that stays keeps its box."""
        for key in [key for key in self.boxes if key not in counts]:
            self._lines.removeRow(self.boxes.pop(key))
        for key in (key for key in QUESTIONS if key in counts):
            if key not in self.boxes:
                self._add(key)
            label = self._lines.labelForField(self.boxes[key])
            label.setText(self._words(key, counts[key]))  # type: ignore[attr-defined]  # a QLabel
        self.setVisible(bool(self.boxes))

    def _words(self, key: str, count: int) -> str:
        text = wording_words.QUESTIONS[key]
        return f"{text} ({count} mục)" if count > 1 else text

    def _add(self, key: str) -> None:
        box = QComboBox()
        box.setAccessibleName(wording_words.QUESTIONS[key])
        box.addItem(NOT_YET, "")
        for option in QUESTIONS[key]:
            box.addItem(wording_words.ANSWERS[key][option], option)
        box.setCurrentIndex(max(box.findData(self.answers.get(key, "")), 0))
        box.activated.connect(lambda _place, key=key: self._answer(key))
        self.boxes[key] = box
        self._lines.addRow(self._words(key, 1), box)

    def take(self, answers: Mapping[str, str]) -> None:
        """Take these answers in place of all there are; nobody is told."""
        self.answers = {key: said for key, said in answers.items() if said in QUESTIONS.get(key, ())}
        for key, box in self.boxes.items():
            box.setCurrentIndex(max(box.findData(self.answers.get(key, "")), 0))

    def _answer(self, key: str) -> None:
        chosen = self.boxes[key].currentData()
        if chosen:
            self.answers[key] = chosen
        else:
            self.answers.pop(key, None)
        self.answered.emit()
