"""The workbook of a stage's scores: its formulas, computed by somebody else, give what the program gives."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from models.book.book import Book, create_book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import YEAR_PERIOD, SheetAt
from models.book.year.rows import Stage
from models.exchange import cells, interchange, workbook_out
from models.exchange.forms import formulas, member_out
from models.exchange.forms.identity import read as identity_of
from models.exchange.forms.layout import member_form
from models.exchange.forms.scoring_book import ENTERED, SUMMARY, content
from models.exchange.score_sheet import Known
from models.exchange.score_sheet import read as read_scores
from models.rules.form.scoring import Form, Group, Item, Part
from models.rules.number.points import Rounding
from tests import practice_year
from tests.book.conftest import Clock
from tests.exchange.forms import calc
from tests.exchange.forms.conftest import UNITS, YEAR


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with create_book(tmp_path_factory.mktemp("lived") / "khoi.sokhoi", "Khối mẫu", clock=Clock()) as book:
        interchange.import_into(book, interchange.read(practice_year.PLACE))
        yield book


def test_the_practice_bloc_computed_by_libreoffice(lived: Book, tmp_path: Path) -> None:
    if not calc.works(tmp_path / "calc"):
        pytest.skip("no LibreOffice Calc here")
    paths = [tmp_path / f"{stage}.xlsx" for stage in ("self", "bloc", "appraisal")]
    for path in paths:
        path.write_bytes(content(lived, 2025, path.stem))
    made = calc.recalculated(paths, tmp_path)
    assert made is not None
    for path, again in zip(paths, made, strict=True):
        count, found = calc.apart(path, again)
        assert count > 500 and found == []


def test_an_entered_cell_moves_everything_that_rests_on_it(bloc: Book, tmp_path: Path) -> None:
    """What a person changes in the workbook, Calc computes as the program does after the same change."""
    if not calc.works(tmp_path / "calc"):
        pytest.skip("no LibreOffice Calc here")
    bloc.forms.adopt(YEAR, bloc.forms.put_form(FORM), as_it_is=True)
    bloc.years.set_stages(YEAR, [Stage("self", "Tự chấm", counts="caps")])
    _fill(bloc)
    path = tmp_path / "truoc.xlsx"
    path.write_bytes(content(bloc, YEAR, "self"))
    book = load_workbook(path)
    page = book[ENTERED]
    heads = {page.cell(1, column).value: column for column in range(1, page.max_column + 1)}
    page.cell(2, heads["a1"]).value, page.cell(3, heads["b1"]).value = 9, 2.5
    page.cell(4, heads["a2 −"]).value, page.cell(5, heads["c2"]).value = 30, 8
    changed = tmp_path / "sua.xlsx"
    book.save(changed)
    made = calc.recalculated([changed], tmp_path)
    assert made is not None
    edits = [
        ("u01", "a1", "base", 9),
        ("u02", "b1", "base", Fraction(5, 2)),
        ("u03", "a2", "penalty", 30),
        ("u04", "c2", "base", 8),
    ]
    bloc.scores.enter_many(YEAR, "self", [(u, n, Edit(stated={e: Fraction(v)})) for u, n, e, v in edits])
    after = tmp_path / "sau.xlsx"
    after.write_bytes(content(bloc, YEAR, "self"))
    theirs, ours = (load_workbook(each, data_only=True)[SUMMARY] for each in (made[0], after))
    for line in range(3, 3 + len(UNITS)):
        mine = [ours.cell(line, column).value for column in range(2, ours.max_column)]
        other = [theirs.cell(line, column).value for column in range(2, ours.max_column)]
        assert all(map(calc.same, mine, other)), (mine, other)


PARTS = (Part("chuan", "base", "by-hand/1"), Part("thuong", "bonus", "by-hand/1"), Part("tru", "penalty", "by-hand/1"))
FORM = Form(
    "f",
    "Bảng có đủ loại",
    total=Fraction(100),
    bonus_cap=Fraction(4),
    rounding=Rounding(Fraction(1, 100)),
    nodes=(
        Group("a", "A", "Nhóm có trần", max=Fraction(30), cap=Fraction(14), penalty_cap=Fraction(3), floor=Fraction(2)),
        Item("a1", "a1", "Một", "a", Fraction(10), PARTS),
        Item("a2", "a2", "Hai", "a", Fraction(10), PARTS),
        Group("b", "B", "Chọn một", max=Fraction(20), one_of=True),
        Item("b1", "b1", "Mức một", "b", Fraction(20), PARTS[:1]),
        Item("b2", "b2", "Mức hai", "b", Fraction(10), PARTS[:1]),
        Group("c", "C", "Có hệ số", max=Fraction(20), rounding=Rounding(Fraction(1, 2))),
        Item("c1", "c1", "Hệ số hai", "c", Fraction(10), PARTS[:1], weight=Fraction(2)),
        Group("c3", "C.3", "Nhóm trong nhóm", "c", Fraction(10), together_cap=Fraction(9)),
        Item("c2", "c2", "Trong nhóm", "c3", Fraction(8), PARTS[:2]),
        Item("d", "d", "Thưởng riêng", None, None, (PARTS[1],), bonus_only=True),
    ),
)


def test_no_formula_of_ours_needs_what_the_library_adds_to_newer_functions(
    lived: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our pages skip XlsxWriter's search of each formula (some hundred patterns): what is written must be the same."""
    from xlsxwriter.worksheet import Worksheet

    def both() -> list[dict[str, bytes]]:
        form = member_form(lived, practice_year.YEAR, lived.members.roster(practice_year.YEAR)[0].key, "self", "nam")
        stage = lived.years.stages(practice_year.YEAR)[-1].key
        files = member_out.content(lived, form), content(lived, practice_year.YEAR, stage)
        return [{name: one.read(name) for name in one.namelist()} for one in map(ZipFile, map(BytesIO, files))]

    ours = both()
    monkeypatch.setattr(workbook_out, "_page_class", lambda: Worksheet)
    assert ours == both()


