"""Rules, steps of the year and explanations in the words of the field."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.rules.form.steps import Step
from models.rules.number.questions import Question
from models.rules.place.regulation import Rule, load_pack
from models.rules.words import CHOICES as CHOSEN
from tests.book import practice
from tests.rules import practice as rules
from ui.scoring.panel.explained import explained
from ui.scoring.panel.why_panel import WhyPanel
from ui.window.pictures import take
from ui.words.messages import choice_words, question_words
from ui.words.names import Names
from ui.words.rule_words import CHOICES, FREE, OWN_CHOICES, PREFIXES, SETTINGS, condition, rule_text, say

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[3]
PACKS = sorted((ROOT / "resources" / "regulations").glob("*.toml"))
SHIPPED = [rule for path in PACKS for rule in load_pack(path.read_text(encoding="utf-8"), path.name)[1]]
OWN = [rules.RANKING, practice.FINAL, practice.FLAG, rules.CLASSES, rules.CLASS_QUOTA]
EVERY = pytest.mark.parametrize("rule", [*OWN, *SHIPPED], ids=lambda rule: rule.key)
NAMED = {"weights", "labels", "words", "severities"}  # their keys are names of the bloc's own


def settings(spec: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every setting and single value of a spec; conditions have words of their own."""
    if isinstance(spec, Mapping):
        for name, value in spec.items():
            if key not in NAMED:
                yield "", name
            if name != "when":
                yield from settings(value, name)
    elif isinstance(spec, Sequence) and not isinstance(spec, str):
        for value in spec:
            yield from settings(value, key)
    else:
        yield key, spec


@EVERY
def test_every_setting_has_a_name(rule: Rule) -> None:
    names = {value for key, value in settings(rule.spec) if key == ""}
    assert sorted(names - set(SETTINGS)) == []


@EVERY
def test_every_closed_choice_has_a_word(rule: Rule) -> None:
    for key, value in settings(rule.spec):
        if (
            not key
            or not isinstance(value, str)
            or key in FREE
            or key in NAMED
            or any(sign.isdigit() for sign in value)
        ):
            continue
        known = value in CHOICES or (key, value) in OWN_CHOICES or value.startswith(tuple(PREFIXES))
        assert known or not value.isascii() or " " in value, (key, value)


@EVERY
def test_a_rule_reads_as_lines(rule: Rule) -> None:
    lines = rule_text(rule.spec).splitlines()
    assert len(lines) >= len(rule.spec)
    assert not [line for line in lines if "{'" in line or "['" in line or "True" in line or "Fraction" in line]


def test_the_ranking_rule_of_the_practice_bloc() -> None:
    assert rule_text(rules.RANKING.spec).splitlines() == [
        "Xếp theo: tỷ lệ % trên điểm được giao, cộng điểm thưởng",
        "So bằng: số chính xác",
        "Khi bằng nhau, xếp hạng: 1, 1, 3",
        "Bằng điểm thì xếp lần lượt theo:",
        "    1. điểm nhóm I",
        "    2. điểm nhóm III",
        "    3. điểm thưởng",
        "    4. bỏ phiếu",
    ]


def test_a_condition_is_one_sentence() -> None:
    tree = {"all": [{"fact": "points", "ge": "90"}, {"not": {"fact": "any-veto"}}]}
    assert condition(tree, {}) == "(điểm xếp hạng từ 90 trở lên và không phải (có vi phạm đã xác nhận))"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("due", "12-05", "05/12"),
        ("due", "01-05", "05/01"),
        ("percent", "33.5", "33,5"),
        ("own_vote", True, "có"),
        ("op", "gt", "quá mức này"),
        ("base", "rated-at-least:HTT", "số đơn vị xếp từ Hoàn thành tốt trở lên"),
        ("counts", ["member", "written"], "thành viên, người gửi ý kiến bằng văn bản"),
    ],
)
def test_single_values(key: str, value: object, words: str) -> None:
    assert say(key, value, {"HTT": "Hoàn thành tốt"}) == words


