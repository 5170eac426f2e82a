"""Columns of the book have words: the check of the book and the comparison of two copies show no raw name."""

from __future__ import annotations

import sqlite3

import pytest

from models.file.declared.schema import STEPS
from models.file.declared.tables import TABLES
from ui.words.field_names import COLUMNS


def columns() -> dict[str, tuple[str, ...]]:
    """The columns of each content table beside its key, as they are shown (without `_json`)."""
    with sqlite3.connect(":memory:") as made:
        for step in STEPS:
            made.executescript(step)
        found = {
            table.name: [row[1] for row in made.execute(f'PRAGMA table_info("{table.name}")')]
            for table in TABLES.values()
        }
    return {
        name: tuple(one.removesuffix("_json") for one in each if one not in TABLES[name].keys)
        for name, each in found.items()
    }


@pytest.mark.parametrize(("table", "names"), columns().items())
def test_every_column_has_a_word(table: str, names: tuple[str, ...]) -> None:
    assert [name for name in names if name not in COLUMNS] == []


def test_no_word_is_left_for_a_column_that_is_gone() -> None:
    assert COLUMNS.keys() - {name for names in columns().values() for name in names} == set()
