"""The first 100 bytes of a book file, read without SQLite: is it ours, and can this program read it?

Refusals (FileTrouble): `file.missing`, `file.no_access`, `file.empty`, `file.truncated`, `file.foreign`, `file.newer`.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models.file import disk
from models.file.declared.schema import STEPS
from models.file.troubles import told
from models.rules.errors import FileTrouble

APPLICATION_ID: Final = int.from_bytes(b"SOKH", "big")
"""Stands in the header of every book, so that another program's SQLite file is not taken for one."""
LENGTH: Final = 100
ENDING: Final = ".sokhoi"
"""How the name of a book ends."""

_MAGIC: Final = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says: number of applied schema steps, bytes per page, bytes the file should have (None: not
    known)."""

    version: int
    page_size: int
    size: int | None

    @property
    def older(self) -> bool:
        """Steps are pending."""
        return self.version < len(STEPS)


def look(path: Path) -> Header:
    """Read the header; refuse a file that is empty, cut short, not ours, or written by a newer program."""
    with told(path):
        if path.is_dir():
            raise FileTrouble("file.foreign", file=path.name)
        disk.refuse_no_file(path)
        with path.open("rb") as file:
            head = file.read(LENGTH)
        actual = path.stat().st_size
    if not head:
        raise FileTrouble("file.empty", file=path.name)
    if not head.startswith(_MAGIC[: len(head)]):
        raise FileTrouble("file.foreign", file=path.name)
    if len(head) < LENGTH:
        raise FileTrouble("file.truncated", file=path.name, size=actual)
    header = _read(head)
    if _application(head) != APPLICATION_ID:
        raise FileTrouble("file.foreign", file=path.name)
    if header.version > len(STEPS):
        raise FileTrouble("file.newer", file=path.name, version=header.version, known=len(STEPS))
    if header.size is not None and actual < header.size and not has_journal(path):
        raise FileTrouble("file.truncated", file=path.name, size=actual, expected=header.size)
    return header


def is_book(path: Path) -> bool:
    """Whether a book lies there, by its ending or by its first bytes; False where nothing can be read."""
    try:
        if not os.path.isfile(path):
            return False
        if path.suffix.casefold() == ENDING:
            return True
        with path.open("rb") as file:
            head = file.read(LENGTH)
    except OSError:
        return False
    return len(head) == LENGTH and head.startswith(_MAGIC) and _application(head) == APPLICATION_ID


def announced(path: Path) -> int | None:
    """The bytes that the file's own header says it has; None where it says nothing that can be true."""
    with path.open("rb") as file:
        head = file.read(LENGTH)
    if len(head) < LENGTH or not head.startswith(_MAGIC):
        return None
    return _read(head).size


def journal_of(path: Path) -> Path:
    """Where SQLite keeps the old pages while it writes."""
    return path.with_name(path.name + "-journal")


def has_journal(path: Path) -> bool:
    """A write was not finished: the old pages still lie beside the book."""
    beside = journal_of(path)
    return os.path.isfile(beside) and beside.stat().st_size > 0  # a name too long to be is none


def _application(head: bytes) -> int:
    return int(struct.unpack_from(">I", head, 68)[0])


def _read(head: bytes) -> Header:
    (page_size,) = struct.unpack_from(">H", head, 16)
    page_size = 65536 if page_size == 1 else page_size
    changes, pages = struct.unpack_from(">II", head, 24)
    (version,) = struct.unpack_from(">I", head, 60)
    (valid_for,) = struct.unpack_from(">I", head, 92)
    return Header(version, page_size, pages * page_size if changes == valid_for else None)
