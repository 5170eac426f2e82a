"""The base of dialogs that are no form: lists and pages of their own in a window above another."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog

from ui.base.layout import press_focused


class Dialog(QDialog):
    """Enter presses the button that has the keyboard, as everywhere; Qt alone would look for a default button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(self, event):
            super().keyPressEvent(event)
