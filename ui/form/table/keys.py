"""The keys that sheet and tree of a table of criteria have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from models.exchange.form_table.model import Move


def move_of(event: QKeyEvent) -> Move | None:
    """Which way Alt with an arrow moves the line; None for any other key."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.AltModifier:
        return None
    if event.key() == Qt.Key.Key_Left:
        return "out"
    return "in" if event.key() == Qt.Key.Key_Right else None
