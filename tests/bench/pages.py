"""First visits of every page, on the practice book and on 30 x 200 x 4 with a year's journal, each in a fresh process.

A page, or a sign of work, has to stand within 100 ms, and no block of the loop may be longer. What is measured is the
visit of somebody who has looked at home for some seconds, while the window imported what the other pages stand on;
beside it stands the visit of somebody who goes from page to page as soon as home is there.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.large import with_journal
from tests.bench.start import answer, practice_book
from tests.bench.table import Row, runs

GOAL = 100
HURRIED = "as soon as home stands"
WHY = "reading what it shows, and Qt making, laying out and painting its widgets; its modules were imported before"
BLOCK = (
    "a page is read, made and painted in one turn; the first paper is composed in one, laid out and shown in another, "
    "its libraries are imported in others"
)
REST = "just after the start the year's awards are judged in one turn to see what they ask"
TAKEN = "modules read and what home shows anew after the check"


def visited(book: Path, way: str) -> dict[str, Any]:
    """One process that visits every page."""
    found: dict[str, Any] = answer("tests.bench.visits", str(book), way)
    return found


def rows() -> list[Row]:
    """Until something of the page stands, with the whole page and the longest block of the loop beside it."""
    made: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        practice, large = Path(folder) / "mau.sokhoi", Path(folder) / "lon.sokhoi"
        practice_book(practice)
        with_journal(large).close()
        visited(practice, "hurried")  # modules are compiled, once
        for name, path in (("practice book", practice), ("30 x 200 x 4 with a journal", large)):
            found = [(visited(path, "rested"), visited(path, "hurried")) for _ in range(runs(3))]
            made += of_book(f"first visit: {name}", [one for one, _ in found], [one for _, one in found])
    return made


def of_book(area: str, rested: list[dict[str, Any]], hurried: list[dict[str, Any]]) -> list[Row]:
    """The rows of one book; goals bound the visit after a rest."""

    def taken(of: list[dict[str, Any]], page: str, what: str) -> list[float]:
        return [one["pages"][page][what] / 1000 for one in of]

    made = []
    for page in rested[0]["pages"]:
        sign, before = taken(rested, page, "sign"), taken(hurried, page, "sign")
        note = (
            f"whole {median(taken(rested, page, 'whole')):.0f} ms, block {median(taken(rested, page, 'block')):.0f} ms"
        )
        made.append(Row(area, page, sign, before, HURRIED, GOAL, of="median", note=note, why=WHY))
    blocks, at_once = (
        [max(each["block"] for each in one["pages"].values()) / 1000 for one in of] for of in (rested, hurried)
    )
    made.append(Row(area, "longest block of the loop", blocks, at_once, HURRIED, GOAL, of="median", why=BLOCK))
    rest = [one["rest"] / 1000 for one in rested]
    made.append(Row(area, "longest block before, while nobody acts", rest, goal=GOAL, of="median", why=REST))
    if all(one["taken"] for one in rested):
        grown = [one["taken"] / 1024 for one in rested]
        made.append(Row(area, "memory taken meanwhile", grown, unit="MiB", note=TAKEN))
    return made
