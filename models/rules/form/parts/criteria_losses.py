"""Kinds that lose points by how far a figure falls short or how late a thing came, and points by place in the bloc.

As in `criteria_kinds`: parameters already read, required inputs there, no caps, effects or decisions beyond a relief.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from models.rules.form.form_days import DayRule
from models.rules.form.parts.criteria_fields import Params
from models.rules.form.parts.criteria_kinds import by_deadline
from models.rules.form.steps import HUNDRED_STEP, ZERO_STEP, Step, capped, difference, leaf, product, ratio, whole
from models.rules.number.days import Late, days_late
from models.rules.number.points import ZERO, show_plain
from models.rules.number.questions import Option, Question, common
from models.rules.number.text import show_date

Got = Mapping[str, Any]
Outcome = Step | Question


def _input(got: Got, name: str, label: str = "") -> Step:
    return Step("input", got[name], label or name, {"input": name})


def _left(p: Params, lost: Step, relief: Params | None) -> Step:
    """What is lost within `most`, or with `from` what is left of it; a relief may forgive the whole."""
    lost = capped(leaf(ZERO, "được miễn trừ") if relief and relief.get("exempt") else lost, p.get("most"))
    return lost if "from" not in p else difference("còn lại", Step("given", p["from"], "điểm chuẩn"), lost)


def _per_unit(p: Params, short: Step, one: str) -> Step:
    units = ratio("", short, Step("given", p["unit"], one))
    return product("", whole("chỉ tính trọn", units) if p["whole"] else units, Step("given", p["per"], "trừ mỗi phần"))


def lose_below(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points lost for each unit a figure stays below a mark; at the mark or above nothing is lost."""
    if got[p["input"]] >= p["below"]:
        return _left(p, ZERO_STEP, relief)
    short = difference("phần thiếu", Step("given", p["below"], "mốc"), _input(got, p["input"]))
    return _left(p, _per_unit(p, short, "mỗi phần"), relief)


def lose_below_target(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points lost for each unit of a target not reached: of its percents (`share`) or of what it counts."""
    done, target = got[p["done"]], got[p["target"]]
    if not target:
        facts = {"done": done, "target": target}
        return Question("score.no-target", options=(common("not-assigned"), Option("0", "0")), facts=facts)
    if done >= target:
        return _left(p, ZERO_STEP, relief)
    short = difference("phần thiếu", _input(got, p["target"], "chỉ tiêu"), _input(got, p["done"], "thực hiện"))
    if p["share"]:
        short = product("phần thiếu (%)", ratio("", short, _input(got, p["target"], "chỉ tiêu")), HUNDRED_STEP)
    return _left(p, _per_unit(p, short, "mỗi phần"), relief)


def _due(p: Params, relief: Params | None) -> str:
    """The deadline, or the later day a relief gives."""
    due: str = p["deadline"]
    return max(due, str(relief["until"])) if relief and "until" in relief else due


def late_per_day(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points lost for each day (or each whole period of `unit` days) after the deadline; a relief sets a later one. Not
    done at all costs `undone`, and is a question where the rule is silent.
    """
    done = got[p["input"]]
    due = _due(p, relief)
    if done == "none":
        return _undone(p, due, relief)
    late = days_late(due, done, p["working"], p.get("holidays", ()))
    return _left(p, _per_days(p, late, p["working"], f"hạn {show_date(due)}, có ngày {show_date(done)}"), relief)


def _undone(p: Params, due: str, relief: Params | None) -> Outcome:
    if "undone" not in p:
        return Question("score.not-done", options=(Option("0", "0"),), facts={"deadline": due})
    return _left(p, Step("given", p["undone"], "không có"), relief)


def _per_days(p: Params, late: int, working: bool, told: str) -> Step:
    kind = "ngày làm việc" if working else "ngày"
    count = Step("given", Fraction(late), f"số {kind} chậm ({told})")
    if p.get("unit", 1) != 1:
        count = whole("chỉ tính trọn", ratio("", count, Step("given", p["unit"], f"số {kind} mỗi lần trừ")))
    return product("", count, Step("given", p["per"], "trừ mỗi lần"))


def late_per_day_of_form(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """As `late_per_day`, by the day rule of the form: which days count, and whether a deadline on a day off moves."""
    assert relief is not None, "the day rule of the form is always there"
    done, due = got[p["input"]], _due(p, relief)
    if done == "none":
        return _undone(p, due, relief)
    if relief.get("exempt"):
        return _left(p, ZERO_STEP, relief)

    def lost(late: Late) -> Step:
        moved = "" if late.last == due else f", chuyển từ ngày nghỉ {show_date(due)}"
        told = f"hạn {show_date(late.last)}{moved}, có ngày {show_date(done)}"
        return _left(p, _per_days(p, late.days, late.working, told), relief)

    rule: DayRule = relief["days"]
    late = rule.late(due, done, lambda each: lost(each).value)
    return late if isinstance(late, Question) else lost(late)


def by_deadline_of_form(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points for done in time, done late, not done, as `by_deadline`; whether a deadline on a day off moves is said by
    the day rule of the form.
    """
    assert relief is not None, "the day rule of the form is always there"
    done, due = got[p["input"]], _due(p, relief)
    if done == "none":
        return by_deadline({**p, "deadline": due}, got, column, None)
    rule: DayRule = relief["days"]
    late = rule.late(due, done, lambda each: p["late" if done > each.last else "on_time"])
    return late if isinstance(late, Question) else by_deadline({**p, "deadline": late.last}, got, column, None)


def by_place(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points by the place of a figure among the units to which the item is assigned; equals share the better place."""
    own = got[p["input"]]
    figures = list((column or {}).values()) or [own]
    better = sum(other < own if p["fewer"] else other > own for other in figures)
    points = p["places"][better] if better < len(p["places"]) else p["after"]
    return Step("given", points, f"xếp thứ {better + 1} trong {len(figures)} đơn vị, {show_plain(own, 3)}")


def by_place_of_points(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points by the place of the unit's own points among the units compared; equals share the better place."""
    assert column is not None, "a part nobody told of its place is silent"
    ahead = int(column["ahead"])
    points = p["places"][ahead] if ahead < len(p["places"]) else p["after"]
    own, among = show_plain(column["own"], 3), int(column["among"])
    return Step("given", points, f"xếp thứ {ahead + 1} trong {among} đơn vị, với {own} điểm")


def by_place_column(p: Params, column: Iterable[Got]) -> dict[str, Fraction]:
    """Every unit's figure; nobody's name is needed."""
    return {str(n): got[p["input"]] for n, got in enumerate(column)}
