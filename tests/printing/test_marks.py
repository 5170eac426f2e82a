"""What a unit writes under its name in a letterhead is its own where it says so, in the PDF and in Word."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from models.book.book import Book
from models.book.units.marks import MARKS, mark_of, organ_of, put_mark, put_organ
from models.exchange.kept_shapes import setting_faults
from models.rules.errors import BadInput
from printing import frozen, laid
from printing.blocks import FamilyKey, Letterhead, Running
from printing.catalogue import PAPERS
from tests.printing import papers
from tests.printing.lived import LED_BY, lead_by, lived

YEAR = 2025
KINDS = {kind.key: kind for kind in PAPERS}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with lived(tmp_path / "khoi.sokhoi") as made:
        yield made


def pdf_lines(book: Book, folder: Path) -> list[str]:
    made = papers.pages(KINDS["thong-bao-diem"].make(book, year=YEAR, unit="td"), folder)[0]
    return [part.strip() for line in made.splitlines() for part in line.strip().split("  ")]


def word_lines(book: Book) -> list[str]:
    file = docx.Document(io.BytesIO(KINDS["thong-bao-diem"].make(book, "docx", year=YEAR, unit="td")))
    return [line for row in file.tables[0].rows for cell in row.cells for line in cell.text.split("\n")]


def test_an_association_has_its_mark_under_its_name(book: Book, tmp_path: Path) -> None:
    """Seen failing: an association's papers had the line of its family, whatever its own are like."""
    lead_by(book, "front")
    unit = LED_BY["front"]
    assert mark_of(book.settings, unit) is None
    assert "*" not in pdf_lines(book, tmp_path) + word_lines(book)
    put_mark(book.settings, unit, "*")
    assert "*" in pdf_lines(book, tmp_path) and "*" in word_lines(book)
    book.undo()
    assert "*" not in word_lines(book)


def test_a_party_office_may_have_a_line(book: Book, tmp_path: Path) -> None:
    lead_by(book, "party")
    assert "*" in pdf_lines(book, tmp_path) and "*" in word_lines(book)
    put_mark(book.settings, LED_BY["party"], "line")
    made = KINDS["thong-bao-diem"].composed(book, year=YEAR, unit="td")
    assert isinstance(made, Running)
    (head,) = [block for block in made.documents[0].blocks if type(block).__name__ == "Letterhead"]
    assert laid.head("party", head, 450).issuer[-1].rule > 0
    assert "*" not in pdf_lines(book, tmp_path) + word_lines(book)
    assert frozen.composed(frozen.plain(made)) == made, "an issued paper keeps it"


def test_a_mark_is_one_of_those_offered_and_goes_with_the_unit(book: Book, tmp_path: Path) -> None:
    for mark in MARKS:
        put_mark(book.settings, "td", mark)
        assert mark_of(book.settings, "td") == mark
    before = book.last_act
    put_mark(book.settings, "td", MARKS[-1])
    assert book.last_act == before, "the same again is no act"
    with pytest.raises(BadInput):
        put_mark(book.settings, "td", "†")
    key = book.members.add("Hội Nhà báo tỉnh")
    put_mark(book.settings, key, "*")
    book.members.remove(key)
    assert mark_of(book.settings, key) is None and book.settings.under(f"letterhead.{key}") == {}


def test_an_exchanged_mark_of_another_kind_is_named() -> None:
    assert setting_faults({"key": "letterhead.td", "value": "*"}) == []
    assert setting_faults({"key": "letterhead.td", "value": 5})


@pytest.mark.parametrize(("family", "line"), [("party", "-CV/"), ("youth", "-CV/"), ("state", "Số:"), ("front", "Số:")])
def test_a_reminder_has_the_number_of_a_letter(book: Book, family: str, line: str, tmp_path: Path) -> None:
    """Seen failing: a Party office's reminder was `Số …/BTCTU`, with no symbol where its papers have one."""
    lead_by(book, family)  # type: ignore[arg-type]
    text = papers.pages(KINDS["giay-nhac"].make(book, year=YEAR, date=f"{YEAR}-12-20"), tmp_path)[0]
    (number,) = [one for one in text.splitlines() if one.strip().startswith("Số")]
    assert line in number and ("CV" in number) == (family in ("party", "youth"))


@pytest.mark.parametrize(
    ("family", "organ", "lines"),
    [
        ("front", "Ban Thường trực", (("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH SÔNG LÀNH",), ("BAN THƯỜNG TRỰC",))),
        ("youth", "Ban Chấp hành", ((), ("BAN CHẤP HÀNH TỈNH ĐOÀN SÔNG LÀNH",))),
    ],
)
def test_papers_go_out_in_the_name_of_an_organ_where_the_unit_says_so(
    book: Book, family: FamilyKey, organ: str, lines: tuple[tuple[str, ...], ...]
) -> None:
    """Seen failing: no letterhead could say it. The Front sets it under the name, the Youth before it."""
    lead_by(book, family)
    put_organ(book.settings, LED_BY[family], organ)
    made = KINDS["cong-khai"].composed(book, year=YEAR)
    assert isinstance(made, Running)
    (head,) = [one for one in made.documents[0].blocks if isinstance(one, Letterhead)]
    assert (head.parent, head.issuer) == lines
    book.undo()
    assert organ_of(book.settings, LED_BY[family]) == ""
    with pytest.raises(BadInput):
        put_organ(book.settings, LED_BY[family], "x" * 61)
    assert setting_faults({"key": f"letterhead-organ.{LED_BY[family]}", "value": 3})
