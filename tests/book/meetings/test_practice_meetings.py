"""The practice bloc's meetings and ballots through the book: every figure of `expected` that votes make."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.book.book import Book, create_book
from models.rules.act.balloting import Outcome
from models.rules.number.points import show
from tests.book import practice, practice_meetings
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, EXPECTED, YEAR, unit_key

TOLD = EXPECTED["ballots"]


@pytest.fixture(scope="module")
def bloc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The practice bloc after its last meeting; tests of this module only read it."""
    folder = tmp_path_factory.mktemp("meetings")
    made = create_book(folder / "khoi.sokhoi", "Khối mẫu", clock=Clock("2025-12-19"), key_source=keys())
    practice.build(made)
    practice_meetings.meetings(made, DATA)
    yield made
    made.close()


def told(outcome: Outcome | None) -> dict[str, object]:
    assert outcome is not None
    return {
        "votes": outcome.votes,
        "base": outcome.base,
        "percent_shown": outcome.percent_shown,
        "passes": outcome.passes,
    }


def test_attendance_and_both_quorums(bloc: Book) -> None:
    attendance = bloc.meetings.attendance.count("h4")
    assert attendance.members == TOLD["members"]
    assert attendance.voting == TOLD["present_voting"]
    assert attendance.written == TOLD["written_opinions"]
    for check, name in zip(bloc.meetings.attendance.quorum("h4"), ("quorum", "quorum_for_awards"), strict=True):
        assert check.quorum is not None
        assert [check.quorum.need, check.quorum.have, check.ok] == [TOLD[name][key] for key in ("need", "have", "ok")]


@pytest.mark.parametrize(("key", "unit"), [("P1", "VPUB"), ("P3", "TTR"), ("P3", "MTTQ")])
def test_acclaimed(bloc: Book, key: str, unit: str) -> None:
    result = bloc.ballots.result(key.lower())
    assert result is not None
    want = TOLD[key].get(unit, TOLD[key])
    assert told(result.outcome(unit_key(unit))) == {name: want[name] for name in told(result.outcomes[0])}
    assert (unit_key(unit) in result.chosen, result.next) == (True, "")


@pytest.mark.parametrize("key", ["P2", "P4"])
def test_elected(bloc: Book, key: str) -> None:
    result = bloc.ballots.result(key.lower())
    assert result is not None
    winner = unit_key(TOLD[key]["winner"])
    assert result.chosen == (winner,)
    assert told(result.outcome(winner)) == {name: TOLD[key][name] for name in told(result.outcomes[0])}


@pytest.mark.parametrize("meeting", ["H1", "H4"])
def test_shows_of_hands(bloc: Book, meeting: str) -> None:
    raw = next(each for each in DATA["meetings"] if each["id"] == meeting)["votes_by_hand"]
    for vote, held in zip(raw, bloc.meetings.hands(meeting.lower()), strict=True):
        assert held.result is not None
        assert (held.subject, held.agree, held.result.outcome.passes) == (vote["on"], vote["for"], True)
        assert show(held.result.outcome.share * 100) == "100,00"


def test_the_ballot_over_equals_decides_the_ranking(bloc: Book) -> None:
    places = bloc.standing.ranking(YEAR).places
    shown = [{"rank": one.rank, "unit": one.unit} for one in places]
    assert shown == [{"rank": one["rank"], "unit": unit_key(one["unit"])} for one in EXPECTED["rank"]]
    (decision,) = [one for one in bloc.decisions.all(YEAR) if one.question == "rank.ballot"]
    assert decision.choice == {"votes": {"btc": 3, "mttq": 5}, "elected": ["mttq"]}


def test_awards_read_what_the_meeting_approved(bloc: Book) -> None:
    flag = bloc.ballots.outcome(YEAR, "CO_TINH", "vpub")
    assert flag is not None and flag.approved
    assert told(flag.outcome) == {name: TOLD["P1"][name] for name in told(flag.outcome)}
    assert bloc.ballots.outcome(YEAR, "CO_TINH", "ttr") is None


def test_agreed_tasks_stand_among_the_tasks_of_the_year(bloc: Book) -> None:
    raw = next(each for each in DATA["meetings"] if each["id"] == "H2")
    assert [task.title for task in bloc.meetings.agreed("h2")] == raw["agreed_tasks"]
    assert [row["kind"] for row in bloc.store.rows("work", meeting="h2")] == ["agreed"] * 2


def test_who_was_missing_and_who_came_in_the_wrong_rank(bloc: Book) -> None:
    listed = {one.unit: one for one in bloc.meetings.attendance.all("h2")}
    assert [unit for unit, one in listed.items() if one.capacity == "absent"] == ["hnd"]
    assert listed["hnd"].notice is False
    assert [unit for unit, one in listed.items() if one.wrong_rank] == ["stc"]


def test_nothing_is_left_open(bloc: Book) -> None:
    assert [q for q in bloc.decisions.open_questions(YEAR) if q.key.startswith(("ballot", "rank", "rule"))] == []
