"""What can still be read of a damaged book file, row by row, and what its journal still says of each row.

Everything is read from a copy, so nothing is ever written into the damaged file. A page that cannot be read hides the
rows behind it; those before and after it are read all the same, and the journal is asked for the others.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from models.file import disk, header
from models.file.connect import connect
from models.file.copies import stale
from models.file.declared.shapes import Row, Shape, Shapes
from models.file.declared.tables import TABLES
from models.file.history import canonical, chain, leaves
from models.file.history.replay import lenient, states
from models.file.scratch import scratch
from models.file.troubles import told
from models.rules.errors import FileTrouble

_HOLE: Final = 50_000
"""Row numbers tried one by one across a hole between two rows."""
_BEHIND: Final = 2_000
"""Row numbers tried behind the last row where the end of the table cannot be read."""
_LARGEST: Final = 2**32
"""Bytes no book has; a header that says more is damaged itself."""


@dataclass(frozen=True, slots=True)
class Readable:
    """Rows of one table by their key; `whole` when SQLite could read the table from end to end."""

    rows: dict[tuple[str | int, ...], Row]
    whole: bool


@dataclass
class Wreck:
    """What stands in the file (`live`) and what the journal says (`told`), per table and key; `unbroken` when every act
    of the journal could be read and follows from the one before; `scattered` when the list of tables was gone and rows
    were taken from single pages."""

    live: dict[str, Readable] = field(default_factory=dict)
    told: dict[str, dict[tuple[str | int, ...], Row | None]] = field(default_factory=dict)
    unbroken: bool = False
    scattered: bool = False
    acts: int = 0
    newest: str = ""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of the file, with the unfinished write beside it taken back where that is possible.

    FileTrouble: those of the place, and `file.damaged` when not even the list of its
    tables can be read.
    """
    with scratch() as folder, told(path):
        disk.refuse_no_file(path)
        copy = Path(folder) / "so.sokhoi"
        shutil.copyfile(path, copy)
        if header.has_journal(path) and not stale.journal_is_anothers(path):
            shutil.copyfile(header.journal_of(path), header.journal_of(copy))
        _fill_up(copy)
        connection = _connection(copy)
        with closing(connection), lenient(connection):
            yield connection


def _fill_up(copy: Path) -> None:
    """Of a file that was cut short (a stick pulled while it was copied) SQLite reads nothing at all: with empty pages
    in the place of those that are gone it reads the others."""
    size, said = copy.stat().st_size, header.announced(copy)
    if said is not None and size < said <= _LARGEST:
        os.truncate(copy, said)


def look_into(path: Path) -> Wreck:
    """Read what can be read of the file at `path`, without its list of tables where that is gone; refusals as in
    `opened`.
    """
    try:
        with opened(path) as connection:
            return _look(connection)
    except FileTrouble as trouble:
        if trouble.code != "file.damaged":
            raise
        with told(path), leaves.rebuilt(path) as scattered:
            if scattered is None:
                raise
            found = _look(scattered)
        found.live = {name: replace(one, whole=False) for name, one in found.live.items()}
        found.scattered = True
        return found


def _look(connection: sqlite3.Connection) -> Wreck:
    shapes, wreck = Shapes(connection), Wreck()
    for name in TABLES:
        if _columns(connection, name):
            wreck.live[name] = _readable(connection, shapes[name])
    ops = _values(connection, "op", ("seq", "at"))
    changes = _values(connection, "change", ("op", "n", "tbl", "key", "before", "after"))
    wreck.acts = len(ops.rows)
    wreck.newest = max((str(at) for _seq, at in ops.rows.values()), default="")
    wreck.unbroken = ops.whole and changes.whole and _follows(connection)
    wreck.told = _by_journal(shapes, changes.rows.values())
    return wreck


def _connection(copy: Path) -> sqlite3.Connection:
    try:
        return connect(copy)
    except sqlite3.DatabaseError:
        disk.sweep(header.journal_of(copy))
        return connect(copy, read_only=True)


@dataclass
class _Lines:
    rows: dict[int, tuple[Any, ...]]
    whole: bool


def _values(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> _Lines:
    """The rows of a table by their number: from the beginning, from the end, and one by one in between."""
    listed = ", ".join(f'"{column}"' for column in columns)
    sql = f'SELECT rowid, {listed} FROM "{table}" NOT INDEXED'
    found: dict[int, tuple[Any, ...]] = {}

    def read(rest: str, *given: int) -> bool:
        try:
            for number, *values in connection.execute(sql + rest, given):
                found[number] = tuple(values)
        except sqlite3.Error:
            return False
        return True

    if read(" ORDER BY rowid"):
        return _Lines(found, True)
    first = max(found, default=0)
    read(" ORDER BY rowid DESC")
    behind = [number for number in found if number > first]
    last = min(min(behind), first + _HOLE) if behind else first + _BEHIND
    for number in range(first + 1, last):
        read(" WHERE rowid = ?", number)
    return _Lines(dict(sorted(found.items())), False)


def _readable(connection: sqlite3.Connection, shape: Shape) -> Readable:
    """The rows of a content table that are rows: a key, text that is text, JSON that is JSON."""
    lines = _values(connection, shape.table.name, shape.columns)
    rows, whole = {}, lines.whole
    for values in lines.rows.values():
        try:
            row = shape.row(values)
            key = shape.key_of(row)
            _text(row)
        except (canonical.Unreadable, TypeError, ValueError):
            whole = False
            continue
        rows[key] = row
    return Readable(rows, whole)


def _text(row: Row) -> None:
    """ValueError for text that is no UTF-8."""
    for value in row.values():
        if isinstance(value, str):
            value.encode("utf-8")


def _by_journal(
    shapes: Shapes, lines: Iterator[tuple[Any, ...]] | Any
) -> dict[str, dict[tuple[str | int, ...], Row | None]]:
    """Each row as its history ends, of rows whose history holds together; None for a row that was taken away."""
    known = [line for line in lines if line[2] in TABLES and isinstance(line[3], str)]
    known.sort(key=lambda line: (line[2], line[3], line[0], line[1]))
    found: dict[str, dict[tuple[str | int, ...], Row | None]] = {}
    for (table, text), each in groupby(known, key=lambda line: (line[2], line[3])):
        history = [(table, text, op, before, after) for op, _n, _tbl, _key, before, after in each]
        try:
            key = shapes[table].key_values(text)
            ends, doubtful = states(history)
        except (ValueError, TypeError, canonical.Unreadable):
            continue
        if doubtful == set():
            found.setdefault(table, {})[key] = ends[-1][1]
    return found


def _follows(connection: sqlite3.Connection) -> bool:
    try:
        return not chain.walk(connection).wrong
    except (sqlite3.Error, canonical.Unreadable):
        return False


def _columns(connection: sqlite3.Connection, table: str) -> bool:
    return bool(connection.execute(f'PRAGMA table_info("{table}")').fetchall())
