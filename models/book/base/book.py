"""What every area finds in the open book, whatever stands above it: store, clock, keys, acts of several verbs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from models.book.base.reads import Reads
from models.file.copies.sources import Clock, KeySource, new_key
from models.file.history.journal import Op
from models.file.store import Store
from models.rules.errors import FileTrouble


class BaseBook:
    """An open book without its areas; each floor above names the areas it adds (`floor.py` of every package)."""

    def __init__(self, store: Store, key_source: KeySource = new_key, backup_folder: Path | None = None) -> None:
        self.store = store
        self.new_key = key_source
        self._backup_folder = backup_folder
        self._seq_at_opening = store.last_seq
        self._closed = False

    @contextmanager
    def beside(self) -> Iterator[Self]:
        """The same store read anew, with nothing remembered from before; for a reading in the middle of an act."""
        store = self.store
        kept, of_import, checks = dict(store.before_write), dict(store.before_import), store.row_checks
        try:
            yield type(self)(store, self.new_key, self._backup_folder)
        finally:
            store.before_write |= kept
            store.before_import |= of_import
            store.row_checks = checks

    @cached_property
    def reads(self) -> Reads:
        """What is read of the book and when it changes."""
        return Reads(self.store)

    @property
    def clock(self) -> Clock:
        """The clock of the book."""
        return self.store.clock

    def today(self) -> str:
        """The civil date "YYYY-MM-DD" of the place where the program runs, by the book's clock."""
        return self.store.today()

    # --- what a window asks of the file, so that it touches no store

    @contextmanager
    def act(self, kind: str, facts: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """Let several verbs be one act: one undo step, one line of the journal. A refusal takes all of it back.

        Gives the facts of that line, which may grow until the act ends.
        """
        with self.store.operation(kind, dict(facts or {})) as tx:
            yield tx.facts

    @property
    def path(self) -> Path:
        """Where the file of the book lies."""
        return self.store.path

    @property
    def identity(self) -> str:
        """The book's id for life, equal in every copy; "" where a damaged file does not say it."""
        try:
            return self.store.meta("book_id") or ""
        except FileTrouble:
            return ""

    @property
    def read_only_reason(self) -> str | None:
        """Why nothing can be written ("asked", "place", "unfinished", "handed-over", "damaged"), or None."""
        return self.store.read_only_reason

    @property
    def last_act(self) -> int:
        """The number of the newest act in the journal; 0 when there is none."""
        return self.store.last_seq

    def undo(self) -> tuple[str, Mapping[str, Any]]:
        """Take the last act of this sitting back and say which; refusals `undo.nothing` and those of the file."""
        return self.store.undo()

    def redo(self) -> tuple[str, Mapping[str, Any]]:
        """Do again what was taken back and say which; refusals `redo.nothing` and those of the file."""
        return self.store.redo()

    def acts_of(self, after: int, limit: int) -> Sequence[Op]:
        """Acts of the journal behind number `after`, the oldest first."""
        return self.store.ops(after, limit)

    def saved_at(self) -> str | None:
        """When the newest act was written, as the journal has it; None in a book without any."""
        last = self.store.ops(self.store.last_seq - 1, 1)
        return last[0].at if last else None
