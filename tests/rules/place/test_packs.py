"""The shipped regulations: every pack loads, is dated, cited and honest about what was not read; known figures come
out of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from models.rules.act.awards import eligibility, money
from models.rules.act.balloting import Record, Tally, elect, outcomes
from models.rules.act.honours import History, Honour, facts_for
from models.rules.act.quorum import Attendance, quorum, threshold_of
from models.rules.errors import RuleViolation
from models.rules.number.questions import Decision, Question
from models.rules.place.classes import Classing, classify
from models.rules.place.facts import Facts
from models.rules.place.ranking import Place
from models.rules.place.regulation import Regulation, Rule, award_of, governing, load_pack
from models.rules.place.rule_kinds import EVERY, KINDS

FOLDER = Path(__file__).parents[3] / "resources" / "regulations"
PACKS: dict[str, tuple[Regulation, tuple[Rule, ...]]] = {
    path.stem: load_pack(path.read_text(encoding="utf-8"), path.name) for path in sorted(FOLDER.glob("*.toml"))
}


def spoken_of(value: object) -> set[str]:
    """Every title a specification names, wherever in it."""
    found: set[str] = set()
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name in ("award", "titles", "after", "includes", "unused_by"):
                found |= {inner} if isinstance(inner, str) else set(inner)
            elif name == "of" and value.get("fact") in ("share", "count"):
                found.add(str(inner))
            else:
                found |= spoken_of(inner)
    elif isinstance(value, (list, tuple)):
        found = {key for inner in value for key in spoken_of(inner)}
    return found


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_names_every_title_its_rules_speak_of(name: str) -> None:
    """A newcomer adopts one pack alone: no code may be all there is to print of a title."""
    rules = PACKS[name][1]
    named = {str(rule.scope).removeprefix("title:").partition("/")[0] for rule in rules if rule.kind == "title/1"}
    spoken = {key for rule in rules for key in (*spoken_of(rule.spec), award_of(rule.scope)) if key} - {EVERY}
    assert spoken <= named
    assert spoken or name == "qd366-dang"


@pytest.mark.parametrize("name", PACKS)
def test_what_the_prime_minister_decides_a_head_of_province_or_branch_submits(name: str) -> None:
    """A bloc asks the one who may submit, never the one who decides far above (QĐ 311/QĐ-BNV)."""
    for rule in PACKS[name][1]:
        if rule.kind == "title/1":
            above = rule.spec["decided_by"] == "Thủ tướng Chính phủ"
            assert bool(rule.spec.get("submitted_by")) == above, rule.key


def the(pack: str, kind: str, scope: str | None, on: str) -> Rule:
    rule = governing(PACKS[pack][1], kind, scope, on)
    assert isinstance(rule, Rule), rule.facts
    return rule


def test_the_shipped_packs_are_these() -> None:
    assert set(PACKS) == {
        "khoi-mau-thuong-dung",
        "nd152-2025",
        "bac-ninh-86-2025",
        "qd366-dang",
        "ha-noi-71-2025",
        "toa-an-hai-luot",
    }


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_is_named_like_its_file_cited_and_explained(name: str) -> None:
    regulation, rules = PACKS[name]
    assert regulation.key == name
    assert regulation.source
    for rule in rules:
        assert rule.cite and rule.quote, rule.key
        assert len(rule.key) <= 40 and set(rule.key) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-"), rule.key
        assert name == "khoi-mau-thuong-dung" or rule.valid_from is not None, rule.key


@pytest.mark.parametrize("name", ["khoi-mau-thuong-dung", "qd366-dang", "ha-noi-71-2025", "toa-an-hai-luot"])
def test_what_was_not_compared_with_its_text_is_marked(name: str) -> None:
    regulation, rules = PACKS[name]
    assert regulation.unverified
    assert all(rule.unverified for rule in rules)


def test_no_two_rules_of_a_pack_govern_one_thing_on_one_day() -> None:
    for name, (_, rules) in PACKS.items():
        days = {day for rule in rules for day in (rule.valid_from, rule.valid_to) if day is not None} | {"2025-12-31"}
        for kind in KINDS:
            for scope in {rule.scope for rule in rules if rule.kind == kind}:
                for day in days:
                    found = governing(rules, kind, scope, day)
                    assert not isinstance(found, Question) or found.key == "rule.none", (name, found.facts)


@pytest.mark.parametrize(
    ("award", "day", "percent", "cited", "unverified"),
    [
        ("CSTDTQ", "2025-06-30", 90, "98/2023", False),
        ("CSTD_TINH", "2024-12-01", 90, "98/2023", False),
        ("CO_TINH", "2025-06-30", 80, "98/2023", False),
        ("CSTDCS", "2025-07-01", 80, "152/2025", True),
        ("CO_TINH", "2025-12-19", 80, "152/2025", True),
    ],
)
def test_the_law_of_the_ballot_day_governs(award: str, day: str, percent: int, cited: str, unverified: bool) -> None:
    """NĐ 98/2023 Đ30.7 until 30/6/2025; what NĐ 152/2025 says of votes was not read."""
    rule = the("nd152-2025", "vote/1", f"award:{award}", day)
    assert cited in rule.cite
    assert (threshold_of(rule).share, rule.unverified) == (Fraction(percent, 100), unverified)
    assert threshold_of(rule).need(15) == {90: 14, 80: 12}[percent]


def test_the_share_of_the_council_is_never_a_blocs() -> None:
    """Two bodies (NĐ 98/2023 Đ30 k7): a rule that speaks of the Council's members says whose vote it is."""
    told = 0
    for name, (_, rules) in PACKS.items():
        for rule in rules:
            if rule.kind == "vote/1" and "Hội đồng" in rule.quote:
                told += 1
                assert rule.spec.get("body") == "council", (name, rule.key)
    assert told >= 10


