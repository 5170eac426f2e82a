"""Caps of an item, a group and the form on penalties, on bonuses, on base and bonus together, and floors: each number
worked out by hand; the order is part, item, group, form, and on each level sum, rounding, caps, floor.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from models.rules.form.bounds import bounded
from models.rules.form.checking.checker import check_form
from models.rules.form.scoring import (
    Cell,
    Form,
    Group,
    InputSpec,
    Item,
    Part,
    SheetResult,
    assess_item,
    assess_sheet,
    evaluate,
)
from models.rules.form.spec import form_from_rows, form_to_rows
from models.rules.form.steps import leaf
from models.rules.number.points import Rounding

SPECS = tuple(InputSpec(name, name, "points") for name in ("n", "t", "p"))
PARTS = (
    Part("n", "base", "by-hand/1", {"input": "n"}),
    Part("t", "bonus", "by-hand/1", {"input": "t"}),
    Part("p", "penalty", "by-hand/1", {"input": "p"}),
)


def item(key: str, **said: Any) -> Item:
    return Item(key, key, key, "g", F(10), PARTS, SPECS, **said)


def sheet(
    group: dict[str, Any], cells: dict[str, tuple[Any, Any, Any]], form: dict[str, Any] | None = None
) -> SheetResult:
    said = {"a": {}, "b": {}} | (form or {}).pop("items", {})
    nodes = (Group("g", "I", "Nhóm", max=F(20), **group), *(item(key, **said[key]) for key in cells))
    made = Form("f", "F", nodes=nodes, total=F(20), **(form or {}))
    row, rows = form_to_rows(made)
    assert form_from_rows(row, rows) == made
    results = {
        key: assess_item(made.node(key), Cell(key, inputs=dict(zip("ntp", map(F, numbers), strict=True))))  # type: ignore[arg-type]
        for key, numbers in cells.items()
    }
    result = assess_sheet(made, results)
    assert evaluate(result.tree) == result.total
    return result


BOTH = {"a": (10, 2, 3), "b": (10, 2, 3)}


@pytest.mark.parametrize(
    ("group", "cells", "total"),
    [
        ({}, BOTH, "18"),  # 20 + 4 - 6
        ({"penalty_cap": F(4)}, BOTH, "20"),  # 20 + 4 - 4
        ({"bonus_cap": F(3)}, BOTH, "17"),  # 20 + 3 - 6
        ({"together_cap": F(21)}, BOTH, "15"),  # 20 + 1 - 6
        ({"together_cap": F(20)}, BOTH, "14"),  # 20 + 0 - 6
        ({"together_cap": F(18)}, BOTH, "12"),  # 18 + 0 - 6
        ({"bonus_cap": F(3), "together_cap": F(21), "penalty_cap": F(4)}, BOTH, "17"),  # 20 + 1 - 4
        ({"floor": F(0)}, {"a": (1, 0, 9), "b": (2, 0, 0)}, "0"),  # 3 - 9, not below 0
        ({"floor": F(2), "penalty_cap": F(4)}, {"a": (5, 0, 10), "b": (0, 0, 0)}, "2"),  # 5 - 4 = 1, not below 2
        (
            {"rounding": Rounding(F("0.5"), "half-up"), "bonus_cap": F("3.4")},
            {"a": (0, "3.26", 0), "b": (0, 0, 0)},
            "3.4",
        ),
        ({"weight": F(2), "penalty_cap": F(4)}, BOTH, "40"),  # (20 + 4 - 4) x 2
    ],
)
def test_a_group_bounds_what_its_items_give(group: dict[str, Any], cells: dict[str, Any], total: str) -> None:
    assert sheet(group, cells).total == F(total)


def test_what_an_item_does_not_lose_is_not_lost_again_in_the_group() -> None:
    """Item a keeps 0 of 1 (its floor), so 1 is lost there and 3 in b: 4 in all, of which the group takes 3."""
    result = sheet({"penalty_cap": F(3)}, {"a": (1, 0, 3), "b": (10, 0, 3)}, {"items": {"a": {"floor": F(0)}}})
    assert result.total == F(8)


def test_base_and_bonus_of_an_item_together() -> None:
    one = item("a", together_cap=F(10))
    result = assess_item(one, Cell("a", inputs={"n": F(9), "t": F(3), "p": F(2)}))
    assert (result.base, result.bonus, result.value) == (9, 1, 8)
    (excess,) = result.excesses
    assert (excess.part, excess.stated, excess.allowed) == ("bonus", 3, 1)


@pytest.mark.parametrize(
    ("form", "total"),
    [
        ({"penalty_cap": F(5)}, "19"),  # 24 - 5
        ({"floor": F(19)}, "19"),  # 24 - 6 = 18
        ({"together_cap": F(20)}, "14"),
        ({"bonus_cap": F(3), "penalty_cap": F(5), "floor": F(18)}, "18"),  # 20 + 3 - 5
        ({"cap": F(16)}, "16"),
    ],
)
def test_a_form_bounds_its_sums(form: dict[str, Any], total: str) -> None:
    assert sheet({}, BOTH, form).total == F(total)


def test_a_ceiling_that_bites_is_named() -> None:
    result = sheet({}, {"a": (10, 5, 0), "b": (10, 0, 0)}, {"cap": F(22)})
    assert [(one.where, one.kind, one.stated, one.allowed) for one in result.excesses] == [("", "over-cap", 25, 22)]


@pytest.mark.parametrize(
    ("cells", "points"),
    [
        ({"a": (10, 5, 0), "b": (10, 0, 0)}, "102"),  # 100 % and 2 of 5: with 22 of 20 possible the ceiling leaves 2
        ({"a": (10, 5, 2), "b": (6, 0, 0)}, "75"),  # 14 of 20 are 70 %, and 5
    ],
)
def test_the_ceiling_of_a_form_bounds_the_points_it_is_ranked_by(cells: dict[str, Any], points: str) -> None:
    base = sheet({}, cells, {"cap": F(22)})
    result = assess_sheet(base.form, base.items, {"by": "percent-of-assigned-plus-bonus"})
    assert result.ranking_points == F(points)
    assert evaluate(result.ranking_tree) == result.ranking_points


@pytest.mark.parametrize(
    ("counts", "still", "less"),
    [("computed", True, 3), ("computed", False, 5), ("stated", True, 5), ("stated", False, 5)],
)
def test_a_cap_of_penalties_is_laid_on_once_and_never_on_what_is_stated(counts: Any, still: bool, less: int) -> None:
    steps = (leaf(F(10)), leaf(F(0)), leaf(F(5)))
    (_, _, penalty), found = bounded(steps, Group("g", "I", "Nhóm", penalty_cap=F(3)), "g", counts, penalty=still)
    assert (penalty.value, found) == (F(less), ())


def test_the_checker_names_a_cap_of_penalties_that_never_bites() -> None:
    bounded = tuple(replace(part, cap=F(1)) if part.effect == "penalty" else part for part in PARTS)
    nodes = (Group("g", "I", "Nhóm", max=F(20), penalty_cap=F(4)), *(replace(item(key), parts=bounded) for key in "ab"))
    form = Form("f", "F", nodes=nodes, total=F(20), penalty_cap=F(2))
    found = [(one.node, one.facts["most"]) for one in check_form(form) if one.code == "cap.never_bites"]
    assert found == [("g", 2)]
    free = Form("f", "F", nodes=(nodes[0], item("a"), item("b")), total=F(20))
    assert [one for one in check_form(free) if one.code == "cap.never_bites"] == []
