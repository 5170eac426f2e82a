"""Start-up on a book of 20 years of 15 units x 60 items x 4 stages, beside an empty QMainWindow; runs are interleaved.

Goals: first paint at most 1.3 x the empty window's (plus the measured spread), home usable at most 2.5 x, peak memory
at most 150 MiB. Run: `python -m tests.bench.start [--runs 15]`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from models.book.book import create_book

YEARS, UNITS, ITEMS, STAGES = 20, 15, 60, ("self", "cross", "bloc", "appraisal")
ROOT = Path(__file__).resolve().parents[2]


def build(path: Path) -> None:
    """Write the book: every cell of every year filled, all years but the last closed, that one with its task list."""
    with create_book(path, "Khối thi đua hai mươi năm") as book:
        with book.store.operation("import", final=True) as tx:
            _fill(tx)
            tx.checkpoint()
        book.tasks.lay_out(2006 + YEARS)


def _fill(tx: object) -> None:
    insert = tx.insert  # type: ignore[attr-defined]
    for n in range(UNITS):
        insert("unit", {"key": f"u{n}"})
        row = {
            "unit": f"u{n}",
            "from_date": "2000-01-01",
            "name": f"Sở số {n}",
            "short_name": f"Sở {n}",
            "kind": "state",
        }
        insert("unit_row", row)
    insert("form", {"key": "bang", "name": "Bảng", "state": "adopted", "stated_total": str(ITEMS)})
    for n in range(ITEMS):
        insert(
            "form_node",
            {"form": "bang", "key": f"i{n}", "position": n, "kind": "item", "title": f"Mục {n}", "max": "1"},
        )
    for year in range(2007, 2007 + YEARS):
        _year(tx, year)


def _year(tx: object, year: int) -> None:
    insert = tx.insert  # type: ignore[attr-defined]
    insert("bloc_year", {"year": year, "state": "open" if year == 2007 + YEARS - 1 else "closed"})
    insert("year_form", {"year": year, "unit_group": "", "form": "bang"})
    insert("period", {"year": year, "key": "nam", "position": 1, "name": "Cả năm"})
    for position, stage in enumerate(STAGES):
        insert("stage", {"year": year, "key": stage, "position": position, "name": stage})
    for n in range(UNITS):
        insert("membership", {"year": year, "unit": f"u{n}", "position": n})
        for stage in STAGES:
            key = f"{year}.u{n}.{stage}"
            row = {
                "key": key,
                "year": year,
                "period": "nam",
                "unit": f"u{n}",
                "stage": stage,
                "form": "bang",
                "state": "complete",
            }
            insert("sheet", row)
            for item in range(ITEMS):
                insert("cell", {"sheet": key, "node": f"i{item}", "stated": {"base": f"0.{(n + item) % 9 + 1}"}})


def once(what: str) -> dict[str, int]:
    """One start in a fresh process."""
    environment = {**os.environ, "SPAWNED": str(time.time_ns()), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its modules compiled
    command = [sys.executable, "-m", "tests.bench.window", what]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, int] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def main(arguments: list[str] | None = None) -> None:
    """Measure and print medians, spread and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15)
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lon.sokhoi"
        build(path)
        size = path.stat().st_size // 1024
        print(f"book: {size} KiB, {YEARS} years x {UNITS} units x {ITEMS} items x {len(STAGES)} stages")
        found: dict[str, list[dict[str, int]]] = {"empty": [], str(path): []}
        for each in found:
            once(each)
        for _ in range(args.runs):
            for what, runs in found.items():
                runs.append(once(what))
    floor, ours = found["empty"], found[str(path)]
    for name in ("paint", "usable"):
        low, own = ([run[name] for run in runs] for runs in (floor, ours))
        ratio = statistics.median(own) * 100 // statistics.median(low)
        print(f"{name:7} empty {_ms(low)}   book {_ms(own)}   ratio {int(ratio) // 100}.{int(ratio) % 100:02d}")
    peaks = [max(run["peak"] for run in runs) // 1024 for runs in (floor, ours)]
    print(f"peak    empty {peaks[0]} MiB   book {peaks[1]} MiB")


def _ms(values: list[int]) -> str:
    middle = statistics.median(values)
    return f"{middle / 1000:6.1f} ms ({min(values) / 1000:.1f}..{max(values) / 1000:.1f})"


if __name__ == "__main__":
    main()
