"""Who read what, table by table, and when each table was last changed: from this it follows what kept is still good.

Reads are recorded for whoever is `watching`; a watch inside another hands its reads up. Beside the tables of the file
there are those that are none: CLOCK (the day), PERSON (who is at the keyboard), META (what is said of the file itself),
SECRETS (passwords), WHOLE (the journal, or the content as a whole: every change touches it).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Protocol
from weakref import WeakSet

from models.file.declared.shapes import Key
from models.file.declared.tables import TABLES

CLOCK: Final = "*clock"
PERSON: Final = "*person"
META: Final = "*meta"
SECRETS: Final = "*secrets"
WHOLE: Final = "*whole"

NO_KEYS: Final[frozenset[Key]] = frozenset()


@dataclass(frozen=True, slots=True)
class Notice:
    """What was changed, table by table the keys of rows added, changed or removed; said after it is on the disk. `seq`
    and `kind` are those of the operation; 0 and "" where none did it: another day, another person, a fact of the file.
    """

    seq: int
    kind: str
    tables: Mapping[str, frozenset[Key]]

    def touches(self, reads: Set[str]) -> bool:
        """Whether something made of these reads may be another now."""
        return WHOLE in reads or not reads.isdisjoint(self.tables)


class Follower(Protocol):
    """Who wants the keys of changed rows."""

    def hear(self, tables: Mapping[str, frozenset[Key]]) -> None:
        """Rows of these tables were changed."""


class Watch:
    """The reads and changes of one open book. `now` rises with every change."""

    def __init__(self) -> None:
        self.now = 0
        self.followers: WeakSet[Follower] = WeakSet()
        self._changed: dict[str, int] = {}
        self._beneath: list[set[str]] = []
        self.top: set[str] = set()

    # -- reads

    def read(self, table: str) -> None:
        """A table, or one of those that are none, is read now."""
        self.top.add(table)

    def read_all(self, tables: Collection[str]) -> None:
        """Something is handed out that was made of these reads."""
        self.top.update(tables)

    @contextmanager
    def watching(self, apart: bool = False) -> Iterator[set[str]]:
        """Record what is read inside; `apart` keeps it from whoever watches around."""
        reads: set[str] = set()
        self._beneath.append(self.top)
        self.top = reads
        try:
            yield reads
        finally:
            self.top = self._beneath.pop()
            if not apart:
                self.top |= reads

    def between(self, reads: set[str]) -> None:
        """Add to `reads` from now on what is read while nobody is watching: between two acts of the one at the
        screen."""
        if self._beneath:
            self._beneath[0] = reads
        else:
            self.top = reads

    # -- changes

    def change(self, tables: Mapping[str, frozenset[Key]]) -> None:
        """These tables are changed, and it is on the disk."""
        self.now += 1
        for table in (*tables, WHOLE):
            self._changed[table] = self.now
        for follower in tuple(self.followers):
            follower.hear(tables)

    def changed(self, reads: Set[str], since: int) -> bool:
        """Whether one of these was changed after that moment."""
        return since < self.now and any(self._changed.get(table, 0) > since for table in reads)


def named(found: Collection[str]) -> frozenset[str]:
    """Tables of a statement as reads name them: those of the journal are the whole."""
    return frozenset(one if one in TABLES else META if one == "meta" else WHOLE for one in found)