def _fill(book: Book) -> None:
    edits = []
    for n, unit in enumerate(UNITS):
        base = {
            "a1": 3 + n,
            "a2": Fraction(n, 8),
            "b1": n,
            "b2": 12 - n,
            "c1": Fraction(n, 2),
            "c2": n % 9,
        }
        edits += [(unit, node, Edit(stated={"base": Fraction(value)})) for node, value in base.items()]
        edits += [(unit, "a2", Edit(stated={"penalty": Fraction(n % 4), "bonus": Fraction(n % 3)}))]
        edits += [(unit, "d", Edit(stated={"bonus": Fraction(n % 6)}))]
    edits.append(("u07", "c1", Edit(not_assigned=True)))
    book.scores.enter_many(YEAR, "self", edits)
    book.scores.clear(SheetAt(YEAR, "u09", "self"), ["a1"])
    book.scores.clear(SheetAt(YEAR, "u10", "self"), ["b1"])


def test_of_several_one_that_can_only_add_or_take_points_gives_0_where_nothing_is_written() -> None:
    """So the program has it: the best of nothing and of a loss is nothing."""
    assert formulas.filled(formulas.Three("F9", "G9", "H9")) == "COUNT(F9,G9,H9)>0"
    assert formulas.filled(formulas.Three("", "G9", "H9")) == 'NOT(AND(ISTEXT(G9),G9<>""))'


