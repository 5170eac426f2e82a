"""The headings of the score grid with units down: groups as bands over the item codes, and units with their total and
rank beside them.

Both are frozen by nature: the upper one does not scroll away with units, the left one not with items. A group's band
folds it; what is kept beside the names stands in the left one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ui.kit import style
from ui.scoring.grid.lines import GroupSum
from ui.words import messages

if TYPE_CHECKING:
    from ui.scoring.grid.model import ScoreModel

PAD = 6
ARROW = 14
NAME_SHARE = 0.34
"""Of the grid's width, what names take at most by themselves; dragged they take what they are given."""
NAME_KEY = "names"
ROOMY = 80
"""Letters a grid must be wide to show converted points and rank by itself."""


def strong(font: QFont) -> QFont:
    """The same font, heavier."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint_arrow(painter: QPainter, area: QRect, is_open: bool) -> None:
    """A small angle at the left of a group's heading, down while the group is open."""
    x, y = area.left() + ARROW // 2, area.center().y() + 1
    angle = [(-4, -2), (0, 2), (4, -2)] if is_open else [(-2, -4), (2, 0), (-2, 4)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(style.ACCENT), 1.6))
    painter.drawPolyline([QPoint(x + dx, y + dy) for dx, dy in angle])
    painter.restore()


