"""The year as one line: its months, its meetings and deadlines, and where today is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models.book.year.board import LINE_END, Milestone
from models.book.year.year_facts import first_day, last_day
from ui.home import glyphs
from ui.kit import style
from ui.kit.style import bold
from ui.words.messages import show

SIDE = 26  # left and right of the line
GAP = 10  # at least so much between two names in one row
SHORT = {
    "signing": "Ký giao ước",
    "half-year": "Sơ kết 6 tháng",
    "deliberation": "Họp bình xét",
    "closing": "Tổng kết, bình xét",
}
"""What meetings are called where there is little room."""


def name_of(one: Milestone) -> str:
    """A milestone's name on the line."""
    return SHORT.get(one.name, one.name) if one.kind == "meeting" else one.name


def short_day(day: str) -> str:
    """A day without its year: 18/12."""
    return show(day).rsplit("/", 1)[0]


class YearLine(QWidget):
    """Shows milestones; `picked` carries the one that was clicked, or chosen by the arrow keys and Enter."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Năm thi đua trên một đường")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self._year, self._today, self._shift = 2000, "2000-01-01", 0
        self.milestones: tuple[Milestone, ...] = ()
        self._chosen = -1

    def show_year(self, year: int, milestones: Sequence[Milestone], today: str, shift: int = 0) -> None:
        """Show a year as of a day; it begins `shift` months after January."""
        self._shift = shift
        self._year, self.milestones, self._today = year, tuple(milestones), today
        self._chosen = min(self._chosen, len(self.milestones) - 1)
        coming = next((one for one in self.milestones if one.on >= today), None)
        said = f"Tiếp theo: {name_of(coming)} ngày {show(coming.on)}." if coming else "Không còn mốc nào phía trước."
        self.setAccessibleDescription(f"Hôm nay {show(today)}. {said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, self.fontMetrics().height() * 4 + 12 + glyphs.side(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    # -- where things are --

    def _at(self, day: str) -> float:
        """How far from the left a day stands; days before and after the line stand at its ends."""
        first, last = (date.fromisoformat(one) for one in self._ends())
        share = (date.fromisoformat(day) - first).days / (last - first).days
        return SIDE + min(max(share, 0.0), 1.0) * (self.width() - 2 * SIDE)

    def _ends(self) -> tuple[str, str]:
        return first_day(self._year, 1 + self._shift), last_day(self._year, LINE_END + self._shift)

    def _middle(self) -> int:
        return self.fontMetrics().height() * 2 + 5 + glyphs.side(self) // 2

    def _near(self, point: QPoint) -> int:
        """The milestone under a point, -1 when there is none."""
        side = glyphs.side(self)
        near = [
            (abs(self._at(one.on) - point.x()), number)
            for number, one in enumerate(self.milestones)
            if abs(self._at(one.on) - point.x()) <= side and abs(self._middle() - point.y()) <= side * 2
        ]
        return min(near)[1] if near else -1

    # -- painting --

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, now = self._middle(), self._at(self._today)
        painter.setPen(QPen(QColor(style.LINE), 3))
        painter.drawLine(QPointF(SIDE, middle), QPointF(self.width() - SIDE, middle))
        painter.setPen(QPen(QColor(style.ACCENT), 4))
        painter.drawLine(QPointF(SIDE, middle), QPointF(now, middle))
        self._months(painter, middle)
        self._pointer(painter, now, middle)
        self._marks(painter, middle)

    def _months(self, painter: QPainter, middle: int) -> None:
        """A tick where each month begins, its number below."""
        painter.setFont(self.font())
        line = self.fontMetrics().height()
        for month in range(1 + self._shift, LINE_END + self._shift + 1):
            x = self._at(first_day(self._year, month))
            painter.setPen(QColor(style.EDGE))
            painter.drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4))
            number = (month - 1) % 12 + 1
            text = (
                f"tháng {number}"
                if month == 1 + self._shift
                else f"{number}/{self._year + 1}"
                if month == 13
                else str(number)
            )
            painter.setPen(QColor(style.MUTED))
            painter.drawText(QPointF(x, middle + line * 2 + glyphs.side(self) // 2 - 1), text)

    def _pointer(self, painter: QPainter, x: float, middle: int) -> None:
        """Today: a red pointer from above with its words."""
        painter.setPen(QPen(QColor(style.BAD_INK), 2))
        painter.drawLine(QPointF(x, self.fontMetrics().height() + 4), QPointF(x, middle))
        painter.setBrush(QColor(style.BAD_INK))
        top = self.fontMetrics().height() + 4
        painter.drawPolygon(QPolygonF([QPointF(x - 4, top), QPointF(x + 4, top), QPointF(x, top + 6)]))

    def _marks(self, painter: QPainter, middle: int) -> None:
        """Each milestone's mark, and its name where it has room above or else below the line."""
        line = self.fontMetrics().height()
        rows = {"top": QRect(0, 0, self.width(), line), "above": QRect(0, line + 2, self.width(), line)}
        rows["below"] = QRect(0, middle + glyphs.side(self) // 2 + 1, self.width(), line)
        today = f"Hôm nay {short_day(self._today)}"
        taken: dict[str, list[tuple[float, float]]] = {"above": [], "below": []}
        self._label(painter, rows["top"], self._at(self._today), today, style.BAD_INK, strong=True)
        pointer = self._at(self._today)
        taken["above"].append((pointer - 6, pointer + 6))
        order = sorted(self.milestones, key=lambda one: (one.done, one.on))  # what is to come is named first
        for one in order:
            text = f"{name_of(one)} {short_day(one.on)}"
            for name in ("above", "below"):
                span = self._span(self._at(one.on), text)
                if all(span[1] + GAP < low or high + GAP < span[0] for low, high in taken[name]):
                    taken[name].append(span)
                    self._label(painter, rows[name], self._at(one.on), text, style.INK)
                    break
        side = glyphs.side(self)
        for number, one in enumerate(self.milestones):
            point = QPointF(self._at(one.on), middle)
            kind = "done" if one.done else "bad" if one.on < self._today else "open"
            glyphs.draw(painter, kind, point, side)
            if number == self._chosen and self.hasFocus():
                painter.setPen(QPen(QColor(style.INK), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(point, side / 2 + 3, side / 2 + 3)

    def _span(self, x: float, text: str) -> tuple[float, float]:
        """From where to where a name reaches: around its mark, but inside the widget."""
        wide = self.fontMetrics().horizontalAdvance(text)
        left = min(max(x - wide / 2, 2.0), self.width() - wide - 2.0)
        return left, left + wide

    def _label(self, painter: QPainter, row: QRect, x: float, text: str, colour: str, strong: bool = False) -> None:
        painter.setFont(bold(self.font()) if strong else self.font())
        painter.setPen(QColor(colour))
        wide = painter.fontMetrics().horizontalAdvance(text)
        left = min(max(x - wide / 2, 2.0), self.width() - wide - 2.0)
        painter.drawText(QRectF(left, row.y(), wide + 2, row.height()), Qt.AlignmentFlag.AlignVCenter, text)

    # -- hands --

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._near(event.pos())
            one = self.milestones[number] if number >= 0 else None
            QToolTip.showText(event.globalPos(), f"{name_of(one)}, {show(one.on)}" if one else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._near(event.position().toPoint()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._near(event.position().toPoint())
        if number >= 0:
            self.picked.emit(self.milestones[number])

    def box_of(self, number: int) -> QRect:
        """Where a milestone's mark stands."""
        at = QPoint(int(self._at(self.milestones[number].on)), self._middle())
        side = glyphs.side(self)
        return QRect(at - QPoint(side // 2, side // 2), QSize(side, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self.milestones:
            self._chosen = min(max(self._chosen + step, 0), len(self.milestones) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._chosen >= 0:
            self.picked.emit(self.milestones[self._chosen])
        else:
            super().keyPressEvent(event)
