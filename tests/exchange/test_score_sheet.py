"""Scores in a table: units and items are matched by their names and codes only, cells keep their addresses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.exchange import score_sheet
from models.rules.errors import BadInput

HEADS = ("I.1", "I.2", "I.2 +")
UNITS = {"Tỉnh đoàn": "td", "Tỉnh đoàn Sông Lành": "td", "Thanh tra tỉnh": "ttr"}


def test_numbers_and_words_come_as_typed_text_with_their_address() -> None:
    rows: list[list[str | Decimal]] = [
        ["Bảng điểm", "", "", ""],
        ["Đơn vị", "I.1", "i.2", "I.2 +"],
        ["TỈNH ĐOÀN", Decimal("8.5"), "không giao", ""],
        ["", "", "", ""],
        ["Thanh tra tỉnh", "8,25", Decimal(0), Decimal("0.5")],
    ]
    read = score_sheet.read(rows, HEADS, UNITS)
    assert [(cell.unit, cell.head, cell.text, cell.address) for cell in read.cells] == [
        ("td", "I.1", "8,5", "B3"),
        ("td", "I.2", "không giao", "C3"),
        ("ttr", "I.1", "8,25", "B5"),
        ("ttr", "I.2", "0", "C5"),
        ("ttr", "I.2 +", "0,5", "D5"),
    ]
    assert read.doubts == ()


def test_a_name_that_only_resembles_a_unit_is_a_doubt() -> None:
    rows: list[list[str | Decimal]] = [["", "I.1"], ["Đoàn tỉnh", Decimal(3)], ["Tỉnh đoàn", Decimal(4)]]
    read = score_sheet.read(rows, HEADS, UNITS)
    assert [(doubt.address, doubt.text, doubt.code) for doubt in read.doubts] == [
        ("A2", "Đoàn tỉnh", "import.unknown_unit")
    ]
    assert [cell.text for cell in read.cells] == ["4"]


@pytest.mark.parametrize("rows", [[], [["", ""]], [["I.1", "I.2"]], [["Ngày", "Việc"], ["1", "2"]]])
def test_a_table_without_units_or_codes_is_refused(rows: list[list[str | Decimal]]) -> None:
    with pytest.raises(BadInput) as refused:
        score_sheet.read(rows, HEADS, UNITS)
    assert refused.value.code == "import.no_score_table"
