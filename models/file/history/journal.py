"""The journal: what was done, by whom, when, and how each row changed; one hash chain from the first op to the last.

Reading ops and changes, appending one op, and the hash that ties an op to the one before. What an op means is not known
here. The chain shows an outside edit of the journal; an edit that rebuilds the whole chain shows only against a
fingerprint on paper or another copy of the book.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.file.declared.shapes import Key, Row, Shapes, outer
from models.file.history import canonical


@dataclass(frozen=True, slots=True)
class Op:
    """One act: its place among all acts, its kind and facts, the person at the keyboard, the time, its hash."""

    seq: int
    id: str
    kind: str
    facts: Mapping[str, Any]
    person: str
    at: str
    hash: str


@dataclass(frozen=True, slots=True)
class Written:
    """One change as the journal holds it: canonical texts; no `before` is a new row, no `after` a deleted one."""

    n: int
    table: str
    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One row changed by an op: changed columns before and after; a column absent on one side was or is not said."""

    n: int
    table: str
    key: Key
    before: Row | None
    after: Row | None


def link(previous: str, op: Op, changes: Iterable[Written], digests: Mapping[str, str] | None = None) -> str:
    """The hash of an op: over the hash before it, the op itself, its changes in order and its checkpoint if any."""
    checkpoint = None if digests is None else canonical.exact(digests)
    return link_texts(previous, op, canonical.exact(op.facts), changes, checkpoint)


def link_texts(previous: str, op: Op, facts: str, changes: Iterable[Written], checkpoint: str | None) -> str:
    """The same where facts and checkpoint are canonical text already; the changes are taken one by one. Each line is
    canonical JSON, put together here as a journal has very many."""
    import hashlib  # loads OpenSSL: only where something is written or checked

    chain = hashlib.sha256(_bytes(previous))
    chain.update(
        _bytes(
            f'\n{{"at":{_said(op.at)},"facts":{facts},"id":{_said(op.id)},"kind":{_said(op.kind)},'
            f'"person":{_said(op.person)},"seq":{op.seq}}}'
        )
    )
    for change in changes:
        after = "" if change.after is None else f'"after":{_said(change.after)},'
        before = "" if change.before is None else f'"before":{_said(change.before)},'
        line = f'\n{{{after}{before}"key":{_said(change.key)},"n":{change.n},"table":{_said(change.table)}}}'
        chain.update(_bytes(line))
    if checkpoint is not None:
        chain.update(_bytes("\n" + checkpoint))
    return chain.hexdigest()


def _said(value: object) -> str:
    """A text as JSON; what is none (a file edited outside) as what it is."""
    return canonical.quoted(value) if isinstance(value, str) else canonical.exact(value)


def _bytes(line: str) -> bytes:
    """What is hashed of a text; one that is no UTF-8 (a file edited outside) stands with the bytes it has."""
    return line.encode("utf-8", "surrogateescape")


class Journal:
    """The journal tables of one open file."""

    def __init__(self, connection: sqlite3.Connection, shapes: Shapes) -> None:
        self._connection = connection
        self._shapes = shapes

    def last(self, but: Collection[str] = ()) -> Op | None:
        """The newest op whose kind is none of those named, whatever its number: a file edited outside skips some."""
        places = ", ".join("?" * len(but))
        return next(self._ops(f"WHERE kind NOT IN ({places}) ORDER BY seq DESC LIMIT 1", tuple(but)), None)

    def ops(
        self, after: int = 0, limit: int | None = None, kind: str | None = None, fact: str | None = None
    ) -> Iterator[Op]:
        """Ops in order, those later than `after`, at most `limit`, of one kind or with one fact where it is named."""
        most = -1 if limit is None else limit
        if fact is not None:
            named = f'"{fact}":'
            found = self._ops("WHERE seq > ? AND instr(facts, ?) ORDER BY seq LIMIT ?", (after, named, most))
            return (op for op in found if fact in op.facts)
        if kind is not None:
            return self._ops("WHERE seq > ? AND kind = ? ORDER BY seq LIMIT ?", (after, kind, most))
        return self._ops("WHERE seq > ? ORDER BY seq LIMIT ?", (after, most))

    def written(self, seq: int) -> list[Written]:
        """The changes of one op as their canonical texts, in order."""
        found = self._connection.execute(
            "SELECT n, tbl, key, before, after FROM change WHERE op = ? ORDER BY n", (seq,)
        )
        return [Written(*row) for row in found]

    def changes(self, seq: int) -> list[Change]:
        """The changes of one op, in order."""
        return [self.read(change) for change in self.written(seq)]

    def touched(self, seq: int) -> list[tuple[str, Key]]:
        """Table and key of each row one op changed, in order."""
        found = self._connection.execute("SELECT tbl, key FROM change WHERE op = ? ORDER BY n", (seq,))
        return [(table, outer(self._shapes[table].key_values(key))) for table, key in found]

    def read(self, change: Written) -> Change:
        """A change with its key and columns as values."""
        key = outer(self._shapes[change.table].key_values(change.key))
        before = None if change.before is None else canonical.decode(change.before)
        after = None if change.after is None else canonical.decode(change.after)
        return Change(change.n, change.table, key, before, after)

    def checkpoint(self, seq: int) -> dict[str, str] | None:
        """The digest of each content table after that op, when the op left a checkpoint."""
        row = self._connection.execute("SELECT digests FROM checkpoint WHERE op = ?", (seq,)).fetchone()
        return None if row is None else dict(canonical.decode(row[0]))

    def follow(
        self,
        kind: str,
        facts: Mapping[str, Any],
        *,
        id_: str,
        at: str,
        person: str = "",
        changes: Sequence[Written] = (),
        digests: Mapping[str, str] | None = None,
    ) -> Op:
        """Write an op of the program's own (no act of a person) after the newest one, inside the open transaction."""
        last = self.last()
        seq, previous = (1, "") if last is None else (last.seq + 1, last.hash)
        op = Op(seq, id_, kind, facts, person, at, "")
        chained = replace(op, hash=link(previous, op, changes, digests))
        self.write_changes(seq, changes)
        self.append(chained, digests)
        return chained

    def write_changes(self, seq: int, changes: Iterable[Written]) -> None:
        """Write the changes of an op inside the transaction that is open; its own line follows with `append`."""
        self._connection.executemany(
            "INSERT INTO change (op, n, tbl, key, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            ((seq, change.n, change.table, change.key, change.before, change.after) for change in changes),
        )

    def append(self, op: Op, digests: Mapping[str, str] | None) -> None:
        """Write an op and its checkpoint inside the transaction that is open."""
        self._connection.execute(
            "INSERT INTO op (seq, id, kind, facts, person, at, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (op.seq, op.id, op.kind, canonical.encode(op.facts), op.person, op.at, op.hash),
        )
        if digests is not None:
            text = canonical.encode(digests)
            self._connection.execute("INSERT INTO checkpoint (op, digests) VALUES (?, ?)", (op.seq, text))

    def _ops(self, rest: str, params: tuple[int | str, ...]) -> Iterator[Op]:
        for seq, id_, kind, facts, person, at, hash_ in self._connection.execute(
            "SELECT seq, id, kind, facts, person, at, hash FROM op " + rest, params
        ):
            yield Op(seq, id_, kind, canonical.decode(facts), person, at, hash_)
