"""Workbooks and pasted cells come in exactly, or are refused with a code."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from models.exchange import clipboard, spreadsheet
from models.rules.errors import Refusal


def test_numbers_come_in_as_excel_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "điểm.xlsx"
    body = [["I.1", Decimal("8.5"), Decimal("0.1") + Decimal("0.2"), 15, "=1+1", ""]]
    spreadsheet.write(path, "Điểm", ["Mục", "A", "B", "C", "D", "E"], body)
    assert spreadsheet.rows(path) == [
        ["Mục", "A", "B", "C", "D", "E"],
        ["I.1", Decimal("8.5"), Decimal("0.3"), Decimal(15), "=1+1"],
    ]


def test_a_binary_fraction_loses_its_tail(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.worksheets[0].append([0.1 + 0.2, 92.25, 1e6, True, None, "Hội"])
    book.save(tmp_path / "a.xlsx")
    assert spreadsheet.rows(tmp_path / "a.xlsx") == [
        [Decimal("0.3"), Decimal("92.25"), Decimal(1000000), "x", "", "Hội"]
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "cells.empty_file"),
        (b"PK\x03\x04rest", "cells.damaged"),
        (b"%PDF-1.7", "cells.another_kind"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "cells.not_a_workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        spreadsheet.rows(path)
    assert refused.value.code == code


def test_pasted_cells() -> None:
    text = 'Tên\tĐiểm\r\n"Hội\nNông dân"\t8,5\r\n"nói ""được"""\t-\r\n\t\r\n'
    assert clipboard.cells(text) == [["Tên", "Điểm"], ["Hội\nNông dân", "8,5"], ['nói "được"', "-"]]


def test_cells_go_out_and_come_back() -> None:
    rows = [["a", "b\tc"], ['d"e', "f\ng"]]
    assert clipboard.cells(clipboard.text(rows)) == rows


def test_ten_megabytes_are_refused_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        clipboard.cells("8,5\t" * 2_500_000)
    assert refused.value.code == "paste.too_big"
