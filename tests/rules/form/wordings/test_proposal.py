"""What a proposal makes of an item: its points against a second reckoning from the expected readings, its questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from models.rules.form.scoring import Cell, Form, Item, Part, assess_item, form_from_rows, form_to_rows
from models.rules.form.wordings.building import QUESTIONS
from models.rules.form.wordings.proposal import Proposal, propose
from models.rules.form.wordings.readings import Unread
from tests.rules.form.wordings.known import rows

FORMS = [row for row in rows("build") if "form" in row]
FIRST = {key: options[0] for key, options in QUESTIONS.items()}
COUNTS = (0, 1, 2, 3, 7, 40)
SHARES = (F(0), F(1, 2), F(1), F(60), F(79), F(80), F(999, 10), F(100), F(101), F(1025, 10), F(130))


def item_of(row: Mapping[str, Any]) -> Item:
    """The item of a row as the reader of tables makes it: standard, and parts by hand for its number columns."""
    on = row["on"]
    parts = [
        Part(key, effect, "by-hand/1", cap=F(on[name]))  # type: ignore[arg-type]
        for name, effect, key in (("bonus", "bonus", "thuong"), ("penalty", "penalty", "tru"))
        if on.get(name)
    ]
    standard = F(on["max"]) if on.get("max") else None
    if standard is None and on.get("nature") == "penalty":
        parts = parts or [Part("tru", "penalty", "by-hand/1")]
    return Item("m", "1", "Mục thử", None, standard, tuple(parts), rule_text=row["sentence"])


def proposed(row: Mapping[str, Any], answers: Mapping[str, str] = FIRST) -> Proposal:
    got = propose(item_of(row), answers)
    assert isinstance(got, Proposal), got
    return got


def points(item: Item, inputs: Mapping[str, Any]) -> F:
    """The item's points on a sheet whose base by hand, where the item has one, is its standard."""
    open_base = not any(part.effect == "base" for part in item.parts) and item.max is not None
    stated = {"base": item.max} if open_base and item.max is not None else {}
    value = assess_item(item, Cell("m", stated, inputs)).value
    assert isinstance(value, F), value
    return value


