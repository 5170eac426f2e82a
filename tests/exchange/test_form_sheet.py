"""A scoring form as a table: what goes out is read back, and tables as offices write them become the tree they mean."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F

import pytest

from models.exchange import form_sheet
from models.exchange.form_sheet import Guess, address
from models.rules.errors import BadInput
from models.rules.form.scoring import Form, Group, Item, Part
from tests.book.practice import form as practice_form

Rows = list[list[str | Decimal]]


def shape(form: Form) -> list[tuple[str, str, str | None, str]]:
    """Kind, code, parent's code and maximum of every node."""
    codes = {node.key: node.code for node in form.nodes}
    return [
        ("group" if isinstance(node, Group) else "item", node.code, codes.get(node.parent or ""), str(node.max))
        for node in form.nodes
    ]


@pytest.mark.parametrize(("line", "column", "said"), [(0, 0, "A1"), (13, 3, "D14"), (8, 26, "AA9"), (0, 701, "ZZ1")])
def test_a_cell_is_called_as_a_spreadsheet_calls_it(line: int, column: int, said: str) -> None:
    assert address(line, column) == said


def test_the_practice_form_goes_out_and_comes_back() -> None:
    form = practice_form()
    rows: Rows = [list(form_sheet.HEADER), *form_sheet.rows_of(form)]
    found = form_sheet.guess(rows)
    assert found.columns == dict(zip(form_sheet.ROLES, range(8), strict=True))
    read = form_sheet.read(rows, found)
    assert read.doubts == ()
    assert shape(read.form) == shape(form)
    assert read.form.total == 100
    titles = [(node.title, node.scorer, node.evidence, node.rule_text) for node in read.form.nodes]
    assert titles == [(node.title, node.scorer, node.evidence, node.rule_text) for node in form.nodes]
    assert [item.key for item in read.form.items() if item.bonus_only] == ["t.1"]


def test_headings_are_found_by_their_words_wherever_they_stand() -> None:
    rows: Rows = [
        ["BẢNG CHẤM ĐIỂM THI ĐUA NĂM 2025"],
        ["TT", "Nội dung chấm điểm", "Cách tính", "Điểm tối đa", "Điểm trừ", "Cơ quan chấm", "Minh chứng"],
        ["I", "Nhiệm vụ chính trị", "", Decimal(50), "", "", ""],
        ["1", "Nhiệm vụ trọng tâm", "Theo tỷ lệ", Decimal(30), Decimal(5), "Sở Nội vụ", "Báo cáo"],
        ["2", "Nhiệm vụ đột xuất", "", Decimal(20), "", "", ""],
        ["", "Tổng cộng", "", Decimal(50), "", "", ""],
    ]
    found = form_sheet.guess(rows)
    assert found == Guess({"code": 0, "title": 1, "rule": 2, "max": 3, "penalty": 4, "scorer": 5, "evidence": 6}, 2)
    read = form_sheet.read(rows, found)
    assert read.form.total == 50
    item = read.form.items()[0]
    assert (item.rule_text, item.scorer, item.evidence, item.max) == ("Theo tỷ lệ", "Sở Nội vụ", "Báo cáo", 30)
    assert item.parts == (Part("tru", "penalty", "by-hand/1", cap=F(5)),)


TREES: list[tuple[list[str], list[str | None]]] = [
    (["I", "1", "2", "II", "1"], [None, "I", "I", None, "II"]),
    (["A", "I", "1", "a", "b", "2", "II", "B"], [None, "A", "I", "1", "1", "I", "A", None]),
    (["I", "I.1", "I.2", "I.2.1", "II", "II.1"], [None, "I", "I", "I.2", None, "II"]),
    (["1", "1.1", "1.2", "2", "2.1"], [None, "1", "1", None, "2"]),
    (["I", "1", "-", "-", "2"], [None, "I", "1", "1", "I"]),
]


@pytest.mark.parametrize(("codes", "parents"), TREES)
def test_the_tree_follows_the_numbering(codes: list[str], parents: list[str | None]) -> None:
    rows: Rows = [[code, f"Mục {n}", Decimal(1)] for n, code in enumerate(codes)]
    read = form_sheet.read(rows, Guess({"code": 0, "title": 1, "max": 2}))
    by_title = {node.title: node for node in read.form.nodes}
    found = [by_title[f"Mục {n}"] for n in range(len(codes))]
    assert [read.form.node(node.parent).code if node.parent else None for node in found] == parents
    assert len({node.key for node in read.form.nodes}) == len(codes)


def test_doubtful_cells_are_named_with_their_address_and_left_out() -> None:
    rows: Rows = [
        ["Mục", "Nội dung", "Điểm chuẩn"],
        ["1", "Thứ nhất", "đạt"],
        ["2", "", Decimal(5)],
        ["3", "Thứ ba", Decimal(2)],
        ["3", "Thứ tư", "2,5"],
    ]
    read = form_sheet.read(rows, form_sheet.guess(rows))
    assert [(doubt.address, doubt.text, doubt.code) for doubt in read.doubts] == [
        ("C2", "đạt", "import.number_needed"),
        ("B3", "", "import.title_missing"),
        ("A5", "3", "import.code_twice"),
    ]
    assert [item.max for item in read.form.items()] == [None, 2, F("2.5")]


def test_a_line_without_code_and_points_goes_on_with_the_rule_above() -> None:
    rows: Rows = [
        ["1", "Tiết kiệm", Decimal(5)],
        ["", "Thiếu một báo cáo trừ 1 điểm", ""],
        ["", "Trừ không quá 3 điểm", ""],
    ]
    read = form_sheet.read(rows, Guess({"code": 0, "title": 1, "max": 2}))
    assert read.form.items()[0].rule_text == "Thiếu một báo cáo trừ 1 điểm\nTrừ không quá 3 điểm"


@pytest.mark.parametrize("rows", [[], [[""]], [["", "", Decimal(3)]]])
def test_a_table_without_lines_is_refused(rows: Rows) -> None:
    with pytest.raises(BadInput) as refused:
        form_sheet.read(rows, Guess({"code": 0, "title": 1, "max": 2}))
    assert refused.value.code == "import.no_form_rows"


def test_a_form_written_by_hand_keeps_caps_and_fractions_exact() -> None:
    form = Form("f", "F", nodes=(Item("a", "1", "A", max=F("2.125"), bonus_cap=F(1)),))
    assert form_sheet.rows_of(form) == [["1", "A", Decimal("2.125"), Decimal(1), "", "", "", ""]]
