"""Rules as data: the governing one is found or asked for, revisions differ by name, a pack with a slip is refused by
place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.rules.errors import BadInput, RuleViolation
from models.rules.number.questions import Decision, Question, digest
from models.rules.place.pack_lines import line_of
from models.rules.place.regulation import (
    Regulation,
    Rule,
    RuleChange,
    amend,
    check_rule,
    differences,
    governing,
    load_pack,
)
from models.rules.place.rule_kinds import KINDS

FLAG = Rule("vote-flag", "vote/1", "award:flag", "2024-01-01", "2025-06-30", "NĐ 98/2023 Đ30.7", "…")
LATER = replace(FLAG, key="vote-flag-later", valid_from="2025-07-01", valid_to=None, cite="NĐ 152/2025")
ANY = replace(FLAG, key="vote-any", scope=None, valid_from=None, valid_to=None, cite="Quy chế Điều 8")
SECOND = replace(FLAG, key="second", spec={"percent": 70})
RANKING = {"by": "raw", "compare": "exact", "ties": "1,1,3", "tie_keys": [{"key": "group:I"}, {"key": "bonus"}]}


@pytest.mark.parametrize(
    ("rules", "scope", "on", "expected"),
    [
        ([FLAG, LATER], "award:flag", "2025-06-30", "vote-flag"),
        ([FLAG, LATER], "award:flag", "2025-07-01", "vote-flag-later"),
        ([ANY, FLAG], "award:flag", "2025-01-01", "vote-flag"),
        ([ANY, FLAG], "award:other", "2025-01-01", "vote-any"),
        ([FLAG], "award:flag", "2026-01-01", "rule.none"),
        ([FLAG, SECOND], "award:flag", "2025-01-01", "rule.several"),
    ],
)
def test_the_governing_rule_is_one_or_a_question(rules: list[Rule], scope: str, on: str, expected: str) -> None:
    assert governing(rules, "vote/1", scope, on).key == expected
    assert governing(rules[::-1], "vote/1", scope, on).key == expected


def test_a_decision_settles_which_of_two_rules_governs_until_a_third_appears() -> None:
    rules = [FLAG, SECOND]
    question = governing(rules, "vote/1", "award:flag", "2025-01-01")
    assert isinstance(question, Question)
    decision = Decision("d", question.key, question.subject, choice="second", reason="x", facts_digest=None)
    assert governing(rules, "vote/1", "award:flag", "2025-01-01", [decision]) is rules[1]
    gone = replace(decision, choice="third")
    assert isinstance(governing(rules, "vote/1", "award:flag", "2025-01-01", [gone]), Question)


def test_two_regulations_may_use_one_key_and_the_same_text_twice_is_one_rule() -> None:
    other = replace(FLAG, cite="Quy chế Điều 8", spec={"percent": 70})
    question = governing([FLAG, other], "vote/1", "award:flag", "2025-01-01")
    assert isinstance(question, Question)
    assert [option.label for option in question.options] == [FLAG.cite, other.cite]
    assert len({option.key for option in question.options}) == 2
    decision = Decision("d", question.key, question.subject, choice=question.options[1].key, reason="x")
    assert governing([FLAG, other], "vote/1", "award:flag", "2025-01-01", [decision]) is other
    assert governing([other, FLAG], "vote/1", "award:flag", "2025-01-01", [decision]) is other
    assert governing([FLAG, replace(FLAG, revision=2)], "vote/1", "award:flag", "2025-01-01").key == FLAG.key


def test_rules_that_say_the_same_are_one_answer_the_first_of_them() -> None:
    same = replace(FLAG, key="second", cite="Quy chế Điều 8", valid_to=None)
    assert governing([FLAG, same], "vote/1", "award:flag", "2025-01-01") is FLAG
    assert governing([same, FLAG], "vote/1", "award:flag", "2025-01-01") is same
    asked = governing([FLAG, same, SECOND], "vote/1", "award:flag", "2025-01-01")
    assert isinstance(asked, Question) and [one.key for one in asked.options] == ["vote-flag", SECOND.key]


def test_one_decision_holds_on_every_day_both_rules_cover_and_on_no_other() -> None:
    rules = [FLAG, replace(SECOND, valid_to=None), LATER]
    asked = governing(rules, "vote/1", "award:flag", "2025-01-01")
    assert isinstance(asked, Question)
    decision = Decision("d", asked.key, asked.subject, choice="second", reason="x", facts_digest=digest(asked.facts))
    for day in ("2024-01-01", "2025-06-30"):
        assert governing(rules, "vote/1", "award:flag", day, [decision]) is rules[1]
    other = governing(rules, "vote/1", "award:flag", "2025-07-01", [decision])
    assert isinstance(other, Question) and other.subject != asked.subject


def test_rules_outside_their_validity_are_told() -> None:
    assert [one for one in (FLAG, LATER, ANY) if not one.in_force("2025-12-19")] == [FLAG]


@pytest.mark.parametrize("key", ["rank", "points", "class", "total", "place"])
def test_a_tie_key_made_by_the_ranking_itself_is_circular(key: str) -> None:
    spec = {**RANKING, "tie_keys": [{"key": "group:I"}, {"key": key}]}
    faults = check_rule(Rule("r", "ranking/1", cite="Điều 6", spec=spec))
    assert [(fault.code, fault.place) for fault in faults] == [("rule.circular_key", "tie_keys[1].key")]


@pytest.mark.parametrize(
    ("kind", "spec", "code", "place"),
    [
        (
            "ranking/1",
            {**RANKING, "tie_keys": [{"key": "bonus"}, {"key": "bonus"}]},
            "rule.repeated_key",
            "tie_keys[1].key",
        ),
        ("ranking/1", {**RANKING, "tiebreak": 1}, "spec.unknown_key", "tiebreak"),
        ("ranking/1", {"by": "raw"}, "spec.missing_key", "compare"),
        (
            "vote/1",
            {"way": "acclaim", "op": "ge", "percent": 0, "base": "valid", "written": "count"},
            "spec.out_of_range",
            "percent",
        ),
        (
            "vote/1",
            {"way": "acclaim", "op": "ge", "percent": 101, "base": "valid", "written": "count"},
            "spec.out_of_range",
            "percent",
        ),
        ("vote/1", {"way": "acclaim", "op": "ge", "base": "valid", "written": "count"}, "spec.exactly_one_of", ""),
        (
            "vote/1",
            {"way": "acclaim", "op": "ge", "fraction": "3/2", "base": "valid", "written": "count"},
            "spec.out_of_range",
            "fraction",
        ),
        (
            "vote/1",
            {"way": "acclaim", "op": "gt", "fraction": "0", "base": "valid", "written": "count"},
            "spec.out_of_range",
            "fraction",
        ),
        (
            "final-score/1",
            {"method": "weights", "missing": "ask", "weights": {"self": 2, "bloc": -1}},
            "spec.out_of_range",
            "weights",
        ),
        ("quorum/1", {"op": "ge", "percent": 80, "counts": ["guest"]}, "spec.not_a_choice", "counts[0]"),
        ("class-quota/1", {"class": "A", "below": "B", "share": "1/3", "reason": "x"}, "spec.missing_key", "base"),
        ("award-quota/1", {"award": "A", "max": 1, "percent": 20}, "spec.exactly_one_of", ""),
        ("award-quota/1", {"award": "A", "max": 1, "after": ["A"]}, "rule.circular_key", "after"),
        (
            "eligibility/1",
            {"award": "A", "holder": "collective", "when": {"fact": "streakk", "ge": 2}},
            "condition.unknown_fact",
            "when",
        ),
        (
            "classes/1",
            {"bands": [{"class": "A", "label": "A", "when": {"fact": "class", "eq": "A"}}]},
            "rule.circular_key",
            "when",
        ),
        ("final-score/1", {"method": "stage", "missing": "ask"}, "spec.missing_key", "stage"),
        ("no-such/1", {}, "rule.unknown_kind", "kind"),
    ],
)
def test_a_faulty_rule_is_refused_at_adoption(kind: str, spec: dict[str, object], code: str, place: str) -> None:
    faults = check_rule(Rule("r", kind, cite="Điều 1", spec=spec))
    assert (code, place) in [(fault.code, fault.place) for fault in faults]


@pytest.mark.parametrize("weight", [0, 1, "0.5"])
def test_weights_count_from_nothing_on(weight: object) -> None:
    spec: dict[str, object] = {"method": "weights", "missing": "ask", "weights": {"self": 1, "bloc": weight}}
    assert check_rule(Rule("r", "final-score/1", cite="Điều 1", spec=spec)) == ()
    (fault,) = check_rule(Rule("r", "final-score/1", cite="Điều 1", spec={**spec, "weights": {"bloc": -1}}))
    assert (fault.code, fault.facts["low"], fault.facts["high"]) == ("spec.out_of_range", 0, None)


def test_amending_makes_a_new_revision_and_names_what_changed() -> None:
    old = (replace(ANY, spec={"way": "acclaim", "op": "ge", "percent": 80, "base": "all-members", "written": "count"}),)
    regulation = Regulation("qc", "Quy chế")
    changed = replace(old[0], spec={**old[0].spec, "percent": 75})
    extra = replace(changed, key="new-rule")
    amended, rules = amend(
        regulation,
        old,
        {"vote-any": changed, "new-rule": extra},
        key="qc-2",
        reason="Hội nghị sửa",
        document="36/TB",
        on="2025-07-18",
    )
    assert (amended.revision, amended.supersedes, amended.adopted_on) == (2, "qc", "2025-07-18")
    assert [rule.name for rule in rules] == ["vote-any@2", "new-rule@2"]
    assert differences(old, rules) == (
        RuleChange("vote-any", "changed", ("spec.percent",)),
        RuleChange("new-rule", "added"),
    )
    assert differences(rules, old)[-1] == RuleChange("new-rule", "removed")


@pytest.mark.parametrize(("reason", "code"), [("  ", "regulation.reason_needed"), ("x", "regulation.nothing_changed")])
def test_amending_without_reason_or_change_is_refused(reason: str, code: str) -> None:
    rule = replace(ANY, spec={"way": "acclaim", "op": "ge", "percent": 80, "base": "all-members", "written": "count"})
    with pytest.raises(RuleViolation) as caught:
        amend(
            Regulation("qc", "Quy chế"),
            [rule],
            {rule.key: rule},
            key="qc-2",
            reason=reason,
            document=None,
            on="2025-07-18",
        )
    assert caught.value.code == code


def test_adopting_a_circular_tie_key_is_refused_by_name() -> None:
    rule = Rule("xep-hang", "ranking/1", cite="Điều 6", spec=RANKING)
    bad = replace(rule, spec={**RANKING, "tie_keys": [{"key": "rank"}]})
    with pytest.raises(RuleViolation) as caught:
        amend(
            Regulation("qc", "Quy chế"), [rule], {rule.key: bad}, key="qc-2", reason="x", document=None, on="2025-07-18"
        )
    assert (caught.value.code, caught.value.facts["rule"]) == ("rule.circular_key", "xep-hang")


PACK = """
[regulation]
key = "qc"
name = "Quy chế"
issued_on = 2025-03-20

