"""The half of the known wordings that was kept out while the grammar was built.

Measured once, at the commit "Read counted bands, classes, losses told behind their amount …", before anybody had looked
at this half: of 92 wordings 63 read right (68 %), 24 not read, **5 read wrongly**; of the 60 of the forms 51, 7, 2. The
wrong ones: a loss per day told by its day ("Sau ngày 15/10: trừ 1đ/ngày") did not ask which days; "trừ 50% số điểm" was
taken as half the standard; a bound was made for "thiếu một đợt" that the sentence does not give; a title with points
("Công tác … (15 điểm)") and a told result ("đạt 8,5 điểm") became met-or-not on an item of just those points. They were
mended at their kind afterwards, together with what had not been read and can be said; what stands below is the half as
it reads since, no longer a measurement.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.form.wordings.known import agrees, read, rows

KEPT = rows("kept")
FORMS = [row for row in KEPT if "form" in row]
PLAIN = {row["no"]: row for row in KEPT if row.get("no")}


def _percent_bands(*bands: tuple[dict[str, str], str]) -> list[dict[str, Any]]:
    return [{"kind": "steps", "of": "percent", "bands": [{**ends, "points": points} for ends, points in bands]}]


NUMBERED: dict[int, tuple[str, list[dict[str, Any]] | None]] = {
    4: ("10", [{"kind": "pass-fail", "effect": "minus", "points": "1"}]),
    5: ("10", [{"kind": "per-case", "effect": "minus", "points": "0.5", "free": 2, "unit": 1}]),
    7: (
        "5",
        [
            {
                "kind": "steps",
                "of": "figure",
                "bands": [
                    {"from": "3", "points": "0"},
                    {"from": "2", "to": "2", "points": "2"},
                    {"from": "1", "to": "1", "points": "4"},
                    {"below": "1", "points": "5"},
                ],
            }
        ],
    ),
    9: ("10", None),
    10: ("10", [{"kind": "range-per-case", "effect": "minus", "from": "1", "to": "3"}]),
    11: ("10", [{"kind": "range-per-case", "effect": "minus", "from": "0.5", "to": "1"}]),
    13: ("10", None),
    15: ("10", None),
    16: ("3", [{"kind": "per-case", "effect": "plus", "points": "1", "cap": "3"}]),
    19: ("2", None),
    21: ("5", [{"kind": "all-lost"}]),
    23: ("3", [{"kind": "checklist", "parts": ["1", "1", "1"]}]),
    26: ("3", None),
    30: ("5", [{"kind": "one-of", "levels": ["5", "4", "3", "0"]}]),
    32: ("10", None),
    33: ("10", None),
    37: ("5", _percent_bands(({"above": "98"}, "5"), ({"from": "95", "to": "98"}, "4"), ({"below": "95"}, "2"))),
    38: (
        "5",
        _percent_bands(({"from": "90", "to": "100"}, "5"), ({"from": "80", "to": "90"}, "3"), ({"below": "80"}, "0")),
    ),
    40: ("10", [{"kind": "per-unit-below", "unit_percent": "1", "below_percent": "100", "points": "0.2"}]),
    42: ("10", [{"kind": "by-share", "points": "10"}]),
    45: ("5", _percent_bands(({"from": "80"}, "5"), ({"from": "60", "below": "80"}, "4"), ({"below": "60"}, "3"))),
    47: ("5", [{"kind": "share-below", "points": "5", "mark": "80"}]),
    48: ("5", None),
    56: ("5", None),
    58: ("5", None),
    59: ("5", None),
}
"""The numbered wordings of the kept half: the item's standard, and what is read; None: refused, kept as text."""


def _plain(reading: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in reading.items() if name not in ("what", "when") and value is not None}
    for name in ("levels", "parts"):
        if name in kept:
            kept[name] = [each["points"] for each in kept[name]]
    return kept


@pytest.mark.parametrize("row", FORMS, ids=lambda row: f"{row['form'][:2]}-{row['sentence'][:40]}")
def test_kept_sentences_of_the_forms_are_read_as_expected(row: dict[str, Any]) -> None:
    found = read(row)
    by_hand = row["reading"]["kind"] == "by-hand"
    assert found is None if by_hand else agrees(found, row["reading"]), (found, row["reading"])


@pytest.mark.parametrize("number", sorted(PLAIN))
def test_kept_numbered_wordings_are_read_as_expected_or_refused(number: int) -> None:
    standard, wanted = NUMBERED[number]
    found = read(PLAIN[number], standard)
    assert (None if found is None else [_plain(one) for one in found]) == wanted


@pytest.mark.parametrize("row", [row for row in KEPT if row.get("no") == 0], ids=lambda row: row["sentence"][:40])
def test_kept_sentences_that_are_no_rules_become_none(row: dict[str, Any]) -> None:
    for standard in ("5", "8.5", "10", "15", "100"):
        assert read(row, standard) is None
