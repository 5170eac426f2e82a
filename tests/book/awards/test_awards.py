"""Awards by their verbs: routes, quotas and their override, votes held elsewhere, decisions, closed years, dossiers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from models.book.book import Book, create_book, open_book
from models.book.units.rows import NewUnit
from models.book.year.year_facts import YearFacts
from models.exchange import interchange
from models.keeping import seal
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.questions import Decision
from models.rules.place.regulation import Regulation, Rule
from tests.book.awards.rules import REGULATION, STREAK, YEAR, rule, title


def code(act: Callable[[], object]) -> str:
    with pytest.raises((RuleViolation, BadInput)) as caught:
        act()
    return caught.value.code


def status(book: Book, key: str) -> str:
    return book.awards.proposal(key).status


# --- proposing -------------------------------------------------------------------------------------------------------


def test_a_proposal_takes_its_years_from_the_condition_and_is_judged(year: Book) -> None:
    key = year.awards.propose(YEAR, "BK", "a")
    one = year.awards.proposal(key)
    assert (one.years, one.route, one.status) == ((2024, 2025), "province", "proposed")
    assert year.awards.check(key).result == "eligible"
    year.findings.put(2024, "a", "HTT")
    assert year.awards.check(key).result == "not-eligible"
    year.findings.put(2024, "a", "")
    found = year.awards.check(key)
    assert (found.result, found.unclear[0].own) == ("unknown", None)


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"title": "XX"}, "award.title_unknown"),
        ({"title": "CO", "person": "p"}, "person.unknown"),
        ({"unit": "c"}, "award.route_missing"),
        ({"unit": "zz"}, "unit.unknown"),
        ({"route": "ministry"}, "award.word_unknown"),
        ({"waits_for": "rain"}, "award.word_unknown"),
        ({"years": (2026,)}, "honour.years_bad"),
        ({"year": 2031}, "year.unknown"),
    ],
)
def test_what_cannot_be_proposed(year: Book, said: dict[str, Any], refused: str) -> None:
    whole = {"year": YEAR, "title": "BK", "unit": "a", **said}
    assert code(lambda: year.awards.propose(**whole)) == refused
    assert year.awards.proposals(YEAR) == ()


def test_one_line_for_one_holder_and_title(year: Book) -> None:
    first = year.awards.propose(YEAR, "BK", "a")
    assert code(lambda: year.awards.propose(YEAR, "BK", "a")) == "award.twice"
    year.awards.withdraw(first, "rút")
    assert year.awards.propose(YEAR, "BK", "a") != first


def test_the_sector_proposing_the_same_achievement_is_a_conflict(year: Book) -> None:
    person = year.history.person("c", "Hồ Ngọc Quỳnh", 1985, "Thống kê viên")
    year.findings.put(YEAR, person, "2", "initiatives")
    key = year.awards.propose(YEAR, "BK", "c", person, route="province", opinion="Bộ đồng ý")
    assert year.awards.check(key).result == "eligible"
    other = year.awards.propose(YEAR, "Chiến sĩ thi đua ngành", "c", person, route="sector")
    found = year.awards.check(key)
    assert found.result == "conflict"
    assert "Chiến sĩ thi đua ngành, qua ngành" in found.reasons[0]
    assert year.awards.check(other).result == "no-rule"
    year.awards.withdraw(other, "ngành rút")
    assert year.awards.check(key).result == "eligible"


def test_an_open_verification_suspends(year: Book) -> None:
    when = {"all": [STREAK, {"not": {"fact": "under-verification"}}]}
    spec = {"award": "BK", "holder": "collective", "when": when}
    year.regulations.revise(YEAR, {"dk": rule("dk", "eligibility/1", "award:BK", spec)}, "bổ sung")
    key = year.awards.propose(YEAR, "BK", "a")
    assert year.awards.check(key).result == "eligible"
    year.findings.put(YEAR, "a", "yes", "under-verification", document="Đơn số 5")
    assert year.awards.check(key).result == "suspended"
    assert year.awards.step(year.awards.proposal(key)) == "suspended"


def test_conditions_of_two_regulations_must_both_be_met(year: Book) -> None:
    spec = {"award": "BK", "holder": "collective", "when": {"fact": "held-before", "of": "CO"}}
    more = rule("dk-luat", "eligibility/1", "award:BK/collective", spec, cite="Luật, Điều 72")
    year.regulations.adopt(YEAR, Regulation("luat", "Luật"), (more,), beside=True)
    year.history.record("GK", 2020, "b")
    found = year.awards.judge(YEAR, "BK", "a")
    assert found.result == "not-eligible"
    assert [clause.cite for clause in found.failing] == ["Luật, Điều 72"]
    year.history.record("CO", 2023, "a", decision="9/QĐ")
    assert year.awards.judge(YEAR, "BK", "a").result == "eligible"


def test_who_decides_changed_in_the_middle_of_the_year(book: Book) -> None:
    """Districts ended on 1/7/2025: before it another body decides, and the catalogue of the year shows both."""
    book.years.open(YEAR)
    book.regulations.adopt_pack(YEAR, "nd152-2025")

    def decider(on: str) -> str:
        return next(one.decided_by for one in book.awards.catalogue(YEAR, on) if one.key == "CSTDCS")

    assert "huyện" in decider("2025-06-30") and "xã" in decider("2025-07-01")
    assert [one.key for one in book.awards.wordings(YEAR)].count("CSTDCS") == 2
    assert [one.key for one in book.awards.catalogue(YEAR)].count("CSTDCS") == 1


# --- quotas and sending ----------------------------------------------------------------------------------------------


def test_one_too_many_is_told_and_needs_a_reasoned_override(year: Book) -> None:
    for unit in ("a", "b"):
        year.awards.propose(YEAR, "BK", unit)
    (made,) = [one for one in year.awards.lists(YEAR) if (one.title, one.holder) == ("BK", "collective")]
    assert [quota.use.over for quota in made.quotas] == [1]
    with pytest.raises(RuleViolation) as caught:
        year.awards.submit(YEAR, "BK", "collective", "2025-12-20")
    assert (caught.value.code, caught.value.facts["over"]) == ("award.over_quota", 1)
    (question,) = [one for one in year.decisions.open_questions(YEAR) if one.key == "award.over_quota"]
    year.decisions.answer(question, "send", "Sở đồng ý", year=YEAR)
    assert year.awards.submit(YEAR, "BK", "collective", "2025-12-20") == 2
    assert code(lambda: year.awards.submit(YEAR, "BK", "collective", "2025-12-21")) == "award.nobody"
    year.awards.propose(YEAR, "BK", "d")
    assert "award.over_quota" in {one.key for one in year.decisions.open_questions(YEAR)}


def test_groups_never_borrow_each_other_s_quota(year: Book) -> None:
    apart = rule("so", "award-quota/1", "award:BK", {"award": "BK", "max": 1, "per_group": True})
    year.regulations.revise(YEAR, {"so": apart}, "chia nhóm")
    for unit, group in (("a", "xã"), ("b", "xã"), ("c", "phường"), ("d", "phường")):
        year.members.describe_membership(YEAR, unit, unit_group=group)
    for unit in ("a", "b"):
        year.awards.propose(YEAR, "BK", unit)
    (made,) = [one for one in year.awards.lists(YEAR) if (one.title, one.holder) == ("BK", "collective")]
    assert {quota.group: (quota.use.max, quota.use.over) for quota in made.quotas} == {"xã": (1, 1), "phường": (1, 0)}
    (question,) = [one for one in year.decisions.open_questions(YEAR) if one.key == "award.over_quota"]
    year.decisions.answer(question, "send", "Sở đồng ý", year=YEAR)
    assert all(quota.question is None for one in year.awards.lists(YEAR) for quota in one.quotas)


def test_a_line_not_cleared_is_sent_only_with_a_reason(year: Book) -> None:
    year.findings.put(2024, "a", "HTT")
    key = year.awards.propose(YEAR, "BK", "a")
    send = lambda: year.awards.submit(YEAR, "BK", "collective", "2025-12-20")  # noqa: E731
    assert code(send) == "award.not_cleared"
    year.decisions.answer(year.awards.accept_question(key), "send", "Hội đồng cho phép", year=YEAR)
    assert send() == 1


def test_a_dossier_may_go_before_the_minutes(year: Book) -> None:
    key = year.awards.propose(YEAR, "CO", "a")
    assert year.awards.check(key).awaits_vote
    send = lambda: year.awards.submit(YEAR, "CO", "collective", "2025-12-10")  # noqa: E731
    assert code(send) == "award.not_cleared"
    year.awards.describe(key, waits_for="minutes")
    assert send() == 1
    assert year.awards.step(year.awards.proposal(key)) == "submitted"


@pytest.mark.parametrize(
    ("choice", "result", "step"), [("yes", "eligible", "judged"), ("no", "not-eligible", "planned")]
)
def test_a_vote_held_elsewhere_is_recorded_with_its_minutes(year: Book, choice: str, result: str, step: str) -> None:
    key = year.awards.propose(YEAR, "CO", "a")
    question = year.awards.vote_question(key)
    year.decisions.answer(question, choice, "hội nghị", document="Biên bản ngày 19/12/2025", year=YEAR)
    found = year.awards.check(key)
    assert found.result == result
    assert "Biên bản ngày 19/12/2025" in found.clauses[0].text
    assert year.awards.step(year.awards.proposal(key)) == step


def test_the_copies_of_the_dossier_are_ticked_off(year: Book) -> None:
    key = year.awards.propose(YEAR, "BK", "a")
    assert year.awards.dossier(year.awards.proposal(key)) == (("Tờ trình", 2, 0), ("Báo cáo", 2, 0))
    year.awards.hand_in(key, {"Báo cáo": 2, "Ảnh": 1})
    assert year.awards.dossier(year.awards.proposal(key)) == (("Tờ trình", 2, 0), ("Báo cáo", 2, 2), ("Ảnh", 0, 1))
    assert code(lambda: year.awards.hand_in(key, {"Ảnh": -1})) == "award.copies_bad"


# --- decisions -------------------------------------------------------------------------------------------------------


def test_a_decision_grants_and_uses_up_the_years(year: Book) -> None:
    key = year.awards.propose(YEAR, "BK", "a")
    year.awards.approve([key], "176/QĐ-UBND", "2026-02-06")
    (honour,) = year.history.of_unit("a")
    assert (honour.title, honour.years, honour.decision, honour.by) == ("BK", (2024, 2025), "176/QĐ-UBND", "Chủ tịch")
    assert year.awards.check(key).result == "eligible"
    assert code(lambda: year.awards.withdraw(key, "x")) == "award.decided"
    assert code(lambda: year.history.remove(honour.key)) == "honour.of_proposal"
    year.awards.take_back(key)
    assert (status(year, key), year.history.of_unit("a")) == ("proposed", ())
    assert code(lambda: year.awards.take_back(key)) == "award.not_decided"


def test_a_decision_can_be_undone_in_one_step(year: Book) -> None:
    keys = [year.awards.propose(YEAR, "BK", unit) for unit in ("a", "b")]
    year.awards.approve(keys, "1/QĐ", "2026-02-06")
    assert len(year.history.entries(YEAR)) == 2
    year.store.undo()
    assert [status(year, key) for key in keys] == ["proposed", "proposed"]
    assert year.history.entries(YEAR) == ()


def test_a_decision_that_comes_after_the_year_was_closed(year: Book) -> None:
    key = year.awards.propose(YEAR, "BK", "a")
    with year.store.operation("test.close") as tx:
        tx.update("bloc_year", YEAR, state="closed")
    year.awards.approve([key], "176/QĐ-UBND", "2026-02-06", "Chủ tịch UBND tỉnh")
    one = year.awards.proposal(key)
    assert (one.status, one.decision, one.decided_by) == ("approved", "176/QĐ-UBND", "Chủ tịch UBND tỉnh")
    assert year.store.row("proposal", key)["status"] == "proposed"  # type: ignore[index]
    assert year.awards.prizes(YEAR).total == 7_020_000
    assert code(lambda: year.awards.remove(key)) == "year.closed"


@pytest.mark.parametrize(("verb", "state"), [("refuse", "refused"), ("withdraw", "withdrawn"), ("approve", "approved")])
def test_what_ends_after_the_year_was_closed_stands_beside_its_seal(year: Book, verb: str, state: str) -> None:
    """Told by every reader, undone or taken back, and part of the rows once the year is opened again."""
    key, other = (year.awards.propose(YEAR, "BK", unit) for unit in ("a", "b"))
    seal.close_year(year, YEAR)
    sealed = year.store.rows("proposal", year=YEAR)

    def end() -> None:
        if verb == "approve":
            year.awards.approve([key], "9/QĐ", "2026-02-06")
        else:
            getattr(year.awards, verb)(key, "chưa đủ tiêu chuẩn", on="2026-02-06")

    def waiting() -> list[str]:
        return [one.subject.key for one in year.closing.open_points(YEAR) if one.code == "proposal.waiting"]

    def told() -> tuple[str, list[str], int, bool]:
        decided = YearFacts(year, YEAR).fact("proposals-decided").have
        return status(year, key), waiting(), decided, all(one.ok for one in seal.check(year))

    before = ("proposed", sorted((key, other)), 0, True)
    after = (state, [other], 1, True)
    assert told() == before
    end()
    assert told() == after and year.awards.proposal(key).decided_on == "2026-02-06"
    assert year.store.rows("proposal", year=YEAR) == sealed
    assert code(lambda: year.awards.withdraw(key, "x")) == "award.decided"
    year.store.undo()
    assert told() == before
    year.store.redo()
    year.awards.take_back(key)
    assert told() == before and year.settings.get(f"award-ended.{YEAR}") is None
    end()
    seal.reopen_year(year, YEAR, "Sửa điểm")
    assert year.settings.get(f"award-ended.{YEAR}") is None
    assert year.store.row("proposal", key)["status"] == state  # type: ignore[index]
    seal.close_year(year, YEAR)
    assert code(lambda: year.awards.take_back(key)) == "year.closed"
    assert told() == after


def test_two_ends_after_closing_keep_apart_and_go_out_with_the_book(year: Book, tmp_path: Path) -> None:
    keys = [year.awards.propose(YEAR, "BK", unit) for unit in ("a", "b", "d")]
    seal.close_year(year, YEAR)
    year.awards.refuse(keys[0], "chưa đủ")
    year.awards.withdraw(keys[1], "đơn vị xin rút", on="2026-03-01")
    year.awards.take_back(keys[0])
    assert [status(year, key) for key in keys] == ["proposed", "withdrawn", "proposed"]
    path = tmp_path / "khac.sokhoi"
    create_book(path, "Khối").close()
    with open_book(path) as there:
        interchange.import_into(there, interchange.export_book(year))
        assert [status(there, key) for key in keys] == ["proposed", "withdrawn", "proposed"]
        assert there.awards.proposal(keys[1]).reason == "đơn vị xin rút"


def test_a_code_no_catalogue_names_is_told_in_words_and_words_stay_words(year: Book) -> None:
    """The sector's titles and history are words of people; only a bare code is said to have no name."""
    year.history.record("BKBO", 2023, "a")
    year.history.record("Bằng khen của Bộ", 2022, "a")
    names = {one.title: one.name for one in year.history.of_unit("a")}
    assert names == {
        "BKBO": "danh hiệu mã BKBO (danh mục chưa có tên)",
        "Bằng khen của Bộ": "Bằng khen của Bộ",
    }
    sector = [year.awards.propose(YEAR, title, "a", route="sector") for title in ("BK phụ nữ", "KNC")]
    told = [year.awards.proposal(key).title_name for key in sector]
    assert told == ["BK phụ nữ", "danh hiệu mã KNC (danh mục chưa có tên)"]
    assert "danh hiệu mã KNC" in str([one.words for one in year.closing.open_points(YEAR)])


