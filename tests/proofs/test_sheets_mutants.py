"""The short forms of the proofs about members' forms and tables of criteria, and that the proofs can fail."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from models.exchange.form_table import lines as table_lines
from models.exchange.forms import member_in, rows
from tests.proofs import forms_mutants, tables_mutants


def test_no_mutant_of_a_form_loses_a_cell_or_puts_a_number_at_another_item() -> None:
    came, wrong = forms_mutants.run(seed=8, count=forms_mutants.SHORT)
    assert [fault for faults in wrong.values() for fault in faults] == []
    assert sum(came.values()) == forms_mutants.SHORT and came["new"] > forms_mutants.SHORT // 3


def test_no_mutant_of_a_table_loses_a_cell_or_puts_points_at_another_line() -> None:
    came, wrong = tables_mutants.run(seed=8, count=tables_mutants.SHORT)
    assert [fault for faults in wrong.values() for fault in faults] == []
    assert sum(came.values()) == tables_mutants.SHORT and came["read"] > tables_mutants.SHORT // 2


def test_the_proof_sees_a_reader_that_trusts_the_hidden_key(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_key(found: Any, marks: Any, codes: Any) -> dict[int, str]:
        return {place: row.key for place, row in enumerate(found) if row.key in marks}

    assert rows.known_rows is member_in.known_rows
    monkeypatch.setattr(member_in, "known_rows", by_key)
    assert any("got" in fault for fault in forms_mutants.run(seed=8, count=120)[1]["hands"])


def test_the_proof_sees_a_reader_that_loses_points(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table_lines.Reader.lines

    def shifted(self: table_lines.Reader) -> Any:
        found = whole(self)
        for one, after in pairwise(found):
            one.points = after.points
        return found

    monkeypatch.setattr(table_lines.Reader, "lines", shifted)
    assert tables_mutants.run(seed=8, count=16)[1]["points of their own"]
