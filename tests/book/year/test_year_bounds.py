"""The years a book speaks of: one bound and one sentence at every door, one reading of four digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from models.book.book import Book
from models.file.declared.tables import may_follow, year_in_key
from models.rules.errors import BadInput
from models.rules.number.days import FIRST_YEAR, LAST_YEAR, year_in
from ui.words.messages import sentence

Door = Callable[[Book, int], object]
DOORS: dict[str, Door] = {
    "a year": lambda book, year: book.years.open(year),
    "a turn not taken": lambda book, year: book.rotation.put_exception(year, "ttr", "declined"),
    "turns announced": lambda book, year: book.rotation.plans.announce({2026: "ttr", year: "ttr"}),
    "an honour": lambda book, year: book.history.record("GK", year, "ttr", years=()),
    "a finding": lambda book, year: book.findings.put(year, "ttr", "HTXS"),
    "a result of before": lambda book, year: book.findings.put_result(year, "ttr", 1),
    "a birth": lambda book, year: book.members.put_post("ttr", "head", "Lê Văn Hùng", birth_year=year),
    "a row": lambda book, year: _row(book, year),
}


def _row(book: Book, year: int) -> None:
    with book.store.operation("test") as tx:
        tx.insert("bloc_year", {"year": year})


@pytest.fixture
def bloc(book: Book) -> Book:
    book.years.open(2025)
    book.members.add("Thanh tra tỉnh", key="ttr", year=2025)
    return book


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("year", [FIRST_YEAR, LAST_YEAR])
def test_every_door_takes_the_first_and_the_last_year(bloc: Book, door: str, year: int) -> None:
    DOORS[door](bloc, year)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("year", [0, FIRST_YEAR - 1, LAST_YEAR + 1])
def test_every_door_refuses_the_years_beyond_in_one_sentence(bloc: Book, door: str, year: int) -> None:
    with pytest.raises(BadInput) as refused:
        DOORS[door](bloc, year)
    code, said = ("column.not_a_year", "từ") if door == "a row" else ("year.out_of_range", "(")
    assert refused.value.code == code
    assert f"{FIRST_YEAR} đến {LAST_YEAR}" in sentence(refused.value)
    assert said in sentence(refused.value)


def test_the_bounds_are_written_in_one_place() -> None:
    root = Path(__file__).parents[3]
    bound = re.compile(rf"\b(1945|1990|{FIRST_YEAR}|{LAST_YEAR})\b(?!/)")
    found = [
        path.relative_to(root).as_posix()
        for room in ("models", "ui", "printing")
        for path in sorted((root / room).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if bound.search(line) and "/1900" not in line
    ]
    assert found == ["models/rules/number/days.py"] * 2


@pytest.mark.parametrize("text", ["²²²²", "²⁰²⁵", "２０２５", "٢٠٢٥", "①②③④", "202", "20255", "-202", " 202", ""])
def test_no_other_signs_are_a_year(bloc: Book, text: str) -> None:
    assert year_in(text) is None
    assert year_in_key(f"days-off.{text}") is None
    assert may_follow("setting", {"key": f"days-off.{text}"}) is False
    with bloc.store.operation("test") as tx:
        tx.insert("setting", {"key": f"days-off.{text}", "value": []})
    assert bloc.store.row("setting", f"days-off.{text}") is not None


def test_four_plain_digits_are_a_year() -> None:
    assert (year_in("2025"), year_in_key("days-off.2025"), year_in_key("2025")) == (2025, 2025, None)
