"""Plans of many years: everyone's turns, the longest wait, the announced list, and proofs that brute force confirms."""

from __future__ import annotations

from collections import Counter
from itertools import product
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.act.turn_order import Circle, Exclusion
from models.rules.act.turn_planner import Plan, Task, plan
from models.rules.errors import RuleViolation


def circle(n: int, **more: object) -> Circle:
    return Circle(tuple(f"u{i}" for i in range(n)), **more)  # type: ignore[arg-type]


def test_twelve_units_in_twenty_four_years_lead_exactly_twice() -> None:
    found = plan(Task(2026, 24, circle(12)))
    assert set(Counter(found.heads.values()).values()) == {2}
    assert (found.fewest_turns, found.longest_wait) == (2, 12)
    assert set(found.proofs.values()) == {"bound-reached"}


@pytest.mark.parametrize(
    "announced",
    [{}, {2026 + i: f"u{(i * 7) % 30}" for i in range(30)}, {2026 + i: f"u{(i * i) % 30}" for i in range(30)}],
)
def test_thirty_units_in_thirty_years_within_a_second(announced: dict[int, str]) -> None:
    began = process_time()
    found = plan(Task(2026, 30, circle(30), announced=announced))
    assert process_time() - began < 1
    assert set(Counter(found.heads.values()).values()) == {1}
    assert (found.proofs["turns"], found.proofs["wait"]) == ("bound-reached", "bound-reached")


def test_the_announced_list_is_kept_where_it_is_as_good() -> None:
    announced = {2026 + i: f"u{11 - i % 12}" for i in range(24)}
    found = plan(Task(2026, 24, circle(12), announced=announced))
    assert (found.heads, found.changes, found.best) == (announced, 0, True)


def test_a_search_that_had_to_stop_says_so() -> None:
    busy = tuple(Exclusion(f"u{i}", y, "x") for i in range(30) for y in range(2026, 2056) if (i * 7 + y * 3) % 4)
    found = plan(Task(2026, 30, circle(30, exclusions=busy)))
    assert "not-proven" in found.proofs.values()
    assert not found.best


def test_what_if_a_unit_declines() -> None:
    task = Task(2026, 12, circle(6))
    before = plan(task)
    who = before.heads[2026]
    assert who is not None
    after = plan(Task(2026, 12, circle(6, exclusions=(Exclusion(who, 2026, "xin lùi lượt"),)), announced=before.heads))
    assert after.heads[2026] != who
    assert (after.fewest_turns, after.best) == (2, True)
    assert 2 <= after.changes < 12


def test_newcomers_lead_after_their_years_and_only_the_future_is_planned() -> None:
    task = Task(2026, 20, circle(5, joined={"u4": 2030}), newcomer_years=1, last={"u0": 2025}, led=frozenset({"u0"}))
    found = plan(task)
    assert min(found.units["u4"].years) >= 2031
    assert min(found.heads) == 2026
    assert found.heads[2026] != "u0"
    assert found.units["u0"].last == 2025
    assert found.units["u1"].next == min(found.units["u1"].years)


def test_what_is_decided_already_stays() -> None:
    found = plan(Task(2026, 6, circle(3), fixed={2026: "u2"}))
    assert found.heads[2026] == "u2"
    assert found.fewest_turns == 2


def test_years_in_which_nobody_may_lead_are_named() -> None:
    nobody = tuple(Exclusion(f"u{i}", 2027, "x") for i in range(3))
    found = plan(Task(2026, 3, circle(3, exclusions=nobody)))
    assert found.unfilled == (2027,)
    assert not found.best


def test_no_year_is_left_empty_though_more_units_wait_than_there_are_years() -> None:
    """Only u0 may lead in 2027, so another leads in 2026, and one of the three has no turn at all."""
    away = tuple(Exclusion(unit, 2027, "x") for unit in ("u1", "u2"))
    found = plan(Task(2026, 2, circle(3, exclusions=away), gap_years=1))
    assert (found.unfilled, found.heads[2027], found.fewest_turns) == ((), "u0", 0) and found.heads[2026] != "u0"


