"""The JSON Schema of the interchange document, derived from the DDL so that the two can never disagree.

`python -m models.exchange.document_schema` writes `resources/interchange.schema.json`; a test holds the file equal to
what is derived.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from models.file.declared.column_kinds import kind_of
from models.file.declared.schema import STEPS
from models.file.declared.tables import TABLES
from models.rules.number.days import FIRST_YEAR, LAST_YEAR

FORMAT = "so-khoi"
VERSION = 1
YES_NO = frozenset({"not_assigned", "unverified", "sum_error_accepted", "notice", "wrong_rank", "votes_on_awards"})
"""INTEGER columns that mean yes or no and stand as true/false in the document."""

PLACE = Path(__file__).resolve().parents[2] / "resources" / "interchange.schema.json"
KEY = "^[a-z0-9.-]{1,40}$"
_BASE64 = "^[A-Za-z0-9+/]*={0,2}$"
DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_DATED = re.compile(r"((?<!based)_on|_date|^date|^active_from|^active_to|^valid_from|^valid_to|^dated)$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the document, its SQLite type, whether it must be said, what it is when unsaid, its
    closed list of values."""

    shown: str
    type: str
    is_json: bool
    required: bool
    default: str | None
    choices: tuple[str, ...]
    is_key: bool
    refers: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Where a document breaks the schema and in what way: the word of JSON Schema, what it asks for, the names in the
    place that are wanted or not."""

    place: str
    what: str
    wanted: object = None
    names: tuple[str, ...] = ()


@cache
def _all_columns() -> dict[str, tuple[Column, ...]]:
    memory = sqlite3.connect(":memory:")
    for step in STEPS:
        memory.executescript(step)
    found: dict[str, tuple[Column, ...]] = {}
    for table in TABLES.values():
        (ddl,) = memory.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table.name,)).fetchone()
        refers = {row[3]: row[2] for row in memory.execute(f"PRAGMA foreign_key_list({table.name})")}
        columns = []
        for _cid, name, kind, not_null, default, in_key in memory.execute(f"PRAGMA table_info({table.name})"):
            is_json = name.endswith("_json")
            listed = re.search(rf"\b{name} IN \(([^)]*)\)", ddl)
            choices = tuple(re.findall(r"'([^']*)'", listed.group(1))) if listed else ()
            required = (bool(in_key) or bool(not_null)) and default is None
            unset = default.strip("'") if default is not None else None
            columns.append(
                Column(
                    name.removesuffix("_json"), kind, is_json, required, unset, choices, bool(in_key), refers.get(name)
                )
            )
        found[table.name] = tuple(columns)
    memory.close()
    return found


def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a content table in the order of the DDL."""
    return _all_columns()[table]


def stands_beside(table: str, column: Column) -> bool:
    """Bytes of attached files stand beside the document; other bytes (a seal's content) stand in it as base64."""
    return table == "blob" and column.type == "BLOB"


_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_YEAR: dict[str, Any] = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
_YEARS: dict[str, Any] = {"type": "array", "items": _YEAR}
_OBJECT: dict[str, Any] = {"type": "object"}
_POINTS: dict[str, Any] = {"type": "object", "additionalProperties": {"type": ["string", "integer"]}}


def _each(required: tuple[str, ...], **said: dict[str, Any]) -> dict[str, Any]:
    """An object with these members, of which some must be there."""
    return {"type": "object", "properties": said, "required": list(required)}


def _named(shape: dict[str, Any]) -> dict[str, Any]:
    """An object whose members, whatever their names, are all of one shape."""
    return {"type": "object", "additionalProperties": shape}