def test_twelve_to_choose_from_compute_in_formulas_a_spreadsheet_takes(bloc: Book, tmp_path: Path) -> None:
    """With weights, rounding to even, caps and a floor, one that can only add or take, one unit assigned nothing."""
    choices = [Item(f"b{n}", f"b{n}", f"Mức {n}", "b", Fraction(n), PARTS, weight=Fraction(3, 2)) for n in range(1, 12)]
    group = Group(
        "b",
        "B",
        "Chọn một",
        one_of=True,
        together_cap=Fraction(12),
        rounding=Rounding(Fraction(1, 2), "half-even"),
        floor=Fraction(-3),
    )
    form = Form("g", "Bảng chọn", nodes=(group, *choices, Item("b12", "b12", "Chỉ trừ", "b", None, PARTS[1:])))
    bloc.forms.adopt(YEAR, bloc.forms.put_form(form), as_it_is=True)
    edits = [
        (unit, f"b{n}", Edit(stated={"base": Fraction(n * at % 7, 8), "penalty": Fraction(n % 3)}))
        for at, unit in enumerate(UNITS[:-1])
        for n in range(1, 12)
    ]
    edits += [(UNITS[-1], f"b{n}", Edit(not_assigned=True)) for n in range(1, 13)]
    edits += [(UNITS[0], "b12", Edit(stated={"penalty": Fraction(5)}))]
    bloc.scores.enter_many(YEAR, "self", edits)
    path = tmp_path / "chon.xlsx"
    path.write_bytes(content(bloc, YEAR, "self"))
    formulas_of = [
        cell.value for page in load_workbook(path) for row in page.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert formulas_of and max(map(len, formulas_of)) <= 8_192
    if not calc.works(tmp_path / "calc"):
        pytest.skip("no LibreOffice Calc here")
    made = calc.recalculated([path], tmp_path)
    assert made is not None
    count, found = calc.apart(path, made[0])
    assert count > 100 and found == []


def test_an_item_of_bonus_alone_at_a_step_of_groups_lacks_only_what_was_not_stated(bloc: Book, tmp_path: Path) -> None:
    """Whether such an item, one beside the groups, is there decides whether the total is rounded and has a place."""
    nodes = (
        Group("a", "A", "Nhóm", max=Fraction(10)),
        Item("a1", "a1", "Mục", "a", Fraction(10), PARTS[:1]),
        Item("c", "c", "Chỉ thưởng", None, None, PARTS[1:], bonus_only=True),
    )
    form = Form("t", "Bảng", nodes=nodes, rounding=Rounding(Fraction(1, 2), "half-up"))
    bloc.forms.adopt(YEAR, bloc.forms.put_form(form), as_it_is=True)
    bloc.years.set_stages(YEAR, [Stage("groups", "Khối chấm", holds="groups", counts="stated")])
    said = ({}, {"bonus": 2}, {"penalty": 1}, {"base": 0, "bonus": 1}, {"base": 0})
    units = UNITS[: len(said)]
    edits = [(unit, "a", Edit(stated={"base": Fraction(n + 9, 8)})) for n, unit in enumerate(units)]
    edits += [
        (unit, "c", Edit(stated={name: Fraction(value) for name, value in one.items()}))
        for unit, one in zip(units, said, strict=True)
        if one
    ]
    bloc.scores.enter_many(YEAR, "groups", edits)
    results = bloc.standing.matrix(YEAR, "groups", YEAR_PERIOD)
    assert [isinstance(results[unit].total, Fraction) for unit in units] == [False, True, True, True, True]
    paths = [tmp_path / "khoi.xlsx", *(tmp_path / f"{unit}.xlsx" for unit in units)]
    paths[0].write_bytes(content(bloc, YEAR, "groups"))
    for unit, path in zip(units, paths[1:], strict=True):
        path.write_bytes(member_out.content(bloc, member_form(bloc, YEAR, unit, "groups", YEAR_PERIOD)))
    if not calc.works(tmp_path / "calc"):
        pytest.skip("no LibreOffice Calc here")
    made = calc.recalculated(paths, tmp_path)
    assert made is not None
    apart = [calc.apart(path, again) for path, again in zip(paths, made, strict=True)]
    assert all(count for count, _ in apart) and [found for _, found in apart if found] == []


def test_what_is_entered_comes_back_and_says_what_it_is(lived: Book) -> None:
    book = cells.read(content(lived, 2025, "appraisal"), "diem.xlsx")
    who = identity_of(book).identity
    assert who is not None and (who.kind, who.year, who.stage) == ("scores", 2025, "appraisal")
    page = book.page()
    heads = {cell.text: cell.text for cell in page.cells if cell.line == 0 and cell.column}
    units = {cell.text: cell.text for cell in page.cells if cell.column == 0 and cell.line}
    found = read_scores(book, page, Known(heads, units))
    assert len(found.cells) > 200 and not found.choices
    form = lived.forms.form(lived.forms.for_unit(2025, "vpub"))
    values = {(each.unit, each.head): each.text for each in found.cells}
    sheet = lived.scores.sheet(SheetAt(2025, "tk", "appraisal"))
    gone = [form.called(node) for node, held in sheet.cells.items() if held.cell.not_assigned]
    name = lived.members.called(next(m.unit for m in lived.members.roster(2025) if m.key == "tk"), 2025)
    assert gone and all(values[name, code] == "Không giao" for code in gone)


def test_a_name_that_looks_like_a_formula_stays_a_name(bloc: Book) -> None:
    bloc.members.correct("u01", on="2025-01-02", short_name='=HYPERLINK("x")', name="@Sở")
    bloc.forms.adopt(YEAR, bloc.forms.put_form(FORM), as_it_is=True)
    book = cells.read(content(bloc, YEAR, "self"), "t.xlsx")
    said = [cell for page in book.pages for cell in page.cells if cell.column == 0 and "HYPERLINK" in cell.raw]
    assert said and not any(cell.formula for cell in said)
