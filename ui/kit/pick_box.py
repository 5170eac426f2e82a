"""A box of choices that may be narrower than its longest choice; the opened list always shows every choice whole."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

ROOM = 40
"""Beside the text of the opened list: its bar and frame."""


class PickBox(QComboBox):
    """Asks for `characters` at most, however long its choices are."""

    def __init__(self, characters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = characters
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(characters)

    def fit(self) -> None:
        """No wider than the choices need."""
        longest = max((len(self.itemText(place)) for place in range(self.count())), default=0)
        self.setMinimumContentsLength(min(longest, self._most))

    def showPopup(self) -> None:
        view, screen = self.view(), self.screen()
        wanted = view.sizeHintForColumn(0) + ROOM
        view.setMinimumWidth(min(wanted, screen.availableGeometry().width() * 2 // 3))
        super().showPopup()
