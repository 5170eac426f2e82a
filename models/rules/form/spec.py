"""A form as stored rows and back: `form` and `form_node` with their spec, strict in both directions.

Here: the shape of the spec. Numbers in it are canonical text (whole numbers may be plain); a spec of an unknown shape
is refused with its place. Not here: whether a well-formed form makes sense (`checker`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from models.rules.form.model import EFFECTS, INPUT_TYPES, Form, Group, InputSpec, Item, Line, Node, Part
from models.rules.form.parts.criteria import KINDS
from models.rules.form.parts.criteria_fields import (
    Field,
    above_zero,
    bad,
    list_of,
    map_of,
    number,
    positive,
    record,
    text,
    yes_no,
)
from models.rules.form.placing import placed
from models.rules.form.plan import check_needs, plan_of
from models.rules.number.points import MODES, Rounding, to_text

_KEY = re.compile(r"[a-z0-9.-]{1,40}")
_ID = re.compile(r"[a-z0-9._-]{1,40}")


def _id(raw: object, place: str) -> str:
    if not isinstance(raw, str) or not _ID.fullmatch(raw) or raw in EFFECTS or raw == "total":
        raise bad(place, "not_an_id", raw)
    return raw


def _one_of(words: Sequence[str]) -> Any:
    def read(raw: object, place: str) -> str:
        if raw not in words:
            raise bad(place, "not_one_of", raw)
        return str(raw)

    return read


def _rounding(raw: object, place: str) -> Rounding:
    got = record(raw, place, {"step": Field(above_zero), "mode": Field(_one_of(MODES))})
    return Rounding(got["step"], got["mode"])


def _choice(raw: object, place: str) -> tuple[str, str]:
    if isinstance(raw, Sequence) and not isinstance(raw, str) and len(raw) == 2:
        return text(raw[0], f"{place}[0]"), text(raw[1], f"{place}[1]")
    raise bad(place, "not_a_key_and_a_label", raw)


def _as_is(raw: object, place: str) -> Any:
    return raw


def _table(raw: object, place: str) -> Any:
    if not isinstance(raw, Mapping):
        raise bad(place, "not_a_table", raw)
    return raw


_PRINTED = Field(map_of(number), True)
_INPUT = {
    "id": Field(_id),
    "label": Field(text),
    "type": Field(_one_of(INPUT_TYPES)),
    "unit": Field(text, True),
    "choices": Field(list_of(_choice), True),
    "low": Field(number, True),
    "high": Field(number, True),
    "optional": Field(yes_no, True),
    "left": Field(yes_no, True),
}
_PART = {
    "id": Field(_id),
    "effect": Field(_one_of(EFFECTS)),
    "kind": Field(_one_of(tuple(KINDS))),
    "params": Field(_table, True),
    "cap": Field(positive, True),
    "floor": Field(number, True),
    "needs": Field(_as_is, True),
    "one_of": Field(text, True),
    "rounding": Field(_rounding, True),
    "label": Field(text, True),
    "cite": Field(text, True),
    "code": Field(text, True),
    "printed": _PRINTED,
}


def _input(raw: object, place: str) -> InputSpec:
    spec = InputSpec(**record(raw, place, _INPUT))
    if (spec.type in ("choice", "checks")) != bool(spec.choices):
        raise bad(f"{place}.choices", "choices_for_choice_and_checks_only")
    if spec.left and spec.type == "choice":
        raise bad(f"{place}.left", "a_choice_is_never_nothing")
    if spec.low is not None and spec.high is not None and spec.low > spec.high:
        raise bad(place, "low_above_high")
    return spec


def _part(raw: object, place: str) -> Part:
    got = record(raw, place, _PART)
    KINDS[got["kind"]].read(got.get("params", {}), f"{place}.params")
    return Part(**got)


_ITEM = {
    "parts": Field(list_of(_part), True),
    "inputs": Field(list_of(_input), True),
    "base_cap": Field(positive, True),
    "bonus_cap": Field(positive, True),
    "penalty_cap": Field(positive, True),
    "together_cap": Field(positive, True),
    "floor": Field(number, True),
    "weight": Field(above_zero, True),
    "rounding": Field(_rounding, True),
    "bonus_only": Field(yes_no, True),
    "printed": _PRINTED,
}
_GROUP = {
    "cap": Field(positive, True),
    "bonus_cap": Field(positive, True),
    "together_cap": Field(positive, True),
    "penalty_cap": Field(positive, True),
    "floor": Field(number, True),
    "one_of": Field(yes_no, True),
    "rounding": Field(_rounding, True),
    "weight": Field(above_zero, True),
    "printed": _PRINTED,
}
_LINE = {"code": Field(text), "text": Field(text), "under": Field(text, True)}


def _line(raw: object, place: str) -> Line:
    return Line(**record(raw, place, _LINE))


_FORM = {
    "bonus_cap": Field(positive, True),
    "cap": Field(positive, True),
    "together_cap": Field(positive, True),
    "penalty_cap": Field(positive, True),
    "floor": Field(number, True),
    "rounding": Field(_rounding, True),
    "lines": Field(list_of(_line), True),
}


def form_from_rows(form_row: Mapping[str, Any], node_rows: Iterable[Mapping[str, Any]]) -> Form:
    """A form from its row and the rows of its nodes, whatever their order; children follow their parent by `position`.

    BadInput `form.bad_spec` (facts: place, problem, found) for a spec of the wrong shape, `form.bad_tree` (facts: node,
    problem) for a repeated key, an unknown parent, a circle, an item with children, or two children at one position;
    the refusals of `placed`.
    """
    said = record(form_row.get("spec") or {}, "form", _FORM)
    total = form_row.get("stated_total")
    form = Form(
        key=form_row["key"],
        name=form_row["name"],
        version=form_row.get("version") or 1,
        total=None if total is None else number(total, "form.stated_total"),
        nodes=tuple(_node(row) for row in _in_order(list(node_rows))),
        **said,
    )
    placed(form)
    return form


def _in_order(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Rows with each parent before its children and children by position."""
    by_parent: dict[str | None, list[Mapping[str, Any]]] = {}
    known = {row["key"]: row["kind"] for row in rows}
    if len(known) < len(rows):
        keys = [row["key"] for row in rows]
        raise _bad_tree(next(key for key in keys if keys.count(key) > 1), "repeated_key")
    for row in rows:
        parent = row.get("parent")
        if parent is not None and parent not in known:
            raise _bad_tree(row["key"], "unknown_parent", parent)
        if parent is not None and known[parent] != "group":
            raise _bad_tree(row["key"], "parent_is_item", parent)
        by_parent.setdefault(parent, []).append(row)
    ordered: list[Mapping[str, Any]] = []
    waiting: list[str | None] = [None]
    while waiting:
        key = waiting.pop()
        children = sorted(by_parent.get(key, []), key=lambda row: row["position"])
        if len({row["position"] for row in children}) < len(children):
            raise _bad_tree(str(key or ""), "same_position")
        ordered += [row for row in rows if row["key"] == key]
        waiting += [row["key"] for row in reversed(children)]
    if len(ordered) < len(rows):
        seen = {row["key"] for row in ordered}
        raise _bad_tree(sorted(set(known) - seen)[0], "circle")
    return ordered


