"""The practice bloc's awards through the book: every figure of `expected` that proposals, quotas and money make."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from models.book.awards.rows import Judged
from models.book.book import Book, create_book
from models.rules.errors import RuleViolation
from tests import practice_year
from tests.book import practice, practice_awards
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, EXPECTED, UNITS, YEAR, unit_key
from tests.rules.practice_awards import NAMES

LISTS = [("CO_TINH", "collective"), ("BK_TINH", "collective"), ("BK_TINH", "individual"), ("CSTD_TINH", "individual")]


def made(folder: Path) -> Book:
    return create_book(folder / "khoi.sokhoi", "Khối mẫu", clock=Clock("2025-12-20"), key_source=keys())


@pytest.fixture(scope="module")
def tied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The year before its ballots, with all that awards rest on. Only read."""
    with made(tmp_path_factory.mktemp("tied")) as book:
        practice.build(book)
        practice_awards.background(book, DATA)
        yield book


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The year lived up to its ballots, history entered, nothing proposed yet. Only read."""
    with made(tmp_path_factory.mktemp("voted")) as book, pytest.MonkeyPatch.context() as patch:
        patch.setattr(practice_year, "AREAS", ("meetings",))
        practice_year.live(book)
        practice_awards.background(book, DATA)
        yield book


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The year with its awards decided. Only read."""
    with made(tmp_path_factory.mktemp("lived")) as book, pytest.MonkeyPatch.context() as patch:
        patch.setattr(practice_year, "AREAS", ("meetings",))
        practice_year.live(book)
        practice_awards.awards(book, DATA)
        yield book


def judged(book: Book, row: dict[str, Any]) -> Judged:
    """How the line of the book that stands for a row of `expected.proposals` is judged."""
    wanted = (NAMES[row["award"]], unit_key(row["unit"]), row.get("person", ""), "province")
    (found,) = [
        one for one in book.awards.proposals(YEAR) if (one.title, one.unit, one.person_name, one.route) == wanted
    ]
    return book.awards.check(found.key)


@pytest.mark.parametrize("row", EXPECTED["proposals"], ids=lambda row: row.get("person", row["unit"]))
def test_every_proposal_is_judged_as_expected(lived: Book, row: dict[str, Any]) -> None:
    found = judged(lived, row)
    assert found.result == row["result"].replace("_", "-")
    assert found.clauses
    assert all(clause.cite.startswith("Điều") and clause.quote for clause in found.clauses)
    said = " ".join(clause.text for clause in found.clauses)
    for telling, votes in (("08/09", "8/9"), ("07/09", "7/9")):
        assert (telling in said) == (f"{votes} thành viên" in row["why"])
    if row["result"] == "eligible" and "2024, 2025" in row["why"]:
        assert "2024, 2025" in said
    if row["result"] == "not_eligible":
        assert "thiếu năm 2024, có năm 2023" in found.reasons[0]
    if row["result"] == "conflict":
        assert "qua ngành" in found.reasons[0]


def test_money_of_every_decision_and_its_sum(lived: Book) -> None:
    prizes = lived.awards.prizes(YEAR)
    told = {(one.proposal.unit, one.proposal.person_name): one.amount for one in prizes.lines}
    expected = [row for row in EXPECTED["proposals"] if "money_dong" in row]
    assert told == {(unit_key(row["unit"]), row.get("person", "")): row["money_dong"] for row in expected}
    assert prizes.total == EXPECTED["money_total_dong"] == 36_270_000
    assert all(one.paid for one in prizes.lines)


def test_quotas_with_base_and_product(lived: Book) -> None:
    by_name = {each["what"]: each for each in EXPECTED["quotas"]}
    seen = 0
    for each in lived.awards.lists(YEAR):
        for quota in each.quotas:
            want = by_name[quota.use.what]
            assert (quota.use.max, len(quota.use.used)) == (want["max"], want["used"])
            assert quota.use.base == want.get("base")
            if "computed" in want:
                assert quota.use.computed == Fraction(want["computed"])
            seen += 1
    assert seen == 2


def test_who_is_suggested_and_who_was_passed_over(voted: Book) -> None:
    found = {(each.title, each.holder): each for each in voted.awards.lists(YEAR)}
    assert found["CO_TINH", "collective"].suggested == ("vpub",)
    merit = found["BK_TINH", "collective"]
    assert merit.suggested == ("ttr", "mttq")
    assert merit.cut == () and merit.blockers == ()
    assert [(over.unit, over.rank, over.reason) for over in merit.passed_over] == [
        (unit_key(each["unit"]), each["rank"], each["reason"]) for each in EXPECTED["passed_over_for_Bang_khen"]
    ]


def test_a_list_whose_line_a_tie_crosses_cannot_be_sent(tied: Book) -> None:
    merit = next(each for each in tied.awards.lists(YEAR) if each.title == "BK_TINH")
    assert set(merit.cut) == {unit_key(unit) for unit in EXPECTED["provisional_before_ballot"]["tied"]}
    with pytest.raises(RuleViolation) as caught:
        tied.awards.submit(YEAR, "BK_TINH", "collective", "2025-12-10")
    assert caught.value.code == "award.tie_crosses"
    assert caught.value.facts["units"] == merit.cut


