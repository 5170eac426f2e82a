"""What is taken away is told with "Hoàn tác" beside it, selected lines go as one act, lists say what is missing."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from models.book.book import Book
from models.book.following.line_shapes import SHAPES
from models.rules.number.subjects import RowOf
from tests.book.practice import YEAR
from tests.ui.list_pages import act, tab
from ui.awards.dialogs import SubmitDialog
from ui.following.pledge_list import HeadsDialog
from ui.kit.line_dialog import LineDialog
from ui.window.finder import MOST
from ui.window.main_window import MainWindow
from ui.words import rotation_words

WindowOn = Callable[[Book], MainWindow]
UI = Path(__file__).parents[3] / "ui"
TAKES = ("remove", "drop", "withdraw", "take_back", "forget")


def untold(source: str) -> list[int]:
    """Lines where a verb that takes something away is run without saying what went, however it is handed over: in a
    lambda, a partial, as it is, by a function of the same file."""
    tree = ast.parse(source)
    classes = [one for one in ast.walk(tree) if isinstance(one, ast.ClassDef)]
    methods = {f"self.{one.name}": one for each in classes for one in each.body if isinstance(one, ast.FunctionDef)}
    inside = set(map(id, methods.values()))
    local = {one.name: one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and id(one) not in inside}

    def takes(given: ast.AST, seen: frozenset[str] = frozenset()) -> bool:
        for part in ast.walk(given):
            name = ast.unparse(part) if isinstance(part, ast.Attribute | ast.Name) else ""
            if name not in seen and (own := methods.get(name) or local.get(name)) is not None:
                if takes(own, seen | {name}):
                    return True
            elif isinstance(part, ast.Attribute) and part.attr.startswith(TAKES):
                return True
        return False

    return [
        one.lineno
        for one in ast.walk(tree)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "act"
        if any(takes(given) for given in (*one.args, *(each.value for each in one.keywords)))
    ]


@pytest.mark.parametrize(
    "handed",
    [
        "session.act(lambda: book.drafts.remove(key))",
        "session.act(partial(book.drafts.remove, key))",
        "session.act(book.drafts.remove_all, show)",
        "session.act(verb=book.drafts.remove_all)",
        "def take():\n    book.log.drop(key)\nsession.act(take)",
        "class A:\n    def _go(self):\n        book.log.drop(key)\n    def go(self):\n        session.act(self._go)",
    ],
)
def test_no_way_of_handing_a_verb_over_is_overlooked(handed: str) -> None:
    """Seen failing: only a lambda was looked into."""
    assert untold(handed) and not untold(handed.replace("session.act", "session.take_away"))


def test_nothing_is_taken_away_without_saying_so() -> None:
    """Seen failing: ballots, reports asked of units, drafts, awards of the past, files and evidence went in silence."""
    assert {
        str(path.relative_to(UI)): lines
        for path in UI.rglob("*.py")
        if (lines := untold(path.read_text(encoding="utf-8")))
    } == {}


def ways(window: MainWindow) -> list[QPushButton]:
    return [one for one in window.message_bar.findChildren(QPushButton) if one.text() == "Hoàn tác"]


def test_a_report_that_goes_leaves_its_name_and_the_way_back(full_book: Book, window_on: WindowOn) -> None:
    report = full_book.log.put_report(YEAR, "Báo cáo quý III")
    window = window_on(full_book)
    window.go("following", RowOf("report", report))
    act(window, "following", "Bỏ kỳ báo cáo")
    assert full_book.log.reports(YEAR) == ()
    (back,) = ways(window)
    back.click()
    assert [one.name for one in full_book.log.reports(YEAR)] == ["Báo cáo quý III"]


def test_selected_lines_go_together_and_come_back_together(full_book: Book, window_on: WindowOn) -> None:
    """Seen failing: of three selected lines only the current one went."""
    for name in ("Một", "Hai", "Ba"):
        full_book.registration.put_target(YEAR, "td", name)
    shown = tab(window_on(full_book), "registration", "Chỉ tiêu")
    shown.table.selectAll()
    assert len(shown.chosen_lines()) == 3
    shown.remove()
    assert full_book.registration.targets(YEAR) == ()
    full_book.undo()
    assert len(full_book.registration.targets(YEAR)) == 3


def test_a_search_that_finds_no_line_says_so(full_book: Book, window_on: WindowOn) -> None:
    full_book.registration.put_target(YEAR, "td", "Một")
    shown = tab(window_on(full_book), "registration", "Chỉ tiêu")
    shown.search.setText("không có")
    shown.search.taken.emit("không có")
    shown.refresh()
    assert "không có" in shown.note.text() and shown.table.rows_model.rowCount() == 0
    shown.search.setText("")
    shown.refresh()
    assert "không có" not in shown.note.text()


@pytest.mark.parametrize(
    ("shape", "said"), [("report_received", "kỳ báo cáo"), ("comment", "dự thảo"), ("movement_figure", "phong trào")]
)
def test_a_choice_that_has_nothing_says_what_is_added_first(
    full_book: Book, window_on: WindowOn, opened: Callable[[Any], Any], shape: str, said: str
) -> None:
    made = opened(LineDialog(window_on(full_book).session, SHAPES[shape]))
    assert any("chưa" in one.text() and said in one.text() for one in made.findChildren(QLabel))


def test_signatories_and_lists_of_nobody_are_not_written(
    full_book: Book, window_on: WindowOn, opened: Callable[[Any], Any]
) -> None:
    """Seen failing: "Có 0 người" and "0 đề nghị" with a button that could be pressed."""
    window = window_on(full_book)
    heads = opened(HeadsDialog(window.session, tab(window, "registration", "Giao ước")))
    assert not heads.first.isEnabled() and "Người liên hệ" in heads.found.text()
    made = full_book.awards.of(YEAR).lists()[0]
    sent = opened(SubmitDialog(window.session, made))
    assert not sent.first.isEnabled()
    assert any("chưa có đề nghị nào" in one.text() for one in sent.findChildren(QLabel))


def test_hits_beyond_the_list_are_counted(full_book: Book, window_on: WindowOn) -> None:
    """Seen failing: the thirteenth hit was nowhere, and nothing said that there was one."""
    window = window_on(full_book)
    window.complete()
    window.finder.show_hits("an")
    found = len(window.finder.look("an"))
    assert found > MOST and window.finder.list.count() == MOST + 1
    assert str(found - MOST) in window.finder.list.item(MOST).text()
    assert not window.finder.list.item(MOST).flags()


@pytest.mark.parametrize("count", [1, 12, 13, 30])
def test_a_sentence_names_a_dozen_units_and_counts_the_rest(count: int) -> None:
    told = rotation_words.names_of([f"u{n}" for n in range(count)], str.upper)
    assert told.count("U") == min(count, 12)
    assert (f"và {count - 12} đơn vị nữa" in told) == (count > 12)
