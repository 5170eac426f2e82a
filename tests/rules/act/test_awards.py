"""Eligibility by clause over the years, quotas with their base, shortlists, money; the practice bloc's proposals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.act.awards import (
    Eligibility,
    Prize,
    allowance,
    eligibility,
    money,
    over_quota,
    part,
    payable,
    preferred,
    prospects,
    quota_use,
    shortlist,
)
from models.rules.act.honours import History, Honour, clashes, facts_for, streak
from models.rules.errors import RuleViolation
from models.rules.number.questions import Decision, Question
from models.rules.place.classes import classify
from models.rules.place.ranking import TieBallot, rank
from models.rules.place.regulation import Rule, check_rule
from tests.rules import practice

YEAR = 2025
NAMES = {
    "Bằng khen của Chủ tịch UBND tỉnh": "BK_TINH",
    "Cờ thi đua của UBND tỉnh": "CO_TINH",
    "Chiến sĩ thi đua cơ sở": "CSTDCS",
    "Chiến sĩ thi đua cấp tỉnh": "CSTD_TINH",
}
P2 = TieBallot(("BTC", "MTTQ"), {"MTTQ": 5, "BTC": 3}, ("MTTQ",))


def award(name: str, holder: str, when: dict[str, Any], cite: str) -> Rule:
    words = {
        "HTXS": "Hoàn thành xuất sắc nhiệm vụ",
        "rating:HTXS": "hoàn thành xuất sắc nhiệm vụ",
        "CSTDCS": "Chiến sĩ thi đua cơ sở",
    }
    spec = {"award": name, "holder": holder, "when": when, "words": words}
    rule = practice.rule(
        f"dieu-kien-{name}-{holder}".lower().replace("_", "-"), "eligibility/1", cite, spec, f"award:{name}"
    )
    assert check_rule(rule) == ()
    return rule


FLAG = award(
    "CO_TINH",
    "collective",
    {"all": [{"fact": "leads-bloc"}, {"fact": "class", "eq": "HTXS"}, {"fact": "approved-by-vote", "of": "CO_TINH"}]},
    "Điều 10 khoản 1",
)
MERIT = award(
    "BK_TINH",
    "collective",
    {
        "all": [
            {"fact": "class", "eq": "HTXS"},
            {"fact": "streak", "of": "rating:HTXS", "unused_by": "BK_TINH", "ge": 2},
        ]
    },
    "Điều 10 khoản 2",
)
NOT_ELSEWHERE = {"not": {"fact": "proposed-elsewhere"}}
MERIT_PERSON = award(
    "BK_TINH", "individual", {"all": [{"fact": "streak", "of": "CSTDCS", "ge": 2}, NOT_ELSEWHERE]}, "Điều 10 khoản 4"
)
FIGHTER = award(
    "CSTD_TINH", "individual", {"all": [{"fact": "streak", "of": "CSTDCS", "ge": 3}, NOT_ELSEWHERE]}, "Điều 10 khoản 4"
)
SALARY = Rule(
    "luong",
    "base-salary/1",
    None,
    "2024-07-01",
    "2026-06-30",
    "NĐ 73/2024",
    spec={"amount": practice.DATA["regulation"]["base_salary"]["amount"], "round_up_to": 10000},
)


def collective(unit: str) -> History:
    """Ratings and awards of a unit; a Bằng khen used up its own year and the one before (Điều 10 khoản 3)."""
    ratings = practice.DATA["collective_ratings"]
    honours = [
        Honour(f"rating:{rating}", year)
        for year, rating in zip(ratings["years"], ratings["units"][unit], strict=True)
        if rating is not None
    ]
    for row in practice.DATA["award_history"]:
        if row["unit"] == unit and "person" not in row and row["award"] in NAMES:
            name = NAMES[row["award"]]
            consumes = (row["year"] - 1, row["year"]) if name == "BK_TINH" else ()
            honours.append(Honour(name, row["year"], row["decision"], consumes))
    return History(unit, tuple(honours))


def person(name: str) -> History:
    rows = [row for row in practice.DATA["award_history"] if row.get("person") == name]
    return History(name, tuple(Honour(NAMES[row["award"]], row["year"], row["decision"]) for row in rows))


def practice_year() -> tuple[Any, Any]:
    places = rank(practice.contenders(), practice.RANKING, ballots=[P2])
    return places, classify(places, practice.facts(), practice.CLASSES, practice.CLASS_QUOTA)


def merit_of(unit: str, final: str | None) -> Eligibility:
    history = collective(unit)
    known = {} if final is None else {"class": final}
    return eligibility(MERIT, facts_for(MERIT.spec["when"], history, YEAR, known))


# --- the practice bloc's proposals
# -------------------------------------------------------------------------------------


def test_practice_shortlist_and_who_was_passed_over() -> None:
    places, classed = practice_year()
    finals = {c.unit: c.final for c in classed.classings}
    judged = {unit: merit_of(unit, finals[unit]) for unit in practice.UNITS if unit != "STC"}
    quota = practice.rule(
        "so-bang-khen",
        "award-quota/1",
        "Điều 10 khoản 2",
        {"award": "BK_TINH", "percent": 25, "base": "units", "rounding": "down", "after": ["CO_TINH"], "order": "rank"},
    )
    expected = practice.EXPECTED["quotas"][2]
    use = quota_use(quota, [], {"units": len(practice.UNITS)})
    assert (use.base, use.computed, use.max) == (expected["base"], Fraction(expected["computed"]), expected["max"])
    chosen = shortlist(places, classed.classings, judged, "BK_TINH", use.max, taken=["VPUB"])
    assert (chosen.proposed, chosen.cut) == (("TTR", "MTTQ"), ())
    assert len(chosen.proposed) == expected["used"]
    for over, told in zip(chosen.passed_over, practice.EXPECTED["passed_over_for_Bang_khen"], strict=True):
        assert (over.unit, over.rank) == (told["unit"], told["rank"])
        assert over.reason == told["reason"]


def test_practice_shortlist_cannot_be_closed_while_the_tie_crosses_it() -> None:
    places = rank(practice.contenders(), practice.RANKING)
    judged = {unit: Eligibility("BK_TINH", "eligible", (), "") for unit in practice.UNITS}
    _, classed = practice_year()
    chosen = shortlist(places, classed.classings, judged, "BK_TINH", 2, taken=["VPUB"])
    assert (chosen.proposed, chosen.cut) == (("TTR",), ("BTC", "MTTQ"))


def eligible_of(row: dict[str, Any]) -> Eligibility:
    """Judge one row of `proposals` from the raw inputs."""
    if "person" in row:
        rule = MERIT_PERSON if NAMES[row["award"]] == "BK_TINH" else FIGHTER
        given = next(p for p in practice.DATA["proposals"] if p.get("person") == row["person"])
        elsewhere = "Cơ quan ngành dọc" in given.get("note", "")
        return eligibility(
            rule, facts_for(rule.spec["when"], person(row["person"]), YEAR, {"proposed-elsewhere": elsewhere})
        )
    places, classed = practice_year()
    final = {c.unit: c.final for c in classed.classings}[row["unit"]]
    if NAMES[row["award"]] == "BK_TINH":
        return merit_of(row["unit"], final)
    leads = places[0].unit == row["unit"]
    return eligibility(FLAG, {"class": final, "leads-bloc": leads, "approved-by-vote(of=CO_TINH)": True})


@pytest.mark.parametrize("row", practice.EXPECTED["proposals"], ids=lambda row: row.get("person", row["unit"]))
def test_practice_proposals(row: dict[str, Any]) -> None:
    found = eligible_of(row)
    assert found.result == row["result"].replace("_", "-")
    assert all(clause.cite.startswith("Điều 10") and clause.quote for clause in found.clauses)
    years = {"TTR": "2024, 2025", "MTTQ": "2024, 2025", "Đỗ Quế Chi": "2024, 2025", "Hồ Ngọc Quỳnh": "2023, 2024, 2025"}
    holder = row.get("person", row["unit"])
    if holder in years:
        own = next(clause.own for clause in found.clauses if clause.fact.startswith("streak"))
        assert own is not None
        assert years[holder] in own
    if row["result"] == "not_eligible":
        assert "thiếu năm 2024, có năm 2023" in found.failing[0].text


def test_practice_vpub_has_used_up_2024_for_the_certificate() -> None:
    found = merit_of("VPUB", "HTXS")
    assert found.result == "not-eligible"
    assert "thành tích năm 2024 đã dùng cho lần tặng năm 2024" in found.failing[0].text


def test_practice_money() -> None:
    total = 0
    for row, told in zip(practice.DATA["proposals"], practice.EXPECTED["proposals"], strict=True):
        if row["status"] == "approved":
            assert SALARY.in_force(row["date"])
            amount = money(Fraction(row["money_coefficient"]), SALARY)
            assert amount == told["money_dong"]
            total += amount
    assert total == practice.EXPECTED["money_total_dong"]


# --- history
# -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "year", "years", "note"),
    [
        ([2023, 2024, 2025], 2025, (2023, 2024, 2025), "2023, 2024, 2025"),
        ([2023, 2025], 2025, (2025,), "2025; thiếu năm 2024, có năm 2023"),
        ([2023, 2024], 2025, (), "thiếu năm 2025, có năm 2023, 2024"),
        ([], 2025, (), ""),
    ],
)
def test_a_gap_breaks_a_run(held: list[int], year: int, years: tuple[int, ...], note: str) -> None:
    found = streak(History("x", tuple(Honour("CSTDCS", y) for y in held)), "CSTDCS", year)
    assert (found.years, found.note) == (years, note)


@given(st.sets(st.integers(2000, 2030)), st.integers(2000, 2030))
def test_a_run_ends_in_its_year_and_cannot_be_longer(held: set[int], year: int) -> None:
    run = streak(History("x", tuple(Honour("t", y) for y in held)), "t", year).years
    assert set(run) <= held
    assert not run or (run[-1] == year and list(run) == list(range(run[0], year + 1)))
    before = (run[0] if run else year + 1) - 1
    assert before not in held


@pytest.mark.parametrize(
    ("known_from", "needed", "result"),
    [(None, 3, "not-eligible"), (2024, 3, "unknown"), (2024, 2, "eligible"), (2022, 3, "not-eligible")],
)
def test_years_never_entered_are_unknown_not_missing(known_from: int | None, needed: int, result: str) -> None:
    history = History("x", (Honour("CSTDCS", 2024), Honour("CSTDCS", 2025)), known_from)
    rule = Rule(
        "r",
        "eligibility/1",
        cite="Đ22",
        spec={"award": "A", "holder": "individual", "when": {"fact": "streak", "of": "CSTDCS", "ge": needed}},
    )
    assert eligibility(rule, facts_for(rule.spec["when"], history, 2025, {})).result == result


@pytest.mark.parametrize(
    ("test", "value", "note"),
    [
        ({"fact": "held", "of": "BK"}, False, None),
        ({"fact": "held-before", "of": "BK"}, True, "2020, 2023"),
        ({"fact": "years-since", "of": "BK", "ge": 2}, 2, "lần gần nhất năm 2023"),
        ({"fact": "times", "of": "BK", "years": 5, "le": 1}, 1, "2023"),
    ],
)
def test_facts_of_history(test: dict[str, object], value: object, note: str | None) -> None:
    history = History("x", (Honour("BK", 2020), Honour("BK", 2023)))
    (found,) = facts_for({"all": [test]}, history, 2025, {}).values()
    assert getattr(found, "value", found) == value
    assert getattr(found, "note", None) == note


def test_one_achievement_rewarded_twice_is_found() -> None:
    first, second = Honour("BK", 2023, "1", (2022, 2023)), Honour("BK", 2024, "2", (2023, 2024))
    assert clashes([second, first, Honour("BK", 2025, "3", (2025,)), Honour("CO", 2023, "4", (2023,))]) == (
        (first, second),
    )


def test_discipline_and_open_verification() -> None:
    when = {
        "all": [
            {"fact": "streak", "of": "LDTT", "ge": 1},
            {"not": {"fact": "under-verification"}},
            {"not": {"fact": "own-discipline"}},
        ]
    }
    rule = Rule("r", "eligibility/1", cite="NĐ 152/2025 Đ4", spec={"award": "A", "holder": "individual", "when": when})
    history = History("x", (Honour("LDTT", 2025),))

    def judged(verification: bool, discipline: bool | None) -> str:
        known = {"under-verification": verification, "own-discipline": discipline}
        return eligibility(rule, facts_for(when, history, 2025, known)).result

    assert judged(False, False) == "eligible"
    assert judged(True, False) == "suspended"
    assert judged(True, True) == "not-eligible"
    assert judged(False, None) == "unknown"


def test_what_could_be_proposed_and_what_is_missing() -> None:
    facts = {
        "BK_TINH": {"class": "HTXS", "streak(of=rating:HTXS,unused_by=BK_TINH)": 1},
        "CO_TINH": {"leads-bloc": True, "class": "HTXS", "approved-by-vote(of=CO_TINH)": True},
    }
    found = prospects([MERIT, FLAG], facts)
    assert [(e.award, e.result) for e in found] == [("CO_TINH", "eligible"), ("BK_TINH", "not-eligible")]
    assert found[1].failing[0].text == "số năm liên tục đạt hoàn thành xuất sắc nhiệm vụ từ 2 trở lên (hiện: 1)"


# --- quotas
# ------------------------------------------------------------------------------------------------------------


def quota(**spec: object) -> Rule:
    rule = Rule("q", "award-quota/1", cite="Điều 3", spec={"award": "A", **spec})
    assert check_rule(rule) == ()
    return rule


SIZES = [{"from": 4, "to": 7, "max": 2}, {"from": 8, "to": 12, "max": 3}]


@pytest.mark.parametrize(
    ("rule", "bases", "expected"),
    [
        (quota(max=1), {}, (Fraction(1), 1, None)),
        (quota(percent=25, base="units", rounding="down"), {"units": 9}, (Fraction(9, 4), 2, 9)),
        (quota(percent=20, base="holders:CO_TINH", rounding="down"), {"holders:CO_TINH": 48}, (Fraction(48, 5), 9, 48)),
        (quota(percent=15, base="holders:LDTT", rounding="half-up"), {"holders:LDTT": 10}, (Fraction(3, 2), 2, 10)),
        (quota(by_size=SIZES), {"units": 7}, (Fraction(2), 2, 7)),
        (quota(by_size=SIZES), {"units": 8}, (Fraction(3), 3, 8)),
    ],
)
def test_allowances(rule: Rule, bases: dict[str, int], expected: tuple[Fraction, int, int | None]) -> None:
    assert allowance(rule, bases) == expected


@pytest.mark.parametrize(
    ("rule", "bases", "code"),
    [
        (quota(by_size=SIZES), {"units": 13}, "quota.size_not_in_table"),
        (quota(percent=20, base="rated:HTT", rounding="down"), {"units": 9}, "quota.base_unknown"),
    ],
)
def test_a_base_nobody_gave_is_refused(rule: Rule, bases: dict[str, int], code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        allowance(rule, bases)
    assert caught.value.code == code


def test_one_too_many_needs_a_reasoned_override() -> None:
    rule = quota(max=1)
    use = quota_use(rule, ["a", "b"], {})
    assert use.over == 1
    question = over_quota(use, rule, 2025)
    assert question is not None
    assert question.facts["over"] == 1
    send = Decision("d", question.key, question.subject, choice="send", reason="Sở Nội vụ đồng ý")
    assert over_quota(use, rule, 2025, [send]) is None
    assert over_quota(quota_use(rule, ["a"], {}), rule, 2025) is None


def test_a_decision_to_send_too_many_rests_on_the_number_and_what_it_was_taken_of() -> None:
    share = quota(percent=10, base="units", rounding="down")
    for rule, sizes, base in ((share, {"units": 10}, 10), (quota(max=1), {}, 0)):
        question = over_quota(quota_use(rule, ["b", "a"], sizes), rule, 2025)
        assert question is not None
        assert question.facts == {"max": 1, "used": ["a", "b"], "over": 1, "base": base}


def test_women_first_among_equals() -> None:
    """NĐ 152/2025 Đ4.6: a collective with at least 70 % women."""
    rule = Rule("u", "tie-preference/1", cite="NĐ 152/2025 Đ4.6", spec={"prefer": "women", "share": 70})
    assert preferred(rule, {"a": Fraction(70), "b": Fraction(69)}) == ("a",)
    assert preferred(rule, {"a": Fraction(70), "b": Fraction(80)}) == ()
    assert preferred(replace(rule, spec={"prefer": "more-outstanding"}), {"a": Fraction(100), "b": Fraction(0)}) == ()


def test_as_many_as_are_preferred_have_the_places_in_the_order_of_the_equals() -> None:
    rule = Rule("u", "tie-preference/1", cite="Điều 4", spec={"prefer": "women", "share": 70})
    question = Question("award.equals", "x")
    shares = {"women": {"c": Fraction(90), "b": Fraction(20), "a": Fraction(80)}}
    assert part(("a", "b", "c"), 2, [rule], shares, question).chosen == ("a", "c")
    three = part(("a", "b", "c"), 1, [rule], shares, question)
    assert (three.chosen, three.question) == ((), question), "two are preferred for one place: somebody decides"


# --- money
# -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("coefficient", "salary", "amount"),
    [
        ("0.3", 2340000, 710000),
        ("0.8", 2340000, 1880000),
        ("0.3", 2530000, 760000),
        ("0.8", 2530000, 2030000),
        ("8", 2530000, 20240000),
        ("8", 2340000, 18720000),
        ("0", 2340000, 0),
    ],
)
def test_money_is_rounded_up_to_ten_thousand(coefficient: str, salary: int, amount: int) -> None:
    """domain §3.9 row 9, NĐ 152/2025 Đ49."""
    rule = replace(SALARY, spec={"amount": salary, "round_up_to": 10000})
    assert money(Fraction(coefficient), rule) == amount


def test_only_the_highest_is_paid_for_one_period() -> None:
    prizes = [
        Prize("u", "TTLDTT", "2025", 1880000),
        Prize("u", "TTLDXS", "2025", 3510000),
        Prize("u", "BK", "2024-2025", 7020000),
        Prize("v", "TTLDTT", "2025", 1880000),
    ]
    assert [(p.holder, p.title) for p in payable(prizes)] == [("u", "TTLDXS"), ("u", "BK"), ("v", "TTLDTT")]
    assert payable(prizes[::-1])[::-1] == payable(prizes)
