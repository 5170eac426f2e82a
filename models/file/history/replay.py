"""The whole journal replayed from its first act beside the live rows, row by row in the order of keys.

Rows do not depend on each other, so each row's history is followed from nothing to its end, and its end is the live
row. On the way every checkpoint gets one running hash over the rows as they stood then. One pass, whatever the size of
the book; nothing of it is kept in memory but one row, its history and the running hashes.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TypeAlias, TypeVar

from models.file.connect import NO_TEXT
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
_MOST: Final = 20_000
"""Texts of JSON columns remembered as canonical while a table is compared; most of them come again and again."""
_T = TypeVar("_T")


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
        for number, ((table, _), each) in enumerate(groupby(lines, key=itemgetter(0, 1))):
            if self.leave is not None and number % _OFTEN == 0 and self.leave():
                raise Unwanted
            yield table, list(each)

    def _table(self, shape: Shape, histories: Iterator[list[_Line]]) -> Iterator[Mismatch]:
        """History and live row side by side, both in the order of keys. Most rows were put in once and stand as they
        were put in: their text is compared as it stands."""
        running, live, name = _Running(self.checkpoints), _Live(shape), shape.table.name
        rows = iter(self.connection.execute(shape.every + shape.order))
        row = next(rows, None)
        for lines in histories:
            text = lines[0][1]
            known = row is not None and live.key_text(row) == text
            try:
                key = live.key(row) if row is not None and known else shape.key_values(text)
            except ValueError:
                yield Mismatch(name, None)
                continue
            while not known and row is not None and _order(live.key(row)) < _order(key):
                yield live.unexplained(row)
                row = next(rows, None)
            now = None
            if row is not None and (known or live.key(row) == key):
                now, row = row, next(rows, None)
            _, _, op, before, after = lines[0]
            once = len(lines) == 1 and before is None and after is not None
            if once and now is not None and live.text(now) == after:
                running.add([op], [after])
                continue
            ends, doubtful = states(lines)
            running.add([op for op, _ in ends], [state for _, state in ends])
            yield from _compared(name, key, ends[-1][1], *live.read(now), doubtful)
        while row is not None:
            yield live.unexplained(row)
            row = next(rows, None)
        for op, digest in running.digests():
            if digest != self.checkpoints[op].get(name):
                self.wrong.append((op, name))


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
    """The digests of a table's rows at every checkpoint, as `content.digest_rows` gives them. Checkpoints that saw the
    same rows so far share one hash, so that a long book with many of them is hashed about once."""

    def __init__(self, ops: Iterable[int]) -> None:
        import hashlib  # loads OpenSSL: only where something is written or checked

        opened = [_Seen(sorted(ops), hashlib.sha256(b"["), True)]
        self._seen = [seen for seen in opened if seen.ops]

    def add(self, changed: list[int], states: list[Row | str | None]) -> None:
        """The next row: the ops that changed it, and what it was from each of them on (its text, where it is known)."""
        parted = []
        for seen in self._seen:
            if seen.ops[-1] < changed[0]:
                continue
            last = bisect_right(changed, seen.ops[-1])
            if bisect_right(changed, seen.ops[0]) != last:
                for place, ops in groupby(seen.ops, key=lambda op: bisect_right(changed, op)):
                    if place != last:
                        apart = _Seen(list(ops), seen.running.copy(), seen.empty)
                        apart.add(None if place == 0 else states[place - 1])
                        parted.append(apart)
                seen.ops = [op for op in seen.ops if bisect_right(changed, op) == last]
            seen.add(states[last - 1])
        self._seen += parted

    def digests(self) -> Iterator[tuple[int, str | None]]:
        """What came of each checkpoint."""
        for seen in self._seen:
            seen.running.update(b"]")
            digest = None if seen.empty else seen.running.hexdigest()
            yield from ((op, digest) for op in seen.ops)


@dataclass
class _Seen:
    """Checkpoints that saw the same rows so far, in order, and the hash of these rows."""

    ops: list[int]
    running: Any
    empty: bool

    def add(self, state: Row | str | None) -> None:
        if state is not None:
            text = state if isinstance(state, str) else canonical.exact(state)
            self.running.update(("" if self.empty else ",").encode() + text.encode("utf-8", "surrogateescape"))
            self.empty = False


@contextmanager
def lenient(connection: sqlite3.Connection) -> Iterator[None]:
    """Text that is no UTF-8 comes as text that equals none of ours, instead of ending the reading."""
    usual = connection.text_factory
    connection.text_factory = lambda content: content.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        connection.text_factory = usual


def of_any_text(connection: sqlite3.Connection, read: Callable[[], _T]) -> _T:
    """What `read` gives; read once more, leniently, only where a text is no UTF-8: that costs a call for every text."""
    try:
        return read()
    except sqlite3.OperationalError as error:
        if NO_TEXT not in str(error):
            raise
    with lenient(connection):
        return read()


class _Live:
    """The live rows of one table as SQLite holds them: their keys and their content as the journal writes them."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._keys = [shape.names.index(name) for name in shape.table.keys]
        packed = [column.endswith("_json") for column in shape.columns]
        self._packed = [i for i, of in enumerate(packed) if of]
        self._parts = sorted((canonical.quoted(name) + ":", i, packed[i]) for i, name in enumerate(shape.names))
        self._canonical: set[str] = set()

    def key(self, values: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(values[i] for i in self._keys)

    def key_text(self, values: Sequence[Any]) -> str:
        """The key as the journal writes it."""
        if len(self._keys) == 1:
            return str(values[self._keys[0]])
        each = (canonical.quoted(key) if isinstance(key, str) else str(key) for key in self.key(values))
        return "[" + ",".join(each) + "]"

    def text(self, values: Sequence[Any]) -> str | None:
        """The content as canonical text, put together without being read; None where that is not so plain."""
        said = []
        for name, i, packed in self._parts:
            value = values[i]
            if value is None:
                continue
            if packed:
                if value not in self._canonical and not self._is_canonical(value):
                    return None
                said.append(name + value)
            elif isinstance(value, str):
                said.append(name + canonical.quoted(value))
            elif isinstance(value, int):
                said.append(f"{name}{value}")
            else:
                return None
        return "{" + ",".join(said) + "}"

    def _is_canonical(self, text: object) -> bool:
        try:
            if not isinstance(text, str) or canonical.exact(canonical.decode(text)) != text:
                return False
        except canonical.Unreadable:
            return False
        if len(self._canonical) >= _MOST:
            self._canonical.clear()
        self._canonical.add(text)
        return True

    def read(self, values: Sequence[Any] | None) -> tuple[Row | None, bool]:
        """The content, and whether its JSON is canonical text; no row is content of none."""
        if values is None:
            return None, True
        try:
            row = self._shape.row(values)
        except canonical.Unreadable:
            return {}, False
        exact = all(values[i] is None or canonical.exact(row[self._shape.names[i]]) == values[i] for i in self._packed)
        return self._shape.content(row), exact

    def unexplained(self, values: Sequence[Any]) -> Mismatch:
        """A row that no act made."""
        return Mismatch(self._shape.table.name, outer(self.key(values)), (), None, self.read(values)[0])


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


def _compared(
    table: str, key: tuple[Any, ...], old: Row | None, new: Row | None, exact: bool, doubtful: set[str] | None
) -> Iterator[Mismatch]:
    if doubtful is None or not exact or (old is None) != (new is None):
        yield Mismatch(table, outer(key), (), old, new)
    elif old is not None and new is not None and (old != new or doubtful):
        other = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
        yield Mismatch(table, outer(key), tuple(sorted(other | doubtful)), old, new)


def _order(key: tuple[Any, ...]) -> tuple[tuple[bool, Any], ...]:
    """SQLite's order of keys: numbers before text, text by its code points."""
    return tuple((isinstance(value, str), value) for value in key)
