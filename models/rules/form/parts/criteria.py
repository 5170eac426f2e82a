"""The registry of part kinds: what each is called, asks for, checks and gives. A released kind never changes meaning.

Here: declarations only; parameters are read by `criteria_fields`, points made by `criteria_kinds`. A mended kind is
declared beside the old one as `/2`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.rules.form.parts import criteria_bounds as bounds
from models.rules.form.parts import criteria_kinds as kinds
from models.rules.form.parts import criteria_losses as losses
from models.rules.form.parts.criteria_fields import (
    Field,
    Params,
    above_zero,
    bad,
    band,
    case,
    civil_day,
    day,
    edge,
    list_of,
    map_of,
    number,
    positive,
    record,
    result,
    text,
    yes_no,
)
from models.rules.form.steps import Step
from models.rules.number.points import ZERO
from models.rules.number.questions import Question

if TYPE_CHECKING:
    from models.rules.form.model import Item, Part

Assess = Callable[[Params, Mapping[str, Any], Params | None, Params | None], Step | Question]
Most = Callable[[Params, "Mapping[str, Fraction | None]"], "Fraction | None"]
_NUMBERS = ("points", "count", "figure", "percent")


@dataclass(frozen=True, slots=True)
class PartKind:
    """One kind of part.

    `most` is the highest amount it can give (None: no bound) from the parameters and the upper bounds of its inputs;
    `single` the amounts of one case; `gather` what a column across units must supply; `told` asks the item whether
    anything was entered instead of inputs of its own; `reliefs` says that a decision may relieve; `of_points` that it
    goes by the place of the unit's own points, in a second pass over all sheets (`placing`); `dated` that it reads the
    form's day rule; `newer` is the kind to be taken instead for what is made now.
    """

    key: str
    name: str
    fields: Mapping[str, Field]
    assess: Assess
    most: Most
    single: Callable[[Params], tuple[Fraction, ...]] = lambda p: ()
    gather: Callable[[Params, Iterable[Mapping[str, Any]]], dict[str, Fraction]] | None = None
    exactly_one: tuple[str, ...] = ()
    told: bool = False
    reliefs: bool = False
    of_points: bool = False
    dated: bool = False
    newer: str = ""

    def read(self, params: Mapping[str, object], place: str = "params") -> Params:
        """The parameters as values; BadInput `form.bad_spec` names place and problem."""
        got = record(params, place, self.fields)
        if self.exactly_one and sum(name in got for name in self.exactly_one) != 1:
            raise bad(place, "exactly_one_of", ", ".join(self.exactly_one))
        if "target" in self.fields and ("target" in got) != ("done" in got):
            raise bad(place, "done_and_target_together")
        if "labels" in got and len(got["labels"]) != len(got["values"]):
            raise bad(f"{place}.labels", "as_many_labels_as_values")
        if "rows" in got:
            _check_table(got, place)
        return got

    def inputs(self, params: Params) -> tuple[str, ...]:
        """Ids of the inputs the part cannot do without."""
        named = [params[name] for name, field in self.fields.items() if field.input_types and name in params]
        return tuple(dict.fromkeys([*named, *(each.input for each in params.get("cases", ()))]))

    def check(self, part: Part, item: Item) -> tuple[tuple[str, str, str], ...]:
        """Faults between the part and the item's inputs: (problem, input, found)."""
        params = self.read(part.params)
        found = []
        wanted = [
            (params[name], field.input_types)
            for name, field in self.fields.items()
            if field.input_types and name in params
        ]
        wanted += [(each.input, ("count", "yes-no")) for each in params.get("cases", ())]
        wanted += [(each.waived, ("count",)) for each in params.get("cases", ()) if each.waived]
        for name, types in wanted:
            spec = item.input(name)
            if spec is None:
                found.append(("unknown_input", name, name))
            elif spec.type not in types:
                found.append(("wrong_input_type", name, spec.type))
            elif spec.type == "choice":
                found += [("choice_without_points", name, key) for key, _ in spec.choices if key not in params["map"]]
            elif spec.type == "checks" and len(spec.choices) != len(params.get("values", params.get("documents", ()))):
                found.append(("as_many_labels_as_values", name, str(len(spec.choices))))
        return tuple(found)


def _check_table(got: Params, place: str) -> None:
    if len(got["points"]) != len(got["rows"]) or any(len(row) != len(got["columns"]) for row in got["points"]):
        raise bad(f"{place}.points", "table_not_rows_by_columns")


