"""Điểm từ Excel và ra Excel: what goes out comes back unchanged; what differs is previewed with its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.exchange import spreadsheet
from tests.book.practice import YEAR
from tests.ui.acts import let_run
from ui.scoring.excel.score_import import ScoreImportDialog, names_of, open_preview, write_workbook
from ui.scoring.page import ScoresPage
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]


@pytest.fixture
def page(full_book: Book, window_on: WindowOn) -> Iterator[ScoresPage]:
    window = window_on(full_book)
    window.go("scores")
    shown = window.page("scores")
    assert isinstance(shown, ScoresPage)
    yield shown
    window.session.close()


def opened(page: ScoresPage, path: Path) -> ScoreImportDialog | None:
    """The preview of a file, once it is read; None when it was refused."""
    opening = open_preview(page.session, page.model, path, page)
    for _ in range(2000):
        if opening.dialog is not None or opening.reading.over:
            break
        let_run(5)
    return opening.dialog


def answer(dialog: ScoreImportDialog, key: str, chosen: str) -> None:
    """Choose in one of the boxes, and wait until the table is read again."""
    box = dialog.choices[key]
    box.setCurrentIndex(box.findData(chosen))
    box.activated.emit(box.currentIndex())
    for _ in range(2000):
        if dialog.reading is None or dialog.reading.over:
            break
        let_run(5)


def table(path: Path, rows: list[list[str | Decimal]]) -> Path:
    spreadsheet.write(path, "Điểm", [str(cell) for cell in rows[0]], rows[1:])
    return path


@pytest.mark.parametrize("stage", [0, 2])
def test_what_went_out_changes_nothing_when_it_comes_back(page: ScoresPage, tmp_path: Path, stage: int) -> None:
    page.stages.setCurrentIndex(stage)
    path = tmp_path / "điểm.xlsx"
    write_workbook(page.model, path)
    rows = spreadsheet.rows(path)
    assert rows[0][:2] == ["Đơn vị", "I.1"]
    assert rows[3][0] == "Văn phòng UBND tỉnh"
    dialog = opened(page, path)
    assert dialog is not None
    assert dialog.lines == () and "Không có gì khác với sổ." in dialog.summary.text()
    assert not dialog.first.isEnabled()
    dialog.reject()


def test_changes_are_shown_with_their_addresses_and_written_in_one_step(page: ScoresPage, tmp_path: Path) -> None:
    rows: list[list[str | Decimal]] = [
        ["STT", "Tên đơn vị", "I.1", "I.3 +", "I.7"],
        [Decimal(1), "Thanh tra tỉnh Sông Lành", Decimal("14.5"), Decimal("0.6"), "không giao"],
        [Decimal(2), "Sở Y tế", Decimal(9), "", ""],
        [Decimal(3), "tỉnh đoàn", "đạt", "", ""],
    ]
    before = page.session.book.store.last_seq
    dialog = opened(page, table(tmp_path / "t.xlsx", rows))
    assert dialog is not None
    assert [(line.address, line.text, bool(line.why)) for line in dialog.lines] == [
        ("C4", "đạt", True),
        ("C2", "14,5", False),
        ("E2", "không giao", False),
    ]
    said = dialog.summary.text()
    assert "1 ô chưa lấy được: ô C4 ghi “đạt”." in said and "Chưa có gì được ghi vào sổ." in said
    assert "Bỏ qua 4 ô ở cột khác (số thứ tự, ghi chú, tổng); 3 ô của đơn vị không có trong danh sách năm." in said
    dialog.view.setCurrentIndex(dialog.view.findData("unknown-unit"))
    dialog.view.activated.emit(0)
    assert [line.address for line in dialog.table.rows_model.rows] == ["A3", "B3", "C3"]
    assert page.session.book.store.last_seq == before
    dialog.accept()
    QApplication.processEvents()
    sheet = page.session.book.scores.sheet(SheetAt(YEAR, "ttr", "self"))
    assert sheet.cells["i.1"].cell.stated["base"] == Fraction("14.5")
    assert sheet.cells["i.7"].cell.not_assigned
    assert page.session.book.store.last_seq == before + 1


def test_a_turned_table_is_read_as_well(page: ScoresPage, tmp_path: Path) -> None:
    rows: list[list[str | Decimal]] = [
        ["Mục", "Nội dung", "Thanh tra tỉnh", "Tỉnh đoàn"],
        ["I.1", "Nhiệm vụ trọng tâm", Decimal(12), Decimal(11)],
        ["I.2", "Nhiệm vụ đột xuất", Decimal(5), Decimal("3.5")],
    ]
    dialog = opened(page, table(tmp_path / "t.xlsx", rows))
    assert dialog is not None
    assert [(line.address, line.unit, line.head, line.text) for line in dialog.lines] == [
        ("C2", "Thanh tra tỉnh", "I.1", "12"),
        ("D2", "Tỉnh đoàn", "I.1", "11"),
        ("D3", "Tỉnh đoàn", "I.2", "3,5"),
    ]
    dialog.reject()


def test_a_unit_that_ended_never_takes_the_points_of_its_namesake(page: ScoresPage, tmp_path: Path) -> None:
    """The merger leaves two units called Sở Tài chính in the year's list: the name alone is the one that goes on."""
    (old, merged) = [unit for unit in page.model.units if page.model.names[unit].startswith("Sở Tài chính")]
    page.session.book.members.correct(old, on="2025-01-15", short_name="Sở Tài chính")
    QApplication.processEvents()
    assert page.model.names[merged] == "Sở Tài chính"
    assert page.model.names[old].startswith("Sở Tài chính (đến ")
    rows: list[list[str | Decimal]] = [
        ["Đơn vị", "I.1", "I.2"],
        ["Sở Tài chính", Decimal(12), Decimal(3)],
        [page.model.names[old], Decimal(1), Decimal(2)],
    ]
    path = table(tmp_path / "t.xlsx", rows)
    dialog = opened(page, path)
    assert dialog is not None
    dialog.accept()
    QApplication.processEvents()
    for unit, points in ((merged, (12, 3)), (old, (1, 2))):
        cells = page.session.book.scores.sheet(SheetAt(YEAR, unit, "self")).cells
        assert tuple(cells[node].cell.stated["base"] for node in ("i.1", "i.2")) == points
    page.model.units = page.model.units[::-1]
    assert names_of(page.session, page.model)["Sở Tài chính"] == merged


