"""The table of the bench: medians, ratios of one run, goals met and missed, and the same rows again from JSON."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType

import pytest

from shipping import windows, wine
from tests.bench import office, package, run, start
from tests.bench.table import CPU, OF_OTHERS, Row, cells, lines, markdown, row_of

SLOW = Row("start", "home", [460.0, 470.0, 900.0], [130.0, 131.0, 132.0], "empty window", 2.3, why="imports")


def test_a_ratio_is_of_medians_and_a_missed_goal_says_why() -> None:
    assert SLOW.ratio == 470 / 131 and SLOW.met is False
    said = cells(SLOW)
    assert said[3:] == ("3.59 ×", "≤ 2.3 × MISSED", "imports")
    assert "470.0 ms" in said[1] and said[2].startswith("empty window: 131.0 ms")


@pytest.mark.parametrize(("ours", "met"), [(99.9, True), (100.0, True), (100.1, False)])
def test_a_goal_of_time_is_met_at_the_edge(ours: float, met: bool) -> None:
    row = Row("pages", "journal", [ours], goal=100, of="median", why="a reason")
    assert row.met is met and ("a reason" in cells(row)[5]) is not met


def test_a_row_without_a_floor_or_goal_only_tells_its_time() -> None:
    assert cells(Row("papers", "folder", [2750.0])) == ("folder", "2.75 s", "", "", "", "")


def test_rows_come_back_from_json_as_they_were() -> None:
    again = row_of(json.loads(json.dumps(SLOW.told())))
    assert again.told() == SLOW.told()


def test_the_table_names_each_area_once_in_text_and_page() -> None:
    two = [SLOW, Row("start", "paint", [1.0]), Row("files", "open", [2.0])]
    assert [line for line in lines(two) if line.startswith("-- ")] == ["-- start", "-- files"]
    assert [line for line in markdown(two) if line.startswith("## ")] == ["## start", "## files"]


def test_a_bench_that_did_not_end_well_is_a_row_that_says_so() -> None:
    assert run.rows_in("rank", 1, "Traceback")[0].area == "not run"
    assert run.rows_in("start", 0, json.dumps([SLOW.told()]))[0].told() == SLOW.told()


@pytest.mark.parametrize("name", sorted(run.BENCHES))
def test_every_bench_is_there(name: str) -> None:
    assert (run.ROOT / "tests" / "bench" / f"{name}.py").is_file()


@pytest.mark.parametrize("goal", [None, 2.3])
def test_what_was_not_measured_has_no_figure_and_no_verdict(goal: float | None) -> None:
    row = Row("memory", "home", (), [130.0], "empty window", goal, why="imports", note="not counted here")
    said = cells(row_of(json.loads(json.dumps(row.told()))))
    assert said == ("home", "", "empty window: 130.0 ms", "", "≤ 2.3 ×" if goal else "", "not counted here")


def test_every_bench_runs_under_wine_and_one_that_ended_badly_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No bench is left out there in silence."""
    asked: list[str] = []

    class Pretended:
        python = "python.exe"

        def run(self, *command: str, **rest: object) -> wine.Done:
            asked.append(command[-1])
            return wine.Done(124, "") if command[-1] == "start" else wine.Done(0, json.dumps([SLOW.told()]))

    monkeypatch.setattr(windows, "machine", lambda *_: nullcontext(Pretended()))
    monkeypatch.setattr(run, "beside", lambda name: [SLOW])
    assert run.main(["--wine"]) == 1
    assert asked == list(run.BENCHES)
    asked.clear()
    assert run.main(["--wine", "rank"]) == 0 and asked == ["rank"]


@pytest.mark.parametrize("bench", [office, package])
def test_what_another_process_does_has_no_figure_by_processor_time(
    monkeypatch: pytest.MonkeyPatch, bench: ModuleType
) -> None:
    monkeypatch.setenv(CPU, "1")
    monkeypatch.setattr(office, "contents", list)
    monkeypatch.setattr(office.sheets, "render", lambda *_: b"")
    monkeypatch.setattr(office.score_sheet, "compose", list)
    monkeypatch.setattr(office.shutil, "which", lambda name: name)
    monkeypatch.setattr(package, "PROGRAM", Path(sys.executable))
    (row,) = bench.rows()
    assert row.floor == () and row.ratio is None and OF_OTHERS in row.note


@pytest.mark.parametrize("says", ["print('{\"a\": 1}')", "print('no answer')"])
def test_an_answer_does_not_wait_for_another_process_that_keeps_the_pipe_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str
) -> None:
    """As under Wine, where some are left behind with what they were born with; this one ends when it is told to."""
    ended, told = tmp_path / "ended", tmp_path / "told"
    late = (
        "import pathlib, time\n"
        f"for _ in range(300): pathlib.Path({str(told)!r}).exists() or time.sleep(0.1)\n"
        f"pathlib.Path({str(ended)!r}).touch()"
    )
    code = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {late!r}])\n"
    (tmp_path / "left_behind.py").write_text(code + says, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    if "{" in says:
        assert start.answer("left_behind") == {"a": 1}
    else:
        with pytest.raises(RuntimeError, match="no answer"):
            start.answer("left_behind")
    assert not ended.exists()
    told.touch()
