"""docs/example/questions.json: the facts of each question and their digest, on which staleness hangs."""

from __future__ import annotations

import hashlib
import json
import re

from tests.format.asked import raised
from tests.format.example_book import EXAMPLES, load

COLUMNS = {"form.spec", "form.stated_total", "meeting.date", "meeting.votes_on_awards", "ballot.candidates_json"}

LIKE_ANOTHER = {"score.band-overlap", "rank.ballot", "class.unknown", "ballot.own_vote", "registration.waived"}
"""Asked on the facts of score.band-gap (before a form was asked), rank.tie, class.two and ballot.written_opinions; one
that nobody's facts make stale."""


def test_every_question_of_the_pages_is_shown() -> None:
    pages = "".join(
        (EXAMPLES.parent / f"format-{name}.md").read_text(encoding="utf-8") for name in ("scoring", "ranking")
    )
    named = set(
        re.findall(r"`((?:score|form|rank|rule|class|value|standing|ballot|meeting|circulation)\.[a-z_-]+)`", pages)
    )
    assert named - {one["question"] for one in load("questions.json")} - LIKE_ANOTHER - COLUMNS == set()


def test_questions_are_raised_as_written() -> None:
    assert raised() == load("questions.json")


def test_digests_are_those_of_the_facts_alone() -> None:
    for one in load("questions.json"):
        text = json.dumps(one["facts"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == one["digest"], one["question"]
