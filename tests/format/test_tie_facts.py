"""The facts of an open tie: a ballot and a decision are no values, so they never stand among the keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.book.book import create_book
from models.exchange import interchange
from tests.format.example_book import load


@pytest.mark.parametrize("typed", [True, False])
def test_neither_ballot_nor_decision_is_a_value_of_a_unit(tmp_path: Path, typed: bool) -> None:
    """Also where nobody scored anything and every value counts as zero."""
    case = next(one for one in load("ranking.json") if one["name"].startswith("equal points share a rank"))
    document = {**case["document"], "decision": []}
    keys = [{"key": "bonus"}, {"key": "ballot"}, {"key": "decision"}]
    document["rule"] = [dict(rule) for rule in document["rule"]]
    for rule in document["rule"]:
        if rule["kind"] == "ranking/1":
            rule["spec"] = {**rule["spec"], "tie_keys": keys}
        if rule["kind"] == "final-score/1":
            rule["spec"] = {**rule["spec"], "method": "weights", "weights": {"s": "1"}, "missing": "zero"}
            rule["spec"].pop("stage", None)
    document["stage"] = [dict(document["stage"][0])]
    for rule in document["rule"]:
        if "weights" in rule["spec"]:
            rule["spec"]["weights"] = {document["stage"][0]["key"]: "1"}
    if not typed:
        document["cell"] = []
    with create_book(tmp_path / "so.sokhoi", "Khối") as book:
        interchange.import_into(book, document)
        year = document["bloc_year"][0]["year"]
        ties = [one for one in book.standing.ranking(year).questions if one.key == "rank.tie"]
        assert ties, [one.key for one in book.standing.ranking(year).questions]
        for question in ties:
            for unit in question.facts["units"]:  # type: ignore[attr-defined]  # a list of keys
                assert set(question.facts[unit]["keys"]) <= {"bonus"}  # type: ignore[index]  # facts of a unit
