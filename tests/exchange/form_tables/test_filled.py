"""Sheets that units filled: every score arrives or is named, a blank is never 0, no other unit's is taken."""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from models.exchange import cells
from models.exchange.form_table import FormReading, read
from models.exchange.form_table.document import scores_document
from ui.words.form_table_words import asked_words, option_words

MEMBERS = Path(__file__).parent / "members"
EXPECTED: dict[str, dict[str, Any]] = json.loads((MEMBERS / "expected.json").read_text(encoding="utf-8"))
NAMED = {("m6-chu-va-cong-thuc", 11), ("m6-chu-va-cong-thuc", 13)}
"""Lines where the sheet holds words for points."""


def reading_of(name: str) -> FormReading:
    return read(cells.read_file(MEMBERS / f"{name}.xlsx"), filled=True)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_score_arrives_or_is_named(name: str) -> None:
    reading, wanted = reading_of(name), EXPECTED[name]
    pages = {node.place: node.page for node in reading.nodes()}
    found: dict[tuple[str, int, str], Fraction] = defaultdict(Fraction)
    for score in reading.scores:
        found[pages[score.place], score.place.line + 1, score.kind] += score.amount
    for page, row, kind, points in wanted["scores"]:
        arrived = found.pop((page, row, kind), None)
        if arrived is None and points == "0":
            arrived = found.pop((page, row, "penalty"))  # nothing taken off
        assert arrived == Fraction(points), (page, row, kind)
    assert not found
    assert (reading.unit, reading.unit_cell) == (wanted["unit"], wanted["unit_cell"])
    assert sum(reading.account.counted().values()) == reading.account.cells
    assert reading.scored_total == (None if wanted["total"] is None else Fraction(wanted["total"])) or name[:2] == "m6"


@pytest.mark.parametrize("name", EXPECTED)
def test_a_blank_is_said_and_a_word_is_refused_with_its_address(name: str) -> None:
    reading, wanted = reading_of(name), EXPECTED[name]
    blank = {each["row"] for each in scores_document(reading)["blank"]}
    assert blank == {row for _, row in wanted["blank"]}
    refused = {each.cell.line + 1 for ours in reading.account.pages.values() for each in ours.refused}
    assert refused == {row for sheet, row in NAMED if sheet == name}


def test_more_than_the_standard_is_marked() -> None:
    over = [score.cell.address for score in reading_of("m6-chu-va-cong-thuc").scores if score.over]
    assert over == ["D8"]


def test_without_being_asked_a_form_takes_no_scores() -> None:
    reading = read(cells.read_file(MEMBERS / "m1-libreoffice.xlsx"))
    assert reading.scores == () and "score-column" in reading.account.left_out()


def filled(*rows: str) -> FormReading:
    return read(cells.pasted("\n".join(row.replace("|", "\t") for row in rows)), filled=True)


def test_the_unit_may_stand_beside_its_label() -> None:
    rows = "1. Dạy học|60|58", "2. Đoàn thể|40|39"
    found = filled("Tên đơn vị|Trường Tiểu học Ba Vì", "Tiêu chí|Điểm tối đa|Trường tự chấm", *rows)
    assert found.unit == "Trường Tiểu học Ba Vì"
    named = "Phiếu chấm điểm của Ban Quản lý khu kinh tế năm 2026|", "Tiêu chí|Điểm tối đa|Tự chấm"
    assert filled(*named, *rows).unit == "Ban Quản lý khu kinh tế"
    assert filled("Xã Đồng Tâm tự chấm điểm thi đua|", named[1], *rows).unit == "Xã Đồng Tâm"
    assert filled("Phiếu chấm điểm của khối thi đua số 2|", named[1], *rows).unit == ""
    assert filled("Chi nhánh: Hòa Bình|", "Tiêu chí|Điểm tối đa|Tự chấm", *rows).unit == "Hòa Bình"


