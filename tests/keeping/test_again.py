"""A received year that is opened again: who hands over then, which code counts, and in which order it all happened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book.book import Book, open_book
from models.keeping import handover, seal
from tests.book import practice_closing
from tests.book.conftest import Clock, keys
from tests.book.practice import YEAR
from ui.words import closing_words


@pytest.fixture
def theirs(closed: Book, stick: Path) -> Iterator[Book]:
    """The practice book as its successor received it, all on the day of the closing."""
    custody = practice_closing.hand_over(closed, stick)
    with open_book(stick, clock=Clock("2026-01-16"), key_source=keys(20_000)) as book:
        handover.receive(book, custody.code, "Cao Văn Mận")
        yield book


def test_whoever_holds_the_book_hands_it_over_again(theirs: Book, tmp_path: Path) -> None:
    seal.reopen_year(theirs, YEAR, "số chính thức")
    seal.close_year(theirs, YEAR)
    draft = theirs.closing.draft(YEAR)
    assert (draft.from_unit, draft.from_person, draft.to_unit) == ("mttq", "Phan Thị Sen", None)
    assert handover.hand_over(theirs, YEAR, "hnd", tmp_path / "n.sokhoi").from_unit == "mttq"


def test_the_newest_code_is_the_one_that_counts(theirs: Book, tmp_path: Path) -> None:
    first = theirs.closing.must_have(YEAR)
    assert closing_words.code(theirs, YEAR)[0] == first.code
    seal.reopen_year(theirs, YEAR, "số chính thức")
    assert "năm đã mở lại" in closing_words.code(theirs, YEAR)[1]
    again = seal.close_year(theirs, YEAR)
    code, told = closing_words.code(theirs, YEAR)
    assert code == again.code and "in trên biên bản" not in told
    assert closing_words.state(theirs, YEAR) == "Năm 2025: đã khóa sổ ngày 16/01/2026."
    second = handover.hand_over(theirs, YEAR, "hnd", tmp_path / "n.sokhoi")
    assert closing_words.code(theirs, YEAR)[0] == second.code != first.code


def test_what_happened_on_one_day_stands_in_its_true_order(theirs: Book, tmp_path: Path) -> None:
    seal.reopen_year(theirs, YEAR, "số chính thức")
    seal.close_year(theirs, YEAR)
    handover.hand_over(theirs, YEAR, "hnd", tmp_path / "n.sokhoi")
    handover.withdraw(theirs, "chép hỏng")
    assert [event.what for event in reversed(closing_words.history(theirs))] == [
        "Khóa sổ năm 2025",
        "Bàn giao sau năm 2025 cho Ủy ban MTTQ tỉnh",
        "Ủy ban MTTQ tỉnh nhận sổ",
        "Mở lại năm 2025: số chính thức",
        "Khóa sổ năm 2025 (lần 2)",
        "Bàn giao sau năm 2025 cho Hội Nông dân tỉnh",
        "Rút lại bàn giao: chép hỏng",
    ]


def test_handing_over_says_which_other_years_become_read_only(theirs: Book) -> None:
    assert closing_words.others_open(theirs, YEAR) == ""
    theirs.next_year.start(YEAR)
    assert "năm 2026 đang mở" in closing_words.others_open(theirs, YEAR)