def test_a_rule_that_has_expired_is_said_to_have_expired() -> None:
    rules = PACKS["nd152-2025"][1]
    later = governing(rules, "vote/1", "award:CO_TINH", "2027-03-01")
    assert isinstance(later, Question)
    assert (later.key, later.quote) == ("rule.none", "2027-02-28") and "152/2025" in later.cite
    before = governing(rules, "vote/1", "award:CO_TINH", "2023-12-31")
    assert isinstance(before, Question) and (before.cite, before.quote) == ("", "")


def test_before_the_law_and_after_the_decree_there_is_no_rule() -> None:
    rules = PACKS["nd152-2025"][1]
    for day in ("2023-12-31", "2027-03-01"):
        found = governing(rules, "vote/1", "award:CO_TINH", day)
        assert isinstance(found, Question)
        assert found.key == "rule.none"
    assert [rule.in_force("2025-12-19") for rule in rules if rule.key == "phieu-co-tinh-nd98"] == [False]


@pytest.mark.parametrize(
    ("title", "day", "amount"),
    [
        ("LDTT/individual", "2026-02-06", 710000),
        ("TTLDTT/collective", "2026-02-06", 1880000),
        ("LDTT/individual", "2026-07-01", 760000),
        ("TTLDTT/collective", "2026-07-01", 2030000),
        ("CO_TINH/collective", "2026-07-01", 20240000),
        ("CO_TINH/collective", "2026-02-06", 18720000),
        ("BK_TINH/collective", "2026-02-06", 7020000),
        ("BK_TINH/individual", "2026-02-06", 3510000),
        ("BK_TINH/household", "2026-02-06", 5270000),
        ("GK/household", "2026-02-06", 1060000),
        ("XPTB/collective", "2026-02-06", 4680000),
        ("TDPVH/collective", "2026-02-06", 3510000),
    ],
)
def test_money_from_the_pack_by_decision_day(title: str, day: str, amount: int) -> None:
    """domain §3.9 row 9 and the practice bloc's decision of 06/02/2026."""
    coefficient = Fraction(str(the("nd152-2025", "title/1", f"title:{title}", day).spec["coefficient"]))
    assert money(coefficient, the("nd152-2025", "base-salary/1", None, day)) == amount


@pytest.mark.parametrize(("day", "office"), [("2025-06-30", "UBND huyện"), ("2025-07-01", "UBND xã")])
@pytest.mark.parametrize("title", ["CSTDCS/individual", "TDPVH/collective"])
def test_the_district_gives_way_to_the_commune(title: str, day: str, office: str) -> None:
    assert office in str(the("nd152-2025", "title/1", f"title:{title}", day).spec["decided_by"])


def judged(pack: str, award: str, known: Facts, *honours: Honour) -> str:
    rule = the(pack, "eligibility/1", f"award:{award}", "2025-12-31")
    clear: dict[str, object] = {"under-verification": False, "own-discipline": False, "proposed-elsewhere": False}
    return eligibility(rule, facts_for(rule.spec["when"], History("x", honours), 2025, {**clear, **known})).result  # type: ignore[dict-item]


def cstdcs(*years: int) -> list[Honour]:
    return [Honour("CSTDCS", year) for year in years]


