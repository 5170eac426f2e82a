"""What a văn thư looks at, on every paper of years that are hard to print: long names and texts, thirty units, one.
Families go round; all of them, Word and LibreOffice beside it are `dev.py prove papers`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book.book import Book
from models.rules.errors import Refusal
from printing.blocks import FamilyKey
from printing.catalogue import PAPERS, PaperKind
from tests.printing import looked
from tests.printing.hard import KINDS, YEAR, chosen, hard

LED: dict[str, FamilyKey] = {"long": "party", "thirty": "front", "one": "youth"}


@pytest.fixture(scope="module", params=KINDS)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with hard(tmp_path_factory.mktemp("hard") / "khoi.sokhoi", request.param, LED[request.param]) as made:
        yield made


@pytest.mark.parametrize("kind", [kind for kind in PAPERS if kind.word], ids=lambda kind: kind.key)
def test_a_page_keeps_its_rules(kind: PaperKind, book: Book, tmp_path: Path) -> None:
    """Seen failing: signatures alone under a page of notes, a heading alone over signatures, "1.103,7 0"."""
    try:
        made = kind.composed(book, year=YEAR, **chosen(book, kind))
    except Refusal as refusal:
        assert refusal.code in ("paper.nothing", "ballot.none") and len(book.members.roster(YEAR)) == 1, refusal
        return
    assert not looked.faults(made, tmp_path)
