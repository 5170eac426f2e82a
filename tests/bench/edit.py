"""One-cell edit of a large book: 50 units x 200 items x 4 stages, 12 % of the items judged by the best unit, cache
warm.

Re-scoring and re-ranking after the edit; the edit's own commit beside a bare one-row commit on the same file.
"""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from random import Random

from models.book.book import Book, create_book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.book.year.years import Stage
from models.file.connect import begun
from models.rules.form.scoring import Form, Group, InputSpec, Item, Part
from models.rules.number.points import Rounding
from models.rules.place.regulation import Regulation, Rule
from tests.bench.table import Row, perf_counter
from tests.file.fsyncs import per_commit

YEAR = 2025
AREA = "edit to rank, 50 x 200 x 4"
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


def edits(book: Book, nodes: list[str], units: int, times: int) -> tuple[list[float], list[float]]:
    """(commit, re-score and re-rank) of single edits at the last stage."""
    random = Random(7)
    commits, computes = [], []
    for turn in range(times):
        unit, node = f"u{random.randrange(units)}", random.choice(nodes)
        start = perf_counter()
        book.scores.enter(SheetAt(YEAR, unit, "appraisal"), node, inputs={"n": Fraction(turn % 9 + 7 + turn // 9)})
        middle = perf_counter()
        book.standing.ranking(YEAR)
        book.standing.result(SheetAt(YEAR, unit, "appraisal"))
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


def rows(units: int = 50, items: int = 200, times: int = 40) -> list[Row]:
    """Warm edits of a plain item and of one judged by the best unit, the commit apart."""
    with tempfile.TemporaryDirectory() as folder, build(Path(folder) / "bench.sokhoi", units, items) as book:
        every = form(items, 12).items()
        columns = [item.key for item in every if item.parts[0].kind == "leader-relative/1"]
        leaves = [item.key for item in every if item.key not in set(columns)]
        edits(book, leaves, units, 3)
        measured = [
            (name, *edits(book, nodes, units, times))
            for name, nodes in (("plain item", leaves), ("item judged by the best unit", columns))
        ]
        least = [one * 1000 for one in bare(book, times)]  # last: the book knows that a stranger wrote
        found = []
        for name, commits, computes in measured:
            found.append(Row(AREA, f"{name}: points and places", [one * 1000 for one in computes]))
            found.append(Row(AREA, f"{name}: commit", [one * 1000 for one in commits], least, "one row, bare"))
        return [*found, _syncs()]


def _syncs() -> Row:
    """How often a commit makes the disk catch up, where the system lets itself be watched."""
    what, book, bare = "fsyncs of a commit", per_commit("book"), per_commit("bare")
    if book is None or bare is None:
        return Row(AREA, what, (), note="calls of the system are counted on Linux only")
    return Row(AREA, what, [float(book)], [float(bare)], "one row, bare", unit="calls")
