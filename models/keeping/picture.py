"""What a file of a book shows before it is opened: whose, which year, how much is in it, and what its state would cost.

Read by a connection of its own; the file may be older than the program, and nothing in it is changed.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models.file import header
from models.file.connect import connect
from models.file.copies.copy_marks import acts, newest_act
from models.file.troubles import told
from models.keeping.copies import Comparison, compare
from models.keeping.things import Difference, differences

COUNTED: Final = {
    "units": "SELECT count(*) FROM membership WHERE year = :year",
    "sheets": "SELECT count(*) FROM sheet WHERE year = :year AND state <> 'empty'",
    "complete": "SELECT count(*) FROM sheet WHERE year = :year AND state IN ('complete', 'confirmed', 'locked')",
    "meetings": "SELECT count(*) FROM meeting WHERE year = :year",
    "counted": "SELECT count(*) FROM ballot JOIN meeting ON meeting.key = ballot.meeting "
    "WHERE year = :year AND ballot.state = 'counted'",
    "proposals": "SELECT count(*) FROM proposal WHERE year = :year",
    "papers": "SELECT count(*) FROM paper WHERE year = :year AND state <> 'draft'",
}
"""What is counted of the newest year."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file at a glance: the bloc, the newest year (None: none yet) and its state, counts by the names of `COUNTED`,
    how many acts its journal holds and when the newest was."""

    bloc: str
    year: int | None
    state: str
    counts: dict[str, int]
    acts: int
    at: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What the open book has and another state has not: how their journals stand, and every thing that differs
    (`here` is the open book)."""

    relation: Comparison
    things: tuple[Difference, ...]


def take(path: Path) -> Picture:
    """The picture of the file at `path`. FileTrouble: those of `header.look`, `file.damaged` and the like."""
    header.look(path)
    with told(path), closing(connect(path, read_only=True)) as connection:
        name = connection.execute("SELECT name FROM bloc").fetchone()
        newest = connection.execute("SELECT year, state FROM bloc_year ORDER BY year DESC LIMIT 1").fetchone()
        year, state = newest or (None, "")
        last = newest_act(connection)
        return Picture(
            "" if name is None else str(name[0]),
            year,
            state,
            {what: _count(connection, sql, year) for what, sql in COUNTED.items()},
            acts(connection),
            "" if last is None else last.at,
        )


def cost(present: Path, other: Path) -> Cost:
    """What would be lost if `other` stood in the place of `present`; refusals as in `take`."""
    relation = compare(present, other)
    mine, theirs = (closing(connect(path, read_only=True)) for path in (present, other))
    with told(other), mine as here, theirs as there:
        return Cost(relation, differences(here, there))


def _count(connection: sqlite3.Connection, sql: str, year: int | None) -> int:
    return int(connection.execute(sql, {"year": year}).fetchone()[0])
