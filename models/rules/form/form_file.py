"""A scoring form as a file people can read and write (TOML), turned into the rows of a form.

Here: the outer shape, `[form]`, `[[line]]` and `[[node]]`. The spec of a node is checked where rows are read
(`scoring_spec`). Not here: where files lie.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from models.rules.form.parts.criteria_fields import bad
from models.rules.form.spec import form_from_rows
from models.rules.number.points import to_text

_SPEC = ("bonus_cap", "cap", "together_cap", "penalty_cap", "floor", "rounding")
_FORM = frozenset({"key", "name", "total", "dated", "document", "source"}) | frozenset(_SPEC)
_NODE = frozenset({"key", "parent", "kind", "code", "title", "max", "scorer", "evidence", "rule_text"})


def load_form(text: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of a form and the rows of its nodes, from TOML; numbers may stand bare and become canonical text.

    `[form]` has key, name, total, dated, document, source and its caps; each `[[line]]` is printed text without points;
    each `[[node]]`, in printed order, has the columns of a node and beside them its spec. BadInput `form.not_toml`
    (facts: problem), `form.bad_spec`, `form.bad_tree` as `form_from_rows`.
    """
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        wrong = bad("", "not_toml", str(error))
        wrong.code = "form.not_toml"
        raise wrong from error
    said = _plain(raw)
    unknown = sorted(set(said) - {"form", "line", "node"})
    if unknown:
        raise bad(unknown[0], "unknown_key", unknown[0])
    head = said.get("form")
    if not isinstance(head, Mapping) or not {"key", "name"} <= set(head):
        raise bad("form", "missing")
    if set(head) - _FORM:
        name = sorted(set(head) - _FORM)[0]
        raise bad(f"form.{name}", "unknown_key", name)
    spec = {name: head[name] for name in _SPEC if name in head}
    if said.get("line"):
        spec["lines"] = said["line"]
    row = {"key": head["key"], "name": head["name"], "version": 1, "stated_total": head.get("total"), "spec": spec}
    row |= {name: head.get(name) for name in ("dated", "document", "source")}
    nodes = [_node_row(str(head["key"]), node, place) for place, node in enumerate(said.get("node", []))]
    form_from_rows(row, nodes)
    return row, nodes


def _node_row(form: str, node: object, place: int) -> dict[str, Any]:
    where = f"node[{place}]"
    if not isinstance(node, Mapping):
        raise bad(where, "not_a_table", node)
    missing = [name for name in ("key", "kind", "title") if name not in node]
    if missing:
        raise bad(f"{where}.{missing[0]}", "missing")
    if node["kind"] not in ("group", "item"):
        raise bad(f"{where}.kind", "not_one_of", node["kind"])
    columns = {name: node.get(name) for name in _NODE}
    spec = {name: value for name, value in node.items() if name not in _NODE}
    return {"form": form, **columns, "code": node.get("code", ""), "position": place, "spec": spec}


def _plain(value: Any) -> Any:
    """TOML values as they are stored: numbers as canonical text, dates as text."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal):
        if isinstance(value, Decimal) and not value.is_finite():
            raise bad("", "not_a_canonical_number", value)
        return to_text(Fraction(value))
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value)
