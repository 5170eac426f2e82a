"""What each part kind gives for its inputs: a step with points, a question where the rule is silent.

A kind gets its parameters already read, the inputs that were entered, what the other units of the column have, and a
relief, with what was decided for the whole form. Required inputs are always there when a kind is asked. Nothing here
knows caps, effects, stated numbers or
decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from models.rules.form.form_wide import GAP, OVERLAP, concerned
from models.rules.form.parts.criteria_fields import Case, Params
from models.rules.form.steps import (
    BLANK_STEP,
    HUNDRED_STEP,
    ZERO_STEP,
    Band,
    Step,
    bands_of,
    capped,
    difference,
    floored,
    leaf,
    number_of,
    product,
    ratio,
    summed,
    whole,
)
from models.rules.number.points import ZERO, from_text, show_plain, to_text
from models.rules.number.questions import Option, Question, common

Got = Mapping[str, Any]
Outcome = Step | Question


def _input(got: Got, name: str, label: str = "") -> Step:
    return Step("input", got[name], label or name, {"input": name})


def _given(value: Fraction, label: str = "") -> Step:
    return Step("given", value, label)


def _ask(key: str, points: Iterable[Fraction], facts: Mapping[str, object]) -> Question:
    options = tuple(Option(to_text(value), to_text(value)) for value in sorted(set(points), reverse=True))
    return Question(key, options=options, facts=facts)


def by_hand(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points somebody gives, as entered."""
    return _input(got, p["input"])


