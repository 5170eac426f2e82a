"""Fields for names, numbers and dates that never fight an input method.

Input methods (UniKey, EVKey, Telex) rewrite what was just typed: nothing here touches the text while it is being
typed; a field is put in order on `editingFinished`, or when its value is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.rules.errors import BadInput, Refusal
from models.rules.number import points
from models.rules.number import text as words
from ui.base.measure import fit
from ui.kit import style
from ui.words import messages

if TYPE_CHECKING:
    from ui.base.session import Session

EIGHT = len("ddmmyyyy")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
DAYS_OFF = WEEKDAYS[5:]
HOLIDAY, OFF = "ngày nghỉ", "nghỉ"
DaysOff: TypeAlias = Callable[[int], Collection[str]]
"""The days off of a year beside Saturdays and Sundays."""


def mark(field: QLineEdit, wrong: str) -> None:
    """Show that what stands in a field cannot be read; the sentence is its tooltip. "" takes the mark away."""
    field.setToolTip(wrong)
    if bool(field.property("wrong")) != bool(wrong):
        field.setProperty("wrong", bool(wrong))
        field.style().unpolish(field)
        field.style().polish(field)


class NameField(QLineEdit):
    """A line of Vietnamese text, put into NFC with the tone marks in order once it is finished.

    found_legacy   the text looks like .VnTime (TCVN3); carries what it would read as in Unicode
    """

    found_legacy = Signal(str)

    def __init__(self, text: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self._put_in_order)

    def value(self) -> str:
        """The cleaned text, whatever has focus."""
        return words.clean(self.text()).strip()

    def _put_in_order(self) -> None:
        if words.looks_like_tcvn3(self.text()):
            self.found_legacy.emit(words.from_tcvn3(self.text()))
            return
        clean = self.value()
        if clean != self.text():
            self.setText(clean)


class _ReadField(QLineEdit):
    """A line whose text means something else than itself; `read` says what, or raises a Refusal.

    changed   the value, after it was finished and could be read
    refused   the sentence of what could not be read
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: object = None
        self.editingFinished.connect(self._finish)
        self.textEdited.connect(lambda: mark(self, ""))

    def read(self) -> object:
        raise NotImplementedError

    def show_value(self, value: object) -> str:
        raise NotImplementedError

    def value(self) -> object:
        """What the text means, None when empty. Raises Refusal when it cannot be read."""
        return self.read() if self.text().strip() else None

    def set_value(self, value: object) -> None:
        self._last = value
        self.setText("" if value is None else self.show_value(value))
        mark(self, "")

    def _finish(self) -> None:
        try:
            value = self.value()
        except Refusal as refusal:
            sentence = messages.sentence(refusal)
            mark(self, sentence)
            self.refused.emit(sentence)
            return
        fresh = value != self._last
        self.set_value(value)
        if fresh:
            self.changed.emit(value)


