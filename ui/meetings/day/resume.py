"""After a restart on the day of a meeting: which one was under way, so that the window can offer to go on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.base.preferences import MEETING_DAYS, folder
from ui.base.session import Session

if TYPE_CHECKING:
    from ui.meetings.day.place import Places

GO_ON = "Tiếp tục"


def offer(session: Session, places: Places | None = None) -> bool:
    """Say that today's meeting was under way, with the way back to its place; whether there was one.

    Under way: held today, minutes not signed, and its place is remembered on this computer.
    """
    if places is None and not (folder() / MEETING_DAYS).exists():
        return False  # asked at every start: without a remembered place the rooms of meetings are not needed
    from models.rules.number.subjects import RowOf
    from ui.meetings.day.place import Places, name_of

    book, year = session.book, session.year
    if book.years.find(year) is None or session.locked:
        return False
    known = places or Places()
    today = [one for one in book.meetings.all(year) if one.date == book.today() and not one.minutes_on]
    today = [one for one in today if one.key not in book.meetings.again.adjourned(year)]
    begun = [one for one in today if known.act(name_of(book, one)) or known.over(name_of(book, one))]
    if not begun:
        return False
    held = begun[-1]
    many = len(held.agenda)
    over = len(known.works_over(book, held))
    where = f"việc {over + 1} trong {many}: {held.agenda[over]}" if over < many else "đã hết chương trình"
    session.say(f"{held.title} đang họp, {where}.", (GO_ON, lambda: session.go("day", RowOf("meeting", held.key))))
    return True
