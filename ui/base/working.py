"""What stands in the place of a page while a large ranking is made ready for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.base.layout import words


class Working(QWidget):
    """The page's title where the page will have it, and one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = words("", "title", wrap=False)
        self.sentence = words("Đang chấm các phiếu để xếp hạng…", "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(6)
        box.addWidget(self.heading)
        box.addWidget(self.sentence)
        box.addStretch(1)

    def show_title(self, title: str) -> None:
        """Stand for the page of that title."""
        self.heading.setText(title)
