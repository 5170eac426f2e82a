"""Pictures of every page of a book, for those who look at the program without a screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from ui.base.session import Session
from ui.window.app import application
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES

SIZE = QSize(1366, 768)


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


def picture(window: MainWindow, page: str, folder: Path) -> Path:
    """Show a page of the window and save what it looks like as "NN-key.png"."""
    window.go(page)
    for _ in range(3):  # layouts settle over several rounds of events
        QApplication.processEvents()
    number = [one.key for one in PAGES].index(page) + 1
    path = folder / f"{number:02d}-{page}.png"
    if not window.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    return path
