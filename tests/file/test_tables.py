"""The declaration of tables agrees with the DDL, and every row of a year can be told which year it belongs to."""

from __future__ import annotations

import pytest

from models.file.declared.tables import TABLES
from models.file.store import Store

NO_CONTENT = {"meta", "op", "change", "checkpoint", "keeper_secret", "_sqlite_migrations"}


def test_every_table_of_the_file_is_content_or_known_not_to_be(store: Store) -> None:
    found = store.select("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    assert {row["name"] for row in found} == set(TABLES) | NO_CONTENT


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_keyed_as_declared_and_strict(store: Store, name: str) -> None:
    columns = store.connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    keyed = [column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5]]
    assert tuple(keyed) == TABLES[name].keys
    (strict,) = store.connection.execute("SELECT strict FROM pragma_table_list WHERE name = ?", (name,)).fetchone()
    assert strict == 1
    assert {kind for _, _, kind, *_ in columns} <= {"TEXT", "INTEGER", "BLOB"}


@pytest.mark.parametrize("table", [table for table in TABLES.values() if table.scope == "year"], ids=lambda t: t.name)
def test_a_row_of_a_year_knows_its_year(store: Store, table) -> None:
    shape = store.shapes[table.name]
    if isinstance(table.year, str):
        assert shape.types[table.year] == "INTEGER"
        return
    parent, column = table.year
    assert column in shape.names
    assert len(TABLES[parent].keys) == 1
    test_a_row_of_a_year_knows_its_year(store, TABLES[parent])


@pytest.mark.parametrize("name", TABLES)
def test_no_reference_cascades(store: Store, name: str) -> None:
    actions = {(row[5], row[6]) for row in store.connection.execute(f'PRAGMA foreign_key_list("{name}")')}
    assert actions <= {("NO ACTION", "NO ACTION")}