[[rule]]
key = "flag-over"
kind = "flag-self-over/1"
cite = "Điều 5"
valid_from = 2025-01-01
[rule.spec]
over = 5.5
compared_with = "tham-dinh"
"""


def test_a_pack_is_read_with_exact_numbers_and_dates_as_text() -> None:
    regulation, rules = load_pack(PACK)
    assert regulation.issued_on == "2025-03-20"
    assert rules[0].valid_from == "2025-01-01"
    assert rules[0].spec["over"] == "5.5"


@pytest.mark.parametrize(
    ("wrong", "right", "number", "place", "fault", "line"),
    [
        ("ovr = 5.5", "over = 5.5", 1, "spec.ovr", "spec.unknown_key", 13),
        ("", "over = 5.5", 1, "spec.over", "spec.missing_key", 12),
        ("over = 'x'", "over = 5.5", 1, "spec.over", "spec.wrong_value", 13),
        ("cites = ", "cite = ", 1, "cites", "spec.unknown_key", 10),
        ('kind = "flag-over/1"', 'kind = "flag-self-over/1"', 1, "kind", "rule.unknown_kind", 9),
        ("nmae = ", "name = ", 0, "nmae", "spec.unknown_key", 4),
        ("[[rules]]", "[[rule]]", 0, "rules", "spec.unknown_key", 7),
        ('valid_from = "01/01/2025"', "valid_from = 2025-01-01", 1, "valid_from", "spec.wrong_value", 11),
        ("over = = 1", "over = 5.5", 0, "", "toml.unreadable", 13),
    ],
)
def test_a_slip_in_a_pack_names_file_rule_place_and_line(
    wrong: str, right: str, number: int, place: str, fault: str, line: int
) -> None:
    broken = PACK.replace(right, wrong).replace("[rule.spec]", "[rules.spec]" if "rules" in wrong else "[rule.spec]")
    with pytest.raises(BadInput) as caught:
        load_pack(broken, "qc.toml")
    facts = caught.value.facts
    assert (facts["file"], facts["number"], facts["place"]) == ("qc.toml", number, place)
    assert (facts["fault"], facts["line"]) == (fault, line)


LONG = '''
[[rule]]
key = "a"
quote = """
[[rule]]
by = "no"
"""
[rule.spec]
by = "raw"
tie_keys = [{ key = "group:I" }]

[[rule]]
key = "b"  # two
[[rule.spec.bands]]
class = "A"
[[rule.spec.bands]]
class = "B"
from = 5
[rule.spec.rounding]
step = 1
'''


@pytest.mark.parametrize(
    ("number", "place", "line"),
    [
        (0, "", 2),
        (0, "key", 3),
        (0, "spec.by", 9),
        (0, "spec.tie_keys[0].key", 10),
        (0, "spec.compare", 8),
        (1, "spec.bands[0].class", 15),
        (1, "spec.bands[1].from", 18),
        (1, "spec.bands[1].to", 16),
        (1, "spec.rounding.step", 20),
        (7, "key", 1),
    ],
)
def test_the_line_of_a_place(number: int, place: str, line: int) -> None:
    assert line_of(LONG, "rule", number, place) == line


def test_every_rule_kind_is_named_and_dated_and_described() -> None:
    described = (Path(__file__).parents[3] / "models" / "rules" / "place" / "rule_kinds.py").read_text(encoding="utf-8")
    for kind in KINDS.values():
        assert kind.name[0].isupper()
        assert described.split('"""')[1].count(f"\n{kind.id} ") == 1, kind.id


