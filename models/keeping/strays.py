"""Values that stand in a book and that no door lets in today: of a number, a day, a count by its column, of a cell by
the form of its sheet. An older program or one outside wrote them; nothing is changed, each is named.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.book.row_checks import judge
from models.file.declared.column_kinds import kind_of, require
from models.file.declared.shapes import Key, Row, Shape, Shapes, outer
from models.file.declared.tables import TABLES
from models.file.history import canonical
from models.rules.errors import Refusal
from models.rules.form.scoring import FORM_NODE, Form, form_from_rows

if TYPE_CHECKING:
    from models.book.book import Book

CELLS = "cell"
_MOST = 20_000
"""Cells remembered as sound while a book is looked through; most of what they say comes again and again."""


@dataclass(frozen=True, slots=True)
class Stray:
    """One value: its row, its column (of a cell what in it), and what stands there (as far as it is short). `unasked`:
    not a value but a whole cell, of an item that the form of its sheet does not have, so that nothing counts it."""

    table: str
    key: Key
    column: str
    found: str
    unasked: bool = False


def strays(connection: sqlite3.Connection, shapes: Shapes) -> tuple[Stray, ...]:
    """Every such value, in the order of the tables, and every cell nothing asks for. A text that is no JSON any more is
    not looked into here."""
    found = [each for name in TABLES for each in _of_columns(connection, shapes.light(name))]
    return (*found, *_of_cells(connection, shapes))


def of_book(book: Book) -> tuple[Stray, ...]:
    """The values of the open book."""
    found = strays(book.store.connection, Shapes(book.store.connection))
    return tuple(one for one in found if not one.unasked)


def _of_columns(connection: sqlite3.Connection, shape: Shape) -> Iterator[Stray]:
    judged = [name for name in shape.names if kind_of(shape.table.name, name)]
    if not judged:
        return
    listed = ", ".join(f'"{column}"' for column in (*shape.table.keys, *judged))
    for values in connection.execute(f'SELECT {listed} FROM "{shape.table.name}"{shape.order}'):
        key, said = values[: len(shape.table.keys)], values[len(shape.table.keys) :]
        for column, value in zip(judged, said, strict=True):
            try:
                require(shape.table.name, {column: value})
            except Refusal:
                yield Stray(shape.table.name, outer(tuple(key)), column, str(value)[:40])


def _of_cells(connection: sqlite3.Connection, shapes: Shapes) -> Iterator[Stray]:
    forms: dict[str, Form | None] = {}
    sound: set[tuple[str | None, ...]] = set()
    sheets = dict(connection.execute("SELECT key, form FROM sheet"))
    shape = shapes.light(CELLS)
    says = [shape.columns.index(column) for column in ("sheet", "node", "stated_json", "inputs_json")]
    for values in connection.execute(shape.every + shape.order):
        sheet, node, stated, inputs = (values[i] for i in says)
        form_key = sheets.get(sheet)
        seen = (form_key, node, stated, inputs)
        if form_key is None or seen in sound or (row := _row(shape, values)) is None:
            continue
        if form_key not in forms:
            forms[form_key] = _form(connection, shapes, form_key)
        if (form := forms[form_key]) is None:
            continue
        found = list(_of_cell(form, row))
        yield from found
        if not found:
            if len(sound) >= _MOST:
                sound.clear()
            sound.add(seen)


def _of_cell(form: Form, row: Row) -> Iterator[Stray]:
    """One value after the other, so that each is named."""
    if row["node"] != FORM_NODE and form.find(row["node"]) is None:
        yield Stray(CELLS, (row["sheet"], row["node"]), "", "", unasked=True)
        return
    for column in ("stated", "inputs"):
        said = row[column] or {}
        each: list[tuple[str, Any]] = list(said.items()) if isinstance(said, dict) else [("", said)]
        for name, value in each:
            try:
                judge(form, {**row, "stated": None, "inputs": None, column: {name: value}})
            except (Refusal, ValueError, TypeError):
                yield Stray(CELLS, (row["sheet"], row["node"]), name, str(value)[:40])


def _form(connection: sqlite3.Connection, shapes: Shapes, key: str) -> Form | None:
    """The form of a sheet; None where it cannot be read, which the page of the form says."""
    form, node = shapes["form"], shapes["form_node"]
    try:
        row = connection.execute(form.every + ' WHERE "key" = ?', (key,)).fetchone()
        nodes = connection.execute(node.every + ' WHERE "form" = ?' + node.order, (key,)).fetchall()
        return None if row is None else form_from_rows(form.row(row), [node.row(each) for each in nodes])
    except (canonical.Unreadable, Refusal, ValueError, TypeError, LookupError):
        return None


def _row(shape: Shape, values: Any) -> Row | None:
    try:
        return shape.row(values)
    except canonical.Unreadable:
        return None
