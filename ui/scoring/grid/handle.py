"""The fill handle: the small square at the end of the selection; dragged down or right it repeats what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from ui.kit import style

if TYPE_CHECKING:
    from ui.scoring.grid.grid import ScoreGrid

HALF, REACH = 3, 6


class FillHandle:
    """Draws itself over the grid and takes the mouse while it is dragged."""

    def __init__(self, grid: ScoreGrid) -> None:
        self._grid = grid
        self._was: QRect | None = None
        self._now = QRect()
        grid.viewport().setMouseTracking(True)

    def _box(self, area: QRect) -> QRect:
        """Where a rectangle of cells stands in the viewport."""
        model, grid = self._grid.scores, self._grid
        first, last = model.index(area.top(), area.left()), model.index(area.bottom(), area.right())
        return grid.visualRect(first).united(grid.visualRect(last))

    def _end(self) -> QPoint | None:
        """The corner the handle stands at; None when nothing can be filled."""
        grid = self._grid
        if not grid.currentIndex().isValid() or not grid.scores.may_type:
            return None
        return self._box(grid.area()).bottomRight()

    def box(self) -> QRect:
        """Where the handle is drawn; empty when there is none."""
        end = self._end()
        return QRect() if end is None else QRect(end.x() - HALF, end.y() - HALF, 2 * HALF, 2 * HALF)

    def paint(self) -> None:
        """Draw the handle, and while it is dragged what will be filled."""
        end = self._end()
        if end is None:
            return
        painter = QPainter(self._grid.viewport())
        if self._was is not None:
            painter.setPen(QPen(QColor(style.ACCENT), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._box(self._now).adjusted(0, 0, -1, -1))
        painter.fillRect(end.x() - HALF - 1, end.y() - HALF - 1, 2 * HALF + 2, 2 * HALF + 2, QColor(style.PAPER))
        painter.fillRect(end.x() - HALF, end.y() - HALF, 2 * HALF, 2 * HALF, QColor(style.ACCENT))

    def _over(self, at: QPoint) -> bool:
        end = self._end()
        return end is not None and (at - end).manhattanLength() <= REACH

    def press(self, event: QMouseEvent) -> bool:
        """Begin to drag; whether the press was the handle's."""
        if event.button() != Qt.MouseButton.LeftButton or not self._over(event.position().toPoint()):
            return False
        self._was = self._now = self._grid.area()
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Reach down or right, whichever is farther; whether the move was the handle's."""
        at = event.position().toPoint()
        if self._was is None:
            over = not event.buttons() and self._over(at)
            self._grid.viewport().setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)
            return False
        index = self._grid.indexAt(at)
        if index.isValid():
            now, was = QRect(self._was), self._was
            down, right = index.row() - was.bottom(), index.column() - was.right()
            if down > 0 and down >= right:
                now.setBottom(index.row())
            elif right > 0:
                now.setRight(index.column())
            self._now = now
            self._grid.viewport().update()
        return True

    def release(self, _event: QMouseEvent) -> bool:
        """Fill; whether the handle was dragged."""
        if self._was is None:
            return False
        was, now = self._was, self._now
        self._was = None
        self._grid.viewport().update()
        if now != was:
            self._grid.fill(was, now)
        return True
