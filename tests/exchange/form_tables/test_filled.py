"""Sheets that units filled: every score arrives or is named, a blank is never 0, no other unit's is taken."""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from models.exchange import cells
from models.exchange.form_table import FormReading, read
from models.exchange.form_table.document import scores_document

MEMBERS = Path(__file__).parent / "members"
EXPECTED: dict[str, dict[str, Any]] = json.loads((MEMBERS / "expected.json").read_text(encoding="utf-8"))
NAMED = {("m6-chu-va-cong-thuc", 11), ("m6-chu-va-cong-thuc", 13)}
"""Lines where the sheet holds words for points."""


def reading_of(name: str) -> FormReading:
    return read(cells.read_file(MEMBERS / f"{name}.xlsx"), filled=True)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_score_arrives_or_is_named(name: str) -> None:
    reading, wanted = reading_of(name), EXPECTED[name]
    pages = {node.place: node.page for node in reading.nodes()}
    found: dict[tuple[str, int, str], Fraction] = defaultdict(Fraction)
    for score in reading.scores:
        found[pages[score.place], score.place.line + 1, score.kind] += score.amount
    for page, row, kind, points in wanted["scores"]:
        arrived = found.pop((page, row, kind), None)
        if arrived is None and points == "0":
            arrived = found.pop((page, row, "penalty"))  # nothing taken off
        assert arrived == Fraction(points), (page, row, kind)
    assert not found
    assert (reading.unit, reading.unit_cell) == (wanted["unit"], wanted["unit_cell"])
    assert sum(reading.account.counted().values()) == reading.account.cells
    assert reading.scored_total == (None if wanted["total"] is None else Fraction(wanted["total"])) or name[:2] == "m6"


@pytest.mark.parametrize("name", EXPECTED)
def test_a_blank_is_said_and_a_word_is_refused_with_its_address(name: str) -> None:
    reading, wanted = reading_of(name), EXPECTED[name]
    blank = {each["row"] for each in scores_document(reading)["blank"]}
    assert blank == {row for _, row in wanted["blank"]}
    refused = {each.cell.line + 1 for ours in reading.account.pages.values() for each in ours.refused}
    assert refused == {row for sheet, row in NAMED if sheet == name}


def test_more_than_the_standard_is_marked() -> None:
    over = [score.cell.address for score in reading_of("m6-chu-va-cong-thuc").scores if score.over]
    assert over == ["D8"]


def test_without_being_asked_a_form_takes_no_scores() -> None:
    reading = read(cells.read_file(MEMBERS / "m1-libreoffice.xlsx"))
    assert reading.scores == () and "score-column" in reading.account.left_out()
