"""Opening: what is no readable book is refused with its reason; one writer; a place that cannot be written is read."""

from __future__ import annotations

import errno
import os
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models.file import header, lock
from models.file.copies import backup, vacuum
from models.file.declared.shapes import Shapes
from models.file.history import soundness
from models.file.history.examine import refuse_unexplained
from models.file.opening import create, open_book_file
from models.file.store import Store
from models.rules.errors import FileTrouble


def patched(place: int, content: bytes) -> Callable[[Path], None]:
    def patch(path: Path) -> None:
        whole = bytearray(path.read_bytes())
        whole[place : place + len(content)] = content
        path.write_bytes(whole)

    return patch


def other_database(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE x (y)")
    connection.close()


def no_text_in_the_schema(path: Path) -> None:
    """SQLite names what it cannot read of the schema, and those words are no text then."""
    content = path.read_bytes()
    assert content.count(b"CREATE TABLE unit (") == 1
    path.write_bytes(content.replace(b"CREATE TABLE unit (", b"CREATE TABLE unit \xf0"))


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path.unlink(), "file.missing"),
    "zero bytes": (lambda path: path.write_bytes(b""), "file.empty"),
    "cut in the header": (lambda path: path.write_bytes(path.read_bytes()[:60]), "file.truncated"),
    "cut in the middle": (lambda path: path.write_bytes(path.read_bytes()[:9000]), "file.truncated"),
    "cut by one byte": (lambda path: path.write_bytes(path.read_bytes()[:-1]), "file.truncated"),
    "a text": (lambda path: path.write_text("Khối thi đua số 3", encoding="utf-8"), "file.foreign"),
    "another program's database": (other_database, "file.foreign"),
    "another application": (patched(68, b"FOSL"), "file.foreign"),
    "no text in the schema": (no_text_in_the_schema, "file.damaged"),
    "from the future": (patched(60, struct.pack(">I", 999)), "file.newer"),
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("how", SPOILT)
def test_what_is_no_readable_book_is_refused_and_left_alone(store: Store, how: str, read_only: bool) -> None:
    spoil, code = SPOILT[how]
    store.close()
    spoil(store.path)
    before = store.path.read_bytes() if store.path.exists() else None
    with pytest.raises(FileTrouble) as refused:
        open_book_file(store.path, read_only)
    assert refused.value.code == code
    assert refused.value.facts["file"] == store.path.name
    assert (store.path.read_bytes() if store.path.exists() else None) == before
    assert not lock.sidecar(store.path).exists()


def test_a_newer_file_says_how_new_it_is(store: Store) -> None:
    store.close()
    patched(60, struct.pack(">I", 999))(store.path)
    with pytest.raises(FileTrouble) as refused:
        header.look(store.path)
    assert refused.value.facts["version"] == 999


def test_a_folder_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match=r"file\.foreign"):
        open_book_file(tmp_path)


def test_creating_never_writes_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.sokhoi"
    path.write_text("khác", encoding="utf-8")
    with pytest.raises(FileTrouble, match=r"file\.exists"):
        create(path)
    assert path.read_text(encoding="utf-8") == "khác"
    assert list(tmp_path.iterdir()) == [path]


NAMES = ["Khối 3.sokhoi", "a#b.sokhoi", "50% & (x).sokhoi", "dấu ~ ' và [1].sokhoi"]
NO_NAMES_OF_WINDOWS = ["a?b.sokhoi", "a*b.sokhoi", "a|b.sokhoi", "CON.sokhoi", "nul.sokhoi"]