@pytest.mark.parametrize(
    ("scope", "award", "sound"),
    [
        ("award:CO_TINH", "CO_TINH", True),
        ("award:CO_TINH/individual", "CO_TINH", True),
        ("award:*/individual", "*", True),
        (None, "CO_TINH", True),
        ("award:CO_TIN", "CO_TINH", False),
        ("award:CO_TIN/individual", "CO_TINH", False),
    ],
)
def test_a_rule_is_for_one_award(scope: str | None, award: str, sound: bool) -> None:
    spec = {"award": award, "holder": "collective", "percent": 20, "base": "members", "rounding": {"mode": "down"}}
    found = check_rule(Rule("han-muc", "award-quota/1", scope, cite="Điều 9", spec=spec))
    told = [(fault.place, dict(fault.facts)) for fault in found if fault.code == "rule.other_award"]
    assert told == ([] if sound else [("scope", {"scope": "CO_TIN", "award": "CO_TINH"})])


@pytest.mark.parametrize(
    ("bands", "more", "places"),
    [
        ([{"class": "A", "label": "A", "from": 90}, {"class": "B", "label": "B", "from": 70, "to": 90}], {}, []),
        ([{"class": "A", "label": "A", "from": 90, "to": 90}], {}, ["bands[0]"]),
        ([{"class": "A", "label": "A", "from": 90, "to": 90, "to_inclusive": True}], {}, []),
        ([{"class": "A", "label": "A", "from": 95, "to": 90}], {}, ["bands[0]"]),
        (
            [{"class": "A", "label": "A", "from": 101}, {"class": "B", "label": "B", "to": 101}],
            {"cap": 100},
            ["bands[0]"],
        ),
        ([{"class": "A", "label": "A", "from": 100}], {"cap": 100}, []),
        ([{"class": "A", "label": "A", "from": 100, "from_inclusive": False}], {"cap": 100}, ["bands[0]"]),
        (
            [{"class": "A", "label": "A", "from": 101}, {"class": "B", "label": "B", "to": 101}],
            {"cap": 100, "effects": [{"when": {"fact": "any-veto"}, "effect": "class", "class": "A", "reason": "x"}]},
            [],
        ),
    ],
)
def test_a_class_nobody_can_reach_is_refused(bands: list[object], more: dict[str, object], places: list[str]) -> None:
    """By points between its ends, under the cap, or by an effect that gives it."""
    rule = Rule("c", "classes/2", cite="Điều 9", spec={"bands": bands, **more})
    found = [fault.place for fault in check_rule(rule) if fault.code == "rule.class_unreachable"]
    assert found == places
