"""Four units, and the titles, conditions and quotas they are proposed under."""

from __future__ import annotations

from typing import Any

from models.rules.place.regulation import Regulation, Rule

YEAR = 2025
UNITS = {"a": "state", "b": "party", "c": "central_vertical", "d": "state"}


def rule(key: str, kind: str, scope: str | None, spec: dict[str, Any], **more: Any) -> Rule:
    return Rule(key, kind, scope, cite=more.pop("cite", "Điều 1"), quote="nguyên văn", spec=spec, **more)


def title(key: str, holder: str, **more: Any) -> Rule:
    spec = {"name": f"Danh hiệu {key}", "holder": holder, "level": "province", "decided_by": "Chủ tịch", **more}
    return rule(f"t-{key.lower()}-{holder}", "title/1", f"title:{key}/{holder}", spec)


STREAK = {"fact": "streak", "of": "rating:HTXS", "unused_by": "BK", "ge": 2}
RULES = (
    title("BK", "collective", coefficient="3", dossier=["Tờ trình", "Báo cáo"], copies=2),
    title("BK", "individual", coefficient="1.5"),
    title("CO", "collective", coefficient="8"),
    rule("dk", "eligibility/1", "award:BK", {"award": "BK", "holder": "collective", "when": STREAK}),
    rule(
        "dk-co",
        "eligibility/1",
        "award:CO",
        {"award": "CO", "holder": "collective", "when": {"all": [{"fact": "approved-by-vote", "of": "CO"}]}},
    ),
    rule(
        "dk-cn",
        "eligibility/1",
        "award:BK/individual",
        {
            "award": "BK",
            "holder": "individual",
            "when": {"all": [{"fact": "initiatives", "ge": 1}, {"not": {"fact": "proposed-elsewhere"}}]},
        },
    ),
    rule("so", "award-quota/1", "award:BK", {"award": "BK", "max": 1}),
    rule("luong", "base-salary/1", None, {"amount": 2340000, "round_up_to": 10000}, valid_from="2025-03-01"),
)
REGULATION = Regulation("qc", "Quy chế")
