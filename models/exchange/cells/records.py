"""The records of an Excel 97-2003 workbook and the strings in them.

Source: [MS-XLS], 2.1.4 (records), 2.5.293-296 (strings). A record that claims more than there is is damage.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from models.exchange.cells.formats import number
from models.rules.errors import BadInput

CONTINUE: Final = 0x3C


def records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes, int]]:
    """(kind, body, place) of every record from `start` on, as far as the stream holds whole ones."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if len(body) < length:
            return
        yield kind, body, at
        at += 4 + length


def double(body: bytes, at: int) -> Decimal | None:
    """An eight-byte number through its 15 significant digits."""
    (value,) = struct.unpack_from("<d", body, at)
    return number(format(value, ".15g"))


def packed(bits: int) -> Decimal | None:
    """An RK number: 30 bits of a whole number or of a double, perhaps a hundredth."""
    if bits & 2:
        whole = bits >> 2
        value: Decimal | None = Decimal(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        value = double(struct.pack("<Q", (bits & 0xFFFFFFFC) << 32), 0)
    return value / 100 if value is not None and bits & 1 else value


def short_text(body: bytes, at: int) -> str:
    """A string with a length of one byte."""
    return _letters(body, at + 2, body[at], body[at + 1])


def text(body: bytes, at: int) -> str:
    """A string with a length of two bytes; what follows it (runs, sounds) is passed over."""
    (count,) = struct.unpack_from("<H", body, at)
    flags = body[at + 2]
    at += 3 + (2 if flags & 8 else 0) + (4 if flags & 4 else 0)
    return _letters(body, at, count, flags)


def _letters(body: bytes, at: int, count: int, flags: int) -> str:
    if flags & 1:
        return body[at : at + 2 * count].decode("utf-16-le", "replace")
    return body[at : at + count].decode("latin-1")


class SharedStrings:
    """The table of shared strings, which runs over CONTINUE records; a string broken there begins anew with its
    width."""

    def __init__(self, bodies: list[bytes], name: str) -> None:
        self._bodies, self._name = bodies, name
        self._record, self._at = 0, 8
        self.found: list[str] = []
        (total,) = struct.unpack_from("<I", bodies[0], 4)
        while len(self.found) < total and self._more():
            self.found.append(self._string())

    def _more(self) -> bool:
        while self._record < len(self._bodies) and self._at >= len(self._bodies[self._record]):
            self._record, self._at = self._record + 1, 0
        return self._record < len(self._bodies)

    def _take(self, count: int) -> bytes:
        """Bytes that may run into the next record."""
        found = b""
        while len(found) < count:
            if not self._more():
                raise BadInput("cells.damaged", file=self._name)
            piece = self._bodies[self._record][self._at : self._at + count - len(found)]
            self._at += len(piece)
            found += piece
        return found

    def _string(self) -> str:
        count, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        sounds = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        said = []
        while count:
            if self._at >= len(self._bodies[self._record]):
                flags = self._take(1)[0]
            width = 2 if flags & 1 else 1
            here = min(count, (len(self._bodies[self._record]) - self._at) // width)
            if not here:
                raise BadInput("cells.damaged", file=self._name)
            piece = self._take(here * width)
            said.append(piece.decode("utf-16-le", "replace") if width == 2 else piece.decode("latin-1"))
            count -= here
        self._take(4 * runs + sounds)
        return "".join(said)
