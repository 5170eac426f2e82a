"""Numbers as typed, stored, shown and rounded (one parser, two readings of `1.234`, no float)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.errors import BadInput
from models.rules.number import points
from models.rules.number.points import Rounding, apply, from_text, parse_figure, parse_points, to_text

F = Fraction


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("8,5", "8.5"),
        ("8.5", "8.5"),
        (" 9 ", "9"),
        ("-0,25", "-0.25"),
        ("\u22120,25", "-0.25"),
        ("\u20131", "-1"),
        ("+3", "3"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("45.000.000", "45000000"),
        ("45\u00a0000\u00a0000", "45000000"),
        ("45 000 000,5", "45000000.5"),
        ("1 234", "1234"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        (",5", "0.5"),
        ("- 2", "-2"),
        ("007", "7"),
    ],
)
def test_typed_numbers_are_read_alike_with_comma_and_point(typed: str, value: str) -> None:
    assert to_text(parse_figure(typed)) == value


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "number.empty"),
        ("   ", "number.empty"),
        ("tám", "number.not_a_number"),
        ("8,5đ", "number.not_a_number"),
        ("1,2,3", "number.not_a_number"),
        ("1.2345,6", "number.not_a_number"),
        ("12 34", "number.not_a_number"),
        ("5,", "number.not_a_number"),
        (",", "number.not_a_number"),
        (".5.", "number.not_a_number"),
        ("--1", "number.not_a_number"),
        ("1e3", "number.not_a_number"),
        ("٣", "number.not_a_number"),
        ("1" * 41, "number.too_long"),
        ("9" * 10_000_000, "number.too_long"),
    ],
)
def test_what_is_no_number_is_refused(typed: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_figure(typed)
    assert refused.value.code == code


def test_one_separator_and_three_digits_is_refused_with_both_readings() -> None:
    with pytest.raises(BadInput) as refused:
        parse_figure("1.234")
    assert refused.value.code == "number.ambiguous"
    assert refused.value.facts["readings"] == ("1.234", "1234")
    assert parse_figure("1.234", F(0), F(10)) == F("1.234")
    assert parse_figure("1,234", F(100), None) == 1234
    assert parse_figure("-1.234", F(-10), F(0)) == F("-1.234")


def test_range_is_refused_with_its_edges() -> None:
    with pytest.raises(BadInput) as above:
        parse_points("10,5", F(0), F(10))
    assert (above.value.code, above.value.facts["high"]) == ("number.above", "10")
    with pytest.raises(BadInput) as below:
        parse_points("-1", F(0))
    assert below.value.code == "number.below"
    with pytest.raises(BadInput) as between:
        parse_figure("1.234", F(2), F(1000))
    assert between.value.code == "number.above", "read as 1234 it is above, read as 1,234 below"


def test_points_are_whole_thousandths() -> None:
    assert parse_points("0,125") == F(1, 8)
    with pytest.raises(BadInput) as refused:
        parse_points("0,1255")
    assert refused.value.code == "number.too_fine"


@pytest.mark.parametrize(
    "text", ["8.50", "08", "-0", "1e3", "1/0", "2/4", "4/2", "3/10", " 8", "", "NaN", "8,5", "+1", ".5"]
)
def test_text_that_is_not_canonical_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        from_text(text)


@given(st.fractions(max_denominator=10**6))
def test_canonical_text_goes_and_comes(value: Fraction) -> None:
    assert from_text(to_text(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_shown_number_typed_again_is_the_same(value: object) -> None:
    number = F(str(value))
    typed = points.show(number, 4)
    assert parse_figure(typed) == number


def test_numbers_are_shown_with_comma_and_groups() -> None:
    assert points.show(F("93.4")) == "93,40"
    assert points.show(F("1234567.895")) == "1.234.567,90"
    assert points.show(F("-0.004")) == "0,00"
    assert points.show(F("-0.005")) == "-0,01"
    assert points.show(F(26, 2), 0) == "13"
    assert points.show_plain(F("93.40")) == "93,4"
    assert points.show_plain(F(1000)) == "1.000"
    assert points.show_ratio(F(13, 15)) == "13/15"
    assert points.show_ratio(F(7, 8)) == "0,875"
    assert points.show_money(45_000_000) == "45.000.000 đồng"


def test_thirteen_of_fifteen_and_684_of_700() -> None:
    """Domain §3.9 row 6."""
    assert points.show(F(13, 15) * 100) == "86,67"
    assert points.show(F(684, 700) * 100) == "97,71"


def test_unequal_values_never_look_equal() -> None:
    assert points.show_distinct([F("93.401"), F("93.4"), F("93.4")]) == ["93,401", "93,400", "93,400"]
    assert points.show_distinct([F(1), F(2)]) == ["1,00", "2,00"]
    tiny = F(1, 10**30)
    assert len(set(points.show_distinct([tiny, tiny / 2]))) == 2


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half-up", ["0.13", "-0.13", "0.12", "0.13"]),
        ("up", ["0.13", "-0.13", "0.13", "0.14"]),
        ("down", ["0.12", "-0.12", "0.12", "0.13"]),
        ("half-even", ["0.12", "-0.12", "0.12", "0.13"]),
    ],
)
def test_rounding_is_named(mode: points.Mode, expected: list[str]) -> None:
    values = [F("0.125"), F("-0.125"), F("0.1201"), F("0.1349")]
    assert [to_text(apply(Rounding(F("0.01"), mode), value)) for value in values] == expected


@pytest.mark.parametrize(("value", "whole"), [("1/3", 0), ("1/2", 0), ("2/3", 1), ("3/2", 2), ("5/2", 2), ("-2/3", -1)])
def test_half_even_goes_to_the_nearest_and_only_of_two_to_the_even(value: str, whole: int) -> None:
    assert apply(Rounding(F(1), "half-even"), F(value)) == whole


def test_money_rounds_up_to_ten_thousand() -> None:
    """Decree 152/2025, article 49: 0.3 × 2 340 000 = 702 000 is paid as 710 000."""
    assert apply(Rounding(F(10_000), "up"), F("0.3") * 2_340_000) == 710_000


@given(
    st.fractions(), st.fractions(), st.sampled_from(points.MODES), st.sampled_from([F(1), F(1, 4), F("0.01"), F(2, 3)])
)
def test_rounding_keeps_order_and_stays_within_a_step(
    a: Fraction, b: Fraction, mode: points.Mode, step: Fraction
) -> None:
    low, high = sorted((a, b))
    rounding = Rounding(step, mode)
    assert apply(rounding, low) <= apply(rounding, high)
    assert abs(apply(rounding, a) - a) < step
    assert (apply(rounding, a) / step).denominator == 1


def test_a_rounding_needs_a_step() -> None:
    with pytest.raises(BadInput):
        Rounding(F(0))
