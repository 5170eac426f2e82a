"""Steps of the schema: fresh equals upgraded, the version and its record agree, an upgrade is all or nothing."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.file import header as header_of
from models.file import opening
from models.file.connect import connect
from models.file.copies import backup
from models.file.copies.sources import new_key, now
from models.file.declared import upgrade
from models.file.declared.schema import STEPS
from models.file.store import Store
from models.keeping.verify import verify
from models.rules.errors import FileTrouble

NEXT = (
    """
-- A step as the next release may bring it; the semicolon; in this comment ends nothing.
ALTER TABLE unit ADD COLUMN nickname TEXT;
CREATE TABLE visit (key TEXT PRIMARY KEY, unit TEXT NOT NULL REFERENCES unit(key)) STRICT;
""",
    "CREATE INDEX visit_unit ON visit (unit);\nUPDATE unit SET nickname = '; ' || key;",
)
RELEASED: dict[int, str] = {}
"""SHA-256 of each released step, by number. Nothing is released yet; a release adds its line and never changes one."""


def text_of(path: Path) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    finally:
        connection.close()


def made_with(monkeypatch: pytest.MonkeyPatch, path: Path, steps: tuple[str, ...]) -> Store:
    """Open or create the book at `path` as a program whose schema has `steps`."""
    monkeypatch.setattr(upgrade, "STEPS", steps)
    monkeypatch.setattr(header_of, "STEPS", steps)
    return opening.open_book_file(path) if path.exists() else opening.create(path)


def test_a_released_step_is_never_edited() -> None:
    assert {number: hashlib.sha256(STEPS[number - 1].encode()).hexdigest() for number in RELEASED} == RELEASED


def test_a_fresh_book_equals_an_upgraded_one_as_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made_with(monkeypatch, tmp_path / "old.sokhoi", STEPS).close()
    for steps in ((*STEPS, *NEXT[:1]), (*STEPS, *NEXT)):
        made_with(monkeypatch, tmp_path / "old.sokhoi", steps).close()
        fresh = tmp_path / f"fresh{len(steps)}.sokhoi"
        made_with(monkeypatch, fresh, steps).close()
        assert text_of(fresh) == text_of(tmp_path / "old.sokhoi")


@pytest.mark.parametrize("steps", [STEPS, (*STEPS, *NEXT)])
def test_the_version_equals_the_record_of_steps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, steps: tuple[str, ...]
) -> None:
    store = made_with(monkeypatch, tmp_path / "a.sokhoi", steps)
    try:
        assert upgrade.version(store.connection) == len(steps)
        assert [
            name
            for (name,) in store.connection.execute(
                "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY name", (upgrade.MIGRATION_SET,)
            )
        ] == [upgrade.step_name(n) for n in range(1, len(steps) + 1)]
    finally:
        store.close()


def test_an_upgrade_keeps_a_backup_and_the_content_and_leaves_a_checkpoint(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "a.sokhoi"
    store = made_with(monkeypatch, path, STEPS)
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})
    store.close()
    older = path.read_bytes()
    store = made_with(monkeypatch, path, (*STEPS, *NEXT))
    try:
        assert store.rows("unit")[0]["nickname"] == "; a"
        op = store.ops()[-1]
        assert (op.kind, op.facts) == ("upgrade", {"from": len(STEPS), "to": len(STEPS) + 2})
        assert store.journal.checkpoint(op.seq) == store.digests()
        assert verify(store).ok
        (kept,) = backup.backups(path, backup.folder_of(path))
        assert kept.label == "before-upgrade"
    finally:
        store.close()
    copied = connect(backup.folder_of(path) / kept.name, read_only=True)
    assert upgrade.version(copied) == len(STEPS)
    with closing(sqlite3.connect(path)) as now:
        units = now.execute("SELECT key FROM unit").fetchall()
    assert copied.execute("SELECT key FROM unit").fetchall() == units
    copied.close()
    assert len(older) == (backup.folder_of(path) / kept.name).stat().st_size


def test_a_step_that_fails_leaves_the_older_book(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.sokhoi"
    made_with(monkeypatch, path, STEPS).close()
    before = text_of(path)
    with pytest.raises(sqlite3.OperationalError):
        made_with(monkeypatch, path, (*STEPS, NEXT[0], "CREATE TABLE visit (key TEXT) STRICT;"))
    assert text_of(path) == before
    store = made_with(monkeypatch, path, STEPS)
    assert (upgrade.version(store.connection), store.last_seq) == (len(STEPS), 1)
    store.close()


def test_a_step_that_breaks_a_reference_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.sokhoi"
    store = made_with(monkeypatch, path, STEPS)
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})
        tx.insert("keeper", {"key": "moc", "name": "Mộc", "unit": "a"})
    store.close()
    with pytest.raises(FileTrouble, match=r"file\.damaged"):
        made_with(monkeypatch, path, (*STEPS, "DELETE FROM unit;"))
    store = made_with(monkeypatch, path, STEPS)
    assert len(store.rows("unit")) == 1
    store.close()


def test_an_older_book_opened_for_reading_only_is_refused_rather_than_misread(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "a.sokhoi"
    made_with(monkeypatch, path, STEPS).close()
    monkeypatch.setattr(header_of, "STEPS", (*STEPS, *NEXT))
    with pytest.raises(FileTrouble, match=r"file\.older_read_only"):
        opening.open_book_file(path, read_only=True)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("CREATE TABLE a (b);\n-- end; really\n", ["CREATE TABLE a (b);"]),
        ("INSERT INTO a VALUES (';');\nDELETE FROM a;", ["INSERT INTO a VALUES (';');", "DELETE FROM a;"]),
        ("CREATE TABLE a (\n b, -- x;\n c);", ["CREATE TABLE a (\n b, -- x;\n c);"]),
    ],
)
def test_a_script_is_split_at_the_ends_of_statements(script: str, found: list[str]) -> None:
    assert list(upgrade.statements(script)) == found


def test_a_script_that_does_not_end_is_refused() -> None:
    with pytest.raises(ValueError, match="does not end"):
        list(upgrade.statements("CREATE TABLE a (b)"))


def test_migrating_a_book_that_is_up_to_date_is_not_asked_for(store: Store) -> None:
    store.close()
    assert not header_of.look(store.path).older
    connection = connect(store.path)
    upgrade.migrate(connection, "upgrade", {}, clock=now, key_source=new_key, file=store.path.name)
    assert upgrade.version(connection) == len(STEPS)
    connection.close()


@pytest.mark.parametrize("landed", [False, True], ids=["journal only", "pages too"])
def test_an_upgrade_cut_short_by_the_power_is_taken_back_and_done_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, landed: bool
) -> None:
    """Seen failing: the backup before the upgrade took nothing back, the book was "open elsewhere" for ever."""
    old, cut = tmp_path / "old.sokhoi", tmp_path / "cut" / "so.sokhoi"
    made_with(monkeypatch, old, STEPS).close()
    monkeypatch.setattr(upgrade, "STEPS", (*STEPS, *NEXT))
    monkeypatch.setattr(header_of, "STEPS", (*STEPS, *NEXT))
    cut.parent.mkdir()
    shutil.copyfile(old, cut)
    connection = sqlite3.connect(old, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE visit (key TEXT PRIMARY KEY) STRICT")
    connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.executemany("INSERT INTO visit VALUES (?)", ((f"{n:01000}",) for n in range(200)))
    if landed:
        shutil.copyfile(old, cut)
    shutil.copyfile(header_of.journal_of(old), header_of.journal_of(cut))
    connection.execute("ROLLBACK")
    connection.close()
    assert header_of.has_journal(cut)

    store = opening.open_book_file(cut)
    assert verify(store).ok
    store.close()
    made_with(monkeypatch, tmp_path / "fresh.sokhoi", (*STEPS, *NEXT)).close()
    assert text_of(cut) == text_of(tmp_path / "fresh.sokhoi") and not header_of.has_journal(cut)
