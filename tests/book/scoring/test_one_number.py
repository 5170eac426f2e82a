"""One definition of a group's points for every reader, and tie keys that compare what the ranking compares, where it
compares it; what is not there is asked. Numbers worked out by hand.
"""

from __future__ import annotations

import random
from fractions import Fraction as F
from typing import Any

import pytest

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.scoring.places import Ranker
from models.book.scoring.rows import SheetAt
from models.book.year.years import Stage
from models.rules.form.scoring import Form, Group, InputSpec, Item, Part
from models.rules.number.points import show_plain
from models.rules.place.regulation import Regulation, Rule, check_rule
from printing.content.reading import node_points as printed

YEAR = 2025
EFFECTS = tuple(Part(effect, effect, "by-hand/1", {}) for effect in ("base", "bonus", "penalty"))


def item(key: str, code: str, parent: str, most: int) -> Item:
    parts = (Part("t", "bonus", "by-hand/1", {}, cap=F(5)), Part("p", "penalty", "by-hand/1", {}, cap=F(5)))
    return Item(key, code, f"Mục {code}", parent, F(most), parts)


FORM = Form(
    "f",
    "Bảng thử",
    total=F(20),
    nodes=(
        Group("g1", "I", "Nhóm một", max=F(10)),
        item("a", "1", "g1", 6),
        item("b", "2", "g1", 4),
        Group("g2", "II", "Nhóm hai", max=F(10)),
        item("c", "1", "g2", 10),
    ),
)


def ranking(*keys: dict[str, Any], by: str = "raw") -> Rule:
    spec = {"by": by, "compare": "exact", "ties": "1,1,3", "tie_keys": list(keys)}
    return Rule("xep-hang", "ranking/1", cite="Điều 6", spec=spec)


def final(**said: Any) -> Rule:
    return Rule("diem", "final-score/1", cite="Điều 5", spec={"method": "last", "missing": "ask", **said})


def begun(book: Book, *rules: Rule, stages: tuple[Stage, ...] = (Stage("bloc", "Khối chấm"),)) -> Book:
    book.years.open(YEAR, stages=stages)
    for unit in "uv":
        book.members.add(f"Đơn vị {unit}", key=unit, year=YEAR)
    book.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), rules)
    book.forms.adopt(YEAR, book.forms.put_form(FORM))
    return book


def state(book: Book, unit: str, stage: str = "bloc", **cells: dict[str, Any]) -> None:
    edits = [(unit, key, Edit(stated={name: F(n) for name, n in said.items()})) for key, said in cells.items()]
    book.scores.enter_many(YEAR, stage, edits)


def places(book: Book) -> list[tuple[str, int | None, str]]:
    found = book.standing.ranking(YEAR).places
    return [(one.unit, one.rank, one.decided_by.words if one.decided_by else "") for one in found]


def test_a_group_is_compared_by_the_points_printed_for_it(book: Book) -> None:
    """u: I is 6 + 4 - 3 = 7, II 10; v: I is 6 + 2 = 8, II 9. Both 17; of bases alone u would have 10 against 8."""
    begun(book, ranking({"key": "group:I"}), final())
    state(book, "u", a={"base": 6, "penalty": 3}, b={"base": 4}, c={"base": 10})
    state(book, "v", a={"base": 6}, b={"base": 2}, c={"base": 9})
    assert places(book) == [
        ("v", 1, "điểm nhóm I: 8,00 so với 7,00"),
        ("u", 2, "điểm nhóm I: 7,00 so với 8,00"),
    ]
    result = book.standing.result(SheetAt(YEAR, "u", "bloc"))
    assert printed(result, "g1") == "7"


@pytest.mark.parametrize("seed", range(12))
def test_every_reader_of_a_groups_points_reads_the_same(book: Book, seed: int) -> None:
    dice = random.Random(seed)
    begun(book, ranking({"key": "group:g1"}), final())
    sums = {}
    for unit in "uv":
        told = {
            k: {"base": dice.randint(0, 4), "bonus": dice.randint(0, 3), "penalty": dice.randint(0, 3)} for k in "abc"
        }
        state(book, unit, **told)
        sums[unit] = sum(told[k]["base"] - told[k]["penalty"] for k in "ab")
    state_of = book.standing.state(YEAR)
    contenders, _ = Ranker(state_of, state_of.board, None, ranking({"key": "group:g1"})).contenders()
    for one in contenders:
        facts, own = book.standing.facts(YEAR, one.unit), F(sums[one.unit])
        assert one.keys["group:g1"] == own
        assert facts["group-points(of=g1)"] == facts["group-points(of=I)"] == own
        assert facts["group-percent(of=g1)"] == own * 10
        assert printed(book.standing.result(SheetAt(YEAR, one.unit, "bloc")), "g1") == show_plain(own, 3)


