"""Bringing a file to the newest schema: pending steps, the op that says so and a checkpoint, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.file.copies.sources import Clock, KeySource
from models.file.declared import schema_check
from models.file.declared.schema import DIGEST, STEPS
from models.file.declared.schema_check import MIGRATION_SET, step_name
from models.file.declared.shapes import Shapes
from models.file.history import content
from models.file.history.journal import Journal, Written
from models.rules.errors import FileTrouble

if TYPE_CHECKING:
    from sqlite_utils import Database


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one; a semicolon in a comment or a text ends none."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if any(line.strip() and not line.strip().startswith("--") for line in pending.splitlines()):
        raise ValueError(f"the last statement of a step does not end: {pending.strip()[:60]}")


def migrate(
    connection: sqlite3.Connection,
    kind: str,
    facts: dict[str, Any],
    *,
    clock: Clock,
    key_source: KeySource,
    file: str,
) -> None:
    """Apply the steps that are pending; `kind` names the op ("create" or "upgrade"). All or nothing.

    What stood in the book before is compared with its journal first (FileTrouble `file.unexplained`), and what a step
    does to rows that stand there (a new column with a value) is written down as changes of the op.
    """
    from sqlite_utils import Database, Migrations  # 150 ms, and only needed here

    from models.file.history.examine import refuse_unexplained

    migrations = Migrations(MIGRATION_SET)
    for number, script in enumerate(STEPS, start=1):
        migrations(name=step_name(number))(_step(number, script))
    connection.execute(
        "PRAGMA foreign_keys = OFF"
    )  # a step may rebuild a table; references are checked as a whole below
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = version(connection)
        if before:
            refuse_unexplained(connection, Shapes(connection), file)
        migrations.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise FileTrouble("file.damaged")
        _record(connection, kind, {**facts, "from": before, "to": version(connection)}, clock, key_source)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON")


def refuse_altered(connection: sqlite3.Connection, path: Path) -> None:
    """FileTrouble `file.schema_altered` (facts: `name`) when the schema is not what the steps make."""
    found = schema_check.altered(connection, STEPS, DIGEST)
    if found:
        raise FileTrouble("file.schema_altered", file=path.name, name=found[0])


def version(connection: sqlite3.Connection) -> int:
    """The number of steps the file has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _step(number: int, script: str) -> Callable[[Database], None]:
    def apply(database: Database) -> None:
        for statement in statements(script):
            database.conn.execute(statement)
        database.conn.execute(f"PRAGMA user_version = {number}")

    return apply


def _record(
    connection: sqlite3.Connection, kind: str, facts: dict[str, Any], clock: Clock, key_source: KeySource
) -> None:
    from models.file.history.examine import explain

    shapes = Shapes(connection)
    changes = [Written(n, *change) for n, change in enumerate(explain(connection, shapes), start=1)]
    at = clock().isoformat(timespec="seconds")
    digests = content.digests(connection, shapes)
    Journal(connection, shapes).follow(kind, facts, id_=key_source(), at=at, changes=changes, digests=digests)
