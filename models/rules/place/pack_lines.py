"""Where in the text of a regulation file a rule and a place in it stand, for telling a mistake with its line.

Only places are looked up here; the file is read by `regulation`. A text that is oddly laid out gives the line of the
nearest thing above the place, never a wrong file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*(\.|=)")


def steps(place: str) -> tuple[str | int, ...]:
    """`bands[1].label` as its steps: names and numbers from 0."""
    return tuple(int(number) if number else name for name, number in _STEP.findall(place))


def line_of(toml: str, table: str, number: int, place: str = "") -> int:
    """The line, counted from 1, of a place in the `number`-th (from 0) table of that name; 1 when there is none.

    `place` is written as faults write it, with `spec` before places of a rule's spec.
    """
    lines = _outside_texts(toml)
    start = _nth(lines, 0, len(lines), table, number)
    if start is None:
        return 1
    end = next((n for n in range(start + 1, len(lines)) if _begins_another(lines[n], table)), len(lines))
    return _walk(lines, start, end, table, steps(place)) + 1


def _walk(lines: Sequence[str], start: int, end: int, path: str, left: tuple[str | int, ...]) -> int:
    """Down the tables as far as they are written out, then to the key in the innermost of them."""
    at = start
    while left:
        name, number = str(left[0]), left[1] if len(left) > 1 and isinstance(left[1], int) else 0
        below = _nth(lines, start, end, f"{path}.{name}", number)
        if below is None and not _holds_tables(lines[start:end], f"{path}.{name}."):
            break
        at, path = at if below is None else below, f"{path}.{name}"
        left = left[2:] if len(left) > 1 and isinstance(left[1], int) else left[1:]
    if not left:
        return at
    found = _key(lines, at, end, str(left[0]))
    return at if found is None else found


def _nth(lines: Sequence[str], start: int, end: int, name: str, number: int) -> int | None:
    """The line of the `number`-th header of that table (a single one has only number 0)."""
    found = [n for n in range(start, end) if (head := _HEADER.fullmatch(lines[n])) and head[2] == name]
    return found[number] if number < len(found) else None


def _holds_tables(lines: Sequence[str], begin: str) -> bool:
    """Whether a table is only there through tables within it."""
    return any((head := _HEADER.fullmatch(line)) and head[2].startswith(begin) for line in lines)


def _begins_another(line: str, table: str) -> bool:
    head = _HEADER.fullmatch(line)
    return head is not None and (head[2] == table or not head[2].startswith(f"{table}."))


def _key(lines: Sequence[str], start: int, end: int, name: str) -> int | None:
    """The line that gives a key of the table that begins at `start`."""
    for n in range(start + 1, end):
        if _HEADER.fullmatch(lines[n]):
            return None
        key = _KEY.match(lines[n])
        if key and key[1] == name:
            return n
    return None


def _outside_texts(toml: str) -> list[str]:
    """The lines, with those blanked that lie within a text of several lines."""
    inside, found = "", []
    for line in toml.splitlines():
        found.append("" if inside else line)
        for mark in re.findall(r"\"\"\"|'''", line):
            inside = mark if not inside else "" if mark == inside else inside
    return found
