"""The proof of disks in its short form, and that it can fail."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from tests.proofs import disks, kills, watched
from tests.proofs.run import Done
from tests.proofs.watched import READY, Disk, Watched, possible

pytestmark = pytest.mark.skipif(not possible(), reason="system calls can be watched on Linux (x86_64) only")
NAIVE = """
import os, signal, sys
from pathlib import Path
place = Path(sys.argv[1])
READY
with open(place / "~new", "wb") as file:
    file.write(b"new content")
    if len(sys.argv) > 2:
        file.flush()
        os.fsync(file.fileno())
os.replace(place / "~new", place / "book")
""".replace("READY", READY)


def naive(folder: Path, *more: str, at_once: bool = True, **said: int) -> tuple[Disk, Watched]:
    """A file replaced the way everybody does it: the disk before, and what was seen."""
    folder.mkdir()
    (folder / "book").write_bytes(b"old content")
    before = Disk(folder, names_at_once=at_once)
    return before, Watched(folder, **said).run([sys.executable, "-c", NAIVE, str(folder), *more], kills.ROOT)


def after_all(before: Disk, seen: Watched, folder: Path) -> bytes:
    for event in seen.events:
        before.take(event)
    before.put_down(folder, folder.with_name("left"))
    return (folder.with_name("left") / "book").read_bytes()


def test_power_and_bad_disks_leave_whole_books(tmp_path: Path) -> None:
    rows = list(disks.prove(1, disks.SHORT, Done(tmp_path / "done.jsonl")))
    assert len(rows) == disks.SHORT
    assert [row.found for row in rows] == [()] * len(rows)


def test_a_file_renamed_before_it_is_synced_is_seen_to_be_lost(tmp_path: Path) -> None:
    assert after_all(*naive(tmp_path / "a"), tmp_path / "a") == b""


def test_a_file_synced_before_it_is_renamed_is_there(tmp_path: Path) -> None:
    assert after_all(*naive(tmp_path / "a", "sync"), tmp_path / "a") == b"new content"


def test_a_name_that_was_never_synced_is_the_old_one(tmp_path: Path) -> None:
    assert after_all(*naive(tmp_path / "a", "sync", at_once=False), tmp_path / "a") == b"old content"


def test_a_child_that_can_be_followed_no_further_is_ended(tmp_path: Path, monkeypatch) -> None:
    def gone(pid: int, number: int) -> str:
        raise OSError("nothing to read")

    monkeypatch.setattr(watched, "_named", gone)
    with pytest.raises(OSError, match="nothing to read"):
        naive(tmp_path / "a")


def test_a_call_is_made_to_fail(tmp_path: Path) -> None:
    _, seen = naive(tmp_path / "a", fail_at=2, error=errno.ENOSPC)
    assert seen.code == 1 and "No space left" in seen.wrong
    assert (tmp_path / "a" / "book").read_bytes() == b"old content"
