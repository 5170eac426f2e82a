"""Open, verify, back up and seal a book of 1, 10 and 30 years of 15 units x 60 items x 4 steps, each beside what has to
be done at the least: SQLite's own opening, the SHA-256 of the file, a copy forced to the disk."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from models.book.book import open_book
from models.file.copies.backup import back_up
from models.keeping import seal
from models.keeping.verify import verify_file
from tests.bench.start import LAST, build
from tests.bench.table import Row, perf_counter, runs, timed

YEARS = (1, 10, 30)


def opened(path: Path) -> None:
    with open_book(path) as book:
        book.years.current()


def bare(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT * FROM bloc_year").fetchall()


def digest(path: Path) -> None:
    hashlib.sha256(path.read_bytes()).hexdigest()


def copied(path: Path) -> None:
    target = path.with_suffix(".copy")
    shutil.copyfile(path, target)
    handle = os.open(target, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    target.unlink()


def rows() -> list[Row]:
    """Each act at each size."""
    found: dict[str, list[Row]] = {"open": [], "verify": [], "back up": [], "seal a year": []}
    for years in YEARS:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "khoi.sokhoi"
            build(path, years)
            times = runs(3 if years < 30 else 2)
            name = f"{years} years" if years > 1 else "1 year"
            note = f"{path.stat().st_size / 1_000_000:.1f} MB"
            target = Path(folder) / "copies"
            for act, ours, floor, beside in (
                ("open", lambda path=path: opened(path), lambda path=path: bare(path), "SQLite alone"),
                ("verify", lambda path=path: verify_file(path), lambda path=path: digest(path), "SHA-256 of the file"),
                (
                    "back up",
                    lambda path=path, target=target: back_up(path, target),
                    lambda path=path: copied(path),
                    "a copy",
                ),
            ):
                ours(), floor()  # type: ignore[no-untyped-call]  # warm
                pairs = [(timed(ours), timed(floor)) for _ in range(times)]
                mine, least = [one for one, _ in pairs], [one for _, one in pairs]
                found[act].append(Row(act, name, mine, least, beside, note=note))
            sealed = []
            for _ in range(times):
                with open_book(path) as book:
                    begun = perf_counter()
                    seal.close_year(book, LAST)
                    sealed.append((perf_counter() - begun) * 1000)
                    book.undo() if book.journal.undo_text() and not sealed else seal.reopen_year(book, LAST, "đo")
            found["seal a year"].append(Row("seal a year", name, sealed, note=note))
    return [row for area in found.values() for row in area]