@pytest.mark.parametrize(
    ("pack", "award", "known", "honours", "result"),
    [
        ("nd152-2025", "LDTT/individual", {"rating": "HTT"}, [], "eligible"),
        ("nd152-2025", "LDTT/individual", {"rating": "HT"}, [], "not-eligible"),
        ("nd152-2025", "CSTDCS/individual", {"rating": "HTT", "initiatives": 1}, [Honour("LDTT", 2025)], "eligible"),
        (
            "nd152-2025",
            "CSTDCS/individual",
            {"rating": "HTT", "initiatives": 0},
            [Honour("LDTT", 2025)],
            "not-eligible",
        ),
        ("nd152-2025", "CSTD_TINH/individual", {"initiatives(level=tinh)": 1}, cstdcs(2023, 2024, 2025), "eligible"),
        (
            "nd152-2025",
            "CSTD_TINH/individual",
            {"initiatives(level=tinh)": 1},
            cstdcs(2022, 2024, 2025),
            "not-eligible",
        ),
        (
            "nd152-2025",
            "CSTD_TINH/individual",
            {"initiatives(level=tinh)": 1, "proposed-elsewhere": True},
            cstdcs(2023, 2024, 2025),
            "conflict",
        ),
        ("nd152-2025", "CSTD_TINH/individual", {}, cstdcs(2023, 2024, 2025), "unknown"),
        ("nd152-2025", "LDTT/individual", {"rating": "HTXS", "under-verification": True}, [], "suspended"),
        ("bac-ninh-86-2025", "BK_TINH/individual", {}, cstdcs(2024, 2025), "eligible"),
        (
            "bac-ninh-86-2025",
            "BK_TINH/individual",
            {"initiatives": 2},
            [Honour("rating:HTXS", 2024), Honour("rating:HTXS", 2025)],
            "eligible",
        ),
        (
            "bac-ninh-86-2025",
            "BK_TINH/individual",
            {"initiatives": 1},
            [Honour("rating:HTXS", 2024), Honour("rating:HTXS", 2025)],
            "not-eligible",
        ),
        (
            "bac-ninh-86-2025",
            "TTLDXS/collective",
            {"tasks-done": 100, "share(of=LDTT)": 70, "count(of=CSTDCS)": 1, "disciplined-from(of=canh-cao)": False},
            [],
            "eligible",
        ),
        (
            "bac-ninh-86-2025",
            "TTLDTT/collective",
            {"share(of=LDTT)": 70, "disciplined-from(of=canh-cao)": True},
            [],
            "not-eligible",
        ),
    ],
)
def test_eligibility_from_the_packs(pack: str, award: str, known: Facts, honours: list[Honour], result: str) -> None:
    """Law 06/2022 Đ21–26; Bắc Ninh 86/2025 Đ3–4."""
    assert judged(pack, award, known, *honours) == result


@pytest.mark.parametrize(("members", "meeting", "awards"), [(12, 8, 10), (15, 10, 12), (17, 12, 14)])
def test_bac_ninh_quorum(members: int, meeting: int, awards: int) -> None:
    """Bắc Ninh 86/2025 Đ8.4: two thirds to meet, 80 % taking part for awards."""
    day = "2025-12-19"
    assert quorum(Attendance(members, meeting), the("bac-ninh-86-2025", "quorum/1", "meeting", day)).need == meeting
    rule = the("bac-ninh-86-2025", "quorum/1", "awards", day)
    found = quorum(Attendance(members, awards - 1, 0, 1), rule)
    assert (found.need, found.have, found.ok) == (awards, awards, True)


GOOD: Facts = {
    **{f"veto(of=tt.{n})": False for n in range(1, 5)},
    "tasks-on-time": 100,
    "tasks-over": 30,
    "tasks-late": 0,
    "leaders-disciplined": False,
    "shortcomings-fixed": 100,
}


def rated(points: int | str, change: Facts | None = None) -> Classing:
    rule = the("qd366-dang", "classes/1", None, "2025-12-31")
    place = Place("u", 1, Fraction(points))
    return classify([place], {"u": {**GOOD, **(change or {})}}, rule).classings[0]


@pytest.mark.parametrize("points", [95, 75, 60])
def test_qd366_every_class_can_answer_where_a_condition_is_not_known(points: int) -> None:
    """Seen failing: of 95 points the one answer offered was the best class, whatever had become of the conditions."""
    vetoes = {name: value for name, value in GOOD.items() if name.startswith("veto")}
    rule, place = the("qd366-dang", "classes/1", None, "2025-12-31"), Place("u", 1, Fraction(points))
    (asked,) = classify([place], {"u": vetoes}, rule).classings
    (question,) = asked.questions
    assert question.key == "class.unknown"
    assert {one.key for one in question.options} == {"HTXS", "HTT", "HT", "KHT"}
    assert question.options[0].key == question.facts["unclear"][0], "what its points would give stands first"  # type: ignore[index]
    for option in question.options:
        decided = [Decision("d", question.key, question.subject, choice=option.key, reason="x")]
        (found,) = classify([place], {"u": vetoes}, rule, decisions=decided).classings
        assert (found.final, found.questions) == (option.key, ())


