"""Is the book what its journal says? The file, the chain of hashes, the rows replayed, the attached files.

Replay runs backwards: from the live rows through the changes after the last checkpoint to that checkpoint, whose
digests must come out. A table that does not come out is replayed forwards from the first op to name the rows. An
outside edit that also rebuilt the whole chain is not seen here; only a fingerprint on paper or another copy of the book
shows it. Nothing is changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from models.book.closing.rows import custody_fingerprint, seal_of
from models.file import canonical, soundness
from models.file.content import digest_rows
from models.file.journal import Change, link
from models.file.shapes import Key, Row, outer
from models.file.store import Store
from models.file.tables import TABLES

_Rows: TypeAlias = dict[tuple[Any, ...], Row | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where live rows and the journal differ; no key: somewhere in the table; no columns: the whole row."""

    table: str
    key: Key | None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What verify found; `ok` when nothing.

    `file`: lines of SQLite's check. `chain`: ops whose hash or place in the order is wrong. `references`: (table,
    parent) of rows that point at nothing. `attachments`: SHA-256 of attached files whose bytes differ. `seals`: (year,
    n) of seals whose bytes or place in the journal are not those of their fingerprint. `custodies`: numbers of
    handovers whose fingerprint is not that of what they say. `since`: the checkpoint replay went back to.
    """

    ops: int
    since: int
    file: tuple[str, ...] = ()
    chain: tuple[int, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    differences: tuple[Difference, ...] = ()
    attachments: tuple[str, ...] = ()
    seals: tuple[tuple[int, int], ...] = ()
    custodies: tuple[int, ...] = ()

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        rows = self.references or self.differences or self.attachments
        return not (self.file or self.chain or rows or self.seals or self.custodies)


def verify(store: Store) -> Report:
    """Check the whole book; a file that SQLite itself finds damaged is not looked into further."""
    broken = soundness.faults(store.connection)
    if broken:
        return Report(ops=0, since=0, file=broken)
    chain, newest = _check_chain(store)
    replay = _Replay(store)
    replay.back()
    return Report(
        ops=newest,
        since=replay.since,
        chain=chain,
        references=_references(store.connection),
        differences=tuple(replay.found),
        attachments=tuple(_attachments(store.connection)),
        seals=tuple(_seals(store)),
        custodies=tuple(_custodies(store)),
    )


def _check_chain(store: Store) -> tuple[tuple[int, ...], int]:
    """Ops out of order or with a wrong hash, and the place of the newest op."""
    wrong: list[int] = []
    previous, newest = "", 0
    for (seq,) in store.connection.execute("SELECT seq FROM op ORDER BY seq").fetchall():
        try:
            (op,) = store.journal.ops(seq - 1, 1)
            digests = store.journal.checkpoint(seq)
        except ValueError:  # text that is no JSON any more
            wrong.append(seq)
            previous, newest = "", seq
            continue
        changes = store.journal.written(op.seq)
        in_order = op.seq == newest + 1 and [change.n for change in changes] == list(range(1, len(changes) + 1))
        if not in_order or link(previous, op, changes, digests) != op.hash:
            wrong.append(op.seq)
        previous, newest = op.hash, op.seq
    stray = store.connection.execute("SELECT DISTINCT op FROM change WHERE op NOT IN (SELECT seq FROM op) ORDER BY op")
    return (*wrong, *(int(seq) for (seq,) in stray)), newest


@dataclass
class _Replay:
    """Live rows led back through the journal; `past` holds rows as they were at the point reached (None: not there)."""

    store: Store
    found: list[Difference] = field(default_factory=list)
    since: int = 0
    past: dict[str, _Rows] = field(default_factory=dict)
    doubtful: set[tuple[str, tuple[Any, ...]]] = field(default_factory=set)

    def back(self) -> None:
        """Go back to the last checkpoint and compare what comes out with its digests."""
        row = self.store.connection.execute("SELECT max(op) FROM checkpoint").fetchone()
        self.since = row[0] or 0
        expected = self._digests(self.since)
        after = self.store.connection.execute(
            "SELECT seq FROM op WHERE seq > ? ORDER BY seq DESC", (self.since,)
        ).fetchall()
        for (seq,) in after:
            for written in reversed(self.store.journal.written(seq)):
                try:
                    change = self.store.journal.read(written)
                except (LookupError, ValueError):  # no table of ours, or text that is no JSON any more
                    self.found.append(Difference(written.table, None))
                    continue
                self._take_back(change)
        for table in TABLES:
            rows = self._at_checkpoint(table)
            if digest_rows(rows[key] for key in sorted(rows)) != expected.get(table):
                self._locate(table, rows, expected.get(table))

    def _digests(self, seq: int) -> dict[str, str]:
        try:
            return self.store.journal.checkpoint(seq) or {}
        except ValueError:  # the chain says that this checkpoint was touched
            return {}

    def _take_back(self, change: Change) -> None:
        key = change.key if isinstance(change.key, tuple) else (change.key,)
        rows = self.past.setdefault(change.table, {})
        if key not in rows:
            rows[key] = self._live(change.table, key)
        if (change.table, key) in self.doubtful:
            return
        row = rows[key]
        wrong = _mismatch(row, change)
        if wrong is not None:
            self._doubt(change.table, key, wrong)
        elif change.before is None:
            rows[key] = None
        else:
            kept = {name: value for name, value in (row or {}).items() if name not in (change.after or {})}
            rows[key] = {**kept, **change.before}

    def _live(self, table: str, key: tuple[Any, ...]) -> Row | None:
        shape = self.store.shapes.light(table)
        values = self.store.connection.execute(shape.one, key).fetchone()
        try:
            return None if values is None else shape.content(shape.row(values))
        except ValueError:
            self._doubt(table, key, ())
            return None

    def _doubt(self, table: str, key: tuple[Any, ...], columns: tuple[str, ...]) -> None:
        if (table, key) not in self.doubtful:
            self.doubtful.add((table, key))
            self.found.append(Difference(table, outer(key), columns))

    def _at_checkpoint(self, table: str) -> dict[tuple[Any, ...], Row]:
        shape = self.store.shapes.light(table)
        rows: _Rows = {}
        for values in self.store.connection.execute(shape.every):
            try:
                row = shape.content(shape.row(values))
            except ValueError:  # text that is no JSON any more
                raw = dict(zip(shape.names, values, strict=True))
                self._doubt(table, tuple(raw[name] for name in shape.table.keys), ())
                continue
            rows[tuple(row[name] for name in shape.table.keys)] = row
        rows.update(self.past.get(table, {}))
        return {key: row for key, row in rows.items() if row is not None}

    def _locate(self, table: str, rows: Mapping[tuple[Any, ...], Row], digest: str | None) -> None:
        """Name the rows of a table that came out wrong; where the journal does not explain the checkpoint, the table
        alone."""
        try:
            known = dict(_forwards(self.store, table, self.since))
        except (LookupError, ValueError):
            known = {}
        if digest_rows(known[key] for key in sorted(known)) == digest:
            for key in sorted(known.keys() | rows.keys()):
                if (old := known.get(key)) != (new := rows.get(key)):
                    self._doubt(table, key, _columns(old, new) if old and new else ())
        elif not any(name == table for name, _ in self.doubtful):
            self.found.append(Difference(table, None))


def _mismatch(row: Row | None, change: Change) -> tuple[str, ...] | None:
    """The columns in which a row is not what the change left behind (none: the whole row), None when it is."""
    if row is None or change.after is None:
        return None if row is None and change.after is None else ()
    names = row.keys() | change.after.keys() if change.before is None else change.before.keys() | change.after.keys()
    wrong = tuple(sorted(name for name in names if row.get(name) != change.after.get(name)))
    return wrong or None


def _columns(old: Row, new: Row) -> tuple[str, ...]:
    return tuple(sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name)))


def _forwards(store: Store, table: str, until: int) -> Iterator[tuple[tuple[Any, ...], Row]]:
    """The rows of a table that the journal gives after op `until`, from nothing."""
    rows: dict[tuple[Any, ...], Row] = {}
    for (seq,) in store.connection.execute(
        "SELECT DISTINCT op FROM change WHERE tbl = ? AND op <= ? ORDER BY op", (table, until)
    ).fetchall():
        for change in store.journal.changes(seq):
            if change.table != table:
                continue
            key = change.key if isinstance(change.key, tuple) else (change.key,)
            row = rows.pop(key, {})
            if change.after is not None:
                rows[key] = {
                    name: value for name, value in row.items() if name not in (change.before or {})
                } | change.after
    yield from rows.items()


def _references(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    found = connection.execute("PRAGMA foreign_key_check")
    return tuple(sorted({(str(row[0]), str(row[2])) for row in found}))


def _attachments(connection: sqlite3.Connection) -> Iterator[str]:
    for sha, size, content in connection.execute("SELECT sha256, size, bytes FROM blob ORDER BY sha256"):
        if canonical.sha256(content) != sha or len(content) != size:
            yield str(sha)


def _seals(store: Store) -> Iterator[tuple[int, int]]:
    """Seals whose bytes were changed, that name no seal of this book as the one before, or another journal's head."""
    seals = [seal_of(row) for row in _readable(store, "seal")]
    known = {seal.fingerprint for seal in seals}
    for seal in seals:
        named = seal.previous is None or seal.previous in known
        if not (seal.sound and named and _follows(store, "seal", (seal.year, seal.n), "close-year", seal.journal_head)):
            yield seal.year, seal.n


