"""What the clipboard holds."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication


def clipboard_text() -> str:
    """What the clipboard holds as text."""
    return QApplication.clipboard().text()
