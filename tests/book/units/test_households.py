"""Households: found again by head and address, registered, proposed, granted, counted as their own kind, searched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models.book.book import Book
from models.book.closing.closing import Closing
from models.book.units.rows import NewUnit
from models.exchange import interchange
from models.keeping import seal
from models.rules.errors import BadInput, RuleViolation
from models.rules.place.regulation import Regulation, Rule

YEAR = 2025


def title(key: str, holder: str, **more: Any) -> Rule:
    spec = {"name": f"Danh hiệu {key}", "holder": holder, "level": "province", "decided_by": "Chủ tịch", **more}
    return Rule(f"t-{key.lower()}-{holder}", "title/1", f"title:{key}/{holder}", cite="Điều 1", spec=spec)


def condition(key: str, award: str, when: dict[str, Any]) -> Rule:
    spec = {"award": award, "holder": "household", "when": when}
    return Rule(key, "eligibility/1", f"award:{award}/household", cite="Điều 2", quote="Nguyên văn.", spec=spec)


RULES = (
    title("GD", "household"),
    title("BK", "collective", coefficient="3"),
    title("BK", "household", coefficient="2.25"),
    condition("dk-bk", "BK", {"all": [{"fact": "streak", "of": "GD", "ge": 2}, {"fact": "registered", "of": "BK"}]}),
    Rule("so", "award-quota/1", "award:BK/household", cite="Điều 3", spec={"award": "BK", "max": 1}),
    Rule("luong", "base-salary/1", cite="Điều 4", spec={"amount": 2340000, "round_up_to": 10000}),
)


@pytest.fixture
def year(book: Book) -> Book:
    book.years.open(YEAR)
    for key in ("xa", "phuong"):
        book.members.add(f"Ủy ban nhân dân {key}", key.upper(), "commune", key=key, year=YEAR)
    book.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), RULES)
    return book


def code(act: Callable[[], object]) -> str:
    with pytest.raises((RuleViolation, BadInput)) as caught:
        act()
    return caught.value.code


def test_a_household_is_found_again_by_head_and_address(year: Book) -> None:
    first = year.households.find("xa", "Hộ Nguyễn Văn Đạt", "Thôn Đông")
    assert year.households.get(first).name == "Hộ Nguyễn Văn Đạt"
    assert year.households.find("xa", "nguyễn văn đạt") == first
    second = year.households.find("xa", "Nguyễn Văn Đạt", "Thôn Đoài")
    assert second != first
    assert code(lambda: year.households.find("xa", "Nguyễn Văn Đạt")) == "household.ambiguous"
    assert code(lambda: year.households.put("xa", "Nguyễn Văn Đạt", "thôn đông")) == "household.twice"
    assert code(lambda: year.households.put("phuong", "Nguyễn Văn Đạt", key=first)) == "household.other_unit"
    year.households.remove(second)
    assert [one.key for one in year.households.of("xa")] == [first]


def test_a_household_is_registered_proposed_and_rewarded(year: Book) -> None:
    """The condition reads the household's own history and registration, money the catalogue's own coefficient."""
    home = year.households.find("xa", "Nguyễn Văn Đạt", "Thôn Đông")
    for before in (2024, YEAR):
        year.history.record("GD", before, None, household=home, decision="12/QĐ-UBND")
    key = year.awards.propose(YEAR, "BK", "xa", household=home)
    assert year.awards.check(key).result == "unknown"  # nobody's registration is recorded yet
    year.registration.put_title(YEAR, "xa", "BK", head="Nguyễn Văn Đạt", on="2025-02-01")
    year.registration.put_title(YEAR, "xa", "BK", on="2025-02-01")
    judged = year.awards.check(key)
    assert (judged.result, [one.met for one in judged.clauses]) == ("eligible", [True, True])
    assert year.registration.titles(YEAR)[-1].name == "Hộ Nguyễn Văn Đạt"
    proposal = year.awards.proposal(key)
    assert (proposal.holder, proposal.who, proposal.name) == ("household", home, "Hộ Nguyễn Văn Đạt")
    assert code(lambda: year.awards.propose(YEAR, "BK", "xa", household=home)) == "award.twice"
    assert year.awards.propose(YEAR, "BK", "xa")  # the unit itself is another holder
    year.awards.approve([key], "7/QĐ-UBND", "2025-12-20")
    (prize,) = [one for one in year.awards.prizes(YEAR).lines if one.amount is not None]
    assert prize.amount == 5_270_000  # 2,25 × 2.340.000, rounded up
    assert [one.household for one in year.history.of_household(home)] == [home] * 3
    row = next(one for one in year.statistics.titles(YEAR).rows if one.title == "BK")
    assert (row.proposed_collectives, row.proposed_households, row.households, row.individuals) == (1, 1, 1, 0)
    assert {one.household for one in year.history.search("ho nguyen van dat dong")} == {home}
    assert code(lambda: year.households.remove(home)) == "household.in_use"


def test_what_no_household_can_be(year: Book) -> None:
    home = year.households.find("xa", "Nguyễn Văn Đạt")
    person = year.history.person("xa", "Trần Thị Bình")
    assert code(lambda: year.awards.propose(YEAR, "BK", "phuong", household=home)) == "household.other_unit"
    assert code(lambda: year.awards.propose(YEAR, "BK", "xa", person, household=home)) == "honour.two_holders"
    assert code(lambda: year.awards.propose(YEAR, "CO", "xa", household=home)) == "award.title_unknown"
    assert code(lambda: year.awards.propose(YEAR, "BK", "xa", household="la")) == "household.unknown"
    both = {"name": "Trần Thị Bình", "head": "Nguyễn Văn Đạt"}
    assert code(lambda: year.registration.put_title(YEAR, "xa", "BK", **both)) == "honour.two_holders"


def test_the_quota_of_households_is_their_own(year: Book) -> None:
    homes = [year.households.find("xa", name) for name in ("Lê Văn An", "Lê Văn Bảo")]
    for home in homes:
        year.awards.propose(YEAR, "BK", "xa", household=home)
    year.awards.propose(YEAR, "BK", "xa")
    (made,) = [one for one in year.awards.lists(YEAR) if one.holder == "household"]
    assert [quota.use.over for quota in made.quotas] == [1]
    assert all(not one.quotas for one in year.awards.lists(YEAR) if one.holder == "collective")


def test_past_awards_of_households_come_from_excel(year: Book) -> None:
    rows = [
        ["Năm", "Đơn vị", "Họ và tên", "Hộ gia đình", "Địa chỉ", "Danh hiệu"],
        ["2023", "XA", "", "Hộ Nguyễn Văn Đạt", "Thôn Đông", "Danh hiệu GD"],
        ["2023", "XA", "", "Nguyễn Văn Đạt", "Thôn Đoài", "Danh hiệu GD"],
        ["2024", "XA", "", "Nguyễn Văn Đạt", "Thôn Đông", "Danh hiệu GD"],
    ]
    preview = year.history.read_table(rows)
    assert preview.faults == ()
    year.history.add_many(preview)
    assert [(one.head, one.address) for one in year.households.all()] == [
        ("Nguyễn Văn Đạt", "Thôn Đoài"),
        ("Nguyễn Văn Đạt", "Thôn Đông"),
    ]
    assert [one.who for one in year.history.entries(2023)] != []
    rows[1][2] = "Trần Thị Bình"
    assert [one.code for one in year.history.read_table(rows).errors] == ["import.two_holders"]


def test_households_travel_and_are_sealed(year: Book, tmp_path: Any) -> None:
    from models.book.book import create_book

    home = year.households.find("xa", "Nguyễn Văn Đạt", "Thôn Đông")
    year.awards.propose(YEAR, "BK", "xa", household=home)
    document = interchange.export_book(year)
    interchange.check(document)
    other = create_book(tmp_path / "kia.sokhoi", "Khối khác", clock=year.clock)
    interchange.import_into(other, document)
    assert interchange.export_book(other)["household"] == document["household"]
    assert [one.name for one in other.awards.proposals(YEAR)] == ["Hộ Nguyễn Văn Đạt"]
    other.close()
    assert isinstance(year.closing, Closing)
    assert any("Hộ Nguyễn Văn Đạt" in point.words for point in year.closing.open_points(YEAR))
    made = seal.sealed(seal.close_year(year, YEAR))
    assert made is not None and [row["head"] for row in made["shared"]["household"]] == ["Nguyễn Văn Đạt"]


def test_a_household_goes_on_with_the_unit_its_own_became(year: Book) -> None:
    """After a merger the successor proposes the household; the search finds it there by the head without diacritics."""
    home = year.households.find("xa", "Nguyễn Văn Đạt", "Thôn Đông")
    assert [unit.key for unit in year.members.search("nguyen van dat")] == ["xa"]
    new = year.members.merge("2025-07-01", ["xa", "phuong"], NewUnit("Xã mới", "XM", "commune"), "NQ 1/2025")
    assert [one.key for one in year.households.of(new)] == [home]
    assert year.households.find(new, "nguyễn văn đạt") == home
    key = year.awards.propose(YEAR, "BK", new, household=home)
    assert year.awards.proposal(key).unit == new