def _readable(store: Store, table: str) -> list[Row]:
    """The rows of a table; none when a text in it is no JSON any more, which replay has found already."""
    try:
        return store.rows(table)
    except ValueError:
        return []


def _custodies(store: Store) -> Iterator[int]:
    """Handovers whose fingerprint does not cover what they say, that rest on an unknown seal or on another journal."""
    known = {row["fingerprint"] for row in _readable(store, "seal")}
    for row in _readable(store, "custody"):
        sound = row["fingerprint"] == custody_fingerprint(row) and row["seal"] in known
        if not (sound and _follows(store, "custody", (row["n"],), "hand-over", row["journal_head"])):
            yield row["n"]


def _follows(store: Store, table: str, key: tuple[int, ...], kind: str, head: str) -> bool:
    """The op that wrote a row comes right after the journal's head that the row names; an imported row names a head
    of the journal it comes from."""
    found = store.connection.execute(
        "SELECT op.seq, op.kind FROM change JOIN op ON op.seq = change.op "
        "WHERE tbl = ? AND key = ? AND before IS NULL ORDER BY op.seq DESC LIMIT 1",
        (table, store.shapes[table].key_text(key)),
    ).fetchone()
    if found is None or found[1] != kind:
        return True
    before = store.connection.execute("SELECT hash FROM op WHERE seq = ?", (found[0] - 1,)).fetchone()
    return before is not None and before[0] == head
