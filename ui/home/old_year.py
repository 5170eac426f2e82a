"""From January to March: what of the year before is still open, each point leading to where it is settled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from ui.base.layout import button, card, column, words

if TYPE_CHECKING:
    from models.book.closing.rows import OpenPoint
    from ui.base.session import Session

LAST_DAY = "-03-31"
MOST = 4


def make(session: Session) -> QFrame | None:
    """The card, or None where the year before is closed, not in the book, or long over."""
    book, before = session.book, session.year - 1
    old = book.years.find(before)
    if old is None or old.state != "open" or not f"{session.year}-01-01" <= book.today() <= f"{session.year}{LAST_DAY}":
        return None
    points = book.closing.open_points(before)
    lines = column(spacing=2)
    for point in points[:MOST]:
        lines.addWidget(button(point.words, partial(_open, session, before, point), "link", point.words))
    rest = f"Xem cả {len(points)} việc, khóa sổ năm {before}" if points else f"Không còn việc nào. Khóa sổ năm {before}"
    lines.addWidget(button(rest, partial(_close, session, before), "link"))
    return card(words(f"Năm {before} còn dở dang", "section"), lines)


def _open(session: Session, year: int, point: OpenPoint) -> None:
    session.choose_year(year)
    session.go(point.page or "closing", point.subject)


def _close(session: Session, year: int) -> None:
    session.choose_year(year)
    session.go("closing")
