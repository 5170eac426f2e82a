"""A table from above is filled where it is told to be, and is byte for byte the same everywhere else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

import main
from models.book.book import Book, create_book
from models.exchange import cells, interchange
from models.exchange.cells.patching import filled
from models.exchange.forms import template
from models.rules.errors import BadInput
from tests import practice_year
from tests.book.conftest import Clock
from tests.exchange.forms import calc

YEAR = 2025
UNITS = ("Thanh tra tỉnh", "Tỉnh đoàn", "Văn phòng UBND tỉnh", "Hội Nông dân tỉnh")


@pytest.fixture(scope="module")
def lived_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lived") / "khoi.sokhoi"
    with create_book(path, "Khối mẫu", clock=Clock()) as book:
        interchange.import_into(book, interchange.read(practice_year.PLACE))
    return path


@pytest.fixture
def lived(lived_file: Path) -> Iterator[Book]:
    from models.book.book import open_book

    with open_book(lived_file, read_only=True) as book:
        yield book


def from_above(path: Path) -> Path:
    """A table as a department sends it: title rows, looks, a formula, a chart, a unit nobody knows."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Biểu 03")
    look = book.add_format({"num_format": "0.00", "bg_color": "#FFEECC"})
    page.merge_range("A1:F1", "BIỂU TỔNG HỢP")
    for column, head in enumerate(("TT", "Đơn vị", "Tổng điểm", "Xếp hạng", "Xếp loại", "Một nửa")):
        page.write(2, column, head)
    for n, unit in enumerate((*UNITS[:2], "Sở Không Ai Biết", *UNITS[2:])):
        line = 3 + 2 * n
        page.write(line, 0, n + 1)
        page.write(line, 1, f"{n + 1}. {unit}")
        page.write_blank(line, 2, None, look)
        page.write_formula(line, 5, f"=C{line + 1}/2", None, 0)
    page.write(3, 4, "cũ")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Biểu 03'!$C$4:$C$12"})
    page.insert_chart("H2", chart)
    book.close()
    return path


def test_only_the_cells_that_are_listed_change(lived: Book, tmp_path: Path) -> None:
    path = from_above(tmp_path / "b.xlsx")
    workbook = cells.read_file(path)
    table = template.look(lived, workbook, YEAR)
    assert list(table.units.values()) == ["ttr", "td", "vpub", "hnd"] and not table.across
    assert {table.heads[place]: key for place, key in table.proposed.items()} == {
        "Tổng điểm": "total:appraisal", "Xếp hạng": "rank", "Xếp loại": "class"
    }  # fmt: skip
    written, values = template.plan(workbook, table, {**table.proposed, 5: "rank"}, template.sources(lived, YEAR))
    assert [one.address for one in written if one.kept == "formula"] == ["F4", "F6", "F10", "F12"]
    assert next(one.before for one in written if one.address == "E4") == "cũ"
    made = template.fill(path.read_bytes(), workbook, table, values)
    before, after = zipfile.ZipFile(path), zipfile.ZipFile(io.BytesIO(made))
    changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"] and before.namelist() == after.namelist()
    (tmp_path / "c.xlsx").write_bytes(made)
    old, new = (load_workbook(tmp_path / one)["Biểu 03"] for one in ("b.xlsx", "c.xlsx"))
    listed = {one.address for one in written if not one.kept}
    for row in new.iter_rows():
        for cell in row:
            was = old[cell.coordinate]
            assert cell.number_format == was.number_format and cell.fill.bgColor == was.fill.bgColor
            assert cell.coordinate in listed or cell.value == was.value
    ranks = {place.unit: place.rank for place in lived.standing.ranking(YEAR).places}
    assert [new.cell(line, 4).value for line in (4, 6, 10, 12)] == [ranks[unit] for unit in table.units.values()]
    assert new["F4"].value == "=C4/2" and new["E4"].value != "cũ"


def test_formulas_of_the_table_follow(lived: Book, tmp_path: Path) -> None:
    if not calc.works(tmp_path / "calc"):
        pytest.skip("no LibreOffice Calc here")
    path = from_above(tmp_path / "b.xlsx")
    workbook = cells.read_file(path)
    table = template.look(lived, workbook, YEAR)
    _, values = template.plan(workbook, table, table.proposed, template.sources(lived, YEAR))
    (tmp_path / "c.xlsx").write_bytes(template.fill(path.read_bytes(), workbook, table, values))
    made = calc.recalculated([tmp_path / "c.xlsx"], tmp_path)
    assert made is not None
    page = load_workbook(made[0], data_only=True)["Biểu 03"]
    assert page["F4"].value == pytest.approx(page["C4"].value / 2) and page["C4"].value > 90


