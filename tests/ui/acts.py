"""The commands of a page, found by the words people see; the window's loop, left to run."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


def act_of(page: QWidget, words: str) -> QAction:
    """The one command of a page with these words; a page with none or two of them is a mistake of the test."""
    (found,) = [one for one in page.actions() if one.text().replace("&", "") == words.replace("&", "")]
    return found


def let_run(milliseconds: int) -> None:
    """The loop runs as in the program, and threads beside it too: `QTest.qWait` keeps the interpreter to itself
    while it waits, so that what is read beside the window takes ten times as long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
