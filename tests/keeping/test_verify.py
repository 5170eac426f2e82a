"""Verify: a book written by the program is clean; every outside edit is found and its place named."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from models.book.book import Book, open_book
from models.file.connect import begun
from models.file.opening import create, open_book_file
from models.file.store import Store
from models.keeping.independent import VERIFIER
from models.keeping.verify import Difference, Report, verify
from models.rules.errors import FileTrouble


def fill(store: Store) -> None:
    with store.operation("set-up") as tx:
        tx.insert("unit", {"key": "a", "note": "một"})
        tx.insert("unit", {"key": "b"})
        tx.insert("form", {"key": "f", "name": "Bảng điểm"})
        tx.insert("bloc_year", {"year": 2025})
        tx.insert("sheet", {"key": "s", "year": 2025, "period": "nam", "unit": "a", "stage": "self", "form": "f"})
        tx.insert("cell", {"sheet": "s", "node": "I", "stated": {"base": "8.5"}})
        tx.insert("keeper", {"key": "moc", "name": "Mộc"})
        tx.secret("moc", {"salt": "00", "hash": "ff", "n": 2, "r": 8, "p": 1})
        tx.insert("blob", {"sha256": hashlib.sha256(b"x").hexdigest(), "size": 1, "bytes": b"x"})


def enter_more(store: Store) -> None:
    with store.operation("enter") as tx:
        tx.update("cell", ("s", "I"), stated={"base": "9"})
        tx.insert("cell", {"sheet": "s", "node": "II", "stated": {"base": "1"}, "note": "x"})
    with store.operation("enter") as tx:
        tx.delete("unit", "b")
        tx.update("cell", ("s", "II"), note=None)
    store.undo()


@pytest.fixture(params=["checkpoint first", "checkpoint last", "no checkpoint"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A closed book with a checkpoint before the last acts, after them, or none but the one of its creation."""
    store = create(tmp_path / "a.sokhoi")
    fill(store)
    if request.param != "checkpoint first":
        enter_more(store)
    if request.param != "no checkpoint":
        with store.operation("import", final=True) as tx:
            tx.checkpoint()
    if request.param == "checkpoint first":
        enter_more(store)
    store.close()
    return store.path


