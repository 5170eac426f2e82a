"""What a person said of a table of criteria, as it is kept for the next table with the same headings.

Columns are kept by their place, lines by their words: the next file of a sender has other lines, and a line whose words
are not there, or stand twice, is not touched. Answers and the choice of a page belong to one file and are not kept.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.exchange.cells.model import Workbook
from models.exchange.form_table.model import MARKS, ROLES, Corrections, FormReading, Place
from models.exchange.form_table.reader import read
from models.exchange.meaning import plain


def shape_of(reading: FormReading) -> str:
    """A name for tables with these headings in these places; "" for one without a heading."""
    said = [f"{column.place} {plain(column.heading)}" for column in reading.columns if column.heading]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16] if said else ""


def kept(reading: FormReading, fixed: Corrections) -> dict[str, Any]:
    """What of the corrections holds for the next table of this shape; empty when nothing does."""
    words = {place: said for said, place in _lines(reading).items()}
    found: dict[str, Any] = {
        "columns": {str(place): role for place, role in fixed.columns.items()},
        "marks": {words[place]: mark for place, mark in fixed.marks.items() if place in words},
        "moves": [[words[place], move] for place, move in fixed.moves if place in words],
    }
    return {name: value for name, value in found.items() if value}


def recalled(book: Workbook, said: Mapping[str, Any]) -> Corrections:
    """The corrections that what was kept makes of a workbook; whatever does not fit it is left out.

    The refusals of `read`.
    """
    columns = {int(place): role for place, role in said.get("columns", {}).items() if place.isascii() and role in ROLES}
    fixed = Corrections(columns)
    places = _lines(read(book, fixed))
    marks = {places[words]: mark for words, mark in said.get("marks", {}).items() if words in places and mark in MARKS}
    moves = tuple((places[words], move) for words, move in said.get("moves", ()) if words in places)
    return replace(fixed, marks=marks, moves=moves)


def _lines(reading: FormReading) -> dict[str, Place]:
    """The lines by their words, as far as the words stand once."""
    count = Counter(plain(line.text) for line in reading.lines)
    return {plain(line.text): line.place for line in reading.lines if line.text and count[plain(line.text)] == 1}
