"""Secret ballots: preparing, counting in one act, refusing what cannot be, rounds, the second count, secrecy."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.book.book import Book, create_book
from models.book.meetings.ballots import Candidate
from models.book.scoring.edit import Edit
from models.book.units.keepers import ANONYMOUS
from models.exchange.interchange import export_book
from models.keeping import moments, seal
from models.rules.act.balloting import Record, Tally
from models.rules.act.marking import without_opinion
from models.rules.act.tally import Running
from models.rules.errors import Refusal, RuleViolation
from models.rules.place.regulation import Regulation, Rule
from printing.content.ballots import minutes
from tests.book import practice, practice_meetings
from tests.book.conftest import Clock, anew, keys
from tests.book.meetings.bloc import UNITS, code, come
from tests.rules import practice as rules
from ui.words.messages import letter_lines

BOARD = ("Dương Thị Mận", "Trịnh Hải Đường", "Chu Thị Thanh Yên")
SOUND = Record(6, 5, 0, 1, 5, 5, 0, {"a": Tally(4), "b": Tally(1)}, {0: 0, 1: 5})


def begun(book: Book, *more: Rule) -> Book:
    """Five members in the room, the practice regulation, one meeting."""
    book.years.open(2025)
    for unit in UNITS:
        book.members.add(f"Đơn vị {unit.upper()} tỉnh", f"Đơn vị {unit.upper()}", key=unit, year=2025)
    book.regulations.adopt(2025, Regulation("qc", "Quy chế"), (*rules.VOTING, *more))
    book.meetings.put(2025, "closing", "Hội nghị tổng kết", date="2025-12-19", key="h")
    come(book, *UNITS)
    return book


@pytest.fixture
def bloc(book: Book) -> Book:
    return begun(book)


def elect(book: Book, *units: str, seats: int = 1, key: str = "p") -> str:
    return book.ballots.prepare(
        "h", "elect", "Giới thiệu", units, purpose="deputy", seats=seats, tellers=BOARD, key=key
    )


# --- preparing -------------------------------------------------------------------------------------------------------


def test_a_ballot_keeps_the_rule_it_was_prepared_by(bloc: Book) -> None:
    elect(bloc, "a", "b")
    found = bloc.ballots.get("p")
    assert (found.rule.key, found.rule.spec["base"], found.rule.cite) == ("bau-pho", "valid", "Điều 8 khoản 3")
    assert [one.name for one in found.candidates] == ["Đơn vị A tỉnh", "Đơn vị B tỉnh"]
    assert [one.role for one in found.tellers] == ["Trưởng ban", "Ủy viên", "Ủy viên"]
    bloc.regulations.amend(2025, "bau-pho", {**found.rule.spec, "percent": 60}, "Sửa", None, "2025-01-01")
    assert bloc.ballots.get("p").rule.spec["percent"] == 50


@pytest.mark.parametrize(
    ("way", "candidates", "said", "want"),
    [
        ("elect", ["a", "b", "c"], {"seats": 7}, "ballot.seats_and_candidates"),
        ("elect", ["a"], {"seats": 0}, "ballot.seats_and_candidates"),
        ("elect", [], {}, "ballot.no_candidates"),
        ("elect", ["a", "a"], {}, "ballot.repeated_candidate"),
        ("elect", ["a", "b"], {"tellers": BOARD[:2]}, "ballot.board_too_small"),
        ("elect", ["a", "b"], {"tellers": (BOARD[0], BOARD[1], BOARD[0])}, "ballot.same_teller"),
        ("elect", ["a", "b"], {"rule": "gio-tay"}, "ballot.rule_unknown"),
        ("elect", ["a", "b"], {"purpose": "other"}, "ballot.rule_open"),
        ("lots", ["a", "b"], {}, "ballot.word_unknown"),
        ("elect", ["nobody"], {}, "unit.unknown"),
    ],
)
def test_a_ballot_that_cannot_be_held(bloc: Book, way: str, candidates: list[str], said: dict, want: str) -> None:  # type: ignore[type-arg]
    given = {"purpose": "deputy", **said}
    assert code(lambda: bloc.ballots.prepare("h", way, "Giới thiệu", candidates, **given)) == want
    assert bloc.ballots.of("h") == ()


@pytest.mark.parametrize("percent", ["0", "101"])
def test_a_threshold_of_nothing_or_more_than_all_is_never_adopted(bloc: Book, percent: str) -> None:
    spec = {**rules.VOTING[2].spec, "percent": percent}
    assert code(lambda: bloc.regulations.amend(2025, "phieu-co", spec, "Sửa", None, "2025-06-01")) == "rule.faulty"


@pytest.mark.parametrize("percent", ["0", "101"])
def test_nor_used_when_it_came_in_by_another_way(bloc: Book, percent: str) -> None:
    rule = bloc.store.row("rule", "qc", "bau-pho")
    assert rule is not None
    with bloc.store.operation("test") as tx:
        tx.update("rule", ("qc", "bau-pho"), spec={**rule["spec"], "percent": percent})
    assert code(lambda: elect(bloc, "a", "b")) == "ballot.threshold_out_of_range"


def test_officers_hold_no_ballot(bloc: Book) -> None:
    bloc.meetings.put(2025, "officers", "Họp trù bị", key="tb")
    assert code(lambda: bloc.ballots.prepare("tb", "elect", "x", ["a"], purpose="deputy")) == "meeting.no_vote"


def test_persons_and_names_can_stand(bloc: Book) -> None:
    person = Candidate("p1", "Nguyễn Hoàng Trúc, Đơn vị A", "a", "p1")
    bloc.ballots.prepare("h", "elect", "Bầu", [person, Candidate("n", "Ai đó")], purpose="deputy", key="p")
    assert bloc.ballots.get("p").candidates == (person, Candidate("n", "Ai đó"))


def test_a_unit_on_a_ballot_has_history(bloc: Book) -> None:
    bloc.members.add("Đơn vị X tỉnh", "Đơn vị X", key="x", year=2025)
    elect(bloc, "a", "x")
    with pytest.raises(RuleViolation) as caught:
        bloc.members.remove("x")
    assert (caught.value.code, caught.value.facts["where"]) == ("unit.has_history", ("ballot",))


# --- counting --------------------------------------------------------------------------------------------------------


def test_a_count_is_one_act_and_one_undo(bloc: Book) -> None:
    elect(bloc, "a", "b")
    before, seq = bloc.store.canonical(), bloc.store.last_seq
    result = bloc.ballots.record("p", SOUND)
    assert result is not None and result.chosen == ("a",)
    assert bloc.store.last_seq == seq + 1
    bloc.store.undo()
    assert bloc.store.canonical() == before


@pytest.mark.parametrize(
    ("changes", "want", "off"),
    [
        ({"printed": 7}, "ballot.printed_not_sum", 1),
        ({"collected": 6, "valid": 6}, "ballot.collected_over_issued", 1),
        ({"valid": 4}, "ballot.valid_and_invalid_not_collected", 1),
        ({"tally": {"a": Tally(5), "b": Tally(1)}}, "ballot.marks_not_votes", 1),
        ({"tally": {"a": Tally(6), "b": Tally(0)}}, "ballot.votes_over_valid", None),
        ({"marks": {1: 4}}, "ballot.marks_not_valid", 1),
        ({"marks": {0: 1, 1: 3, 2: 1}}, "ballot.too_many_names", None),
        ({"invalid": -1}, "ballot.not_a_count", None),
        ({"valid": "4,5"}, "ballot.not_a_count", None),
        ({"printed": 7, "issued": 6}, "ballot.issued_over_present", None),
        ({"written": {"a": Tally(1)}}, "ballot.written_over_received", None),
        ({"tally": {"a": Tally(4)}}, "ballot.tally_incomplete", None),
        ({"tally": {"a": Tally(3, 1), "b": Tally(2)}}, "ballot.no_votes_against", None),
        ({"tally": {"a": Tally(4), "b": Tally(2)}, "marks": None}, "ballot.votes_over_names", None),
    ],
)
def test_sums_that_cannot_be(bloc: Book, changes: dict, want: str, off: int | None) -> None:  # type: ignore[type-arg]
    elect(bloc, "a", "b")
    before = bloc.store.canonical()
    with pytest.raises(RuleViolation) as caught:
        bloc.ballots.record("p", replace(SOUND, **changes))
    assert caught.value.code == want
    assert off is None or caught.value.facts["off"] == off
    assert bloc.store.canonical() == before


def test_an_absent_member_chooses_no_more_names_than_one_present(bloc: Book) -> None:
    elect(bloc, "a", "b", "c", seats=2)
    bloc.meetings.attendance.put("h", "written", unit="e", paper="Công văn 1/CV", key="h.e")
    votes = {"a": Tally(4), "b": Tally(3), "c": Tally(1)}
    record = Record(4, 4, 0, 0, 4, 4, 0, votes, {2: 4}, {unit: Tally(1) for unit in "abc"}, 1)
    assert code(lambda: bloc.ballots.record("p", record)) == "ballot.written_over_names"
    bloc.ballots.record("p", replace(record, written={unit: Tally(1) for unit in "ab"}))


def test_the_written_opinions_of_a_ballot_are_counted_once_for_all_names(bloc: Book) -> None:
    rule = bloc.store.row("rule", "qc", "bau-pho")
    assert rule is not None
    bloc.regulations.amend(2025, "bau-pho", {**rule["spec"], "written": "count"}, "Sửa", None, "2025-06-01")
    elect(bloc, "a", "b", "c", seats=2)
    bloc.meetings.attendance.put("h", "written", unit="e", paper="Công văn 1/CV", key="h.e")
    votes = {"a": Tally(3), "b": Tally(2), "c": Tally(2)}
    result = bloc.ballots.record("p", Record(4, 4, 0, 0, 4, 4, 0, votes, None, {"a": Tally(1)}, 1))
    assert result is not None and result.chosen == ("a",)
    assert [(one.votes, one.base) for one in result.outcomes] == [(4, 5), (2, 5), (2, 5)]
    kept = bloc.ballots.get("p").count
    assert kept is not None and kept.record.opinions == 1
    said = minutes(bloc, bloc.ballots.get("p"))
    assert said.basis[0].startswith("Tỷ lệ tính trên số phiếu hợp lệ và số ý kiến bằng văn bản (04 + 01 = 05).")
    assert ("Số ý kiến bằng văn bản", "01") in said.papers
    assert "02 trong 05 phiếu hợp lệ và ý kiến bằng văn bản (40,00%)" in said.results[1]


@pytest.mark.parametrize(
    ("opinions", "written", "want"),
    [
        (2, {"a": Tally(1)}, "ballot.opinions_over_received"),
        (0, {"a": Tally(1)}, "ballot.written_over_received"),
        (-1, None, "ballot.not_a_count"),
    ],
)
def test_opinions_that_cannot_be(bloc: Book, opinions: int, written: dict[str, Tally] | None, want: str) -> None:
    elect(bloc, "a", "b")
    bloc.meetings.attendance.put("h", "written", unit="e", paper="Công văn 1/CV", key="h.e")
    record = Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(3), "b": Tally(1)}, None, written, opinions)
    assert code(lambda: bloc.ballots.record("p", record)) == want


def test_a_fault_calls_the_candidate_by_name(bloc: Book) -> None:
    elect(bloc, "a", "b")
    with pytest.raises(RuleViolation) as caught:
        bloc.ballots.record("p", replace(SOUND, tally={"a": Tally(6), "b": Tally(0)}))
    assert caught.value.facts["candidate"] == "Đơn vị A tỉnh"


def test_thirty_five_valid_of_thirty_four_collected(tmp_path: Path) -> None:
    with create_book(tmp_path / "k.sokhoi", "Khối", clock=Clock(), key_source=keys()) as book:
        book.years.open(2025)
        units = [f"u{n}" for n in range(35)]
        for unit in units:
            book.members.add(f"Đơn vị {unit}", unit, key=unit, year=2025)
        book.regulations.adopt(2025, Regulation("qc", "Quy chế"), rules.VOTING)
        book.meetings.put(2025, "closing", "Hội nghị", date="2025-12-19", key="h")
        come(book, *units)
        elect(book, "u1", "u2")
        record = Record(35, 35, 0, 0, 34, 35, 0, {"u1": Tally(20), "u2": Tally(15)})
        assert code(lambda: book.ballots.record("p", record)) == "ballot.valid_and_invalid_not_collected"


def test_nothing_is_counted_without_a_quorum_a_board_or_twice(bloc: Book) -> None:
    elect(bloc, "a", "b")
    for unit in "cde":
        bloc.meetings.attendance.remove("h", f"h.{unit}")
    assert code(lambda: bloc.ballots.record("p", SOUND)) == "meeting.no_quorum"
    come(bloc, *"cde")
    assert code(lambda: bloc.ballots.record("p", SOUND, tellers=BOARD[:1])) == "ballot.board_too_small"
    bloc.ballots.record("p", SOUND)
    assert code(lambda: bloc.ballots.record("p", SOUND)) == "ballot.counted"
    assert code(lambda: bloc.ballots.remove("p")) == "ballot.counted"
    assert code(lambda: elect(bloc, "a", "c")) == "ballot.counted"
    assert code(lambda: bloc.meetings.remove("h")) == "meeting.has_ballots"
    assert code(lambda: bloc.meetings.attendance.remove("h", "h.e")) == "ballot.over_list"


def test_awards_need_their_own_quorum(bloc: Book) -> None:
    bloc.ballots.prepare("h", "acclaim", "Cờ", ["a"], purpose="award", award="CO_TINH", tellers=BOARD, key="p")
    for unit in "e":
        bloc.meetings.attendance.remove("h", f"h.{unit}")
    record = Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(4)})
    bloc.ballots.record("p", record)
    bloc.store.undo()
    bloc.members.add("Đơn vị F tỉnh", "Đơn vị F", key="f", year=2025)
    assert code(lambda: bloc.ballots.record("p", record)) == "meeting.no_quorum_for_awards"


def test_a_correction_replaces_the_whole_count_and_says_why(bloc: Book) -> None:
    elect(bloc, "a", "b")
    assert code(lambda: bloc.ballots.correct("p", SOUND, "x")) == "ballot.not_counted"
    bloc.ballots.record("p", SOUND)
    other = replace(SOUND, tally={"a": Tally(2), "b": Tally(3)})
    assert code(lambda: bloc.ballots.correct("p", other, " ")) == "ballot.reason_missing"
    bloc.ballots.correct("p", other, "Đọc lại tập phiếu")
    found = bloc.ballots.get("p")
    result = bloc.ballots.result("p")
    assert found.corrected == "Đọc lại tập phiếu" and result is not None and result.chosen == ("b",)


# --- rounds and ties -------------------------------------------------------------------------------------------------


def test_a_tie_goes_to_a_second_ballot_and_then_to_the_rules_own_way(bloc: Book) -> None:
    elect(bloc, "a", "b", "c", seats=2)
    votes = {"a": Tally(4), "b": Tally(3), "c": Tally(3)}
    bloc.ballots.record("p", Record(5, 5, 0, 0, 5, 5, 0, votes, {2: 5}))
    first = bloc.ballots.result("p")
    assert first is not None
    assert (first.chosen, first.tied, first.next, first.open_seats) == (("a",), ("b", "c"), "second-ballot", 1)
    bloc.ballots.second_round("p", new_key="p2")
    again = bloc.ballots.get("p2")
    assert ([one.key for one in again.candidates], again.seats, again.round) == (["b", "c"], 1, 2)
    assert code(lambda: bloc.ballots.second_round("p")) == "ballot.round_begun"
    bloc.ballots.record("p2", Record(5, 5, 0, 0, 5, 4, 1, {"b": Tally(2), "c": Tally(2)}, {1: 4}))
    tied = bloc.ballots.result("p2")
    assert tied is not None and (tied.chosen, tied.next) == ((), "head-and-deputy")
    assert code(lambda: bloc.ballots.second_round("p2")) == "ballot.no_more_rounds"
    (question,) = bloc.decisions.open_questions(2025)
    assert question.key == "ballot.open_seat"
    assert [option.label for option in question.options] == ["Đơn vị B tỉnh", "Đơn vị C tỉnh"]
    bloc.decisions.answer(question, "c", "Trưởng khối và Phó Trưởng khối thống nhất", year=2025)
    settled = bloc.ballots.result("p2")
    assert settled is not None
    assert (settled.chosen, settled.settled_by, settled.next) == (("c",), "head-and-deputy", "")
    assert code(lambda: bloc.ballots.correct("p", SOUND, "x")) == "ballot.has_next_round"


def test_one_who_is_not_approved_may_stand_once_more_if_the_rule_says_so(book: Book) -> None:
    spec = {**rules.VOTING[2].spec, "max_rounds": 2}
    begun(book, replace(rules.VOTING[2], key="hai-luot", scope="award:X", spec=spec))
    for award, after in (("X", "second-ballot"), ("CO_TINH", "not-proposed")):
        key = f"p.{award.lower().replace('_', '-')}"
        book.ballots.prepare("h", "acclaim", "Cờ", ["a", "b"], purpose="award", award=award, tellers=BOARD, key=key)
        book.ballots.record(key, Record(5, 5, 0, 0, 5, 5, 0, {"a": Tally(4, 1), "b": Tally(3, 2)}))
        result = book.ballots.result(key)
        assert result is not None and (result.chosen, result.next) == (("a",), after)
    book.ballots.second_round("p.x", new_key="p2")
    assert [one.key for one in book.ballots.get("p2").candidates] == ["b"]
    book.ballots.record("p2", Record(5, 5, 0, 0, 5, 5, 0, {"b": Tally(4, 1)}))
    approved = book.ballots.outcome(2025, "X", "b")
    assert approved is not None and approved.approved and approved.ballot == "p2"
    refused = book.ballots.outcome(2025, "CO_TINH", "b")
    assert refused is not None and not refused.approved


def test_a_correction_turns_the_ranking_too(book: Book) -> None:
    practice.build(book)
    practice_meetings.meetings(book, practice.DATA)
    raw = next(each for each in practice.DATA["ballots"] if each["id"] == "P2")
    other = replace(practice_meetings.record_of(raw), tally={"btc": Tally(6), "mttq": Tally(2)})
    assert [p.unit for p in book.standing.ranking(2025).places][3:5] == ["mttq", "btc"]
    book.ballots.correct("p2", other, "Đọc lại tập phiếu")
    assert [p.unit for p in book.standing.ranking(2025).places][3:5] == ["btc", "mttq"]
    assert book.standing.ranking(2025) == anew(book, lambda fresh: fresh.standing.ranking(2025))
    live = [one for one in book.decisions.all(2025) if one.question == "rank.ballot"]
    assert [one.choice["elected"] for one in live] == [["btc"]]  # type: ignore[index]
    book.store.undo()
    assert [p.unit for p in book.standing.ranking(2025).places][3:5] == ["mttq", "btc"]


def test_what_is_decided_about_a_tied_ballot_goes_on_into_the_ranking(book: Book) -> None:
    practice.build(book)
    held = next(each for each in practice.DATA["meetings"] if each["id"] == "H4")
    practice_meetings.hold(book, practice.DATA, {**held, "ballots": []})
    raw = next(each for each in practice.DATA["ballots"] if each["id"] == "P2")
    practice_meetings.prepare(book, "h4", raw)
    record = replace(practice_meetings.record_of(raw), tally={"btc": Tally(4), "mttq": Tally(4)})
    first = book.ballots.record("p2", record)
    assert first is not None
    key = "p2"
    if first.next == "second-ballot":
        key = book.ballots.second_round("p2", new_key="p2b")
        book.ballots.record(key, replace(record, printed=8, exchanged=0, unused=0))
    assert [one for one in book.decisions.all(2025) if one.question == "rank.ballot"] == []
    (question,) = [one for one in book.decisions.open_questions(2025) if one.key == "ballot.open_seat"]
    book.decisions.answer(question, "btc", "Trưởng khối và Phó Trưởng khối thống nhất", year=2025)
    assert [p.unit for p in book.standing.ranking(2025).places][3:5] == ["btc", "mttq"]
    book.store.undo()
    assert [one for one in book.decisions.all(2025) if one.question.startswith(("rank.ballot", "ballot."))] == []
    assert "rank.tie" in [one.key for one in book.standing.open_questions(2025)]


def test_units_no_longer_equal_leave_the_ranking_alone(book: Book) -> None:
    practice.build(book)
    held = next(each for each in practice.DATA["meetings"] if each["id"] == "H4")
    practice_meetings.hold(book, practice.DATA, {**held, "ballots": []})
    raw = next(each for each in practice.DATA["ballots"] if each["id"] == "P2")
    assert book.ballots.results.tied(2025) == (("btc", "mttq"),)
    practice_meetings.prepare(book, "h4", raw)
    book.scores.enter_many(2025, "appraisal", [("btc", "i.1", Edit(not_assigned=True, inputs={}, stated={}))])
    result = book.ballots.record("p2", practice_meetings.record_of(raw))
    assert result is not None and result.chosen == ("mttq",)
    assert [one for one in book.decisions.all(2025) if one.question == "rank.ballot"] == []


# --- what a rule leaves open -----------------------------------------------------------------------------------------


def test_silence_of_a_rule_is_asked_once_for_all_its_ballots(book: Book) -> None:
    spec = {**rules.VOTING[2].spec, "written": "ask", "own_vote": "ask"}
    begun(book, replace(rules.VOTING[2], key="im-lang", scope="award:X", spec=spec))
    book.meetings.attendance.put("h", "written", unit="e", paper="CV 1", key="h.e")
    for key in ("p1", "p2"):
        book.ballots.prepare("h", "acclaim", key, ["a"], purpose="award", award="X", tellers=BOARD, key=key)
        record = Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(3, 1)}, written={"a": Tally(1)}, opinions=1)
        assert code(lambda key=key, record=record: book.ballots.record(key, record)) == "ballot.question_open"
    asked = {one.key: one for one in book.decisions.open_questions(2025)}
    assert sorted(asked) == ["ballot.own_vote", "ballot.written_opinions"]
    book.decisions.answer(asked["ballot.written_opinions"], "count", "Hội nghị thống nhất", year=2025)
    own = book.decisions.answer(asked["ballot.own_vote"], "yes", "Hội nghị thống nhất", year=2025)
    for key in ("p1", "p2"):
        result = book.ballots.record(key, record)
        assert result is not None and (result.outcomes[0].votes, result.outcomes[0].passes) == (4, True)
    assert book.ballots.voters("p1") == 4
    book.decisions.replace(own, asked["ballot.own_vote"], "no", "Hội nghị nghĩ lại")
    assert book.ballots.voters("p1") == 4
    assert code(lambda: book.ballots.correct("p1", record, "x", list_anew=True)) == "ballot.issued_over_voters"
    assert book.decisions.open_questions(2025) == ()


# --- the second count ------------------------------------------------------------------------------------------------


@pytest.fixture
def two(bloc: Book) -> Book:
    """A ballot prepared, two people at the keyboard, the first signed in."""
    bloc.people.add("Đỗ Quế Chi", key="first")
    bloc.people.add("Phạm Thu Mộc", key="second")
    bloc.people.sign_in("first")
    elect(bloc, "a", "b")
    return bloc


def test_two_equal_counts_settle_themselves(two: Book) -> None:
    two.ballots.record("p", SOUND)
    two.ballots.recount.begin("p", "second")
    assert two.ballots.recount.finish("p", SOUND, by="second") == 0
    second = two.ballots.recount.of("p", "first")
    assert second is not None and second.state == "settled"


def test_while_a_second_count_is_open_nobody_looks_back_into_either(two: Book) -> None:
    """Neither who counts a second time nor who counted first: in the past anybody could sit at the keyboard."""
    before = two.last_act
    two.ballots.record("p", SOUND)
    counted = before + 1
    moments.refuse(two, counted)
    two.ballots.recount.begin("p", "second")
    for person in ("first", "second", ""):
        two.store.person = person
        for act in (counted, two.last_act):
            with pytest.raises(RuleViolation, match=r"moment\.kept_apart") as refused:
                moments.refuse(two, act)
            assert refused.value.facts["before"] == counted
        moments.refuse(two, before)
    two.ballots.recount.finish("p", SOUND, by="second")
    moments.refuse(two, two.last_act)


def test_neither_sees_the_other_before_both_are_complete(two: Book) -> None:
    two.ballots.record("p", SOUND)
    two.ballots.recount.begin("p", "second")
    two.people.sign_in("second")
    assert two.ballots.get("p").masked and two.ballots.get("p").count is None and two.ballots.result("p") is None
    assert two.ballots.get("p").counted
    assert two.ballots.get("p", "first").count is not None
    two.ballots.recount.finish(
        "p", replace(SOUND, valid=4, invalid=1, tally={"a": Tally(3), "b": Tally(1)}, marks={1: 4}), by="second"
    )
    assert not two.ballots.get("p").masked
    places = {one.place: (one.first, one.second) for one in two.ballots.recount.differences("p")}
    assert places == {"valid": (5, 4), "invalid": (0, 1), "tally/a/agree": (4, 3), "marks/1": (5, 4)}


def test_the_second_may_be_ready_first(two: Book) -> None:
    two.ballots.recount.begin("p", "second")
    assert two.ballots.recount.finish("p", SOUND, by="second") is None
    seen = two.ballots.recount.of("p", "first")
    assert seen is not None and seen.count is None
    two.ballots.record("p", SOUND)
    seen = two.ballots.recount.of("p", "first")
    assert seen is not None and seen.state == "settled" and seen.count is not None


def test_one_person_never_makes_both_counts(two: Book) -> None:
    two.ballots.record("p", SOUND)
    assert code(lambda: two.ballots.recount.begin("p", "first")) == "recount.same_person"
    assert code(lambda: two.ballots.recount.begin("p", "nobody")) == "recount.unknown_person"
    two.store.undo()
    two.ballots.recount.begin("p", "first")
    assert code(lambda: two.ballots.record("p", SOUND)) == "recount.same_person"
    two.people.sign_in(ANONYMOUS)
    two.ballots.recount.drop("p", "Người đếm đi công tác")
    two.ballots.record("p", SOUND)
    assert code(lambda: two.ballots.recount.begin("p", "first")) == "recount.first_unnamed"


def test_differences_are_settled_by_counting_these_places_anew(two: Book) -> None:
    two.ballots.record("p", SOUND)
    two.ballots.recount.begin("p", "second")
    assert code(lambda: two.ballots.recount.differences("p")) == "recount.not_both_complete"
    other = replace(SOUND, tally={"a": Tally(3), "b": Tally(2)})
    assert two.ballots.recount.finish("p", other, by="second") == 2
    assert code(lambda: two.ballots.recount.settle("p", {"tally/a/agree": 3})) == "recount.places"
    wrong = {"tally/a/agree": 3, "tally/b/agree": 3}
    assert code(lambda: two.ballots.recount.settle("p", wrong)) == "ballot.marks_not_votes"
    two.ballots.recount.settle("p", {"tally/a/agree": 3, "tally/b/agree": 2})
    found = two.ballots.get("p")
    assert found.count is not None and found.count.record == other
    assert two.ballots.recount.differences("p") == ()
    two.ballots.correct("p", SOUND, "Đếm lại")
    assert two.ballots.recount.of("p") is None


def test_a_second_count_may_find_written_opinions_the_first_left_out(two: Book) -> None:
    two.meetings.attendance.put("h", "written", unit="e", paper="CV 1", key="h.e")
    two.ballots.prepare("h", "acclaim", "Cờ", ["a"], purpose="award", award="CO_TINH", tellers=BOARD, key="s")
    record = Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(3, 1)})
    two.ballots.record("s", record)
    two.ballots.recount.begin("s", "second")
    other = replace(record, written={"a": Tally(0, 1)}, opinions=1)
    assert two.ballots.recount.finish("s", other, by="second") == 2
    two.ballots.recount.settle("s", {"opinions": 1, "tally/a/disagree": 2})
    found = two.ballots.get("s").count
    assert found is not None and found.record == replace(record, tally={"a": Tally(3, 2)}, opinions=1)


def test_one_written_opinion_alone_is_kept_together_with_the_ballots(two: Book) -> None:
    """The list of attendance names who sent it: neither row, journal, export nor minutes says what it said."""
    two.meetings.attendance.put("h", "written", unit="e", paper="CV 1", key="h.e")
    two.ballots.prepare("h", "acclaim", "Cờ", ["a"], purpose="award", award="CO_TINH", tellers=BOARD, key="s")
    rule = two.ballots.get("s").rule
    assert rule.spec["written"] == "count"
    counted = Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(3, 1)}, written={"a": Tally(0, 1)}, opinions=1)
    result = two.ballots.record("s", counted)
    assert result is not None
    (one,) = result.outcomes
    assert (one.votes, one.base) == (3, 5), "what passes is as before"
    row = two.store.row("ballot", "s")
    assert row is not None and "written" not in row["figures"]
    assert row["figures"]["tally"] == {"a": {"agree": 3, "disagree": 2}} and row["figures"]["opinions"] == 1
    told = [text for op in two.store.ops() for c in two.store.journal.written(op.seq) for text in (c.before, c.after)]
    assert not any('"written":{' in text for text in told if text)
    said = minutes(two, two.ballots.get("s"))
    assert "Ý kiến bằng văn bản" not in said.columns
    assert any("ghi gộp với số phiếu" in line for line in said.basis)
    assert without_opinion(two.ballots.get("s").count.record, "a") == 0  # type: ignore[union-attr]  # it is counted
    assert two.ballots.faults(two.ballots.get("s"), two.ballots.get("s").count.record) == ()  # type: ignore[union-attr]  # it is counted


def test_an_opinion_an_older_program_kept_apart_is_named_everywhere(two: Book) -> None:
    """The row and the journal keep it, so the minutes and the check of the book say that it is not secret."""
    two.meetings.attendance.put("h", "written", unit="e", paper="CV 1", key="h.e")
    two.ballots.prepare("h", "acclaim", "Cờ", ["a"], purpose="award", award="CO_TINH", tellers=BOARD, key="s")
    counted = Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(3, 1)}, written={"a": Tally(0, 1)}, opinions=1)
    two.ballots.record("s", counted)
    assert [*two.ballots.letters_apart()] == [] and letter_lines(two) == []
    row = two.store.row("ballot", "s")
    assert row is not None
    apart = {
        **row["figures"],
        "tally": {"a": {"agree": 3, "disagree": 1}},
        "written": {"a": {"agree": 0, "disagree": 1}},
    }
    with two.store.operation("record-ballot", {"title": "Cờ"}) as tx:
        tx.update("ballot", "s", figures=apart)
    assert [one.key for one in two.ballots.letters_apart()] == ["s"]
    assert any("không giữ kín được" in line for line in minutes(two, two.ballots.get("s")).basis)
    (line,) = letter_lines(two)
    assert "“Cờ”" in line and "nhật ký" in line
    two.ballots.correct("s", counted, "Ghi gộp")
    assert letter_lines(two) == []
    assert any("không giữ kín hẳn được" in line for line in minutes(two, two.ballots.get("s")).basis)


@pytest.mark.parametrize(
    ("choice", "tally", "written"),
    [
        ("count", {"a": {"agree": 3, "disagree": 2}}, None),
        ("not-count", {"a": {"agree": 3, "disagree": 1}}, {}),
    ],
)
def test_one_written_opinion_alone_is_not_kept_apart_either_where_the_rule_asks(
    book: Book, choice: str, tally: object, written: object
) -> None:
    """The answer stands before anything is recorded: it is then a joint count, or what the letter said is not kept."""
    spec = {**rules.VOTING[2].spec, "written": "ask"}
    begun(book, replace(rules.VOTING[2], key="im-lang", scope="award:X", spec=spec))
    book.meetings.attendance.put("h", "written", unit="e", paper="CV 1", key="h.e")
    book.ballots.prepare("h", "acclaim", "Cờ", ["a"], purpose="award", award="X", tellers=BOARD, key="s")
    assert book.ballots.get("s").rule.spec["written"] == "ask"
    counted = Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(3, 1)}, written={"a": Tally(0, 1)}, opinions=1)
    assert code(lambda: book.ballots.record("s", counted)) == "ballot.question_open"
    (asked,) = book.ballots.electorates.questions(book.ballots.get("s"), counted)
    book.decisions.answer(asked, choice, "Hội nghị thống nhất", year=2025)
    result = book.ballots.record("s", counted)
    assert result is not None
    (one,) = result.outcomes
    assert (one.votes, one.opinions) == (3, int(choice == "count" and one.base_name != "all-members"))
    row = book.store.row("ballot", "s")
    assert row is not None and row["figures"]["tally"] == tally and row["figures"].get("written") == written
    said = minutes(book, book.ballots.get("s"))
    assert "Ý kiến bằng văn bản" not in said.columns
    assert any(("ghi gộp" if choice == "count" else "không ghi nội dung") in line for line in said.basis)
    book.ballots.correct("s", counted, "Đếm lại")
    row = book.store.row("ballot", "s")
    assert row is not None and row["figures"]["tally"] == tally and row["figures"].get("written") == written


def test_several_written_opinions_stand_apart(two: Book) -> None:
    for unit in "ef":
        if two.store.row("unit", unit) is not None:
            two.meetings.attendance.put("h", "written", unit=unit, paper="CV 1", key=f"h.{unit}")
    two.ballots.prepare("h", "acclaim", "Cờ", ["a"], purpose="award", award="CO_TINH", tellers=BOARD, key="s")
    written = two.meetings.attendance.count("h").written
    record = Record(3, 3, 0, 0, 3, 3, 0, {"a": Tally(3)}, written={"a": Tally(written)}, opinions=written)
    two.ballots.record("s", record)
    kept = two.ballots.get("s").count
    assert kept is not None and (kept.record.written is None) is (written == 1)


def test_more_than_the_ballots_and_one_opinion_is_still_a_fault(two: Book) -> None:
    two.meetings.attendance.put("h", "written", unit="e", paper="CV 1", key="h.e")
    two.ballots.prepare("h", "acclaim", "Cờ", ["a"], purpose="award", award="CO_TINH", tellers=BOARD, key="s")
    joint = Record(4, 4, 0, 0, 4, 4, 0, {"a": Tally(5)}, opinions=1)
    two.ballots.check(two.ballots.get("s"), joint)
    over = replace(joint, tally={"a": Tally(5, 1)})
    assert code(lambda: two.ballots.check(two.ballots.get("s"), over)) == "ballot.votes_over_valid"


def parted(book: Book) -> tuple[str, str]:
    """The practice year with its equals parted by a ballot, counted by the first of two people."""
    practice.build(book)
    first, second = book.people.add("Đỗ Quế Chi", key="first"), book.people.add("Phạm Thu Mộc", key="second")
    book.people.sign_in(first)
    practice_meetings.meetings(book, practice.DATA)
    return first, second


def told_to(book: Book, reader: str) -> tuple[list[str], list[str], str]:
    """What a reader gets to see: tie decisions, those others replaced included, the equals' order, a document."""
    book.people.sign_in(reader)
    decided = [one.decision.question for one in book.decisions.recorded(2025, superseded=True)]
    waiting = [one.waiting for one in book.standing.ranking(2025).places[3:5]]
    return [one for one in decided if one.startswith(("rank.", "ballot."))], waiting, str(export_book(book)["ballot"])


