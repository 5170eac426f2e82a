"""Điểm từ Excel và ra Excel: what goes out comes back unchanged; what differs is previewed with its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from models.book.book import Book
from models.exchange import spreadsheet
from tests.book.practice import YEAR
from ui.scoring.page import ScoresPage
from ui.scoring.score_import import names_of, open_preview, write_workbook
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


def table(path: Path, rows: list[list[str | Decimal]]) -> Path:
    spreadsheet.write(path, "Điểm", [str(cell) for cell in rows[0]], rows[1:])
    return path


@pytest.mark.parametrize("stage", [0, 2])
def test_what_went_out_changes_nothing_when_it_comes_back(page: ScoresPage, tmp_path: Path, stage: int) -> None:
    page.stages.setCurrentIndex(stage)
    path = tmp_path / "điểm.xlsx"
    write_workbook(page.model, "Tự chấm", path)
    rows = spreadsheet.rows(path)
    assert rows[0][:2] == ["Đơn vị", "I.1"]
    assert rows[3][0] == "Văn phòng UBND tỉnh"
    dialog = open_preview(page.session, page.model, path, page)
    assert dialog is not None
    assert dialog.lines == []
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
    dialog = open_preview(page.session, page.model, table(tmp_path / "t.xlsx", rows), page)
    assert dialog is not None
    assert [(line.address, line.text, bool(line.why)) for line in dialog.lines] == [
        ("B3", "", True),
        ("C4", "đạt", True),
        ("C2", "14,5", False),
        ("E2", "không giao", False),
    ]
    assert "2 chỗ cần xem: ô B3 ghi “Sở Y tế”, ô C4 ghi “đạt”. Chưa có gì được ghi vào sổ." in dialog.summary.text()
    assert page.session.book.store.last_seq == before
    dialog.accept()
    QApplication.processEvents()
    sheet = page.session.book.scores.sheet(YEAR, "ttr", "self")
    assert sheet.cells["i.1"].cell.stated["base"] == Fraction("14.5")
    assert sheet.cells["i.7"].cell.not_assigned
    assert page.session.book.store.last_seq == before + 1


def test_a_turned_table_is_read_as_well(page: ScoresPage, tmp_path: Path) -> None:
    rows: list[list[str | Decimal]] = [
        ["Mục", "Nội dung", "Thanh tra tỉnh", "Tỉnh đoàn"],
        ["I.1", "Nhiệm vụ trọng tâm", Decimal(12), Decimal(11)],
        ["I.2", "Nhiệm vụ đột xuất", Decimal(5), Decimal("3.5")],
    ]
    dialog = open_preview(page.session, page.model, table(tmp_path / "t.xlsx", rows), page)
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
    dialog = open_preview(page.session, page.model, path, page)
    assert dialog is not None
    dialog.accept()
    QApplication.processEvents()
    for unit, points in ((merged, (12, 3)), (old, (1, 2))):
        cells = page.session.book.scores.sheet(YEAR, unit, "self").cells
        assert tuple(cells[node].cell.stated["base"] for node in ("i.1", "i.2")) == points
    page.model.units = page.model.units[::-1]
    assert names_of(page.session, page.model)["Sở Tài chính"] == merged


def test_a_workbook_of_something_else_is_refused(page: ScoresPage, tmp_path: Path) -> None:
    path = table(tmp_path / "khac.xlsx", [["Ngày", "Việc"], ["05/12/2025", "Họp"]])
    assert open_preview(page.session, page.model, path, page) is None
    assert "bảng điểm" in page.window().message_bar.text()  # type: ignore[attr-defined]
