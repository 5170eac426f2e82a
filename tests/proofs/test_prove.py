"""The command of the long proofs: its table, its going on where it stopped, and that a sown fault is noticed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.proofs import mutants, run, sowing


def test_every_proof_says_how_long_and_how_short_it_is() -> None:
    assert "mutants" in run.names()
    for name in run.names():
        proof = run.load(name)
        assert 0 < proof.SHORT < proof.LONG


def test_the_table_keeps_other_proofs_and_replaces_ones_own() -> None:
    text = f"# Long proofs\n\n{run.HEAD}\n{run.RULE}\n| a | x | 1 | 0 | 1 | c | d |\n| b | y | 2 | 1 | 1 | c | d |\n"
    lines = run.table_with(text, "b", ["| b | y | 9 | 0 | 1 | e | f |"]).splitlines()
    assert lines[-2:] == ["| a | x | 1 | 0 | 1 | c | d |", "| b | y | 9 | 0 | 1 | e | f |"]
    assert lines[0] == "# Long proofs"
    told = run.table_with(f"{text}\n**b**: | two | stay.\n", "b", ["| b | y | 9 | 0 | 1 | e | f |"])
    assert told.splitlines() == [*lines, "", "**b**: | two | stay."]


def test_a_stopped_proof_goes_on_and_another_run_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PLACE", tmp_path / "proofs")
    first = run.Done.of("kept", 1, 5, "abc")
    first.keep("one", "killed")
    assert run.Done.of("kept", 1, 5, "abc").known == {"one": "killed"}
    for other in (run.Done.of("kept", 2, 5, "abc"), run.Done.of("kept", 1, 6, "abc"), run.Done.of("kept", 1, 5, "abd")):
        assert other.known == {}


def test_faults_are_sown_in_functions_only_and_every_one_compiles() -> None:
    sampled = mutants.sample(1, 40)
    assert [one.name for one in sampled] == [one.name for one in mutants.sample(1, 40)] and len(sampled) == 40
    kinds = {place.kind for path in sowing.files()[:40] for place in sowing.places(path)}
    assert kinds == {"compare", "joint", "sum", "not", "count", "yes", "call"}
    for place in sampled:
        text = (sowing.ROOT / place.file).read_text(encoding="utf-8")
        tree = ast.fix_missing_locations(sowing._Sower(place, {}).visit(ast.parse(text)))
        compile(tree, place.file, "exec")
        assert place.function and ast.dump(tree) != ast.dump(ast.parse(text))


def test_a_sown_fault_is_noticed_and_a_test_that_does_not_reach_it_lets_it_live() -> None:
    path = sowing.ROOT / "models" / "rules" / "number" / "codes.py"
    place = next(one for one in sowing.places(path) if one.kind in ("count", "compare"))
    assert mutants.outcome(place, ["tests/rules/number/test_codes.py"]) == "killed"
    assert mutants.outcome(place, ["tests/test_translations.py"]) == "survived"
    assert mutants.outcome(place, []) == "unreached"
