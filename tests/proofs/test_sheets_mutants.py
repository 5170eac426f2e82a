"""The short forms of the proofs about members' forms and tables of criteria, and that the proofs can fail."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from models.exchange.form_table import lines as table_lines
from models.exchange.forms import member_in, rows
from tests.proofs import forms_mutants, in_turn, tables_mutants
from tests.proofs.run import Done

Found = dict[int, in_turn.Tried]


def faults(found: Found) -> list[str]:
    return [fault for _, wrong in found.values() for fault in wrong]


def came(found: Found, to: str) -> int:
    return sum(one[0] == to for one in found.values())


def test_a_proof_that_was_stopped_goes_on_and_counts_cases_not_faults(tmp_path: Path) -> None:
    tried = []

    def one(way: str, chance: Random) -> in_turn.Tried:
        tried.append(way)
        if len(tried) == 3:
            raise KeyboardInterrupt
        return "read", ["first", "second"] if way == "a" else []

    with pytest.raises(KeyboardInterrupt):
        in_turn.tried(("a", "b"), 1, 4, one, Done(tmp_path / "d.jsonl"))
    done = Done(tmp_path / "d.jsonl")
    done.known = dict(json.loads(line) for line in done.path.read_text(encoding="utf-8").splitlines())
    found = in_turn.tried(("a", "b"), 1, 4, one, done)
    assert tried == ["a", "b", "a", "a", "b"]
    first, second = in_turn.rows("what", ("a", "b"), 1, found)
    assert (first.tried, first.failed, len(first.found)) == (2, 2, 4) and (second.tried, second.failed) == (2, 0)


def test_no_mutant_of_a_form_loses_a_cell_or_puts_a_number_at_another_item() -> None:
    found = forms_mutants.run(seed=8, count=forms_mutants.SHORT)
    assert faults(found) == []
    assert len(found) == forms_mutants.SHORT and came(found, "new") > forms_mutants.SHORT // 3


def test_no_mutant_of_a_table_loses_a_cell_or_puts_points_at_another_line() -> None:
    found = tables_mutants.run(seed=8, count=tables_mutants.SHORT)
    assert faults(found) == []
    assert len(found) == tables_mutants.SHORT and came(found, "read") > tables_mutants.SHORT // 2


def test_the_proof_sees_a_reader_that_trusts_the_hidden_key(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_key(found: Any, marks: Any, codes: Any) -> dict[int, str]:
        return {place: row.key for place, row in enumerate(found) if row.key in marks}

    assert rows.known_rows is member_in.known_rows
    monkeypatch.setattr(member_in, "known_rows", by_key)
    assert any("got" in fault for fault in faults(forms_mutants.run(seed=8, count=120)))


def test_the_proof_sees_a_reader_that_loses_points(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table_lines.Reader.runs

    def shifted(self: table_lines.Reader) -> Any:
        found = whole(self)
        for run in found:
            for one, after in pairwise(run):
                one.points = after.points
        return found

    monkeypatch.setattr(table_lines.Reader, "runs", shifted)
    assert any("got" in fault for fault in faults(tables_mutants.run(seed=8, count=16)))
