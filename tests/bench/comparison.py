"""The comparison of steps of 17 units with 60 items at three steps, and how much of it is reading the book."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from time import perf_counter

from models.book.book import Book, create_book
from models.book.year.rows import Stage
from models.rules.form.scoring import Form, Group, Item
from printing import fonts
from printing.catalogue import PAPERS, as_pdf
from tests.bench.table import Row, runs
from tests.book.conftest import Clock

YEAR, UNITS, GROUPS, ITEMS = 2025, 17, 6, 10
STAGES = ("self", "bloc", "appraisal")
GOAL, READING = 2000.0, 100.0
"""Milliseconds."""


def large(folder: Path) -> Book:
    """A bloc of 17 units, a form of 60 items in 6 groups, points of three steps; every fourth item differs by step."""
    book = create_book(folder / "lon.sokhoi", "Khối thi đua", clock=Clock())
    book.years.open(YEAR, stages=[Stage(key, key) for key in STAGES])
    nodes: list[Group | Item] = []
    for group in range(1, GROUPS + 1):
        nodes.append(Group(f"g{group}", str(group), f"Nhóm {group}", max=Fraction(ITEMS * 2)))
        nodes += [
            Item(f"g{group}.{n}", f"{group}.{n}", f"Nội dung {group}.{n} của nhóm", f"g{group}", Fraction(2))
            for n in range(1, ITEMS + 1)
        ]
    form = book.forms.put_form(Form("lon", "Bảng chấm điểm", nodes=tuple(nodes), total=Fraction(GROUPS * ITEMS * 2)))
    units = [book.members.add(f"Đơn vị thành viên {n}", key=f"u{n}", year=YEAR) for n in range(1, UNITS + 1)]
    book.forms.adopt(YEAR, form, as_it_is=True)
    items = [one.key for one in nodes if isinstance(one, Item)]
    for at, stage in enumerate(STAGES):
        points = {key: Fraction(2) - Fraction(at * (n % 4 == 0), 2) for n, key in enumerate(items)}
        book.scores.enter_many(YEAR, stage, [(unit, key, points[key]) for unit in units for key in items])
    return book


def rows() -> list[Row]:
    """The comparison gathered, and whole as a PDF; what is remembered of texts is emptied before each."""
    kind = next(one for one in PAPERS if one.key == "doi-chieu")
    size = f"{UNITS} x {GROUPS * ITEMS} x {len(STAGES)}"
    with tempfile.TemporaryDirectory() as folder, large(Path(folder)) as book:
        read, whole = list[float](), list[float]()
        for _ in range(runs(7)):
            fonts.forget()
            begun = perf_counter()
            made = kind.composed(book, year=YEAR)
            read.append((perf_counter() - begun) * 1000)
            as_pdf(made)
            whole.append((perf_counter() - begun) * 1000)
    return [
        Row("papers", f"comparison of {size}: PDF", whole, goal=GOAL, of="median"),
        Row("papers", f"comparison of {size}: reading", read, goal=READING, of="median"),
    ]
