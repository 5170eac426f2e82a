"""Care for a book's file that needs no open Book: the whole check, the day's backup, the newest backup.

Everything here reads by connections of its own, so a worker may call it beside the window. What a person does with a
book is not here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from models.file import disk
from models.file.copies import backup
from models.file.copies.sources import Clock
from models.file.troubles import told
from models.keeping.verify import Report, verify_file
from models.rules.errors import BadInput, FileTrouble

SECOND: Final = "Sao lưu Sổ Khối"
"""The folder at the second place; a stick that has none is another stick."""


def check(path: Path, leave: Callable[[], bool]) -> Report:
    """What `verify` finds, as the page and the verb would say it; nothing when it is given up because `leave` says so.

    A file that cannot be read just now is not called damaged: whoever reads it next is told.
    """
    try:
        return verify_file(path, leave) or Report(ops=0)
    except FileTrouble as trouble:
        return Report(ops=0, file=(trouble.code,) if trouble.code == "file.damaged" else ())


def day_backup(path: Path, folder: Path, clock: Clock, leave: Callable[[], bool], make: bool = True) -> bool:
    """Take the day's backup when it is due, `make` as `back_up` has it; True when one was taken. FileTrouble when it
    cannot be written."""
    if leave() or not backup.is_due(path, folder):
        return False
    try:
        backup.back_up(path, folder, clock=clock, progress=lambda *_: not leave(), make=make)
    except backup.Cancelled:
        return False
    return True


def newest_backup(path: Path) -> Path | None:
    """The newest backup of the book at `path`, None when it has none."""
    folder = backup.folder_of(path)
    kept = backup.backups(path, folder)
    return folder / kept[-1].name if kept else None


def second_backup(path: Path, folder: Path, clock: Clock, leave: Callable[[], bool]) -> bool | None:
    """Keep a backup at the second place too: True when one was written, False when it has everything, None when the
    place is not there now (a stick that is not plugged in). FileTrouble when it cannot be written.

    The folder is never made here: where it is gone another stick may lie.
    """
    if not disk.is_folder(folder):
        return None
    return day_backup(path, folder, clock, leave, make=False)


def make_second_place(path: Path, chosen: Path) -> Path:
    """The folder for backups inside a place that somebody chose; made now, and looked for afterwards.

    BadInput `backup.same_place` for the folder where the backups lie already; FileTrouble where nothing can be made.
    """
    folder = chosen if chosen.name == SECOND else chosen / SECOND
    if folder.resolve() == backup.folder_of(path).resolve() or chosen.resolve() == backup.folder_of(path).resolve():
        raise BadInput("backup.same_place")
    with told(folder):
        folder.mkdir(exist_ok=True)
    return folder
