"""A form that starts at its points and only deducts needs nothing typed for a unit without faults: one act says so."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.book.scoring.states import NOTHING_LOST
from models.rules.errors import RuleViolation
from models.rules.form.scoring import Form, Group, InputSpec, Item, Part
from tests.book.scoring.test_standing import UNITS, YEAR, fill, ranks, score

LATE = InputSpec("n", "Số lần", "count", low=Fraction(0), left=True)
CASE = {"cases": [{"input": "n", "points": "2"}]}
ITEMS = tuple(
    Item(
        key,
        f"I.{n}",
        f"Không vi phạm {n}",
        "g",
        Fraction(50),
        (Part("co", "base", "full/1", {"points": "50"}), Part("tru", "penalty", "deduct-per-case/1", CASE)),
        (LATE,),
    )
    for n, key in enumerate("ab", 1)
)
FORM = Form("f", "Chỉ trừ điểm", total=Fraction(100), nodes=(Group("g", "I", "Chấp hành", max=Fraction(100)), *ITEMS))


def totals(book: Book) -> list[object]:
    return [book.standing.result(SheetAt(YEAR, unit, "bloc")).total for unit in UNITS]


def test_one_act_gives_the_sheets_nobody_wrote_into(book: Book) -> None:
    """Seen failing: units without faults had no points and no place until one cell or note was written by hand."""
    fill(book, form=FORM)
    book.scores.enter_many(YEAR, "bloc", [("u1", "a", Edit(inputs={"n": Fraction(3)}))])
    found = book.scores.states.nothing_lost(YEAR, "bloc")
    assert (found.done, found.left) == (("u2", "u3"), ())
    assert totals(book) == [94, 100, 100] and ranks(book) == {"u1": 3, "u2": 1, "u3": 1}
    assert book.scores.sheet(SheetAt(YEAR, "u1", "bloc")).cells["a"].cell.note == ""
    assert book.scores.sheet(SheetAt(YEAR, "u2", "bloc")).cells["a"].cell.note == NOTHING_LOST
    assert book.scores.states.advance_all(YEAR, "bloc", "complete").left == ()
    book.store.undo()
    book.store.undo()
    assert not book.scores.sheet(SheetAt(YEAR, "u2", "bloc")).cells


def test_only_the_units_named(book: Book) -> None:
    fill(book, form=FORM)
    assert book.scores.states.nothing_lost(YEAR, "bloc", units=("u3",)).done == ("u3",)
    assert [bool(book.scores.sheet(SheetAt(YEAR, unit, "bloc")).cells) for unit in UNITS] == [False, False, True]


def test_where_points_must_be_typed_the_blanks_are_told(book: Book) -> None:
    """Seen failing: "Không có gì để trừ" was written onto an item that only had to be typed."""
    fill(book)
    score(book, "u1", "2", 3, 1)
    found = book.scores.states.nothing_lost(YEAR, "bloc")
    assert not book.scores.sheet(SheetAt(YEAR, "u2", "bloc")).cells
    assert found.done == () and [unit for unit, _ in found.left] == ["u2", "u3"]
    assert all(isinstance(why, RuleViolation) and why.code == "sheet.blanks" for _, why in found.left)


@pytest.mark.parametrize("holds", ["groups", "total"])
def test_a_step_of_totals_asks_for_its_totals(book: Book, holds: str) -> None:
    fill(book, form=FORM)
    with book.store.operation("stage") as tx:
        tx.update("stage", (YEAR, "bloc"), holds=holds)
    with pytest.raises(RuleViolation, match=r"score\.unknown_node"):
        book.scores.states.nothing_lost(YEAR, "bloc")
