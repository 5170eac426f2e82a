"""Places: exact, shared where equal, parted by the first key that differs, provisional until a ballot or a decision."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.number.points import BLANK, NOT_ASSIGNED, NotRanked, Pending, Value, show
from models.rules.number.questions import Decision, Question, digest
from models.rules.place.combining import combine
from models.rules.place.ranking import (
    Contender,
    Place,
    TieBallot,
    crosses,
    open_ties,
    rank,
    tie_question,
)
from models.rules.place.regulation import Rule, check_rule
from tests.rules import practice

P2 = TieBallot(("BTC", "MTTQ"), {"MTTQ": 5, "BTC": 3}, ("MTTQ",))


def told(place: Place) -> dict[str, object]:
    """A place in the words of the practice bloc's expected table."""
    assert isinstance(place.points, Fraction)
    said: dict[str, object] = {"rank": place.rank, "unit": place.unit, "points_shown": show(place.points)}
    if place.tied_with:
        said["decided_by"] = place.decided_by.words if place.decided_by else "chưa phân định"
        said["tied_with"] = ", ".join(place.tied_with)
    return said


def test_practice_rule_is_sound() -> None:
    assert check_rule(practice.RANKING) == ()


def test_practice_rank_before_the_ballot() -> None:
    places = rank(practice.contenders(), practice.RANKING)
    assert [told(place) for place in places] == practice.EXPECTED["rank_before_ballot"]
    tie = practice.EXPECTED["provisional_before_ballot"]
    assert [place.unit for place in places if place.provisional] == tie["tied"]
    assert crosses(places, tie["place"]) == tuple(tie["tied"])
    assert [question.subject for question in open_ties(practice.contenders(), places, practice.RANKING)] == ["BTC+MTTQ"]


def test_practice_rank_after_the_ballot() -> None:
    places = rank(practice.contenders(), practice.RANKING, ballots=[P2])
    assert [told(place) for place in places] == practice.EXPECTED["rank"]
    assert not any(place.provisional for place in places)
    assert crosses(places, 4) == ()


def test_practice_what_if_raw_totals_ranked() -> None:
    totals = practice.EXPECTED["scores"]["appraisal"]
    raw = [replace(c, points=Fraction(totals[c.unit]["total"])) for c in practice.contenders()]
    places = rank(raw, practice.RANKING, ballots=[P2])
    assert [[p.rank, p.unit, show(p.points)] for p in places if isinstance(p.points, Fraction)] == practice.EXPECTED[
        "what_if"
    ]["rank_by_raw_total"]


def test_a_ballot_between_other_units_or_passed_by_nobody_parts_nobody() -> None:
    for ballot in (replace(P2, units=("BTC", "MTTQ", "TK")), replace(P2, elected=())):
        places = rank(practice.contenders(), practice.RANKING, ballots=[ballot])
        assert [place.unit for place in places if place.provisional] == ["BTC", "MTTQ"]


def test_a_decision_parts_what_no_key_parts_until_the_facts_change() -> None:
    tied = [c for c in practice.contenders() if c.unit in ("BTC", "MTTQ")]
    question = tie_question(tied, practice.RANKING)
    decision = Decision(
        "d", "rank.tie", "BTC+MTTQ", choice=["BTC", "MTTQ"], reason="x", facts_digest=digest(question.facts)
    )
    places = rank(practice.contenders(), practice.RANKING, [decision])
    assert [(p.rank, p.unit) for p in places][3:5] == [(4, "BTC"), (5, "MTTQ")]
    assert places[3].decided_by is not None
    assert places[3].decided_by.words == "quyết định"
    changed = [replace(c, points=Fraction(93)) if c.unit in ("BTC", "MTTQ") else c for c in practice.contenders()]
    assert [p.unit for p in rank(changed, practice.RANKING, [decision]) if p.provisional] == ["BTC", "MTTQ"]


RULE = Rule(
    "r",
    "ranking/1",
    cite="Điều 6",
    spec={
        "by": "raw",
        "compare": "exact",
        "ties": "1,1,3",
        "tie_keys": [{"key": "group:I"}, {"key": "fewer-penalties"}, {"key": "last-year"}, {"key": "ballot"}],
    },
)


def with_spec(**changes: object) -> Rule:
    return replace(RULE, spec={**RULE.spec, **changes})


def four(**keys: list[int]) -> list[Contender]:
    named = {name.replace("_", ":").replace("--", "-"): values for name, values in keys.items()}
    return [
        Contender(unit, Fraction(90), {name: Fraction(values[n]) for name, values in named.items()})
        for n, unit in enumerate("abcd")
    ]


@pytest.mark.parametrize(("ties", "ranks"), [("1,1,3", [1, 1, 3, 4]), ("dense", [1, 1, 2, 3])])
def test_shared_ranks_leave_a_gap_or_not(ties: str, ranks: list[int]) -> None:
    units = [Contender(u, Fraction(p)) for u, p in (("a", 9), ("b", 9), ("c", 8), ("d", 7))]
    assert [place.rank for place in rank(units, with_spec(ties=ties))] == ranks


