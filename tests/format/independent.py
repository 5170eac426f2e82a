"""The independent verifier as a module, and its results as the examples of docs/example write them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

VERIFIER = Path(__file__).resolve().parents[2] / "resources" / "verify" / "verify_sokhoi.py"
Json = dict[str, Any]


def load(name: str = "verify_sokhoi") -> Any:
    """The verifier, loaded anew: it stands in no package."""
    spec = importlib.util.spec_from_file_location(name, VERIFIER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


V = load()


def rows_of(document: Json, verifier: Any = V) -> tuple[dict[str, list[Json]], Any]:
    """The rows of a document, defaults filled in, and the report of what was wrong with them."""
    report = verifier.Report()
    rows: dict[str, list[Any]] = {name: [] for name in verifier.TABLES}
    for name, value in document.items():
        if name in verifier.TABLES:
            verifier.read_table(verifier.TABLES[name], value, rows, {}, report)
    return {name: [verifier.with_defaults(name, row) for row in rows[name]] for name in rows}, report


def place_shown(place: Json) -> Json:
    """A place of the verifier as the examples write it."""
    points: Any = place["points"]
    if isinstance(points, dict):
        words = {"chưa có điểm": "blank", "không giao": "not-assigned", "không xếp hạng": "not-ranked"}
        points = words.get(points["no_number"]) or {"pending": place["pending"]}
    found = {"unit": place["unit"], "rank": place["rank"], "points": points}
    found.update({name: place[name] for name in ("tied_with", "equal_to", "waiting") if place[name]})
    if place["decided_by"]:
        found["decided_by"] = [place["decided_by"][name] for name in ("key", "own", "other", "against")]
    return found


def value_shown(value: Any) -> Any:
    """A value of the verifier as the examples write it."""
    if V.is_number(value):
        return V.number_text(value)
    if value.kind == "pending":
        return {"pending": [list(question) for question in value.questions]}
    return {"blank": "blank", "notassigned": "not-assigned", "notranked": "not-ranked"}[value.kind]