_TALLIES = _named(_each(("agree",), agree=_COUNT, disagree=_COUNT))
_NUMBERS = ("printed", "issued", "exchanged", "unused", "collected", "valid", "invalid")
_JSON_SHAPES: dict[str, dict[str, Any]] = {
    "rule.spec": _OBJECT,
    "form.spec": _OBJECT,
    "form_node.spec": _OBJECT,
    "cell.stated": _POINTS,
    "cell.inputs": _OBJECT,
    "cell.estimated": _TEXTS,
    "keying_cell.stated": _POINTS,
    "keying_cell.inputs": _OBJECT,
    "paper.texts": _named(_each(("text",), text=_TEXT, digest=_TEXT)),
    "paper.choices": _named(_TEXT),
    "movement.items": _TEXTS,
    "ballot.candidates": {
        "type": "array",
        "items": _each(("key", "name"), key=_TEXT, name=_TEXT, unit=_TEXT, person=_TEXT, household=_TEXT),
    },
    "circulation.awards": {
        "type": "array",
        "items": _each(("title", "name", "unit"), title=_TEXT, name=_TEXT, unit=_TEXT, person=_TEXT, household=_TEXT),
    },
    "ballot.rule": _each(("spec",), spec=_OBJECT, key=_TEXT, cite=_TEXT, quote=_TEXT, name=_TEXT),
    "ballot.tellers": {"type": "array", "items": _each(("name", "role"), name=_TEXT, role=_TEXT)},
    "ballot.figures": _each(
        (*_NUMBERS, "tally"),
        **dict.fromkeys((*_NUMBERS, "opinions"), _COUNT),
        tally=_TALLIES,
        written=_TALLIES,
        marks=_named(_COUNT),
        invalid_reason=_TEXT,
    ),
    "ballot.electorate": _each(
        ("day", "units", "listed"),
        day=_TEXT,
        listed={"type": "boolean"},
        engine={"type": "integer"},
        units={
            "type": "array",
            "items": _each(("unit",), unit=_TEXT, capacity=_TEXT, barred={"type": "boolean"}),
        },
        answers={
            "type": "array",
            "items": _each(("key", "question", "subject", "choice"), key=_TEXT, question=_TEXT, subject=_TEXT),
        },
    ),
    "recount.figures": _OBJECT,
    "proposal.years": _YEARS,
    "proposal.papers": _named(_COUNT),
    "honour.years": _YEARS,
    "seal.open_points": _TEXTS,
    "custody.items": _TEXTS,
    "custody.open_work": _TEXTS,
}
"""What a JSON column holds, so far as whoever reads it must be able to rely on it; `setting.value`, `decision.choice`,
`paper.content` have as many shapes as there are settings, questions and papers (`kept_shapes`)."""


def _column_schema(table: str, column: Column) -> dict[str, Any]:
    if column.is_json:
        return _JSON_SHAPES.get(f"{table}.{column.shown}", {})
    if column.shown in YES_NO:
        return {"type": "boolean"}
    if kind_of(table, column.shown) == "year":
        return _YEAR
    if column.type == "INTEGER":
        return {"type": "integer"}
    if column.type == "BLOB":
        return {"type": "string", "contentEncoding": "base64", "pattern": _BASE64}
    if column.choices:
        return {"type": "string", "enum": list(column.choices)}
    if _DATED.search(column.shown):
        return {"type": "string", "pattern": DATE}
    key_of_row = column.is_key and column.shown == "key" and table not in {"setting"}
    if table == "blob" and column.shown == "sha256":
        return {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    if key_of_row or (column.refers and column.refers != "blob"):
        return {"type": "string", "pattern": KEY}
    return {"type": "string"}


def derive() -> dict[str, Any]:
    """The JSON Schema (draft-07) of the document."""
    tables: dict[str, Any] = {}
    for table in TABLES.values():
        columns = [column for column in columns_of(table.name) if not stands_beside(table.name, column)]
        tables[table.name] = {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {column.shown: _column_schema(table.name, column) for column in columns},
                "required": [column.shown for column in columns if column.required],
                "additionalProperties": False,
            },
        }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Sổ Khối: interchange document",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"type": "integer", "minimum": 1, "maximum": VERSION},
            "book": {"type": "string"},
            "about": {"type": "string"},
            **tables,
        },
        "required": ["format", "version"],
        "additionalProperties": False,
    }


def _names(error: Any) -> tuple[str, ...]:
    if error.rule == "required":
        return tuple(name for name in error.rule_definition if name not in error.value)
    if error.rule == "additionalProperties":
        return tuple(sorted(set(error.value) - set(error.definition.get("properties", ()))))
    return ()


@cache
def validator() -> Callable[[Any], Problem | None]:
    """A function that gives the first problem of a document, or None."""
    import fastjsonschema

    check = fastjsonschema.compile(json.loads(PLACE.read_text(encoding="utf-8")))

    def first_problem(document: Any) -> Problem | None:
        try:
            check(document)
        except fastjsonschema.JsonSchemaValueException as error:
            place = ".".join(str(part) for part in error.path[1:]) or "document"
            return Problem(place, str(error.rule), error.rule_definition, _names(error))
        return None

    return first_problem


def text() -> str:
    """The schema as it stands in `resources/interchange.schema.json`."""
    return json.dumps(derive(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    PLACE.write_text(text(), encoding="utf-8")
