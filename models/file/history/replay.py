"""The whole journal replayed from its first act beside the live rows, row by row in the order of keys.

Rows do not depend on each other, so each row's history is followed from nothing to its end, and its end is the live
row. On the way every checkpoint gets one running hash over the rows as they stood then. One pass, whatever the size of
the book; nothing of it is kept in memory but one row, its history and the running hashes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final, TypeAlias

from models.file.declared.shapes import Key, Row, Shape, Shapes, outer
from models.file.declared.tables import TABLES
from models.file.history import canonical

_Line: TypeAlias = tuple[str, str, int, str | None, str | None]
"""One change: table, key, op, before, after."""
_State: TypeAlias = tuple[int, Row | None]
"""What a row was from an op on; None: not there."""

_NUMBERED: Final = tuple(name for name, table in TABLES.items() if table.keys in (("year",), ("n",)))
"""Tables keyed by one number: as text 10 would come before 2."""
_LISTED: Final = tuple(name for name, table in TABLES.items() if len(table.keys) > 1)
_OFTEN: Final = 200
"""Rows between two looks at whether the answer is still wanted."""


class Unwanted(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A row whose live state is not the end of its history (`old`: what the journal says, `new`: what stands there).

    `columns` are those that differ, none when the whole row is in question; no `key`: somewhere in the table.
    """

    table: str
    key: Key | None
    columns: tuple[str, ...] = ()
    old: Row | None = None
    new: Row | None = None