def test_names_of_keys(full_book: Book) -> None:
    names = Names(full_book, 2025)
    assert names.unit("hnd") == "Hội Nông dân tỉnh"
    assert names.unit("khong-co") == "khong-co"
    assert names.node("i.4") == "I.4"
    assert names.stage("appraisal") == "Thẩm định"
    assert names.about("score.accept-stated", "2025/hnd/i.4") == "năm 2025, Hội Nông dân tỉnh, mục I.4"
    assert names.about("circulation.silence", "") == ""
    decided = [one for one in full_book.decisions.all() if one.subject]
    assert decided and not [one for one in decided if names.about(one.question, one.subject) == one.subject]
    assert names.about("rank.ballot", "btc+mttq") == names.about("rank.tie", "btc+mttq") != "btc+mttq"
    assert names.row("deadline", (2025, "dk")) == "năm 2025, dk", "a row that is not there stands by its key"
    due = full_book.years.deadlines(2025)[0]
    assert names.row("deadline", (2025, due.key)) == f"năm 2025, {due.name}"
    assert names.row("meta", "schema") == "schema"


def test_choices_of_decisions(full_book: Book) -> None:
    names = Names(full_book, 2025)
    assert choice_words(["mttq", "btc"], names).startswith("Ủy ban MTTQ tỉnh, ")
    assert choice_words("zero", names) == "Tính 0 điểm"
    assert choice_words("HTXS", names) == "Hoàn thành xuất sắc nhiệm vụ", (
        "a class by its label, seen failing as its key"
    )
    assert choice_words({"until": "2025-03-31"}, names) == "đến hết ngày 31/3/2025"


