"""Numbers allotted for the year go before the standing quota: counted against, cited, in lists, taken away again."""

from __future__ import annotations

import pytest

from models.book.book import Book
from models.rules.errors import Refusal
from printing.content import awards
from tests.book.awards.rules import YEAR

LETTER = "Công văn 1207/SNV-TĐKT"


def quotas(book: Book, title: str, holder: str = "collective") -> list[tuple[int, str]]:
    return [(one.use.max, one.use.cite) for one in book.awards.of(YEAR).quotas(title, holder)]


def test_an_allotted_number_goes_before_the_rule_and_is_cited(year: Book) -> None:
    before = quotas(year, "BK")
    year.awards.allot(YEAR, "BK", "collective", 1, LETTER, "2025-11-05")
    assert before and quotas(year, "BK") == [(1, f"{LETTER} ngày 05/11/2025")]
    for unit in ("a", "b"):
        year.awards.propose(YEAR, "BK", unit)
    (made,) = [one for one in year.awards.lists(YEAR) if (one.title, one.holder) == ("BK", "collective")]
    assert made.quotas[0].use.over == 1
    assert made.quotas[0].question is not None
    tables = [table for letter in awards.gather(year, YEAR) for table in letter.tables]
    (table,) = [one for one in tables if one.heading.startswith(made.name)]
    assert "01" in table.quota and LETTER in table.quota
    year.awards.allot(YEAR, "BK", "collective", None)
    assert quotas(year, "BK") == before
    year.store.undo()
    assert quotas(year, "BK") == [(1, f"{LETTER} ngày 05/11/2025")]


def test_a_title_without_a_rule_has_its_list_once_a_number_is_allotted(year: Book) -> None:
    year.awards.allot(YEAR, "KHAC", "individual", 2, LETTER)
    (made,) = [one for one in year.awards.lists(YEAR) if (one.title, one.holder) == ("KHAC", "individual")]
    assert [(one.use.max, one.use.cite) for one in made.quotas] == [(2, LETTER)]


def test_none_at_all_may_be_allotted(year: Book) -> None:
    year.awards.allot(YEAR, "BK", "collective", 0, LETTER)
    assert quotas(year, "BK") == [(0, LETTER)]
    (made,) = [one for one in year.awards.lists(YEAR) if (one.title, one.holder) == ("BK", "collective")]
    assert made.suggested == ()


@pytest.mark.parametrize(
    ("count", "document", "code"),
    [(-1, LETTER, "award.allotted_bad"), (1001, LETTER, "award.allotted_bad"), (1, " ", "award.no_document")],
)
def test_what_cannot_be_allotted_is_refused(year: Book, count: int, document: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        year.awards.allot(YEAR, "BK", "collective", count, document)
    assert refused.value.code == code
