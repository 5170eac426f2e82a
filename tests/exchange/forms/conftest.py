"""A bloc of twelve units with the practice form, and how a unit fills its form with nothing but openpyxl."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models.book.book import Book, create_book, open_book
from models.book.year.rows import Stage
from models.exchange import cells
from models.exchange.forms import many
from models.exchange.forms.many import Arrival, Batch, Expected
from models.exchange.forms.member_layout import COLUMNS, SCORES
from models.exchange.forms.member_out import HEAD, give_out
from models.rules.errors import Refusal
from tests.book import practice
from tests.book.conftest import Clock, keys

YEAR = 2025
UNITS = tuple(f"u{n:02}" for n in range(1, 13))


def made(path: Path, first: int = 1) -> Path:
    """Twelve units, the practice form, two stages; nothing is scored yet. Another first key makes another book."""
    with create_book(path, "Khối thi đua số 7", clock=Clock("2025-12-05"), key_source=keys(first)) as book:
        for n, unit in enumerate(UNITS, 1):
            book.members.add(f"Sở số {n} tỉnh Sông Lành", f"Sở số {n}", "state", key=unit)
        book.years.open(YEAR, stages=[Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm")])
        for unit in UNITS:
            book.members.admit(YEAR, unit)
        practice.put_rules(book)
        book.forms.adopt(YEAR, book.forms.put_form(practice.form()))
    return path


@pytest.fixture(scope="session")
def bloc_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bloc, made once."""
    return made(tmp_path_factory.mktemp("bloc") / "khoi.sokhoi")


@pytest.fixture
def bloc(bloc_file: Path, tmp_path: Path) -> Iterator[Book]:
    """A copy of the bloc to write in."""
    path = Path(shutil.copy(bloc_file, tmp_path / "khoi.sokhoi"))
    with open_book(path, clock=Clock("2025-12-05"), key_source=keys(9000)) as book:
        yield book


class Given(dict[str, Path]):
    """The forms of the first stage by unit, each written when it is first asked for."""

    def __init__(self, book: Book, folder: Path) -> None:
        self._book, self._folder = book, folder

    def __missing__(self, unit: str) -> Path:
        (self[unit],) = give_out(self._book, YEAR, "self", self._folder, units=[unit])
        return self[unit]


@pytest.fixture
def forms(bloc: Book, tmp_path: Path) -> Given:
    return Given(bloc, tmp_path / "phieu")


def fill(path: Path, says: Mapping[str, Mapping[str, Any]], to: Path | None = None, page: str = SCORES) -> Path:
    """Write values into a form as a unit does: `says` are the columns' values by the key of the line."""
    book = load_workbook(path)
    sheet = book[page]
    rows = {sheet.cell(line, 1).value: line for line in range(HEAD + 2, sheet.max_row + 1)}
    for key, values in says.items():
        for column, value in values.items():
            sheet.cell(rows[key], COLUMNS.index(column) + 1).value = value
    target = to or path
    book.save(target)
    return target


def look(book: Book, *paths: Path, stage: str | None = None, year: int = YEAR) -> Batch:
    """The preview of files; that every cell of those that are read ended is asked each time."""
    opened: list[tuple[str, cells.Workbook | Refusal]] = []
    for path in paths:
        try:
            opened.append((path.name, cells.read_file(path)))
        except Refusal as refusal:
            opened.append((path.name, refusal))
    batch = many.look(book, opened, Expected(year, stage))
    for one in batch.arrivals:
        if one.carried is not None:
            assert sum(one.carried.account.counted().values()) == one.carried.account.cells
    return batch


def only(batch: Batch) -> Arrival:
    (one,) = batch.arrivals
    return one
