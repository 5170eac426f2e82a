"""From self-score to agreed points, unit by unit: a line between two marks each, in the order of the ranking, with the
difference written as a number."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from models.rules.number.points import show_distinct
from ui.base.session import Session
from ui.base.tokens import Tokens
from ui.kit.picture import CENTRE, LEFT, RIGHT, Picture, widest

STEP = 5
"""Points between two lines of the scale, doubled until there are few enough."""
MOST_LINES = 9
GAP = 14


def shown(points: Fraction) -> str:
    """Points as they are published: two decimals at least."""
    return show_distinct([points])[0]


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """One unit: its points at the first step and at the one that counts, None where there are none."""

    name: str
    own: Fraction | None
    agreed: Fraction | None

    @property
    def difference(self) -> str:
        """Agreed less own, with its sign."""
        if self.own is None or self.agreed is None:
            return ""
        off = self.agreed - self.own
        sign = "−" if off < 0 else "+" if off > 0 else ""
        return f"{sign}{shown(abs(off))}"


@dataclass(frozen=True, slots=True)
class Spread:
    """The lines in the order of the ranking, and what the two marks of each are called."""

    lines: tuple[SpreadLine, ...] = ()
    own: str = ""
    agreed: str = ""


def spread_of(session: Session) -> Spread:
    """The year's spread: the first step against the last one that counts, of its last period."""
    book, year = session.book, session.year
    stages = book.years.stages(year)
    if len(stages) < 2:
        return Spread()
    ranking = book.standing.ranking(year)
    counted = [one.key for one in stages if one.key in ranking.basis.stages] or [stages[-1].key]
    period = book.years.periods(year)[-1].key
    first, last = stages[0].key, counted[-1]
    if first == last:
        last = stages[-1].key
    own, agreed = (book.standing.matrix(year, stage, period) for stage in (first, last))
    ranks = {place.unit: place.rank for place in ranking.places}
    lines = []
    for member in sorted(book.members.roster(year), key=lambda one: ranks.get(one.key) or 10_000):
        points = [
            result.total if result is not None and isinstance(result.total, Fraction) else None
            for result in (own.get(member.key), agreed.get(member.key))
        ]
        if any(point is not None for point in points):
            lines.append(SpreadLine(book.members.called(member.unit, year), *points))
    names = {one.key: one.name for one in stages}
    return Spread(tuple(lines), names[first], names[last])


class SpreadPicture(Picture):
    """Paints a Spread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Chênh lệch từ tự chấm đến điểm được công nhận", parent)
        self.spread = Spread()

    def show_spread(self, spread: Spread) -> None:
        """Take up other figures."""
        self.spread = spread
        if spread.lines:
            self.title = f"{spread.own} và {spread.agreed}, từng đơn vị"
            self.setAccessibleName(self.title)
        self.show_anew()

    def spoken(self) -> str:
        said = []
        for one in self.spread.lines:
            own, agreed = (shown(part) if part is not None else "chưa có" for part in (one.own, one.agreed))
            more = f", chênh {one.difference}" if one.difference else ""
            said.append(f"{one.name}: {self.spread.own} {own}, {self.spread.agreed} {agreed}{more}")
        return "\n".join(said)

    def _row(self, metrics: QFontMetricsF) -> float:
        return metrics.height() + 12

    def asked(self, metrics: QFontMetricsF) -> QSize:
        names = widest(metrics, [one.name for one in self.spread.lines])
        numbers = metrics.horizontalAdvance("−188,88")
        wide = names + numbers + metrics.averageCharWidth() * 40 + 4 * GAP
        return QSize(round(wide), round(self._row(metrics) * (len(self.spread.lines) + 2) + metrics.height() * 2))

    def _scale(self) -> tuple[int, int, int]:
        """First and last line of the scale, and the step between."""
        points = [part for one in self.spread.lines for part in (one.own, one.agreed) if part is not None]
        step = STEP
        low, high = min(points), max(points)
        while (high - low) / step > MOST_LINES:
            step *= 2
        return floor(low / step) * step, max(ceil(high / step) * step, floor(low / step) * step + step), step

    def draw(self, painter: QPainter, area: QRectF, ink: Tokens) -> None:
        lines = self.spread.lines
        if not lines:
            return
        area = area.adjusted(0, 0, -GAP, 0)
        metrics = QFontMetricsF(painter.font())
        row = self._row(metrics)
        names = widest(metrics, [one.name for one in lines])
        numbers = metrics.horizontalAdvance("−188,88")
        first, last, step = self._scale()
        left, right = area.left() + names + 2 * GAP, area.right() - numbers - 2 * GAP
        top = area.top() + metrics.height() + GAP
        bottom = top + row * len(lines)

        def at(points: Fraction) -> float:
            return left + (right - left) * float((points - first) / (last - first))

        self._legend(painter, QRectF(area.left(), area.top(), area.width(), metrics.height()), ink)
        for number in range(first, last + 1, step):
            painter.setPen(QPen(QColor(ink.line), 1))
            painter.drawLine(QPointF(at(Fraction(number)), top), QPointF(at(Fraction(number)), bottom))
            painter.setPen(QColor(ink.muted))
            painter.drawText(QRectF(at(Fraction(number)) - 40, bottom + 4, 80, metrics.height()), CENTRE, str(number))
        painter.setPen(QColor(ink.muted))
        painter.drawText(QRectF(right, bottom + 4, area.right() - right, metrics.height()), RIGHT, "chênh")
        for place, one in enumerate(lines):
            middle = top + row * (place + 0.5)
            painter.setPen(QColor(ink.ink))
            painter.drawText(QRectF(area.left(), middle - row / 2, names + GAP, row), LEFT, one.name)
            painter.drawText(QRectF(right, middle - row / 2, area.right() - right, row), RIGHT, one.difference)
            if one.own is not None and one.agreed is not None:
                painter.setPen(QPen(QColor(ink.muted), 3))
                painter.drawLine(QPointF(at(one.own), middle), QPointF(at(one.agreed), middle))
            if one.own is not None:
                self._mark(painter, QPointF(at(one.own), middle), False, ink)
            if one.agreed is not None:
                self._mark(painter, QPointF(at(one.agreed), middle), True, ink)
            painter.setPen(QPen(QColor(ink.soft_line), 1))
            painter.drawLine(QPointF(area.left(), middle + row / 2), QPointF(area.right(), middle + row / 2))

    @staticmethod
    def _mark(painter: QPainter, middle: QPointF, agreed: bool, ink: Tokens) -> None:
        """A ring for what the unit said, a disc for what was agreed: told apart in grey."""
        painter.setPen(QPen(QColor(ink.accent if agreed else ink.ink), 2))
        painter.setBrush(QColor(ink.accent if agreed else ink.paper))
        painter.drawEllipse(middle, 5.5, 5.5)

    def _legend(self, painter: QPainter, area: QRectF, ink: Tokens) -> None:
        left = area.left()
        for agreed, said in ((False, self.spread.own), (True, self.spread.agreed)):
            self._mark(painter, QPointF(left + 7, area.center().y()), agreed, ink)
            wide = QFontMetricsF(painter.font()).horizontalAdvance(said)
            painter.setPen(QColor(ink.muted))
            painter.drawText(QRectF(left + 18, area.top(), wide + 4, area.height()), LEFT, said)
            left += wide + 18 + 2 * GAP