def test_what_the_first_count_decided_waits_for_the_second(book: Book) -> None:
    first, second = parted(book)
    assert told_to(book, second)[:2] == (["rank.ballot"], ["", ""])
    book.ballots.recount.begin("p2", second)
    figures = {"issued", "collected", "valid"}
    for reader in (second, first):
        decided, waiting, _document = told_to(book, reader)
        assert (decided, waiting) == ([], ["tie", "tie"])
        assert book.standing.ranking(2025) == anew(book, lambda fresh: fresh.standing.ranking(2025))
    book.people.sign_in(second)
    assert "rank.tie" in [one.key for one in book.decisions.open_questions(2025)]
    documents = {row["key"]: row for row in export_book(book)["ballot"]}
    assert "figures" not in documents["p2"] and figures <= documents["p1"]["figures"].keys()
    assert "rank.ballot" not in {row["question"] for row in export_book(book).get("decision", ())}
    record = book.ballots.get("p2", first).count
    assert record is not None
    book.ballots.recount.finish("p2", record.record, by=second)
    assert told_to(book, second)[:2] == (["rank.ballot"], ["", ""])
    assert [p.unit for p in book.standing.ranking(2025).places][3:5] == ["mttq", "btc"]


def test_a_second_count_that_comes_out_otherwise_turns_the_decision(book: Book) -> None:
    first, second = parted(book)
    book.ballots.recount.begin("p2", second)
    held = book.ballots.get("p2", first).count
    assert held is not None
    other = replace(held.record, tally={"btc": Tally(6), "mttq": Tally(2)})
    assert book.ballots.recount.finish("p2", other, by=second)
    assert [p.waiting for p in book.standing.ranking(2025).places][3:5] == ["tie", "tie"], "differences are open"
    right = {one.place: one.second for one in book.ballots.recount.differences("p2")}
    book.ballots.recount.settle("p2", right)
    assert [p.unit for p in book.standing.ranking(2025).places][3:5] == ["btc", "mttq"]
    (live,) = [one for one in book.decisions.all(2025) if one.question == "rank.ballot"]
    assert live.choice["elected"] == ["btc"]  # type: ignore[index]


