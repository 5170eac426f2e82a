"""What is worked out once and kept until something it was made of changes. What was read decides; nobody lists tables.

Inside an open operation nothing is kept or taken that read a table the operation has written: what is kept is always
made of what is on the disk, so an operation that is rolled back leaves no trace here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Generic, TypeVar

from models.file.declared.shapes import Key
from models.file.store import Store

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
P = TypeVar("P")


class Kept(Generic[T]):
    """One value, made when first asked for. Whoever asks has read what it was made of.

    A value that reads later what it was not made of does not belong here.
    """

    __slots__ = ("_at", "_make", "_reads", "_store", "_value")

    def __init__(self, store: Store, make: Callable[[], T]) -> None:
        self._store, self._make = store, make
        self._reads: set[str] = set()
        self._at = -1
        self._value: Any = None

    def __call__(self) -> T:
        """The value as it would be made now."""
        store, watch = self._store, self._store.watch
        if self._at >= 0 and store.holds(self._reads, self._at):
            self._at = watch.now
            watch.read_all(self._reads)
            value: T = self._value
            return value
        at = watch.now
        with watch.watching() as reads:
            value = self._make()
        if store.untouched(reads):
            self._value, self._reads, self._at = value, reads, at
        return value


class KeptBy(Generic[K, T]):
    """Values of one kind, each under its key."""

    def __init__(self, store: Store, make: Callable[[K], T]) -> None:
        self._store, self._make = store, make
        self._kept: dict[K, Kept[T]] = {}

    def __call__(self, key: K) -> T:
        """The value of that key as it would be made now."""
        found = self._kept.get(key)
        if found is None:
            make = self._make
            found = self._kept[key] = Kept(self._store, lambda: make(key))
        return found()


Take = Callable[[T, frozenset[Key]], None]
"""What a followed value does with the keys of changed rows."""


class Followed(Generic[T]):
    """A value that follows some tables row by row, in the order of `takes`; a change of any other table it read lets it
    be made anew, so a table it reads is followed or ends it.
    """

    def __init__(self, store: Store, make: Callable[[Followed[T]], T], takes: Mapping[str, Take[T]]) -> None:
        self._store, self._make, self._takes = store, make, takes
        self._waiting: dict[str, frozenset[Key]] = {}
        self._at = -1
        self._value: Any = None
        self.reads: set[str] = set()
        store.watch.followers.add(self)

    def hear(self, tables: Mapping[str, frozenset[Key]]) -> None:
        """Remember the keys of rows until the value is asked for."""
        if self._at >= 0:
            for table in tables.keys() & self._takes.keys():
                self._waiting[table] = self._waiting.get(table, frozenset()) | tables[table]

    def __call__(self) -> T:
        """The value with every change taken in."""
        store, watch = self._store, self._store.watch
        at = watch.now
        good = self._at >= 0 and store.untouched(self.reads) and store.holds(self.reads - self._takes.keys(), self._at)
        value: T = self._value
        if not good:
            self._at, self._waiting = -1, {}
            self.reads = set()
            value = self.part(lambda: self._make(self))
            if not store.untouched(self.reads):
                return value
        elif self._waiting:
            self._at = -1  # a change that cannot be taken in leaves nothing behind
            waiting, self._waiting = self._waiting, {}
            self.part(lambda: [take(value, waiting[table]) for table, take in self._takes.items() if table in waiting])
        self._value, self._at = value, at
        watch.read_all(self.reads)
        return value

    def part(self, make: Callable[[], P]) -> P:
        """Something the value makes later; what that reads, the value has read."""
        with self._store.watch.watching() as reads:
            made = make()
        self.reads |= reads
        return made
