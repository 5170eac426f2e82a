"""Copies of a book: the rolling backups beside it, "Lưu bản sao…" and the way back.

A copy is taken by SQLite's online backup in steps, so the book stays in use; it is written under another name, forced
to the disk, checked, and only then put in its place. Which backups go is decided by `thinning`.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias

from models.file import disk, header, lock
from models.file.connect import connect
from models.file.copies import stale
from models.file.copies.copy_marks import Mark
from models.file.copies.sources import Clock, now
from models.file.copies.thinning import Kept, thin
from models.file.troubles import told
from models.rules.errors import FileTrouble

Label: TypeAlias = Literal["daily", "before-upgrade", "before-restore", "before-close", "year-end"]
Progress: TypeAlias = Callable[[int, int], bool]
"""Called with (pages copied, pages in all); False cancels the copy."""

OCCASIONS: Final[Mapping[Label, str]] = {
    "daily": "trong ngày",
    "before-upgrade": "trước khi nâng cấp sổ",
    "before-restore": "trước khi phục hồi",
    "before-close": "khi đóng sổ",
    "year-end": "cuối năm",
}
"""Why a backup was taken, as its file name and the window say it."""

_PAGES_A_STEP: Final = 250
_NAME: Final = re.compile(
    r"(?P<stem>.+), sao lưu (?P<label>[^,]+), "
    r"(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d{4}) (?P<hour>\d\d)\.(?P<minute>\d\d)\.(?P<second>\d\d)\.sokhoi"
)
_TIME: Final = "%d-%m-%Y %H.%M.%S"
"""The time of the PC's own clock, as whoever looks into the folder reads it."""
_EARLIER_NAME: Final = re.compile(
    r"(?P<stem>.+) (?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)T"
    r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)Z (?P<label>[a-z-]+)\.sokhoi"
)
_FIELDS: Final = ("year", "month", "day", "hour", "minute", "second")
_LONGEST_STEM: Final = 140
"""Bytes of the book's name within a backup's: with the occasion, the time and the mark of a copy being made, a file
system that takes 255 bytes takes it."""


class Cancelled(Exception):
    """The person stopped the copy; nothing was left behind."""


def folder_of(path: Path) -> Path:
    """Where the backups of a book lie when no other folder was chosen."""
    return path.parent / "Sao lưu"


def copy(source: sqlite3.Connection, target: Path, progress: Progress | None = None, mark: Mark | None = None) -> None:
    """Copy an open book to `target`, whole or not at all; `mark` writes into it what kind of copy it is.

    FileTrouble `file.copy_full` when it finds no room (the book itself has lost nothing), `file.copy_damaged` when the
    copy fails its check; Cancelled.
    """

    def step(_status: int, remaining: int, total: int) -> None:
        if progress is not None and not progress(total - remaining, total):
            raise Cancelled

    try:
        with told(target), whole_book(target) as beside:
            _copy_pages(source, beside, step)
            if mark is not None:
                with closing(connect(beside)) as copied:
                    mark(copied)
            _check(beside, target)
    except FileTrouble as trouble:
        if trouble.code != "file.disk_full":
            raise
        raise FileTrouble("file.copy_full", file=target.name) from trouble


@contextmanager
def whole_book(target: Path) -> Iterator[Path]:
    """`disk.whole` for a book: a place beside `target` where SQLite may make it.

    A journal that lies beside either name belongs to another file; SQLite would play it into this one, so it goes
    first.
    """
    with disk.whole(target) as beside:
        journal = header.journal_of(beside)
        disk.remove(journal)
        try:
            yield beside
            disk.remove(header.journal_of(target))
        finally:
            disk.sweep(journal)


def is_due(path: Path, folder: Path) -> bool:
    """The book has acts that its newest backup has not, or has no backup that can be read."""
    kept = backups(path, folder)
    return not kept or _head(folder / kept[-1].name) != _head(path)


def back_up(
    path: Path,
    folder: Path,
    label: Label = "daily",
    *,
    clock: Clock = now,
    progress: Progress | None = None,
    make: bool = True,
) -> Path:
    """Put a backup of the book at `path` into `folder`, thin the folder, and say where the backup is.

    The folder alone is made, none above it, and without `make` not even that: where a stick has gone its name would
    be a folder of this computer, and the backup on no stick. FileTrouble `file.missing`.
    """
    moment = clock().astimezone(UTC)
    name = _name(path, label, moment)
    target = folder / name
    with told(folder):
        if make:
            folder.mkdir(exist_ok=True)
        elif not disk.is_folder(folder):
            raise FileTrouble("file.missing", file=folder.name)
    with told(path):
        source = connect(path, read_only=True)
    try:
        copy(source, target, progress)
    finally:
        source.close()
    remove_old(path, folder, moment)
    return target


def backups(path: Path, folder: Path) -> list[Kept]:
    """The backups of the book at `path` in `folder`, oldest first; other files there are left alone and not listed, nor
    is one that has just gone. FileTrouble of a place that cannot be read (a stick that was pulled)."""
    found: list[Kept] = []
    with told(folder):
        for place in folder.iterdir() if disk.is_folder(folder) else ():
            read = _read_name(unicodedata.normalize("NFC", place.name))
            if read is not None and read[0] in (_stem(path), path.stem):
                with suppress(FileNotFoundError):
                    found.append(Kept(place.name, read[1], place.stat().st_size, read[2]))
    return sorted(found, key=lambda kept: (kept.taken, kept.name))


def _name(path: Path, label: Label, moment: datetime) -> str:
    return f"{_stem(path)}, sao lưu {OCCASIONS[label]}, {moment.astimezone().strftime(_TIME)}.sokhoi"