def test_a_second_count_dropped_lets_the_decision_apply_again(book: Book) -> None:
    _first, second = parted(book)
    book.ballots.recount.begin("p2", second)
    assert code(lambda: book.ballots.recount.drop("p2", " ")) == "recount.reason_missing"
    book.ballots.recount.drop("p2", "Người đếm chuyển công tác")
    assert told_to(book, second)[:2] == (["rank.ballot"], ["", ""])
    assert book.journal.lines(1)[0].text.endswith("Người đếm chuyển công tác")


def test_a_second_count_dropped_after_the_first_lets_it_decide(book: Book) -> None:
    practice.build(book)
    second = book.people.add("Phạm Thu Mộc")
    book.people.sign_in(book.people.add("Đỗ Quế Chi"))
    held = next(each for each in practice.DATA["meetings"] if each["id"] == "H4")
    practice_meetings.hold(book, practice.DATA, {**held, "ballots": []})
    raw = next(each for each in practice.DATA["ballots"] if each["id"] == "P2")
    practice_meetings.prepare(book, "h4", raw)
    book.ballots.recount.begin("p2", second)
    book.ballots.record("p2", practice_meetings.record_of(raw))
    assert [p.waiting for p in book.standing.ranking(2025).places][3:5] == ["tie", "tie"]
    book.ballots.recount.drop("p2", "Không đếm nữa")
    assert [p.unit for p in book.standing.ranking(2025).places][3:5] == ["mttq", "btc"]


