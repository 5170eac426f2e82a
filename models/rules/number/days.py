"""The years a book speaks of, days off, working days, and how many days something came late."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from models.rules.errors import BadInput
from models.rules.words import DAYS, WORKING_DAYS

_SATURDAY: Final = 5
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
"""The years a book speaks of, the one bound of every door: also that of a birth or an old honour, and of a turn yet to
come."""


def is_year(value: object) -> bool:
    """Whether a value is a year that a book speaks of."""
    return isinstance(value, int) and not isinstance(value, bool) and FIRST_YEAR <= value <= LAST_YEAR


def check_year(year: int) -> None:
    """BadInput `year.out_of_range` (facts: year, first, last) of a year no book speaks of."""
    if not is_year(year):
        raise BadInput("year.out_of_range", year=year, first=FIRST_YEAR, last=LAST_YEAR)


def year_in(text: str) -> int | None:
    """The year that four plain digits write; None for any other text, other scripts' digits among them ("²⁰²⁵")."""
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() else None


def moment(text: str) -> datetime | None:
    """A moment as an act of the journal says it; without an offset it is one of UTC. None for what is no moment: a book
    that another program altered is named by its check, and may be looked at until then."""
    try:
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except ValueError:
        return None


def day_here(text: str) -> str:
    """The day of such a moment by this computer's clock; "" where it is none."""
    found = moment(text)
    try:
        return found.astimezone().date().isoformat() if found else ""
    except (OverflowError, OSError, ValueError):  # before or after what the system's calendar holds
        return ""


def is_off(day: str, holidays: Collection[str]) -> bool:
    """Whether a day is a Saturday, a Sunday or one of the days off ("YYYY-MM-DD")."""
    return date.fromisoformat(day).weekday() >= _SATURDAY or day in holidays


def next_working(day: str, holidays: Collection[str]) -> str:
    """The day itself where it is none off, else the next that is none."""
    while is_off(day, holidays):
        day = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return day


@dataclass(frozen=True, slots=True)
class Late:
    """The last day allowed, how many days after it something came (0: in time), and whether these are working days."""

    last: str
    days: int
    working: bool = False

    @property
    def words(self) -> str:
        """`3 ngày`, `3 ngày làm việc`."""
        return f"{self.days} {WORKING_DAYS if self.working else DAYS}"


def days_late(due: str, done: str, working: bool, holidays: Collection[str] = ()) -> int:
    """Days after the last day allowed up to the day of arrival; of `working` days without weekends and holidays."""
    last, day = date.fromisoformat(due), date.fromisoformat(done)
    if not working:
        return max(0, (day - last).days)
    late = ((last + timedelta(days=n)).isoformat() for n in range(1, (day - last).days + 1))
    return sum(not is_off(one, holidays) for one in late)