def test_what_was_reached_is_no_score_where_a_column_of_points_stands_beside_it() -> None:
    found = filled(
        "STT|Chỉ tiêu|Điểm chuẩn|Thực hiện (%)|Điểm thẩm định|Điểm đạt",
        "1|Huy động vốn|60|105|58|60",
        "2|Dư nợ|40|90|35|36",
    )
    assert [(score.cell.address, score.kind) for score in found.scores] == [
        ("E2", "review"),
        ("F2", "self"),
        ("E3", "review"),
        ("F3", "self"),
    ]
    assert found.account.left_out()["score-column"] == 5  # three headings, two results


def test_points_of_a_section_with_a_heading_of_its_own_are_bonuses() -> None:
    found = filled(
        "STT|Nội dung|Điểm chuẩn|Điểm tự chấm",
        "1|Việc một|100|97",
        "|Cộng|100|97",
        "|||",
        "Điểm thưởng|||",
        "STT|Nội dung|Điểm cộng tối đa|Điểm tự chấm",
        "1|Sáng kiến|5|3",
    )
    assert [(score.cell.address, score.kind, score.amount) for score in found.scores] == [
        ("D2", "self", 97),
        ("D7", "bonus", 3),
    ]


def test_points_of_how_many_are_read_where_the_whole_is_the_standard() -> None:
    reading = filled("TT|Nội dung|Điểm chuẩn|Tự chấm", "1|Quỹ|30|28/30", "2|Sổ|2|1/2", "3|Kho|68|60/70", "|Tổng|100|")
    assert [(score.cell.address, score.amount) for score in reading.scores] == [("D2", 28)]
    refused = [each.cell.address for ours in reading.account.pages.values() for each in ours.refused]
    assert refused == ["D3", "D4"]


def test_points_of_how_many_under_a_bonus_or_a_penalty_are_named_and_not_taken() -> None:
    reading = filled("TT|Nội dung|Điểm chuẩn|Tự chấm|Điểm cộng|Điểm trừ", "1|Quỹ|30|28/30|2/30|28/30", "2|Sổ|70|60||")
    assert [(score.cell.address, score.kind, score.amount) for score in reading.scores] == [
        ("D2", "self", 28),
        ("D3", "self", 60),
    ]
    assert [each.cell.address for ours in reading.account.pages.values() for each in ours.refused] == ["E2", "F2"]


def test_where_the_standard_stands_in_the_titles_columns_behind_the_points_are_a_units() -> None:
    reading = filled(
        "TT|Nội dung (điểm chuẩn)|Điểm tự chấm|Điểm cộng|Điểm trừ",
        "1|Tổ chức (60 điểm)|58|2|",
        "2|Vay vốn (40 điểm)|40||1",
        "|Tổng cộng (100 điểm)|98|2|1",
    )
    got = [(score.kind, score.amount) for score in reading.scores]
    assert got == [("self", 58), ("bonus", 2), ("self", 40), ("penalty", 1)]
    assert [node.max for node in reading.nodes()] == [60, 40]


def test_last_years_points_are_no_scores() -> None:
    reading = filled(
        "TT|Nội dung|Điểm chuẩn|Điểm năm trước|Tự chấm", "1|Quỹ|60|50|58", "2|Sổ|40|40|39", "|Tổng|100|90|97"
    )
    assert [(score.kind, score.amount) for score in reading.scores] == [("self", 58), ("self", 39)]


LONG = ["9" * 5_000, "28/" + "9" * 5_000, "9" * 5_000 + "/30", "1" + ".000" * 2_000, "1," + "9" * 5_000]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_a_number_of_any_length_is_refused_by_its_cell(text: str) -> None:
    """Seen failing: more digits than Python turns into a number ended the reading."""
    reading = filled("TT|Nội dung|Điểm chuẩn|Tự chấm", f"1|Quỹ|30|{text}", "2|Sổ|70|60", f"|Tổng|100|{text}")
    refused = [each.cell.address for ours in reading.account.pages.values() for each in ours.refused]
    assert refused == ["D2", "D4"]
    assert [score.amount for score in reading.scores] == [60] and reading.scored_total is None


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
@pytest.mark.parametrize("row", ["1|Quỹ|{}|28", "1|Quỹ ({} điểm)||28", "{}|Quỹ|30|28", "1|Quỹ tối đa {} điểm|30|28"])
def test_no_number_however_long_ends_the_reading(text: str, row: str) -> None:
    reading = filled("TT|Nội dung|Điểm chuẩn|Tự chấm", row.format(text), "2|Sổ|70|60", f"|Tổng ({text} điểm)|100|88")
    assert 60 in [score.amount for score in reading.scores]
    assert all(node.max is None or node.max < 10**9 for node in reading.nodes())


