"""Menus and commands of the main window: "Sổ", "Sửa", "Xem", "Trợ giúp", with undo and redo named after the act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from ui.base.layout import follow_action, shortcut
from ui.window.pages import GROUPS, PAGES

if TYPE_CHECKING:
    from ui.base.page import Page
    from ui.window.main_window import MainWindow

LONGEST = 52
CLIPBOARD = (
    ("Cắ&t", Qt.Key.Key_X),
    ("Sao &chép", Qt.Key.Key_C),
    ("&Dán", Qt.Key.Key_V),
)


class Commands:
    """All commands of a window's frame; `follow_book` and `follow_page` keep their words and states right."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._all: list[QAction] = []
        self._page: Page | None = None
        self._book_menu()
        self._edit_menu()
        self._view_menu()
        self._help_menu()
        for button, action in ((window.frame.undo_button, self.undo), (window.frame.redo_button, self.redo)):
            follow_action(button, action, short=True)
        self._keys_of_pages()

    def all_actions(self) -> list[QAction]:
        """Every command, those of the shown page first."""
        return (self._page.acts() if self._page else []) + self._all

    # -- menus --

    def _add(self, menu: QMenu, text: str, act: Callable[[], object], keys: str = "") -> QAction:
        action = QAction(text, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: act())
        menu.addAction(action)
        self._all.append(action)
        return action

    def _switch_off_when_read_only(self, *actions: QAction) -> None:
        for action in actions:
            action.setEnabled(not self._window.session.read_only)

    def _ask(self, what: str, subject: Any = None) -> Callable[[], None]:
        return lambda: self._window.asked.emit(what, subject)

    def _book_menu(self) -> None:
        menu = self._window.menus["book"]
        self._add(menu, "&Lập sổ mới…", self._ask("new"), "Ctrl+N")
        self._add(menu, "&Mở sổ…", self._ask("open"), "Ctrl+O")
        self.recent = menu.addMenu("Sổ mở gần đâ&y")
        self.others = menu.addMenu("&Chuyển sang sổ")
        self._others: Callable[[], list[tuple[str, Callable[[], object]]]] = list
        menu.aboutToShow.connect(self._follow_others)
        menu.addSeparator()
        self._add(menu, "&In…", self._window.print_page).setText(
            "&In…\tCtrl+P"
        )  # the key is the page's or the window's
        menu.addSeparator()
        self._add(menu, "Lưu bản &sao…", self._ask("copy"), "Ctrl+Shift+S")
        self._add(menu, "Gửi &bản chỉ xem…", self._ask("view-copy"))
        self._add(menu, "Sao lưu, &phục hồi…", self._ask("backups"))
        menu.addSeparator()
        helper = self._add(menu, "&Trợ lý lập sổ…", self._ask("assistant"))
        next_year = self._add(menu, "Lập sổ năm sa&u từ sổ này…", self._ask("next-year"))
        year = self._add(menu, "Thêm &năm khác…", self._ask("year"))
        self._switch_off_when_read_only(helper, next_year, year)
        self._add(menu, "N&gười làm…", self._ask("person"))
        self._add(menu, "Tùy c&họn…", self._ask("settings"))
        menu.addSeparator()
        self._add(menu, "Đóng cửa sổ", self._window.close, "Ctrl+W")
        self._add(menu, "Th&oát", self._ask("quit"), "Ctrl+Q")

    def _keys_of_pages(self) -> None:
        window = self._window
        for page in PAGES:
            if page.digit:
                shortcut(f"Ctrl+{page.digit}", window, partial(window.go_by_keys, page.key))
        shortcut("Esc", window, window.message_bar.clear)

    def _edit_menu(self) -> None:
        menu = self._window.menus["edit"]
        self.undo = self._add(menu, "Hoàn tác", self._window.undo, "Ctrl+Z")
        self.redo = self._add(menu, "Làm lại", self._window.redo, "Ctrl+Y")
        menu.addSeparator()
        for text, key in CLIPBOARD:  # the keys themselves belong to the field or list that has the keyboard
            action = self._add(menu, text, partial(self._press, key))
            action.setText(f"{text}\tCtrl+{chr(int(key))}")
        menu.addSeparator()
        self._add(menu, "Tì&m", self._window.focus_search, "Ctrl+F")
        self._add(menu, "&Lưu", self._window.tell_saved, "Ctrl+S")
        self._page_part = menu.addSeparator()
        self._edit = menu
        self._page_actions: list[QAction] = []

    def _press(self, key: Qt.Key) -> None:
        """Cut, copy or paste where the keyboard is, as if its key had been pressed there."""
        there = self._window.focusWidget()
        if there is not None:
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.ControlModifier)
            QApplication.sendEvent(there, event)

    def _view_menu(self) -> None:
        menu = self._window.menus["view"]
        group = ""
        for page in PAGES:
            if page.group != group:
                group = page.group
                menu.addSection(GROUPS[group])
            title = self._window.session.worded(page.title)
            action = self._add(menu, title, partial(self._window.go_by_keys, page.key))
            if page.digit:  # the key itself is a QShortcut of the window; here it is only told
                action.setText(f"{title}\tCtrl+{page.digit}")
        menu.addSeparator()
        self._add(menu, "Thu &gọn cột trái", self._fold, "F9")
        self._add(menu, "Chữ &to hơn", self._ask("text-size", 1), "Ctrl++")
        self._add(menu, "Chữ &nhỏ hơn", self._ask("text-size", -1), "Ctrl+-")
        self._add(menu, "Cỡ chữ thường &dùng", self._ask("text-size", 0), "Ctrl+0")
        menu.addSeparator()
        self._add(menu, "Toàn &màn hình", self._full_screen, "F11")

    def _fold(self) -> None:
        """Fold the column of pages, or open it again."""
        frame = self._window.frame
        frame.fold_column(frame.folded.isHidden())

    def _help_menu(self) -> None:
        menu = self._window.menus["help"]
        self._add(menu, "&Hướng dẫn sử dụng", self._manual, "F1")
        self._add(menu, "&Khối mẫu để tập dùng", self._ask("practice"))
        menu.addSeparator()
        self._add(menu, "&Các phím tắt", self._ask("keys"))
        self._add(menu, "&Giới thiệu Sổ Khối", self._ask("about"))

    def _manual(self) -> None:
        """The manual at the chapter of the shown page."""
        self._window.asked.emit("manual", self._window.shown)

    def _full_screen(self) -> None:
        window = self._window
        window.showNormal() if window.isFullScreen() else window.showFullScreen()

    # -- following --

    def follow_book(self) -> None:
        """Name undo and redo after their acts; nothing to take back means switched off."""
        journal = self._window.session.book.journal
        for action, word, text in (
            (self.undo, "Hoàn tác", journal.undo_text()),
            (self.redo, "Làm lại", journal.redo_text()),
        ):
            action.setText(f"{word}: {short(text)}" if text else word)
            action.setIconText(word)
            action.setToolTip(f"{word}: {text}" if text else word)
            action.setEnabled(text is not None and not self._window.session.read_only)

    def follow_page(self, page: Page) -> None:
        """Put the shown page's commands at the end of the menu "Sửa"."""
        for action in self._page_actions:
            self._edit.removeAction(action)
        self._page = page
        self._page_actions = page.acts()
        for action in self._page_actions:
            self._edit.addAction(action)

    def show_others(self, others: Callable[[], list[tuple[str, Callable[[], object]]]]) -> None:
        """Say who knows the other open books: their titles, and how each is brought forward."""
        self._others = others
        self._follow_others()

    def _follow_others(self) -> None:
        self.others.clear()
        for title, show in self._others():
            self.others.addAction(title.replace("&", "&&")).triggered.connect(lambda _checked=False, show=show: show())
        self.others.setEnabled(not self.others.isEmpty())

    def show_recent(self, paths: list[Any]) -> None:
        """Fill "Sổ mở gần đây" with the desk's list."""
        self.recent.clear()
        for path in paths:
            action = self.recent.addAction(f"{path.stem}    {path.parent}")
            action.triggered.connect(lambda _checked=False, path=path: self._window.asked.emit("open-path", path))
        self.recent.setEnabled(bool(paths))


def short(text: str) -> str:
    """A text that a button has room for; what is left out stands in its tooltip."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
