"""Proof: scores are entered by somebody who does not see, through AT-SPI alone (`atspi_hand`), and the book has them.

The program runs under an X screen and a bus of its own; pages, cells and what they say are found, typed and read as a
reader of the screen does. Without the system's bindings (python3-gi, gir1.2-atspi-2.0, at-spi2-core, xvfb, dbus) the
proof says SKIPPED and why.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from models.book.book import create_book, open_book
from models.book.scoring.rows import SheetAt
from models.keeping.verify import verify
from models.rules.number.points import parse_points
from tests.book.conftest import Clock
from tests.proofs.run import ROOT, Done, Row

LONG, SHORT = 4, 2
YEAR, PATIENCE = 2025, 300
PYTHON, PROGRAMS = "/usr/bin/python3", ("xvfb-run", "dbus-run-session", "Xvfb")
ASK = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
UNITS = ("Thanh tra tỉnh", "Sở Y tế", "Sở Tư pháp", "Hội Nông dân tỉnh")


def lacking() -> str:
    """What is missing here; "" where the proof can run."""
    gone = [one for one in PROGRAMS if shutil.which(one) is None]
    if not sys.platform.startswith("linux") or gone:
        return f"no {', '.join(gone) or 'AT-SPI on this system'}"
    if not Path(PYTHON).exists() or subprocess.run([PYTHON, "-c", ASK], capture_output=True).returncode:
        return "the system's Python has no bindings: apt-get install python3-gi gir1.2-atspi-2.0 at-spi2-core"
    return ""


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """A score for each of so many units, one below the other."""
    if why := lacking():
        yield Row(f"SKIPPED: {why}", 0, 0)
        return
    found = entered(cases)
    yield Row("scores entered through AT-SPI alone", cases, len(found), tuple(found))


def entered(cases: int) -> list[str]:
    """What went otherwise than it should."""
    with tempfile.TemporaryDirectory(prefix="so-khoi-") as folder:
        path = Path(folder) / "so.sokhoi"
        with create_book(path, "Khoi thu", clock=Clock("2025-12-05")) as book:
            book.years.open(YEAR)
            for name in UNITS:
                book.members.add(name, year=YEAR)
            book.forms.adopt(YEAR, book.forms.load_shipped("mau_100"))
        said = _typed(path, folder, min(cases, len(UNITS)))
        if isinstance(said, str):
            return [said]
        return [*_heard(said), *_written(path, said)]


def _typed(path: Path, folder: str, cases: int) -> list[dict[str, str]] | str:
    """What the hand heard of each score; in words where it got stuck."""
    hand = [PYTHON, "-W", "ignore", "-m", "atspi_hand", str(cases), sys.executable, str(ROOT / "main.py"), str(path)]
    made = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "tests" / "proofs"),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LC_ALL": "C.UTF-8",
        "SOKHOI_HOME": folder,
    }
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--"]
    ran = subprocess.run(
        [*screen, *hand], env=made, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    lines = [line for line in ran.stdout.splitlines() if line.startswith("[")]
    return json.loads(lines[-1]) if lines else f"stuck: {ran.stderr.strip().splitlines()[-1:]}"


def _heard(said: list[dict[str, str]]) -> list[str]:
    """Each cell says whose it is, of which item, that it is blank, and then the points."""
    wrong = []
    for one in said:
        named = one["row"] in one["before"] and one["column"] in one["before"]
        if not (named and one["before"].endswith(": trống") and one["after"].endswith(f": {one['typed']}")):
            wrong.append(f"heard: {one}")
    return wrong


def _written(path: Path, said: list[dict[str, str]]) -> list[str]:
    """The book holds what was typed, of the unit whose name was heard."""
    wrong = []
    with open_book(path, read_only=True) as book:
        if not verify(book.store).ok:
            wrong.append("the journal does not explain the book")
        keys = {member.unit.name: member.key for member in book.members.roster(YEAR)}
        for one in said:
            unit = keys[one["row"]]
            form = book.forms.form(book.forms.for_unit(YEAR, unit))
            item = next(each for each in form.items() if form.called(each.key) == one["column"])
            held = book.scores.sheet(SheetAt(YEAR, unit, "self")).cells.get(item.key)
            points = held.cell.stated.get("base") if held is not None else None
            if points != parse_points(one["typed"], None, Fraction(100)):
                wrong.append(f"written: {points} for {one}")
    return wrong
