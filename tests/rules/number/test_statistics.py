"""Shares that add up to 100, typed ones that do not, titles counted once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.rules.errors import RuleViolation
from models.rules.number.statistics import check_typed, rate, rates, title_table
from tests.rules import practice


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([7, 26, 5], ["18.42", "68.42", "13.16"]),
        ([1, 1, 1], ["33.34", "33.33", "33.33"]),
        ([0, 0], ["0", "0"]),
        ([5], ["100.00"]),
    ],
)
def test_largest_remainder(counts: list[int], shown: list[str]) -> None:
    """domain §3.9 row 1: 7, 26, 5 of 38."""
    assert [str(value) for value in rates(counts)] == shown


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 500), st.lists(st.integers(0, 500), max_size=11), st.integers(0, 11), st.integers(0, 3))
def test_shares_add_up_and_stay_within_one_step_of_the_truth(
    some: int, others: list[int], at: int, digits: int
) -> None:
    counts = [*others[:at], some, *others[at:]]
    shown = rates(counts, digits)
    assert sum(shown) == 100
    step = Fraction(1, 10**digits)
    for count, value in zip(counts, shown, strict=True):
        assert abs(Fraction(value) - Fraction(100 * count, sum(counts))) < step


def test_seed_2_typed_rates_are_flagged() -> None:
    """7/38 and 26/38 agree; 5/38 is 13.16, not 13.76; 39 is not 38; the typed shares add up to 100.60."""
    typed = {"HTXS": Fraction("18.42"), "HTT": Fraction("68.42"), "HT": Fraction("13.76")}
    faults = check_typed({"HTXS": 7, "HTT": 26, "HT": 5}, typed, {"HTXS": 38, "HT": 39})
    assert [(f.code, f.row, f.typed, f.computed) for f in faults] == [
        ("statistics.base", "HT", 39, 38),
        ("statistics.rate", "HT", Fraction("13.76"), Fraction("13.16")),
        ("statistics.sum", "", Fraction("100.6"), 100),
    ]
    right = {"HTXS": Fraction("18.42"), "HTT": Fraction("68.42"), "HT": Fraction("13.16")}
    assert check_typed({"HTXS": 7, "HTT": 26, "HT": 5}, right) == ()


@pytest.mark.parametrize("when", ["half_year", "year_end"])
def test_practice_share_of_tasks_done(when: str) -> None:
    told = practice.EXPECTED[when]
    assert rate(told["tasks_done"], told["tasks_registered"]) == Fraction(told["percent"])


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (-1, 3)])
def test_a_rate_of_nothing_is_refused(part: int, whole: int) -> None:
    with pytest.raises(RuleViolation) as caught:
        rate(part, whole)
    assert caught.value.code == "statistics.no_base"


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(RuleViolation, match=r"statistics\.negative_count"):
        rates([3, -1])


def test_seed_2_nested_titles_count_once() -> None:
    """39 collectives hold TTLĐTT, of which 8 hold TTLĐXS: 39 rows in all, not 47."""
    held = [(f"u{n}", "TTLDTT") for n in range(39)] + [(f"u{n}", "TTLDXS") for n in range(8)]
    lines = {line.title: line for line in title_table(held, {"TTLDXS": "TTLDTT"})}
    assert (lines["TTLDTT"].count, lines["TTLDTT"].of_which) == (39, {"TTLDXS": 8})
    assert lines["TTLDXS"].count == 8
    only_high = title_table([("u1", "TTLDXS")], {"TTLDXS": "TTLDTT"})
    assert [(line.title, line.count) for line in only_high] == [("TTLDTT", 1), ("TTLDXS", 1)]


def test_titles_through_three_levels() -> None:
    includes = {"CSTD_TINH": "CSTDCS", "CSTDCS": "LDTT"}
    lines = title_table([("a", "CSTD_TINH"), ("b", "LDTT"), ("c", "CSTDCS")], includes)
    assert {line.title: (line.count, dict(line.of_which)) for line in lines} == {
        "LDTT": (3, {"CSTDCS": 2}),
        "CSTDCS": (2, {"CSTD_TINH": 1}),
        "CSTD_TINH": (1, {}),
    }


def test_shown_rates_are_exact_decimals() -> None:
    assert rates([1, 2], 3) == (Decimal("33.333"), Decimal("66.667"))
