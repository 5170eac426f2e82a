"""Running the worked cases of docs/example through the program, with results as the examples write them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from models.book.scoring.beside.days_off import shipped
from models.book.scoring.board import Board, Speaking
from models.book.scoring.rows import read_cell_row
from models.rules.form.scoring import Excess, Form, Item, ItemResult, SheetResult, form_from_rows
from models.rules.number.points import Blank, NotAssigned, NotRanked, Pending, Value, to_text
from models.rules.number.questions import Decision, index

Json = dict[str, Any]
_WORDS = {Blank: "blank", NotAssigned: "not-assigned", NotRanked: "not-ranked", Pending: "pending"}


def shown(value: Value) -> Any:
    """A value as the examples write it: exact text, a word, or the open questions."""
    if isinstance(value, Fraction):
        return to_text(value)
    if isinstance(value, Pending):
        return {"pending": [[question.key, question.subject] for question in value.questions]}
    return _WORDS[type(value)]


def decisions_of(case: Json) -> tuple[Decision, ...]:
    """The decisions of a case; a key and a reason are filled in where the case needs none."""
    said = ("choice", "rule", "facts_digest", "confirmed_digest", "reason", "document", "date")
    return tuple(
        Decision(
            row.get("key", f"d{n}"), row["question"], row.get("subject", ""), **{k: row[k] for k in said if k in row}
        )
        for n, row in enumerate(case.get("decisions", ()))
    )


def form_of(case: Json) -> Form:
    """The form of a case: nodes stand in printed order, what is not said is as the file has it by default."""
    nodes = [{"position": n, "title": row["key"], "kind": "item", **row} for n, row in enumerate(case["nodes"])]
    return form_from_rows({"key": "f", "name": "f", **case.get("form", {})}, nodes)


def board_of(case: Json) -> Board:
    """The sheets of a case assessed: unit `u` has the sheet key `s.u` in the year 2026."""
    form = form_of(case)
    decisions = index(decisions_of(case))

    def speaking(unit: str, _: str) -> Speaking:
        return decisions, (f"s.{unit}", f"2026/{unit}", "2026")

    cells = {unit: {node: _cell(form, node, row) for node, row in said.items()} for unit, said in case["cells"].items()}
    forms = dict.fromkeys(cells, form)
    free = [*case.get("days_off", [f"2026-{day}" for day in shipped()]), *(f"2027-{day}" for day in shipped())]
    told = case.get("holds", "items"), case.get("counts", "rule"), forms, cells, case.get("ranking"), speaking
    return Board(*told, days_off=frozenset(free))


def _cell(form: Form, node: str, row: Json) -> Any:
    found = form.find(node)
    return read_cell_row({"node": node, **row}, found if isinstance(found, Item) else None).cell


def sheet_shown(result: SheetResult) -> Json:
    """What the examples expect of one sheet."""
    groups = {
        key: {"value": shown(group.value), "base": to_text(group.base), "bonus": to_text(group.bonus),
              "penalty": to_text(group.penalty), "assigned": to_text(group.assigned_max)}
        for key, group in sorted(result.groups.items())
    }  # fmt: skip
    return {
        "items": {key: _item(item) for key, item in result.items.items()},
        **({"groups": groups} if groups else {}),
        "base": to_text(result.base),
        "bonus": to_text(result.bonus),
        "penalty": to_text(result.penalty),
        "total": shown(result.total),
        "assigned": to_text(result.assigned_max),
        "ranking_points": shown(result.ranking_points),
        "excesses": [_excess(each) for each in result.excesses],
    }


def _item(item: ItemResult) -> Json:
    found = {name: shown(getattr(item, name)) for name in ("value", "base", "bonus", "penalty")}
    return {name: value for name, value in found.items() if name in ("value", "base") or value != "0"}


def _excess(each: Excess) -> list[str]:
    return [each.where, each.part, each.kind, to_text(each.stated), to_text(each.allowed), each.of]


def run(case: Json) -> Mapping[str, Json]:
    """What the program gives for a case, unit by unit."""
    return {unit: sheet_shown(result) for unit, result in board_of(case).results.items()}
