"""A head unit that ends in the course of a year: the office is empty, nothing goes out under its name any more, the
deputy may act, and what went out before keeps its letterhead."""

from __future__ import annotations

import pytest

from models.book.book import Book
from printing.content.reading import Source
from tests.book.conftest import Clock

YEAR, LAST, SINCE = 2026, "2026-06-30", "2026-07-01"


@pytest.fixture
def bloc(book: Book, clock: Clock) -> Book:
    clock.to("2026-08-10")
    book.years.open(YEAR)
    for key, name in (("tt", "Thanh tra tỉnh"), ("snv", "Sở Nội vụ"), ("tc", "Sở Tài chính")):
        book.members.add(name, key=key, year=YEAR, active_from="2019-01-01")
    book.leadership.put_term(YEAR, "tt", "head", key="t1")
    book.leadership.put_term(YEAR, "snv", "deputy", key="t2")
    book.members.dissolve("tt", SINCE, "Quyết định số 7")
    return book


def test_before_its_end_it_leads_and_after_it_nobody_does(bloc: Book) -> None:
    lead = bloc.leadership
    assert (lead.head(YEAR, LAST), lead.leads(YEAR, LAST)) == (lead.term("t1"), lead.term("t1"))
    assert lead.head(YEAR, SINCE) is None and lead.leads(YEAR, SINCE) is None
    assert lead.empty(YEAR, LAST) is None
    found = lead.empty(YEAR, SINCE)
    assert found is not None and (found.term.unit, found.since, found.acting) == ("tt", SINCE, "snv")


def test_no_paper_dated_after_its_end_has_its_name_and_one_before_keeps_it(bloc: Book) -> None:
    assert Source(bloc, YEAR, LAST).bloc_heading().issuer == ("THANH TRA TỈNH",)
    after = Source(bloc, YEAR, SINCE)
    assert after.head is None and "THANH TRA" not in " ".join(after.bloc_heading().issuer)
    assert "THANH TRA" not in str(after.bloc_signer())


def test_the_closing_says_so_and_the_deputy_hands_over(bloc: Book) -> None:
    points = {point.code: point for point in bloc.closing.open_points(YEAR)}
    assert points["term.empty"].words == "Thanh tra tỉnh là Trưởng khối đã kết thúc, trống Trưởng khối từ 01/7/2026"
    assert bloc.closing.draft(YEAR).from_unit == "snv"


def test_the_acting_head_is_recorded_without_touching_the_term_of_the_unit_that_ended(bloc: Book) -> None:
    before = bloc.leadership.term("t1")
    bloc.leadership.put_term(YEAR, "tc", "head", basis="acting", status="acting", from_date=SINCE)
    assert bloc.leadership.term("t1") == before
    assert bloc.leadership.empty(YEAR, SINCE) is None
    head = bloc.leadership.leads(YEAR, "2026-08-10")
    assert head is not None and head.unit == "tc"
    assert "term.empty" not in {point.code for point in bloc.closing.open_points(YEAR)}
    assert Source(bloc, YEAR, "2026-08-10").bloc_heading().issuer == ("SỞ TÀI CHÍNH",)


def test_a_deputy_that_ended_is_deputy_no_more(bloc: Book) -> None:
    bloc.members.dissolve("snv", "2026-08-01")
    found = bloc.leadership.empty(YEAR, "2026-08-10")
    assert found is not None and found.acting is None
    assert bloc.leadership.deputies(YEAR, "2026-08-10") == ()
