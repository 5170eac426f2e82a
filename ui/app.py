"""The application object: fonts, language, look. Nothing heavy is imported here; pages import what they need when
visited."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui import style

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
SCREEN_FACES = ("IBMPlexSans-Regular.ttf", "IBMPlexSans-Bold.ttf", "IBMPlexSans-Italic.ttf")
FAMILY = "IBM Plex Sans"


def prepare(app: QApplication) -> None:
    """Give an application our fonts, Vietnamese buttons, vi_VN locale and style sheet.

    The bundled font is used everywhere, so that a screen looks the same on every machine and every letter is there.
    """
    app.setApplicationName("SoKhoi")
    app.setApplicationDisplayName("Sổ Khối")
    app.setStyle("Fusion")
    for face in SCREEN_FACES:
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / face))
    font = QFont(FAMILY, 10)
    font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    app.setFont(font)
    QLocale.setDefault(QLocale("vi_VN"))
    translator = QTranslator(app)
    if translator.load(str(RESOURCES / "i18n" / "qtbase_vi.qm")):
        app.installTranslator(translator)
    app.setPalette(_palette())
    app.setStyleSheet(style.sheet(RESOURCES / "icons"))


def _palette() -> QPalette:
    """Colours for what a style sheet does not reach: placeholder text, links, the selection of item views."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, style.GROUND)
    palette.setColor(QPalette.ColorRole.Base, style.PAPER)
    palette.setColor(QPalette.ColorRole.AlternateBase, "#f8faf9")
    palette.setColor(QPalette.ColorRole.Text, style.INK)
    palette.setColor(QPalette.ColorRole.WindowText, style.INK)
    palette.setColor(QPalette.ColorRole.Highlight, style.CHOSEN)
    palette.setColor(QPalette.ColorRole.HighlightedText, style.INK)
    palette.setColor(QPalette.ColorRole.PlaceholderText, "#8b9692")
    palette.setColor(QPalette.ColorRole.Link, style.ACCENT)
    return palette


def application(arguments: Sequence[str] | None = None) -> QApplication:
    """The one QApplication of this process, made and prepared when it does not exist yet."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(list(arguments or sys.argv[:1]))
    prepare(app)
    return app


def run(path: Path | None = None) -> int:
    """Open the window on `path`, or the start window when there is no book; returns the exit status."""
    from ui import crash
    from ui.desk import Desk

    app = application()
    desk = Desk()
    crash.install(desk.close_orderly)
    if path is None or not desk.open(path):
        desk.show_start()
    return app.exec()
