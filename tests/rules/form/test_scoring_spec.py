"""Forms as stored rows and as files: strict, with the place of every mistake."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path
from typing import Any

import pytest

from models.rules.errors import BadInput, Refusal
from models.rules.form.form_file import load_form
from models.rules.form.parts.criteria import KINDS
from models.rules.form.scoring import InputSpec, Item, Part, check_input, check_stated, form_from_rows, form_to_rows

FORMS = sorted((Path(__file__).parents[3] / "resources" / "forms").glob("*.toml"))
ROW: dict[str, Any] = {"key": "f", "name": "Bảng", "version": 1, "stated_total": None, "spec": {}}


def node(key: str, kind: str = "item", parent: str | None = None, position: int = 0, **spec: Any) -> dict[str, Any]:
    return {
        "form": "f", "key": key, "parent": parent, "position": position, "kind": kind, "code": "", "title": key,
        "max": "5", "scorer": None, "evidence": None, "rule_text": None, "spec": spec,
    }  # fmt: skip


COUNT = {"id": "x", "label": "x", "type": "count"}
EARN = {"id": "p", "effect": "bonus", "kind": "earn-per-case/1", "params": {"cases": [{"input": "x", "points": "1"}]}}

NO_SHARE = {"kind": "share-of-target/1", "params": {"points": "1"}}


def test_a_form_that_tells_no_version_is_the_first() -> None:
    for version, read in ((None, 1), (3, 3)):
        assert form_from_rows({**ROW, "version": version}, [node("i")]).version == read


def _problem(*nodes: dict[str, Any], row: dict[str, Any] | None = None) -> tuple[str, object, object]:
    with pytest.raises(BadInput) as refused:
        form_from_rows(row or ROW, nodes)
    return refused.value.code, refused.value.facts.get("place"), refused.value.facts["problem"]


@pytest.mark.parametrize(
    ("spec", "place", "problem"),
    [
        ({"colour": "red"}, "i.colour", "unknown_key"),
        ({"bonus_cap": "1,5"}, "i.bonus_cap", "not_a_canonical_number"),
        ({"bonus_cap": "-1"}, "i.bonus_cap", "negative"),
        ({"bonus_cap": True}, "i.bonus_cap", "not_a_canonical_number"),
        ({"weight": "0"}, "i.weight", "not_above_zero"),
        ({"rounding": {"step": "0.01", "mode": "round"}}, "i.rounding.mode", "not_one_of"),
        ({"inputs": [{"id": "x", "type": "count"}]}, "i.inputs[0].label", "missing"),
        ({"inputs": [{**COUNT, "type": "number"}]}, "i.inputs[0].type", "not_one_of"),
        ({"inputs": [{**COUNT, "type": "choice"}]}, "i.inputs[0].choices", "choices_for_choice_and_checks_only"),
        ({"inputs": [{**COUNT, "low": "5", "high": "1"}]}, "i.inputs[0]", "low_above_high"),
        ({"inputs": [COUNT, COUNT]}, "i.inputs", "repeated_id"),
        ({"inputs": [{**COUNT, "id": "base"}]}, "i.inputs[0].id", "not_an_id"),
        ({"inputs": [COUNT], "parts": [EARN, EARN]}, "i.parts", "repeated_id"),
        ({"parts": [EARN]}, "i.p.x", "unknown_input"),
        ({"inputs": [{**COUNT, "type": "date"}], "parts": [EARN]}, "i.p.x", "wrong_input_type"),
        ({"parts": [{**EARN, "kind": "magic/1"}]}, "i.parts[0].kind", "not_one_of"),
        ({"parts": [{**EARN, "effect": "minus"}]}, "i.parts[0].effect", "not_one_of"),
        ({"parts": [{**EARN, "params": {}}]}, "i.parts[0].params.cases", "missing"),
        ({"parts": [{**EARN, "params": {"cases": []}}]}, "i.parts[0].params.cases", "not_a_list"),
        ({"inputs": [COUNT], "parts": [{**EARN, "needs": {"fact": "y", "eq": "1"}}]}, "i.p.needs", "not_a_condition"),
        ({"inputs": [COUNT], "parts": [{**EARN, "needs": "full"}]}, "i.p.needs", "not_a_condition"),
        ({"parts": [{**EARN, **NO_SHARE}]}, "i.parts[0].params", "exactly_one_of"),
    ],
)  # fmt: skip
def test_a_wrong_spec_is_refused_with_its_place(spec: dict[str, Any], place: str, problem: str) -> None:
    assert _problem(node("i", **spec)) == ("form.bad_spec", place, problem)


BAND = {"from": "1", "from_inclusive": True, "points": "1"}


@pytest.mark.parametrize(
    ("band", "problem"),
    [
        ({"from": "1", "points": "1"}, "end_without_inclusive"),
        ({**BAND, "to": "1", "to_inclusive": False}, "empty_band"),
        ({**BAND, "to": "0", "to_inclusive": True}, "empty_band"),
        ({**BAND, "from": 1.5}, "not_a_canonical_number"),
        ({"from": "1", "from_inclusive": True}, "missing"),
        ({**BAND, "label": " "}, "not_a_text"),
        ({**BAND, "label": 1}, "not_a_text"),
    ],
)
def test_a_wrong_band_is_refused(band: dict[str, Any], problem: str) -> None:
    part = {"id": "p", "effect": "base", "kind": "bands/1", "params": {"input": "x", "bands": [band]}}
    assert _problem(node("i", inputs=[COUNT], parts=[part]))[2] == problem


@pytest.mark.parametrize(
    ("nodes", "problem"),
    [
        ([node("i"), node("i")], "repeated_key"),
        ([node("i", parent="g")], "unknown_parent"),
        ([node("g"), node("i", parent="g")], "parent_is_item"),
        ([node("g", "group", "h"), node("h", "group", "g")], "circle"),
        ([node("g", "group", "g")], "circle"),
        ([node("g", "group"), node("a", parent="g"), node("b", parent="g")], "same_position"),
    ],
)
def test_a_wrong_tree_is_refused(nodes: list[dict[str, Any]], problem: str) -> None:
    code, _, found = _problem(*nodes)
    assert (code, found) == ("form.bad_tree", problem)


def test_two_top_nodes_in_one_place_are_said_of_the_whole_form() -> None:
    code, where, found = _problem(node("a"), node("b"))
    assert (code, where, found) == ("form.bad_tree", "", "same_position")


def test_keys_and_caps_of_the_form_are_checked_too() -> None:
    assert _problem(node("Mục 1"))[2] == "not_a_key"
    assert _problem(node("i"), row={**ROW, "spec": {"cap": "x"}})[1] == "form.cap"
    assert _problem(node("i"), row={**ROW, "stated_total": "1.0"})[1] == "form.stated_total"


def test_children_stand_by_position_whatever_the_order_of_rows() -> None:
    rows = [node("b", parent="g", position=2), node("g", "group"), node("a", parent="g", position=1)]
    assert [each.key for each in form_from_rows(ROW, rows).nodes] == ["g", "a", "b"]
    assert form_from_rows(ROW, []).nodes == ()


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_shipped_forms_are_read_and_numbers_are_canonical(path: Path) -> None:
    row, nodes = load_form(path.read_text(encoding="utf-8"))
    form = form_from_rows(row, nodes)
    assert form.items() and row["version"] == 1
    again, again_nodes = form_to_rows(form)
    assert again["spec"] == row["spec"]
    assert [each["spec"] for each in again_nodes] == [each["spec"] for each in nodes]
    assert [each["max"] for each in again_nodes] == [each["max"] for each in nodes]


def test_shipped_forms_are_the_complete_ones() -> None:
    assert [path.stem for path in FORMS] == ["mau_100", "qd_366_2025", "tien_giang_2022"]
    used = {
        part.kind
        for path in FORMS
        for item in form_from_rows(*load_form(path.read_text(encoding="utf-8"))).items()
        for part in item.parts
    }
    assert used <= set(KINDS)


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ("[form", "form.not_toml"),
        ("a = " + "[" * 5000, "form.not_toml"),
        ("", "form.bad_spec"),
        ('[form]\nkey = "f"', "form.bad_spec"),
        ('[form]\nkey = "f"\nname = "F"\ncolour = 1', "form.bad_spec"),
        ('x = 1\n[form]\nkey = "f"\nname = "F"', "form.bad_spec"),
        ('[form]\nkey = "f"\nname = "F"\n[[node]]\nkey = "a"', "form.bad_spec"),
        ('[form]\nkey = "f"\nname = "F"\n[[node]]\nkey = "a"\nkind = "leaf"\ntitle = "A"', "form.bad_spec"),
        ('[form]\nkey = "f"\nname = "F"\ntotal = nan', "form.bad_spec"),
        (
            '[form]\nkey = "f"\nname = "F"\n[[node]]\nkey = "a"\nkind = "item"\ntitle = "A"\nparent = "b"',
            "form.bad_tree",
        ),
    ],
)
def test_a_wrong_file_is_refused(toml: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        load_form(toml)
    assert refused.value.code == code


ITEM = Item(
    "i",
    max=F(5),
    inputs=(
        InputSpec("n", "n", "count", high=F(9)),
        InputSpec("p", "p", "percent", low=F(0)),
        InputSpec("d", "d", "date"),
        InputSpec("y", "y", "yes-no"),
        InputSpec("c", "c", "choice", choices=(("a", "A"),)),
        InputSpec("t", "t", "checks", choices=(("a", "A"), ("b", "B"))),
    ),
    parts=(Part("q", "penalty", "deduct-per-case/1", {"cases": [{"input": "n", "points": "1"}]}),),
)


@pytest.mark.parametrize(
    ("name", "value"),
    [("n", F(3)), ("p", F("99.5")), ("d", "2025-01-31"), ("d", "none"), ("y", False), ("c", "a"), ("t", (True, False))],
)
def test_inputs_that_fit(name: str, value: Any) -> None:
    check_input(ITEM, name, value)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("z", F(1), "input.unknown"),
        ("n", F(1, 2), "input.not_whole"),
        ("n", F(-1), "input.negative"),
        ("n", F(10), "number.above"),
        ("p", F(-1), "number.below"),
        ("n", "3", "input.wrong_type"),
        ("n", True, "input.wrong_type"),
        ("d", "31/01/2025", "input.wrong_type"),
        ("y", "có", "input.wrong_type"),
        ("c", "b", "input.unknown_choice"),
        ("t", (True,), "input.wrong_number_of_ticks"),
        ("t", True, "input.wrong_type"),
    ],
)
def test_inputs_that_do_not_fit(name: str, value: Any, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_input(ITEM, name, value)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("x", F(1), "score.unknown_part"),
        ("base", F(1, 3), "number.too_fine"),
        ("bonus", F(-1), "score.negative"),
        ("q", F(-1), "score.negative"),
    ],
)
def test_stated_points_that_cannot_be(name: str, value: F, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_stated(ITEM, name, value)
    assert refused.value.code == code
    check_stated(ITEM, "base", F(-1))
    check_stated(ITEM, "q", F(100))
