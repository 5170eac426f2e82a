"""The application object: fonts, language, look; and the first moments of the program.

A bare window stands at once; nothing of a book and no page is imported before it was painted.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication

from ui.base import plain_import
from ui.window.look import RESOURCES, SIZE, size_text

if TYPE_CHECKING:
    from ui.window.desk import Desk
    from ui.window.main_window import MainWindow

plain_import.restore()  # before the many modules of a start are imported

FIRST_FACES = ("IBMPlexSans-Regular.ttf", "IBMPlexSans-Bold.ttf")
LATER_FACES = ("IBMPlexSans-Italic.ttf",)
STYLE = ("-style", "Fusion")


def prepare(app: QApplication, size: int = SIZE) -> None:
    """Give an application our fonts, Vietnamese buttons, vi_VN locale and style sheet.

    The bundled font is used everywhere, so that a screen looks the same on every machine and every letter is there.
    """
    from PySide6.QtCore import QLocale, QTranslator
    from PySide6.QtGui import QFontDatabase

    ground(app)
    for face in FIRST_FACES:
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / face))
    QLocale.setDefault(QLocale("vi_VN"))
    translator = QTranslator(app)
    if translator.load(str(RESOURCES / "i18n" / "qtbase_vi.qm")):
        app.installTranslator(translator)
    size_text(app, size)
    follow_system(app)
    QTimer.singleShot(0, add_later_faces)


def add_later_faces() -> None:
    """Fonts that the first page does not show."""
    from PySide6.QtGui import QFontDatabase

    for face in LATER_FACES:
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / face))


def ground(app: QApplication) -> None:
    """Our name and our colours: all that a window without words needs, and what a style sheet does not reach
    (placeholder text, links, the selection of item views)."""
    app.setApplicationName("SoKhoi")
    app.setApplicationDisplayName("Sổ Khối")
    app.setWindowIcon(QIcon(str(RESOURCES / "icons" / "so-khoi.ico")))
    colours(app)


def colours(app: QApplication) -> bool:
    """Take the colours the system asks for now, dark and high contrast too; whether they are others than before."""
    from ui.base import tokens
    from ui.kit import style

    app.setPalette(QPalette())  # the system's own is asked, not ours
    now = tokens.wanted(app, app.palette())
    changed = now != style.in_use()
    style.use(now)
    app.setPalette(tokens.palette_of(now))
    return changed


def recolour(app: QApplication) -> None:
    """Show everything that stands in the colours the system asks for now."""
    if colours(app):
        size_text(app, app.font().pointSize())
        for widget in app.allWidgets():
            widget.update()


def follow_system(app: QApplication) -> None:
    """Show other colours as soon as the system turns dark, light or to high contrast."""
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: recolour(app))
    hints.accessibility().contrastPreferenceChanged.connect(lambda _wish: recolour(app))


def bare_application(arguments: Sequence[str] | None = None) -> QApplication:
    """The one QApplication of this process, made when it does not exist yet; without fonts and style sheet."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication([*(arguments or sys.argv[:1] or ["so-khoi"]), *STYLE])
    ground(app)
    return app


def application(arguments: Sequence[str] | None = None) -> QApplication:
    """The one QApplication of this process, made and prepared when it does not exist yet."""
    there = QApplication.instance() is not None
    app = bare_application(arguments)
    if not there:
        prepare(app)
    return app


class Start:
    """The first moments: a bare window on `path` at once, then our look, the desk and the book in that window; without
    a path, or when the book cannot be opened, the start window."""

    def __init__(self, app: QApplication, path: Path | None) -> None:
        from ui.base.preferences import Preferences

        self._app = app
        self._path = path
        self._preferences = Preferences()
        self.desk: Desk | None = None
        self.window: MainWindow | None = None
        if path is None:
            self.go_on()
            return
        from ui.window import main_window

        self.window = main_window.MainWindow()
        self.window.setWindowTitle(path.stem)
        self._preferences.place(self.window)
        self.window.painted.connect(self.go_on)
        QTimer.singleShot(main_window.PATIENCE, self.go_on)

    def go_on(self) -> None:
        """Fill the bare window, once; one that was closed in between stays closed."""
        if self.desk is not None or (self.window is not None and not self.window.isVisible()):
            return
        try:
            self._fill()
        except Exception:
            self._stop()

    def _stop(self) -> None:
        """A bug of ours before the first page stood: log it, say it, end. A bare window would say "Đã lưu"."""
        from ui.window import crash

        if self.window is not None:
            self.window.hide()
        crash.install(self._let_go, lambda status: QTimer.singleShot(0, self._app, lambda: self._app.exit(status)))
        sys.excepthook(*sys.exc_info())

    def _let_go(self) -> None:
        if self.desk is not None:
            self.desk.close_orderly()

    def _fill(self) -> None:
        from ui.window.desk import Desk

        self.desk = desk = Desk(self._preferences)
        prepare(self._app, self._preferences.text_size())
        if self._path is None or desk.open(self._path, window=self.window) is None:
            desk.show_start()
            if self.window is not None:
                self.window.close()
        if self.window is not None and self.window.filled:
            self.window.ready.connect(self._take_care)
        else:
            self._take_care()

    def _take_care(self) -> None:
        """From now on our own bugs are told about and close the books orderly, and what is let go is collected."""
        from ui.window import crash, waiting

        gc.freeze()
        gc.enable()
        waiting.listen()
        assert self.desk is not None
        crash.install(self.desk.close_orderly)


def begin(path: Path | None) -> Start:
    """The first moments, from nothing: the application and its bare window."""
    gc.disable()  # thousands of objects come to stay just now; looking through them again and again finds nothing
    return Start(bare_application(), path)


def run(path: Path | None = None) -> int:
    """Open the window on `path`, or the start window when there is no book; returns the exit status, 1 without a
    screen."""
    from ui.window import screen

    if screen.lacking():
        sys.stderr.write(screen.NO_SCREEN + "\n")
        return 1
    start = begin(path)
    status = QApplication.exec()
    del start
    return status