class TopHeader(QHeaderView):
    """Three lines: the group, the item's code, the most it can give.

    toggled   the key of a group whose band was clicked
    """

    toggled = Signal(str)

    def __init__(self, model: ScoreModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._scores = model
        self.setSectionsClickable(True)
        self.setHighlightSections(True)

    @property
    def line(self) -> int:
        return self.fontMetrics().height() + 4

    @property
    def banded(self) -> bool:
        return any(column.band for column in self._scores.lines)

    def sizeHint(self) -> QSize:
        return QSize(self.length(), self.line * (3 if self.banded else 2) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(style.GROUND))
        lines = self._scores.lines
        top = self.line if self.banded else 0
        current = self._current()
        for place in range(len(lines)):
            left, width = self.sectionViewportPosition(place), self.sectionSize(place)
            if left <= event.rect().right() and left + width > event.rect().left():
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
        column = self._scores.lines[place]
        area = QRect(self.sectionViewportPosition(place), top, self.sectionSize(place), self.viewport().height() - top)
        if current:
            painter.fillRect(area, QColor(style.CHOSEN))
        painter.setPen(QColor(style.LINE))
        painter.drawLine(area.right(), area.top(), area.right(), area.bottom())
        painter.setFont(strong(self.font()))
        painter.setPen(QColor(style.INK))
        upper = QRect(area.left(), area.top() + 1, area.width() - 1, self.line)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, column.head)
        painter.setFont(self.font())
        painter.setPen(QColor(style.MUTED))
        lower = QRect(area.left(), upper.bottom(), area.width() - 1, self.line)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, "" if column.max is None else messages.show(column.max))

    def _bands(self) -> list[tuple[int, int]]:
        """First and last place of each run of one group."""
        lines, start, found = self._scores.lines, 0, []
        for place in range(1, len(lines) + 1):
            if place < len(lines) and lines[place].band == lines[start].band:
                continue
            found.append((start, place - 1))
            start = place
        return found

    def _paint_bands(self, painter: QPainter) -> None:
        """One band per run of equal groups; its words stay in sight as long as any of the band does. A title that does
        not fit is told by the group's code."""
        painter.setFont(strong(self.font()))
        metrics = painter.fontMetrics()
        for first, last in self._bands():
            line = self._scores.lines[first]
            left = self.sectionViewportPosition(first)
            right = self.sectionViewportPosition(last) + self.sectionSize(last)
            area = QRect(left, 0, right - left, self.line)
            painter.setPen(QColor(style.LINE))
            painter.drawLine(area.right(), 0, area.right(), self.viewport().height())
            painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
            seen = area.intersected(self.viewport().rect()).adjusted(PAD - 2, 0, -PAD, 0)
            if not line.band or seen.width() <= ARROW:
                continue
            paint_arrow(painter, seen, not isinstance(line, GroupSum))
            room = seen.adjusted(ARROW + 2, 0, 0, 0)
            whole = metrics.horizontalAdvance(line.band) <= room.width()
            painter.setPen(QColor(style.ACCENT))
            words = line.band if whole else line.band.split(". ")[0]
            painter.drawText(room, LEFT, metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a group's band folds or opens it."""
        place = self.logicalIndexAt(event.position().toPoint())
        inside = self.banded and event.position().y() < self.line
        if event.button() == Qt.MouseButton.LeftButton and inside and place >= 0 and not self._on_edge(event):
            group = self._scores.group_of(place)
            if group:
                self.toggled.emit(group)
                return
        super().mousePressEvent(event)

    def _on_edge(self, event: QMouseEvent) -> bool:
        return bool(self.cursor().shape() == Qt.CursorShape.SplitHCursor)


class FrozenHeader(QHeaderView):
    """A left heading of several parts with a heading each in the corner.

    widened   a part's border was dragged or double-clicked in the corner: (key, pixels; 0 for as its text asks)
    """

    widened = Signal(str, int)
    _measured: tuple[object, tuple[int, ...]] | None = None

    def __init__(self, model: ScoreModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._scores = model
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def heads(self) -> tuple[str, ...]:
        """The heading of each part."""
        raise NotImplementedError

    def widths(self) -> tuple[int, ...]:
        """Pixels of each part; 0 when it is not shown."""
        resting = self.rests_on()
        if self._measured is None or self._measured[0] != resting:
            self._measured = (resting, self.measure())
        return self._measured[1]

    def rests_on(self) -> object:
        """What the widths were measured for; equal as long as they hold."""
        raise NotImplementedError

    def measure(self) -> tuple[int, ...]:
        raise NotImplementedError

    def room(self) -> int:
        """Pixels the grid has in all."""
        view = self.parent()
        return view.width() if isinstance(view, QTableView) else self.width()

    def name_width(self, wanted: int, least: int) -> int:
        """What the names take: as dragged, else as they ask up to their share of the grid."""
        kept = self._scores.arranged.widths.get(NAME_KEY)
        if kept is not None:
            return round(kept * self.fontMetrics().horizontalAdvance("0"))
        return max(least, min(wanted, int(self.room() * NAME_SHARE)))

    def sizeHint(self) -> QSize:
        return QSize(sum(self.widths()), self.length())


class LeftHeader(FrozenHeader):
    """Unit, total, converted points (when the bloc ranks by them), rank, and the columns kept beside the names."""

    def heads(self) -> tuple[str, ...]:
        return ("Đơn vị", "Tổng", "Quy đổi", "Hạng", *(line.head for line in self._scores.pinned))

    def rests_on(self) -> object:
        scores = self._scores
        return (
            *scores.times,
            self.font().key(),
            self.room(),
            scores.arranged.widths.get(NAME_KEY),
        )

    def measure(self) -> tuple[int, ...]:
        metrics = self.fontMetrics()
        names = max((metrics.horizontalAdvance(name) for name in self._scores.names.values()), default=0)
        bold = QFontMetrics(strong(self.font()))
        beside = self._scores.all_drawn.values()
        texts = [
            max((one.total for one in beside), key=len, default=""),
            max((one.converted for one in beside), key=len, default=""),
        ]
        number, second = (
            max(bold.horizontalAdvance(text), bold.horizontalAdvance("88,88")) + 2 * PAD for text in texts
        )
        heads = [bold.horizontalAdvance(word) + 2 * PAD for word in ("Đơn vị", "Tổng", "Quy đổi", "Hạng")]
        roomy = self.room() >= metrics.horizontalAdvance("0") * ROOMY
        converted = max(second, heads[2]) if self._scores.converts and roomy else 0
        rank = heads[3] if roomy else 0
        pinned = [
            max(bold.horizontalAdvance(line.head), bold.horizontalAdvance("88,88")) + 2 * PAD
            for line in self._scores.pinned
        ]
        name = self.name_width(names + 2 * PAD + 2, heads[0] + bold.horizontalAdvance("000"))
        return (name, max(number, heads[1]), converted, rank, *pinned)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(style.PAPER))
        view = self.parent()
        current = view.currentIndex().row() if isinstance(view, QTableView) else -1
        widths = self.widths()
        for row in range(len(self._scores.units)):
            top = self.sectionViewportPosition(row)
            area = QRect(0, top, self.viewport().width(), self.sectionSize(row))
            if area.intersects(event.rect()):
                self._paint_row(painter, row, area, row == current, widths)

    def _paint_row(self, painter: QPainter, row: int, area: QRect, current: bool, widths: tuple[int, ...]) -> None:
        scores, beside = self._scores, self._scores.drawn(row)
        painter.fillRect(area, QColor(style.CHOSEN if current else style.GROUND))
        painter.setPen(QColor(style.LINE))
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
        left = 0
        heavy = strong(self.font())
        texts = [scores.names[scores.units[row]], beside.total, beside.converted, beside.rank]
        if scores.pinned:
            texts += [scores.look_of(row, line).text for line in scores.pinned]
        for part, (width, text) in enumerate(zip(widths, texts, strict=True)):
            if not width:
                continue
            cell = QRect(left, area.top(), width, area.height())
            painter.setPen(QColor(style.LINE))
            painter.drawLine(cell.right(), cell.top(), cell.right(), cell.bottom())
            side = LEFT if part == 0 else RIGHT
            muted = part == 1 and not beside.whole
            painter.setPen(QColor(style.MUTED if muted else style.INK))
            painter.setFont(heavy if part in (1, 3) and not muted else self.font())
            room = cell.adjusted(PAD, 0, -PAD, 0)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, side, shown)
            left += width
        if len(widths) > 4:
            painter.setPen(QPen(QColor(style.EDGE), 2))
            painter.drawLine(left - 1, area.top(), left - 1, area.bottom())


