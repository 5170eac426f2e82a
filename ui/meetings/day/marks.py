"""Marks of a programme, told apart in grey too: over (a disc with a tick), at hand (half a disc), to come (a ring)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.base.tokens import Tokens
from ui.kit import style

WORDS = {"over": "xong", "now": "đang làm", "next": "chưa đến"}
"""What each mark says aloud."""


def draw(painter: QPainter, kind: str, middle: QPointF, side: float, ink: Tokens | None = None) -> None:
    """Draw a mark as large as `side` around a point, in the window's colours or those of `ink`."""
    ink = ink or style.in_use()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    disc = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
    accent = QColor(ink.accent)
    if kind == "over":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(disc)
        tick(painter, middle, side * 0.52, ink.paper)
    else:
        line = max(1.4, side / 10)
        inside = disc.adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.setPen(QPen(accent if kind == "now" else QColor(ink.edge), line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(inside)
        if kind == "now":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawPie(inside, 90 * 16, 180 * 16)
    painter.restore()


def tick(painter: QPainter, middle: QPointF, side: float, colour: str) -> None:
    """Draw a tick as wide as `side` around a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), max(1.6, side / 5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = ((-0.5, 0.0), (-0.14, 0.36), (0.5, -0.36))
    painter.drawPolyline([QPointF(middle.x() + x * side, middle.y() + y * side) for x, y in points])
    painter.restore()
