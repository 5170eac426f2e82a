"""Every reason, question, kind and role of a table of criteria has its words, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from models.exchange.form_table.model import MARKS, ROLES, Asked, Kind, Place, Why
from ui.words import form_table_words as words

ROOM = Path(words.__file__).parents[2] / "models" / "exchange" / "form_table"
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOM.glob("*.py")))


def _named(pattern: str) -> set[str]:
    return set(re.findall(pattern, SOURCE))


def test_every_reason_has_its_words() -> None:
    written = _named(r'Why\("([a-z-]+)"') | {"bold", "caps", "content", "apart", "second-points"}
    assert written | {"unknown-heading"} == set(words.WHYS)


def test_every_question_has_its_words_and_its_answers() -> None:
    asked = _named(r'(?:_ask|_together)\(\s*"([a-z-]+)"') | {"ten-lost-its-zero", "code-was-a-day"}
    assert asked == set(words.QUESTIONS)
    assert set(words.OPTIONS) <= asked


def test_every_kind_role_and_mark_has_its_words() -> None:
    assert set(words.KINDS) == set(get_args(Kind))
    assert set(words.ROLES) == set(ROLES)
    assert set(words.MARKS) == set(MARKS)


def test_reasons_and_questions_are_said_with_their_facts() -> None:
    assert words.why_words((Why("numbering", "I"), Why("sum", "5/2"))) == "đánh số I; các dòng dưới cộng lại đúng 2,5"
    facts = {"count": 5, "names": ["a", "b", "c", "d"]}
    asked = Asked("group-points-missing", "Trang", "B7", facts, (Place(0, 6),))
    assert words.asked_words(asked) == "5 nhóm không ghi điểm (“a”, “b”, “c”…): lấy tổng các dòng dưới."