def reckoned(reading: Mapping[str, Any], given: Any, standard: F | None) -> F:
    """What a reading of the set gives for a count, a share or the chosen place: written from the set's README alone."""
    kind, start = reading["kind"], standard or F(0)
    cap = None if reading.get("cap") is None else F(reading["cap"])
    if kind in ("per-case", "per-unit-below", "per-unit-above"):
        if kind == "per-case":
            amount = F(reading["points"]) * given
        else:
            missed = F(100) - given if kind == "per-unit-below" else given - F(100)
            amount = F(reading["points"]) * (max(missed, F(0)) // F(reading["unit_percent"]))
        amount = amount if cap is None else min(amount, cap)
        if reading.get("effect") == "minus" or kind == "per-unit-below":
            return start - amount if standard is None else max(start - amount, F(0))
        return amount
    if kind == "by-share":
        return F(reading["points"]) * min(given, F(100)) / 100
    if kind == "steps":
        for band in reading["bands"]:
            if F(band.get("from", -1)) <= given < F(band.get("below", 10**6)):
                return F(band["points"])
    raise AssertionError(kind)


@pytest.mark.parametrize("row", FORMS, ids=lambda row: f"{row['form'][:2]}-{row['sentence'][:40]}")
def test_the_proposed_part_gives_the_points_of_the_expected_reading(row: dict[str, Any]) -> None:
    item, reading = proposed(row).item, row["reading"]
    standard = F(row["on"]["max"]) if row["on"].get("max") else None
    numbers = [spec for spec in item.inputs if spec.type in ("count", "percent", "figure")]
    if reading["kind"] == "cap":
        assert [(part.effect, part.cap) for part in item.parts] == [("bonus", F(reading["cap"]))]
    elif numbers:
        (spec,) = numbers
        for given in [F(count) for count in COUNTS] if spec.type == "count" else SHARES:
            short = spec.label.startswith("Tỷ lệ hộ")
            asked = 100 - given if reading["kind"] == "per-unit-below" and short else given
            if reading["kind"] == "per-unit-above":
                assert points(item, {spec.id: given}) - (standard or 0) == reckoned(reading, given, standard)
            elif asked >= 0:
                assert points(item, {spec.id: asked}) == reckoned(reading, given, standard)
    else:
        (spec,) = item.inputs
        for place, wanted in enumerate(_levels(reading, standard)):
            assert points(item, {spec.id: _chosen(spec, place)}) == wanted


def _chosen(spec: Any, place: int) -> Any:
    if spec.type == "choice":
        return spec.choices[place][0]
    if spec.type == "checks":
        return tuple(at == place for at in range(len(spec.choices)))
    return place == 0


def _levels(reading: Mapping[str, Any], standard: F | None) -> list[F]:
    kind = reading["kind"]
    if kind == "pass-fail" and reading.get("effect") == "minus":
        return [(standard or F(0)) - F(reading["points"]), standard or F(0)]
    if kind == "pass-fail":
        return [F(reading["points"]), F(reading["fail"])]
    if kind == "all-lost":
        return [F(0), standard or F(0)]
    found = reading.get("parts") or reading.get("levels") or reading["bands"]
    return [F(each["points"]) for each in found]


@pytest.mark.parametrize("row", FORMS, ids=lambda row: f"{row['form'][:2]}-{row['sentence'][:40]}")
def test_a_proposed_item_is_stored_and_read_back_equal(row: dict[str, Any]) -> None:
    item = proposed(row).item
    assert item.rule_text == row["sentence"]
    form = Form("f", "Bảng", nodes=(item,))
    assert form_from_rows(*form_to_rows(form)).nodes == (item,)


def _item(text: str, standard: str | None = "10", *parts: Part, **said: Any) -> Item:
    return Item("m", "1", "Mục thử", None, None if standard is None else F(standard), parts, rule_text=text, **said)


def _made(item: Item, **answers: str) -> Proposal:
    got = propose(item, {key.replace("_", "-"): value for key, value in answers.items()})
    assert isinstance(got, Proposal), got
    return got


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("mỗi trường hợp trừ 2 điểm, tối đa 10 điểm", ()),
        ("Mỗi trường hợp trừ 2 điểm", ("floor",)),
        ("Mỗi trường hợp trừ 2 điểm, tối đa 20 điểm", ("floor",)),
        ("Vi phạm trừ 2 điểm", ("once-or-each", "floor")),
        ("Vi phạm trừ 2 điểm, tối đa 10 điểm", ()),
        ("Mỗi ngày chậm trừ 0,5 điểm, tối đa 5 điểm", ("days",)),
        ("Chậm nhất ngày 15/6; mỗi ngày chậm trừ 0,5 điểm, tối đa 5 điểm", ("days", "day-off")),
        ("Ngày công giúp dân được 0,5 điểm/ngày công, tối đa 10 điểm", ()),
        ("từ 90% trở lên: 10 điểm; từ 80% đến dưới 90%: 4 điểm", ("band-open",)),
        ("Từ 90% trở lên: 10 điểm; từ 80% đến 90%: 4 điểm; dưới 80%: 0 điểm", ("band-ends",)),
        ("Từ 95% trở lên: 10 điểm; từ 80% đến 94%: 4 điểm; dưới 80%: 0 điểm", ("band-gap",)),
        ("Cứ giảm 1% so với chỉ tiêu trừ 1 điểm, tối đa 5 điểm", ("part-step",)),
        ("Cứ giảm đủ 1% so với chỉ tiêu trừ 1 điểm, tối đa 5 điểm", ()),
        ("Mỗi 1% chưa đạt trừ 1 điểm, tối đa 5 điểm", ("percent-of", "part-step")),
        ("Tính theo tỷ lệ thực hiện", ("over-100",)),
        ("Để xảy ra tai nạn: 0 điểm", ("lost-else",)),
        ("Có quy chế dân chủ: 10 điểm", ("unmet",)),
        ("Chi bộ và đoàn thể xếp loại xuất sắc: 10 điểm", ("unmet", "both")),
        ("Cấp tỉnh: 6 điểm; cấp cơ sở: 4 điểm", ("levels",)),
        ("Giải nhất: 10 điểm; giải nhì: 8 điểm; giải ba: 6 điểm", ("levels",)),
        ("Giải nhất: 10 điểm; giải nhì: 8 điểm; giải ba: 6 điểm; lấy giải cao nhất", ()),
        ("Mỗi sáng kiến cộng 2 điểm, tối đa 4 điểm", ("base-or-bonus",)),
        ("Mỗi sáng kiến cộng 2 điểm", ("base-or-bonus",)),
        ("Mỗi sáng kiến được 2 điểm", ()),
        ("Cấp cơ sở: 2đ/sáng kiến (không quá 10đ)", ("sign",)),
        ("Gửi chậm trừ 1 điểm/báo cáo, thiếu trừ 2 điểm/báo cáo; tổng trừ không quá 5 điểm", ("several",)),
        ("Chậm từ 1 đến 3 ngày trừ 1 điểm, trên 3 ngày trừ 2 điểm", ("days",)),
        ("Quá 3 ngày không gửi trừ hết điểm", ("days", "lost-else")),
        ("Nộp sau ngày 20/12 trừ 1 điểm", ("day-off", "once-or-each", "floor")),
        ("Nộp trước ngày 05/12 được 10 điểm; sau ngày 05/12 không tính điểm", ("day-off", "due-day")),
    ],
)
def test_where_the_sentence_is_silent_it_is_asked_and_nowhere_else(text: str, asked: tuple[str, ...]) -> None:
    made = _made(_item(text))
    assert set(made.open) == set(asked)
    answered = _made(_item(text), **{key.replace("-", "_"): FIRST[key] for key in asked})
    assert (answered.open, set(answered.answered)) == ((), set(asked))
    assert answered.item == made.item


