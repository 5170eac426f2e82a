"""The schema is part of the book: whatever another program adds to it, takes away or rewords is refused by name."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from models.file.declared import schema, schema_check
from models.file.opening import open_book_file
from models.file.store import Store
from models.rules.errors import FileTrouble

SWALLOW = "CREATE TRIGGER nuot BEFORE INSERT ON unit BEGIN SELECT RAISE(IGNORE); END"


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        (SWALLOW, "trigger nuot"),
        ("CREATE TRIGGER nuot AFTER UPDATE ON cell BEGIN DELETE FROM cell; END", "trigger nuot"),
        ("CREATE VIEW xem AS SELECT * FROM unit", "view xem"),
        ("CREATE TABLE them (a)", "table them"),
        ("CREATE INDEX nhanh ON unit (note)", "index nhanh"),
        ("ALTER TABLE unit ADD COLUMN them TEXT", "table unit"),
        ("ALTER TABLE household RENAME TO nha; CREATE VIEW household AS SELECT * FROM nha", "table household"),
        ("DROP TABLE household", "index sqlite_autoindex_household_1"),
        ("ANALYZE", "table sqlite_stat1"),
        (
            "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('khac', 'step_0001')",
            "table _sqlite_migrations",
        ),
        ("DELETE FROM _sqlite_migrations WHERE id = 1", "table _sqlite_migrations"),
        ("UPDATE _sqlite_migrations SET applied_at = '9' WHERE id = 1", "table _sqlite_migrations"),
        ("UPDATE _sqlite_migrations SET applied_at = applied_at || 'x' WHERE id = 1", "table _sqlite_migrations"),
        ("UPDATE _sqlite_migrations SET applied_at = replace(applied_at, '.', ',')", "table _sqlite_migrations"),
        ("UPDATE _sqlite_migrations SET applied_at = replace(applied_at, ' ', 'T')", "table _sqlite_migrations"),
        ("UPDATE _sqlite_migrations SET applied_at = replace(applied_at, '+00', '+07')", "table _sqlite_migrations"),
        ("UPDATE _sqlite_migrations SET id = 77 WHERE id = 1", "table _sqlite_migrations"),
        ("DELETE FROM meta", "meta book_id"),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_schema_that_is_not_ours_is_refused_by_name(store: Store, sql: str, name: str, read_only: bool) -> None:
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})
    store.close()
    with closing(sqlite3.connect(store.path)) as edit:
        edit.executescript(sql)
    with pytest.raises(FileTrouble, match=r"file\.schema_altered") as found:
        open_book_file(store.path, read_only=read_only)
    assert name in (found.value.facts["name"], "table household")


@pytest.mark.parametrize("column", ["type", "name", "tbl_name", "sql"])
@pytest.mark.parametrize("value", ["CAST({} AS BLOB)", "x'c328'", "NULL", "7"])
@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_no_text_in_the_list_of_tables_is_refused(
    store: Store, column: str, value: str, read_only: bool
) -> None:
    """Seen failing: one bit turned in the list of tables made a text of it bytes, and Python's own error came up."""
    store.close()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as edit:
        edit.execute("PRAGMA writable_schema = ON")
        edit.execute(f"UPDATE sqlite_schema SET {column} = {value.format(column)} WHERE name = 'unit'")
    with pytest.raises(FileTrouble, match=r"file\.(schema_altered|damaged)"):
        open_book_file(store.path, read_only=read_only)


def test_a_constraint_reworded_in_place_is_refused(store: Store) -> None:
    """Written into the list of tables itself, as no statement could."""
    store.close()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as edit:
        edit.execute("PRAGMA writable_schema = ON")
        edit.execute("UPDATE sqlite_schema SET sql = replace(sql, 'draft', 'nhap') WHERE name = 'paper'")
    with pytest.raises(FileTrouble, match=r"file\.schema_altered") as found:
        open_book_file(store.path)
    assert found.value.facts["name"] == "table paper"


def test_the_digest_is_that_of_the_schema_all_steps_make() -> None:
    made = schema_check._made(schema.STEPS)  # what an altered schema is compared with
    assert schema_check.digest(schema.STEPS, made) == schema.DIGEST, "a step is new: put this digest beside the steps"


def test_a_whole_book_is_opened_without_making_a_schema_to_compare(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr(schema_check, "_made", None)
    open_book_file(store.path).close()
