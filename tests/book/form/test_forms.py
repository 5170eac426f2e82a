"""Forms of a book: nodes of a draft, versions and adoption, what a change would move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.scoring import affected
from models.book.scoring.rows import SheetAt
from models.rules.errors import Refusal, RuleViolation
from models.rules.form.scoring import Group, Item, Part
from tests.book.scoring.test_standing import FORM, YEAR, fill, score
from ui.words.messages import sentence

THIRD = Item("d", "II.2", "Mục thêm", "g2", Fraction(2))


def code(case: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as refused:
        case()
    return refused.value.code, refused.value.facts


def keys(book: Book, form: str) -> list[str]:
    return [node.key for node in book.forms.form(form).nodes]


def test_a_form_written_and_read_is_equal(book: Book) -> None:
    key = book.forms.put_form(FORM, document="Quyết định số 1")
    assert book.forms.form(key) == replace(FORM, key=key)
    (version,) = book.forms.all()
    assert (version.state, version.document, version.stated_total, version.used) == ("draft", "Quyết định số 1", 10, ())


def test_an_edit_of_one_item_is_one_small_change(book: Book) -> None:
    key = book.forms.put_form(FORM)
    item = book.forms.form(key).node("a")
    assert isinstance(item, Item)
    book.forms.put_node(key, replace(item, title="Tên mới"))
    (change,) = book.store.changes(book.store.last_seq)
    assert (change.table, book.forms.form(key).node("a").title) == ("form_node", "Tên mới")
    book.store.undo()
    assert book.forms.form(key) == replace(FORM, key=key)


@pytest.mark.parametrize(
    ("position", "order"),
    [
        (None, ["g1", "a", "b", "g2", "c", "d"]),
        (0, ["g1", "a", "b", "g2", "d", "c"]),
        (1, ["g1", "a", "b", "g2", "c", "d"]),
    ],
)
def test_a_node_is_put_where_it_is_wanted(book: Book, position: int | None, order: list[str]) -> None:
    key = book.forms.put_form(FORM)
    book.forms.put_node(key, THIRD, position)
    assert keys(book, key) == order


@pytest.mark.parametrize(
    ("node", "parent", "position", "order"),
    [
        ("g2", None, 0, ["g2", "c", "g1", "a", "b"]),
        ("g1", None, None, ["g2", "c", "g1", "a", "b"]),
        ("a", "g2", None, ["g1", "b", "g2", "c", "a"]),
        ("c", "g1", 1, ["g1", "a", "c", "b", "g2"]),
        ("g2", "g1", None, ["g1", "a", "b", "g2", "c"]),
    ],
)
def test_a_node_moves_with_everything_below_it(
    book: Book, node: str, parent: str | None, position: int | None, order: list[str]
) -> None:
    key = book.forms.put_form(FORM)
    book.forms.move_node(key, node, parent, position)
    assert keys(book, key) == order
    assert book.forms.form(key).node(node).parent == parent


def test_removing_a_group_removes_what_is_in_it(book: Book) -> None:
    key = book.forms.put_form(FORM)
    book.forms.remove_node(key, "g1")
    assert keys(book, key) == ["g2", "c"]


def test_refusals_of_a_draft(book: Book) -> None:
    key = book.forms.put_form(FORM)
    forms = book.forms
    found = [
        code(lambda: forms.put_node(key, replace(THIRD, parent="zz")))[0],
        code(lambda: forms.put_node(key, replace(THIRD, parent="a")))[0],
        code(lambda: forms.put_node(key, Group("a", "I.1", "Thành nhóm", "g1")))[0],
        code(lambda: forms.move_node(key, "g1", "g1"))[0],
        code(lambda: forms.remove_node(key, "zz"))[0],
        code(lambda: forms.put_node(key, replace(THIRD, key="KHÓA")))[0],
        code(lambda: forms.put_node(key, replace(THIRD, parts=(Part("p", "base", "bands/1", {"input": "x"}),))))[0],
        code(lambda: forms.form("zz"))[0],
        code(lambda: forms.new_version(key))[0],
        code(lambda: forms.load_shipped("khong-co"))[0],
    ]
    assert found == [
        "form.unknown_parent",
        "form.parent_is_item",
        "form.kind_changed",
        "form.circle",
        "form.unknown_node",
        "key.bad",
        "form.bad_spec",
        "form.unknown",
        "form.is_draft",
        "form.not_shipped",
    ]
    assert forms.form(key) == replace(FORM, key=key)


def test_an_adopted_version_is_locked_and_the_next_one_says_what_it_moves(book: Book) -> None:
    old = fill(book)
    for n, unit in enumerate(("u1", "u2")):
        score(book, unit, "3", 2 - n, 1)
    item = book.forms.form(old).node("a")
    assert isinstance(item, Item)
    assert code(lambda: book.forms.put_node(old, item))[0] == "form.adopted"
    assert code(lambda: book.forms.describe(old, name="Khác"))[0] == "form.adopted"
    new = book.forms.new_version(old)
    version = next(each for each in book.forms.all() if each.key == new)
    assert (version.version, version.based_on, version.state, version.name) == (2, old, "draft", "Bảng thử")
    book.forms.put_node(new, replace(item, max=Fraction(2)))
    moves = affected.moves(book, old, new, YEAR)
    assert [(move.unit, move.stage, move.before, move.after, move.items) for move in moves] == [
        ("u1", "bloc", Fraction(9), Fraction(8), ("a",)),
        ("u2", "bloc", Fraction("7.5"), Fraction("6.5"), ("a",)),
    ]
    assert book.standing.result(SheetAt(YEAR, "u1", "bloc")).total == 9
    refused, facts = code(lambda: book.forms.adopt(YEAR, new))
    assert (refused, facts["codes"]) == ("form.faulty", ("sum.group",))
    book.forms.adopt(YEAR, new, as_it_is=True)
    assert book.standing.result(SheetAt(YEAR, "u1", "bloc")).total == 8
    assert {sheet.form for sheet in book.scores.sheets(YEAR)} == {new}
    book.store.undo()
    assert book.standing.result(SheetAt(YEAR, "u1", "bloc")).total == 9


def test_a_version_is_not_changed_under_confirmed_sheets(book: Book) -> None:
    old = fill(book)
    score(book, "u1", "3", 2, 1)
    book.scores.states.complete(SheetAt(YEAR, "u1", "bloc"))
    book.scores.states.confirm(SheetAt(YEAR, "u1", "bloc"))
    new = book.forms.new_version(old)
    refused, facts = code(lambda: book.forms.adopt(YEAR, new))
    assert (refused, facts["units"]) == ("form.sheets_closed", ("u1",))


def test_each_group_of_units_has_its_own_form(book: Book) -> None:
    first = fill(book)
    other = book.forms.copy(first, "Bảng của khối Đảng")
    book.members.describe_membership(YEAR, "u3", unit_group="dang")
    book.forms.adopt(YEAR, other, "dang")
    assert [book.forms.for_unit(YEAR, unit) for unit in ("u1", "u2", "u3")] == [first, first, other]
    for n, unit in enumerate(("u1", "u2", "u3")):
        score(book, unit, "1", n + 1, 0)
    values = [book.standing.result(SheetAt(YEAR, unit, "bloc")).items["b"].value for unit in ("u1", "u2", "u3")]
    assert values == [Fraction("1.5"), Fraction(3), Fraction(3)]


def test_a_second_ranking_of_the_same_units_is_refused_with_its_way_out(book: Book) -> None:
    """Every unit has a form by its group: one more for all would be taken and do nothing."""
    first = fill(book)
    other = book.forms.copy(first, "Bảng xét riêng")
    for unit in ("u1", "u2", "u3"):
        book.members.describe_membership(YEAR, unit, unit_group="dang")
    book.forms.adopt(YEAR, first, "dang")
    before = book.store.digests()
    with pytest.raises(RuleViolation, match=r"form\.nobody") as told:
        book.forms.adopt(YEAR, other)
    assert "lập một sổ thứ hai" in sentence(told.value) and book.store.digests() == before
    book.members.describe_membership(YEAR, "u3", unit_group="")
    book.forms.adopt(YEAR, other)
    assert book.forms.for_unit(YEAR, "u3") == other


def test_a_unit_without_a_form_is_named(book: Book) -> None:
    book.years.open(YEAR)
    book.members.add("Đơn vị", key="u1", year=YEAR)
    assert (
        code(lambda: book.scores.enter(SheetAt(YEAR, "u1", "self"), "a", stated={"base": Fraction(1)}))[0]
        == "score.no_form"
    )
    empty = book.forms.create("Bảng trống", Fraction(100))
    assert code(lambda: book.forms.adopt(YEAR, empty))[0] == "form.empty"
    assert code(lambda: book.forms.adopt(1999, empty))[0] == "year.unknown"


def test_what_a_draft_says_of_itself(book: Book) -> None:
    key = book.forms.create("Bảng nháp", Fraction(100))
    book.forms.describe(key, name="Bảng 2025", dated="2025-03-20", total=Fraction(50), bonus_cap=Fraction(4))
    form = book.forms.form(key)
    assert (form.name, form.total, form.bonus_cap) == ("Bảng 2025", 50, 4)
    assert code(lambda: book.forms.describe(key, dated="20/3"))[0] == "date.bad"


def test_every_shipped_form_comes_into_a_book(book: Book) -> None:
    shipped = book.forms.shipped()
    assert shipped
    for each in shipped:
        key = book.forms.load_shipped(each.name)
        form = book.forms.form(key)
        assert (form.name, len(form.items())) == (each.title, each.items)


def test_rules_of_several_items_and_what_was_answered_are_written_in_one_step(book: Book) -> None:
    key = book.forms.put_form(FORM)
    before = book.forms.form(key)
    first, second = (replace(item, rule_text="mỗi lỗi trừ 1 điểm") for item in before.items()[:2])
    book.forms.take_rules(key, (first, second), ("Mục không âm.", "Phần lẻ không tính."))
    book.forms.take_rules(key, (first,), ("Mục không âm.", "Đếm ngày lịch."))
    after = book.forms.form(key)
    assert [item.rule_text for item in after.items()[:2]] == ["mỗi lỗi trừ 1 điểm"] * 2
    told = [(line.code, line.text) for line in after.lines[len(before.lines) :]]
    assert told == [
        ("Quy ước 1:", "Mục không âm."),
        ("Quy ước 2:", "Phần lẻ không tính."),
        ("Quy ước 3:", "Đếm ngày lịch."),
    ]
    book.store.undo()
    book.store.undo()
    assert book.forms.form(key) == before


def test_rules_are_taken_into_items_of_a_draft_only(book: Book) -> None:
    key = book.forms.put_form(FORM)
    group = next(node for node in book.forms.form(key).nodes if isinstance(node, Group))
    assert code(lambda: book.forms.take_rules(key, (Item("nobody"),)))[0] == "form.unknown_node"
    assert code(lambda: book.forms.take_rules(key, (Item(group.key),)))[0] == "form.kind_changed"
    item = book.forms.form(key).items()[0]
    book.years.open(YEAR)
    book.forms.adopt(YEAR, key, as_it_is=True)
    assert code(lambda: book.forms.take_rules(key, (item,)))[0] == "form.adopted"