def test_an_answer_changes_what_the_part_gives() -> None:
    below = _item("Mỗi trường hợp trừ 6 điểm")
    for answer, wanted in (("zero", F(0)), ("negative", F(-2))):
        assert points(_made(below, floor=answer).item, {"i1": F(2)}) == wanted
    share = _item("Cứ giảm 1% so với chỉ tiêu trừ 1 điểm, tối đa 5 điểm")
    for answer, wanted in (("whole", F(9)), ("share", F(17, 2))):
        assert points(_made(share, part_step=answer).item, {"i1": F(197, 2)}) == wanted
    part = _item("Mỗi 1% chưa đạt trừ 1 điểm, tối đa 5 điểm")
    assert points(_made(part, percent_of="target").item, {"i1": F(90)}) == 5
    assert points(_made(part, percent_of="point").item, {"i1": F(93), "i2": F(95)}) == 8
    assert points(_made(_item("Trừ 1 điểm/1% hộ chưa thực hiện")).item, {"i1": F(3)}) == 7
    ends = _item("Từ 90% trở lên: 10 điểm; từ 80% đến 90%: 4 điểm; dưới 80%: 0 điểm")
    for answer, wanted in (("upper", F(10)), ("lower", F(4))):
        assert points(_made(ends, band_ends=answer).item, {"i1": F(90)}) == wanted
    once = _item("Vượt chỉ tiêu 5% cộng 1 điểm")
    for answer, wanted in (("each", F(14)), ("once", F(11))):
        assert points(_made(once, unit_once=answer).item, {"i1": F(120)}) == wanted
    over = _item("Tính theo tỷ lệ thực hiện")
    for answer, wanted in (("capped", F(10)), ("bonus", F(11))):
        assert points(_made(over, over_100=answer).item, {"i1": F(110)}) == wanted
    sign = _item("Cấp cơ sở: 2đ/sáng kiến (không quá 10đ)")
    assert points(_made(sign, sign="plus").item, {"i1": F(2)}) == 4
    assert points(_made(sign, sign="minus").item, {"i1": F(2)}) == 6
    levels = _item("Cấp tỉnh: 6 điểm; cấp cơ sở: 4 điểm")
    assert points(_made(levels, levels="sum").item, {"i1": (True, True)}) == 10
    assert points(_made(levels, levels="highest").item, {"i1": "m1"}) == 6


@pytest.mark.parametrize(
    ("text", "answers", "wanted"),
    [
        ("Từ 80% trở lên: 10 điểm; dưới 80%: lấy tỷ lệ nhân điểm chuẩn", {}, {79: F("7.9"), 80: F(10), 120: F(10)}),
        (
            "Đạt 100%: 10 điểm; cứ giảm 1% trừ 0,5 điểm; dưới 80% không tính điểm",
            {"part_step": "whole", "floor": "zero"},
            {100: F(10), 90: F(5), 80: F(0), 79: F(0)},
        ),
        (
            "Đạt 100% chỉ tiêu: 10 điểm; cứ vượt 1% cộng 0,5 điểm; cứ thiếu 1% trừ 1 điểm",
            {"part_step": "whole", "floor": "zero"},
            {98: F(8), 100: F(10), 102: F(11)},
        ),
        ("Hạng 1: 10 điểm; hạng 2-5: 8 điểm; còn lại: 5 điểm", {}, {1: F(10), 2: F(8), 5: F(8), 6: F(5), 34: F(5)}),
        ("Từ thứ 11 trở xuống: 2 điểm; hạng 6-10: 5 điểm; hạng 1-5: 10 điểm", {}, {5: F(10), 10: F(5), 11: F(2)}),
        ("Xếp thứ nhất 10 điểm, mỗi bậc kém trừ 0,5 điểm", {"floor": "zero"}, {0: F(10), 3: F("8.5"), 30: F(0)}),
        (
            "Vượt kế hoạch: 10 điểm; đạt kế hoạch: 8 điểm; đạt từ 80% kế hoạch: 5 điểm; còn lại: 0 điểm",
            {},
            {101: F(10), 100: F(8), 99: F(5), 80: F(5), 79: F(0)},
        ),
        ("Từ 3 bài: 10 điểm; từ 1 bài: 5 điểm; không có bài: 0 điểm", {}, {4: F(10), 3: F(10), 2: F(5), 0: F(0)}),
        ("Tốt: 8 - 10 điểm; khá: 5 - 7 điểm; yếu: dưới 5 điểm", {}, {9: F(9), 3: F(3), 12: F(10)}),
    ],
)
def test_what_is_proposed_gives_the_points_the_sentence_says(
    text: str, answers: dict[str, str], wanted: dict[int, F]
) -> None:
    made = _made(_item(text), **answers)
    assert not made.doubts and not made.open
    (spec,) = made.item.inputs
    assert {given: points(made.item, {spec.id: F(given)}) for given in wanted} == wanted


