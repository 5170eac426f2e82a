"""Lines typed into the year's lists: what is prefilled is taken back, nothing is written over unseen, units of the
day."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as F
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from models.book.book import Book
from models.book.following import pasted
from models.book.following.line_shapes import SHAPES
from models.book.units.members import NewUnit
from tests.book.practice import YEAR
from tests.ui.list_pages import act, tab, texts
from ui.following.dialogs import TeamDialog
from ui.kit.line_dialog import LineDialog, unit_names
from ui.kit.paste_lines import PasteLinesDialog
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
DialogOf = Callable[..., Any]


@pytest.fixture
def two_units(empty_book: Book) -> Book:
    for key, name in (("yt", "Sở Y tế"), ("tp", "Sở Tư pháp")):
        empty_book.members.add(name, name, year=YEAR, key=key)
    return empty_book


@pytest.fixture
def namesakes(two_units: Book) -> Book:
    """A unit that ended on 28/02 and its successor of the same name."""
    two_units.members.add("Sở Tài chính", "Sở Tài chính", year=YEAR, key="stc-cu")
    two_units.members.add("Sở Kế hoạch và Đầu tư", "Sở KHĐT", year=YEAR, key="khdt")
    successor = NewUnit("Sở Tài chính", "Sở Tài chính", key="stc")
    two_units.members.merge("2025-03-01", ["stc-cu", "khdt"], successor, "Nghị quyết 18")
    return two_units


def offered(box: Any) -> list[str]:
    return [box.itemText(n) for n in range(box.count()) if box.itemText(n)]


def pick(box: Any, key: str) -> None:
    place = box.findData(key)
    assert place >= 0, (key, offered(box))
    box.setCurrentIndex(place)


@pytest.mark.parametrize("figure", [F(15000), F(1000), F("1.234"), F("106.4"), F("-1.005"), F("1234567.125"), F(0)])
@pytest.mark.parametrize("page", ["registration", "following"])
def test_a_figure_left_as_it_was_is_taken_back(
    figure: F, page: str, two_units: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    two_units.registration.put_target(YEAR, "yt", "Khám bệnh", measure="lượt", plan=figure, result=figure)
    window = window_on(two_units)
    tab(window, page, "Chỉ tiêu")
    act(window, page, "Sửa…")
    dialog = dialog_of(window, LineDialog)
    dialog.inputs["note"].setPlainText("đã xem")
    dialog.first.click()
    assert not dialog.isVisible(), dialog.problem.text()
    (target,) = two_units.registration.targets(YEAR)
    assert (target.plan, target.result, target.note) == (figure, figure, "đã xem")


def test_adding_never_writes_over_a_registration(two_units: Book, window_on: WindowOn, dialog_of: DialogOf) -> None:
    two_units.registration.receive(YEAR, "yt", "2025-03-10", document="12/SYT", tasks=10, note="gửi qua trục")
    before = two_units.registration.of(YEAR, "yt")
    window = window_on(two_units)
    found = tab(window, "registration", "Đăng ký")
    assert found.table.select_key("yt")
    act(window, "registration", "Thêm…")
    dialog = dialog_of(window, LineDialog)
    assert dialog.inputs["unit"].currentData() == "tp"
    pick(dialog.inputs["unit"], "yt")
    dialog.first.click()
    assert "Sở Y tế đã có dòng đăng ký thi đua" in dialog.problem.text() and "Sửa…" in dialog.problem.text()
    dialog.reject()
    assert two_units.registration.of(YEAR, "yt") == before
    assert found.table.select_key("yt")
    act(window, "registration", "Sửa…")
    dialog = dialog_of(window, LineDialog)
    dialog.inputs["tasks"].setText("9")
    dialog.first.click()
    held = two_units.registration.of(YEAR, "yt")
    assert (held.received_on, held.document, held.tasks, held.note) == ("2025-03-10", "12/SYT", 9, "gửi qua trục")


def test_a_registration_written_for_the_wrong_unit_is_moved(
    two_units: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    two_units.registration.receive(YEAR, "yt", "2025-03-10", tasks=10)
    window = window_on(two_units)
    assert tab(window, "registration", "Đăng ký").table.select_key("yt")
    act(window, "registration", "Sửa…")
    dialog = dialog_of(window, LineDialog)
    pick(dialog.inputs["unit"], "tp")
    dialog.first.click()
    assert two_units.registration.of(YEAR, "yt").absent
    assert two_units.registration.of(YEAR, "tp").received_on == "2025-03-10"


def test_adding_never_writes_over_progress_or_a_report(
    two_units: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    two_units.following.report_progress(YEAR, "yt", "2025-06-30", 5, registered=10, note="theo báo cáo")
    two_units.log.put_report(YEAR, "Báo cáo quý I", due_on="2025-04-10", key="q1")
    two_units.log.receive_report(YEAR, "q1", "yt", "2025-04-09", "đúng hạn")
    window = window_on(two_units)
    for title, key in (("Tiến độ", ("yt", "2025-06-30")), ("Báo cáo", ("q1", "yt"))):
        found = tab(window, "following", title)
        assert found.table.select_key(key)
        act(window, "following", "Thêm…")
        dialog = dialog_of(window, LineDialog)
        assert dialog.inputs["unit"].currentData() == "tp"
        pick(dialog.inputs["unit"], "yt")
        dialog.first.click()
        assert "Sở Y tế đã có dòng" in dialog.problem.text()
        dialog.reject()
    (progress,) = two_units.following.progress(YEAR)
    assert (progress.tasks_done, progress.note) == (5, "theo báo cáo")
    act(window, "following", "Sửa…")
    dialog = dialog_of(window, LineDialog)
    assert dialog.inputs["on"].text() == "09/4/2025"
    dialog.inputs["on"].setText("08/4/2025")
    dialog.first.click()
    (row,) = two_units.store.rows("report_received")
    assert (row["received_on"], row["note"]) == ("2025-04-08", "đúng hạn")


def test_a_unit_box_tells_namesakes_apart_and_offers_those_of_the_day(namesakes: Book, window_on: WindowOn) -> None:
    window = window_on(namesakes)
    names = unit_names(window.session)
    assert names["stc-cu"] == "Sở Tài chính (đến 28/02)" and names["stc"] == "Sở Tài chính"
    assert len(set(names.values())) == len(names)
    dialog = LineDialog(window.session, SHAPES["registration"], given={"on": "2025-03-10"}, parent=window)
    assert "stc-cu" not in [dialog.inputs["unit"].itemData(n) for n in range(dialog.inputs["unit"].count())]
    dialog.inputs["on"].setText("20/02/2025")
    dialog.inputs["on"].editingFinished.emit()
    keys = [dialog.inputs["unit"].itemData(n) for n in range(dialog.inputs["unit"].count())]
    assert "stc-cu" in keys and "stc" not in keys
    dialog.deleteLater()
    team = TeamDialog(window.session, None, window)
    team.first_day.setText("24/11/2025")
    team.first_day.editingFinished.emit()
    shown = [one for one in map(team.members.item, range(team.members.count())) if not one.isHidden()]
    assert "stc-cu" not in [one.data(Qt.ItemDataRole.UserRole) for one in shown] and len(shown) == 3
    team.deleteLater()


def test_a_pasted_name_is_the_unit_that_still_bears_it(namesakes: Book) -> None:
    unit, known = SHAPES["target"].fields[0], pasted.known(namesakes, YEAR)
    assert pasted.value_of(unit, "so tai chinh", known) == "stc"
    assert pasted.value_of(unit, "Sở Tài chính (đến 28/02)", known) == "stc-cu"


def test_a_draft_without_comments_is_no_comment_to_change(
    two_units: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    draft = two_units.drafts.put(YEAR, "regulation", "Quy chế 2025", sent_on="2025-02-01")
    window = window_on(two_units)
    found = tab(window, "following", "Góp ý dự thảo")
    assert found.table.select_key((draft, None))
    (edit,) = [one for one in window.page("following").acts() if one.text() == "Sửa…"]
    assert not edit.isEnabled()
    found.edit()
    assert not [one for one in window.findChildren(LineDialog) if one.isVisible()]
    two_units.drafts.put_comment(draft, "Bỏ Điều 5", unit="yt")
    found.refresh()
    found.table.selectRow(0)
    # what a turn of the tab calls
    window.page("following")._follow()
    assert edit.isEnabled()


@pytest.mark.parametrize(
    ("came", "spent", "sentence"),
    [("1.000.000", "500.000", "chỉ ghi thu hoặc chi"), ("", "", "Chưa ghi số tiền"), ("0", "", "Chưa ghi số tiền")],
)
def test_a_line_of_money_goes_one_way(
    came: str, spent: str, sentence: str, two_units: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    window = window_on(two_units)
    tab(window, "following", "Thu, chi")
    act(window, "following", "Thêm…")
    dialog = dialog_of(window, LineDialog)
    dialog.inputs["text"].setText("In cờ")
    dialog.inputs["came"].setText(came)
    dialog.inputs["spent"].setText(spent)
    dialog.first.click()
    assert sentence in dialog.problem.text()
    assert not two_units.store.rows("ledger")
    dialog.inputs["came"].setText("")
    dialog.inputs["spent"].setText("500.000")
    dialog.first.click()
    (row,) = two_units.store.rows("ledger")
    assert row["dong"] == -500000


def test_a_title_is_picked_from_the_catalogue_and_a_made_up_one_is_marked(
    two_units: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    two_units.regulations.adopt_pack(YEAR, "nd152-2025")
    window = window_on(two_units)
    found = tab(window, "registration", "Danh hiệu")
    for title, mark in (("Cờ thi đua của UBND tỉnh", ""), ("Danh hiệu bịa đặt", "Không có trong danh mục của năm")):
        act(window, "registration", "Thêm…")
        dialog = dialog_of(window, LineDialog)
        box = dialog.inputs["title"]
        names = offered(box)
        assert "Chiến sĩ thi đua cơ sở" in names and len(names) == len(set(names))
        pick(dialog.inputs["unit"], "yt")
        box.setCurrentText(title)
        dialog.first.click()
        assert not dialog.isVisible(), dialog.problem.text()
        shown = {line[1]: line[4] for line in texts(found)}
        assert shown[title] == mark
    act(window, "registration", "Thêm…")
    dialog = dialog_of(window, LineDialog)
    pick(dialog.inputs["unit"], "yt")
    dialog.inputs["title"].setCurrentText("Chiến sĩ thi đua cơ sở")
    dialog.first.click()
    assert "dành cho cá nhân" in dialog.problem.text()


def test_shares_of_a_plan_stand_with_the_same_decimals(two_units: Book, window_on: WindowOn) -> None:
    for name, plan, result in (("a", 100, 112), ("b", 1000, 1064), ("c", 2, 1)):
        two_units.registration.put_target(YEAR, "yt", name, plan=F(plan), result=F(result))
    assert [line[-1] for line in texts(tab(window_on(two_units), "following", "Chỉ tiêu"))] == [
        "112,00",
        "106,40",
        "50,00",
    ]


def test_a_note_goes_with_the_next_act(two_units: Book, window_on: WindowOn) -> None:
    window = window_on(two_units)
    window.session.act(lambda: two_units.registration.receive(YEAR, "yt", "2025-03-10"))
    window.undo()
    assert window.message_bar.text().startswith("Đã hoàn tác")
    window.session.act(lambda: two_units.registration.receive(YEAR, "tp", "2025-03-10"))
    assert window.message_bar.text() == ""


def test_a_paste_says_what_it_replaces_and_keeps_what_it_has_no_column_for(
    two_units: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    two_units.registration.receive(YEAR, "yt", "2025-03-10", document="12/SYT", tasks=8, note="gửi qua trục")
    window = window_on(two_units)
    tab(window, "registration", "Đăng ký")
    QGuiApplication.clipboard().setText("Đơn vị\tNgày nhận\nSở Y tế\t12/3/2025\nSở Tư pháp\t13/3/2025")
    act(window, "registration", "Dán từ Excel")
    dialog = dialog_of(window, PasteLinesDialog)
    model = dialog.table.rows_model
    assert [bool(model.columns[1].text(line)) for line in model.rows] == [True, False]
    dialog.first.click()
    held = two_units.registration.of(YEAR, "yt")
    assert (held.received_on, held.document, held.tasks, held.note) == ("2025-03-12", "12/SYT", 8, "gửi qua trục")
    assert two_units.registration.of(YEAR, "tp").received_on == "2025-03-13"


def test_lines_that_only_the_verb_refuses_are_told_one_by_one_and_nothing_is_written(
    two_units: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    """Seen failing: the first refusal alone was told, without its line."""
    window = window_on(two_units)
    tab(window, "registration", "Đăng ký")
    QGuiApplication.clipboard().setText("Đơn vị\tNgày nhận\nSở Y tế\t12/3/2025\nSở Tư pháp\t13/3/2052")
    act(window, "registration", "Dán từ Excel")
    dialog = dialog_of(window, PasteLinesDialog)
    model = dialog.table.rows_model
    assert [line.wrong for line in model.rows] == [False, False]
    dialog.first.click()
    assert [line.wrong for line in model.rows] == [False, True]
    assert "2052" in model.columns[1].text(model.rows[1]) and two_units.registration.of(YEAR, "yt").received_on is None
    assert dialog.isVisible()
    dialog.first.click()
    assert two_units.registration.of(YEAR, "yt").received_on == "2025-03-12"
    assert two_units.registration.of(YEAR, "tp").received_on is None
