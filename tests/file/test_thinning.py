"""Which backups stay: 7 days, 8 weeks, 24 months, every year's end, 2 GB; some always."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.file.copies.thinning import NEWEST, Kept, thin

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday


def ago(days: int, *, hours: int = 0, size: int = 1, label: str = "daily") -> Kept:
    taken = NOW - timedelta(days=days, hours=hours)
    return Kept(f"{taken:%Y%m%d%H}-{label}", taken, size, label)


def left(backups: list[Kept], limit: int = 10**9) -> list[Kept]:
    gone = set(thin(backups, NOW, limit))
    return [kept for kept in backups if kept.name not in gone]


def test_one_a_day_for_a_week_but_all_of_the_last_day() -> None:
    several = [ago(day, hours=hour) for day in (0, 1, 3) for hour in (1, 2, 3)]
    assert left([ago(0), *several]) == [ago(0), *several[:3], several[3], several[6]]


def test_twice_daily_over_three_years_keeps_days_weeks_months_and_year_ends() -> None:
    stays = [kept.taken for kept in left([ago(day, hours=hour) for day in range(3 * 365) for hour in (0, 9)])]
    days = sorted({taken.date() for taken in stays}, reverse=True)
    assert [day.isoformat() for day in days[:8]] == [
        "2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18", "2026-11-17", "2026-11-16", "2026-11-15",
    ]  # fmt: skip
    assert [day.isoformat() for day in days[8:14]] == [
        "2026-11-08", "2026-11-01", "2026-10-31", "2026-10-25", "2026-10-18", "2026-10-11",
    ]  # fmt: skip
    assert [day.isoformat() for day in days[-4:]] == ["2025-02-28", "2025-01-31", "2024-12-31", "2023-12-31"]


def test_the_size_limit_takes_the_oldest_first_but_never_the_safe_ones() -> None:
    backups = [
        ago(700, size=400, label="before-upgrade"),
        ago(650, size=400, label="year-end"),
        ago(40, size=400),
        *(ago(day, size=300) for day in (6, 5, 4, 3, 2, 1)),
    ]
    assert [kept.name for kept in left(backups, limit=2300)] == [
        kept.name for kept in backups if kept.taken != ago(40).taken and kept.taken != ago(6).taken
    ]
    assert left(backups, limit=0) == [backups[0], backups[1], *backups[-3:]]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_the_newest_three_stay_however_old_and_large(count: int) -> None:
    backups = [ago(4000 + day, size=10**12) for day in range(count)]
    assert thin(backups, NOW) == []


def test_a_backup_from_the_future_counts_as_new() -> None:
    assert thin([ago(-3), *(ago(day) for day in range(3))], NOW) == []


many = st.lists(
    st.builds(
        lambda hours, size, label: (hours, size, label),
        st.integers(0, 24 * 365 * 4),
        st.integers(0, 10**9),
        st.sampled_from(["daily", "before-upgrade", "before-restore", "year-end"]),
    ),
    unique_by=lambda made: made[0],
    max_size=60,
).map(lambda made: [Kept(f"{h}", NOW - timedelta(hours=h), size, label) for h, size, label in made])


@given(many, st.integers(0, 10**10))
def test_what_always_stays_always_stays(backups: list[Kept], limit: int) -> None:
    gone = set(thin(backups, NOW, limit))
    newest_first = sorted(backups, key=lambda kept: kept.taken, reverse=True)
    last_of_year = {kept.taken.year: kept.name for kept in reversed(newest_first)}
    safe = {kept.name for kept in newest_first[:NEWEST]} | set(last_of_year.values())
    safe |= {kept.name for kept in backups if kept.label in ("before-upgrade", "year-end")}
    assert not gone & safe
    stays = [kept for kept in backups if kept.name not in gone]
    assert sum(kept.size for kept in stays) <= limit or {kept.name for kept in stays} == safe


@given(many)
def test_thinning_again_removes_nothing_more(backups: list[Kept]) -> None:
    gone = set(thin(backups, NOW))
    assert thin([kept for kept in backups if kept.name not in gone], NOW) == []
    assert gone == set(thin(list(reversed(backups)), NOW))
