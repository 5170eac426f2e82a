"""The doors of the start window: large buttons with a picture, what they do, and for whom they are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.kit import style
from ui.kit.style import bold

PICTURE = 30  # the side of the square a picture is drawn in
LARGER = 1.15  # the door's own line against other text

Lines = tuple[tuple[tuple[float, float], ...], ...]
PICTURES: dict[str, Lines] = {
    "new": (
        ((7, 2), (18, 2), (25, 9), (25, 28), (7, 28), (7, 2)),
        ((11, 9), (18, 9)),
        ((11, 14), (21, 14)),
        ((13, 21), (20, 21)),
        ((16.5, 17.5), (16.5, 24.5)),
    ),
    "receive": (
        ((15, 2), (15, 16)),
        ((10, 11), (15, 16), (20, 11)),
        ((6, 15), (2, 15), (2, 27), (28, 27), (28, 15), (24, 15)),
        ((2, 20), (10, 20), (12, 23), (18, 23), (20, 20), (28, 20)),
    ),
    "open": (
        ((2, 26), (2, 5), (11, 5), (14, 9), (26, 9), (26, 13)),
        ((2, 26), (7, 13), (29, 13), (25, 26), (2, 26)),
    ),
    "practice": (((15, 8), (15, 15), (20, 18)),),
}
"""Each picture as lines through points; the clock of "practice" has a circle as well."""


class Door(QAbstractButton):
    """A large button; its text may hold a mnemonic (&)."""

    def __init__(
        self, picture: str, text: str, hint: str, act: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._picture, self._hint = picture, hint
        self.setAccessibleName(text.replace("&", ""))
        self.setAccessibleDescription(hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: act())

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        wide = max(
            self.fontMetrics().horizontalAdvance(self._hint),
            int(self.fontMetrics().horizontalAdvance(self.text()) * 1.4),
        )
        return QSize(wide + PICTURE + 64, int(line * (1 + LARGER)) + 32)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        focused = self.hasFocus()
        ground = style.CHOSEN if self.isDown() else style.PALE if focused or self.underMouse() else style.PAPER
        painter.setPen(QPen(QColor(style.ACCENT if focused else style.EDGE), 2 if focused else 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(frame, 4, 4)
        self._draw(painter, frame.left() + 18, frame.center().y() - PICTURE / 2)
        self._write(painter, frame.adjusted(PICTURE + 36, 12, -12, -12))

    def _draw(self, painter: QPainter, x: float, y: float) -> None:
        """The picture with its upper left corner at (x, y)."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(style.ACCENT), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for line in PICTURES[self._picture]:
            painter.drawPolyline([QPointF(x + dx, y + dy) for dx, dy in line])
        if self._picture == "practice":
            painter.drawEllipse(QPointF(x + 15, y + 15), 13, 13)

    def _write(self, painter: QPainter, box: QRectF) -> None:
        """What it does, and below what that is for."""
        font = bold(self.font())
        font.setPointSizeF(self.font().pointSizeF() * LARGER)
        line = self.fontMetrics().height()
        high = line * (1 + LARGER)
        box.setTop(box.center().y() - high / 2)
        painter.setFont(font)
        painter.setPen(QColor(style.INK))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic, self.text())
        painter.setFont(self.font())
        painter.setPen(QColor(style.MUTED))
        painter.drawText(box.adjusted(0, line * LARGER, 0, 0), Qt.AlignmentFlag.AlignLeft, self._hint)
