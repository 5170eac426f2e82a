"""How a connection to a book is made: always with the same settings, and never creating a file by accident."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

_WAIT_SECONDS: Final = 5
_SETTINGS: Final = (
    # A rollback journal beside the file for the time of a write only: one file to copy, and it works over a network
    # share.
    "PRAGMA locking_mode = NORMAL",
    # The deletion of the journal reaches the disk too before a write counts as done.
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
    # Functions with effects are not run for a schema that somebody else may have put into the file.
    "PRAGMA trusted_schema = OFF",
    # What was overwritten (a name, a score) is not left readable in free pages.
    "PRAGMA secure_delete = ON",
    "PRAGMA cell_size_check = ON",
)


NO_TEXT: Final = "Could not decode to UTF-8"
"""What Python's sqlite3 says of text in a row that is none; it gives no number."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection to the existing file at `path`, in autocommit; whoever needs a transaction begins it. sqlite3.Error
    when it cannot be read.
    """
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(f"{address(path)}?mode={mode}", uri=True, isolation_level=None, timeout=_WAIT_SECONDS)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
        if not read_only:
            connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    except UnicodeDecodeError as error:  # SQLite tells what it cannot read of the schema, and that is no text
        connection.close()
        raise sqlite3.DatabaseError(f"{NO_TEXT}: the schema") from error
    return connection


@contextmanager
def begun(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One write transaction: committed at its end, rolled back when anything goes wrong in it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def address(path: Path) -> str:
    """The file as SQLite's URI: any name a folder allows, drive letters and network shares."""
    text = path.absolute().as_posix()
    return "file://" + quote(os.fsencode(text if text.startswith("/") else "/" + text))
