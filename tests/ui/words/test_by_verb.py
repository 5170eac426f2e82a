"""Sentences of verbs: the way on is a verb's or an option's, never a button of the window."""

from __future__ import annotations

import re

import pytest

from models.rules.errors import RuleViolation
from ui.words.cells_words import BY_VERB, EXCEL
from ui.words.messages import sentence

BUTTON = re.compile(r"“[^”]+…”")


def test_every_sentence_of_a_sheet_that_names_a_button_has_its_verb() -> None:
    named = {code for code, text in EXCEL.items() if BUTTON.search(text)}
    assert named <= set(BY_VERB) and set(BY_VERB) <= set(EXCEL)


@pytest.mark.parametrize("code", sorted(BY_VERB))
def test_a_verb_tells_its_own_way_on(code: str) -> None:
    facts = {"file": "a.xlsx", "year": 2025, "unit": "u", "office": "o", "stage": "s", "columns": "C, D"}
    said = sentence(RuleViolation(code, **facts), by_verb=True)
    assert "{" not in said and re.search(r"--|forms in", said) and "hộp nhập" not in said
    assert said != sentence(RuleViolation(code, **facts))
