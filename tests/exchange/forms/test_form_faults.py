"""What people do to a form without meaning harm, where a reader could take the wrong number or lose one."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.book.book import Book
from models.exchange import cells
from models.exchange.forms import identity, many
from models.exchange.forms.identity import Identity
from models.exchange.forms.many import Expected
from models.exchange.forms.member_layout import SCORES
from models.exchange.forms.member_out import HEAD, give_out
from models.exchange.workbook_out import Outgoing
from models.rules.errors import RuleViolation
from tests.exchange.forms.conftest import YEAR, fill, look, only
from tests.exchange.forms.test_member_form import POINTS, stated

TARGETS = "Chỉ tiêu"


def _line(sheet: Worksheet, key: str) -> int:
    return next(at for at in range(HEAD + 2, sheet.max_row + 1) if sheet.cell(at, 1).value == key)


def _changed(path: Path, change: Callable[[Workbook], None]) -> Path:
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def _codes(book: Book, path: Path) -> list[tuple[str, str]]:
    one = only(look(book, path))
    assert one.carried is not None
    return [(told.text, told.refusal.code) for told in one.carried.told if told.refusal]


# -- two sources for one cell --


@pytest.mark.parametrize("place", [0, 6], ids=["before the page", "after the page"])
@pytest.mark.parametrize("hidden", [False, True])
def test_a_page_and_its_copy_are_two_sources(bloc: Book, forms: dict[str, Path], place: int, hidden: bool) -> None:
    def copy(book: Workbook) -> None:
        made = book.copy_worksheet(book[SCORES])
        made.title = "Phiếu chấm (2)"
        made.cell(_line(made, "i.2"), 6).value = 1
        made.sheet_state = "hidden" if hidden else "visible"
        book.move_sheet(made, place - len(book.sheetnames) + 1)

    path = _changed(fill(forms["u01"], POINTS), copy)
    assert sorted(_codes(bloc, path)) == [("1", "cells.conflict"), ("4,5", "cells.conflict")]
    batch = look(bloc, path)
    assert many.take(bloc, batch, rest=True) == 1
    assert stated(bloc) == {"i.8": {"base": 2, "bonus": 1}, "ii.3": {"base": Fraction(7, 2)}}


def test_a_copy_with_the_rest_of_the_points_adds_to_the_page(bloc: Book, forms: dict[str, Path]) -> None:
    def copy(book: Workbook) -> None:
        made = book.copy_worksheet(book[SCORES])
        made.title = "Bản của phòng tổng hợp"
        book[SCORES].cell(_line(book[SCORES], "i.8"), 6).value = None
        made.cell(_line(made, "i.8"), 7).value = None

    path = _changed(fill(forms["u01"], POINTS), copy)
    assert many.take(bloc, look(bloc, path)) == 1
    assert stated(bloc)["i.8"] == {"base": 2, "bonus": 1}


@pytest.mark.parametrize("headed", [False, True], ids=["copied with its mark", "of the same heading"])
def test_a_column_that_stands_twice_is_two_sources(bloc: Book, forms: dict[str, Path], headed: bool) -> None:
    def double(book: Workbook) -> None:
        sheet = book[SCORES]
        sheet.insert_cols(6)
        for at in range(1, sheet.max_row + 1):
            sheet.cell(at, 6).value = sheet.cell(at, 7).value if at > 1 or not headed else None
        sheet.cell(_line(sheet, "i.2"), 6).value = 1

    path = _changed(fill(forms["u01"], POINTS), double)
    assert sorted(_codes(bloc, path)) == [("1", "cells.conflict"), ("4,5", "cells.conflict")]
    one = only(look(bloc, path))
    assert one.carried is not None and one.carried.account.left_out()["repeated-value"] >= 2
    assert one.carried.edits["i.8"].stated == {"base": 2, "bonus": 1}


def test_a_file_with_nothing_new_still_contradicts_another_of_its_unit(
    bloc: Book, forms: dict[str, Path], tmp_path: Path
) -> None:
    newer = fill(forms["u01"], {"i.2": {"base": 1}}, tmp_path / "b.xlsx")
    older = fill(forms["u01"], POINTS, tmp_path / "a.xlsx")
    many.take(bloc, look(bloc, newer))
    batch = look(bloc, older, newer)
    assert [one.status for one in batch.arrivals] == ["twice", "twice"] and many.take(bloc, batch) == 0
    batch.arrivals.pop(0)
    many.part(batch)
    assert [one.status for one in batch.arrivals] == ["same"]
    apart = fill(forms["u01"], {"i.8": {"base": 2}}, tmp_path / "c.xlsx")
    assert [one.status for one in look(bloc, newer, apart).arrivals] == ["same", "changed"]


def test_of_two_rows_that_changed_places_and_titles_none_is_read_by_its_key(bloc: Book, forms: dict[str, Path]) -> None:
    """The visible part was moved and reworded, the hidden key stayed: the code says that the row is another line."""

    def change(book: Workbook) -> None:
        sheet = book[SCORES]
        one, other = _line(sheet, "i.2"), _line(sheet, "i.8")
        for column in range(3, 13):
            left, right = sheet.cell(one, column).value, sheet.cell(other, column).value
            sheet.cell(one, column).value, sheet.cell(other, column).value = right, left
        sheet.cell(one, 4).value = sheet.cell(other, 4).value = "Viết lại"

    path = _changed(fill(forms["u01"], POINTS), change)
    one = only(look(bloc, path))
    assert one.carried is not None and one.carried.edits.keys() == {"ii.3"}
    assert {line.key for line in one.carried.absent} == {"i.2", "i.8"}
    assert one.carried.account.left_out()["unknown-row"] >= 4


# -- another unit's, year's, stage's --


def _paste_page(source: Path, into: Path) -> Path:
    """The whole page of one form pasted over that of another, as Ctrl+A, Ctrl+C, Ctrl+V do."""
    other = load_workbook(source)[SCORES]

    def paste(book: Workbook) -> None:
        for row in other.iter_rows():
            for cell in row:
                book[SCORES].cell(cell.row, cell.column).value = cell.value

    return _changed(into, paste)


def test_a_page_pasted_from_another_units_form_is_refused(bloc: Book, forms: dict[str, Path]) -> None:
    path = _paste_page(fill(forms["u02"], POINTS), forms["u01"])
    one = only(look(bloc, path))
    assert one.status == "other-unit" and one.refusal is not None and one.refusal.code == "forms.mixed"


def test_a_page_pasted_from_another_stage_or_year_is_refused(
    bloc: Book, forms: dict[str, Path], tmp_path: Path
) -> None:
    (other,) = give_out(bloc, YEAR, "bloc", tmp_path / "khối", units=["u01"])
    assert only(look(bloc, _paste_page(other, fill(forms["u01"], POINTS, tmp_path / "a.xlsx")))).status == "other-unit"
    old = fill(forms["u01"], POINTS, tmp_path / "b.xlsx")

    def last_year(book: Workbook) -> None:
        book[SCORES].cell(2, 3).value = f"PHIẾU CHẤM ĐIỂM THI ĐUA NĂM {YEAR - 1}"

    assert only(look(bloc, _changed(old, last_year))).status == "other-unit"


def test_words_of_the_unit_at_the_head_of_the_page_are_no_contradiction(bloc: Book, forms: dict[str, Path]) -> None:
    def write(book: Workbook) -> None:
        book[SCORES].cell(1, 14).value = "Kế hoạch công tác năm 2024"
        book[SCORES].cell(3, 3).value = "Đơn vị: Sở số 1 (Văn phòng)"

    assert only(look(bloc, _changed(fill(forms["u01"], POINTS), write))).status == "new"


def test_scores_put_together_from_two_workbooks_are_refused(bloc: Book, tmp_path: Path) -> None:
    def marked(*stages: str) -> cells.Workbook:
        out = Outgoing("Điểm", "2025-12-05")
        for stage in stages:
            who = Identity("scores", str(bloc.store.meta("book_id")), YEAR, stage, "nam", "", "", 0, "")
            out.page(stage).write_string(0, 0, who.text)
        out.save(tmp_path / "diem.xlsx")
        return cells.read_file(tmp_path / "diem.xlsx")

    wanted = Expected(YEAR, "self", "nam")
    many.check_scores(bloc, marked("self"), wanted)
    with pytest.raises(RuleViolation, match=r"forms\.mixed"):
        many.check_scores(bloc, marked("self", "bloc"), wanted)
    with pytest.raises(RuleViolation, match=r"forms\.scores_other"):
        many.check_scores(bloc, marked("bloc"), wanted)


def test_a_workbook_whose_mark_is_too_long_for_excel_bears_it_on_its_page_alone() -> None:
    who = Identity("scorer", "b", YEAR, "self", "nam", "", "", 0, "0", "Văn phòng Ủy ban nhân dân tỉnh Sông Lành " * 2)
    out = Outgoing("Phiếu", "2025-12-05")
    out.page("Phiếu")
    identity.write(out, who, ())
    book = cells.read(out.content(), "phieu.xlsx")
    assert len(who.text) > 255 and identity.read(book).identity == who
    assert all(len(text) <= 257 for text in (*book.defined.values(), *book.properties.values()))


# -- cells --


def test_a_cell_that_shows_an_error_is_no_word(bloc: Book, forms: dict[str, Path]) -> None:
    def break_it(book: Workbook) -> None:
        sheet = book[SCORES]
        at = _line(sheet, "i.2")
        sheet.cell(at, 11).value, sheet.cell(at, 11).data_type = "#REF!", "e"
        sheet.cell(at, 10).value = True
        book[TARGETS].cell(HEAD + 2, 3).value = "Hồ sơ đúng hạn"
        book[TARGETS].cell(HEAD + 2, 4).value, book[TARGETS].cell(HEAD + 2, 4).data_type = "#N/A", "e"

    assert sorted(_codes(bloc, _changed(forms["u01"], break_it))) == [
        ("#N/A", "cells.is_error"), ("#REF!", "cells.is_error"), ("TRUE", "cells.is_boolean"),
    ]  # fmt: skip


def test_a_number_with_three_decimals_is_one_number(bloc: Book, forms: dict[str, Path]) -> None:
    """The text "1,234" may be 1234; a cell that holds the number may not."""
    item = next(
        item
        for item in bloc.forms.form(bloc.forms.for_unit(YEAR, "u01")).items()
        if any(spec.type == "percent" for spec in item.inputs)
    )
    spec = next(spec for spec in item.inputs if spec.type == "percent")
    key = f"{item.key}/{spec.id}"
    one = only(look(bloc, fill(forms["u01"], {key: {"base": 1.234}})))
    assert one.carried is not None and one.carried.refused == []
    assert one.carried.edits[item.key].inputs == {spec.id: Fraction(1234, 1000)}
    assert _codes(bloc, fill(forms["u01"], {key: {"base": "1,234"}})) == [("1,234", "number.ambiguous")]


# -- further pages --


@pytest.fixture
def targets(bloc: Book, forms: dict[str, Path]) -> Path:
    """The form of a unit with three targets, two of them of one name."""
    for name, plan in (("Hồ sơ", 90), ("Họp", 4), ("Hồ sơ", Fraction(1234, 1000))):
        bloc.registration.put_target(YEAR, "u03", name, measure="%", plan=Fraction(plan))
    return forms["u03"]


def _plans(book: Book) -> list[tuple[str, str, Fraction | None]]:
    return [(one.name, one.measure, one.plan) for one in book.registration.targets(YEAR, "u03")]


@pytest.mark.parametrize("how", ["hidden", "deleted", "emptied"])
def test_a_row_of_a_list_takes_away_nothing_it_does_not_say(bloc: Book, targets: Path, how: str) -> None:
    def change(book: Workbook) -> None:
        sheet = book[TARGETS]
        at = next(at for at in range(HEAD + 2, sheet.max_row) if sheet.cell(at, 3).value == "Họp")
        sheet.cell(at, 4).value = "cuộc"
        if how == "hidden":
            sheet.column_dimensions["E"].hidden = True
        elif how == "deleted":
            sheet.delete_cols(5)
        else:
            sheet.cell(at, 5).value = None

    batch = look(bloc, _changed(targets, change))
    one = only(batch)
    assert one.carried is not None and one.carried.kept == 1
    assert many.take(bloc, batch) == 1
    assert _plans(bloc)[1] == ("Họp", "cuộc", Fraction(4))


def test_a_dash_takes_a_figure_of_a_list_away(bloc: Book, targets: Path) -> None:
    def change(book: Workbook) -> None:
        book[TARGETS].cell(HEAD + 3, 4).value = book[TARGETS].cell(HEAD + 3, 5).value = "-"

    assert many.take(bloc, look(bloc, _changed(targets, change))) == 1
    assert _plans(bloc)[1] == ("Họp", "", None)


def test_of_two_lines_of_one_name_the_one_that_was_changed_is_written(bloc: Book, targets: Path) -> None:
    def change(book: Workbook) -> None:
        book[TARGETS].cell(HEAD + 2, 5).value = 91

    assert only(look(bloc, targets)).status == "same"
    assert many.take(bloc, look(bloc, _changed(targets, change))) == 1
    assert [plan for _, _, plan in _plans(bloc)] == [91, 4, Fraction(1234, 1000)]


def test_of_two_lines_of_one_name_without_a_key_none_is_guessed(bloc: Book, targets: Path) -> None:
    def change(book: Workbook) -> None:
        for at in range(HEAD + 2, HEAD + 5):
            book[TARGETS].cell(at, 1).value = book[TARGETS].cell(at, 2).value = None
        book[TARGETS].cell(HEAD + 2, 5).value = 91

    assert {code for _, code in _codes(bloc, _changed(targets, change))} == {"forms.line_twice"}


# -- going out --


def test_a_form_that_came_back_is_never_written_over(bloc: Book, forms: dict[str, Path]) -> None:
    path = fill(forms["u01"], POINTS)
    content = path.read_bytes()
    with pytest.raises(RuleViolation, match=r"forms\.filled_there"):
        give_out(bloc, YEAR, "self", path.parent, units=["u01", "u02"])
    assert path.read_bytes() == content and not (path.parent / path.name.replace("số 1", "số 2")).exists()
    many.take(bloc, look(bloc, path))
    assert give_out(bloc, YEAR, "self", path.parent, units=["u01"]) == (path,)
