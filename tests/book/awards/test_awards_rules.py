"""What the law says of every title: equals and whom it prefers, one achievement one reward, shares, units that left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models.book.book import Book
from models.rules.errors import BadInput, RuleViolation
from models.rules.place.regulation import Regulation, Rule

YEAR = 2025
LAW = "Luật 06/2022/QH15, Điều 5"
WOMEN = "NĐ 152/2025/NĐ-CP, Điều 4 khoản 6"


def title(key: str, holder: str, **more: Any) -> Rule:
    spec = {"name": f"Danh hiệu {key}", "holder": holder, "level": "province", "decided_by": "Chủ tịch", **more}
    return Rule(f"t-{key.lower()}-{holder}", "title/1", f"title:{key}/{holder}", cite="Điều 1", spec=spec)


def condition(key: str, award: str, holder: str, when: dict[str, Any], cite: str = "Điều 2") -> Rule:
    spec = {"award": award, "holder": holder, "when": when}
    scope = f"award:{award}/{holder}"
    return Rule(key, "eligibility/1", scope, cite=cite, quote="Nguyên văn.", spec=spec)


ONCE = {"not": {"fact": "double-award"}}
SHARE = {"fact": "share", "of": "LDTT", "ge": 70}
RULES = (
    title("BK", "individual"),
    title("BK", "collective"),
    title("LDTT", "individual"),
    title("CSTDCS", "individual", includes="LDTT"),
    title("TT", "collective"),
    condition("dk-tt", "TT", "collective", {"all": [SHARE, {"fact": "count", "of": "CSTDCS", "ge": 1}]}),
    *(condition(f"mot-lan-{of}", "*", of, ONCE, LAW) for of in ("collective", "individual")),
    Rule("so", "award-quota/1", "award:BK/individual", cite="Điều 3", spec={"award": "BK", "max": 2}),
)
PREFER = Rule("nu", "tie-preference/1", cite=WOMEN, quote="Ưu tiên nữ.", spec={"prefer": "women", "share": 70})
HARD = Rule("kho", "tie-preference/1", cite="Điều 5", spec={"prefer": "hard-conditions"})
OUTSTANDING = Rule("noi", "tie-preference/1", cite="Điều 29", spec={"prefer": "more-outstanding"})


@pytest.fixture
def year(book: Book) -> Book:
    book.years.open(YEAR)
    for key in ("a", "b"):
        book.members.add(f"Đơn vị {key.upper()}", key.upper(), "state", key=key, year=YEAR)
    return book


def ruled(book: Book, *more: Rule) -> Book:
    book.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), (*RULES, *more))
    return book


def code(act: Callable[[], object]) -> str:
    with pytest.raises((RuleViolation, BadInput)) as caught:
        act()
    return caught.value.code


def people(book: Book, **genders: str | None) -> dict[str, str]:
    """People of unit a by name, each proposed for the certificate; the value is the gender recorded."""
    made = {}
    for name, gender in genders.items():
        made[name] = book.history.person("a", f"Người {name}")
        if gender:
            book.members.describe_person(made[name], gender=gender)
        book.awards.propose(YEAR, "BK", "a", made[name])
    return made


def the_list(book: Book) -> Any:
    return next(one for one in book.awards.lists(YEAR) if (one.title, one.holder) == ("BK", "individual"))


# --- equals ----------------------------------------------------------------------------------------------------------


def test_women_go_first_among_equals_and_the_article_says_so(year: Book) -> None:
    """NĐ 152/2025 Đ4.6: three are equally able for two places, one woman and one man more than there is room for."""
    who = people(ruled(year, PREFER), an="female", binh="male", chi="female")
    made = the_list(year)
    assert made.suggested == (who["an"], who["chi"])
    (out,) = made.passed_over
    assert (out.unit, out.reason) == (who["binh"], f"ưu tiên nữ khi đủ điều kiện như nhau ({WOMEN})")
    assert [one.code for one in made.blockers] == ["award.over_quota"]
    assert year.awards.cut_to_quota(YEAR, "BK", "individual") == 1
    (gone,) = [one for one in year.awards.proposals(YEAR) if one.status == "withdrawn"]
    assert (gone.who, gone.reason) == (who["binh"], out.reason)
    assert year.awards.submit(YEAR, "BK", "individual", "2025-12-20") == 2


@pytest.mark.parametrize(
    ("genders", "why"),
    [
        ({"an": "female", "binh": "male", "chi": None}, "chưa ghi giới tính của Người chi"),
        ({"an": "female", "binh": "female", "chi": "female"}, "quy định của năm không phân biệt được"),
        ({"an": "male", "binh": "male", "chi": "male"}, "quy định của năm không phân biệt được"),
        ({"an": "female", "binh": "male", "chi": "male"}, "quy định của năm không phân biệt được"),
    ],
)
def test_what_the_rule_cannot_part_is_asked_never_chosen(year: Book, genders: dict[str, str | None], why: str) -> None:
    who = people(ruled(year, PREFER), **genders)
    made = the_list(year)
    assert (made.suggested, made.passed_over) == ((), ())
    assert made.question is not None and made.because.endswith(why)
    assert "award.equals_cross" in [one.code for one in made.blockers]
    assert code(lambda: year.awards.cut_to_quota(YEAR, "BK", "individual")) == "award.equals_cross"
    assert made.question in year.decisions.open_questions(YEAR)
    year.decisions.answer(made.question, [who["binh"], who["chi"]], "Hội nghị thống nhất", year=YEAR)
    made = the_list(year)
    assert (made.suggested, made.question) == ((who["binh"], who["chi"]), None)
    assert [one.unit for one in made.passed_over] == [who["an"]]


def test_a_second_preference_parts_those_the_first_leaves_equal(year: Book) -> None:
    who = people(ruled(year, PREFER, HARD), an="female", binh="male", chi="male")
    assert the_list(year).because.endswith("chưa ghi điều kiện nơi công tác của Người binh, Người chi")
    year.findings.put(YEAR, who["binh"], "no", "hard-conditions")
    year.findings.put(YEAR, who["chi"], "yes", "hard-conditions")
    assert the_list(year).suggested == (who["an"], who["chi"])


def test_what_is_more_outstanding_is_for_people_to_say(year: Book) -> None:
    people(ruled(year, OUTSTANDING), an="female", binh="male", chi="male")
    made = the_list(year)
    assert made.question is not None and made.question.cite == "Điều 29"


def test_those_not_able_give_way_before_equals_are_looked_at(year: Book) -> None:
    who = people(ruled(year, PREFER), an="male", binh="male", chi="female")
    year.history.record("BK", YEAR, "a", who["binh"], decision="3/QĐ-UBND")
    made = the_list(year)
    assert made.suggested == (who["an"], who["chi"])
    assert [(one.unit, one.reason) for one in made.passed_over] == [(who["binh"], "chưa đủ điều kiện")]


def test_an_override_of_the_quota_asks_nobody_to_give_way(year: Book) -> None:
    people(ruled(year), an="male", binh="male", chi="male")
    (quota,) = the_list(year).quotas
    assert quota.question is not None
    year.decisions.answer(quota.question, "send", "Sở Nội vụ đồng ý", year=YEAR)
    assert the_list(year).question is None
    assert year.awards.submit(YEAR, "BK", "individual", "2025-12-20") == 3


# --- one achievement, one award --------------------------------------------------------------------------------------


def test_an_achievement_is_rewarded_once(year: Book) -> None:
    """Luật 06/2022 Điều 5, a clause of every title, with the award that used the year named."""
    ruled(year)
    key = year.awards.propose(YEAR, "BK", "a", years=[2024, YEAR])
    assert year.awards.check(key).result == "no-rule"  # the law alone gives nobody a title
    year.history.record("BK", 2024, "a", decision="191/QĐ-UBND")
    judged = year.awards.check(key)
    (clause,) = judged.clauses
    assert (judged.result, clause.cite) == ("not-eligible", LAW)
    assert clause.text == (
        "chưa được tặng danh hiệu, hình thức này cho cùng thành tích "
        "(hiện: có; lần tặng năm 2024 (191/QĐ-UBND) đã tính năm 2024)"
    )
    assert code(lambda: year.awards.submit(YEAR, "BK", "collective", "2025-12-20")) == "award.not_cleared"
    year.awards.describe(key, years=[YEAR])
    assert year.awards.check(key).result == "no-rule"


def test_the_award_a_proposal_became_is_not_held_against_it(year: Book) -> None:
    key = ruled(year).awards.propose(YEAR, "BK", "a")
    year.awards.approve([key], "5/QĐ-UBND", "2025-12-30")
    assert year.awards.check(key).result == "no-rule"


# --- shares ----------------------------------------------------------------------------------------------------------


def test_a_share_is_reckoned_and_decides(year: Book) -> None:
    """BN86 Đ4: from 70 % of the people LĐTT; 21 of 30 is just enough, 20 of 30 is not; without numbers it is asked."""
    key = ruled(year).awards.propose(YEAR, "TT", "a")
    assert year.awards.check(key).clauses[0].met is None
    year.findings.put(YEAR, "a", "1", "count(of=CSTDCS)")
    year.findings.put_share(YEAR, "a", "LDTT", 21, 30, "BC 12")
    judged = year.awards.check(key)
    assert judged.result == "eligible"
    assert judged.clauses[0].text == "tỷ lệ LDTT (%) từ 70 trở lên (hiện: 70; 21 trong 30 người)".replace(
        "LDTT", "Danh hiệu LDTT"
    )
    year.findings.put_share(YEAR, "a", "LDTT", 20, 30)
    assert year.awards.check(key).result == "not-eligible"
    assert "66,666667; 20 trong 30 người" in year.awards.check(key).clauses[0].text
    assert code(lambda: year.findings.put_share(YEAR, "a", "LDTT", 31, 30)) == "finding.more_than_all"
    assert code(lambda: year.findings.put_share(YEAR, "a", "LDTT", 1, 0)) == "finding.not_a_count"


def test_people_known_by_name_are_a_lower_bound(year: Book) -> None:
    """Two of four are named, one of them by the title that presupposes it: enough for half, unknown for 70 %."""
    key = ruled(year).awards.propose(YEAR, "TT", "a")
    year.findings.put(YEAR, "a", "4", "people")
    for name, granted in (("An", "LDTT"), ("Bình", "CSTDCS")):
        year.history.record(granted, YEAR, "a", year.history.person("a", f"Người {name}"))
    share, count, _once = year.awards.check(key).clauses
    assert (share.met, count.met) == (None, True)
    year.history.record("LDTT", YEAR, "a", year.history.person("a", "Người Chi"))
    share = year.awards.check(key).clauses[0]
    assert share.met and share.own == "75; 3 trong 4 người theo tên đã ghi trong sổ"


def test_a_share_told_as_such_still_answers(year: Book) -> None:
    key = ruled(year).awards.propose(YEAR, "TT", "a")
    year.findings.put(YEAR, "a", "80", "share(of=LDTT)")
    assert year.awards.check(key).clauses[0].met is True
    year.findings.put_share(YEAR, "a", "LDTT", 1, 10)  # the arithmetic goes before a typed share
    assert year.awards.check(key).clauses[0].met is False


# --- units that left -------------------------------------------------------------------------------------------------


def test_a_unit_that_left_is_not_proposed_unless_somebody_says_why(year: Book) -> None:
    ruled(year).members.leave(YEAR, "b", "2025-07-01", "QĐ 1/2025")
    with pytest.raises(RuleViolation) as caught:
        year.awards.propose(YEAR, "BK", "b")
    assert (caught.value.code, caught.value.facts["on"]) == ("award.unit_left", "2025-07-01")
    key = year.awards.propose(YEAR, "BK", "b", although="Sở Nội vụ hướng dẫn tại CV 12/SNV")
    (decided,) = year.decisions.recorded(YEAR)
    assert decided.decision.reason == "Sở Nội vụ hướng dẫn tại CV 12/SNV"
    assert year.awards.proposal(key).live
    assert year.awards.propose(YEAR, "BK", "b", year.history.person("b", "Người An"))  # said once for the unit
    assert year.store.undo_kind() is not None


def test_a_line_of_a_unit_that_leaves_later_hinders_its_list(year: Book) -> None:
    ruled(year).awards.propose(YEAR, "BK", "b")
    year.members.leave(YEAR, "b", "2025-12-15", "QĐ 1/2025")
    assert code(lambda: year.awards.submit(YEAR, "BK", "collective", "2025-12-20")) == "award.unit_left"
    (made,) = [one for one in year.awards.lists(YEAR) if one.holder == "collective" and one.title == "BK"]
    assert [one.code for one in made.blockers] == ["award.unit_left"]


def test_what_is_known_of_a_person_can_be_mended(year: Book) -> None:
    who = year.history.person("a", "Người An")
    year.members.describe_person(who, gender="female", birth_year=1980)
    (contact,) = year.members.contacts("a", every=True)
    assert (contact.gender, contact.birth_year) == ("female", 1980)
    year.members.describe_person(who, gender=None)
    assert year.store.row("person", who)["gender"] is None  # type: ignore[index]
    assert code(lambda: year.members.describe_person(who, gender="x")) == "person.gender_unknown"
    assert code(lambda: year.members.describe_person(who, birth_year=19)) == "year.out_of_range"
    assert code(lambda: year.members.describe_person("la", gender="male")) == "person.unknown"


# --- next year -------------------------------------------------------------------------------------------------------


def test_what_next_year_could_bring_looks_at_every_way_and_every_year_ahead(year: Book) -> None:
    """Two years running by one of two ways: whoever begins now is ready the year after next; the law's clause is told
    only where it stands in the way.
    """
    either = [{"fact": "streak", "of": of, "unused_by": "BK", "ge": 2} for of in ("TT", "CO")]
    ruled(year, title("CO", "collective"), condition("dk-bk", "BK", "collective", {"any": either}))
    year.findings.put_ratings(2020, {"a": "HT"})  # history reaches back, so a missing year is missing
    year.history.record("CO", 2020, "b")
    (fresh,) = [one for one in year.awards.prospects(YEAR, "a") if one.title == "BK"]
    assert (fresh.earliest, len(fresh.blocked)) == (YEAR + 2, 2)
    year.history.record("TT", YEAR, "a")
    (begun,) = [one for one in year.awards.prospects(YEAR, "a") if one.title == "BK"]
    assert (begun.earliest, begun.blocked) == (YEAR + 1, ())
    assert [one.fact for one in begun.needed] == ["streak(of=TT,unused_by=BK)"]
    year.history.record("BK", YEAR, "a", years=[2024, YEAR])
    (used,) = [one for one in year.awards.prospects(YEAR, "a") if one.title == "BK"]
    assert used.earliest == YEAR + 2
    assert "thành tích năm 2025 đã dùng cho lần tặng năm 2025" in used.blocked[0].text


def test_what_two_regulations_ask_in_the_same_words_stands_once(year: Book) -> None:
    leads = {"all": [{"fact": "leads-bloc"}]}
    ruled(year, condition("dk-bk", "BK", "collective", leads))
    law = condition("dk-bk", "BK", "collective", leads, cite="Luật, Điều 26")
    year.regulations.adopt(YEAR, Regulation("luat", "Luật"), [law], beside=True)
    (found,) = [one for one in year.awards.prospects(YEAR, "a") if one.title == "BK"]
    assert [(one.text, one.cite) for one in found.needed] == [
        ("đứng đầu khối (chưa có thông tin)", "Điều 2; Luật, Điều 26")
    ]