def test_each_place_names_the_key_that_decided_and_the_neighbour() -> None:
    units = [
        Contender(unit, Fraction(90), {"group:I": Fraction(one), "fewer-penalties": Fraction(pen)})
        for unit, one, pen in (("a", 40, 0), ("b", 41, 2), ("c", 41, "1/2"), ("d", 40, 0))
    ]
    places = {place.unit: place for place in rank(units, RULE)}
    assert [places[u].rank for u in "abcd"] == [3, 2, 1, 3]
    assert {u: p.decided_by.words if p.decided_by else None for u, p in places.items()} == {
        "a": None,
        "b": "điểm trừ: 2,00 so với 0,50",
        "c": "điểm trừ: 0,50 so với 2,00",
        "d": None,
    }
    assert places["a"].equal_to == ("d",)
    assert places["a"].tied_with == ("b", "c", "d")


def test_last_years_better_rank_wins_and_a_newcomer_is_not_beaten_by_having_none() -> None:
    keyed = [
        Contender("a", Fraction(90), {"last-year": Fraction(4)}),
        Contender("b", Fraction(90), {"last-year": Fraction(2)}),
    ]
    rule = with_spec(tie_keys=[{"key": "last-year"}, {"key": "bonus"}, {"key": "ballot"}])
    assert [(p.rank, p.unit) for p in rank(keyed, rule)] == [(1, "b"), (2, "a")]
    newcomer = [
        replace(keyed[0], keys={**keyed[0].keys, "bonus": Fraction(1)}),
        Contender("b", Fraction(90), {"bonus": Fraction(0)}),
    ]
    assert [p.rank for p in rank(newcomer, rule)] == [1, 1]
    (asked,) = open_ties(newcomer, rank(newcomer, rule), rule)
    assert asked.facts["missing"] == ["thứ hạng năm trước"]
    voted = TieBallot(("a", "b"), {"a": 1, "b": 4}, ("b",))
    assert [(p.rank, p.unit) for p in rank(newcomer, rule, ballots=[voted])] == [(1, "b"), (2, "a")]


def test_a_second_ballot_parts_those_the_first_left() -> None:
    units = four()
    first = TieBallot(("a", "b", "c", "d"), {"a": 1, "b": 5, "c": 2, "d": 1}, ("b",))
    second = TieBallot(("a", "c", "d"), {"a": 3, "c": 3, "d": 5}, ("d",))
    assert [(p.rank, p.unit) for p in rank(units, RULE, ballots=[first])] == [(1, "b"), (2, "a"), (2, "c"), (2, "d")]
    places = rank(units, RULE, ballots=[second, first])
    assert [(p.rank, p.unit) for p in places] == [(1, "b"), (2, "d"), (3, "a"), (3, "c")]


def test_exact_and_published_values_can_rank_differently() -> None:
    units = [Contender("a", Fraction("93.404")), Contender("b", Fraction("93.401"))]
    assert [p.rank for p in rank(units, RULE)] == [1, 2]
    assert [p.rank for p in rank(units, with_spec(compare="published", digits=2))] == [1, 1]


def test_units_without_points_have_no_place_and_make_the_others_wait_only_if_they_may_come_back() -> None:
    units = [
        Contender("gone", NotRanked("không gửi bảng tự chấm điểm", "Điều 6 khoản 2")),
        Contender("open", Pending(())),
        Contender("a", Fraction(1)),
    ]
    assert [(p.unit, p.rank, p.waiting) for p in rank(units, RULE)] == [
        ("a", 1, "others"),
        ("open", None, "pending"),
        ("gone", None, ""),
    ]
    assert not rank([units[0], units[2]], RULE)[0].provisional


@pytest.mark.parametrize(("line", "cut"), [(0, ()), (1, ()), (2, ("b", "c")), (3, ()), (4, ())])
def test_a_line_is_crossed_only_inside_a_tie(line: int, cut: tuple[str, ...]) -> None:
    units = [Contender(u, Fraction(p)) for u, p in (("a", 9), ("b", 8), ("c", 8), ("d", 7))]
    assert crosses(rank(units, RULE), line) == cut


def test_equals_that_may_not_be_on_a_list_are_nobody_to_choose() -> None:
    """Seen failing: of equals of whom some had another class, all were offered for the last seats of a class; a seat
    given to one of those was lost to the class. Sown years found it, against the verifier.
    """
    places = rank([Contender(unit, Fraction(8)) for unit in "abcde"], RULE)
    able = [place for place in places if place.unit in "bde"]
    assert set(crosses(able, 2)) == set("bde") and crosses(able, 3) == ()


points = st.integers(0, 6).map(lambda n: Fraction(n, 3))
bloc = st.lists(st.tuples(points, points, st.integers(0, 2).map(Fraction)), min_size=1, max_size=7)


