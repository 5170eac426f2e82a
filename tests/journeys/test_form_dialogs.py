"""How many dialogs and fields it takes to enter a form of 40 items, 15 of them scored per case: one way of scoring at a
time, as its sentence, and copied in one act. The goal is 40 % of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from models.book.book import Book, create_book
from models.rules.form.scoring import Cell, Form, Group, Item, assess_item
from ui.base.session import Session
from ui.form.copy_rule import CopyRuleDialog
from ui.form.node import NodeDialog
from ui.form.page import FormPage
from ui.form.part import InputDialog, PartDialog
from ui.window.main_window import MainWindow

ITEMS, RULED, GOAL = 40, 15, Fraction(40, 100)
SENTENCE = "Mỗi trường hợp trừ 2 điểm, tối đa 10 điểm"


class Journey:
    """A hand that counts the dialogs it meets and the fields it fills."""

    def __init__(self, page: FormPage) -> None:
        self.page, self.dialogs, self.fields = page, 0, 0

    def meet(self, kind: type[QDialog]) -> Any:
        """The dialog that has just opened."""
        QApplication.processEvents()
        (found,) = [one for one in self.page.window().findChildren(kind) if one.isVisible()]
        self.dialogs += 1
        return found

    def fill(self, act: Callable[[], object]) -> None:
        """One field filled, ticked or chosen."""
        act()
        self.fields += 1

    def close(self, dialog: Any) -> None:
        dialog.accept()
        assert not dialog.isVisible(), dialog.problem.text()
        QApplication.processEvents()

    def edit(self, key: str) -> NodeDialog:
        self.page.tree.show_node(key)
        self.page.edit()
        found: NodeDialog = self.meet(NodeDialog)
        return found


def by_parts(hand: Journey, keys: list[str]) -> None:
    """Item, figure, way of scoring: three dialogs an item."""
    for key in keys:
        _by_parts(hand, key)


def _by_parts(hand: Journey, key: str) -> None:
    node = hand.edit(key)
    node.edit_input(None)
    asked = hand.meet(InputDialog)
    hand.fill(lambda: asked.label.setText("Số trường hợp"))
    hand.fill(lambda: asked.type.setCurrentIndex(asked.type.findData("count")))
    hand.close(asked)
    node.edit_part(None)
    part = hand.meet(PartDialog)
    hand.fill(lambda: part.kind.setCurrentIndex(part.kind.findData("deduct-per-case/1")))
    hand.fill(lambda: part.params["cases"].add({"input": "so-truong-hop"}))
    hand.fill(lambda: part.params["cases"].table.item(0, 2).setText("2"))
    hand.fill(lambda: part.params["from"].show_param("10"))
    hand.fill(lambda: part.params["most"].show_param("10"))
    hand.close(part)
    hand.close(node)


def by_sentence(hand: Journey, keys: list[str]) -> None:
    """The sentence of the table, typed into the item: one dialog an item."""
    for key in keys:
        _by_sentence(hand, key)


def _by_sentence(hand: Journey, key: str) -> None:
    node = hand.edit(key)
    hand.fill(lambda: node.rule.setPlainText(SENTENCE))
    for box in node.questions.boxes.values():
        if node.take.isEnabled():
            break
        hand.fill(lambda box=box: (box.setCurrentIndex(1), box.activated.emit(1)))
    hand.fill(node.take.click)
    hand.close(node)


def by_copy(hand: Journey, keys: list[str]) -> None:
    """One sentence, then one act for all the others."""
    by_sentence(hand, keys[:1])
    hand.page.tree.show_node(keys[0])
    hand.page.copy_rule()
    dialog = hand.meet(CopyRuleDialog)
    for place in range(dialog.items.count()):
        line = dialog.items.item(place)
        if line.data(Qt.ItemDataRole.UserRole) in keys:
            hand.fill(lambda line=line: line.setCheckState(Qt.CheckState.Checked))
    hand.close(dialog)


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[], FormPage]]:
    made: list[MainWindow] = []
    books: list[Book] = []

    def new() -> FormPage:
        book = create_book(tmp_path / f"{len(books)}.sokhoi", "Khối")
        books.append(book)
        book.years.open(2025)
        items = [Item(f"m{n}", str(n), f"Mục {n}", "n", Fraction(10)) for n in range(1, ITEMS + 1)]
        key = book.forms.put_form(Form("x", "Bảng 40 mục", nodes=(Group("n", "I", "Nhóm"), *items)))
        window = MainWindow(Session(book))
        made.append(window)
        qtbot.addWidget(window)
        window.show()
        window.go("form")
        page = window.page("form")
        assert isinstance(page, FormPage)
        page.show_form(key)
        return page

    yield new
    for window in made:
        window.session.close()


def worth(page: FormPage, keys: list[str]) -> list[object]:
    """What each item gives for no case, three and nine."""
    form = page.session.book.forms.form(page.versions.currentData())
    found = []
    for key in keys:
        item = form.node(key)
        assert isinstance(item, Item)
        (given,) = item.inputs
        found.append([assess_item(item, Cell(key, inputs={given.id: Fraction(n)})).value for n in (0, 3, 9)])
    return found


def test_fifteen_rules_per_case_take_a_fraction_of_the_dialogs_and_fields(page: Callable[[], FormPage]) -> None:
    keys = [f"m{n}" for n in range(1, RULED + 1)]
    counted = {}
    for way in (by_parts, by_sentence, by_copy):
        hand = Journey(page())
        way(hand, keys)
        assert worth(hand.page, keys) == [[10, 4, 0]] * RULED, way.__name__
        counted[way.__name__] = hand.dialogs, hand.fields
    print(counted)
    (dialogs, fields), sentence, copied = (counted[way.__name__] for way in (by_parts, by_sentence, by_copy))
    for few in (sentence, copied):
        assert few[0] <= GOAL * dialogs and few[1] <= GOAL * fields, counted
    assert copied[0] == 2


def test_one_rule_goes_to_twenty_items_in_one_act(page: Callable[[], FormPage]) -> None:
    """One step of the journal, undone as one; an item with a rule of its own is named as such."""
    shown = page()
    book, keys = shown.session.book, [f"m{n}" for n in range(1, 22)]
    by_copy(Journey(shown), keys)
    assert worth(shown, keys) == [[10, 4, 0]] * 21
    form = book.forms.form(shown.versions.currentData())
    assert [node.rule_text for node in form.items() if node.key == "m2"] == [""]
    book.store.undo()
    form = book.forms.form(shown.versions.currentData())
    assert [item.key for item in form.items() if item.parts] == ["m1"]