GRIP = 4


class Corner(QWidget):
    """The headings of the left header, in the corner where both meet; the border of the names is dragged here."""

    def __init__(self, left: FrozenHeader, parent: QWidget) -> None:
        super().__init__(parent)
        self._left = left
        self._dragged = False
        self.setMouseTracking(True)
        self.setToolTip("Bấm để chọn cả bảng; kéo vạch bên phải tên để chỉnh độ rộng")

    def follow(self, left: FrozenHeader) -> None:
        """Head another left header."""
        self._left = left

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(style.GROUND))
        painter.setFont(self.font())
        left = 0
        for part, (width, text) in enumerate(zip(self._left.widths(), self._left.heads(), strict=True)):
            if not width:
                continue
            cell = QRect(left, 0, width, self.height())
            painter.setPen(QColor(style.LINE))
            painter.drawLine(cell.right(), 0, cell.right(), cell.bottom())
            painter.setPen(QColor(style.MUTED))
            side = Qt.AlignmentFlag.AlignLeft if part == 0 else Qt.AlignmentFlag.AlignRight
            room = cell.adjusted(PAD, 0, -PAD, -5)
            painter.drawText(room, side | Qt.AlignmentFlag.AlignBottom, text)
            left += width
        painter.setPen(QColor(style.LINE))
        painter.drawLine(QPoint(0, self.height() - 1), QPoint(self.width(), self.height() - 1))

    def _at_border(self, event: QMouseEvent) -> bool:
        return abs(event.position().x() - self._left.widths()[0]) <= GRIP

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragged = self._at_border(event)
        view = self._left.parent()
        if not self._dragged and isinstance(view, QTableView):
            view.selectAll()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._dragged or self._at_border(event)
        self.setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor)
        if self._dragged:
            least = self.fontMetrics().horizontalAdvance("Đơn vị") + 2 * PAD
            self._left.widened.emit(NAME_KEY, max(int(event.position().x()), least))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on the border gives the names what they ask."""
        if self._at_border(event):
            self._left.widened.emit(NAME_KEY, 0)
