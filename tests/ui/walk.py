"""Every page of the window with each of its tabs, and every dialog its acts open: for tests of a kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox, QTableView, QTabWidget, QWidget

from ui.base.page import Page
from ui.window.main_window import MainWindow
from ui.window.pages import PAGES

LEAVES = frozenset({"In…"})
"""Acts that leave the window for the system's own dialogs."""


def settle(times: int = 4) -> None:
    for _ in range(times):
        QApplication.processEvents()


def no_foreign_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dialogs of the system are not ours to look at, and wait for a hand."""
    for name in ("open", "exec", "show"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: 0)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([], ""))
    monkeypatch.setattr(QMenu, "exec", lambda *_a, **_k: None)
    monkeypatch.setattr(QMessageBox, "exec", lambda *_a, **_k: 0)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_a, **_k: True)


def pages(window: MainWindow) -> Iterator[tuple[str, Page]]:
    """Each page with each tab in front, by name ("following, Theo dõi trong năm")."""
    for entry in PAGES:
        window.go(entry.key)
        settle()
        page = window.page(entry.key)
        tabs = [one for one in page.findChildren(QTabWidget) if one.isVisible()]
        yield entry.key, page
        for one in tabs:
            for number in range(1, one.count()):
                one.setCurrentIndex(number)
                settle()
                yield f"{entry.key}, {one.tabText(number)}", page
            one.setCurrentIndex(0)


def choose_first(page: QWidget) -> None:
    """Choose the first line of every table that is seen, so that acts on a line can be given."""
    for view in page.findChildren(QTableView):
        if view.isVisible() and view.model() is not None and view.model().rowCount() and view.model().columnCount():
            view.setCurrentIndex(view.model().index(0, 0))


def open_dialogs() -> list[QDialog]:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    return [one for one in found if not isinstance(one, QFileDialog)]


def dialogs(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    """Each dialog an act of a page opens, while it is open; it is left by Escape."""
    for name, page in pages(window):
        choose_first(page)
        settle()
        for act in page.acts():
            if not (act.isVisible() and act.isEnabled()) or act.text() in LEAVES:
                continue
            at, seen = window.session.book.store.last_seq, window.shown
            act.trigger()
            settle()
            for dialog in open_dialogs():
                yield f"{name}: {act.text()}", dialog
                dialog.reject()
                dialog.close()
            settle()
            while window.session.book.store.last_seq > at:  # an act that wrote at once is taken back
                if not window.session.undo():
                    break
            if window.shown != seen:
                window.go(seen)
            settle()
