"""A year that is a school year: one place for its name, the months of its tasks, papers and refusals that name it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from models.book.book import Book
from models.rules.errors import Refusal
from models.rules.number.questions import Question
from models.rules.place.regulation import Regulation, Rule
from printing.content.letters import plan
from tests.book.conftest import Clock
from ui.words import messages, task_words
from ui.words.names import Names

ROOT = Path(__file__).resolve().parents[3]
NAMED = re.compile(r'f"[^"\n]*[Nn]ăm \{[^}]*year[^}]*\}')
NOT_OF_THE_BLOC = {
    "tháng": "a date in words",
    "{max(years) + 1}": "a year the book does not have",
    "recent_list": "a book that is not open",
    "backups": "a book that is not open",
    "rotation_words": "turns are told by calendar years",
    "form_words": "where a form was used, by number",
    "closing_words": "which closing a code stands for, by number",
    "lần tặng": "the year a decision counts",
    "học {year}": "the one place",
}


@pytest.fixture
def year(book: Book, clock: Clock) -> Book:
    clock.to("2026-08-20")
    book.years.open(2026)
    book.members.add("Trường THPT số 1", key="t1", year=2026, active_from="2020-01-01")
    return book


def test_the_name_and_the_months_follow_and_are_taken_back_in_one_act(year: Book) -> None:
    before = {task.key: (task.from_month, task.due) for task in year.tasks.all(2026)}
    year.years.set_up(2026, 9, name="Khối các trường THPT")
    assert year.years.called(2026) == "năm học 2026–2027"
    assert year.years.called(2026, capital=True) == "Năm học 2026–2027"
    assert (year.years.called(2025), year.years.called(2027)) == ("năm 2025", "năm học 2027–2028")
    task = next(one for one in year.tasks.all(2026) if one.key == "ra-soat-don-vi")
    assert (task.from_month, task.due, task_words.months(task)) == (1, "2026-09-30", "9")
    late = next(one for one in year.tasks.all(2026) if one.key == "hop-tong-ket")
    assert late.to_month is not None and late.due is not None and late.due[:4] == "2027"
    year.store.undo()
    assert year.years.called(2026) == "năm 2026" and year.settings.bloc().name == "Khối thi đua số 1"
    assert {task.key: (task.from_month, task.due) for task in year.tasks.all(2026)} == before


def test_a_later_year_is_one_until_said_otherwise(year: Book) -> None:
    year.years.begin_in(2026, 9)
    year.years.open(2027)
    assert year.years.first_month(2027) == 9
    year.years.begin_in(2027, 1)
    assert (year.years.called(2026), year.years.called(2027)) == ("năm học 2026–2027", "năm 2027")
    assert year.years.first_month(2028) == 1


def test_a_year_that_would_change_along_must_be_open(year: Book) -> None:
    """What is said of a year holds for those after it: none of them may be closed, up to the next that says its own."""
    for later in (2027, 2028, 2029):
        year.years.open(later)
    year.years.begin_in(2028, 1)
    year.years.begin_in(2028, 9)
    year.years.mark(2029, "closed")
    year.years.begin_in(2026, 9)
    year.years.mark(2027, "closed")
    for month in (1, 8):
        with pytest.raises(Refusal, match=r"year\.closed") as refused:
            year.years.begin_in(2026, month)
        assert refused.value.facts["year"] == 2027
    assert [year.years.first_month(one) for one in (2026, 2027, 2028, 2029)] == [9, 9, 9, 9]


@pytest.mark.parametrize("month", [0, 13])
def test_there_is_no_such_month(year: Book, month: int) -> None:
    with pytest.raises(Refusal, match=r"year\.month_bad"):
        year.years.begin_in(2026, month)


def test_reminders_come_in_the_months_of_the_school_year(year: Book, clock: Clock) -> None:
    """What is done in January of a calendar year is due in September; home urges it then, and the steps move along."""
    year.years.begin_in(2026, 9)
    soon = {task.key for task in year.tasks.agenda(2026, ahead=45).soon}
    assert "ra-soat-don-vi" in soon
    first = min(step.begins for step in year.course.steps(2026) if step.begins)
    assert first.startswith("2026-0")
    clock.to("2026-03-01")
    assert not year.tasks.agenda(2026).past_month


def test_it_is_over_with_its_own_last_day(year: Book, clock: Clock) -> None:
    """The spring after 31 December is within it: a rule that ended in winter stands in for none, one of its last day
    does after the summer.
    """
    assert year.years.last_day(2026) == "2026-12-31"
    year.years.begin_in(2026, 9)
    assert (year.years.last_day(2025), year.years.last_day(2026)) == ("2025-12-31", "2027-08-31")
    spec = {"op": "ge", "fraction": "2/3", "counts": ["member"]}
    rules = tuple(
        Rule(scope, "quorum/1", scope, valid_to=last, cite=f"Quy chế, {scope}", spec=spec)
        for scope, last in (("meeting", "2026-12-31"), ("elect", "2027-08-31"))
    )
    year.regulations.adopt(2026, Regulation("r", "Quy chế"), rules)
    assert [rule.key for rule in year.regulations.for_act(2026, "2027-05-20")] == ["elect"]
    assert [rule.key for rule in year.regulations.for_act(2026, "2027-09-20")] == ["elect"]
    assert isinstance(year.regulations.governing(2026, "quorum/1", "meeting", "2027-05-20"), Question)
    assert isinstance(year.regulations.governing(2026, "quorum/1", "elect", "2027-09-20"), Rule)


def test_a_change_of_the_law_in_its_spring_is_awaited(year: Book, clock: Clock) -> None:
    change = next(rule for rule in year.regulations.pack("nd152-2025").rules if rule.kind == "known-change/1")
    year.regulations.adopt(2026, Regulation("r", "Quy chế"), (replace(change, valid_from="2027-03-01"),))
    clock.to("2027-04-01")
    assert year.citations.awaited(2026) == ()
    year.years.begin_in(2026, 9)
    assert len(year.citations.awaited(2026)) == 1


def test_its_days_off_are_those_of_both_calendar_years(year: Book) -> None:
    """Tet of the second calendar year is entered with the first: no year after it need be open, and a seal holds it."""
    with pytest.raises(Refusal, match=r"days_off\.other_year"):
        year.days_off.put(2026, ["2027-02-08"])
    year.years.begin_in(2026, 9)
    assert {"2026-09-02", "2027-01-01", "2027-04-30"} <= set(year.days_off.of(2026))
    year.days_off.put(2026, ["2026-09-02", "2027-02-08"])
    assert {"2027-02-08", "2027-04-30"} <= year.days_off.around(2026)
    assert "2027-02-08" in year.days_off.known(2027) and "2027-02-08" not in year.days_off.around(2027)
    with pytest.raises(Refusal, match=r"days_off\.other_year"):
        year.days_off.put(2026, ["2028-01-01"])


def test_papers_refusals_and_the_journal_name_the_school_year(year: Book) -> None:
    year.years.begin_in(2026, 9)
    made = plan.plan(year, 2026)
    assert "Hoạt động năm học 2026–2027" in made.about[0]
    with pytest.raises(Refusal) as refused:
        year.years.open(2026)
    assert messages.sentence(refused.value, Names(year, 2026)) == "Sổ đã có năm học 2026–2027."
    assert messages.sentence(refused.value) == "Sổ đã có năm 2026."
    lines = [line.text for line in year.journal.lines()]
    assert any("Mở năm học 2026–2027" in line for line in lines), lines


def test_no_screen_or_paper_writes_the_number_of_a_year_after_the_word_itself() -> None:
    """The kind: `năm {year}` in an f-string is a year named beside the one place that names it (`years.called`)."""
    found = []
    for room in ("ui", "printing", "models/book", "models/exchange"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if NAMED.search(line) and not any(word in line or word in path.name for word in NOT_OF_THE_BLOC):
                    found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert found == []