@pytest.fixture
def edit(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def report_of(path: Path) -> Report:
    store = open_book_file(path, read_only=True)
    try:
        return verify(store)
    finally:
        store.close()


def test_a_book_written_by_the_program_is_clean(path: Path) -> None:
    report = report_of(path)
    assert report.ok, report
    assert report.ops >= 4


@pytest.mark.parametrize(
    ("sql", "differences"),
    [
        ("UPDATE unit SET note = 'hai' WHERE key = 'a'", [Difference("unit", "a", ("note",))]),
        (
            "UPDATE cell SET stated_json = '{\"base\":\"9.5\"}' WHERE node = 'I'",
            [Difference("cell", ("s", "I"), ("stated",))],
        ),
        ("UPDATE cell SET stated_json = '{' WHERE node = 'I'", [Difference("cell", ("s", "I"))]),
        ("DELETE FROM cell WHERE node = 'II'", [Difference("cell", ("s", "II"))]),
        ("INSERT INTO unit (key) VALUES ('c')", [Difference("unit", "c")]),
        ("INSERT INTO unit (key) VALUES ('aa')", [Difference("unit", "aa")]),
        ("UPDATE cell SET stated_json = '{\"base\": \"9\"}' WHERE node = 'I'", [Difference("cell", ("s", "I"))]),
        ("UPDATE unit SET note = CAST(x'ff' AS TEXT) WHERE key = 'a'", [Difference("unit", "a", ("note",))]),
        ("INSERT INTO meta VALUES ('left_behind', 'x')", [Difference("meta", "left_behind")]),
        ("UPDATE meta SET value = 'khac' WHERE key = 'book_id'", [Difference("meta", "book_id")]),
        ("UPDATE keeper_secret SET hash = 'x'", [Difference("keeper_secret", "moc")]),
        ("UPDATE keeper_secret SET n = 1", [Difference("keeper_secret", "moc")]),
        ("DELETE FROM keeper_secret", [Difference("keeper_secret", "moc")]),
        ("UPDATE unit SET key = 'c' WHERE key = 'b'", [Difference("unit", "b"), Difference("unit", "c")]),
        ("UPDATE bloc_year SET state = 'closed'", [Difference("bloc_year", 2025, ("state",))]),
        (
            "UPDATE unit SET note = 'hai' WHERE key = 'a'; UPDATE unit SET note = 'ba' WHERE key = 'b'",
            [Difference("unit", "a", ("note",)), Difference("unit", "b", ("note",))],
        ),
    ],
)
def test_an_edited_row_is_named(path: Path, edit: sqlite3.Connection, sql: str, differences: list[Difference]) -> None:
    edit.executescript(sql)
    report = report_of(path)
    assert sorted(report.differences, key=str) == differences
    assert (report.chain, report.file, report.attachments) == ((), (), ())


@pytest.mark.parametrize(
    ("sql", "first_wrong"),
    [
        ("UPDATE op SET facts = '{\"x\":1}' WHERE seq = 2", 2),
        ("UPDATE op SET facts = '{' WHERE seq = 2", 2),
        ("UPDATE op SET facts = '{ }' WHERE facts = '{}' AND seq = 3", 3),
        ("UPDATE op SET person = CAST(x'ff' AS TEXT) WHERE seq = 3", 3),
        ("UPDATE op SET person = 'an' WHERE seq = 3", 3),
        ("UPDATE op SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 1", 1),
        ("UPDATE change SET after = '{}' WHERE op = 2 AND n = 1", 2),
        ("DELETE FROM change WHERE op = 2 AND n = 1", 2),
        ("INSERT INTO change (op, n, tbl, key) VALUES (99, 1, 'unit', 'a')", 99),
        ("INSERT INTO change (op, n, tbl, key) VALUES (2, 99, 'nowhere', 'a')", 2),
        ("DELETE FROM change WHERE op = 2; DELETE FROM op WHERE seq = 2", 3),
        ("UPDATE checkpoint SET digests = '{}'", 1),
        ("UPDATE checkpoint SET digests = '{'", 1),
        ("DELETE FROM checkpoint", 1),
    ],
)
def test_an_edited_journal_breaks_the_chain(path: Path, edit: sqlite3.Connection, sql: str, first_wrong: int) -> None:
    if "checkpoint SET digests = '{}'" in sql:
        sql = 'UPDATE checkpoint SET digests = \'{"unit":"0"}\''
    edit.executescript(sql)
    report = report_of(path)
    assert report.chain[0] == first_wrong
    assert not report.ok


def test_a_row_and_its_change_edited_alike_still_break_the_chain(path: Path, edit: sqlite3.Connection) -> None:
    edit.execute("UPDATE unit SET note = 'hai' WHERE key = 'a'")
    edit.execute("""UPDATE change SET after = '{"key":"a","note":"hai"}' WHERE tbl = 'unit' AND key = 'a' AND op = 2""")
    assert report_of(path).chain[0] == 2


def test_a_last_op_cut_off_leaves_rows_that_no_act_explains(path: Path, edit: sqlite3.Connection) -> None:
    (last,) = edit.execute("SELECT max(op) FROM change").fetchone()
    for table, column in (("checkpoint", "op"), ("change", "op"), ("op", "seq")):
        edit.execute(f"DELETE FROM {table} WHERE {column} >= {last}")
    assert {difference.table for difference in report_of(path).differences} & {"cell", "unit"}


def test_an_attached_file_with_other_bytes_is_named(path: Path, edit: sqlite3.Connection) -> None:
    edit.execute("UPDATE blob SET bytes = x'79'")
    report = report_of(path)
    assert report.attachments == (hashlib.sha256(b"x").hexdigest(),)
    assert report.differences == ()


def test_a_row_that_points_at_nothing_is_named(path: Path, edit: sqlite3.Connection) -> None:
    edit.execute("PRAGMA foreign_keys = OFF")
    edit.execute("DELETE FROM sheet")
    assert report_of(path).references == (("cell", "sheet"),)


def damage(path: Path, edit: sqlite3.Connection, table: str) -> None:
    (root,) = edit.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    edit.close()
    content = bytearray(path.read_bytes())
    page = int.from_bytes(content[16:18], "big")
    content[page * (root - 1) : page * root] = b"\xff" * page
    path.write_bytes(content)


def test_a_damaged_page_is_said_in_sqlites_words(path: Path, edit: sqlite3.Connection) -> None:
    damage(path, edit, "cell")
    report = report_of(path)
    assert report.file
    assert not report.ok


def test_a_damaged_list_of_tables_is_refused_at_the_door(path: Path, edit: sqlite3.Connection) -> None:
    edit.execute("PRAGMA writable_schema = ON")
    edit.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE' WHERE name = 'cell'")
    with pytest.raises(FileTrouble, match=r"file\.damaged"):
        report_of(path)


def test_verify_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    report_of(path)
    assert path.read_bytes() == before


# --- no laundering


def test_no_checkpoint_is_taken_of_rows_that_no_act_made(path: Path, edit: sqlite3.Connection) -> None:
    edit.execute("UPDATE unit SET note = 'hai' WHERE key = 'a'")
    store = open_book_file(path)
    try:
        with pytest.raises(FileTrouble, match=r"file\.unexplained"), store.operation("import", final=True) as tx:
            tx.insert("unit", {"key": "d"})
            tx.checkpoint()
        assert store.row("unit", "d") is None
        assert verify(store).differences == (Difference("unit", "a", ("note",)),)
    finally:
        store.close()


def test_a_value_from_outside_stays_named_when_it_was_typed_over(path: Path, edit: sqlite3.Connection) -> None:
    edit.execute("UPDATE unit SET note = 'hai' WHERE key = 'a'")
    with closing(open_book_file(path)) as store:
        with store.operation("enter") as tx:
            tx.update("unit", "a", note="ba")
        assert verify(store).differences == (Difference("unit", "a", ("note",)),)


def test_a_checkpoint_that_was_taken_of_other_rows_is_named(path: Path, edit: sqlite3.Connection) -> None:
    """A program that took one unseen would leave a chain without a fault; only the rows of that time show it."""
    edit.close()
    with closing(open_book_file(path)) as store:
        digests = {**store.digests(), "unit": "0" * 64}
        with begun(store.connection):
            store.journal.follow("import", {}, id_="x", at="2026-01-01T00:00:00+00:00", digests=digests)
        report = verify(store)
    assert (report.chain, report.differences, report.checkpoints) == ((), (), ((report.ops, "unit"),))


# --- indexes


def test_an_index_that_no_longer_agrees_with_its_table_is_found(path: Path, edit: sqlite3.Connection) -> None:
    """A ranking read through such an index is another one, and the table itself is whole."""
    (root,) = edit.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_unit_1'").fetchone()
    (page,) = edit.execute("PRAGMA page_size").fetchone()
    edit.close()
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"b", page * (root - 1), page * root)
    content[entry] = ord("c")
    path.write_bytes(content)
    report = report_of(path)
    assert report.file and not report.ok


