"""A side-car that was left beside a book by another copy of it: never played into this one.

SQLite takes a `-journal` or `-wal` for the book's own by its name alone. When somebody puts a backup in the place of a
book that was being written, the pages of the one would go into the other. So before the file is opened the side-car is
compared with it, and one that belongs to another is put aside under a name that says so; nothing is thrown away.

How it is told: every write changes the counter of changes in the first page, and keeps the first page as it was in its
`-journal`. The journal is the book's own when the counter kept there is that of the file, or the one before it. While a
long write is under way the first page may not be in the journal yet; then the number of pages that the file had must
agree. A book is never written by a `-wal`, so a `-wal` beside one whose header says so is always another's.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import BinaryIO, Final

from models.file import disk, header
from models.file.copies.sources import Clock
from models.file.troubles import told

_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
_PART: Final = struct.Struct(">iIIII")
"""After the magic of a part: its pages, a number used once, the pages the file had, size of a sector, of a page."""
_WAL: Final = 2
"""What bytes 18 and 19 of the header say when another program turned the file to that way of writing."""


def wal_of(path: Path) -> Path:
    """Where SQLite would keep pages that are not in the book yet."""
    return path.with_name(path.name + "-wal")


def put_aside(path: Path, clock: Clock) -> tuple[Path, ...]:
    """Rename the side-cars that belong to another copy; says where they are now. Whoever calls holds the lock."""
    moved: list[Path] = []
    for beside in _strangers(path):
        end = f".{clock().astimezone().strftime('%d-%m-%Y %H.%M.%S')}.của bản khác"
        aside = beside.with_name(disk.cut(beside.name, disk.LONGEST - len(end.encode())) + end)
        with told(path):
            disk.replace(beside, aside)
        moved.append(aside)
    return tuple(moved)


def has_wal(path: Path) -> bool:
    """A `-wal` lies beside a file that is not written that way: it is another's."""
    wal = wal_of(path)
    with told(path):
        if not os.path.isfile(wal) or not wal.stat().st_size:
            return False
        with path.open("rb") as file:
            return file.read(header.LENGTH)[18:20] != bytes((_WAL, _WAL))


def journal_is_anothers(path: Path) -> bool:
    """The `-journal` beside the file was not made by writing this file."""
    with told(path):
        if not header.has_journal(path):
            return False
        with path.open("rb") as file, header.journal_of(path).open("rb") as journal:
            return _anothers(file.read(header.LENGTH), journal)


def _strangers(path: Path) -> list[Path]:
    found = [header.journal_of(path)] if journal_is_anothers(path) else []
    return [*found, wal_of(path)] if has_wal(path) else found


def _anothers(head: bytes, journal: BinaryIO) -> bool:
    first = journal.read(_PART.size + len(_MAGIC))
    if len(head) < header.LENGTH or len(first) < _PART.size + len(_MAGIC) or not first.startswith(_MAGIC):
        return False  # SQLite plays nothing from a journal without its beginning
    count, _nonce, pages, sector, page_size = _PART.unpack_from(first, len(_MAGIC))
    if count == 0 or not (512 <= page_size <= 65536) or not (32 <= sector <= 65536):
        return False  # no page was kept for good, so nothing is played
    (file_page,) = struct.unpack_from(">H", head, 16)
    if page_size != (65536 if file_page == 1 else file_page):
        return True
    kept = _first_page(journal, sector, page_size)
    changes, held, valid_for = (struct.unpack_from(">I", head, place)[0] for place in (24, 28, 92))
    if kept is None:
        return bool(valid_for == changes and held != pages)
    (before,) = struct.unpack_from(">I", kept, 24)
    return changes not in (before, before + 1)


def _first_page(journal: BinaryIO, sector: int, page_size: int) -> bytes | None:
    """The beginning of the file's first page as the journal keeps it; None when it is not there (yet). A long write
    makes a journal of several parts, each with a head of its own."""
    size, place, record = journal.seek(0, 2), 0, page_size + 8
    while place + sector <= size:
        journal.seek(place)
        head = journal.read(_PART.size + len(_MAGIC))
        if not head.startswith(_MAGIC):
            return None
        (count, *_others) = _PART.unpack_from(head, len(_MAGIC))
        place += sector
        for _ in range(count if count >= 0 else (size - place) // record):
            journal.seek(place)
            page = journal.read(4 + header.LENGTH)
            if len(page) < 4 + header.LENGTH:
                return None
            if struct.unpack_from(">I", page)[0] == 1:
                return page[4:]
            place += record
        place += -place % sector
    return None