@pytest.mark.parametrize(("verb", "state"), [("refuse", "refused"), ("withdraw", "withdrawn")])
def test_an_end_needs_its_reason_and_frees_the_place(year: Book, verb: str, state: str) -> None:
    key = year.awards.propose(YEAR, "BK", "a")
    assert code(lambda: getattr(year.awards, verb)(key, "  ")) == "award.reason_missing"
    getattr(year.awards, verb)(key, "không đủ tiêu chuẩn", on="2025-12-18")
    assert (status(year, key), year.awards.proposal(key).reason) == (state, "không đủ tiêu chuẩn")
    (made,) = [one for one in year.awards.lists(YEAR) if (one.title, one.holder) == ("BK", "collective")]
    assert made.quotas[0].use.used == ()


def test_only_the_highest_is_paid_for_one_period_and_typed_coefficients_win(year: Book) -> None:
    keys = [
        year.awards.propose(YEAR, "BK", "a", years=(2025,)),
        year.awards.propose(YEAR, "CO", "a", years=(2025,)),
        year.awards.propose(YEAR, "BK", "b", years=(2024, 2025), coefficient=Fraction(1, 2)),
    ]
    year.awards.approve(keys, "1/QĐ", "2026-02-06")
    prizes = year.awards.prizes(YEAR)
    assert {(p.proposal.unit, p.proposal.title): (p.amount, p.paid) for p in prizes.lines} == {
        ("a", "BK"): (7_020_000, False),
        ("a", "CO"): (18_720_000, True),
        ("b", "BK"): (1_170_000, True),
    }
    assert prizes.total == 19_890_000


