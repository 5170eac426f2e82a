"""What questions are about: one text, one meaning, both ways."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from models.rules.number.about import MANY, SHAPES, About
from ui.words.question_words import QUESTIONS

WORDS: dict[str, str | int | Iterable[str]] = {
    "year": 2025, "unit": "td", "units": ("btc", "td"), "at": "bloc", "period": "6-thang", "effect": 0,
    "rule_kind": "ranking/1", "scope": "award:CO_TINH/individual", "rules": ("a", "b"), "rule": "vote/1",
    "title": "CO_TINH", "group": "xa", "holder": "collective", "proposal": "p1", "who": "ng1", "event": "e1",
    "ballot": "phieu", "people": ("x", "y"), "team": "to1", "form": "mau", "bands": ("(98;)", "[97;98)"),
    "sheet": "abcd2efghijk", "node": "i.4", "part": "chuan",
}  # fmt: skip


@pytest.mark.parametrize(("question", "shape"), [(key, shape) for key, every in SHAPES.items() for shape in every])
def test_a_subject_is_read_as_it_was_made(question: str, shape: str) -> None:
    said = {kind: WORDS[kind] for kind in shape.split("/")}
    made = About.of(question, **said)
    assert About.read(question, made.text) == made
    for kind, word in said.items():
        if isinstance(word, (str, int)):
            assert made.get(kind) == str(word)
        else:
            assert kind in MANY and made.many(kind) == tuple(word)


def test_every_question_with_words_says_what_it_is_about() -> None:
    """A question of the screen and one that names no kinds would be a subject nobody can read."""
    variants = {"rank.tie.missing", "rule.none.ended"}
    never_asked = {"rank.ballot"}  # a decision that is recorded with its votes
    assert QUESTIONS.keys() - variants == SHAPES.keys() - never_asked


@pytest.mark.parametrize(
    ("question", "text", "kinds"),
    [
        ("registration.waived", "2025/td/LDTT", ("year", "unit", "title")),
        ("registration.waived", "2025/td/ng1/CSTDCS", ("year", "unit", "who", "title")),
        ("score.relief", "2025/i.4/chuan", ("year", "node", "part")),
        ("score.relief", "2025/td/i.4/chuan", ("year", "unit", "node", "part")),
        ("score.relief", "abcd2efghijk/i.4/chuan", ("sheet", "node", "part")),
        ("score.accept-stated", "2025/td/i.4", ("year", "unit", "node")),
        ("rule.several", "base-salary/1//luong+luong-2024", ("rule_kind", "scope", "rules")),
        ("value.missing", "td", ("unit",)),
        ("rank.tie", "td", ("units",)),
        ("class.unknown_fact", "td/những", ()),
        ("nobody.asks", "2025/td", ()),
    ],
)
def test_kinds_follow_from_the_question(question: str, text: str, kinds: tuple[str, ...]) -> None:
    found = About.read(question, text)
    assert (found.text, tuple(kind for kind, _word in found.words)) == (text, kinds)


def test_what_a_question_is_not_about_is_refused() -> None:
    with pytest.raises(ValueError, match="not about unit/year"):
        About.of("standing.leaver", unit="td", year=2025)
