"""Where a table of scores stands on a page: its headings, its lines, and whether it is turned on its side."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from models.exchange.account import unseen
from models.exchange.cells.model import Cell, Page
from models.exchange.meaning import heading, is_total, name, plain

HEADER_LINES: Final = 20
"""A heading is looked for in the first lines only; a table that starts later has none."""
MOST_ITEMS: Final = 2_000
MOST_ACROSS: Final = 10_000_000
"""No table goes so far across."""
_BAND: Final = 2
"""Headings may be written over so many lines above or below the fullest one."""
_ASIDE: Final = frozenset(
    {"stt", "tt", "so tt", "so thu tu", "don vi", "ten don vi", "ten co quan", "co quan", "co quan don vi", "ten",
     "muc", "noi dung", "tieu chi", "noi dung tieu chi", "ghi chu", "diem chuan", "ky", "nhom", "diem toi da"}
)  # fmt: skip
"""Headings of columns that are not for points, in folded words; those of totals are known by `is_total`."""

_UNIT_HEADS: Final = frozenset(
    {"don vi", "ten don vi", "ten co quan", "co quan", "co quan don vi", "co quan, don vi", "don vi thanh vien"}
)
"""Headings over names of units, in folded words."""

Line = list[tuple[int, Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of scores as if units stood down: `lines` by place, each its cells (place across, cell).

    `columns`: place across -> head; `heading`: place across -> the cell that says so; the heading begins at line `top`,
    the units at line `first`.
    """

    lines: Mapping[int, Line]
    columns: Mapping[int, str]
    heading: Mapping[int, Cell]
    beside: Mapping[int, Cell]
    top: int
    first: int

    def aside(self, across: int) -> bool:
        """Whether the column says of itself that it is not for points."""
        cell = self.beside.get(across)
        return cell is not None and (plain(cell.text) in _ASIDE or is_total(cell.text))

    def strange(self, across: int) -> bool:
        """Whether the column has a heading that nobody knows."""
        return across in self.beside and not self.aside(across)

    @property
    def blocks(self) -> tuple[int, ...]:
        """Where tables beside the first one begin: at each further column headed as that of the units is, with columns
        of points before and behind it. What stands there belongs to the unit named there, not to the first one.
        """
        named = [across for across in sorted(self.beside) if plain(self.beside[across].text) in _UNIT_HEADS]
        heads = sorted(self.columns)
        return tuple(
            after
            for before, after in pairwise(named)
            if any(before < at < after for at in heads) and any(at > after for at in heads)
        )

    @property
    def shape(self) -> str:
        """A name for tables with these headings in this order."""
        said = sorted((across, plain(cell.text)) for across, cell in {**self.beside, **self.heading}.items())
        return hashlib.sha256("\n".join(text for _, text in said).encode()).hexdigest()[:16]


def table_of(page: Page, heads: Mapping[str, str], units: Mapping[str, str]) -> Table | None:
    """The table of a page, upright if both ways fit as well; None when no line holds known headings.

    A line that names a unit is no heading, whatever its numbers look like: codes may be mere numbers too.
    """
    upright = _found(_lines((cell.line, cell.column, cell) for cell in page.cells), heads, units)
    if page.cells and page.cells[-1].line > MOST_ITEMS:
        return upright  # no form has so many items down
    turned = _found(_lines((cell.column, cell.line, cell) for cell in page.cells), heads, units)
    if upright is None or turned is None:
        return upright or turned
    return upright if _weight(upright, units) >= _weight(turned, units) else turned


def _weight(table: Table, units: Mapping[str, str]) -> tuple[int, int]:
    """How much a reading explains: lines of units times different headings, then the headings alone."""
    named = sum(names_a_unit(cells, units) for line, cells in table.lines.items() if line >= table.first)
    heads = len(set(table.columns.values()))
    return named * heads, heads


def _lines(placed: Iterable[tuple[int, int, Cell]]) -> dict[int, Line]:
    lines: dict[int, Line] = {}
    for down, across, cell in placed:
        lines.setdefault(down, []).append((across, cell))
    return {down: sorted(lines[down], key=lambda each: (each[0], each[1].ordinal)) for down in sorted(lines)}


UNSURE: Final = ""
"""The head of a column whose heading may be several."""


def codes_of(cell: Cell, heads: Mapping[str, str], claimed: Container[str] = ()) -> tuple[str, ...]:
    """The heads a number may be the code of: 1.10 typed as a number is 1.1 in every spreadsheet. Those other columns
    name in words (`claimed`) are not among them.
    """
    said = heading(cell)
    tails = ("", "0", "00") if cell.kind == "number" and "." in said else ("",)
    found = {f"{said}{tail}": heads[f"{said}{tail}"] for tail in tails if f"{said}{tail}" in heads}
    return tuple(dict.fromkeys(head for code, head in found.items() if code == said or head not in claimed))


def code_key(cell: Cell) -> str:
    """Under which key it is answered what a number that may be several codes is: it is asked for each place."""
    return f"{heading(cell)}@{cell.address.lower()}"


def header_of(cells: Line, heads: Mapping[str, str]) -> dict[int, str]:
    """The known headings of a line by place, `UNSURE` where a number may be several codes and nobody said which."""
    found: dict[int, str] = {}
    claimed = {heads[heading(cell)] for _, cell in cells if cell.kind == "text" and heading(cell) in heads}
    for across, cell in cells:
        if across not in found and cell.kind in ("text", "number") and unseen(cell) != "covered":
            codes = codes_of(cell, heads, claimed)
            if codes:
                found[across] = codes[0] if len(codes) == 1 else heads.get(code_key(cell), UNSURE)
    return found


def names_a_unit(cells: Line, units: Mapping[str, str]) -> bool:
    """Whether some cell of a line is a unit's name."""
    return any(cell.kind == "text" and name(cell) in units for _, cell in cells)


def _found(lines: Mapping[int, Line], heads: Mapping[str, str], units: Mapping[str, str]) -> Table | None:
    free = [line for line in list(lines)[:HEADER_LINES] if not names_a_unit(lines[line], units)]
    best, at = max(((len(header_of(lines[line], heads)), -line) for line in free), default=(0, 0))
    if not best:
        return None
    at = -at
    columns: dict[int, str] = {}
    said: dict[int, Cell] = {}
    used = [at]
    for line in sorted((line for line in free if abs(line - at) <= _BAND), key=lambda each: abs(each - at)):
        more = {across: head for across, head in header_of(lines[line], heads).items() if across not in columns}
        if line != at and (not more or (line > at and len(more) < 2)):
            continue
        used.append(line)
        columns |= more
        for across, cell in lines[line]:
            if across in more:
                said.setdefault(across, cell)
    for across in [across for across, head in columns.items() if head == UNSURE]:
        del columns[across], said[across]
    top, last = min(used), max(used)
    beside = {
        across: cell
        for line in range(top, last + 1)
        for across, cell in lines.get(line, ())
        if across not in columns and cell.text
    }
    return Table(lines, columns, said, beside, top, last + 1)
