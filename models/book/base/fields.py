"""What a written value must look like before it becomes a row: keys, civil dates, names, free text.

Every area cleans what it is given here and nowhere else. No table name and no rule of a bloc stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from dataclasses import fields as columns
from datetime import date as civil
from datetime import timedelta
from typing import Any

from models.rules.errors import BadInput
from models.rules.number.text import check_name, clean

NOTE_LIMIT = 20_000
_KEY = re.compile(r"[a-z0-9.-]{1,40}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def key(text: str) -> str:
    """A key as given by a hand-written file: `[a-z0-9.-]{1,40}`; else BadInput `key.bad` (facts: `key`)."""
    if not _KEY.fullmatch(text):
        raise BadInput("key.bad", key=text[:60])
    return text


def date(value: str, field: str) -> str:
    """A civil date `YYYY-MM-DD`; else BadInput `date.bad` (facts: `field`, `text`)."""
    try:
        if _DATE.fullmatch(value):
            return civil.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise BadInput("date.bad", field=field, text=value[:40])


def date_or_none(value: str | None, field: str) -> str | None:
    """A civil date, or None when nothing is said."""
    return date(value, field) if value else None


def near(value: str | None, field: str, year: int) -> str | None:
    """A civil date of the bloc-year, the year before it or the one after, or None; a date farther away is a slip of the
    pen: BadInput `date.far` (facts: `field`, `on`, `year`)."""
    day = date_or_none(value, field)
    if day is not None and abs(int(day[:4]) - year) > 1:
        raise BadInput("date.far", field=field, on=day, year=year)
    return day


def span(start: str | None, end: str | None) -> None:
    """Both ends of a stretch of days: the last day is never before the first; else BadInput `date.backwards`."""
    if start and end and end < start:
        raise BadInput("date.backwards", start=start, end=end)


def until(day: str, field: str, today: str) -> str:
    """The day of something that has happened: today at the latest; else BadInput `date.future` (facts: `field`,
    `on`)."""
    if day > today:
        raise BadInput("date.future", field=field, on=day)
    return day


def shift(day: str, days: int) -> str:
    """The civil date so many days later (or earlier)."""
    return (civil.fromisoformat(day) + timedelta(days=days)).isoformat()


def days_between(first: str, second: str) -> int:
    """How many days the second date lies after the first."""
    return (civil.fromisoformat(second) - civil.fromisoformat(first)).days


def spans(years: Iterable[int]) -> str:
    """Years as people write them, a run by its ends: "2019, 2021-2024"."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def name(value: str, limit: int = 300) -> str:
    """A one-line name, cleaned; refusals as in `rules.text.check_name`."""
    return check_name(value, limit)


def line(value: str | None, limit: int = 1000) -> str | None:
    """One line that may be missing (a decision's number, an address): cleaned, None when blank."""
    return check_name(value, limit) if value and value.strip() else None


def plain(limit: int | None = None) -> Any:
    """A column of plain words as a row declares it: one line of at most so many characters, a note without a limit."""
    return field(default=None, metadata={"plain": limit})


def said(row: type[Any], words: Mapping[str, str | None]) -> dict[str, str | None]:
    """The plain columns of a row as a verb was told them, each cleaned as declared and None where nothing is said;
    TypeError for words the row has no column for.
    """
    limits = {one.name: one.metadata["plain"] for one in columns(row) if "plain" in one.metadata}
    if strange := words.keys() - limits.keys():
        raise TypeError(f"{row.__name__} has no {', '.join(sorted(strange))}")
    told = {name: words.get(name) for name in limits}
    return {name: note(text) if limits[name] is None else line(text, limits[name]) for name, text in told.items()}


def note(value: str | None) -> str | None:
    """Free text that may be missing: cleaned, None when blank; BadInput `text.too_long` above 20.000 characters."""
    if value is None:
        return None
    if len(value) > NOTE_LIMIT:
        raise BadInput("text.too_long", length=len(value), limit=NOTE_LIMIT)
    return clean(value).strip() or None


def holds(day: str, start: str | None, end: str | None) -> bool:
    """True when the day lies in a stretch whose ends are both included; a missing end is open."""
    return (start is None or start <= day) and (end is None or day <= end)
