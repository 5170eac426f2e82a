"""Word files: the words of every paper in order, in every family; styles, sections, equal bytes."""

from __future__ import annotations

import itertools
import re
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from models.book.book import Book
from models.rules.errors import BadInput, Refusal
from printing import grid, grid_plan, pdf, sheets
from printing.blocks import Composed, Document, FamilyKey, Paragraph, Running, SheetSet, Table, WideSet
from printing.catalogue import PAPERS, PaperKind, as_pdf
from printing.documents import differences, ranking, score_sheet, summary
from printing.word import file
from tests.printing import contents, papers, said

YEAR = 2025
FAMILIES: tuple[FamilyKey, ...] = ("state", "party", "front", "youth")
WORDED = [kind for kind in PAPERS if kind.word]


def turned(made: Composed, family: FamilyKey) -> Composed:
    """The same paper in another family."""
    match made:
        case Running(documents):
            return Running(tuple(replace(one, family=family) for one in documents))
        case SheetSet(given, title):
            return SheetSet(tuple(replace(one, family=family) for one in given), title)
        case WideSet(tables, title):
            return WideSet(tuple(tuple(replace(one, family=family) for one in each) for each in tables), title)
    return made


def running_pdf(made: Running, folder: Path) -> str:
    """The words of a PDF of running text: page numbers and heads repeated on a new page taken away."""
    whole = []
    for paper in made.documents:
        heads = {said.squeezed("".join(said.table_head(one))) for one in paper.blocks if isinstance(one, Table)}
        for number, page in enumerate(papers.raw_pages(pdf.render(paper), folder), 1):
            text = said.squeezed(page.removeprefix(f"{number} ") if number > 1 else page)
            repeated = [head for head in heads if number > 1 and text.startswith(head)]
            fresh = said.squeezed("".join(whole))
            whole.append(text.removeprefix(max(repeated, key=len)) if repeated and fresh else text)
    return "".join(whole)


@pytest.mark.parametrize("kind", WORDED, ids=lambda kind: kind.key)
def test_every_paper_says_in_pdf_and_word_what_its_blocks_say(
    kind: PaperKind, lived_book: Book, tmp_path: Path
) -> None:
    made = kind.composed(lived_book, year=YEAR)
    assert made == kind.composed(lived_book, year=YEAR)
    for number, family in enumerate(FAMILIES if not isinstance(made, SheetSet) else FAMILIES[:2]):
        one = turned(made, family)
        if number and isinstance(one, Running):  # what differs by family is the furniture, the same on every document
            one = Running(one.documents[:1])
        expected = said.of(one)
        assert said.docx_body(file.render(one)) == expected
        if isinstance(one, Running):
            assert running_pdf(one, tmp_path) == expected
        else:
            drawn = Counter(said.squeezed(" ".join(papers.raw_pages(as_pdf(one), tmp_path))))
            assert not Counter(expected) - drawn, "the PDF lacks letters of its blocks"


@pytest.mark.parametrize("units", [1, 30])
@pytest.mark.parametrize("family", FAMILIES)
def test_papers_of_one_unit_and_of_thirty(family: FamilyKey, units: int, tmp_path: Path) -> None:
    for document in (
        ranking.compose(contents.ranking(family, max(units, 6))),
        differences.compose(contents.differences(family, units)),
    ):
        made = Running((document,))
        assert said.docx_body(file.render(made)) == said.of(made) == running_pdf(made, tmp_path)
    wide = WideSet(((summary.in_detail(contents.summary(units=units, family=family)),),), "Bảng")
    assert said.docx_body(file.render(wide)) == said.of(wide)


@pytest.mark.parametrize("size", [(17, 6, 10, 3), (30, 18, 9, 1)])
def test_the_largest_matrices_are_readable(size: tuple[int, int, int, int]) -> None:
    """17 × 60 × 3 and 30 × 180: no letter below 7 points, in neither renderer."""
    made = WideSet(((summary.in_detail(contents.summary(*size), "A3"),),), "Bảng")
    _matrix, plan = grid_plan.best_of(made.tables[0])
    assert plan.size >= 7
    content = file.render(made)
    sizes = re.findall(r'<w:sz w:val="(\d+)"', zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode())
    assert min(map(int, sizes)) >= 14
    assert said.docx_body(content) == said.of(made)
    assert grid.render_all(made.tables, made.title).startswith(b"%PDF")