@pytest.mark.parametrize(("said", "total"), [("95/100", 95), ("95,5 / 100 điểm", Fraction("95.5")), ("95/90", None)])
def test_the_total_is_read_as_an_item_is(said: str, total: Fraction | None) -> None:
    reading = filled("TT|Nội dung|Điểm chuẩn|Tự chấm", "1|Quỹ|30|28/30", "2|Sổ|70|67", f"|Tổng|100|{said}")
    assert reading.scored_total == total
    refused = [each.cell.address for ours in reading.account.pages.values() for each in ours.refused]
    assert refused == ([] if total is not None else ["D4"])


def test_last_years_points_are_no_scores_whatever_stands_beside_them() -> None:
    rows = "1|Quỹ|60|50|58", "2|Sổ|40|40|39"
    for other in ("Điểm tự chấm năm trước", "Điểm cộng năm trước", "Tự chấm kỳ trước"):
        both = filled(f"TT|Nội dung|Điểm chuẩn|{other}|Điểm tự chấm năm nay", *rows)
        assert [(score.cell.address, score.kind) for score in both.scores] == [("E2", "self"), ("E3", "self")]


def weighted_sheet(
    total: float | None, weights: tuple[float, ...] = (0.4, 0.35, 0.25), shows: str = "0%"
) -> FormReading:
    """Three items of 10 points with weights, filled with 9, 8 and 10 points, and what its total says they come to."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["STT", "Chỉ tiêu", "Tỷ trọng", "Điểm tối đa", "Điểm tự chấm", "Điểm quy đổi"])
    for n, (title, weight, points) in enumerate(
        zip(("Doanh số", "Thu nợ", "Khách hàng mới"), weights, (9, 8, 10), strict=True), 1
    ):
        sheet.append([n, title, weight, 10, points, ""])
        sheet.cell(n + 1, 3).number_format = shows
    sheet.append(["", "Tổng cộng", "", "", 27, total])
    out = BytesIO()
    book.save(out)
    return read(cells.read(out.getvalue(), "kpi.xlsx"), filled=True)


@pytest.mark.parametrize(
    ("total", "weights", "shows", "way", "counts"),
    [
        (8.9, (0.4, 0.35, 0.25), "0%", "percent", ["3.6", "2.8", "2.5"]),
        (89, (0.4, 0.35, 0.25), "0%", "share", ["36", "28", "25"]),
        (44, (2, 2, 1), "General", "factor", ["18", "16", "10"]),
    ],
)
def test_the_total_of_a_sheet_proves_how_weights_turn_into_points(
    total: float, weights: tuple[float, ...], shows: str, way: str, counts: list[str]
) -> None:
    """Seen failing: nothing was said of what the points of a sheet with weights count for."""
    reading = weighted_sheet(total, weights, shows)
    said = scores_document(reading)
    assert (reading.weighing, said["weighing"]) == (way, way)
    assert [one["counts"] for one in said["scores"] if one["kind"] == "self"] == counts
    assert "weighing" not in {asked.code for asked in reading.questions}


@pytest.mark.parametrize("total", [None, 27, 50])
def test_a_total_that_proves_nothing_lets_the_weights_be_asked(total: float | None) -> None:
    reading = weighted_sheet(total)
    (asked,) = (one for one in reading.questions if one.code == "weighing")
    assert reading.weighing == "" and scores_document(reading)["weighing"] is None
    assert not any("counts" in one for one in scores_document(reading)["scores"])
    assert asked.options == ("share", "percent", "factor") and all(
        option_words(asked.code, one) for one in asked.options
    )
    assert "Tỷ trọng" in asked_words(asked)


def test_a_sheet_without_weights_speaks_of_none() -> None:
    reading = reading_of("m1-libreoffice")
    assert reading.weighing is None and "weighing" not in scores_document(reading)