class NumberField(_ReadField):
    """A number typed as 8,5 or 8.5 and shown as 8,5; `kind` is "points" (three decimals) or "figure" (exact decimal).

    Values are Fractions. Bounds only help to read a doubtful `1.234`; they are enforced by the verb, not by the field.
    """

    def __init__(
        self,
        low: Fraction | None = None,
        high: Fraction | None = None,
        kind: str = "points",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high = low, high
        self._parse = points.parse_points if kind == "points" else points.parse_figure
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        fit(self, most_width=14)

    def read(self) -> Fraction:
        return self._parse(self.text(), self._low, self._high)

    def show_value(self, value: object) -> str:
        assert isinstance(value, Fraction)
        text = points.to_text(value).replace(".", ",")
        try:
            return text if self._parse(text, self._low, self._high) == value else points.show_typed(value)
        except Refusal:
            return points.show_typed(value)


class DateField(_ReadField):
    """A civil date typed as 5/12/2025, 05122025 or 5-12-2025 and shown as 05/12/2025; its value is "2025-12-05".

    Typed without its year (29/11) it is the nearest day to today by the book's clock, in a field of a bloc's year
    (`of_year`) within that year: from the December before it to the March after (of a school year from the month before
    it to the first after it). The day of the week is told in the tip; that nobody works on it, in the field too.
    """

    def __init__(self, value: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bounds = ("", "9999-12-31")
        self._days_off: DaysOff = lambda _year: ()
        self.off = ""
        self.setPlaceholderText("ngày/tháng/năm")
        fit(self, most_width=16)
        self.set_value(value)

    def of_year(self, year: int, days_off: DaysOff | None = None, first_month: int = 1) -> None:
        """From now on a day without its year is one of that bloc-year, which begins in a month of it; `days_off` says
        the days of a year on which nobody works beside Saturdays and Sundays."""
        self._bounds = (f"{year - 1}-12-01", f"{year + 1}-03-31")
        if first_month > 1:
            self._bounds = (f"{year}-{first_month - 1:02d}-01", f"{year + 1}-{first_month:02d}-28")
        if days_off is not None:
            self._days_off = days_off
            self._tell_day(self._last)

    def read(self) -> str:
        text = self.text().strip()
        if len(text) == EIGHT and text.isdecimal():
            text = f"{text[:2]}/{text[2:4]}/{text[4:]}"
        return words.near_date(text, self._today(), *self._bounds)

    def _today(self) -> str:
        """Today by the clock of the book in whose window the field stands: in one of the past, the moment's day."""
        place: QWidget | None = self
        while place is not None:
            if (session := getattr(place, "session", None)) is not None:
                return str(session.book.today())
            place = place.parentWidget()
        return date.today().isoformat()

    def show_value(self, value: object) -> str:
        return words.show_date(str(value))

    def value(self) -> str | None:
        """The day, None when empty. Raises Refusal when it cannot be read."""
        return self.read() if self.text().strip() else None

    def readable(self) -> str | None:
        """The day, None when empty or while it cannot be read."""
        try:
            return self.value()
        except Refusal:
            return None

    def needed(self) -> str:
        """The day of a field that may not stay empty. BadInput `date.missing`, a Refusal when it cannot be read."""
        found = self.value()
        if found is None:
            raise BadInput("date.missing")
        return found

    def set_value(self, value: object) -> None:
        super().set_value(value)
        self._tell_day(value)

    def _tell_day(self, value: object) -> None:
        """The day of the week, and whether it is one off (`off`: which; "" for a working day)."""
        self.off = ""
        if value is not None:
            day = date.fromisoformat(str(value))
            weekday = WEEKDAYS[day.weekday()]
            is_holiday = str(value) in self._days_off(day.year)
            self.off = HOLIDAY if is_holiday else weekday if weekday in DAYS_OFF else ""
            self.setToolTip(f"{weekday}, {HOLIDAY}" if self.off else weekday)
            self.setAccessibleDescription(self.toolTip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A day off is marked at the right end, as long as the text leaves room there."""
        super().paintEvent(event)
        metrics = self.fontMetrics()
        room = self.rect().adjusted(0, 0, -metrics.averageCharWidth(), 0)
        taken = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(OFF) + 3 * metrics.averageCharWidth()
        if self.off and not self.hasFocus() and taken < room.width():
            painter = QPainter(self)
            painter.setPen(QColor(style.WARN_INK))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, OFF)


def in_year(field: DateField, session: Session) -> None:
    """From now on the field's days are of the year shown: those typed without a year, and those off."""
    book, year = session.book, session.year
    field.of_year(year, book.days_off.known, book.years.first_month(year))


def today_field(session: Session) -> DateField:
    """A date field that starts at today, or at the year's last day when another year is shown."""
    return DateField(usual_day(session))


def usual_day(session: Session) -> str:
    """Today, or the shown year's last day when today is of another year."""
    today: str = session.book.today()
    last: str = session.book.years.last_day(session.year)
    return today if f"{session.year}-01-01" <= today <= last else last
