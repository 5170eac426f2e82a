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


def test_the_proof_sees_a_formula_that_says_another_thing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not calc.works(tmp_path / "calc"):
        pytest.skip("no LibreOffice Calc here")
    monkeypatch.setattr(formulas, "rounded", lambda text, rounding: f"{text}+0.001" if rounding else text)
    assert any(row.failed for row in recalculated.prove(1, 1, Done(tmp_path / "kept")))
