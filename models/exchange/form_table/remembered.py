"""What a person said of a table of criteria, as it is kept for the next table with the same headings.

Columns are kept by their place, lines by their words: the next file of a sender has other lines, and a line whose words
are not there, or stand twice, is not touched. An answer is kept with its question and the words it was asked about, and
holds where the same question is asked of the same words. The choice of a page belongs to one file and is not kept.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from models.exchange.cells.model import Workbook
from models.exchange.form_table.model import MARKS, ROLES, Asked, Corrections, FormReading, Place
from models.exchange.form_table.reader import read
from models.exchange.meaning import plain

_ROUNDS: Final = 3
"""A question may be asked only after another was answered; deeper than this no table goes."""


def shape_of(reading: FormReading) -> str:
    """A name for tables with these headings in these places; "" for one without a heading."""
    said = [f"{column.place} {plain(column.heading)}" for column in reading.columns if column.heading]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16] if said else ""


def kept(book: Workbook, reading: FormReading, fixed: Corrections, wordings: Mapping[str, str]) -> dict[str, Any]:
    """What of the corrections, and of the answers about sentences, holds for the next table of this shape; empty when
    nothing does. The refusals of `read`.
    """
    words = {place: said for said, place in _lines(reading).items()}
    found: dict[str, Any] = {
        "columns": {str(place): role for place, role in fixed.columns.items()},
        "marks": {words[place]: mark for place, mark in fixed.marks.items() if place in words},
        "moves": [[words[place], move] for place, move in fixed.moves if place in words],
        "answers": [[asked.code, about, fixed.answers[asked.key]] for asked, about in _asked(book, fixed)],
        "wordings": dict(wordings),
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
    fixed = replace(fixed, marks=marks, moves=moves)
    before = {(code, about): option for code, about, option in said.get("answers", ())}
    for _ in range(_ROUNDS if before else 0):
        reading = read(book, fixed)
        more = {
            asked.key: before[asked.code, about]
            for asked in reading.questions
            if before.get((asked.code, about := _about(reading, asked)), "") in asked.options
        }
        if not more:
            break
        fixed = replace(fixed, answers={**fixed.answers, **more})
    return fixed


def _asked(book: Workbook, fixed: Corrections) -> Iterator[tuple[Asked, str]]:
    """The questions that were answered, each with the words it was about; one may follow from the answer of another."""
    given: dict[str, str] = {}
    for _ in range(_ROUNDS if fixed.answers else 0):
        reading = read(book, replace(fixed, answers=given))
        more = [asked for asked in reading.questions if asked.key in fixed.answers]
        yield from ((asked, about) for asked in more if (about := _about(reading, asked)))
        if not more:
            break
        given = given | {asked.key: fixed.answers[asked.key] for asked in more}


def _about(reading: FormReading, asked: Asked) -> str:
    """The words a question is about: those over its column, else those of its line if they stand once; else ""."""
    heading = asked.facts.get("heading")
    if isinstance(heading, str):
        return plain(heading)
    place = asked.places[0] if asked.places else None
    return next((words for words, at in _lines(reading).items() if at == place), "")


def _lines(reading: FormReading) -> dict[str, Place]:
    """The lines by their words, as far as the words stand once."""
    count = Counter(plain(line.text) for line in reading.lines)
    return {plain(line.text): line.place for line in reading.lines if line.text and count[plain(line.text)] == 1}
