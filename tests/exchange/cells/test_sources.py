"""Every way something comes in: files told by their bytes, pastes as Excel writes them, letters of every encoding."""

from __future__ import annotations

import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from models.exchange import cells
from models.rules.errors import BadInput, FileTrouble
from tests.exchange.cells.workbooks import number, packed, workbook

SAMPLES = Path(__file__).parent / "samples"
NAMES = "STT;Đơn vị;Điểm\n1;Sở Y tế;8,5\n2;Hội Nông dân;7\n"


def rows(book: cells.Workbook) -> list[list[str]]:
    return [[cell.text for cell in row] for _, row in book.page().lines()]


@pytest.mark.parametrize(
    ("content", "code", "looks"),
    [
        (b"", "cells.empty_file", None),
        (b" \n ", "cells.empty_file", None),
        (b"%PDF-1.7 ...", "cells.another_kind", "pdf"),
        (b"SQLite format 3\0", "cells.another_kind", "book"),
        (b"PK\x03\x04 cut off", "cells.damaged", None),
        (packed({"anh.jpg": b"x"}), "cells.another_kind", "archive"),
        (packed({"word/document.xml": b"x", "_rels/.rels": b"x"}), "cells.another_kind", "word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "cells.password", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 2000, "cells.damaged", None),
        (b"\x00\x01\x02\x03\xff\xfe", "cells.not_a_workbook", None),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "cells.another_kind", "xml"),
        (b"\x81\x8d\x8f\x90", "cells.encoding", None),
    ],
)
def test_what_is_no_table_is_named(content: bytes, code: str, looks: str | None) -> None:
    with pytest.raises(BadInput) as refused:
        cells.read(content, "thu.xlsx")
    assert (refused.value.code, refused.value.facts.get("looks")) == (code, looks)


def test_a_cut_workbook_and_a_changed_byte_are_refused() -> None:
    content = workbook(f'<row r="1">{number("A1", "1")}</row>' * 50)
    for broken in (content[: len(content) // 2], content[:400] + b"????" + content[404:]):
        with pytest.raises(BadInput):
            cells.read(broken, "thu.xlsx")


def test_a_locked_workbook_asks_for_its_password() -> None:
    content = bytearray(workbook(""))
    with zipfile.ZipFile(BytesIO(bytes(content))) as file:
        at = file.infolist()[0].header_offset
    content[at + 6] |= 1
    directory = bytes(content).index(b"PK\x01\x02")
    content[directory + 8] |= 1
    with pytest.raises(BadInput, match=r"cells\.password"):
        cells.read(bytes(content), "thu.xlsx")


def test_a_bomb_is_stopped_by_what_is_unpacked() -> None:
    bomb = workbook("<row>" + " " * 3_000_000 + "</row>")
    assert len(bomb) < 10_000
    with pytest.raises(BadInput, match=r"cells\.unpacks_too_big"):
        cells.read(bomb, "thu.xlsx", cells.Limits(unpacked=1_000_000))


def test_a_missing_file_is_the_systems_trouble(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match=r"file\.missing"):
        cells.read_file(tmp_path / "khong.xlsx")


def as_windows_writes(letter: str) -> bytes:
    """windows-1258 keeps a letter with its shape, and the tone behind it."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        shaped, tone = unicodedata.normalize("NFD", letter), ""
        for mark in "\u0300\u0301\u0303\u0309\u0323":
            if mark in shaped:
                shaped, tone = shaped.replace(mark, ""), mark
        return (unicodedata.normalize("NFC", shaped) + tone).encode("cp1258")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_csv_in_every_encoding(encoding: str, sign: str) -> None:
    text = NAMES.replace("8,5", '"8,5"').replace(";", sign)
    content = b"".join(map(as_windows_writes, text)) if encoding == "cp1258" else text.encode(encoding)
    book = cells.read(content, "ds.csv")
    assert rows(book) == [["STT", "Đơn vị", "Điểm"], ["1", "Sở Y tế", "8,5"], ["2", "Hội Nông dân", "7"]]
    assert [note.code for note in book.notes] == (["cells.read_as"] if encoding == "cp1258" else [])


def test_csv_in_the_old_font_is_converted_and_says_so() -> None:
    book = cells.read("STT;§¬n vÞ\n1;Së Y tÕ\n2;Héi N«ng d©n".encode("cp1252"), "ds.csv")
    assert rows(book) == [["STT", "Đơn vị"], ["1", "Sở Y tế"], ["2", "Hội Nông dân"]]
    assert book.notes[0].facts["encoding"] == "tcvn3"
    assert book.page().cells[1].flags == cells.OLD_FONT


def test_a_csv_names_its_own_separator_and_keeps_its_addresses() -> None:
    page = cells.read(b"sep=|\na|b,c\n", "ds.csv").page()
    assert [(cell.address, cell.text) for cell in page.cells] == [("A2", "a"), ("B2", "b,c")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Dân vận khéo" năm 2026\t5\n"Học tập"\t6', [['"Dân vận khéo" năm 2026', "5"], ['"Học tập"', "6"]]),
        ('"dòng một\ndòng ""hai"""\t5\nB\t6', [['dòng một\ndòng "hai"', "5"], ["B", "6"]]),
        ('"chưa đóng\t5\nB\t6', [['"chưa đóng', "5"], ["B", "6"]]),
        ('"A\t1\nB"\t2', [['"A', "1"], ['B"', "2"]]),
        ('5" ống\t1\n6" ống\t2', [['5" ống', "1"], ['6" ống', "2"]]),
        ('""\tx\n"\ty', [['""', "x"], ['"', "y"]]),
        ("a\r\nb\r\n", [["a"], ["b"]]),
        ('x\t"một\nhai"', [["x", "một\nhai"]]),
    ],
)
def test_a_paste_is_read_as_excel_writes_it(text: str, expected: list[list[str]]) -> None:
    assert rows(cells.pasted(text)) == expected


