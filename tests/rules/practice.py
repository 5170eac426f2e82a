"""The practice bloc's raw inputs for the rules: its regulation as rules, its units' points, its ballots as they were
counted."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from models.rules.place.ranking import Contender
from models.rules.place.regulation import Rule

DATA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "files" / "practice_bloc.json").read_text(encoding="utf-8")
)
EXPECTED: dict[str, Any] = DATA["expected"]
ARTICLES: dict[str, str] = dict(DATA["regulation"]["articles"])
UNITS: list[str] = DATA["roster"]["2025"]
LABELS = {
    "HTXS": "Hoàn thành xuất sắc nhiệm vụ",
    "HTT": "Hoàn thành tốt nhiệm vụ",
    "HT": "Hoàn thành nhiệm vụ",
    "KHT": "Không hoàn thành nhiệm vụ",
}


def rule(key: str, kind: str, cite: str, spec: dict[str, Any], scope: str | None = None) -> Rule:
    """A rule of the practice regulation with the words of its article."""
    return Rule(key, kind, scope, "2025-01-01", "2025-12-31", cite, ARTICLES[cite], spec)


RANKING = rule(
    "xep-hang",
    "ranking/1",
    "Điều 6 khoản 1",
    {
        "by": "percent-of-assigned-plus-bonus",
        "compare": "exact",
        "ties": DATA["regulation"]["rank"]["ties"],
        "tie_keys": [{"key": key} for key in DATA["regulation"]["rank"]["tie_keys"]],
    },
)
CLASSES = rule(
    "xep-loai",
    "classes/1",
    "Điều 9 khoản 1",
    {
        "bands": [
            {"class": name, "label": LABELS[name], "from": low, **({"to": high} if high else {})}
            for name, low, high in DATA["regulation"]["classes"]
        ],
        "effects": [
            {
                "when": {"fact": "disciplined-from", "of": "canh-cao"},
                "effect": "class-at-most",
                "class": "HTT",
                "reason": "có cá nhân bị kỷ luật cảnh cáo",
                "cite": "Điều 9 khoản 2",
            },
            {
                "when": {"fact": "disciplined-from", "of": "canh-cao"},
                "effect": "bars-title",
                "titles": ["CO_TINH", "BK_TINH"],
                "reason": "có cá nhân bị kỷ luật cảnh cáo",
                "cite": "Điều 9 khoản 2",
            },
        ],
    },
)
CLASS_QUOTA = rule(
    "so-xuat-sac",
    "class-quota/1",
    "Điều 9 khoản 3",
    {
        "class": "HTXS",
        "below": "HTT",
        "share": DATA["regulation"]["class_quota"]["share"],
        "base": "units",
        "rounding": "down",
        "reason": "đạt mức điểm nhưng đã đủ {max} đơn vị xếp loại xuất sắc",
        "what": "Xếp loại Hoàn thành xuất sắc",
    },
)


def _vote(key: str, scope: str, cite: str, way: str, op: str, percent: int, base: str, **more: Any) -> Rule:
    spec = {"way": way, "op": op, "percent": percent, "base": base, "written": "not-count", **more}
    return rule(key, "vote/1", cite, spec, scope)


_TWICE = {"max_rounds": 2, "then": "head-and-deputy"}
_COUNTED = {"written": "count", "own_vote": "yes"}
VOTING = (
    rule(
        "du-hop",
        "quorum/1",
        "Điều 8 khoản 1",
        {"op": "ge", "fraction": "2/3", "counts": ["member", "substitute"]},
        "meeting",
    ),
    rule(
        "du-hop-xet-khen",
        "quorum/1",
        "Điều 8 khoản 1",
        {"op": "ge", "percent": 80, "counts": ["member", "substitute", "written"]},
        "awards",
    ),
    _vote("phieu-co", "award:CO_TINH", "Điều 8 khoản 2", "acclaim", "ge", 80, "all-members", **_COUNTED),
    _vote("phieu-bang-khen", "award:BK_TINH", "Điều 8 khoản 2", "acclaim", "gt", 50, "all-members", **_COUNTED),
    _vote("bau-khen", "elect:tie", "Điều 8 khoản 3", "elect", "gt", 50, "issued", **_TWICE),
    _vote("bau-pho", "elect:deputy", "Điều 8 khoản 3", "elect", "gt", 50, "valid", **_TWICE),
    Rule(
        "gio-tay",
        "vote/1",
        "hands",
        cite="Cách làm của khối",
        spec={"way": "hands", "op": "gt", "percent": 50, "base": "present", "written": "not-count"},
    ),
)
"""Quorum, ballots and shows of hands of the practice regulation."""


ROTATION = rule(
    "luan-phien",
    "rotation/1",
    "Điều 12",
    {
        "how": "elected",
        "successor": "deputy",
        "one_per_round": True,
        "round_from": 2020,
        "deputies": 1,
        "severities": {"basis": "off"},
    },
)
"""Whose turn it is; the article does not say by what act a unit becomes head."""


def contenders(stage: str = "appraisal") -> list[Contender]:
    """Every unit with its ranking points and tie keys, in the order of the roster."""
    found = []
    for unit in UNITS:
        score = EXPECTED["scores"][stage][unit]
        keys = {f"group:{code}": Fraction(points) for code, points in score["groups"].items()}
        keys["bonus"] = Fraction(score["bonus_counted"])
        found.append(Contender(unit, Fraction(score["ranking_points"]), keys))
    return found


def facts() -> dict[str, dict[str, bool]]:
    """Who has a person disciplined from "cảnh cáo" up, by the confirmed vetoes without relief."""
    warned = {v["unit"] for v in DATA["vetoes"] if v["kind"] == "discipline_warning" and v["relief"] is None}
    return {unit: {"disciplined-from(of=canh-cao)": unit in warned} for unit in UNITS}
