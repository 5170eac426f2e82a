"""Titles of a ministry are added in one dialog, and offered to the agencies of its sector alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from models.book.book import Book
from tests.ui.acts import act_of
from tests.ui.regulation.test_regulation_page import YEAR, page_of
from ui.awards.dialogs import ProposalDialog
from ui.regulation.ministry_titles import MinistryDialog
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
DialogOf = Callable[..., Any]


@pytest.fixture
def vertical(full_book: Book) -> Book:
    """The practice book with its one agency of a central sector."""
    roster = full_book.members.roster(YEAR)
    for one in roster:
        if one.unit.kind == "central_vertical":
            return full_book
    full_book.members.change(roster[2].key, f"{YEAR}-01-01", kind="central_vertical")
    return full_book


def of_kind(book: Book) -> list[str]:
    return [one.key for one in book.members.roster(YEAR) if one.unit.kind == "central_vertical"]


def filled(window: MainWindow, dialog_of: DialogOf) -> MinistryDialog:
    act_of(page_of(window), "Danh hiệu của bộ, ngành…").trigger()
    dialog = dialog_of(window, MinistryDialog)
    dialog.body.setText("Bộ Tài chính")
    dialog.body.editingFinished.emit()
    dialog.decided_by.setText("Bộ trưởng Bộ Tài chính")
    dialog.decided_by.editingFinished.emit()
    dialog.cite.setText("Điều 5 Thông tư của Bộ Tài chính")
    return dialog  # type: ignore[no-any-return]


def test_the_titles_of_a_ministry_are_one_dialog(vertical: Book, window_on: WindowOn, dialog_of: DialogOf) -> None:
    """Seen failing: each title was a rule of its own, with a dialog of twelve fields."""
    window = window_on(vertical)
    before, last = len(vertical.awards.catalogue(YEAR)), vertical.store.last_seq
    dialog = filled(window, dialog_of)
    usual = vertical.ministries.usual("Bộ Tài chính", "Bộ trưởng Bộ Tài chính")
    for unit in of_kind(vertical):
        dialog.units.tick(unit)  # type: ignore[attr-defined]
    dialog.accept()
    assert not dialog.isVisible(), dialog.problem.text()
    listed = vertical.awards.catalogue(YEAR)
    assert len(listed) == before + len(usual) and vertical.store.last_seq == last + 1
    assert {one.units for one in listed if one.level == "ministry"} == {tuple(of_kind(vertical))}


def test_lines_somebody_wrote_are_not_named_anew(vertical: Book, window_on: WindowOn, dialog_of: DialogOf) -> None:
    dialog = filled(window_on(vertical), dialog_of)
    dialog.area.editor.rows[0][1]["name"].widget.setText("Cờ riêng")  # type: ignore[attr-defined]
    dialog.body.setText("Bộ Tư pháp")
    dialog.body.editingFinished.emit()
    assert dialog.area.spec()[0]["name"] == "Cờ riêng"  # type: ignore[index]


def test_rows_of_units_to_tick_do_not_lie_over_each_other(
    vertical: Book, window_on: WindowOn, dialog_of: DialogOf
) -> None:
    """Seen failing: rows were laid out as high as before the sheet of styles and painted higher, over the next one."""
    listed = filled(window_on(vertical), dialog_of).units.widget
    QApplication.processEvents()
    tops = [listed.visualItemRect(listed.item(row)) for row in range(listed.count())]  # type: ignore[attr-defined]
    assert all(above.bottom() < below.top() for above, below in pairwise(tops))


def test_it_is_offered_to_its_own_units_by_way_of_the_sector(
    vertical: Book, window_on: WindowOn, dialog_of: DialogOf, opened: Callable[[ProposalDialog], ProposalDialog]
) -> None:
    mine, other = (
        of_kind(vertical)[0],
        next(k.key for k in vertical.members.roster(YEAR) if k.key not in of_kind(vertical)),
    )
    usual = vertical.ministries.usual("Bộ Tài chính", "Bộ trưởng")
    (key, *_) = vertical.ministries.add(YEAR, "Bộ Tài chính", "Bộ trưởng", [mine], usual, "Điều 5")
    dialog = opened(ProposalDialog(window_on(vertical).session))
    dialog.who.choose(other, None)
    assert dialog.title.findData(key) < 0
    dialog.who.choose(mine, None)
    assert dialog.route.currentData() is None
    dialog.title.setCurrentIndex(dialog.title.findData(key))
    assert dialog.route.currentData() == "sector"
