"""The practice bloc: every number under `expected` that scoring makes comes out of the rules."""

from __future__ import annotations

from fractions import Fraction as F
from functools import cache

import pytest

from models.rules.form.scoring import (
    Cell,
    Item,
    ItemResult,
    SheetResult,
    assess_item,
    assess_sheet,
    column_of,
    evaluate,
)
from models.rules.number.points import NOT_ASSIGNED, from_text, show, to_text
from models.rules.number.questions import Decision
from tests.rules.practice_form import document, form, key, paper_cells, stage_cells

RULE = {"by": "percent-of-assigned-plus-bonus"}
STAGES = ("self", "bloc", "appraisal")
UNITS = tuple(document()["scores"])
EXTENDED = Decision(
    "gia-han",
    "score.relief",
    "2025/STC/iii.2/chuan",
    choice={"until": "2025-03-31"},
    reason="Đơn vị mới thành lập ngày 01/3/2025",
    body="Trưởng khối",
)


@cache
def sheets(stage: str, models_of_ttr: int | None = None) -> dict[str, SheetResult]:
    cells = {unit: stage_cells(unit, stage) for unit in UNITS}
    if models_of_ttr is not None:
        cells["TTR"]["iii.6"] = Cell("iii.6", inputs={"models": F(models_of_ttr)})
    found = {}
    for unit in UNITS:
        results = {}
        for item in form().items():
            subjects = (f"{stage}-{unit}", f"2025/{unit}")
            column = column_of(item, {other: cells[other][item.key] for other in UNITS})
            results[item.key] = assess_item(item, cells[unit][item.key], "rule", column, (EXTENDED,), subjects)
        found[unit] = assess_sheet(form(), results, RULE)
    return found


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("unit", UNITS)
def test_points_groups_totals_and_ranking_points(stage: str, unit: str) -> None:
    expected = document()["expected"]["scores"][stage][unit]
    sheet = sheets(stage)[unit]
    codes = [it["code"] for it in document()["form"]["items"]]
    points = [sheet.items[key(code)].base for code in codes]
    assert [None if value is NOT_ASSIGNED else to_text(value) for value in points] == expected["points"]
    assert {code: to_text(sheet.groups[key(code)].base) for code in expected["groups"]} == expected["groups"]
    assert {code: to_text(sheet.items[key(code)].bonus) for code in expected["bonus"]} == expected["bonus"]
    assert to_text(sheet.base) == expected["base"]
    assert to_text(sheet.assigned_max) == expected["assigned_max"]
    assert to_text(sheet.bonus_before_cap) == expected["bonus_before_cap"]
    assert to_text(sheet.bonus) == expected["bonus_counted"]
    assert sheet.total == F(expected["total"])
    assert sheet.ranking_points == F(expected["ranking_points"])
    assert show(sheet.ranking_points) == expected["ranking_points_shown"]
    assert evaluate(sheet.tree) == sheet.total
    assert evaluate(sheet.ranking_tree) == sheet.ranking_points


PART_NAMES = {"base": "điểm chuẩn", "bonus": "điểm thưởng"}


def _where(sheet_code: str) -> str:
    return "bảng điểm" if sheet_code == "" else form().node(sheet_code).code


@pytest.mark.parametrize("stage", STAGES)
def test_caps_that_bit_are_named(stage: str) -> None:
    found = []
    for unit in UNITS:
        for excess in sheets(stage)[unit].excesses:
            assert excess.kind == "over-cap" and excess.of == "computed"
            part = "tổng điểm thưởng" if excess.where == "" else PART_NAMES[excess.part]
            found.append({"unit": unit, "where": _where(excess.where), "part": part, "excess": to_text(excess.excess)})
    assert found == document()["expected"]["caps_that_bit"][stage]


@pytest.mark.parametrize("unit", UNITS)
def test_the_units_own_paper_against_the_rule(unit: str) -> None:
    expected = document()["expected"]["paper"][unit]
    cells = paper_cells(unit)
    results: dict[str, ItemResult] = {}
    for item in form().items():
        subjects = (f"self-{unit}", f"2025/{unit}")
        results[item.key] = assess_item(item, cells[item.key], "stated", None, (EXTENDED,), subjects)
    typed = sum((sum(cell.stated.values(), F(0)) for cell in cells.values()), F(0))
    assert to_text(typed) == expected["sum_of_typed"]
    stated = from_text(document()["scores"][unit]["self"]["paper"]["total"])
    assert (stated == typed) == expected["total_agrees"]
    lines = []
    for item in form().items():
        result = results[item.key]
        for effect, number in result.stated.items():
            if result.computed[effect] != number:
                lines.append((item.code, PART_NAMES[effect], to_text(number), to_text(result.computed[effect])))
    sheet = assess_sheet(form(), results, RULE, "stated")
    for excess in sheet.excesses:
        if excess.where == "":
            lines.append(("bảng điểm", "tổng điểm thưởng", to_text(excess.stated), to_text(excess.allowed)))
    assert lines == [
        (each["item"], each["part"], each["typed"], each["by_rule"]) for each in expected["lines_against_rule"]
    ]


def test_self_score_less_appraisal() -> None:
    differences = {unit: to_text(sheets("self")[unit].total - sheets("appraisal")[unit].total) for unit in UNITS}
    assert differences == document()["expected"]["self_minus_appraisal"]


def test_one_units_figure_moves_the_whole_column() -> None:
    expected = document()["expected"]["what_if"]["TTR_models_4_to_3_changes_III.6"]
    before, after = sheets("appraisal"), sheets("appraisal", 3)
    moved = {
        unit: [to_text(before[unit].items["iii.6"].base), to_text(after[unit].items["iii.6"].base)]
        for unit in UNITS
        if before[unit].items["iii.6"].base != after[unit].items["iii.6"].base
    }
    assert moved == expected


def test_a_late_registration_counts_in_time_only_with_the_decision() -> None:
    item = form().node("iii.2")
    assert isinstance(item, Item)
    cell = stage_cells("STC", "appraisal")["iii.2"]
    assert assess_item(item, cell).value == 2
    relieved = assess_item(item, cell, decisions=(EXTENDED,), sheet=("bang-tham-dinh", "2025/STC"))
    assert relieved.value == 3 == evaluate(relieved.tree)
    assert assess_item(item, cell, decisions=(EXTENDED,), sheet="2025/TK").value == 2


def test_no_self_score_sheet_means_not_ranked() -> None:
    """Điều 6 khoản 2."""
    item = form().node("iv.4")
    assert isinstance(item, Item)
    result = assess_item(item, Cell("iv.4", inputs={"date": "none"}))
    assert type(result.value).__name__ == "NotRanked"
    assert "không xếp hạng" in result.value.reason
    assert assess_item(item, Cell("iv.4")).blank
    sheet = assess_sheet(form(), {**sheets("self")["TD"].items, "iv.4": result}, RULE)
    assert sheet.total == sheet.ranking_points == result.value
    assert evaluate(sheet.tree) == sheet.total
