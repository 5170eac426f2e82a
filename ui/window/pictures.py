"""Pictures of every page of a book, for those who look at the program without a screen."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ui.base.session import Session
from ui.window.app import application
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES

SIZE = QSize(1366, 768)
BETWEEN, PATIENCE = 0.15, 3.0  # seconds between two looks, and in all


def take(book: Path, folder: Path, size: QSize = SIZE) -> list[Path]:
    """Open the book at `book` to be looked at, visit every page, and save one PNG a page in `folder`."""
    from models.book.book import open_book

    application()
    folder.mkdir(parents=True, exist_ok=True)
    session = Session(open_book(book, read_only=True))
    try:
        window = MainWindow(session)
        window.resize(size)
        window.show()
        session.look_for_questions()
        made = [picture(window, key, folder) for key in (page.key for page in PAGES)]
        window.hide()
        return made
    finally:
        session.close()


def settled(window: MainWindow) -> QImage:
    """What the window looks like once nothing moves any more: no pause of its is running, and two looks a moment apart
    are equal (the preview of a paper is drawn by a thread of Qt's)."""
    ends = time.monotonic() + PATIENCE
    before = QImage()
    while True:
        rests = time.monotonic() + BETWEEN
        while time.monotonic() < rests:
            QApplication.processEvents()
            time.sleep(0.01)
        waits = any(timer.isActive() and timer.isSingleShot() for timer in window.findChildren(QTimer))
        now = window.grab().toImage()
        if (now == before and not waits) or time.monotonic() > ends:
            return now
        before = now


def picture(window: MainWindow, page: str, folder: Path) -> Path:
    """Show a page of the window and save what it looks like as "NN-key.png"; LookupError when the window leaves it."""
    window.go(page)
    taken = settled(window)
    if window.shown != page:
        raise LookupError(f"{page} was left for {window.shown} by itself")
    number = [one.key for one in PAGES].index(page) + 1
    path = folder / f"{number:02d}-{page}.png"
    if not taken.save(str(path)):
        raise OSError(f"cannot write {path}")
    return path