def test_a_code_that_stands_twice_names_nobody(book: Book) -> None:
    begun(book, ranking({"key": "item:1"}), final())
    state(book, "u", a={"base": 6}, b={"base": 0}, c={"base": 4})
    state(book, "v", a={"base": 4}, b={"base": 0}, c={"base": 6})
    assert [rank for _, rank, _ in places(book)] == [1, 1]
    (asked,) = book.standing.open_questions(YEAR)
    assert (asked.key, asked.facts["missing"]) == ("rank.tie", ["điểm mục 1"])


TWO = (Stage("self", "Tự chấm"), Stage("sta", "Thẩm định", holds="total"))


def test_a_tie_is_not_broken_by_what_units_claim_of_themselves(book: Book) -> None:
    rules = ranking({"key": "group:I"}, {"key": "fewer-penalties"}), final(missing="earlier")
    begun(book, *rules, stages=TWO)
    state(book, "u", "self", a={"base": 6}, b={"base": 4}, c={"base": 8})
    state(book, "v", "self", a={"base": 5, "penalty": 1}, b={"base": 4}, c={"base": 9})
    for unit in "uv":
        state(book, unit, "sta", **{"": {"total": 17}})
    assert [rank for _, rank, _ in places(book)] == [1, 1]
    (asked,) = book.standing.open_questions(YEAR)
    assert asked.facts["missing"] == ["điểm nhóm I", "điểm trừ"]


def test_a_key_that_is_not_there_is_not_passed_over_for_the_next(book: Book) -> None:
    """A group stated by both, a bonus only the first of two stages says: nothing further may decide but people."""
    begun(book, ranking({"key": "figure:a/n"}, {"key": "group:I"}), final())
    state(book, "u", a={"base": 6}, b={"base": 4}, c={"base": 7})
    state(book, "v", a={"base": 5}, b={"base": 4}, c={"base": 8})
    assert [rank for _, rank, _ in places(book)] == [1, 1]


def test_unlike_forms_are_compared_by_what_they_assign(book: Book) -> None:
    """u: 91 of 100 assigned would beat 73 of 80 raw; in per cent 91 and 91,25."""
    form = Form(
        "g",
        "Bảng",
        total=F(200),
        nodes=(
            Group("g1", "I", "Nhóm một", max=F(100)),
            item("a", "I.1", "g1", 80),
            item("b", "I.2", "g1", 20),
            Group("g2", "II", "Nhóm hai", max=F(100)),
            item("c", "II.1", "g2", 100),
        ),
    )
    book.years.open(YEAR, stages=[Stage("bloc", "Khối chấm")])
    for unit in "uv":
        book.members.add(f"Đơn vị {unit}", key=unit, year=YEAR)
    rules = ranking({"key": "group:I"}, by="percent-of-assigned"), final()
    book.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), rules)
    book.forms.adopt(YEAR, book.forms.put_form(form))
    state(book, "u", a={"base": 80}, b={"base": 11}, c={"base": 91})  # 182 of 200: 91 %
    state(book, "v", a={"base": 73}, c={"base": "90.8"})  # 163,8 of 180: 91 %
    book.scores.enter_many(YEAR, "bloc", [("v", "b", Edit(not_assigned=True))])
    assert places(book) == [
        ("v", 1, "điểm nhóm I (% điểm được giao): 91,25 so với 91,00"),
        ("u", 2, "điểm nhóm I (% điểm được giao): 91,00 so với 91,25"),
    ]


def test_a_figure_may_part_equals_without_carrying_points(book: Book) -> None:
    counting = (InputSpec("n", "Số người bị xử lý", "count", optional=True),)
    nodes = tuple(
        one if one.key != "a" else Item("a", "1", "Mục 1", "g1", F(6), one.parts, counting)  # type: ignore[union-attr]
        for one in FORM.nodes
    )
    begun(book, ranking({"key": "figure:a/n", "better": "low", "label": "số người bị xử lý"}), final())
    row = book.store.rows("form")[0]["key"]
    key = book.forms.new_version(row)
    for node in nodes:
        if node.key == "a":
            book.forms.put_node(key, node)
    book.forms.adopt(YEAR, key)
    for unit, n in (("u", 3), ("v", 1)):
        state(book, unit, b={"base": 4}, c={"base": 8})
        book.scores.enter(SheetAt(YEAR, unit, "bloc"), "a", stated={"base": F(6)}, inputs={"n": F(n)})
    assert places(book) == [
        ("v", 1, "số người bị xử lý: 1 so với 3"),
        ("u", 2, "số người bị xử lý: 3 so với 1"),
    ]


def test_a_key_nobody_knows_is_refused(book: Book) -> None:
    assert [one.code for one in check_rule(ranking({"key": "nhom:I"}, {"key": "group:"}))] == ["rule.unknown_key"] * 2
    assert check_rule(ranking({"key": "figure:a/n"}, {"key": "decision"})) == ()