def _moment(match: re.Match[str]) -> datetime:
    """The time in a name; ValueError for a day that no calendar has. Not by `strptime`, which reads the PC's own names
    of months and days first."""
    year, month, day, hour, minute, second = (int(match[field]) for field in _FIELDS)
    return datetime(year, month, day, hour, minute, second)


def _read_name(name: str) -> tuple[str, datetime, Label] | None:
    """The book, the time and the occasion a file name of a backup says; those of earlier versions are read too."""
    try:
        if match := _NAME.fullmatch(name):
            label = next(key for key, words in OCCASIONS.items() if words == match["label"])
            return match["stem"], _moment(match).astimezone(UTC), label
        if match := _EARLIER_NAME.fullmatch(name):
            label = next(key for key in OCCASIONS if key == match["label"])
            return match["stem"], _moment(match).replace(tzinfo=UTC), label
    except (StopIteration, ValueError):
        return None
    return None


def _stem(path: Path) -> str:
    """The book's name; one too long for the name of a backup is cut, and told from others by a digest of the whole."""
    return disk.cut(unicodedata.normalize("NFC", path.stem), _LONGEST_STEM)


def remove_old(path: Path, folder: Path, moment: datetime) -> list[str]:
    """Remove the backups that thinning lets go; returns their names."""
    names = thin(backups(path, folder), moment)
    with told(folder):
        for name in names:
            disk.remove(folder / name)
    return names


def restore(
    path: Path, chosen: Path, folder: Path | None = None, *, clock: Clock = now, holder: str = ""
) -> Path | None:
    """Put the backup `chosen` in the place of the closed book at `path`; the present state is saved first and its place
    returned.

    None when nothing readable stood at `path`: then the file that was there is kept beside it under its name and
    ".hỏng". A restore that fails (a full disk, a folder of backups that cannot be written) leaves what stood at `path`.
    """
    header.look(chosen)
    held = lock.acquire(path, lock.Holder(person=holder))
    try:
        stale.put_aside(chosen, clock)
        if path.exists():
            stale.put_aside(path, clock)
        saved = _save_present(path, folder or folder_of(path), clock)
        aside = _put_aside(path, clock) if saved is None and path.exists() else None
        try:
            with told(chosen), closing(connect(chosen, read_only=True)) as source:
                copy(source, path)
        except BaseException:
            if aside is not None:
                _move(aside, path)
            raise
        return saved
    finally:
        held.release()


def save_copy(
    source: sqlite3.Connection, path: Path, progress: Progress | None = None, mark: Mark | None = None
) -> None:
    """ "Lưu bản sao…": a whole copy at `path`. FileTrouble as `refuse_place`, and the place's."""
    with told(path):
        refuse_place(path)
    copy(source, path, progress, mark)


def refuse_place(path: Path) -> None:
    """A new copy is put over nothing and into a folder that is there: a stick may have gone. FileTrouble `file.exists`,
    `file.missing` (the folder)."""
    disk.refuse_device(path)
    if path.exists():
        raise FileTrouble("file.exists", file=path.name)
    if not path.parent.is_dir():
        raise FileTrouble("file.missing", file=path.parent.name)


def _save_present(path: Path, folder: Path, clock: Clock) -> Path | None:
    """A backup of what stands at `path`; None where that is nothing, or damaged so that it cannot be read. FileTrouble
    where it is whole and its backup could not be written: then nothing may be put in its place."""
    if not path.exists():
        return None
    try:
        header.look(path)
        connect(path).close()  # takes back a write that was not finished
    except (sqlite3.DatabaseError, FileTrouble):
        return None
    try:
        return back_up(path, folder, "before-restore", clock=clock)
    except FileTrouble:
        if _is_whole(path):
            raise
        return None


def _is_whole(path: Path) -> bool:
    """Whether SQLite can read all of the file, so that what befell its copy lies in the place of the copy."""
    try:
        with closing(connect(path, read_only=True)) as file:
            return str(file.execute("PRAGMA integrity_check(1)").fetchone()[0]) == "ok"
    except sqlite3.Error:
        return False


def _put_aside(path: Path, clock: Clock) -> Path:
    """Keep a damaged file beside its place, with the unfinished write that belongs to it."""
    end = f".{clock().astimezone().strftime(_TIME)}.hỏng"
    aside = path.with_name(disk.cut(path.name, disk.LONGEST - len(end.encode())) + end)
    _move(path, aside)
    return aside


def _move(path: Path, to: Path) -> None:
    with told(path):
        if header.has_journal(path):
            disk.replace(header.journal_of(path), header.journal_of(to))
        disk.replace(path, to)


def _head(path: Path) -> tuple[int, str] | None:
    """The newest op of a file: its place and hash; None when the file cannot be read as a book."""
    try:
        connection = connect(path, read_only=True)
    except sqlite3.Error:
        return None
    try:
        found = connection.execute("SELECT seq, hash FROM op ORDER BY seq DESC LIMIT 1").fetchone()
        return None if found is None else (int(found[0]), str(found[1]))
    except sqlite3.Error:
        return None
    finally:
        connection.close()


def _copy_pages(source: sqlite3.Connection, partial: Path, step: Callable[[int, int, int], None]) -> None:
    target = sqlite3.connect(partial, isolation_level=None)
    try:
        target.execute("PRAGMA synchronous = OFF")  # forced to the disk as a whole afterwards
        source.backup(target, pages=_PAGES_A_STEP, progress=step, sleep=0)
    finally:
        target.close()


def _check(partial: Path, target: Path) -> None:
    copied = connect(partial, read_only=True)
    try:
        if copied.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise FileTrouble("file.copy_damaged", file=target.name)
    finally:
        copied.close()
