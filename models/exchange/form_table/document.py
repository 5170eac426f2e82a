"""A proposal as a document for other programs: the tree in the shape of `so-khoi-forms/1`, and how every cell ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from models.exchange.account import Account
from models.exchange.cells.model import address
from models.exchange.form_table.filled import weighted
from models.exchange.form_table.model import Asked, FormReading, Score, TreeNode, Why
from models.rules.number.points import to_text

NATURES = ("bonus", "penalty")


def document(reading: FormReading) -> dict[str, Any]:
    """The whole proposal as plain tables; numbers are text with a point."""
    return {
        "sheets": list(reading.pages),
        "heading_rows": f"{reading.heading[0] + 1}-{reading.heading[1] + 1}" if reading.heading else None,
        "columns": _columns(reading),
        "total": _number(reading.total),
        "total_cell": reading.total_cell or None,
        "start": reading.start,
        "items": reading.items,
        "groups": [node_document(node) for node in reading.tree],
        "lines": [
            {
                "sheet": line.page,
                "row": line.place.line + 1,
                "kind": line.kind,
                "text": line.text,
                "why": _whys(line.whys),
            }
            for line in reading.lines
            if line.kind not in ("node", "sentence")
        ],
        "caps": [
            {
                "effect": said.nature,
                "cap": _number(said.points),
                "sheet": said.page,
                "cell": said.cell,
                "sentence": said.text,
            }
            for said in reading.caps
        ],
        "asks": [asked_document(asked) for asked in reading.questions],
    }


def _columns(reading: FormReading) -> list[dict[str, Any]]:
    return [
        {
            "column": address(0, column.place)[:-1],
            "heading": column.heading,
            "role": column.role,
            "why": [why.code for why in column.whys],
        }
        for column in reading.columns
    ]


def node_document(node: TreeNode) -> dict[str, Any]:
    """A node with all below it."""
    found: dict[str, Any] = {
        "kind": node.kind,
        "code": node.code or None,
        "title": node.title,
        "sheet": node.page,
        "row": node.place.line + 1,
        "max": _number(node.max),
    }
    more: Mapping[str, object] = {
        "max_cell": node.max_cell,
        "nature": node.nature if node.nature in NATURES else None,
        "bonus": _number(node.bonus),
        "penalty": _number(node.penalty),
        "weight": _number(node.weight),
        "choice": "one-of" if node.one_of else None,
        "sum": node.sum,
        "max_from_children": _number(node.reached) if node.sum == "missing" else None,
        "start": node.start or None,
        "formula_without_value": node.computed or None,
        "rules": [{"cell": cell, "sentence": text} for cell, text in node.rule_cells],
        "evidence": node.evidence,
        "scorer": node.scorer,
        "why": _whys(node.whys),
    }
    found |= {name: value for name, value in more.items() if value}
    if node.kind == "group":
        found["children"] = [node_document(child) for child in node.children]
    return found


def scores_document(reading: FormReading) -> dict[str, Any]:
    """What a unit wrote: its name, its scores with their cells, the items left blank (never 0), the total it says."""
    by_place = {node.place: node for node in reading.nodes() if node.kind == "item"}
    scored = {score.place for score in reading.scores if score.kind != "review"}
    return {
        "unit": reading.unit or None,
        "unit_cell": reading.unit_cell or None,
        "scores": [
            {
                "code": by_place[score.place].code or None,
                "title": by_place[score.place].title,
                "sheet": by_place[score.place].page,
                "row": score.place.line + 1,
                "kind": score.kind,
                "points": to_text(score.amount),
                "cell": score.cell.address,
                **({"over_max": True} if score.over else {}),
                **_counts(counted_for(reading, by_place[score.place], score)),
            }
            for score in reading.scores
        ],
        "blank": [
            {"code": node.code or None, "title": node.title, "sheet": node.page, "row": node.place.line + 1}
            for node in by_place.values()
            if node.place not in scored
        ],
        "scored_total": _number(reading.scored_total),
        **({} if reading.weighing is None else {"weighing": reading.weighing or None}),
    }


def counted_for(reading: FormReading, node: TreeNode, score: Score) -> Fraction | None:
    """What a unit's own points count for by the weights; None where the sheet has none or does not say how."""
    return weighted(reading.weighing, score.amount, node) if reading.weighing and score.kind == "self" else None


def _counts(amount: Fraction | None) -> dict[str, str]:
    return {} if amount is None else {"counts": to_text(amount)}


def asked_document(asked: Asked) -> dict[str, Any]:
    """A question with the lines it touches and what is assumed until it is answered."""
    return {
        "code": asked.code,
        "sheet": asked.page,
        "cell": asked.cell,
        "rows": [place.line + 1 for place in asked.places],
        "facts": {name: _plain(value) for name, value in asked.facts.items()},
        "options": list(asked.options),
        "assumed": asked.assumed,
    }


def account_document(account: Account) -> dict[str, Any]:
    """How every cell ended, by page and address; comments are counted apart."""
    cells: dict[str, Any] = {}
    for ours in account.pages.values():
        page = cells.setdefault(ours.page.name, {"taken": {}, "refused": {}, "ignored": {}})
        for cell, fate in zip(ours.page.cells, ours.fates, strict=True):
            if fate is not None:
                page[fate.end].setdefault(fate.why, []).append(cell.address)
    comments = [{"sheet": page.name, "cell": address(*place), "text": text} for page, place, text in account.comments()]
    return {"cells": account.cells, "counted": account.counted(), "pages": cells, "comments": comments}


def _whys(whys: Iterable[Why]) -> list[str]:
    return [f"{why.code} {why.fact}".strip() for why in whys]


def _number(value: Fraction | None) -> str | None:
    return None if value is None else to_text(value)


def _plain(value: object) -> object:
    return to_text(value) if isinstance(value, Fraction) else value
