"""The commands of a page, found by the words people see."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


def act_of(page: QWidget, words: str) -> QAction:
    """The one command of a page with these words; a page with none or two of them is a mistake of the test."""
    (found,) = [one for one in page.actions() if one.text().replace("&", "") == words.replace("&", "")]
    return found
