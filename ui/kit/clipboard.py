"""What the clipboard holds."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication


def clipboard_text() -> str:
    """What the clipboard holds as text."""
    return QApplication.clipboard().text()


def clipboard_table() -> tuple[str, str]:
    """What the clipboard holds as HTML ("" when it has none) and as text."""
    mime = QApplication.clipboard().mimeData()
    return (mime.html() if mime.hasHtml() else ""), (mime.text() if mime.hasText() else "")