def test_our_workbook_of_another_stage_or_year_is_refused_by_name(page: ScoresPage, tmp_path: Path) -> None:
    page.stages.setCurrentIndex(1)
    path = tmp_path / "khối chấm.xlsx"
    write_workbook(page.model, path)
    page.stages.setCurrentIndex(0)
    assert opened(page, path) is None
    said = page.window().message_bar.text()  # type: ignore[attr-defined]
    assert "là bảng điểm năm 2025, bước Khối chấm" in said


def test_a_workbook_of_something_else_is_refused(page: ScoresPage, tmp_path: Path) -> None:
    path = table(tmp_path / "khac.xlsx", [["Ngày", "Việc"], ["05/12/2025", "Họp"]])
    assert opened(page, path) is None
    assert "bảng điểm" in page.window().message_bar.text()  # type: ignore[attr-defined]


def test_a_name_nearly_known_is_chosen_once_and_proposed_for_the_next_table_of_its_build(
    page: ScoresPage, tmp_path: Path
) -> None:
    """Seen failing: what had been chosen was taken the next time without a word."""
    rows: list[list[str | Decimal]] = [["Đơn vị", "I.1"], ["Ban Thanh tra tỉnh", Decimal("13.5")]]
    path = table(tmp_path / "t.xlsx", rows)
    dialog = opened(page, path)
    assert dialog is not None and dialog.lines == () and list(dialog.choices) == ["unit:ban thanh tra tinh"]
    answer(dialog, "unit:ban thanh tra tinh", "ttr")
    assert [(line.address, line.unit, line.text) for line in dialog.lines] == [("B2", "Thanh tra tỉnh", "13,5")]
    before = page.session.book.store.last_seq
    dialog.accept()
    QApplication.processEvents()
    assert page.session.book.store.last_seq == before + 1
    assert page.session.book.scores.sheet(SheetAt(YEAR, "ttr", "self")).cells["i.1"].cell.stated["base"] == Fraction(
        "13.5"
    )
    again = opened(page, path)
    assert again is not None and "Không có gì khác với sổ." in again.summary.text()
    (box,) = again.choices.values()
    assert box.currentText() == "Thanh tra tỉnh"
    assert box.accessibleName() == "Ô A2 ghi “Ban Thanh tra tỉnh”, như lần trước là"
    answer(again, "unit:ban thanh tra tinh", "")
    (box,) = again.choices.values()
    assert box.accessibleName() == "Ô A2 ghi “Ban Thanh tra tỉnh” là" and not again.lines
    again.reject()
    page.session.book.store.undo()
    # what was read, before it is shown
    assert page.session.book.scores.answered(again._found.read.shape) == {}


def test_a_unit_twice_waits_for_a_choice_and_the_rest_can_be_written(page: ScoresPage, tmp_path: Path) -> None:
    rows: list[list[str | Decimal]] = [
        ["Đơn vị", "I.1", "I.2"],
        ["Thanh tra tỉnh", Decimal(12), Decimal(3)],
        ["Tỉnh đoàn", Decimal(11), Decimal(2)],
        ["Thanh tra tỉnh", Decimal(13), Decimal(3)],
    ]
    dialog = opened(page, table(tmp_path / "t.xlsx", rows))
    assert dialog is not None
    assert dialog.first.text() == "Ghi phần còn lại" and dialog.first.isEnabled()
    assert {line.address for line in dialog.lines if line.edit is None} == {"B2", "B4"}
    answer(dialog, "unit-twice:ttr", "A4")
    assert {line.address for line in dialog.lines} >= {"B4"} and not dialog.lines[0].why
    dialog.accept()
    QApplication.processEvents()
    assert page.session.book.scores.sheet(SheetAt(YEAR, "ttr", "self")).cells["i.1"].cell.stated["base"] == 13


def test_more_than_the_most_is_named_and_a_day_is_refused(page: ScoresPage, tmp_path: Path) -> None:
    rows: list[list[str | Decimal]] = [["Đơn vị", "I.1", "I.2"], ["Thanh tra tỉnh", Decimal(99), Decimal(45785)]]
    dialog = opened(page, table(tmp_path / "t.xlsx", rows))
    assert dialog is not None
    assert [(line.address, line.why[:9]) for line in dialog.lines] == [("C2", "“45785” c"), ("B2", "Cao hơn m")]
    dialog.reject()
