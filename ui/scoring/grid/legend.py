"""What the marks of the score grid mean, drawn as the grid draws them."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit import style
from ui.scoring.grid.delegate import MARKS, paint_mark


class Legend(QWidget):
    """What the marks of the grid mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        metrics = self.fontMetrics()
        self._places: list[tuple[int, str, str]] = []
        left = 0
        for kind, label in MARKS:
            self._places.append((left, kind, label))
            left += 20 + metrics.horizontalAdvance(label) + 14
        self.setFixedSize(left, metrics.height() + 4)
        self.setAccessibleName("Chú thích dấu trong ô: " + ", ".join(label for _, label in MARKS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for left, kind, label in self._places:
            box = QRect(left, 3, 14, self.height() - 7)
            if kind == "computed":
                font = self.font()
                font.setItalic(True)
                painter.setFont(font)
                painter.setPen(style.ACCENT)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "8,5"[0])
                painter.setFont(self.font())
            else:
                paint_mark(painter, box, kind)
                painter.setPen(style.LINE)
                painter.drawRect(box)
            painter.setPen(style.MUTED)
            painter.drawText(left + 19, 0, 400, self.height(), Qt.AlignmentFlag.AlignVCenter, label)
