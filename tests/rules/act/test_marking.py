"""Ballots with nothing marked, a further round by plurality, members by video, decisions in writing: the arithmetic."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from models.rules.act.balloting import Election, Record, Tally, elect
from models.rules.act.circulating import Circulated, circulated
from models.rules.act.hands import Hands, show_of_hands
from models.rules.act.marking import check_blank, without_opinion
from models.rules.act.quorum import Attendance, Quorum, quorum
from models.rules.act.tally import Running
from models.rules.errors import RuleViolation
from models.rules.number.questions import Decision, Question
from models.rules.place.regulation import Rule
from models.rules.place.rule_kinds import spec_faults

VOTE = {"way": "acclaim", "op": "ge", "percent": "80", "base": "all-members", "written": "not-count"}
HANDS = Rule(
    "gt", "vote/1", cite="Điều 5", spec={**VOTE, "way": "hands", "percent": "50", "op": "gt", "base": "present"}
)
QUORUM = Rule("dk", "quorum/1", cite="Điều 4", spec={"op": "ge", "fraction": "2/3", "counts": ["member", "substitute"]})


def rule(**said: object) -> Rule:
    return Rule("bp", "vote/1", cite="Điều 12", spec={**VOTE, **said})


def record(valid: int, invalid: int, marks: dict[int, int] | None = None, **tally: tuple[int, int]) -> Record:
    papers = valid + invalid
    votes = {name: Tally(*one) for name, one in tally.items()}
    return Record(papers, papers, 0, 0, papers, valid, invalid, votes, marks)


@pytest.mark.parametrize("lines", [1, 2, 5])
def test_every_way_of_marking_is_counted_as_the_rule_says(lines: int) -> None:
    """Each ballot of three answers a line, read aloud under both rules: the sums agree with the check, blank is what
    the rule says, an unmarked line is no opinion on that line alone.
    """
    names = tuple("abcde"[:lines])
    for blank_valid in (False, True):
        running = Running(names, None, blank_valid)
        ballots = list(product((1, 0, -1), repeat=lines))
        for ballot in ballots:
            said = dict(zip(names, ballot, strict=True))
            running = running.answered((n for n in names if said[n] == 1), (n for n in names if said[n] == -1))
        assert running.invalid == (0 if blank_valid else 1)
        sums = record(running.valid, running.invalid, **{n: (t.agree, t.disagree) for n, t in running.tally().items()})
        assert check_blank(sums, rule(**({"blank": "valid"} if blank_valid else {}))) == ()
        for name in names:
            unmarked = sum(dict(zip(names, one, strict=True))[name] == 0 for one in ballots)
            assert without_opinion(sums, name) == unmarked - (0 if blank_valid else 1)


@pytest.mark.parametrize(
    ("sums", "blank"),
    [
        (record(9, 0, a=(6, 2)), 1),
        (record(9, 0, a=(6, 3)), 0),
        (record(9, 0, a=(3, 0), b=(4, 1)), 1),
        (record(9, 0, a=(9, 0), b=(0, 0)), 0),
        (record(5, 0, {0: 1, 1: 4}, a=(4, 0)), 1),
        (record(5, 0, {0: 1, 2: 4}, a=(4, 0), b=(4, 0)), 1),
        (record(0, 4, a=(0, 0)), 0),
    ],
)
def test_a_blank_ballot_among_the_valid_ones_is_named(sums: Record, blank: int) -> None:
    found = check_blank(sums, rule())
    assert [fault.facts["blank"] for fault in found] == ([blank] if blank else [])
    assert check_blank(sums, rule(blank="valid")) == ()


def test_an_election_with_nothing_marked_is_a_ballot_not_valid() -> None:
    running = Running(("a", "b"), 1).marked({"a"}).marked(())
    assert (running.valid, running.invalid, running.marks) == (1, 1, {1: 1})
    kept = Running(("a", "b"), 1, blank_valid=True).marked(())
    assert (kept.valid, kept.marks) == (1, {0: 1})


ELECT = {"way": "elect", "percent": "50", "op": "gt", "max_rounds": 2, "then": "chair"}


@pytest.mark.parametrize(
    ("votes", "elected", "tied", "after"),
    [
        ((4, 3, 2), ("a",), (), ""),
        ((3, 3, 2), (), ("a", "b"), "chair"),
        ((0, 0, 0), (), (), "chair"),
        ((1, 0, 0), ("a",), (), ""),
    ],
)
def test_a_further_round_by_plurality_elects_whoever_has_most(
    votes: tuple[int, ...], elected: tuple[str, ...], tied: tuple[str, ...], after: str
) -> None:
    sums = record(10, 0, **{name: (count, 0) for name, count in zip("abc", votes, strict=True)})
    most = rule(**ELECT, second="plurality")
    found = elect(sums, Attendance(20, 10), most, 1, ballot_round=2)
    assert isinstance(found, Election)
    assert (found.elected, found.tied, found.next) == (elected, tied, after)
    first = elect(sums, Attendance(20, 10), most, 1)
    assert isinstance(first, Election) and first.next == "second-ballot"
    by_share = elect(sums, Attendance(20, 10), rule(**ELECT), 1, ballot_round=2)
    assert isinstance(by_share, Election) and by_share.elected == ()


def test_who_is_there_by_video_raises_a_hand_and_puts_no_paper_into_a_box() -> None:
    there = Attendance(9, 4, 0, 1, 3)
    assert (there.voting, there.raising(True), there.raising(False)) == (4, 7, 4)
    with pytest.raises(RuleViolation, match="more_than_members"):
        Attendance(9, 4, 1, 2, 3)


@pytest.mark.parametrize("said", ["count", "not-count", None])
def test_a_rule_that_says_is_not_asked_and_one_answer_serves_both(said: str | None) -> None:
    there = Attendance(9, 4, 0, 0, 3)
    own = {"video": said} if said else {}
    quorum_rule = replace(QUORUM, spec={**QUORUM.spec, **own})
    hands_rule = replace(HANDS, spec={**HANDS.spec, **own})
    asked = quorum(there, quorum_rule, "2025/dk")
    raised = show_of_hands("x", 6, 0, 0, there, hands_rule, "2025/gt") if said != "not-count" else None
    if said is None:
        assert isinstance(asked, Question) and isinstance(raised, Question)
        assert (asked.key, asked.subject, raised.key, raised.subject) == ("meeting.video", "2025") * 2
    for choice in ("count", "not-count") if said is None else (said,):
        decided = (Decision("d", "meeting.video", "2025", choice=choice),) if said is None else ()
        found = quorum(there, quorum_rule, "2025/dk", decided)
        assert isinstance(found, Quorum) and (found.have, found.ok) == ((7, True) if choice == "count" else (4, False))
        hands = show_of_hands("x", 4, 0, 0, there, hands_rule, "2025/gt", decided)
        assert isinstance(hands, Hands) and hands.outcome.base == (7 if choice == "count" else 4)


@pytest.mark.parametrize(
    ("base", "agree", "other", "choice", "votes", "of", "passes"),
    [
        ("all-members", 5, 4, None, 5, 9, True),
        ("all-members", 5, 1, "not-agree", 5, 9, True),
        ("all-members", 4, 1, "not-agree", 4, 9, False),
        ("all-members", 4, 1, "agree", 8, 9, True),
        ("present", 4, 1, "not-agree", 4, 5, True),
        ("present", 0, 0, "not-agree", 0, 0, False),
        ("present", 0, 9, None, 0, 9, False),
    ],
)
def test_a_decision_in_writing_is_counted_over_its_base(
    base: str, agree: int, other: int, choice: str | None, votes: int, of: int, passes: bool
) -> None:
    by = replace(HANDS, spec={**HANDS.spec, "base": base})
    decided = (Decision("d", "circulation.silence", "2025/gt", choice=choice),) if choice else ()
    found = circulated("x", 9, agree, other, by, "2025/gt", decided)
    assert isinstance(found, Circulated)
    assert (found.outcome.votes, found.outcome.base, found.outcome.passes) == (votes, of, passes)
    assert found.silent == 9 - agree - other


def test_silence_is_asked_only_where_somebody_kept_it() -> None:
    asked = circulated("x", 9, 5, 1, HANDS, "2025/gt")
    assert isinstance(asked, Question) and (asked.key, asked.subject) == ("circulation.silence", "2025/gt")
    with pytest.raises(RuleViolation, match="more_than_members"):
        circulated("x", 3, 3, 1, HANDS)


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({**ELECT, "second": "plurality"}, []),
        ({**ELECT, "second": "plurality", "max_rounds": 1}, ["rule.second_without_rounds"]),
        ({"second": "plurality", "max_rounds": 2}, ["rule.not_of_this_vote"]),
        ({"way": "hands", "blank": "valid"}, ["rule.not_of_this_vote"]),
        ({"video": "count"}, ["rule.not_of_this_vote"]),
        ({"way": "hands", "video": "count"}, []),
        ({"blank": "maybe"}, ["spec.not_a_choice"]),
    ],
)
def test_what_is_said_of_another_way_of_voting_is_refused(said: dict[str, object], faults: list[str]) -> None:
    assert [fault.code for fault in spec_faults("vote/1", {**VOTE, **said})] == faults