def test_a_decision_before_any_base_salary_asks(year: Book) -> None:
    key = year.awards.propose(YEAR, "BK", "a")
    year.awards.approve([key], "1/QĐ", "2025-01-05")
    prizes = year.awards.prizes(YEAR)
    assert (prizes.lines[0].amount, prizes.total) == (None, 0)
    (question,) = prizes.questions
    assert question.key == "rule.none"
    assert (
        code(lambda: year.decisions.answer(question, "2340000", "Theo nghị định", year=YEAR)) == "decision.rule_needed"
    )
    early = Decision("cu", question.key, question.subject, choice="2340000", reason="x")
    with year.store.operation("answer-question", {"question": early.question, "subject": "", "choice": ""}) as tx:
        row = {"question": early.question, "subject": early.subject, "choice": "2340000", "reason": "x"}
        tx.insert("decision", {"key": "cu", "year": YEAR, "date": "2026-02-01", **row})
    assert question in year.decisions.open_questions(YEAR)  # free words never hide that a rule is missing


def salary(key: str, amount: int, **more: Any) -> Rule:
    more.setdefault("valid_from", "2024-07-01")
    return rule(key, "base-salary/1", None, {"amount": amount, "round_up_to": 10000}, **more)


def test_a_pack_beside_that_says_the_same_salary_asks_nothing(year: Book) -> None:
    year.regulations.adopt(YEAR, Regulation("nd", "Nghị định"), [salary("luong-2024", 2340000)], beside=True)
    key = year.awards.propose(YEAR, "BK", "a")
    year.awards.approve([key], "1/QĐ", "2026-02-06")
    prizes = year.awards.prizes(YEAR)
    assert (prizes.total, prizes.questions) == (7_020_000, ())


