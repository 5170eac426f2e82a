"""Which backups go: a pure rule over their times, sizes and labels.

Kept by age: everything of the last day, then the newest of each of 7 days, 8 weeks, 24 months, and the last of every
year. Beyond 2 GB the oldest go too. The newest three, the last of every year, those labelled as year ends and those
taken before an upgrade always stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

DAYS: Final = 7
WEEKS: Final = 8
MONTHS: Final = 24
NEWEST: Final = 3
LIMIT: Final = 2 * 1024**3
ALWAYS: Final = frozenset({"year-end", "before-upgrade"})


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup: its file name, when it was taken, its size in bytes, why it was taken."""

    name: str
    taken: datetime
    size: int
    label: str


def thin(backups: Iterable[Kept], now: datetime, limit: int = LIMIT) -> list[str]:
    """The names of the backups to remove, oldest first.

    A backup from the future (a clock set back) counts as of today.
    """
    ordered = sorted(backups, key=lambda kept: (kept.taken, kept.name))
    safe = _safe(ordered)
    staying = safe | _by_age(ordered, now)
    total = sum(kept.size for kept in ordered if kept.name in staying)
    for kept in ordered:
        if total <= limit:
            break
        if kept.name in staying and kept.name not in safe:
            staying.discard(kept.name)
            total -= kept.size
    return [kept.name for kept in ordered if kept.name not in staying]


def _safe(ordered: Sequence[Kept]) -> set[str]:
    newest = {kept.name for kept in ordered[-NEWEST:]}
    labelled = {kept.name for kept in ordered if kept.label in ALWAYS}
    return newest | labelled | _last_of_each(ordered, lambda taken: taken.year)


def _by_age(ordered: Sequence[Kept], now: datetime) -> set[str]:
    def since(days: int) -> list[Kept]:
        return [kept for kept in ordered if kept.taken > now - timedelta(days=days)]

    months = [kept for kept in ordered if _months(kept.taken) > _months(now) - MONTHS]
    return (
        {kept.name for kept in since(1)}
        | _last_of_each(since(DAYS), lambda taken: taken.toordinal())
        | _last_of_each(since(7 * WEEKS), lambda taken: (taken.toordinal() - 1) // 7)
        | _last_of_each(months, _months)
    )


def _last_of_each(ordered: Sequence[Kept], span: Callable[[datetime], int]) -> set[str]:
    return set({span(kept.taken): kept.name for kept in ordered}.values())


def _months(taken: datetime) -> int:
    return taken.year * 12 + taken.month
