"""The search box: finds while typing, without diacritics, and never changes what is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

PAUSE = 120  # milliseconds without a key before looking


class SearchBox(QLineEdit):
    """Emits `asked` with the text a moment after typing stops, `taken` on Enter, `left` on Escape in an empty box; the
    first Escape empties it."""

    asked = Signal(str)
    taken = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Tìm (gõ không dấu cũng được)")
        self.setClearButtonEnabled(True)
        self.setAccessibleName("Tìm")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(lambda: self.asked.emit(self.text()))
        self.textChanged.connect(lambda: self._pause.start())

    def event(self, event: QEvent) -> bool:
        """Escape belongs to the box while it has the keyboard, whatever else Escape means in the window."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self.taken.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self._pause.stop()
                self.asked.emit("")
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)
