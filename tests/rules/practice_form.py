"""The practice bloc's form and sheets as rules see them, read from `tests/files/practice_bloc.json`.

A small reader of that one file; its kinds of rule are written out in the program's part kinds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from models.rules.form.scoring import Cell, Form, Group, InputSpec, InputValue, Item, Part
from models.rules.number.points import Rounding

F = Fraction
CENTS = Rounding(F("0.01"), "half-up")
FILE = Path(__file__).parents[1] / "files" / "practice_bloc.json"


@cache
def document() -> dict[str, Any]:
    return json.loads(FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def key(code: str) -> str:
    return code.lower()


def _bands(pairs: list[list[str]]) -> list[dict[str, Any]]:
    bands = []
    for place, (low, points) in enumerate(pairs):
        band: dict[str, Any] = {"from": low, "from_inclusive": True, "points": points}
        if place:
            band |= {"to": pairs[place - 1][0], "to_inclusive": False}
        bands.append(band)
    return bands


def _edges(lows: list[str], rising: bool) -> list[dict[str, Any]]:
    order = lows if rising else lows[::-1]
    edges = []
    for place, low in enumerate(order):
        edge: dict[str, Any] = {"from": low, "from_inclusive": True}
        if place + 1 < len(order):
            edge |= {"to": order[place + 1], "to_inclusive": False}
        edges.append(edge)
    return edges if rising else edges[::-1]


def _count(*names: str) -> tuple[InputSpec, ...]:
    return tuple(InputSpec(name, name, "count") for name in names)


def _cases(per_case: Mapping[str, str], waived: Mapping[str, str]) -> list[dict[str, Any]]:
    cases = []
    for name, points in per_case.items():
        case = {"input": name, "points": points.removeprefix("-")}
        if name in waived:
            case["waived"] = waived[name]
        cases.append(case)
    return cases


def _share(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    done, target = p["inputs"]
    params = {"done": done, "target": target, "points": it["max"]}
    return [Part("chuan", "base", "share-of-target/1", params, cap=F(p["cap"]), rounding=CENTS)], _count(done, target)


def _share_with_bonus(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    base = {"percent": "percent", "points": it["max"], "limit": p["percent_cap"]}
    over = {"input": "percent", "above": "100", "unit": "1", "per": p["bonus_per_whole_percent_over"], "whole": True}
    parts = [
        Part("chuan", "base", "share-of-target/1", base),
        Part("vuot", "bonus", "extra-units/1", over, cap=F(p["bonus_cap"])),
    ]
    return parts, (InputSpec("percent", "percent", "percent"),)


def _deduct(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    waived = {"reprimand": "waived_reprimand"} if "relief" in p else {}
    params = {"from": it["max"], "most": p["penalty_cap"], "cases": _cases(p["per_case"], waived)}
    optional = tuple(InputSpec(name, name, "count", optional=True) for name in waived.values())
    return [Part("chuan", "base", "deduct-per-case/1", params)], _count(*p["per_case"]) + optional


def _earn(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    name = p["inputs"][0]
    params = {"cases": [{"input": name, "points": p["per_case"]}]}
    return [Part("chuan", "base", "earn-per-case/1", params, cap=F(p["cap"]))], _count(name)


def _earn_with_bonus(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    parts, _ = _earn(it, p)
    params = {"cases": [{"input": "provincial", "points": p["bonus_per_case"]}]}
    bonus = Part("tinh", "bonus", "earn-per-case/1", params, cap=F(p["bonus_cap"]), needs="full-base")
    return [*parts, bonus], _count(*p["inputs"])


def _by_bands(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    params = {"input": "percent", "bands": _bands(p["bands"])}
    return [Part("chuan", "base", "bands/1", params)], (InputSpec("percent", "percent", "percent"),)


def _two_way(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    params = {
        "row": "volume",
        "column": "rate",
        "rows": _edges(p["volume_bands"], True),
        "columns": _edges(p["rate_bands"], False),
        "points": p["points"],
    }
    return [Part("chuan", "base", "two-way-bands/1", params)], (*_count("volume"), InputSpec("rate", "rate", "percent"))


def _imported(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    name = p["inputs"][0]
    if "factor" in p:
        part = Part("chuan", "base", "imported-result/1", {"input": name, "factor": p["factor"]}, rounding=CENTS)
        return [part], (InputSpec(name, name, "figure", high=F(100)),)
    spec = InputSpec(name, name, "choice", choices=tuple((each, each) for each in p["map"]))
    return [Part("chuan", "base", "imported-result/1", {"input": name, "map": p["map"]})], (spec,)


def _checks(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    choices = tuple((str(n), label) for n, label in enumerate(p["labels"]))
    params = {"input": "conditions", "values": p["values"], "labels": p["labels"]}
    return [Part("chuan", "base", "checklist/1", params)], (InputSpec("conditions", "x", "checks", choices=choices),)


def _pass(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    params = {"input": "pass", "pass": it["max"], "fail": "0"}
    return [Part("chuan", "base", "pass-fail/1", params)], (InputSpec("pass", "pass", "yes-no"),)


def _hand(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    return [Part("chuan", "base", "by-hand/1", {"input": "points"})], (InputSpec("points", "points", "points"),)


def _documents(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    loss = {"points": p["per_case"].removeprefix("-"), "most": p["penalty_cap"]}
    params = {"input": "missing", "from": it["max"], "documents": p["documents"], **loss}
    return [Part("chuan", "base", "missing-document/1", params)], _count("missing")


def _deadline(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    none = "not-ranked" if p["none"] == "không xếp hạng" else p["none"]
    params = {"input": "date", "deadline": p["deadline"], "on_time": p["on_time"], "late": p["late"], "none": none}
    return [Part("chuan", "base", "by-deadline/1", params)], (InputSpec("date", "date", "date"),)


def _leader(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    params = {"input": "models", "points": it["max"]}
    return [Part("chuan", "base", "leader-relative/1", params, rounding=CENTS)], _count("models")


def _award(it: Mapping[str, Any], p: Mapping[str, Any]) -> tuple[list[Part], tuple[InputSpec, ...]]:
    spec = InputSpec("highest", "highest", "choice", choices=tuple((each, each) for each in p["map"]))
    part = Part("thuong", "bonus", "award-bonus/1", {"input": "highest", "map": p["map"]}, cap=F(p["bonus_cap"]))
    return [part], (spec,)


_KINDS = {
    "share_of_target": _share,
    "share_of_target_with_bonus": _share_with_bonus,
    "deduct_per_case": _deduct,
    "earn_per_case": _earn,
    "earn_per_case_with_bonus": _earn_with_bonus,
    "bands": _by_bands,
    "two_way_bands": _two_way,
    "imported_result": _imported,
    "checklist": _checks,
    "pass_fail": _pass,
    "by_hand": _hand,
    "missing_document": _documents,
    "by_deadline": _deadline,
    "leader_relative": _leader,
    "award_bonus": _award,
}


def _item(it: Mapping[str, Any]) -> Item:
    parts, inputs = _KINDS[it["kind"]](it, it["params"])
    bonus_only = "group" not in it
    return Item(
        key(it["code"]),
        it["code"],
        it["name"],
        parent=None if bonus_only else key(it["group"]),
        max=None if bonus_only else F(it["max"]),
        parts=tuple(parts),
        inputs=inputs,
        scorer=it["scorer"],
        evidence=it["evidence"],
        rule_text=it["rule"],
        bonus_only=bonus_only,
    )


@cache
def form() -> Form:
    """The form of the practice bloc."""
    raw = document()["form"]
    nodes: list[Group | Item] = []
    for group in raw["groups"]:
        nodes.append(Group(key(group["code"]), group["code"], group["name"], max=F(group["max"])))
        nodes += [_item(it) for it in raw["items"] if it["group"] == group["code"]]
    nodes += [_item(it) for it in raw["bonus_items"]]
    return Form("practice", raw["name"], total=F(raw["total"]), bonus_cap=F(raw["bonus_cap"]), nodes=tuple(nodes))


def _value(item: Item, name: str, raw: Any) -> InputValue:
    spec = item.input(name)
    assert spec is not None
    if spec.type in ("count", "figure", "percent", "points"):
        return F(str(raw))
    return tuple(raw) if spec.type == "checks" else raw  # type: ignore[no-any-return]


def _cell(code: str, raw: Mapping[str, Any]) -> Cell:
    item = form().node(key(code))
    assert isinstance(item, Item)
    if raw.get("not_assigned"):
        return Cell(item.key, not_assigned=True)
    return Cell(item.key, inputs={name: _value(item, name, value) for name, value in raw.items() if name != "relief"})


def stage_cells(unit: str, stage: str) -> dict[str, Cell]:
    """The inputs of one unit at one stage: bloc changes lie upon self, appraisal changes upon bloc."""
    scores = document()["scores"][unit]
    inputs = dict(scores["self"]["inputs"])
    for later in {"self": (), "bloc": ("bloc",), "appraisal": ("bloc", "appraisal")}[stage]:
        inputs |= {change["item"]: change["input"] for change in scores[later]["changes"]}
    return {key(code): _cell(code, raw) for code, raw in inputs.items()}


def paper_cells(unit: str) -> dict[str, Cell]:
    """What the unit wrote on its own sheet, beside the inputs it gave."""
    paper = document()["scores"][unit]["self"]["paper"]
    cells = stage_cells(unit, "self")
    stated: dict[str, dict[str, Fraction]] = {}
    for it, points in zip(document()["form"]["items"], paper["base"], strict=True):
        if points is not None:
            stated.setdefault(key(it["code"]), {})["base"] = F(points)
    for code, points in paper["bonus"].items():
        stated.setdefault(key(code), {})["bonus"] = F(points)
    return {
        node: Cell(node, stated.get(node, {}), cell.inputs, not_assigned=cell.not_assigned)
        for node, cell in cells.items()
    }
