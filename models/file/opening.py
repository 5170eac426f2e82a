"""Creating and opening a book file, in the order that loses nothing: header, place, lock, header again, backup,
upgrade.

What the content means is not looked at here; the full check of the file is asked for later by whoever
opened it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from models.file import disk, header, lock
from models.file.connect import connect
from models.file.copies import backup, stale
from models.file.copies.copy_marks import VIEW_ONLY
from models.file.copies.sources import Clock, KeySource, new_key, now
from models.file.declared import upgrade
from models.file.store import ReadOnlyReason, Store
from models.file.troubles import refuse_no_name, told
from models.rules.errors import FileTrouble

_open_here: Counter[Path] = Counter()
"""Books this process has open. Their header is not read again: on POSIX, closing any other handle of a file drops
the locks that
SQLite holds on it."""


def create(
    path: Path,
    *,
    clock: Clock = now,
    key_source: KeySource = new_key,
    holder: str | None = None,
    book_id: str | None = None,
) -> Store:
    """Make a new empty book at `path` and open it. FileTrouble `file.exists` when something stands there already.

    The file is made whole under another name and then put in place, so a half-made book is never seen.
    """
    path = path.absolute()
    with told(path):
        disk.refuse_device(path)
        if path.exists():
            raise FileTrouble("file.exists", file=path.name)
    with told(path), backup.whole_book(path) as beside:
        beside.write_bytes(b"")
        connection = connect(beside)
        try:
            connection.execute(f"PRAGMA application_id = {header.APPLICATION_ID}")
            identity = book_id or key_source()
            facts = {"book": identity}
            upgrade.migrate(connection, "create", facts, clock=clock, key_source=key_source, file=path.name)
            connection.execute("INSERT INTO meta (key, value) VALUES ('book_id', ?)", (identity,))
        finally:
            connection.close()
    return open_book_file(path, clock=clock, key_source=key_source, holder=holder)


def open_book_file(
    path: Path,
    read_only: bool = False,
    *,
    clock: Clock = now,
    key_source: KeySource = new_key,
    holder: str | None = None,
    backups: Path | None = None,
) -> Store:
    """Open the book at `path`; `holder` is the name others read while it is open here, `backups` the folder for its
    backups.

    FileTrouble: those of `header.look`; `file.open_elsewhere` (machine, person, since) while another has it open for
    writing; `file.older_read_only` when steps are pending and the place cannot be written. A place that cannot be
    written, and a copy made to be looked at, open read-only and say so in `read_only_reason`.
    """
    path = path.absolute()
    refuse_no_name(path)
    if os.path.islink(path):  # lock, journal and backups lie beside the file itself
        path = Path(os.path.realpath(path))
    path = _name_here(path)
    here = Path(os.path.realpath(path)) in _open_here
    if not here:
        header.look(path)
    reason: ReadOnlyReason | None = "asked" if read_only else None if _writable(path, here) else "place"
    if reason is not None:
        return _open_read_only(path, reason, clock, key_source, here=here)
    with told(path), contextlib.suppress(FileNotFoundError):
        os.stat(header.journal_of(path))  # a name without room for it would fail at the first act
    held = lock.acquire(path, _holder(holder, clock))
    try:
        if not here:
            stale.put_aside(path, clock)
            if header.has_journal(path):  # a write that was cut short, an upgrade perhaps: first what stood before it
                with told(path):
                    connect(path).close()
        if header.look(path).older:
            _upgrade(path, clock, key_source, backups)
        return _only_to_view(_store(path, path, clock, key_source, held=held))
    except BaseException:
        held.release()
        raise


def _name_here(path: Path) -> Path:
    """The name under which this process has the file open already, where that is another one (a hard link): there lie
    its lock and its journal."""
    for other in () if Path(os.path.realpath(path)) in _open_here else _open_here:
        with contextlib.suppress(OSError):
            if os.path.samefile(path, other):
                return other
    return path


def _only_to_view(store: Store) -> Store:
    """A copy made to be looked at is written by nobody, so it keeps nobody out either."""
    if VIEW_ONLY in store.marks():
        store.read_only_reason = "view-copy"
        if store.lock is not None:
            store.lock.release()
            store.lock = None
    return store


def _store(
    place: Path,
    path: Path,
    clock: Clock,
    key_source: KeySource,
    *,
    held: lock.Lock | None = None,
    reason: ReadOnlyReason | None = None,
    on_close: Callable[[], None] | None = None,
) -> Store:
    """Open the file at `place` as the book at `path` and remember that this process has it open."""
    known = Path(os.path.realpath(path))

    def forget() -> None:
        _open_here[known] -= 1
        if not _open_here[known]:
            del _open_here[known]
        if on_close is not None:
            on_close()

    with told(path):
        connection = connect(place, read_only=reason is not None)
        try:
            upgrade.refuse_altered(connection, path)
            store = Store(
                connection,
                path,
                clock=clock,
                key_source=key_source,
                lock=held,
                read_only_reason=reason,
                on_close=forget,
            )
        except BaseException:
            connection.close()
            raise
    _open_here[known] += 1
    return store


def _upgrade(path: Path, clock: Clock, key_source: KeySource, backups: Path | None) -> None:
    """Keep a backup of the older file, then bring it to the newest schema."""
    backup.back_up(path, backups or backup.folder_of(path), "before-upgrade", clock=clock)
    with told(path):
        connection = connect(path)
        try:
            upgrade.refuse_altered(connection, path)
            upgrade.migrate(connection, "upgrade", {}, clock=clock, key_source=key_source, file=path.name)
        finally:
            connection.close()


def _open_read_only(path: Path, reason: ReadOnlyReason, clock: Clock, key_source: KeySource, *, here: bool) -> Store:
    if not here and header.look(path).older:
        raise FileTrouble("file.older_read_only", file=path.name)
    beside = not here and lock.live_holder(path) is None
    if beside and (header.has_journal(path) or stale.has_wal(path)):
        return _open_mended_copy(path, clock, key_source)
    return _store(path, path, clock, key_source, reason=reason)


def _open_mended_copy(path: Path, clock: Clock, key_source: KeySource) -> Store:
    """A write was not finished and cannot be taken back where the file lies: copy both files and let SQLite mend the
    copy. What another copy of the book left beside it is not copied."""
    from models.file.scratch import scratch  # not while a book is opened as usual

    folder = scratch()
    try:
        with told(path):
            copy = Path(folder.name) / path.name
            shutil.copyfile(path, copy)
            if header.has_journal(path) and not stale.journal_is_anothers(path):
                shutil.copyfile(header.journal_of(path), header.journal_of(copy))
            connect(copy).close()
            header.look(copy)
        return _store(copy, path, clock, key_source, reason="unfinished", on_close=folder.cleanup)
    except BaseException:
        folder.cleanup()
        raise


def _holder(name: str | None, clock: Clock) -> lock.Holder:
    import getpass  # only when a book is opened for writing

    if name is None:
        try:
            name = getpass.getuser()
        except (OSError, KeyError, ImportError):
            name = ""
    return lock.Holder(_machine(), name, clock().isoformat(timespec="seconds"))


def _machine() -> str:
    """What this computer is called, without loading the network."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def _writable(path: Path, here: bool) -> bool:
    """The file can be written and its folder can take the journal and the lock; tried, because modes do not say it on
    every system. A file that this process has open (`here`) is asked by its modes: see `_open_here`."""
    probe = path.with_name(f"~$thu-{os.getpid()}")
    try:
        if not here:
            os.close(disk.open_patiently(path, os.O_RDWR))
        elif not os.access(path, os.W_OK):
            return False
        disk.sweep(probe)  # a link that somebody put there
        os.close(os.open(probe, os.O_RDWR | os.O_CREAT | os.O_TRUNC | disk.NO_LINK, 0o666))
    except OSError:
        return False
    finally:
        disk.sweep(probe)
    return True
