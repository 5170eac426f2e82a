"""A "yes" of an earlier program that names no class decides nothing: it is told, with the decision to take anew."""

from __future__ import annotations

import pytest

from models.book.book import Book
from models.rules.number.subjects import RowOf
from models.rules.place.regulation import Rule
from tests.book.scoring.test_standing import FINAL, RANKING, UNITS, YEAR, fill, score

EFFECT = {"when": {"fact": "disunity"}, "effect": "needs-decision", "reason": "mất đoàn kết nội bộ"}
BANDS = [{"class": "A", "label": "Tốt", "from": 5}, {"class": "B", "label": "Đạt", "to": 5}]


def decided(book: Book, effect: dict[str, object], choice: object) -> list[str]:
    fill(book, RANKING, FINAL, Rule("loai", "classes/2", cite="Điều 9", spec={"bands": BANDS, "effects": [effect]}))
    for n, unit in enumerate(UNITS):
        score(book, unit, "2", 3, n)
    row = {"key": "d1", "year": YEAR, "question": "class.unknown_fact", "subject": "u2/0", "choice": choice}
    with book.store.operation("decide") as tx:
        tx.insert("decision", row | {"reason": "Khối thống nhất"})
    return [one.words for one in book.closing.open_points(YEAR) if one.code == "decision.no_class"]


def test_a_yes_that_names_no_class_is_told(book: Book) -> None:
    """Seen failing: the class stayed as the points gave it, and nobody was told."""
    assert decided(book, EFFECT, "yes") == [
        "Quyết định “Có” (mất đoàn kết nội bộ) của Đơn vị u2 không nêu mức xếp loại: quyết định lại"
    ]
    (point,) = [one for one in book.closing.open_points(YEAR) if one.code == "decision.no_class"]
    assert (point.page, point.subject) == ("decisions", RowOf("decision", "d1"))
    question = book.decisions.question_of("d1")
    assert question is not None and {option.key for option in question.options} == {"A", "B", "no"}


@pytest.mark.parametrize(
    ("effect", "choice"),
    [
        (EFFECT, "B"),
        (EFFECT, "no"),
        ({**EFFECT, "effect": "class", "class": "B"}, "yes"),
        ({**EFFECT, "when": {"fact": "any-veto"}}, "yes"),
    ],
)
def test_what_decides_or_is_not_asked_is_not_told(book: Book, effect: dict[str, object], choice: str) -> None:
    assert decided(book, effect, choice) == []