@dataclass
class Replay:
    """One pass; `mismatches()` gives what differs, afterwards `wrong` holds (op, table) of checkpoints that do not
    come out. `checkpoints` says what each op's checkpoint says."""

    connection: sqlite3.Connection
    shapes: Shapes
    checkpoints: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    leave: Callable[[], bool] | None = None
    wrong: list[tuple[int, str]] = field(default_factory=list)

    def mismatches(self) -> Iterator[Mismatch]:
        """Every row that is not what the journal made of it, table by table; rows are read as they stand now."""
        present = {name for (name,) in self.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        histories = _Tables(self._histories())
        for name in sorted(TABLES):
            yield from (Mismatch(strange, None) for strange in histories.skip_to(name))
            lines = histories.of(name)
            if name in present:
                yield from self._table(self.shapes.light(name), lines)
            elif next(lines, None) is not None:
                yield Mismatch(name, None)
        yield from (Mismatch(strange, None) for strange in histories.skip_to(None))

    def _histories(self) -> Iterator[tuple[str, list[_Line]]]:
        """Each row's changes, rows in the order of tables and of their typed keys."""
        part = "CASE WHEN tbl IN {} AND json_valid(key) THEN json_extract(key, '$[{}]') {} END"
        listed, numbered = (str(names) if len(names) > 1 else f"('{names[0]}')" for names in (_LISTED, _NUMBERED))
        first = part.format(listed, 0, f"WHEN tbl IN {numbered} THEN CAST(key AS INTEGER) ELSE key")
        order = f"tbl, {first}, {part.format(listed, 1, '')}, {part.format(listed, 2, '')}, key, op, n"
        lines = self.connection.execute(f"SELECT tbl, key, op, before, after FROM change ORDER BY {order}")
        for number, ((table, _), each) in enumerate(groupby(lines, key=lambda line: (line[0], line[1]))):
            if self.leave is not None and number % _OFTEN == 0 and self.leave():
                raise Unwanted
            yield table, list(each)

    def _table(self, shape: Shape, histories: Iterator[list[_Line]]) -> Iterator[Mismatch]:
        """History and live row side by side, both in the order of keys."""
        running = {op: _Running() for op in self.checkpoints}
        live = _live(self.connection, shape)
        row = next(live, None)
        for lines in histories:
            try:
                key = shape.key_values(lines[0][1])
            except ValueError:
                yield Mismatch(shape.table.name, None)
                continue
            while row is not None and _order(row[0]) < _order(key):
                yield Mismatch(shape.table.name, outer(row[0]), (), None, row[1])
                row = next(live, None)
            ends, doubtful = states(lines)
            _hash(ends, running)
            now, exact = None, True
            if row is not None and row[0] == key:
                now, exact = row[1], row[2]
                row = next(live, None)
            yield from _compared(shape.table.name, key, ends[-1][1], now, doubtful, exact)
        while row is not None:
            yield Mismatch(shape.table.name, outer(row[0]), (), None, row[1])
            row = next(live, None)
        for op, each in running.items():
            if each.digest() != self.checkpoints[op].get(shape.table.name):
                self.wrong.append((op, shape.table.name))


class _Tables:
    """Histories handed out table by table from one ordered reading."""

    def __init__(self, histories: Iterator[tuple[str, list[_Line]]]) -> None:
        self._histories = histories
        self._next = next(histories, None)

    def of(self, table: str) -> Iterator[list[_Line]]:
        while self._next is not None and self._next[0] == table:
            yield self._next[1]
            self._next = next(self._histories, None)

    def skip_to(self, table: str | None) -> Iterator[str]:
        """Names that stand before `table` (None: all that are left) and are no table of ours, each once."""
        told = None
        while self._next is not None and (table is None or self._next[0] < table):
            if self._next[0] != told:
                told = self._next[0]
                yield told
            self._next = next(self._histories, None)


class _Running:
    """The digest of a table's rows at one checkpoint, as `content.digest_rows` gives it."""

    def __init__(self) -> None:
        import hashlib  # loads OpenSSL: only where something is written or checked

        self._hash = hashlib.sha256(b"[")
        self._empty = True

    def add(self, text: bytes) -> None:
        self._hash.update(text if self._empty else b"," + text)
        self._empty = False

    def digest(self) -> str | None:
        self._hash.update(b"]")
        return None if self._empty else self._hash.hexdigest()


@contextmanager
def lenient(connection: sqlite3.Connection) -> Iterator[None]:
    """Text that is no UTF-8 comes as text that equals none of ours, instead of ending the reading."""
    usual = connection.text_factory
    connection.text_factory = lambda content: content.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        connection.text_factory = usual


def _live(connection: sqlite3.Connection, shape: Shape) -> Iterator[tuple[tuple[Any, ...], Row, bool]]:
    """(key, content, whether its JSON is canonical text) of every live row in the order of keys."""
    packed = [(i, shape.names[i]) for i, column in enumerate(shape.columns) if column.endswith("_json")]
    places = [shape.names.index(name) for name in shape.table.keys]
    for values in connection.execute(shape.every + shape.order):
        exact = True
        try:
            row = shape.content(shape.row(values))
            for i, name in packed:
                exact = exact and (values[i] is None or canonical.exact(row[name]) == values[i])
        except canonical.Unreadable:
            row, exact = {}, False
        yield tuple(values[i] for i in places), row, exact


def states(lines: list[_Line]) -> tuple[list[_State], set[str] | None]:
    """What the row was after each of its changes, and the columns in which a change began from something that no act
    left there (None: the row itself was not there, or was)."""
    states: list[_State] = []
    row: Row | None = None
    doubtful: set[str] = set()
    whole = False
    for _, _, op, before, after in lines:
        try:
            was = None if before is None else canonical.decode(before)
            new = None if after is None else canonical.decode(after)
            if not all(isinstance(side, dict | None) for side in (was, new)):
                raise TypeError("a change of something that is no row")
            if was is None or new is None:
                whole = whole or row != was
                row = new
            else:
                whole = whole or row is None
                doubtful |= {name for name in was.keys() | new.keys() if (row or {}).get(name) != was.get(name)}
                row = {name: value for name, value in (row or {}).items() if name not in was} | new
        except (canonical.Unreadable, AttributeError, TypeError):
            whole = True
        states.append((op, row))
    return states, None if whole else doubtful


def _hash(states: list[_State], running: Mapping[int, _Running]) -> None:
    """Add the row as it stood then to every checkpoint that saw it."""
    place, then, text = 0, None, b""
    for op, each in running.items():
        while place < len(states) and states[place][0] <= op:
            then = states[place][1]
            text = b"" if then is None else canonical.exact(then).encode("utf-8", "surrogateescape")
            place += 1
        if then is not None:
            each.add(text)


def _compared(
    table: str, key: tuple[Any, ...], old: Row | None, new: Row | None, doubtful: set[str] | None, exact: bool
) -> Iterator[Mismatch]:
    if doubtful is None or not exact or (old is None) != (new is None):
        yield Mismatch(table, outer(key), (), old, new)
    elif old is not None and new is not None and (old != new or doubtful):
        other = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
        yield Mismatch(table, outer(key), tuple(sorted(other | doubtful)), old, new)


def _order(key: tuple[Any, ...]) -> tuple[tuple[bool, Any], ...]:
    """SQLite's order of keys: numbers before text, text by its code points."""
    return tuple((isinstance(value, str), value) for value in key)
