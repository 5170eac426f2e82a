"""Shapes of a closed year and of the book's custody, and the fingerprints over them. No verb and no query."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.file.history import canonical
from models.rules.number import codes
from models.rules.number.subjects import Subject

LONGEST_CONTENT: Final = 200_000_000
"""Bytes a seal may unpack to; more is no year of a bloc but a trap."""
_PIECE: Final = 1 << 20
"""Bytes unpacked at a time."""
_OUTSIDE: Final = frozenset({"fingerprint", "received_on", "received_by", "withdrawn_on", "withdrawn_reason"})
"""What is written about a handover after its fingerprint."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something still open in a year: what it is in words, and the allowed act that settles it.

    `act` is the verb as "area.verb", `page` the page of the window where it is done, `subject` what that page shows.
    """

    code: str
    words: str
    act: str
    page: str
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class Seal:
    """One closing of a year; `packed` are its canonical bytes as zlib. `reopened_on` says that it was opened again."""

    year: int
    n: int
    closed_on: str
    by: str | None
    fingerprint: str
    previous: str | None
    journal_head: str
    engine: str
    open_points: tuple[str, ...]
    reopened_on: str | None
    reopened_by: str | None
    reopened_reason: str | None
    packed: bytes

    @property
    def code(self) -> str:
        """The Mã đối chiếu as shown."""
        return codes.shown(self.fingerprint)

    @property
    def sound(self) -> bool:
        """The stored bytes can be read and are those that the fingerprint was made of."""
        return self.fingerprint == seal_fingerprint_of_packed(self.packed, self.previous, self.journal_head)


@dataclass(frozen=True, slots=True)
class Custody:
    """One handover of the book: from whom to whom, with what, and whether it was received or taken back."""

    n: int
    year: int
    from_unit: str | None
    to_unit: str
    from_person: str | None
    to_person: str | None
    handed_on: str
    items: tuple[str, ...]
    open_work: tuple[str, ...]
    last_number: str | None
    fund_dong: int | None
    note: str | None
    book: str
    seal: str
    journal_head: str
    fingerprint: str
    received_on: str | None = None
    received_by: str | None = None
    withdrawn_on: str | None = None
    withdrawn_reason: str | None = None

    @property
    def code(self) -> str:
        """The Mã đối chiếu as shown."""
        return codes.shown(self.fingerprint)

    @property
    def pending(self) -> bool:
        """Nobody has received the book, and it was not taken back: it is only to be looked at."""
        return self.received_on is None and self.withdrawn_on is None


def pack(content: bytes) -> bytes:
    """Canonical bytes as a seal keeps them."""
    return zlib.compress(content, 9)


def seal_fingerprint_of_packed(packed: bytes, previous: str | None, journal_head: str) -> str | None:
    """`seal_fingerprint` over packed bytes, piece by piece; None when they cannot be read any more, are a trap, or more
    stands behind them."""
    running = hashlib.sha256(f"{previous or ''}\n{journal_head}\n".encode("utf-8", "surrogateescape"))
    reader, size = zlib.decompressobj(), 0
    try:
        while packed and not reader.eof and size < LONGEST_CONTENT:
            piece = reader.decompress(packed, _PIECE)
            running.update(piece)
            size, packed = size + len(piece), reader.unconsumed_tail
    except zlib.error:
        return None
    return running.hexdigest() if reader.eof and not reader.unused_data else None


def unpacked(packed: bytes) -> bytes | None:
    """The canonical bytes of a seal; None when they cannot be read any more, or more stands behind them."""
    try:
        reader = zlib.decompressobj()
        content = reader.decompress(packed, LONGEST_CONTENT)
    except zlib.error:
        return None
    return content if reader.eof and not reader.unused_data else None


def seal_fingerprint(content: bytes, previous: str | None, journal_head: str) -> str:
    """The SHA-256 over the seal before, the journal's head before the closing, and the canonical bytes of the year."""
    running = hashlib.sha256(f"{previous or ''}\n{journal_head}\n".encode())
    running.update(content)
    return running.hexdigest()


def custody_fingerprint(row: Mapping[str, Any]) -> str:
    """The SHA-256 of the handover's canonical row without what is written about it later."""
    return canonical.digest({name: value for name, value in row.items() if name not in _OUTSIDE})


def newest(seals: Iterable[tuple[str, str | None]]) -> str | None:
    """Of seals by year and number, each with the one it names as before it: the fingerprint of the newest, which
    is the first that none of them names; None of none."""
    given = tuple(seals)
    named = {previous for _, previous in given}
    return next((fingerprint for fingerprint, _ in given if fingerprint not in named), None)


def out_of_turn(made: Iterable[tuple[int, int, int]]) -> tuple[tuple[int, int], ...]:
    """Of closings or handovers, each by its place in the journal, its year (0: all years are counted as one) and its
    number: year and number of those that do not bear the next number of their year, counted from 1."""
    counted: dict[int, int] = {}
    wrong = []
    for _, year, n in sorted(made):
        counted[year] = counted.get(year, 0) + 1
        if counted[year] != n:
            wrong.append((year, n))
    return tuple(wrong)


def seal_of(row: Mapping[str, Any]) -> Seal:
    """A seal from its row."""
    said = {name: row.get(name) for name in Seal.__slots__ if name not in ("open_points", "packed")}
    return Seal(**said, open_points=tuple(row.get("open_points") or ()), packed=row["content"])  # type: ignore[arg-type]  # shape of the seal


def custody_of(row: Mapping[str, Any]) -> Custody:
    """A handover from its row."""
    said = {name: row.get(name) for name in Custody.__slots__}
    lists = {name: tuple(row.get(name) or ()) for name in ("items", "open_work")}
    return Custody(**{**said, **lists})  # type: ignore[arg-type]  # shape of the seal
