"""The headings of the score grid with items down: units across with their total and rank, items with their title and
the most they give; a group is a line of its own that folds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ui.kit import style
from ui.scoring.grid.headers import ARROW, LEFT, NAME_KEY, PAD, RIGHT, FrozenHeader, paint_arrow, strong
from ui.scoring.grid.lines import GroupSum
from ui.words import messages

if TYPE_CHECKING:
    from ui.scoring.grid.model import ScoreModel

RANK = "hạng {}"
NAME_LINES = 3
"""Lines a unit's name may take above its column."""


class UnitHeads(QHeaderView):
    """Over each column: the unit's name in up to three lines, its total, its rank."""

    def __init__(self, model: ScoreModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._scores = model
        self.setSectionsClickable(True)

    @property
    def line(self) -> int:
        return self.fontMetrics().height() + 2

    def wanted(self, row: int) -> int:
        """The width in which a unit's name takes no more than its lines, its total and the longest rank one."""
        metrics = QFontMetrics(strong(self.font()))
        name = self._scores.names[self._scores.units[row]]
        widest = max((metrics.horizontalAdvance(word) for word in name.split()), default=0)
        last = QFontMetrics(self.font()).horizontalAdvance(RANK.format(f"{len(self._scores.units)}*"))
        least = max(widest, metrics.horizontalAdvance("188,88"), last)
        step = metrics.horizontalAdvance("0")
        while self._high(metrics, name, least) > metrics.height() * NAME_LINES and least < step * 60:
            least += step
        return least + 2 * PAD

    @staticmethod
    def _high(metrics: QFontMetrics, name: str, width: int) -> int:
        return metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, name).height()

    def sizeHint(self) -> QSize:
        return QSize(self.length(), self.line * (NAME_LINES + 2) + PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(style.GROUND))
        view = self.parent()
        current = view.currentIndex().column() if isinstance(view, QTableView) else -1
        for row in range(len(self._scores.units)):
            left, width = self.sectionViewportPosition(row), self.sectionSize(row)
            if left <= event.rect().right() and left + width > event.rect().left():
                self._paint_unit(painter, row, QRect(left, 0, width, self.viewport().height()), row == current)
        painter.setPen(QColor(style.LINE))
        bottom = self.viewport().height() - 1
        painter.drawLine(0, bottom, self.viewport().width(), bottom)

    def _paint_unit(self, painter: QPainter, row: int, area: QRect, current: bool) -> None:
        scores, beside = self._scores, self._scores.drawn(row)
        if current:
            painter.fillRect(area, QColor(style.CHOSEN))
        painter.setPen(QColor(style.LINE))
        painter.drawLine(area.right(), area.top(), area.right(), area.bottom())
        inner = area.adjusted(PAD, 2, -PAD, 0)
        painter.setPen(QColor(style.INK))
        painter.setFont(self.font())
        name = QRect(inner.left(), inner.top(), inner.width(), self.line * NAME_LINES)
        painter.drawText(name, Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextWordWrap, scores.names[scores.units[row]])
        painter.setFont(strong(self.font()) if beside.whole else self.font())
        painter.setPen(QColor(style.INK if beside.whole else style.MUTED))
        total = QRect(inner.left(), name.bottom() + 1, inner.width(), self.line)
        painter.drawText(total, RIGHT, beside.total)
        painter.setFont(self.font())
        painter.setPen(QColor(style.MUTED))
        painter.drawText(total.translated(0, self.line), RIGHT, RANK.format(beside.rank) if beside.rank else "")


class ItemHeads(FrozenHeader):
    """Code, title and the most of each item; a group's line has its arrow.

    toggled   the key of a group whose line was clicked
    """

    toggled = Signal(str)

    def heads(self) -> tuple[str, ...]:
        return ("Mục", "Tối đa")

    def rests_on(self) -> object:
        scores = self._scores
        return (scores.times[0], self.font().key(), self.room(), scores.arranged.widths.get(NAME_KEY))

    def measure(self) -> tuple[int, ...]:
        metrics = QFontMetrics(strong(self.font()))
        titles = max((metrics.horizontalAdvance(self.words(n)) for n in range(len(self._scores.lines))), default=0)
        most = max(metrics.horizontalAdvance("Tối đa"), metrics.horizontalAdvance("888,8")) + 2 * PAD
        return self.name_width(titles + 4 * PAD, metrics.horizontalAdvance("0") * 16), most

    def words(self, place: int) -> str:
        """What stands at the left of a line."""
        line = self._scores.lines[place]
        return line.band if isinstance(line, GroupSum) else f"{line.head}  {line.title}"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(style.PAPER))
        view = self.parent()
        current = view.currentIndex().row() if isinstance(view, QTableView) else -1
        name, most = self.widths()
        for place, line in enumerate(self._scores.lines):
            area = QRect(0, self.sectionViewportPosition(place), name + most, self.sectionSize(place))
            if not area.intersects(event.rect()):
                continue
            painter.fillRect(area, QColor(style.CHOSEN if place == current else style.GROUND))
            painter.setPen(QColor(style.LINE))
            painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
            painter.drawLine(name, area.top(), name, area.bottom())
            painter.drawLine(area.right(), area.top(), area.right(), area.bottom())
            group = isinstance(line, GroupSum)
            painter.setFont(strong(self.font()) if group else self.font())
            painter.setPen(QColor(style.ACCENT if group else style.INK))
            inset = PAD + (ARROW if group else PAD)
            if group:
                paint_arrow(painter, area.adjusted(PAD - 2, 0, 0, 0), line.node not in self._scores.arranged.folded)
            room = QRect(inset, area.top(), name - inset - PAD, area.height())
            words = painter.fontMetrics().elidedText(self.words(place), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, LEFT, words)
            painter.setPen(QColor(style.MUTED))
            number = QRect(name, area.top(), most - PAD, area.height())
            painter.drawText(number, RIGHT, "" if line.max is None else messages.show(line.max))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.logicalIndexAt(event.position().toPoint())
        line = self._scores.lines[place] if 0 <= place < len(self._scores.lines) else None
        if event.button() == Qt.MouseButton.LeftButton and isinstance(line, GroupSum):
            self.toggled.emit(line.node)
            return
        super().mousePressEvent(event)
