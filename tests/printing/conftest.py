"""The practice bloc as a book to print from: the tie still open, or parted by its ballot. Tests only read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.exchange import interchange
from printing import frozen
from printing.catalogue import PAPERS
from tests import practice_year
from tests.book import practice
from tests.book.conftest import Clock, keys


def _book(folder: Path) -> Book:
    book = create_book(folder / "khoi.sokhoi", practice.DATA["bloc"]["name"], clock=Clock(), key_source=keys())
    practice.build(book)
    book.settings.describe_bloc(place="Sông Lành", standing_body=practice.DATA["bloc"]["standing_body"])
    book.leadership.put_term(practice.YEAR, "ttr", "head")
    for raw in practice.DATA["units"]:
        for role in ("head", "deputy", "officer"):
            if role in raw:
                book.members.put_post(practice.unit_key(raw["id"]), role, *raw[role][:2], from_date="2019-01-01")
    said = {"text": "Báo cáo", "number": "112/BC-VPUB", "date": "2025-11-15", "page": "3"}
    book.scores.evidence.put(practice.YEAR, "vpub", "self", "i.1", **said)
    book.scores.explain(practice.YEAR, "ttr", "appraisal", "ii.5", "Kết luận đã công khai ngày 02/12/2025")
    return book


@pytest.fixture(scope="session")
def practice_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Before the ballot: two units share the fourth place."""
    with _book(tmp_path_factory.mktemp("practice")) as book:
        yield book


@pytest.fixture(scope="session")
def decided_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """After the ballot."""
    with _book(tmp_path_factory.mktemp("decided")) as book:
        practice.hold_ballot(book)
        yield book


@pytest.fixture(scope="session")
def lived_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The practice bloc as it is shipped: the whole year with its meetings, ballots and proposals."""
    place = tmp_path_factory.mktemp("lived") / "khoi.sokhoi"
    with create_book(place, practice.DATA["bloc"]["name"], clock=Clock()) as book:
        interchange.import_into(book, interchange.read(practice_year.PLACE))
        _before_and_after(book)
        book.circulations.put(practice.YEAR, "Thống nhất lịch kiểm tra chéo", "2025-11-03", "2025-11-10", key="y1")
        yield book


def _before_and_after(book: Book) -> None:
    """What the practice year has no case of: last year's form, and a paper that went out and is being replaced."""
    year = practice.YEAR
    book.drafts.put(year, "plan", "Dự thảo Kế hoạch năm sau", sent_on=f"{year}-12-10", due_on=f"{year}-12-25")
    used = book.forms.for_unit(year, "td")
    earlier = book.forms.copy(used, "Bảng chấm điểm năm trước")
    gone = book.forms.form(earlier).items()[-1]
    book.forms.remove_node(earlier, gone.key)
    renamed = book.forms.form(earlier).items()[0]
    book.forms.put_node(earlier, replace(renamed, title="Nhiệm vụ trọng tâm được giao", max=renamed.max))
    book.forms.adopt(year - 1, earlier, as_it_is=True)
    kind = next(one for one in PAPERS if one.key == "cong-khai")
    old = book.papers.enter(kind.key, year, number="31", symbol="DS-TTr", date=f"{year}-12-22", subject=kind.title)
    made = frozen.plain(kind.composed(book, year=year))
    book.papers.issue(old, made, date=f"{year}-12-22")
    book.papers.replace(old)
