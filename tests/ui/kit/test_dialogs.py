"""Dialogs: each ends in one act of the book, stays open with a sentence while the book refuses, and writes once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from models.book.book import Book
from models.rules.number.subjects import RowOf
from tests.ui.conftest import Made
from ui.file.backups import BackupsDialog
from ui.file.new_book import file_name
from ui.file.person import PersonDialog
from ui.file.settings import SettingsDialog
from ui.file.year import YearDialog
from ui.kit.boxes import SpinBox
from ui.kit.form_dialog import FormDialog
from ui.leadership.term import TermDialog
from ui.regulation.adopt import AdoptDialog
from ui.regulation.question import QuestionDialog
from ui.units.contacts import ContactsDialog
from ui.units.paste_units import PasteUnitsDialog
from ui.units.take_over import TakeOverDialog
from ui.units.unit import LeaveDialog, LineageDialog, RenameDialog, UnitDialog
from ui.window.app import prepare
from ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WindowOn = Callable[[Book], MainWindow]

PASTED = """STT\tTên đơn vị\tTên ngắn\tCán bộ phụ trách\tĐiện thoại
1\tVăn phòng Ủy ban nhân dân tỉnh\tVăn phòng UBND tỉnh\tPhạm Thu Mộc\t0900 000 001
2\tHội Nông dân tỉnh\tHội Nông dân\tĐỗ Văn Ước\t0900 000 002
"""


def find(parent: QWidget, kind: type[Made]) -> Made:
    """The visible dialog of a kind."""
    return next(one for one in parent.findChildren(kind) if one.isVisible())


def ops(book: Book) -> int:
    return book.store.last_seq


def test_adding_units_from_the_empty_page(empty_book: Book, window_on: WindowOn) -> None:
    window = window_on(empty_book)
    window.go("members")
    page = window.page("members")
    assert page.views.currentWidget() is page.empty
    page.add_unit()
    dialog = find(window, UnitDialog)
    dialog.name.setText("Hội Nông dân tỉnh Sông Lành")
    dialog.accept()
    assert [one.unit.name for one in empty_book.members.roster(2025)] == ["Hội Nông dân tỉnh Sông Lành"]
    assert page.views.currentWidget() is not page.empty
    assert page.current().unit.name == "Hội Nông dân tỉnh Sông Lành"


def test_typing_goes_into_the_first_field_at_once(empty_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(empty_book)
    dialog = opened(UnitDialog(window.session, None, window))
    assert dialog.focusWidget() is dialog.name
    dialog.reject()
    term = opened(TermDialog(window.session, None, window))
    assert term.year.isAncestorOf(term.focusWidget()) or term.focusWidget() is term.year
    term.reject()


def test_a_refused_dialog_stays_with_its_sentence(empty_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(empty_book)
    before = ops(empty_book)
    dialog = opened(UnitDialog(window.session, None, window))
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.problem.text() == "Tên còn trống. Ghi tên rồi làm tiếp."
    assert window.message_bar.text() == ""
    dialog.name.setText("Sở Nội vụ")
    dialog.accept()
    assert not dialog.isVisible()
    assert ops(empty_book) == before + 1


def test_mending_a_unit_is_no_rename(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    member = full_book.members.roster(2025)[2]
    dialog = opened(UnitDialog(window.session, member, window))
    dialog.symbol.setText("VPUB")
    dialog.accept()
    assert full_book.members.unit(member.key).symbol == "VPUB"
    assert len(full_book.members.names(member.key)) == 1


def test_renaming_makes_a_dated_name(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    member = full_book.members.roster(2025)[3]
    dialog = opened(RenameDialog(window.session, member, window))
    dialog.inputs["name"].setText("Thanh tra tỉnh Sông Lành (mới)")
    dialog.inputs["on"].setText("1/12/2025")
    dialog.inputs["decision"].setText("Quyết định số 9/QĐ-UBND")
    dialog.accept()
    assert full_book.members.unit(member.key, "2025-12-02").name == "Thanh tra tỉnh Sông Lành (mới)"
    assert full_book.members.unit(member.key, "2025-11-30").name == member.unit.name
    window.go("members", RowOf("unit", member.key))
    card = " ".join(label.text() for label in window.page("members").card.findChildren(type(dialog.problem)))
    assert "01/12/2025: đổi tên" in card


def test_a_date_is_needed(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    dialog = opened(LeaveDialog(window.session, full_book.members.roster(2025)[4], window))
    dialog.inputs["on"].clear()
    dialog.accept()
    assert dialog.problem.text() == "Chưa ghi Từ ngày."


def test_leaving_keeps_the_unit(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    member = full_book.members.roster(2025)[4]
    dialog = opened(LeaveDialog(window.session, member, window))
    dialog.inputs["on"].setText("01/12/2025")
    dialog.accept()
    left = next(one for one in full_book.members.roster(2025) if one.key == member.key)
    assert left.to_date is not None
    assert full_book.members.unit(member.key).name == member.unit.name


def test_a_unit_with_history_is_not_removed(full_book: Book, window_on: WindowOn) -> None:
    window = window_on(full_book)
    window.go("members", RowOf("unit", "hnd"))
    window.page("members").remove()
    assert "không xóa được" in window.message_bar.text()
    assert "Thôi tham gia từ ngày…" in window.message_bar.text()
    assert any(one.key == "hnd" for one in full_book.members.roster(2025))


@pytest.mark.parametrize(
    ("kind", "chosen", "new", "sentence"),
    [
        ("merge", 1, ["Sở mới"], "Sáp nhập cần ít nhất hai đơn vị. Đánh dấu các đơn vị cũ."),
        ("split", 2, ["A", "B"], "Đánh dấu đúng một đơn vị."),
        ("dissolve", 0, [], "Đánh dấu đúng một đơn vị."),
    ],
)
def test_lineage_asks_for_the_right_number(
    full_book: Book, window_on: WindowOn, opened: Callable, kind: str, chosen: int, new: list[str], sentence: str
) -> None:
    window = window_on(full_book)
    members = full_book.members.roster(2025)[2 : 2 + chosen]
    dialog = opened(LineageDialog(window.session, kind, members, window))
    for field, name in zip(dialog.new_names, new, strict=False):
        field.setText(name)
    dialog.accept()
    assert dialog.problem.text() == sentence


def test_merging_two_units_into_a_new_one(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    members = full_book.members.roster(2025)[2:4]
    dialog = opened(LineageDialog(window.session, "merge", members, window))
    assert dialog.checked() == [one.key for one in members]
    dialog.new_names[0].setText("Sở Hợp nhất tỉnh Sông Lành")
    dialog.on.setText("01/12/2025")
    dialog.accept()
    found = [unit for unit in full_book.members.units() if unit.name == "Sở Hợp nhất tỉnh Sông Lành"]
    assert len(found) == 1
    event = full_book.members.line(found[0].key)[-1]
    assert (event.kind, sorted(event.from_units)) == ("merge", sorted(one.key for one in members))


def test_contacts_write_only_what_changed_in_one_act(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    member = full_book.members.roster(2025)[5]
    dialog = opened(ContactsDialog(window.session, member, window))
    for role, name in (("head", "Nguyễn Thị Ngọc Ánh"), ("officer", "Đỗ Văn Ước")):
        dialog.lines[role][0].setText(name)
    dialog.lines["officer"][2].setText("0900 000 009")
    before = ops(full_book)
    dialog.accept()
    assert ops(full_book) == before + 1
    now = next(one for one in full_book.members.roster(2025) if one.key == member.key)
    assert (now.head.name, now.officer.name, now.officer.phone) == (
        "Nguyễn Thị Ngọc Ánh",
        "Đỗ Văn Ước",
        "0900 000 009",
    )


def test_pasting_shows_then_writes(empty_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(empty_book)
    before = ops(empty_book)
    dialog = opened(PasteUnitsDialog(window.session, PASTED, window))
    assert dialog.summary.text() == "Đọc được 2 đơn vị. Chưa có gì được ghi vào sổ."
    assert ops(empty_book) == before
    dialog.accept()
    roster = empty_book.members.roster(2025)
    assert [one.unit.short_name for one in roster] == ["Văn phòng UBND tỉnh", "Hội Nông dân"]
    assert roster[1].officer.phone == "0900 000 002"
    assert ops(empty_book) == before + 1


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("1\tHội Nông dân tỉnh\tĐỗ Văn Ước\tChủ tịch", "1 đơn vị; chưa lấy cột 3, 4 vì không có dòng tiêu đề"),
        ("Tên đơn vị\tMàu cờ\nHội Nông dân tỉnh\tĐỏ", "1 đơn vị; chưa lấy cột Màu cờ. "),
        ("STT\tTên đơn vị\n1\tHội Nông dân tỉnh", "1 đơn vị. "),
    ],
)
def test_columns_that_are_not_taken_over_are_named(
    empty_book: Book, window_on: WindowOn, opened: Callable, pasted: str, told: str
) -> None:
    window = window_on(empty_book)
    dialog = opened(PasteUnitsDialog(window.session, pasted, window))
    assert dialog.summary.text().startswith(f"Đọc được {told}")


def test_the_reason_goes_when_a_field_is_mended(
    empty_book: Book, window_on: WindowOn, opened: Callable, qtbot: QtBot
) -> None:
    window = window_on(empty_book)
    dialog = opened(UnitDialog(window.session, parent=window))
    for _ in range(2):
        dialog.accept()
        assert dialog.problem.text() and dialog.problem.isVisible()
        qtbot.keyClicks(dialog.name, "x")
        assert not dialog.problem.isVisible()
        dialog.name.clear()


def test_a_bad_line_is_named_and_the_rest_can_be_written(
    empty_book: Book, window_on: WindowOn, opened: Callable
) -> None:
    window = window_on(empty_book)
    dialog = opened(PasteUnitsDialog(window.session, PASTED + "3\t\tKhông tên\n", window))
    assert "1 dòng chưa lấy được" in dialog.summary.text()
    assert dialog.first.isEnabled() and dialog.first.text() == "Ghi phần còn lại"
    good = sum(not line.wrong for line in dialog.table.rows_model.rows)
    dialog.accept()
    assert len(empty_book.members.roster(window.session.year)) == good > 0


def test_a_paste_of_bad_lines_only_offers_nothing(empty_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(empty_book)
    dialog = opened(PasteUnitsDialog(window.session, "STT\tĐơn vị\tGhi chú\n3\t\tKhông tên\n", window))
    assert not dialog.first.isEnabled()


@pytest.mark.parametrize("text", ["", "   \n\t\n"])
def test_an_empty_paste_offers_nothing(empty_book: Book, window_on: WindowOn, opened: Callable, text: str) -> None:
    dialog = opened(PasteUnitsDialog(window_on(empty_book).session, text))
    assert not dialog.first.isEnabled()


def test_a_new_person_is_named_and_signed_in(empty_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(empty_book)
    dialog = opened(PersonDialog(window.session, window))
    dialog.name.setText("Phạm Thu Mộc")
    dialog.password.setText("mat khau")
    dialog.accept()
    assert empty_book.people.current.name == "Phạm Thu Mộc"
    assert empty_book.people.current.has_password


def test_a_wrong_password_is_said(empty_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(empty_book)
    key = empty_book.people.add("Phạm Thu Mộc")
    empty_book.people.set_password(key, "mat khau")
    dialog = opened(PersonDialog(window.session, window))
    dialog.who.setCurrentIndex(dialog.who.findData(key))
    dialog.password.setText("khac")
    dialog.accept()
    assert "Mật khẩu của Phạm Thu Mộc chưa đúng" in dialog.problem.text()
    assert empty_book.people.current.key == ""


def test_settings_change_the_words_of_the_bloc(empty_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(empty_book)
    dialog = opened(SettingsDialog(window.session, window))
    dialog.style_choice.setCurrentIndex(3)
    dialog.spelling.setCurrentIndex(1)
    dialog.accept()
    words = empty_book.settings.terms
    assert (words.kind, words.head, words.deputy, words.spelling) == ("cum", "Cụm trưởng", "Cụm phó", "uỷ")
    window.go("leadership")
    assert window.page("leadership").heading.text() == "Cụm trưởng, luân phiên"


def test_settings_with_a_day_keep_what_was_and_say_it(empty_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(empty_book)
    old = empty_book.settings.bloc().name
    dialog = opened(SettingsDialog(window.session, window))
    dialog.name.setText("Khối mới")
    dialog.since.setText("01/03/2025")
    dialog.accept()
    assert [empty_book.settings.bloc(day).name for day in ("2025-02-28", "2025-03-01")] == [old, "Khối mới"]
    again = opened(SettingsDialog(window.session, window))
    assert f"Đến hết ngày 28/02/2025: {old}." in [label.text() for label in again.findChildren(QLabel)]
    again.name.setText("Khối khác")
    again.since.setText("01/02/2025")
    again.accept()
    assert "từ ngày 01/3/2025" in again.problem.text()


@pytest.mark.parametrize("take", [True, False])
def test_a_year_before_the_first_is_opened_with_its_list_or_without(
    full_book: Book, window_on: WindowOn, opened: Callable, take: bool
) -> None:
    window = window_on(full_book)
    first = min(one.year for one in full_book.years.all())
    dialog = opened(YearDialog(window.session, window))
    assert dialog.year.value() == first - 1
    assert dialog.year.maximum() == max(one.year for one in full_book.years.all()), "the year after has its own door"
    dialog.take.setChecked(take)
    dialog.accept()
    assert window.session.year == first - 1
    assert bool(full_book.members.roster(first - 1)) is take


def test_taking_over_shows_differences_first(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    full_book.years.open(2026)
    window.session.choose_year(2026)
    dialog = opened(TakeOverDialog(window.session, window))
    assert dialog.year.currentData() == 2025
    dialog.accept()
    assert len(full_book.members.roster(2026)) == 9


def test_a_term_is_written_with_its_person(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    full_book.members.put_post("ttr", "head", "Lê Văn Sông", "Chánh Thanh tra")
    dialog = opened(TermDialog(window.session, None, window))
    dialog.unit.setCurrentIndex(dialog.unit.findData("ttr"))
    assert dialog.person.currentText() == "Lê Văn Sông, Chánh Thanh tra"
    dialog.accept()
    assert full_book.leadership.head(2025).unit == "ttr"
    window.go("leadership")
    row = window.page("leadership").table.rows_model
    assert [row.index(0, n).data() for n in range(4)] == ["2025", "Trưởng khối", "Thanh tra tỉnh", "Lê Văn Sông"]


def test_a_tie_is_settled_by_an_order_with_a_reason(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    question = next(one for one in full_book.decisions.open_questions(2025) if one.key == "rank.tie")
    dialog = opened(QuestionDialog(window.session, question, parent=window))
    assert dialog.choice() == [option.key for option in question.options]
    dialog.shift(1)
    wanted = [question.options[1].key, question.options[0].key]
    assert dialog.choice() == wanted
    dialog.accept()
    assert dialog.problem.text() == "Ghi căn cứ hoặc lý do của quyết định."
    dialog.take_reason(2)
    dialog.body_name.setText("Hội nghị tổng kết")
    dialog.accept()
    decision = next(one for one in full_book.decisions.all(2025) if one.question == "rank.tie")
    assert (list(decision.choice), decision.body) == (wanted, "Hội nghị tổng kết")
    assert all(one.key != "rank.tie" for one in full_book.decisions.open_questions(2025))


def test_choosing_some_of_tied_units(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    question = next(one for one in full_book.decisions.open_questions(2025) if one.key == "class.tie_at_cap")
    dialog = opened(QuestionDialog(window.session, question, parent=window))
    dialog.reason.setPlainText("Theo ý kiến của cơ quan thường trực")
    dialog.accept()
    assert dialog.problem.text() == "Chọn một cách giải quyết trước khi ghi nhận."
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert dialog.choice() == [question.options[1].key]


def test_shipped_regulations_show_their_difference(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    dialog = opened(AdoptDialog(window.session, window))
    assert dialog.pack.count() == len(full_book.regulations.packs()) > 0
    assert dialog.table.rows_model.rowCount() > 0
    dialog.accept()
    adopted = full_book.regulations.of_year(2025)
    assert adopted.name == dialog.packs[dialog.pack.currentData()].regulation.name


def test_a_backup_now_stands_in_the_list(full_book: Book, window_on: WindowOn, opened: Callable) -> None:
    window = window_on(full_book)
    dialog = opened(BackupsDialog(window.session, full_book.store.path, lambda path: None, window))
    assert not dialog.first.isEnabled()
    dialog._back_up()  # the button asks for a name of a file first
    assert dialog.table.rows_model.rowCount() == 1
    assert dialog.first.isEnabled()


@pytest.mark.parametrize(
    ("bloc", "name"),
    [
        ("Khối thi đua số 1", "khoi-thi-dua-so-1"),
        ("Cụm A/B: thử?", "cum-ab-thu"),
        ("", "so-khoi"),
        ("Đ" * 100, "d" * 60),
    ],
)
def test_file_names_suit_every_system(bloc: str, name: str) -> None:
    assert file_name(bloc) == name


def test_a_hint_stands_close_to_its_field_and_a_number_off_its_edge(qtbot: QtBot, qapp: QApplication) -> None:
    """Seen failing: a hint of one line took the room of three, as Qt guesses of text that may wrap; the number of a
    field with arrows touched its edge."""
    prepare(qapp)
    dialog = FormDialog("Thử", lambda: None)
    qtbot.addWidget(dialog)
    number = SpinBox()
    dialog.add("&Lý do", number, "Năm trước khi có sổ cũng ghi được, để tính luân phiên.")
    dialog.add("&Tên bảng", QLineEdit())
    dialog.show()
    QApplication.processEvents()
    (hint,) = [one for one in dialog.findChildren(QLabel) if one.objectName() == "muted" and one.isVisible()]
    assert hint.height() <= hint.heightForWidth(hint.width()) + 2
    assert number.lineEdit().textMargins().left() > 2


def ink(label: QLabel) -> int:
    """How many dots of a label are not its ground."""
    seen = label.grab().toImage()
    ground = seen.pixel(seen.width() - 1, 0)
    return sum(seen.pixel(x, y) != ground for x in range(seen.width()) for y in range(seen.height()))


def test_the_last_letter_of_a_caption_with_an_underlined_letter_is_whole(qtbot: QtBot) -> None:
    """Seen failing: "Lý do" looked like "Lý dc"."""
    dialog = FormDialog("x", lambda: None)
    qtbot.addWidget(dialog)
    for text in ("&Lý do", "&Căn cứ", "Ngà&y", "Thời &hạn"):
        dialog.add(text, QLineEdit())
    dialog.show()
    for caption in dialog.findChildren(QLabel):
        if "&" in caption.text():
            room = QLabel(caption.text())
            room.setBuddy(caption.buddy())
            room.ensurePolished()
            room.resize(caption.width() + 20, caption.height())
            assert ink(caption) == ink(room), caption.text()
