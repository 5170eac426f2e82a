"""Who stands apart: leaning and spread beside the others, whatever order the scorers come in."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from models.rules.place.apart import apart

F = Fraction


def test_a_generous_scorer_leads_and_one_alone_is_beside_nobody() -> None:
    points = {
        "a": {"x": F(90), "y": F(80)},
        "b": {"x": F(90), "y": F(80)},
        "c": {"x": F(96), "y": F(82)},
        "d": {"z": F(50)},
    }
    found = apart(points)
    assert [(one.scorer, one.leaning, one.spread, one.units) for one in found] == [
        ("c", F(4), F(2), 2),
        ("a", F(-2), F(1), 2),
        ("b", F(-2), F(1), 2),
    ]


def test_nobody_stands_apart_where_all_give_the_same() -> None:
    same = {scorer: {"x": F(7), "y": F(9)} for scorer in "abc"}
    assert {(one.leaning, one.spread) for one in apart(same)} == {(F(0), F(0))}
    assert apart({}) == () and apart({"a": {"x": F(1)}}) == ()


POINTS = st.dictionaries(
    st.sampled_from("abcd"),
    st.dictionaries(st.sampled_from("wxyz"), st.fractions(0, 100, max_denominator=8)),
    max_size=4,
)


@given(POINTS, st.fractions(-5, 5, max_denominator=4))
def test_order_moves_nothing_and_a_shift_of_one_scorer_moves_its_leaning_alone_by_it(
    points: dict[str, dict[str, Fraction]], shift: Fraction
) -> None:
    for order in list(permutations(points))[:6]:
        assert apart({scorer: points[scorer] for scorer in order}) == apart(points)
    before = {one.scorer: one for one in apart(points)}
    for scorer in before:
        moved = {**points, scorer: {unit: value + shift for unit, value in points[scorer].items()}}
        after = {one.scorer: one for one in apart(moved)}[scorer]
        assert (after.leaning - before[scorer].leaning, after.spread) == (shift, before[scorer].spread)
