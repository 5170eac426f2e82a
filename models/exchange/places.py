"""Files outside the book, read and written with the system's trouble told as FileTrouble.

A file is put in place whole: written beside, flushed to the disk, then renamed, so that half of one is never seen.
The book itself, with its journal and lock, is opened by `models.file`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.file.troubles import reason
from models.rules.errors import FileTrouble


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write `path` into FileTrouble `file.cannot_write`."""
    try:
        yield
    except OSError as error:
        raise FileTrouble("file.cannot_write", file=path.name, why=reason(error)) from error


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn the system's refusal to read `path` into FileTrouble `file.missing` or `file.cannot_read`."""
    try:
        yield
    except FileNotFoundError:
        raise FileTrouble("file.missing", file=path.name) from None
    except OSError as error:
        raise FileTrouble("file.cannot_read", file=path.name, why=reason(error)) from error


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`; an earlier file there stays as it was when that fails."""
    temporary = path.with_name(path.name + ".tmp")
    with writing(path):
        try:
            with open(temporary, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
