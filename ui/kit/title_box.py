"""A title or commendation, picked from the year's catalogue or typed; typing offers the names that contain it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from models.rules.number import text as words
from ui.base.session import Session


class TitleBox(QComboBox):
    """Names of the year's catalogue, each once; another name may be typed all the same."""

    def __init__(self, session: Session, value: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        known = session.book.registration.catalogue(session.year)
        self.addItems(list(dict.fromkeys(name for _code, name, _holder in known)))
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)  # inline would rewrite what is composed
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.setText(next((name for code, name, _holder in known if code == value), value))

    def setText(self, text: str) -> None:
        self.setCurrentText(text)

    def text(self) -> str:
        return self.currentText()

    def value(self) -> str:
        """The cleaned text, picked or typed."""
        return words.clean(self.currentText()).strip()
