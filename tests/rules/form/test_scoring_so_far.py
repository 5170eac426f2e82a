"""What a begun sheet adds up to before it is whole: blanks are left out at every depth, weights and caps hold
already."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from models.rules.form.scoring import Cell, Form, Group, Item, Part, assess_item, assess_sheet, reassess
from models.rules.number.points import BLANK

BONUS = Part("them", "bonus", "by-hand/1")
FORM = Form(
    "f",
    "Bảng ba cấp",
    nodes=(
        Group("i", "I"),
        Group("i.1", "I.1", parent="i", weight=F(2)),
        Item("a", "a", parent="i.1", max=F(10), parts=(BONUS,)),
        Item("b", "b", parent="i.1", max=F(10)),
        Group("ii", "II", cap=F(5)),
        Item("c", "c", parent="ii", max=F(10)),
        Item("d", "d", parent="ii", max=F(10)),
    ),
)


def cells(**stated: str) -> dict[str, Cell]:
    return {key: Cell(key, {"base": F(value)}) for key, value in stated.items()}


@pytest.mark.parametrize(
    ("entered", "so_far"),
    [
        ({}, 0),
        ({"a": "3"}, 6),
        ({"a": "3", "c": "4"}, 10),
        ({"a": "3", "c": "9"}, 11),
        ({"a": "3", "b": "1", "c": "2"}, 10),
    ],
)
def test_a_begun_sheet_adds_up_what_is_there(entered: dict[str, str], so_far: int) -> None:
    results = {key: assess_item(FORM.node(key), cell) for key, cell in cells(**entered).items()}  # type: ignore[arg-type]
    sheet = assess_sheet(FORM, results)
    assert sheet.total is BLANK or sheet.total == BLANK
    assert sheet.so_far == so_far
    step_by_step = assess_sheet(FORM, {})
    for key, result in results.items():
        step_by_step = reassess(FORM, step_by_step, {key: result})
    assert step_by_step.so_far == so_far


def test_bonus_and_penalty_of_an_unfinished_group_count_so_far() -> None:
    cell = Cell("a", {"base": F(3), "bonus": F(1)})
    sheet = assess_sheet(FORM, {"a": assess_item(FORM.node("a"), cell)})  # type: ignore[arg-type]
    assert (sheet.base, sheet.bonus, sheet.so_far) == (6, 2, 8)