def test_levels_of_ranges_tell_their_bounds_where_the_points_are_written() -> None:
    (spec,) = _made(_item("Tốt: 8 - 10 điểm; khá: 5 đến dưới 8 điểm; yếu: dưới 5 điểm")).item.inputs
    assert spec.label == "Điểm theo mức (tốt: từ 8 đến 10; khá: từ 5 đến dưới 8; yếu: dưới 5)"


def test_what_is_not_met_leaves_the_standard_less_what_it_costs() -> None:
    item = _made(_item("Đạt yêu cầu được 10 điểm, chưa đạt thì trừ 4 điểm")).item
    assert [points(item, {"i1": met}) for met in (True, False)] == [10, 6]


def test_growth_beyond_nothing_earns_nothing() -> None:
    """Seen failing: "vượt dưới 10%: 1 điểm" gave its point to whoever reached the target and no more."""
    column = Part("thuong", "bonus", "by-hand/1", cap=F(2))
    item = _made(_item("Vượt từ 10% trở lên: 2 điểm; vượt dưới 10%: 1 điểm", None, column, bonus_only=True)).item
    assert [points(item, {"i1": F(given)}) for given in (0, 5, 10)] == [0, 1, 2]


def test_an_answer_that_leaves_the_item_to_a_person_proposes_nothing() -> None:
    assert isinstance(propose(_item("Có quy chế dân chủ: 10 điểm"), {"unmet": "by-hand"}), Unread)


def test_losing_all_goes_before_every_other_rule_of_the_item() -> None:
    item = _made(
        _item("Mỗi lỗi trừ 1 điểm; tổng trừ không quá 3 điểm\nMất an toàn thì không được tính điểm mục này")
    ).item
    lost, count = (spec.id for spec in sorted(item.inputs, key=lambda spec: spec.type != "yes-no"))
    assert points(item, {lost: False, count: F(2)}) == 8
    assert points(item, {lost: True, count: F(2)}) == 0


@pytest.mark.parametrize(
    ("text", "counts", "wanted"),
    [
        ("Chậm trừ 1 điểm/báo cáo, thiếu trừ 2 điểm/báo cáo; tổng trừ không quá 5 điểm", (4, 3), 5),
        ("Mỗi bài được 0,5 điểm, mỗi tin được 0,25 điểm, tổng cộng không quá 10 điểm", (30, 4), 10),
        ("Mỗi bài được 0,5 điểm, mỗi tin được 0,25 điểm, tổng cộng không quá 10 điểm", (2, 4), 2),
    ],
)
def test_a_bound_of_several_kinds_of_case_bounds_them_together_and_leaves_nothing_to_write(
    text: str, counts: tuple[int, int], wanted: int
) -> None:
    """Seen failing: the bound became points by hand beside the rule, and several kinds that earn had none."""
    item = _made(_item(text), several="sum").item
    assert [spec.type for spec in item.inputs] == ["count", "count"]
    assert not any(part.kind == "by-hand/1" for part in item.parts)
    assert points(item, {spec.id: F(count) for spec, count in zip(item.inputs, counts, strict=True)}) == wanted


def test_too_many_cases_lose_all() -> None:
    item = _made(
        _item("Chậm nhất ngày 15/6; mỗi ngày chậm trừ 0,2 điểm, quá 5 ngày không tính điểm", "2"), floor="zero"
    ).item
    (spec,) = item.inputs
    assert "hạn 15/6" in spec.label
    assert [points(item, {spec.id: F(days)}) for days in (0, 5, 6)] == [F(2), F(1), F(0)]


