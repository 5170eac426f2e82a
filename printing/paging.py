"""Where a drawn table is cut into pages: pure arithmetic over row heights, no page is touched here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

KEPT_ROWS = 2
"""Rows that go with the signatures when these need a new page."""


KEPT_LINES = 2
"""Lines of notes that go with the signatures when these need a new page."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a table: the rows [first, last) and where the first of them begins, under the head."""

    first: int
    last: int
    top: float


def paginate(
    heights: Sequence[float], first_top: float, top: float, bottom: float, tail: float, sticky: Sequence[bool] = ()
) -> list[Page]:
    """Rows over pages; the tail (notes and signatures) stands under at least `KEPT_ROWS` rows on the last one.

    `first_top` and `top` are where rows begin on the first and on later pages; a sticky row (a group's heading) never
    ends a page. A row higher than a page stands alone on one.
    """
    pages: list[Page] = []
    start, y, edge = 0, first_top, first_top
    index = 0
    while index < len(heights):
        if y - heights[index] < bottom and index > start:
            index = _before_sticky(index, start, sticky)
            pages.append(Page(start, index, edge))
            start, y, edge = index, top, top
        y -= heights[index]
        index += 1
    if y - tail < bottom:
        kept = _before_sticky(max(start, len(heights) - KEPT_ROWS), start, sticky)
        if kept > start:
            pages.append(Page(start, kept, edge))
            start, edge = kept, top
    return [*pages, Page(start, len(heights), edge)]


def closing_breaks(lines: int, step: float, signed: float, y: float, top: float, bottom: float) -> tuple[int, ...]:
    """Before which of the note lines, each `step` high, a new page begins, where the first may stand at `y`; the number
    of lines itself stands for the signatures, which take `signed`. The last `KEPT_LINES` go with them.
    """
    breaks, kept = [], max(0, lines - KEPT_LINES)
    for at in range(kept + 1):
        needed = step if at < kept else (lines - kept) * step + signed
        if y - needed < bottom - 1:
            breaks.append(at)
            y = top
        y -= step
    return tuple(breaks)


def staying(kinds: Sequence[str]) -> list[bool]:
    """Which rows never end a page: headings of groups (where the table begins with one), the two rows over the totals,
    and totals over another: no total stands alone on a page.
    """
    headed = bool(kinds) and kinds[0] == "group"
    first_total = next((at for at in range(len(kinds), 0, -1) if kinds[at - 1] != "total"), 0)
    return [
        (kind == "group" and headed) or (first_total < len(kinds) and first_total - KEPT_ROWS <= at < len(kinds) - 1)
        for at, kind in enumerate(kinds)
    ]


def _before_sticky(index: int, start: int, sticky: Sequence[bool]) -> int:
    """The break at `index` moved before the headings that would end the page; not moved if nothing else is on it."""
    moved = index
    while sticky and moved - 1 > start and sticky[moved - 1]:
        moved -= 1
    return index if sticky and sticky[moved - 1] else moved
