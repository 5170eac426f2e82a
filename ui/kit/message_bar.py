"""The message line: one sentence above the status line, with at most two ways on; never in the way of typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

SHORT = 9_000  # milliseconds a plain note stays; a warning stays until it is mended or closed


class MessageBar(QFrame):
    """Shows one message at a time; `text()` is what stands there ("" when hidden).

    changed   another message stands there, or none
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.way_on = QPushButton()
        self.other_way = QPushButton()
        self._shut = QPushButton("Ẩn")
        self._shut.setToolTip("Ẩn câu này (Esc)")
        self._shut.clicked.connect(self.clear)
        self._of_book = False
        self._act: Callable[[], object] | None = None
        self._other: Callable[[], object] | None = None
        self.way_on.clicked.connect(self.go_on)
        self.other_way.clicked.connect(lambda: self._take(self._other))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.addWidget(self._label, 1)
        row.addWidget(self.way_on)
        row.addWidget(self.other_way)
        row.addWidget(self._shut)
        self._timer = QTimer(self, singleShot=True, interval=SHORT)
        self._timer.timeout.connect(self.clear)
        self.hide()

    def text(self) -> str:
        return self._label.text() if not self.isHidden() else ""

    def show_message(
        self,
        text: str,
        tone: str = "info",
        way_on: tuple[str, Callable[[], object]] | None = None,
        other_way: tuple[str, Callable[[], object]] | None = None,
        of_book: bool = False,
    ) -> None:
        """Put a sentence there, replacing the one before; an "info" goes away by itself, one about the book stays when
        the page goes."""
        self._of_book = of_book
        self._timer.stop()
        self._label.setText(text)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        for child in (self._label,):
            child.style().unpolish(child)
            child.style().polish(child)
        self._act, self._other = (way[1] if way else None for way in (way_on, other_way))
        for button, way in ((self.way_on, way_on), (self.other_way, other_way)):
            button.setVisible(way is not None)
            button.setText(way[0] if way else "")
        self.show()
        self.changed.emit()
        if tone == "info" and way_on is None:
            self._timer.start()

    def outdate(self) -> None:
        """Take a plain note about an earlier act away once another has been done; a warning stays."""
        if self.property("tone") == "info":
            self.clear()

    def leave_page(self) -> None:
        """Another page is shown: what was said about the one before is over."""
        if not self._of_book:
            self.clear()

    def clear(self) -> None:
        self._timer.stop()
        self._act = self._other = None
        self._label.clear()
        self.hide()
        self.changed.emit()

    def go_on(self) -> None:
        self._take(self._act)

    def _take(self, act: Callable[[], object] | None) -> None:
        self.clear()
        if act is not None:
            act()
