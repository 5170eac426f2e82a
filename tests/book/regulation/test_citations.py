"""Citations that do not hold on a day are told wherever they would be printed, by wording and by document number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.book.regulation.citations import Doubt
from models.rules.place.regulation import Regulation, Rule
from printing.catalogue import PAPERS, PaperKind
from tests.book import practice
from tests.book.conftest import Clock, keys

YEAR = 2025
SPEC = {"what": "Hồ sơ", "due": "12-10", "consequence": "gửi sau hạn"}
OLD = Rule("cu", "deadline/1", "a", None, "2025-06-30", "NĐ 98/2023/NĐ-CP, Điều 30", "", SPEC)
NEW = replace(OLD, key="moi", valid_from="2025-07-01", valid_to=None, cite="NĐ 152/2025/NĐ-CP, Điều 50")
BOTH = replace(NEW, key="ca-hai", scope="b", valid_from=None, cite="NĐ 98/2023/NĐ-CP, Điều 32")


@pytest.fixture
def year(book: Book) -> Book:
    book.years.open(YEAR)
    book.regulations.adopt(YEAR, Regulation("khung", "Luật và nghị định"), (OLD, NEW))
    return book


def found(book: Book, text: str, on: str) -> list[tuple[str, str, str]]:
    return [(one.cite, one.state, one.since) for one in book.citations.in_texts(YEAR, ["Căn cứ:", text], on)]


@pytest.mark.parametrize(
    ("text", "on", "told"),
    [
        ("theo NĐ 98/2023/NĐ-CP, Điều 30", "2025-06-30", []),
        (
            "theo NĐ 98/2023/NĐ-CP, Điều 30",
            "2025-12-19",
            [("NĐ 98/2023/NĐ-CP, Điều 30", "expired", "2025-07-01")],
        ),
        (
            "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023",
            "2025-12-19",
            [("98/2023/NĐ-CP", "expired", "2025-07-01")],
        ),
        ("Nghị định số 152/2025/NĐ-CP", "2025-03-20", [("152/2025/NĐ-CP", "not-yet", "2025-07-01")]),
        ("Nghị định số 152/2025/NĐ-CP", "2025-12-19", []),
        ("theo NĐ 98/2023/NĐ-CP, Điều 301", "2025-03-01", []),
        ("Quyết định số 48/QĐ-UBND", "2025-12-19", []),
    ],
)
def test_a_text_is_searched_for_what_does_not_hold(year: Book, text: str, on: str, told: list[object]) -> None:
    assert found(year, text, on) == told


def test_a_document_that_still_holds_in_part_is_not_called_expired(year: Book) -> None:
    year.regulations.adopt(YEAR, Regulation("rieng", "Phần còn hiệu lực"), (BOTH,), beside=True)
    assert found(year, "Nghị định số 98/2023/NĐ-CP", "2025-12-19") == []
    assert found(year, "NĐ 98/2023/NĐ-CP, Điều 30", "2025-12-19") != []


def test_a_rule_is_looked_at_on_its_own_day_of_the_year(year: Book) -> None:
    doubt = year.citations.doubt(OLD, YEAR)
    assert doubt is not None
    assert (doubt.state, doubt.since, doubt.on, doubt.rules) == ("expired", "2025-07-01", "2025-12-31", ("cu@1",))
    assert year.citations.doubt(NEW, YEAR) is None
    assert year.citations.doubt(NEW, 2024) is not None


def checked(kind: PaperKind, book: Book, **choice: str) -> tuple[bytes, tuple[Doubt, ...]]:
    """A paper of the year and its doubts, made without a rest."""
    steps = kind.make_checked(book, year=YEAR, **choice)
    next(steps)
    with pytest.raises(StopIteration) as end:
        next(steps)
    made: tuple[bytes, tuple[Doubt, ...]] = end.value.value
    return made


def test_a_paper_tells_the_expired_citation_it_would_print(tmp_path: Path) -> None:
    kind = next(kind for kind in PAPERS if kind.key == "xep-hang")
    with create_book(tmp_path / "khoi.sokhoi", "Khối", clock=Clock("2025-12-19"), key_source=keys()) as book:
        practice.build(book)
        _pdf, doubts = checked(kind, book, date="2025-12-19")
        assert doubts == ()
        ended = {rule.key: replace(rule, valid_to="2026-01-31") for rule in book.regulations.rules(YEAR)}
        book.regulations.revise(YEAR, ended, "Quy chế chỉ áp dụng cho năm 2025")
        pdf, doubts = checked(kind, book, date="2026-03-20")
        assert pdf.startswith(b"%PDF")
        assert {"Điều 6 khoản 1", "Điều 9 khoản 2", "Điều 9 khoản 3"} <= {one.cite for one in doubts}
        assert {(one.state, one.since) for one in doubts} == {("expired", "2026-02-01")}


@pytest.mark.parametrize(
    ("typed", "signed", "today", "expired"),
    [
        ("", "2025-03-20", "2025-12-19", False),
        ("", "2025-08-20", "2025-12-19", True),
        ("2025-12-19", "2025-03-20", "2025-12-19", True),
        ("", None, "2025-03-20", False),
        ("", None, "2026-03-20", True),
    ],
)
def test_a_paper_is_judged_on_the_day_of_the_act_it_records(
    typed: str, signed: str | None, today: str, expired: bool, tmp_path: Path
) -> None:
    kind = next(kind for kind in PAPERS if kind.key == "giao-uoc")
    with create_book(tmp_path / "khoi.sokhoi", "Khối", clock=Clock(today), key_source=keys()) as book:
        book.years.open(YEAR)
        book.regulations.adopt(YEAR, Regulation("khung", "Luật và nghị định"), (OLD, NEW))
        book.registration.pledge.put(YEAR, aims="Theo NĐ 98/2023/NĐ-CP, Điều 30.", signed_on=signed)
        _pdf, doubts = checked(kind, book, date=typed)
        assert [one.state for one in doubts] == ["expired"] * expired


@pytest.mark.parametrize(
    "printed", ["Quy chế khối, Điều 9 khoản 2", "khoản 2 Điều 9 Quy chế khối", "Khoản 2 Điều 9 Quy chế khối"]
)
def test_a_clause_that_is_over_is_found_however_a_paper_writes_it(book: Book, printed: str) -> None:
    book.years.open(YEAR)
    book.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), (replace(OLD, cite="Quy chế khối, Điều 9 khoản 2"),))
    assert [state for _, state, _ in found(book, printed, f"{YEAR}-12-20")] == ["expired"]


def test_the_shipped_pack_cites_the_old_decree_only_while_it_was_in_force(book: Book) -> None:
    book.years.open(2026)
    book.regulations.adopt_pack(2026, "nd152-2025")
    rules = book.regulations.rules(2026)
    cited = [rule for rule in rules if "98/2023/NĐ-CP" in rule.cite]
    assert cited and {rule.valid_to for rule in cited} == {"2025-06-30"}
    told = book.citations.in_texts(2026, ["Căn cứ Nghị định số 98/2023/NĐ-CP"], "2026-03-20")
    assert [(one.cite, one.state, one.since) for one in told] == [("98/2023/NĐ-CP", "expired", "2025-07-01")]
    (due,) = [one for one in book.deadlines.by_rules(2026) if one.key.startswith("han-co-cp")]
    assert (due.due_on, "98/2023" in (due.cite or "")) == ("2027-06-29", False)