def test_two_marks_in_two_lines_do_not_swallow_the_lines_between() -> None:
    assert rows(cells.pasted('"A\t1\nx\t2\nB"\t3')) == [['"A', "1"], ["x", "2"], ['B"', "3"]]


def test_a_paste_past_the_limit_is_refused_before_any_work() -> None:
    with pytest.raises(BadInput, match=r"paste\.too_big"):
        cells.pasted("8,5\t" * 600_000)


def test_html_of_the_clipboard_keeps_cells_merges_and_exact_numbers() -> None:
    book = cells.pasted_html(
        "<html><head><style><!-- .xl65 {font-family:.VnTime, sans-serif; font-weight:700} --></style></head><body>"
        "<table><tr><td rowspan=2>A<br>B</td><td class=xl65>Së Y tÕ</td></tr>"
        '<tr><td sdval="8.33333333333333" sdnum="1033;">8,33</td></tr></table></body></html>'
    )
    page = book.page()
    assert [(cell.address, cell.kind, cell.text) for cell in page.cells] == [
        ("A1", "text", "A\nB"),
        ("B1", "text", "Sở Y tế"),
        ("B2", "number", "8,33333333333333"),
    ]
    assert page.spans == ((0, 0, 1, 0),) and page.cells[1].style.bold
    with pytest.raises(BadInput, match=r"cells\.no_table"):
        cells.pasted_html("<p>không có bảng</p>")


def test_a_page_of_a_portal_called_xls_is_read_by_its_bytes() -> None:
    content = "<html><body><table><tr><td>Sở Y tế</td><td>8,5</td></tr></table></body></html>".encode()
    assert rows(cells.read(content, "baocao.xls")) == [["Sở Y tế", "8,5"]]


@pytest.mark.parametrize("name", ["bang.xls", "bang.ods", "bang.xlsx"])
def test_the_same_table_from_every_kind_of_file(name: str) -> None:
    book = cells.read_file(SAMPLES / name)
    found = [(cell.address, cell.kind, cell.text) for cell in book.page().cells]
    assert found == [
        ("A1", "text", "Đơn vị"), ("B1", "text", "Điểm"), ("C1", "text", "Ngày"),
        ("A2", "text", "Sở Y tế"), ("B2", "number", "8,5"), ("C2", "date", "05/12/2025"),
        ("A3", "text", "Hội Nông dân"), ("B3", "number", "7"), ("C3", "time", "8:30"),
        ("A4", "text", "Cộng"), ("B4", "number", "15,5"),
    ]  # fmt: skip
    if name != "bang.xls":
        hidden = [cell.address for cell in book.page().cells if cell.flags & cells.HIDDEN]
        formulas = [cell.address for cell in book.page().cells if cell.flags & cells.FORMULA]
        assert (hidden, formulas) == (["A3", "B3", "C3"], ["B4"])
        assert dict(book.page().comments) == {(1, 1): "xem lại"}


def content(row: str) -> bytes:
    """An ODS file of one page."""
    body = f"<office:document-content><office:spreadsheet><table:table table:name='A'>{row}</table:table>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": body + "</office:spreadsheet></office:document-content>",
        }
    )


def test_a_formula_of_an_ods_that_failed_is_no_text() -> None:
    """Seen failing: "Err:509" of Calc came in as a note somebody wrote."""
    failed = "table:formula='of:=cmd|x' office:value-type='string' calcext:value-type='error'"
    cell = f"<table:table-cell {failed}><text:p>Err:509</text:p></table:table-cell>"
    (one,) = cells.read(content(f"<table:table-row>{cell}</table:table-row>"), "a.ods").page().cells
    assert (one.kind, one.text) == ("error", "Err:509")


def test_an_ods_of_repeated_rows_is_no_bomb() -> None:
    cell = "<table:table-cell table:number-columns-repeated='16384' office:value-type='float' office:value='1'/>"
    with pytest.raises(BadInput, match=r"cells\.too_big"):
        cells.read(content(f"<table:table-row table:number-rows-repeated='1048576'>{cell}</table:table-row>"), "a.ods")
    empty = "<table:table-row table:number-rows-repeated='1048570'><table:table-cell/></table:table-row>"
    last = "<table:table-row><table:table-cell office:value-type='float' office:value='1'/></table:table-row>"
    assert cells.read(content(empty + last), "a.ods").page().cells[0].address == "A1048571"