def _offered() -> Iterator[tuple[str, str, bool]]:
    """Every option the program's own questions name: its place, its key, whether its words stand there as well."""
    for path in sorted((ROOT / "models").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = {
            name.id: value.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            for name, value in zip(
                getattr(target, "elts", [target]), getattr(node.value, "elts", [node.value]), strict=False
            )
            if isinstance(name, ast.Name) and isinstance(value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Option", "common"):
                first, *rest = node.args
                key = known.get(first.id) if isinstance(first, ast.Name) else getattr(first, "value", None)
                if isinstance(key, str):
                    spoken = getattr(rest[0], "value", None) if rest else None
                    yield f"{path.name}:{node.lineno}", key, spoken == CHOSEN.get(key)


def test_whatever_was_decided_reads_in_words_that_stand_once(full_book: Book) -> None:
    """Of every question the program asks of itself, and of the points of one former unit."""
    names = Names(full_book, 2025)
    offered = list(_offered())
    assert {"moves", "whole-year", "sum", "not", "history", "counts", "not-agree"} <= {key for _, key, _ in offered}
    assert [(at, key) for at, key, _ in offered if choice_words(key, names) == key and not key.isdigit()] == []
    assert [(at, key) for at, key, twice in offered if twice] == []
    assert choice_words("one:hnd", names) == f"Lấy điểm của {names.unit('hnd')}"


def test_an_explanation_shows_each_step_with_its_article(qtbot: QtBot) -> None:
    inner = Step("divide", Fraction(49, 50), "tỷ lệ", {}, (), "")
    tree = Step("times", Fraction(147, 10), "", {}, (inner, Step("given", Fraction(15), "điểm chuẩn")), "Mục I.1")
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.show_steps(tree)
    assert panel.as_text().splitlines() == ["Nhân  14,7  Mục I.1", "    tỷ lệ  0,98", "    điểm chuẩn  15"]
    panel.show_steps()
    assert panel.as_text() == ""


def test_a_long_article_leaves_the_steps_their_room(qtbot: QtBot) -> None:
    """Seen failing: the column of articles took nearly the whole panel, the steps stood in a strip beside it."""
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.resize(420, 300)
    panel.show()
    panel.show_steps(Step("given", Fraction(15), "Điểm chuẩn được giao của mục", {}, (), "Khoản 1 Điều 9 " * 40))
    assert panel.columnWidth(2) <= panel.viewport().width() // 3 < panel.columnWidth(0)
    panel.show_steps(Step("given", Fraction(15), "Điểm chuẩn"))
    assert panel.columnWidth(2) < panel.viewport().width() // 3, "without articles the steps have it all"


def test_whose_rule_is_missing_is_said() -> None:
    """Seen failing: a Council without a rule of hands was told that "Tỷ lệ phiếu" was missing, which the bloc has."""
    facts = {"kind": "vote/1", "scope": "hands", "on": "2025-12-19"}
    told = [question_words(Question("rule.none", "s", facts={**facts, "body": body})) for body in ("bloc", "council")]
    assert ["Hội đồng Thi đua - Khen thưởng" in one for one in told] == [False, True]


def test_an_explanation_reads_as_a_sum_on_paper() -> None:
    """What was given, what was done with it, what was taken off, what came of it; each with its source."""
    given = [Step("input", Fraction(n), label) for n, label in ((13, "đã hoàn thành"), (15, "đã đăng ký"))]
    share = Step("divide", Fraction(13, 15), "tỷ lệ", {}, tuple(given))
    base = Step("times", Fraction(13), "điểm chuẩn", {}, (share, Step("given", Fraction(15), "chuẩn")), "Mục I.1")
    late = Step("times", Fraction(1, 2), "chậm 1 ngày", {}, (Step("input", Fraction(1), "số ngày"),), "Điều 5")
    tree = Step("points", Fraction(25, 2), "I.1", {}, (base, Step("given", Fraction(0), "điểm thưởng"), late))
    assert [(one.label, one.number, one.how, one.cite, one.total) for one in explained(tree)] == [
        ("Tỷ lệ", "0,87", "đã hoàn thành 13 ÷ đã đăng ký 15", "", False),
        ("Điểm chuẩn", "13", "tỷ lệ 0,87 × chuẩn 15", "Mục I.1", False),
        ("Chậm 1 ngày", "−0,5", "số ngày 1", "Điều 5", False),
        ("I.1", "12,5", "", "", True),
    ]
    bare = Step("times", Fraction(4), "", {}, (Step("input", Fraction(4), "số sáng kiến"), Step("given", Fraction(1))))
    capped = Step("cap", Fraction(3), "điểm chuẩn", {}, (bare, Step("given", Fraction(3), "trần")))
    assert [(one.label, one.number, one.how) for one in explained(capped)] == [
        ("Số sáng kiến 4 × 1", "4", ""),
        ("Điểm chuẩn", "3", "4, cao nhất 3"),
    ]


def test_a_long_explanation_names_its_parts(full_book: Book) -> None:
    lines = explained(full_book.standing.explain(SheetAt(2025, "vpub", "self"), None))
    assert len(lines) < 15 and lines[-1].total and lines[-1].label.lower() == "tổng điểm"


def test_an_assessment_of_the_practice_bloc_is_shown(full_book: Book, qtbot: QtBot) -> None:
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.show_steps(full_book.standing.explain(SheetAt(2025, "vpub", "self"), "i.1"))
    assert panel.topLevelItemCount() == 1
    assert not [line for line in panel.as_text().splitlines() if "step." in line]


def test_pictures_of_every_page(practice_file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    from ui.window.pages import PAGES

    made = take(practice_file, tmp_path / "hinh")
    assert [path.name for path in made] == [f"{n:02d}-{page.key}.png" for n, page in enumerate(PAGES, start=1)]
    assert all(path.stat().st_size > 5_000 for path in made)


def test_a_tie_ballot_is_said_with_its_votes(empty_book: Book) -> None:
    empty_book.members.add("Hội Nông dân tỉnh", "Hội Nông dân", key="hnd")
    empty_book.members.add("Tỉnh đoàn Sông Lành", "Tỉnh đoàn", key="td")
    names = Names(empty_book, 2025)
    choice = {"votes": {"hnd": 3, "td": 5}, "elected": ["td"]}
    assert choice_words(choice, names) == "Tỉnh đoàn 5 phiếu, Hội Nông dân 3 phiếu"