def _bad_tree(node: str, problem: str, found: object = None) -> Exception:
    error = bad(node, problem, found)
    error.code = "form.bad_tree"
    error.facts = {"node": node, **error.facts}
    return error


def _node(row: Mapping[str, Any]) -> Node:
    key = row["key"]
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise bad(str(key), "not_a_key", key)
    most = row.get("max")
    shared = {
        "key": key,
        "code": row.get("code") or "",
        "title": row["title"],
        "parent": row.get("parent"),
        "max": None if most is None else positive(most, f"{key}.max"),
        "scorer": row.get("scorer") or "",
        "evidence": row.get("evidence") or "",
        "rule_text": row.get("rule_text") or "",
    }
    if row["kind"] == "group":
        return Group(**shared, **record(row.get("spec") or {}, key, _GROUP))
    item = Item(**shared, **record(row.get("spec") or {}, key, _ITEM))
    _check_item(item)
    return item


def _check_item(item: Item) -> None:
    """Refuse parts that do not fit the item's inputs."""
    for words, kind in (([spec.id for spec in item.inputs], "inputs"), ([part.id for part in item.parts], "parts")):
        repeated = [word for word in words if words.count(word) > 1]
        if repeated:
            raise bad(f"{item.key}.{kind}", "repeated_id", repeated[0])
    names = [spec.id for spec in item.inputs]
    for part in item.parts:
        place = f"{item.key}.{part.id}"
        if part.needs is not None:
            check_needs(part.needs, names, f"{place}.needs")
        for problem, name, found in KINDS[part.kind].check(part, item):
            raise bad(f"{place}.{name}", problem, found)
    plan_of(item)


# --- writing ----------------------------------------------------------------------------------------------------------


def form_to_rows(form: Form) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of a form and the rows of its nodes in printed order; reading them back gives an equal form."""
    row = {
        "key": form.key,
        "name": form.name,
        "version": form.version,
        "stated_total": _plain(form.total),
        "spec": _said(form, _FORM),
    }
    return row, [_node_row(form.key, node, place) for place, node in enumerate(form.nodes)]


def _node_row(form: str, node: Node, position: int) -> dict[str, Any]:
    return {
        "form": form,
        "key": node.key,
        "parent": node.parent,
        "position": position,
        "kind": "group" if isinstance(node, Group) else "item",
        "code": node.code,
        "title": node.title,
        "max": _plain(node.max),
        "scorer": node.scorer or None,
        "evidence": node.evidence or None,
        "rule_text": node.rule_text or None,
        "spec": _said(node, _GROUP if isinstance(node, Group) else _ITEM),
    }


def _said(thing: object, fields: Mapping[str, Field]) -> dict[str, Any]:
    """What differs from silence: empty words, lists and tables and False are left out."""
    found = {}
    for name in fields:
        value = getattr(thing, name)
        silent = value is None or value is False or (isinstance(value, str | tuple | Mapping) and not value)
        if not silent:
            found[name] = _plain(value)
    return found


def _plain(value: object) -> Any:
    if isinstance(value, Fraction):
        return to_text(value)
    if isinstance(value, Part):
        return {**_said(value, {name: field for name, field in _PART.items() if name != "params"}), **_params(value)}
    if isinstance(value, InputSpec):
        return _said(value, _INPUT)
    if isinstance(value, Line):
        return _said(value, _LINE)
    if isinstance(value, Rounding):
        return {"step": to_text(value.step), "mode": value.mode}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _params(part: Part) -> dict[str, Any]:
    return {"params": _plain(part.params)} if part.params else {}
