"""Scores as a spreadsheet: units down, items across, and back, whichever way somebody turned the table.

Cells come back as typed text with their addresses; what a text means is read where typed text is read. Nothing is
written to a
book here, and no unit or item is guessed from a name that only resembles it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.exchange.form_sheet import Doubt, address
from models.rules.errors import BadInput
from models.rules.number.text import fold

Cell = str | Decimal
HEADER_LINES = 20


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One cell of the table: for which unit and which heading, what it says, where it stands."""

    unit: str
    head: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ReadScores:
    """What a workbook says; `doubts` name units and headings that are not known."""

    cells: tuple[ReadCell, ...]
    doubts: tuple[Doubt, ...]


def read(rows: Sequence[Sequence[Cell]], heads: Sequence[str], units: Mapping[str, str]) -> ReadScores:
    """Read a table against the headings of the grid ("I.1", "I.3 +") and the units' names (any name -> key).

    BadInput `import.no_score_table` when no line holds known headings beside known units.
    """
    named = {_plain(name): key for name, key in units.items()}
    known = {_plain(head): head for head in heads}
    turned = [list(column) for column in zip(*_even(rows), strict=True)]
    upright, lying = _header(rows, known), _header(turned, known)
    if upright is None and lying is None:
        raise BadInput("import.no_score_table")
    if lying is None or (upright is not None and _fits(rows, upright, known) >= _fits(turned, lying, known)):
        return _read(rows, upright or 0, known, named, turn=False)
    return _read(turned, lying, known, named, turn=True)


def _plain(text: Cell) -> str:
    return fold(text if isinstance(text, str) else format(text, "f")).strip()


def _even(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _fits(rows: Sequence[Sequence[Cell]], line: int, known: Mapping[str, str]) -> int:
    return sum(_plain(cell) in known for cell in rows[line])


def _header(rows: Sequence[Sequence[Cell]], known: Mapping[str, str]) -> int | None:
    """The line with the most known headings among the first ones; None when there is none."""
    counts = [(_fits(rows, line, known), -line) for line in range(min(len(rows), HEADER_LINES))]
    best = max(counts, default=(0, 0))
    return -best[1] if best[0] else None


def _read(
    rows: Sequence[Sequence[Cell]], line: int, known: Mapping[str, str], named: Mapping[str, str], turn: bool
) -> ReadScores:
    columns = {place: known[word] for place, cell in enumerate(rows[line]) if (word := _plain(cell)) in known}
    first = min(columns)
    cells, doubts = [], []
    for down in range(line + 1, len(rows)):
        row = rows[down]
        unit, name = _unit(row[:first], named)
        filled = [place for place in columns if place < len(row) and _plain(row[place]) != ""]
        if unit is None:
            if name and any(_is_points(row[place]) for place in filled):
                where = address(name[0], down) if turn else address(down, name[0])
                doubts.append(Doubt(where, name[1], "import.unknown_unit"))
            continue
        for place in filled:
            where = address(place, down) if turn else address(down, place)
            cells.append(ReadCell(unit, columns[place], _text(row[place]), where))
    if not cells and not doubts:
        raise BadInput("import.no_score_table")
    return ReadScores(tuple(cells), tuple(doubts))


def _unit(cells: Sequence[Cell], named: Mapping[str, str]) -> tuple[str | None, tuple[int, str] | None]:
    """The unit a line is about, by any of the cells before the points; else the place and text of the name not
    known."""
    name: tuple[int, str] | None = None
    for place, cell in enumerate(cells):
        words = _plain(cell)
        if words in named:
            return named[words], None
        if isinstance(cell, str) and len(words) > 3:
            name = place, cell
    return None, name


def _is_points(cell: Cell) -> bool:
    """Whether a cell of a line nobody knows looks like points, so that the line is a unit and not a heading."""
    return isinstance(cell, Decimal) or (len(cell) <= 12 and any(letter.isdigit() for letter in cell))


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else format(cell, "f").replace(".", ",")
