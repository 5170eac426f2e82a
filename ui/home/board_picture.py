"""The board of units and what they are to send, as a picture for paper and the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from models.book.year.board import Board, Sending
from ui.base.tokens import Tokens
from ui.home import glyphs
from ui.home.board import LEGEND, MARKS, SUM, sending_words, sum_words, thing_name
from ui.kit.picture import CENTRE, LEFT, Picture, widest
from ui.kit.style import bold

GAP = 12
HEAD = CENTRE | Qt.TextFlag.TextWordWrap
COLUMN = 12
"""Letters of a column."""


class BoardPicture(Picture):
    """Paints a board; marks are told apart by their shape, days late stand beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Đơn vị và những thứ phải gửi", parent)
        self._board = Board((), (), {}, None)
        self._names: tuple[str, ...] = ()

    def show_board(self, board: Board, names: tuple[str, ...], title: str) -> None:
        """Take up another board, under this title."""
        self._board, self._names, self.title = board, names, title
        self.show_anew()

    def spoken(self) -> str:
        things = [thing_name(one) for one in self._board.things]
        return "\n".join(
            f"{name}: " + "; ".join(f"{thing} {sending_words(one)}" for thing, one in zip(things, cells, strict=True))
            for name, cells in zip(self._names, map(self._board.cells.get, self._board.units), strict=True)
            if cells is not None
        )

    @staticmethod
    def _row(metrics: QFontMetricsF) -> float:
        return metrics.height() + 6

    def _first(self, metrics: QFontMetricsF) -> float:
        return widest(metrics, [*self._names, SUM]) + 2 * GAP

    def asked(self, metrics: QFontMetricsF) -> QSize:
        columns = metrics.averageCharWidth() * COLUMN * len(self._board.things)
        head = QFontMetricsF(bold(self.font())).horizontalAdvance(self.title)
        wide = max(self._first(metrics) + columns, head, metrics.averageCharWidth() * 70)
        return QSize(round(wide), round(self._row(metrics) * (len(self._names) + 4.5) + GAP))

    def draw(self, painter: QPainter, area: QRectF, ink: Tokens) -> None:
        plain, metrics = painter.font(), QFontMetricsF(painter.font())
        row, first, things = self._row(metrics), self._first(metrics), self._board.things
        column = (area.width() - first) / max(len(things), 1)
        top = area.top() + 2 * row
        painter.setPen(QColor(ink.muted))
        for place, thing in enumerate(things):
            box = QRectF(area.left() + first + column * place, area.top(), column, 2 * row)
            painter.drawText(box.adjusted(3, 0, -3, 0), HEAD, thing_name(thing))
        for down, name in enumerate((*self._names, SUM)):
            y = top + row * down
            painter.setPen(QPen(QColor(ink.soft_line), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            last = down == len(self._names)
            painter.setFont(bold(plain) if last else plain)
            painter.setPen(QColor(ink.ink))
            painter.drawText(QRectF(area.left() + 4, y, first, row), LEFT, name)
            for place in range(len(things)):
                box = QRectF(area.left() + first + column * place, y, column, row)
                if last:
                    painter.drawText(box, CENTRE, sum_words(self._board, place))
                else:
                    self._mark(painter, box, self._board.cells[self._board.units[down]][place], ink)
        painter.setFont(plain)
        self._legend(painter, QPointF(area.left(), top + row * (len(self._names) + 1.5)), ink)

    def _mark(self, painter: QPainter, box: QRectF, one: Sending, ink: Tokens) -> None:
        side = QFontMetricsF(painter.font()).height() * glyphs.SHARE
        said = one.words if one.days and one.state == "late" else ""
        wide = QFontMetricsF(painter.font()).horizontalAdvance(said) + 6 if said else 0
        middle = QPointF(box.center().x() - wide / 2, box.center().y())
        glyphs.draw(painter, MARKS[one.state], middle, side, ink)
        if said:
            painter.setPen(QColor(ink.warn_ink))
            painter.drawText(QRectF(middle.x() + side / 2 + 5, box.top(), wide + 10, box.height()), LEFT, said)
            painter.setPen(QColor(ink.ink))

    def _legend(self, painter: QPainter, at: QPointF, ink: Tokens) -> None:
        metrics = QFontMetricsF(painter.font())
        side, x = metrics.height() * glyphs.SHARE, at.x()
        for kind, said in LEGEND:
            glyphs.draw(painter, kind, QPointF(x + side / 2, at.y() + metrics.height() / 2), side, ink)
            wide = metrics.horizontalAdvance(said)
            painter.setPen(QColor(ink.muted))
            painter.drawText(QRectF(x + side + 6, at.y(), wide + 4, metrics.height()), LEFT, said)
            x += side + wide + 3 * GAP
