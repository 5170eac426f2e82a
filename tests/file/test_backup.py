"""Copies: whole or not at all, thinned, and the way back keeps what was there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.file import backup, header, lock
from models.file.opening import open_book_file
from models.file.store import Store
from models.rules.errors import FileTrouble

DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def enter(store: Store, key: str, size: int = 1) -> None:
    with store.operation("enter") as tx:
        tx.insert("unit", {"key": key, "note": "x" * size})


def content_of(path: Path):
    store = open_book_file(path, read_only=True)
    try:
        return store.canonical(), store.ops()
    finally:
        store.close()


def test_a_backup_of_the_open_book_is_the_book(store: Store, tmp_path: Path) -> None:
    enter(store, "a", 99_999)
    place = backup.back_up(store.path, tmp_path / "kho", clock=lambda: DAY)
    assert place.name == "Khối 3 20260302T090000Z daily.sokhoi"
    assert content_of(place) == (store.canonical(), store.ops())
    assert [kept.label for kept in backup.backups(store.path, tmp_path / "kho")] == ["daily"]
    enter(store, "b")


def test_a_backup_is_due_when_there_are_acts_it_has_not(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    assert backup.is_due(store.path, folder)
    place = backup.back_up(store.path, folder, clock=lambda: DAY)
    assert not backup.is_due(store.path, folder)
    enter(store, "a")
    assert backup.is_due(store.path, folder)
    backup.back_up(store.path, folder, clock=lambda: DAY + timedelta(hours=1))
    assert not backup.is_due(store.path, folder)
    (folder / backup.backups(store.path, folder)[-1].name).write_bytes(b"")
    assert backup.is_due(store.path, folder)
    assert place.exists()


def test_backing_up_thins_the_folder_and_leaves_other_files_alone(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    for other in (
        "Khối 4 20250101T000000Z daily.sokhoi",
        "Khối 3.sokhoi",
        "Khối 3 20250101T000000Z thu.sokhoi",
        "a.txt",
    ):
        (folder / other).write_bytes(b"x")
    for day in range(12):
        place = backup.back_up(store.path, folder, clock=lambda day=day: DAY + timedelta(days=day))
    names = [kept.name[7:15] for kept in backup.backups(store.path, folder)]
    assert names == ["20260307", "20260308", "20260309", "20260310", "20260311", "20260312", "20260313"]
    assert place.exists()
    assert len(list(folder.iterdir())) == len(names) + 4


def test_a_copy_shows_its_progress_and_can_be_cancelled(store: Store, tmp_path: Path) -> None:
    enter(store, "a", 9_000_000)
    steps: list[tuple[int, int]] = []
    target = tmp_path / "bản sao.sokhoi"

    def stop(done: int, whole: int) -> bool:
        steps.append((done, whole))
        return len(steps) < 3

    with pytest.raises(backup.Cancelled):
        backup.save_copy(store.connection, target, stop)
    assert len(steps) == 3
    assert 0 < steps[0][0] < steps[2][0] < steps[2][1]
    assert list(tmp_path.glob("*bản sao*")) == []
    backup.save_copy(store.connection, target, lambda done, whole: True)
    assert content_of(target)[0] == store.canonical()


def test_saving_a_copy_never_writes_over_a_file(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "a.sokhoi"
    target.write_bytes(b"x")
    with pytest.raises(FileTrouble, match=r"file\.exists"):
        backup.save_copy(store.connection, target)
    assert target.read_bytes() == b"x"


def test_a_copy_that_fails_its_check_is_not_put_in_place(store: Store, tmp_path: Path) -> None:
    enter(store, "a")
    (root,) = store.connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'unit'").fetchone()
    store.close()
    content = bytearray(store.path.read_bytes())
    page = int.from_bytes(content[16:18], "big")
    content[page * (root - 1) : page * root] = b"\xff" * page
    store.path.write_bytes(content)
    with pytest.raises(FileTrouble, match=r"file\.(copy_damaged|damaged)"):
        backup.back_up(store.path, tmp_path / "kho", clock=lambda: DAY)
    assert list((tmp_path / "kho").iterdir()) == []


def test_restoring_saves_the_present_state_first(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    enter(store, "a")
    chosen = backup.back_up(store.path, folder, clock=lambda: DAY)
    before = content_of(chosen)
    enter(store, "b")
    present = (store.canonical(), store.ops())
    with pytest.raises(FileTrouble, match=r"file\.open_elsewhere"):
        backup.restore(store.path, chosen, folder)
    store.close()
    saved = backup.restore(store.path, chosen, folder, clock=lambda: DAY + timedelta(days=1))
    assert saved is not None
    assert (content_of(store.path), content_of(saved)) == (before, present)
    assert not lock.sidecar(store.path).exists()
    assert "before-restore" in saved.name


def test_restoring_over_a_spoilt_file_keeps_it_aside(store: Store, tmp_path: Path) -> None:
    enter(store, "a")
    chosen = backup.back_up(store.path, tmp_path / "kho", clock=lambda: DAY)
    store.close()
    store.path.write_bytes(b"rubbish")
    header.journal_of(store.path).write_bytes(b"old pages")
    assert backup.restore(store.path, chosen, clock=lambda: DAY) is None
    assert content_of(store.path) == content_of(chosen)
    aside = store.path.with_name("Khối 3.sokhoi.20260302T090000Z.hỏng")
    assert aside.read_bytes() == b"rubbish"
    assert header.journal_of(aside).read_bytes() == b"old pages"
    assert not header.journal_of(store.path).exists()


def test_restoring_where_the_book_is_gone(store: Store, tmp_path: Path) -> None:
    enter(store, "a")
    chosen = backup.back_up(store.path, tmp_path / "kho", clock=lambda: DAY)
    store.close()
    store.path.unlink()
    assert backup.restore(store.path, chosen) is None
    assert content_of(store.path) == content_of(chosen)


def test_what_is_no_backup_is_never_put_in_place(store: Store, tmp_path: Path) -> None:
    store.close()
    before = store.path.read_bytes()
    other = tmp_path / "x.sokhoi"
    with closing(sqlite3.connect(other)) as foreign:
        foreign.execute("CREATE TABLE x (y)")
    with pytest.raises(FileTrouble, match=r"file\.foreign"):
        backup.restore(store.path, other)
    assert store.path.read_bytes() == before
