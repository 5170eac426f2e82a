"""Whose article a sentence cites: the first time on a paper an article of the bloc's own rules stands with their name,
as an office writes it (`khoản 1 Điều 10 Quy chế …`), then alone.

Only sentences that name the citation among their data are the program's to word; nobody's own words are touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from models.book.regulation.sources import cited
from printing.blocks import Composed, Document, LegalBasis, Matrix, Paragraph, Running, WideSet
from printing.content.common import facts_of

if TYPE_CHECKING:
    from models.book.book import Book

_BARE = re.compile(r"(?:điểm \w+ )?(?:khoản \d[\d, và]* )?Điều \d+\w*")
"""An article that says of no text which it is of."""


def own_articles(book: Book, year: int) -> dict[str, str]:
    """The name of the bloc's regulation by each citation of its rules that does not say it."""
    own = book.regulations.of_year(year)
    if own is None:
        return {}
    cites = {rule.cite for rule in book.regulations.rules_of(own.key)}
    return {cite: book.settings.terms.write(own.name) for cite in cites if _BARE.fullmatch(cited(cite))}


def named(made: Composed, names: Mapping[str, str]) -> Composed:
    """The paper with the name behind the first article each of its documents cites by itself; where the bases of the
    document name the regulation already, by the kind of text alone (`Quy chế`).
    """
    match made:
        case Running(documents):
            return Running(tuple(_document(one, names) for one in documents))
        case WideSet(tables, title):
            return WideSet(tuple(tuple(_matrix(one, names) for one in ways) for ways in tables), title)
    return made


def _document(paper: Document, names: Mapping[str, str]) -> Document:
    bases = " ".join(line for block in paper.blocks if isinstance(block, LegalBasis) for line in block.lines)
    blocks = list(paper.blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and isinstance(block.text, str):
            text = _with_name(block.text, block.facts, names, bases)
            if text is not None:
                blocks[at] = replace(block, text=text)
                break
    return replace(paper, blocks=tuple(blocks))


def _matrix(one: Matrix, names: Mapping[str, str]) -> Matrix:
    notes = list(one.notes)
    for at, note in enumerate(notes):
        text = _with_name(note, facts_of(note), names, "")
        if text is not None:
            notes[at] = text
            break
    return replace(one, notes=tuple(notes))


def _with_name(text: str, facts: Iterable[str], names: Mapping[str, str], bases: str) -> str | None:
    """The sentence with the name behind its first article; None where it cites none of the bloc's own."""
    found = sorted(_places(text, facts, names))
    if not found:
        return None
    end, name = found[0]
    return f"{text[:end]} {' '.join(name.split()[:2]) if name in bases else name}{text[end:]}"


def _places(text: str, facts: Iterable[str], names: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Where an article of the bloc's own ends, and whose it is."""
    for fact in set(facts) & set(names):
        at = re.search(rf"{re.escape(cited(fact))}(?!\w| [^\W\d_])", text)
        if at is not None:
            yield at.end(), names[fact]