def test_one_answer_prices_every_date_two_salaries_cover_even_after_closing(year: Book) -> None:
    year.regulations.adopt(YEAR, Regulation("nd", "Nghị định"), [salary("luong-2024", 2000000)], beside=True)
    keys = [year.awards.propose(YEAR, "BK", one) for one in ("a", "b", "d")]
    seal.close_year(year, YEAR)
    for key, day in zip(keys, ("2025-12-28", "2026-01-05", "2026-02-06"), strict=True):
        year.awards.approve([key], "1/QĐ", day)
    (question,) = year.awards.prizes(YEAR).questions
    assert question in year.decisions.open_questions(YEAR)
    year.decisions.answer(question, "luong-2024", "Theo nghị định", year=YEAR)
    prizes = year.awards.prizes(YEAR)
    assert (prizes.total, prizes.questions, year.decisions.stale(YEAR)) == (18_000_000, (), ())
    assert all(one.ok for one in seal.check(year))


def test_a_later_decision_takes_the_salary_of_its_own_year(year: Book) -> None:
    """Its award's year says nothing for that day: what the day's own year says holds."""
    year.regulations.adopt(YEAR, Regulation("nd", "Quy chế 2"), [salary("l", 2340000, valid_to="2026-06-30")])
    year.years.open(2026)
    year.regulations.adopt(2026, Regulation("qc26", "Quy chế 2026"), [salary("l26", 2530000, valid_from="2026-07-01")])
    key = year.awards.propose(YEAR, "BK phụ nữ", "a", route="sector", coefficient=Fraction(1))
    year.awards.approve([key], "1/QĐ", "2026-07-15")
    assert year.awards.prizes(YEAR).total == 2_530_000