def _input(*types: str, optional: bool = False) -> Field:
    return Field(text, optional, types)


_SHARE = {
    "points": Field(positive),
    "percent": _input("percent", "figure", optional=True),
    "done": _input(*_NUMBERS, optional=True),
    "target": _input(*_NUMBERS, optional=True),
}
_LOSS = {"from": Field(positive, True), "most": Field(positive, True)}
_PER_UNIT = {"unit": Field(above_zero), "per": Field(positive), "whole": Field(yes_no)}

_ON_TIME = {
    "on_time": Field(positive),
    "late": Field(positive),
    "none": Field(result, True),
}
_LATE = {
    "per": Field(positive),
    "unit": Field(above_zero, True),
    "undone": Field(positive, True),
    **_LOSS,
}

_DECLARED = (
    PartKind(
        "by-hand/1",
        "Cho điểm trực tiếp",
        {"input": _input("points", optional=True)},
        kinds.by_hand,
        lambda p, high: high.get(p["input"]) if "input" in p else None,
    ),
    PartKind("full/1", "Điểm chuẩn ban đầu", {"points": Field(positive)}, kinds.full, bounds.points_of, told=True),
    PartKind(
        "pass-fail/1",
        "Đạt hoặc không đạt",
        {"input": _input("yes-no"), "pass": Field(number), "fail": Field(number)},
        kinds.pass_fail,
        lambda p, high: max(p["pass"], p["fail"]),
        lambda p: (p["pass"], p["fail"]),
    ),
    PartKind(
        "checklist/1",
        "Cộng theo từng điều kiện",
        {"input": _input("checks"), "values": Field(list_of(positive)), "labels": Field(list_of(text))},
        kinds.checklist,
        lambda p, high: sum(p["values"], ZERO),
        lambda p: p["values"],
    ),
    PartKind(
        "share-of-target/1",
        "Theo tỷ lệ hoàn thành chỉ tiêu",
        {**_SHARE, "limit": Field(positive, True), "least": Field(above_zero, True)},
        kinds.share_of_target,
        bounds.share_most,
        exactly_one=("percent", "target"),
    ),
    PartKind(
        "over-target/1",
        "Thưởng theo tỷ lệ vượt chỉ tiêu",
        _SHARE,
        kinds.over_target,
        lambda p, high: None,
        exactly_one=("percent", "target"),
    ),
    PartKind(
        "bands/1",
        "Theo bậc",
        {"input": _input(*_NUMBERS), "bands": Field(list_of(band))},
        kinds.bands,
        lambda p, high: max(each.points for each in p["bands"]),
        lambda p: tuple(each.points for each in p["bands"]),
    ),
    PartKind(
        "extra-units/1",
        "Thêm theo mỗi đơn vị vượt",
        {
            "input": _input(*_NUMBERS),
            "above": Field(number),
            "unit": Field(above_zero),
            "per": Field(positive),
            "whole": Field(yes_no),
        },
        kinds.extra_units,
        bounds.units_most,
        lambda p: (p["per"],),
    ),
    PartKind(
        "two-way-bands/1",
        "Theo bảng hai chiều",
        {
            "row": _input(*_NUMBERS),
            "column": _input(*_NUMBERS),
            "rows": Field(list_of(edge)),
            "columns": Field(list_of(edge)),
            "points": Field(list_of(list_of(positive))),
        },
        kinds.two_way_bands,
        lambda p, high: max(value for row in p["points"] for value in row),
        lambda p: tuple(value for row in p["points"] for value in row),
    ),
    PartKind(
        "deduct-per-case/1",
        "Trừ theo trường hợp",
        {"cases": Field(list_of(case)), **_LOSS},
        kinds.deduct_per_case,
        bounds.loss_most,
        bounds.cases_single,
        reliefs=True,
    ),
    PartKind(
        "earn-per-case/1",
        "Cộng theo trường hợp",
        {"cases": Field(list_of(case))},
        kinds.earn_per_case,
        bounds.cases_most,
        bounds.cases_single,
    ),
    PartKind(
        "by-deadline/1",
        "Theo thời hạn, đúng ngày ghi",
        {"input": _input("date"), "deadline": Field(day), **_ON_TIME},
        kinds.by_deadline,
        bounds.deadline_most,
        bounds.deadline_single,
        reliefs=True,
        newer="by-deadline/2",
    ),
    PartKind(
        "by-deadline/2",
        "Theo thời hạn",
        {"input": _input("date"), "deadline": Field(civil_day), **_ON_TIME},
        losses.by_deadline_of_form,
        bounds.deadline_most,
        bounds.deadline_single,
        reliefs=True,
        dated=True,
    ),
    PartKind(
        "missing-document/1",
        "Trừ theo tài liệu còn thiếu",
        {
            "input": _input("count", "checks"),
            "points": Field(positive),
            "documents": Field(list_of(text), True),
            **_LOSS,
        },
        kinds.missing_document,
        bounds.documents_most,
        lambda p: (p["points"],),
        reliefs=True,
    ),
    PartKind(
        "lose-below/1",
        "Trừ theo mỗi phần dưới mốc",
        {"input": _input(*_NUMBERS), "below": Field(number), **_PER_UNIT, **_LOSS},
        losses.lose_below,
        bounds.loss_bound,
        lambda p: (p["per"],),
        reliefs=True,
    ),
    PartKind(
        "lose-below-target/1",
        "Trừ theo phần chưa đạt chỉ tiêu",
        {"done": _input(*_NUMBERS), "target": _input(*_NUMBERS), "share": Field(yes_no), **_PER_UNIT, **_LOSS},
        losses.lose_below_target,
        bounds.loss_bound,
        lambda p: (p["per"],),
        reliefs=True,
    ),
    PartKind(
        "late-per-day/1",
        "Trừ theo số ngày chậm, ngày nghỉ ghi riêng",
        {
            "input": _input("date"),
            "deadline": Field(day),
            "working": Field(yes_no),
            "holidays": Field(list_of(day), True),
            **_LATE,
        },
        losses.late_per_day,
        bounds.loss_bound,
        bounds.late_single,
        reliefs=True,
        newer="late-per-day/2",
    ),
    PartKind(
        "late-per-day/2",
        "Trừ theo số ngày chậm",
        {"input": _input("date"), "deadline": Field(civil_day), **_LATE},
        losses.late_per_day_of_form,
        bounds.loss_bound,
        bounds.late_single,
        reliefs=True,
        dated=True,
    ),
    PartKind(
        "by-place/1",
        "Theo thứ hạng của số liệu trong khối",
        {
            "input": _input("count", "figure", "percent"),
            "places": Field(list_of(positive)),
            "after": Field(positive),
            "fewer": Field(yes_no),
        },
        losses.by_place,
        bounds.places_most,
        bounds.places_single,
        gather=losses.by_place_column,
    ),
    PartKind(
        "by-place-of-points/1",
        "Theo thứ hạng về điểm trong khối",
        {
            "of": Field(list_of(text)),
            "bonus": Field(yes_no),
            "places": Field(list_of(positive)),
            "after": Field(positive),
        },
        losses.by_place_of_points,
        bounds.places_most,
        bounds.places_single,
        of_points=True,
    ),
    PartKind(
        "leader-relative/1",
        "So với đơn vị cao nhất",
        {"input": _input("count", "figure", "percent"), "points": Field(positive)},
        kinds.leader_relative,
        bounds.points_of,
        gather=kinds.leader_relative_column,
    ),
    PartKind(
        "leader-exceed/1",
        "So với đơn vị vượt chỉ tiêu cao nhất",
        {
            "done": _input(*_NUMBERS),
            "target": _input(*_NUMBERS),
            "points": Field(positive),
            "at_target": Field(positive),
        },
        kinds.leader_exceed,
        bounds.points_of,
        gather=kinds.leader_exceed_column,
    ),
    PartKind(
        "imported-result/1",
        "Lấy từ kết quả của cơ quan khác",
        {
            "input": _input("choice", "figure", "percent", "points"),
            "map": Field(map_of(result), True),
            "factor": Field(positive, True),
        },
        kinds.imported_result,
        bounds.map_most,
        bounds.map_single,
        exactly_one=("map", "factor"),
    ),
    PartKind(
        "award-bonus/1",
        "Thưởng theo hình thức khen cao nhất",
        {"input": _input("choice"), "map": Field(map_of(positive))},
        kinds.award_bonus,
        bounds.map_most,
        bounds.map_single,
    ),
)

KINDS: dict[str, PartKind] = {kind.key: kind for kind in _DECLARED}
"""Every released part kind by its versioned key."""
