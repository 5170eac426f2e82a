"""Part kinds by their own rule, with the worked examples of domain §3.9."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from models.rules.errors import BadInput
from models.rules.form.checking.checker import inputs_read
from models.rules.form.parts.criteria import KINDS
from models.rules.form.plan import check_needs, needs_met
from models.rules.form.scoring import (
    NONE,
    Cell,
    Column,
    Form,
    Group,
    InputSpec,
    Item,
    ItemResult,
    Part,
    assess_item,
    assess_sheet,
    assess_totals,
    column_of,
    evaluate,
    explanation,
)
from models.rules.number.points import BLANK, NOT_ASSIGNED, Pending, show, to_text
from models.rules.number.questions import Decision, digest

COUNTS = {"done": "count", "target": "count"}


def make(kind: str, params: Mapping[str, Any], types: Mapping[str, str], effect: str = "base", **more: Any) -> Item:
    inputs = tuple(
        InputSpec(name, name, type_, choices=(("a", "a"), ("b", "b")) if type_ in ("choice", "checks") else ())  # type: ignore[arg-type]
        for name, type_ in types.items()
    )
    item = Item("i", "1", "Mục", inputs=inputs, max=more.pop("max", None), bonus_only=effect != "base")
    return replace(item, parts=(Part("p", effect, kind, params, **more),))  # type: ignore[arg-type]


def give(item: Item, column: Column | None = None, **inputs: Any) -> ItemResult:
    typed = {
        name: F(value) if isinstance(value, str) and value[:1].isdigit() and "-" not in value else value
        for name, value in inputs.items()
    }
    result = assess_item(item, Cell(item.key, inputs=typed), "rule", column, sheet="s")
    assert evaluate(result.tree) == result.value
    return result


SHARE = make("share-of-target/1", {"done": "done", "target": "target", "points": "20", "limit": "100"}, COUNTS)
OVER = Part("q", "bonus", "over-target/1", {"done": "done", "target": "target", "points": "20"})


@pytest.mark.parametrize(("done", "points"), [("50", 10), ("100", 20), ("110", 22), ("0", 0)])
def test_share_of_target_with_over_fulfilment(done: str, points: int) -> None:
    """CV 7727/BTP-TĐKT: standard 20, target 100; domain §3.9 row 7."""
    item = replace(SHARE, parts=(*SHARE.parts, OVER))
    assert give(item, done=done, target="100").value == points


def test_thirteen_of_fifteen_stays_exact() -> None:
    result = give(
        make("share-of-target/1", {"done": "done", "target": "target", "points": "100"}, COUNTS), done="13", target="15"
    )
    assert to_text(result.value) == "260/3"
    assert show(result.value) == "86,67"


def test_without_target_the_rule_is_silent() -> None:
    result = give(SHARE, done="5", target="0")
    assert isinstance(result.value, Pending)
    (question,) = result.questions
    assert [option.key for option in question.options] == ["not-assigned", "20", "0"]
    cell = Cell("i", inputs={"done": F(5), "target": F(0)})
    for choice, value in (("not-assigned", NOT_ASSIGNED), ("20", F(20))):
        decision = Decision("d", question.key, question.subject, choice=choice, facts_digest=digest(question.facts))
        assert assess_item(SHARE, cell, decisions=(decision,), sheet="s").value == value


def test_award_bonus_comes_after_the_base() -> None:
    """TP.HCM: 97 + 10 = 107; domain §3.9 row 4."""
    award = make("award-bonus/1", {"input": "x", "map": {"a": "10", "b": "15"}}, {"x": "choice"}, "bonus")
    base = Item("base", max=F(100))
    form = Form("f", "f", total=F(100), nodes=(base, award))
    results = {"base": assess_item(base, Cell("base", {"base": F(97)})), "i": give(award, x="a")}
    assert assess_sheet(form, results).total == 107
    assert assess_sheet(form, results, {"by": "percent-of-assigned-plus-bonus"}).ranking_points == 107


POLICE = make(
    "leader-exceed/1", {"done": "done", "target": "target", "points": "10", "at_target": "0.5"}, COUNTS, max=F(10)
)


def _police(rows: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    cells = {unit: Cell("i", inputs={"target": F(target), "done": F(done)}) for unit, (target, done) in rows.items()}
    column = column_of(POLICE, cells)
    return {unit: show(assess_item(POLICE, cell, "rule", column).value) for unit, cell in cells.items()}  # type: ignore[arg-type]


def test_police_cluster_formula() -> None:
    """ "Điều 6" of the police cluster 347; domain §3.9 row 5."""
    rows = {
        "a": ("100", "120"),
        "b": ("80", "80"),
        "c": ("0", "150"),
        "d": ("0", "100"),
        "e": ("0", "75"),
        "f": ("50", "25"),
    }
    assert _police(rows) == {"a": "10,00", "b": "5,00", "c": "10,00", "d": "6,67", "e": "5,00", "f": "2,50"}
    assert _police({**rows, "g": ("100", "110")})["g"] == "7,50"
    assert _police({**rows, "g": ("10", "12")})["g"] == "10,00"
    assert _police({**rows, "g": ("0", "0")})["g"] == "0,00"


def test_684_of_700_by_percent_of_assigned() -> None:
    """Domain §3.9 row 6: what is not assigned leaves the denominator."""
    form = Form("f", "f", nodes=(Item("a", max=F(700)), Item("b", max=F(300))))
    results = {
        "a": assess_item(form.items()[0], Cell("a", {"base": F(684)})),
        "b": assess_item(form.items()[1], Cell("b", not_assigned=True)),
    }
    sheet = assess_sheet(form, results, {"by": "percent-of-assigned"})
    assert (sheet.assigned_max, show(sheet.ranking_points), sheet.total) == (700, "97,71", 684)  # type: ignore[arg-type]
    nothing = {
        key: assess_item(item, Cell(key, not_assigned=True))
        for key, item in (("a", form.items()[0]), ("b", form.items()[1]))
    }
    assert assess_sheet(form, nothing, {"by": "percent-of-assigned"}).ranking_points is NOT_ASSIGNED


def test_leader_relative_waits_for_the_column_and_names_who_is_missing() -> None:
    item = make("leader-relative/1", {"input": "x", "points": "3"}, {"x": "count"}, max=F(3))
    said = {
        "a": Cell("i", inputs={"x": F(4)}),
        "b": Cell("i", inputs={"x": F(3)}),
        "c": Cell("i"),
        "d": Cell("i", not_assigned=True),
    }
    column = column_of(item, said)
    assert column == column_of(item, dict(reversed(said.items())))
    result = assess_item(item, said["b"], "rule", column)
    assert (result.value, result.waiting) == (F("2.25"), ("c",))
    assert assess_item(item, said["c"], "rule", column).value == BLANK
    assert column_of(SHARE, said) is None
    assert give(item, column_of(item, {"a": Cell("i", inputs={"x": F(0)})}), x="0").value == 0


OVER_100 = {"input": "x", "above": "100", "unit": "1", "per": "0.1"}
CASE = {"input": "x", "points": "0.5"}
TICKS = {"input": "x", "values": ["2", "1.5"], "labels": ["a", "b"]}
DOCUMENTS = {"from": "2", "points": "0.5", "input": "x"}


@pytest.mark.parametrize(
    ("kind", "params", "types", "inputs", "points"),
    [
        ("by-hand/1", {"input": "x"}, {"x": "points"}, {"x": "2.5"}, "2.5"),
        ("pass-fail/1", {"input": "x", "pass": "3", "fail": "1"}, {"x": "yes-no"}, {"x": False}, "1"),
        ("checklist/1", TICKS, {"x": "checks"}, {"x": (True, True)}, "3.5"),
        ("share-of-target/1", {"percent": "x", "points": "10", "limit": "100"}, {"x": "percent"}, {"x": "112"}, "10"),
        ("over-target/1", {"percent": "x", "points": "20"}, {"x": "percent"}, {"x": "110"}, "2"),
        ("over-target/1", {"percent": "x", "points": "20"}, {"x": "percent"}, {"x": "90"}, "0"),
        ("extra-units/1", {**OVER_100, "whole": True}, {"x": "percent"}, {"x": "106.4"}, "0.6"),
        ("extra-units/1", {**OVER_100, "whole": False}, {"x": "percent"}, {"x": "106.4"}, "0.64"),
        ("extra-units/1", {**OVER_100, "whole": True}, {"x": "percent"}, {"x": "99"}, "0"),
        ("earn-per-case/1", {"cases": [{**CASE, "cap": "1"}]}, {"x": "count"}, {"x": "9"}, "1"),
        ("deduct-per-case/1", {"from": "5", "most": "2", "cases": [CASE]}, {"x": "count"}, {"x": "9"}, "3"),
        ("missing-document/1", DOCUMENTS, {"x": "count"}, {"x": "3"}, "0.5"),
        ("missing-document/1", {**DOCUMENTS, "documents": ["a", "b"]}, {"x": "checks"}, {"x": (True, False)}, "1.5"),
        ("imported-result/1", {"input": "x", "map": {"a": "4", "b": "3"}}, {"x": "choice"}, {"x": "b"}, "3"),
        ("imported-result/1", {"input": "x", "factor": "0.04"}, {"x": "figure"}, {"x": "92.5"}, "3.7"),
    ],
)  # fmt: skip
def test_kinds(kind: str, params: dict[str, Any], types: dict[str, str], inputs: dict[str, Any], points: str) -> None:
    assert to_text(give(make(kind, params, types), **inputs).value) == points  # type: ignore[arg-type]


def test_every_kind_has_a_vietnamese_name_and_a_version() -> None:
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS) == 24
    assert all(key.split("/")[1].isdigit() for key in KINDS)


DEADLINE = make(
    "by-deadline/1",
    {"input": "x", "deadline": "2025-01-31", "on_time": "3", "late": "2", "none": "0"},
    {"x": "date"},
)


@pytest.mark.parametrize(("day", "points"), [("2025-01-31", 3), ("2025-02-01", 2), (NONE, 0)])
def test_deadline(day: str, points: int) -> None:
    assert give(DEADLINE, x=day).value == points


def test_a_relief_never_shortens_a_deadline_and_goes_stale_with_the_date() -> None:
    cell = Cell("i", inputs={"x": "2025-01-30"})
    earlier = Decision("d", "score.relief", "s/i/p", choice={"until": "2025-01-01"})
    assert assess_item(DEADLINE, cell, decisions=(earlier,), sheet="s").value == 3
    later = Decision(
        "d", "score.relief", "s/i/p", choice={"until": "2025-03-01"}, facts_digest=digest({"x": "2025-02-20"})
    )
    assert assess_item(DEADLINE, Cell("i", inputs={"x": "2025-02-20"}), decisions=(later,), sheet="s").value == 3
    assert assess_item(DEADLINE, Cell("i", inputs={"x": "2025-02-21"}), decisions=(later,), sheet="s").value == 2


def test_exemption_takes_every_deduction_off() -> None:
    item = make("deduct-per-case/1", {"from": "5", "cases": [{"input": "x", "points": "1"}]}, {"x": "count"})
    exempt = Decision("d", "score.relief", "s/i/p", choice={"exempt": True})
    result = assess_item(item, Cell("i", inputs={"x": F(3)}), decisions=(exempt,), sheet="s")
    assert result.value == 5 == evaluate(result.tree)


def test_blank_standard_is_not_zero_and_empty_bonus_is_none() -> None:
    bonus = Part("q", "bonus", "earn-per-case/1", {"cases": [{"input": "y", "points": "1"}]})
    item = replace(SHARE, max=F(20), parts=(*SHARE.parts, bonus), inputs=(*SHARE.inputs, InputSpec("y", "y", "count")))
    assert give(item).value is BLANK
    assert give(item, done="5").value is BLANK
    assert give(item, done="5", target="10").value == 10
    assert assess_item(item, Cell("i", {"base": F(0)})).value == 0
    assert give(make("earn-per-case/1", {"cases": [{"input": "y", "points": "1"}]}, {"y": "count"}, "bonus")).value == 0


@pytest.mark.parametrize(
    ("needs", "inputs", "full", "met"),
    [
        ({"any": ["full-base", {"fact": "n", "ge": 3}]}, {"n": F(3)}, False, True),
        ({"any": ["full-base", {"fact": "n", "ge": 3}]}, {"n": F(2)}, False, False),
        ({"any": ["full-base", {"fact": "n", "ge": 3}]}, {}, True, True),
        ({"any": ["full-base", {"fact": "n", "ge": 3}]}, {}, False, None),
        ({"all": ["full-base", {"fact": "n", "ge": 3}]}, {}, False, False),
        ({"not": {"fact": "n", "eq": 0}}, {"n": F(0)}, True, False),
        ({"not": {"fact": "n", "eq": 0}}, {}, True, None),
        ({"not": {"any": ["full-base", {"fact": "y", "eq": True}]}}, {"y": False}, False, True),
    ],
)
def test_a_condition_of_a_part_is_a_tree(
    needs: object, inputs: dict[str, object], full: bool, met: bool | None
) -> None:
    check_needs(needs, ("n", "y"), "i.p.needs")
    assert needs_met(needs, full, inputs) is met  # type: ignore[arg-type]
    assert inputs_read(needs) <= {"n", "y"}


@pytest.mark.parametrize(
    "needs", [{"any": []}, {"any": "full-base"}, {"not": []}, {"not": {}}, {"all": ["full-base"], "any": ["full-base"]}]
)
def test_no_condition_of_a_part(needs: object) -> None:
    with pytest.raises(BadInput):
        check_needs(needs, ("n",), "i.p.needs")


def test_bonus_needs_the_full_standard() -> None:
    bonus = Part("q", "bonus", "pass-fail/1", {"input": "y", "pass": "2", "fail": "0"}, needs="full-base")
    penalty = Part("r", "penalty", "deduct-per-case/1", {"cases": [{"input": "z", "points": "1"}]})
    item = replace(
        SHARE,
        max=F(20),
        parts=(*SHARE.parts, bonus, penalty),
        inputs=(*SHARE.inputs, InputSpec("y", "y", "yes-no"), InputSpec("z", "z", "count")),
    )
    assert give(item, done="10", target="10", y=True).value == 22
    assert give(item, done="9", target="10", y=True).value == 18
    assert give(item, done="10", target="10", y=True, z="1").value == 19
    stated = assess_item(item, Cell("i", {"base": F(19), "bonus": F(2)}), "rule")
    assert (stated.value, [excess.kind for excess in stated.excesses]) == (19, ["condition"])
    assert assess_item(item, Cell("i", {"base": F(19), "bonus": F(2)}), "caps").value == 21


def test_items_go_negative_unless_the_form_names_a_floor() -> None:
    penalty = Part("r", "penalty", "deduct-per-case/1", {"cases": [{"input": "z", "points": "3"}]})
    item = Item(
        "i",
        max=F(1),
        parts=(Part("p", "base", "full/1", {"points": "1"}), penalty),
        inputs=(InputSpec("z", "z", "count"),),
    )
    assert give(item, z="1").value == -2
    floored = give(replace(item, floor=F(0)), z="1")
    assert (floored.value, floored.penalty) == (0, 1)


def test_of_one_of_parts_only_the_best_counts() -> None:
    parts = tuple(
        Part(name, "bonus", "pass-fail/1", {"input": name, "pass": points, "fail": "0"}, one_of="x")
        for name, points in (("p", "1"), ("q", "2"))
    )
    item = Item("i", max=F(5), parts=parts, inputs=(InputSpec("p", "p", "yes-no"), InputSpec("q", "q", "yes-no")))
    cell = Cell("i", {"base": F(5)}, {"p": True, "q": True})
    assert assess_item(item, cell).value == 7
    by_part = assess_item(item, Cell("i", {"base": F(5), "p": F(1), "q": F(2)}))
    assert (by_part.value, [excess.kind for excess in by_part.excesses]) == (7, ["one-of"])
    assert assess_item(item, Cell("i", {"base": F(5), "p": F(1), "q": F(2)}), "stated").value == 8


def test_numbers_stated_part_by_part() -> None:
    parts = (
        Part("p", "base", "by-hand/1", cap=F(2)),
        Part("q", "base", "by-hand/1", cap=F(3)),
    )
    item = Item("i", max=F(5), parts=parts)
    assert assess_item(item, Cell("i", {"p": F(2), "q": F(4)})).value == 5
    assert assess_item(item, Cell("i", {"p": F(2), "q": F(4)}), "stated").value == 6
    assert assess_item(item, Cell("i", {"p": F(2)})).value is BLANK
    gone = assess_item(item, Cell("i", {"base": F(5), "old": F(1)}))
    assert (gone.value, gone.excesses[0].kind, gone.excesses[0].label) == (5, "no-such-part", "old")


def test_groups_of_which_one_line_is_used_take_the_groups_maximum() -> None:
    """QĐ 366: each unit uses the one line of its own kind, within the 70 points of the group."""
    hand = (Part("p", "base", "by-hand/1"),)
    nodes = (
        Group("g", max=F(70), cap=F(70), one_of=True),
        Item("a", parent="g", parts=hand),
        Item("b", parent="g", parts=hand),
    )
    form = Form("f", "f", nodes=nodes)
    sheet = assess_sheet(form, {"b": assess_item(form.items()[1], Cell("b", {"base": F(65)}))})
    assert (sheet.total, sheet.assigned_max, sheet.blanks) == (65, 70, ())
    over = assess_sheet(form, {"b": assess_item(form.items()[1], Cell("b", {"base": F(75)}))})
    assert (over.total, over.excesses[0].where, over.excesses[0].excess) == (70, "g", 5)
    assert assess_sheet(form, {}).blanks == ("g",)


def test_weights_and_roundings_stand_where_they_are_named() -> None:
    form = Form("f", "f", nodes=(Group("g", max=F(10), weight=F("0.3")), Item("a", parent="g", max=F(10))))
    sheet = assess_sheet(form, {"a": assess_item(form.items()[0], Cell("a", {"base": F("9.5")}))})
    assert (sheet.total, sheet.assigned_max) == (F("2.85"), 3)
    assert evaluate(sheet.tree) == sheet.total
    rounded = assess_sheet(form, sheet.items, {"by": "raw", "rounding": {"step": "0.1", "mode": "half-up"}})
    assert rounded.ranking_points == F("2.9")


def test_stages_that_hold_only_groups_or_the_total() -> None:
    form = Form(
        "f", "f", total=F(30), nodes=(Group("g", max=F(10)), Item("a", parent="g", max=F(10)), Group("h", max=F(20)))
    )
    said = {"g": Cell("g", {"base": F(9), "bonus": F(2)}), "h": Cell("h", {"total": F(21)})}
    sheet = assess_totals(form, said, "groups", {"by": "percent-of-assigned-plus-bonus"})
    assert (sheet.total, sheet.base, sheet.bonus, sheet.ranking_points) == (32, 30, 2, 102)
    assert [(excess.where, excess.excess) for excess in sheet.excesses] == [("h", 1)]
    assert assess_totals(form, {"g": said["g"]}, "groups").blanks == ("h",)
    whole = assess_totals(form, {"": Cell("", {"total": F(28), "penalty": F(1)})}, "total")
    assert (whole.total, whole.assigned_max) == (27, 30)
    assert evaluate(explanation(whole, "")) == 27
    assert assess_totals(form, {}, "total").total is BLANK


def test_estimates_and_missing_columns_reach_the_sheet() -> None:
    form = Form("f", "f", nodes=(Group("g"), replace(SHARE, parent="g")))
    cell = Cell("i", inputs={"done": F(1), "target": F(2)}, estimated=frozenset({"done"}))
    sheet = assess_sheet(form, {"i": assess_item(form.items()[0], cell)})
    assert sheet.estimates == ("i",)
