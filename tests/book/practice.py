"""The practice bloc of `tests/files/practice_bloc.json`, built through the verbs of a Book as a secretary would.

Unit keys are the file's ids in small letters (`vpub`, `stc-cu`), node keys the printed codes in small letters (`i.1`,
`t.1`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.book.year.years import Deadline, Stage
from models.rules.form.scoring import Form, Group, InputSpec, InputValue, Item, Part, relief_question
from models.rules.number.points import Rounding
from models.rules.number.questions import Question
from models.rules.place.regulation import Regulation
from tests.rules import practice as rules
from tests.rules.practice_awards import AWARDING

DATA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "files" / "practice_bloc.json").read_text(encoding="utf-8")
)
EXPECTED: dict[str, Any] = DATA["expected"]
YEAR = 2025
STAGES = ("self", "bloc", "appraisal")
CENTS = Rounding(Fraction(1, 100), "half-up")
CLASS_WORDS = {"HTXS": "Hoàn thành xuất sắc", "HTT": "Hoàn thành tốt", "HT": "Hoàn thành", "KHT": "Không hoàn thành"}

AWARD_WORDS = {
    "none": "Không có",
    "BK_bo": "Bằng khen cấp bộ, ban, ngành, đoàn thể Trung ương",
    "BK_TTg": "Bằng khen của Thủ tướng Chính phủ",
    "Co_CP": "Cờ thi đua của Chính phủ",
    "HuanChuong": "Huân chương",
}


def unit_key(ident: str) -> str:
    """The key of a unit of the file."""
    return ident.lower().replace("_", "-")


def node_key(code: str) -> str:
    """The key of a node by its printed code."""
    return code.lower()


UNITS = tuple(unit_key(ident) for ident in DATA["roster"]["2025"])
ITEMS = tuple(node_key(item["code"]) for item in DATA["form"]["items"])

# --- the form ---------------------------------------------------------------------------------------------------------

_LABELS = {
    "done": "Số đã hoàn thành",
    "registered": "Số đã đăng ký",
    "planned": "Số theo kế hoạch",
    "volume": "Số văn bản đến trong năm",
    "initiatives": "Số sáng kiến cấp cơ sở",
    "provincial": "Số sáng kiến có ảnh hưởng cấp tỉnh",
    "returned": "Số lần bị trả lại",
    "reprimand": "Số người bị khiển trách",
    "warning": "Số người bị cảnh cáo trở lên",
    "waived_reprimand": "Trong đó tự phát hiện, đã xử lý",
    "articles": "Số tin, bài",
    "models": "Số mô hình được áp dụng",
    "absent": "Số lần vắng không lý do",
    "wrong_rank": "Số lần không đúng thành phần",
    "late": "Số lần chậm hạn",
    "missing": "Số còn thiếu, không gửi",
}


def _count(name: str) -> InputSpec:
    return InputSpec(name, _LABELS.get(name, name), "count", low=Fraction(0))


def _bands(edges: list[str], points: list[str] | None = None) -> list[dict[str, Any]]:
    """Bands from their lower ends, highest value first or last as printed; every lower end belongs to its band."""
    ordered = sorted(Fraction(edge) for edge in edges)
    found = []
    for n, edge in enumerate(edges):
        above = next((each for each in ordered if each > Fraction(edge)), None)
        band: dict[str, Any] = {}
        if Fraction(edge) != ordered[0]:
            band |= {"from": edge, "from_inclusive": True}
        if above is not None:
            band |= {"to": str(above), "to_inclusive": False}
        found.append(band if points is None else {**band, "points": points[n]})
    return found


def _share(raw: Mapping[str, Any], most: str) -> tuple[tuple[Part, ...], tuple[InputSpec, ...]]:
    done, target = raw["inputs"]
    params = {"points": most, "done": done, "target": target}
    return (Part("chuan", "base", "share-of-target/1", params, rounding=CENTS),), (_count(done), _count(target))


def _share_with_bonus(raw: Mapping[str, Any], most: str) -> tuple[tuple[Part, ...], tuple[InputSpec, ...]]:
    percent = InputSpec("percent", "Tỷ lệ hoàn thành", "percent", "%", low=Fraction(0))
    base = Part(
        "chuan", "base", "share-of-target/1", {"points": most, "percent": "percent", "limit": raw["percent_cap"]}
    )
    over = {"input": "percent", "above": "100", "unit": "1", "per": raw["bonus_per_whole_percent_over"], "whole": True}
    return (base, Part("vuot", "bonus", "extra-units/1", over, cap=Fraction(raw["bonus_cap"]))), (percent,)


def _deducting(raw: Mapping[str, Any], most: str) -> tuple[tuple[Part, ...], tuple[InputSpec, ...]]:
    per_case = raw["per_case"]
    cases: list[dict[str, Any]] = [{"input": name, "points": loss.lstrip("-")} for name, loss in per_case.items()]
    inputs = [_count(name) for name in per_case]
    for name in raw["inputs"]:
        if name not in per_case:
            next(case for case in cases if f"waived_{case['input']}" == name)["waived"] = name
            inputs.append(InputSpec(name, _LABELS.get(name, name), "count", low=Fraction(0), optional=True))
    params = {"from": most, "most": raw["penalty_cap"], "cases": cases}
    return (Part("chuan", "base", "deduct-per-case/1", params),), tuple(inputs)


def _earning(raw: Mapping[str, Any], most: str) -> tuple[tuple[Part, ...], tuple[InputSpec, ...]]:
    first = raw["inputs"][0]
    parts = [Part("chuan", "base", "earn-per-case/1", {"cases": [{"input": first, "points": raw["per_case"]}]})]
    if "bonus_per_case" in raw:
        more = {"cases": [{"input": raw["inputs"][1], "points": raw["bonus_per_case"]}]}
        parts.append(
            Part("thuong", "bonus", "earn-per-case/1", more, cap=Fraction(raw["bonus_cap"]), needs="full-base")
        )
    return tuple(parts), tuple(_count(name) for name in raw["inputs"])


def _looked_up(raw: Mapping[str, Any], most: str) -> tuple[tuple[Part, ...], tuple[InputSpec, ...]]:
    name = raw["inputs"][0]
    if "factor" in raw:
        spec = InputSpec(name, "Chỉ số", "figure", low=Fraction(0), high=Fraction(100))
        params = {"input": name, "factor": raw["factor"]}
        return (Part("chuan", "base", "imported-result/1", params, rounding=CENTS),), (spec,)
    choices = tuple((key, CLASS_WORDS.get(key, key)) for key in raw["map"])
    params = {"input": name, "map": raw["map"]}
    return (Part("chuan", "base", "imported-result/1", params),), (
        InputSpec(name, "Kết quả", "choice", choices=choices),
    )


def _by_deadline(raw: Mapping[str, Any], most: str) -> tuple[tuple[Part, ...], tuple[InputSpec, ...]]:
    none = "not-ranked" if raw["none"] == "không xếp hạng" else raw["none"]
    params = {
        "input": "date",
        "deadline": raw["deadline"],
        "on_time": raw["on_time"],
        "late": raw["late"],
        "none": none,
    }
    return (Part("chuan", "base", "by-deadline/1", params),), (InputSpec("date", "Ngày", "date"),)


def _parts(item: Mapping[str, Any]) -> tuple[tuple[Part, ...], tuple[InputSpec, ...]]:
    raw, kind, most = item["params"], item["kind"], item.get("max", "0")
    if kind == "bands":
        table = {"input": "percent", "bands": _bands([b[0] for b in raw["bands"]], [b[1] for b in raw["bands"]])}
        spec = InputSpec("percent", "Tỷ lệ", "percent", "%", low=Fraction(0))
        return (Part("chuan", "base", "bands/1", table),), (spec,)
    if kind == "two_way_bands":
        rows, columns = _bands(raw["volume_bands"]), _bands(raw["rate_bands"])
        table = {"row": "volume", "column": "rate", "rows": rows, "columns": columns, "points": raw["points"]}
        specs = (_count("volume"), InputSpec("rate", "Tỷ lệ đúng hạn", "percent", "%", low=Fraction(0)))
        return (Part("chuan", "base", "two-way-bands/1", table),), specs
    if kind == "checklist":
        labels = raw["labels"]
        spec = InputSpec(
            "conditions", "Điều kiện", "checks", choices=tuple((str(n), word) for n, word in enumerate(labels))
        )
        table = {"input": "conditions", "values": raw["values"], "labels": labels}
        return (Part("chuan", "base", "checklist/1", table),), (spec,)
    if kind == "pass_fail":
        table = {"input": "pass", "pass": most, "fail": "0"}
        return (Part("chuan", "base", "pass-fail/1", table),), (InputSpec("pass", "Đạt", "yes-no"),)
    if kind == "by_hand":
        spec = InputSpec("points", "Điểm", "points", low=Fraction(0))
        return (Part("chuan", "base", "by-hand/1", {"input": "points"}),), (spec,)
    if kind == "missing_document":
        table = {"input": "missing", "points": raw["per_case"].lstrip("-"), "from": most, "most": raw["penalty_cap"]}
        return (Part("chuan", "base", "missing-document/1", {**table, "documents": raw["documents"]}),), (
            _count("missing"),
        )
    if kind == "leader_relative":
        table = {"input": "models", "points": most}
        return (Part("chuan", "base", "leader-relative/1", table, rounding=CENTS),), (_count("models"),)
    if kind == "award_bonus":
        choices = tuple((key, AWARD_WORDS[key]) for key in raw["map"])
        table = {"input": "highest", "map": raw["map"]}
        part = Part("khen", "bonus", "award-bonus/1", table, cap=Fraction(raw["bonus_cap"]))
        return (part,), (InputSpec("highest", "Mức cao nhất", "choice", choices=choices),)
    builders = {
        "share_of_target": _share,
        "share_of_target_with_bonus": _share_with_bonus,
        "deduct_per_case": _deducting,
        "earn_per_case": _earning,
        "earn_per_case_with_bonus": _earning,
        "imported_result": _looked_up,
        "by_deadline": _by_deadline,
    }
    return builders[kind](raw, most)


def _item(raw: Mapping[str, Any], bonus_only: bool = False) -> Item:
    parts, inputs = _parts(raw)
    return Item(
        key=node_key(raw["code"]),
        code=raw["code"],
        title=raw["name"],
        parent=node_key(raw["group"]) if "group" in raw else None,
        max=None if bonus_only else Fraction(raw["max"]),
        parts=parts,
        inputs=inputs,
        scorer=raw["scorer"],
        evidence=raw["evidence"],
        rule_text=raw["rule"],
        bonus_only=bonus_only,
    )


def form() -> Form:
    """The form of 2025 as the rules read it."""
    raw = DATA["form"]
    nodes: list[Group | Item] = []
    for group in raw["groups"]:
        nodes.append(Group(node_key(group["code"]), group["code"], group["name"], max=Fraction(group["max"])))
        nodes += [_item(item) for item in raw["items"] if item["group"] == group["code"]]
    nodes += [_item(item, bonus_only=True) for item in raw["bonus_items"]]
    return Form("form", raw["name"], 1, Fraction(raw["total"]), Fraction(raw["bonus_cap"]), nodes=tuple(nodes))


def value(spec: InputSpec, raw: Any) -> InputValue:
    """An input of the file as a typed value."""
    if spec.type == "checks":
        return tuple(raw)
    if isinstance(raw, bool) or spec.type in ("choice", "date"):
        return raw  # type: ignore[no-any-return]
    return Fraction(str(raw))


def inputs(item: Item, raw: Mapping[str, Any]) -> dict[str, InputValue]:
    """The inputs of one item of the file; a relief is no input but a decision."""
    specs = {spec.id: spec for spec in item.inputs}
    return {name: value(specs[name], each) for name, each in raw.items() if name != "relief"}


# --- the book ---------------------------------------------------------------------------------------------------------


def build(book: Book, through: str = "appraisal") -> str:
    """Fill an empty book with the practice bloc up to a stage; returns the key of its form. The ballot is not held
    yet.
    """
    _units(book)
    book.years.open(
        YEAR, stages=[Stage("self", "Tự chấm"), Stage("bloc", "Khối chấm"), Stage("appraisal", "Thẩm định")]
    )
    for unit in (unit_key(each) for each in ("SKHDT", "STC_CU")):
        book.members.admit(YEAR, unit)
    for unit in UNITS:
        book.members.admit(YEAR, unit)
    put_rules(book)
    key = book.forms.put_form(form())
    book.forms.adopt(YEAR, key)
    book.years.put_deadline(
        Deadline(YEAR, "tu-cham", "Bảng tự chấm điểm", "2025-11-20", stage="self", item="iv.4", cite="Mục IV.4")
    )
    for veto in DATA["vetoes"]:
        said = {"document": veto["document"], "confirmed_by": veto["confirmed_by"], "effect": veto["effect"]}
        book.vetoes.put(YEAR, unit_key(veto["unit"]), "canh-cao", **said)
    self_scores(book)
    for stage, earlier in (("bloc", "self"), ("appraisal", "bloc")):
        if STAGES.index(stage) <= STAGES.index(through):
            later_scores(book, stage, earlier)
    return key


def _units(book: Book) -> None:
    kinds = {"central_vertical", "state", "party", "front", "mass_organisation", "youth_union"}
    ended = {"SKHDT": "2025-02-28", "STC_CU": "2025-02-28"}
    for raw in DATA["units"]:
        assert raw["kind"] in kinds
        key = unit_key(raw["id"])
        book.members.add(raw["name"], raw["short"], raw["kind"], key=key, active_from=raw["active_from"])
        if raw["id"] in ended:
            with book.store.operation("test.end-unit") as tx:
                tx.update("unit", key, active_to=ended[raw["id"]])


FINAL = rules.rule(
    "diem-cuoi-cung",
    "final-score/1",
    "Điều 5 khoản 1",
    {"method": "stage", "stage": DATA["regulation"]["final_stage"], "missing": "ask"},
)
FLAG = rules.rule(
    "tu-cham-cao",
    "flag-self-over/1",
    "Điều 5 khoản 1",
    {"over": DATA["regulation"]["flag_self_over_appraisal"], "compared_with": "appraisal"},
)
NO_SELF_SCORE = {
    "when": {"not": {"fact": "self-score-sent"}},
    "effect": "not-ranked",
    "reason": "không gửi bảng tự chấm điểm",
    "cite": "Điều 6 khoản 2",
}


def put_rules(book: Book) -> None:
    raw = DATA["regulation"]
    regulation = Regulation("quy-che-2025", raw["name"], raw["number"], raw["date"], valid_from=raw["valid_from"])
    effects = [*rules.CLASSES.spec["effects"], NO_SELF_SCORE]  # type: ignore[misc]
    classes = replace(rules.CLASSES, spec={**rules.CLASSES.spec, "effects": effects})
    stated = (rules.RANKING, FINAL, FLAG, classes, rules.CLASS_QUOTA)
    book.regulations.adopt(YEAR, regulation, (*stated, *rules.VOTING, rules.ROTATION, *AWARDING))


def self_scores(book: Book) -> None:
    """Every unit's own sheet: inputs, what the paper states, the total it wrote, the day it came."""
    shape = form()
    for ident, stages in DATA["scores"].items():
        unit, mine = unit_key(ident), stages["self"]
        book.scores.receive(SheetAt(YEAR, unit, "self"), mine["received_on"])
        paper = mine["paper"]
        stated: dict[str, dict[str, Fraction]] = {}
        for code, text in zip(ITEMS, paper["base"], strict=True):
            if text is not None:
                stated.setdefault(code, {})["base"] = Fraction(text)
        for code, text in paper["bonus"].items():
            stated.setdefault(node_key(code), {})["bonus"] = Fraction(text)
        edits = []
        for code, raw in mine["inputs"].items():
            item = shape.node(node_key(code))
            assert isinstance(item, Item)
            if raw.get("not_assigned"):
                edits.append((unit, item.key, Edit(not_assigned=True)))
                continue
            estimated = frozenset(
                "percent" for each in DATA["estimates"] if (each["unit"], each["item"]) == (ident, code)
            )
            edits.append((unit, item.key, Edit(dict(stated.get(item.key, {})), dict(inputs(item, raw)), estimated)))
        book.scores.enter_many(YEAR, "self", edits)
        book.scores.state_total(SheetAt(YEAR, unit, "self"), Fraction(paper["total"]))
        _reliefs(book, unit, mine["inputs"])


