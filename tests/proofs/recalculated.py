"""Proof: the scoring workbook computed by somebody else gives what the program gives, to the thousandth.

The practice bloc, the Tiền Giang run of 2022 and drawn bloc-years (`tests.exchange.forms.years`) are written as
workbooks, every stage of them, and of each drawn year one unit's own form with its live sums. LibreOffice computes all
of them anew in one call; every formula's value is held against ours. `tried` counts formulas. Without Calc the proof
fails and says so.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
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


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """So many drawn years beside the two that were lived; the run is short enough to begin anew when it was stopped."""
    with tempfile.TemporaryDirectory(prefix="so-khoi-") as name:
        folder = Path(name)
        if not calc.works(folder / "calc"):
            yield Row("no LibreOffice Calc here (SO_KHOI_SOFFICE names one)", 0, 1)
            return
        written = {
            "the practice bloc": _practice(folder),
            "the Tiền Giang run of 2022": _tien_giang(folder),
            f"{cases} drawn years": [path for turn in range(cases) for path in _drawn(folder, seed * 1_000_000 + turn)],
        }
        made = calc.recalculated([path for paths in written.values() for path in paths], folder)
        assert made is not None
        again = {path.name: path for path in made}
        for what, paths in written.items():
            pairs = [calc.apart(path, again[path.name]) for path in paths]
            found = [f"{path.stem} {one}" for path, (_, wrong) in zip(paths, pairs, strict=True) for one in wrong]
            yield Row(f"formulas of {what}", sum(count for count, _ in pairs), len(found), tuple(found))


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
