"""Chấm điểm: typing, moving, emptying, copying and pasting in the grid; what is said of a cell and of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from tests.book.practice import YEAR
from tests.ui.acts import act_of
from ui.kit.reason_dialog import ReasonDialog
from ui.scoring.page import ScoresPage
from ui.scoring.paste_refused import PasteRefusedDialog
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
DialogOf = Callable[[QWidget, type], QWidget]


@pytest.fixture
def page(full_book: Book, window_on: WindowOn) -> Iterator[ScoresPage]:
    """The page on the self-scores of the practice bloc."""
    window = window_on(full_book)
    window.go("scores")
    shown = window.page("scores")
    assert isinstance(shown, ScoresPage)
    yield shown
    window.session.close()


def text_of(page: ScoresPage, unit: str, node: str) -> str:
    place = page.model.position(unit, node)
    assert place is not None
    return str(page.model.data(page.model.index(*place)))


def stated(page: ScoresPage, unit: str, node: str, effect: str = "base") -> Fraction | None:
    sheet = page.session.book.scores.sheet(SheetAt(YEAR, unit, page.stage))
    return sheet.cells[node].cell.stated.get(effect) if node in sheet.cells else None


def type_into(qtbot: QtBot, page: ScoresPage, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type ASCII over the current cell and end with a key."""
    qtbot.keyClick(page.grid, text[0])
    editor = page.grid.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, key)
    QApplication.processEvents()


def undo(page: ScoresPage) -> None:
    page.session.act(page.session.book.store.undo)


def select(page: ScoresPage, top: int, left: int, bottom: int, right: int) -> None:
    page.grid.setCurrentIndex(page.model.index(top, left))
    area = QItemSelection(page.model.index(top, left), page.model.index(bottom, right))
    page.grid.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)


@pytest.mark.parametrize("typed", ["9,5", "9.5"])
def test_a_typed_point_is_written_and_the_total_follows(page: ScoresPage, qtbot: QtBot, typed: str) -> None:
    page.grid.stand("skhdt", "i.1")
    row = page.model.units.index("skhdt")
    assert page.model.beside(row).total == ""
    type_into(qtbot, page, typed)
    assert stated(page, "skhdt", "i.1") == Fraction("9.5")
    assert page.model.beside(row).total == "9,50"
    assert not page.model.beside(row).whole
    assert "blank" in page.model.look(row, 1).marks, "the gaps of a sheet that was begun are shown"
    undo(page)
    assert page.model.beside(row).total == ""


def test_enter_goes_down_and_tab_right_and_back_to_where_tabs_began(page: ScoresPage, qtbot: QtBot) -> None:
    page.grid.stand("vpub", "i.2")
    start = page.grid.currentIndex()
    type_into(qtbot, page, "4", Qt.Key.Key_Tab)
    assert (page.grid.currentIndex().row(), page.grid.currentIndex().column()) == (start.row(), start.column() + 1)
    type_into(qtbot, page, "9", Qt.Key.Key_Return)
    assert page.grid.currentIndex().row() == start.row() + 1


def test_unreadable_text_keeps_its_editor_and_says_why(page: ScoresPage, qtbot: QtBot) -> None:
    page.grid.stand("vpub", "i.2")
    before = stated(page, "vpub", "i.2")
    type_into(qtbot, page, "9..5")
    editor = page.grid.viewport().findChild(QLineEdit)
    assert editor is not None and editor.property("wrong") is True
    assert stated(page, "vpub", "i.2") == before
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.message_bar.text() == "“9..5” chưa đọc được là số. Ghi 9,5 hoặc 9.5 đều được."
    qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_delete_empties_the_stated_number_first_and_the_inputs_next(page: ScoresPage, qtbot: QtBot) -> None:
    page.grid.stand("td", "i.5")
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert stated(page, "td", "i.5") is None
    place = page.model.position("td", "i.5")
    assert place is not None and page.model.look(*place).origin == "computed"
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert "blank" in page.model.look(*place).marks
    undo(page)
    assert page.model.look(*place).origin == "computed"


