"""The desk: which windows are open on which books, and the acts that are about whole books (new, open, copy, quit).

The only place that opens and closes a book. One book has one window; a second request for it brings that window
forward.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from models.rules.errors import Refusal
from ui import messages
from ui.app import RESOURCES
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.session import Session
from ui.start_window import StartWindow

SUFFIX = ".sokhoi"
FILTER = f"Sổ Khối (*{SUFFIX})"
ELSEWHERE = "file.open_elsewhere"


class Desk(QObject):
    """Holds the windows of this process; `windows` by the resolved path of the book."""

    def __init__(self, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.preferences = preferences or Preferences()
        self.windows: dict[Path, MainWindow] = {}
        self.start: StartWindow | None = None

    # -- windows --

    def show_start(self, problem: str = "", way_on: tuple[str, Callable[[], object]] | None = None) -> StartWindow:
        """Show the start window, with a sentence when something could not be opened."""
        if self.start is None:
            self.start = StartWindow(self.preferences.recent())
            self.start.asked.connect(self._asked_at_start)
        self.start.show_recent(self.preferences.recent())
        self.start.show()
        self.start.activateWindow()
        if problem:
            self.start.message_bar.show_message(problem, "warn", way_on)
        return self.start

    def open(self, path: Path, read_only: bool = False) -> MainWindow | None:
        """Open a book in its window. A book that cannot be opened is told about, and None comes back."""
        from models.book.book import open_book

        path = Path(path).resolve()
        if path in self.windows:
            self.windows[path].activateWindow()
            return self.windows[path]
        try:
            book = open_book(path, read_only=read_only)
        except Refusal as refusal:
            way_on = (
                ("Mở để xem", lambda: self.open(path, True)) if refusal.code == ELSEWHERE and not read_only else None
            )
            self._tell(messages.sentence(refusal), way_on)
            return None
        return self._show(path, Session(book))

    def create(self, path: Path, name: str, year: int, style: tuple[str, str, str]) -> MainWindow:
        """Make a book for a bloc with its first year and open it. Refusals come up to the dialog that asked."""
        from models.book.book import create_book

        kind, head, deputy = style
        book = create_book(path, name, kind=kind, head_term=head, deputy_term=deputy)
        try:
            book.years.open(year)
        except BaseException:
            book.close()
            path.unlink(missing_ok=True)
            raise
        return self._show(path.resolve(), Session(book))

    def _show(self, path: Path, session: Session) -> MainWindow:
        window = MainWindow(session)
        window.asked.connect(lambda what, subject: self._asked(window, path, what, subject))
        self.windows[path] = window
        self.preferences.opened(path)
        for each in self.windows.values():
            each.commands.show_recent(self.preferences.recent())
        size = self.preferences.get("size")
        if isinstance(size, list) and len(size) == 2:
            window.resize(int(size[0]), int(size[1]))
        window.showMaximized() if self.preferences.get("maximized", True) else window.show()
        if self.start is not None:
            self.start.hide()
        self._ask_who(window)
        return window

    def _ask_who(self, window: MainWindow) -> None:
        """Once per sitting: who is at the keyboard, when the book knows anybody or is new."""
        session = window.session
        if session.read_only or session.book.people.current.key:
            return
        session.say("Ghi tên người làm để nhật ký có tên anh/chị.", ("Ghi tên…", lambda: self._person(window)))

    def _closed(self, path: Path) -> None:
        window = self.windows.pop(path, None)
        if window is None:
            return
        self.preferences.put("maximized", window.isMaximized())
        if not window.isMaximized():
            self.preferences.put("size", [window.width(), window.height()])
        window.deleteLater()
        try:
            window.session.close()
        except Refusal as refusal:
            self._tell(messages.sentence(refusal))

    def close_orderly(self) -> None:
        """Close every book; what is on the screen is already on the disk."""
        for path in list(self.windows):
            self._closed(path)

    # -- what the windows ask --

    def _asked_at_start(self, what: str, subject: Any) -> None:
        assert self.start is not None
        self._do(what, subject, self.start)

    def _asked(self, window: MainWindow, path: Path, what: str, subject: Any) -> None:
        acts: dict[str, Callable[[], object]] = {
            "closed": lambda: self._closed(path),
            "copy": lambda: self._copy(window, path),
            "backups": lambda: self._backups(window, path),
            "person": lambda: self._person(window),
            "settings": lambda: self._settings(window),
            "year": lambda: self._year(window),
        }
        if what in acts:
            acts[what]()
        else:
            self._do(what, subject, window)

    def _do(self, what: str, subject: Any, parent: QWidget) -> None:
        from ui.dialogs import about

        acts: dict[str, Callable[[], object]] = {
            "new": lambda: self._new(parent),
            "open": lambda: self._choose(parent),
            "open-path": lambda: self.open(subject),
            "practice": self.practice,
            "keys": lambda: about.keys(parent).open(),
            "about": lambda: about.about(parent).open(),
            "quit": self._quit,
        }
        acts[what]()

    def _quit(self) -> None:
        for window in list(self.windows.values()):
            window.close()
        QApplication.quit()

    def _tell(self, sentence: str, way_on: tuple[str, Callable[[], object]] | None = None) -> None:
        """Say a sentence where the person is looking: the active book window, else the start window."""
        for window in self.windows.values():
            if window.isActiveWindow():
                window.session.warn(sentence, way_on)
                return
        self.show_start(sentence, way_on)

    # -- acts on whole books --

    def _new(self, parent: QWidget) -> None:
        from ui.dialogs.new_book import NewBookDialog

        NewBookDialog(self.create, self.documents(), parent).open()

    def _choose(self, parent: QWidget) -> None:
        box = QFileDialog(parent, "Mở sổ", str(self.documents()), FILTER)
        box.setFileMode(QFileDialog.FileMode.ExistingFile)
        box.fileSelected.connect(lambda name: self.open(Path(name)))
        box.open()

    def practice(self) -> MainWindow | None:
        """Open the practice bloc, made from the shipped document when it is not there yet."""
        path = self.documents() / "Tập dùng" / f"khoi-mau{SUFFIX}"
        if not path.exists():
            from models.book.book import create_book
            from models.exchange import interchange

            document = interchange.read(RESOURCES / "practice" / "khoi-mau.json")
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with create_book(path, document["bloc"][0]["name"]) as book:
                    interchange.import_into(book, document)
            except Refusal as refusal:
                path.unlink(missing_ok=True)
                self._tell(messages.sentence(refusal))
                return None
        return self.open(path)

    def documents(self) -> Path:
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(place or Path.home()) / "Sổ Khối"

    def _copy(self, window: MainWindow, path: Path) -> None:
        stamp = window.session.book.today()
        box = QFileDialog(window, "Lưu bản sao", str(path.with_name(f"{path.stem} {stamp}{SUFFIX}")), FILTER)
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.setDefaultSuffix(SUFFIX.lstrip("."))

        def save(name: str) -> None:
            if window.session.act(lambda: window.session.book.save_copy(Path(name))) is not None:
                window.session.say(f"Đã lưu bản sao: {name}")

        box.fileSelected.connect(save)
        box.open()

    def _backups(self, window: MainWindow, path: Path) -> None:
        from ui.dialogs.backups import BackupsDialog

        BackupsDialog(window.session, path, lambda backup: self.restore(path, backup), window).open()

    def restore(self, path: Path, backup: Path) -> MainWindow | None:
        """Bring a backup back: the present state is kept first, then the book is opened anew."""
        from models.book.book import restore_book

        self._closed(path)
        try:
            restore_book(path, backup)
        except Refusal as refusal:
            self.show_start(messages.sentence(refusal))
            return None
        return self.open(path)

    def _person(self, window: MainWindow) -> None:
        from ui.dialogs.person import PersonDialog

        dialog = PersonDialog(window.session, window)
        dialog.passed.connect(lambda _value: window.refresh_frame())
        dialog.open()

    def _settings(self, window: MainWindow) -> None:
        from ui.dialogs.settings import SettingsDialog

        SettingsDialog(window.session, window).open()

    def _year(self, window: MainWindow) -> None:
        from ui.dialogs.year import YearDialog

        YearDialog(window.session, window).open()


def confirm(parent: QWidget, text: str, way_on: str) -> bool:
    """Ask before what cannot be undone; the way on is named after the act, never "OK"."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Sổ Khối", text, parent=parent)
    go = box.addButton(way_on, QMessageBox.ButtonRole.AcceptRole)
    box.addButton("Hủy bỏ", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is go
