"""Several lines of text that cannot be flooded.

Qt lays out an unbroken line in a time that grows with its square: ten megabytes pasted by mistake would hold the window
for hours. What is too much is refused before it comes in, with its sentence where the window says such things.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit

from models.rules.errors import BadInput
from ui.words import messages

LIMIT = 200_000
"""Characters that may come in at once: a thousand lines of a list, and far more than any note."""
WORD = 20_000
"""Characters without a break that may come in at once."""


class TextArea(QPlainTextEdit):
    """A text field for notes and pasted lists; what is pasted or dropped is measured first."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        longest = 0 if len(text) > LIMIT else max(map(len, text.split()), default=0)
        if len(text) > LIMIT or longest > WORD:
            self._refuse(len(text), LIMIT if len(text) > LIMIT else WORD)
            return
        super().insertFromMimeData(source)

    def _refuse(self, characters: int, limit: int) -> None:
        """Say it in the dialog's own line, else in the message line of the window."""
        sentence = messages.sentence(BadInput("paste.too_big", characters=characters, limit=limit))
        window: Any = self.window()
        if hasattr(window, "show_problem"):
            window.show_problem(sentence)
        elif hasattr(window, "session"):
            window.session.warn(sentence)
