"""A score is entered through AT-SPI alone: the short form of the proof, where the system has what it needs."""

from __future__ import annotations

import pytest

from tests.proofs import atspi, run


def test_a_score_is_entered_by_who_does_not_see() -> None:
    """Seen failing: a cell told its number alone, an empty one nothing at all."""
    if why := atspi.lacking():
        pytest.skip(why)
    assert atspi.entered(atspi.SHORT) == []


def test_where_the_system_lacks_it_the_proof_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atspi, "PROGRAMS", ("khong-co-chuong-trinh-nay",))
    done = run.Done.of("atspi", 1, 1, "x")
    (row,) = atspi.prove(1, 1, done)
    assert row.what == "SKIPPED: no khong-co-chuong-trinh-nay" and (row.tried, row.failed) == (0, 0)
