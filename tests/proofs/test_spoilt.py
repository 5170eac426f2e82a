"""The proof of faults in its short form, and that it can fail."""

from __future__ import annotations

from pathlib import Path

from tests.proofs import spoilt
from tests.proofs.run import Done


def test_no_fault_is_taken_for_a_sound_book(tmp_path: Path) -> None:
    rows = list(spoilt.prove(1, spoilt.SHORT, Done(tmp_path / "done.jsonl")))
    assert [row.what for row in rows] == list(spoilt.KINDS)
    assert [row.found for row in rows] == [()] * len(rows)


def test_a_fault_that_verify_misses_would_be_seen(tmp_path: Path, monkeypatch) -> None:
    class Blind:
        ok = True

    monkeypatch.setattr(spoilt, "verify", lambda store: Blind())
    rows = list(spoilt.prove(1, spoilt.SHORT, Done(tmp_path / "done.jsonl")))
    assert sum(row.failed for row in rows) > 0
