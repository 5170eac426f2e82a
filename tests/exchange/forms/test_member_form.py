"""A member's form goes out, is filled with nothing of ours, and comes back, whatever was done to it meanwhile."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.exchange.forms import many
from models.exchange.forms.member_layout import AS_TEXT, SCORES
from models.exchange.forms.member_out import HEAD, give_out
from tests.exchange.forms import calc
from tests.exchange.forms.conftest import UNITS, YEAR, fill, look, only
from tests.proofs import second_counter

POINTS = {"i.2": {"base": 4.5, "bonus": None}, "i.8": {"base": 2, "bonus": 1}, "ii.3": {"base": "3,5"}}


def stated(book: Book, unit: str = "u01", stage: str = "self") -> dict[str, dict[str, Fraction]]:
    sheet = book.scores.sheet(SheetAt(YEAR, unit, stage))
    return {node: dict(held.cell.stated) for node, held in sheet.cells.items() if held.cell.stated}


def test_a_form_that_nobody_touched_changes_nothing(bloc: Book, forms: dict[str, Path]) -> None:
    batch = look(bloc, *(forms[unit] for unit in UNITS))
    assert {one.status for one in batch.arrivals} == {"same"}
    assert [one.unit for one in batch.arrivals] == list(UNITS)
    assert many.take(bloc, batch) == 0 and many.waiting(bloc, YEAR, "self") == UNITS
    for one, path in zip(batch.arrivals, forms.values(), strict=True):
        assert one.carried is not None
        assert one.carried.account.cells == second_counter.xlsx(path.read_bytes())
        assert "hidden-column" not in one.carried.account.left_out(), "columns of ours are not named as hidden by hand"


def test_what_a_unit_writes_arrives_as_one_act(bloc: Book, forms: dict[str, Path]) -> None:
    fill(forms["u01"], {**POINTS, "i.7": {"base": "Không giao"}, "iv.2": {"evidence": "BC số 5", "note": "=1+1 chữ"}})
    before = bloc.store.last_seq
    batch = look(bloc, forms["u01"])
    assert only(batch).status == "new" and bloc.store.last_seq == before
    assert many.take(bloc, batch, "2025-12-01") == 1
    assert stated(bloc) == {
        "i.2": {"base": Fraction(9, 2)},
        "i.8": {"base": 2, "bonus": 1},
        "ii.3": {"base": Fraction(7, 2)},
    }
    sheet = bloc.scores.sheet(SheetAt(YEAR, "u01", "self"))
    assert sheet.cells["i.7"].cell.not_assigned and sheet.received_on == "2025-12-01"
    assert sheet.received_as == f"Phiếu Excel: {forms['u01'].name}"
    assert [line.text for line in bloc.scores.evidence.of(SheetAt(YEAR, "u01", "self"))] == ["BC số 5"]
    assert bloc.store.last_seq == before + 1
    again = look(bloc, forms["u01"])
    assert only(again).status == "same" and many.take(bloc, again) == 0 and bloc.store.last_seq == before + 1
    assert "u01" not in many.waiting(bloc, YEAR, "self")
    bloc.store.undo()
    assert stated(bloc) == {} and bloc.scores.sheet(SheetAt(YEAR, "u01", "self")).received_on is None


def test_figures_of_a_rule_are_read_by_their_kind(bloc: Book, forms: dict[str, Path]) -> None:
    item = next(item for item in bloc.forms.form(bloc.forms.for_unit(YEAR, "u01")).items() if len(item.inputs) == 2)
    keys = [f"{item.key}/{spec.id}" for spec in item.inputs]
    fill(forms["u01"], {keys[0]: {"base": 3}, keys[1]: {"base": "abc"}})
    one = only(look(bloc, forms["u01"]))
    assert one.carried is not None
    assert [told.text for told in one.carried.refused] == ["abc"]
    assert one.carried.edits[item.key].inputs == {item.inputs[0].id: 3}
    assert many.take(bloc, look(bloc, forms["u01"])) == 0  # a file with a cell that cannot be taken is left alone
    assert many.take(bloc, look(bloc, forms["u01"]), rest=True) == 1


def test_an_empty_cell_takes_nothing_away_and_a_dash_does(bloc: Book, forms: dict[str, Path]) -> None:
    many.take(bloc, look(bloc, fill(forms["u01"], POINTS)))
    fill(forms["u01"], {"i.2": {"base": None}, "ii.3": {"base": "-"}})
    batch = look(bloc, forms["u01"])
    one = only(batch)
    assert one.carried is not None and one.carried.kept == 1 and one.status == "changed"
    many.take(bloc, batch)
    assert stated(bloc) == {"i.2": {"base": Fraction(9, 2)}, "i.8": {"base": 2, "bonus": 1}}


def test_further_pages_bring_lines_and_bring_them_once(bloc: Book, forms: dict[str, Path]) -> None:
    book = load_workbook(forms["u02"])
    targets, tasks, titles = book["Chỉ tiêu"], book["Nhiệm vụ trọng tâm"], book["Đăng ký thi đua"]
    targets.cell(HEAD + 2, 3).value, targets.cell(HEAD + 2, 5).value = "Hồ sơ đúng hạn", 97.5
    tasks.cell(HEAD + 2, 3).value = "Số hóa hồ sơ"
    titles.cell(HEAD + 2, 3).value, titles.cell(HEAD + 2, 4).value = "Chiến sĩ thi đua cơ sở", "Trần Thị Bé"
    book.save(forms["u02"])
    assert many.take(bloc, look(bloc, forms["u02"])) == 1
    (target,) = bloc.registration.targets(YEAR, "u02")
    assert (target.name, target.plan) == ("Hồ sơ đúng hạn", Fraction(195, 2))
    assert [work.title for work in bloc.following.works(YEAR, "key", "u02")] == ["Số hóa hồ sơ"]
    assert [(one.title, one.name) for one in bloc.registration.titles(YEAR, "u02")] == [
        ("Chiến sĩ thi đua cơ sở", "Trần Thị Bé")
    ]
    assert bloc.registration.of(YEAR, "u02").received_on == "2025-12-05"
    seq = bloc.store.last_seq
    assert only(look(bloc, forms["u02"])).status == "same"
    assert many.take(bloc, look(bloc, forms["u02"])) == 0 and bloc.store.last_seq == seq
    (again,) = give_out(bloc, YEAR, "self", forms["u02"].parent / "lại", units=["u02"])
    assert only(look(bloc, again)).status == "same"
    second = load_workbook(again)
    second["Chỉ tiêu"].cell(HEAD + 2, 3).value = "Hồ sơ trước và đúng hạn"
    second.save(again)
    many.take(bloc, look(bloc, again))
    (target,) = bloc.registration.targets(YEAR, "u02")
    assert (target.name, target.plan) == ("Hồ sơ trước và đúng hạn", Fraction(195, 2))


# -- what is done to a form on its way --


def _insert_rows(sheet: Worksheet) -> None:
    sheet.insert_rows(HEAD + 4, 2)
    sheet.cell(HEAD + 4, 4).value, sheet.cell(HEAD + 4, 6).value = "Việc đơn vị tự thêm", 7


def _delete_rows(sheet: Worksheet) -> None:
    line = next(at for at in range(HEAD + 2, sheet.max_row) if sheet.cell(at, 1).value == "iv.4")
    sheet.delete_rows(line)


def _sort_without_the_hidden(sheet: Worksheet) -> None:
    """Excel sorts the marked range: the hidden columns A and B stay where they are."""
    last = next(at for at in range(HEAD + 2, sheet.max_row + 1) if sheet.cell(at, 4).value == "Tổng cộng") - 1
    rows = [[sheet.cell(at, column).value for column in range(3, 13)] for at in range(HEAD + 2, last + 1)]
    for at, row in enumerate(reversed(rows), start=HEAD + 2):
        for column, value in enumerate(row, start=3):
            sheet.cell(at, column).value = value


def _rename_headings(sheet: Worksheet) -> None:
    for column in range(3, 13):
        sheet.cell(HEAD + 1, column).value = f"Cột {column}"


def _merge(sheet: Worksheet) -> None:
    sheet.merge_cells(start_row=HEAD + 2, start_column=10, end_row=HEAD + 4, end_column=11)


def _no_validation(sheet: Worksheet) -> None:
    sheet.data_validations.dataValidation.clear()
    sheet.conditional_formatting = type(sheet.conditional_formatting)()


def _insert_column(sheet: Worksheet) -> None:
    sheet.insert_cols(5)
    sheet.cell(HEAD + 1, 5).value = "Ghi riêng"
    sheet.cell(HEAD + 3, 5).value = "của đơn vị"


def _retype_a_title(sheet: Worksheet) -> None:
    line = next(at for at in range(HEAD + 2, sheet.max_row) if sheet.cell(at, 1).value == "i.2")
    sheet.cell(line, 4).value = "Nhiệm vụ đột xuất (đã sửa lời)"


def _no_hidden_columns(sheet: Worksheet) -> None:
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, 1).value = sheet.cell(line, 2).value = None


def _no_first_line(sheet: Worksheet) -> None:
    sheet.delete_rows(1)


@pytest.mark.parametrize(
    "change",
    [
        _insert_rows, _delete_rows, _sort_without_the_hidden, _rename_headings, _merge, _no_validation, _insert_column,
        _retype_a_title, _no_hidden_columns, _no_first_line,
    ],
)  # fmt: skip
def test_points_arrive_whatever_was_done_to_the_page(
    bloc: Book, forms: dict[str, Path], change: Callable[[Worksheet], None]
) -> None:
    path = fill(forms["u01"], POINTS)
    book = load_workbook(path)
    change(book[SCORES])
    book.save(path)
    batch = look(bloc, path)
    one = only(batch)
    assert one.carried is not None and one.carried.refused == []
    assert many.take(bloc, batch) == 1
    assert stated(bloc) == {
        "i.2": {"base": Fraction(9, 2)},
        "i.8": {"base": 2, "bonus": 1},
        "ii.3": {"base": Fraction(7, 2)},
    }


def test_what_was_done_is_named(bloc: Book, forms: dict[str, Path]) -> None:
    book = load_workbook(fill(forms["u01"], POINTS))
    _insert_rows(book[SCORES])
    _delete_rows(book[SCORES])
    _retype_a_title(book[SCORES])
    book.save(forms["u01"])
    one = only(look(bloc, forms["u01"]))
    assert one.carried is not None
    ignored = one.carried.account.ignored()
    assert [cell.text for _, cell in ignored["unknown-row"]] == ["Việc đơn vị tự thêm", "7"]
    assert [cell.text for _, cell in ignored["changed-text"]] == ["I.2", "Nhiệm vụ đột xuất (đã sửa lời)"]
    assert {line.node.key for line in one.carried.absent} == {"iv.4"}


def test_one_line_written_twice_is_a_conflict(bloc: Book, forms: dict[str, Path]) -> None:
    path = fill(forms["u01"], POINTS)
    book = load_workbook(path)
    sheet = book[SCORES]
    line = next(at for at in range(HEAD + 2, sheet.max_row) if sheet.cell(at, 1).value == "i.2")
    for column in range(1, 13):
        sheet.cell(sheet.max_row + 1 if column == 1 else sheet.max_row, column).value = sheet.cell(line, column).value
    sheet.cell(sheet.max_row, 6).value = 3
    book.save(path)
    one = only(look(bloc, path))
    assert one.carried is not None
    assert [told.refusal.code for told in one.carried.refused if told.refusal] == ["cells.conflict"] * 2
    assert "i.2" not in one.carried.edits


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (45785, "cells.maybe_day"),
        ("chưa chấm", "number.not_a_number"),
        (True, "cells.is_boolean"),
        (-1, "number.below"),
    ],
)
def test_a_value_is_judged_as_at_the_keyboard(bloc: Book, forms: dict[str, Path], value: object, code: str) -> None:
    one = only(look(bloc, fill(forms["u01"], {"i.2": {"base": value}})))
    assert one.carried is not None
    assert [told.refusal.code for told in one.carried.refused if told.refusal] == [code]
    assert one.carried.refused[0].address.startswith("F")


def test_points_above_the_most_are_taken_and_named(bloc: Book, forms: dict[str, Path]) -> None:
    one = only(look(bloc, fill(forms["u01"], {"i.2": {"base": 40}})))
    assert one.carried is not None
    assert [(told.text, told.above) for told in one.carried.told] == [("40", "5")]


# -- what a file is --


def test_it_is_known_by_any_of_its_three_marks(bloc: Book, forms: dict[str, Path]) -> None:
    book = load_workbook(fill(forms["u01"], POINTS))
    del book["so_khoi"]
    del book.custom_doc_props["SoKhoi"]
    book.save(forms["u01"])
    assert only(look(bloc, forms["u01"])).unit == "u01"
    book = load_workbook(forms["u01"])
    del book.defined_names["SoKhoi_Phieu"]
    book.save(forms["u01"])
    assert only(look(bloc, forms["u01"])).status == "not-ours"


def test_marks_that_contradict_each_other_are_refused(bloc: Book, forms: dict[str, Path]) -> None:
    first, second = load_workbook(forms["u01"]), load_workbook(forms["u02"])
    first["so_khoi"].cell(1, 1).value = second["so_khoi"].cell(1, 1).value
    first.save(forms["u01"])
    one = only(look(bloc, forms["u01"]))
    assert one.status == "other-unit" and one.refusal is not None and one.refusal.code == "forms.mixed"


def test_a_mark_that_was_changed_is_damaged(bloc: Book, forms: dict[str, Path]) -> None:
    book = load_workbook(forms["u01"])
    text = book["so_khoi"].cell(1, 1).value.replace("|u01|", "|u02|")
    book["so_khoi"].cell(1, 1).value = text
    book.defined_names["SoKhoi_Phieu"].attr_text = f'"{text}"'
    del book.custom_doc_props["SoKhoi"]
    book.save(forms["u01"])
    assert only(look(bloc, forms["u01"])).status == "damaged"


def test_what_is_not_to_be_received_is_named(bloc: Book, forms: dict[str, Path], tmp_path: Path) -> None:
    assert only(look(bloc, forms["u01"], stage="bloc")).status == "other-stage"
    assert only(look(bloc, forms["u01"], year=2024)).status == "other-year"
    (tmp_path / "hong.xlsx").write_bytes(forms["u03"].read_bytes()[:900])
    assert only(look(bloc, tmp_path / "hong.xlsx")).status == "damaged"
    gone = forms["u12"]
    bloc.members.remove_from_roster(YEAR, "u12")
    assert only(look(bloc, gone)).status == "other-unit"
    many.take(bloc, look(bloc, fill(forms["u01"], POINTS)))
    key = bloc.scores.sheet(SheetAt(YEAR, "u01", "self")).key
    with bloc.store.operation("test.close") as tx:
        tx.update("sheet", key, state="confirmed")
    one = only(look(bloc, forms["u01"]))
    assert one.status == "closed" and one.refusal is not None and one.refusal.code == "sheet.confirmed"


def test_a_form_of_another_version_or_book_is_refused(bloc: Book, forms: dict[str, Path], tmp_path: Path) -> None:
    path = forms["u01"]
    new = bloc.forms.new_version(bloc.forms.for_unit(YEAR, "u01"))
    node = bloc.forms.form(new).items()[0]
    bloc.forms.put_node(new, replace(node, title="Nội dung khác hẳn"))
    bloc.forms.adopt(YEAR, new)
    one = only(look(bloc, path))
    assert one.status == "older" and one.refusal is not None and one.refusal.facts["now"] == 2


def test_two_forms_of_a_unit_wait_for_a_choice_unless_they_agree(
    bloc: Book, forms: dict[str, Path], tmp_path: Path
) -> None:
    one = fill(forms["u01"], POINTS, tmp_path / "a.xlsx")
    other = fill(forms["u01"], {"i.2": {"base": 1}}, tmp_path / "b.xlsx")
    batch = look(bloc, one, other)
    assert [each.status for each in batch.arrivals] == ["twice", "twice"] and many.take(bloc, batch) == 0
    same = look(bloc, one, fill(forms["u01"], POINTS, tmp_path / "c.xlsx"))
    assert [each.status for each in same.arrivals] == ["new", "new"] and many.take(bloc, same) == 1


def test_a_macro_workbook_is_read_and_its_macro_is_not(bloc: Book, forms: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "phieu.xlsm"
    fill(forms["u01"], POINTS)
    with zipfile.ZipFile(forms["u01"]) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            new.writestr(name, content)
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert many.take(bloc, look(bloc, path)) == 1


def test_one_file_the_book_refuses_is_left_out_whole(bloc: Book, forms: dict[str, Path]) -> None:
    fill(forms["u01"], POINTS)
    book = load_workbook(forms["u01"])
    page = book["Đề nghị khen thưởng"]
    page.cell(HEAD + 2, 3).value = "Danh hiệu không ai biết"
    book.save(forms["u01"])
    fill(forms["u02"], POINTS)
    batch = look(bloc, forms["u01"], forms["u02"])
    assert many.take(bloc, batch) == 1
    first, second = batch.arrivals
    assert first.refusal is not None and first.refusal.code == "award.title_unknown" and not first.written
    assert second.written and stated(bloc, "u01") == {} and stated(bloc, "u02") != {}


def test_what_libreoffice_saves_comes_back_equal(bloc: Book, forms: dict[str, Path], tmp_path: Path) -> None:
    """Opened, computed and saved by another program: identity, points, sums are what they were."""
    if not calc.works(tmp_path / "calc"):
        pytest.skip("no LibreOffice Calc here")
    fill(forms["u01"], {**POINTS, "i.7": {"base": "Không giao"}, "iv.2": {"evidence": "BC số 5", "note": "đủ"}})
    mine = only(look(bloc, forms["u01"])).carried
    made = calc.recalculated([forms["u01"]], tmp_path)
    assert made is not None
    one = only(look(bloc, made[0]))
    assert mine is not None and one.carried is not None and one.unit == "u01"
    assert one.carried.edits == mine.edits and one.carried.evidence == mine.evidence and one.carried.refused == []
    page = load_workbook(made[0], data_only=True)[SCORES]
    total = next(row for row in page.iter_rows(values_only=True) if row[3] == "Tổng cộng")
    assert total[5:9] == (6.5, 1, 0, 7.5)  # "3,5" was typed as a word, which no spreadsheet adds up: the form says so
    said = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    assert said.count(AS_TEXT) == 1 and any(text.startswith("1 dòng ghi số dạng chữ") for text in said)
