"""Days off and deadlines that fall on one: asked once, moved as decided, editable, nothing before that."""

from __future__ import annotations

import pytest

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.book.year.board import board
from models.book.year.year_facts import YearFacts
from models.book.year.years import Deadline
from models.rules.act.days_off import days_question, moves_question
from models.rules.errors import BadInput
from models.rules.number.days import is_off, next_working
from tests.book.scoring.test_standing import YEAR, fill

SATURDAY = f"{YEAR}-12-13"


def asked(book: Book) -> list[str]:
    return [one.subject for one in book.decisions.open_questions(YEAR) if one.key == "deadline.day-off"]


def late(book: Book) -> int:
    found = book.scores.late(SheetAt(YEAR, "u1", "bloc"))
    return found.days if found else 0


def received(book: Book, on: str, due: str = SATURDAY) -> None:
    book.years.put_deadline(Deadline(YEAR, "han", "Nộp phiếu", due, stage="bloc"))
    book.scores.receive(SheetAt(YEAR, "u1", "bloc"), on)


@pytest.mark.parametrize(
    ("day", "next_day"),
    [
        ("2025-12-12", "2025-12-12"),
        ("2025-12-13", "2025-12-15"),
        ("2025-12-14", "2025-12-15"),
        ("2025-08-31", "2025-09-03"),
        ("2025-09-02", "2025-09-03"),
    ],
)
def test_the_next_working_day_passes_over_holidays_and_weekends(day: str, next_day: str) -> None:
    holidays = ("2025-09-01", "2025-09-02")
    assert next_working(day, holidays) == next_day
    assert is_off(day, holidays) is (day != next_day)


def test_a_deadline_on_a_day_off_is_asked_about_once_somebody_came_between(book: Book) -> None:
    fill(book)
    received(book, f"{YEAR}-12-13")
    assert asked(book) == [] and late(book) == 0
    book.scores.receive(SheetAt(YEAR, "u1", "bloc"), f"{YEAR}-12-15")
    assert asked(book) == [str(YEAR)] and late(book) == 2
    (question,) = (one for one in book.decisions.open_questions(YEAR) if one.key == "deadline.day-off")
    book.decisions.answer(question, "moves", "Hội nghị thống nhất", year=YEAR)
    assert asked(book) == [] and late(book) == 0
    book.scores.receive(SheetAt(YEAR, "u1", "bloc"), f"{YEAR}-12-16")
    assert late(book) == 1
    found = book.scores.late(SheetAt(YEAR, "u1", "bloc"))
    assert found is not None and found.due_on == f"{YEAR}-12-15" and "ngày nghỉ" in found.deadline
    assert any(flag.kind == "late" and flag.facts.get("days") == 1 for flag in book.scores.flags(YEAR))


def test_said_to_stay_it_stays(book: Book) -> None:
    fill(book)
    received(book, f"{YEAR}-12-15")
    (question,) = (one for one in book.decisions.open_questions(YEAR) if one.key == "deadline.day-off")
    book.decisions.answer(question, "stays", "Theo quy chế", year=YEAR)
    assert asked(book) == [] and late(book) == 2


def test_a_working_day_is_asked_nothing(book: Book) -> None:
    fill(book)
    received(book, f"{YEAR}-12-15", due=f"{YEAR}-12-12")
    assert asked(book) == [] and late(book) == 3


def test_days_off_are_those_entered_and_of_their_year(book: Book) -> None:
    fill(book)
    assert book.days_off.of(YEAR) == (f"{YEAR}-01-01", f"{YEAR}-04-30", f"{YEAR}-05-01", f"{YEAR}-09-02")
    before = book.store.canonical()
    for days, code in (([f"{YEAR + 1}-01-01"], "days_off.other_year"), (["13/12"], "date.bad")):
        with pytest.raises(BadInput) as refused:
            book.days_off.put(YEAR, days)
        assert refused.value.code == code
    assert book.store.canonical() == before
    received(book, f"{YEAR}-12-13", due=f"{YEAR}-12-12")
    assert asked(book) == []
    book.days_off.put(YEAR, [f"{YEAR}-12-12", f"{YEAR}-12-12"])
    assert book.days_off.of(YEAR) == (f"{YEAR}-12-12",) and asked(book) == [str(YEAR)]
    book.days_off.put(YEAR, [])
    assert book.days_off.of(YEAR) == () and asked(book) == []


