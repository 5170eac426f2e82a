"""A side-car of another copy beside a book: put aside and said by its name, never played into the book."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.file import header
from models.file.copies import backup, stale
from models.file.opening import create, open_book_file
from models.keeping.verify import verify

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process that is killed in mid-write")
KILLED = """
import os, pathlib, signal, sys
from models.file.opening import open_book_file
store = open_book_file(pathlib.Path(sys.argv[1]))
store.connection.execute("PRAGMA cache_size = 5")  # pages go to the file before the commit
def watch(sql):
    if sql.startswith("COMMIT"):
        os.kill(os.getpid(), signal.SIGKILL)
store.connection.set_trace_callback(watch)
with store.operation("many") as tx:
    for n in range(int(sys.argv[2])):
        tx.put("setting", {"key": f"x{n}", "value": "y" * 900})
"""


def grow(path: Path, mark: str, rows: int = 60) -> None:
    store = open_book_file(path)
    with store.operation("grow") as tx:
        for n in range(rows):
            tx.put("setting", {"key": f"x{n}", "value": mark * 500})
    store.close()


def kill_in_mid_write(path: Path, rows: int = 120) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(rows)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert header.has_journal(path)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "so.sokhoi"
    create(path).close()
    grow(path, "a")
    yield path


def asides(path: Path) -> list[str]:
    return [one.name for one in path.parent.iterdir() if one.name.endswith("của bản khác")]


def test_a_write_of_its_own_that_was_cut_short_is_taken_back_as_before(book: Path) -> None:
    for rows in (1, 40, 200):
        kill_in_mid_write(book, rows)
        assert not stale.journal_is_anothers(book)
        store = open_book_file(book)
        assert verify(store).ok
        assert store.row("setting", "x1")["value"] == "a" * 500  # type: ignore[index]
        store.close()
    assert asides(book) == []


def test_the_journal_of_the_copy_that_was_replaced_is_not_played_into_the_backup(book: Path, tmp_path: Path) -> None:
    kept = Path(shutil.copy(book, tmp_path / "giu.sokhoi"))
    for mark in "bcd":
        grow(book, mark, 200)
    kill_in_mid_write(book, 400)
    shutil.copyfile(kept, book)  # somebody puts the backup in its place with the Explorer
    assert stale.journal_is_anothers(book)
    store = open_book_file(book, read_only=True)
    assert verify(store).ok and store.canonical() == canonical(kept)
    store.close()
    assert header.has_journal(book), "looking at a book moves nothing"
    store = open_book_file(book)
    assert verify(store).ok and store.canonical() == canonical(kept)
    store.close()
    assert len(asides(book)) == 1


@pytest.mark.parametrize("rows", [0, 1, 90])
def test_whatever_the_other_copy_was_doing(book: Path, tmp_path: Path, rows: int) -> None:
    """One act further, and nothing of it in the backup: the counters alone tell the two apart."""
    kept = Path(shutil.copy(book, tmp_path / "giu.sokhoi"))
    for _ in range(3):
        grow(book, "z", rows + 1)
    kill_in_mid_write(book, rows + 1)
    shutil.copyfile(kept, book)
    store = open_book_file(book)
    assert verify(store).ok and store.canonical() == canonical(kept)
    store.close()


def test_a_wal_of_another_copy_is_put_aside(book: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(book, tmp_path / "khac.sokhoi"))
    with closing(sqlite3.connect(other)) as stranger:
        stranger.execute("PRAGMA journal_mode = WAL")
        stranger.execute("UPDATE setting SET value_json = '\"từ bản khác\"'")
        stranger.commit()
        shutil.copyfile(f"{other}-wal", stale.wal_of(book))
    before = canonical(book)
    store = open_book_file(book)
    assert verify(store).ok
    assert store.canonical() == before
    store.close()
    assert len(asides(book)) == 1


def test_restoring_plays_nothing_either(book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Sao lưu"
    chosen = backup.back_up(book, folder)
    content = canonical(chosen)
    for mark in "bc":
        grow(book, mark, 200)
    kill_in_mid_write(book, 300)
    shutil.copyfile(header.journal_of(book), header.journal_of(chosen))
    assert backup.restore(book, chosen, folder) is not None
    store = open_book_file(book)
    assert verify(store).ok and store.canonical() == content
    store.close()


def canonical(path: Path) -> dict[str, list[dict[str, object]]]:
    """The content of a file by a copy with nothing beside it."""
    alone = path.with_name(f"rieng-{path.name}")
    shutil.copyfile(path, alone)
    store = open_book_file(alone, read_only=True)
    try:
        return store.canonical()
    finally:
        store.close()
