"""What a văn thư looks at first, on every paper of the practice bloc: margins, sizes, top, numbers of pages, end, and
which paragraph is which."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from models.book.book import Book
from printing.blocks import Ballots, Document, Paragraph, Recipients, Running, Signatures
from printing.catalogue import PAPERS, PaperKind, as_pdf
from printing.styles import STYLES
from tests.printing import papers

YEAR, MM = 2025, 72 / 25.4
ON_PAGES = [kind for kind in PAPERS if kind.word]


def documents(kind: PaperKind, book: Book) -> tuple[Document, ...]:
    made = kind.composed(book, year=YEAR)
    return made.documents if isinstance(made, Running) else ()


@pytest.mark.parametrize("kind", ON_PAGES, ids=lambda kind: kind.key)
def test_a_page_keeps_its_rules(kind: PaperKind, lived_book: Book, tmp_path: Path) -> None:
    made = kind.composed(lived_book, year=YEAR, **({"unit": "td"} if "unit" in kind.needs else {}))
    assert not isinstance(made, Ballots)
    content = as_pdf(made)
    pages = papers.boxes(content, tmp_path)
    for (wide, tall), words in pages:
        margins = [edge * MM for edge in (STYLES["state"].table_margins if wide > tall else STYLES["state"].margins)]
        body = [each for each in words if each[1] > margins[0] - 20 and each[3] < tall - margins[1] + 2]
        assert len(body) >= 5, "an almost empty page"
        for left, top, right, bottom, word in words:
            assert left >= margins[2] - 1 and right <= wide - margins[3] + 1, word
            turned = re.fullmatch(r"\W+|[IVX]+\.", word)  # a numeral in a turned heading is as high as it is wide
            assert bottom - top >= 7 * 0.9 or turned, f"{word} is set below 7 points"
            assert top > 0 and bottom < tall
    text = " ".join(papers.raw_pages(content, tmp_path))
    assert re.search(r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN|ĐOÀN TNCS", text)
    for day, month in re.findall(r"ngày (\d+) tháng (\d+) năm", text):
        assert len(day) == 2 and month not in ("1", "2"), (day, month)
    assert not re.search(r"\bỦY /|\.\.\./|\bNone\b|Fraction|\bnan\b", text)


@pytest.mark.parametrize("kind", ON_PAGES, ids=lambda kind: kind.key)
def test_a_paper_ends_as_its_family_does(kind: PaperKind, lived_book: Book, tmp_path: Path) -> None:
    for paper in documents(kind, lived_book):
        text = " ".join(papers.raw_pages(as_pdf(Running((paper,))), tmp_path))
        mark = STYLES[paper.family].end_mark
        if paper.end_mark:
            assert text.count(mark) >= 1
        if any(
            isinstance(one, Recipients)
            for block in paper.blocks
            if isinstance(block, Signatures)
            for one in block.columns
        ):
            assert f"- {STYLES[paper.family].kept}." in text


@pytest.mark.parametrize("kind", ON_PAGES, ids=lambda kind: kind.key)
def test_every_paragraph_has_a_key_of_its_own(kind: PaperKind, lived_book: Book) -> None:
    for paper in documents(kind, lived_book):
        keys = Counter(block.key for block in paper.blocks if isinstance(block, Paragraph))
        assert "" not in keys and (not keys or max(keys.values()) == 1), keys
