"""Every paper that has a Word file, of the practice year and of years that are hard to print, led by each family.

Looked at page by page, and its Word file opened by LibreOffice: pages ± 1, the words of its blocks in order, all
letters there.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Final

from models.book.book import Book
from models.rules.errors import Refusal
from printing.blocks import Composed, FamilyKey, Running
from printing.catalogue import PAPERS, as_pdf
from printing.word import file
from tests.exchange.forms.calc import program
from tests.printing import looked, said
from tests.printing.hard import KINDS, YEAR, chosen, hard
from tests.printing.lived import LED_BY, lead_by, lived
from tests.printing.office import pages_of, pdfs_of
from tests.proofs.run import Done, Row

YEARS: Final = tuple((kind, family) for family in LED_BY for kind in ("practice", *KINDS))
LONG, SHORT = len(YEARS), 1


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """So many of the years, from another one for every seed."""
    first = Random(seed).randrange(len(YEARS)) if cases < len(YEARS) else 0
    for kind, family in (YEARS[(first + n) % len(YEARS)] for n in range(min(cases, len(YEARS)))):
        name = f"{kind}, {family}"
        if name not in done.known:
            with tempfile.TemporaryDirectory(prefix="so-khoi-") as folder:
                done.keep(name, list(tried(kind, family, Path(folder))))
        rows: list[tuple[str, list[str]]] = done.known[name]
        wrong = tuple(f"{paper}: {one}" for paper, found in rows for one in found)
        yield Row(f"papers ({name})", len(rows), sum(bool(found) for _, found in rows), wrong)


@contextmanager
def book_of(kind: str, family: FamilyKey, folder: Path) -> Iterator[Book]:
    """The year of a kind led by a family."""
    place = folder / "khoi.sokhoi"
    with lived(place) if kind == "practice" else hard(place, kind, family) as book:
        if kind == "practice":
            lead_by(book, family)
        yield book


def tried(kind: str, family: FamilyKey, folder: Path, keys: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """Each paper of a year (of `keys` alone, where given) with what is wrong with it."""
    made, found = dict[str, Composed](), dict[str, list[str]]()
    with book_of(kind, family, folder) as book:
        for paper in (one for one in PAPERS if one.word and (not keys or one.key in keys)):
            try:
                made[paper.key] = paper.composed(book, year=YEAR, **chosen(book, paper))
            except Refusal as refusal:
                found[paper.key] = [] if refusal.code in ("paper.nothing", "ballot.none") else [refusal.code]
    for key, one in made.items():
        found[key] = looked.faults(one, folder)
        content = file.render(one)
        (folder / f"{key}.docx").write_bytes(content)
        if said.docx_body(content) != said.of(one):
            found[key].append("Word says something else than its blocks")
    if program() is not None and made:
        opened = pdfs_of([folder / f"{key}.docx" for key in made], folder / "office")
        for key, one in made.items():
            found[key] += opened_wrong(one, opened[folder / f"{key}.docx"], folder)
    yield from found.items()


def opened_wrong(made: Composed, opened: Path, folder: Path) -> list[str]:
    """What LibreOffice lays otherwise than the PDF: more than a page apart for each letter, letters lacking."""
    ours = folder / "ours.pdf"
    ours.write_bytes(as_pdf(made))
    apart, pieces = (pages_of(ours), pages_of(opened)), len(made.documents) if isinstance(made, Running) else 1
    found = [f"{apart[0]} pages, {apart[1]} by LibreOffice"] if abs(apart[0] - apart[1]) > pieces else []
    text = subprocess.run(["pdftotext", "-layout", str(opened), "-"], capture_output=True, check=True).stdout
    lacking = Counter(said.of(made)) - Counter(said.squeezed(text.decode("utf-8")))
    return [*found, f"letters lacking: {dict(lacking)}"] if lacking else found
