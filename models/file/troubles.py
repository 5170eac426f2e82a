"""What SQLite and the system say, in the codes of `FileTrouble`.

`file.disk_full`, `file.busy`, `file.read_only`, `file.damaged`, `file.no_access`, `file.io_error`. What is our own bug
stays as it is.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

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
_EXACT: Final = {
    # A write that fails for another reason than ENOSPC: a quota, a limit on the size of a file.
    sqlite3.SQLITE_IOERR_WRITE: "file.disk_full",
    # A reader meets a write that its writer has yet to take back.
    sqlite3.SQLITE_READONLY_ROLLBACK: "file.busy",
}
_NO_ROOM: Final = frozenset(
    {errno.ENOSPC, errno.EFBIG, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
)


def code_of(error: sqlite3.Error) -> str | None:
    """The code for an error of SQLite, None when it is a bug of ours."""
    extended = getattr(error, "sqlite_errorcode", None)
    return None if extended is None else _EXACT.get(extended) or _PRIMARY.get(extended & 0xFF)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the system about `path` into FileTrouble with the file's name."""
    try:
        with told_by_sqlite(path):
            yield
    except OSError as error:
        raise FileTrouble(system_code(error), file=path.name) from error


@contextmanager
def told_by_sqlite(path: Path) -> Iterator[None]:
    """Turn errors of SQLite about `path` into FileTrouble; what else goes wrong inside is somebody else's."""
    try:
        yield
    except sqlite3.Error as error:
        code = code_of(error)
        if code is None:
            raise
        raise FileTrouble(code, file=path.name) from error


def reason(error: OSError) -> str:
    """Why the system refused, as the name of its error number ("EACCES"): the words are the window's."""
    return errno.errorcode.get(error.errno or 0, "unknown")


def system_code(error: OSError) -> str:
    """The code for an error of the operating system."""
    if error.errno in _NO_ROOM:
        return "file.disk_full"
    if isinstance(error, FileNotFoundError):
        return "file.missing"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "file.no_access"
    return "file.io_error"
