"""Facts read from rows say what the areas that write these rows say."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest

from models.book.book import Book, create_book
from models.book.scoring.rows import SheetAt
from models.book.units.members import NewUnit
from models.book.year.year_facts import YearFacts, last_day
from models.rules.form.scoring import Form, Item
from tests.book import practice
from tests.book.conftest import Clock, keys

YEAR = 2025
DAYS = tuple(f"{YEAR}-{month:02d}-{day}" for month in range(1, 13) for day in ("01", "15", "28"))


@pytest.fixture(scope="module")
def bloc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The practice bloc: units that leave and are merged within the year, a head, a regulation."""
    path = tmp_path_factory.mktemp("facts") / "khoi.sokhoi"
    with create_book(path, "Khối mẫu", clock=Clock("2025-12-19"), key_source=keys()) as book:
        practice.build(book)
        yield book


@pytest.mark.parametrize("day", DAYS)
def test_units_and_head_of_a_day(bloc: Book, day: str) -> None:
    facts = YearFacts(bloc, YEAR, day)
    assert facts.units(day) == tuple(member.key for member in bloc.members.roster(YEAR, day))
    assert facts.fact("leadership").holds == (bloc.leadership.head(YEAR, day) is not None)


def test_units_come_and_go_in_this_year(bloc: Book) -> None:
    facts = YearFacts(bloc, YEAR)
    assert len({facts.units(day) for day in DAYS}) > 1


def test_the_regulation_of_the_year(bloc: Book) -> None:
    own = bloc.regulations.of_year(YEAR)
    assert own is not None
    facts = YearFacts(bloc, YEAR)
    assert facts.fact("regulation").on == own.adopted_on


def test_a_text_is_issued_by_its_own_number_not_by_that_of_a_pack(bloc: Book) -> None:
    def fact() -> tuple[int, int]:
        found = YearFacts(bloc, YEAR).fact("issued:regulation,plan")
        return found.have, found.of

    assert fact() == (0, 0)
    key = bloc.drafts.put(YEAR, "regulation", "Quy chế", sent_on="2025-02-14")
    bloc.drafts.put(YEAR, "report", "Báo cáo", number="1/BC", issued_on="2025-07-18")
    assert fact() == (0, 1)
    bloc.drafts.put(YEAR, "regulation", "Quy chế", sent_on="2025-02-14", issued_on="2025-03-20", key=key)
    assert fact() == (0, 1)
    bloc.drafts.put(
        YEAR, "regulation", "Quy chế", sent_on="2025-02-14", number="01/QC", issued_on="2025-03-20", key=key
    )
    assert fact() == (1, 1)


def test_a_merger_is_a_question_until_it_is_answered(bloc: Book) -> None:
    assert bloc.members.open_questions(YEAR) == ()
    one, other = bloc.members.roster(YEAR, f"{YEAR}-12-31")[-2:]
    bloc.members.merge(f"{YEAR}-12-15", (one.key, other.key), NewUnit("Sở mới", "Sở mới", "state"))
    (asked,) = bloc.members.open_questions(YEAR)
    fact = YearFacts(bloc, YEAR).fact("units-settled")
    assert (fact.have, fact.of) == (0, 1)
    bloc.decisions.answer(asked, asked.options[0].key, "Theo quyết định", year=YEAR)
    assert YearFacts(bloc, YEAR).fact("units-settled").holds
    while bloc.store.undo_kind() and bloc.members.open_questions(YEAR):
        bloc.store.undo()


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2025, 0, "2024-12-31"), (2024, 2, "2024-02-29"), (2025, 2, "2025-02-28"), (2025, 12, "2025-12-31")],
)
def test_the_last_day_of_a_month(year: int, month: int, day: str) -> None:
    assert last_day(year, month) == day


def test_months_beyond_the_year() -> None:
    assert last_day(2025, 14) == "2026-02-28"


def test_reports_and_sheets_are_counted_of_what_is_awaited(book: Book) -> None:
    """Two units, one report in, one sheet confirmed; a step the year does not have awaits nothing."""
    book.years.open(YEAR)
    for unit in ("a", "b"):
        book.members.add(f"Đơn vị {unit}", key=unit, year=YEAR)
    item = Item("i", "I", "Việc", max=Fraction(10))
    book.forms.adopt(YEAR, book.forms.put_form(Form("f", "Bảng", nodes=(item,))))
    stage = book.years.stages(YEAR)[0].key
    for key, due in (("q1", f"{YEAR}-04-10"), ("nam", f"{YEAR}-12-01")):
        book.log.put_report(YEAR, key, due_on=due, key=key)
    book.log.receive_report(YEAR, "q1", "a", f"{YEAR}-04-09")
    at = SheetAt(YEAR, "a", stage)
    book.scores.enter(at, "i", stated={"base": Fraction(9)})
    book.scores.states.complete(at)

    def fact(key: str) -> tuple[int, int, tuple[str, ...]]:
        found = YearFacts(book, YEAR, f"{YEAR}-05-01").fact(key)
        return found.have, found.of, found.missing

    assert fact("reports") == fact("reports:4-4") == (1, 2, ("b",))
    assert fact("reports:1-12") == (1, 4, ("a", "b"))
    assert fact(f"sheets-complete:{stage}") == (1, 2, ("b",))
    assert fact("sheets-complete:none")[:2] == (0, 0)
