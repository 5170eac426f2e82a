"""Cells on their way into a page: where each stands, which are merged, hidden, doubled; counted against the limits.

Every reader builds its pages here, so that an address and a flag mean the same whatever the file was.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from models.exchange.cells.model import (
    COMMENT,
    COVERED,
    DOUBLE,
    FILTERED,
    HIDDEN_COLUMN,
    HIDDEN_ROW,
    MERGED,
    PLAIN,
    Cell,
    Kind,
    Limits,
    Page,
    Span,
    Style,
    address,
)
from models.rules.errors import BadInput

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
MOST_LINKS: Final = 2_000_000
_REF: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", re.ASCII)


@lru_cache(maxsize=MOST_COLUMNS)
def column_of(letters: str) -> int:
    """ "A" is 0, "AA" is 26."""
    count = 0
    for letter in letters.upper():
        count = count * 26 + ord(letter) - 64
    return count - 1


def place_of(ref: str) -> tuple[int, int] | None:
    """ "D14" is (13, 3); None for what is no address of a page."""
    found = _REF.fullmatch(ref)
    if found is None:
        return None
    line, column = int(found[2]) - 1, column_of(found[1])
    return (line, column) if 0 <= line < MOST_ROWS and column < MOST_COLUMNS else None


def span_of(ref: str) -> Span | None:
    """ "B2:D5" as a range, its corners in whatever order; None for what is no range of more than one cell."""
    first, _, last = ref.partition(":")
    one, two = place_of(first), place_of(last)
    if one is None or two is None or one == two:
        return None
    return Span(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))


class Budget:
    """How many cells a whole file may still bring; shared by its pages."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self._cells = 0

    def cell(self) -> None:
        """One more cell; BadInput `cells.too_big` past the limit."""
        self._cells += 1
        if self._cells > self.limits.cells:
            self.room(0)

    def room(self, count: int) -> None:
        """Whether so many more would fit, asked before a repeated cell is unfolded; BadInput `cells.too_big`."""
        if self._cells + count > self.limits.cells:
            raise BadInput("cells.too_big", file=self.name, measure="cells", limit=self.limits.cells)

    def rows(self, count: int) -> None:
        """A page's lines with content, checked against the limit."""
        if count > self.limits.rows:
            raise BadInput("cells.too_big", file=self.name, measure="rows", limit=self.limits.rows)


class PageBuilder:
    """Takes cells in any order and makes the page; reads nothing itself."""

    def __init__(self, name: str, budget: Budget) -> None:
        self.name, self._budget = name, budget
        self.state: Literal["visible", "hidden", "very-hidden"] = "visible"
        self._cells: list[Cell] = []
        self._sorted = True
        self._last = (-1, -1)
        self._seen: set[tuple[int, int]] | None = None
        """The places there are, once one came out of order: only then a place can stand twice."""
        self._lines: set[int] = set()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.filtered: Span | None = None
        self.spans: list[Span] = []
        self.comments: dict[tuple[int, int], str] = {}
        self.outline: dict[int, int] = {}
        self.drawings = False

    def add(
        self,
        line: int,
        column: int,
        kind: Kind,
        text: str,
        value: Decimal | bool | str,
        raw: str,
        style: Style = PLAIN,
        flags: int = 0,
        formula: str = "",
    ) -> None:
        """One cell that holds something; BadInput `cells.too_big` past the limits."""
        self._budget.cell()
        place = (line, column)
        if place <= self._last:
            self._sorted = False
            if self._seen is None:
                self._seen = {(cell.line, cell.column) for cell in self._cells}
            if place in self._seen:
                flags |= DOUBLE
        self._last = place
        if self._seen is not None:
            self._seen.add(place)
        if line not in self._lines:
            self._lines.add(line)
            self._budget.rows(len(self._lines))
        most = self._budget.limits.letters
        if len(raw) > most:
            where = address(line, column)
            raise BadInput("cells.text_too_long", file=self._budget.name, address=where, length=len(raw), limit=most)
        self._cells.append(Cell(len(self._cells), line, column, kind, text, value, raw, style, flags, formula))

    def page(self) -> Page:
        """The page, its cells in order, each knowing whether it is hidden, merged, covered or remarked upon."""
        cells = self._cells
        if not self._sorted:
            cells.sort(key=lambda cell: (cell.line, cell.column, cell.ordinal))
        links = self._links(sorted(self._lines))
        flagged = bool(links or self.hidden_rows or self.hidden_columns or self.comments)
        if flagged or not self._sorted:
            for place, cell in enumerate(cells):
                flags = cell.flags | (self._flags(cell, links) if flagged else 0)
                if flags != cell.flags or place != cell.ordinal:
                    cells[place] = cell._replace(ordinal=place, flags=flags)
        return Page(
            self.name,
            tuple(cells),
            tuple(self.spans),
            self.comments,
            self.outline,
            self.state,
            drawings=self.drawings,
        )

    def _flags(self, cell: Cell, links: Mapping[int, list[Span]]) -> int:
        flags = 0
        if cell.line in self.hidden_rows:
            filtered = self.filtered is not None and self.filtered.top < cell.line <= self.filtered.bottom
            flags |= FILTERED if filtered else HIDDEN_ROW
        for first, last in self.hidden_columns:
            if first <= cell.column <= last:
                flags |= HIDDEN_COLUMN
        for span in links.get(cell.line, ()):
            if span.left <= cell.column <= span.right:
                flags |= MERGED if (cell.line, cell.column) == (span.top, span.left) else COVERED
        if (cell.line, cell.column) in self.comments:
            flags |= COMMENT
        return flags

    def _links(self, lines: list[int]) -> dict[int, list[Span]]:
        """The merged ranges over each line that holds something."""
        links: dict[int, list[Span]] = {}
        count = 0
        for span in self.spans:
            for place in range(bisect_left(lines, span.top), bisect_right(lines, span.bottom)):
                links.setdefault(lines[place], []).append(span)
                count += 1
                if count > MOST_LINKS:
                    raise BadInput("cells.too_big", file=self._budget.name, measure="merges", limit=MOST_LINKS)
        return links
