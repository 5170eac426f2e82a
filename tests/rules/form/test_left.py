"""Inputs that may be left: nothing happened where nothing was said, in every kind; points alone stay the paper's."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from models.rules.errors import BadInput
from models.rules.form.scoring import (
    Cell,
    Form,
    InputSpec,
    Item,
    Part,
    assess_item,
    column_of,
    form_from_rows,
    form_to_rows,
)
from models.rules.number.points import BLANK, Pending

FROM_TEN = Part("p", "base", "full/1", {"points": "10"})
LATE = Part("q", "penalty", "deduct-per-case/1", {"cases": [{"input": "n", "points": "2"}]})
BELOW = Part(
    "q", "base", "lose-below/1", {"input": "n", "below": "3", "unit": "1", "per": "2", "whole": True, "from": "9"}
)


def item(*parts: Part, left: bool = True, kind: str = "count", **more: InputSpec) -> Item:
    own = InputSpec("n", "Số vụ", kind, left=left)  # type: ignore[arg-type]
    return Item("i", "1", "Mục", max=F(10), parts=parts, inputs=(own, *more.values()))


def worth(made: Item, cell: Cell = Cell("i"), counts: Any = "rule") -> object:  # noqa: B008  # frozen
    return assess_item(made, cell, counts).value


def test_an_item_that_can_only_lose_asks_for_nothing_where_nothing_happened() -> None:
    assert worth(item(FROM_TEN, LATE, left=False)) == BLANK
    assert worth(item(FROM_TEN, LATE)) == 10
    assert worth(item(FROM_TEN, LATE), Cell("i", inputs={"n": F(2)})) == 6


@pytest.mark.parametrize(
    ("part", "kind", "points"),
    [
        (BELOW, "count", 3),
        (replace(BELOW, kind="bands/1", params={"input": "n", "bands": [
            {"to": "1", "to_inclusive": False, "points": "7"}, {"from": "1", "from_inclusive": True, "points": "2"}]}),
         "figure", 7),
        (replace(BELOW, kind="pass-fail/1", params={"input": "n", "pass": "4", "fail": "1"}), "yes-no", 1),
        (replace(BELOW, kind="late-per-day/1", params={"input": "n", "deadline": "2025-06-13", "per": "1",
                                                       "working": False, "undone": "2", "from": "8"}), "date", 6),
    ],
)  # fmt: skip
def test_in_every_kind_it_stands_for_nothing(part: Part, kind: str, points: int) -> None:
    assert worth(item(part, kind=kind, left=False)) == BLANK
    assert worth(item(part, kind=kind)) == points


def test_beside_another_input_it_did_not_happen_alone_the_item_waits_for_the_other() -> None:
    two = item(BELOW, replace(BELOW, id="r", params={**BELOW.params, "input": "m"}), m=InputSpec("m", "Khác", "count"))
    assert worth(two) == BLANK
    assert worth(two, Cell("i", inputs={"m": F(3)})) == 10
    assert worth(two, Cell("i", inputs={"n": F(3)})) == BLANK


def test_points_of_the_paper_alone_are_not_computed_anew() -> None:
    assert worth(item(FROM_TEN, LATE), Cell("i", {"base": F(7)})) == 7
    assert worth(item(FROM_TEN, LATE), Cell("i", {"base": F(7)}), "stated") == 7


def test_a_figure_left_is_compared_as_none() -> None:
    made = item(Part("p", "base", "by-place/1", {"input": "n", "places": ["5", "3"], "after": "1", "fewer": True}))
    cells = {"a": Cell("i"), "b": Cell("i", inputs={"n": F(1)}), "c": Cell("i", not_assigned=True)}
    column = column_of(made, cells)
    assert column is not None and column.waiting == ()
    assert [assess_item(made, cells[unit], column=column).value for unit in "ab"] == [5, 3]


def test_a_target_that_is_left_is_asked_like_one_of_zero() -> None:
    part = Part("p", "base", "share-of-target/1", {"done": "m", "target": "n", "points": "10"})
    asked = worth(item(part, m=InputSpec("m", "Làm được", "count")), Cell("i", inputs={"m": F(1)}))
    assert isinstance(asked, Pending) and asked.questions[0].key == "score.no-target"


def test_a_choice_is_never_nothing_and_the_word_is_kept() -> None:
    form = Form("f", "Bảng", nodes=(item(BELOW),))
    assert form_from_rows(*form_to_rows(form)).items()[0].inputs[0].left is True
    wrong = replace(form, nodes=(replace(item(BELOW), parts=(), inputs=(
        InputSpec("n", "Mức", "choice", choices=(("a", "A"),), left=True),)),))  # fmt: skip
    with pytest.raises(BadInput, match=r"form\.bad_spec"):
        form_from_rows(*form_to_rows(wrong))
