"""Names and paths as long as a disk takes them: SQLite's journal (8 bytes more), our lock and copies being written must
have their places beside the book. What cannot be is refused by that name, and nothing is made."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.file import disk, header
from models.file.copies import backup, stale, vacuum
from models.file.opening import create, open_book_file
from models.file.troubles import told_by_sqlite
from models.rules.errors import FileTrouble

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows counts names and paths otherwise")

LONGEST = "ổ" * 80 + ".sokhoi"
"""247 bytes; with "-journal" a disk's 255."""
DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def longest(tmp_path: Path) -> Path:
    assert len((LONGEST + "-journal").encode()) == 255
    create(tmp_path / LONGEST).close()
    return tmp_path / LONGEST


def units(path: Path) -> list[str]:
    with closing(open_book_file(path, read_only=True)) as store:
        return [row["key"] for row in store.rows("unit")]


def enter(path: Path, key: str) -> None:
    with closing(open_book_file(path)) as store, store.operation("enter") as tx:
        tx.insert("unit", {"key": key})


def test_a_book_of_the_longest_name_is_worked_in_copied_and_put_back(longest: Path, tmp_path: Path) -> None:
    enter(longest, "a")
    with closing(open_book_file(longest)) as store:
        kept = backup.back_up(longest, tmp_path / "Sao lưu", clock=lambda: DAY)
        other = tmp_path / "bản" / LONGEST
        other.parent.mkdir()
        backup.save_copy(store.connection, other)
    enter(longest, "b")
    assert backup.restore(longest, kept, clock=lambda: DAY) is not None
    assert units(longest) == units(other) == ["a"]
    assert not list(tmp_path.rglob("~*"))


def test_a_damaged_book_of_the_longest_name_is_kept_beside_what_is_put_back(longest: Path, tmp_path: Path) -> None:
    enter(longest, "a")
    kept = Path(shutil.copy(longest, tmp_path / "cu.sokhoi"))
    longest.write_bytes("hỏng".encode())
    assert backup.restore(longest, kept, clock=lambda: DAY) is None
    assert units(longest) == ["a"]
    (aside,) = (one for one in tmp_path.iterdir() if one.name.endswith(".hỏng"))
    assert aside.read_bytes() == "hỏng".encode() and aside.name.startswith("ổ" * 60)


def test_a_journal_of_another_copy_beside_the_longest_name_is_put_aside(longest: Path) -> None:
    wal = stale.wal_of(longest)
    wal.write_bytes(b"x")
    (aside,) = stale.put_aside(longest, lambda: DAY)
    assert aside.read_bytes() == b"x" and not wal.exists() and aside.name.endswith("của bản khác")


def test_room_is_looked_for_under_the_longest_name(tmp_path: Path) -> None:
    vacuum.try_place(tmp_path / LONGEST, 1)
    assert list(tmp_path.iterdir()) == []


def test_names_cut_stay_apart_and_short_ones_stay() -> None:
    long, other = "ổ" * 90 + "a", "ổ" * 90 + "b"
    assert disk.cut("Khối 3.sokhoi", 100) == "Khối 3.sokhoi"
    cut = {disk.cut(name, 100) for name in (long, other)}
    assert len(cut) == 2 and all(len(name.encode()) <= 100 and name.startswith("ổ" * 28) for name in cut)
    assert disk.cut(os.fsdecode(b"\xff" * 200), 100)  # a name that is no text


@pytest.mark.parametrize("size", [248, 254, 255])
def test_a_name_without_room_for_the_journal_is_refused_and_nothing_is_made(tmp_path: Path, size: int) -> None:
    path = tmp_path / ("x" * (size - 7) + ".sokhoi")
    for act in (create, open_book_file):
        with pytest.raises(FileTrouble) as refused:
            act(path)
        if act is create:
            assert refused.value.code == "file.name_too_long"
            assert list(tmp_path.iterdir()) == []
            create(tmp_path / "a.sokhoi").close()
            (tmp_path / "a.sokhoi").rename(path)
    assert refused.value.code == "file.name_too_long"
    assert list(tmp_path.iterdir()) == [path]
    assert units(path) == []  # looked at, it needs none
    path.write_bytes(path.read_bytes()[:-5000])
    with pytest.raises(FileTrouble, match=r"file\.truncated"):
        header.look(path)


def deep(tmp_path: Path, size: int) -> Path:
    """A path of so many bytes, its folder made."""
    folder = tmp_path
    while (left := size - len(os.fsencode(folder)) - len("/a.sokhoi")) > 1:
        folder /= "x" * min(left - 1, 60) if left != 62 else "x" * 59
    folder.mkdir(parents=True)
    assert len(os.fsencode(folder / "a.sokhoi")) == size
    return folder / "a.sokhoi"


def test_a_path_longer_than_sqlite_opens_is_told_as_that(tmp_path: Path) -> None:
    path = deep(tmp_path, 505)
    with pytest.raises(FileTrouble, match=r"file\.name_too_long"):
        create(path)
    assert list(path.parent.iterdir()) == []
    create(tmp_path / "b.sokhoi").close()
    shutil.move(tmp_path / "b.sokhoi", path)
    for read_only in (False, True):
        with pytest.raises(FileTrouble, match=r"file\.name_too_long"):
            open_book_file(path, read_only)
    assert [one.name for one in path.parent.iterdir()] == ["a.sokhoi"]


def test_a_folder_nobody_may_enter_is_still_told_as_that(tmp_path: Path) -> None:
    """The path alone, not its length, is what SQLite could not open."""
    with pytest.raises(sqlite3.OperationalError) as refused:
        sqlite3.connect(f"file:{tmp_path}/nowhere/a.sokhoi?mode=rw", uri=True)
    (tmp_path / "nowhere").mkdir()
    with pytest.raises(FileTrouble, match=r"file\.no_access"), told_by_sqlite(tmp_path / "nowhere" / "a.sokhoi"):
        raise refused.value