def test_what_was_decided_where_a_seat_stayed_open_waits_too(two: Book) -> None:
    two.ballots.prepare("h", "elect", "Giới thiệu", ["b", "c"], purpose="deputy", tellers=BOARD, key="p2")
    tied = Record(5, 5, 0, 0, 5, 4, 1, {"b": Tally(2), "c": Tally(2)}, {1: 4})
    two.ballots.record("p2", tied)
    two.ballots.second_round("p2", new_key="p3")
    two.ballots.record("p3", tied)
    (question,) = two.decisions.open_questions(2025)
    two.decisions.answer(question, "c", "Trưởng khối và Phó Trưởng khối thống nhất", year=2025)
    assert two.journal.lines(1)[0].text == "Ghi quyết định: Đơn vị C tỉnh"
    two.ballots.recount.begin("p3", "second")
    assert two.decisions.all(2025) == () and two.decisions.open_questions(2025) == ()
    assert code(lambda: two.decisions.answer(question, "b", "khác", year=2025)) == "decision.recounting"
    two.people.sign_in("second")
    line = next(one for one in two.journal.lines(5) if one.kind == "answer-question")
    assert line.masked and "Đơn vị C" not in line.text
    two.ballots.recount.finish("p3", tied, by="second")
    result = two.ballots.result("p3")
    assert result is not None and result.chosen == ("c",)