@pytest.mark.skipif(sys.platform != "win32", reason="other systems allow them")
@pytest.mark.parametrize("name", NO_NAMES_OF_WINDOWS)
def test_a_name_that_windows_keeps_for_itself_is_refused_by_its_cause(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileTrouble, match=r"file\.bad_name"):
        create(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", NAMES if sys.platform == "win32" else NAMES + NO_NAMES_OF_WINDOWS)
def test_any_name_a_folder_allows_will_do(tmp_path: Path, name: str) -> None:
    create(tmp_path / name).close()
    assert [place.name for place in tmp_path.iterdir()] == [name]
    store = open_book_file(tmp_path / name)
    assert store.last_seq == 1
    store.close()


def test_the_settings_of_the_file_are_those_of_the_design(store: Store) -> None:
    settings = {
        name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "journal_mode",
            "locking_mode",
            "synchronous",
            "foreign_keys",
            "trusted_schema",
            "secure_delete",
            "application_id",
        )
    }
    assert settings == {
        "journal_mode": "delete",
        "locking_mode": "normal",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "application_id": 0x534F4B48,
    }


def test_a_book_has_an_id_for_life(store: Store, tmp_path: Path) -> None:
    assert store.meta("book_id") == store.ops()[0].facts["book"]
    named = create(tmp_path / "b.sokhoi", book_id="khoi-3")
    assert named.meta("book_id") == "khoi-3"
    named.close()


def test_the_lock_says_who_holds_it_and_goes_away_at_closing(store: Store) -> None:
    side = lock.sidecar(store.path)
    assert side.name == "~$Khối 3.sokhoi"
    held = lock.live_holder(store.path)
    assert held is not None
    assert (held.person, held.since[:10]) == ("Mộc", "2026-03-02")
    assert store.lock is not None
    store.lock.say("Phạm Thu Mộc")
    with pytest.raises(FileTrouble) as refused:
        open_book_file(store.path)
    assert refused.value.facts["person"] == "Phạm Thu Mộc"
    assert refused.value.facts["machine"] == held.machine
    store.close()
    assert not side.exists()
    assert lock.live_holder(store.path) is None


def test_what_a_dead_owner_left_behind_is_taken_over(store: Store) -> None:
    store.close()
    lock.sidecar(store.path).write_text('{"machine":"VP-03","person":"Ai đó","since":"2020"}', encoding="utf-8")
    again = open_book_file(store.path, holder="Mộc")
    assert lock.live_holder(store.path) == again.lock.holder
    again.close()
    assert not lock.sidecar(store.path).exists()


def test_a_holder_in_another_process_is_seen_and_its_death_too(store: Store) -> None:
    store.close()
    script = (
        "import sys, pathlib; from models.file.opening import open_book_file\n"
        "s = open_book_file(pathlib.Path(sys.argv[1]), holder='Người khác')\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(store.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(FileTrouble) as refused:
            open_book_file(store.path)
        assert (refused.value.code, refused.value.facts["person"]) == ("file.open_elsewhere", "Người khác")
    finally:
        other.kill()
        other.communicate()
    assert lock.sidecar(store.path).exists()
    again = open_book_file(store.path)
    assert again.read_only_reason is None
    again.close()


def test_a_reader_beside_the_writer_sees_what_is_on_the_disk_and_writes_nothing(store: Store) -> None:
    reader = open_book_file(store.path, read_only=True)
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})
    assert [row["key"] for row in reader.rows("unit")] == ["a"]
    with pytest.raises(FileTrouble) as refused:
        reader.operation("enter").__enter__()
    assert (refused.value.code, refused.value.facts["reason"]) == ("file.read_only", "asked")
    reader.close()


def test_a_journal_of_a_file_that_is_gone_is_not_played_into_a_new_one(store: Store) -> None:
    store.close()
    stale = header.journal_of(store.path)
    writer = sqlite3.connect(store.path, isolation_level=None)
    writer.execute("PRAGMA cache_size = 1")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE meta SET value = 'x'")
    writer.executemany("INSERT INTO setting VALUES (?, ?)", [(str(i), "x" * 3000) for i in range(99)])
    content = stale.read_bytes()
    writer.execute("ROLLBACK")
    writer.close()
    store.path.unlink()
    stale.write_bytes(content)
    again = create(store.path, book_id="moi")
    assert again.meta("book_id") == "moi"
    assert again.canonical() == {}
    again.close()


