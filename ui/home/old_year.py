"""While a year is in its first months: what of the one before is still open, each point leading to its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from models.book.year.year_facts import first_day, last_day
from ui.base.layout import button, card, column, words

if TYPE_CHECKING:
    from models.book.closing.rows import OpenPoint
    from ui.base.session import Session

MONTHS, MOST = 3, 4


def make(session: Session) -> QFrame | None:
    """The card, or None where the year before is closed, not in the book, or long over."""
    book, before = session.book, session.year - 1
    old, begins = book.years.find(before), book.years.first_month(session.year)
    first, last = first_day(session.year, begins), last_day(session.year, begins + MONTHS - 1)
    if old is None or old.state != "open" or not first <= book.today() <= last:
        return None
    points = book.closing.open_points(before)
    lines = column(spacing=2)
    for point in points[:MOST]:
        lines.addWidget(button(point.words, partial(_open, session, before, point), "link", point.words))
    called = session.called(before)
    rest = f"Xem cả {len(points)} việc, khóa sổ {called}" if points else f"Không còn việc nào. Khóa sổ {called}"
    lines.addWidget(button(rest, partial(_close, session, before), "link"))
    return card(words(f"{session.called(before, capital=True)} còn dở dang", "section"), lines)


def _open(session: Session, year: int, point: OpenPoint) -> None:
    session.choose_year(year)
    session.go(point.page or "closing", point.subject)


def _close(session: Session, year: int) -> None:
    session.choose_year(year)
    session.go("closing")
