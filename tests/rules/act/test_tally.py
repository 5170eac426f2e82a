"""Running sums of ballots read aloud: order is forgotten, what cannot be is refused."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.act.balloting import Record, Tally, check_record
from models.rules.act.tally import Running
from models.rules.errors import RuleViolation

UNITS = ("a", "b", "c")
papers = st.lists(st.one_of(st.none(), st.sets(st.sampled_from(UNITS), max_size=2)), max_size=20)


def read(ballots: list[set[str] | None], choose: int = 2) -> Running:
    running = Running(UNITS, choose)
    for ballot in ballots:
        running = running.spoiled() if ballot is None else running.marked(ballot)
    return running


@given(papers, st.randoms(use_true_random=False))
def test_two_orders_of_the_same_ballots_are_equal(ballots: list[set[str] | None], dice: Random) -> None:
    mixed = list(ballots)
    dice.shuffle(mixed)
    assert read(ballots) == read(mixed)
    assert repr(read(ballots)) == repr(read(mixed))


@given(papers)
def test_what_was_read_is_a_sound_record(ballots: list[set[str] | None]) -> None:
    running = read(ballots)
    record = Record(
        running.read, running.read, 0, 0, running.read, running.valid, running.invalid, running.tally(), running.marks
    )
    assert check_record(record, choose=2) == ()
    assert running.read == len(ballots)


def test_agree_and_disagree_are_summed_apart() -> None:
    running = Running(UNITS).answered({"a"}, {"b"}).answered({"a", "b"}, set()).spoiled()
    assert running.tally() == {"a": Tally(2, 0), "b": Tally(1, 1), "c": Tally(0, 0)}
    assert (running.valid, running.invalid) == (2, 1)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda one: one.marked({"a", "b", "c"}), "ballot.too_many_names"),
        (lambda one: one.marked({"x"}), "ballot.unknown_candidate"),
        (lambda one: one.answered({"a"}, {"a"}), "ballot.both_marked"),
    ],
)
def test_a_ballot_that_cannot_be_valid(act, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RuleViolation) as caught:
        act(Running(UNITS, 2))
    assert caught.value.code == code
