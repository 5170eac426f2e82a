"""Quality on the bloc's scale, effects in figures, and inputs filled from them, typed in the windows."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as F
from typing import Any

import pytest

from models.book.book import Book
from models.rules.form.model import Form
from tests.book.following.test_judged_feeds import NODES
from tests.book.practice import YEAR
from tests.ui.list_pages import tab, texts
from ui.following.dialogs import FeedsDialog
from ui.following.work_list import ScaleDialog, SettleDialog, scale, settle
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
DialogOf = Callable[..., Any]


@pytest.fixture
def bloc(empty_book: Book) -> Book:
    empty_book.members.add("Sở Y tế", "Sở Y tế", year=YEAR, key="yt")
    empty_book.following.put_work(YEAR, "key", "Rà soát thủ tục", unit="yt", key="w")
    return empty_book


def test_a_scale_is_typed_and_a_task_judged_by_it(bloc: Book, window_on: WindowOn, dialog_of: DialogOf) -> None:
    window = window_on(bloc)
    lines = tab(window, "following", "Nhiệm vụ")
    scale(lines)
    dialog = dialog_of(lines, ScaleDialog)
    for (name, points), said in zip(dialog.lines, (("Xuất sắc", "2,5"), ("Tốt", ""), ("", "1")), strict=False):
        name.setText(said[0])
        points.setText(said[1])
    dialog.accept()
    assert dialog.isVisible() and "chưa ghi tên mức" in dialog.problem.text()
    dialog.lines[2][1].setText("")
    dialog.accept()
    assert [(one.name, one.points) for one in bloc.quality.of(YEAR)] == [("Xuất sắc", F("2.5")), ("Tốt", None)]
    settle(lines)
    made = dialog_of(lines, SettleDialog)
    assert [made.quality.itemText(n) for n in range(made.quality.count())] == ["", "Xuất sắc (2,5 điểm)", "Tốt"]
    made.quality.setCurrentIndex(1)
    made.figure.setText("12,5")
    made.measure.setText("thủ tục")
    made.accept()
    one = bloc.following.work("w")
    assert (one.quality, one.effect_figure, one.effect_measure, one.state) == ("Xuất sắc", F("12.5"), "thủ tục", "done")
    assert "hiệu quả: 12,5 thủ tục" in lines.spec.columns[1].tip(one)
    settle(lines)
    again = dialog_of(lines, SettleDialog)
    assert (again.quality.currentData(), again.figure.text()) == ("Xuất sắc", "12,5")
    again.figure.setText("")
    again.accept()
    assert bloc.following.work("w").effect_figure is None


def test_without_a_scale_any_word_is_typed_and_stays(bloc: Book, window_on: WindowOn, dialog_of: DialogOf) -> None:
    lines = tab(window_on(bloc), "following", "Nhiệm vụ")
    settle(lines)
    made = dialog_of(lines, SettleDialog)
    made.quality.setEditText("khá")
    made.accept()
    assert bloc.following.work("w").quality == "khá"
    settle(lines)
    again = dialog_of(lines, SettleDialog)
    assert again.quality.currentText() == "khá"
    again.accept()
    assert bloc.following.work("w").quality == "khá"


def test_an_indicator_is_chosen_for_an_input_and_a_lost_one_is_told(
    bloc: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    bloc.forms.adopt(YEAR, bloc.forms.put_form(Form("f", "Bảng", total=F(10), nodes=NODES)))
    bloc.following.put_movement(YEAR, "Vì người nghèo", "regular", key="m")
    key = bloc.indicators.put(YEAR, "m", "Nhà tình nghĩa", measure="nhà", unit="yt", result=F(7))
    window = window_on(bloc)
    lines = tab(window, "following", "Gợi ý điểm")
    (extra,) = [one for one in lines.spec.extras if one.text.startswith("Mục lấy")]
    extra.act(lines)
    dialog = dialog_of(lines, FeedsDialog)
    box = dialog.boxes["i", "so"]
    place = box.findText("kết quả chỉ tiêu phong trào: “Nhà tình nghĩa” (Vì người nghèo)")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    dialog.close()
    lines.refresh()
    (line,) = texts(lines)
    assert "“Nhà tình nghĩa” (Vì người nghèo): 7 (kết quả 7 nhà)" in line[2]
    bloc.indicators.remove(key)
    lines.refresh()
    assert "1 số liệu không còn lấy được" in lines.note.text()
    extra.act(lines)
    again = dialog_of(lines, FeedsDialog)
    box = again.boxes["i", "so"]
    assert "chỉ tiêu không còn trong phong trào" in box.currentText()
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert bloc.log.feeds.all(YEAR) == ()
