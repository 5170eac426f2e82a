"""Workbooks going out: what no spreadsheet would take is said in the cell."""

from __future__ import annotations

import io
from decimal import Decimal

from openpyxl import load_workbook

from models.exchange.workbook_out import Formula, Outgoing, put


def test_a_formula_longer_than_a_spreadsheet_takes_goes_out_as_its_number() -> None:
    out = Outgoing("Bảng", "2025-12-05")
    page = out.page("Bảng")
    long = "=" + "+".join(["1"] * 4_096)
    assert len(long) == 8_192
    put(page, 0, 0, Formula(long, Decimal(4096)))
    put(page, 1, 0, Formula(long + "+1", Decimal(4097)))
    sheet = load_workbook(io.BytesIO(out.content()))["Bảng"]
    assert sheet["A1"].value == long and sheet["A1"].comment is None
    assert sheet["A2"].value == 4097 and "đây là số sổ đã tính" in sheet["A2"].comment.text
