"""The practice bloc's leaders since 2020 through the verbs of a book: every figure under `expected.rotation` and
`expected.letterhead`, its two deviations, its merger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.book.leadership.leadership import Term
from models.rules.errors import RuleViolation
from tests import practice_year
from tests.book import practice, practice_leadership
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, EXPECTED, YEAR, unit_key

ROTATION = EXPECTED["rotation"]


def bloc(folder: Path) -> Book:
    """Units with their history, the lists of two years, the regulation; nobody leads yet."""
    book = create_book(folder / "khoi.sokhoi", DATA["bloc"]["name"], clock=Clock("2025-12-24"), key_source=keys())
    practice_year._bloc(book)
    practice_year._units(book)
    practice_year._years(book)
    practice.put_rules(book)
    return book


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Every leader of the file recorded. Only read."""
    with bloc(tmp_path_factory.mktemp("leaders")) as book:
        practice_leadership.leadership(book, DATA)
        yield book


@pytest.fixture
def unled(tmp_path: Path) -> Iterator[Book]:
    """The bloc with its leaders up to 2025, to write in."""
    with bloc(tmp_path) as book:
        practice_leadership.leaders(book, DATA, YEAR)
        yield book


def test_who_led_in_this_round(led: Book) -> None:
    found = led.rotation.turns(YEAR)
    assert [list(turn) for turn in found.led] == [
        [unit_key(unit), year] for unit, year in ROTATION["led_in_this_round"]
    ]
    assert list(found.not_yet) == [unit_key(unit) for unit in ROTATION["not_yet"]]
    assert list(found.through_lineage) == [unit_key(unit) for unit in ROTATION["counts_as_led_through_lineage"]]


def test_the_table_of_turns_goes_through_the_lineage(led: Book) -> None:
    table = {row.unit: row for row in led.rotation.table(YEAR)}
    assert list(table) == [member.key for member in led.members.roster(YEAR, f"{YEAR}-12-31")]
    stc = table["stc"]
    assert (stc.led, stc.in_round, stc.through) == (((2021, "stc-cu"),), 2021, "stc-cu")
    assert stc.deputy == ((2020, "stc-cu"),), "the deputy of 2024 was the other sở, whose record nobody carries on"
    assert [(unit, row.due) for unit, row in table.items() if row.due] == [("tk", 2027), ("mttq", 2026)]
    assert table["hnd"].exceptions[0].year == 2023


def test_suggested_year_by_year(led: Book) -> None:
    ahead = led.rotation.outlook(2026, 3)
    told = [[one.year, one.head, *one.deputies] for one in ahead]
    expected = [[year, unit_key(head), unit_key(deputy)] for year, head, deputy in ROTATION["suggested"]]
    assert told[:2] == expected[:2]
    assert told[2] == [*expected[2][:2], None]
    assert ("new-round", {"year": 2029}) in ahead[2].suggestion.reasons, ROTATION["suggested"][2][2]
    assert ahead[0].decided == {("head", 1), ("deputy", 1)}
    assert ahead[1].suggestion.reasons[0] == ("deputy-succeeds", {"unit": "tk", "year": 2026})


def test_before_the_meeting_the_rule_names_the_head_and_leaves_the_deputy_open(unled: Book) -> None:
    suggested = unled.rotation.suggestion(2026)
    assert (suggested.head, suggested.deputies, set(suggested.deputy_candidates)) == ("mttq", (None,), {"tk", "hnd"})


def test_letterhead_of_each_year(led: Book) -> None:
    """2025 under the letterhead of Thanh tra tỉnh, 2026 under that of Ủy ban MTTQ tỉnh, proposed as it still is."""
    for year in (2025, 2026):
        family, name = EXPECTED["letterhead"][str(year)].removesuffix(")").split(" (")
        head = led.leadership.leads(year)
        assert head is not None
        assert (led.leadership.family(year), led.members.unit(head.unit).short_name) == (family, name)


def test_years_before_the_book_are_told_without_being_opened(led: Book) -> None:
    assert [one.year for one in led.years.all()] == [2025, 2024]
    history = [(led_in.year, led_in.heads[0].unit, led_in.deputies[0].unit) for led_in in led.leadership.history()]
    assert history == [
        (raw["year"], unit_key(raw["head"]), unit_key(raw["deputy"])) for raw in reversed(DATA["leadership"])
    ]


def test_a_departure_from_the_article_needs_its_reason(unled: Book) -> None:
    with pytest.raises(RuleViolation) as refused:
        unled.leadership.put_term(2026, "hnd", "head")
    assert (refused.value.code, refused.value.facts["check"]) == ("rotation.reason_needed", "successor")
    assert refused.value.facts["deputies"] == ("mttq",)
    unled.leadership.put_term(2026, "hnd", "head", deviation="Ủy ban MTTQ tỉnh xin lùi lượt")
    assert [breach.check for breach in unled.rotation.check(unled.leadership.terms(2026)[0])] == ["successor"]


@pytest.mark.parametrize("unit", ["vptu", "stc"])
def test_who_led_already_is_out_of_turn(unled: Book, unit: str) -> None:
    """Sở Tài chính has led through the sở whose record it carries on."""
    with pytest.raises(RuleViolation, match=r"rotation\.reason_needed"):
        unled.leadership.put_term(2026, unit, "head")
    found = unled.rotation.check(Term("moi", 2026, unit, "head"))
    assert [breach.check for breach in found] == ["successor", "one-per-round"]


def test_the_plan_ends_the_round_and_says_how_it_is_proven(led: Book) -> None:
    planned = led.rotation.plans.make(2026, 12)
    heads = planned.plan.heads
    assert [heads[year] for year in (2026, 2027, 2028)] == ["mttq", "tk", "hnd"]
    assert planned.decided == {2026}
    assert len({heads[year] for year in range(2029, 2038)}) == 9
    assert planned.plan.best
    assert planned.changes == ()


def test_the_merged_unit_is_planned_by_the_turn_it_carries_on(led: Book) -> None:
    planned = led.rotation.plans.make(2026, 12)
    assert planned.plan.units["stc"].last == 2021
    assert planned.plan.units["stc"].next == 2030, "right after the one who has waited one year longer"
