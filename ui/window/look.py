"""Our font and style sheet on the whole application, at a size of text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FAMILY = "IBM Plex Sans"
SIZE = 10  # points
FONT_CLASSES = (
    *("QMenuBar", "QMenu", "QComboMenuItem", "QMessageBox", "QMessageBoxLabel", "QLabel", "QTipLabel", "QStatusBar"),
    *("QTitleBar", "QMdiSubWindowTitleBar", "QDockWidgetTitle", "QPushButton", "QCheckBox", "QRadioButton"),
    *("QToolButton", "QAbstractItemView", "QListView", "QHeaderView", "QListBox", "QComboLineEdit"),
    *("QSmallFont", "QMiniFont"),
)
"""Every class that a platform's theme may give a font of its own (Qt's `initializeWidgetFontHash`)."""


def size_text(app: QApplication, size: int) -> None:
    """Show everything in our font at `size` points."""
    from PySide6.QtGui import QFont

    from ui.kit import style

    font = QFont(FAMILY, size)
    font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    app.setFont(font)
    app.setStyleSheet(style.sheet(RESOURCES / "icons", size))
    # The theme of Windows gives these a font of their own, which the one above leaves as it is. The first style sheet
    # asks the theme anew, so they come after it.
    for kind in FONT_CLASSES:
        app.setFont(font, kind)  # type: ignore[arg-type]  # a str is taken; the stub says bytes, which are refused
