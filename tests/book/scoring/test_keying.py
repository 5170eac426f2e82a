"""Second keying: blind until both are complete, differences only, each settled with the paper in hand, two people are
two.
"""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.keeping import seal
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.subjects import SheetOf
from tests.book.scoring.test_standing import YEAR, fill, score

WHERE = SheetAt(YEAR, "u1", "bloc")


@pytest.fixture
def people(book: Book) -> tuple[str, str]:
    """Two people; the first has keyed the sheet of u1 (2 + 2 + 3 points by inputs) and sits at the keyboard."""
    fill(book)
    first, second = book.people.add("Đỗ Quế Chi"), book.people.add("Phạm Thu Mộc")
    book.people.sign_in(first)
    score(book, "u1", "2", 2, 1)
    return first, second


def code(refused: pytest.ExceptionInfo[RuleViolation]) -> str:
    return refused.value.code


def key_all(book: Book, by: str, a: str = "2", b: int = 2, c: int = 1) -> None:
    """The second keying of the whole sheet."""
    book.scores.keying.key(WHERE, "a", by=by, stated={"base": Fraction(a)})
    book.scores.keying.key(WHERE, "b", by=by, inputs={"n": Fraction(b)})
    book.scores.keying.key(WHERE, "c", by=by, inputs={"n": Fraction(c)})


def test_the_second_is_another_person(book: Book, people: tuple[str, str]) -> None:
    first, second = people
    with pytest.raises(RuleViolation) as refused:
        book.scores.keying.begin(WHERE, by=first)
    assert code(refused) == "keying.same_person"
    book.scores.keying.begin(WHERE, by=second)
    book.people.sign_in(second)
    with pytest.raises(RuleViolation) as refused:
        book.scores.enter(WHERE, "a", stated={"base": Fraction(1)})
    assert code(refused) == "keying.same_person"


def test_whoever_once_wrote_a_cell_is_the_first_even_when_another_wrote_last(
    book: Book, people: tuple[str, str]
) -> None:
    first, second = people
    third = book.people.add("Lê Thị Ngọc Lan")
    book.people.sign_in(third)
    book.scores.enter(WHERE, "a", stated={"base": Fraction(1)})
    with pytest.raises(RuleViolation) as refused:
        book.scores.keying.begin(WHERE, by=first)
    assert code(refused) == "keying.same_person"
    book.scores.keying.begin(WHERE, by=second)


def test_neither_sees_the_other_until_both_are_complete(book: Book, people: tuple[str, str]) -> None:
    first, second = people
    keying = book.scores.keying
    book.scores.state_total(WHERE, Fraction(7))
    keying.begin(WHERE, by=second)
    key_all(book, second, a="3")
    keying.state_total(WHERE, Fraction(8), by=second)
    masked = book.scores.sheet(WHERE, by=second)
    assert (masked.masked, masked.cells, masked.stated_total) == (True, {}, None)
    shown = keying.reading(WHERE, by=first)
    assert shown is not None and (shown.cells, shown.stated_total, shown.total) == ({}, None, None)
    assert keying.hidden_sheets(second) == keying.open_sheets() == {masked.key}
    assert keying.hidden_sheets(first) == frozenset()
    assert keying.finish(WHERE, by=second) is None
    with pytest.raises(RuleViolation) as refused:
        keying.differences(WHERE)
    assert code(refused) == "keying.not_both_complete"
    assert book.scores.sheet(WHERE, by=second).masked
    book.scores.states.complete(WHERE)
    assert not book.scores.sheet(WHERE, by=second).masked
    assert [each.node for each in keying.differences(WHERE)] == ["a"]
    shown = keying.reading(WHERE, by=first)
    assert shown is not None and shown.total is not None and shown.total.stated == 8
    assert (shown.total.summed, shown.total.difference, shown.total.agrees) == (3, 5, False)


def test_the_journal_of_an_open_keying_names_no_value(book: Book, people: tuple[str, str]) -> None:
    _, second = people
    before = book.store.last_seq
    book.scores.keying.begin(WHERE, by=second)
    key_all(book, second, a="2.75")
    for op in book.store.ops(after=before):
        assert "2.75" not in json.dumps(op.facts)
        assert set(op.facts) == {"year", "unit", "stage", "by"}


@pytest.mark.parametrize(
    ("choice", "edit", "value"),
    [("first", None, "2"), ("second", None, "3"), ("other", Edit(stated={"base": Fraction("2.5")}), "2.5")],
)
def test_each_difference_is_settled(
    book: Book, people: tuple[str, str], choice: str, edit: Edit | None, value: str
) -> None:
    _, second = people
    keying = book.scores.keying
    book.scores.enter(WHERE, "a", place="trang 2")
    book.scores.states.complete(WHERE)
    keying.begin(WHERE, by=second)
    key_all(book, second, a="3", c=0)
    assert keying.finish(WHERE, by=second) == 2
    one, two = keying.differences(WHERE)
    assert (one.node, one.first.stated["base"], one.second.stated["base"], one.place) == ("a", 2, 3, "trang 2")
    assert (two.node, two.first.inputs["n"], two.second.inputs["n"]) == ("c", 1, 0)
    with pytest.raises(RuleViolation) as refused:
        book.scores.states.confirm(WHERE)
    assert code(refused) == "keying.unsettled"
    assert keying.settle(WHERE, "a", choice, by=second, edit=edit) == 1  # type: ignore[arg-type]
    assert keying.settle(WHERE, "c", "first", by=second) == 0
    sheet = book.scores.sheet(WHERE)
    assert (sheet.cells["a"].cell.stated["base"], sheet.state) == (Fraction(value), "complete")
    book.scores.states.confirm(WHERE)
    rows = book.store.rows("keying_cell", sheet=sheet.key)
    assert {row["node"]: row.get("settled") for row in rows} == {"a": choice, "b": None, "c": "first"}
    assert next(row for row in rows if row["node"] == "a")["stated"] == {"base": "3"}


