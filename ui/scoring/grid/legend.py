"""What the marks of the score grid mean, drawn as the grid draws them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.base.measure import lines, measured
from ui.kit import style
from ui.scoring.grid.delegate import MARKS, paint_mark

TOLD = (*MARKS, ("rank", "tạm xếp, còn chờ điểm hoặc phân định"))
"""What is explained: the marks of cells, and the star of a rank."""
SAMPLES = {"computed": "8", "rank": "1*"}


class Legend(QWidget):
    """What the marks of the grid mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[tuple[int, int, str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        measured(self, self._place)
        self.setAccessibleName("Chú thích dấu trong ô: " + ", ".join(label for _, label in TOLD))

    def _wide(self, label: str) -> int:
        return 20 + self.fontMetrics().horizontalAdvance(label) + 14

    def _place(self) -> None:
        """One line where there is room for it, else as many as are needed."""
        left = top = 0
        self._places = []
        for kind, label in TOLD:
            if left and left + self._wide(label) > self.width():
                left, top = 0, top + lines(self, 1) + 4
            self._places.append((left, top, kind, label))
            left += self._wide(label)
        self.setFixedHeight(top + lines(self, 1) + 4)

    def sizeHint(self) -> QSize:
        return QSize(sum(self._wide(label) for _kind, label in TOLD), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = lines(self, 1) + 4
        for left, top, kind, label in self._places:
            box = QRect(left, top + 3, 14, line - 7)
            if kind in SAMPLES:
                font = self.font()
                font.setItalic(kind == "computed")
                painter.setFont(font)
                painter.setPen(style.ACCENT if kind == "computed" else style.INK)
                painter.drawText(box.adjusted(-4, 0, 4, 0), Qt.AlignmentFlag.AlignCenter, SAMPLES[kind])
                painter.setFont(self.font())
            else:
                paint_mark(painter, box, kind)
                painter.setPen(style.LINE)
                painter.drawRect(box)
            painter.setPen(style.MUTED)
            painter.drawText(left + 19, top, self._wide(label), line, Qt.AlignmentFlag.AlignVCenter, label)
