"""What makes a copy another thing than the book it was made of: one op at its end, which no act of a person is.

A fact about a file that stands outside the journal can be taken away unseen; an op cannot. So the file for the
successor says by its last op that it was carried away, and a copy to be looked at says so. The book itself has no such
op: it is the file that stayed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final, TypeAlias

from models.file.connect import begun
from models.file.copies.sources import Clock, KeySource
from models.file.declared.shapes import Shapes
from models.file.history.journal import Journal, Op

CARRIED: Final = "carry-copy"
"""This file was written for whoever the book is handed over to."""
VIEW_ONLY: Final = "view-copy"
"""This file is only to be looked at."""
MARKS: Final = frozenset({CARRIED, VIEW_ONLY})
ACTS: Final = f"kind NOT IN ('{CARRIED}', '{VIEW_ONLY}')"
"""What is an act and no mark, in SQL."""

Mark: TypeAlias = Callable[[sqlite3.Connection], None]
"""Writes the op into a finished copy."""


def marking(kind: str, clock: Clock, key_source: KeySource) -> Mark:
    """The mark of that kind, made at the moment it is written."""

    def write(copied: sqlite3.Connection) -> None:
        with begun(copied):
            at = clock().isoformat(timespec="seconds")
            Journal(copied, Shapes(copied)).follow(kind, {}, id_=key_source(), at=at)

    return write


def acts(connection: sqlite3.Connection) -> int:
    """How many acts the journal holds: equal in a book and its copies."""
    return int(connection.execute(f"SELECT count(*) FROM op WHERE {ACTS}").fetchone()[0])


def newest_act(connection: sqlite3.Connection) -> Op | None:
    """The newest op that is no mark of a copy: what a book and its copies have in common."""
    return Journal(connection, Shapes(connection)).last(but=MARKS)


def marks(connection: sqlite3.Connection) -> frozenset[str]:
    """The marks at the end of the journal."""
    newest = newest_act(connection)
    after = 0 if newest is None else newest.seq
    return frozenset(str(kind) for (kind,) in connection.execute("SELECT kind FROM op WHERE seq > ?", (after,)))
