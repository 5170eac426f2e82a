"""Nhập kiểm tra lần hai: another person, a blank sheet, then only what differs, each settled with the paper in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from tests.book.practice import YEAR
from tests.ui.acts import act_of
from ui.kit.reason_dialog import ReasonDialog
from ui.scoring.page import ScoresPage
from ui.scoring.second_keying import BeginDialog, KeyingDialog, SettleDialog
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
DialogOf = Callable[[QWidget, type], QWidget]


@pytest.fixture
def page(empty_book: Book, window_on: WindowOn) -> Iterator[ScoresPage]:
    """A bloc of one unit, a form of two items, a sheet keyed by Phạm Thu Mộc; a second person is known."""
    book = empty_book
    unit = book.members.add("Tỉnh đoàn Sông Lành", "Tỉnh đoàn", year=YEAR, key="td")
    first = book.people.add("Phạm Thu Mộc")
    book.people.add("Đỗ Quế Chi")
    book.people.sign_in(first)
    form = book.forms.create("Bảng hai mục")
    from models.rules.form.scoring import Item

    for code in ("1", "2"):
        book.forms.put_node(form, Item(f"m{code}", code, f"Mục {code}", max=Fraction(10)))
    book.forms.adopt(YEAR, form)
    book.scores.enter(SheetAt(YEAR, unit, "self"), "m1", stated={"base": Fraction(8)})
    book.scores.enter(SheetAt(YEAR, unit, "self"), "m2", stated={"base": Fraction(9)})
    book.scores.states.complete(SheetAt(YEAR, unit, "self"))
    window = window_on(book)
    window.go("scores")
    shown = window.page("scores")
    assert isinstance(shown, ScoresPage)
    yield shown
    window.session.close()


def begin(page: ScoresPage, dialog_of: DialogOf, person: str) -> BeginDialog:
    page.grid.stand("td")
    act_of(page, "Nhập kiểm tra lần hai…").trigger()
    dialog = dialog_of(page, BeginDialog)
    assert isinstance(dialog, BeginDialog)
    dialog.person.setCurrentText(person)
    dialog.accept()
    QApplication.processEvents()
    return dialog


def key_in(dialog: KeyingDialog, *numbers: str) -> None:
    for place, number in enumerate(numbers):
        dialog.table.item(place, 3).setText(number)


def test_the_first_person_cannot_be_the_second(page: ScoresPage, dialog_of: DialogOf) -> None:
    dialog = begin(page, dialog_of, "Phạm Thu Mộc")
    assert dialog.isVisible()
    assert dialog.problem.text().startswith("Nhập kiểm tra lần hai phải do người khác làm.")


def test_a_blind_sheet_then_one_difference_then_none(page: ScoresPage, dialog_of: DialogOf) -> None:
    begin(page, dialog_of, "Đỗ Quế Chi")
    book = page.session.book
    assert book.people.current.name == "Đỗ Quế Chi"
    keying = dialog_of(page, KeyingDialog)
    assert isinstance(keying, KeyingDialog)
    assert [keying.table.item(n, 3).text() for n in range(2)] == ["", ""]
    assert all(page.model.look(0, n).text == "" for n in range(2)), "the first keying is not shown to the second person"
    key_in(keying, "8", "7..5")
    assert keying.problem.text().startswith("Mục 2: “7..5” chưa đọc được là số.")
    key_in(keying, "8", "7,5")
    keying.total.set_value(Fraction(17))
    # what leaving the field calls
    keying._state_total(Fraction(17))
    assert keying.sum.text() == "cộng được 15,5"
    keying.accept()
    QApplication.processEvents()
    act_of(page, "Nhập kiểm tra lần hai…").trigger()
    settle = dialog_of(page, SettleDialog)
    assert isinstance(settle, SettleDialog)
    assert settle.left.text().startswith("Còn 1 ô")
    assert settle.buttons_of["first"].text() == "Lần một: điểm chuẩn 9"
    assert settle.buttons_of["second"].text() == "Lần hai: điểm chuẩn 7,5"
    settle.accept()
    assert settle.isVisible(), "nothing was chosen"
    settle.buttons_of["second"].setChecked(True)
    settle.accept()
    QApplication.processEvents()
    assert book.scores.sheet(SheetAt(YEAR, "td", "self")).cells["m2"].cell.stated == {"base": Fraction("7.5")}
    assert page.window().message_bar.text() == "Hai lần nhập đã khớp nhau."  # type: ignore[attr-defined]


def test_what_both_misread_is_written_from_the_paper(page: ScoresPage, dialog_of: DialogOf) -> None:
    begin(page, dialog_of, "Đỗ Quế Chi")
    keying = dialog_of(page, KeyingDialog)
    assert isinstance(keying, KeyingDialog)
    key_in(keying, "không giao", "9")
    keying.accept()
    QApplication.processEvents()
    act_of(page, "Nhập kiểm tra lần hai…").trigger()
    settle = dialog_of(page, SettleDialog)
    assert isinstance(settle, SettleDialog)
    assert settle.buttons_of["second"].text() == "Lần hai: không giao"
    settle.other.setText("6,5")
    settle.buttons_of["other"].setChecked(True)
    settle.accept()
    QApplication.processEvents()
    assert page.session.book.scores.sheet(SheetAt(YEAR, "td", "self")).cells["m1"].cell.stated == {
        "base": Fraction("6.5")
    }


def test_one_whose_person_has_left_is_given_up_with_a_reason(page: ScoresPage, dialog_of: DialogOf) -> None:
    book = page.session.book
    begin(page, dialog_of, "Đỗ Quế Chi")
    dialog_of(page, KeyingDialog).close()
    book.people.sign_in(next(one.key for one in book.people.all() if one.name == "Phạm Thu Mộc"))
    act_of(page, "Nhập kiểm tra lần hai…").trigger()
    dialog = dialog_of(page, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    assert any("Đỗ Quế Chi đã bắt đầu" in label.text() for label in dialog.findChildren(QLabel))
    dialog.accept()
    assert dialog.isVisible() and dialog.problem.text().startswith("Ghi lý do")
    dialog.reason.setPlainText("Nghỉ việc")
    dialog.accept()
    assert book.store.rows("keying") == []
    begin(page, dialog_of, "Đỗ Quế Chi")
    keying = dialog_of(page, KeyingDialog)
    assert isinstance(keying, KeyingDialog)
    keying.drop()
    own = dialog_of(page, ReasonDialog)
    assert isinstance(own, ReasonDialog)
    own.reason.setPlainText("Nhập lại từ đầu")
    own.accept()
    assert book.store.rows("keying") == []
