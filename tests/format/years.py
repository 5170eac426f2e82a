"""Running the small years of docs/example through the program, with results as the examples write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.book.book import Book, create_book
from models.book.meetings.ballots_rows import BallotResult
from models.book.scoring.places import Standing
from models.exchange import interchange
from models.rules.number.points import to_text
from models.rules.number.questions import Question
from tests.format.cases import shown

Json = dict[str, Any]


def run(folder: Path, case: Json) -> Json:
    """Everything the examples expect of one year: standing, classes, quotas, questions; ballots, hands, quorum."""
    interchange.check(case["document"])
    with create_book(folder / "a.sokhoi", "Khối") as book:
        interchange.import_into(book, case["document"])
        year = case["document"]["bloc_year"][0]["year"]
        standing = book.standing.ranking(year, case.get("stage"))
        asked = {"questions": sorted([question.key, question.subject] for question in standing.questions)}
        return {**standing_shown(standing), **asked, **votes_shown(book, year)}


def standing_shown(standing: Standing) -> Json:
    """Places, who left, classes and quotas."""
    classes = {
        one.unit: {
            "by_points": one.by_points,
            "final": one.final,
            "bars": [title for title, _ in one.bars],
            "flags": [reason.text for reason in one.flags],
            "reasons": [reason.text for reason in one.reasons],
        }
        for one in standing.classings
    }
    quotas = [
        {"what": use.what, "base": use.base, "computed": to_text(use.computed), "max": use.max, "used": list(use.used)}
        for use in standing.quotas
    ]
    found: Json = {
        "places": [_place(place) for place in standing.places],
        "left": [unit for unit, _ in standing.left],
    }
    return found | ({"classes": classes} if classes else {}) | ({"quotas": quotas} if quotas else {})


def _place(place: Any) -> Json:
    found: Json = {"unit": place.unit, "rank": place.rank, "points": shown(place.points)}
    if place.decided_by is not None:
        by = place.decided_by
        found["decided_by"] = [by.key, to_text(by.own), to_text(by.other), list(by.against)]
    for name in ("tied_with", "equal_to", "waiting"):
        if value := getattr(place, name):
            found[name] = list(value) if isinstance(value, tuple) else value
    return found


def votes_shown(book: Book, year: int) -> Json:
    """Ballots, hands, quorum, decisions in writing."""
    found: Json = {}
    for ballot in book.ballots.all(year):
        result = book.ballots.result(ballot.key)
        if result is not None:
            found.setdefault("ballots", {})[ballot.key] = _ballot(result)
    for meeting in book.meetings.all(year):
        for vote in book.meetings.hands(meeting.key):
            hands = None if vote.result is None else _outcome(vote.result.outcome)
            found.setdefault("hands", {})[vote.key] = hands
        for check in book.meetings.attendance.quorum(meeting.key):
            one = check.quorum
            said = None if one is None else {"have": one.have, "need": one.need, "members": one.members, "ok": one.ok}
            found.setdefault("quorum", {})[f"{meeting.key}/{check.what}"] = said
    for one in book.circulations.all(year):
        answered = book.circulations.result(one.key)
        if answered is not None:
            outcome = None if isinstance(answered, Question) else _outcome(answered.outcome)
            found.setdefault("circulations", {})[one.key] = outcome
    return found


def _ballot(result: BallotResult) -> Json:
    return {
        "outcomes": {one.candidate: _outcome(one) for one in result.outcomes},
        "chosen": list(result.chosen),
        "tied": list(result.tied),
        "next": result.next,
        "questions": sorted([question.key, question.subject] for question in result.questions),
    }


def _outcome(one: Any) -> Json:
    return {"votes": one.votes, "base": one.base, "need": one.need, "passes": one.passes}