def test_what_the_own_catalogue_of_titles_does_not_say_the_one_beside_says(year: Book) -> None:
    own = [title("XS", "collective"), salary("l", 2340000)]
    year.regulations.adopt(YEAR, Regulation("qc2", "Quy chế 2"), own)
    whose = {"appraised_by": "Sở Nội vụ", "submitted_by": "Ban Thi đua"}
    law = title("XS", "collective", coefficient="1.5", dossier=["Tờ trình"], name="Tên trong nghị định", **whose)
    year.regulations.adopt(YEAR, Regulation("nd", "Nghị định"), [law], beside=True)
    (made,) = year.awards.catalogue(YEAR)
    assert (made.name, made.coefficient, made.dossier) == ("Danh hiệu XS", Fraction(3, 2), ("Tờ trình",))
    assert (made.appraised_by, made.submitted_by) == ("Sở Nội vụ", "Ban Thi đua")
    key = year.awards.propose(YEAR, "XS", "a")
    year.awards.approve([key], "1/QĐ", "2025-12-25")
    assert year.awards.prizes(YEAR).total == 3_510_000


def test_days_and_coefficients_that_cannot_be(year: Book) -> None:
    key = year.awards.propose(YEAR, "BK", "a")
    assert code(lambda: year.awards.approve([key], "", "")) == "award.decision_missing"
    assert code(lambda: year.awards.approve([key], "1/QĐ", "1926-02-06")) == "award.before_year"
    assert code(lambda: year.awards.submit(YEAR, "BK", "collective", "2020-01-01")) == "award.before_year"
    assert code(lambda: year.awards.refuse(key, "x", on="2020-01-01")) == "award.before_year"
    assert code(lambda: year.awards.describe(key, coefficient=Fraction(300))) == "award.coefficient_bad"
    assert code(lambda: year.awards.propose(YEAR, "BK", "b", coefficient=Fraction(101))) == "award.coefficient_bad"
    with pytest.raises(BadInput) as caught:
        year.awards.describe(key, years=range(2001, 9999))
    assert caught.value.facts["years"] == "2001-9998"