def test_a_rectangle_from_excel_is_one_step(page: ScoresPage) -> None:
    select(page, 2, 0, 2, 0)
    before = page.session.book.store.last_seq
    page.grid.paste("14,5\t4.5\r\nkhông giao\t0\r\n")
    assert page.session.book.store.last_seq == before + 1
    assert stated(page, "vpub", "i.1") == Fraction("14.5")
    assert stated(page, "vpub", "i.2") == Fraction("4.5")
    assert page.model.cell("ttr", "i.1").not_assigned
    undo(page)
    assert stated(page, "vpub", "i.1") == 15


def test_a_paste_with_unreadable_cells_writes_nothing_until_asked(page: ScoresPage, dialog_of: DialogOf) -> None:
    select(page, 2, 0, 2, 0)
    before = page.session.book.store.last_seq
    page.grid.paste("14\tđạt\n1.234,5,6\t3")
    dialog = dialog_of(page, PasteRefusedDialog)
    assert isinstance(dialog, PasteRefusedDialog)
    assert page.session.book.store.last_seq == before
    lines = [(one.where, one.text) for one in dialog.table.rows_model.rows]
    assert lines == [("Văn phòng UBND tỉnh, mục I.2", "đạt"), ("Thanh tra tỉnh, mục I.1", "1.234,5,6")]
    dialog.accept()
    QApplication.processEvents()
    assert stated(page, "vpub", "i.1") == 14
    assert stated(page, "ttr", "i.2") == 3
    assert page.session.book.store.last_seq == before + 1


def test_a_paste_beyond_the_edge_or_into_a_closed_sheet_is_refused_cell_by_cell(page: ScoresPage) -> None:
    last = len(page.model.columns) - 1
    plan = page.model.plan([["1", "2"]], 2, last)
    assert [one.why for one in plan.refused] == ["Nằm ngoài bảng."]
    page.grid.stand("btc")
    act_of(page, "Xác nhận đủ").trigger()
    act_of(page, "Xác nhận phiếu").trigger()
    plan = page.model.plan([["1"], ["1"]], page.model.units.index("btc"), 0)
    assert [(one.where, one.why.split(".")[0]) for one in plan.refused] == [
        ("Ban Tổ chức Tỉnh ủy, mục I.1", "Phiếu của Ban Tổ chức Tỉnh ủy đã xác nhận")
    ]
    assert [unit for unit, _, _ in plan.edits] == ["mttq"]


