"""The practice bloc's whole lived year to print from, with what it has no case of, and led by a unit of any family."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from models.book.book import Book, create_book
from models.exchange import interchange
from printing import frozen
from printing.blocks import FamilyKey
from printing.catalogue import PAPERS
from tests import practice_year
from tests.book import practice
from tests.book.conftest import Clock

LED_BY: dict[FamilyKey, str] = {"state": "ttr", "party": "btc", "front": "mttq", "youth": "td"}
"""A unit of the practice bloc whose papers are of the family."""


def lived(place: Path) -> Book:
    """The practice bloc as it is shipped, in a new file, with a draft, last year's form, a replaced paper and a
    circulation beside it. The caller closes it.
    """
    book = create_book(place, practice.DATA["bloc"]["name"], clock=Clock())
    interchange.import_into(book, interchange.read(practice_year.PLACE))
    added(book)
    return book


def added(book: Book) -> None:
    """What papers speak of and the practice year has no case of."""
    _before_and_after(book)
    _complained(book)
    awaited(book)
    circulated(book)


def circulated(book: Book) -> None:
    """A matter sent round in writing that nobody has answered."""
    book.circulations.put(practice.YEAR, "Thống nhất lịch kiểm tra chéo", "2025-11-03", "2025-11-10", key="y1")


def awaited(book: Book) -> None:
    """A report that no unit has sent, due after the year's end and within the days one is reminded of."""
    book.log.put_report(practice.YEAR, "Báo cáo bổ sung cuối năm", due_on=f"{practice.YEAR + 1}-01-03")


def _complained(book: Book) -> None:
    """One complaint of each state: waiting, decided and not yet answered, answered."""
    put, year = book.complaints.put, practice.YEAR
    put(
        year,
        "td",
        "Đề nghị xem lại điểm hoạt động chung vì đơn vị có tham gia",
        about="points",
        received_on=f"{year}-12-22",
    )
    said = {"received_on": f"{year}-12-20", "number": "Công văn số 55/CV-HND", "due_on": f"{year}-12-27"}
    kept = "điểm đã tính đúng theo bảng chấm điểm"
    put(year, "hnd", "Đề nghị tính lại điểm tuyên truyền", about="points", taken="refused", answer=kept, **said)
    told = {"answered_by": "Công văn số 61/TTr-TĐKT", "answered_on": f"{year}-12-24"}
    put(year, "tk", "Đề nghị ghi đúng tên đơn vị trên giấy tờ", received_on=f"{year}-12-20", taken="taken", **told)


def lead_by(book: Book, family: FamilyKey) -> None:
    """Give the year to a head of a family: its letterhead, numbers, marks and signature are those of that family."""
    year = practice.YEAR
    (head,) = [one for one in book.leadership.terms(year) if one.role == "head"]
    why = "Đổi Trưởng khối để xem giấy tờ của cơ quan khác loại"
    if head.unit != LED_BY[family]:
        if any(one.unit == LED_BY[family] and one.role == "deputy" for one in book.leadership.terms(year)):
            (deputy,) = [one for one in book.leadership.terms(year) if one.role == "deputy"]
            book.leadership.put_term(year, "vpub", "deputy", deviation=why, key=deputy.key)
        book.leadership.put_term(year, LED_BY[family], "head", deviation=why, key=head.key)


def _before_and_after(book: Book) -> None:
    """What the practice year has no case of: last year's form and handover, and a paper that is being replaced."""
    year = practice.YEAR
    with book.store.operation("import") as tx:
        parties = {"from_unit": "vpub", "to_unit": "ttr", "from_person": "Lê Thị Hòa", "to_person": "Trần Văn Bách"}
        days = {"handed_on": f"{year}-01-15", "received_on": f"{year}-01-16", "received_by": "Trần Văn Bách"}
        marks = dict.fromkeys(("book", "seal", "journal_head", "fingerprint"), "0" * 64)
        tx.insert("custody", {"n": 1, "year": year - 1, **parties, **days, **marks})
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
