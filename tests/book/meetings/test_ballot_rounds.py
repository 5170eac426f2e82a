"""Further rounds of a ballot: what causes one, and what becomes of it when the round before changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.book.book import Book
from models.book.meetings.ballots import Candidate
from models.book.meetings.vote_words import outlook
from models.rules.act.balloting import Record, Tally
from tests.book import practice, practice_meetings
from tests.book.meetings.bloc import code
from tests.book.meetings.test_ballots import BOARD, begun, elect, told_to
from tests.rules import practice as rules

TIED = Record(5, 5, 0, 0, 5, 5, 0, {"a": Tally(4), "b": Tally(3), "c": Tally(3)}, {2: 5})
"""Choose two: a is elected, b and c are equal on the last seat."""
FILLED = replace(TIED, tally={"a": Tally(4), "b": Tally(4), "c": Tally(2)})
LATER = Record(5, 5, 0, 0, 5, 5, 0, {"b": Tally(2), "c": Tally(3)}, {1: 5})


@pytest.fixture
def tied(book: Book) -> Book:
    begun(book)
    elect(book, "a", "b", "c", seats=2)
    book.people.add("Đỗ Quế Chi", key="first")
    book.people.add("Phạm Thu Mộc", key="second")
    book.people.sign_in("first")
    book.ballots.record("p", TIED)
    book.ballots.second_round("p", new_key="p2")
    return book


def keys_of(book: Book) -> list[str]:
    return [one.key for one in book.ballots.of("h")]


def deputies(book: Book) -> list[str]:
    return [one.unit for one in book.leadership.chosen(2026) if one.role == "deputy"]


def test_a_correction_that_fills_the_seats_takes_the_prepared_round_with_it(tied: Book) -> None:
    tied.ballots.recount.begin("p2", "second")
    assert tied.ballots.correct("p", FILLED, "Cộng nhầm") == 2
    assert keys_of(tied) == ["p"] and deputies(tied) == ["a", "b"]
    tied.store.undo()
    assert keys_of(tied) == ["p", "p2"] and deputies(tied) == ["a"]
    assert tied.ballots.recount.of("p2") is not None


def test_a_correction_that_leaves_the_same_equals_keeps_the_round(tied: Book) -> None:
    record = replace(TIED, tally={"a": Tally(2), "b": Tally(3), "c": Tally(3)}, marks={1: 2, 2: 3})
    assert tied.ballots.correct("p", replace(TIED, invalid=0), "Ghi lại") == 0
    assert keys_of(tied) == ["p", "p2"]
    assert tied.ballots.correct("p", record, "Cộng nhầm") == 2, "now both are elected and nobody is equal"


def test_once_the_next_round_is_counted_the_one_before_stays(tied: Book) -> None:
    tied.ballots.record("p2", LATER)
    assert deputies(tied) == ["a", "c"]
    assert code(lambda: tied.ballots.correct("p", FILLED, "x")) == "ballot.has_next_round"
    assert code(lambda: tied.ballots.recount.begin("p", "second")) == "ballot.has_next_round"
    tied.ballots.recount.begin("p2", "second")
    tied.ballots.recount.drop("p2", "Thôi")


def test_a_round_is_not_counted_nor_prepared_while_the_one_before_is_counted_anew(tied: Book) -> None:
    tied.ballots.recount.begin("p", "second")
    assert code(lambda: tied.ballots.record("p2", LATER)) == "ballot.earlier_recounting"
    assert tied.ballots.recount.finish("p", FILLED, by="second") == 2
    right = {one.place: one.second for one in tied.ballots.recount.differences("p")}
    assert tied.ballots.recount.settle("p", right) == 2
    assert keys_of(tied) == ["p"] and deputies(tied) == ["a", "b"]
    tied.store.undo()
    assert keys_of(tied) == ["p", "p2"]
    tied.ballots.remove("p2")
    assert code(lambda: tied.ballots.second_round("p")) == "ballot.earlier_recounting"


def test_equal_counts_keep_the_round(tied: Book) -> None:
    tied.ballots.recount.begin("p", "second")
    assert tied.ballots.recount.finish("p", TIED, by="second") == 0
    tied.ballots.record("p2", LATER)
    assert deputies(tied) == ["a", "c"]


def test_a_prepared_round_worded_anew_stays_within_what_was_left(tied: Book) -> None:
    def anew(*units: str, way: str = "elect", seats: int = 1) -> str:
        return tied.ballots.prepare("h", way, "Lượt 2", units, purpose="deputy", seats=seats, tellers=BOARD, key="p2")

    assert code(lambda: anew("b", "c", "d")) == "ballot.round_names"
    assert code(lambda: anew("a")) == "ballot.round_names"
    assert code(lambda: anew("b", "c", seats=2)) == "ballot.round_names"
    anew("c")
    assert (tied.ballots.get("p2").round, tied.ballots.get("p2").earlier) == (2, "p")


def test_a_list_of_attendance_mended_later_takes_no_round_its_cause(book: Book) -> None:
    """Of those present: 3 of 5 do not pass two thirds, 3 of 4 do."""
    rule = next(one for one in rules.VOTING if one.key == "bau-pho")
    spec = {name: value for name, value in rule.spec.items() if name != "percent"}
    spec |= {"base": "present", "op": "ge", "fraction": "2/3"}
    begun(book, replace(rule, key="rieng", scope="elect:other", spec=spec))
    book.ballots.prepare("h", "elect", "Giới thiệu", ["a", "b"], purpose="other", tellers=BOARD, key="p", rule="rieng")
    record = Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(3), "b": Tally(1)}, {1: 4})
    book.ballots.record("p", record)
    book.ballots.second_round("p", new_key="p2")
    book.meetings.attendance.remove("h", "h.e")
    (first, _) = book.ballots.result("p").outcomes  # type: ignore[union-attr]
    assert (first.votes, first.base, first.passes) == (3, 5, False)
    result = book.ballots.record("p2", record)
    assert result is not None and result.chosen == ("a",)


def test_a_further_round_without_its_cause_chooses_nobody(tied: Book) -> None:
    """However it came about (here: written past the verbs), two seats are never given to three."""
    tied.ballots.record("p2", LATER)
    row = tied.store.row("ballot", "p")
    assert row is not None
    tally = {key: {"agree": one.agree, "disagree": 0} for key, one in FILLED.tally.items()}
    with tied.store.operation("test") as tx:
        tx.update("ballot", "p", figures={**row["figures"], "tally": tally})
    assert not tied.ballots.rounds.caused(tied.ballots.get("p2"))
    assert deputies(tied) == ["a", "b"]


def test_a_correction_to_equal_votes_takes_back_the_order_it_gave(book: Book) -> None:
    practice.build(book)
    practice_meetings.meetings(book, practice.DATA)
    raw = next(each for each in practice.DATA["ballots"] if each["id"] == "P2")
    record = practice_meetings.record_of(raw)
    assert told_to(book, "")[1] == ["", ""]
    book.ballots.correct("p2", replace(record, tally={"btc": Tally(4), "mttq": Tally(4)}), "Đọc lại tập phiếu")
    assert told_to(book, "")[1] == ["tie", "tie"]
    assert book.ballots.results.tied(2025) == (("btc", "mttq"),)
    key = book.ballots.second_round("p2")
    book.ballots.record(
        key, replace(record, printed=8, exchanged=0, unused=0, tally={"btc": Tally(6), "mttq": Tally(2)})
    )
    assert [place.unit for place in book.standing.ranking(2025).places][3:5] == ["btc", "mttq"]
    book.store.undo()
    book.ballots.correct("p2", record, "Đọc lại lần nữa")
    assert told_to(book, "")[1] == ["", ""]


def test_names_stay_who_they_are_from_round_to_round(book: Book) -> None:
    begun(book)
    person = Candidate("p1", "Nguyễn Hoàng Trúc, Đơn vị A", "a", "p1")
    book.ballots.prepare("h", "elect", "Bầu", [person, "b"], purpose="deputy", tellers=BOARD, key="p")
    votes = {"p1": Tally(2), "b": Tally(2)}
    book.ballots.record("p", Record(5, 5, 0, 0, 5, 4, 1, votes, {1: 4}))
    book.ballots.second_round("p", new_key="p2")
    assert book.ballots.get("p2").candidates == book.ballots.get("p").candidates


def test_a_decision_fills_as_many_seats_as_are_open_and_no_more(book: Book) -> None:
    rule = next(one for one in rules.VOTING if one.key == "bau-pho")
    begun(book, replace(rule, key="mot-luot", scope="elect:head", spec={**rule.spec, "max_rounds": 1}))
    book.ballots.prepare("h", "elect", "Bầu", ["a", "b", "c"], purpose="head", seats=2, tellers=BOARD, key="p")
    votes = {"a": Tally(2), "b": Tally(2), "c": Tally(1)}
    book.ballots.record("p", Record(5, 5, 0, 0, 5, 5, 0, votes, {1: 5}))
    (question,) = book.decisions.open_questions(2025)
    said = "Trưởng khối và Phó Trưởng khối thống nhất"
    assert code(lambda: book.decisions.answer(question, ["a", "b", "c"], said, year=2025)) == "decision.too_many_seats"
    book.decisions.answer(question, ["b"], said, year=2025)
    result = book.ballots.result("p")
    assert result is not None and (result.chosen, result.open_seats) == (("b",), 1)
    assert outlook(result, book.settings.terms) == "Còn 01 chỗ để trống."
    book.store.undo()
    book.decisions.answer(question, ["a", "b"], said, year=2025)
    assert [one.unit for one in book.leadership.chosen(2026) if one.role == "head"] == ["a", "b"]
