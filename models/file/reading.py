"""The reading side of an open book: rows, the journal, the day, who is at the keyboard; every read is recorded.

What is recorded, and what it is good for, says `watching`. What rows mean is known to models/book, not here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from models.file.copies.copy_marks import acts, marks
from models.file.copies.sources import Clock
from models.file.declared.shapes import Key, Row, Shape, Shapes
from models.file.history import content
from models.file.history.journal import Change, Journal, Op
from models.file.transaction import Transaction
from models.file.troubles import told_by_sqlite
from models.file.watching import CLOCK, META, NO_KEYS, PERSON, SECRETS, WHOLE, Notice, Watch, named


class Reading:
    """What a `Store` lets read. `clock` may be replaced by a test that must be exact; `bystanders` are told of changes
    that no operation makes, and only remember them: somebody may be reading just then."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self.watch = Watch()
        self.bystanders: list[Callable[[Notice], None]] = []
        self._connection = connection
        self._shapes = Shapes(connection)
        self._journal = Journal(connection, self._shapes)
        self._transaction: Transaction | None = None
        self._last = self._journal.last()
        self._person = ""
        self._day = ""
        self._tables_of: dict[str, frozenset[str]] = {}

    def watching(self, apart: bool = False) -> AbstractContextManager[set[str]]:
        """Record what is read inside, table by table; `apart` keeps it from whoever watches around."""
        return self.watch.watching(apart)

    # -- content ------------------------------------------------------------------------------------------------------

    def rows(self, table: str, /, **equal: Any) -> list[Row]:
        """Rows whose columns equal what is given (None: not said; a tuple: one of these), in the order of their keys;
        no order of entry is kept."""
        self.watch.top.add(table)
        shape = self._shape(table)
        select, values = shape.found_by(equal)
        with told_by_sqlite(self.path):
            return [shape.row(found) for found in self._connection.execute(select, values)]

    def row(self, table: str, /, *key: str | int) -> Row | None:
        """The row of that key, None when there is none."""
        self.watch.top.add(table)
        with told_by_sqlite(self.path):
            shape = self._shapes[table]
            found = self._connection.execute(shape.one, shape.key(key)).fetchone()
            return None if found is None else shape.row(found)

    def _shape(self, table: str) -> Shape:
        with told_by_sqlite(self.path):
            return self._shapes[table]

    def select(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        """Rows of a SELECT (or WITH … SELECT) of a book area; JSON columns come as values under the name without
        `_json`."""
        if sql.split(None, 1)[0].upper() not in ("SELECT", "WITH"):
            raise ValueError("only SELECT reads")
        with told_by_sqlite(self.path):
            self.watch.read_all(self._read_by(sql, params))
            self._connection.execute("PRAGMA query_only = ON")
            try:
                return content.named(self._connection.execute(sql, params))
            finally:
                self._connection.execute("PRAGMA query_only = OFF")

    def canonical(self) -> dict[str, list[Row]]:
        """All content, table by table, rows in the order of their keys, what is not said left out."""
        self.watch.read(WHOLE)
        with told_by_sqlite(self.path):
            return content.whole(self._connection, self._shapes)

    def digests(self) -> dict[str, str]:
        """The SHA-256 of each content table that has rows."""
        self.watch.read(WHOLE)
        with told_by_sqlite(self.path):
            return content.digests(self._connection, self._shapes)

    def ops(
        self, after: int = 0, limit: int | None = None, kind: str | None = None, fact: str | None = None
    ) -> list[Op]:
        """The journal in order: ops later than `after`, at most `limit`, of one kind or with one fact where it is
        named.
        """
        self.watch.read(WHOLE)
        with told_by_sqlite(self.path):
            return list(self._journal.ops(after, limit, kind, fact))

    def changes(self, seq: int) -> list[Change]:
        """What one op changed, row by row."""
        self.watch.read(WHOLE)
        with told_by_sqlite(self.path):
            return self._journal.changes(seq)

    def touched(self, seq: int) -> list[tuple[str, Key]]:
        """Which rows one op changed: table and key of each."""
        self.watch.read(WHOLE)
        with told_by_sqlite(self.path):
            return self._journal.touched(seq)

    @property
    def last_seq(self) -> int:
        """The place of the newest op in the journal."""
        self.watch.read(WHOLE)
        return 0 if self._last is None else self._last.seq

    @property
    def acts(self) -> int:
        """How many acts the journal holds, without the marks of copies: equal in a book and its copies."""
        self.watch.read(WHOLE)
        with told_by_sqlite(self.path):
            return acts(self._connection)

    def marks(self) -> frozenset[str]:
        """What kind of copy this file says it is (`copy_marks`); none for the book itself."""
        self.watch.read(META)
        with told_by_sqlite(self.path):
            return marks(self._connection)

    @property
    def journal(self) -> Journal:
        """The journal for those who check it."""
        self.watch.read(WHOLE)
        return self._journal

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for models/file and models/keeping to read; content is written by `operation` alone."""
        self.watch.read(WHOLE)
        return self._connection

    @property
    def shapes(self) -> Shapes:
        """The columns of the content tables."""
        return self._shapes

    def meta(self, key: str, default: str | None = None) -> str | None:
        """A fact about the file itself."""
        self.watch.read(META)
        with told_by_sqlite(self.path):
            found = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return default if found is None else str(found[0])

    def secret(self, keeper: str) -> Row | None:
        """The password hash kept for a person: salt, hash, n, r, p; None when they have no password."""
        self.watch.read(SECRETS)
        sql = "SELECT salt, hash, n, r, p FROM keeper_secret WHERE keeper = ?"
        with told_by_sqlite(self.path):
            found = content.named(self._connection.execute(sql, (keeper,)))
        return found[0] if found else None

    # -- what is no row -----------------------------------------------------------------------------------------------

    @property
    def person(self) -> str:
        """The key of who is at the keyboard, "" for nobody in particular."""
        self.watch.read(PERSON)
        return self._person

    @person.setter
    def person(self, key: str) -> None:
        if key != self._person:
            self._person = key
            self._changed_beside(PERSON)

    def today(self) -> str:
        """The civil date "YYYY-MM-DD" of the place where the program runs, by the clock of the book."""
        self.watch.read(CLOCK)
        self.look_at_the_clock()
        return self._day

    def look_at_the_clock(self) -> bool:
        """Let go of what another day has made stale; True when it is another day than when somebody last looked."""
        day = self.clock().astimezone().date().isoformat()
        if day == self._day:
            return False
        first, self._day = not self._day, day
        if first:
            return False  # nobody has read the day yet, so nothing rests on another
        self._changed_beside(CLOCK)
        return True

    def _changed_beside(self, what: str) -> None:
        """Let go of what was made of something that is no content, and tell those who look."""
        notice = Notice(0, "", {what: NO_KEYS})
        self.watch.change(notice.tables)
        for listener in tuple(self.bystanders):
            listener(notice)

    # -- what is kept -------------------------------------------------------------------------------------------------

    def holds(self, reads: Set[str], since: int) -> bool:
        """Whether what was made of these reads at that moment (`watch.now`) is what would be made now."""
        if CLOCK in reads:
            self.look_at_the_clock()
        return self.untouched(reads) and not self.watch.changed(reads, since)

    def untouched(self, reads: Set[str]) -> bool:
        """Whether an operation that is still open has written none of these tables; of the whole it is never sure."""
        return self._transaction is None or (WHOLE not in reads and reads.isdisjoint(self._transaction.tables))

    def _read_by(self, sql: str, params: Sequence[Any] | Mapping[str, Any]) -> frozenset[str]:
        """The tables of a statement as SQLite itself names them, learnt once: of a prepared one it says nothing."""
        known = self._tables_of.get(sql)
        if known is None:
            found: set[str] = set()

            def note(action: int, table: str | None, *_: str | None) -> int:
                if action == sqlite3.SQLITE_READ and table is not None:
                    found.add(table)
                return sqlite3.SQLITE_OK

            self._connection.set_authorizer(note)
            try:
                self._connection.execute(f"EXPLAIN {sql}", params).close()
            finally:
                self._connection.set_authorizer(None)
            known = self._tables_of[sql] = named(found)
        return known
