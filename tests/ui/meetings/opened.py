"""The page of meetings, opened in a window."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.meetings.page import MeetingsPage
from ui.window.main_window import MainWindow


def page_on(window: MainWindow) -> MeetingsPage:
    window.go("meetings")
    QApplication.processEvents()
    page = window.page("meetings")
    assert isinstance(page, MeetingsPage)
    return page
