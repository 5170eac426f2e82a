"""Terms before the bloc's rule of rotation, the table of turns through mergers, exceptions, plans and what was
announced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from models.book.book import Book
from models.book.leadership.leadership import Term
from models.book.leadership.rotation import OpenOffice
from models.book.units.rows import NewUnit
from models.rules.errors import Refusal, RuleViolation
from models.rules.place.regulation import Regulation, Rule
from tests.book.leadership.terms import put_again

Adopt = Callable[..., None]


@pytest.fixture
def adopt(book: Book) -> Adopt:
    """Adopt a regulation of one rule for a year; settings over the plain ones."""

    def put(year: int, **spec: Any) -> None:
        said = {"how": "elected", "successor": "deputy", "one_per_round": True, **spec}
        rule = Rule("luan-phien", "rotation/1", cite="Điều 12", quote="Luân phiên hằng năm.", spec=said)
        book.regulations.adopt(year, Regulation(f"qc-{year}", f"Quy chế năm {year}"), (rule,))

    return put


def units(book: Book, count: int, year: int = 2025) -> list[str]:
    """A year with so many units on its list."""
    if book.years.find(year) is None:
        book.years.open(year)
    return [
        book.members.add(f"Đơn vị {n:02d}", key=f"u{n:02d}", year=year, active_from="2000-01-01") for n in range(count)
    ]


def led(book: Book, first: int, *heads: str) -> None:
    """A head for each year from `first` on."""
    for year, unit in enumerate(heads, first):
        book.leadership.put_term(year, unit, "head", deviation="theo biên bản")


# --- years around the book -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "code"), [(1999, None), (2026, None), (2027, "year.unknown"), (1899, "year.unknown")])
def test_a_term_may_lie_before_the_book_or_right_after_it(book: Book, year: int, code: str | None) -> None:
    units(book, 2)
    if code is None:
        book.leadership.put_term(year, "u00", "head")
        assert [term.year for term in book.leadership.all()] == [year]
        assert [one.year for one in book.years.all()] == [2025]
        return
    with pytest.raises(RuleViolation) as refused:
        book.leadership.put_term(year, "u00", "head")
    assert refused.value.code == code


def test_r5_a_head_begun_early_leads_at_once(book: Book) -> None:
    units(book, 2)
    book.leadership.put_term(2025, "u00", "head")
    book.leadership.put_term(2026, "u01", "head", from_date="2025-12-19")
    assert [t.unit for day in ("2025-12-18", "2025-12-19") for t in book.leadership.in_office(day)] == ["u00", "u01"]
    head = book.leadership.leads(2025, "2025-12-31")
    assert head is not None and (head.unit, head.year) == ("u01", 2026)


def test_r9_only_the_deputy_is_elected_late(book: Book) -> None:
    units(book, 3)
    led(book, 2024, "u00", "u00")
    book.leadership.put_term(2024, "u01", "deputy")
    book.leadership.put_term(2025, "u02", "deputy", from_date="2025-03-20")
    for day, deputy in (("2025-03-19", "u01"), ("2025-03-20", "u02")):
        assert [(t.role, t.unit) for t in book.leadership.in_office(day)] == [("head", "u00"), ("deputy", deputy)]


def test_r11_the_last_list_stays_in_force_and_its_letterhead_with_it(book: Book) -> None:
    units(book, 2)
    book.members.describe("u00", "2024-01-01", kind="party")
    book.leadership.put_term(2024, "u00", "head")
    book.leadership.put_term(2024, "u01", "deputy")
    assert book.leadership.head(2025) is None, "the list of 2025 says nothing"
    assert book.leadership.family(2025) == "party"
    book.leadership.put_term(2025, "u01", "head", basis="proposed", status="proposed")
    assert [t.unit for t in book.leadership.in_office("2025-06-01")] == ["u00", "u01"]
    assert book.leadership.family(2025) == "state", "papers of the year go out under the one proposed for it"


def test_a_term_that_ended_is_not_carried_on(book: Book) -> None:
    units(book, 1)
    key = book.leadership.put_term(2024, "u00", "head")
    put_again(book.leadership, key, "ended")
    assert book.leadership.in_office("2024-12-31") != ()
    assert book.leadership.in_office("2025-01-01") == ()


# --- what the regulation says of a term ------------------------------------------------------------------------------


def test_without_a_rule_nothing_is_asked(book: Book) -> None:
    units(book, 2)
    led(book, 2024, "u00")
    book.leadership.put_term(2025, "u00", "head", basis="acting")
    assert book.rotation.rule(2025) is None
    assert book.rotation.open_questions(2025) == ()
    assert book.rotation.turns(2025).not_yet == ("u01",)


def test_seed_4_the_deputy_of_2021_did_not_become_head(book: Book, adopt: Adopt) -> None:
    """Khối Thi đua Tổng hợp: deputy 2021 Kho bạc; head 2022 Văn phòng UBND, deputy Ngân hàng Nhà nước."""
    book.years.open(2021)
    for key in ("vpdb", "kbnn", "vpub", "nhnn"):
        book.members.add(f"Đơn vị {key}", key=key, year=2021, active_from="2019-01-01")
    adopt(2021, how="introduced")
    book.leadership.put_term(2021, "vpdb", "head", basis="introduced")
    book.leadership.put_term(2021, "kbnn", "deputy", basis="introduced")
    assert book.rotation.suggestion(2022).head == "kbnn"
    with pytest.raises(RuleViolation, match=r"rotation\.reason_needed"):
        book.leadership.put_term(2022, "vpub", "head", basis="introduced")
    before = book.store.last_seq
    book.leadership.put_term(2022, "vpub", "head", basis="introduced", deviation="Hội nghị 28/12/2021 giới thiệu")
    book.leadership.put_term(2022, "nhnn", "deputy", basis="introduced")
    head = book.leadership.head(2022)
    assert head is not None and (head.unit, head.deviation) == ("vpub", "Hội nghị 28/12/2021 giới thiệu")
    assert book.store.last_seq == before + 2


def test_the_same_departure_may_be_forbidden_or_left_alone(book: Book, adopt: Adopt) -> None:
    units(book, 3)
    led(book, 2024, "u00")
    book.leadership.put_term(2024, "u01", "deputy")
    adopt(2025, severities={"successor": "forbid"})
    with pytest.raises(RuleViolation) as refused:
        book.leadership.put_term(2025, "u02", "head", deviation="có lý do")
    assert (refused.value.code, refused.value.facts["check"]) == ("rotation.forbidden", "successor")
    book.regulations.amend(
        2025, "luan-phien", {**_spec(book), "severities": {"successor": "off"}}, "x", None, "2025-01-01"
    )
    book.leadership.put_term(2025, "u02", "head")


def _spec(book: Book) -> dict[str, Any]:
    rule = book.rotation.rule(2025)
    assert rule is not None
    return dict(rule.spec)


def test_assigned_by_decision_without_an_election(book: Book, adopt: Adopt) -> None:
    units(book, 3)
    adopt(2025, how="appointed", successor="free", one_per_round=False)
    said = {"decision": "Quyết định số 15/QĐ-UBND ngày 10/01/2025", "decided_on": "2025-01-10"}
    for year in (2024, 2025, 2026):
        book.leadership.put_term(year, "u00", "head", basis="appointed", **said)
    assert [term.deviation for term in book.leadership.all()] == [None, None, None]
    with pytest.raises(RuleViolation) as refused:
        book.leadership.put_term(2025, "u01", "deputy", basis="elected")
    assert refused.value.facts["check"] == "basis"


def test_a_status_may_change_though_the_rule_would_now_refuse(book: Book, adopt: Adopt) -> None:
    units(book, 2)
    led(book, 2024, "u00")
    key = book.leadership.put_term(2025, "u00", "head", basis="proposed", status="proposed")
    adopt(2025, severities={"one-per-round": "forbid"})
    said = {"decision": "Quyết định số 3/QĐ-UBND", "decided_on": "2025-02-01"}
    put_again(book.leadership, key, "approved", **said)
    assert book.leadership.term(key).status == "approved"
    with pytest.raises(RuleViolation, match=r"rotation\.forbidden"):
        book.leadership.put_term(2025, "u00", "head", basis="elected", key=key)


def test_only_units_of_the_list_lead_where_turns_are_ruled(book: Book, adopt: Adopt) -> None:
    units(book, 2)
    adopt(2025)
    book.members.add("Đơn vị ngoài khối", key="ngoai")
    with pytest.raises(RuleViolation, match=r"rotation\.not_a_member"):
        book.leadership.put_term(2025, "ngoai", "head")
    book.members.leave(2025, "u00", "2025-07-01")
    book.leadership.put_term(2025, "u00", "head", to_date="2025-06-30", status="ended")
    assert book.rotation.circle(2025).units == ("u01",)


def test_two_rules_of_rotation_are_a_question(book: Book, adopt: Adopt) -> None:
    units(book, 2)
    adopt(2025)
    other = Rule(
        "khac", "rotation/1", cite="Điều 3", spec={"how": "appointed", "successor": "free", "one_per_round": False}
    )
    book.regulations.adopt(2025, Regulation("qd", "Quy định của tỉnh"), (other,), beside=True)
    (question,) = book.rotation.open_questions(2025)
    assert question in book.decisions.open_questions(2025)
    assert book.rotation.rule(2025) is None
    book.decisions.answer(question, "khac", "Tỉnh phân công", year=2025)
    chosen = book.rotation.rule(2025)
    assert chosen is not None and chosen.key == "khac"


# --- who takes turns -------------------------------------------------------------------------------------------------


def test_newcomers_wait_and_those_of_the_first_list_do_not(book: Book, adopt: Adopt) -> None:
    units(book, 2)
    book.members.add("Đơn vị mới", key="moi")
    book.members.admit(2025, "moi", from_date="2025-04-01")
    book.next_year.open(2026, 2025)
    book.members.add("Đơn vị sau", key="sau", year=2026)
    adopt(2026, newcomer_years=1)
    assert book.rotation.circle(2026).joined == {"moi": 2025, "sau": 2026}
    found = book.rotation.check(Term("x", 2026, "sau", "head"))
    assert [breach.check for breach in found] == ["newcomer"]
    assert book.rotation.check(Term("x", 2026, "moi", "head")) == ()


def test_a_merger_keeps_the_turn_only_where_a_decision_says_so(book: Book, adopt: Adopt) -> None:
    units(book, 4)
    adopt(2025, successor="free")
    led(book, 2023, "u00", "u01")
    heir = book.members.merge("2025-03-01", ["u00", "u02"], NewUnit("Đơn vị gộp", key="gop"))
    assert (book.rotation.circle(2025).heirs, book.rotation.circle(2025).joined) == ({}, {heir: 2025})
    assert heir in book.rotation.turns(2025).not_yet
    (question,) = book.members.inherits_questions(2025)
    book.decisions.answer(question, "u00", "Tiếp nối thành tích", document="Công văn số 1", year=2025)
    circle = book.rotation.circle(2025)
    assert (circle.heirs, circle.joined) == ({"u00": heir}, {})
    row = next(row for row in book.rotation.table(2025) if row.unit == heir)
    assert (row.led, row.in_round, row.through) == (((2023, "u00"),), 2023, "u00")


@pytest.mark.parametrize("reason", ["joined", "declined", "disciplined", "anniversary", "other"])
def test_a_turn_passed_over_is_skipped_that_year_only(book: Book, adopt: Adopt, reason: str) -> None:
    units(book, 3)
    adopt(2025)
    led(book, 2025, "u00")
    book.leadership.put_term(2025, "u01", "deputy")
    book.rotation.put_exception(2026, "u01", reason, "Văn bản của đơn vị", "Công văn số 8")
    found = book.rotation.suggestion(2026)
    assert (found.head, found.reasons[0][0]) == ("u02", "skipped")
    assert "excluded" in [one.check for one in book.rotation.check(Term("x", 2026, "u01", "head"))]
    assert "excluded" not in [one.check for one in book.rotation.check(Term("x", 2027, "u01", "head"))]
    book.rotation.remove_exception(2026, "u01")
    assert book.rotation.suggestion(2026).head == "u01"
    book.store.undo()
    assert book.rotation.exceptions(2026)[0].document == "Công văn số 8"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ((2026, "u00", "tired"), "rotation.reason_unknown"),
        ((2026, "u00", "other"), "rotation.note_needed"),
        ((1899, "u00", "declined"), "year.out_of_range"),
        ((2026, "khong-co", "declined"), "unit.unknown"),
    ],
)
def test_exceptions_refused(book: Book, said: tuple[int, str, str], code: str) -> None:
    units(book, 1)
    with pytest.raises(Refusal) as refused:
        book.rotation.put_exception(*said)
    assert refused.value.code == code
    assert book.rotation.exceptions() == ()
    with pytest.raises(RuleViolation, match=r"rotation\.no_exception"):
        book.rotation.remove_exception(2026, "u00")


# --- plans -----------------------------------------------------------------------------------------------------------


def test_twelve_units_in_twenty_four_years_lead_exactly_twice(book: Book, adopt: Adopt) -> None:
    keys = units(book, 12)
    adopt(2025)
    planned = book.rotation.plans.make(2026, 24)
    assert Counter(planned.plan.heads.values()) == dict.fromkeys(keys, 2)
    assert planned.plan.best
    assert [planned.plan.deputies[year] for year in range(2026, 2049)] == [
        (planned.plan.heads[year],) for year in range(2027, 2050)
    ]


def test_thirty_by_thirty_and_what_if_within_a_second_each(book: Book, adopt: Adopt) -> None:
    units(book, 30)
    adopt(2025)
    led(book, 2023, "u05", "u11", "u17")
    began = process_time()
    planned = book.rotation.plans.make(2026, 30)
    made = process_time()
    unit = planned.plan.heads[2030]
    assert unit is not None
    declined = book.rotation.plans.if_declined(planned, unit)
    assert (made - began < 1, process_time() - made < 1) == (True, True)
    assert declined.after.plan.heads[2030] != unit
    assert declined.moved[0].year == 2030
    assert book.rotation.exceptions() == (), "asking writes nothing"


@pytest.mark.parametrize("successor", ["free", "deputy"])
@pytest.mark.parametrize(("count", "done"), [(4, 1), (5, 2), (6, 0), (8, 3)])
def test_whoever_lets_a_turn_pass_leads_later_and_never_sooner(
    book: Book, adopt: Adopt, successor: str, count: int, done: int
) -> None:
    keys = units(book, count)
    adopt(2025, successor=successor)
    led(book, 2026 - done, *keys[:done])
    planned = book.rotation.plans.make(2026, 12)
    for unit in keys:
        found = book.rotation.plans.if_declined(planned, unit)
        assert [one.year for one in found.moved if one.after == unit and one.year <= found.year] == []
        assert found.year in [one.year for one in found.moved]
        after = [year for year, head in found.after.plan.heads.items() if head == unit]
        assert after and min(after) > found.year
        assert found.after.plan.fewest_turns == planned.plan.fewest_turns


def test_a_turn_let_pass_leaves_the_turns_before_it(book: Book, adopt: Adopt) -> None:
    units(book, 4)
    adopt(2025)
    planned = book.rotation.plans.make(2026, 12)
    first, second, *_rest = [year for year, head in planned.plan.heads.items() if head == "u03"]
    found = book.rotation.plans.if_declined(planned, "u03", second)
    later = [year for year, head in found.after.plan.heads.items() if head == "u03"]
    assert later[0] == first and later[1] > second


def test_a_plan_continues_the_round_and_keeps_what_is_decided(book: Book, adopt: Adopt) -> None:
    units(book, 4)
    adopt(2025)
    led(book, 2024, "u03", "u00")
    book.leadership.put_term(2025, "u02", "deputy")
    planned = book.rotation.plans.make(2026, 6)
    assert [planned.plan.heads[year] for year in (2026, 2027)] == ["u02", "u01"]
    book.leadership.put_term(2026, "u01", "head", basis="proposed", status="proposed", deviation="u02 xin lùi lượt")
    again = book.rotation.plans.make(2026, 6)
    assert (again.plan.heads[2026], again.plan.heads[2027], again.decided) == ("u01", "u02", frozenset({2026}))
    with pytest.raises(RuleViolation, match=r"rotation\.turn_decided"):
        book.rotation.plans.if_declined(again, "u01", 2026)


def test_who_has_no_turn_cannot_decline_it(book: Book, adopt: Adopt) -> None:
    units(book, 4)
    adopt(2025)
    planned = book.rotation.plans.make(2026, 2)
    absent = next(unit for unit in planned.units if unit not in planned.plan.heads.values())
    with pytest.raises(RuleViolation, match=r"rotation\.no_turn"):
        book.rotation.plans.if_declined(planned, absent)


def test_newcomers_and_mergers_replan_only_the_future(book: Book, adopt: Adopt) -> None:
    units(book, 5)
    adopt(2025)
    led(book, 2025, "u00")
    first = book.rotation.plans.make(2026, 9)
    book.rotation.plans.announce(first.plan.heads, first.deputies, "Thông báo số 1")
    history = book.leadership.history()
    book.members.merge("2025-08-01", ["u01", "u02"], NewUnit("Đơn vị gộp", key="gop"))
    book.members.add("Đơn vị mới", key="moi", year=2025)
    second = book.rotation.plans.make(2026, 9)
    assert set(second.units) == {"u00", "gop", "u03", "u04", "moi"}
    assert {one.unit for one in second.lost} == {"u01", "u02"}
    assert {one.year for one in second.lost} <= {one.year for one in second.changes}
    assert book.leadership.history() == history
    assert min(second.plan.heads) == 2026


def test_an_announced_list_is_kept_and_changes_against_it_are_told(book: Book, adopt: Adopt) -> None:
    keys = units(book, 4)
    adopt(2025)
    listed = dict(zip(range(2026, 2034), [*reversed(keys), *reversed(keys)], strict=True))
    book.rotation.plans.announce(listed, None, "Thông báo số 5/TB")
    planned = book.rotation.plans.make(2026, 8)
    assert (dict(planned.plan.heads), planned.changes, planned.plan.best) == (listed, (), True)
    book.rotation.put_exception(2027, "u02", "declined", "Đại hội")
    moved = book.rotation.plans.make(2026, 8).changes
    assert moved[0].year == 2027 and moved[0].before == "u02"
    book.rotation.plans.announce({2028: "u00", 2029: "u01"}, {2028: ("u01", "u02")}, "Thông báo số 9/TB")
    told = [(one.year, one.role, one.unit) for one in book.rotation.plans.announced()]
    assert told == [
        (2026, "head", "u03"),
        (2027, "head", "u02"),
        (2028, "head", "u00"),
        (2028, "deputy", "u01"),
        (2028, "deputy", "u02"),
        (2029, "head", "u01"),
    ]
    book.rotation.plans.withdraw(2027)
    assert [one.year for one in book.rotation.plans.announced()] == [2026]
    book.store.undo()
    assert [(one.rank, one.unit) for one in book.rotation.plans.announced() if one.role == "deputy"] == [
        (1, "u01"),
        (2, "u02"),
    ]


@pytest.mark.parametrize(
    ("heads", "code"),
    [
        ({}, "rotation.nothing_to_announce"),
        ({2026: None}, "rotation.nothing_to_announce"),
        ({2026: "la"}, "unit.unknown"),
        ({9000: "u00"}, "year.out_of_range"),
    ],
)
def test_announcements_refused(book: Book, heads: dict[int, str | None], code: str) -> None:
    units(book, 1)
    with pytest.raises(Refusal) as refused:
        book.rotation.plans.announce(heads)
    assert refused.value.code == code
    with pytest.raises(RuleViolation, match=r"rotation\.nothing_announced"):
        book.rotation.plans.withdraw(2026)


@pytest.mark.parametrize(
    ("count", "years", "code"),
    [(31, 5, "rotation.plan_too_large"), (3, 31, "rotation.plan_too_large"), (0, 5, "rotation.no_units")],
)
def test_plans_refused(book: Book, count: int, years: int, code: str) -> None:
    units(book, count)
    with pytest.raises(RuleViolation) as refused:
        book.rotation.plans.make(2026, years)
    assert refused.value.code == code


# --- several deputies ------------------------------------------------------------------------------------------------


def two_deputies(book: Book, adopt: Adopt) -> None:
    """Six units in order; the first leads, the next two are its deputies."""
    units(book, 6)
    adopt(2025, deputies=2, order=["u00", "u01", "u02", "u03", "u04", "u05"])
    led(book, 2025, "u00")
    book.leadership.put_term(2025, "u01", "deputy")
    book.leadership.put_term(2025, "u02", "deputy", rank=2)


def test_two_deputies_are_looked_ahead_recorded_and_planned(book: Book, adopt: Adopt) -> None:
    two_deputies(book, adopt)
    first, second = book.rotation.outlook(2026, 2)
    assert (first.head, first.deputies) == ("u01", ("u02", "u03"))
    assert first.open_office() == OpenOffice(2026, "head", 1, "u01")
    assert (second.head, second.deputies) == ("u02", ("u03", "u04"))
    book.leadership.put_term(2026, "u01", "head")
    book.leadership.put_term(2026, "u05", "deputy", deviation="u02 xin lùi")
    (first,) = book.rotation.outlook(2026, 1)
    assert (first.deputies, first.open_office()) == (("u05", "u02"), OpenOffice(2026, "deputy", 2, "u02"))
    planned = book.rotation.plans.make(2026, 6)
    assert planned.deputies[2026][0] == "u05" and planned.plan.heads[2027] == "u05"
    assert all(len(set(deputies)) == 2 for year, deputies in planned.deputies.items() if year < 2030)
    book.rotation.plans.announce(planned.plan.heads, planned.deputies, "TB 1")
    ranks = [(one.year, one.rank) for one in book.rotation.plans.announced() if one.role == "deputy"]
    assert ranks[:4] == [(2026, 1), (2026, 2), (2027, 1), (2027, 2)]


def test_a_head_that_is_recorded_stands_before_the_one_the_rule_names(book: Book, adopt: Adopt) -> None:
    units(book, 4)
    adopt(2025, deputies=0, order=["u00", "u01", "u02", "u03"])
    led(book, 2025, "u00", "u03")
    assert [one.head for one in book.rotation.outlook(2026, 2)] == ["u03", "u01"]


def test_a_second_deputy_recorded_alone_leaves_the_first_place_to_the_rule(book: Book, adopt: Adopt) -> None:
    two_deputies(book, adopt)
    book.leadership.put_term(2026, "u01", "head")
    book.leadership.put_term(2026, "u05", "deputy", rank=2, deviation="u03 xin lùi")
    first, second = book.rotation.outlook(2026, 2)
    assert first.deputies == ("u02", "u05")
    assert second.head == "u02", "the first of last year's deputies follows"


def test_rotation_ahead_begins_with_the_year_itself_while_an_office_of_it_is_open(book: Book, adopt: Adopt) -> None:
    units(book, 6)
    adopt(2025, deputies=0, order=["u00", "u01", "u02", "u03", "u04", "u05"])
    led(book, 2024, "u00")
    assert [one.year for one in book.rotation.ahead(2025, 2)] == [2025, 2026, 2027]
    book.leadership.put_term(2025, "u01", "head")
    assert [one.year for one in book.rotation.ahead(2025, 2)] == [2026, 2027]


# --- one office, one year --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ruled", [False, True])
def test_the_same_unit_is_head_and_deputy_only_for_a_reason(book: Book, adopt: Adopt, ruled: bool) -> None:
    units(book, 3)
    if ruled:
        adopt(2025)
    led(book, 2025, "u00")
    with pytest.raises(RuleViolation, match=r"rotation\.two_offices"):
        book.leadership.put_term(2025, "u00", "deputy")
    assert [one.role for one in book.leadership.terms(2025)] == ["head"]
    book.leadership.put_term(2025, "u00", "deputy", deviation="Khối chỉ còn một đơn vị tham gia")
    book.store.undo()
    if ruled:
        adopt(2025, severities={"two-offices": "forbid"})
        with pytest.raises(RuleViolation, match=r"rotation\.forbidden"):
            book.leadership.put_term(2025, "u00", "deputy", deviation="Khối chỉ còn một đơn vị tham gia")


def test_a_term_that_runs_into_other_years_needs_a_reason(book: Book) -> None:
    units(book, 2)
    with pytest.raises(RuleViolation, match=r"rotation\.term_length"):
        book.leadership.put_term(2025, "u00", "head", to_date="2030-12-31")
    key = book.leadership.put_term(2025, "u00", "head", to_date="2025-12-31")
    with pytest.raises(RuleViolation, match=r"rotation\.term_length"):
        book.leadership.put_term(2025, "u00", "head", to_date="2030-12-31", key=key)
    book.leadership.put_term(2025, "u00", "head", to_date="2030-12-31", key=key, deviation="Bầu theo nhiệm kỳ năm năm")
