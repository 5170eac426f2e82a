"""The column of a unit's own step is what the unit wrote, wherever it stands; where the rule counts otherwise, or the
unit wrote no total, that is said."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.book.year.years import Stage
from models.rules.form.scoring import Form, Group, InputSpec, Item, Part
from printing.content import differences, score_sheet, summary
from printing.content.reading import ESTIMATED, PENALTY_LINE
from printing.content.summary import TOTAL_LINE
from tests.book.conftest import Clock

YEAR = 2025
LATE = InputSpec("n", "Số lần", "count", low=Fraction(0), left=True)
CASE = {"cases": [{"input": "n", "points": "2"}]}


def item(key: str, number: int) -> Item:
    parts = (Part("co", "base", "full/1", {"points": "50"}), Part("tru", "penalty", "deduct-per-case/1", CASE))
    return Item(key, f"I.{number}", f"Không vi phạm {number}", "g", Fraction(50), parts, (LATE,))


FORM = Form(
    "f",
    "Bảng trừ điểm",
    total=Fraction(100),
    nodes=(Group("g", "I", "Chấp hành", max=Fraction(100)), item("a", 1), item("b", 2)),
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Three units. u wrote a deduction of 2 where the rule counts three cases of 2, of an estimated number; v and w
    wrote what counts; none wrote a total."""
    with create_book(tmp_path / "k.sokhoi", "Khối thi đua", clock=Clock()) as made:
        made.years.open(YEAR, stages=(Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm")))
        for unit in "uvw":
            made.members.add(f"Đơn vị {unit.upper()}", key=unit, year=YEAR)
        made.forms.adopt(YEAR, made.forms.put_form(FORM))
        three, none = {"n": Fraction(3)}, {"n": Fraction(0)}
        wrote = {"base": Fraction(50), "penalty": Fraction(2)}
        made.scores.enter_many(YEAR, "self", [("u", "a", Edit(inputs=three, stated=wrote, estimated=frozenset({"n"})))])
        made.scores.enter_many(YEAR, "self", [(unit, "a", Edit(inputs=three)) for unit in "vw"])
        for stage in ("self", "bloc"):
            made.scores.enter_many(YEAR, stage, [(unit, "b", Edit(inputs=none)) for unit in "uvw"])
        made.scores.enter_many(YEAR, "bloc", [(unit, "a", Edit(inputs=three)) for unit in "uvw"])
        yield made


def column(book: Book, unit: int) -> dict[str, str]:
    (made,) = summary.gather(book, YEAR, own=True)
    return {line.title: line.cells[unit][0] for line in made.lines if line.title not in ("Xếp hạng", "Xếp loại")}


def on_sheet(book: Book, unit: str) -> dict[str, str]:
    (sheet,) = score_sheet.gather(book, YEAR, [unit])
    return {line.title: said.points[0] for line, said in zip(sheet.form.lines, sheet.lines, strict=True)}


def test_the_column_has_the_units_own_deductions_and_marks(book: Book) -> None:
    """Seen failing: its points were its own, its deductions those that count, and the estimate had no mark."""
    for found in (column(book, 0), on_sheet(book, "u")):
        assert found["Không vi phạm 1"] == f"48{ESTIMATED}" and found[PENALTY_LINE] == "2"
    for found in (column(book, 1), on_sheet(book, "v")):
        assert found["Không vi phạm 1"] == "44" and found[PENALTY_LINE] == "6"


def test_no_line_of_deductions_stands_on_sheets_without_any(book: Book) -> None:
    for stage in ("self", "bloc"):
        book.scores.enter_many(YEAR, stage, [(unit, "a", Edit(inputs={"n": Fraction(0)}, stated={})) for unit in "uvw"])
    assert PENALTY_LINE not in on_sheet(book, "u") and PENALTY_LINE not in column(book, 0)
    (blank, *_) = score_sheet.gather(book, YEAR, blank=True)
    assert PENALTY_LINE not in [line.title for line in blank.form.lines]


def test_a_total_nobody_wrote_is_said_to_be_added(book: Book) -> None:
    """Seen failing: the counted total stood in the unit's column without a word."""
    (made,) = summary.gather(book, YEAR, own=True)
    assert made.lines[-2].title == TOTAL_LINE or any(line.title == TOTAL_LINE for line in made.lines)
    said = [note for note in made.notes if "ghi tổng" in note]
    assert said == [
        "Đơn vị U: đơn vị không ghi tổng điểm; 94,00 điểm là cộng theo bảng chấm điểm "
        "(mục I.1 ghi 48*, được tính 44*).",
        "Không ghi tổng điểm tự chấm: Đơn vị V và Đơn vị W; tổng của các đơn vị này là cộng theo bảng chấm điểm.",
    ]
    (sheet,) = score_sheet.gather(book, YEAR, ["v"])
    assert "Tự chấm: đơn vị không ghi tổng điểm; 94,00 điểm là cộng theo bảng chấm điểm." in sheet.notes
    book.scores.state_total(SheetAt(YEAR, "v", "self"), Fraction(94))
    (sheet,) = score_sheet.gather(book, YEAR, ["v"])
    assert not [note for note in sheet.notes if "tổng" in note], "a total that is the counted one needs no word"


def test_an_item_that_differs_is_told_though_the_totals_agree(book: Book) -> None:
    book.scores.state_total(SheetAt(YEAR, "u", "self"), Fraction(94))
    (sheet,) = score_sheet.gather(book, YEAR, ["u"])
    assert any("mục I.1 ghi 48*, được tính 44*" in note for note in sheet.notes)


def test_the_comparison_keeps_the_units_column_and_puts_the_difference_beside_it(book: Book) -> None:
    """Seen failing: the units' own step showed what counts, so that nothing seemed to differ."""
    book.scores.state_total(SheetAt(YEAR, "u", "self"), Fraction(98))
    made = differences.gather(book, YEAR)
    first, second, _ = made.units
    assert [(line.code, line.points, line.difference) for line in first.lines] == [("I.1", ("48*", "44"), "−4")]
    assert (first.totals, first.difference) == (("98,00", "94,00"), "−4,00")
    assert (second.lines, second.totals, second.difference) == ((), ("94,00", "94,00"), "0")
