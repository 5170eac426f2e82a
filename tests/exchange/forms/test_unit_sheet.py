"""Filled sheets as units send them, not our form: every score arrives on its item, or is named with its cell."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import main
from models.book.book import Book, create_book, open_book
from models.book.scoring.rows import SheetAt
from models.exchange import cells
from models.exchange.forms import many, unit_sheet
from models.exchange.forms.layout import member_form
from models.exchange.forms.many import Batch, Expected
from models.rules.errors import BadInput
from models.rules.form.scoring import Form, Group, Item, Node, Part
from tests.book import practice
from tests.exchange.forms.conftest import YEAR
from tests.exchange.forms.shared import FORMS, MEMBER

SHEETS = sorted(MEMBER.glob("*.json")) if MEMBER.is_dir() else []


def form_of(document: Mapping[str, Any]) -> Form:
    """The form as its reading says, a key for each path."""
    nodes: list[Node] = []
    _add(nodes, document["groups"], None, "", "n")
    return Form("f", "Bảng của đơn vị", nodes=tuple(nodes))


def _add(nodes: list[Node], raw: list[Mapping[str, Any]], parent: str | None, nature: str, key: str) -> None:
    for n, one in enumerate(raw):
        own, kind = f"{key}.{n}", one.get("nature", nature)
        most = None if one.get("max") is None else Fraction(one["max"])
        said: dict[str, Any] = {"code": one.get("code") or "", "title": one["title"], "parent": parent, "max": most}
        if one["kind"] == "group":
            nodes.append(Group(own, one_of=one.get("choice") == "one-of", **said))
            _add(nodes, one["children"], own, kind, own)
        else:
            effects = [kind] if kind in ("bonus", "penalty") else ["base", "bonus", "penalty"]
            parts = tuple(Part(f"p-{effect}", effect, "by-hand/1") for effect in effects)  # type: ignore[arg-type]  # by word
            nodes.append(Item(own, parts=parts, bonus_only=kind in ("bonus", "penalty"), **said))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_every_score_arrives_or_is_named(bloc: Book, path: Path) -> None:
    said = json.loads(path.read_text(encoding="utf-8"))
    form = form_of(json.loads((FORMS / said["form"]).read_text(encoding="utf-8")))
    bloc.forms.adopt(YEAR, bloc.forms.put_form(form), as_it_is=True)
    bloc.members.correct("u03", on="2025-01-02", name=said["unit"], short_name=said["unit"])
    workbook = cells.read_file(MEMBER / said["file"])
    mine = member_form(bloc, YEAR, "u03", "self", "nam")
    sheet = unit_sheet.look(bloc, workbook, mine)
    assert sheet.units == ("u03",)
    letters = {column.place: column.letters for column in sheet.columns}
    wanted = {"base": "self", "bonus": "bonus", "penalty": "penalty", "note": "note"}
    told = {role: said["columns"][name] for role, name in wanted.items() if name in said["columns"]}
    assert {role: letters[place] for role, place in sheet.proposed.items()} == told
    found = unit_sheet.read(workbook, mine, sheet.proposed)
    assert sum(found.account.counted().values()) == found.account.cells
    refused = {one.address for one in found.refused}
    ignored = {cell.address: reason for _, cell, reason in found.account.each_ignored()}
    items = {(item.code, item.title): item.key for item in mine.form.items()}
    arrived = 0
    for score in said["scores"]:
        key = next(key for (_, title), key in items.items() if title == score["title"])
        for column in ("self", "bonus", "penalty"):
            if score.get(column) is None:
                continue
            places = score.get(f"{column}_cells") or [score[f"{column}_cell"]]
            stated = dict(found.edits[key].stated or {}) if key in found.edits else {}
            effect = "base" if column == "self" else column
            if Fraction(score[column]) in (stated.get(effect), *(stated.values() if column == "self" else ())):
                arrived += 1
            else:
                assert all(place in refused or ignored.get(place) == "uncached" for place in places), (score, stated)
    assert arrived >= len(said["scores"]) - 1
    for blank in said["blank"]:
        assert all(held.stated for held in found.edits.values() if held.stated is not None), blank


def _sheet(path: Path, heading: str) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["Đơn vị: Sở số 3"])
    page.append(["TT", "Nội dung", "Điểm chuẩn", heading, "Ghi chú"])
    form = practice.form()
    for item in form.items()[:6]:
        page.append([item.code, f"{item.code}. {item.title} (10 điểm)", 10, 3, "đã có"])
    book.save(path)
    return path


def test_a_column_is_chosen_and_remembered(bloc: Book, tmp_path: Path) -> None:
    path = _sheet(tmp_path / "la.xlsx", "Lần 1")
    workbook, wanted = cells.read_file(path), Expected(YEAR, "self", "nam")
    with pytest.raises(BadInput) as refused:
        many.as_unit_sheet(bloc, path.name, workbook, wanted, "u03")
    assert refused.value.code == "forms.choose_column" and "D “Lần 1”" in str(refused.value.facts["columns"])
    one = many.as_unit_sheet(bloc, path.name, workbook, wanted, "u03", {"base": 3, "note": 4})
    assert one.status == "new" and one.unit == "u03"
    batch = Batch(wanted, [one])
    assert many.take(bloc, batch, "2025-11-30") == 1
    sheet = bloc.scores.sheet(SheetAt(YEAR, "u03", "self"))
    assert len(sheet.cells) == 6 and sheet.cells["i.2"].cell.stated == {"base": 3}
    assert sheet.cells["i.2"].cell.note == "đã có" and sheet.received_on == "2025-11-30"
    again = many.as_unit_sheet(bloc, path.name, workbook, wanted, "u04")
    assert again.chosen is not None and dict(again.chosen[1]) == {"base": 3, "note": 4}
    assert many.as_unit_sheet(bloc, path.name, workbook, wanted, "u03").status == "same"


def test_a_column_is_remembered_for_sheets_whose_headings_stand_in_the_same_places(bloc: Book, tmp_path: Path) -> None:
    """Seen failing: the column of a sheet with one more column before it was taken by its old place."""
    path, wanted = _sheet(tmp_path / "la.xlsx", "Lần 1"), Expected(YEAR, "self", "nam")
    one = many.as_unit_sheet(bloc, path.name, cells.read_file(path), wanted, "u03", {"base": 3})
    assert many.take(bloc, Batch(wanted, [one]), "2025-11-30") == 1
    book = load_workbook(path)
    book.worksheets[0].insert_cols(4)
    book.save(path)
    with pytest.raises(BadInput) as refused:
        many.as_unit_sheet(bloc, path.name, cells.read_file(path), wanted, "u04")
    assert refused.value.code == "forms.choose_column"


def test_notes_below_the_first_are_joined_to_it(bloc: Book, tmp_path: Path) -> None:
    book = load_workbook(_sheet(tmp_path / "a.xlsx", "Tự chấm"))
    book.worksheets[0].insert_rows(5, 2)
    for line in (5, 6):
        book.worksheets[0].cell(line, 5).value = f"ý {line}"
    book.save(tmp_path / "a.xlsx")
    workbook = cells.read_file(tmp_path / "a.xlsx")
    mine = member_form(bloc, YEAR, "u03", "self", "nam")
    found = unit_sheet.read(workbook, mine, {"base": 3, "note": 4})
    ours = found.account.pages[id(workbook.pages[0])]
    assert {"E4", "E5", "E6"} <= {cell.address for cell, _ in ours.with_end("taken")}
    told = next(one for one in found.told if one.address == "E4")
    assert told.text == "đã có\ný 5\ný 6" and "đã có\ný 5\ný 6" in {edit.note for edit in found.edits.values()}


def test_the_verb_takes_a_sheet_of_a_unit(bloc_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Path(shutil.copy(bloc_file, tmp_path / "khoi.sokhoi"))
    path = _sheet(tmp_path / "la.xlsx", "Điểm tự chấm")
    assert main.main(["forms", "in", str(book), str(path), "--of", "u03", "--stage", "self"]) == 0
    assert "Sở số 3: Mới" in capsys.readouterr().out
    assert main.main(["forms", "in", str(book), str(path), "--of", "u03", "--stage", "self", "--column", "1"]) == 1


class Told:
    """What the verb `read` says of a sheet against a book, which it never changes."""

    def __init__(self, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.book, self._capsys = book, capsys

    def _said(self, path: Path, *more: str) -> str:
        before = self.book.read_bytes()
        given = ["read", str(path), "--as", "member", "--book", str(self.book), "--stage", "self", *more]
        assert main.main(given) == 0
        assert self.book.read_bytes() == before
        return self._capsys.readouterr().out

    def words(self, path: Path, *more: str) -> str:
        return self._said(path, *more)

    def document(self, path: Path, *more: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._said(path, "--json", *more))
        return found


@pytest.fixture
def told(bloc_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(Path(shutil.copy(bloc_file, tmp_path / "khoi.sokhoi")), capsys)


def _nameless(path: Path, name: str = "Bảng chấm") -> Path:
    workbook = load_workbook(path)
    for row in workbook.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "Sở số" in cell.value:
                cell.value = name
    workbook.save(path)
    return path


def test_reading_says_what_a_sheet_would_change_in_a_book_and_asks_whose_it_is(told: Told, tmp_path: Path) -> None:
    path = _sheet(tmp_path / "la.xlsx", "Điểm tự chấm")
    known = told.document(path, "--of", "u03")
    assert (known["status"], known["unit"], known["asks"]) == ("new", "u03", [])
    assert known["scores"] and {each["before"] for each in known["scores"]} == {""}
    assert sum(known["account"]["counted"].values()) == known["account"]["cells"]
    assert told.document(path)["unit"] == "u03"
    nameless = told.document(_nameless(path))
    assert nameless["scores"] == [] and "u03" in nameless["asks"][0]["options"]
    assert "u03 (Sở số 3)" in told.words(path)


def test_reading_takes_no_form_of_ours_for_another_units(told: Told, tmp_path: Path) -> None:
    """Seen failing: `--of` was passed over in silence."""
    assert (
        main.main(["forms", "out", str(told.book), "-o", str(tmp_path / "p"), "--stage", "self", "--unit", "u05"]) == 0
    )
    (ours,) = (tmp_path / "p").iterdir()
    told.words(ours)
    assert told.document(ours, "--of", "u05")["status"] == told.document(ours)["status"] != "other-unit"
    other = told.document(ours, "--of", "u03")
    assert (other["status"], other["scores"]) == ("other-unit", []) and "Sở số 5" in other["why"][0]
    assert "không phải của Sở số 3" in other["why"][0]
    assert other["why"][0] in told.words(ours, "--of", "u03")


def test_reading_asks_for_the_column_where_headings_propose_none(told: Told, tmp_path: Path) -> None:
    """Seen failing: there was no way to say the column."""
    path = _sheet(tmp_path / "la.xlsx", "Lần 1")
    asked = told.document(path)
    assert asked["scores"] == [] and asked["unit"] == "u03"
    assert asked["asks"] == [{"code": "which-column", "options": ["C", "D", "E"]}]
    assert "D “Lần 1”" in asked["why"][0] and "--column" in told.words(path)
    for letters in ("D", "d"):
        assert [one["text"] for one in told.document(path, "--column", letters)["scores"]] == ["3"] * 6


def test_reading_knows_a_unit_by_its_name_whatever_form_the_first_unit_has(told: Told, tmp_path: Path) -> None:
    """Seen failing: the unit was looked for through the form of the first unit of the list."""
    item = Item("x.1", title="Phát triển đảng viên mới", max=Fraction(10), parts=(Part("p", "base", "by-hand/1"),))
    with open_book(told.book) as book:
        for unit in ("u01", "u02"):
            book.members.describe_membership(YEAR, unit, unit_group="dang")
        book.forms.adopt(YEAR, book.forms.put_form(Form("g", "Bảng khác", nodes=(item,))), "dang", as_it_is=True)
    path = _sheet(tmp_path / "la.xlsx", "Điểm tự chấm")
    assert told.document(path)["unit"] == "u03"
    options = told.document(_nameless(path))["asks"][0]["options"]
    assert options and not {"u01", "u02"} & set(options)
    assert main.main(["read", str(_other(tmp_path / "b.xlsx")), "--as", "member", "--book", str(told.book)]) == 1


def _other(path: Path) -> Path:
    book = Workbook()
    for row in (["Nội dung", "Điểm tự chấm"], ["Bảng lương tháng Ba", 3]):
        book.worksheets[0].append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("said", ["3/10", "3đ/10đ", "3 / 10 điểm"])
def test_points_out_of_the_whole_are_read_at_every_door(bloc: Book, tmp_path: Path, said: str) -> None:
    """Seen failing: only the reading without a book knew them."""
    path = _sheet(tmp_path / "la.xlsx", "Điểm tự chấm")
    book, worth = load_workbook(path), {item.code: item.max for item in practice.form().items()}
    for row in book.worksheets[0].iter_rows(min_row=3):
        row[3].value = said.replace("10", str(worth[str(row[0].value)]))
    book.worksheets[0].cell(8, 4).value = "3/99"
    book.save(path)
    found = many.as_unit_sheet(bloc, path.name, cells.read_file(path), Expected(YEAR, "self", "nam"), "u03").carried
    assert found is not None
    assert [dict(edit.stated or {}) for edit in found.edits.values()] == [{"base": 3}] * 5 + [{}]
    assert [one.address for one in found.refused] == ["D8"]


def test_last_years_points_are_proposed_at_no_door(bloc: Book, tmp_path: Path) -> None:
    path = _sheet(tmp_path / "la.xlsx", "Điểm tự chấm năm trước")
    mine = member_form(bloc, YEAR, "u03", "self", "nam")
    assert "base" not in unit_sheet.look(bloc, cells.read_file(path), mine).proposed
    book = load_workbook(path)
    for row, said in enumerate(("Điểm tự chấm", *[4] * 6), 2):
        book.worksheets[0].cell(row, 6).value = said
    book.save(path)
    assert unit_sheet.look(bloc, cells.read_file(path), mine).proposed["base"] == 5


@pytest.mark.parametrize(
    "said", ["({} điểm)", ": {} điểm", "- tối đa {} điểm", "(điểm chuẩn: {} đ)", "[{}đ]", "(thang điểm {} điểm)"]
)
def test_the_standard_in_a_title_is_no_part_of_it_at_any_door(bloc: Book, tmp_path: Path, said: str) -> None:
    """Seen failing: of short titles only "Quỹ (10 điểm)" was known."""
    by_hand = (Part("p", "base", "by-hand/1"),)
    items = tuple(
        Item(f"n.{n}", code=str(n), title=one, max=Fraction(10), parts=by_hand)
        for n, one in enumerate(["Quỹ", "Sổ", "Kho"])
    )
    bloc.forms.adopt(YEAR, bloc.forms.put_form(Form("f", "Bảng", nodes=items)), as_it_is=True)
    book = Workbook()
    for row in (
        ["TT", "Nội dung", "Điểm tự chấm"],
        *([n, f"{one.title} {said.format(10)}", 3] for n, one in enumerate(items)),
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "la.xlsx")
    mine = member_form(bloc, YEAR, "u03", "self", "nam")
    found = unit_sheet.read(cells.read_file(tmp_path / "la.xlsx"), mine, {"base": 2})
    assert {key: edit.stated for key, edit in found.edits.items()} == {one.key: {"base": 3} for one in items}


def test_a_sheet_read_for_a_year_without_units_says_where_they_are_entered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seen failing: a unit was asked for, and none was named."""
    path = _sheet(tmp_path / "la.xlsx", "Điểm tự chấm")
    with create_book(tmp_path / "trong.sokhoi", "Khối") as book:
        book.years.open(YEAR)
    given = ["read", str(path), "--as", "member", "--book", str(tmp_path / "trong.sokhoi"), "--year", str(YEAR)]
    assert main.main(given) != 0
    said = capsys.readouterr()
    assert "chưa có đơn vị nào" in said.err and "ở mục Đơn vị" in said.err and "--of" not in said.out + said.err
