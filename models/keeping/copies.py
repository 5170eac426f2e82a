"""Two files with one book id: which one is older, or were both written after they parted?

Told by their journals alone: acts they have in common from the first on, and acts only one of them has. Nothing is
changed, and nothing is merged. Of a copy that is not at hand a `Tail` is enough: how its journal ended when it was last
seen.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from models.file import header
from models.file.connect import connect
from models.file.copies.copy_marks import ACTS
from models.file.troubles import told

if TYPE_CHECKING:
    from models.file.store import Store

LONGEST: Final = 200
"""Acts a tail remembers."""
_SIGNS: Final = 8
Relation = Literal["same", "older", "newer", "forked", "other-book"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one file stands to another: `common` acts, acts only here, acts only there, and when they last agreed."""

    relation: Relation
    common: int = 0
    only_here: int = 0
    only_there: int = 0
    agreed_at: str = ""
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
    return Comparison(relation, common, ahead, behind, agreed_at, theirs[-1][1])


@dataclass(frozen=True, slots=True)
class Tail:
    """How a journal ended: how many `acts` it had, and by which `ends` (first signs of the hashes of the last ones,
    oldest first) it is known again."""

    acts: int
    ends: tuple[str, ...]


def tail(store: Store) -> Tail:
    """The end of the journal of an open book."""
    acts = store.acts
    chain = _chain(store.connection, max(0, acts - LONGEST))
    return Tail(acts, tuple(hash_[:_SIGNS] for hash_, _ in chain))


def compare_tail(store: Store, there: Tail) -> Comparison:
    """How the open book stands to a copy of which only the tail is known. A book that ended before the tail begins
    counts as older; where both parted before it, `common` is 0 and nothing is said of when."""
    acts, first = store.acts, there.acts - len(there.ends)
    chain = _chain(store.connection, first)
    theirs: Sequence[str] = there.ends[: len(chain)]
    same = 0
    for (hash_, _), sign in zip(chain, theirs, strict=False):
        if hash_[:_SIGNS] != sign:
            break
        same += 1
    if same == len(theirs):
        relation: Relation = "older" if acts < there.acts else "newer" if acts > there.acts else "same"
        both = min(acts, there.acts)
        return Comparison(relation, both, acts - both, there.acts - both)
    if not same:
        return Comparison("forked")
    common = first + same
    return Comparison("forked", common, acts - common, there.acts - common, chain[same - 1][1])


def _chain(connection: sqlite3.Connection, after: int = 0) -> list[tuple[str, str]]:
    """Hash and moment of the acts behind the first so many, in order, without the marks of copies."""
    ops = connection.execute(f"SELECT hash, at FROM op WHERE {ACTS} ORDER BY seq LIMIT -1 OFFSET ?", (after,))
    return [(str(hash_), str(at)) for hash_, at in ops]


def _id(connection: sqlite3.Connection) -> str | None:
    found = connection.execute("SELECT value FROM meta WHERE key = 'book_id'").fetchone()
    return None if found is None else str(found[0])
