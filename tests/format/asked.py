"""Every question that the examples raise, with its facts and their digest as the program has them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.book.book import create_book
from models.book.scoring.beside.joined import JOINED_QUESTION
from models.exchange import interchange
from models.exchange.results import plain
from models.rules.form.form_compared import COMPARED
from models.rules.form.scoring import accept_question, relief_question
from models.rules.number.points import Pending
from models.rules.number.questions import Question, digest
from tests.format.cases import board_of, form_of
from tests.format.example_book import load

Asked = dict[str, Any]


def raised() -> list[Asked]:
    """One question of each kind, the first that the examples raise, in the order of their files."""
    found: dict[str, Asked] = {}
    for name, question in _all():
        said = {"question": question.key, "subject": question.subject, "facts": plain(dict(question.facts))}
        found.setdefault(question.key, {"of": name, **said, "digest": digest(question.facts)})
    return list(found.values())


def _all() -> Iterator[tuple[str, Question]]:
    for file in ("scoring-kinds.json", "scoring-sheets.json"):
        for case in load(file):
            for question in _of_sheets(case):
                yield f"{file}: {case['name']}", question
    for file in ("ranking.json", "votes.json"):
        for case in load(file):
            for question in _of_year(case):
                yield f"{file}: {case['name']}", question


def _of_sheets(case: dict[str, Any]) -> Iterator[Question]:
    board, form = board_of({**case, "decisions": []}), form_of(case)
    for unit, sheet in board.results.items():
        for item in form.items():
            result, cell = sheet.items.get(item.key), board.cells[unit].get(item.key)
            if result is None or cell is None:
                continue
            if isinstance(result.value, Pending):
                yield from result.value.questions
            accepted = accept_question(item, result, f"s.{unit}") if board.counts != "stated" else None
            if accepted is not None:
                yield accepted
            for decision in case.get("decisions", ()):
                if decision["question"] == "score.relief" and decision["subject"] == f"s.{unit}/{item.key}/p":
                    asked = relief_question(item, "p", cell)
                    yield Question(asked.key, decision["subject"], facts=asked.facts)


def _of_year(case: dict[str, Any]) -> Iterator[Question]:
    document = {**case["document"], "decision": []}
    with tempfile.TemporaryDirectory() as folder, create_book(Path(folder) / "a.sokhoi", "Khối") as book:
        interchange.import_into(book, document)
        year = document["bloc_year"][0]["year"]
        yield from book.standing.ranking(year, case.get("stage")).questions
        yield from (one for one in book.standing.open_questions(year) if one.key in (COMPARED, JOINED_QUESTION))
        for ballot in book.ballots.all(year):
            result = book.ballots.result(ballot.key)
            yield from result.questions if result else ()
        for meeting in book.meetings.all(year):
            yield from (one.question for one in book.meetings.attendance.quorum(meeting.key) if one.question)
        for one in book.circulations.all(year):
            answered = book.circulations.result(one.key)
            if isinstance(answered, Question):
                yield answered
