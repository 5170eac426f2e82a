"""Biên bản bàn giao: what it says of the practice bloc's handover, in the family of the year's head unit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.book.book import Book, open_book
from models.keeping import handover
from models.rules.errors import RuleViolation
from models.rules.number.points import show_money
from printing import pdf
from printing.blocks import FamilyKey
from printing.catalogue import PAPERS
from printing.content import handover as content
from printing.documents import handover as document
from tests.book import practice_closing
from tests.book.conftest import Clock, keys
from tests.book.practice import EXPECTED, YEAR
from tests.format.independent import V
from tests.printing import contents, papers

RAW = practice_closing.RAW


@pytest.fixture
def book(decided_book: Book, tmp_path: Path) -> Iterator[Book]:
    """A copy of the decided practice book that may be closed and handed over."""
    path = Path(shutil.copy(decided_book.store.path, tmp_path / "so.sokhoi"))
    with open_book(path, clock=Clock("2026-01-16"), key_source=keys(50_000)) as one:
        yield one


def text_of(made: bytes, folder: Path) -> str:
    return " ".join(papers.raw_pages(made, folder))


def test_the_minutes_of_the_practice_bloc(book: Book, tmp_path: Path) -> None:
    custody = practice_closing.closing(book, tmp_path / "so-2026.sokhoi")
    found = content.gather(book, YEAR)
    assert (found.giver.unit, found.giver.person, found.giver.position) == (
        "Thanh tra tỉnh Sông Lành",
        "Trần Văn Bách",
        "Chánh Thanh tra",
    )
    assert (found.taker.person, found.taker.role) == ("Phan Thị Sen", "Trưởng khối năm 2026")
    assert list(found.items) == RAW["items"] and list(found.open_work) == RAW["open_work"]
    assert found.fund == f"còn lại: {show_money(EXPECTED['bloc_fund']['left_dong'])}" == "còn lại: 3.650.000 đồng"
    assert content._fund(-36_350_000) == "đã chi vượt: 36.350.000 đồng", "no sum is left over that is below nothing"
    assert found.last_number == "149/TB-TTr"
    assert found.code == custody.code and not found.draft
    made = {kind.key: kind for kind in PAPERS}["bien-ban-ban-giao"].make(book, year=YEAR)
    text = text_of(made, tmp_path)
    for wanted in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Sông Lành, ngày 16 tháng 01 năm 2026",
        "Bên giao: Thanh tra tỉnh Sông Lành, Trưởng khối năm 2025.",
        *(line for line in RAW["items"] if len(line) < 60),
        "1. Nhận quyết định khen thưởng của UBND tỉnh.",
        "Số văn bản cuối cùng của khối: 149/TB-TTr.",
        "Kinh phí đóng góp còn lại: 3.650.000 đồng.",
        "Sổ năm 2025 khóa ngày 16/01/2026.",
        f"Mã đối chiếu: {custody.code}",
        content.CODE_LINE,
        "ĐẠI DIỆN BÊN NHẬN",
    ):
        assert wanted in text
    other = V.Verifier(str(book.store.path))
    other.run()
    assert other.report.faults == []
    assert other.report.data["custody"][-1]["code"] == custody.code, "the code on paper is the verifier's"
    assert made == {kind.key: kind for kind in PAPERS}["bien-ban-ban-giao"].make(book, year=YEAR)


def test_both_files_print_the_same_minutes(book: Book, tmp_path: Path) -> None:
    practice_closing.closing(book, tmp_path / "so-2026.sokhoi")
    with open_book(tmp_path / "so-2026.sokhoi") as theirs:
        mine, before = content.gather(book, YEAR), content.gather(theirs, YEAR)
        assert before == replace(mine, code=content.BLANK_CODE), "the successor types the code before it is shown"
    code = mine.code
    with open_book(tmp_path / "so-2026.sokhoi", clock=Clock("2026-01-19"), key_source=keys(60_000)) as theirs:
        handover.receive(theirs, code, "Cao Văn Mận")
        assert content.gather(theirs, YEAR) == mine


def test_the_chain_of_all_who_kept_the_book(book: Book, tmp_path: Path) -> None:
    with pytest.raises(RuleViolation, match=r"paper\.nothing"):
        content.custody_chain(book, YEAR)
    custody = practice_closing.closing(book, tmp_path / "so-2026.sokhoi")
    (line,) = content.custody_chain(book, YEAR).tables[0].lines
    assert line.cells[1] == "Thanh tra tỉnh Sông Lành; Trần Văn Bách"
    assert line.cells[3:] == ("16/01/2026", "……/……/……", custody.code)
    handover.withdraw(book, "Chép nhầm")
    (line,) = content.custody_chain(book, YEAR).tables[0].lines
    assert line.cells[4] == "rút lại ngày 16/01/2026: Chép nhầm"


def test_before_the_handover_a_draft_without_a_code(book: Book, tmp_path: Path) -> None:
    found = content.gather(book, YEAR, date="2026-01-16")
    assert found.draft and found.code == content.BLANK_CODE
    undated = content.gather(book, YEAR)
    assert undated.opening.startswith("Hôm nay, ngày …… tháng …… năm ……, tại Sông Lành")
    assert found.giver.unit == "Thanh tra tỉnh Sông Lành" and found.taker.unit == ""
    text = text_of(pdf.render(document.compose(found)), tmp_path)
    assert "Bên nhận: …" in text and "…………, Trưởng khối năm 2026" in text
    assert "Mã đối chiếu: …………" in text


@pytest.mark.parametrize("family", ["state", "party", "front", "youth"])
def test_every_family(family: FamilyKey, book: Book, tmp_path: Path) -> None:
    practice_closing.closing(book, tmp_path / "so-2026.sokhoi")
    found = replace(content.gather(book, YEAR), heading=contents.HEADINGS[family])
    text = text_of(pdf.render(document.compose(found)), tmp_path)
    assert ("ĐẢNG CỘNG SẢN VIỆT NAM" in text) == (family == "party")
    assert ("cùng ký tên. " if family == "party" else "cùng ký tên./. ") in text
    assert found.code in text


def test_long_lists_break_over_pages_and_keep_the_code_with_its_line(book: Book, tmp_path: Path) -> None:
    found = content.gather(book, YEAR)
    long = replace(found, items=found.items * 20, open_work=tuple(f"Việc số {n}" for n in range(60)))
    pages = papers.raw_pages(pdf.render(document.compose(long)), tmp_path)
    assert len(pages) > 3
    assert "ĐẠI DIỆN BÊN GIAO" in pages[-1] and "60. Việc số 59." in " ".join(pages)