def test_parts_that_do_not_add_up_to_the_standard_are_a_doubt() -> None:
    made = _made(_item("Thực hiện đầy đủ được 3 điểm, không thực hiện không có điểm"))
    assert made.doubts == ("sum",) and not made.sure
    both = "Ngày công giúp dân được cộng 0,1 điểm/ngày công, tối đa 7 điểm\n"
    made = _made(_item(both + "Thực hiện đầy đủ được 3 điểm, không thực hiện không có điểm"))
    assert made.doubts == () and made.sure


def test_a_sentence_beside_it_that_was_not_read_is_named_and_never_ticked() -> None:
    made = _made(_item("Mỗi lỗi trừ 1 điểm, tối đa 3 điểm\nRiêng lỗi nặng thì xem xét trừ thêm 2 điểm"))
    assert made.doubts == ("unread",) and not made.sure
    assert "Riêng lỗi nặng" in made.left[0]


def test_a_description_beside_it_does_not_stand_in_the_way() -> None:
    assert _made(_item("Có sổ theo dõi công văn\nMỗi lỗi trừ 1 điểm, tối đa 3 điểm")).sure


def test_a_bound_that_differs_from_its_number_column_is_a_doubt() -> None:
    column = Part("tru", "penalty", "by-hand/1", cap=F(5))
    assert _made(_item("Mỗi lỗi trừ 1 điểm, tối đa 5 điểm", "10", column), floor="zero").sure
    assert _made(_item("Mỗi lỗi trừ 1 điểm, tối đa 3 điểm", "10", column)).doubts == ("cap-differs",)


def test_an_item_that_has_a_way_of_scoring_is_left_alone() -> None:
    rule = Part("a", "base", "full/1", {"points": "10"})
    assert propose(_item("Mỗi lỗi trừ 1 điểm", "10", rule)) is None
    assert propose(_item("")) is None


def test_an_item_of_a_section_that_only_takes_off_needs_no_standard() -> None:
    item = _item("-2/trường hợp", None, Part("tru", "penalty", "by-hand/1"))
    made = _made(item)
    assert made.sure and points(made.item, {"i1": F(3)}) == -6
    assert points(replace(made.item), {"i1": F(0)}) == 0


@pytest.mark.parametrize(
    "text",
    [
        "Đạt giải nhất 5 điểm, giải nhì 3 điểm, giải ba 2 điểm",
        "Sáng kiến cấp tỉnh: 6 điểm; sáng kiến cấp cơ sở: 4 điểm",
        "Huân chương 5 điểm, Bằng khen Thủ tướng 3 điểm, Bằng khen tỉnh 2 điểm",
    ],
)
def test_levels_of_one_thing_are_not_added_up_unasked_although_the_sum_agrees(text: str) -> None:
    assert "levels" in _made(_item(text)).open


def test_cases_that_do_not_count_lose_nothing_and_several_count_together() -> None:
    from_the_third = _made(_item("Từ văn bản thứ ba trở đi, mỗi văn bản chậm trừ 0,5 điểm"), floor="zero")
    assert [points(from_the_third.item, {"i1": F(count)}) for count in (0, 2, 3, 5, 40)] == [
        10,
        10,
        F("9.5"),
        F("8.5"),
        0,
    ]
    by_two = _made(_item("Mỗi 2 văn bản chậm trừ 1 điểm, tối đa 3 điểm"))
    assert [points(by_two.item, {"i1": F(count)}) for count in (1, 2, 3, 9)] == [10, 9, 9, 7]
    in_parts = _made(_item("Mỗi 2 văn bản chậm trừ 1 điểm, tối đa 3 điểm"), **{"part-step": "share"})
    assert points(in_parts.item, {"i1": F(3)}) == F("8.5")


def test_losses_of_two_kinds_of_counting_are_left_to_a_person() -> None:
    text = "Mỗi 2 văn bản chậm trừ 1 điểm; mỗi văn bản sai trừ 1 điểm"
    assert isinstance(propose(_item(text)), Unread)


def test_parts_and_inputs_are_numbered_from_one_past_those_the_item_has() -> None:
    """Numbers of others are left as they are: a form read twice is the same form."""
    made = _made(_item("Mỗi lỗi trừ 1 điểm; tổng trừ không quá 3 điểm")).item
    assert ([part.id for part in made.parts], [spec.id for spec in made.inputs]) == (["r1"], ["i1"])
    held = Part("r1", "bonus", "by-hand/1", cap=F(2))
    made = _made(_item("Mỗi lỗi trừ 1 điểm; tổng trừ không quá 3 điểm", "10", held)).item
    assert [part.id for part in made.parts] == ["r2", "r1"]
