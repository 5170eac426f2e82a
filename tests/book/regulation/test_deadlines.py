"""Days a regulation sets become deadlines of the year, follow their rule, and never overwrite what a person set."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.book.book import Book
from models.book.regulation.deadlines import Deadlines
from models.rules.place.regulation import Regulation, Rule

YEAR = 2025
LAW = Regulation("quy-che", "Quy chế của khối")
SELF = Rule(
    "han-tu-cham",
    "deadline/1",
    cite="Điều 7",
    spec={"what": "Bảng tự chấm điểm", "due": "11-20", "stage": "self", "consequence": "ghi số ngày chậm"},
)
DOSSIER = Rule(
    "han-ho-so", "deadline/1", "dossier", cite="Điều 6", spec={"what": "Hồ sơ", "due": "12-10", "consequence": "chậm"}
)
FLAG = replace(
    DOSSIER, key="han-co-cp", spec={"what": "Cờ Chính phủ", "due": "02-30", "next_year": True, "consequence": "-"}
)


@pytest.fixture
def year(book: Book) -> Deadlines:
    book.years.open(YEAR)
    return book.deadlines


def days(book: Book) -> dict[str, str]:
    return {one.key: one.due_on for one in book.years.deadlines(YEAR)}


def test_adopting_sets_the_days(book: Book, year: Deadlines) -> None:
    book.regulations.adopt(YEAR, LAW, (SELF, DOSSIER, FLAG))
    assert days(book) == {"han-tu-cham": "2025-11-20", "han-ho-so": "2025-12-10", "han-co-cp": "2026-02-28"}
    first = book.years.deadlines(YEAR)[0]
    assert (first.stage, first.cite, first.consequence) == ("self", "Điều 7", "ghi số ngày chậm")
    assert book.tasks.get(YEAR, "nhan-phieu-tu-cham").due == "2025-11-20"
    assert book.tasks.get(YEAR, "ho-so-khen-thuong").due == "2025-12-10"
    book.store.undo()
    assert days(book) == {}


def test_a_rule_not_in_force_on_its_day_sets_none(book: Book, year: Deadlines) -> None:
    book.regulations.adopt(YEAR, LAW, (SELF, replace(DOSSIER, valid_from="2025-12-15")))
    assert days(book) == {"han-tu-cham": "2025-11-20"}


def test_an_amended_day_is_followed_unless_changed_by_hand(book: Book, year: Deadlines) -> None:
    book.regulations.adopt(YEAR, LAW, (SELF, DOSSIER))
    dossier = next(one for one in book.years.deadlines(YEAR) if one.key == "han-ho-so")
    book.years.put_deadline(replace(dossier, due_on="2025-12-08"))
    for rule, due in ((SELF, "11-25"), (DOSSIER, "12-15")):
        book.regulations.amend(YEAR, rule.key, {**rule.spec, "due": due}, "Thống nhất lùi hạn", None, "2025-10-01")
    assert days(book) == {"han-tu-cham": "2025-11-25", "han-ho-so": "2025-12-08"}
    (offer,) = year.offers(YEAR)
    assert (offer.state, offer.deadline.due_on) == ("changed", "2025-12-15")
    assert year.take(YEAR) == 1
    assert days(book)["han-ho-so"] == "2025-12-15"


def test_a_day_removed_by_hand_is_only_offered(book: Book, year: Deadlines) -> None:
    book.regulations.adopt(YEAR, LAW, (SELF, DOSSIER))
    book.years.remove_deadline(YEAR, "han-ho-so")
    book.regulations.revise(YEAR, {"han-tu-cham": replace(SELF, quote="Gửi trước 20/11.")}, "Ghi nguyên văn")
    assert days(book) == {"han-tu-cham": "2025-11-20"}
    assert [offer.state for offer in year.offers(YEAR)] == ["new"]


def test_a_rule_taken_out_takes_its_day_with_it(book: Book, year: Deadlines) -> None:
    book.regulations.adopt(YEAR, LAW, (SELF, DOSSIER))
    book.regulations.revise(YEAR, {"han-ho-so": None}, "Khối không nộp hồ sơ")
    assert days(book) == {"han-tu-cham": "2025-11-20"}


def test_a_step_the_year_does_not_have_is_left_out(book: Book, year: Deadlines) -> None:
    book.regulations.adopt(YEAR, LAW, (replace(SELF, spec={**SELF.spec, "stage": "khac"}),))
    assert book.years.deadlines(YEAR)[0].stage is None