def made(rows: list[tuple[Fraction, Fraction, Fraction]]) -> list[Contender]:
    return [Contender(f"u{n}", p, {"group:I": g, "fewer-penalties": f}) for n, (p, g, f) in enumerate(rows)]


@given(bloc, st.randoms(use_true_random=False))
def test_the_order_of_input_never_changes_a_rank(rows: list[tuple[Fraction, Fraction, Fraction]], dice: object) -> None:
    units = made(rows)
    shuffled = list(units)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert {p.unit: (p.rank, p.waiting, p.decided_by and p.decided_by.key) for p in rank(units, RULE)} == {
        p.unit: (p.rank, p.waiting, p.decided_by and p.decided_by.key) for p in rank(shuffled, RULE)
    }


@given(bloc, st.integers(0, 6), points)
def test_more_points_never_lower_a_rank(
    rows: list[tuple[Fraction, Fraction, Fraction]], which: int, more: Fraction
) -> None:
    units = made(rows)
    one = units[which % len(units)]
    assert isinstance(one.points, Fraction)
    raised = [replace(c, points=one.points + more) if c is one else c for c in units]
    before = {p.unit: p.rank for p in rank(units, RULE)}[one.unit]
    after = {p.unit: p.rank for p in rank(raised, RULE)}[one.unit]
    assert before is not None
    assert after is not None
    assert after <= before


@given(bloc)
def test_a_shared_rank_means_equal_in_every_key(rows: list[tuple[Fraction, Fraction, Fraction]]) -> None:
    units = {c.unit: c for c in made(rows)}
    places = rank(list(units.values()), RULE)
    for a in places:
        for b in places:
            same = (units[a.unit].points, units[a.unit].keys) == (units[b.unit].points, units[b.unit].keys)
            assert (a.rank == b.rank) == same


def combining(kind: str = "final-score/1", **spec: object) -> Rule:
    return Rule("cuoi", kind, cite="Điều 5", spec=spec)


F = Fraction
VALUES: dict[str, Value] = {"self": F(99), "bloc": F(95), "appraisal": F(90)}


@pytest.mark.parametrize(
    ("values", "spec", "expected"),
    [
        (VALUES, {"method": "last", "missing": "ask"}, F(90)),
        (VALUES, {"method": "stage", "stage": "bloc", "missing": "ask"}, F(95)),
        (VALUES, {"method": "mean", "missing": "ask"}, F(284, 3)),
        (VALUES, {"method": "sum", "missing": "ask"}, F(284)),
        (VALUES, {"method": "trimmed-mean", "trim": 1, "missing": "ask"}, F(95)),
        (VALUES, {"method": "weights", "weights": {"bloc": "0.4", "appraisal": "0.6"}, "missing": "ask"}, F(92)),
        ({**VALUES, "bloc": BLANK}, {"method": "mean", "missing": "leave-out"}, F(189, 2)),
        ({**VALUES, "bloc": BLANK}, {"method": "mean", "missing": "zero"}, F(63)),
        ({**VALUES, "appraisal": BLANK}, {"method": "last", "missing": "earlier"}, F(95)),
        (
            {**VALUES, "bloc": NOT_ASSIGNED},
            {"method": "weights", "weights": {"bloc": 1, "appraisal": 3}, "missing": "leave-out"},
            F(90),
        ),
    ],
)
def test_one_value_from_several(values: dict[str, Value], spec: dict[str, object], expected: Fraction) -> None:
    rule = combining(**spec)
    assert check_rule(rule) == ()
    assert combine(values, rule, "", ()) == expected
    assert combine(values, replace(rule, kind="year-from-periods/1"), "", ()) == expected


def test_a_missing_part_is_asked_and_answered() -> None:
    values: dict[str, Value] = {"q1": F(90), "q2": BLANK}
    rule = combining("year-from-periods/1", method="mean", missing="ask")
    waiting = combine(values, rule, "VPUB", ())
    assert isinstance(waiting, Pending)
    assert (waiting.questions[0].key, waiting.questions[0].subject) == ("value.missing", "VPUB")
    for choice, expected in (("leave-out", F(90)), ("zero", F(45))):
        decision = Decision("d", "value.missing", "VPUB", choice=choice, reason="x")
        assert combine(values, rule, "VPUB", [decision]) == expected
    refused = combine(values, combining(method="mean", missing="not-ranked"), "", ())
    assert isinstance(refused, NotRanked)


def test_only_the_values_the_method_needs_hold_it_up() -> None:
    question = Question("score.gap", "x")
    values: dict[str, Value] = {"self": NotRanked("x"), "bloc": Pending((question,)), "appraisal": F(90)}
    assert combine(values, combining(method="last", missing="ask"), "", ()) == 90
    mean = combine({"bloc": values["bloc"], "appraisal": F(90)}, combining(method="mean", missing="ask"), "", ())
    assert mean == Pending((question,))
    assert isinstance(combine(values | {"bloc": F(1)}, combining(method="mean", missing="ask"), "", ()), NotRanked)
