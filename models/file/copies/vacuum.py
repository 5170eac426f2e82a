"""The one copy that is written by VACUUM INTO: the successor's file, free of pages that once held something else.

Written under another name, forced to the disk, read again and compared, and only then given its name; whatever goes
wrong, the source is untouched and nothing half-made stays behind. The copy says by an op of its own that it is the one
carried away; the source is the one that stays.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from models.file import disk, header
from models.file.connect import connect
from models.file.copies import backup
from models.file.copies.copy_marks import Mark, newest_act
from models.file.declared.shapes import Shapes
from models.file.history import content
from models.file.troubles import told
from models.rules.errors import FileTrouble


def write(source: sqlite3.Connection, target: Path, mark: Mark) -> None:
    """Write the book behind `source` to `target`; `mark` says in it that it is the copy. FileTrouble `file.exists`,
    `file.missing`, `file.copy_damaged`, and the place's."""
    with told(target):
        backup.refuse_place(target)
        with backup.whole_book(target) as beside:
            source.execute("VACUUM INTO ?", (str(beside),))
            with closing(connect(beside)) as copied:
                mark(copied)
            disk.flush(beside)  # a stick that does not keep what it took says so here
            _compare(source, beside, target)


def try_place(target: Path, needed: int) -> None:
    """Find out before anything is written whether `target` can take `needed` bytes. FileTrouble `file.exists`,
    `file.missing`, `file.no_access`, `file.disk_full`."""
    with told(target):
        backup.refuse_place(target)
        trial = target.with_name(disk.cut(f"~thu-{target.name}"))
        try:
            disk.remove(trial)  # a link is not written through
            trial.write_bytes(b"\0")
        finally:
            disk.sweep(trial)
        free = shutil.disk_usage(target.parent).free
    if free < needed:
        raise FileTrouble("file.disk_full", file=target.name)


def _compare(source: sqlite3.Connection, partial: Path, target: Path) -> None:
    """The copy is whole, ends with the same act and holds the same content."""
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
    last = newest_act(connection)
    bytes_in = [
        connection.execute(f'SELECT count(*), sum(length("{column}")) FROM "{table}"').fetchone()
        for table, column in (("blob", "bytes"), ("seal", "content"))
    ]
    return (None if last is None else (last.seq, last.hash)), content.digests(connection, shapes), *bytes_in
