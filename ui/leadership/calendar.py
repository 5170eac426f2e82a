"""Rotation as a calendar: units down, years across; who led, who was deputy, what the rule suggests, whose turn was put
off, who was not a member yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.base.session import Session
from ui.base.tokens import Tokens
from ui.kit.picture import CENTRE, LEFT, Picture, widest
from ui.kit.style import bold

AHEAD = 4
"""Years ahead the suggestion is drawn for."""
MOST_YEARS = 14
"""Years drawn; the oldest are left out, and said."""
GAP = 12
HEAD, DEPUTY, PUT_OFF, OUTSIDE = "head", "deputy", "put-off", "outside"


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One unit: for a year what it is (`HEAD`, `DEPUTY`, `PUT_OFF`, `OUTSIDE`) and whether that is only suggested."""

    name: str
    marks: dict[int, tuple[str, bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The rows in the order of the table of turns, the years drawn, the year at hand, and how many were left out."""

    rows: tuple[CalendarRow, ...] = ()
    years: tuple[int, ...] = ()
    now: int = 0
    left_out: int = 0
    head: str = ""
    deputy: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether any turn is known, led, put off or suggested; without one there is only a frame."""
        return any(kind != OUTSIDE for row in self.rows for kind, _suggested in row.marks.values())


def calendar_of(session: Session) -> Calendar:
    """The calendar of the session's year as terms and the rule of rotation give it."""
    book, year = session.book, session.year
    turns, ahead = book.rotation.table(year), book.rotation.ahead(year, AHEAD)
    led = [one for row in turns for one, _unit in (*row.led, *row.deputy)]
    last = max([year, *led, *(one.year for one in ahead)])
    every = range(min([year, *led]), last + 1)
    years = tuple(every)[-MOST_YEARS:]
    rows = []
    for turn in turns:
        marks: dict[int, tuple[str, bool]] = {}
        begins = int((book.members.unit(turn.unit, f"{year}-12-31").active_from or "0000")[:4])
        earliest = min([begins, *(one for one, _unit in (*turn.led, *turn.deputy))])
        marks.update({one: (OUTSIDE, False) for one in years if one < earliest})
        marks.update({one.year: (PUT_OFF, False) for one in turn.exceptions})
        for one in ahead:
            if one.head == turn.unit:
                marks[one.year] = (HEAD, ("head", 1) not in one.decided)
            for rank, unit in enumerate(one.deputies, 1):
                if unit == turn.unit:
                    marks[one.year] = (DEPUTY, ("deputy", rank) not in one.decided)
        marks.update({one: (DEPUTY, False) for one, _unit in turn.deputy})
        marks.update({one: (HEAD, False) for one, _unit in turn.led})
        rows.append(CalendarRow(session.names.unit(turn.unit), marks))
    terms = book.settings.terms
    return Calendar(tuple(rows), years, year, len(every) - len(years), terms.head, terms.deputy)


KEYS = ((HEAD, False), (DEPUTY, False), (HEAD, True), (PUT_OFF, False), (OUTSIDE, False))
"""The marks that the legend explains."""


class RotationCalendar(Picture):
    """Paints a Calendar. A mark is told by its letter and frame, not by colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Lịch luân phiên", parent)
        self.calendar = Calendar()

    def show_calendar(self, calendar: Calendar) -> None:
        """Take up another calendar."""
        self.calendar = calendar
        self.show_anew()

    def _words(self, kind: str, suggested: bool) -> str:
        said = {
            HEAD: self.calendar.head,
            DEPUTY: self.calendar.deputy,
            PUT_OFF: "không xét lượt",
            OUTSIDE: "chưa tham gia",
        }[kind]
        return f"{said} (dự kiến)" if suggested else said

    def spoken(self) -> str:
        return "\n".join(
            f"{row.name}: "
            + (
                ", ".join(
                    f"{year} {self._words(*row.marks[year])}"
                    for year in self.calendar.years
                    if year in row.marks and row.marks[year][0] != OUTSIDE
                )
                or "chưa làm"
            )
            for row in self.calendar.rows
        )

    @staticmethod
    def _row(metrics: QFontMetricsF) -> float:
        return metrics.height() + 10

    def _column(self, metrics: QFontMetricsF) -> float:
        return metrics.horizontalAdvance("88888") + 6

    def asked(self, metrics: QFontMetricsF) -> QSize:
        wide = widest(metrics, [row.name for row in self.calendar.rows]) + 2 * GAP
        wide += self._column(metrics) * len(self.calendar.years)
        lines = len(self.calendar.rows) + 2 + (1 if self.calendar.left_out else 0)
        legend = sum(self._row(metrics) + metrics.horizontalAdvance(self._key(*one)) + 3 * GAP for one in KEYS)
        return QSize(round(max(wide, legend)), round(self._row(metrics) * lines + GAP))

    def draw(self, painter: QPainter, area: QRectF, ink: Tokens) -> None:
        metrics = QFontMetricsF(painter.font())
        row, column = self._row(metrics), self._column(metrics)
        left = area.left() + widest(metrics, [one.name for one in self.calendar.rows]) + 2 * GAP
        plain, heavy = painter.font(), bold(painter.font())
        for place, year in enumerate(self.calendar.years):
            box = QRectF(left + column * place, area.top(), column, row)
            if year == self.calendar.now:
                painter.fillRect(box.adjusted(0, 0, 0, row * len(self.calendar.rows)), QColor(ink.pale))
            painter.setFont(heavy if year == self.calendar.now else plain)
            painter.setPen(QColor(ink.ink if year == self.calendar.now else ink.muted))
            painter.drawText(box, CENTRE, str(year))
        painter.setFont(plain)
        for down, one in enumerate(self.calendar.rows, 1):
            top = area.top() + row * down
            painter.setPen(QPen(QColor(ink.soft_line), 1))
            painter.drawLine(QPointF(area.left(), top), QPointF(left + column * len(self.calendar.years), top))
            painter.setPen(QColor(ink.ink))
            painter.drawText(QRectF(area.left() + 4, top, left - area.left(), row), LEFT, one.name)
            for place, year in enumerate(self.calendar.years):
                if year in one.marks:
                    box = QRectF(left + column * place, top, column, row)
                    self._mark(painter, box.adjusted(5, 3, -5, -3), *one.marks[year], ink)
        self._legend(painter, QPointF(area.left(), area.top() + row * (len(self.calendar.rows) + 1) + GAP / 2), ink)

    def _mark(self, painter: QPainter, box: QRectF, kind: str, suggested: bool, ink: Tokens) -> None:
        painter.save()
        accent = QColor(ink.accent)
        if kind == OUTSIDE:
            painter.fillRect(box.adjusted(-5, -3, 5, 3), QBrush(QColor(ink.line), Qt.BrushStyle.BDiagPattern))
        elif kind == PUT_OFF:
            painter.setPen(QPen(QColor(ink.bad_ink), 2))
            side = box.height() * 0.28
            middle = box.center()
            for across in (1, -1):
                painter.drawLine(
                    QPointF(middle.x() - side, middle.y() - side * across),
                    QPointF(middle.x() + side, middle.y() + side * across),
                )
        else:
            style_of = Qt.PenStyle.DashLine if suggested else Qt.PenStyle.SolidLine
            painter.setPen(QPen(accent, 1.6, style_of))
            filled = kind == HEAD and not suggested
            painter.setBrush(accent if filled else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(ink.paper if filled else ink.ink))
            painter.setFont(bold(painter.font()) if kind == HEAD else painter.font())
            painter.drawText(box, CENTRE, "T" if kind == HEAD else "P")
        painter.restore()

    def _key(self, kind: str, suggested: bool) -> str:
        return "dự kiến" if suggested else self._words(kind, False)

    def _legend(self, painter: QPainter, at: QPointF, ink: Tokens) -> None:
        metrics = QFontMetricsF(painter.font())
        row, left = self._row(metrics), at.x()
        for kind, suggested in KEYS:
            self._mark(painter, QRectF(left + 5, at.y() + 3, row, row - 6), kind, suggested, ink)
            said = self._key(kind, suggested)
            wide = metrics.horizontalAdvance(said)
            painter.setPen(QColor(ink.muted))
            painter.drawText(QRectF(left + row + 12, at.y(), wide + 4, row), LEFT, said)
            left += row + wide + 3 * GAP
        if self.calendar.left_out:
            told = f"Không vẽ {self.calendar.left_out} năm đầu."
            painter.drawText(QRectF(at.x(), at.y() + row, metrics.horizontalAdvance(told) + 4, row), LEFT, told)
