"""The form checker finds what is wrong, and nothing where nothing is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

import pytest

from models.rules.form.checking.checker import Fault, check_form, most_points
from models.rules.form.form_file import load_form
from models.rules.form.scoring import Form, Group, InputSpec, Item, Part, form_from_rows
from tests.rules.practice import EXPECTED
from tests.rules.practice_form import form as practice_form

FORMS = Path(__file__).parents[3] / "resources" / "forms"


def shipped(name: str) -> Form:
    return form_from_rows(*load_form((FORMS / f"{name}.toml").read_text(encoding="utf-8")))


def _short(faults: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(fault.code, fault.node) for fault in faults]


def test_every_fault_of_the_tien_giang_table_is_found_and_no_other() -> None:
    """Domain §3.3: what a validator should catch in the table of 2022."""
    faults = check_form(shipped("tien_giang_2022"))
    assert _short(faults) == [
        ("header.unexplained", "a2"),
        ("header.unexplained", "a7"),
        ("column.negative_bonus", "b2"),
        ("band.undefined_below", "c1"),
        ("band.gap", "c1"),
        ("band.undefined_below", "c2"),
        ("band.gap", "c2"),
        ("cap.never_bites", "d2"),
        ("penalty.larger_than_item", "2.1"),
        ("code.duplicate", "2.1"),
        ("column.negative_bonus", "4.1"),
        ("code.skipped", "5.b"),
    ]
    facts = {(fault.code, fault.node): fault.facts for fault in faults}
    assert facts["header.unexplained", "a2"]["printed"] == F("0.5")
    assert (facts["header.unexplained", "a7"]["printed"], facts["header.unexplained", "a7"]["cap"]) == (-1, F("1.5"))
    assert facts["column.negative_bonus", "b2"]["code"] == "b.2.6"
    assert facts["band.gap", "c1"]["from"] == facts["band.gap", "c1"]["to"] == 98
    assert facts["band.gap", "c2"]["from"] == facts["band.gap", "c2"]["to"] == 90
    assert facts["band.undefined_below", "c1"]["to"] == 96
    assert facts["band.undefined_below", "c2"]["to"] == 70
    assert facts["penalty.larger_than_item", "2.1"]["code"] == "2.1.1"
    assert facts["code.skipped", "5.b"]["code"] == "5.4"
    assert facts["cap.never_bites", "d2"] == {"effect": "bonus", "cap": 7, "most": 2}


def test_sound_forms_have_no_fault() -> None:
    assert check_form(practice_form()) == ()
    assert check_form(shipped("qd_366_2025")) == ()
    assert check_form(shipped("mau_100")) == ()


def _percent(*bands: dict[str, object]) -> Item:
    part = Part("p", "base", "bands/1", {"input": "x", "bands": list(bands)})
    return Item("i", "1", max=F(5), inputs=(InputSpec("x", "x", "percent", high=F(100)),), parts=(part,))


def _band(low: str | None, low_in: bool, high: str | None, high_in: bool, points: str = "5") -> dict[str, object]:
    band: dict[str, object] = {"points": points}
    if low is not None:
        band |= {"from": low, "from_inclusive": low_in}
    if high is not None:
        band |= {"to": high, "to_inclusive": high_in}
    return band


@pytest.mark.parametrize(
    ("bands", "codes"),
    [
        ([_band("50", True, None, False), _band("0", True, "50", False, "0")], []),
        ([_band("50", True, None, False), _band("0", True, "50", True, "0")], ["band.overlap"]),
        ([_band("50", False, None, False), _band("0", True, "50", False, "0")], ["band.gap"]),
        ([_band("60", True, None, False), _band("0", True, "50", False, "0")], ["band.gap"]),
        ([_band("50", True, "100", False), _band("0", True, "50", False, "0")], ["band.undefined_above"]),
        ([_band("50", True, None, False)], ["band.undefined_below"]),
        ([_band("0", True, None, False), _band("20", True, "30", True)], ["band.overlap"]),
    ],
)
def test_bands(bands: list[dict[str, object]], codes: list[str]) -> None:
    faults = check_form(Form("f", "f", nodes=(_percent(*bands),)))
    assert sorted({fault.code for fault in faults}) == codes


def _plain(key: str, most: int, **more: object) -> Item:
    return Item(key, key, parent="g", max=F(most), **more)  # type: ignore[arg-type]


def test_sums_are_compared_with_what_is_stated() -> None:
    form = Form("f", "f", total=F(20), nodes=(Group("g", "g", max=F(10)), _plain("a", 4), _plain("b", 5)))
    faults = {fault.code: fault for fault in check_form(form)}
    assert faults["sum.total"].facts == {"stated": 20, "sum": 10}
    assert faults["sum.group"].facts == {"stated": 10, "sum": 9}
    assert faults["sum.group"].severity == faults["sum.total"].severity == "error"
    weighed = (Group("g", max=F(10)), _plain("a", 4, weight=F(2)), _plain("b", 2))
    assert check_form(Form("f", "f", total=F(10), nodes=weighed)) == ()
    one_of = (Group("g", max=F(5), one_of=True), _plain("a", 4), _plain("b", 5))
    assert check_form(Form("f", "f", total=F(5), nodes=one_of)) == ()


def test_a_form_without_leaves_is_no_form() -> None:
    assert _short(check_form(Form("f", "f"))) == [("form.no_items", "")]
    assert check_form(Form("f", "f", nodes=(Group("g"),)))[0].severity == "error"
    assert ("group.empty", "h") in _short(check_form(Form("f", "f", nodes=(Group("g"), _plain("a", 1), Group("h")))))


def test_an_item_that_cannot_reach_its_standard_is_named() -> None:
    part = Part("p", "base", "pass-fail/1", {"input": "x", "pass": "3", "fail": "0"})
    item = Item("i", max=F(5), inputs=(InputSpec("x", "x", "yes-no"),), parts=(part,))
    assert _short(check_form(Form("f", "f", nodes=(item,)))) == [("item.standard_unreachable", "i")]
    assert _short(check_form(Form("f", "f", nodes=(replace(item, max=F(2)),)))) == [("item.parts_exceed_standard", "i")]
    assert check_form(Form("f", "f", nodes=(replace(item, max=F(3)),))) == ()
    unused = replace(item, max=F(3), inputs=(*item.inputs, InputSpec("y", "y", "count")))
    assert _short(check_form(Form("f", "f", nodes=(unused,)))) == [("input.unused", "i")]


def test_caps_that_never_bite() -> None:
    part = Part("p", "bonus", "earn-per-case/1", {"cases": [{"input": "x", "points": "1"}]}, cap=F(9))
    item = Item("i", max=F(5), inputs=(InputSpec("x", "x", "count", high=F(3)),), parts=(part,))
    assert _short(check_form(Form("f", "f", nodes=(item,), bonus_cap=F(4)))) == [
        ("cap.never_bites", ""),
        ("cap.never_bites", "i"),
    ]
    assert check_form(Form("f", "f", nodes=(replace(item, parts=(replace(part, cap=F(2)),)),), bonus_cap=F(1))) == ()


@pytest.mark.parametrize(
    ("codes", "skipped", "repeated"),
    [
        (["1", "2", "4"], ["3"], []),
        (["1.1", "1.2", "2.1", "2.3"], ["2.2"], []),
        (["I", "II", "IV"], ["III"], []),
        (["I.1", "II.1", "III.1"], [], []),
        (["a1", "a.2", "a3"], [], []),
        (["-", "a)", "b)"], [], []),
        (["5.1", "5.1"], [], ["5.1"]),
    ],
)
def test_codes(codes: list[str], skipped: list[str], repeated: list[str]) -> None:
    nodes = tuple(Item(f"n{place}", code, max=F(1)) for place, code in enumerate(codes))
    faults = check_form(Form("f", "f", nodes=nodes))
    assert [fault.facts["code"] for fault in faults if fault.code == "code.skipped"] == skipped
    assert [fault.facts["code"] for fault in faults if fault.code == "code.duplicate"] == repeated
    assert len(faults) == len(skipped) + len(repeated)


def test_every_section_may_count_anew_and_its_codes_are_told_apart_by_their_path() -> None:
    sections = ("I", "II")
    groups = tuple(Group(f"g{code}", code, code, max=F(2)) for code in sections)
    items = tuple(Item(f"{code}{n}", n, n, f"g{code}", F(1)) for code in sections for n in ("1", "2"))
    form = Form("f", "f", nodes=(groups[0], *items[:2], groups[1], *items[2:], Item("x", "3", "x", max=F(1))))
    assert [one for one in check_form(form) if one.code == "code.duplicate"] == []
    assert [form.called(key) for key in ("gI", "I1", "II2", "x")] == ["I", "I › 1", "II › 2", "3"]
    twice = replace(form, nodes=(*form.nodes, Item("y", "3", "y", max=F(1))))
    assert [one.facts["code"] for one in check_form(twice) if one.code == "code.duplicate"] == ["3"]


def test_classes_nobody_reaches_and_gaps_between_classes() -> None:
    form = replace(shipped("mau_100"), cap=F(100))
    classes = [
        {"class": "x", "from": "101"},
        {"class": "a", "from": "90", "to": "100", "to_inclusive": True},
        {"class": "b", "from": "70", "to": "89"},
        {"class": "c", "from": "60", "to": "75"},
        {"class": "d", "to": "60"},
    ]
    faults = check_form(form, classes)
    assert [fault.code for fault in faults] == ["class.unreachable", "class.overlap", "class.gap"]
    assert faults[0].facts == {"class": "x", "from": 101, "most": 100}
    assert most_points(practice_form()) == 104
    assert most_points(shipped("tien_giang_2022")) is None


def test_the_practice_form_is_what_its_expected_check_says() -> None:
    """`expected.form_check` of the practice bloc: standard points add up to 100 over 24 items, one more gives bonus."""
    expected, form = EXPECTED["form_check"], practice_form()
    scored = [item for item in form.items() if not item.bonus_only]
    assert len(scored) == expected["items"] == 24
    assert sum(item.max or F(0) for item in scored) == F(expected["sum_of_maxima"]) == form.total == 100
    assert len([item for item in form.items() if item.bonus_only]) == expected["bonus_items"]
    assert [fault.code for fault in check_form(form)] == expected["faults"]