# --- every column of every table


def test_whatever_column_of_whatever_table_is_edited_is_named(lived_file: Path, tmp_path: Path) -> None:
    """Each column of each table that has rows, the journal and the file's own facts among them: one value changed."""
    path, unseen = tmp_path / "a.sokhoi", []
    with closing(sqlite3.connect(lived_file)) as source:
        names = [name for (name,) in source.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = [(name, row[1], row[2]) for name in names for row in source.execute(f"PRAGMA table_info({name})")]
        filled = [
            (table, column, kind)
            for table, column, kind in columns
            if table != "_sqlite_migrations" and source.execute(f"SELECT count({column}) FROM {table}").fetchone()[0]
        ]
        for table, column, kind in filled:
            shutil.copy(lived_file, path)
            with closing(sqlite3.connect(path, isolation_level=None)) as edit:
                edit.execute("PRAGMA ignore_check_constraints = ON")
                new = f"{column} + 1000" if kind == "INTEGER" else f"{column} || 'x'"
                edit.execute(
                    f"UPDATE OR REPLACE {table} SET {column} = {new} "
                    f"WHERE rowid = (SELECT max(rowid) FROM {table} WHERE {column} IS NOT NULL)"
                )
            with suppress(FileTrouble):  # refused at the door: the book's id, or a last act that cannot be read
                if report_of(path).ok:
                    unseen.append((table, column))
    assert len(filled) > 100 and unseen == []


def test_a_file_turned_to_another_way_of_writing_is_sound_and_said(lived: Book) -> None:
    """As the independent verifier has it: noted, no fault; opened to be worked in, it is as before."""
    with closing(sqlite3.connect(lived.path)) as stranger:
        assert stranger.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    path = lived.path
    lived.close()
    with closing(sqlite3.connect(path)) as stranger:
        stranger.execute("PRAGMA journal_mode = WAL")
    with open_book(path, read_only=True) as book:
        found = verify(book.store)
        assert found.ok and found.wal
    done = subprocess.run(
        [sys.executable, str(VERIFIER), str(path)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0 and "WAL" in done.stdout
    with open_book(path) as book:
        found = verify(book.store)
        assert found.ok and not found.wal
