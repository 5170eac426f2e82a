"""The journal's page: sifted, looked back from, and what changed since, as a list that prints."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from models.book.book import Book, create_book
from models.book.reporting.sifted import Sieve
from tests.book.practice import YEAR
from tests.printing import papers
from ui.closing.changes import ChangesDialog
from ui.closing.journal_page import JournalPage
from ui.home import state_card
from ui.window.desk import Desk
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]


def page_of(window: MainWindow) -> JournalPage:
    window.go("journal")
    page = window.page("journal")
    assert isinstance(page, JournalPage)
    return page


def choose(box: object, data: object) -> None:
    box.setCurrentIndex(box.findData(data))  # type: ignore[attr-defined]  # a combo
    box.activated.emit(box.currentIndex())  # type: ignore[attr-defined]  # a combo


def test_the_journal_is_sifted_by_unit_item_person_day_and_kind(full_book: Book, window_on: WindowOn) -> None:
    book = full_book
    cell = book.store.rows("cell")[0]
    node, sheet = cell["node"], book.store.row("sheet", cell["sheet"])
    assert sheet is not None
    unit = sheet["unit"]
    other = next(one.key for one in book.members.roster(YEAR) if one.key != unit)
    with book.store.operation("note") as tx:
        tx.update("cell", (sheet["key"], node), note="ghi chú")
    scored = book.last_act
    someone = book.people.add("Lê Thị Đào")
    book.people.sign_in(someone)
    with book.store.operation("note") as tx:
        tx.update("unit", other, note="sửa")
    about_other = book.last_act
    page = page_of(window_on(book))
    everything = page.table.rows_model.rowCount()
    choose(page.unit, unit)
    shown = {line.seq for line in page.table.rows_model.rows}
    assert scored in shown and about_other not in shown and len(shown) < everything
    choose(page.node, node)
    assert {line.seq for line in page.table.rows_model.rows} <= shown
    assert scored in {line.seq for line in page.table.rows_model.rows}
    page.sift_nothing()
    assert page.table.rows_model.rowCount() == everything
    choose(page.person, someone)
    assert {line.seq for line in page.table.rows_model.rows} >= {about_other}
    assert scored not in {line.seq for line in page.table.rows_model.rows}
    choose(page.person, None)
    choose(page.kind, "unit")
    kinds = {line.seq for line in page.table.rows_model.rows}
    assert about_other in kinds and scored not in kinds
    page.sift_nothing()
    day = book.journal.line(scored).at[:10]
    assert {line.seq for line in book.sifting.lines(Sieve(first="2999-01-01"))} == set()
    assert scored in {line.seq for line in book.sifting.lines(Sieve(last="2999-01-01", unit=unit))}
    page.first.set_value(day)
    page.first.changed.emit(day)
    assert not page.sieve().open


@pytest.fixture
def book_file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "khoi.sokhoi"
    with create_book(path, "Khối thi đua số 1") as book:
        book.years.open(2025)
    yield path


def test_the_book_as_it_stood_opens_in_a_window_of_its_own(desk: Desk, book_file: Path) -> None:
    window = desk.open(book_file)
    assert window is not None
    book = window.session.book
    act = book.last_act
    book.tasks.add(2025, "Việc ghi sau")
    page = page_of(window)
    page.table.select_key(act)
    page.look_back.trigger()
    (place,) = [one for one in desk.windows if one != book_file.resolve()]
    past = desk.windows[place]
    assert past.session.book.last_act == act
    assert not [one for one in past.session.book.tasks.all(2025) if one.title == "Việc ghi sau"]
    assert past.frame.banner.isVisibleTo(past) and past.session.read_only
    assert past.windowTitle().startswith("Lúc ")
    told = [what for _mark, what, _how in state_card.lines(past.session)]
    assert "Sao lưu" not in told and "Kiểm tra sổ" not in told, "these are of the book of today"
    assert "Sao lưu" in [what for _mark, what, _how in state_card.lines(window.session)]
    for key in ("home", "scores", "ranking", "members", "journal", "closing", "verify"):
        past.go(key)
    past.asked.emit("copy", None)
    assert "chỉ cho xem sổ lúc trước" in past.message_bar.text()
    assert not page_of(past).look_back.isEnabled()
    assert place not in [one.path.resolve() for one in desk.preferences.known()]
    past.close()
    assert not place.exists() and desk.windows.keys() == {book_file.resolve()}
    assert book.last_act == act + 1 and not window.session.read_only


def test_what_changed_since_an_act_is_a_list_that_prints(
    desk: Desk, book_file: Path, tmp_path: Path, qapp: object
) -> None:
    window = desk.open(book_file)
    assert window is not None
    book = window.session.book
    act = book.last_act
    book.tasks.add(2025, "Việc ghi sau")
    page = page_of(window)
    page.table.select_key(book.last_act)
    page.since.trigger()
    dialog = next(one for one in page.findChildren(ChangesDialog) if one.isVisible())
    assert [one.text() for one in dialog.findChildren(QPushButton) if one.isVisible()] == ["Đóng"]
    dialog.first.click()
    page.table.select_key(act)
    page.since.trigger()
    dialog = next(one for one in page.findChildren(ChangesDialog) if one.isVisible())
    (entry,) = [one for one in dialog.entries if "Việc ghi sau" in one[0]]
    assert entry[2:] == ("không có", "có")
    dialog.save(tmp_path / "thay-doi.pdf")
    text = " ".join(papers.raw_pages((tmp_path / "thay-doi.pdf").read_bytes(), tmp_path))
    assert "Những thay đổi trong sổ" in text and "Việc ghi sau" in text
    assert shutil.which("pdftotext") is not None