def test_sheets_have_a_section_and_a_footer_each(tmp_path: Path) -> None:
    made = SheetSet(score_sheet.compose(contents.score_sheets()), "Phiếu")
    content = file.render(made)
    archive = zipfile.ZipFile(BytesIO(content))
    xml = archive.read("word/document.xml").decode()
    assert xml.count("<w:sectPr") == len(made.sheets)
    assert xml.count('<w:pgNumType w:start="1"/>') == len(made.sheets)
    told = " ".join(said.docx_margins(content))
    for at, sheet in enumerate(made.sheets):
        alone = sheets.render((sheet,), "Phiếu")
        count = len(papers.raw_pages(alone, tmp_path))
        assert count > 1 and f"{sheet.name}. Trang 1/{count}" in told, "of how many as the PDF says it"
        assert f'w:name="het_phieu_{at}"' in xml, "what the footer's field counts by stands at the sheet's end"
    footers = "".join(archive.read(name).decode() for name in archive.namelist() if re.match(r"word/footer\d", name))
    assert {int(one) for one in re.findall(r"PAGEREF het_phieu_(\d+)", footers)} == set(range(len(made.sheets)))
    assert said.docx_body(content) == said.of(made)


def test_tables_repeat_their_heads_and_styles_are_words_own() -> None:
    document = ranking.compose(contents.ranking())
    archive = zipfile.ZipFile(BytesIO(file.render(Running((document, document)))))
    xml = archive.read("word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") == 2
    assert xml.count('<w:pStyle w:val="Title"/>') == 2
    styles = archive.read("word/styles.xml").decode()
    assert "asciiTheme" not in styles.split("<w:styles")[1].split("</w:docDefaults>")[0]
    assert 'w:ascii="Times New Roman"' in styles and 'w:val="vi-VN"' in styles
    for name in archive.namelist():
        if name.endswith(".xml"):
            ElementTree.fromstring(archive.read(name))


def test_the_same_bytes_twice(lived_book: Book) -> None:
    kind = next(one for one in PAPERS if one.key == "phieu-kiem")
    assert kind.make(lived_book, "docx", year=YEAR) == kind.make(lived_book, "docx", year=YEAR)


def test_ballots_have_no_word_file_and_missing_letters_are_refused(lived_book: Book) -> None:
    kind = next(one for one in PAPERS if one.key == "phieu-bau")
    with pytest.raises(BadInput) as refused:
        kind.make(lived_book, "docx", year=YEAR)
    assert refused.value.code == "paper.no_word"
    with pytest.raises(Refusal) as lacking:
        file.render(Running((Document("state", "Tên", (Paragraph("☑"),)),)))
    assert lacking.value.code == "paper.missing_glyph"


def test_every_paper_takes_the_whole_year_as_its_period(lived_book: Book) -> None:
    for kind in PAPERS:
        assert kind.composed(lived_book, year=YEAR, period="nam") == kind.composed(lived_book, year=YEAR)
    kind = next(one for one in PAPERS if one.key == "giay-moi")
    with pytest.raises(BadInput):
        kind.composed(lived_book, year=YEAR, period="6-thang")


def test_sheets_in_frames_are_those_of_the_pdf() -> None:
    """Word's columns are as wide as the PDF's."""
    (one,) = score_sheet.compose(contents.score_sheets(contents.UNITS[:1]))
    frame = sheets.frame(one.form, file.STYLES[one.family])
    widths = [round((right - left) * 20) for left, right in zip(frame.xs, frame.xs[1:], strict=False)]
    xml = zipfile.ZipFile(BytesIO(file.render(SheetSet((one,), "Phiếu")))).read("word/document.xml").decode()
    assert "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) in xml


def test_words_columns_hold_the_longest_points(tmp_path: Path) -> None:
    """Seen failing: "11.044,75" over two lines in Word alone, its columns were measured for points below a hundred."""
    (one,) = score_sheet.compose(contents.score_sheets(contents.UNITS[:1]))
    large = replace(one, cells=tuple(("11.044,75", *cells[1:]) for cells in one.cells))
    shown = sheets.points_shown([large])
    frame = sheets.frame(large.form, file.STYLES[one.family], shown)
    xml = zipfile.ZipFile(BytesIO(file.render(SheetSet((large,), "Phiếu")))).read("word/document.xml").decode()
    widths = [round((right - left) * 20) for left, right in zip(frame.xs, frame.xs[1:], strict=False)]
    assert "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) in xml
    assert widths != [
        round((b - a) * 20) for a, b in itertools.pairwise(sheets.frame(one.form, file.STYLES["state"]).xs)
    ]