def test_a_closed_year_keeps_no_count_from_anybody(two: Book) -> None:
    two.ballots.record("p", SOUND)
    two.ballots.recount.begin("p", "second")
    two.people.sign_in("second")
    seal.close_year(two, 2025)
    assert two.ballots.result("p") is not None
    assert [one.ok for one in seal.check(two)] == [True]
    two.people.sign_in("first")
    assert [one.ok for one in seal.check(two)] == [True]


# --- secrecy ---------------------------------------------------------------------------------------------------------

PAPERS = ("a", "a", "b", "a", "c", None, "b", "a", "c")
"""One board's papers: the name marked, None an invalid one."""


def lived(folder: Path, papers: tuple[str | None, ...]) -> Book:
    """A book in which these papers were read aloud in this order and counted."""
    folder.mkdir(parents=True, exist_ok=True)
    units = [f"u{n}" for n in range(6)]
    book = create_book(folder / "k.sokhoi", "Khối", clock=Clock(), key_source=keys(), backup_folder=folder / "luu")
    begun(book)
    for unit in units:
        book.members.add(f"Đơn vị {unit}", unit, key=unit, year=2025)
    come(book, *units)
    elect(book, "a", "b", "c")
    running = Running(("a", "b", "c"), 1)
    for paper in papers:
        running = running.spoiled() if paper is None else running.marked({paper})
    read = running.read
    record = Record(read, read, 0, 0, read, running.valid, running.invalid, running.tally(), running.marks)
    book.ballots.record("p", record)
    return book


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dice=st.randoms(use_true_random=False), n=st.uuids())
def test_two_orders_of_the_same_papers_leave_the_same_book(tmp_path: Path, dice: Random, n: object) -> None:
    mixed = list(PAPERS)
    dice.shuffle(mixed)
    with lived(tmp_path / f"{n}-1", PAPERS) as one, lived(tmp_path / f"{n}-2", tuple(mixed)) as two:
        assert one.store.canonical() == two.store.canonical()
        assert told(one) == told(two)
        assert export_book(one) == export_book(two)


