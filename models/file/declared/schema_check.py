"""Is the schema in the file the one that the released steps make, word for word?

Asked before anything else is read: a view in a table's place reads like the table, and a trigger runs on the first
write. Nothing that another program put into a book is ever run.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Final, TypeAlias

_Made: TypeAlias = Mapping[tuple[str, str], tuple[str, str | None]]
"""(type, name) -> (table it belongs to, its text)."""

MIGRATION_SET: Final = "sokhoi"
_RECORD: Final = (
    'CREATE TABLE "_sqlite_migrations" (\n   "id" INTEGER PRIMARY KEY,\n   "migration_set" TEXT,\n   "name" TEXT,\n'
    '   "applied_at" TEXT\n);'
    'CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"\n'
    '    ON "_sqlite_migrations" ("migration_set", "name")'
)
"""What sqlite-utils writes down its steps in (a test holds it equal)."""
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?\+00:00")
_ALL: Final = "SELECT type, name, tbl_name, sql FROM sqlite_schema"


def step_name(number: int) -> str:
    """The name under which step `number` (from 1) stands in `_sqlite_migrations`."""
    return f"step_{number:04}"


def altered(connection: sqlite3.Connection, steps: Sequence[str], known: str = "") -> tuple[str, ...]:
    """The tables, indexes, triggers, views and facts about the file that are not as made, such as "trigger x". `known`:
    the digest of all steps and of what they make; a schema that has it is not made once more to be compared."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    found = _schema(connection)
    if version != len(steps) or digest(steps, found) != known:
        expected = _made(tuple(steps[:version]))
        other = [each for each in expected.keys() | found.keys() if expected.get(each) != found.get(each)]
        if other:
            return tuple(sorted(" ".join(each) for each in other))
    lines = connection.execute(
        "SELECT id, migration_set, name, applied_at FROM _sqlite_migrations ORDER BY id"
    ).fetchall()
    steps_taken = [(number, MIGRATION_SET, step_name(number)) for number in range(1, version + 1)]
    if [line[:3] for line in lines] != steps_taken or not all(_MOMENT.fullmatch(str(line[3])) for line in lines):
        return ("table _sqlite_migrations",)
    known = connection.execute("SELECT 1 FROM meta WHERE key = 'book_id'").fetchone()
    return () if known else ("meta book_id",)


def digest(steps: Sequence[str], schema: _Made) -> str:
    """SHA-256 of steps and of a schema."""
    said = sorted([*key, table, sql] for key, (table, sql) in schema.items())
    return hashlib.sha256(json.dumps([*steps, said]).encode()).hexdigest()


@lru_cache(maxsize=8)
def _made(steps: tuple[str, ...]) -> _Made:
    """The schema that these steps make, found by making it in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(_RECORD)
        for step in steps:
            connection.executescript(step)
        return _schema(connection)


def _schema(connection: sqlite3.Connection) -> _Made:
    """What stands in the file; what is no text there (a bit that turned) is like nothing that was made."""
    return {
        (_text(kind), _text(name)): (_text(table), None if sql is None else _text(sql))
        for kind, name, table, sql in connection.execute(_ALL)
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else repr(value)
