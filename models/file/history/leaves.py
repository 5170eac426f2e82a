"""The rows of a book whose list of tables cannot be read: page by page, by the marks each row bears itself.

A page that is a leaf of a table holds rows, each with its values; which table it belongs to stood only on pages that
are gone. So only rows that say it themselves are taken: acts, changes and checkpoints of the journal, from which all
others follow, and the two kinds that carry bytes the journal does not keep: attached files, known by their digest, and
seals. Old copies of such rows on pages that are free now say the same, as no act is ever altered.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from models.file.connect import connect
from models.file.declared.schema import STEPS
from models.file.declared.tables import TABLES
from models.file.history.replay import lenient
from models.file.scratch import scratch

_LEAF: Final = 0x0D
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_DIGESTS: Final = re.compile(r'\{("[a-z_]+":"[0-9a-f]{64}",?)*\}')
_WHOLE: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""How many bytes a whole number has, by its kind."""
_Values = tuple[Any, ...]


def rows_of(content: bytes, size: int) -> Iterator[tuple[int, _Values]]:
    """(row number, values) of every row on every leaf of any table, as far as it can be read."""
    for begin in range(0, len(content), size):
        at = begin + (100 if begin == 0 else 0)  # the first page begins with the header of the file
        if content[at : at + 1] != bytes([_LEAF]):
            continue
        many = int.from_bytes(content[at + 3 : at + 5], "big")
        for place in range(at + 8, min(at + 8 + 2 * many, begin + size - 1), 2):
            cell = begin + int.from_bytes(content[place : place + 2], "big")
            try:
                yield _row(content, cell, size)
            except (IndexError, ValueError, UnicodeDecodeError):
                continue


def _row(content: bytes, at: int, size: int) -> tuple[int, _Values]:
    length, at = _varint(content, at)
    number, at = _varint(content, at)
    return number, _values(_payload(content, at, length, size))


def _payload(content: bytes, at: int, length: int, size: int) -> bytes:
    """The bytes of a row: what stands on its leaf and what was carried over to other pages."""
    if length > len(content):
        raise ValueError("longer than the file")
    most, least = size - 35, (size - 12) * 32 // 255 - 23
    if length <= most:
        return _cut(content, at, length)
    here = least + (length - least) % (size - 4)
    here = here if here <= most else least
    found = [_cut(content, at, here)]
    left, page = length - here, int.from_bytes(_cut(content, at + here, 4), "big")
    while left > 0:
        begin = (page - 1) * size
        if page < 2 or begin + size > len(content):
            raise ValueError("a page that is not there")
        part = min(left, size - 4)
        found.append(content[begin + 4 : begin + 4 + part])
        left, page = left - part, int.from_bytes(content[begin : begin + 4], "big")
    return b"".join(found)


def _cut(content: bytes, at: int, length: int) -> bytes:
    found = content[at : at + length]
    if len(found) != length:
        raise ValueError("cut short")
    return found


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = content[at + n]
        if n == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + n + 1
    raise ValueError("no number")


def _values(payload: bytes) -> _Values:
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    found: list[Any] = []
    for kind in kinds:
        size = _WHOLE.get(kind, 0) if kind < 12 else (kind - 12) // 2
        part = _cut(payload, at, size)
        at += size
        if kind in (0, 8, 9):
            found.append(None if kind == 0 else kind - 8)
        elif kind in _WHOLE:
            found.append(int.from_bytes(part, "big", signed=True))
        elif kind >= 12:
            found.append(part.decode() if kind % 2 else part)
        else:
            raise ValueError("a kind of value no book has")
    return tuple(found)


# --- which rows say what they are -------------------------------------------------------------------------------------


def _typed(values: _Values, *kinds: type | tuple[type, ...]) -> bool:
    return len(values) == len(kinds) and all(map(isinstance, values, kinds))


def _is_op(values: _Values) -> bool:
    return _typed(values, type(None), *[str] * 6) and bool(_DIGEST.fullmatch(values[6]))


def _is_change(values: _Values) -> bool:
    maybe = (str, type(None))
    return _typed(values, int, int, str, str, maybe, maybe) and values[2] in TABLES and values[4:] != (None, None)


def _is_checkpoint(values: _Values) -> bool:
    return _typed(values, type(None), str) and bool(_DIGESTS.fullmatch(values[1]))


def _is_blob(values: _Values) -> bool:
    return _typed(values, str, int, bytes) and hashlib.sha256(values[2]).hexdigest() == values[0]


def _is_seal(values: _Values) -> bool:
    return len(values) == 13 and isinstance(values[12], bytes) and bool(_DIGEST.fullmatch(str(values[4])))


_MARKS: Final[Sequence[tuple[str, Callable[[_Values], bool]]]] = (
    ("op", _is_op),
    ("change", _is_change),
    ("checkpoint", _is_checkpoint),
    ("blob", _is_blob),
    ("seal", _is_seal),
)


@contextmanager
def rebuilt(path: Path) -> Iterator[sqlite3.Connection | None]:
    """A book of today's tables with the rows that say what they are; None when the file holds nothing of its
    journal."""
    with scratch() as folder:
        made = Path(folder) / "so.sokhoi"
        with closing(sqlite3.connect(made)) as fresh:
            for step in STEPS:
                fresh.executescript(step)
            (size,) = fresh.execute("PRAGMA page_size").fetchone()
            for number, values in rows_of(path.read_bytes(), size):
                table = next((name for name, mark in _MARKS if mark(values)), None)
                if table is not None:
                    given = (number, *values[1:]) if values[0] is None else values
                    marks = ", ".join("?" * len(given))
                    fresh.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", given)
            fresh.commit()
            (told,) = fresh.execute("SELECT (SELECT count(*) FROM op) + (SELECT count(*) FROM change)").fetchone()
        if not told:
            yield None
            return
        connection = connect(made)
        with closing(connection), lenient(connection):
            yield connection
