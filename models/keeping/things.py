"""Rows of two states of one book laid side by side, grouped by the thing a person would name.

A thing is a sheet with its cells, a meeting with its ballots, a proposal, a unit with its names and posts, a paper; a
row that belongs to none of the bigger ones is a thing of its own. Only rows are compared; acts are not looked at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.file.declared.shapes import Key, Row, Shapes, outer
from models.file.declared.tables import TABLES
from models.file.history import canonical, content

_OF: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    **dict.fromkeys(("cell", "keying", "keying_cell", "evidence"), ("sheet", ("sheet",))),
    **dict.fromkeys(("attendee", "opinion", "hand_vote", "ballot"), ("meeting", ("meeting",))),
    **dict.fromkeys(("unit_row", "post", "membership"), ("unit", ("unit",))),
    "form_node": ("form", ("form",)),
    "rule": ("regulation", ("regulation",)),
    "lineage_unit": ("lineage", ("event",)),
    "activity_unit": ("activity", ("activity",)),
    "comment": ("draft", ("draft",)),
    "team_unit": ("team", ("team",)),
    "report_received": ("report", ("year", "report")),
    "pledge_sign": ("pledge", ("year",)),
}
"""Tables whose rows belong to a row of another table: that table and the columns that name the row."""
OF_THE_FILE: Final = frozenset({"seal", "custody", "bloc_year"})
"""What is made by closing and handing over: it belongs to the file it was made in."""


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """`table` is the head table, `key` its row's key as the journal writes it."""

    table: str
    key: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One row that is not the same: how it stands here and there, None where it is not."""

    table: str
    key: Key
    here: Row | None
    there: Row | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing that is not the same here and there: its rows that differ, its head as it stands on either side."""

    thing: Thing
    rows: tuple[Pair, ...]
    head_here: Row | None
    head_there: Row | None

    @property
    def head(self) -> Row:
        """What names the thing: its row here, else there, else the row that differs."""
        first = self.rows[0]
        return self.head_here or self.head_there or first.here or first.there or {}


def differences(here: sqlite3.Connection, there: sqlite3.Connection) -> tuple[Difference, ...]:
    """Every thing that is not the same, in the order of tables and keys."""
    sides = tuple((one, Shapes(one)) for one in (here, there))
    found: dict[Thing, list[Pair]] = {}
    ballots: dict[str, str] = {}
    for connection, _shapes in sides:
        if _has(connection, "ballot"):
            ballots.update(connection.execute("SELECT key, meeting FROM ballot"))
    for table in TABLES:
        if table == "blob":
            continue  # bytes go with the evidence that names them
        for pair in _pairs(table, *sides):
            found.setdefault(_thing(pair, ballots), []).append(pair)
    heads = {thing: [_head(side, thing) for side in sides] for thing in found}
    order = {table: place for place, table in enumerate(TABLES)}
    return tuple(
        Difference(thing, tuple(found[thing]), *heads[thing])
        for thing in sorted(found, key=lambda one: (order[one.table], one.key))
    )


def thing_of(table: str, row: Mapping[str, Any], ballots: Mapping[str, str]) -> Thing:
    """The thing a row belongs to; `ballots` says whose meeting a ballot is."""
    if table == "recount":
        return Thing("meeting", ballots.get(str(row["ballot"]), str(row["ballot"])))
    head, columns = _OF.get(table, (table, TABLES[table].keys))
    values = [row[column] for column in columns]
    return Thing(head, canonical.encode(values) if len(values) > 1 else str(values[0]))


def _thing(pair: Pair, ballots: Mapping[str, str]) -> Thing:
    row = pair.here or pair.there
    assert row is not None, "a row that differs stands on one side at least"
    return thing_of(pair.table, row, ballots)


def _pairs(
    table: str, here: tuple[sqlite3.Connection, Shapes], there: tuple[sqlite3.Connection, Shapes]
) -> Iterator[Pair]:
    """Rows of one table that differ, both sides read in the order of keys."""
    mine, theirs = ({_key(one[1], table, row): row for row in _rows(*one, table)} for one in (here, there))
    for key in sorted(mine.keys() | theirs.keys()):
        old, new = mine.get(key), theirs.get(key)
        if old != new:
            yield Pair(table, outer(key), old, new)


def _rows(connection: sqlite3.Connection, shapes: Shapes, table: str) -> Iterator[Row]:
    return content.rows_of(connection, shapes, table) if _has(connection, table) else iter(())


def _key(shapes: Shapes, table: str, row: Row) -> tuple[str | int, ...]:
    return tuple(row[name] for name in TABLES[table].keys)


def _head(side: tuple[sqlite3.Connection, Shapes], thing: Thing) -> Row | None:
    connection, shapes = side
    if not _has(connection, thing.table):
        return None
    shape = shapes.light(thing.table)
    found = connection.execute(shape.one, shape.key_values(thing.key)).fetchone()
    return None if found is None else shape.content(shape.row(found))


def _has(connection: sqlite3.Connection, table: str) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone() is not None
