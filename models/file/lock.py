"""One writer per book: an operating-system lock on the sidecar `~$NAME.sokhoi`, which says who holds it.

The lock counts, not the file: a sidecar left behind by a program that died is simply taken over.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from models.file import disk
from models.file.history import canonical
from models.file.troubles import told
from models.rules.errors import FileTrouble

_TRIES: Final = 40
_PAUSE: Final = 50  # milliseconds
_FAR: Final = 1 << 30
"""Windows lets nobody read locked bytes, so the locked byte lies far behind the text."""

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno == errno.EINVAL:
                raise  # no lock at all here: a share whose server knows none
            return False
        return True

    def _give(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the book open: machine, person, since when; empty where the sidecar does not say."""

    machine: str = ""
    person: str = ""
    since: str = ""


def sidecar(path: Path) -> Path:
    """The lock file of a book."""
    return path.with_name("~$" + path.name)


class Lock:
    """A held lock; `release` gives it back."""

    def __init__(self, handle: int, place: Path, holder: Holder) -> None:
        self._handle = handle
        self._place = place
        self.holder = holder

    def say(self, person: str) -> None:
        """Write who holds the lock now; somebody else may have signed in."""
        self.holder = Holder(self.holder.machine, person, self.holder.since)
        text = canonical.encode({"machine": self.holder.machine, "person": person, "since": self.holder.since}).encode()
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.ftruncate(self._handle, 0)
        os.write(self._handle, text)

    def release(self) -> None:
        """Remove the sidecar where that is possible, and unlock. It refuses nothing: whoever releases has often just
        met the real fault (a stick that is gone), and the system forgets the lock with the handle."""
        if sys.platform != "win32":
            disk.sweep(self._place)
        with contextlib.suppress(OSError):
            _give(self._handle)
        with contextlib.suppress(OSError):
            os.close(self._handle)
        if sys.platform == "win32":
            # Somebody who has just opened it keeps it from going; it holds nobody's lock.
            with contextlib.suppress(OSError):
                self._place.unlink(missing_ok=True)


def acquire(path: Path, holder: Holder) -> Lock:
    """Lock the book at `path` for `holder`; FileTrouble `file.open_elsewhere` with machine, person, since while another
    holds it, `file.no_lock` where the place keeps no lock or never shows the sidecar that was just written."""
    place = sidecar(path)
    for _ in range(_TRIES):
        with told(place):
            if os.path.islink(place):
                disk.remove(place)  # what it leads to is somebody else's
            flags = os.O_RDWR | os.O_CREAT | disk.NO_LINK
            handle = disk.open_patiently(place, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
        if not _taken(handle, path):
            os.close(handle)
            other = _read(place)
            raise FileTrouble(
                "file.open_elsewhere", file=path.name, machine=other.machine, person=other.person, since=other.since
            )
        if _same(handle, place):
            break
        os.close(handle)  # its holder removed it between our opening and our locking
        disk.sleep(_PAUSE)
    else:
        raise FileTrouble("file.no_lock", file=path.name)
    lock = Lock(handle, place, holder)
    try:
        with told(place):
            lock.say(holder.person)
    except FileTrouble:
        lock.release()
        raise
    return lock


def live_holder(path: Path) -> Holder | None:
    """Who holds the lock of the book at `path` at this moment, None when nobody does; leaves everything as it is."""
    place = sidecar(path)
    try:
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    try:
        if _take(handle):
            _give(handle)
            return None
        return _read(place)
    except OSError:
        return None  # a place that keeps no lock
    finally:
        os.close(handle)


def _taken(handle: int, path: Path) -> bool:
    """Whether the lock is ours; FileTrouble `file.no_lock` from a place that keeps none."""
    try:
        return _take(handle)
    except OSError as error:
        os.close(handle)
        raise FileTrouble("file.no_lock", file=path.name) from error


def _same(handle: int, place: Path) -> bool:
    """Whether the file we locked is the one that lies there. Where the system numbers a file differently by handle and
    by name (FAT, some shares) a word written through the one is looked for through the other."""
    try:
        if os.path.samestat(os.fstat(handle), place.stat()):
            return True
        mark = secrets.token_bytes(16)
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, mark)
        return place.read_bytes() == mark
    except OSError:
        return False


def _read(place: Path) -> Holder:
    try:
        said: Any = canonical.decode(place.read_text(encoding="utf-8"))
        return Holder(str(said["machine"]), str(said["person"]), str(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()
