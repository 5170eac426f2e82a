"""Content as a whole: all rows in canonical order, and one digest per table. Equal content means equal digests."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from models.file.declared.shapes import Row, Shapes
from models.file.declared.tables import TABLES
from models.file.history import canonical


def rows_of(connection: sqlite3.Connection, shapes: Shapes, table: str) -> Iterator[Row]:
    """The content rows of one table in the order of their keys."""
    shape = shapes.light(table)
    for values in connection.execute(shape.every + shape.order):
        yield shape.content(shape.row(values))


def whole(connection: sqlite3.Connection, shapes: Shapes) -> dict[str, list[Row]]:
    """All content: per table that has rows, its rows in the order of their keys, what is not said left out."""
    tables = ((name, list(rows_of(connection, shapes, name))) for name in TABLES)
    return {name: rows for name, rows in tables if rows}


def digests(connection: sqlite3.Connection, shapes: Shapes) -> dict[str, str]:
    """Per table that has rows, the SHA-256 of the canonical JSON of its rows."""
    found = ((name, digest_rows(rows_of(connection, shapes, name))) for name in TABLES)
    return {name: digest for name, digest in found if digest is not None}


def digest_rows(rows: Iterable[Any]) -> str | None:
    """The SHA-256 of the canonical JSON list of `rows`, taken row by row; None when there is none."""
    import hashlib  # loads OpenSSL: only where something is written or checked

    running = hashlib.sha256()
    empty = True
    for row in rows:
        running.update(("[" if empty else ",").encode() + canonical.encode(row).encode())
        empty = False
    running.update(b"]")
    return None if empty else running.hexdigest()


def named(cursor: sqlite3.Cursor) -> list[Row]:
    """The rows of a SELECT as dicts; a column whose name ends in `_json` comes as its value, without that ending."""
    columns = [column[0] for column in cursor.description]
    names = [column.removesuffix("_json") for column in columns]
    packed = [i for i, column in enumerate(columns) if column.endswith("_json")]
    rows: list[Row] = []
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        for i in packed:
            if values[i] is not None:
                row[names[i]] = canonical.decode(values[i])
        rows.append(row)
    return rows
