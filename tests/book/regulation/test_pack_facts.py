"""Every fact a shipped pack asks of a class or for a title can be supplied: by the book, or by what somebody records
of the holder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book.awards import facts as awarded
from models.book.book import Book
from models.book.following.facts import WorkFacts
from models.book.scoring import facts as scored
from models.rules.place.facts import CATALOGUE, OF_OTHERS, fact_key
from models.rules.place.regulation import Rule, load_pack
from models.rules.place.rule_kinds import RECORDED_CLASSES

PACKS = sorted(Path("resources/regulations").glob("*.toml"))
OF_THE_BOOK = {*scored._SOURCES, *WorkFacts(None, 0, ""), "registered", "pledged"}  # type: ignore[arg-type]
VALUES = {"yes-no": "yes", "number": "3", "text": "HTXS", "date": "2025-12-01"}


def asked_in(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        if "fact" in value:
            yield value
        for inner in value.values():
            yield from asked_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from asked_in(inner)


def rules_of(pack: Path, family: str) -> tuple[Rule, ...]:
    return tuple(r for r in load_pack(pack.read_text(encoding="utf-8"))[1] if r.kind.startswith(family))


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.stem)
def test_what_a_class_asks_the_book_knows_or_somebody_can_record(pack: Path) -> None:
    """Seen failing: four facts of QĐ 366's classes had no source."""
    for rule in rules_of(pack, "classes/"):
        known = OF_THE_BOOK | (OF_OTHERS if rule.kind == RECORDED_CLASSES else set())
        assert {str(test["fact"]) for test in asked_in(dict(rule.spec))} <= known


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.stem)
def test_what_a_title_asks_the_book_knows_or_somebody_can_record(book: Book, pack: Path) -> None:
    book.years.open(2025)
    book.members.add("Sở Nội vụ", key="snv", year=2025, active_from="2019-01-01")
    known = OF_THE_BOOK | {*awarded._SOURCES, *awarded._OF_HISTORY, "double-award", "share"}
    for rule in rules_of(pack, "eligibility/"):
        for test in asked_in(dict(rule.spec)):
            fact = str(test["fact"])
            assert fact in CATALOGUE
            if fact not in known:
                book.findings.put(2025, "snv", VALUES[CATALOGUE[fact].type], fact_key(test))
