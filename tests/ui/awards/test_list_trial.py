"""Tính thử trước khi quyết: opened from Khen thưởng, it tries and tells, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from models.book.awards.trial import Flip
from models.book.book import Book
from models.rules.place.ranking import Decider
from tests.book import practice_awards
from tests.book.practice import DATA, YEAR
from ui.awards import list_trial
from ui.awards.list_trial import ListTrialDialog
from ui.window.app import SIZE, size_text
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]


@pytest.fixture
def lived(full_book: Book) -> Book:
    practice_awards.background(full_book, DATA)
    return full_book


def dialog_on(window: MainWindow) -> ListTrialDialog:
    window.go("awards")
    page = window.page("awards")
    page.lists.select_key(("BK_TINH", "collective"))
    next(act for act in page.acts() if act.text() == "Tính thử…").trigger()
    QApplication.processEvents()
    (found,) = [one for one in window.findChildren(ListTrialDialog) if one.isVisible()]
    return found


def rows(dialog: ListTrialDialog) -> dict[str, Any]:
    return {line.unit: line for line in dialog.table.rows_model.rows}


def test_numbers_and_tie_keys_are_tried_and_nothing_is_written(lived: Book, window_on: WindowOn) -> None:
    dialog = dialog_on(window_on(lived))
    last = lived.store.last_seq
    assert dialog.title.currentData() == "BK_TINH" and dialog.most.value() == 2
    assert "phải phân định" in dialog.outcome.text() and "thêm bớt chút nào cũng đổi" in dialog.flip.text()
    dialog.most.setValue(3)
    shown = rows(dialog)
    assert (shown["ttr"].now, shown["btc"].was, shown["btc"].now) == ("có", "chờ phân định", "có")
    assert dialog.outcome.text().startswith("Vào thêm: ")
    dialog.most.setValue(1)
    assert "Ban Tổ chức" in dialog.flip.text() and "thêm hơn 5,4 điểm xếp hạng" in dialog.flip.text()
    assert "Số lượng 0: bớt Thanh tra" in dialog.numbers.text()
    dialog.most.setValue(2)
    dialog.keys.setCurrentIndex(dialog.keys.findText("thêm thứ hạng năm trước, xét trước"))
    dialog.compute()
    shown = rows(dialog)
    assert (shown["mttq"].now, shown["btc"].now) == ("có", "không")
    assert (shown["mttq"].after, shown["btc"].after) == ("4", "5")
    dialog.reset()
    assert dialog.keys.currentIndex() == 0 and dialog.most.value() == 2
    assert not any(line.moved for line in dialog.table.rows_model.rows)
    assert lived.store.last_seq == last
    dialog.reject()


def test_a_title_is_changed_with_its_own_number(lived: Book, window_on: WindowOn) -> None:
    dialog = dialog_on(window_on(lived))
    dialog.title.setCurrentIndex(dialog.title.findData("CO_TINH"))
    dialog.reset()
    assert dialog.most.value() == 1 and rows(dialog)["vpub"].now == "có"
    dialog.most.setValue(0)
    assert dialog.outcome.text().startswith("Ra: Văn phòng UBND tỉnh")
    dialog.reject()


def test_without_a_number_by_rank_it_says_so(full_book: Book, window_on: WindowOn) -> None:
    for key in ("so-co", "so-bang-khen"):
        full_book.regulations.revise(YEAR, {key: None}, "Thử")
    window = window_on(full_book)
    window.go("awards")
    list_trial.open_for(window.page("awards"))
    assert not [one for one in window.findChildren(ListTrialDialog) if one.isVisible()]
    assert "chưa có gì để tính thử" in window.message_bar.text()


def test_a_tie_key_at_the_line_is_said_in_words(lived: Book, window_on: WindowOn) -> None:
    dialog = dialog_on(window_on(lived))
    made = lived.awards.what_if(YEAR, "BK_TINH", 1)
    decided = Decider("bonus", "điểm thưởng", Fraction(1), Fraction(2), ("ttr",))
    told = dialog.flip_words(replace(made, flip=Flip("ttr", "btc", Fraction(0), decided)))
    assert "bằng điểm, chỉ khác tiêu chí phụ (điểm thưởng: 1,00 so với 2,00)" in told
    dialog.reject()


@pytest.mark.parametrize("size", [SIZE, 20])
def test_it_stays_within_the_screen(lived: Book, window_on: WindowOn, qapp: QApplication, size: int) -> None:
    size_text(qapp, size)
    try:
        window = window_on(lived)
        window.resize(1366, 728)
        dialog = dialog_on(window)
        assert dialog.width() <= 1366 and dialog.height() <= 728
        assert dialog.minimumSizeHint().width() <= 1366 and dialog.minimumSizeHint().height() <= 728
        dialog.reject()
    finally:
        size_text(qapp, SIZE)


def test_weights_of_steps_are_tried_where_the_year_has_them(lived: Book, window_on: WindowOn) -> None:
    (rule,) = [one for one in lived.regulations.rules(YEAR) if one.kind == "final-score/1"]
    stages = [one.key for one in lived.years.stages(YEAR)]
    spec = {"method": "weights", "weights": {key: int(key == stages[-1]) for key in stages}, "missing": "leave-out"}
    lived.regulations.revise(YEAR, {rule.key: replace(rule, spec=spec)}, "Thử")
    dialog = dialog_on(window_on(lived))
    assert {part for _kind, part in dialog.weights} == set(stages)
    before, last = rows(dialog), lived.store.last_seq
    field = dialog.weights["final-score/1", stages[0]]
    field.setText("1,5")
    field.editingFinished.emit()
    after = rows(dialog)
    moved = [unit for unit in after if after[unit].points != before[unit].points]
    assert moved and lived.store.last_seq == last
    field.setText("không")
    field.editingFinished.emit()
    assert dialog.problem.isVisible(), "what is no number is said, and the regulation's weight is taken"
    assert {unit: line.points for unit, line in rows(dialog).items()} == {u: one.points for u, one in before.items()}
    dialog.reset()
    assert field.value() == 0 and not dialog.problem.isVisible()
    dialog.reject()
