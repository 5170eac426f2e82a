"""Is the file whole as SQLite sees it? What the rows say is checked by models/keeping/verify."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from models.file.connect import connect
from models.file.troubles import code_of, told

_MOST: Final = 20


def faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What SQLite's quick check finds wrong, at most twenty lines in SQLite's words; empty when the file is whole."""
    try:
        found = [str(line) for (line,) in connection.execute(f"PRAGMA quick_check({_MOST})")]
    except sqlite3.DatabaseError as error:
        if code_of(error) != "file.damaged":
            raise
        return (str(error),)
    return () if found == ["ok"] else tuple(found)


def check(path: Path) -> tuple[str, ...]:
    """`faults` of the file at `path` through a connection of its own, for a worker beside the open book."""
    with told(path):
        connection = connect(path, read_only=True)
        try:
            return faults(connection)
        finally:
            connection.close()
