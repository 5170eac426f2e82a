"""What is read of a book and when it changes, for those who show it: a page knows by it what concerns it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.file.store import Store
    from models.file.watching import Notice

Told = Callable[["Notice"], None]


class Reads:
    """The reads and changes of one open book."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def watching(self, apart: bool = False) -> AbstractContextManager[set[str]]:
        """Record the tables that are read inside; `apart` keeps them from whoever watches around."""
        return self._store.watching(apart)

    def between(self, reads: set[str]) -> None:
        """Add to `reads` what is read from now on while nobody is watching."""
        self._store.watch.between(reads)

    def follow(self, operations: Told, others: Told) -> None:
        """Be told of every operation, and of what else changed: the day, the person, a fact of the file."""
        self._store.listeners.append(operations)
        self._store.bystanders.append(others)

    def leave(self, operations: Told, others: Told) -> None:
        """Be told no more."""
        for told, where in ((operations, self._store.listeners), (others, self._store.bystanders)):
            if told in where:
                where.remove(told)

    def look_at_the_clock(self) -> None:
        """Let another day be noticed."""
        self._store.look_at_the_clock()
