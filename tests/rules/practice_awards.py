"""The practice regulation's titles, conditions, quotas of awards and base salary, as rules with their articles."""

from __future__ import annotations

from typing import Any

from models.rules.place.regulation import Rule
from tests.rules.practice import ARTICLES, DATA, rule

NAMES = {
    "Cờ thi đua của UBND tỉnh": "CO_TINH",
    "Bằng khen của Chủ tịch UBND tỉnh": "BK_TINH",
    "Tập thể Lao động xuất sắc": "TTLDXS",
    "Tập thể Lao động tiên tiến": "TTLDTT",
    "Chiến sĩ thi đua cơ sở": "CSTDCS",
    "Chiến sĩ thi đua cấp tỉnh": "CSTD_TINH",
}
"""What the file calls a title -> its key."""

_BY_KEY = {key: name for name, key in NAMES.items()}
_DOSSIER = ["Tờ trình", "Báo cáo thành tích", "Biên bản hội nghị và kết quả bỏ phiếu"]
_WORDS = {
    "HTXS": "Hoàn thành xuất sắc nhiệm vụ",
    "rating:HTXS": "hoàn thành xuất sắc nhiệm vụ",
    "CSTDCS": "Chiến sĩ thi đua cơ sở",
    "CO_TINH": "Cờ thi đua",
    "BK_TINH": "Bằng khen",
}


def _coefficient(key: str, holder: str) -> str | None:
    """The coefficient the file gives for a title and kind of holder."""
    fits = (
        each["money_coefficient"]
        for each in DATA["proposals"]
        if NAMES[each["award"]] == key
        and ("person" in each) == (holder == "individual")
        and "money_coefficient" in each
    )
    return next(fits, None)


def _title(key: str, holder: str, level: str, by: str, cite: str, **more: Any) -> Rule:
    coefficient = _coefficient(key, holder)
    spec = {"name": _BY_KEY[key], "holder": holder, "level": level, "decided_by": by, "dossier": _DOSSIER, **more}
    spec |= {"coefficient": coefficient} if coefficient else {}
    return rule(f"dh-{key.lower().replace('_', '-')}-{holder}", "title/1", cite, spec, f"title:{key}/{holder}")


def _condition(key: str, holder: str, cite: str, *clauses: dict[str, Any]) -> Rule:
    spec = {"award": key, "holder": holder, "words": _WORDS, "when": {"all": list(clauses)}}
    name = f"dk-{key.lower().replace('_', '-')}-{holder}"
    return rule(name, "eligibility/1", cite, spec, f"award:{key}/{holder}")


_VOTE = {"cite": "Điều 8 khoản 2", "quote": ARTICLES["Điều 8 khoản 2"]}
_ELSEWHERE = {"not": {"fact": "proposed-elsewhere"}}
_CHAIR, _HEAD = "Chủ tịch UBND tỉnh", "Thủ trưởng cơ quan, đơn vị"
_QUOTAS = {each["award"]: each for each in DATA["regulation"]["award_quota"]}

AWARDING = (
    _title("CO_TINH", "collective", "province", _CHAIR, "Điều 10 khoản 1"),
    _title("BK_TINH", "collective", "province", _CHAIR, "Điều 10 khoản 2"),
    _title("BK_TINH", "individual", "province", _CHAIR, "Điều 10 khoản 4"),
    _title("TTLDXS", "collective", "province", _CHAIR, "Điều 10 khoản 2", includes="TTLDTT"),
    _title("TTLDTT", "collective", "unit", _HEAD, "Điều 10 khoản 2"),
    _title("CSTDCS", "individual", "unit", _HEAD, "Điều 10 khoản 4"),
    _title("CSTD_TINH", "individual", "province", _CHAIR, "Điều 10 khoản 4"),
    _condition(
        "CO_TINH",
        "collective",
        "Điều 10 khoản 1",
        {"fact": "leads-bloc"},
        {"fact": "class", "eq": "HTXS"},
        {"fact": "approved-by-vote", "of": "CO_TINH", **_VOTE},
    ),
    _condition(
        "BK_TINH",
        "collective",
        "Điều 10 khoản 2",
        {"fact": "class", "eq": "HTXS"},
        {"fact": "streak", "of": "rating:HTXS", "unused_by": "BK_TINH", "ge": 2},
        {"fact": "approved-by-vote", "of": "BK_TINH", **_VOTE},
    ),
    _condition("BK_TINH", "individual", "Điều 10 khoản 4", {"fact": "streak", "of": "CSTDCS", "ge": 2}, _ELSEWHERE),
    _condition("CSTD_TINH", "individual", "Điều 10 khoản 4", {"fact": "streak", "of": "CSTDCS", "ge": 3}, _ELSEWHERE),
    rule(
        "so-co",
        "award-quota/1",
        "Điều 10 khoản 1",
        {"award": "CO_TINH", "max": _QUOTAS[_BY_KEY["CO_TINH"]]["max"], "order": "rank"},
        "award:CO_TINH/collective",
    ),
    rule(
        "so-bang-khen",
        "award-quota/1",
        "Điều 10 khoản 2",
        {
            "award": "BK_TINH",
            "percent": _QUOTAS[_BY_KEY["BK_TINH"]]["percent"],
            "base": "units",
            "rounding": _QUOTAS[_BY_KEY["BK_TINH"]]["rounding"],
            "after": ["CO_TINH"],
            "order": "rank",
        },
        "award:BK_TINH/collective",
    ),
    Rule(
        "luong",
        "base-salary/1",
        None,
        DATA["regulation"]["base_salary"]["from"],
        DATA["regulation"]["base_salary"]["to"],
        "NĐ 73/2024/NĐ-CP",
        DATA["regulation"]["money_note"],
        {"amount": DATA["regulation"]["base_salary"]["amount"], "round_up_to": 10000},
    ),
)
"""Everything the practice regulation says of awards."""
