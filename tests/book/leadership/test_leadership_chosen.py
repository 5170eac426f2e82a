"""Whom meetings chose for the offices of a year: ballots, decisions after them, shows of hands; what a term cites."""

from __future__ import annotations

import pytest

from models.book.book import Book
from models.rules.act.balloting import Record, Tally
from tests.book import practice, practice_meetings
from tests.book.meetings.bloc import UNITS
from tests.book.meetings.test_ballots import BOARD, begun, come, elect
from tests.book.practice import DATA


@pytest.fixture
def bloc(book: Book) -> Book:
    return begun(book)


def told(book: Book, year: int) -> list[tuple[str, int, str, str]]:
    return [(one.role, one.rank, one.unit, one.how) for one in book.leadership.chosen(year)]


def test_the_practice_bloc_raises_hands_for_the_head_and_ballots_the_deputy(book: Book) -> None:
    practice.build(book)
    practice_meetings.meetings(book, DATA)
    head, deputy = book.leadership.chosen(2026)
    assert (head.unit, head.how, head.basis, head.on) == ("mttq", "hands", "elected", "2025-12-19")
    assert head.document.startswith("Biên bản hội nghị") and head.document.endswith("19/12/2025, biểu quyết giơ tay")
    assert (deputy.unit, deputy.rank, deputy.how, deputy.on) == ("tk", 1, "ballot", "2025-12-19")
    assert deputy.document.startswith("Biên bản kiểm phiếu “Giới thiệu đơn vị Phó Trưởng khối năm 2026”, hội nghị")
    assert deputy.outcome is not None and (deputy.outcome.votes, deputy.outcome.base) == (5, 8)
    assert book.leadership.chosen(2025) == () and book.leadership.terms(2026) == ()


def test_two_deputies_come_by_rank_and_a_second_round_after_the_first(bloc: Book) -> None:
    elect(bloc, "a", "b", "c", seats=2)
    votes = {"a": Tally(4), "b": Tally(3), "c": Tally(3)}
    bloc.ballots.record("p", Record(5, 5, 0, 0, 5, 5, 0, votes, {2: 5}))
    assert told(bloc, 2026) == [("deputy", 1, "a", "ballot")]
    bloc.ballots.second_round("p", new_key="p2")
    bloc.ballots.record("p2", Record(5, 5, 0, 0, 5, 5, 0, {"b": Tally(1), "c": Tally(4)}, {1: 5}))
    assert told(bloc, 2026) == [("deputy", 1, "a", "ballot"), ("deputy", 2, "c", "ballot")]


def test_a_seat_settled_by_a_decision_cites_the_decision(bloc: Book) -> None:
    elect(bloc, "b", "c")
    tied = Record(5, 5, 0, 0, 5, 4, 1, {"b": Tally(2), "c": Tally(2)}, {1: 4})
    bloc.ballots.record("p", tied)
    bloc.ballots.second_round("p", new_key="p2")
    bloc.ballots.record("p2", tied)
    assert told(bloc, 2026) == []
    (question,) = bloc.decisions.open_questions(2025)
    document = "Thông báo số 7/TB-K ngày 20/12/2025"
    bloc.decisions.answer(question, "c", "Thống nhất", document=document, date="2025-12-20", year=2025)
    (one,) = bloc.leadership.chosen(2026)
    assert (one.unit, one.how, one.document, one.on) == ("c", "decision", document, "2025-12-20")


def test_a_count_made_anew_offers_nobody(bloc: Book) -> None:
    bloc.people.add("Đỗ Quế Chi", key="first")
    bloc.people.add("Phạm Thu Mộc", key="second")
    bloc.people.sign_in("first")
    elect(bloc, "a", "b")
    bloc.ballots.record("p", Record(6, 5, 0, 1, 5, 5, 0, {"a": Tally(4), "b": Tally(1)}, {0: 0, 1: 5}))
    assert told(bloc, 2026) == [("deputy", 1, "a", "ballot")]
    bloc.ballots.recount.begin("p", "second")
    assert told(bloc, 2026) == []


@pytest.mark.parametrize(
    ("kind", "title", "year"),
    [
        ("signing", "Giới thiệu", 2025),
        ("half-year", "Giới thiệu", 2025),
        ("closing", "Giới thiệu", 2026),
        ("deliberation", "Giới thiệu", 2026),
        ("closing", "Bầu bổ sung Phó Trưởng khối năm 2025", 2025),
        ("signing", "Phó Trưởng khối năm 2026", 2026),
    ],
)
def test_for_which_year_a_ballot_chooses(bloc: Book, kind: str, title: str, year: int) -> None:
    """R4: at the signing meeting for its own year; R9: the deputy alone, late, said by the title."""
    bloc.meetings.put(2025, kind, "Hội nghị", date="2025-05-23", key="k")
    for unit in UNITS:
        bloc.meetings.attendance.put("k", "member", unit=unit, key=f"k.{unit}")
    bloc.ballots.prepare("k", "elect", title, ["a", "b"], purpose="deputy", tellers=BOARD, key="q")
    bloc.ballots.record("q", Record(5, 5, 0, 0, 5, 5, 0, {"a": Tally(5), "b": Tally(0)}, {1: 5}))
    assert told(bloc, year) == [("deputy", 1, "a", "ballot")]
    assert told(bloc, 4051 - year) == []


@pytest.mark.parametrize(
    ("subject", "agree", "found"),
    [
        ("Thống nhất giới thiệu Đơn vị B tỉnh làm Trưởng khối năm 2026", 5, [("head", 1, "b", "hands")]),
        ("Phó Trưởng khối: ĐƠN VỊ C", 5, [("deputy", 1, "c", "hands")]),
        ("Giới thiệu Đơn vị B làm Trưởng khối", 2, []),
        ("Giới thiệu Đơn vị B, Đơn vị C làm Phó Trưởng khối", 5, []),
        ("Giới thiệu Đơn vị B làm Trưởng khối, Đơn vị C làm Phó Trưởng khối", 5, []),
        ("Đơn vị B đọc báo cáo", 5, []),
        ("Bầu Trưởng khối bằng bỏ phiếu kín", 5, []),
    ],
)
def test_hands_that_name_one_unit_and_one_office(
    bloc: Book, subject: str, agree: int, found: list[tuple[str, int, str, str]]
) -> None:
    bloc.meetings.put_hands("h", subject, agree, 0, 0)
    assert told(bloc, 2026) == found


def test_what_was_chosen_is_recorded_by_people(bloc: Book) -> None:
    come(bloc, *UNITS)
    elect(bloc, "a", "b")
    bloc.ballots.record("p", Record(6, 5, 0, 1, 5, 5, 0, {"a": Tally(4), "b": Tally(1)}, {0: 0, 1: 5}))
    assert bloc.leadership.terms(2026) == ()
