"""Full ranking of 15 x 60, 50 x 200 and 100 x 400 (units x items, four steps), from the file; how it grows; the first
ranking of 30 x 200 in the slices in which a window makes it.

The floor of a full ranking is what has to be done at the least: the same cells read from the file and their JSON read,
and nothing made of them. In one row every figure of the form differs from every other, so that no two cells are alike.
"""

from __future__ import annotations

import gc
import json
import sqlite3
import tempfile
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from random import Random

from models.book.base.bulk import undisturbed
from models.book.book import Book
from models.book.scoring.edit import Edit
from tests.bench.edit import STAGES, YEAR, build, form
from tests.bench.table import Row, perf_counter, runs, timed

SIZES = ((15, 60), (50, 200), (100, 400))
GOAL = 1000
FIRST = 500
LONGEST = 50
WHY = "24,000 cells of 20 µs each, a quarter of it reading them from the file; slices add little"


def full(book: Book) -> None:
    """Everything of the year computed anew."""
    with book.beside() as fresh:
        fresh.standing.ranking(YEAR)


def read_only(path: Path) -> None:
    """The cells of the year and their JSON, by the bare library."""
    with closing(sqlite3.connect(path)) as connection:
        for stated, inputs in connection.execute("SELECT stated_json, inputs_json FROM cell"):
            for text in (stated, inputs):
                if text:
                    json.loads(text)


def different(book: Book, units: int, items: int) -> None:
    """Give every cell figures of its own."""
    random = Random(11)
    for stage in STAGES:
        cells = [
            (f"u{n}", item.key, Edit(inputs={spec.id: Fraction(random.randint(10, 10**6)) for spec in item.inputs}))
            for n in range(units)
            for item in form(items, 12).items()
        ]
        book.scores.enter_many(YEAR, stage, cells)


def rows() -> list[Row]:
    """Sizes, growth, slices."""
    found: list[Row] = []
    per_cell: dict[int, float] = {}
    for units, items in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "khoi.sokhoi"
            with build(path, units, items) as book:
                ours, floor = _measured(book, path, 5 if units < 100 else 3)
                goal = GOAL if (units, items) == (50, 200) else None
                name = f"{units} x {items} x {len(STAGES)}"
                found.append(Row("full ranking", name, ours, floor, "cells read, JSON read", goal, "median"))
                per_cell[units] = min(ours) / (units * items * len(STAGES)) * 1000
                if goal:
                    different(book, units, items)
                    ours, floor = _measured(book, path, 3)
                    note = "no two cells alike"
                    found.append(
                        Row("full ranking", f"{name}, all different", ours, floor, found[-1].beside, note=note)
                    )
    small, large = per_cell[SIZES[0][0]], per_cell[SIZES[-1][0]]
    found.append(
        Row(
            "full ranking", f"growth, per cell, {SIZES[-1]} by {SIZES[0]}", [large], [small], "per cell", 1.3, unit="µs"
        )
    )
    return found + _slices()


def _measured(book: Book, path: Path, wanted: int) -> tuple[list[float], list[float]]:
    ours, floor = [], []
    full(book)
    for _ in range(runs(wanted)):
        gc.collect()
        ours.append(timed(lambda: full(book)))
        floor.append(timed(lambda: read_only(path)))
    return ours, floor


def _slices() -> list[Row]:
    """The first ranking of 30 x 200, step by step as a window takes them, and as a whole."""
    whole, longest, rest = [], [], []
    with tempfile.TemporaryDirectory() as folder, build(Path(folder) / "khoi.sokhoi", 30, 200) as book:
        for _ in range(runs(5)):
            gc.collect()
            with book.beside() as fresh, undisturbed():
                begun, steps = perf_counter(), []
                before = begun
                for _step in fresh.standing.prepare(YEAR):
                    now = perf_counter()
                    steps.append(now - before)
                    before = now
                rest.append(timed(lambda fresh=fresh: fresh.standing.ranking(YEAR)))  # type: ignore[misc]  # a default
                whole.append((perf_counter() - begun) * 1000)
            longest.append(max(steps) * 1000)
    area = "first ranking of 30 x 200 x 4"
    return [
        Row(area, "in all", whole, goal=FIRST, of="median", why=WHY),
        Row(area, "longest step of the making", longest, goal=LONGEST, of="median", note="a slice adds at most 30 ms"),
        Row(area, "places, classes, questions after it", rest, goal=LONGEST, of="median"),
    ]