def _reliefs(book: Book, unit: str, raw: Mapping[str, Any]) -> None:
    for code, given in raw.items():
        if "relief" in given:
            item = form().node(node_key(code))
            assert isinstance(item, Item)
            cell = book.scores.sheet(SheetAt(YEAR, unit, "self")).cells[item.key].cell
            asked = relief_question(item, "chuan", cell)
            question = Question(
                asked.key, f"{YEAR}/{unit}/{asked.subject}", asked.rule, asked.cite, asked.quote, (), asked.facts
            )
            relief = given["relief"]
            book.decisions.answer(
                question, {"until": relief["until"]}, relief["reason"], relief["decided_by"], year=YEAR
            )


def later_scores(book: Book, stage: str, earlier: str) -> None:
    """A later stage: what the earlier one holds, with the file's changes over it."""
    shape = form()
    for ident, stages in DATA["scores"].items():
        unit = unit_key(ident)
        book.scores.start_from(SheetAt(YEAR, unit, stage), earlier)
        edits = []
        for change in stages[stage]["changes"]:
            item = shape.node(node_key(change["item"]))
            assert isinstance(item, Item)
            new: dict[str, InputValue | None] = dict.fromkeys((spec.id for spec in item.inputs), None)
            new |= inputs(item, change["input"])
            edits.append((unit, item.key, Edit(inputs=new, note=change["reason"])))
        book.scores.enter_many(YEAR, stage, edits)


def hold_ballot(book: Book) -> None:
    """Record the ballot that parts the two units with equal points."""
    ballot = next(each for each in DATA["ballots"] if each["id"] == "P2")
    votes = {unit_key(unit): n for unit, n in ballot["tally"].items()}
    elected = sorted(votes, key=lambda unit: votes[unit], reverse=True)[: ballot["seats"]]
    question = book.standing.tie_ballot(YEAR, votes)
    book.decisions.answer(
        question,
        {"votes": votes, "elected": elected},
        ballot["title"],
        "Hội nghị tổng kết",
        "Biên bản kiểm phiếu P2",
        year=YEAR,
    )
