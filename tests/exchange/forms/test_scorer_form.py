"""A scoring office's sheet goes out, is filled across all units, and comes back as one act."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

import main
from models.book.book import Book
from models.exchange import cells
from models.exchange.forms import scorer_form
from models.exchange.forms.pieces import HEAD
from models.rules.errors import Refusal
from tests.exchange.forms.conftest import UNITS, YEAR, look, only
from tests.proofs import second_counter


def office_of(book: Book) -> str:
    """The office with the most items."""
    offices = book.scorer_sheets.offices(YEAR)
    return max(offices, key=lambda one: len(book.scorer_sheets.sheet(YEAR, one, "bloc").lines))


@pytest.fixture
def given(bloc: Book, tmp_path: Path) -> Path:
    path = tmp_path / "linh vuc.xlsx"
    path.write_bytes(scorer_form.content(bloc, YEAR, office_of(bloc), "bloc"))
    return path


def read(book: Book, path: Path, stage: str = "bloc") -> scorer_form.ReadSheet:
    found = scorer_form.read(book, cells.read_file(path), YEAR, stage)
    assert sum(found.account.counted().values()) == found.account.cells == second_counter.xlsx(path.read_bytes())
    return found


def test_untouched_it_says_nothing_new(bloc: Book, given: Path) -> None:
    found = read(bloc, given)
    assert found.typed == {} and found.told == []


def test_what_an_office_writes_comes_back(bloc: Book, given: Path) -> None:
    office, book = office_of(bloc), load_workbook(given)
    page, lines = book[scorer_form.PAGE], bloc.scorer_sheets.sheet(YEAR, office, "bloc").lines
    numbers = [n for n, line in enumerate(lines) if line.input is not None and line.input.type in ("count", "figure")]
    first = numbers[0]
    for n, _ in enumerate(UNITS):
        page.cell(HEAD + 2 + first, 6 + n).value = n
    page.cell(HEAD + 2 + first, 6 + 11).value = "mười hai"
    page.insert_cols(5)
    page.insert_rows(HEAD + 2)
    book.save(given)
    found = read(bloc, given)
    assert len(found.typed) == 11 and [one.text for one in found.refused] == ["mười hai"]
    assert bloc.scorer_sheets.enter(YEAR, office, "bloc", found.typed) == 11
    line = lines[first]
    assert line.input is not None
    cell = bloc.scores.sheet(YEAR, "u03", "bloc").cells[line.item.key].cell
    assert cell.inputs[line.input.id] == Fraction(2)
    assert read(bloc, given).typed == {}


def test_it_says_what_it_is(bloc: Book, given: Path) -> None:
    for stage, code in (("self", "forms.scores_other"),):
        with pytest.raises(Refusal) as refused:
            read(bloc, given, stage)
        assert refused.value.code == code
    with pytest.raises(Refusal) as other:
        scorer_form.read(bloc, cells.read_file(given), YEAR, "bloc", "Nơi khác")
    assert other.value.code == "forms.other_office"
    assert only(look(bloc, given)).status == "other-kind"


def test_the_verbs(bloc_file: Path, bloc: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Path(shutil.copy(bloc_file, tmp_path / "hai.sokhoi"))
    assert (
        main.main(["forms", "out", str(book), "--stage", "bloc", "-o", str(tmp_path), "--office", office_of(bloc)]) == 0
    )
    path = capsys.readouterr().out.strip()
    made = load_workbook(path)
    page = made[scorer_form.PAGE]
    lines = bloc.scorer_sheets.sheet(YEAR, office_of(bloc), "bloc").lines
    at = next(n for n, line in enumerate(lines) if line.input is not None and line.input.type == "count")
    page.cell(HEAD + 2 + at, 6).value = 1
    made.save(path)
    assert main.main(["forms", "in", str(book), path]) == 0
    assert "1 ô mới, 0 ô chưa lấy được. Đã ghi." in capsys.readouterr().out
