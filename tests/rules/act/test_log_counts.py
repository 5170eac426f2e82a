"""What the log counts: lateness by civil days, attendance, ticks, tasks; a suggestion is what the rule gives them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.act.log_counts import (
    SOURCES,
    Counted,
    DueReport,
    Joined,
    Seat,
    Tracked,
    choice_of,
    count_activities,
    count_attendance,
    count_reports,
    count_tasks,
    fits,
    percent_of_plan,
    suggest,
    timing,
)
from models.rules.form.scoring import Cell, InputSpec, Item
from tests.book import practice

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
ITEMS = {item.key: item for item in practice.form().items()}


@pytest.mark.parametrize(
    ("due", "received", "as_of", "state", "days"),
    [
        ("2025-07-05", "2025-07-05", "2025-12-31", "on-time", 0),
        ("2025-07-05", "2025-07-06", "2025-12-31", "late", 1),
        ("2025-02-28", "2025-03-01", "2025-12-31", "late", 1),
        ("2024-02-28", "2024-03-01", "2025-12-31", "late", 2),
        ("2025-07-05", None, "2025-07-05", "waiting", 0),
        ("2025-07-05", None, "2025-07-06", "missing", 1),
        (None, None, "2025-07-06", "no-due", 0),
        (None, "2025-07-05", "2025-07-06", "on-time", 0),
    ],
)
def test_timing(due: str | None, received: str | None, as_of: str, state: str, days: int) -> None:
    found = timing(due, received, as_of)
    assert (found.state, found.days) == (state, days)


@given(DAYS, st.integers(-400, 400))
def test_late_by_as_many_days_as_lie_between(due: date, days: int) -> None:
    found = timing(due.isoformat(), (due + timedelta(days)).isoformat(), "2030-01-01")
    assert found.days == max(0, days)
    assert (found.state == "late") == (days > 0)


@given(st.lists(st.tuples(DAYS, st.none() | DAYS)), DAYS)
def test_every_report_is_counted_once_at_most(reports: list[tuple[date, date | None]], as_of: date) -> None:
    listed = [DueReport("b", due.isoformat(), came.isoformat() if came else None) for due, came in reports]
    found = count_reports(listed, as_of.isoformat())
    late, missing = found["reports-late"].value, found["reports-missing"].value
    assert late == sum(came is not None and came > due for due, came in reports)
    assert missing == sum(came is None and as_of > due for due, came in reports)


def test_attendance_asks_where_nobody_wrote_whether_it_was_told() -> None:
    seats = [
        Seat("Sơ kết", True, False),
        Seat("Tổng kết", True, True),
        Seat("Họp", True),
        Seat("Ký", False, None, True),
    ]
    found = count_attendance(seats)
    assert {key: one.value for key, one in found.items()} == {"absent": 1, "absent-noticed": 1, "wrong-rank": 1}
    assert found["absent"].grounds == ("Sơ kết",)
    assert found["absent"].unclear == ("Họp: vắng, chưa ghi có báo hay không",)


def test_ticks_follow_the_labels_of_the_item() -> None:
    item = ITEMS["iv.3"]
    (choices,) = [spec.choices for spec in item.inputs]
    assert [choice_of(label.upper(), item) for _, label in choices] == [key for key, _ in choices]
    assert choice_of("Tết trồng cây", item) is None
    joined = [Joined("Về nguồn", True, "0"), Joined("Về nguồn lần hai", False, "0"), Joined("An sinh", True, "2")]
    found = count_activities(joined, choices)
    assert found.value is None, "the sports meeting is not recorded: nobody was absent from it"
    assert found.unclear == ("Giao lưu thể thao: chưa ghi hoạt động nào",)
    assert count_activities([*joined, Joined("Giao lưu", False, "1")], choices).value == (True, False, True)
    assert count_activities(joined, ()).value == 2


def test_tasks() -> None:
    tasks = [
        Tracked("a", "key", "2025-06-30", "2025-06-30"),
        Tracked("b", "key", "2025-06-30", "2025-07-01"),
        Tracked("c", "key", None, None),
        Tracked("d", "ad-hoc", "2025-06-30", None),
        Tracked("e", "ad-hoc", "2025-12-30", None),
    ]
    found = count_tasks(tasks, "2025-07-15")
    assert {key: one.value for key, one in found.items()} == {
        "tasks-on-time": 1, "tasks-registered": 3, "ad-hoc-late": 1
    }  # fmt: skip
    assert found["tasks-on-time"].grounds == ("a",)
    assert found["tasks-on-time"].unclear == ("c: chưa ghi ngày xong",), "what is done late is known"
    assert count_tasks([], "2025-07-15") == {}


@pytest.mark.parametrize(
    ("plan", "result", "percent"),
    [("5000", "4600", "92"), ("3", "1", "100/3"), ("0", "5", None), (None, "5", None), ("5", None, None)],
)
def test_percent_of_plan_is_exact(plan: str | None, result: str | None, percent: str | None) -> None:
    wanted = None if percent is None else Fraction(percent)
    assert percent_of_plan(plan and Fraction(plan), result and Fraction(result)) == wanted  # type: ignore[arg-type]


def test_a_suggestion_keeps_what_it_does_not_know() -> None:
    counts = {"absent": Counted(Fraction(2), ("Sơ kết", "Tổng kết"))}
    held = Cell("iv.1", stated={"base": Fraction(3)}, inputs={"absent": Fraction(0), "wrong_rank": Fraction(1)})
    found = suggest(ITEMS["iv.1"], {"absent": "absent", "": "wrong-rank"}, counts, held)
    assert found.inputs == {"absent": 2}
    assert found.points == Fraction("0.5")
    assert [one.value for one in found.reasons] == [2, None]


def test_ticks_as_a_number() -> None:
    item = Item("x", inputs=(InputSpec("n", "Số hoạt động", "count"),))
    assert suggest(item, {"n": "activities"}, {"activities": Counted((True, False, True))}).inputs == {"n": 2}


def test_a_count_fits_only_inputs_of_its_kind() -> None:
    fitting = {"count": {"count"}, "checks": {"checks", "count"}, "date": {"date"}, "percent": {"percent"}}
    fitting["figure"] = {"count", "points"}
    for source in SOURCES.values():
        for kind in ("count", "checks", "date", "percent", "choice", "yes-no", "points"):
            assert fits(source.key, InputSpec("i", "I", kind)) == (kind in fitting[source.gives])  # type: ignore[arg-type]
    assert not fits("nothing", InputSpec("i", "I", "count"))
