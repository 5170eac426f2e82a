"""Every refusal and every question has its sentence, and a sentence uses only facts its refusal gives."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from models.book.reporting.journal_kinds import TABLES
from models.file.store import ReadOnlyReason
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.points import BLANK, NOT_ASSIGNED, NotRanked, Pending
from models.rules.number.questions import Question
from models.rules.place.regulation import governing
from models.rules.place.rule_kinds import KINDS
from ui.words import messages
from ui.words.question_words import DOUBTS, ORDERED, QUESTIONS, SEVERAL
from ui.words.sentences import SENTENCES

ROOT = Path(__file__).resolve().parents[3]
REFUSALS = ("Refusal", "RuleViolation", "BadInput", "FileTrouble")

COMPUTED = {
    "models/book/meetings/attendance.py": {
        "meeting.no_quorum",
        "meeting.no_quorum_for_awards",
        "meeting.substitute_paper",
        "meeting.written_paper",
    },
    "models/file/declared/column_kinds.py": {
        "column.not_a_date",
        "column.not_a_number",
        "column.not_a_count",
        "column.not_a_place",
        "column.not_a_year",
    },
    "models/file/store.py": {"undo.nothing", "redo.nothing"},
    "models/file/troubles.py": {
        "file.disk_full",
        "file.busy",
        "file.read_only",
        "file.damaged",
        "file.no_access",
        "file.io_error",
        "file.missing",
    },
    "models/keeping/handover.py": {
        "handover.target_full",
        "handover.target_read_only",
        "handover.target_gone",
    },
    "models/rules/number/points.py": {"number.below", "number.above"},
    "models/rules/place/regulation.py": {"rule.faulty", "rule.circular_key"},
    "models/rules/form/inputs.py": {"input.wrong_type", "input.not_whole", "input.negative"},
    "models/rules/act/balloting.py": {
        "ballot.no_members",
        "ballot.no_candidates",
        "ballot.repeated_candidate",
        "ballot.board_too_small",
        "ballot.issued_over_present",
        "ballot.votes_over_valid",
        "ballot.unknown_candidate",
        "ballot.written_over_received",
        "ballot.opinions_over_received",
        "ballot.printed_not_sum",
        "ballot.collected_over_issued",
        "ballot.valid_and_invalid_not_collected",
        "ballot.marks_not_valid",
        "ballot.marks_not_votes",
        "ballot.too_many_names",
    },
    "ui/scoring/grid/model.py": {"sheet.confirmed", "sheet.locked"},
    "ui/units/unit.py": {"date.missing"},
    "ui/kit/paste_dialog.py": {"import.empty", "import.no_new_line", "paste.nothing"},
}
"""Codes put together at run time, by the file that raises them; a file not named here may only raise literal codes."""


@dataclass(frozen=True)
class Raised:
    """One place where a refusal is made: its code (None when computed) and the facts it names (None when open)."""

    place: str
    code: str | None
    facts: frozenset[str] | None


def raised() -> Iterator[Raised]:
    for room in ("models", "printing", "ui"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS and node.args:
                    yield _read(path.relative_to(ROOT).as_posix(), node)


def _read(place: str, call: ast.Call) -> Raised:
    first = call.args[0]
    code = first.value if isinstance(first, ast.Constant) else None
    names = [keyword.arg for keyword in call.keywords]
    facts = None if None in names else frozenset(name for name in names if name)
    return Raised(place, code, facts)


ALL = tuple(raised())


def test_refusals_are_found() -> None:
    assert len({one.code for one in ALL}) > 80
    assert {"models", "ui"} <= {one.place.split("/")[0] for one in ALL}


def test_every_code_has_a_sentence() -> None:
    codes = {one.code: one.place for one in ALL if one.code} | {
        code: place for place, found in COMPUTED.items() for code in found
    }
    assert {code: place for code, place in codes.items() if code not in SENTENCES} == {}


def test_computed_codes_are_declared() -> None:
    assert {one.place for one in ALL if one.code is None} <= set(COMPUTED)


def test_a_sentence_uses_only_facts_that_are_given() -> None:
    wrong = {
        (one.place, one.code): sorted(_fields(SENTENCES[one.code]) - one.facts)
        for one in ALL
        if one.code in SENTENCES and one.facts is not None and _fields(SENTENCES[one.code]) - one.facts
    }
    assert wrong == {}


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def asked() -> set[str]:
    """Literal keys of questions in the models: first argument or `key=` of Question, and *_QUESTION constants."""
    found: set[str] = set()
    for path in sorted((ROOT / "models").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Question", "_ask"):
                given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "key")]
                parts = [part for value in given for part in ast.walk(value)]
                found |= {
                    part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
    return {key for key in found if "." in key}


def test_every_question_has_words() -> None:
    keys = asked()
    assert "rank.tie" in keys
    assert sorted(keys - set(QUESTIONS)) == []
    assert set(QUESTIONS) >= ORDERED | SEVERAL


def test_every_doubt_of_a_paste_has_words() -> None:
    source = (ROOT / "models/book/units/reading.py").read_text(encoding="utf-8")
    codes = {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("import.")
    }
    assert codes - set(SENTENCES) <= set(DOUBTS)


@pytest.mark.parametrize("sentence", [*SENTENCES.values(), *QUESTIONS.values(), *DOUBTS.values()])
def test_house_style(sentence: str) -> None:
    assert sentence[-1] in ".?:" or sentence.endswith("}")
    assert "!" not in sentence
    assert '"' not in sentence and "'" not in sentence
    for word in ("vui lòng", "thất bại", "bạn ", "người dùng", "error", "lỗi hệ thống"):
        assert word not in sentence.lower()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(934, 10), "93,4"),
        (Fraction(1, 3), "0,33"),
        (True, "có"),
        ("2025-12-05", "05/12/2025"),
        ("2026-01-03", "03/01/2026"),
        (("I.4", "II.2"), "I.4, II.2"),
        (BLANK, "trống"),
        (NOT_ASSIGNED, "Không giao"),
        (NotRanked("thiếu"), "Không xếp hạng"),
        (Pending(()), "Chờ quyết định"),
        (None, ""),
    ],
)
def test_values_are_shown_as_on_paper(value: object, shown: str) -> None:
    assert messages.show(value) == shown


def test_every_reason_to_open_read_only_has_a_banner() -> None:
    assert set(messages.READ_ONLY_BANNERS) >= set(get_args(ReadOnlyReason))


def test_an_unknown_code_still_says_something() -> None:
    assert "x.y" in messages.sentence(RuleViolation("x.y"))


def test_a_fact_nobody_gave_is_no_crash() -> None:
    assert messages.sentence(BadInput("number.not_a_number")) == "“…” chưa đọc được là số. Ghi 9,5 hoặc 9.5 đều được."


def test_both_readings_are_offered_with_a_comma() -> None:
    refusal = BadInput("number.ambiguous", text="1.234", readings=("1.234", "1234"))
    assert "1,234 hoặc 1234" in messages.sentence(refusal)


@pytest.mark.parametrize(("typed", "found"), [("", True), ("hoi nong", True), ("NONG hội", True), ("nong xa", False)])
def test_matching_ignores_diacritics(typed: str, found: bool) -> None:
    assert messages.matches(typed, "Hội Nông dân tỉnh") is found


def test_where_a_unit_has_history_is_said_in_words() -> None:
    refusal = RuleViolation("unit.has_history", name="Sở A", where=("sheet", "past_result"))
    said = messages.sentence(refusal)
    assert said.startswith(f"Sở A đã có số liệu ({TABLES['sheet']}, {TABLES['past_result']}) nên")


@pytest.mark.parametrize("kind", ["ranking/1", "vote/1", "award-quota/1"])
def test_a_missing_rule_is_asked_about_by_its_name(kind: str) -> None:
    question = governing((), kind, None, "2025-12-31")
    assert isinstance(question, Question)
    said = messages.question_words(question)
    assert f"“{KINDS[kind].name}”" in said and "31/12/2025" in said and "/1" not in said.replace("31/12", "")
