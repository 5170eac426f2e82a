"""docs/format-scoring.md and its cases: what the page names is what the program has, each case comes out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from models.rules.form import asked, spec
from models.rules.form.model import COUNTS, EFFECTS, INPUT_TYPES
from models.rules.form.parts import criteria_kinds
from models.rules.form.parts.criteria import KINDS
from models.rules.number.points import MODES
from tests.format.cases import run
from tests.format.example_book import EXAMPLES, load

PAGE = (EXAMPLES.parent / "format-scoring.md").read_text(encoding="utf-8")
CASES = [*load("scoring-kinds.json"), *load("scoring-sheets.json")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_comes_out_as_written(case: dict[str, Any]) -> None:
    assert run(case) == case["expect"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_part_is_described_bounded_and_shown(kind: str) -> None:
    """A row with every parameter, a row with the most it can give, and a case that uses it."""
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{kind}` |"))
    said = set(re.findall(r"[a-z_]+", row.split("|")[2]))
    assert set(KINDS[kind].fields) <= said
    most = PAGE[PAGE.index("### The most a part can give") : PAGE.index("## 4.")]
    assert f"`{kind}`" in most
    assert any(f'"{kind}"' in str(case).replace("'", '"') for case in CASES)


def test_fields_of_form_node_input_and_part_are_named() -> None:
    shape = PAGE[PAGE.index("### The form") : PAGE.index("## 3.")]
    fields = {*spec._FORM, *spec._GROUP, *spec._ITEM, *spec._PART, *spec._INPUT}
    assert {name for name in fields if f"`{name}`" not in shape} == set()


@pytest.mark.parametrize("word", [*EFFECTS, *COUNTS, *INPUT_TYPES, *MODES])
def test_words_of_cells_and_roundings_are_named(word: str) -> None:
    assert f"`{word}`" in PAGE


def test_every_question_about_a_cell_is_named() -> None:
    """Found in the source, so that a new question is not forgotten."""
    source = Path(criteria_kinds.__file__).read_text(encoding="utf-8")
    asked_by_kinds = set(re.findall(r'"(score\.[a-z-]+)"', source))
    assert asked_by_kinds
    for question in {*asked_by_kinds, asked.ACCEPT, asked.RELIEF}:
        assert f"`{question}`" in PAGE and any(question in str(case) for case in CASES), question
