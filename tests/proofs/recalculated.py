"""Proof: the scoring workbook computed by somebody else gives what the program gives, to the thousandth.

The practice bloc, the Tiền Giang run of 2022 and drawn bloc-years (`tests.exchange.forms.years`) are written as
workbooks, every stage of them, and of each drawn year one unit's own form with its live sums. LibreOffice computes all
of them anew, drawn years in pieces of `PIECE`; every formula's value is held against ours. `tried` counts formulas.
Without Calc the proof fails and says so.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from models.book.book import Book, create_book
from models.book.scoring.rows import YEAR_PERIOD
from models.exchange import interchange
from models.exchange.forms import member_out
from models.exchange.forms.layout import member_form
from models.exchange.forms.scoring_book import content
from tests import practice_year
from tests.book.conftest import Clock, keys
from tests.book.scoring import test_tien_giang_book as tien_giang
from tests.exchange.forms import calc, years
from tests.proofs.run import Done, Row

LONG, SHORT = 200, 3
PIECE = 10
"""Drawn years computed together and then written down as done."""


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """So many drawn years beside the two that were lived."""
    with tempfile.TemporaryDirectory(prefix="so-khoi-") as name:
        folder = Path(name)
        if not calc.works(folder / "calc"):
            yield Row("no LibreOffice Calc here (SO_KHOI_SOFFICE names one)", 0, 1)
            return
        yield _row("the practice bloc", [_tried(folder / "practice", _practice, "practice", done)])
        yield _row("the Tiền Giang run of 2022", [_tried(folder / "tien-giang", _tien_giang, "tien-giang", done)])
        pieces = []
        for start in range(0, cases, PIECE):
            turns = [seed * 1_000_000 + turn for turn in range(start, min(start + PIECE, cases))]
            pieces.append(_tried(folder / f"years {start}", partial(_years, turns), f"years {turns[0]}", done))
        yield _row(f"{cases} drawn years", pieces)


Tried = tuple[int, list[str]]
"""How many formulas were computed, and those that came to something else."""


def _tried(folder: Path, written: Callable[[Path], list[Path]], case: str, done: Done) -> Tried:
    """The workbooks written there, computed anew and held against ours; known cases are not computed again."""
    if case not in done.known:
        folder.mkdir()
        paths = written(folder)
        made = calc.recalculated(paths, folder)
        assert made is not None
        pairs = [calc.apart(path, again) for path, again in zip(paths, made, strict=True)]
        found = [f"{path.stem} {one}" for path, (_, wrong) in zip(paths, pairs, strict=True) for one in wrong]
        done.keep(case, [sum(count for count, _ in pairs), found])
        shutil.rmtree(folder)
    count, found = done.known[case]
    return count, found


def _row(what: str, tried: Sequence[Tried]) -> Row:
    found = tuple(one for _, wrong in tried for one in wrong)
    return Row(f"formulas of {what}", sum(count for count, _ in tried), len(found), found)


def _years(seeds: Sequence[int], folder: Path) -> list[Path]:
    return [path for seed in seeds for path in _drawn(folder, seed)]


def _written(book: Book, year: int, stages: Sequence[str], folder: Path, name: str) -> list[Path]:
    paths = []
    for stage in stages:
        paths.append(folder / f"{name}-{stage}.xlsx")
        paths[-1].write_bytes(content(book, year, stage))
    return paths


def _practice(folder: Path) -> list[Path]:
    with create_book(folder / "practice.sokhoi", "Khối mẫu", clock=Clock()) as book:
        interchange.import_into(book, interchange.read(practice_year.PLACE))
        return _written(book, 2025, ("self", "bloc", "appraisal"), folder, "practice")


def _tien_giang(folder: Path) -> list[Path]:
    with create_book(folder / "tien-giang.sokhoi", "Khối mẫu", clock=Clock(), key_source=keys()) as book:
        tien_giang.put_run(book)
        return _written(book, tien_giang.YEAR, [one.key for one in tien_giang.STAGES], folder, "tien-giang")


def _drawn(folder: Path, seed: int) -> list[Path]:
    path = folder / f"{seed}.sokhoi"
    book, stages = years.draw(path, seed)
    with book:
        found = _written(book, years.YEAR, stages, folder, str(seed))
        for stage in stages:
            found.append(folder / f"{seed}-{stage}-phieu.xlsx")
            found[-1].write_bytes(member_out.content(book, member_form(book, years.YEAR, "u1", stage, YEAR_PERIOD)))
    path.unlink()
    return found
