"""Sổ lúc ấy: the window on the book as it stood at an earlier moment; only looked at, gone when it is closed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.rules.errors import Refusal
from ui.base.session import Session

if TYPE_CHECKING:
    from ui.window.desk import Desk
    from ui.window.main_window import MainWindow

LOST = "{count} tệp kèm khi ấy nay không còn nội dung trong sổ; các tệp khác mở được như thường."


def show(desk: Desk, path: Path, act: int) -> MainWindow | None:
    """Build the past of the book at `path` and show it; None after a refusal, which is told in the book's window."""
    from models.keeping import moments

    window = desk.windows[path]
    book, year = window.session.book, window.session.year
    try:
        moment = moments.build(book, act)
    except Refusal as refusal:
        window.session.warn(window.session.sentence(refusal))
        return None
    place = moment.path.resolve()
    try:
        past = moment.open(book.people.current.key or "")
        session = Session(past)
        if past.years.find(year) is not None:
            session.choose_year(year)
        desk.pasts[place] = moment.close
        made = desk.show_book(place, session)
    except BaseException:
        desk.pasts.pop(place, None)
        moment.close()
        raise
    if moment.lost:
        session.warn(LOST.format(count=moment.lost), of_book=True)
    return made