def test_one_copied_value_fills_the_selection_and_ctrl_d_fills_down(page: ScoresPage, qtbot: QtBot) -> None:
    select(page, 2, 1, 4, 1)
    page.grid.paste("4")
    assert [stated(page, unit, "i.2") for unit in page.model.units[2:5]] == [4, 4, 4]
    page.grid.setCurrentIndex(page.model.index(2, 1))
    assert page.model.setData(page.model.index(2, 1), "3,5")
    select(page, 2, 1, 4, 1)
    qtbot.keyClick(page.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [stated(page, unit, "i.2") for unit in page.model.units[2:5]] == [Fraction("3.5")] * 3


def test_copied_cells_come_back_equal(page: ScoresPage, qtbot: QtBot) -> None:
    select(page, 2, 0, 5, 9)
    qtbot.keyClick(page.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "không giao" in copied
    before = page.session.book.store.canonical()
    page.grid.paste(copied)
    assert page.session.book.store.canonical() == before


def test_excess_and_difference_are_marked_and_named(page: ScoresPage) -> None:
    place = page.model.position("tk", "i.8")
    assert place is not None
    found = page.model.look(*place)
    assert {"over", "differs"} <= found.marks
    assert "Cao nhất 3, ghi 4, vượt 1." in found.tip
    estimated = page.model.position("stc", "i.3")
    assert estimated is not None and "estimated" in page.model.look(*estimated).marks


def test_the_strip_tells_a_late_sheet_and_a_wrong_sum_and_takes_the_acceptance(page: ScoresPage) -> None:
    page.grid.stand("hnd", "i.1")
    assert page.strip.late.text() == "chậm 7 ngày"
    assert page.strip.sum.text() == "cộng các mục được 91,25, lệch 1"
    act_of(page, "Ghi nhận cộng nhầm").trigger()
    assert page.strip.sum.text() == "cộng các mục được 91,25, lệch 1, đã ghi nhận cộng nhầm"


def test_a_sheet_goes_from_state_to_state_and_comes_back_only_with_a_reason(
    page: ScoresPage, dialog_of: DialogOf
) -> None:
    page.grid.stand("btc", "i.1")
    for action, state in (
        (act_of(page, "Xác nhận đủ"), "complete"),
        (act_of(page, "Xác nhận phiếu"), "confirmed"),
        (act_of(page, "Chốt điểm"), "locked"),
    ):
        assert action.isVisible()
        action.trigger()
        assert page.session.book.scores.sheet(SheetAt(YEAR, "btc", "self")).state == state
    assert page.model.setData(page.grid.currentIndex(), "3") is False
    act_of(page, "Mở lại để sửa…").trigger()
    dialog = dialog_of(page, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.accept()
    QApplication.processEvents()
    assert dialog.isVisible(), "no reason given"
    dialog.reason.setPlainText("Đơn vị gửi phiếu đính chính")
    dialog.accept()
    QApplication.processEvents()
    assert page.session.book.scores.sheet(SheetAt(YEAR, "btc", "self")).state == "entering"


def test_the_panel_writes_inputs_and_shows_what_the_rule_gives(page: ScoresPage) -> None:
    page.stages.setCurrentIndex(2)
    page.grid.stand("td", "i.3")
    field = page.panel.inputs["percent"]
    field.given.emit(Fraction(95))
    assert page.session.book.scores.sheet(SheetAt(YEAR, "td", "appraisal")).cells["i.3"].cell.inputs["percent"] == 95
    assert text_of(page, "td", "i.3") == "9,5"
    # a label of the panel
    assert "điểm chuẩn 9,5" in page.panel._verdict.text()


def test_a_bonus_the_form_does_not_know_gets_a_column_and_is_named(page: ScoresPage) -> None:
    page.grid.stand("td", "i.4")
    heads = [column.head for column in page.model.columns]
    assert "I.4 +" not in heads
    page.panel.stated["bonus"].changed.emit(Fraction("0.5"))
    now = [column.head for column in page.model.columns]
    assert now[now.index("I.4") + 1] == "I.4 +" and len(now) == len(heads) + 1
    assert page.grid.current() == ("td", "i.4")
    place = page.model.position("td", "i.4")
    assert place is not None
    found = page.model.look(place[0], place[1] + 1)
    assert (found.text, found.marks & {"over"}) == ("0,5", {"over"})
    assert "Bảng chấm điểm không có điểm thưởng ở mục này, ghi 0,5." in found.tip
    undo(page)
    assert [column.head for column in page.model.columns] == heads


def test_a_figure_that_moves_others_is_shown_before_it_is_written(page: ScoresPage, dialog_of: DialogOf) -> None:
    from ui.scoring.panel.moves import MovesDialog

    page.grid.stand("ttr", "iii.6")
    before = page.session.book.store.last_seq
    page.panel.inputs["models"].given.emit(Fraction(12))
    dialog = dialog_of(page, MovesDialog)
    assert isinstance(dialog, MovesDialog)
    assert page.session.book.store.last_seq == before
    assert dialog.table.rows_model.rowCount() > 1
    dialog.accept()
    QApplication.processEvents()
    assert page.session.book.store.last_seq == before + 1


def test_flags_name_the_place_and_lead_there(page: ScoresPage) -> None:
    # what the timer calls
    page._read_flags()
    page.tabs.setCurrentWidget(page.flags)
    texts = [page.flags.item(n).text() for n in range(page.flags.count())]
    assert "Thống kê tỉnh\nMục I.8: cao nhất 3, ghi 4, vượt 1." in texts
    assert any("chậm 7 ngày" in text for text in texts)
    page.flags.itemClicked.emit(page.flags.item(texts.index("Thống kê tỉnh\nMục I.8: cao nhất 3, ghi 4, vượt 1.")))
    assert page.grid.current() == ("tk", "i.8")


def test_a_year_without_a_form_says_what_to_do(empty_book: Book, window_on: WindowOn) -> None:
    empty_book.members.add("Tỉnh đoàn Sông Lành", "Tỉnh đoàn", year=YEAR)
    window = window_on(empty_book)
    window.go("scores")
    page = window.page("scores")
    assert isinstance(page, ScoresPage)
    assert page.empty.label.text().startswith("Chưa có bảng chấm điểm của năm.")
    assert page.views.currentWidget() is page.empty
    window.session.close()


def test_blank_cells_are_filled_from_the_stage_before(page: ScoresPage, dialog_of: DialogOf) -> None:
    from ui.scoring.start_from import StartFromDialog

    page.grid.stand("skhdt", "i.1")
    assert page.model.setData(page.grid.currentIndex(), "7,5")
    page.stages.setCurrentIndex(1)
    page.grid.stand("skhdt", "i.1")
    act_of(page, "Lấy điểm bước trước").trigger()
    dialog = dialog_of(page, StartFromDialog)
    assert isinstance(dialog, StartFromDialog)
    dialog.all.setChecked(True)
    before = page.session.book.store.last_seq
    dialog.accept()
    QApplication.processEvents()
    assert text_of(page, "skhdt", "i.1") == "7,5"
    assert page.session.book.store.last_seq == before + 1, "all sheets in one undo step"


def test_an_empty_stage_gives_nothing_and_begins_no_sheet(
    empty_book: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    from ui.scoring.start_from import StartFromDialog

    empty_book.members.add("Tỉnh đoàn Sông Lành", "Tỉnh đoàn", year=YEAR, key="td")
    empty_book.forms.adopt(YEAR, empty_book.forms.load_shipped("mau_100"))
    window = window_on(empty_book)
    first, second = (stage.key for stage in empty_book.years.stages(YEAR)[:2])
    before = empty_book.store.last_seq
    for every in (False, True):
        dialog = StartFromDialog(window.session, SheetAt(YEAR, "td", second), [(first, 1)], ["td"])
        (dialog.all if every else dialog.one).setChecked(True)
        dialog.accept()
        assert "chưa có điểm nào để lấy" in dialog.problem.text()
        dialog.reject()
    assert empty_book.store.last_seq == before
    empty_book.scores.enter(SheetAt(YEAR, "td", first), node_of(empty_book), stated={"base": Fraction(1)})
    empty_book.scores.enter(SheetAt(YEAR, "td", second), node_of(empty_book), stated={"base": Fraction(2)})
    before = empty_book.store.last_seq
    dialog = StartFromDialog(window.session, SheetAt(YEAR, "td", second), [(first, 1)], ["td"])
    dialog.all.setChecked(True)
    dialog.accept()
    assert "không còn ô trống" in dialog.problem.text() and empty_book.store.last_seq == before
    dialog.reject()
    window.session.close()


def node_of(book: Book) -> str:
    """The first item of the year's form."""
    form = book.forms.for_unit(YEAR, "td")
    return book.forms.form(form).items()[0].key


# the lines of evidence of the panel
def test_evidence_is_put_beside_a_cell_and_shown_there(page: ScoresPage, dialog_of: DialogOf) -> None:
    from ui.scoring.panel.evidence import EvidenceDialog

    page.grid.stand("td", "i.1")
    page.panel.evidence.emit("")
    dialog = dialog_of(page, EvidenceDialog)
    assert isinstance(dialog, EvidenceDialog)
    dialog.accept()
    assert dialog.problem.text() == "Ghi nội dung minh chứng, hoặc chọn tệp."
    dialog.number.setText("45/BC-TĐ")
    dialog.page.setText("3")
    dialog.accept()
    QApplication.processEvents()
    lines = page.session.book.scores.evidence.of(SheetAt(YEAR, "td", "self"), "i.1")
    assert [(line.number, line.page) for line in lines] == [("45/BC-TĐ", "3")]
    shown = [page.panel._evidence.itemAt(n).widget().text() for n in range(page.panel._evidence.count())]  # type: ignore[attr-defined]
    assert shown == ["45/BC-TĐ, trang 3"]


def test_control_and_tab_leave_the_grid(page: ScoresPage, qtbot: QtBot) -> None:
    """Seen failing: it went on to the next cell, as Tab does; no key left the grid for what stands beside it."""
    page.grid.setFocus()
    place = page.grid.currentIndex()
    qtbot.keyClick(page.grid, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.window().focusWidget() is not page.grid and page.grid.currentIndex() == place
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert page.window().focusWidget() is page.grid
