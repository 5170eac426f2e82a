"""The Tiền Giang table of 2022 with its real run: four totals of one sheet, each explained (domain §3.3, §3.9 rows 2,
3, 10).
"""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest

from models.rules.form.form_file import load_form
from models.rules.form.scoring import (
    Cell,
    Counts,
    Item,
    SheetResult,
    accept_question,
    assess_item,
    assess_sheet,
    evaluate,
    form_from_rows,
)
from models.rules.number.points import Pending, to_text
from models.rules.number.questions import Decision, digest

TOML = Path(__file__).parents[3] / "resources" / "forms" / "tien_giang_2022.toml"
FORM = form_from_rows(*load_form(TOML.read_text(encoding="utf-8")))
MINUTES = {
    "a4": "2", "a7": "4", "b2": "0.5", "b3": "0.5", "c2": "0.7", "c3.3": "0.2", "c4.2": "0.5", "d1": "2", "d2": "4",
    "2.2": "0.5", "3.2": "0.5", "3.3": "2", "4.3": "1",
}  # fmt: skip
"""Bonus points in the minutes of 09/12/2022, 18.4 in all; every standard in full."""
SELF = {**MINUTES, "a7": "8", "d2": "6"}
ACCEPTED = ("c2", "c4.2", "d2")


def item(key: str) -> Item:
    found = FORM.node(key)
    assert isinstance(found, Item)
    return found


def _cell(key: str, bonus: dict[str, str]) -> Cell:
    stated = {} if item(key).bonus_only else {"base": item(key).max}
    return Cell(key, stated | ({"bonus": F(bonus[key])} if key in bonus else {}))  # type: ignore[arg-type]


def run(bonus: dict[str, str], counts: Counts, decisions: tuple[Decision, ...] = ()) -> SheetResult:
    results = {
        each.key: assess_item(each, _cell(each.key, bonus), counts, decisions=decisions, sheet="bien-ban")
        for each in FORM.items()
    }
    sheet = assess_sheet(FORM, results, counts=counts)
    assert evaluate(sheet.tree) == sheet.total
    return sheet


def _named(sheet: SheetResult) -> list[tuple[str, str, str, str]]:
    return [(each.where, each.part, each.kind, to_text(each.excess)) for each in sheet.excesses]


C2 = ("c2", "bonus", "over-cap", "0.2")
C42 = ("c4.2", "bonus", "no-such-part", "0.5")


def test_the_unit_states_124_4() -> None:
    sheet = run(SELF, "stated")
    assert sheet.total == F("124.4")
    assert {key: to_text(result.value) for key, result in sheet.groups.items()} == {
        "1.a": "40", "1.b": "16", "1.c": "26.4", "1.d": "18", "2": "2.5", "3": "12.5", "4": "4", "5": "5",
    }  # fmt: skip
    assert _named(sheet) == [C2, C42, ("d2", "bonus", "over-cap", "4")]


def test_the_minutes_state_118_4() -> None:
    sheet = run(MINUTES, "stated")
    assert (sheet.total, sheet.base, sheet.bonus, sheet.penalty) == (F("118.4"), 100, F("18.4"), 0)
    assert {key: to_text(result.value) for key, result in sheet.groups.items()} == {
        "1.a": "36", "1.b": "16", "1.c": "26.4", "1.d": "16", "2": "2.5", "3": "12.5", "4": "4", "5": "5",
    }  # fmt: skip


def test_with_the_caps_of_the_table_116_2() -> None:
    sheet = run(MINUTES, "caps")
    assert sheet.total == F("116.2")
    assert _named(sheet) == [C2, C42, ("d2", "bonus", "over-cap", "2")]


def test_by_the_tables_own_rules_115_7() -> None:
    sheet = run(MINUTES, "rule")
    assert sheet.total == F("115.7")
    assert _named(sheet) == [C2, C42, ("d2", "bonus", "over-cap", "2")]


@pytest.mark.parametrize("counts", ["caps", "rule"])
def test_a_decision_lets_the_agreed_118_4_stand(counts: Counts) -> None:
    undecided = run(MINUTES, counts)
    decisions = []
    for key in ACCEPTED:
        question = accept_question(item(key), undecided.items[key], "bien-ban")
        if question is None:
            assert (counts, key) == ("caps", "c4.2")
            continue
        facts = digest(question.facts)
        reason = "Biên bản làm việc ngày 09/12/2022"
        decisions.append(
            Decision(f"qd-{key}", question.key, question.subject, None, "accept", reason, facts_digest=facts)
        )
    sheet = run(MINUTES, counts, tuple(decisions))
    assert sheet.total == F("118.4")
    assert _named(sheet) == _named(undecided)
    assert [key for key, result in sheet.items.items() if result.accepted] == [
        d.key.removeprefix("qd-") for d in decisions
    ]
    assert run({**MINUTES, "d2": "5"}, counts, tuple(decisions)).items["d2"].accepted is None
    assert run(MINUTES, counts, tuple(reversed(decisions))) == sheet


def test_a_decision_may_accept_a_number_in_between() -> None:
    taken = Decision("x", "score.accept-stated", "bien-ban/d2", choice={"bonus": "3"}, reason="Thống nhất 3 điểm")
    result = run(MINUTES, "rule", (taken,)).items["d2"]
    assert (result.value, result.bonus, result.accepted) == (10, 3, "x")
    assert result.stated["bonus"] == 4
    assert evaluate(result.tree) == 10
    rejected = Decision("x", "score.accept-stated", "bien-ban/d2", choice="reject", reason="Giữ theo bảng")
    assert run(MINUTES, "rule", (rejected,)).items["d2"].value == 9