def test_what_came_after_the_years_end_goes_by_the_days_off_of_the_next(book: Book) -> None:
    """Seen failing: a deadline on a Sunday at the year's end moved to New Year's Day."""
    assert book.days_off.last_allowed(2028, "2028-12-31") == "2028-12-31"
    book.years.open(2028)
    book.decisions.answer(moves_question(2028), "moves", "Theo quy chế", year=2028)
    assert book.days_off.last_allowed(2028, "2028-12-31") == "2029-01-02"


@pytest.mark.parametrize("what", ["registration", "report"])
def test_what_else_is_handed_in_goes_by_the_same_day(book: Book, what: str) -> None:
    """Seen failing: only deadlines of sheets moved, a registration or report of the Monday after stayed late."""
    fill(book)
    if what == "registration":
        book.years.put_deadline(Deadline(YEAR, "han-dang-ky", "Đăng ký thi đua", SATURDAY))
        book.registration.receive(YEAR, "u1", f"{YEAR}-12-15")
    else:
        book.log.put_report(YEAR, "Báo cáo năm", due_on=SATURDAY, key="bc")
        book.log.receive_report(YEAR, "bc", "u1", f"{YEAR}-12-15")

    def days() -> int:
        if what == "registration":
            return book.registration.of(YEAR, "u1").days_late
        return next(one.timing.days for one in book.log.receipts(YEAR) if one.unit == "u1")

    def sent() -> tuple[str | None, str]:
        shown = board(YearFacts(book, YEAR))
        at = next(place for place, one in enumerate(shown.things) if one.kind == what)
        return shown.things[at].due_on, shown.cells["u1"][at].state

    assert asked(book) == [str(YEAR)] and days() == 2 and sent()[0] == SATURDAY
    (question,) = (one for one in book.decisions.open_questions(YEAR) if one.key == "deadline.day-off")
    book.decisions.answer(question, "moves", "Hội nghị thống nhất", year=YEAR)
    assert asked(book) == [] and days() == 0 and sent()[0] == f"{YEAR}-12-15"


@pytest.mark.parametrize(
    ("choice", "came", "words"),
    [
        ("calendar", "16", "4 ngày"),
        ("working", "16", "2 ngày làm việc"),
        ("working", "13", ""),
        ("calendar", "13", "1 ngày"),
    ],
)
def test_days_late_are_counted_as_the_year_decided_by_whoever_says_them(
    book: Book, choice: str, came: str, words: str
) -> None:
    """Seen failing: deadlines of papers knew calendar days alone. Due on a Friday; the 13th is a Saturday."""
    fill(book)
    received(book, f"{YEAR}-12-{came}", due=f"{YEAR}-12-12")
    book.years.put_deadline(Deadline(YEAR, "han-dang-ky", "Đăng ký thi đua", f"{YEAR}-12-12"))
    book.registration.receive(YEAR, "u1", f"{YEAR}-12-{came}")
    book.log.put_report(YEAR, "Báo cáo năm", due_on=f"{YEAR}-12-12", key="bc")
    book.log.receive_report(YEAR, "bc", "u1", f"{YEAR}-12-{came}")
    book.decisions.answer(days_question(YEAR), choice, "Theo quy chế", year=YEAR)

    sheet, registered = book.scores.late(SheetAt(YEAR, "u1", "bloc")), book.registration.of(YEAR, "u1")
    receipt = next(one for one in book.log.receipts(YEAR) if one.unit == "u1")
    cells = board(YearFacts(book, YEAR)).cells["u1"]
    assert (sheet.words if sheet else "") == words
    assert (registered.late.words if registered.late and registered.days_late else "") == words
    assert (receipt.timing.words if receipt.timing.state == "late" else "") == words
    assert {one.words for one in cells if one.state == "late"} == ({words} if words else set())


def test_which_days_are_counted_is_asked_where_a_rule_goes_by_their_number(book: Book) -> None:
    fill(book)
    received(book, f"{YEAR}-12-15", due=f"{YEAR}-12-12")

    def of_days() -> list[str]:
        return [one.subject for one in book.decisions.open_questions(YEAR) if one.key == "deadline.days"]

    assert of_days() == []
    due = Deadline(YEAR, "han", "Nộp phiếu", f"{YEAR}-12-12", stage="bloc", consequence="Mỗi ngày chậm trừ 1 điểm")
    book.years.put_deadline(due)
    assert of_days() == [str(YEAR)]
    book.scores.receive(SheetAt(YEAR, "u1", "bloc"), f"{YEAR}-12-12")
    assert of_days() == []
    book.scores.receive(SheetAt(YEAR, "u1", "bloc"), f"{YEAR}-12-15")
    book.decisions.answer(days_question(YEAR), "working", "Theo quy chế", year=YEAR)
    assert of_days() == [] and late(book) == 1