@pytest.mark.parametrize(("successor", "ahead"), [("deputy", 1), ("not-deputy", 2)])
def test_deputies_follow_the_rule(successor: str, ahead: int) -> None:
    found = plan(Task(2026, 8, circle(4), successor=successor))  # type: ignore[arg-type]
    for year in range(2026, 2034 - ahead):
        assert found.deputies[year] == (found.heads[year + ahead],)
    assert found.deputies[2033] == (None,)
    assert set(plan(Task(2026, 8, circle(4), successor="free")).deputies.values()) == {(None,)}


@pytest.mark.parametrize(("successor", "ahead"), [("deputy", 1), ("not-deputy", 2)])
def test_n_deputies_are_those_who_lead_next_by_rank(successor: str, ahead: int) -> None:
    found = plan(Task(2026, 12, circle(6), successor=successor, deputies=3))  # type: ignore[arg-type]
    for year in range(2026, 2032):
        assert found.deputies[year] == tuple(found.heads[year + ahead + n] for n in range(3))
    for year, deputies in found.deputies.items():
        named = [unit for unit in deputies if unit is not None]
        assert len(deputies) == 3 and len({*named, found.heads[year]}) == len(named) + 1
        if successor == "not-deputy" and year < 2037:
            assert found.heads[year + 1] not in named
    assert plan(Task(2026, 3, circle(3), deputies=0)).deputies[2026] == ()


@pytest.mark.parametrize(("units", "years"), [(31, 10), (10, 31), (0, 10), (5, 0)])
def test_a_plan_beyond_its_size_is_refused(units: int, years: int) -> None:
    with pytest.raises(RuleViolation) as caught:
        plan(Task(2026, years, circle(units)))
    assert caught.value.code == "rotation.plan_too_large"


def value(heads: tuple[str, ...], task: Task) -> tuple[int, int, int]:
    """The three aims as a tuple to be made small, reckoned apart from the planner."""
    units = task.circle.units
    waits = []
    for unit in units:
        points = [task.last.get(unit, min([task.first, *task.last.values()]) - 1)]
        points += [task.first + n for n, head in enumerate(heads) if head == unit] + [task.first + task.years]
        waits.append(max(points[i + 1] - points[i] for i in range(len(points) - 1)))
    changes = sum(heads[year - task.first] != unit for year, unit in task.announced.items())
    return -min(heads.count(unit) for unit in units), max(waits), changes


def allowed(heads: tuple[str, ...], task: Task) -> bool:
    last = dict(task.last)
    done = set(task.led)
    for n, head in enumerate(heads):
        year = task.first + n
        open_now = {u for u in task.circle.units if task.circle.excluded(u, year) is None}
        done = set() if open_now <= done else done
        rested = head not in last or year - last[head] > task.gap_years
        if head not in open_now or not rested or (task.one_per_round and head in done):
            return False
        last[head] = year
        done.add(head)
    return True


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    n, years = draw(st.integers(1, 3)), draw(st.integers(1, 6))
    names = st.sampled_from([f"u{i}" for i in range(n)])
    calendar = st.integers(2026, 2025 + years)
    excluded = draw(st.sets(st.tuples(names, calendar), max_size=3))
    last = draw(st.dictionaries(names, st.integers(2021, 2025)))
    return Task(
        2026,
        years,
        circle(n, exclusions=tuple(Exclusion(u, y, "x") for u, y in sorted(excluded))),
        last=last,
        one_per_round=draw(st.booleans()),
        gap_years=draw(st.integers(0, 1)),
        announced=draw(st.dictionaries(calendar, names, max_size=4)),
    )


@settings(max_examples=150, deadline=None)
@given(tasks())
def test_a_plan_called_best_is_best_by_brute_force(task: Task) -> None:
    found: Plan = plan(task)
    every = [heads for heads in product(task.circle.units, repeat=task.years) if allowed(heads, task)]
    if found.unfilled:
        assert not every
        return
    heads = tuple(str(head) for head in found.heads.values())
    assert allowed(heads, task)
    excluded_always = any(all(task.circle.excluded(u, 2026 + n) for n in range(task.years)) for u in task.circle.units)
    if found.best and not excluded_always:
        assert (-found.fewest_turns, found.longest_wait, found.changes) == value(heads, task)
        assert value(heads, task) == min(value(other, task) for other in every)
