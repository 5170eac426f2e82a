"""docs/format-ranking.md and its years: what the page names is what the program has, each year comes out as written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from models.book.scoring import places, year
from models.book.scoring.beside import joined
from models.rules.act import balloting, quorum
from models.rules.place import classes, combining, ranking, regulation
from models.rules.place.facts import CATALOGUE
from models.rules.place.rule_checks import TIE_KEYS
from models.rules.place.rule_kinds import KINDS
from models.rules.place.shapes import Begins, Choice, Many, Record, Shape
from tests.format.example_book import EXAMPLES, load
from tests.format.years import run

PAGE = (EXAMPLES.parent / "format-ranking.md").read_text(encoding="utf-8")
BOTH = PAGE + (EXAMPLES.parent / "format-scoring.md").read_text(encoding="utf-8")
YEARS = [*load("ranking.json"), *load("votes.json")]
DESCRIBED = ("ranking/1", "final-score/1", "year-from-periods/1", "classes/1", "class-quota/1", "vote/1", "quorum/1")


@pytest.mark.parametrize("case", YEARS, ids=lambda case: case["name"])
def test_a_year_comes_out_as_written(case: dict[str, Any], tmp_path: Path) -> None:
    assert run(tmp_path, case) == case["expect"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_rule_is_named(kind: str) -> None:
    assert f"`{kind}`" in PAGE


@pytest.mark.parametrize("kind", DESCRIBED)
def test_fields_and_words_of_a_rule_are_named(kind: str) -> None:
    shape = KINDS[kind].shape
    assert isinstance(shape, Record)
    lines = " ".join(line for line in PAGE.splitlines() if f"`{kind}`" in line)
    assert {name for name in shape.fields if not re.search(rf"\b{name}_?\b", lines)} == set()
    assert {word for word in _choices(shape) if f"`{word}" not in BOTH} == set()


def _choices(shape: Shape) -> set[str]:
    if isinstance(shape, Choice):
        return set(shape.names) - {"high", "low", "hands"}
    if isinstance(shape, Begins):
        return set(shape.starts) - {"reach:", "holders:"}  # of quotas of awards
    if isinstance(shape, Many):
        return _choices(shape.shape)
    return set().union(*map(_choices, shape.fields.values())) if isinstance(shape, Record) else set()


def test_every_tie_key_stands_in_the_table() -> None:
    table = PAGE[PAGE.index("## 5. Parting") : PAGE.index("## 6.")]
    for key in TIE_KEYS:
        assert f"| `{key}" in table, key


@pytest.mark.parametrize("fact", CATALOGUE)
def test_every_fact_of_a_condition_is_named(fact: str) -> None:
    assert re.search(rf"`{fact}(`|\()", PAGE)


def test_every_question_is_named() -> None:
    """Found in the source, so that a new question is not forgotten."""
    found: set[str] = set()
    for module in (places, year, joined, balloting, quorum, classes, combining, ranking, regulation):
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        found |= set(re.findall(r'Question\(\s*(?:key=)?"([a-z._-]+)"', source))
        found |= set(re.findall(r'(?:_QUESTION|LEAVER) = "([a-z._-]+)"', source))
        found |= set(re.findall(r'"(class\.(?:unknown|two|none))"', source))
    assert len(found) > 10
    assert {question for question in found if f"`{question}`" not in PAGE} == set()
