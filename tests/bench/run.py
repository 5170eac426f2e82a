"""Every bench in one run and one table: `python3 dev.py bench [NAME …] [--json FILE] [--write] [--wine]`.

Ratios against a floor of the same run, medians and the middle half of the samples; `calls` counts instead of timing.
Each bench runs in a process of its own. The machine is noisy: ratios below 1.3 are "about the same". Nothing here is a
test; goals stand in the rows, and where one is missed the reason stands beside it. `--write` puts the table into
docs/bench.md, `--wine` runs them under the Windows Python and Wine as well, once.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from shipping.wine import CUT_OFF
from tests.bench.table import CPU, Row, lines, markdown, row_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "bench.md"
BENCHES = {
    "start": "starts and memory",
    "pages": "first visits of pages",
    "typing": "a typed score, a paste",
    "reading_heartbeat": "a table of 50,000 lines",
    "calls": "calls of a typed score",
    "edit": "an edit and its ranking",
    "rank": "full ranking and its slices",
    "sheets": "100 sheets against a bare canvas",
    "papers": "meeting folder and Word",
    "comparison": "the comparison of 17 x 60",
    "workbook": "workbooks out and in",
    "files": "open, verify, backup, seal",
    "journal": "20 years of typed scores: verify, memory, what an act costs",
    "planner": "the rotation of 30 years",
    "package": "the package",
    "office": "LibreOffice beside it",
}
PATIENCE = 900


def one(name: str) -> int:
    """Run one bench in this process; its rows go out as one line of JSON."""
    module = importlib.import_module(f"tests.bench.{name}")
    found: list[Row] = module.rows()
    print(json.dumps([row.told() for row in found], ensure_ascii=False), flush=True)
    return 0


def beside(name: str) -> list[Row]:
    """Run one bench in a process of its own."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its modules compiled
    command = [sys.executable, "-m", "tests.bench.run", "--one", name]
    with tempfile.TemporaryFile() as said:
        try:
            code = subprocess.run(command, cwd=ROOT, env=environment, stdout=said, timeout=PATIENCE).returncode
        except subprocess.TimeoutExpired:
            code = CUT_OFF
        said.seek(0)
        return rows_in(name, code, said.read().decode("utf-8"))


def rows_in(name: str, code: int, said: str) -> list[Row]:
    """What a bench printed; a bench that failed is a row that says so."""
    try:
        return [row_of(told) for told in json.loads(said.strip().splitlines()[-1])]
    except (IndexError, ValueError):
        why = f"took more than {PATIENCE} s" if code == CUT_OFF else f"ended with {code}"
        return [Row("not run", name, (), note=why)]


def under_wine(wanted: Sequence[str], say: Callable[[str], None]) -> list[Row]:
    """The same benches once under the Windows Python and Wine; what cannot be measured there says so in its row."""
    from shipping import windows, wine

    found: list[Row] = []
    with windows.machine([sys.executable, "-m", "pip"], say, wine.Allowance()) as machine:
        variables = {"QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8", "SOKHOI_BENCH_ONCE": "1"}
        for name in wanted:
            done = machine.run(
                str(machine.python),
                "-m",
                "tests.bench.run",
                "--one",
                name,
                limit=PATIENCE,
                cwd=ROOT,
                variables=variables,
            )
            say(f"{name} under Wine: {done.code}")
            found += [
                replace(row, area=f"under Wine: {row.area}", where="Wine")
                for row in rows_in(name, done.code, done.text)
            ]
    return found


def machine() -> str:
    """This machine and moment, in a line."""
    cores = os.cpu_count()
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit or 'unknown'}, {platform.system()}, "
        f"{platform.machine()}, {cores} cores{load}, Python {platform.python_version()}"
    )


def write(rows: Iterable[Row], head: str, took: float) -> None:
    """docs/bench.md."""
    said = [
        "# What it costs",
        "",
        "Written by `python3 dev.py bench --write`: medians and the middle half of the samples; every ratio is",
        "against a floor of the same run. A machine that does other work makes milliseconds longer, ratios hardly.",
        "",
        f"{head}; {took:.0f} s in all.",
        *markdown(rows),
    ]
    PAGE.write_text("\n".join(said) + "\n", encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Run the benches named, all when none is; 1 when one of them could not be run."""
    asked = argparse.ArgumentParser(prog="dev.py bench", description=(__doc__ or "").split("\n")[0])
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    asked.add_argument("--one", help=argparse.SUPPRESS)
    asked.add_argument("--json", type=Path, metavar="FILE", help="also write the rows there")
    asked.add_argument("--write", action="store_true", help="write the table into docs/bench.md")
    asked.add_argument("--cpu", action="store_true", help="measure processor time: on a machine that does other work")
    asked.add_argument("--wine", action="store_true", help="also once under the Windows Python and Wine")
    args = asked.parse_args(arguments)
    if args.one:
        return one(args.one)
    unknown = set(args.names) - set(BENCHES)
    if unknown:
        asked.error("unknown: " + ", ".join(sorted(unknown)) + "; known: " + ", ".join(BENCHES))
    if args.cpu:
        os.environ[CPU] = "1"
    began, head = time.monotonic(), machine() + (", processor time" if args.cpu else "")
    found: list[Row] = []
    for name in args.names or BENCHES:
        started = time.monotonic()
        found += beside(name)
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    if args.wine:
        found += under_wine(args.names or list(BENCHES), lambda text: print(text, file=sys.stderr, flush=True))
    took = time.monotonic() - began
    print("\n".join([f"{head}; {took:.0f} s in all", "", *lines(found)]))
    if args.json:
        content = {"machine": head, "seconds": round(took), "rows": [row.told() for row in found]}
        args.json.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if args.write:
        write(found, head, took)
    return int(any(row.area.endswith("not run") for row in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
