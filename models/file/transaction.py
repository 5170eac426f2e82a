"""Inside one operation: rows written and, for each, what the journal says of it; rows of a closed year are refused.

A `Transaction` lives only as long as the `with store.operation(...)` that made it. `beside` names what it wrote that is
no content, as `watching` calls it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from models.file.declared import column_kinds
from models.file.declared.shapes import Key, Row, Shape, Shapes, outer
from models.file.declared.tables import LINEAGE, LIVES_ON, may_follow, year_in_key
from models.file.history import canonical
from models.file.history.chain import SECRET, secret_digest
from models.file.history.journal import Change, Written
from models.file.watching import SECRETS
from models.rules.errors import RuleViolation

OPENS_A_CLOSED_YEAR: Final = frozenset({"close-year", "reopen-year", "hand-over"})
"""Kinds of operation that may write rows of a year that is closed or handed over."""


class Transaction:
    """The writing side of one operation; `facts` may be added to until it ends."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        shapes: Shapes,
        kind: str,
        facts: dict[str, Any],
        *,
        final: bool,
        past_years: bool,
        attachments: dict[str, bytes],
        before: Mapping[str, Callable[[Transaction], None]] | None = None,
        judged: bool = True,
    ) -> None:
        self.kind = kind
        self.facts = facts
        self.final = final
        self.written: list[Written] = []
        self.touched: list[tuple[str, Key]] = []
        self.beside: set[str] = set()
        self.at_end: list[Callable[[], None]] = []
        """Called when all is written and found to be possible, before the act stands; may read and add facts."""
        self.with_checkpoint = False
        self._connection = connection
        self._shapes = shapes
        self._past_years = past_years or kind in OPENS_A_CLOSED_YEAR
        self._attachments = attachments
        self._before = before or {}
        self._judged = judged
        self._states: dict[int, str | None] = {}
        self._years: dict[tuple[str, str | int], int | None] = {}
        """The year of rows that others belong to, until a row that says its year itself is written."""
        self._open = True
        self._tables: tuple[int, set[str]] = (0, set())

    @property
    def tables(self) -> set[str]:
        """The tables written so far, as `watching` names them."""
        seen, tables = self._tables
        if seen < len(self.touched) or self.beside:
            tables = tables | {table for table, _ in self.touched[seen:]} | self.beside
        self._tables = (len(self.touched), tables)
        return tables

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a row; columns left out get their default. RuleViolation `row.exists` when the key is taken, or what else
        may stand once only.
        """
        shape = self._shape(table)
        key = shape.key_of(row)
        if self._values(shape, key) is not None:
            raise RuleViolation("row.exists", table=table, key=outer(key))
        self._insert(shape, key, row)

    def update(self, table: str, key: Key, /, **changes: Any) -> None:
        """Change columns of a row; what already has its value is no change. RuleViolation `row.missing` when there is
        no such row."""
        shape = self._shape(table)
        keys = shape.key(key)
        self._update(shape, keys, self._must(shape, keys), changes)

    def delete(self, table: str, key: Key, /) -> None:
        """Remove a row. RuleViolation `row.missing` when there is no such row."""
        shape = self._shape(table)
        keys = shape.key(key)
        values = self._must(shape, keys)
        row = shape.row(values)
        self._guard(shape, row)
        self._guard_held(shape, row)
        self._announce(shape)
        if table == "blob":
            self._attachments[row["sha256"]] = row["bytes"]
        self._connection.execute(f'DELETE FROM "{table}" WHERE {shape.where}', keys)
        self._note(shape, keys, shape.content(row), None)

    def put(self, table: str, row: Mapping[str, Any]) -> None:
        """Insert the row, or change those columns it names of the row that has its key."""
        shape = self._shape(table)
        key = shape.key_of(row)
        values = self._values(shape, key)
        if values is None:
            self._insert(shape, key, row)
        else:
            changes = {name: value for name, value in row.items() if name not in shape.table.keys}
            self._update(shape, key, values, changes)

    def secret(self, keeper: str, hashed: Mapping[str, Any] | None) -> None:
        """Keep or forget (None) the password hash of a person: salt, hash, n, r, p. The journal gets a digest of the
        row and nothing of it, so it is never undone."""
        self._shape("keeper")
        self._connection.execute("DELETE FROM keeper_secret WHERE keeper = ?", (keeper,))
        digest = ""
        if hashed is not None:
            row = {"keeper": keeper, **{name: hashed[name] for name in ("salt", "hash", "n", "r", "p")}}
            self._connection.execute(
                "INSERT INTO keeper_secret (keeper, salt, hash, n, r, p) VALUES (:keeper, :salt, :hash, :n, :r, :p)",
                row,
            )
            digest = secret_digest(row)
        self.facts[SECRET] = {**self.facts.get(SECRET, {}), keeper: digest}
        self.beside.add(SECRETS)
        self.final = True

    def checkpoint(self) -> None:
        """Let this op leave the digest of every content table: replay may start from it and undo never crosses it."""
        self.with_checkpoint = self.final = True

    def invert(self, change: Change) -> None:
        """Undo one change of the journal; part of undo and redo."""
        if change.before is None:
            self.delete(change.table, change.key)
        elif change.after is None:
            row = dict(change.before)
            if change.table == "blob":
                row["bytes"] = self._attachments[row["sha256"]]
            self.insert(change.table, row)
        else:
            self.update(change.table, change.key, **{**dict.fromkeys(change.after), **change.before})

    def close(self) -> None:
        """No write through this object from now on."""
        self._open = False

    def mark(self) -> tuple[int, int]:
        """Where the list of changes stands, for `rewind`."""
        return len(self.written), len(self.touched)

    def rewind(self, mark: tuple[int, int]) -> None:
        """Forget changes that were rolled back to a savepoint."""
        del self.written[mark[0] :]
        del self.touched[mark[1] :]
        self._years.clear()
        self._tables = (0, set())

    def _shape(self, table: str) -> Shape:
        if not self._open:
            raise RuntimeError("the operation has ended")
        if not self._connection.in_transaction:
            raise RuntimeError("SQLite has rolled the operation back; it cannot go on")
        return self._shapes[table]

    def _values(self, shape: Shape, key: tuple[str | int, ...]) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._connection.execute(shape.one, key).fetchone()
        return found

    def _must(self, shape: Shape, key: tuple[str | int, ...]) -> tuple[Any, ...]:
        values = self._values(shape, key)
        if values is None:
            raise RuleViolation("row.missing", table=shape.table.name, key=outer(key))
        return values

    def _insert(self, shape: Shape, key: tuple[str | int, ...], row: Mapping[str, Any]) -> None:
        table = shape.table.name
        self._guard(shape, row)
        self._guard_held(shape, row)
        said = {name: shape.stored(name, value) for name, value in row.items() if value is not None}
        self._judge(shape, said)
        self._announce(shape)
        stored = {shape.column(name): value for name, value in said.items()}
        if table == "blob" and canonical.sha256(stored["bytes"]) != key[0]:
            raise ValueError("an attachment is keyed by the SHA-256 of its bytes")
        names, marks = ", ".join(f'"{column}"' for column in stored), ", ".join("?" * len(stored))
        self._put_down(shape, key, f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(stored.values()))
        self._note(shape, key, None, shape.content(shape.row(self._must(shape, key))))

    def _update(
        self, shape: Shape, key: tuple[str | int, ...], values: tuple[Any, ...], changes: Mapping[str, Any]
    ) -> None:
        """Change columns of a row that holds these values; the journal gets what stood and what stands, read anew."""
        kept = dict(zip(shape.names, values, strict=True))
        new = {name: shape.stored(name, value) for name, value in changes.items()}
        new = {name: value for name, value in new.items() if value != kept[name]}
        if not new:
            return
        self._judge(shape, new)
        if any(name in shape.table.keys for name in new):
            raise ValueError(f"the key of a row of {shape.table.name} is for life")
        self._guard(shape, kept)
        self._guard_held(shape, kept, new.keys())
        self._announce(shape)
        assigned = ", ".join(f'"{shape.column(name)}" = ?' for name in new)
        sql = f'UPDATE "{shape.table.name}" SET {assigned} WHERE {shape.where}'
        self._put_down(shape, key, sql, (*new.values(), *key))
        now = dict(zip(shape.names, self._must(shape, key), strict=True))
        if not new.keys().isdisjoint(shape.year_by):
            self._guard(shape, now)
        if shape.table.name in LINEAGE:
            self._guard_lineage(now)
        self._note(shape, key, shape.said(kept, new), shape.said(now, new))

    def _put_down(self, shape: Shape, key: tuple[str | int, ...], sql: str, values: tuple[Any, ...]) -> None:
        """Write a row; one in the place of another (a second sheet of one unit, step and period) is refused."""
        try:
            self._connection.execute(sql, values)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                raise
            raise RuleViolation("row.exists", table=shape.table.name, key=outer(key)) from error

    def _note(self, shape: Shape, key: tuple[str | int, ...], before: Row | None, after: Row | None) -> None:
        if isinstance(shape.table.year, str):
            self._years.clear()
        texts = (None if side is None else canonical.exact(side) for side in (before, after))
        self.written.append(Written(len(self.written) + 1, shape.table.name, shape.key_text(key), *texts))
        self.touched.append((shape.table.name, outer(key)))

    def _judge(self, shape: Shape, values: Mapping[str, Any]) -> None:
        """Refuse what a column cannot hold; what is put back stood so and is not asked."""
        if self._judged:
            column_kinds.require(shape.table.name, values)

    def _announce(self, shape: Shape) -> None:
        """Let whoever must keep something as it stands do so before a row of that table is written."""
        keeper = self._before.get(shape.table.name)
        if keeper is not None:
            keeper(self)

    def _guard(self, shape: Shape, row: Mapping[str, Any]) -> None:
        """Refuse a row of a year that stood closed or handed over when the operation began."""
        table = shape.table
        if table.name == "bloc_year":
            self._state(int(row["year"]))
        if self._past_years:
            return
        year = self._year(shape, row)
        if year is not None and self._is_closed(year) and not may_follow(table.name, row):
            raise RuleViolation("year.closed", year=year)

    def _guard_held(self, shape: Shape, row: Mapping[str, Any], columns: Collection[str] | None = None) -> None:
        """Refuse to change what a closed year holds of a row that is of no year; all of it without `columns`."""
        table = shape.table
        if table.name in LINEAGE:
            self._guard_lineage(row)
        lives_on = columns is not None and LIVES_ON.get(table.name, frozenset()).issuperset(columns)
        if self._past_years or lives_on:
            return
        for holder, column in table.held:
            sql = f'SELECT DISTINCT "year" FROM "{holder}" WHERE "{column}" = ? ORDER BY "year" DESC'
            for (year,) in self._connection.execute(sql, (row[table.keys[0]],)).fetchall():
                if self._is_closed(year) and str(row.get("from_date") or "") <= f"{year}-12-31":
                    raise RuleViolation("year.closed", year=year)

    def _guard_lineage(self, row: Mapping[str, Any]) -> None:
        """Refuse a step of a lineage on a day up to the end of a closed year that lists one of its units."""
        event, unit = row.get("event", row.get("key")), row.get("unit")
        found = self._connection.execute('SELECT "date" FROM "lineage" WHERE "key" = ?', (event,)).fetchone()
        day = str(row.get("date") or (found[0] if found else ""))
        sql = (
            'SELECT DISTINCT "year" FROM "membership" WHERE "unit" = ? '
            'OR "unit" IN (SELECT "unit" FROM "lineage_unit" WHERE "event" = ?) ORDER BY "year" DESC'
        )
        for (year,) in self._connection.execute(sql, (unit, event)).fetchall():
            if day <= f"{year}-12-31" and self.stood_closed(year):
                raise RuleViolation("year.closed", year=year)

    def stood_closed(self, year: int) -> bool:
        """Whether the year was closed or handed over when the operation began, and it may not write there freely."""
        return not self._past_years and self._is_closed(year)

    def _is_closed(self, year: int) -> bool:
        return self._state(year) in ("closed", "handed-over")

    def _year(self, shape: Shape, row: Mapping[str, Any]) -> int | None:
        way = shape.table.year
        if shape.table.name == "setting":
            return year_in_key(str(row["key"]))
        if way is None or isinstance(way, str):
            return None if way is None or row.get(way) is None else int(row[way])
        parent, column = way
        if (parent, row[column]) not in self._years:
            above = self._shapes[parent]
            found = self._values(above, (row[column],))
            self._years[parent, row[column]] = None if found is None else self._year(above, above.row(found))
        return self._years[parent, row[column]]

    def _state(self, year: int) -> str | None:
        if year not in self._states:
            found = self._connection.execute("SELECT state FROM bloc_year WHERE year = ?", (year,)).fetchone()
            self._states[year] = None if found is None else str(found[0])
        return self._states[year]
