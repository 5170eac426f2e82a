"""What must hold for every form and sheet: the tree gives the value, the path gives the whole, more is never less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.rules.form.scoring import (
    COUNTS,
    Cell,
    Counts,
    Form,
    Group,
    InputSpec,
    Item,
    ItemResult,
    SheetResult,
    assess_item,
    assess_sheet,
    column_of,
    evaluate,
    form_from_rows,
    form_to_rows,
    reassess,
)
from models.rules.number.points import Rounding
from tests.rules.form.test_checker import shipped
from tests.rules.practice_form import form as practice_form

TIEN_GIANG = shipped("tien_giang_2022")
QD_366 = shipped("qd_366_2025")
WEIGHED = replace(
    practice_form(),
    nodes=tuple(
        replace(node, weight=F(2), rounding=Rounding(F("0.1")), bonus_cap=F(1), cap=F(15))
        if isinstance(node, Group)
        else node
        for node in practice_form().nodes
    ),
    cap=F(150),
    rounding=Rounding(F("0.5"), "down"),
)
FORMS = (TIEN_GIANG, QD_366, practice_form(), WEIGHED)
RULES: tuple[dict[str, Any] | None, ...] = (
    None,
    {"by": "raw", "rounding": {"step": "0.01", "mode": "half-up"}},
    {"by": "percent-of-assigned"},
    {"by": "percent-of-assigned-plus-bonus"},
)
FAST = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
POINTS = st.integers(0, 12_000).map(lambda n: F(n, 1000))


def _input(spec: InputSpec) -> st.SearchStrategy[Any]:
    if spec.type == "count":
        return st.integers(0, 6).map(F)
    if spec.type in ("percent", "figure", "points"):
        return st.one_of(st.sampled_from([F(0), F(90), F(98), F(100)]), st.integers(0, 1200).map(lambda n: F(n, 10)))
    if spec.type == "yes-no":
        return st.booleans()
    if spec.type == "date":
        return st.sampled_from(["2021-12-01", "2022-03-01", "2025-03-15", "2025-12-31", "none"])
    if spec.type == "choice":
        return st.sampled_from([key for key, _ in spec.choices])
    return st.tuples(*(st.booleans() for _ in spec.choices))


@st.composite
def cells(draw: st.DrawFn, item: Item) -> Cell:
    if draw(st.integers(0, 9)) == 0:
        return Cell(item.key, not_assigned=True)
    inputs = {spec.id: draw(_input(spec)) for spec in item.inputs if draw(st.integers(0, 3))}
    names = ["base", "bonus", "penalty", *(part.id for part in item.parts), "no-longer-there"]
    stated = {name: draw(POINTS) for name in names if draw(st.integers(0, 4)) == 0}
    if draw(st.booleans()) and item.max is not None:
        stated.setdefault("base", item.max)
    return Cell(item.key, stated, inputs)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Form, dict[str, Cell], Counts]:
    form = draw(st.sampled_from(FORMS))
    counts: Counts = draw(st.sampled_from(COUNTS))
    return form, {item.key: draw(cells(item)) for item in form.items()}, counts


def _results(form: Form, said: Mapping[str, Cell], counts: Counts) -> dict[str, ItemResult]:
    others = {"x": {item.key: Cell(item.key, inputs={spec.id: F(3) for spec in item.inputs}) for item in form.items()}}
    found = {}
    for item in form.items():
        column = column_of(item, {"own": said[item.key], "other": others["x"][item.key]})
        found[item.key] = assess_item(item, said[item.key], counts, column, sheet="s")
    return found


def _sheet(form: Form, said: Mapping[str, Cell], counts: Counts, rule: Any = None) -> SheetResult:
    return assess_sheet(form, _results(form, said, counts), rule, counts)


@FAST
@given(sheets(), st.sampled_from(RULES))
def test_evaluating_the_tree_gives_the_value(drawn: tuple[Form, dict[str, Cell], Counts], rule: Any) -> None:
    form, said, counts = drawn
    sheet = _sheet(form, said, counts, rule)
    for result in sheet.items.values():
        assert evaluate(result.tree) == result.value
        assert [step.value for step in result.tree.children] == [result.base, result.bonus, result.penalty]
    for group in sheet.groups.values():
        assert evaluate(group.tree) == group.value
        if isinstance(group.value, F):
            assert group.value == group.base + group.bonus - group.penalty
    assert evaluate(sheet.tree) == sheet.total
    assert evaluate(sheet.ranking_tree) == sheet.ranking_points


@FAST
@given(sheets(), st.data(), st.sampled_from(RULES))
def test_the_changed_path_equals_the_whole(
    drawn: tuple[Form, dict[str, Cell], Counts], data: st.DataObject, rule: Any
) -> None:
    form, said, counts = drawn
    sheet = _sheet(form, said, counts, rule)
    for _ in range(3):
        item = data.draw(st.sampled_from(form.items()))
        said = {**said, item.key: data.draw(cells(item))}
        changed = _results(form, said, counts)[item.key]
        sheet = reassess(form, sheet, {item.key: changed})
    assert sheet == _sheet(form, said, counts, rule)


@FAST
@given(sheets(), st.data())
def test_the_order_of_what_is_said_changes_nothing(
    drawn: tuple[Form, dict[str, Cell], Counts], data: st.DataObject
) -> None:
    form, said, counts = drawn
    mixed = {key: said[key] for key in data.draw(st.permutations(sorted(said)))}
    turned = {
        key: replace(cell, stated=dict(reversed(cell.stated.items())), inputs=dict(reversed(cell.inputs.items())))
        for key, cell in mixed.items()
    }
    results = _results(form, turned, counts)
    assert assess_sheet(form, dict(reversed(results.items())), None, counts) == _sheet(form, said, counts)


@FAST
@given(sheets(), st.data())
def test_more_stated_points_never_lower_a_total(
    drawn: tuple[Form, dict[str, Cell], Counts], data: st.DataObject
) -> None:
    form, said, counts = drawn
    item = data.draw(st.sampled_from(form.items()))
    effect = data.draw(st.sampled_from(["base", "bonus"]))
    cell = replace(said[item.key], inputs={}, not_assigned=False)
    low, high = sorted([data.draw(POINTS), data.draw(POINTS)])
    rule = data.draw(st.sampled_from(RULES))
    before, after = (
        _sheet(form, {**said, item.key: replace(cell, stated={**cell.stated, effect: points})}, counts, rule)
        for points in (low, high)
    )
    assert after.so_far >= before.so_far
    if isinstance(before.total, F) and isinstance(after.total, F):
        assert after.total >= before.total
    if isinstance(before.ranking_points, F) and isinstance(after.ranking_points, F):
        assert after.ranking_points >= before.ranking_points


@FAST
@given(sheets())
def test_what_is_missing_is_named_and_never_counted_as_zero(drawn: tuple[Form, dict[str, Cell], Counts]) -> None:
    form, said, counts = drawn
    empty = {key: Cell(key) for key in said}
    sheet = _sheet(form, empty, counts)
    needed = [item for item in form.items() if not item.bonus_only]
    assert not isinstance(sheet.total, F)
    assert sheet.so_far == 0
    if form is not QD_366:
        assert sheet.blanks == tuple(item.key for item in needed)
    filled = _sheet(form, said, counts)
    assert isinstance(filled.total, F) <= (not filled.blanks)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_every_form_goes_into_rows_in_any_order_and_comes_back_equal(form: Form) -> None:
    row, nodes = form_to_rows(form)
    assert form_from_rows(row, nodes) == form
    assert form_from_rows(row, nodes[::-1]) == form
    assert form_to_rows(form_from_rows(row, nodes)) == (row, nodes)
