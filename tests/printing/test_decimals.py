"""Zeros behind the comma so that a column's points stand alike; nothing else of a cell is touched."""

from __future__ import annotations

import pytest

from printing.blocks import (
    Cell,
    Column,
    ColumnBlock,
    Document,
    LeadColumn,
    Letterhead,
    Matrix,
    MatrixRow,
    Row,
    Running,
    Signatures,
    Table,
    Title,
    WideSet,
)
from printing.content.words.decimals import by_value
from printing.documents.decimals import alike, padded


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (["5", "4,75", "15"], ["5,00", "4,75", "15,00"]),
        (["5", "15"], ["5", "15"]),
        (["4,5*", "10+1", "−1,25", "0"], ["4,50*", "10,00+1,00", "−1,25", "0,00"]),
        (["1.250", "3,5"], ["1.250,0", "3,5"]),
        (["8", "Không giao", "", "2,125", "1 (tạm)"], ["8,000", "Không giao", "", "2,125", "1 (tạm)"]),
        (["05/12/2025", "I.1", "3,5"], ["05/12/2025", "I.1", "3,5"]),
        ([], []),
    ],
)
def test_a_column_has_as_many_decimals_as_its_longest(column: list[str], shown: list[str]) -> None:
    assert padded(column) == shown
    assert padded(padded(column)) == shown


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tán thành 8/8", "Tán thành 08/08", True),
        ("giảm 0,5", "giảm 0,50", True),
        ("2,000 điểm", "2 điểm", True),
        ("0,05", "0,5", False),
        ("10", "1", False),
        ("1.000", "1", False),
        ("1.500,50", "1.500,5", True),
        ("ngày 05/01/2020", "ngày 5/1/2020", True),
        ("2020", "202", False),
        ("12.2020", "12.202", False),
        ("00", "0", True),
        ("I.10", "I.1", False),
    ],
)
def test_zeros_that_say_nothing_are_no_difference(one: str, other: str, same: bool) -> None:
    assert (by_value(one) == by_value(other)) is same


def test_figures_of_unlike_measures_and_rows_that_span_are_left() -> None:
    columns = (Column("Mục"), Column("Nội dung"), Column("Điểm", align="center"), Column("Kế hoạch", align="right"))
    rows = (
        Row((Cell("Sở A", span=2, align="left"), "9", "15000"), "group"),
        Row(("1", "Một", "4,5", "98,5")),
        Row(("1", Cell("Hai", rows=2), "3", "7")),
    )
    (made,) = alike(Running((Document("state", "x", (Table(columns, rows),)),))).documents  # type: ignore[union-attr]
    (table,) = made.blocks
    assert isinstance(table, Table)
    assert [row.cells[-2:] for row in table.rows] == [("9,0", "15000"), ("4,5", "98,5"), ("3,0", "7")]


def test_standards_are_alike_by_rows_as_by_columns() -> None:
    lead = (LeadColumn("Mục"), LeadColumn("Nội dung", flexible=True), LeadColumn("Điểm chuẩn"))
    rows = (
        MatrixRow("item", ("1.1", "Một", "2,5"), (("4",), ("3,25",))),
        MatrixRow("item", ("1.2", "Hai", "3"), (("7",), ("12",))),
    )
    top, title = Letterhead((), ("KHỐI",), "", ""), Title("PHIẾU", ())
    matrix = Matrix(
        "state", top, title, lead, (ColumnBlock("A", ("",)), ColumnBlock("B", ("",))), rows, (), Signatures(())
    )
    for by_rows, cells in ((True, [(("4,00",), ("3,25",)), (("7",), ("12",))]), (False, None)):
        made = alike(WideSet(((matrix,),), "x"), by_rows)
        assert isinstance(made, WideSet)
        ((one,),) = made.tables
        assert [row.lead for row in one.rows] == [("1.1", "Một", "2,5"), ("1.2", "Hai", "3,0")]
        assert cells is None or [row.cells for row in one.rows] == cells
