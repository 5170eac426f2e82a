"""The one way a file gets its name, changes it or goes: written beside, forced to the disk, put in place, swept.

On Windows a virus scanner, an indexer or a program that synchronises opens every new file for a moment, and nobody may
then rename or remove it (WinError 5, 32, 33). So a refusal that such a holder explains is tried again for some
seconds (`PAUSES`); `waiting` is told after the first. What is still refused comes up as the OSError it is;
`troubles.cause` asks the place again.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from typing import Final, TypeVar

PAUSES: Final = (50, 100, 200, 400, 500, 500, 500, 500, 500, 500, 500)
"""Milliseconds between one attempt and the next, four seconds and a quarter in all."""

DENIED, SHARING, LOCKED = 5, 32, 33
_HELD: Final = frozenset({DENIED, SHARING, LOCKED})

_DEVICE: Final = re.compile(r"CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[1-9¹²³]", re.IGNORECASE)

Given = TypeVar("Given")


def _nobody(path: Path) -> None:
    """Nobody is told."""


waiting: Callable[[Path], None] = _nobody
"""Told once for each file that something else holds, before it is tried again; the window says it."""


def replace(source: Path, target: Path) -> None:
    """Give `source` the name `target`; a file of that name goes."""
    _patiently(lambda: os.replace(source, target), target)


def remove(path: Path) -> None:
    """Remove a file, if it is there."""

    def act() -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)

    _patiently(act, path)


def sweep(*paths: Path) -> None:
    """Take away what was not finished. It says nothing: what went wrong before counts, and a stick that is gone holds
    nothing to sweep."""
    for path in paths:
        with contextlib.suppress(OSError):
            remove(path)


def _none(place: Path) -> bool:
    """Nothing is spared."""
    return False


def sweep_left_behind(folder: Path, prefix: str, days: int = 1, spare: Callable[[Path], bool] = _none) -> None:
    """Take away what bears a mark of ours and was left so many days ago by somebody who was cut short; `spare` says
    what is still used."""
    with contextlib.suppress(OSError):
        for place in folder.iterdir():
            old = place.name.startswith(prefix) and time.time() - place.stat().st_mtime > days * 86_400
            if old and not spare(place):
                rmtree(place, ignore_errors=True) if place.is_dir() else sweep(place)


def is_folder(place: Path) -> bool:
    """Whether a folder is there and can be reached: of a stick that was pulled the system may know no more than that it
    answers nothing, which `Path.is_dir` raises."""
    return os.path.isdir(place)


def open_patiently(path: Path, flags: int, mode: int = 0o666) -> int:
    """`os.open`, tried again while something else holds the file."""
    return _patiently(lambda: os.open(path, flags, mode), path)


SCRATCH: Final = "so-khoi-"
"""What the name of a folder of ours in the system's place for them begins with."""

NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
"""For a file of our own that lies beside another: a link somebody put there is not written through."""

LONGEST: Final = 247
"""Bytes of a name beside which SQLite's journal has its place on a disk that takes 255."""


def cut(name: str, most: int = LONGEST) -> str:
    """A name of at most so many bytes; a longer one ends in a digest of the whole, so that no two become one."""
    whole = name.encode("utf-8", "surrogateescape")
    if len(whole) <= most:
        return name
    import hashlib  # loads OpenSSL: only where a name is too long

    kept = whole[: most - 9].decode("utf-8", "ignore").rstrip()
    return f"{kept}~{hashlib.sha256(whole).hexdigest()[:8]}"


UNFINISHED: Final = "~moi-"
"""What the name of a file that is still being written begins with."""


@contextlib.contextmanager
def whole(target: Path, prefix: str = UNFINISHED) -> Iterator[Path]:
    """A place beside `target` to write a file at; left in peace, the file is forced to the disk and put in place, and
    after any error nothing of it stays.

    The name is always the same, so what a power cut left behind is written over by the next; what others left so in
    the same folder, more than a day ago, goes.
    """
    if not target.name:
        raise IsADirectoryError(errno.EISDIR, "the root of a drive", str(target))
    beside = target.with_name(cut(prefix + target.name))
    refuse_device(target)
    refuse_no_file(target)  # a device or a pipe would go, and a file stand in its place
    try:
        sweep_left_behind(target.parent, UNFINISHED)  # first: a full stick gets its room back
        remove(beside)
        yield beside
        put_in_place(beside, target)
    except BaseException:
        sweep(beside)
        raise


def refuse_device(target: Path) -> None:
    """OSError for a file that Windows would take for a device, which "exists" everywhere and swallows all bytes."""
    if sys.platform == "win32" and is_device(target.name):
        raise OSError(errno.EINVAL, "the name of a device", str(target))


def refuse_no_file(place: Path) -> None:
    """OSError for what is neither a file nor a folder (a device, a pipe): to be read it has no end, or waits for
    somebody who writes; written over, it would be there no more."""
    try:
        mode = place.stat().st_mode
    except OSError:  # said by whoever opens it
        return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.ESPIPE, "no file", str(place))


def is_device(name: str) -> bool:
    """Whether Windows takes a name for a device (CON, NUL, COM1 …), whatever follows its first full stop."""
    return _DEVICE.fullmatch(name.split(".")[0].rstrip(" ")) is not None


def write_whole(target: Path, content: bytes) -> None:
    """Put `content` at `target`; an earlier file there stays as it was when that fails."""
    with whole(target) as beside:
        beside.write_bytes(content)


def append(target: Path, text: str) -> None:
    """Add to the end of a text file, made when it is not there."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    with os.fdopen(open_patiently(target, flags), "a", encoding="utf-8") as file:
        file.write(text)


def put_in_place(finished: Path, target: Path) -> None:
    """Force a finished file to the disk and give it its name."""
    flush(finished)
    replace(finished, target)
    flush_folder(target.parent)


def flush(path: Path) -> None:
    """Force a file to the disk; a stick that does not keep what it took says so here."""
    handle = open_patiently(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """The new name reaches the disk too, where folders can be synced (not on Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def held(error: OSError, path: Path) -> bool:
    """Whether something that holds `path` for a moment may be what `error` is about: a folder in the file's place, a
    file marked read-only, or a folder nobody may write in is none."""
    number = getattr(error, "winerror", None)
    if number is None and sys.platform == "win32" and error.errno == errno.EACCES:
        number = DENIED  # opened by the C library, which keeps the number to itself
    if number not in _HELD:
        return False
    if number != DENIED:
        return True
    try:
        there = os.stat(path)
    except FileNotFoundError:
        return True  # removed by us, still held by the other
    except OSError:
        return False
    return not stat.S_ISDIR(there.st_mode) and not marked_read_only(there)


def somebody_has(path: Path) -> bool:
    """Whether another program holds an existing file so that it cannot be renamed; asked by giving it its own name."""
    try:
        os.rename(path, path)
    except OSError as error:
        return getattr(error, "winerror", None) in (SHARING, LOCKED)
    return False


def marked_read_only(there: os.stat_result) -> bool:
    """The mark "Read-only" of Windows."""
    return bool(getattr(there, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_READONLY)


def sleep(milliseconds: int) -> None:
    """Wait; no score is near, so the clock may have its seconds as it wants them."""
    time.sleep(timedelta(milliseconds=milliseconds).total_seconds())


def _patiently(act: Callable[[], Given], path: Path) -> Given:
    for number, pause in enumerate(PAUSES):
        try:
            return act()
        except OSError as error:
            if not held(error, path):
                raise
        if number == 0:
            waiting(path)
        sleep(pause)
    return act()