def test_vpub_has_used_up_2024_for_the_certificate(voted: Book) -> None:
    found = voted.awards.judge(YEAR, "BK_TINH", "vpub")
    assert found.result == "not-eligible"
    (clause,) = [one for one in found.failing if one.fact.startswith("streak")]
    assert EXPECTED["what_if"]["VPUB_for_Bang_khen"].startswith("chưa đủ: thành tích năm 2024 đã dùng")
    assert "thành tích năm 2024 đã dùng cho lần tặng năm 2024" in clause.text
    assert clause.cite == "Điều 10 khoản 2"


def test_history_is_entered_whole(voted: Book) -> None:
    entries = voted.history.entries()
    assert len(entries) == len(DATA["award_history"])
    wanted = {(r["year"], r["award"], r["decision"], r["date"]) for r in DATA["award_history"]}
    assert {(e.year, e.name, e.decision, e.date) for e in entries} == wanted
    merit = [e for e in entries if e.title == "BK_TINH"]
    assert all(e.years == (e.year - 1, e.year) for e in merit)
    assert all(e.years == (e.year,) for e in entries if e.title != "BK_TINH")


def test_ratings_and_past_results_are_entered_whole(voted: Book) -> None:
    raw = DATA["collective_ratings"]
    given = {
        (year, unit_key(unit)): values[n]
        for n, year in enumerate(raw["years"])
        for unit, values in raw["units"].items()
        if values[n]
    }
    assert {(one.year, one.holder): one.value for one in voted.findings.all()} == given
    for year, results in DATA["past_results"].items():
        found = voted.findings.past_results(int(year))
        assert sorted((one.rank, one.unit, one.points) for one in found) == sorted(
            (rank, unit_key(unit), points) for unit, rank, points in results
        )


def test_both_lines_of_the_merged_unit_are_shown_and_one_counts(voted: Book) -> None:
    entries = voted.history.of_unit("stc")
    counted = {one.unit for one in entries if one.counts}
    assert {one.unit for one in entries} == {"stc-cu", "skhdt"}
    assert counted == {"stc-cu"}
    history, known = voted.history.earned("stc")
    assert history.years("rating:HTXS") == {2023, 2024}
    assert history.years("BK_TINH") == set()
    assert known.rated == {2023, 2024, 2025}


def test_class_rates_add_up(voted: Book) -> None:
    table = voted.statistics.classes(YEAR)
    assert {row.key: row.count for row in table.rows} == EXPECTED["class_counts"]
    shown = {row.key: Fraction(row.share) for row in table.rows}
    assert shown == {key: Fraction(text) for key, text in EXPECTED["class_rates_percent"].items()}
    assert (table.total, table.whole) == (100, 9)
    assert table.method == "số dư lớn nhất"


def test_titles_of_the_year_by_level(lived: Book) -> None:
    rows = {row.title: row for row in lived.statistics.titles(YEAR).rows}
    assert (rows["CO_TINH"].proposed_collectives, rows["CO_TINH"].collectives) == (1, 1)
    assert (rows["BK_TINH"].collectives, rows["BK_TINH"].individuals) == (2, 1)
    assert rows["CSTDCS"].individuals == 3
    assert "CSTD_TINH" not in rows
    assert rows["CO_TINH"].level == "province"


def test_approved_proposals_become_honours_that_use_up_their_years(lived: Book) -> None:
    new = [one for one in lived.history.entries(YEAR) if one.proposal]
    assert {(one.unit, one.person_name, one.title, one.years) for one in new} == {
        ("vpub", "", "CO_TINH", (2025,)),
        ("ttr", "", "BK_TINH", (2024, 2025)),
        ("mttq", "", "BK_TINH", (2024, 2025)),
        ("ttr", "Đỗ Quế Chi", "BK_TINH", (2025,)),
    }
    assert {lived.awards.step(one) for one in lived.awards.proposals(YEAR) if one.route == "province"} == {
        "approved",
        "withdrawn",
    }
    (sector,) = [one for one in lived.awards.proposals(YEAR) if one.route == "sector"]
    assert (sector.unit, sector.title_name) == ("tk", practice_awards.SECTOR_TITLE)


@pytest.mark.parametrize(
    ("unit", "earliest", "blocked"),
    [("vpub", 2026, 0), ("ttr", 2027, 1), ("hnd", 2027, 1), ("btc", 2026, 0)],
)
def test_what_next_year_could_bring(lived: Book, unit: str, earliest: int, blocked: int) -> None:
    """A unit whose two years were just used up, or that was not rated excellent, has to wait one year more."""
    merit = next(one for one in lived.awards.prospects(YEAR, unit) if one.title == "BK_TINH")
    assert (merit.earliest, len(merit.blocked)) == (earliest, blocked)
    assert any(clause.fact == "class" for clause in merit.needed)


def test_no_question_is_left(lived: Book) -> None:
    assert lived.awards.open_questions(YEAR) == ()


def test_units_of_the_practice_are_all_judged(voted: Book) -> None:
    results = {unit: voted.awards.judge(YEAR, "BK_TINH", unit).result for unit in UNITS}
    assert [unit for unit, result in results.items() if result == "eligible"] == ["ttr", "mttq"]
    assert set(results.values()) == {"eligible", "not-eligible"}


def test_reasons_call_classes_by_name_even_those_the_rule_does_not_name(voted: Book) -> None:
    said = " ".join(voted.awards.judge(YEAR, "BK_TINH", "stc").reasons)
    assert "hiện: Hoàn thành tốt nhiệm vụ" in said and "HTT" not in said
