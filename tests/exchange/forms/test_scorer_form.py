"""A scoring office's sheet goes out, is filled across all units, and comes back as one act."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

import main
from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.book.year.rows import Period, Stage
from models.exchange import cells
from models.exchange.forms import scorer_form
from models.exchange.forms.pieces import HEAD
from models.rules.errors import Refusal
from tests.book import practice
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
    cell = bloc.scores.sheet(SheetAt(YEAR, "u03", "bloc")).cells[line.item.key].cell
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


def test_an_offices_page_or_column_that_stands_twice_is_refused(bloc: Book, given: Path) -> None:
    def changed(double: bool) -> Path:
        book = load_workbook(given)
        page = book[scorer_form.PAGE]
        if double:
            book.copy_worksheet(page)
        else:
            page.insert_cols(7)
            for at in range(1, page.max_row + 1):
                page.cell(at, 7).value = page.cell(at, 6).value
            page.cell(HEAD + 2, 6).value, page.cell(HEAD + 2, 7).value = 1, 2
        path = given.with_name("sửa.xlsx")
        book.save(path)
        return path

    found = read(bloc, changed(double=False))
    assert [(one.text, one.refusal.code) for one in found.refused if one.refusal] == [
        ("1", "cells.conflict"), ("2", "cells.conflict"),
    ]  # fmt: skip
    with pytest.raises(Refusal, match=r"forms\.page_twice"):
        read(bloc, changed(double=True))


def test_a_day_is_no_points_for_an_office_either(bloc: Book, tmp_path: Path) -> None:
    """Where the stage holds points an office writes them; 45785 is the day Excel shows as a number."""
    bloc.years.set_stages(YEAR, [Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm", counts="stated")])
    path = tmp_path / "diem.xlsx"
    path.write_bytes(scorer_form.content(bloc, YEAR, office_of(bloc), "bloc"))
    book = load_workbook(path)
    page = book[scorer_form.PAGE]
    page.cell(HEAD + 2, 6).value, page.cell(HEAD + 2, 7).value = 45785, 1.125
    book.save(path)
    found = read(bloc, path)
    assert [(one.text, one.refusal and one.refusal.code) for one in found.told] == [
        ("45785", "cells.maybe_day"), ("1,125", None),
    ]  # fmt: skip
    bloc.scorer_sheets.enter(YEAR, office_of(bloc), "bloc", found.typed)
    assert read(bloc, path).same == 1


def test_an_office_may_write_points_out_of_the_whole(bloc: Book, tmp_path: Path) -> None:
    """Seen failing: an office's points are read without a cell's edit."""
    bloc.years.set_stages(YEAR, [Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm", counts="stated")])
    office, path = office_of(bloc), tmp_path / "diem.xlsx"
    path.write_bytes(scorer_form.content(bloc, YEAR, office, "bloc"))
    worth = bloc.scorer_sheets.sheet(YEAR, office, "bloc").lines[0].item.max
    assert worth is not None and worth > 2
    book = load_workbook(path)
    page = book[scorer_form.PAGE]
    page.cell(HEAD + 2, 6).value, page.cell(HEAD + 2, 7).value = f"2/{worth}", f"2/{worth + 50}"
    book.save(path)
    found = read(bloc, path)
    assert [(one.text, one.refusal and one.refusal.code) for one in found.told] == [
        (f"2/{worth}", None), (f"2/{worth + 50}", "number.not_a_number"),
    ]  # fmt: skip
    bloc.scorer_sheets.enter(YEAR, office, "bloc", found.typed)
    assert read(bloc, path).same == 1


def test_in_a_year_of_several_periods_each_has_its_sheet(bloc: Book, tmp_path: Path) -> None:
    bloc.years.set_periods(YEAR, [Period("q1", "Quý I", "2025-01-01", "2025-03-31"), Period("q2", "Quý II")])
    office, path = office_of(bloc), tmp_path / "quy.xlsx"
    path.write_bytes(scorer_form.content(bloc, YEAR, office, "bloc", "q2"))
    lines = bloc.scorer_sheets.sheet(YEAR, office, "bloc", "q2").lines
    at = next(n for n, line in enumerate(lines) if line.input is not None and line.input.type == "count")
    book = load_workbook(path)
    page = book[scorer_form.PAGE]
    assert "Kỳ: Quý II." in str(page.cell(3, 3).value)
    page.cell(HEAD + 2 + at, 6).value = 2
    book.save(path)
    with pytest.raises(Refusal) as refused:
        scorer_form.read(bloc, cells.read_file(path), YEAR, "bloc", office, "q1")
    assert refused.value.code == "forms.other_period"
    found = scorer_form.read(bloc, cells.read_file(path), YEAR, "bloc", office, "q2")
    assert bloc.scorer_sheets.enter(YEAR, office, "bloc", found.typed, "q2") == 1
    assert (
        bloc.scores.sheet(SheetAt(YEAR, UNITS[0], "bloc", "q1")).cells
        == {}
        != bloc.scores.sheet(SheetAt(YEAR, UNITS[0], "bloc", "q2")).cells
    )


def test_each_of_several_scorers_of_a_step_has_a_sheet_of_all_items_for_the_others(bloc: Book, tmp_path: Path) -> None:
    bloc.years.set_panel(YEAR, "bloc", {"u01": "Sở số 1 chấm", "u02": "Sở số 2 chấm"})
    assert bloc.scorer_sheets.offices(YEAR, "bloc") == ("Sở số 1", "Sở số 2")
    paths = {}
    for office in bloc.scorer_sheets.offices(YEAR, "bloc"):
        paths[office] = tmp_path / f"{office}.xlsx"
        paths[office].write_bytes(scorer_form.content(bloc, YEAR, office, "bloc"))
    sheet = bloc.scorer_sheets.sheet(YEAR, "Sở số 2", "bloc")
    assert {line.item.key for line in sheet.lines} == {item.key for item in practice.form().items()}
    assert sheet.units == tuple(unit for unit in UNITS if unit != "u02")
    at = next(n for n, line in enumerate(sheet.lines) if line.input is not None and line.input.type == "count")
    book = load_workbook(paths["Sở số 2"])
    book[scorer_form.PAGE].cell(HEAD + 2 + at, 6).value = 2
    book.save(paths["Sở số 2"])
    with pytest.raises(Refusal) as refused:
        scorer_form.read(bloc, cells.read_file(paths["Sở số 2"]), YEAR, "bloc", "Sở số 1")
    assert refused.value.code == "forms.other_office"
    found = scorer_form.read(bloc, cells.read_file(paths["Sở số 2"]), YEAR, "bloc", "Sở số 2")
    assert list(found.typed.values()) == ["2"]
    assert bloc.scorer_sheets.enter(YEAR, "Sở số 2", "bloc", found.typed) == 1
    own = bloc.years.panels(YEAR)["bloc"].by
    assert (
        bloc.scores.sheet(SheetAt(YEAR, "u01", own["u02"])).cells
        and not bloc.scores.sheet(SheetAt(YEAR, "u03", own["u01"])).cells
    )
    assert read(bloc, paths["Sở số 1"]).typed == {}