def test_units_across(lived: Book, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "n.xlsx"))
    page = book.add_worksheet("Ngang")
    page.write_row(1, 1, ["Nội dung", *UNITS])
    page.write(2, 1, "Xếp hạng")
    page.write(3, 1, "Tổng điểm bước Tự chấm")
    book.close()
    workbook = cells.read_file(tmp_path / "n.xlsx")
    table = template.look(lived, workbook, YEAR)
    assert table.across and list(table.units) == [2, 3, 4, 5]
    assert dict(table.proposed) == {2: "rank", 3: "total:self"}
    written, _ = template.plan(workbook, table, table.proposed, template.sources(lived, YEAR))
    assert {one.address for one in written} == {f"{column}{line}" for column in "CDEF" for line in (3, 4)}


@pytest.mark.parametrize(
    ("rows", "place", "holds"),
    [
        ("<row r='2'/>", (1, 2), "C2"),
        ("<row r='2'><c r='A2' s='1'/><c r='E2'><v>1</v></c></row>", (1, 2), "C2"),
        ("", (4, 0), "A5"),
        ("<row><c><v>7</v></c></row>", (0, 0), "A1"),
        ("<row r='9'><c r='A9'><v>1</v></c></row>", (3, 25), "Z4"),
        ("<row r='2'><c r='C2' s='1' t='str'><f>A1&gt;\"x\"</f><v>u</v></c></row>", (1, 2), "C2"),
    ],
)
def test_a_cell_is_put_where_it_belongs(rows: str, place: tuple[int, int], holds: str) -> None:
    from tests.exchange.cells.workbooks import workbook

    content = workbook(rows)
    title = cells.read(content, "t.xlsx").pages[0].name
    made = filled(content, "t.xlsx", title, {place: Decimal("2.5"), (place[0], place[1] + 1): "<chữ> & =1"})
    page = cells.read(made, "t.xlsx").page(title)
    assert b'fullCalcOnLoad="1"' in zipfile.ZipFile(io.BytesIO(made)).read("xl/workbook.xml")
    found = {cell.address: cell for cell in page.cells}
    assert found[holds].value == Decimal("2.5")
    assert next(cell.text for cell in page.cells if cell.text == "<chữ> & =1")
    lines = [cell.line for cell in page.cells]
    assert lines == sorted(lines)


def test_a_page_without_units_is_refused(lived: Book, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    book.add_worksheet("Trống").write(0, 0, "Không có ai")
    book.close()
    with pytest.raises(BadInput) as refused:
        template.look(lived, cells.read_file(tmp_path / "x.xlsx"), YEAR)
    assert refused.value.code == "forms.no_units"


def test_the_verb_lists_what_it_wrote(lived_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = from_above(tmp_path / "b.xlsx")
    words = ["table", str(lived_file), "diem", "--into", str(path), "-o", str(tmp_path / "c.xlsx"), "--map", "D=rank"]
    assert main.main(words) == 0
    said = capsys.readouterr().out
    assert "D4: Thứ hạng: trống → " in said and "Đã điền 4 ô" in said
    assert main.main([*words, "--map", "E=khong-co"]) == 1


def test_a_unit_that_stands_twice_is_filled_once_and_told(lived: Book, tmp_path: Path) -> None:
    path = tmp_path / "hai lần.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Biểu")
    for column, head in enumerate(("Đơn vị", "Tổng điểm")):
        page.write(0, column, head)
    for line, unit in enumerate((*UNITS, UNITS[1]), start=1):
        page.write(line, 0, unit)
    book.close()
    opened = cells.read_file(path)
    table = template.look(lived, opened, YEAR)
    written, values = template.plan(opened, table, table.proposed, template.sources(lived, YEAR))
    assert [(one.address, one.kept) for one in written if one.unit == table.units[2]] == [("B3", ""), ("B6", "twice")]
    assert (2, 1) in values and (5, 1) not in values
