"""The one copy that is written by VACUUM INTO: the successor's file, free of pages that once held something else.

Written under another name, forced to the disk, read again and compared, and only then given its name; whatever goes
wrong, the source is untouched and nothing half-made stays behind. What marks the source as the one left behind stays
with the source.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Final

from models.file import backup, content, disk, header
from models.file.connect import connect
from models.file.journal import Journal
from models.file.shapes import Shapes
from models.file.troubles import told
from models.rules.errors import FileTrouble

LEFT_BEHIND: Final = "left_behind"
"""The fact about a file (in `meta`, no content) that it stayed with whoever handed the book over; its value is the
fingerprint of that handover."""


def write(source: sqlite3.Connection, target: Path) -> None:
    """Write the book behind `source` to `target`. FileTrouble `file.exists`, `file.copy_damaged`, and the place's."""
    with told(target):
        disk.refuse_device(target)
        if target.exists():
            raise FileTrouble("file.exists", file=target.name)
        with backup.whole_book(target) as beside:
            source.execute("VACUUM INTO ?", (str(beside),))
            _unmark(beside)
            disk.flush(beside)  # a stick that does not keep what it took says so here
            _compare(source, beside, target)


def try_place(target: Path, needed: int) -> None:
    """Find out before anything is written whether `target` can take `needed` bytes. FileTrouble `file.exists`,
    `file.missing`, `file.no_access`, `file.disk_full`."""
    with told(target):
        disk.refuse_device(target)
        if target.exists():
            raise FileTrouble("file.exists", file=target.name)
        if not target.parent.is_dir():
            raise FileTrouble("file.missing", file=target.parent.name)
        trial = target.with_name(f"~thu-{target.name}")
        try:
            trial.write_bytes(b"\0")
        finally:
            disk.sweep(trial)
        free = shutil.disk_usage(target.parent).free
    if free < needed:
        raise FileTrouble("file.disk_full", file=target.name)


def _unmark(partial: Path) -> None:
    """The copy goes away; it is not the one left behind."""
    copied = connect(partial)
    try:
        copied.execute("DELETE FROM meta WHERE key = ?", (LEFT_BEHIND,))
    finally:
        copied.close()


def _compare(source: sqlite3.Connection, partial: Path, target: Path) -> None:
    """The copy is whole, ends with the same op and holds the same content."""
    header.look(partial)
    copied = connect(partial, read_only=True)
    try:
        whole = copied.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if not whole or _state(copied) != _state(source):
            raise FileTrouble("file.copy_damaged", file=target.name)
    finally:
        copied.close()


def _state(connection: sqlite3.Connection) -> tuple[object, ...]:
    shapes = Shapes(connection)
    last = Journal(connection, shapes).last()
    bytes_in = [
        connection.execute(f'SELECT count(*), sum(length("{column}")) FROM "{table}"').fetchone()
        for table, column in (("blob", "bytes"), ("seal", "content"))
    ]
    return (None if last is None else (last.seq, last.hash)), content.digests(connection, shapes), *bytes_in
