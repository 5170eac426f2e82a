"""The large book of the benches: 30 units x 200 items x 4 steps with the journal of a year's typing."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from tests.bench.edit import YEAR, build, form

TYPED = 1000
"""Scores typed one by one after the sheets were pasted: a journal as a year leaves it."""


def with_journal(path: Path, units: int = 30, items: int = 200, typed: int = TYPED) -> Book:
    """A filled book in which many scores were also typed one by one, and some taken back."""
    book = build(path, units, items)
    every = form(items, 12).items()
    random = Random(5)
    book.tasks.lay_out(YEAR)
    for turn in range(typed):
        item = random.choice(every)
        figures = {spec.id: Fraction(turn % 9 + 1) for spec in item.inputs}
        book.scores.enter(SheetAt(YEAR, f"u{random.randrange(units)}", "self"), item.key, inputs=figures)
        if turn % 50 == 49:
            book.undo()
    return book