def told(book: Book) -> list[tuple[object, ...]]:
    """The whole journal but the identity of the file."""
    first = book.store.ops()[0].seq
    return [
        (
            op.seq,
            op.kind,
            op.facts,
            op.person,
            op.at,
            [(c.table, c.key, c.before, c.after) for c in book.store.changes(op.seq)],
        )
        for op in book.store.ops()
        if op.seq != first
    ]


def test_nothing_per_paper_is_in_the_file_its_backup_or_an_export(tmp_path: Path) -> None:
    """A count is one row of sums: as many numbers as the minutes have, whatever the number of papers."""
    short, long = PAPERS[:4], (*PAPERS, "b", "b")
    sizes = []
    for name, papers in (("short", short), ("long", long)):
        with lived(tmp_path / name, papers) as book:
            copy = book.back_up()
            for path in (book.store.path, copy):
                with sqlite3.connect(path) as connection:
                    tables = [
                        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                    ]
                    counts = {
                        table: connection.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0] for table in tables
                    }
                sizes.append(counts)
            (row,) = export_book(book)["ballot"]
            assert row["figures"]["tally"].keys() == {"a", "b", "c"}
            assert all(isinstance(value, (int, dict)) for value in row["figures"].values())
            facts = [op.facts for op in book.store.ops() if op.kind == "count-ballot"]
            assert facts == [{"title": "Giới thiệu", "year": 2025}]
    assert all(one == sizes[0] for one in sizes), "the number of rows tells the number of papers"


