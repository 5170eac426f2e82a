"""What a văn thư looks at first, on every paper of the practice bloc: margins, sizes, top, numbers of pages, end, and
which paragraph is which."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book.book import Book
from printing import laid
from printing.blocks import (
    Composed,
    Document,
    Paragraph,
    Running,
    SheetSet,
    Table,
    Title,
    WideSet,
)
from printing.catalogue import PAPERS, PaperKind, as_pdf
from tests.printing import looked, papers

YEAR, MM = 2025, 72 / 25.4
ON_PAGES = [kind for kind in PAPERS if kind.word]


def documents(kind: PaperKind, book: Book) -> tuple[Document, ...]:
    made = kind.composed(book, year=YEAR)
    return made.documents if isinstance(made, Running) else ()


def _unit(kind: PaperKind) -> str:
    """A unit the paper has something to say of."""
    return "vpub" if kind.key == "bao-cao-thanh-tich" else "td"


@pytest.mark.parametrize("kind", ON_PAGES, ids=lambda kind: kind.key)
def test_a_page_keeps_its_rules(kind: PaperKind, lived_book: Book, tmp_path: Path) -> None:
    made = kind.composed(lived_book, year=YEAR, **({"unit": _unit(kind)} if "unit" in kind.needs else {}))
    assert not looked.faults(made, tmp_path)


@pytest.mark.parametrize("kind", ON_PAGES, ids=lambda kind: kind.key)
def test_every_paragraph_has_a_key_of_its_own(kind: PaperKind, lived_book: Book) -> None:
    for paper in documents(kind, lived_book):
        keys = Counter(block.key for block in paper.blocks if isinstance(block, Paragraph))
        assert "" not in keys and (not keys or max(keys.values()) == 1), keys


# --- what a table and a title must not do ----------------------------------------------------------------------------

LEADING = {"của", "và", "về", "cho", "tại", "với", "năm", "số", "ngày", "tháng"}
POINTS = re.compile(r"[+−-]?\d+(?:,(\d+))?[*]?")


def columns_of(made: Composed, by_rows: bool = False) -> Iterator[tuple[str, list[str]]]:
    """Columns of points, each with what it is called: centred ones of tables, those of sheets and wide tables."""
    match made:
        case Running(given):
            for paper in given:
                for table in (one for one in paper.blocks if isinstance(one, Table)):
                    plain = [row for row in table.rows if len(row.cells) == len(table.columns)]
                    for at, column in enumerate(table.columns):
                        if column.align == "center":
                            cells = [row.cells[at] for row in plain]
                            yield column.title, [str(getattr(one, "content", one)) for one in cells]
        case SheetSet(sheets):
            for sheet in sheets:
                for at, name in enumerate(sheet.form.point_columns):
                    yield name, [line[at] for line in sheet.cells]
                yield "Điểm chuẩn", [row.maximum for row in sheet.form.rows]
        case WideSet(tables) if by_rows:  # a row asks for one figure of all units; the standards stand in a column
            for matrix in (one for each in tables for one in each):
                for row in matrix.rows:
                    yield row.lead[0], [text for cells in row.cells for text in cells]
                for at, lead in enumerate(matrix.lead):
                    if at and not lead.flexible:
                        yield lead.title, [row.lead[at] for row in matrix.rows]
        case WideSet(tables):
            for matrix in (one for each in tables for one in each):
                rows = [row for row in matrix.rows if row.kind != "total" or "," in "".join(map("".join, row.cells))]
                for block, of in enumerate(matrix.blocks):
                    for at, name in enumerate(of.columns):
                        yield f"{of.title} {name}", [row.cells[block][at] for row in rows if len(row.cells[block]) > at]


@pytest.mark.parametrize("kind", ON_PAGES, ids=lambda kind: kind.key)
def test_decimals_are_alike_within_a_column(kind: PaperKind, lived_book: Book) -> None:
    for name, texts in columns_of(kind.composed(lived_book, year=YEAR), kind.by_rows):
        found = [one for text in texts if (one := POINTS.fullmatch(text))]
        assert len({len(one[1] or "") for one in found}) <= 1, (name, [one[0] for one in found])


@pytest.mark.parametrize("kind", ON_PAGES, ids=lambda kind: kind.key)
def test_no_line_of_a_title_ends_with_a_word_that_leads_on(kind: PaperKind, lived_book: Book) -> None:
    for paper in documents(kind, lived_book):
        for block in paper.blocks:
            if isinstance(block, Title):
                lines = [line.text.replace("\u00a0", " ") for line in laid.title(paper.family, block, 165 * MM)]
                for line, after in itertools.pairwise(lines):
                    end = line.split(" ")[-1].lower()
                    within = any(after.startswith(one) for one in (*block.summary, *block.remarks))
                    assert end not in LEADING or within, lines
                    last, first = line.split(" ")[-1], after.split(" ")[0]
                    assert f"{last} {first}".upper() not in laid.JOINED or within, lines


@pytest.mark.parametrize("kind", ON_PAGES, ids=lambda kind: kind.key)
def test_a_mark_of_an_estimate_stands_with_what_it_means(kind: PaperKind, lived_book: Book, tmp_path: Path) -> None:
    """No figure is marked on a paper that does not say why, and nothing is said of a mark that is on no figure."""
    text = " ".join(papers.raw_pages(as_pdf(kind.composed(lived_book, year=YEAR)), tmp_path))
    marked, meant = re.search(r"\d\*", text), "* Điểm tính theo ước thực hiện" in text
    assert bool(marked) == meant
