"""Scores from a page: every way a table may stand, and every cell of it in the account exactly once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from models.exchange import cells
from models.exchange.cells.delimited import page_of
from models.exchange.cells.model import LIMITS, Watch
from models.exchange.cells.place import Budget
from models.exchange.score_sheet import Known, ReadScores, read
from models.rules.errors import BadInput
from models.rules.number.points import parse_points
from tests.exchange.cells.workbooks import number, text, workbook

HEADS = {"I.1": "I.1", "I.2": "I.2", "I.3": "I.3", "I.3 +": "I.3 +", "Nhiệm vụ trọng tâm": "I.1"}
UNITS = {
    "Thanh tra tỉnh": "ttr",
    "Thanh tra tỉnh Sông Lành": "ttr",
    "Tỉnh đoàn": "td",
    "Hội Nông dân tỉnh": "hnd",
    "Ủy ban nhân dân xã An Hòa": "ahx",
    "Ủy ban nhân dân phường An Hòa": "ahp",
}
KNOWN = Known(HEADS, UNITS, {head: Decimal(20) for head in HEADS})


def keyboard(unit: str, head: str, typed: str) -> object:
    return parse_points(typed, Fraction(0))


def of_book(book: cells.Workbook, answers: Mapping[str, str] | None = None) -> tuple[ReadScores, list[tuple[str, ...]]]:
    """What was read; that every cell ended is asked each time."""
    found = read(book, book.page(), KNOWN, answers)
    passed = [(each.unit, each.head, each.text, each.address) for each in found.settle(keyboard)]
    counted = found.account.counted()
    assert sum(counted.values()) == found.account.cells == sum(len(page.cells) for page in book.pages)
    return found, passed


def of_rows(
    rows: list[list[str]], answers: Mapping[str, str] | None = None
) -> tuple[ReadScores, list[tuple[str, ...]]]:
    page = page_of(rows, "Bảng", Budget("", LIMITS), Watch())
    return of_book(cells.Workbook("t", "text", (page,)), answers)


def of_xml(rows: str, **more: str) -> tuple[ReadScores, list[tuple[str, ...]]]:
    return of_book(cells.read(workbook(rows, **more), "t.xlsx"))


def reasons(found: ReadScores) -> dict[str, list[str]]:
    return {why: [cell.address for _, cell in those] for why, those in found.account.ignored().items()}


def refusals(found: ReadScores) -> dict[str, str]:
    return {one.cell.address: one.refusal.code for one in found.account.of(found.page).refused}


def test_an_upright_table_with_titles_numbers_and_totals() -> None:
    found, passed = of_rows(
        [
            ["BẢNG TỔNG HỢP ĐIỂM", "", "", "", ""],
            ["STT", "Đơn vị", "I.1", "I.3 +", "Ghi chú"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["1", "1. Thanh tra tỉnh", "14,5", "0.6", "họp"],
            ["2", "Sở Không Có", "9", "", ""],
            ["", "Tổng cộng", "23,5", "0,6", ""],
        ]
    )
    assert passed == [("ttr", "I.1", "14,5", "C4"), ("ttr", "I.3 +", "0.6", "D4")]
    assert reasons(found) == {
        "title": ["A1"],
        "other-column": ["A2", "B2", "E2", "A4", "E4"],
        "column-numbers": ["A3", "B3", "C3", "D3", "E3"],
        "unknown-unit": ["A5", "B5", "C5"],
        "total": ["B6", "C6", "D6"],
    }
    assert found.choices == ()


def test_a_turned_table() -> None:
    _, passed = of_rows(
        [
            ["Mục", "Nội dung", "Thanh tra tỉnh", "Tỉnh đoàn"],
            ["I.1", "Nhiệm vụ trọng tâm", "12", "11"],
            ["I.2", "Nhiệm vụ đột xuất", "5", "3,5"],
        ]
    )
    assert sorted(passed) == [
        ("td", "I.1", "11", "D2"),
        ("td", "I.2", "3,5", "D3"),
        ("ttr", "I.1", "12", "C2"),
        ("ttr", "I.2", "5", "C3"),
    ]


def test_a_table_of_other_things_is_refused() -> None:
    with pytest.raises(BadInput, match=r"import\.no_score_table"):
        of_rows([["Ngày", "Việc"], ["05/12/2025", "Họp"]])


def test_codes_that_are_numbers_are_not_found_in_the_data() -> None:
    known = Known({"1": "1", "2": "2"}, UNITS)
    page = page_of([["Đơn vị", "1", "2"], ["Tỉnh đoàn", "2", "1"]], "", Budget("", LIMITS), Watch())
    found = read(cells.Workbook("t", "text", (page,)), page, known)
    assert [(each.head, each.text) for each in found.cells] == [("1", "2"), ("2", "1")]


def test_a_code_typed_as_a_number_may_be_two_items_and_is_asked_place_by_place() -> None:
    """Seen failing: the points of 1.10, which a spreadsheet keeps as the number 1.1, became those of 1.1."""
    heads = {code: code for code in ("1.1", "1.2", "1.10")}
    known = Known(heads, UNITS, {})

    def of(first: str, answers: Mapping[str, str] | None = None) -> tuple[ReadScores, list[tuple[str, str, str]]]:
        """A heading of B1 as told, then the numbers 1.2 and 1.1."""
        above = text("A1", "Đơn vị") + first + number("C1", "1.2") + number("D1", "1.1")
        below = text("A2", "Tỉnh đoàn") + number("B2", "5") + number("C2", "6") + number("D2", "7")
        book = cells.read(workbook(f'<row r="1">{above}</row><row r="2">{below}</row>'), "t.xlsx")
        found = read(book, book.page(), known, answers)
        passed = [(each.unit, each.head, each.text) for each in found.settle(keyboard)]
        assert sum(found.account.counted().values()) == found.account.cells
        return found, passed

    found, passed = of(number("B1", "1.1"))
    assert passed == [("td", "1.2", "6")]
    assert [(one.key, one.options) for one in found.choices] == [
        ("heading:1.1@b1", ("1.1", "1.10")),
        ("heading:1.1@d1", ("1.1", "1.10")),
    ]
    found, passed = of(number("B1", "1.1"), {"heading:1.1@b1": "1.1", "heading:1.1@d1": "1.10"})
    assert passed == [("td", "1.1", "5"), ("td", "1.2", "6"), ("td", "1.10", "7")]
    assert [one.chosen for one in found.choices] == ["1.1", "1.10"]
    assert of(text("B1", "1.10"))[1] == [("td", "1.10", "5"), ("td", "1.2", "6"), ("td", "1.1", "7")]
    found, passed = of(text("B1", "1.1"))
    assert passed == [("td", "1.1", "5"), ("td", "1.2", "6")]
    assert [one.options for one in found.choices] == [("1.10",)], "1.1 has its column; whether this is 1.10 is asked"


def test_what_is_nearly_known_is_offered_and_an_answer_is_used() -> None:
    rows = [["Đơn vị", "I.1", "I.2 (đột xuất)"], ["Hội Nông dân", "9", "8"], ["Tỉnh đoàn", "7", "6"]]
    found, passed = of_rows(rows)
    assert [(one.kind, one.text, one.options) for one in found.choices] == [
        ("heading", "I.2 (đột xuất)", ("I.2",)),
        ("unit", "Hội Nông dân", ("hnd",)),
    ]
    assert passed == [("td", "I.1", "7", "B3")]
    assert reasons(found)["unknown-heading"] == ["C1", "C3"]
    _, passed = of_rows(rows, {"unit:hoi nong dan": "hnd", "heading:i.2 (dot xuat)": "I.2"})
    assert {one[3] for one in passed} == {"B2", "C2", "B3", "C3"}
    found, passed = of_rows(rows, {"unit:hoi nong dan": "", "heading:i.2 (dot xuat)": ""})
    assert [(one.text, one.chosen) for one in found.choices] == [("I.2 (đột xuất)", ""), ("Hội Nông dân", "")]
    assert len(passed) == 1 and "not-chosen" in reasons(found)


def test_a_commune_is_never_offered_a_ward_of_the_same_name() -> None:
    found, _ = of_rows([["Đơn vị", "I.1"], ["xã An Hòa", "9"], ["phường An Hòa", "8"], ["An Hòa", "7"]])
    offered = {one.text: one.options for one in found.choices}
    assert offered == {"xã An Hòa": ("ahx",), "phường An Hòa": ("ahp",), "An Hòa": ("ahx", "ahp")}


def test_a_unit_twice_is_a_conflict_until_somebody_chooses() -> None:
    rows = [["Đơn vị", "I.1", "I.2"], ["Tỉnh đoàn", "9", "5"], ["Tỉnh Đoàn", "8", "5"]]
    found, passed = of_rows(rows)
    (choice,) = found.choices
    assert (choice.kind, choice.options) == ("unit-twice", ("A2", "A3"))
    assert passed == [("td", "I.2", "5", "C2")]
    assert refusals(found) == {"B2": "cells.conflict", "B3": "cells.conflict"}
    assert reasons(found)["repeated-value"] == ["C3"]
    found, passed = of_rows(rows, {choice.key: "A3"})
    assert ("td", "I.1", "8", "B3") in passed and reasons(found)["not-chosen"] == ["B2"]
    assert found.choices[0].chosen == "A3"


def test_two_columns_of_one_heading_are_a_conflict() -> None:
    rows = [["Đơn vị", "I.1", "Nhiệm vụ trọng tâm"], ["Tỉnh đoàn", "9", "8"]]
    found, passed = of_rows(rows)
    assert [(one.kind, one.options) for one in found.choices] == [("heading-twice", ("B1", "C1"))]
    assert passed == []
    _, passed = of_rows(rows, {"heading-twice:I.1": "C1"})
    assert passed == [("td", "I.1", "8", "C2")]


def test_a_second_cell_of_one_address_is_a_conflict() -> None:
    found, _ = of_xml(
        f'<row r="1">{text("A1", "Đơn vị")}{text("B1", "I.1")}</row>'
        f'<row r="2">{text("A2", "Tỉnh đoàn")}{number("B2", "9")}{number("B2", "8")}</row>'
    )
    assert found.choices[0].kind == "cell-twice" and set(refusals(found).values()) == {"cells.conflict"}


def test_hidden_covered_and_uncounted_cells_are_left_out_by_name() -> None:
    head = f'<row r="1">{text("A1", "Đơn vị")}{text("B1", "I.1")}{text("C1", "I.2")}{text("D1", "I.3")}</row>'
    found, passed = of_xml(
        f'{head}<row r="2">{text("A2", "Tỉnh đoàn")}{number("B2", "9")}<c r="C2"><f>B2</f></c>{number("D2", "3")}</row>'
        f'<row r="3" hidden="1">{text("A3", "Thanh tra tỉnh")}{number("B3", "8")}</row>'
        f'<row r="4">{text("A4", "Hội Nông dân tỉnh")}{number("B4", "7")}{number("C4", "6")}</row>',
        before='<cols><col min="4" max="4" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="B4:C4"/></mergeCells>',
    )
    assert passed == [("td", "I.1", "9", "B2")]
    assert reasons(found) == {
        "other-column": ["A1"],
        "uncached": ["C2"],
        "hidden-column": ["D2"],
        "hidden-row": ["B3"],
        "covered": ["C4"],
    }
    assert refusals(found) == {"B4": "cells.spread"}


def test_a_hidden_line_that_says_otherwise_is_a_conflict() -> None:
    found, _ = of_xml(
        f'<row r="1">{text("A1", "Đơn vị")}{text("B1", "I.1")}</row>'
        f'<row r="2" hidden="1">{text("A2", "Tỉnh đoàn")}{number("B2", "9")}</row>'
        f'<row r="3">{text("A3", "Tỉnh đoàn")}{number("B3", "8")}</row>'
    )
    assert [one.kind for one in found.choices] == ["unit-twice"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (number("B2", "45785"), "cells.maybe_day"),
        (number("B2", "45785", 1), "cells.is_moment"),
        (number("B2", "0.354166666666667", 2), "cells.is_moment"),
        (number("B2", "0.85", 3), "cells.is_percent"),
        ('<c r="B2" t="b"><v>1</v></c>', "cells.is_boolean"),
        ('<c r="B2" t="e"><v>#REF!</v></c>', "cells.is_error"),
        (text("B2", "1.000 điểm"), "number.not_a_number"),
        (text("B2", "1.234"), "number.ambiguous"),
    ],
)
def test_what_is_no_number_of_points_is_named(cell: str, code: str) -> None:
    found, passed = of_xml(
        f'<row r="1">{text("A1", "Đơn vị")}{text("B1", "I.1")}</row><row r="2">{text("A2", "Tỉnh đoàn")}{cell}</row>',
        styles='<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="9"/></cellXfs>',
    )
    assert (passed, refusals(found)) == ([], {"B2": code})


def test_a_second_table_and_a_repeated_heading() -> None:
    found, passed = of_rows(
        [
            ["Đơn vị", "I.1", "I.2"],
            ["Tỉnh đoàn", "9", "8"],
            ["Đơn vị", "I.1", "I.2"],
            ["Thanh tra tỉnh", "7", "6"],
            ["Đơn vị", "I.2", "I.1"],
            ["Hội Nông dân tỉnh", "5", "4"],
        ]
    )
    assert [one[3] for one in passed] == ["B2", "C2", "B4", "C4"]
    assert reasons(found)["repeated-heading"] == ["A3", "B3", "C3"]
    assert reasons(found)["second-table"] == ["A5", "B5", "C5", "A6", "B6", "C6"]


def test_a_line_of_two_units_is_refused_whole() -> None:
    found, _ = of_rows([["Đơn vị", "I.1", ""], ["Tỉnh đoàn", "9", "Thanh tra tỉnh"], ["Tỉnh đoàn", "9", ""]])
    assert set(refusals(found)) == {"A2", "B2", "C2"}


def test_other_pages_are_counted() -> None:
    first = page_of([["Đơn vị", "I.1"], ["Tỉnh đoàn", "9"]], "A", Budget("", LIMITS), Watch())
    second = page_of([["ghi", "gì đó"]], "B", Budget("", LIMITS), Watch())
    found, _ = of_book(cells.Workbook("t", "text", (first, second)))
    assert reasons(found)["other-page"] == ["A1", "B1"]


def test_a_cell_cannot_end_twice() -> None:
    found, _ = of_rows([["Đơn vị", "I.1"], ["Tỉnh đoàn", "9"]])
    account = found.account.of(found.page)
    with pytest.raises(RuntimeError):
        account.ignore(found.page.cells[0], "blank")


def test_tables_beside_each_other_keep_their_units() -> None:
    """Seen failing: points beside the name of somebody else's unit became those of ours on the left."""
    heads = ["Đơn vị", "I.1", "", "Đơn vị", "I.2"]
    found, passed = of_rows([heads, ["Tỉnh đoàn", "1", "", "Sở Lạ", "2"], ["Tỉnh đoàn B", "3", "", "Tỉnh đoàn", "4"]])
    assert passed == [("td", "I.1", "1", "B2"), ("td", "I.2", "4", "E3")]
    assert {"D2", "E2", "A3", "B3"} <= set(reasons(found)["unknown-unit"])
    _, passed = of_rows([["Đơn vị", "I.1", "", "Đơn vị", "I.1"], ["Tỉnh đoàn", "1", "", "Thanh tra tỉnh", "2"]])
    assert passed == [("td", "I.1", "1", "B2"), ("ttr", "I.1", "2", "E2")]
