"""One order of turns: whatever the planner calls possible, and whatever is suggested, can be recorded without a reason;
terms of several years; a round whose last unit declines.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from models.rules.act.rotation import Term, check_term, suggest, turns
from models.rules.act.turn_order import Circle, Exclusion
from models.rules.act.turn_planner import Plan, Task, plan, task_of
from models.rules.place.regulation import Rule, check_rule

FIRST = 2026


def rotation(successor: str = "free", one_per_round: bool = True, **more: object) -> Rule:
    spec = {"how": "elected", "successor": successor, "one_per_round": one_per_round, **more}
    rule = Rule("luan-phien", "rotation/1", cite="Điều 12", spec=spec)
    assert check_rule(rule) == ()
    return rule


def breaches(term: Term, terms: list[Term], circle: Circle, rule: Rule) -> list[str]:
    return [one.check for one in check_term(term, terms, circle, rule)]


@st.composite
def blocs(draw: st.DrawFn) -> tuple[Circle, Rule, list[Term], int]:
    """A circle, a rule, terms of the years before as they happened to be, and so many years to plan."""
    units = [f"u{n}" for n in range(draw(st.integers(1, 5)))]
    names, calendar = st.sampled_from(units), st.integers(FIRST, FIRST + 7)
    away = draw(st.sets(st.tuples(names, calendar | st.none()), max_size=3))
    circle = Circle(
        tuple(units),
        joined=draw(st.dictionaries(names, st.integers(FIRST - 2, FIRST + 3), max_size=2)),
        exclusions=tuple(Exclusion(unit, year, "x") for unit, year in sorted(away, key=str)),
    )
    rule = rotation(
        draw(st.sampled_from(["deputy", "not-deputy", "free"])),
        draw(st.booleans()),
        deputies=draw(st.integers(0, 2)),
        gap_years=draw(st.integers(0, 2)),
        newcomer_years=draw(st.integers(0, 1)),
        term_years=draw(st.integers(1, 3)),
        **({"order": order} if (order := draw(st.lists(names, unique=True))) else {}),
        **({"round_from": draw(st.integers(FIRST - 3, FIRST + 2))} if draw(st.booleans()) else {}),
    )
    terms: list[Term] = []
    for year in range(FIRST - draw(st.integers(0, 5)), FIRST):
        head, *beside = draw(st.permutations(units))
        terms.append(Term(year, "head", head, status=draw(st.sampled_from(["approved", "ended"]))))
        terms += [Term(year, "deputy", unit, rank) for rank, unit in enumerate(beside[: draw(st.integers(0, 2))], 1)]
    return circle, rule, terms, draw(st.integers(1, 8))


@settings(max_examples=250, deadline=None)
@given(blocs())
def test_what_the_planner_calls_possible_is_recorded_without_a_reason(
    bloc: tuple[Circle, Rule, list[Term], int],
) -> None:
    circle, rule, terms, years = bloc
    found = plan(task_of(terms, circle, rule, FIRST, years, {}))
    event(f"term {rule.spec['term_years']}, {rule.spec['successor']}, unfilled {bool(found.unfilled)}")
    recorded = list(terms)
    for year, head in found.heads.items():
        if head is None:
            return  # what follows an empty year is told with it
        new = Term(year, "head", head)
        said = breaches(new, recorded, circle, rule)
        assert said == (["successor"] if year in found.reasons else []), (year, head)
        recorded.append(new)
        for rank, unit in enumerate(found.deputies[year], 1):
            if unit is not None:
                beside = Term(year, "deputy", unit, rank)
                assert breaches(beside, recorded, circle, rule) == [], (year, unit)
                recorded.append(beside)


LISTED_BELOW_ANOTHER_DEPUTY = (
    Circle(("u0", "u1", "u2")),
    rotation("deputy", one_per_round=False, deputies=0, order=["u0"]),
    [Term(2025, "head", "u1"), Term(2025, "deputy", "u2", 1), Term(2025, "deputy", "u0", 2)],
    1,
)
"""Two past deputies, of whom the fixed order names the second: it is due, whatever its rank."""


@settings(max_examples=250, deadline=None)
@given(blocs())
@example(LISTED_BELOW_ANOTHER_DEPUTY)
def test_what_is_suggested_is_recorded_without_a_reason(bloc: tuple[Circle, Rule, list[Term], int]) -> None:
    """The head the rule names, and each of those it leaves to the meeting."""
    circle, rule, terms, _years = bloc
    found = suggest(terms, circle, rule, FIRST)
    beside = [term for term in terms if term.role == "deputy" and term.year == FIRST - 1]
    for unit in [found.head] if found.head is not None else found.head_candidates:
        said = breaches(Term(FIRST, "head", str(unit)), terms, circle, rule)
        past = [term.unit for term in beside]
        lost = rule.spec["successor"] == "deputy" and past and unit not in past
        assert said == (["successor"] if lost and found.reasons[0][0] != "term-runs" else []), unit


@pytest.mark.parametrize("role", ["table", "check", "suggestion", "plan"])
def test_a_round_whose_last_unit_declines_is_over_everywhere(role: str) -> None:
    """Four units, three have led, the fourth lets its turn pass: a new round begins, and says so in every place."""
    circle = Circle(("a", "b", "c", "d"), exclusions=(Exclusion("d", 2029, "xin lùi lượt"),))
    terms, rule = [Term(2026 + n, "head", unit) for n, unit in enumerate("abc")], rotation()
    if role == "table":
        assert turns(terms, circle, rule, 2027).not_yet == ("c", "d") and turns(terms, circle, rule, 2028).led == ()
    elif role == "check":
        assert breaches(Term(2029, "head", "a"), terms, circle, rule) == []
        assert breaches(Term(2029, "head", "d"), terms, circle, rule) == ["excluded"]
    elif role == "suggestion":
        assert suggest(terms, circle, rule, 2029).head_candidates == ("a", "b", "c")
    else:
        assert plan(task_of(terms, circle, rule, 2029, 4, {})).heads == {2029: "a", 2030: "d", 2031: "b", 2032: "c"}


def test_a_term_of_three_years_is_one_turn() -> None:
    circle, rule = Circle(("a", "b", "c")), rotation("deputy", term_years=3, gap_years=1)
    first = [Term(2026, "head", "a"), Term(2026, "deputy", "b")]
    assert suggest(first, circle, rule, 2027).head == "a" and suggest(first, circle, rule, 2027).deputies == ("b",)
    assert suggest(first, circle, rule, 2028).reasons == (("term-runs", {"unit": "a", "until": 2028}),)
    assert breaches(Term(2027, "head", "b"), first, circle, rule) == ["term-runs"]
    second = [
        *first,
        Term(2027, "head", "a"),
        Term(2027, "deputy", "b"),
        Term(2028, "head", "a"),
        Term(2028, "deputy", "b"),
    ]
    assert turns(second, circle, rule, 2028).led == (("a", 2026),)
    assert (
        suggest(second, circle, rule, 2029).head == "b"
        and breaches(Term(2029, "head", "b"), second, circle, rule) == []
    )
    assert breaches(Term(2029, "head", "a"), second, circle, rule) == ["successor", "one-per-round", "gap"]


@pytest.mark.parametrize(
    ("years", "until", "found"),
    [
        (1, "2027-12-31", ["term-length"]),
        (2, "2027-12-31", []),
        (2, "2028-12-31", ["term-length"]),
        (3, "2028-12-31", []),
    ],
)
def test_the_days_of_a_term_may_be_as_long_as_the_rule_says(years: int, until: str, found: list[str]) -> None:
    term = Term(2026, "head", "a", to_date=until)
    assert breaches(term, [], Circle(("a", "b")), rotation(term_years=years)) == found


def test_a_term_that_ended_early_does_not_run_on() -> None:
    circle, rule = Circle(("a", "b")), rotation(term_years=2)
    assert breaches(Term(2027, "head", "b"), [Term(2026, "head", "a", status="ended")], circle, rule) == []
    gone = Circle(("a", "b"), exclusions=(Exclusion("a", 2027, "đã giải thể"),))
    assert breaches(Term(2027, "head", "b"), [Term(2026, "head", "a")], gone, rule) == []


def test_a_plan_of_terms_of_two_years_shares_them_out() -> None:
    found: Plan = plan(task_of([Term(2025, "head", "a")], Circle(("a", "b", "c")), rotation(term_years=2), 2026, 7, {}))
    assert list(found.heads.values()) == ["a", "b", "b", "c", "c", "a", "a"]
    assert (found.fewest_turns, found.best, found.units["b"].years) == (1, True, (2027,))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 3), st.integers(2, 3), st.integers(2, 7), st.booleans(), st.data())
def test_a_plan_of_long_terms_called_best_is_best_by_brute_force(
    units: int, length: int, years: int, rounds: bool, data: st.DataObject
) -> None:
    names = tuple(f"u{n}" for n in range(units))
    last = data.draw(st.dictionaries(st.sampled_from(names), st.integers(FIRST - 4, FIRST - 1)))
    task = Task(FIRST, years, Circle(names), last=last, one_per_round=rounds, successor="free", term_years=length)
    before = min([FIRST, *last.values()]) - 1

    def worth(terms: tuple[str, ...]) -> tuple[int, int]:
        waits = []
        for name in names:
            end, wait = last.get(name, before), 0
            for n, head in enumerate(terms):
                if head == name:
                    begun = FIRST + n * length
                    wait, end = max(wait, begun - end), min(begun + length, FIRST + years) - 1
            waits.append(max(wait, FIRST + years - end))
        return -min(terms.count(name) for name in names), max(waits)

    every = list(product(names, repeat=-(-years // length)))
    if rounds:
        every = [one for one in every if all(
            len(set(one[n : n + units])) == len(one[n : n + units]) for n in range(0, len(one), units))]  # fmt: skip
    found = plan(task)
    chosen = tuple(str(found.heads[FIRST + n]) for n in range(0, years, length))
    assert chosen in every and [found.heads[FIRST + n] for n in range(years)] == [
        chosen[n // length] for n in range(years)
    ]
    assert (-found.fewest_turns, found.longest_wait) == worth(chosen)
    if found.best:
        assert worth(chosen) == min(map(worth, every))


def test_a_fixed_order_leaves_nothing_to_plan() -> None:
    rule = rotation(order=["c", "a", "b"])
    found = plan(task_of([Term(2025, "head", "c")], Circle(("a", "b", "c")), rule, 2026, 5, {}))
    assert (list(found.heads.values()), found.forced) == (["a", "b", "c", "a", "b"], True)
    assert not plan(task_of([], Circle(("a", "b", "c")), rotation(), 2026, 5, {})).forced