@pytest.mark.parametrize("beside", ["reader", "second writer", "backup", "check"])
def test_what_this_process_does_beside_a_write_keeps_the_lock_on_the_file(
    store: Store, tmp_path: Path, beside: str
) -> None:
    """On POSIX, closing a second handle of a file would drop the locks that SQLite holds on it."""
    script = (
        "import sqlite3, sys\n"
        "other = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)\n"
        "try:\n    other.execute('BEGIN IMMEDIATE'); print('free')\n"
        "except sqlite3.OperationalError as error:\n    print(error)"
    )
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})
        if beside == "reader":
            open_book_file(store.path, read_only=True).close()
        elif beside == "second writer":
            with pytest.raises(FileTrouble, match=r"file\.open_elsewhere"):
                open_book_file(store.path)
        elif beside == "backup":
            backup.back_up(store.path, tmp_path / "kho")
        else:
            assert soundness.check(store.path) == ()
        other = subprocess.run(
            [sys.executable, "-c", script, str(store.path)], capture_output=True, encoding="utf-8", check=True
        )
        assert other.stdout == "database is locked\n"


def test_closing_inside_an_operation_is_a_bug_and_twice_is_none(store: Store) -> None:
    with pytest.raises(RuntimeError), store.operation("enter"):
        store.close()
    store.close()
    store.close()


