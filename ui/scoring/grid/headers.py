"""The two headings of the score grid: groups as bands over the item codes, and units with their total and rank beside
them.

Both are frozen by nature: the upper one does not scroll away with units, the left one not with items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ui.kit import style
from ui.words import messages

if TYPE_CHECKING:
    from ui.scoring.grid.model import ScoreModel

PAD = 6
NAME_MOST = 190
NAME_LEAST = 96


def _strong(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TopHeader(QHeaderView):
    """Three lines: the group, the item's code, the most it can give."""

    def __init__(self, model: ScoreModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._scores = model
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.line = self.fontMetrics().height() + 4

    @property
    def banded(self) -> bool:
        return any(column.band for column in self._scores.columns)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.line * (3 if self.banded else 2) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(style.GROUND))
        columns = self._scores.columns
        top = self.line if self.banded else 0
        current = self._current()
        for place in range(len(columns)):
            left, width = self.sectionViewportPosition(place), self.sectionSize(place)
            if not self.isSectionHidden(place) and left <= event.rect().right() and left + width > event.rect().left():
                self._paint_code(painter, place, top, place == current)
        if self.banded:
            self._paint_bands(painter)
        painter.setPen(QColor(style.LINE))
        bottom = self.viewport().height() - 1
        painter.drawLine(0, bottom, self.viewport().width(), bottom)

    def _current(self) -> int:
        view = self.parent()
        return view.currentIndex().column() if isinstance(view, QTableView) else -1

    def _paint_code(self, painter: QPainter, place: int, top: int, current: bool) -> None:
        column = self._scores.columns[place]
        area = QRect(self.sectionViewportPosition(place), top, self.sectionSize(place), self.viewport().height() - top)
        if current:
            painter.fillRect(area, QColor(style.CHOSEN))
        painter.setPen(QColor(style.LINE))
        painter.drawLine(area.right(), area.top(), area.right(), area.bottom())
        painter.setFont(_strong(self.font()))
        painter.setPen(QColor(style.INK))
        upper = QRect(area.left(), area.top() + 1, area.width() - 1, self.line)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, column.head)
        painter.setFont(self.font())
        painter.setPen(QColor(style.MUTED))
        lower = QRect(area.left(), upper.bottom(), area.width() - 1, self.line)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, "" if column.max is None else messages.show(column.max))

    def _paint_bands(self, painter: QPainter) -> None:
        """One band per run of equal groups; its words stay in sight as long as any of the band does."""
        columns, start = self._scores.columns, 0
        painter.setFont(_strong(self.font()))
        for place in range(1, len(columns) + 1):
            if place < len(columns) and columns[place].band == columns[start].band:
                continue
            left = self.sectionViewportPosition(start)
            right = self.sectionViewportPosition(place - 1) + self.sectionSize(place - 1)
            area = QRect(left, 0, right - left, self.line)
            painter.setPen(QColor(style.LINE))
            painter.drawLine(area.right(), 0, area.right(), self.viewport().height())
            painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
            seen = area.intersected(self.viewport().rect()).adjusted(PAD, 0, -PAD, 0)
            painter.setPen(QColor(style.ACCENT))
            words = self.fontMetrics().elidedText(
                columns[start].band, Qt.TextElideMode.ElideRight, max(seen.width(), 0)
            )
            painter.drawText(seen, LEFT, words)
            start = place


class LeftHeader(QHeaderView):
    """Unit, total, converted points (when the bloc ranks by them), rank."""

    _measured: tuple[object, str, tuple[int, int, int, int]] | None = None

    def __init__(self, model: ScoreModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._scores = model
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def widths(self) -> tuple[int, int, int, int]:
        """Pixels of the name, the total, the converted points (0 when not shown) and the rank."""
        drawn, font = self._scores.all_drawn, self.font().toString()
        if self._measured is None or self._measured[0] is not drawn or self._measured[1] != font:
            self._measured = (drawn, font, self._measure())
        return self._measured[2]

    def _measure(self) -> tuple[int, int, int, int]:
        metrics = self.fontMetrics()
        names = max((metrics.horizontalAdvance(name) for name in self._scores.names.values()), default=0)
        bold = QFontMetrics(_strong(self.font()))
        beside = self._scores.all_drawn.values()
        texts = [
            max((one.total for one in beside), key=len, default=""),
            max((one.converted for one in beside), key=len, default=""),
        ]
        number, second = (
            max(bold.horizontalAdvance(text), bold.horizontalAdvance("88,88")) + 2 * PAD for text in texts
        )
        name = min(max(names + 2 * PAD + 2, NAME_LEAST), NAME_MOST)
        heads = [bold.horizontalAdvance(word) + 2 * PAD for word in ("Tổng", "Quy đổi", "Hạng")]
        return name, max(number, heads[0]), max(second, heads[1]) if self._scores.converts else 0, heads[2]

    def sizeHint(self) -> QSize:
        return QSize(sum(self.widths()), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(style.PAPER))
        view = self.parent()
        current = view.currentIndex().row() if isinstance(view, QTableView) else -1
        for row in range(len(self._scores.units)):
            top = self.sectionViewportPosition(row)
            area = QRect(0, top, self.viewport().width(), self.sectionSize(row))
            if area.intersects(event.rect()):
                self._paint_row(painter, row, area, row == current)

    def _paint_row(self, painter: QPainter, row: int, area: QRect, current: bool) -> None:
        scores, beside = self._scores, self._scores.drawn(row)
        painter.fillRect(area, QColor(style.CHOSEN if current else style.GROUND))
        painter.setPen(QColor(style.LINE))
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
        left = 0
        texts = (scores.names[scores.units[row]], beside.total, beside.converted, beside.rank)
        for part, (width, text) in enumerate(zip(self.widths(), texts, strict=True)):
            if not width:
                continue
            cell = QRect(left, area.top(), width, area.height())
            painter.setPen(QColor(style.LINE))
            painter.drawLine(cell.right(), cell.top(), cell.right(), cell.bottom())
            side = LEFT if part == 0 else RIGHT
            muted = part == 1 and not beside.whole
            painter.setPen(QColor(style.MUTED if muted else style.INK))
            painter.setFont(_strong(self.font()) if part in (1, 3) and not muted else self.font())
            room = cell.adjusted(PAD, 0, -PAD, 0)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, side, shown)
            left += width


class Corner(QWidget):
    """The headings of the left header, in the corner where both meet."""

    def __init__(self, left: LeftHeader, parent: QWidget) -> None:
        super().__init__(parent)
        self._left = left

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(style.GROUND))
        painter.setFont(_strong(self.font()))
        left = 0
        for width, text in zip(self._left.widths(), ("Đơn vị", "Tổng", "Quy đổi", "Hạng"), strict=True):
            if not width:
                continue
            cell = QRect(left, 0, width, self.height())
            painter.setPen(QColor(style.LINE))
            painter.drawLine(cell.right(), 0, cell.right(), cell.bottom())
            painter.setPen(QColor(style.MUTED))
            side = Qt.AlignmentFlag.AlignLeft if left == 0 else Qt.AlignmentFlag.AlignRight
            painter.drawText(cell.adjusted(PAD, 0, -PAD, -5), side | Qt.AlignmentFlag.AlignBottom, text)
            left += width
        painter.setPen(QColor(style.LINE))
        painter.drawLine(QPoint(0, self.height() - 1), QPoint(self.width(), self.height() - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        view = self._left.parent()
        if isinstance(view, QTableView):
            view.selectAll()
