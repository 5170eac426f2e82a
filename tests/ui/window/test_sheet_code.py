"""The code at the foot of a printed score sheet, typed into the search box, opens that unit's sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.book.book import Book
from models.book.scoring.rows import sheet_code
from printing.catalogue import PAPERS
from tests.book.practice import YEAR
from tests.printing import papers
from ui.scoring.page import ScoresPage
from ui.window.main_window import MainWindow


def test_the_code_on_paper_opens_the_sheet(
    full_book: Book, window_on: Callable[[Book], MainWindow], tmp_path: Path
) -> None:
    kind = next(one for one in PAPERS if one.key == "phieu-cham")
    text = " ".join(papers.raw_pages(kind.make(full_book, year=YEAR, unit="td"), tmp_path))
    assert f"Mã {sheet_code(YEAR, 'td')}. Trang 1/" in text
    window = window_on(full_book)
    # the hits, without the list drawn
    hit = window._finder.look(f" {sheet_code(YEAR, 'td').upper()} ")[0]
    assert hit.kind == "phiếu chấm điểm"
    hit.go()
    page = window.page("scores")
    assert isinstance(page, ScoresPage)
    where = page.grid.current()
    assert where is not None and where[0] == "td"


def test_codes_of_periods_and_of_nobody(full_book: Book) -> None:
    found = full_book.scores.by_code
    assert found("2025.td") == (YEAR, "td", "nam")
    for text in ("", "td", "2025", "2025.khong-co", "2031.td", "2025.td.quy-9", "20255.td", "２０２５.td"):
        assert found(text) is None, text
    assert sheet_code(YEAR, "td", "quy-1") == "2025.td.quy-1"
