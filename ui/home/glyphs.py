"""Status marks that are told apart in grey too: each kind has a shape of its own, and words for who does not see it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.base.tokens import Tokens
from ui.kit import style

SIDE = 14
"""Pixels of a mark's side where text is of its usual size."""
SHARE = 0.8
"""Of a line of text, where that is more."""
WORDS = {
    "done": "xong",
    "late": "xong chậm",
    "part": "còn thiếu",
    "open": "chưa",
    "bad": "quá hạn",
    "none": "không áp dụng",
    "warn": "cần xem",
}
"""What each mark says aloud."""


def side(widget: QWidget) -> int:
    """Pixels of a mark's side beside the text of a widget: it grows with the text."""
    return max(SIDE, round(widget.fontMetrics().height() * SHARE))


def draw(painter: QPainter, kind: str, middle: QPointF, side: float, ink: Tokens | None = None) -> None:
    """Draw a mark of that kind around a point, in the colours of the window or in others (those of paper)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(middle)
    painter.scale(side / SIDE, side / SIDE)
    _DRAWN[kind](painter, ink or style.in_use())
    painter.restore()


def _disc(painter: QPainter, colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(0, 0), 6.5, 6.5)


def _line(painter: QPainter, colour: str, *points: tuple[float, float]) -> None:
    painter.setPen(QPen(QColor(colour), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline([QPointF(x, y) for x, y in points])


def _done(painter: QPainter, ink: Tokens) -> None:
    _disc(painter, ink.accent)
    _line(painter, ink.paper, (-3, 0), (-0.8, 2.4), (3.2, -2.2))


def _late(painter: QPainter, ink: Tokens) -> None:
    """A clock."""
    _disc(painter, ink.amber)
    _line(painter, ink.paper, (0, -3.5), (0, 0.4), (2.6, 0.4))


def _part(painter: QPainter, ink: Tokens) -> None:
    _circle(painter, ink, ink.accent)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink.accent))
    painter.drawPie(QRectF(-6, -6, 12, 12), 90 * 16, 180 * 16)


def _ring(painter: QPainter, ink: Tokens) -> None:
    _circle(painter, ink, ink.edge)


def _circle(painter: QPainter, ink: Tokens, colour: str) -> None:
    painter.setPen(QPen(QColor(colour), 1.6))
    painter.setBrush(QColor(ink.paper))
    painter.drawEllipse(QPointF(0, 0), 5.7, 5.7)


def _bad(painter: QPainter, ink: Tokens) -> None:
    """A square with a stroke and a dot."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink.bad_ink))
    painter.drawRoundedRect(QRectF(-6, -6, 12, 12), 2, 2)
    _line(painter, ink.paper, (0, -3.6), (0, 0.8))
    _line(painter, ink.paper, (0, 3.6), (0, 3.6))


def _none(painter: QPainter, ink: Tokens) -> None:
    _line(painter, ink.muted, (-4, 0), (4, 0))


def _warn(painter: QPainter, ink: Tokens) -> None:
    """A triangle."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink.amber))
    painter.drawPolygon(QPolygonF([QPointF(0, -6.5), QPointF(6.8, 5.5), QPointF(-6.8, 5.5)]))
    _line(painter, ink.paper, (0, -2.5), (0, 1.2))
    _line(painter, ink.paper, (0, 3.6), (0, 3.6))


_DRAWN = {
    "done": _done,
    "late": _late,
    "part": _part,
    "open": _ring,
    "bad": _bad,
    "none": _none,
    "warn": _warn,
}
