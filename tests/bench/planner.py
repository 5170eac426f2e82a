"""The rotation of 30 units over 30 years, planned as the leadership page asks for it."""

from __future__ import annotations

from models.rules.act.rotation import Circle
from models.rules.act.turn_planner import MOST_UNITS, MOST_YEARS, Task, plan
from tests.bench.table import Row, runs, taking_turns


def rows() -> list[Row]:
    """Both ends of what may be asked: few units with a short horizon, and the most of both."""
    found = []
    for units, years in ((9, 10), (MOST_UNITS, MOST_YEARS)):
        names = tuple(f"u{n}" for n in range(units))
        task = Task(2026, years, Circle(names), last={name: 2025 - n for n, name in enumerate(names[: units // 2])})
        took = taking_turns(runs(5), plan=lambda task=task: plan(task))["plan"]  # type: ignore[misc]  # a default
        found.append(Row("planner", f"{units} units, {years} years", took, goal=1000, of="median"))
    return found
