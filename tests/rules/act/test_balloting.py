"""Votes in integers: thresholds, quorum, records that cannot be, shares of a stated base, elections with ties."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.act.balloting import (
    Election,
    Outcome,
    Record,
    Tally,
    check_record,
    check_setup,
    elect,
    outcomes,
    require_sound,
)
from models.rules.act.hands import show_of_hands
from models.rules.act.quorum import Attendance, Quorum, Threshold, quorum, threshold_of
from models.rules.errors import RuleViolation
from models.rules.number.points import show
from models.rules.number.questions import Decision, Question
from models.rules.place.regulation import Rule, check_rule
from tests.rules import practice


@pytest.mark.parametrize(
    ("members", "share", "need"),
    [
        (12, "4/5", 10),
        (15, "4/5", 12),
        (15, "9/10", 14),
        (15, "2/3", 10),
        (17, "4/5", 14),
        (17, "9/10", 16),
        (17, "2/3", 12),
        (9, "2/3", 6),
        (9, "4/5", 8),
    ],
)
def test_integer_thresholds(members: int, share: str, need: int) -> None:
    """domain §1.4: pass ⇔ agree·100 ≥ pct·total."""
    limit = Threshold("ge", Fraction(share))
    assert limit.need(members) == need
    assert limit.passes(need, members)
    assert not limit.passes(need - 1, members)


@given(st.integers(1, 400), st.integers(1, 100), st.sampled_from(["ge", "gt"]))
def test_need_is_the_least_number_that_passes(base: int, percent: int, op: str) -> None:
    limit = Threshold(op, Fraction(percent, 100))
    passing = [votes for votes in range(base + 2) if limit.passes(votes, base)]
    assert passing[0] == limit.need(base)


def test_more_than_half_is_not_half() -> None:
    assert not Threshold("gt", Fraction(1, 2)).passes(4, 8)
    assert Threshold("ge", Fraction(1, 2)).passes(4, 8)
    assert not Threshold("ge", Fraction(1, 2)).passes(0, 0)


@pytest.mark.parametrize("percent", [0, 101, "0.5"])
def test_a_threshold_out_of_range_is_refused(percent: object) -> None:
    rule = vote(percent=percent)
    assert "spec.out_of_range" in [fault.code for fault in check_rule(rule)]
    with pytest.raises(RuleViolation) as caught:
        threshold_of(rule)
    assert caught.value.code == "ballot.threshold_out_of_range"


def vote(
    way: str = "acclaim", base: str = "all-members", op: str = "ge", written: str = "count", **more: object
) -> Rule:
    if "percent" not in more and "fraction" not in more:
        more["percent"] = 50
    return Rule("bau", "vote/1", cite="Điều 8", spec={"way": way, "base": base, "op": op, "written": written, **more})


# --- the practice bloc's closing meeting
# -------------------------------------------------------------------------------

MEMBERS = len(practice.UNITS)
H4 = next(meeting for meeting in practice.DATA["meetings"] if meeting["id"] == "H4")
ATTENDANCE = Attendance(
    MEMBERS,
    MEMBERS - len(H4["absent"]) - len(H4["substitutes"]),
    len(H4["substitutes"]),
    sum("written_opinion" in absent for absent in H4["absent"]),
)
TOLD = practice.EXPECTED["ballots"]


def practice_ballot(key: str) -> tuple[dict[str, Any], Record, Rule]:
    paper = next(ballot for ballot in practice.DATA["ballots"] if ballot["id"] == key)
    numbers = {
        name: paper[name] for name in ("printed", "issued", "exchanged", "unused", "collected", "valid", "invalid")
    }
    tally = {
        unit: Tally(votes["agree"], votes["disagree"]) if isinstance(votes, dict) else Tally(votes)
        for unit, votes in paper["tally"].items()
    }
    written = paper["written_opinions"] and {unit: Tally(**votes) for unit, votes in paper["written_opinions"].items()}
    marks = {int(names): count for names, count in paper["marks"].items()} if "marks" in paper else None
    acclaim = paper["kind"] == "agree_disagree"
    rule = vote(
        "acclaim" if acclaim else "elect",
        paper["base"].replace("_", "-"),
        {">=": "ge", ">": "gt"}[paper["threshold"]["op"]],
        "count" if acclaim else "not-count",
        percent=paper["threshold"]["percent"],
        **({} if acclaim else {"max_rounds": 2, "then": "head-and-deputy"}),
    )
    assert check_rule(rule) == ()
    return paper, Record(**numbers, tally=tally, marks=marks, written=written, opinions=1 if written else 0), rule


def counted(record: Record, rule: Rule) -> dict[str, Outcome]:
    found = outcomes(record, ATTENDANCE, rule)
    assert not isinstance(found, Question)
    return {outcome.candidate: outcome for outcome in found}


def told(outcome: Outcome) -> dict[str, object]:
    return {
        "votes": outcome.votes,
        "base": outcome.base,
        "percent_shown": outcome.percent_shown,
        "passes": outcome.passes,
    }


def test_practice_attendance_and_quorum() -> None:
    assert (ATTENDANCE.members, ATTENDANCE.voting, ATTENDANCE.written) == (
        TOLD["members"],
        TOLD["present_voting"],
        TOLD["written_opinions"],
    )
    meeting = Rule(
        "q", "quorum/1", cite="Điều 8", spec={"op": "ge", "fraction": "2/3", "counts": ["member", "substitute"]}
    )
    awards = replace(meeting, spec={"op": "ge", "percent": 80, "counts": ["member", "substitute", "written"]})
    for rule, name in ((meeting, "quorum"), (awards, "quorum_for_awards")):
        assert check_rule(rule) == ()
        found = quorum(ATTENDANCE, rule)
        assert {"need": found.need, "have": found.have, "ok": found.ok} == {
            key: TOLD[name][key] for key in ("need", "have", "ok")
        }
    assert quorum(ATTENDANCE, awards).counted == (("member", 7), ("substitute", 1), ("written", 1))


def test_a_quorum_rule_silent_on_written_opinions_asks_once_there_are_some() -> None:
    spec = {"op": "ge", "percent": 80, "counts": ["member", "substitute"], "written": "ask"}
    rule = Rule("q", "quorum/1", cite="Điều 8", quote="80% thành viên tham gia", spec=spec)
    assert check_rule(rule) == ()
    assert isinstance(quorum(Attendance(9, 8), rule, "2025/q"), Quorum)
    asked = quorum(ATTENDANCE, rule, "2025/q")
    assert isinstance(asked, Question) and asked.key == "meeting.written_opinions"
    for choice, have in (("count", 9), ("not-count", 8)):
        found = quorum(ATTENDANCE, rule, "2025/q", [Decision("d", asked.key, asked.subject, choice=choice)])
        assert isinstance(found, Quorum) and found.have == have
    both = replace(rule, spec={**spec, "counts": ["member", "written"]})
    assert [fault.code for fault in check_rule(both)] == ["rule.written_twice"]


@pytest.mark.parametrize("key", ["P1", "P2", "P3", "P4"])
def test_practice_records_are_sound(key: str) -> None:
    paper, record, _ = practice_ballot(key)
    way = "acclaim" if paper["kind"] == "agree_disagree" else "elect"
    board = len(paper["counting_board"])
    assert check_setup(way, paper["candidates"], ATTENDANCE, paper.get("seats", 1), board) == ()
    assert check_record(record, ATTENDANCE, paper.get("seats")) == ()


def test_practice_p1_flag_and_what_the_base_and_the_written_opinion_decide() -> None:
    _, record, rule = practice_ballot("P1")
    p1 = TOLD["P1"]
    assert told(counted(record, rule)["VPUB"]) == {key: p1[key] for key in ("votes", "base", "percent_shown", "passes")}
    without = replace(rule, spec={**rule.spec, "written": "not-count"})
    assert told(counted(record, without)["VPUB"]) == p1["if_written_opinions_did_not_count"]
    of_valid = replace(without, spec={**without.spec, "base": "valid"})
    result = told(counted(record, of_valid)["VPUB"])
    assert {key: result[key] for key in ("votes", "base", "percent_shown")} == p1["if_base_were_valid_ballots"]


def test_practice_p3_two_units_for_the_certificate() -> None:
    _, record, rule = practice_ballot("P3")
    assert {unit: told(outcome) for unit, outcome in counted(record, rule).items()} == TOLD["P3"]


@pytest.mark.parametrize("key", ["P2", "P4"])
def test_practice_elections(key: str) -> None:
    paper, record, rule = practice_ballot(key)
    result = elect(record, ATTENDANCE, rule, paper["seats"], paper["round"])
    assert isinstance(result, Election)
    assert result.elected == (TOLD[key]["winner"],)
    assert (result.open_seats, result.next, result.tied) == (0, "", ())
    winner = next(outcome for outcome in result.outcomes if outcome.candidate == TOLD[key]["winner"])
    assert told(winner) == {name: TOLD[key][name] for name in ("votes", "base", "percent_shown", "passes")}


def test_practice_p2_parts_the_tied_units() -> None:
    paper, record, rule = practice_ballot("P2")
    result = elect(record, ATTENDANCE, rule, 1)
    assert isinstance(result, Election)
    parts = result.parts()
    assert (set(parts.units), dict(parts.votes), parts.elected) == (set(paper["candidates"]), paper["tally"], ("MTTQ",))


@pytest.mark.parametrize(
    "meeting", [m for m in practice.DATA["meetings"] if "votes_by_hand" in m], ids=lambda m: m["id"]
)
def test_practice_shows_of_hands(meeting: dict[str, Any]) -> None:
    rule = vote("hands", base="present", op="gt", written="not-count")
    present = Attendance(MEMBERS, MEMBERS - len(meeting["absent"]))
    for hands in meeting["votes_by_hand"]:
        result = show_of_hands(hands["on"], hands["for"], hands["against"], hands["other"], present, rule)
        assert (result.outcome.passes, result.none, show(result.outcome.share * 100)) == (True, 0, "100,00")


# --- records that cannot be
# --------------------------------------------------------------------------------------------

SOUND = Record(
    printed=40,
    issued=35,
    exchanged=2,
    unused=3,
    collected=34,
    valid=33,
    invalid=1,
    tally={"a": Tally(30), "b": Tally(20), "c": Tally(10)},
    marks={0: 1, 1: 4, 2: 28},
)


def test_a_sound_record_has_no_faults() -> None:
    assert check_record(SOUND, Attendance(36, 35), 2) == ()


@pytest.mark.parametrize(
    ("change", "code", "off"),
    [
        ({"valid": 35, "invalid": 0, "marks": None}, "ballot.valid_and_invalid_not_collected", 1),
        ({"printed": 41}, "ballot.printed_not_sum", 1),
        ({"unused": 2}, "ballot.printed_not_sum", 1),
        ({"collected": 36, "valid": 35, "marks": None}, "ballot.collected_over_issued", 1),
        ({"tally": {"a": Tally(34)}, "marks": None}, "ballot.votes_over_valid", None),
        ({"tally": {"a": Tally(20, 14)}, "marks": None}, "ballot.votes_over_valid", None),
        ({"tally": {"a": Tally(30), "b": Tally(20), "c": Tally(9)}}, "ballot.marks_not_votes", 1),
        ({"marks": {0: 1, 1: 4, 2: 27}}, "ballot.marks_not_valid", 1),
        (
            {"marks": {0: 2, 1: 2, 2: 28, 3: 1}, "tally": {"a": Tally(30), "b": Tally(20), "c": Tally(11)}},
            "ballot.too_many_names",
            None,
        ),
        ({"issued": -1}, "ballot.not_a_count", None),
        ({"issued": Fraction(35, 2)}, "ballot.not_a_count", None),
        ({"valid": True}, "ballot.not_a_count", None),
        ({"tally": {"a": Tally(-1)}}, "ballot.not_a_count", None),
        ({"printed": 41, "issued": 36}, "ballot.issued_over_present", None),
        ({"written": {"z": Tally(1)}, "opinions": 1}, "ballot.unknown_candidate", None),
        ({"written": {"a": Tally(1, 1)}, "opinions": 1}, "ballot.written_over_received", None),
        ({"written": {"a": Tally(1)}}, "ballot.written_over_received", None),
        ({"opinions": 2}, "ballot.opinions_over_received", None),
        ({"opinions": -1}, "ballot.not_a_count", None),
    ],
)
def test_what_cannot_be_is_refused(change: dict[str, Any], code: str, off: int | None) -> None:
    faults = check_record(replace(SOUND, **change), Attendance(36, 35, 0, 1), 2)
    fault = next((fault for fault in faults if fault.code == code), None)
    assert fault is not None
    assert fault.facts.get("off") == off
    with pytest.raises(RuleViolation) as caught:
        require_sound(faults)
    assert caught.value.code == faults[0].code


@pytest.mark.parametrize(
    ("way", "candidates", "attendance", "seats", "tellers", "code"),
    [
        ("elect", "abc", Attendance(9, 8), 7, 3, "ballot.seats_and_candidates"),
        ("elect", "abc", Attendance(9, 8), 0, 3, "ballot.seats_and_candidates"),
        ("acclaim", "a", Attendance(9, 0, 0, 1), 1, 3, "ballot.nobody_present"),
        ("acclaim", "a", Attendance(0, 0), 1, 3, "ballot.no_members"),
        ("acclaim", "", Attendance(9, 8), 1, 3, "ballot.no_candidates"),
        ("acclaim", "aa", Attendance(9, 8), 1, 3, "ballot.repeated_candidate"),
        ("acclaim", "a", Attendance(9, 8), 1, 2, "ballot.board_too_small"),
    ],
)
def test_a_ballot_that_cannot_begin(
    way: str, candidates: str, attendance: Attendance, seats: int, tellers: int, code: str
) -> None:
    assert code in [fault.code for fault in check_setup(way, list(candidates), attendance, seats, tellers)]


@pytest.mark.parametrize("numbers", [(9, 9, 1, 0), (9, 10, 0, 0), (-1, 0, 0, 0)])
def test_more_present_than_members_is_refused(numbers: tuple[int, int, int, int]) -> None:
    with pytest.raises(RuleViolation):
        Attendance(*numbers)


# --- elections
# ---------------------------------------------------------------------------------------------------------


def held(
    votes: dict[str, int], rule: Rule, seats: int, ballot_round: int = 1, decisions: tuple[Decision, ...] = ()
) -> Election:
    record = Record(10, 10, 0, 0, 10, 10, 0, {name: Tally(n) for name, n in votes.items()})
    result = elect(record, Attendance(10, 10), rule, seats, ballot_round, "bau-pho", decisions)
    assert isinstance(result, Election)
    return result


ELECT = vote("elect", base="valid", op="gt", written="not-count", max_rounds=2, then="head-and-deputy")


@pytest.mark.parametrize(
    ("votes", "seats", "elected", "tied", "then"),
    [
        ({"a": 9, "b": 8, "c": 2}, 2, ("a", "b"), (), ""),
        ({"a": 9, "b": 5, "c": 2}, 2, ("a",), (), "second-ballot"),
        ({"a": 9, "b": 7, "c": 7}, 2, ("a",), ("b", "c"), "second-ballot"),
        ({"a": 7, "b": 7, "c": 7}, 2, (), ("a", "b", "c"), "second-ballot"),
        ({"a": 8, "b": 8, "c": 2}, 2, ("a", "b"), (), ""),
        ({"a": 5, "b": 5}, 1, (), (), "second-ballot"),
    ],
)
def test_seats_go_in_order_to_those_who_pass(
    votes: dict[str, int], seats: int, elected: tuple[str, ...], tied: tuple[str, ...], then: str
) -> None:
    result = held(votes, ELECT, seats)
    assert (result.elected, result.tied, result.next) == (elected, tied, then)
    backwards = held(dict(reversed(votes.items())), ELECT, seats)
    assert set(backwards.elected) == set(elected)


def test_after_the_last_allowed_ballot_the_rules_own_way_decides() -> None:
    """TT 01/2024/TT-TANDTC Đ29: at most two ballots, then head and deputy."""
    tie = {"a": 9, "b": 7, "c": 7}
    open_one = held(tie, ELECT, 2, ballot_round=2)
    assert (open_one.elected, open_one.next, open_one.open_seats) == (("a",), "head-and-deputy", 1)
    question = open_one.questions[0]
    assert [option.key for option in question.options] == ["b", "c"]
    settled = held(tie, ELECT, 2, 2, (Decision("d", question.key, question.subject, choice="c", reason="x"),))
    assert (settled.elected, settled.open_seats, settled.settled_by) == (("a", "c"), 0, "head-and-deputy")
    outside = held(tie, ELECT, 2, 2, (Decision("d", question.key, question.subject, choice="z", reason="x"),))
    assert outside.open_seats == 1
    with pytest.raises(RuleViolation) as caught:
        held(tie, ELECT, 2, ballot_round=3)
    assert caught.value.code == "ballot.too_many_rounds"


def test_a_seat_may_stay_empty() -> None:
    result = held({"a": 9, "b": 4}, vote("elect", base="valid", op="gt", written="not-count", then="leave-empty"), 2)
    assert (result.elected, result.next, result.questions) == (("a",), "leave-empty", ())


def test_written_opinions_the_rule_leaves_open_are_asked_once() -> None:
    record = Record(9, 8, 0, 1, 8, 8, 0, {"a": Tally(7, 1)}, written={"a": Tally(1)}, opinions=1)
    rule = vote(written="ask", percent=80)
    question = outcomes(record, ATTENDANCE, rule, "P1")
    assert isinstance(question, Question)
    for choice, votes in (("count", 8), ("not-count", 7)):
        found = outcomes(record, ATTENDANCE, rule, "P1", [Decision("d", question.key, "P1", choice=choice, reason="x")])
        assert not isinstance(found, Question)
        assert (found[0].votes, found[0].base) == (votes, 9)


@pytest.mark.parametrize(
    ("base", "expected"), [("all-members", 9), ("present", 9), ("issued", 9), ("collected", 8), ("valid", 7)]
)
def test_a_base_of_ballots_grows_by_the_written_opinions_that_count(base: str, expected: int) -> None:
    record = Record(9, 8, 0, 1, 7, 6, 1, {"a": Tally(5, 1)}, written={"a": Tally(0, 1)}, opinions=1)
    found = outcomes(record, ATTENDANCE, vote(base=base))
    assert not isinstance(found, Question)
    assert (found[0].base, found[0].votes) == (expected, 5)


@pytest.mark.parametrize("way", ["elect", "acclaim"])
def test_one_base_for_every_candidate_whomever_a_written_opinion_names(way: str) -> None:
    """Seven valid ballots and one opinion are eight votes cast: 4 of 8 does not exceed 50 %."""
    record = Record(
        8, 7, 0, 1, 7, 7, 0, {"a": Tally(5), "b": Tally(4), "c": Tally(3)}, written={"a": Tally(1)}, opinions=1
    )
    found = outcomes(record, ATTENDANCE, vote(way, base="valid", op="gt"))
    assert not isinstance(found, Question)
    assert [(one.votes, one.base, one.need, one.passes) for one in found] == [
        (6, 8, 5, True),
        (4, 8, 5, False),
        (3, 8, 5, False),
    ]


def test_an_opinion_that_names_nobody_is_in_the_base() -> None:
    record = Record(8, 7, 0, 1, 7, 7, 0, {"a": Tally(4)}, opinions=1)
    found = outcomes(record, ATTENDANCE, vote("elect", base="valid", op="gt"))
    assert not isinstance(found, Question) and (found[0].base, found[0].passes) == (8, False)


@pytest.mark.parametrize(
    ("hands", "code"),
    [((9, 0, 0), "hands.more_than_present"), ((-1, 0, 0), "ballot.not_a_count")],
)
def test_hands_that_cannot_be(hands: tuple[int, int, int], code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        show_of_hands("x", *hands, Attendance(9, 8), vote("hands", base="present"))
    assert caught.value.code == code


votes_of_ten = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 10), min_size=1)


@given(votes_of_ten, st.integers(1, 6), st.randoms(use_true_random=False))
def test_the_order_of_candidates_never_elects(votes: dict[str, int], seats: int, dice: Any) -> None:
    seats = min(seats, len(votes))
    mixed = list(votes.items())
    dice.shuffle(mixed)
    one, two = held(votes, ELECT, seats), held(dict(mixed), ELECT, seats)
    assert set(one.elected) == set(two.elected)
    assert set(one.tied) == set(two.tied)
    assert len(one.elected) <= seats
    assert all(
        votes[name] >= max((n for other, n in votes.items() if other not in one.elected), default=0)
        for name in one.elected
    )
