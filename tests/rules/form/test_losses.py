"""Kinds that lose points by how far or how late, a least share, and points by place: numbers worked out by hand."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest

from models.rules.errors import BadInput
from models.rules.form.parts.criteria import KINDS
from models.rules.form.scoring import NONE, Cell, assess_item, column_of
from models.rules.number.points import Pending, to_text
from models.rules.number.questions import Decision
from tests.rules.form.test_criteria import COUNTS, give, make

SHORT = {"input": "x", "below": "95", "unit": "1", "per": "0.5", "whole": True}
"""Từ 95 % trở lên không trừ; cứ thiếu mỗi 1 % trừ 0,5 điểm."""

TARGET = {"done": "done", "target": "target", "unit": "1", "per": "0.1", "whole": True, "share": True}
LATE = {"input": "x", "deadline": "2025-06-13", "per": "0.25", "working": False}
"""Hạn thứ Sáu 13/6/2025; chậm mỗi ngày trừ 0,25 điểm."""


@pytest.mark.parametrize(
    ("kind", "params", "types", "inputs", "points"),
    [
        ("lose-below/1", SHORT, {"x": "percent"}, {"x": "92.4"}, "1"),
        ("lose-below/1", {**SHORT, "whole": False}, {"x": "percent"}, {"x": "92.4"}, "1.3"),
        ("lose-below/1", SHORT, {"x": "percent"}, {"x": "95"}, "0"),
        ("lose-below/1", SHORT, {"x": "percent"}, {"x": "94.99"}, "0"),
        ("lose-below/1", SHORT, {"x": "percent"}, {"x": "94"}, "0.5"),
        ("lose-below/1", {**SHORT, "most": "3"}, {"x": "percent"}, {"x": "50"}, "3"),
        ("lose-below/1", {**SHORT, "from": "5"}, {"x": "percent"}, {"x": "92.4"}, "4"),
        ("lose-below/1", {**SHORT, "unit": "5", "below": "100"}, {"x": "percent"}, {"x": "88"}, "1"),
        ("lose-below/1", {**SHORT, "below": "10", "per": "2"}, {"x": "count"}, {"x": "7"}, "6"),
        ("lose-below-target/1", TARGET, COUNTS, {"done": "13", "target": "15"}, "1.3"),
        ("lose-below-target/1", {**TARGET, "share": False, "per": "0.5"}, COUNTS, {"done": "13", "target": "15"}, "1"),
        ("lose-below-target/1", TARGET, COUNTS, {"done": "15", "target": "15"}, "0"),
        ("lose-below-target/1", TARGET, COUNTS, {"done": "20", "target": "15"}, "0"),
        ("lose-below-target/1", {**TARGET, "most": "1"}, COUNTS, {"done": "0", "target": "15"}, "1"),
        ("late-per-day/1", LATE, {"x": "date"}, {"x": "2025-06-13"}, "0"),
        ("late-per-day/1", LATE, {"x": "date"}, {"x": "2025-06-01"}, "0"),
        ("late-per-day/1", LATE, {"x": "date"}, {"x": "2025-06-16"}, "0.75"),
        ("late-per-day/1", {**LATE, "working": True}, {"x": "date"}, {"x": "2025-06-16"}, "0.25"),
        ("late-per-day/1", {**LATE, "working": True}, {"x": "date"}, {"x": "2025-06-15"}, "0"),
        (
            "late-per-day/1",
            {**LATE, "working": True, "holidays": ["2025-06-16"]},
            {"x": "date"},
            {"x": "2025-06-17"},
            "0.25",
        ),
        ("late-per-day/1", {**LATE, "unit": "2"}, {"x": "date"}, {"x": "2025-06-16"}, "0.25"),
        ("late-per-day/1", {**LATE, "most": "0.5"}, {"x": "date"}, {"x": "2025-07-16"}, "0.5"),
        ("late-per-day/1", {**LATE, "from": "2"}, {"x": "date"}, {"x": "2025-06-16"}, "1.25"),
        ("late-per-day/1", {**LATE, "undone": "2"}, {"x": "date"}, {"x": NONE}, "2"),
        ("share-of-target/1", {**{"points": "10", "done": "done", "target": "target"}, "least": "50"}, COUNTS,
         {"done": "49", "target": "100"}, "0"),
        ("share-of-target/1", {**{"points": "10", "done": "done", "target": "target"}, "least": "50"}, COUNTS,
         {"done": "50", "target": "100"}, "5"),
        ("share-of-target/1", {"points": "10", "percent": "x", "least": "50", "limit": "100"}, {"x": "percent"},
         {"x": "120"}, "10"),
    ],
)  # fmt: skip
def test_what_is_lost(
    kind: str, params: dict[str, Any], types: dict[str, str], inputs: dict[str, Any], points: str
) -> None:
    assert to_text(give(make(kind, params, types), **inputs).value) == points  # type: ignore[arg-type]


def test_without_a_target_or_a_word_on_what_was_never_done_the_rule_is_asked() -> None:
    none = give(make("lose-below-target/1", TARGET, COUNTS), done="3", target="0").value
    assert isinstance(none, Pending) and none.questions[0].key == "score.no-target"
    late = give(make("late-per-day/1", LATE, {"x": "date"}), x=NONE).value
    assert isinstance(late, Pending) and late.questions[0].key == "score.not-done"


def test_a_later_day_may_be_granted() -> None:
    item = make("late-per-day/1", LATE, {"x": "date"})
    later = Decision("d", "score.relief", "s/i/p", choice={"until": "2025-06-15"}, reason="Bão")
    result = assess_item(item, Cell("i", inputs={"x": "2025-06-16"}), decisions=(later,), sheet="s")
    assert result.value == F("0.25")


def test_periods_of_no_length_are_no_rule() -> None:
    with pytest.raises(BadInput):
        KINDS["lose-below/1"].read({**SHORT, "unit": "0"})


PLACES = {"input": "x", "places": ["5", "3", "2"], "after": "1", "fewer": False}


@pytest.mark.parametrize(
    ("fewer", "figures", "points"),
    [
        (False, {"a": 10, "b": 8, "c": 8, "d": 1, "e": 0}, {"a": "5", "b": "3", "c": "3", "d": "1", "e": "1"}),
        (True, {"a": 10, "b": 8, "c": 8, "d": 1, "e": 0}, {"e": "5", "d": "3", "b": "2", "c": "2", "a": "1"}),
        (False, {"a": 4}, {"a": "5"}),
        (False, {"a": 0, "b": 0}, {"a": "5", "b": "5"}),
    ],
)
def test_points_by_place_in_the_bloc(fewer: bool, figures: dict[str, int], points: dict[str, str]) -> None:
    item = make("by-place/1", {**PLACES, "fewer": fewer}, {"x": "count"})
    cells = {unit: Cell("i", inputs={"x": F(n)}) for unit, n in figures.items()}
    column = column_of(item, cells)
    given = {unit: to_text(assess_item(item, cell, column=column).value) for unit, cell in cells.items()}  # type: ignore[arg-type]
    assert given == points


def test_a_unit_to_which_the_item_is_not_assigned_takes_no_place() -> None:
    item = make("by-place/1", PLACES, {"x": "count"})
    cells = {"a": Cell("i", inputs={"x": F(9)}, not_assigned=True), "b": Cell("i", inputs={"x": F(1)}), "c": Cell("i")}
    column = column_of(item, cells)
    assert column is not None and column.waiting == ("c",)
    assert assess_item(item, cells["b"], column=column).value == 5
