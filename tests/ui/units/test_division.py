"""The one dialog of a decision that divides blocs: filled from the year, told what it changes, written in one act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.book.book import Book
from ui.units.division import NOBODY, DivisionDialog
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
YEAR = 2025


def test_one_dialog_takes_the_whole_decision(
    full_book: Book, window_on: WindowOn, opened: Callable[..., DivisionDialog], tmp_path: Path
) -> None:
    window = window_on(full_book)
    dialog = opened(DivisionDialog(window.session, window))
    names = [one.unit.name for one in full_book.members.roster(YEAR) if one.to_date is None]
    assert dialog.lines() == names
    dialog.accept()
    assert dialog.isVisible() and dialog.problem.text() == "Ghi số quyết định phân chia khối."
    dialog.number.setText("15/QĐ-HĐTĐKT")
    dialog.date.setText("12/1/2025")
    dialog.issuer.setText("Hội đồng Thi đua - Khen thưởng tỉnh")
    dialog.units.setPlainText("\n".join([*names, "Sở Dân tộc và Tôn giáo"]))
    dialog.head.setCurrentIndex(dialog.head.findData(names[1]))
    dialog._follow()  # the timer's act, without waiting for it
    assert "Đơn vị mới: Sở Dân tộc và Tôn giáo." in dialog.outcome.text()
    assert dialog.head.currentData() == names[1]
    path = tmp_path / "qd.pdf"
    path.write_bytes(b"%PDF-1.4")
    dialog.take_file(path)
    at = full_book.store.last_seq
    dialog.accept()
    assert not dialog.isVisible(), dialog.problem.text()
    assert full_book.store.last_seq == at + 1
    there = [one.unit.name for one in full_book.members.roster(YEAR) if one.to_date is None]
    assert there[-1] == "Sở Dân tộc và Tôn giáo"
    again = opened(DivisionDialog(window.session, window))
    assert (again.number.text(), again.file.text()) == ("15/QĐ-HĐTĐKT", "qd.pdf")
    at = full_book.store.last_seq
    again.accept()
    assert not again.isVisible() and full_book.store.last_seq == at, "what is written already is left untouched"
    again = opened(DivisionDialog(window.session, window))
    again.units.setPlainText("\n".join(names))
    again.accept()
    assert again.isVisible() and "Ctrl+Z lấy lại lần ghi ấy" in again.problem.text()
    window.go("members")
    assert "theo Quyết định số 15/QĐ-HĐTĐKT" in window.page("members").under.text()


def only(book: Book, role: str, rank: int = 1) -> str:
    """Make the last unit of the list the only one in an office; its key."""
    for term in book.leadership.terms(YEAR):
        if term.role == role:
            book.leadership.remove_term(term.key)
    unit = [one for one in book.members.roster(YEAR) if one.to_date is None][-1].key
    book.leadership.put_term(YEAR, unit, role, rank=rank, deviation="theo quyết định")
    return unit


def filled(dialog: DivisionDialog) -> None:
    dialog.number.setText("15/QĐ-HĐTĐKT")
    dialog.date.setText("12/1/2025")
    dialog.issuer.setText("Hội đồng Thi đua - Khen thưởng tỉnh")


@pytest.mark.parametrize("write", [str.upper, lambda name: name + " ", lambda name: f"1. {name}"])
def test_who_was_chosen_stays_chosen_however_the_list_is_typed_anew(
    full_book: Book, window_on: WindowOn, opened: Callable[..., DivisionDialog], write: Callable[[str], str]
) -> None:
    head = full_book.members.unit(only(full_book, "head")).name
    dialog = opened(DivisionDialog(window_on(full_book).session))
    names = dialog.lines()
    assert dialog.head.currentData() == head
    for text in ("", *("\n".join(map(write, names))[:count] for count in (1, 9, None))):
        dialog.units.setPlainText(text)
        dialog._follow()  # the timer's act, without waiting for it
        assert dialog.head.currentData().casefold() == head.casefold(), text
    dialog.units.setPlainText("\n".join(name for name in names if name != head))
    filled(dialog)
    dialog.accept()
    assert dialog.isVisible() and dialog.problem.text().startswith(f"{head} không có trong danh sách")


def test_a_deputy_stays_at_its_place_and_one_of_the_second_place_stands_there(
    full_book: Book, window_on: WindowOn, opened: Callable[..., DivisionDialog]
) -> None:
    unit = only(full_book, "deputy", 2)
    window = window_on(full_book)
    dialog = opened(DivisionDialog(window.session, window))
    assert [box.currentText() for box in dialog.deputies] == [NOBODY, full_book.members.unit(unit).name]
    filled(dialog)
    dialog.accept()
    assert not dialog.isVisible(), dialog.problem.text()
    there = [(one.rank, one.unit) for one in full_book.leadership.terms(YEAR) if one.role == "deputy"]
    assert there == [(2, unit)]


def test_the_outcome_calls_offices_as_the_bloc_does_and_says_what_stays(
    full_book: Book, window_on: WindowOn, opened: Callable[..., DivisionDialog]
) -> None:
    full_book.settings.describe_bloc(kind="cum")
    head = only(full_book, "head")
    window = window_on(full_book)
    dialog = opened(DivisionDialog(window.session, window))
    gone = full_book.members.unit(head).name
    dialog.units.setPlainText("\n".join(name for name in dialog.lines() if name != gone))
    dialog.head.setCurrentIndex(0)
    dialog.since.setText("31/12/2025")
    dialog._follow()  # the timer's act, without waiting for it
    said = dialog.outcome.text()
    assert f"Thôi giữ: {full_book.settings.terms.head} " in said and "Trưởng khối" not in said
    assert "Tên khối chưa đổi vì ngày 31/12/2025 chưa đến" in said
    dialog.since.setText("1/1/2026")
    dialog._follow()  # the timer's act, without waiting for it
    assert "không nằm trong năm" in dialog.outcome.text()
