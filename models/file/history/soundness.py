"""Is the file whole as SQLite sees it, every index compared with its table? What the rows say is checked by
models/keeping/verify."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

from models.file.connect import connect
from models.file.troubles import code_of, told

_MOST: Final = 20
_OFTEN: Final = 10_000
"""Steps of SQLite's machine between two looks at whether the check is still wanted."""


def faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What SQLite's integrity check finds wrong, at most twenty lines in its words; empty when the file is whole."""
    try:
        found = [str(line) for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    except sqlite3.DatabaseError as error:
        if code_of(error) != "file.damaged":
            raise
        return (str(error),)
    return () if found == ["ok"] else tuple(found)


def check(path: Path, stop: Callable[[], bool] | None = None) -> tuple[str, ...]:
    """`faults` of the file at `path` through a connection of its own, for a worker beside the open book; nothing when
    `stop` says that nobody waits for the answer."""
    with told(path):
        connection = connect(path, read_only=True)
        if stop is not None:
            connection.set_progress_handler(lambda: int(stop()), _OFTEN)
        try:
            return faults(connection)
        except sqlite3.OperationalError:
            if stop is None or not stop():
                raise
            return ()
        finally:
            connection.close()
