"""Start-up on the practice book, on 20 years of 15 units x 60 items x 4 stages and on 30 years of 30 x 200 x 4, beside
an empty QMainWindow; runs are interleaved.

Goals: home of the practice book usable at most 2.3 x the empty window, of 20 years at most 2.5 x, its first paint at
most 1.3 x; the window's memory on 30 years at most 1.2 x that on the practice book.
"""

from __future__ import annotations

import json
import os
import queue
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from models.book.book import create_book
from tests.bench.table import CPU, Row, runs

YEARS, UNITS, ITEMS, STAGES = 20, 15, 60, ("self", "cross", "bloc", "appraisal")
LAST = 2026
ROOT = Path(__file__).resolve().parents[2]
WHY = (
    "some 130 modules of ours are imported for it: their 113 dataclasses are a quarter of what stands above the empty "
    "window, 200 further enums of PySide6 for the widgets shown a sixth; the rest is Qt laying out and painting home"
)
WHY_PAINT = "the palette's colours bring the 94 enums of Qt's own namespace, which an empty window does not ask for"


def build(path: Path, years: int = YEARS, units: int = UNITS, items: int = ITEMS, *, quickly: bool = False) -> None:
    """Write the book: every cell of every year filled, all years but the last closed, that one with its task list.
    `quickly`: the cells stand in no journal, for books that are only opened and looked at."""
    with create_book(path, f"Khối thi đua {years} năm") as book:
        with book.store.operation("import", final=True) as tx:
            _fill(tx, years, units, items, 0 if quickly else items)
            tx.checkpoint()
        book.tasks.lay_out(LAST)
    if quickly:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(
                "INSERT INTO cell (sheet, node, stated_json) "
                """SELECT sheet.key, form_node.key, '{"base":"0.5"}' FROM sheet CROSS JOIN form_node"""
            )


def _fill(tx: object, years: int, units: int, items: int, cells: int) -> None:
    insert = tx.insert  # type: ignore[attr-defined]
    for n in range(units):
        insert("unit", {"key": f"u{n}"})
        row = {
            "unit": f"u{n}",
            "from_date": "1990-01-01",
            "name": f"Sở số {n}",
            "short_name": f"Sở {n}",
            "kind": "state",
        }
        insert("unit_row", row)
    _form(tx, items)
    for year in range(LAST - years + 1, LAST + 1):
        _year(tx, year, units, cells)


def _form(tx: object, items: int) -> None:
    insert = tx.insert  # type: ignore[attr-defined]
    insert("form", {"key": "bang", "name": "Bảng", "state": "adopted", "stated_total": str(items)})
    for n in range(items):
        insert(
            "form_node",
            {"form": "bang", "key": f"i{n}", "position": n, "kind": "item", "title": f"Mục {n}", "max": "1"},
        )


def _year(tx: object, year: int, units: int, items: int) -> None:
    insert = tx.insert  # type: ignore[attr-defined]
    insert("bloc_year", {"year": year, "state": "open" if year == LAST else "closed"})
    insert("year_form", {"year": year, "unit_group": "", "form": "bang"})
    insert("period", {"year": year, "key": "nam", "position": 1, "name": "Cả năm"})
    for position, stage in enumerate(STAGES):
        insert("stage", {"year": year, "key": stage, "position": position, "name": stage})
    for n in range(units):
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
            for item in range(items):
                insert("cell", {"sheet": key, "node": f"i{item}", "stated": {"base": f"0.{(n + item) % 9 + 1}"}})


def answer(module: str, *words: str, seconds: float = 300) -> Any:
    """What a process of its own says: its first line of JSON; RuntimeError with what it wrote instead.
    It is listened to beside: under Wine others keep the pipe open when it has gone."""
    environment = {**os.environ, "SPAWNED": str(time.time_ns()), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its modules compiled
    command = [sys.executable, "-m", module, *words]
    said: list[str] = []
    heard: queue.Queue[str] = queue.Queue()
    started = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )

    def listen() -> None:
        assert started.stdout is not None
        with started.stdout as lines:
            for line in lines:
                heard.put(line)

    threading.Thread(target=listen, daemon=True).start()
    until = time.monotonic() + seconds
    while not said or not said[-1].startswith("{"):
        try:
            said.append(heard.get(timeout=1))
        except queue.Empty:
            if started.poll() is not None or time.monotonic() > until:
                break
    started.kill()
    started.wait()
    if not said or not said[-1].startswith("{"):
        raise RuntimeError("".join(said[-30:]))
    return json.loads(said[-1])


def once(what: str) -> dict[str, int]:
    """One start in a fresh process."""
    found: dict[str, int] = answer("tests.bench.window", what)
    return found


def practice_book(path: Path) -> None:
    """The practice bloc as the program ships it."""
    from tests import practice_year
    from tests.book.conftest import Clock, keys

    with create_book(path, "Khối mẫu", clock=Clock("2025-12-19"), key_source=keys()) as book:
        practice_year.live(book)


def rows() -> list[Row]:
    """Interleaved starts on each book; home must stand with its content and answer a key."""
    found: dict[str, list[dict[str, int]]] = {"empty": []}
    names = {"empty": "a window with nothing in it"}
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (
            ("practice book", practice_book),
            ("20 years x 15 x 60 x 4", lambda path: build(path, YEARS)),
            ("30 years x 30 x 200 x 4", lambda path: build(path, 30, 30, 200, quickly=True)),
        ):
            path = Path(folder) / f"{len(names)}.sokhoi"
            make(path)
            names[str(path)] = name
            found[str(path)] = []
        for each in found:
            once(each)
        for _ in range(runs(9)):
            for what, kept in found.items():
                kept.append(once(what))
    floor = found.pop("empty")
    made = []
    for moment, goals in (("paint", (None, 1.3, None)), ("usable", (2.3, 2.5, None))):
        for (path_of, taken), goal in zip(found.items(), goals, strict=False):
            read = f"{moment}_cpu" if os.environ.get(CPU) else moment
            samples, least = [one[read] / 1000 for one in taken], [one[read] / 1000 for one in floor]
            why = WHY_PAINT if moment == "paint" else WHY
            made.append(Row(f"start: {moment}", names[path_of], samples, least, "empty window", goal, why=why))
    return made + memory(names, found, floor)


def memory(names: dict[str, str], found: dict[str, list[dict[str, int]]], floor: list[dict[str, int]]) -> list[Row]:
    """The most memory of each start, in MiB."""
    area = "memory of the window"
    if not all(one["peak"] for one in floor):
        return [Row(area, "practice book", (), note="the system does not say how much a process had at most")]
    peaks = {names[what]: [one["peak"] / 1024 for one in taken] for what, taken in found.items()}
    practice, empty = peaks.pop("practice book"), [one["peak"] / 1024 for one in floor]
    made = [Row(area, "practice book", practice, empty, "empty window", unit="MiB")]
    for name, peak in peaks.items():
        goal = 1.2 if name.startswith("30") else None
        made.append(Row(area, name, peak, practice, "practice book", goal, unit="MiB"))
    return made