def full(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """The whole standard to start from; other parts take off or add."""
    return _given(p["points"], "điểm chuẩn")


def pass_fail(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """One number for yes, another for no."""
    return _given(p["pass"] if got[p["input"]] else p["fail"], "đạt" if got[p["input"]] else "không đạt")


def checklist(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """The sum of what each fulfilled condition gives; ticks made for another list of conditions say nothing."""
    if len(got[p["input"]]) != len(p["values"]):
        return BLANK_STEP
    steps = []
    for met, value, label in zip(got[p["input"]], p["values"], p["labels"], strict=True):
        steps.append(Step("if", value if met else ZERO, label, {"met": met}, (_given(value),)))
    return summed(steps)


def _share(p: Params, got: Got) -> Step | Question:
    """Achieved over target, or the percentage over a hundred; without a target it is a question."""
    if "percent" in p:
        return ratio("tỷ lệ", _input(got, p["percent"]), HUNDRED_STEP)
    if not got[p["target"]]:
        facts = {"done": got[p["done"]], "target": got[p["target"]]}
        return Question("score.no-target", options=(common("not-assigned"),), facts=facts)
    return ratio("tỷ lệ", _input(got, p["done"]), _input(got, p["target"]))


def share_of_target(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Standard × achieved ÷ target; `limit` bounds the percentage that counts, below `least` percent nothing counts.
    Without a target the rule is silent.
    """
    share = _share(p, got)
    if isinstance(share, Question):
        return _with_points(share, (p["points"], ZERO))
    limit, least = p.get("limit"), p.get("least")
    made = product("", _given(p["points"], "điểm chuẩn"), capped(share, None if limit is None else limit / 100))
    if least is not None and number_of(share.value) < least / 100:
        return Step("if", ZERO, f"dưới {show_plain(least, 3)}% thì không có điểm", {"met": False}, (made,))
    return made


def _with_points(question: Question, points: Sequence[Fraction]) -> Question:
    given = tuple(Option(to_text(value), to_text(value)) for value in sorted(set(points), reverse=True))
    return Question(question.key, options=(*question.options, *given), facts=question.facts)


def over_target(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Standard × the share by which the target is exceeded, nothing below it (CV 7727/BTP-TĐKT: bonus = standard × %
    over).
    """
    share = _share(p, got)
    if isinstance(share, Question):
        return _with_points(share, (ZERO,))
    over = difference("phần vượt", share, _given(Fraction(1)))
    return product("", _given(p["points"], "điểm chuẩn"), floored(over, ZERO))


def _in_band(
    bands: Sequence[Band], value: Fraction, asked: tuple[Iterable[Fraction], Mapping[str, object]], told: Params | None
) -> int | Question:
    """The place of the band that holds the value; elsewhere what `told` says was decided for the form between the bands
    concerned, else the question about this value alone.
    """
    found = bands_of(bands, value)
    if len(found) == 1:
        return found[0]
    decide = told.get("band") if told else None
    if decide is not None and len(places := concerned(bands, value)) > 1:
        chosen: int | Question = decide(OVERLAP if found else GAP, bands, places)
        return chosen
    return _ask("score.band-overlap" if found else "score.band-gap", *asked)


def _by_band(
    op: str, value: Fraction, words: str, facts: Mapping[str, object], *inputs: tuple[Step, Sequence[Band]]
) -> Step:
    """Points of the bands that were found; where a decision found one, they stand as decided."""
    if all(len(bands_of(bands, number_of(step.value))) == 1 for step, bands in inputs):
        return Step(op, value, words, facts, tuple(step for step, _ in inputs))
    return leaf(value, "theo quyết định chung của bảng điểm về mức này", "decided")


def bands(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points of the one band that holds the value; in a gap or an overlap the rule is silent."""
    value, table = got[p["input"]], p["bands"]
    place = _in_band(table, value, ([band.points for band in table], {"value": value}), relief)
    if isinstance(place, Question):
        return place
    band, own = table[place], _input(got, p["input"])
    return _by_band("band", band.points, band.label or band.code, {"bands": table}, (own, table))


def extra_units(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points for each further unit above a value; with `whole` only whole units count."""
    value, above = got[p["input"]], p["above"]
    if value <= above:
        return ZERO_STEP
    over = difference("phần vượt", _input(got, p["input"]), _given(above, "mốc"))
    units = ratio("", over, _given(p["unit"], "một đơn vị"))
    if p["whole"]:
        units = whole("chỉ tính trọn", units)
    return product("", units, _given(p["per"], "mỗi đơn vị"))


def two_way_bands(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points where the row of one value meets the column of another; outside the table the rule is silent."""
    first, second = got[p["row"]], got[p["column"]]
    every = [value for row in p["points"] for value in row]
    asked = every, {"row": first, "column": second}
    row = _in_band(p["rows"], first, asked, relief)
    across = _in_band(p["columns"], second, asked, relief)
    if isinstance(row, Question):
        return row
    if isinstance(across, Question):
        return across
    table = {"rows": p["rows"], "columns": p["columns"], "points": p["points"]}
    ways = (_input(got, p["row"]), p["rows"]), (_input(got, p["column"]), p["columns"])
    return _by_band("table", p["points"][row][across], "", table, *ways)


def _counted(case: Case, got: Got, waived: Fraction) -> Step:
    """The number of cases less what is waived, never below none."""
    raw = got[case.input]
    count = Step(
        "input", Fraction(raw) if isinstance(raw, bool) else raw, case.label or case.input, {"input": case.input}
    )
    if case.waived is not None:
        waived += got.get(case.waived, ZERO)
    if not waived:
        return count
    return floored(difference("được miễn", count, _given(waived)), ZERO)


def _cases(p: Params, got: Got, relief: Params | None) -> Step:
    """The sum over the kinds of case of count × points, each within its own cap."""
    waive = relief.get("waive", {}) if relief else {}
    steps = []
    for case in p["cases"]:
        if case.input in got:
            count = _counted(case, got, from_text(str(waive.get(case.input, 0))))
            steps.append(capped(product(case.label, count, _given(case.points, "mỗi trường hợp")), case.cap))
    return summed(steps) if steps else ZERO_STEP


def deduct_per_case(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points lost per case; with `from` what is left of it after the loss. `most` bounds the loss; a relief waives
    cases.
    """
    lost = _cases(p, got, relief) if not (relief and relief.get("exempt")) else leaf(ZERO, "được miễn trừ")
    lost = capped(lost, p.get("most"))
    if "from" not in p:
        return lost
    return difference("còn lại", _given(p["from"], "điểm chuẩn"), lost)


def earn_per_case(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points earned per case; the part's cap bounds them."""
    return _cases(p, got, None)


def by_deadline(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points for done in time, done late, not done; a relief sets a later day. Not done is a question where the rule is
    silent.
    """
    done = got[p["input"]]
    due = max(p["deadline"], str(relief["until"])) if relief and "until" in relief else p["deadline"]
    if done == "none" and "none" not in p:
        return _ask("score.not-done", (p["on_time"], p["late"], ZERO), {"deadline": due})
    facts = {"date": done, "deadline": due, "on_time": p["on_time"], "late": p["late"], "none": p.get("none", ZERO)}
    value = facts["none"] if done == "none" else facts["on_time"] if done <= due else facts["late"]
    return Step("deadline", value, "", facts)


def missing_document(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points lost per document missing from the list, as a count or as ticks of what is there; with `from` what is
    left.
    """
    raw = got[p["input"]]
    number = raw if isinstance(raw, Fraction) else Fraction(sum(not there for there in raw))
    count = Step("input", number, "tài liệu còn thiếu", {"input": p["input"]})
    waived = from_text(str(relief.get("waive", {}).get(p["input"], 0))) if relief else ZERO
    if waived:
        count = floored(difference("được miễn", count, _given(waived)), ZERO)
    lost = capped(product("", count, _given(p["points"], "mỗi tài liệu")), p.get("most"))
    if "from" not in p:
        return lost
    return difference("còn lại", _given(p["from"], "điểm chuẩn"), lost)


def leader_relative(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Standard × own figure ÷ the best of the column; a unit with nothing gets nothing. Below zero there is no share of
    the best, and it is asked about.
    """
    own = got[p["input"]]
    if own < 0:
        return _below_zero(p, own)
    best = max(own, column["best"]) if column else own
    if not own:
        return leaf(ZERO, "không có kết quả")
    return product(
        "", _given(p["points"], "điểm chuẩn"), ratio("so với cao nhất", _input(got, p["input"]), _given(best))
    )


def _below_zero(p: Params, own: Fraction) -> Question:
    return _ask("score.below-zero", (p["points"], ZERO), {"value": own})


def leader_relative_column(p: Params, column: Iterable[Got]) -> dict[str, Fraction]:
    """The best figure of the column."""
    return {"best": max((got[p["input"]] for got in column), default=ZERO)}


def leader_exceed(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """The quantitative formula of the police cluster, Điều 6.

    Below target: share × standard × achieved ÷ target; on target: share × standard; above: the rest of the standard in
    proportion to the leader's exceed; without target: standard × own ÷ the best of those without target. The share is
    `at_target`.
    """
    target, done = got[p["target"]], got[p["done"]]
    own = _input(got, p["done"], "kết quả")
    standard = _given(p["points"], "điểm tối đa")
    if not target and done < 0:
        return _below_zero(p, done)
    if not target:
        best = max(done, column["best"]) if column else done
        return (
            product("", standard, ratio("so với cao nhất", own, _given(best)))
            if done
            else leaf(ZERO, "không có kết quả")
        )
    at_target = product("đạt chỉ tiêu", standard, _given(p["at_target"], "phần của mức đạt"))
    share = ratio("tỷ lệ", own, _input(got, p["target"], "chỉ tiêu"))
    if done <= target:
        return product("", at_target, share)
    exceed = difference("tỷ lệ vượt", share, _given(Fraction(1)))
    own_exceed = number_of(exceed.value)
    lead = max(own_exceed, column["exceed"]) if column else own_exceed
    rest = product(
        "phần vượt", standard, _given(1 - p["at_target"]), ratio("so với đơn vị dẫn đầu", exceed, _given(lead))
    )
    return summed((at_target, rest))


def leader_exceed_column(p: Params, column: Iterable[Got]) -> dict[str, Fraction]:
    """The leader's exceed among units with a target, the best figure among those without."""
    rows = [(got[p["target"]], got[p["done"]]) for got in column]
    return {
        "exceed": max((done / target - 1 for target, done in rows if target and done > target), default=ZERO),
        "best": max((done for target, done in rows if not target), default=ZERO),
    }


def imported_result(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points taken from another body's result: by its class, or its index times a factor."""
    if "factor" in p:
        return product("", _input(got, p["input"]), _given(p["factor"], "hệ số"))
    return _looked_up(p, got)


def _looked_up(p: Params, got: Got) -> Outcome:
    chosen = got[p["input"]]
    if chosen not in p["map"]:
        points = [value for value in p["map"].values() if isinstance(value, Fraction)]
        return _ask("score.unknown-result", points, {"result": chosen})
    return Step("choice", p["map"][chosen], chosen, {"map": p["map"], "choice": chosen})


def award_bonus(p: Params, got: Got, column: Params | None, relief: Params | None) -> Outcome:
    """Points for the highest award received, added after the base (97 + 10 = 107)."""
    return _looked_up(p, got)