# --- the merger ------------------------------------------------------------------------------------------------------


def test_across_a_merger_history_is_unknown_until_its_record_is_decided(year: Book) -> None:
    year.members.merge(f"{YEAR}-03-01", ["a", "d"], NewUnit("Đơn vị AD", "AD", key="ad"), "NQ 05")
    year.findings.put(YEAR, "ad", "HTXS")
    year.history.record("BK", 2023, "d", decision="203/QĐ")
    found = year.awards.judge(YEAR, "BK", "ad")
    assert found.result == "unknown"
    (question,) = found.questions
    assert [option.key for option in question.options] == ["a", "d", "none"]
    assert {one.counts for one in year.history.of_unit("ad")} == {False}
    year.decisions.answer(question, "a", "công văn", document="CV 311/SNV", year=YEAR)
    after = year.awards.judge(YEAR, "BK", "ad")
    assert (after.result, after.questions) == ("eligible", ())
    assert {one.counts for one in year.history.of_unit("ad")} == {False}
    decided = year.decisions.all(YEAR)[0]
    year.decisions.replace(decided.key, question, "none", "tính lại từ đầu", document="CV 400/SNV")
    assert year.awards.judge(YEAR, "BK", "ad").result == "not-eligible"


# --- quotas of a bloc that is not scored in the book -----------------------------------------------------------------


def test_quotas_count_the_members_of_each_group_and_a_size_outside_the_table_hinders_only_its_list(book: Book) -> None:
    book.years.open(YEAR)
    for place in range(7):
        group = "I" if place < 4 else "II"
        book.members.add(f"Đơn vị {place}", f"ĐV {place}", "state", key=f"u{place}", year=YEAR, unit_group=group)
    size = [{"from": 8, "to": 10, "max": 2}]
    half = {"percent": 50, "base": "units", "rounding": "down", "per_group": True}
    rules = [title(key, "collective") for key in ("TT", "XS", "GK")]
    rules.append(rule("so-tt", "award-quota/1", "award:TT", {"award": "TT", **half}))
    nested = {"award": "XS", "percent": 50, "base": "holders:TT", "rounding": "down"}
    rules.append(rule("so-xs", "award-quota/1", "award:XS", nested))
    rules.append(rule("so-gk", "award-quota/1", "award:GK", {"award": "GK", "by_size": size}))
    book.regulations.adopt(YEAR, REGULATION, rules)
    for unit in ("u0", "u1", "u2", "u4"):
        book.awards.propose(YEAR, "TT", unit)
    lists = {one.title: one for one in book.awards.lists(YEAR)}
    assert {one.group: (one.use.max, one.use.over) for one in lists["TT"].quotas} == {"I": (2, 1), "II": (1, 0)}
    assert lists["TT"].blockers[0].facts["title"] == "Danh hiệu TT (I)"
    assert [one.use.max for one in lists["XS"].quotas] == [2]
    book.awards.propose(YEAR, "GK", "u0")
    made = next(one for one in book.awards.lists(YEAR) if one.title == "GK")
    assert made.quotas == () and [one.code for one in made.blockers] == ["quota.size_not_in_table"]
    assert code(lambda: book.awards.submit(YEAR, "GK", "collective", "2025-12-20")) == "quota.size_not_in_table"