@pytest.mark.parametrize(
    ("points", "change", "expected"),
    [
        (90, {}, "HTXS"),
        ("89.99", {}, "HTT"),
        (70, {}, "HTT"),
        (50, {"tasks-late": 20}, "HT"),
        ("49.9", {}, "KHT"),
        (95, {"veto(of=tt.4)": True}, "KHT"),
        (95, {"tasks-over": 29}, "class.none"),
        (60, {"tasks-late": 21}, "class.none"),
    ],
)
def test_qd366_classes(points: int | str, change: Facts, expected: str) -> None:
    found = rated(points, change)
    assert expected == (found.questions[0].key if found.questions else found.final)


@pytest.mark.parametrize(("scope", "allowed"), [(None, 5), ("noi-troi", 6)])
def test_qd366_cap_from_the_pack_with_its_base(scope: str | None, allowed: int) -> None:
    """domain §3.9 row 8: ⌊5.2⌋ = 5 and ⌊6.5⌋ = 6 of 26 rated good."""
    points = [Fraction(99 - n) for n in range(7)] + [Fraction(80)] * 26
    places = [Place(f"u{n}", n + 1, each) for n, each in enumerate(points)]
    quota = the("qd366-dang", "class-quota/2", scope, "2025-12-31")
    result = classify(places, {p.unit: GOOD for p in places}, the("qd366-dang", "classes/1", None, "2025-12-31"), quota)
    use = result.quotas[0]
    assert (use.base, use.base_name, use.max, len(use.reach), len(use.used)) == (26, "rated:HTT", allowed, 7, allowed)


def test_ha_noi_counts_all_members_with_written_opinions() -> None:
    rule = the("ha-noi-71-2025", "vote/1", "award:CSTD_TINH", "2025-12-01")
    record = Record(15, 13, 0, 2, 13, 13, 0, {"a": Tally(12, 1)}, written={"a": Tally(2)})
    found = outcomes(record, Attendance(15, 13, 0, 2), rule)
    assert not isinstance(found, Question)
    assert (found[0].votes, found[0].base, found[0].need, found[0].passes) == (14, 15, 14, True)


def test_the_courts_allow_two_ballots_then_head_and_deputy() -> None:
    rule = the("toa-an-hai-luot", "vote/1", "elect", "2025-12-19")
    record = Record(10, 10, 0, 0, 10, 10, 0, {"a": Tally(5), "b": Tally(5)})
    after: list[str] = []
    for ballot_round in (1, 2):
        result = elect(record, Attendance(10, 10), rule, 1, ballot_round)
        assert not isinstance(result, Question)
        after.append(result.next)
    assert after == ["second-ballot", "head-and-deputy"]
    with pytest.raises(RuleViolation):
        elect(record, Attendance(10, 10), rule, 1, 3)


def test_the_starter_has_all_a_year_needs() -> None:
    kinds = {rule.kind for rule in PACKS["khoi-mau-thuong-dung"][1]}
    assert kinds >= {
        "ranking/1",
        "final-score/1",
        "year-from-periods/2",
        "classes/3",
        "class-quota/2",
        "award-quota/1",
        "eligibility/1",
        "vote/1",
        "quorum/1",
        "rotation/1",
        "deadline/1",
        "flag-self-over/1",
    }


@pytest.mark.parametrize("holder", ["collective", "individual"])
def test_party_awards_are_told_as_not_compared(holder: str) -> None:
    """HD 06-HD/TW mục 19.2: by the committee or cell, the level above it, the provincial committee."""
    found = [rule for rule in PACKS["qd366-dang"][1] if rule.kind == "title/1" and rule.spec["holder"] == holder]
    assert [rule.scope for rule in found] == [f"title:{key}/{holder}" for key in ("GK_DU", "GK_DUCT", "BK_TU")]
    assert all(rule.unverified and rule.spec["level"] == "party" for rule in found)


@pytest.mark.parametrize("name", PACKS)
def test_before_a_day_is_not_on_that_day(name: str) -> None:
    """What is due "trước ngày 10/12" is due on 9 December at the latest."""
    for rule in PACKS[name][1]:
        said = re.search(r"trước ngày (\d+)/(\d+)", rule.quote)
        if rule.kind == "deadline/1" and said is not None:
            day, month = map(int, said.groups())
            last = date(2026, month, day) - timedelta(days=1)
            assert rule.spec["due"] == f"{last:%m-%d}", rule.key
