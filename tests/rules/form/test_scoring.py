"""One item and one sheet, the smallest way through."""

from __future__ import annotations

from fractions import Fraction as F

from models.rules.form.scoring import (
    Cell,
    Form,
    Group,
    InputSpec,
    Item,
    Part,
    assess_item,
    assess_sheet,
    evaluate,
    form_from_rows,
    form_to_rows,
)

ITEM = Item(
    "a",
    parent="g",
    max=F(10),
    inputs=(InputSpec("d", "đạt", "count"), InputSpec("t", "giao", "count")),
    parts=(Part("p", "base", "share-of-target/1", {"done": "d", "target": "t", "points": "10"}),),
)
FORM = Form("f", "Bảng mẫu", nodes=(Group("g"), ITEM))


def test_a_share_of_target_reaches_the_total() -> None:
    result = assess_item(ITEM, Cell("a", inputs={"d": F(3), "t": F(4)}))
    assert result.value == F("7.5") == evaluate(result.tree)
    assert assess_sheet(FORM, {"a": result}).total == F("7.5")


def test_a_form_goes_into_rows_and_comes_back_equal() -> None:
    assert form_from_rows(*form_to_rows(FORM)) == FORM