@pytest.mark.parametrize(
    ("key", "percent", "points"),
    [
        ("c1", "98.01", "5"),
        ("c1", "97.99", "4"),
        ("c1", "97", "4"),
        ("c1", "96", "3"),
        ("c2", "90.1", "5"),
        ("c2", "80", "4"),
    ],
)
def test_bands_inside(key: str, percent: str, points: str) -> None:
    assert to_text(assess_item(item(key), Cell(key, inputs={"ty-le": F(percent)})).value) == points


@pytest.mark.parametrize(("key", "percent"), [("c1", "98"), ("c2", "90"), ("c1", "95.9"), ("c2", "69")])
def test_a_gap_between_bands_asks_and_never_chooses(key: str, percent: str) -> None:
    """Exactly 98 % and 90 %, below 96 % and 70 %: "chưa quy định"."""
    cell = Cell(key, inputs={"ty-le": F(percent)})
    result = assess_item(item(key), cell, sheet="s")
    assert isinstance(result.value, Pending)
    (question,) = result.questions
    assert (question.key, question.subject) == ("score.band-gap", f"s/{key}/chuan")
    assert question.quote == item(key).rule_text
    assert [option.key for option in question.options] == ["5", "4", "3"]
    assert evaluate(result.tree) == result.value
    sheet = assess_sheet(FORM, {key: result})
    assert sheet.total == result.value
    assert sheet.questions == result.questions
    decided = Decision(
        "q",
        question.key,
        question.subject,
        choice="4",
        reason="Hội nghị thống nhất",
        facts_digest=digest(question.facts),
    )
    settled = assess_item(item(key), cell, decisions=(decided,), sheet="s")
    assert settled.value == 4 == evaluate(settled.tree)
    moved = assess_item(item(key), Cell(key, inputs={"ty-le": F("69.5")}), decisions=(decided,), sheet="s")
    assert isinstance(moved.value, Pending)


def test_a_stated_number_stands_where_the_stage_counts_the_paper_but_not_by_rule() -> None:
    cell = Cell("c1", {"base": F(5)}, {"ty-le": F(98)})
    assert assess_item(item("c1"), cell, "stated").value == 5
    assert isinstance(assess_item(item("c1"), cell, "rule").value, Pending)


@pytest.mark.parametrize(
    ("key", "inputs", "points"),
    [
        ("a1", {"a1.1": "2", "a1.2": "3"}, "1.5"),
        ("a1", {"a1.1": "1"}, "2.5"),
        ("a4", {"a4.1.2": "0", "a4.2.1": True, "a4.2.2": True}, "5.5"),
        ("a4", {"a4.1.2": "1", "a4.2.2": True}, "3"),
        ("a7", {"a.7.6": "8"}, "11"),
        ("b2", {"b2.1": "5", "b2.2": "9", "b2.3": "1", "b.2.6": True}, "4.3"),
        ("c2", {"ty-le": "99.9"}, "5.5"),
        ("c2", {"ty-le": "93"}, "5.1"),
        ("c3.2", {"c3.2.tru1": "99", "c3.2.tru2": "99", "c3.2.tru3": True}, "-3"),
        ("c3.3", {"c3.3.thuong": "9"}, "1"),
        ("d1", {"ty-le": "0"}, "0"),
        ("d1", {"ty-le": "94.9"}, "1"),
        ("d1", {"ty-le": "99"}, "2"),
        ("d1", {"ty-le": "100"}, "3"),
        ("d1", {"ty-le": "119"}, "4"),
        ("d1", {"ty-le": "120"}, "5"),
        ("2.1", {"2.1.1": "0", "2.1.1-2": "1"}, "-1"),
        ("3.1", {"3.1.2": "2022-01-31"}, "2"),
        ("3.1", {"3.1.2": "2022-02-01"}, "1.5"),
        ("3.3", {"tong-ho-so": "2000", "ty-le-som": "10", "ty-le-tre": "0"}, "8.7"),
        ("3.3", {"tong-ho-so": "999", "ty-le-som": "10", "ty-le-tre": "0.5"}, "5"),
        ("3.3", {"tong-ho-so": "1000", "ty-le-som": "0", "ty-le-tre": "12", "don-thu": "2"}, "0"),
        ("c5.1", {"van-ban": (True, False)}, "0.5"),
    ],
)
def test_items_of_the_table_by_their_own_rules(key: str, inputs: dict[str, object], points: str) -> None:
    typed = {name: F(value) if isinstance(value, str) and "-" not in value else value for name, value in inputs.items()}
    result = assess_item(item(key), Cell(key, inputs=typed))  # type: ignore[arg-type]
    assert to_text(result.value) == points
    assert evaluate(result.tree) == result.value


def test_not_issued_at_all_is_not_said_by_the_table() -> None:
    result = assess_item(item("3.1"), Cell("3.1", inputs={"3.1.2": "none"}))
    assert [question.key for question in result.questions] == ["score.not-done"]


def test_self_detected_discipline_is_waived_by_decision() -> None:
    cell = Cell("2.1", {"base": F(1)}, {"2.1.1": F(1)})
    waived = Decision(
        "m", "score.relief", "s/2.1/2.1.1", choice={"waive": {"2.1.1": "1"}}, reason="Đơn vị tự phát hiện"
    )
    assert assess_item(item("2.1"), cell, sheet="s").value == 0
    relieved = assess_item(item("2.1"), cell, sheet="s", decisions=(waived,))
    assert relieved.value == 1 == evaluate(relieved.tree)
