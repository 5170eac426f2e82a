"""The old container of Microsoft files (OLE compound file): its streams by name, every chain checked for circles.

Source: [MS-CFB]. Only what holds a workbook is read.
"""

from __future__ import annotations

import struct
from typing import Final

from models.rules.errors import BadInput

_FREE: Final = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_ENTRY: Final = 128


class Compound:
    """Streams of a compound file; BadInput `cells.damaged` wherever it does not hold together."""

    def __init__(self, content: bytes, name: str) -> None:
        self._content, self._name = content, name
        if len(content) < 512:
            raise self._damaged()
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise self._damaged()
        self._size = 1 << shift
        first_folder, _, self._cutoff, first_mini, _, first_more, _ = struct.unpack_from("<7I", content, 48)
        self._table = self._allocation(first_more)
        folder = self._chain(first_folder)
        self._mini_table = self._numbers(self._chain(first_mini)) if first_mini < _FREE else ()
        self._entries: dict[str, tuple[int, int]] = {}
        self._mini = b""
        for at in range(0, len(folder) - _ENTRY + 1, _ENTRY):
            self._take(folder[at : at + _ENTRY])

    def _damaged(self) -> BadInput:
        return BadInput("cells.damaged", file=self._name)

    def _take(self, entry: bytes) -> None:
        letters, kind = struct.unpack_from("<HB", entry, 64)
        start, size = struct.unpack_from("<II", entry, 116)
        name = entry[: max(min(letters, 64) - 2, 0)].decode("utf-16-le", "replace").casefold()
        if kind == 5:
            self._mini = self._chain(start) if start < _FREE else b""
        elif kind == 2:
            self._entries.setdefault(name, (start, size))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._content):
            raise self._damaged()
        return self._content[at : at + self._size]

    @staticmethod
    def _numbers(content: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])

    def _allocation(self, more: int) -> tuple[int, ...]:
        listed = list(struct.unpack_from("<109I", self._content, 76))
        seen: set[int] = set()
        while more < _FREE:
            if more in seen:
                raise self._damaged()
            seen.add(more)
            numbers = self._numbers(self._sector(more))
            listed += numbers[:-1]
            more = numbers[-1] if numbers else _FREE
        table: list[int] = []
        for number in listed:
            if number < _FREE:
                table += self._numbers(self._sector(number))
                if len(table) > len(self._content):
                    raise self._damaged()
        return tuple(table)

    def _chain(self, number: int) -> bytes:
        found, seen = [], set[int]()
        while number < _FREE:
            if number in seen or number >= len(self._table):
                raise self._damaged()
            seen.add(number)
            found.append(self._sector(number))
            number = self._table[number]
        return b"".join(found)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        number, size = self._entries[name.casefold()]
        if size >= self._cutoff:
            return self._chain(number)[:size]
        found, seen = [], set[int]()
        while number < _FREE:
            if number in seen or number >= len(self._mini_table):
                raise self._damaged()
            seen.add(number)
            found.append(self._mini[number * 64 : number * 64 + 64])
            number = self._mini_table[number]
        return b"".join(found)[:size]
