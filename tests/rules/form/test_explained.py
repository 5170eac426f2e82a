"""An explanation is read by people: Vietnamese names of inputs and items, which condition a refused bonus lacked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction as F

from models.rules.form.explained import of_sheet, readable, refused
from models.rules.form.scoring import (
    Cell,
    Form,
    Group,
    InputSpec,
    Item,
    Part,
    Step,
    assess_item,
    assess_sheet,
    evaluate,
)

INPUTS = (
    InputSpec("done", "Số hộ thoát nghèo", "count"),
    InputSpec("target", "Số hộ phải thoát nghèo", "count"),
    InputSpec("late", "Báo cáo chậm", "count"),
)
ITEM = Item(
    "i.3",
    "3",
    "Giảm nghèo",
    "g",
    F(10),
    (
        Part("b", "base", "share-of-target/1", {"done": "done", "target": "target", "points": "10", "limit": "100"}),
        Part(
            "t",
            "bonus",
            "over-target/1",
            {"done": "done", "target": "target", "points": "10"},
            needs={"all": [{"fact": "late", "le": "0"}, {"fact": "target", "ge": "20"}]},
        ),
        Part("p", "penalty", "deduct-per-case/1", {"cases": [{"input": "late", "points": "0.5"}]}),
    ),
    INPUTS,
)
CELL = Cell("i.3", inputs={"done": F(24), "target": F(20), "late": F(1)})


def every(step: Step) -> Iterator[Step]:
    yield step
    for child in step.children:
        yield from every(child)


def test_inputs_are_called_by_their_labels() -> None:
    result = assess_item(ITEM, CELL)
    tree = readable(result.tree, ITEM, "3. Giảm nghèo")
    said = [step.label for step in every(tree)]
    assert not {"done", "target", "late"} & set(said)
    assert {"Số hộ thoát nghèo", "Số hộ phải thoát nghèo", "Báo cáo chậm"} <= set(said)
    assert tree.label == "3. Giảm nghèo"
    assert [child.label.split(":")[0] for child in tree.children] == ["điểm chuẩn", "điểm thưởng", "điểm trừ"]
    assert evaluate(tree) == result.value == F("9.5")


def test_a_refused_bonus_says_which_condition_it_lacks() -> None:
    """24 of 20 are 20 % over: 2 points, had there been no late report."""
    result = assess_item(ITEM, CELL)
    words = "chưa đủ điều kiện: báo cáo chậm không quá 0"
    assert words in [step.label for step in every(result.tree)]
    assert refused(result.tree) == ((words, F(2)),)
    told = assess_item(ITEM, replace(CELL, stated={"bonus": F(2)}), "caps")
    assert [(one.kind, one.label) for one in told.excesses] == [("condition", words)]


def test_every_step_of_a_sheet_names_its_item() -> None:
    form = Form("f", "F", nodes=(Group("g", "I", "Xã hội", max=F(10)), ITEM))
    item = assess_item(ITEM, CELL)
    result = assess_sheet(form, {"i.3": replace(item, tree=of_sheet(item.tree, ITEM, "I › 3. Giảm nghèo"))})
    assert evaluate(result.tree) == result.total == F("9.5")
    by_group = [part.children[0] for part in result.tree.children]
    assert [step.label for step in by_group] == ["Xã hội"] * 3
    (base,), _, (penalty,) = (step.children for step in by_group)
    assert (base.label, penalty.label, penalty.value) == ("I › 3. Giảm nghèo", "I › 3. Giảm nghèo", F("0.5"))


def test_the_parts_of_a_form_of_one_item_keep_their_names() -> None:
    form = Form("f", "F", nodes=(replace(ITEM, parent=None),))
    result = assess_sheet(form, {"i.3": assess_item(form.items()[0], CELL)})
    assert evaluate(result.tree) == result.total == F("9.5")
    assert [child.label for child in result.tree.children] == ["điểm chuẩn", "điểm thưởng", "điểm trừ"]


def test_the_alternatives_of_a_group_without_a_maximum_are_assigned_once() -> None:
    nodes = (
        Group("g", "I", "Chọn một", one_of=True),
        Item("a", "1", "Một", "g", F(6)),
        Item("b", "2", "Hai", "g", F(4)),
    )
    form = Form("f", "F", nodes=nodes)
    results = {key: assess_item(form.node(key), Cell(key, stated={"base": F(n)})) for key, n in (("a", 3), ("b", 4))}  # type: ignore[arg-type]
    sheet = assess_sheet(form, results, {"by": "percent-of-assigned"})
    assert (sheet.assigned_max, sheet.total) == (6, 4)
    gone = results | {"a": assess_item(form.node("a"), Cell("a", not_assigned=True))}  # type: ignore[arg-type]
    assert assess_sheet(form, gone).assigned_max == 4


def test_a_band_is_named_by_its_label_else_by_its_code() -> None:
    bands = [
        {"from": "80", "from_inclusive": True, "points": "10", "code": "A", "label": "Loại tốt"},
        {"from": "50", "from_inclusive": True, "to": "80", "to_inclusive": False, "points": "5", "code": "B"},
        {"to": "50", "to_inclusive": False, "points": "0"},
    ]
    part = Part("b", "base", "bands/1", {"input": "done", "bands": bands})
    item = Item("i.4", "4", "Xếp loại", "g", F(10), (part,), INPUTS[:1])

    def named(done: int) -> list[str]:
        result = assess_item(item, Cell("i.4", inputs={"done": F(done)}))
        return [step.label for step in every(result.tree) if step.op == "band"]

    assert [named(done) for done in (90, 60, 10)] == [["Loại tốt"], ["B"], [""]]