def test_nothing_heavy_is_imported_to_open_a_book(store: Store) -> None:
    store.close()
    script = (
        "import sys, pathlib; from models.file.opening import open_book_file\n"
        "open_book_file(pathlib.Path(sys.argv[1])).close()\n"
        "print([name for name in ('sqlite_utils', 'click', 'reportlab', 'openpyxl', 'PySide6') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(store.path)], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"


def test_nothing_is_left_in_the_folder(store: Store) -> None:
    store.close()
    assert os.listdir(store.path.parent) == [store.path.name]


# --- what others put into the folder


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_in_a_place_of_ours_is_not_written_through(store: Store, tmp_path: Path) -> None:
    """The lock, what is tried and what is being written have names that anybody can work out."""
    path, theirs = store.path, tmp_path / "của người khác.txt"
    store.close()
    theirs.write_text("nguyên")
    target = tmp_path / "ban.sokhoi"
    ours = [
        lock.sidecar(path),
        tmp_path / f"~$thu-{os.getpid()}",
        tmp_path / f"~thu-{target.name}",
        tmp_path / f"~moi-{target.name}",
    ]
    for place in ours:
        place.symlink_to(theirs)
    with closing(open_book_file(path)) as opened:
        assert lock.sidecar(path).is_file() and not lock.sidecar(path).is_symlink()
        vacuum.try_place(target, 1)
        backup.save_copy(opened.connection, target)
    assert theirs.read_text() == "nguyên"
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted((path.name, target.name, theirs.name))


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_that_leads_to_itself_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "vòng.sokhoi"
    path.symlink_to(path.name)
    for read_only in (False, True):
        with pytest.raises(FileTrouble, match=r"file\.io_error"):
            open_book_file(path, read_only)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names as text")
def test_a_name_that_is_no_text_will_do(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("Khối 3".encode("cp1258", "replace") + b"\xd0\xff.sokhoi")
    create(path).close()
    with closing(open_book_file(path)) as opened, opened.operation("enter") as tx:
        tx.insert("unit", {"key": "a"})
    place = backup.back_up(path, tmp_path / "kho")
    with closing(open_book_file(place, read_only=True)) as kept:
        assert [row["key"] for row in kept.rows("unit")] == ["a"]


@pytest.mark.parametrize(("place", "value"), [(44, 5), (44, 2**32 - 1), (56, 4), (56, 0)])
def test_a_header_that_names_what_there_is_none_of_is_refused_in_words(store: Store, place: int, value: int) -> None:
    """The way tables are kept, the way text is written."""
    store.close()
    content = bytearray(store.path.read_bytes())
    content[place : place + 4] = value.to_bytes(4, "big")
    store.path.write_bytes(content)
    for read_only in (False, True):
        try:
            open_book_file(store.path, read_only).close()
        except FileTrouble as refused:
            assert refused.code in ("file.damaged", "file.schema_altered")


@pytest.mark.parametrize(("table", "column"), [("op", "facts"), ("checkpoint", "digests"), ("setting", "value_json")])
def test_a_column_without_the_text_it_must_have_is_no_raw_error(store: Store, table: str, column: str) -> None:
    """One flipped byte in the head of a row makes its text a nothing, whatever the table says."""
    with store.operation("set-up") as tx:
        tx.insert("setting", {"key": "a", "value": 1})
    store.close()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as edit:
        (sql,) = edit.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        edit.execute("PRAGMA writable_schema = ON")
        loose = sql.replace(f"{column} TEXT NOT NULL", f"{column} TEXT")
        assert loose != sql
        edit.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (loose, table))
    with closing(sqlite3.connect(store.path, isolation_level=None)) as edit:
        edit.execute(f"UPDATE {table} SET {column} = NULL")
        edit.execute("PRAGMA writable_schema = ON")
        edit.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, table))
    for read_only in (False, True):
        try:
            with closing(open_book_file(store.path, read_only)) as opened:
                assert soundness.faults(opened.connection)
                with pytest.raises(FileTrouble, match=r"file\.(damaged|unexplained)"):
                    refuse_unexplained(opened.connection, Shapes(opened.connection), "a")
        except FileTrouble as refused:
            assert refused.code == "file.damaged"


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_is_the_book_it_leads_to(store: Store, tmp_path: Path) -> None:
    """Seen failing: under the link's name the lock was another, so two could write, and an unfinished write beside the
    file itself was not looked for."""
    link = tmp_path / "khác" / "tên khác.sokhoi"
    link.parent.mkdir()
    link.symlink_to(store.path)
    with pytest.raises(FileTrouble) as refused:
        open_book_file(link)
    assert refused.value.code == "file.open_elsewhere"
    store.close()
    other = open_book_file(link)
    assert other.path == store.path and lock.sidecar(store.path).exists()
    other.close()
    assert list(link.parent.iterdir()) == [link]


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_second_name_of_a_file_open_here_is_the_same_book(store: Store, tmp_path: Path) -> None:
    """Seen failing: a hard link had a lock of its own, so one window wrote beside the other; and closing it dropped the
    locks that SQLite holds on the file."""
    other = tmp_path / "tên khác.sokhoi"
    os.link(store.path, other)
    with pytest.raises(FileTrouble) as refused:
        open_book_file(other)
    assert refused.value.code == "file.open_elsewhere"
    seen = open_book_file(other, read_only=True)
    assert seen.path == store.path
    seen.close()
    store.close()
    alone = open_book_file(other)
    assert alone.path == other
    alone.close()


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"x" * 5000), lambda path: os.truncate(path, 8192)])
def test_a_book_spoilt_while_it_is_open_is_said_to_be_that(store: Store, spoil: Callable[[Path], object]) -> None:
    """Seen failing: a table read for the first time gave SQLite's own error."""
    spoil(store.path)
    for read in (lambda: store.rows("unit"), lambda: store.row("cell", "s", "n"), lambda: store.select("SELECT 1")):
        try:
            read()
        except FileTrouble as refused:
            assert refused.code == "file.damaged"
    with pytest.raises(FileTrouble):
        store.rows("household")


def test_a_book_in_a_place_that_takes_no_lock_opens_twice_to_be_looked_at(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing: the second opening in one process took the place for one that can be written, and its refusal named
    the lock."""
    store.close()
    really = os.open

    def refusing(name: str | os.PathLike[str], flags: int, *more: int, **said: int) -> int:
        if os.path.basename(name).startswith("~$"):
            raise OSError(errno.EROFS, "read-only", str(name))
        return really(name, flags, *more, **said)

    monkeypatch.setattr(os, "open", refusing)
    stores = [open_book_file(store.path) for _ in range(2)]
    assert [one.read_only_reason for one in stores] == ["place", "place"]
    for one in stores:
        one.close()
