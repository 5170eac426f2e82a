"""A bloc's own Word letter: fields found however Word split them, filled as text, one row repeated; nothing that runs
or fetches is let in, and an unknown field is named."""

from __future__ import annotations

import contextlib
import itertools
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from models.book.book import Book
from models.rules.errors import BadInput
from printing import composing
from printing.content.letters import fields
from printing.word import template
from tests.practice_year import YEAR

OFFERED = [one.name for one in fields.offered()]


def letter(*paragraphs: str, row: tuple[str, ...] = (), header: str = "") -> bytes:
    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    if row:
        table = word.add_table(rows=2, cols=len(row))
        for at, text in enumerate(row):
            table.rows[0].cells[at].text = f"Cột {at}"
            table.rows[1].cells[at].text = text
    if header:
        word.sections[0].header.paragraphs[0].text = header
    return saved(word)


def saved(word: Any) -> bytes:
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def texts(content: bytes) -> list[str]:
    return [one.text for one in docx.Document(BytesIO(content)).paragraphs]


def fill(content: bytes, **values: str) -> bytes:
    return template.fill(
        content, {template.known(name.replace("_", " ")): text for name, text in values.items()}, [], "Thư"
    )


# --- fields ----------------------------------------------------------------------------------------------------------


def test_fields_are_named_with_or_without_marks() -> None:
    found = template.inspect(letter("Kính gửi {{Đơn vị}}", "{{don vi}} và {{ĐIỂM}}", header="{{năm}}"), OFFERED)
    assert {template.known(name) for name in found.fields} == {"don-vi", "diem", "nam"} and found.of_line == ()


@settings(deadline=None, max_examples=40)
@given(cuts=st.lists(st.integers(0, 30), max_size=8))
def test_a_field_is_found_however_its_paragraph_is_split(cuts: list[int]) -> None:
    """Word puts a boundary between any two letters; the look of the first letter's run stays."""
    text = "Gửi {{đơn vị}}, số {{năm}}!"
    word = docx.Document()
    paragraph = word.add_paragraph()
    places = sorted({0, *[min(cut, len(text)) for cut in cuts], len(text)})
    for start, end in itertools.pairwise(places):
        paragraph.add_run(text[start:end])
    content = saved(word)
    assert template.inspect(content, OFFERED).fields == ("đơn vị", "năm")
    assert texts(fill(content, don_vi="Sở A", nam="2025"))[-1] == "Gửi Sở A, số 2025!"


@pytest.mark.parametrize("value", ["A & B <C> \"D\" 'E'", "{{năm}}", "{% x %}", "=1+1", "", "a\nb", "\x00\x0bx"])
def test_a_value_is_text_and_nothing_else(value: str) -> None:
    made = fill(letter("[{{đơn vị}}]"), don_vi=value)
    shown = texts(made)[-1][1:-1]
    assert shown == value.replace("\n", "; ") or ("\x00" in value and "x" in shown and "\x00" not in shown)
    assert zipfile.ZipFile(BytesIO(made)).testzip() is None


def test_one_row_is_repeated_for_each_line() -> None:
    content = letter("Danh sách", row=("{{dòng.stt}}", "{{dòng.đơn vị}} năm {{năm}}", "cố định"))
    found = template.inspect(content, OFFERED)
    assert found.of_line == ("dòng.stt", "dòng.đơn vị") and found.fields == ("năm",)
    lines = [{"dong.stt": str(n), "dong.don-vi": name} for n, name in enumerate(("Sở A", "Sở B", "Sở C"), 1)]
    made = docx.Document(BytesIO(template.fill(content, {"nam": "2025"}, lines, "Thư")))
    (table,) = made.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Cột 0", "Cột 1", "Cột 2"],
        ["1", "Sở A năm 2025", "cố định"],
        ["2", "Sở B năm 2025", "cố định"],
        ["3", "Sở C năm 2025", "cố định"],
    ]
    (empty,) = docx.Document(BytesIO(template.fill(content, {}, [], "Thư"))).tables
    assert [cell.text for cell in empty.rows[1].cells] == ["", " năm ", "cố định"], "no line leaves an empty row"


def refused(content: bytes) -> BadInput:
    with pytest.raises(BadInput) as found:
        template.inspect(content, OFFERED)
    return found.value


def test_what_is_wrong_with_the_fields_is_said() -> None:
    assert refused(letter("Không có gì")).code == "template.no_field"
    unknown = refused(letter("{{đơn vị}} {{mật khẩu}} {{a+b}}"))
    assert (unknown.code, unknown.facts["fields"]) == ("template.unknown_field", "mật khẩu; a+b")
    word = docx.Document(BytesIO(letter(row=("{{dòng.stt}}",))))
    word.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{dòng.điểm}}"
    assert refused(saved(word)).code == "template.two_rows"
    assert refused(letter("{{dòng.điểm}}")).code == "template.line_outside"
    assert refused(b"PK nothing").code == refused(b"").code == "template.not_word"


# --- what is let in --------------------------------------------------------------------------------------------------