def test_a_refused_count_leaves_no_trace(bloc: Book) -> None:
    elect(bloc, "a", "b")
    seq = bloc.store.last_seq
    with pytest.raises(Refusal):
        bloc.ballots.record("p", replace(SOUND, valid=4))
    assert bloc.store.last_seq == seq


def test_a_closed_year_takes_no_count(bloc: Book) -> None:
    elect(bloc, "a", "b")
    with bloc.store.operation("close-year") as tx:
        tx.update("bloc_year", 2025, state="closed")
    acts: tuple[Callable[[], object], ...] = (
        lambda: bloc.ballots.record("p", SOUND),
        lambda: bloc.ballots.recount.begin("p", "x"),
        lambda: bloc.meetings.conclude("h", "x"),
    )
    assert [code(act) for act in acts] == ["year.closed"] * 3


def test_ballots_rules_without_a_scope_govern_where_only_one_is_offered(book: Book) -> None:
    book.years.open(2025)
    spec = {"way": "acclaim", "op": "ge", "percent": 50, "base": "all-members", "written": "count"}
    one = Rule("chung", "vote/1", None, cite="Điều 5", spec=spec)
    book.regulations.adopt(2025, Regulation("qc", "Quy chế"), (one,))
    book.meetings.put(2025, "closing", "Hội nghị tổng kết", date="2025-12-19", key="h")
    found = book.ballots.rule_for("h", "acclaim", "award", "CO")
    assert found is not None and found.key == "chung"
    book.regulations.adopt(2025, Regulation("qd", "Quyết định"), (replace(one, key="khac"),), beside=True)
    assert book.ballots.rule_for("h", "acclaim", "award", "CO") is None
