"""One-cell edit of a large book: 50 units x 200 items x 4 stages, 12 % of the items judged by the best unit, cache
warm.

Prints medians and spread in milliseconds: re-scoring and re-ranking after the edit, the edit's own commit beside a
bare one-row commit on the same file, and full recomputation. Run: `python -m tests.bench.edit [--units 50] [--items
200] [--edits 40]`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import tracemalloc
from fractions import Fraction
from pathlib import Path
from random import Random
from time import perf_counter

from models.book.book import Book, create_book
from models.book.scoring.edit import Edit
from models.book.year.years import Stage
from models.file.connect import begun
from models.rules.form.scoring import Form, Group, InputSpec, Item, Part
from models.rules.number.points import Rounding
from models.rules.place.regulation import Regulation, Rule
from tests.file.fsyncs import per_commit

YEAR = 2025
STAGES = ("self", "cross", "bloc", "appraisal")
CENTS = Rounding(Fraction(1, 100), "half-up")


def form(items: int, relative: int) -> Form:
    """A form of ten groups; every so many items compare the units, the others take turns among common kinds."""
    nodes: list[Group | Item] = []
    per_group = items // 10
    for group in range(10):
        nodes.append(Group(f"g{group}", f"{group + 1}", f"Nhóm {group + 1}", max=Fraction(per_group)))
        nodes += [_item(group, group * per_group + n, relative) for n in range(per_group)]
    return Form("bench", "Bảng lớn", 1, Fraction(per_group * 10), Fraction(items), nodes=tuple(nodes))


def _item(group: int, number: int, relative: int) -> Item:
    figures = InputSpec("n", "Số", "count", low=Fraction(0))
    target = InputSpec("m", "Chỉ tiêu", "count", low=Fraction(1))
    if number % 100 < relative:
        parts = (Part("chuan", "base", "leader-relative/1", {"input": "n", "points": "1"}, rounding=CENTS),)
        inputs = (figures,)
    elif number % 3 == 0:
        params = {"points": "1", "done": "n", "target": "m"}
        parts = (Part("chuan", "base", "share-of-target/1", params, rounding=CENTS),)
        inputs = (figures, target)
    elif number % 3 == 1:
        params = {"from": "1", "most": "1", "cases": [{"input": "n", "points": "0.25"}]}
        parts = (Part("chuan", "base", "deduct-per-case/1", params),)
        inputs = (figures,)
    else:
        base = Part("chuan", "base", "earn-per-case/1", {"cases": [{"input": "n", "points": "0.25"}]})
        more = {"input": "n", "above": "4", "unit": "1", "per": "0.1", "whole": True}
        parts = (base, Part("thuong", "bonus", "extra-units/1", more, cap=Fraction(1, 2)))
        inputs = (figures,)
    return Item(f"i{number}", f"{group + 1}.{number}", f"Mục {number}", f"g{group}", Fraction(1), parts, inputs)


RULES = (
    Rule(
        "xep-hang",
        "ranking/1",
        cite="Điều 6",
        spec={
            "by": "percent-of-assigned-plus-bonus",
            "compare": "exact",
            "ties": "1,1,3",
            "tie_keys": [{"key": "group:1"}, {"key": "bonus"}, {"key": "fewer-penalties"}],
        },
    ),
    Rule("diem", "final-score/1", cite="Điều 5", spec={"method": "mean", "missing": "leave-out"}),
)


def build(path: Path, units: int, items: int) -> Book:
    """A book whose four stages are all filled, every figure by a fixed seed."""
    book = create_book(path, "Khối lớn", backup_folder=path.parent)
    shape = form(items, 12)
    random = Random(20251205)
    book.years.open(YEAR, stages=[Stage(key, key) for key in STAGES])
    for n in range(units):
        book.members.add(f"Đơn vị số {n + 1}", key=f"u{n}", year=YEAR)
    book.regulations.adopt(YEAR, Regulation("quy-che", "Quy chế"), RULES)
    book.forms.adopt(YEAR, book.forms.put_form(shape))
    for stage in STAGES:
        cells = []
        for n in range(units):
            for item in shape.items():
                given = {spec.id: Fraction(random.randint(1, 6)) for spec in item.inputs}
                cells.append((f"u{n}", item.key, Edit(inputs=given)))
        book.scores.enter_many(YEAR, stage, cells)
    return book


def milliseconds(samples: list[float]) -> str:
    """Median and the middle half of the samples."""
    ordered = sorted(samples)
    low, high = ordered[len(ordered) // 4], ordered[(3 * len(ordered)) // 4]
    return f"{statistics.median(ordered) * 1000:8.2f} ms   ({low * 1000:.2f} to {high * 1000:.2f}, n = {len(ordered)})"


def edits(book: Book, nodes: list[str], units: int, times: int) -> tuple[list[float], list[float]]:
    """(commit, re-score and re-rank) of single edits at the last stage."""
    random = Random(7)
    commits, computes = [], []
    for turn in range(times):
        unit, node = f"u{random.randrange(units)}", random.choice(nodes)
        start = perf_counter()
        book.scores.enter(YEAR, unit, "appraisal", node, inputs={"n": Fraction(turn % 9 + 7 + turn // 9)})
        middle = perf_counter()
        book.standing.ranking(YEAR)
        book.standing.result(YEAR, unit, "appraisal")
        commits.append(middle - start)
        computes.append(perf_counter() - middle)
    return commits, computes


def bare(book: Book, times: int) -> list[float]:
    """One row changed and committed on the same file, without journal."""
    samples = []
    for turn in range(times):
        start = perf_counter()
        with begun(book.store.connection) as connection:
            connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('bench', ?)", (str(turn),))
        samples.append(perf_counter() - start)
    return samples


def main() -> int:
    """Build, warm, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--units", type=int, default=50)
    asked.add_argument("--items", type=int, default=200)
    asked.add_argument("--edits", type=int, default=40)
    asked.add_argument("--memory", action="store_true", help="also trace the memory the results take")
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = build(Path(folder) / "bench.sokhoi", args.units, args.items)
        items = form(args.items, 12).items()
        columns = [item.key for item in items if item.parts[0].kind == "leader-relative/1"]
        leaves = [item.key for item in items if item.key not in set(columns)]
        if args.memory:
            tracemalloc.start()
        start = perf_counter()
        with book.beside() as fresh:
            fresh.standing.ranking(YEAR)
        print(f"full: {perf_counter() - start:.3f} s")
        if args.memory:
            print(f"memory of all results: {tracemalloc.get_traced_memory()[0] / 2**20:.0f} MiB")
            tracemalloc.stop()
        edits(book, leaves, args.units, 3)
        for name, nodes in (("plain item", leaves), ("leader-relative item", columns)):
            commits, computes = edits(book, nodes, args.units, args.edits)
            print(f"{name:22} re-score and re-rank {milliseconds(computes)}")
            print(f"{name:22} commit of the edit   {milliseconds(commits)}")
        print(f"{'bare':22} one-row commit       {milliseconds(bare(book, args.edits))}")
        print(f"fsyncs of one commit: {per_commit('book')}, of a bare one-row commit: {per_commit('bare')}")
        book.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
