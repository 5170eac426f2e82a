"""Two rules of one kind in force in a year: whichever a decision names governs at once, everywhere, and as long as it
stands. What was looked at before is what a book read anew says.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.year.years import Period
from models.rules.number.questions import Question
from models.rules.place.regulation import Rule
from printing.content import ranking as printed
from tests.book.conftest import anew
from tests.book.scoring.test_standing import FINAL, RANKING, UNITS, YEAR, fill

HALVES = Rule("nam", "year-from-periods/1", cite="Điều 4", spec={"method": "mean", "missing": "ask"})
CLASSES = Rule("loai", "classes/1", cite="Điều 9", spec={"bands": [{"class": "A", "label": "Tốt"}]})
OVER = Rule("lech", "flag-self-over/1", cite="Điều 7", spec={"compared_with": "last", "over": "0.5"})
OTHER = {
    "ranking/1": replace(RANKING, key="khac", cite="Điều 8", spec={**RANKING.spec, "tie_keys": [{"key": "bonus"}]}),
    "final-score/1": replace(FINAL, key="khac", spec={"method": "stage", "stage": "self", "missing": "ask"}),
    "year-from-periods/1": replace(HALVES, key="khac", spec={"method": "sum", "missing": "ask"}),
    "classes/1": replace(CLASSES, key="khac", spec={"bands": [{"class": "B", "label": "Đạt"}]}),
    "flag-self-over/1": replace(OVER, key="khac", spec={"compared_with": "last", "over": "100"}),
}
"""A second rule of each kind that a standing or a flag rests on, saying something else."""


@pytest.fixture(params=OTHER)
def asked(request: pytest.FixtureRequest, book: Book) -> Question:
    """Two rules of one kind, every unit scored at both stages, and the question which of them governs."""
    other = OTHER[request.param]
    fill(book, RANKING, FINAL, HALVES, CLASSES, OVER, other)
    book.years.set_periods(YEAR, [Period("h1", "6 tháng đầu năm"), Period("h2", "6 tháng cuối năm")])
    for period, more in (("h1", 0), ("h2", 1)):
        for stage, plus in (("self", 1), ("bloc", 0)):
            cells = []
            for unit, a, bonus in (("u1", 1, 0), ("u2", 0, 1), ("u3", 0, 0)):
                cells += [
                    (unit, "a", Edit(stated={"base": Fraction(a + plus + more)})),
                    (unit, "b", Edit(inputs={"n": Fraction(2)})),
                    (unit, "c", Edit(stated={"base": Fraction(1), "bonus": Fraction(bonus)})),
                ]
            book.scores.enter_many(YEAR, stage, cells, period)
    found = book.regulations.governing(YEAR, request.param)
    assert isinstance(found, Question)
    return found


def seen(book: Book) -> object:
    """Everything that rests on which rule governs."""
    standing = book.standing.ranking(YEAR)
    flags = book.scores.flags(YEAR)
    return standing, book.decisions.open_questions(YEAR), flags, printed.gather(book, YEAR, date="2025-12-05")


def test_the_decision_which_rule_governs_is_seen_at_once(book: Book, asked: Question) -> None:
    undecided = seen(book)
    book.decisions.answer(asked, asked.options[0].key, "Thống nhất", "Hội nghị", year=YEAR)
    first = seen(book)
    assert first == anew(book, seen) != undecided
    assert asked.subject not in {question.subject for question in book.standing.ranking(YEAR).questions}
    assert len(book.standing.ranking(YEAR).places) == len(UNITS)
    decision = book.decisions.all(YEAR)[-1]
    book.decisions.replace(decision.key, asked, asked.options[1].key, "Xem lại", "Hội nghị")
    second = seen(book)
    assert second == anew(book, seen) != first
    for expected in (first, undecided):
        book.store.undo()
        assert seen(book) == anew(book, seen) == expected
    for expected in (first, second):
        book.store.redo()
        assert seen(book) == anew(book, seen) == expected


def test_several_rules_are_asked_about_until_one_is_chosen(book: Book, asked: Question) -> None:
    """None of them is taken, and none left out, in silence."""
    assert asked.subject in {question.subject for question in book.decisions.open_questions(YEAR)}
    book.decisions.answer(asked, "khac", "Thống nhất", "Hội nghị", year=YEAR)
    assert asked.subject not in {question.subject for question in book.decisions.open_questions(YEAR)}


def test_the_printed_ranking_names_the_rule_that_was_decided_on(book: Book, asked: Question) -> None:
    before = printed.gather(book, YEAR, date="2025-12-05")
    book.decisions.answer(asked, "khac", "Thống nhất", "Hội nghị", year=YEAR)
    after = printed.gather(book, YEAR, date="2025-12-05")
    kind = asked.facts["kind"]
    if kind == "flag-self-over/1":
        assert after == before
    else:
        assert after != before
        assert after.lines and len(after.lines) == len(UNITS)
