"""The word that a file is held by another program and tried again: some seconds in which nothing else can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from models.exchange.places import tell_waiting
from ui.window.main_window import MainWindow

WAITING = "Tệp “{file}” đang bị chương trình khác giữ, Sổ Khối đang thử lại trong vài giây."


def listen() -> None:
    """From now on the window in front says what is waited for."""
    tell_waiting(_say)


def _say(path: Path) -> None:
    """Say it and paint it at once, because the window's thread waits; backups, which wait elsewhere, stay quiet."""
    app = QApplication.instance()
    if app is None or QThread.currentThread() is not app.thread():
        return
    window = QApplication.activeWindow()
    while window is not None and not isinstance(window, MainWindow):
        window = window.parentWidget()
    if window is not None and window.filled:
        window.session.say(WAITING.format(file=path.name.removeprefix("~moi-")))
        window.repaint()
