"""The years of the two implementations in their short form, and that a difference would be seen."""

from __future__ import annotations

from pathlib import Path

from models.rules.form.parts.criteria import KINDS
from tests.format.independent import V
from tests.proofs import sown_forms, years
from tests.proofs.reached import Reached
from tests.proofs.run import Done


def test_the_program_and_the_verifier_agree_on_sown_years(tmp_path: Path) -> None:
    done = Done(tmp_path / "done.jsonl")
    rows = list(years.prove(1, years.SHORT, done))
    assert rows[0].found == () and len(rows) == 2
    reached = {what for _fault, reach in done.known.values() for what in reach}
    assert {f"part {kind}" for kind in KINDS} <= reached


def test_every_kind_of_part_is_sown() -> None:
    assert set(sown_forms.KINDS) == set(KINDS)


def test_a_point_of_difference_is_named(tmp_path: Path, monkeypatch) -> None:
    plain = years.sheet_shown
    monkeypatch.setattr(years, "sheet_shown", lambda result: {**plain(result), "total": "0.001"})
    (row, *_) = years.prove(1, 3, Done(tmp_path / "done.jsonl"))
    assert row.failed == 3 and "/total: ours 0.001" in row.found[0]


def test_what_no_year_reaches_fails_the_long_run(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(years, "LONG", 2)
    rows = list(years.prove(1, 2, Done(tmp_path / "done.jsonl")))
    assert sum(row.failed for row in rows) > 0


def test_one_row_tells_of_everything_reached_and_names_the_least() -> None:
    counted = {"a": 25, "b": 4, "c": 30, "d": 21}
    row = years.reach_row(["a", "b", "c", "d", "e"], counted, 20)
    assert row.what == "things that years reach (fewest: e 0, b 4, d 21)" and (row.tried, row.failed) == (5, 2)
    assert row.found == ("b: 4 years", "e: 0 years")


def test_watching_leaves_the_verifier_as_it_was() -> None:
    before = {name: vars(V)[name] for name in ("together", "rounded", "combine")} | dict(V.KINDS)
    say = vars(V.Ranking)["say"]
    with Reached(V):
        assert V.rounded is not before["rounded"]
    assert before == {name: vars(V)[name] for name in ("together", "rounded", "combine")} | dict(V.KINDS)
    assert vars(V.Ranking)["say"] is say
