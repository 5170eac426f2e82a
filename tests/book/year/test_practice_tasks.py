"""The practice year's task list: what was done when, and what is still ahead on the day of the closing conference."""

from __future__ import annotations

import pytest

from models.book.book import Book
from tests.book.conftest import Clock
from tests.book.practice import DATA, YEAR
from tests.book.practice_tasks import tasks


@pytest.fixture
def year(book: Book, clock: Clock) -> Book:
    clock.to("2025-12-19")
    book.years.open(YEAR)
    tasks(book, DATA)
    return book


def test_what_is_left_on_the_day_of_the_conference(year: Book) -> None:
    agenda = year.tasks.agenda(YEAR)
    assert (agenda.overdue, agenda.past_month) == ((), ())
    assert [task.key for task in agenda.soon] == ["ho-so-khen-thuong"]
    left = [task.key for task in year.tasks.all(YEAR) if task.state == "open"]
    assert left == [
        "nhiem-vu-dot-xuat",
        "ghi-theo-doi",
        "ho-so-khen-thuong",
        "thong-bao-ket-qua",
        "thay-so-uoc",
        "ghi-quyet-dinh-khen",
        "nop-luu-ho-so",
        "khoa-so-ban-giao",
    ]


def test_registration_was_complete_after_its_last_paper(year: Book) -> None:
    done = {task.key: task.done_on for task in year.tasks.all(YEAR) if task.state == "done"}
    assert done["nhan-dang-ky"] == "2025-03-28"
    assert done["hop-tong-ket"] == "2025-12-19"
    assert all(day is not None and day <= "2025-12-19" for day in done.values())
