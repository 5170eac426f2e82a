"""What makes room: button rows that fold into a menu, dialogs that stay inside the screen, sizes that follow text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from ui.base.button_row import MORE, ButtonRow
from ui.base.measure import fit, letters, usable
from ui.base.turning import Turning
from ui.kit.form_dialog import CLOSES, FormDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ACTS = ("Thêm đơn vị…", "Sửa…", "Đổi tên, sáp nhập, chia tách…", "Thôi tham gia từ ngày…")


@pytest.fixture
def buttons(qtbot: QtBot) -> tuple[ButtonRow, list[QAction]]:
    acts = [QAction(text) for text in ACTS]
    made = ButtonRow(acts, filled=True)
    qtbot.addWidget(made)
    made.show()
    return made, acts


def seen(made: ButtonRow) -> list[str]:
    visible = [one for one in made.findChildren(QPushButton) if one.isVisible()]
    return [one.text() for one in sorted(visible, key=lambda one: one.x())]


def folded(made: ButtonRow) -> list[str]:
    more = next(one for one in made.findChildren(QPushButton) if one.text() == MORE)
    menu = more.menu()
    assert menu is not None
    return [action.text() for action in menu.actions()]


def test_a_row_with_room_shows_every_button(buttons: tuple[ButtonRow, list[QAction]]) -> None:
    made, _acts = buttons
    made.resize(made.sizeHint())
    assert seen(made) == list(ACTS) and folded(made) == []


@pytest.mark.parametrize("share", [0.9, 0.6, 0.3, 0.0])
def test_what_finds_no_room_is_in_the_menu_and_nothing_is_cut(
    buttons: tuple[ButtonRow, list[QAction]], share: float
) -> None:
    made, _acts = buttons
    made.resize(max(made.minimumSizeHint().width(), round(made.sizeHint().width() * share)), made.sizeHint().height())
    QApplication.processEvents()
    assert [*(one for one in seen(made) if one != MORE), *folded(made)] == list(ACTS)
    assert folded(made) and seen(made)[0] == ACTS[0]
    for one in made.findChildren(QPushButton):
        if one.isVisible():
            assert one.width() >= one.sizeHint().width() and made.rect().contains(one.geometry())


def test_an_act_that_is_switched_off_and_on_moves_no_button(
    buttons: tuple[ButtonRow, list[QAction]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One in the menu stays there, and nothing is laid out anew: this happens at every typed score."""
    made, acts = buttons
    made.resize(made.sizeHint().width() * 2 // 3, made.sizeHint().height())
    QApplication.processEvents()
    before = seen(made), folded(made)
    times: list[int] = []
    fold = made.fold
    monkeypatch.setattr(made, "fold", lambda: (times.append(1), fold()))
    for act in acts:
        act.setEnabled(False)
        act.setEnabled(True)
    assert (seen(made), folded(made), times) == (*before, [])
    acts[-1].setVisible(False)
    acts[0].setText("Thêm")
    assert len(times) == 2 and seen(made)[0] == "Thêm" and ACTS[-1] not in folded(made)


def test_the_first_act_that_is_shown_is_the_advised_one(buttons: tuple[ButtonRow, list[QAction]]) -> None:
    made, acts = buttons
    made.resize(made.sizeHint())

    def advised() -> list[str]:
        return [one.text() for one in made.findChildren(QPushButton) if one.objectName() == "first"]

    assert advised() == [ACTS[0]]
    acts[0].setVisible(False)
    assert advised() == [ACTS[1]] and ACTS[0] not in seen(made)


@pytest.mark.parametrize("points", [10, 20])
def test_a_dialog_of_any_length_stays_inside_the_screen(qtbot: QtBot, points: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.font()
    app.setFont(QFont(before.family(), points))
    try:
        dialog = FormDialog("Nhiều trường", lambda: None)
        qtbot.addWidget(dialog)
        for number in range(40):
            dialog.add(f"Trường số {number}", QPlainTextEdit() if number % 4 == 0 else QLineEdit(), "Ghi ngắn gọn.")
        dialog.show()
        QApplication.processEvents()
        screen = dialog.screen().availableGeometry()
        assert QRect(0, 0, screen.width(), screen.height()).contains(QRect(0, 0, dialog.width(), dialog.height()))
        assert dialog.height() <= usable(dialog).height()
        assert dialog.first.isVisible() and dialog.rect().contains(dialog.first.geometry())
        last = dialog.findChildren(QLineEdit)[-1]
        last.setFocus(Qt.FocusReason.TabFocusReason)
        assert not dialog.first.geometry().intersects(QRect(last.mapTo(dialog, last.rect().topLeft()), last.size()))
    finally:
        app.setFont(before)


def test_what_is_measured_follows_the_size_of_text(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    fit(box, width=20)
    small = box.width(), letters(box, 20)
    font = QFont(box.font())
    font.setPointSize(20)
    box.setFont(font)
    assert box.minimumWidth() == box.maximumWidth() > small[0]
    assert box.minimumWidth() - letters(box, 20) == small[0] - small[1]


@pytest.mark.parametrize(("share", "stands"), [(1.2, False), (1.0, False), (0.9, True), (0.5, True)])
def test_parts_stand_under_each_other_where_one_would_be_cut(qtbot: QtBot, share: float, stands: bool) -> None:
    parts = [QPushButton("Nhận ngày và tổng trên giấy"), QPushButton("Xác nhận đủ")]
    made = Turning(*parts)
    qtbot.addWidget(made)
    made.show()
    made.resize(round(made.sizeHint().width() * share), 80)
    QApplication.processEvents()
    assert (parts[0].y() < parts[1].y()) is stands
    parts[1].setText("Xác nhận đủ, chốt điểm và gửi cho từng đơn vị thành viên của khối")
    qtbot.waitUntil(lambda: parts[0].y() < parts[1].y())


def test_room_kept_for_a_part_counts_whatever_it_says_now(qtbot: QtBot) -> None:
    """A part that keeps more room than its words ask for would push the last one over the edge."""
    parts = [QPushButton("Đủ"), QPushButton("Xác nhận phiếu")]
    made = Turning(*parts)
    fit(parts[0], least_width=60)
    qtbot.addWidget(made)
    made.show()
    made.resize(parts[0].minimumWidth() + parts[1].sizeHint().width() // 2, 80)
    QApplication.processEvents()
    assert parts[0].y() < parts[1].y()
    assert made.rect().contains(parts[1].geometry())


def test_a_dialog_that_only_closes_offers_nothing_to_cancel(qtbot: QtBot) -> None:
    for accept, ways in ((CLOSES, [CLOSES]), ("Ghi nhận", ["Ghi nhận", "Hủy bỏ"])):
        dialog = FormDialog("Việc", lambda: True, None, accept)
        qtbot.addWidget(dialog)
        dialog.show()
        assert [one.text() for one in dialog.findChildren(QPushButton) if one.isVisible()] == ways


def test_the_act_whose_state_stands_is_marked_and_never_in_the_menu(qtbot: QtBot) -> None:
    """Seen failing: the strip of the projector's states did not say which one is shown."""
    acts = [QAction(text) for text in ACTS]
    made = ButtonRow(acts)
    qtbot.addWidget(made)
    made.show()
    made.mark(acts[2])
    made.resize(made.minimumSizeHint())
    QApplication.processEvents()
    assert seen(made) == [ACTS[2], MORE] and folded(made) == [ACTS[0], ACTS[1], ACTS[3]]
    names = {one.text(): one.objectName() for one in made.findChildren(QPushButton)}
    assert [text for text, name in names.items() if name == "shown"] == [ACTS[2]]
    made.mark(None)
    assert "shown" not in {one.objectName() for one in made.findChildren(QPushButton)}
