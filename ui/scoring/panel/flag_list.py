"""What deserves a look on the sheets shown, one sentence each; a flag leads to its cell and never changes a number."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models.book.scoring.scores_flags import Flag
from ui.base.session import Session
from ui.scoring import score_words


class FlagList(QListWidget):
    """opened   the Flag that was clicked or entered"""

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setAccessibleName("Chỗ cần xem")
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._open)

    def show_flags(self, flags: Iterable[Flag]) -> None:
        """Show these flags, each under its unit's name."""
        self.clear()
        names = self._session.names
        for flag in score_words.worth_saying(flags):
            item = QListWidgetItem(f"{names.unit(flag.unit)}\n{score_words.flag_words(flag, names)}", self)
            item.setData(Qt.ItemDataRole.UserRole, flag)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole))
