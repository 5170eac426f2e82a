"""The columns of each content table as the open file has them, and the way of a row between Python and SQLite.

A row in Python is a dict by column name with `_json` dropped; a JSON column holds its value. Names are looked up here
before any SQL is put together, so that no name that is not in the schema ever reaches the database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias
from unicodedata import is_normalized, normalize

from models.file.declared.tables import TABLES, Table
from models.file.history import canonical

Key: TypeAlias = str | int | tuple[str | int, ...]
"""One value, or a tuple where the key has several columns."""
Row: TypeAlias = dict[str, Any]

_JSON: Final = "_json"


class Shape:
    """One table as it stands in the file: its columns in the order of the DDL, and rows in and out."""

    def __init__(self, table: Table, columns: Sequence[tuple[str, str]]) -> None:
        self.table = table
        self.columns = tuple(name for name, _ in columns)
        self.names = tuple(name.removesuffix(_JSON) for name in self.columns)
        self.column_of = dict(zip(self.names, self.columns, strict=True))
        self.types = {name.removesuffix(_JSON): "JSON" if name.endswith(_JSON) else kind for name, kind in columns}
        self._json = tuple(i for i, name in enumerate(self.columns) if name.endswith(_JSON))
        keys = " AND ".join(f'"{key}" = ?' for key in table.keys)
        listed = ", ".join(f'"{column}"' for column in self.columns)
        order = ", ".join(f'"{key}"' for key in table.keys)
        self.one = f'SELECT {listed} FROM "{table.name}" WHERE {keys}'
        self.every = f'SELECT {listed} FROM "{table.name}"'
        self.order = f" ORDER BY {order}"
        self.where = keys
        way = table.year
        self.year_by = frozenset(() if way is None else (way if isinstance(way, str) else way[1],))
        """The column that says to which year a row belongs, where there is one."""

    def column(self, name: str) -> str:
        """The column behind the name of a row dict; LookupError when the table has none of that name."""
        try:
            return self.column_of[name]
        except KeyError:
            raise LookupError(f"table {self.table.name} has no column {name!r}") from None

    def found_by(self, equal: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The SELECT, in the order of the keys, of rows whose columns equal what is given (None: not said; a tuple: one
        of these), and its values."""
        tests, values = [], []
        for name, value in equal.items():
            column = f'"{self.column(name)}"'
            if value is None:
                tests.append(f"{column} IS NULL")
            elif isinstance(value, tuple):
                tests.append(f"{column} IN (SELECT value FROM json_each(?))")
                values.append(canonical.exact([self.stored(name, one) for one in value]))
            else:
                tests.append(f"{column} = ?")
                values.append(self.stored(name, value))
        where = f" WHERE {' AND '.join(tests)}" if tests else ""
        return self.every + where + self.order, values

    def row(self, values: Sequence[Any]) -> Row:
        """A row dict from the values of a SELECT of all columns."""
        row = dict(zip(self.names, values, strict=True))
        for i in self._json:
            if values[i] is not None:
                row[self.names[i]] = canonical.decode(values[i])
        return row

    def stored(self, name: str, value: object) -> Any:
        """`value` as SQLite keeps it in that column; TypeError when it is of another kind, a binary float above all."""
        if value is None:
            return None
        kind = self.types[name] if name in self.types else self.column(name)
        if kind == "JSON":
            return canonical.encode(value)
        if kind == "INTEGER" and isinstance(value, int):
            return int(value)
        if kind == "BLOB" and isinstance(value, bytes):
            return value
        if kind == "TEXT":
            if isinstance(value, str):
                return value if is_normalized("NFC", value) else normalize("NFC", value)
            if isinstance(value, int) and not isinstance(value, bool):
                return str(value)
            return canonical.number_text(value)
        raise TypeError(f"{self.table.name}.{name} is {kind}, not {type(value).__name__}")

    def key(self, key: object) -> tuple[str | int, ...]:
        """The values of the key columns; TypeError when their number or kind is wrong."""
        given = key if isinstance(key, tuple) else (key,)
        names = self.table.keys
        if len(given) != len(names) or None in given:
            raise TypeError(f"table {self.table.name} is keyed by {names}, not {key!r}")
        return tuple(map(self.stored, names, given))

    def key_of(self, row: Mapping[str, Any]) -> tuple[str | int, ...]:
        """The values of the key columns of a row dict."""
        return self.key(tuple(map(row.get, self.table.keys)))

    def content(self, row: Mapping[str, Any]) -> Row:
        """A row as content: what is not said is left out, attached bytes stand by their SHA-256."""
        return {name: value for name, value in row.items() if value is not None and self.types[name] != "BLOB"}

    def said(self, stored: Mapping[str, Any], names: Iterable[str]) -> Row:
        """Some columns as content, of a row by column name as SQLite keeps it."""
        return self.content(
            {
                name: canonical.decode(value) if self.types[name] == "JSON" and value is not None else value
                for name in names
                for value in (stored[name],)
            }
        )

    def key_text(self, key: Sequence[str | int]) -> str:
        """A key as the journal writes it: plain text, or a canonical JSON list where it has several columns."""
        return canonical.encode(list(key)) if len(self.table.keys) > 1 else str(key[0])

    def key_values(self, text: str) -> tuple[str | int, ...]:
        """The key that `key_text` wrote. ValueError (`canonical.Unreadable`) for any other text."""
        if len(self.table.keys) > 1:
            found = canonical.decode(text)
            if not isinstance(found, list):
                raise canonical.Unreadable("no list of the columns of a key")
            return tuple(found)
        return (int(text) if self.types[self.table.keys[0]] == "INTEGER" else text,)


def outer(key: tuple[str | int, ...]) -> Key:
    """A key as callers hold it: the bare value where it has one column."""
    return key[0] if len(key) == 1 else key


class Shapes:
    """The shapes of all content tables of one open file, read when first asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, Shape] = {}

    def __getitem__(self, name: str) -> Shape:
        shape = self._known.get(name)
        if shape is None:
            if name not in TABLES:
                raise LookupError(f"no content table {name!r}")
            columns = [(row[1], row[2]) for row in self._connection.execute(f'PRAGMA table_info("{name}")')]
            shape = self._known[name] = Shape(TABLES[name], columns)
        return shape

    def light(self, name: str) -> Shape:
        """The same shape without attached bytes, for reading content as a whole."""
        shape = self[name]
        kinds = list(zip(shape.columns, shape.types.values(), strict=True))
        if all(kind != "BLOB" for _, kind in kinds):
            return shape
        return Shape(shape.table, [(column, kind) for column, kind in kinds if kind != "BLOB"])
