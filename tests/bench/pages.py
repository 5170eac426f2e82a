"""First visits of every page, on the practice book and on 30 x 200 x 4 with a year's journal, each in a fresh process.

A page, or a sign of work, has to stand within 100 ms, and no block of the loop may be longer.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.large import with_journal
from tests.bench.start import answer, practice_book
from tests.bench.table import Row, runs

GOAL = 100
WHY = "half of it imports what the page stands on, half is Qt making its widgets"
BLOCK = "the first paper of the page of papers is laid out at once"


def visited(book: Path) -> dict[str, dict[str, int]]:
    """One process that visits every page."""
    found: dict[str, dict[str, int]] = answer("tests.bench.visits", str(book))
    return found


def rows() -> list[Row]:
    """Until something of the page stands, with the whole page and the longest block of the loop beside it."""
    made: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        practice, large = Path(folder) / "mau.sokhoi", Path(folder) / "lon.sokhoi"
        practice_book(practice)
        with_journal(large).close()
        visited(practice)  # modules are compiled, once
        for name, path in (("practice book", practice), ("30 x 200 x 4 with a journal", large)):
            found = [visited(path) for _ in range(runs(3))]
            for page in found[0]:
                sign, whole, block = ([one[page][what] / 1000 for one in found] for what in ("sign", "whole", "block"))
                note = f"whole {sorted(whole)[len(whole) // 2]:.0f} ms, block {sorted(block)[len(block) // 2]:.0f} ms"
                made.append(Row(f"first visit: {name}", page, sign, goal=GOAL, of="median", note=note, why=WHY))
            blocks = [max(each["block"] for each in one.values()) / 1000 for one in found]
            made.append(
                Row(f"first visit: {name}", "longest block of the loop", blocks, goal=GOAL, of="median", why=BLOCK)
            )
    return made
