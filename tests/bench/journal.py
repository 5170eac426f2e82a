"""What the journal costs and how long it takes to be checked: a book of 5, 10 and 20 years of 2,000 typed scores each.

Verify must stay within 3 s at 20 years, grow no faster than the acts and hold no more memory for a longer book; the
check at opening must not keep home waiting; a score is written with its act beside the bare row. The memory of the
full check is also taken at 30 years x 30 units x 200 items x 4 steps, where it once took 634 MiB.

python -m tests.bench.journal memory BOOK.sokhoi   KiB at most before and after a full check, as JSON
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

from models.book.book import create_book, open_book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.book.year.years import Stage
from models.keeping.verify import verify_file
from models.rules.form.scoring import Form
from tests.bench import start
from tests.bench.edit import bare, form
from tests.bench.table import CPU, Row, peak, runs, timed
from tests.book.conftest import Clock, keys

YEARS, ACTS = (5, 10, 20), 2_000
UNITS, ITEMS, STAGES = 10, 180, ("self", "cross")
PAIRS, ALONE = 80, 20
"""Acts of a sheet that write two cells, and one: 1.8 rows an act."""
LAST = 2026
AREA = "a book of typed scores"
assert UNITS * (PAIRS + ALONE) * len(STAGES) == ACTS and 2 * PAIRS + ALONE == ITEMS


def grown(folder: Path) -> Iterator[tuple[int, Path]]:
    """The book after 5, 10 and 20 years, each as a file of its own; every score one act."""
    path, shape = folder / "lon.sokhoi", form(ITEMS, 0)
    first, begun = LAST - YEARS[-1] + 1, 0
    create_book(path, "Khối lớn", clock=Clock(f"{first}-01-05"), key_source=keys()).close()
    for years in YEARS:
        with open_book(path, clock=Clock(f"{first}-12-01"), key_source=keys(1_000_000 * years)) as book:
            book.store.connection.execute("PRAGMA synchronous = OFF")  # only while it is made
            for year in range(first + begun, first + years):
                book.clock.to(f"{year}-12-01")  # type: ignore[attr-defined]  # the clock above
                book.years.open(year, stages=[Stage(key, key) for key in STAGES])
                if year == first:
                    for n in range(UNITS):
                        book.members.add(f"Đơn vị số {n + 1}", key=f"u{n}", year=year)
                    key = book.forms.put_form(shape)
                else:
                    with book.store.operation("join") as tx:
                        for n in range(UNITS):
                            tx.insert("membership", {"year": year, "unit": f"u{n}", "position": n + 1})
                book.forms.adopt(year, key)
                for stage in STAGES:
                    for n in range(UNITS):
                        for cells in acts(shape, n):
                            book.scores.enter_many(year, stage, [(f"u{n}", node, edit) for node, edit in cells])
        begun = years
        yield years, Path(shutil.copy(path, folder / f"{years}.sokhoi"))


def acts(shape: Form, unit: int) -> Iterator[list[tuple[str, Edit]]]:
    """What is typed into one sheet, act by act."""
    typed = [
        (item.key, Edit(inputs={spec.id: Fraction((number + unit) % 6 + 1) for spec in item.inputs}))
        for number, item in enumerate(shape.items())
    ]
    yield from (typed[at : at + 2] for at in range(0, 2 * PAIRS, 2))
    yield from ([one] for one in typed[2 * PAIRS :])


def rows() -> list[Row]:
    """Verify and its memory at each size, the check at opening, what a score costs."""
    with tempfile.TemporaryDirectory() as folder:
        books = dict(grown(Path(folder)))
        return [*checked(books), *held(books, Path(folder)), *opened(books[YEARS[-1]]), *cost(books[YEARS[-1]])]


def checked(books: dict[int, Path]) -> Iterator[Row]:
    """Verify at each size, and by act the longest beside the shortest."""
    per_act = {}
    for years, path in books.items():
        with closing(sqlite3.connect(path)) as book:
            (many,), (changes,) = (book.execute(f"SELECT count(*) FROM {of}").fetchone() for of in ("op", "change"))
        found = verify_file(path)
        assert found is not None and found.ok
        took = [timed(lambda path=path: verify_file(path)) for _ in range(runs(3))]  # type: ignore[misc]
        per_act[years] = [one * 1000 / many for one in took]
        goal = 3_000.0 if years == YEARS[-1] else None
        note = f"{many:,} acts, {changes:,} changes"
        yield Row(AREA, f"verify, {years} years", took, goal=goal, of="median", note=note)
    short, *_, long = per_act.values()
    yield Row(AREA, f"verify per act, {YEARS[-1]} years", long, short, f"{YEARS[0]} years", 1.3, unit="µs")


def held(books: dict[int, Path], folder: Path) -> Iterator[Row]:
    """What a full check holds at most above what the process held before it."""
    found = {f"{years} years": memory(path) for years, path in books.items()}
    if not all(found.values()):
        return
    first = found[f"{YEARS[0]} years"]
    for name, taken in found.items():
        yield Row(AREA, f"memory of verify, {name}", [taken], [first], f"{YEARS[0]} years", 1.3, unit="MiB")
    if not os.environ.get("SOKHOI_BENCH_ONCE"):
        start.build(folder / "nhieu.sokhoi", 30, 30, 200)
        taken = memory(folder / "nhieu.sokhoi")
        yield Row(AREA, "memory of verify, 30 years x 30 x 200 x 4", [taken], goal=60, of="median", unit="MiB")


def memory(path: Path) -> float:
    """MiB of one full check in a process of its own; 0 where the system does not say."""
    said = start.answer("tests.bench.journal", "memory", str(path), seconds=600)
    return float(said["after"] - said["before"]) / 1024


def opened(path: Path) -> Iterator[Row]:
    """Home with the check behind it, beside home with no check at all."""
    read = "usable_cpu" if os.environ.get(CPU) else "usable"
    found: dict[str, list[float]] = {"": [], "unchecked": []}
    for turn in range(runs(7) + 1):
        for way, taken in found.items():
            words = (str(path), way) if way else (str(path),)
            took = start.answer("tests.bench.window", *words)[read] / 1000
            if turn:
                taken.append(took)
    yield Row(AREA, f"home of {YEARS[-1]} years", found[""], found["unchecked"], "without the check", 1.1)


def cost(path: Path) -> Iterator[Row]:
    """Bytes and time of a typed score beside those of its row alone."""
    with closing(sqlite3.connect(path)) as book:
        (many,) = book.execute("SELECT count(*) FROM op").fetchone()
        book.execute("VACUUM")
    whole = path.stat().st_size
    alone = Path(shutil.copy(path, path.with_name("rows.sokhoi")))
    with closing(sqlite3.connect(alone, isolation_level=None)) as book:
        for table in ("change", "checkpoint", "op"):
            book.execute(f"DELETE FROM {table}")
        book.execute("VACUUM")
    rest = alone.stat().st_size
    yield Row(AREA, "a score in the journal", [(whole - rest) / many], [rest / many], "its rows", unit="bytes")
    with open_book(path, clock=Clock(f"{LAST}-12-02"), key_source=keys(90_000_000)) as book:
        nodes = list(form(ITEMS, 0).items())
        took = []
        for turn in range(43):
            item = nodes[turn % ITEMS]
            said = {spec.id: Fraction(turn + 20) for spec in item.inputs}
            took.append(
                timed(
                    lambda item=item, said=said: book.scores.enter(  # type: ignore[misc]
                        SheetAt(LAST, "u0", STAGES[0]), item.key, inputs=said
                    )
                )
            )
        least = [one * 1000 for one in bare(book, 43)]  # last: the book knows that a stranger wrote
    yield Row(AREA, "a score written", took[3:], least[3:], "one row, bare")


def main(what: str, path: str) -> None:
    """One full check in this process."""
    assert what == "memory"
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the most begins anew: imports are not counted
    before = peak()
    found = verify_file(Path(path))
    assert found is not None and found.ok
    print(json.dumps({"before": before, "after": peak()}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
