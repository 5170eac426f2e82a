"""Đọc quy tắc từ lời: proposals taken in one step, questions asked once, and the item dialog's own reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction as F
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog

from models.book.book import Book
from models.rules.form.scoring import Form, Group, Item
from models.rules.form.wordings.building import QUESTIONS
from tests.ui.acts import act_of
from ui.base.session import Said
from ui.form.node import NodeDialog
from ui.form.page import FormPage
from ui.form.read_rules import WAITING, ReadRulesDialog
from ui.window.main_window import MainWindow
from ui.words import wording_words

Made = TypeVar("Made", bound=QDialog)
Opened = Callable[[Made], Made]
WORDS = {
    "a": ("5", "Mỗi văn bản chậm trừ 0,25 điểm, tối đa 5 điểm"),
    "b": ("5", "Mỗi đơn để quá hạn trừ 1 điểm"),
    "c": ("5", "Mỗi vụ việc để xảy ra trừ 2 điểm"),
    "d": ("5", "Đoàn kiểm tra xem xét cho điểm từng trường hợp"),
    "e": ("8", "Thực hiện đầy đủ được 5 điểm, không thực hiện không có điểm"),
    "f": ("5", "Tổ chức tốt phong trào thi đua"),
    "g": ("5", ""),
}


def form() -> Form:
    items = [
        Item(key, str(place), f"Mục {key}", "n", F(most), rule_text=text)
        for place, (key, (most, text)) in enumerate(WORDS.items(), 1)
    ]
    return Form("x", "Bảng có lời", nodes=(Group("n", "I", "Nhóm"), *items))


@pytest.fixture
def page(empty_book: Book, window_on: Callable[[Book], MainWindow]) -> Iterator[FormPage]:
    key = empty_book.forms.put_form(form())
    window = window_on(empty_book)
    window.go("form")
    page = window.page("form")
    assert isinstance(page, FormPage)
    page.show_form(key)
    yield page


def dialog_on(page: FormPage, opened: Opened[ReadRulesDialog]) -> ReadRulesDialog:
    assert page.form is not None
    return opened(ReadRulesDialog(page.session, page.form, page))


def choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def ticked(dialog: ReadRulesDialog) -> list[str]:
    return [line.item.key for line in dialog.ticked()]


def item_of(page: FormPage, key: str) -> Item:
    node = page.session.book.forms.form(page.versions.currentData()).node(key)
    assert isinstance(node, Item)
    return node


def test_every_question_answer_and_note_has_words() -> None:
    for words in (wording_words.ANSWERS, wording_words.NOTES):
        assert {key: tuple(options) for key, options in words.items()} == dict(QUESTIONS)
    assert set(wording_words.QUESTIONS) == set(QUESTIONS)


def test_what_is_sure_is_ticked_what_waits_cannot_be(page: FormPage, opened: Opened[ReadRulesDialog]) -> None:
    dialog = dialog_on(page, opened)
    assert [line.item.key for line in dialog.shown] == ["a", "b", "c", "d", "e"]
    assert ticked(dialog) == ["a"]
    entries = [dialog.tree.topLevelItem(place) for place in range(5)]
    assert entries[1].text(2) == WAITING
    checkable = [bool(entry.flags() & Qt.ItemFlag.ItemIsUserCheckable) for entry in entries]
    assert checkable == [True, False, False, False, True]
    assert "2 mục chờ trả lời" in dialog.summary.text() and "1 mục chưa đọc được" in dialog.summary.text()


def test_a_question_is_asked_once_for_all_its_items(page: FormPage, opened: Opened[ReadRulesDialog]) -> None:
    dialog = dialog_on(page, opened)
    assert list(dialog.questions.boxes) == ["floor"]
    choose(dialog.questions.boxes["floor"], "zero")
    assert ticked(dialog) == ["a", "b", "c"]
    choose(dialog.questions.boxes["floor"], "")
    assert ticked(dialog) == ["a"]


def test_all_ticks_only_what_is_sure_and_a_refused_tick_stays_refused(
    page: FormPage, opened: Opened[ReadRulesDialog]
) -> None:
    dialog = dialog_on(page, opened)
    dialog.tick_all(True)
    assert ticked(dialog) == ["a"]  # "e" does not add up to its standard
    dialog.tree.topLevelItem(4).setCheckState(0, Qt.CheckState.Checked)
    dialog.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    choose(dialog.questions.boxes["floor"], "zero")
    assert ticked(dialog) == ["b", "c", "e"]
    dialog.tick_all(False)
    assert ticked(dialog) == [] and not dialog.first.isEnabled()


def test_the_ticked_are_taken_in_one_step_with_their_note_and_undone_in_one(
    page: FormPage, opened: Opened[ReadRulesDialog]
) -> None:
    book, key = page.session.book, page.versions.currentData()
    before = book.forms.form(key)
    dialog = dialog_on(page, opened)
    choose(dialog.questions.boxes["floor"], "zero")
    dialog.accept()
    after = book.forms.form(key)
    assert [item.key for item in after.items() if item.parts] == ["a", "b", "c"]
    assert [item.rule_text for item in after.items()] == [text for _, text in WORDS.values()]
    assert [(line.code, line.text) for line in after.lines] == [("Quy ước 1:", wording_words.NOTES["floor"]["zero"])]
    again = dialog_on(page, opened)
    assert "floor" not in again.questions.boxes and again.questions.answers == {"floor": "zero"}
    book.store.undo()
    assert book.forms.form(key) == before


def test_the_item_dialog_reads_while_one_types_and_takes_over(page: FormPage, opened: Opened[NodeDialog]) -> None:
    shown = page.form
    assert shown is not None
    dialog = opened(NodeDialog(page.session, shown, shown.node("g"), "item", "n", page))
    assert not dialog.take.isVisible()
    dialog.rule.setPlainText("Mỗi văn bản chậm trừ 0,25 điểm")
    assert dialog.take.isVisible() and not dialog.take.isEnabled()
    choose(dialog.questions.boxes["floor"], "zero")
    assert "mỗi văn bản chậm trừ 0,25 điểm" in dialog.reading.text() and "4,5 trong 5" in dialog.reading.text()
    dialog.take.click()
    assert [part.kind for part in dialog.parts] == ["deduct-per-case/1"] and not dialog.take.isVisible()
    dialog.accept()
    taken = item_of(page, "g")
    assert taken.rule_text == "Mỗi văn bản chậm trừ 0,25 điểm" and len(taken.parts) == 1
    assert page.session.book.forms.form(shown.key).lines[0].text == wording_words.NOTES["floor"]["zero"]


def test_a_half_understood_sentence_is_said_and_offers_nothing(page: FormPage, opened: Opened[NodeDialog]) -> None:
    shown = page.form
    assert shown is not None
    dialog = opened(NodeDialog(page.session, shown, shown.node("d"), "item", "n", page))
    assert "Chưa đọc được" in dialog.reading.text() and not dialog.take.isVisible()


def test_an_adopted_form_offers_no_reading(page: FormPage) -> None:
    assert act_of(page, "Đọc quy tắc từ lời…").isEnabled()
    page.session.book.forms.adopt(2025, page.versions.currentData(), as_it_is=True)
    page.refresh()
    assert not act_of(page, "Đọc quy tắc từ lời…").isEnabled()


def test_a_form_that_comes_in_with_sentences_says_how_many_can_be_read(page: FormPage) -> None:
    said: list[Said] = []
    page.session.said.connect(said.append)
    page.show_new(page.session.book.forms.put_form(form()))
    assert said[-1].text.startswith("4 mục có lời") and said[-1].way_on is not None
    page.session.book.forms.put_form(Form("y", "Bảng không lời", nodes=(Item("a", "1", "Mục", None, F(5)),)), key="y")
    before = len(said)
    page.show_new("y")
    assert len(said) == before
