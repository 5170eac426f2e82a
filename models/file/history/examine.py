"""Everything about a book that its journal explains: the chain, every row, the file's own facts, the passwords' rows.

One definition for everyone who asks: verify in the window, by verb and after opening, an upgrade, and every act that
leaves a checkpoint. What the rows mean is not looked at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from models.file.connect import connect
from models.file.declared.shapes import Shapes
from models.file.history import canonical
from models.file.history.chain import Chain, secret_digest, walk
from models.file.history.journal import Op
from models.file.history.replay import Mismatch, Replay, of_any_text
from models.rules.errors import FileTrouble

MOST = 1000
"""Places named at most; a book that is another altogether is not listed row by row."""


@dataclass(frozen=True, slots=True)
class Examined:
    """The chain, the places that are not as the journal says, and (op, table) of checkpoints that do not come out."""

    chain: Chain
    mismatches: tuple[Mismatch, ...]
    checkpoints: tuple[tuple[int, str], ...]

    @property
    def sound(self) -> bool:
        """Nothing was found."""
        return not (self.chain.wrong or self.mismatches or self.checkpoints)


def examine(
    connection: sqlite3.Connection,
    shapes: Shapes,
    *,
    leave: Callable[[], bool] | None = None,
    pending: Op | None = None,
) -> Examined:
    """Compare the live rows with the journal; `pending` is an op being written, whose changes stand there already.
    `replay.Unwanted` when `leave` says that nobody waits."""
    return of_any_text(connection, lambda: _examined(connection, shapes, leave, pending))


def _examined(
    connection: sqlite3.Connection, shapes: Shapes, leave: Callable[[], bool] | None, pending: Op | None
) -> Examined:
    chain = walk(connection, pending)
    replay = Replay(connection, shapes, chain.checkpoints, leave)
    found: list[Mismatch] = [*_meta(connection, chain), *_secrets(connection, chain)]
    for mismatch in replay.mismatches():
        if len(found) < MOST:
            found.append(mismatch)
    return Examined(chain, tuple(found), tuple(sorted(replay.wrong)))


def refuse_unexplained(connection: sqlite3.Connection, shapes: Shapes, file: str, pending: Op | None = None) -> None:
    """FileTrouble `file.unexplained` (facts: `places`, how many): no checkpoint is taken of rows that no act made."""
    found = examine(connection, shapes, pending=pending)
    if not found.sound:
        places = len(found.mismatches) + len(found.chain.wrong) + len(found.checkpoints)
        raise FileTrouble("file.unexplained", file=file, places=places)


def same_book(path: Path, newest: str | None) -> bool:
    """Whether the file, read anew, ends with the op of that hash and every row follows from its journal."""
    with closing(connect(path, read_only=True)) as connection:
        found = examine(connection, Shapes(connection))
        return found.sound and found.chain.newest[1] == (newest or "")


def _meta(connection: sqlite3.Connection, chain: Chain) -> Iterator[Mismatch]:
    live = dict(connection.execute("SELECT key, value FROM meta"))
    for key in sorted(live.keys() | chain.meta.keys()):
        if live.get(key) != chain.meta.get(key):
            yield Mismatch("meta", key)


def _secrets(connection: sqlite3.Connection, chain: Chain) -> Iterator[Mismatch]:
    names = ("keeper", "salt", "hash", "n", "r", "p")
    rows = connection.execute(f"SELECT {', '.join(names)} FROM keeper_secret")
    live = {row[0]: secret_digest(dict(zip(names, row, strict=True))) for row in rows}
    for keeper in sorted(live.keys() | chain.secrets.keys()):
        if live.get(keeper, "") != chain.secrets.get(keeper, ""):
            yield Mismatch("keeper_secret", keeper)


def explain(connection: sqlite3.Connection, shapes: Shapes) -> Iterator[tuple[str, str, str | None, str | None]]:
    """(table, key, before, after) of the changes that would make the journal explain the rows as they stand: what a
    step of the schema did to rows that were explained before it."""
    for each in Replay(connection, shapes).mismatches():
        if each.key is None:
            raise FileTrouble("file.damaged")
        shape = shapes[each.table]
        key = shape.key_text(each.key if isinstance(each.key, tuple) else (each.key,))
        old, new = each.old, each.new
        if old is not None and new is not None:
            old, new = ({name: row[name] for name in each.columns if name in row} for row in (old, new))
        before, after = (None if row is None else canonical.exact(row) for row in (old, new))
        yield each.table, key, before, after