def test_settling_is_undone_in_one_step(book: Book, people: tuple[str, str]) -> None:
    _, second = people
    book.scores.states.complete(WHERE)
    book.scores.keying.begin(WHERE, by=second)
    key_all(book, second, a="3")
    book.scores.keying.finish(WHERE, by=second)
    content = book.store.canonical()
    book.scores.keying.settle(WHERE, "a", "second", by=second)
    book.store.undo()
    assert book.store.canonical() == content


def test_equal_keyings_are_settled_at_once(book: Book, people: tuple[str, str]) -> None:
    _, second = people
    book.scores.states.complete(WHERE)
    book.scores.keying.begin(WHERE, by=second)
    key_all(book, second)
    assert book.scores.keying.finish(WHERE, by=second) == 0
    reading = book.scores.keying.reading(WHERE, by=second)
    assert reading is not None and reading.state == "settled"


def test_a_cell_only_one_of_them_keyed_is_a_difference(book: Book, people: tuple[str, str]) -> None:
    _, second = people
    book.scores.states.complete(WHERE)
    book.scores.keying.begin(WHERE, by=second)
    book.scores.keying.key(WHERE, "a", by=second, stated={"base": Fraction(2)})
    book.scores.keying.key(WHERE, "b", by=second, not_assigned=True)
    assert book.scores.keying.finish(WHERE, by=second) == 2
    assert [(each.node, each.second.not_assigned) for each in book.scores.keying.differences(WHERE)] == [
        ("b", True),
        ("c", False),
    ]


def test_one_whose_person_has_left_is_dropped_with_a_reason(book: Book, people: tuple[str, str]) -> None:
    first, second = people
    book.scores.keying.begin(WHERE, by=second)
    key_all(book, second)
    before = book.scores.sheet(WHERE, by=first)
    book.people.end(second, "2025-12-01")
    for reason, wanted in ((" ", "keying.reason_missing"), ("Chuyển công tác", "")):
        if wanted:
            with pytest.raises(BadInput, match=wanted):
                book.scores.keying.drop(WHERE, reason)
        else:
            book.scores.keying.drop(WHERE, reason)
    assert book.scores.keying.reading(WHERE, first) is None
    assert book.store.rows("keying_cell") == [] and book.scores.sheet(WHERE, by=first) == before
    assert book.journal.lines(1)[0].text.endswith("Chuyển công tác")
    with pytest.raises(RuleViolation) as refused:
        book.scores.keying.drop(WHERE, "nữa")
    assert code(refused) == "keying.none_open"
    third = book.people.add("Lê Thị Ngọc Lan")
    book.scores.keying.begin(WHERE, by=third)
    assert book.scores.keying.hides(book.scores.sheet(WHERE, by=first).key, third)


def test_a_closed_year_ends_what_was_kept_apart(book: Book, people: tuple[str, str]) -> None:
    first, second = people
    book.scores.keying.begin(WHERE, by=second)
    points = [point for point in book.closing.open_points(YEAR) if point.code == "keying.open"]
    assert [point.act for point in points] == ["scores.keying.finish"]
    assert (
        points[0].words.startswith("Chưa nhập kiểm tra xong lần hai phiếu của ") and "(người nhập: " in points[0].words
    )
    assert [point.subject for point in points] == [SheetOf(WHERE.unit, WHERE.stage, period=WHERE.period)]
    book.people.sign_in(second)
    seal.close_year(book, YEAR)
    assert not book.scores.sheet(WHERE).masked
    assert [one.ok for one in seal.check(book)] == [True]
    book.people.sign_in(first)
    assert [one.ok for one in seal.check(book)] == [True]


def test_refusals(book: Book, people: tuple[str, str]) -> None:
    first, second = people
    keying = book.scores.keying
    found = []
    for case in (
        lambda: keying.begin(SheetAt(YEAR, "u2", "bloc"), by=second),
        lambda: keying.begin(WHERE, by="nobody"),
        lambda: keying.key(WHERE, "a", by=second, stated={"base": Fraction(1)}),
        lambda: keying.finish(WHERE, by=first),
    ):
        with pytest.raises(RuleViolation) as refused:
            case()
        found.append(code(refused))
    keying.begin(WHERE, by=second)
    with pytest.raises(RuleViolation) as refused:
        keying.begin(WHERE, by=second)
    found.append(code(refused))
    with pytest.raises(RuleViolation) as refused:
        keying.key(WHERE, "zz", by=second, stated={"base": Fraction(1)})
    found.append(code(refused))
    key_all(book, second, a="3")
    keying.finish(WHERE, by=second)
    book.scores.states.complete(WHERE)
    for node, choice in (("b", "first"), ("a", "other")):
        with pytest.raises(RuleViolation) as refused:
            keying.settle(WHERE, node, choice, by=second)  # type: ignore[arg-type]
        found.append(code(refused))
    assert found == [
        "keying.no_sheet",
        "keying.unknown_person",
        "keying.not_open",
        "keying.not_open",
        "keying.begun",
        "score.unknown_node",
        "keying.no_difference",
        "keying.edit_missing",
    ]
