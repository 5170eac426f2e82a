"""Who leads: seeds and the practice bloc's table, and the family of papers that follows from it."""

from __future__ import annotations

import pytest

from models.book.book import Book
from models.rules.errors import Refusal, RuleViolation
from tests.book.leadership.terms import put_again


@pytest.fixture
def bloc(book: Book) -> Book:
    for year in (2025, 2026):
        book.years.open(year)
    for key, name, kind in (
        ("ttr", "Thanh tra tỉnh", "state"),
        ("mttq", "Ủy ban MTTQ tỉnh", "front"),
        ("tk", "Thống kê", "state"),
    ):
        book.members.add(name, kind=kind, key=key, active_from="2019-01-01")
    return book


def test_the_head_units_family_decides(bloc: Book) -> None:
    """Practice bloc: letterhead of the State in 2025 (Thanh tra tỉnh), of the Front in 2026 (Ủy ban MTTQ tỉnh)."""
    assert bloc.leadership.family(2025) == "state"
    bloc.leadership.put_term(2025, "ttr", "head")
    bloc.leadership.put_term(2025, "mttq", "deputy", deviation="Phó Trưởng khối năm 2024 đã hợp nhất")
    bloc.leadership.put_term(2026, "mttq", "head", basis="proposed", status="proposed", decision="146/TTr-TTr")
    assert (bloc.leadership.family(2025), bloc.leadership.family(2026)) == ("state", "front")
    bloc.members.describe("ttr", "2025-07-01", kind="party")
    assert [bloc.leadership.family(2025, day) for day in ("2025-06-30", "2025-07-01")] == ["state", "party"]


def test_seed_4_the_deputy_need_not_succeed(book: Book) -> None:
    """Khối Thi đua Tổng hợp: 2021 deputy Kho bạc is neither head nor deputy in 2022."""
    for key in ("vpdb", "kbnn", "vpub", "nhnn"):
        book.members.add(f"Đơn vị {key}", key=key, active_from="2019-01-01")
    for year, head, deputy in ((2021, "vpdb", "kbnn"), (2022, "vpub", "nhnn")):
        book.years.open(year)
        book.leadership.put_term(
            year, head, "head", basis="introduced", deviation="Hội nghị giới thiệu" if year == 2022 else None
        )
        book.leadership.put_term(year, deputy, "deputy", basis="introduced")
    table = [(led.year, led.heads[0].unit, led.deputies[0].unit) for led in book.leadership.history()]
    assert table == [(2022, "vpub", "nhnn"), (2021, "vpdb", "kbnn")]
    head = book.leadership.head(2022)
    assert head is not None and head.deviation == "Hội nghị giới thiệu"


def test_a_change_in_mid_year(bloc: Book) -> None:
    first = bloc.leadership.put_term(2025, "ttr", "head")
    with pytest.raises(RuleViolation, match=r"term\.overlaps"):
        bloc.leadership.put_term(2025, "tk", "head", from_date="2025-07-01")
    put_again(bloc.leadership, first, "ended", to_date="2025-06-30", decision="Quyết định số 3")
    bloc.leadership.put_term(2025, "mttq", "head", from_date="2025-07-01", basis="acting", status="acting")
    heads = [bloc.leadership.head(2025, day) for day in ("2025-06-30", "2025-07-01")]
    assert [head.unit if head else None for head in heads] == ["ttr", "mttq"]
    assert [bloc.leadership.family(2025, day) for day in ("2025-06-30", "2025-07-01")] == ["state", "front"]


def test_a_proposal_becomes_a_term(bloc: Book) -> None:
    old = bloc.leadership.put_term(2026, "ttr", "head", basis="carried-over", status="acting", to_date="2026-01-31")
    new = bloc.leadership.put_term(2026, "mttq", "head", basis="proposed", status="proposed")
    head = bloc.leadership.head(2026, "2026-01-15")
    assert head is not None and head.key == old, "one in office goes before one proposed"
    with pytest.raises(RuleViolation, match=r"term\.overlaps"):
        put_again(bloc.leadership, new, "approved")
    bloc.leadership.remove_term(old)
    said = {"decision": "Quyết định số 12/QĐ-UBND", "decided_on": "2026-01-20"}
    put_again(bloc.leadership, new, "approved", **said)
    head = bloc.leadership.head(2026)
    assert head is not None
    assert (head.status, head.decision, head.decided_on, head.unit) == (
        "approved",
        "Quyết định số 12/QĐ-UBND",
        "2026-01-20",
        "mttq",
    )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"role": "chief"}, "term.word_unknown"),
        ({"basis": "inherited"}, "term.word_unknown"),
        ({"status": "new"}, "term.word_unknown"),
        ({"rank": 0}, "term.rank"),
        ({"unit": "khong-co"}, "unit.unknown"),
        ({"person": "khong-co"}, "person.unknown"),
        ({"from_date": "2025-07-01", "to_date": "2025-06-30"}, "date.backwards"),
        ({"year": 2031}, "year.unknown"),
    ],
)
def test_refusals(bloc: Book, said: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        bloc.leadership.put_term(**{"year": 2025, "unit": "ttr", "role": "head", **said})  # type: ignore[arg-type]
    assert refused.value.code == code
    assert bloc.leadership.terms(2025) == ()