def field_code(code: str) -> bytes:
    word = docx.Document(BytesIO(letter("{{năm}}")))
    paragraph = word.add_paragraph()
    middle = len(code) // 2
    kinds = ("begin", code[:middle], code[middle:], "end")
    for kind in kinds:
        inner = (
            f'<w:fldChar w:fldCharType="{kind}"/>' if kind in ("begin", "end") else f"<w:instrText>{kind}</w:instrText>"
        )
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))
    return saved(word)


@pytest.mark.parametrize("code", ["DDEAUTO cmd", "INCLUDETEXT c:/a", "MACROBUTTON x", "includepicture http://x"])
def test_field_codes_that_fetch_or_run_are_refused(code: str) -> None:
    found = refused(field_code(code))
    assert found.code == "template.runs" and code.split()[0].upper() in str(found.facts["what"]).upper()


def test_page_numbers_are_let_in() -> None:
    assert template.inspect(field_code("PAGE \\* MERGEFORMAT"), OFFERED).fields == ("năm",)


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml"])
def test_macros_and_objects_are_refused(name: str) -> None:
    made = BytesIO(letter("{{năm}}"))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, b"0")
    assert refused(made.getvalue()).code == "template.runs"


def test_links_to_files_are_refused_and_that_to_the_own_template_is_cut() -> None:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for kind, target, code in (
        ("hyperlink", "https://sonoivu.gov.vn", None),
        ("hyperlink", "file:///C:/a.exe", "template.runs"),
        ("image", "http://x/a.png", "template.runs"),
        ("attachedTemplate", "file:///C:/Normal.dotm", None),
    ):
        word = docx.Document(BytesIO(letter("{{năm}}")))
        word.part.relate_to(target, f"{kinds}/{kind}", is_external=True)
        content = saved(word)
        if code:
            assert refused(content).code == code, target
        else:
            made = template.fill(content, {"nam": "2025"}, [], "Thư")
            assert ("Normal.dotm" in repr(zipfile.ZipFile(BytesIO(made)).read("word/_rels/document.xml.rels"))) is False


# --- from the book ---------------------------------------------------------------------------------------------------


def test_every_field_is_filled_from_the_practice_year(lived_book: Book) -> None:
    content = letter(
        *[f"{one.name}: {{{{{one.name}}}}}" for one in fields.FIELDS],
        row=tuple(f"{{{{{one.name}}}}}" for one in (fields.NUMBER, *fields.OF_LINE)),
    )
    template.inspect(content, OFFERED)
    made = composing.own_letter(lived_book, YEAR, content, "Thư", unit="td", date=f"{YEAR}-12-05")
    assert made == composing.own_letter(lived_book, YEAR, content, "Thư", unit="td", date=f"{YEAR}-12-05")
    said = dict(line.split(": ", 1) for line in texts(made) if ": " in line)
    assert {name for name, text in said.items() if not text} <= {"cán bộ phụ trách", "giờ họp"}, said
    assert said["đơn vị"] == "Tỉnh đoàn Sông Lành" and said["ngày ký"] == f"ngày 05 tháng 12 năm {YEAR}"
    assert said["điểm"] == "87,35" and said["thứ hạng"] == "8" and said["số đơn vị"] == "09"
    (table,) = docx.Document(BytesIO(made)).tables
    assert len(table.rows) == 1 + 9 and [row.cells[0].text for row in table.rows][1:] == [str(n) for n in range(1, 10)]
    assert "{{" not in "".join(texts(made)) + "".join(cell.text for row in table.rows for cell in row.cells)


# --- what stands in the book is text ---------------------------------------------------------------------------------


def test_a_name_that_looks_like_a_field_is_no_field() -> None:
    """A unit may be called anything: what was put into a field is never looked at again, in a line or outside one."""
    content = letter("Gửi {{đơn vị}}", row=("{{dòng.đơn vị}}", "{{năm}}"))
    values = {template.known("đơn vị"): "{{năm}}", template.known("năm"): "2025"}
    made = template.fill(content, values, [{template.known("dòng.đơn vị"): "Sở {{năm}}"}], "Thư")
    word = docx.Document(BytesIO(made))
    assert texts(made)[-1] == "Gửi {{năm}}"
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["Sở {{năm}}", "2025"]


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"])
@pytest.mark.parametrize("text", ["", "<w:document", "<a>&nope;</a>", "<a/>"])
def test_a_word_file_whose_parts_are_damaged_is_refused_in_words(part: str, text: str) -> None:
    content = letter("Gửi {{đơn vị}}")
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.namelist():
            new.writestr(one, text if one == part else old.read(one))
    with pytest.raises(BadInput) as refused:
        template.inspect(made.getvalue(), OFFERED)
    assert refused.value.code.startswith("template.")


def test_any_byte_of_a_word_file_may_be_damaged() -> None:
    """Read, or refused in words: never a trouble of ours."""
    content = letter("Gửi {{đơn vị}}", row=("{{dòng.đơn vị}}",), header="{{năm}}")
    for place in range(0, len(content), 251):
        damaged = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
        with contextlib.suppress(BadInput):
            template.inspect(damaged, OFFERED)
