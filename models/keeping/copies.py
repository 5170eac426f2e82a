"""Two files with one book id: which one is older, or were both written after they parted?

Told by their journals alone: acts they have in common from the first on, and acts only one of them has. Nothing is
changed, and nothing is merged.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.file import header
from models.file.connect import connect
from models.file.copies.copy_marks import ACTS
from models.file.troubles import told

Relation = Literal["same", "older", "newer", "forked", "other-book"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one file stands to another: `common` acts, acts only here, acts only there, and when they last agreed."""

    relation: Relation
    common: int = 0
    only_here: int = 0
    only_there: int = 0
    agreed_at: str = ""
    here_at: str = ""
    there_at: str = ""


def compare(here: Path, there: Path) -> Comparison:
    """How the file `here` stands to the file `there`: "older" means that `there` has all its acts and more.

    FileTrouble: those of `header.look`; files of another book give "other-book".
    """
    for path in (here, there):
        header.look(path)
    with told(here), closing(connect(here, read_only=True)) as first:
        mine = _chain(first)
        with told(there), closing(connect(there, read_only=True)) as second:
            theirs = _chain(second)
            if _id(first) != _id(second):
                return Comparison("other-book")
    common = 0
    for one, other in zip(mine, theirs, strict=False):
        if one[0] != other[0]:
            break
        common += 1
    ahead, behind = len(mine) - common, len(theirs) - common
    relation: Relation = "forked" if ahead and behind else "newer" if ahead else "older" if behind else "same"
    agreed_at = mine[common - 1][1] if common else ""
    return Comparison(relation, common, ahead, behind, agreed_at, mine[-1][1], theirs[-1][1])


def _chain(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Hash and moment of every act in order, without the marks of copies."""
    ops = connection.execute(f"SELECT hash, at FROM op WHERE {ACTS} ORDER BY seq")
    return [(str(hash_), str(at)) for hash_, at in ops]


def _id(connection: sqlite3.Connection) -> str | None:
    found = connection.execute("SELECT value FROM meta WHERE key = 'book_id'").fetchone()
    return None if found is None else str(found[0])
