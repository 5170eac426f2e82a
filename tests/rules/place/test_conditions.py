"""Conditions: the vocabulary refuses what it does not know, evaluates in three values and quotes its clauses."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.place.conditions import check, holds, why
from models.rules.place.facts import CATALOGUE, Noted, fact_key

POINTS_90 = {"fact": "points", "ge": "90"}
WARNED = {"fact": "disciplined-from", "of": "canh-cao"}


def deep(levels: int) -> dict[str, object]:
    tree: dict[str, object] = POINTS_90
    for _ in range(levels):
        tree = {"all": [tree]}
    return tree


@pytest.mark.parametrize(
    ("tree", "code", "place"),
    [
        ({"fact": "height", "ge": 1}, "condition.unknown_fact", ""),
        ({"all": [POINTS_90, {"fact": "points", "ge": "90", "eqq": 1}]}, "condition.unknown_key", "all[1]"),
        ({"fact": "points"}, "condition.one_operator", ""),
        ({"fact": "points", "ge": 1, "lt": 2}, "condition.one_operator", ""),
        ({"fact": "points", "ge": "ninety"}, "condition.wrong_literal", "ge"),
        ({"fact": "points", "ge": True}, "condition.wrong_literal", "ge"),
        ({"fact": "class", "ge": "HTT"}, "condition.operator_needs_order", ""),
        ({"fact": "class", "in": "HTT"}, "condition.list_needed", "in"),
        ({"fact": "streak", "ge": 2}, "condition.parameter_missing", ""),
        ({"fact": "streak", "of": ["HTXS"], "ge": 2}, "condition.bad_parameter", ""),
        ({"fact": "points", "ge": {"fact": "class"}}, "condition.facts_not_comparable", "ge"),
        ({"fact": "points", "ge": {"fact": "nothing"}}, "condition.unknown_fact", "ge"),
        ({"all": []}, "condition.empty_list", "all"),
        ({"all": [POINTS_90], "any": [POINTS_90]}, "condition.one_of_all_any_not_fact", ""),
        ({"not": "points"}, "condition.not_a_clause", "not"),
        (deep(4), "condition.too_deep", "all[0].all[0].all[0]"),
    ],
)
def test_what_is_no_condition_is_named_with_its_place(tree: object, code: str, place: str) -> None:
    faults = check(tree)
    assert [(fault.code, fault.place) for fault in faults][:1] == [(code, place)]


@pytest.mark.parametrize(
    "tree",
    [
        POINTS_90,
        WARNED,
        deep(3),
        {"not": WARNED, "cite": "Điều 9 khoản 2"},
        {"fact": "received-on", "le": {"fact": "due-on"}},
        {"fact": "streak", "of": "rating:HTXS", "unused_by": "BK", "ge": 2, "quote": "hai năm liên tục"},
        {"any": [{"fact": "class", "in": ["HTXS", "HTT"]}, {"fact": "share", "of": "LDTT", "ge": "70"}]},
    ],
)
def test_what_a_regulation_says_is_accepted(tree: object) -> None:
    assert check(tree) == ()


@pytest.mark.parametrize(
    ("tree", "facts", "expected"),
    [
        (POINTS_90, {"points": Fraction(90)}, True),
        (POINTS_90, {"points": Fraction(8999, 100)}, False),
        (POINTS_90, {}, None),
        ({"fact": "points", "gt": "1/3"}, {"points": Fraction(1, 3)}, False),
        ({"fact": "points", "eq": 90}, {"points": Fraction(90)}, True),
        ({"fact": "items-at-zero", "in": [1, 2]}, {"items-at-zero": 2}, True),
        (WARNED, {"disciplined-from(of=canh-cao)": True}, True),
        ({"fact": "self-score-sent", "eq": False}, {"self-score-sent": False}, True),
        ({"all": [POINTS_90, WARNED]}, {"points": Fraction(80)}, False),
        ({"all": [POINTS_90, WARNED]}, {"points": Fraction(95)}, None),
        ({"any": [POINTS_90, WARNED]}, {"points": Fraction(95)}, True),
        ({"any": [POINTS_90, WARNED]}, {"points": Fraction(80)}, None),
        ({"not": WARNED}, {}, None),
        (
            {"fact": "received-on", "le": {"fact": "due-on"}},
            {"received-on": "2025-12-09", "due-on": "2025-12-10"},
            True,
        ),
        ({"fact": "received-on", "le": {"fact": "due-on"}}, {"received-on": "2025-12-09"}, None),
        ({"fact": "streak", "of": "HTXS", "ge": 2}, {"streak(of=HTXS)": Noted(2, "2024, 2025")}, True),
    ],
)
def test_a_condition_is_true_false_or_unknown(
    tree: dict[str, object], facts: dict[str, object], expected: object
) -> None:
    assert holds(tree, facts) is expected


@given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=4))
def test_de_morgan_holds_for_the_unknown_too(values: list[bool | None]) -> None:
    """not(all x) = any(not x), whatever is unknown."""
    names = ["disunity", "any-veto", "leads-bloc", "pledged"]
    facts = dict(zip(names, values, strict=False))
    tests = [{"fact": name} for name in facts]
    assert holds({"not": {"all": tests}}, facts) is holds({"any": [{"not": test} for test in tests]}, facts)


def test_why_quotes_the_clause_and_shows_what_it_rests_on() -> None:
    tree = {
        "all": [
            {"fact": "class", "eq": "HTXS", "cite": "Điều 9"},
            {"fact": "streak", "of": "rating:HTXS", "ge": 2, "quote": "hai năm liên tục"},
            {"not": WARNED},
        ],
        "cite": "Điều 10 khoản 2",
    }
    facts = {"class": "HTXS", "streak(of=rating:HTXS)": Noted(2, "2024, 2025"), fact_key(WARNED): None}
    words = {
        "HTXS": "Hoàn thành xuất sắc nhiệm vụ",
        "rating:HTXS": "hoàn thành xuất sắc nhiệm vụ",
        "canh-cao": "cảnh cáo",
    }
    clauses = why(tree, facts, words)
    assert [clause.cite for clause in clauses] == ["Điều 9", "Điều 10 khoản 2", "Điều 10 khoản 2"]
    assert clauses[1].quote == "hai năm liên tục"
    assert [clause.met for clause in clauses] == [True, True, None]
    assert (
        clauses[0].text
        == "xếp loại thi đua của khối là Hoàn thành xuất sắc nhiệm vụ (hiện: Hoàn thành xuất sắc nhiệm vụ)"
    )
    assert clauses[1].text == ("số năm liên tục đạt hoàn thành xuất sắc nhiệm vụ từ 2 trở lên (hiện: 2; 2024, 2025)")
    assert clauses[2].text == "không có cá nhân bị kỷ luật từ mức cảnh cáo trở lên (chưa có thông tin)"


def test_every_fact_has_a_wording_that_its_parameters_fill() -> None:
    for fact in CATALOGUE.values():
        given = dict.fromkeys(fact.params, "…")
        assert fact.wording.format_map(given).strip(), fact.id


@pytest.mark.parametrize(
    ("operator", "below", "equal", "above"),
    [("ge", False, True, True), ("gt", False, False, True), ("le", True, True, False), ("lt", True, False, False)],
)
def test_a_bound_says_what_becomes_of_the_equal(operator: str, below: bool, equal: bool, above: bool) -> None:
    tree = {"fact": "points", operator: "90"}
    assert [holds(tree, {"points": Fraction(value)}) for value in (89, 90, 91)] == [below, equal, above]
