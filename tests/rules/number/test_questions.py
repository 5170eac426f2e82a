"""Decisions bind only while the facts they rested on stand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from models.rules.number.questions import Decision, Question, answer, digest, index, is_stale

ASKED = Question("rank.tie", "2025/a+b", facts={"points": Fraction("93.4"), "units": ["a", "b"]})
TAKEN = Decision("d1", "rank.tie", "2025/a+b", choice=["b", "a"], facts_digest=digest(ASKED.facts))


def test_a_decision_answers_its_own_question_only() -> None:
    assert answer([TAKEN], ASKED) is TAKEN
    assert answer(index([TAKEN]), ASKED) is TAKEN
    assert answer([TAKEN], replace(ASKED, subject="2025/a+c")) is None
    assert answer([TAKEN], replace(ASKED, key="rank.other")) is None


def test_a_decision_on_other_facts_is_stale_until_confirmed() -> None:
    moved = replace(ASKED, facts={"points": Fraction("93.5"), "units": ["a", "b"]})
    assert is_stale(TAKEN, moved)
    assert answer([TAKEN], moved) is None
    confirmed = replace(TAKEN, confirmed_digest=digest(moved.facts))
    assert answer([confirmed], moved) is confirmed


def test_a_decision_without_digest_binds_whatever_the_facts() -> None:
    by_hand = replace(TAKEN, facts_digest=None)
    assert answer([by_hand], replace(ASKED, facts={})) is by_hand


def test_decisions_that_disagree_answer_nothing_in_any_order() -> None:
    other = replace(TAKEN, key="d0", choice=["a", "b"])
    assert answer([TAKEN, other], ASKED) is answer([other, TAKEN], ASKED) is None
    same = replace(TAKEN, key="d0")
    assert answer([TAKEN, same], ASKED) is answer([same, TAKEN], ASKED) is same


def test_digest_does_not_see_the_order_of_names() -> None:
    assert digest({"a": 1, "b": Fraction(1, 2)}) == digest({"b": Fraction(1, 2), "a": 1})
    assert digest({"a": 1}) != digest({"a": "1"})
    assert digest({"a": None}) != digest({"a": "None"})
    for no_fact in (object(), 0.5):
        with pytest.raises(TypeError):
            digest({"a": no_fact})
