"""Hands on a page of lists: choose a tab, press one of the page's buttons, read the lines that stand there."""

from __future__ import annotations

from ui.kit.list_tab import ListTab
from ui.kit.lists_page import ListsPage
from ui.window.main_window import MainWindow


def tab(window: MainWindow, page: str, title: str) -> ListTab:
    window.go(page)
    shown = window.page(page)
    assert isinstance(shown, ListsPage)
    found = next(one for one in shown.lists if one.spec.title == title)
    shown.tabs.setCurrentWidget(found)
    return found


def act(window: MainWindow, page: str, text: str) -> None:
    (action,) = [one for one in window.page(page).acts() if one.text() == text and one.isVisible()]
    assert action.isEnabled(), text
    action.trigger()


def texts(found: ListTab) -> list[list[str]]:
    model = found.table.rows_model
    return [[column.text(row) for column in model.columns] for row in model.rows]
