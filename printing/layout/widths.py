"""How wide the columns of a table are, for every renderer: wishes first, then what the cells hold.

Lengths are points, widths of text those of the bundled face. Nothing is decided by a renderer, nothing by chance: the
same table has the same columns everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product

from printing import fonts, laid
from printing.blocks import Block, Row, Table
from printing.laid import FIGURE_SIZE, MM

FIGURE = re.compile(r"[+−-]?\d[\d.]*(?:,\d+)?(?:[+−-]\d[\d.]*(?:,\d+)?)?[*]?")
"""A figure as tables print it: points, points with a bonus, money; `*` marks an estimate."""
FIGURE_ROOM, FIGURE_MOST = 7.0, 26 * MM
"""The space at both sides of a cell, the most a column is widened for its figures."""
STEP, STEPS = 2 * MM, (1, 2, 3, 5, 8, 13)
"""Room goes from one column of words to another in such steps, so many at once."""
TURNS, MOST_LINES = 12, 40
"""The most times that room goes over; lines beyond which a cell no longer asks for more room."""
KEPT = 0.5
"""The share of its first width that a column keeps at least."""
ROW = 4
"""How much more a line of a row counts than a line of a cell in it: names stay on one line where it costs no height."""
SPARE = 1.04
"""How much more than the length of its text a cell of several lines takes, since lines end at words."""


def table_widths(block: Table, room: float, beside: Sequence[Block] = ()) -> list[float]:
    """Wished widths, of centred columns at least what keeps their figures whole; columns without a wish share what is
    left; wishes beyond the page shrink alike. Then columns of words give each other room as long as the table gets
    lower by it, or no higher with fewer broken cells. Of the blocks `beside`, tables of the same columns get the same
    widths.
    """
    alike = [one for one in beside if isinstance(one, Table) and (one.columns, one.size) == (block.columns, block.size)]
    rows = tuple(row for one in alike for row in one.rows) if block in alike else block.rows
    return _fitted(block, rows, _wished(block, rows, room))


def _wished(block: Table, rows: Sequence[Row], room: float) -> list[float]:
    figures = _figures(block, rows) if any(not column.width for column in block.columns) else {}
    wished = [max(column.width * MM, figures.get(at, 0.0)) for at, column in enumerate(block.columns)]
    free = [index for index, width in enumerate(wished) if not width]
    least = min(15 * MM * len(free), room / 2)
    scale = min(1.0, (room - least) / sum(wished)) if sum(wished) else 1.0
    widths = [width * scale for width in wished]
    left = room - sum(widths)
    if not free:
        return [width + left * width / sum(widths) for width in widths]
    return [width or left / len(free) for width in widths]


def _figures(block: Table, rows: Sequence[Row]) -> dict[int, float]:
    """How wide each centred column with a wish must be for figures such as `10,00+1,20` to stay on one line."""
    size, found = block.size or FIGURE_SIZE, dict[int, float]()
    for row, cells in zip(rows, laid.placed(rows, len(block.columns)), strict=True):
        face = fonts.face(row.kind != "item")
        for one in cells:
            at, text, column = one.column, one.cell.content, block.columns[one.column]
            if one.over or one.cell.span > 1 or not column.width or column.align != "center":
                continue
            if isinstance(text, str) and FIGURE.fullmatch(text):
                found[at] = max(found.get(at, 0.0), min(fonts.width(text, face, size) + FIGURE_ROOM, FIGURE_MOST))
    return found


# --- columns of words give each other room ----------------------------------------------------------------------------


@dataclass(slots=True)
class _Words:
    """A column of words: per row how long its lines are, and the width below which a word would break."""

    lengths: list[tuple[float, ...]]
    least: float
    known: dict[float, list[int]] = field(default_factory=dict)

    def lines(self, width: float) -> list[int]:
        """Lines of each row's cell in a column so wide, by the length of its text."""
        if width not in self.known:
            room = max(width - FIGURE_ROOM, 1.0)
            self.known[width] = [
                sum(1 if long <= room else min(int(long * SPARE / room) + 1, MOST_LINES) for long in row)
                for row in self.lengths
            ]
        return self.known[width]


def _fitted(block: Table, rows: Sequence[Row], widths: list[float]) -> list[float]:
    """The widths after columns of words have given each other what lowers the table; the blank ones, which are there
    to be written in, and those of figures keep theirs.
    """
    words = _words(block, rows, widths)
    if len(words) < 2:
        return widths

    def cost(given: Sequence[int]) -> int:
        lines = (one.lines(widths[at] + steps * STEP) for (at, one), steps in zip(words.items(), given, strict=True))
        return sum(ROW * max(row) + sum(row) for row in zip(*lines, strict=True))

    moved = [0] * len(words)
    now, least = cost(moved), [one.least for one in words.values()]
    first = [widths[at] for at in words]
    for _ in range(TURNS):
        best: tuple[int, int, list[int]] | None = None
        for (wide, narrow), steps in product(permutations(range(len(words)), 2), STEPS):
            given = list(moved)
            given[wide], given[narrow] = given[wide] + steps, given[narrow] - steps
            if first[narrow] + given[narrow] * STEP >= least[narrow]:
                low = cost(given)
                if low < now and (best is None or (low, steps) < best[:2]):
                    best = (low, steps, given)
        if best is None:
            break
        now, _, moved = best
    given_up = dict(zip(words, moved, strict=True))
    return [width + given_up.get(at, 0) * STEP for at, width in enumerate(widths)]


def _words(block: Table, rows: Sequence[Row], widths: Sequence[float]) -> dict[int, _Words]:
    """The columns that hold words in cells of their own, none narrower than half its width; a column with nothing but
    figures is none.
    """
    size, found = block.size or FIGURE_SIZE, dict[int, _Words]()
    for at, column in enumerate(block.columns):
        least = max(widths[at] * KEPT, _longest(column.title, fonts.BOLD, size))
        found[at] = _Words([(fonts.width(column.title, fonts.BOLD, size),)], least)
    worded = set[int]()
    for at, text, face in _cells(block, rows):
        held = found[at]
        held.lengths.append(tuple(fonts.width(line, face, size) for line in text.split("\n")))
        held.least = max(held.least, _longest(text, face, size))
        if text and not FIGURE.fullmatch(text):
            worded.add(at)
    return {at: one for at, one in found.items() if at in worded}


def _longest(text: str, face: str, size: float) -> float:
    return fonts.longest_word(text, face, size) + FIGURE_ROOM


def _cells(block: Table, rows: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    """Every row's text of each column, blank where a cell spans columns or is the lower part of another."""
    for row, cells in zip(rows, laid.placed(rows, len(block.columns)), strict=True):
        said = dict.fromkeys(range(len(block.columns)), "")
        for one in cells:
            if not one.over and one.cell.span == 1:
                said[one.column] = _plain(one.cell.content)
        face = fonts.face(row.kind != "item")
        yield from ((at, text, face) for at, text in said.items())


def _plain(content: object) -> str:
    if isinstance(content, tuple):
        return "".join(run.text for run in content)
    return content if isinstance(content, str) else ""
