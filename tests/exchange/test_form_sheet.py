"""A scoring form as a table: what goes out is read back as the form it was, by the reader of any table of criteria."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path

import pytest

from models.exchange import cells, form_sheet, spreadsheet
from models.exchange.form_table import form_of, read
from models.rules.form.scoring import Form, Group, Item, Part
from tests.book.practice import form as practice_form


def shape(form: Form) -> list[tuple[str, str, str | None, str]]:
    """Kind, code, parent's code and maximum of every node."""
    codes = {node.key: node.code for node in form.nodes}
    return [
        ("group" if isinstance(node, Group) else "item", node.code, codes.get(node.parent or ""), str(node.max))
        for node in form.nodes
    ]


def taken(text: str) -> Form:
    return form_of(read(cells.pasted(text)))


def test_the_practice_form_goes_out_and_comes_back(tmp_path: Path) -> None:
    form = practice_form()
    path = tmp_path / "bang.xlsx"
    spreadsheet.write(path, "Bảng", form_sheet.HEADER, form_sheet.rows_of(form))
    reading = read(cells.read_file(path))
    assert [column.role for column in reading.columns] == [
        "code", "title", "max", "bonus", "penalty", "scorer", "evidence", "rule"
    ]  # fmt: skip
    back = form_of(reading)
    assert shape(back) == shape(form)
    assert back.total == 100
    titles = [(node.title, node.scorer, node.evidence, node.rule_text) for node in back.nodes]
    assert titles == [(node.title, node.scorer, node.evidence, node.rule_text) for node in form.nodes]
    assert [item.key for item in back.items() if item.bonus_only] == ["t.1"]


def test_columns_become_the_parts_of_an_item() -> None:
    form = taken(
        "BẢNG CHẤM ĐIỂM THI ĐUA NĂM 2025\n"
        "TT\tNội dung chấm điểm\tCách tính\tĐiểm tối đa\tĐiểm trừ\tCơ quan chấm\tMinh chứng\n"
        "I\tNhiệm vụ chính trị\t\t50\t\t\t\n"
        "1\tNhiệm vụ trọng tâm\tTheo tỷ lệ\t30\t5\tSở Nội vụ\tBáo cáo\n"
        "2\tNhiệm vụ đột xuất\t\t20\t\t\t\n"
        "\tTổng cộng\t\t50\t\t\t\n"
    )
    assert form.total == 50
    item = form.items()[0]
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
    """Also where the points hold no sum that could help."""
    lines = [f"{code}\tNội dung {place}\t1" for place, code in enumerate(codes)]
    form = taken("\n".join(["TT\tNội dung\tĐiểm", *lines]))
    said = {node.key: node.code for node in form.nodes}
    assert [said.get(node.parent or "") for node in form.nodes] == parents


def test_numbers_go_out_as_numbers() -> None:
    form = Form("f", "F", nodes=(Item("a", "1", "A", max=F(17, 8), bonus_cap=F(1)),))
    assert form_sheet.rows_of(form) == [["1", "A", Decimal("2.125"), Decimal(1), "", "", "", ""]]
