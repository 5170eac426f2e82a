"""The short form of the proof that somebody else computes the scoring workbook as the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.exchange.forms import formulas
from tests.exchange.forms import calc
from tests.proofs import recalculated
from tests.proofs.run import Done


def test_libreoffice_computes_what_the_program_does(tmp_path: Path) -> None:
    if not calc.works(tmp_path / "calc"):
        pytest.skip("no LibreOffice Calc here")
    rows = list(recalculated.prove(1, recalculated.SHORT, Done(tmp_path / "kept")))
    assert [row.found for row in rows] == [(), (), ()] and all(row.tried > 500 for row in rows)


def test_what_is_done_is_not_computed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not calc.works(tmp_path / "calc"):
        pytest.skip("no LibreOffice Calc here")
    done = Done(tmp_path / "kept", {"practice": [7, []], "tien-giang": [8, ["x"]]})
    monkeypatch.setattr(recalculated, "PIECE", 1)
    monkeypatch.setattr(calc, "PIECE", 2)
    rows = list(recalculated.prove(1, 2, done))
    assert [(row.tried, row.failed) for row in rows[:2]] == [(7, 0), (8, 1)]
    assert set(done.known) == {"practice", "tien-giang", "years 1000000", "years 1000001"}
    assert rows[2].tried == sum(done.known[f"years 100000{turn}"][0] for turn in range(2)) > 500 and rows[2].found == ()


def test_the_proof_sees_a_formula_that_says_another_thing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not calc.works(tmp_path / "calc"):
        pytest.skip("no LibreOffice Calc here")
    monkeypatch.setattr(formulas, "rounded", lambda text, _rounding: f"{text}+0.001")
    done = Done(tmp_path / "kept", {"practice": [1, []], "tien-giang": [1, []]})
    assert [bool(row.failed) for row in recalculated.prove(1, 1, done)] == [False, False, True]
