"""What SQLite and the system say, in the codes of `FileTrouble`.

Of SQLite: `file.disk_full`, `file.busy`, `file.read_only`, `file.damaged`, `file.no_access`, `file.io_error`. Of the
system: those of `_CODES`, by the true cause (`cause`), for which the place itself is asked again: Windows says "access
denied" of a folder in the file's place, of the mark "read-only" and of a file somebody holds alike. What is our own bug
stays as it is.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from models.file import disk
from models.file.connect import NO_TEXT
from models.file.history import canonical
from models.rules.errors import FileTrouble

_PRIMARY: Final = {
    sqlite3.SQLITE_FULL: "file.disk_full",
    sqlite3.SQLITE_BUSY: "file.busy",
    sqlite3.SQLITE_LOCKED: "file.busy",
    sqlite3.SQLITE_READONLY: "file.read_only",
    sqlite3.SQLITE_PERM: "file.read_only",
    sqlite3.SQLITE_CORRUPT: "file.damaged",
    sqlite3.SQLITE_NOTADB: "file.damaged",
    sqlite3.SQLITE_CANTOPEN: "file.no_access",
    sqlite3.SQLITE_IOERR: "file.io_error",
}
_NO_FORMAT: Final = "unsupported file format"
"""What SQLite says of a header that names a way of keeping tables there is none of; its number is that of any error."""
_EXACT: Final = {
    # A write that fails for another reason than ENOSPC: a quota, a limit on the size of a file.
    sqlite3.SQLITE_IOERR_WRITE: "file.disk_full",
    # A reader meets a write that its writer has yet to take back.
    sqlite3.SQLITE_READONLY_ROLLBACK: "file.busy",
    # Renamed, moved or deleted while it is open.
    sqlite3.SQLITE_READONLY_DBMOVED: "file.moved",
}
_CAUSES: Final = {
    "EACCES": "denied",
    "EPERM": "denied",
    "EROFS": "write-protected",
    "ENOENT": "missing",
    "ENOTDIR": "missing",
    "EISDIR": "folder",
    "EEXIST": "exists",
    "ESPIPE": "no-file",
    "ENAMETOOLONG": "too-long",
    "EINVAL": "bad-name",
    "ENOSPC": "full",
    "EDQUOT": "full",
    "EFBIG": "full",
    "EBUSY": "held",
    "ETXTBSY": "held",
    "EIO": "broken",
    "ENXIO": "gone",
    "ENODEV": "gone",
    "ESTALE": "gone",
}
"""Name of an error number -> what it is about, before the place was asked."""
_WINDOWS_CAUSES: Final = {
    19: "write-protected",
    **dict.fromkeys((21, 53, 55, 59, 64, 67, 121, 1167, 1231, 1232), "gone"),
    **dict.fromkeys((disk.SHARING, disk.LOCKED), "held"),
    **dict.fromkeys((39, 112), "full"),
    123: "bad-name",
    206: "too-long",
}
"""Error numbers of Windows that say more than the C library's."""
_CODES: Final = {
    "full": "file.disk_full",
    "missing": "file.missing",
    "denied": "file.no_access",
    "write-protected": "file.write_protected",
    "marked": "file.marked_read_only",
    "held": "file.busy",
    "folder": "file.is_folder",
    "no-file": "file.foreign",
    "bad-name": "file.bad_name",
    "too-long": "file.name_too_long",
}
_LONGEST_PATH: Final = 259
"""What most programs of Windows can open, the folder included."""
_LONGEST_OF_SQLITE: Final = 504
"""Bytes of a path that SQLite opens elsewhere."""


def code_of(error: sqlite3.Error) -> str | None:
    """The code for an error of SQLite, None when it is a bug of ours."""
    extended = getattr(error, "sqlite_errorcode", None)
    if str(error).startswith((NO_TEXT, _NO_FORMAT)):
        return "file.damaged"
    return None if extended is None else _EXACT.get(extended) or _PRIMARY.get(extended & 0xFF)


def refuse_no_name(path: Path) -> None:
    """FileTrouble `file.bad_name` for a path no system takes: Python refuses it before any system is asked."""
    try:
        if b"\0" not in os.fspath(path).encode("utf-8", "surrogateescape"):  # Windows itself would take half a sign
            return
    except UnicodeEncodeError:  # half a sign
        pass
    shown = path.name.encode("utf-8", "replace").decode().replace("\0", "?")
    raise FileTrouble("file.bad_name", file=shown)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the system about `path` into FileTrouble with the file's name."""
    refuse_no_name(path)
    try:
        with told_by_sqlite(path):
            yield
    except OSError as error:
        raise FileTrouble(system_code(error, path), file=path.name) from error


class told_by_sqlite:
    """Turn errors of SQLite about `path`, and text in it that no book holds, into FileTrouble; what else goes wrong
    inside is somebody else's. A class, for it stands around every reading of a row."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _where: object) -> None:
        if isinstance(error, sqlite3.Error):
            code = code_of(error)
            if code is None:
                return
            if code == "file.no_access" and _too_long(self._path):
                code = "file.name_too_long"
            elif code == "file.no_access" and not disk.is_folder(self._path.parent):
                code = "file.missing"
            raise FileTrouble(code, file=self._path.name) from error
        if isinstance(error, canonical.Unreadable):
            raise FileTrouble("file.damaged", file=self._path.name) from error


def cause(error: OSError, path: Path | None = None) -> str:
    """Why the system refused `path`: a word of `_CAUSES` or `_WINDOWS_CAUSES`, "marked" (a file marked read-only) or
    "unknown"; the sentence is the window's."""
    found = _WINDOWS_CAUSES.get(getattr(error, "winerror", None) or 0)
    if found is None:
        found = _CAUSES.get(errno.errorcode.get(error.errno or 0, ""), "unknown")
    if path is None:
        return found
    if found == "denied":
        return _why_denied(path)
    if found == "missing" and sys.platform == "win32":
        if _too_long(path):
            return "too-long"
        return found if os.path.exists(path.absolute().anchor) else "gone"
    return found


def _too_long(path: Path) -> bool:
    if sys.platform == "win32":
        return len(str(path.absolute())) > _LONGEST_PATH
    return len(os.fsencode(path.absolute())) > _LONGEST_OF_SQLITE


def system_code(error: OSError, path: Path | None = None) -> str:
    """The code for an error of the operating system about `path`."""
    return _CODES.get(cause(error, path), "file.io_error")


def _why_denied(path: Path) -> str:
    """Ask the place again what "access denied" was about."""
    try:
        there = os.stat(path)
    except OSError:
        return "denied"
    if stat.S_ISDIR(there.st_mode):
        return "folder"
    if disk.marked_read_only(there):
        return "marked"
    return "held" if disk.somebody_has(path) else "denied"
