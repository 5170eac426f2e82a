"""Paragraphs people word themselves: which a paper has, what the program writes there, and what is kept instead.

A kept text stands under its paragraph's key with the digest of the data the program's own wording came from: when that
data changes the text is kept and marked, and either of the two can be taken. Only running text is edited.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.rules.number.text import fold
from printing.blocks import Composed, Document, Paragraph, Running, Text
from printing.content.words.decimals import by_value

if TYPE_CHECKING:
    from models.book.reporting.papers import Text as KeptText

LONGEST = 40
"""Letters of a key in the register."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One paragraph: the program's words and the digest of what they say, the text kept for it ("" for none), whether
    that was written over other data than today's, and whether it is left out instead.
    """

    key: str
    said: str
    digest: str
    kept: str = ""
    stale: bool = False
    left_out: bool = False


def key_of(paper: Document, paragraph: Paragraph) -> str:
    """The paragraph's key in the register: of which document of the paper, then which paragraph."""
    whole = ".".join(part for part in (paper.key, paragraph.key) if part)
    plain = fold(whole).replace(" ", "-")
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 9]}-{_hash(whole)[:8]}"


def words(text: Text) -> str:
    """A text without its weights."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


WHOLE = "="
"""Before a digest of all the data of a paragraph; older ones, without it, may be of fewer."""


def digest(paragraph: Paragraph) -> str:
    """Of the data the paragraph says it stands on, by value; one that names none stands on its own words."""
    return _whole("\x1f".join(paragraph.facts) or words(paragraph.text))


def _known(paragraph: Paragraph) -> set[str]:
    """The digests under which a text of the same data may have been kept: of just these data, of the same words before
    they named any; of a text kept in 0.1 also of those it names first, whose digest was once of the data as written.
    """
    said = words(paragraph.text)
    named = ("\x1f".join(paragraph.facts[:many]) or said for many in range(len(paragraph.facts) + 1))
    older = {_short(form) for text in named for form in (text, by_value(text))}
    return {digest(paragraph), _whole(said), *older}


def _whole(text: str) -> str:
    return WHOLE + _short(by_value(text))


def _short(text: str) -> str:
    return _hash(text)[:16]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def wordings(made: Composed, kept: Mapping[str, KeptText]) -> tuple[Wording, ...]:
    """Every paragraph with a key, in order; () for papers of tables drawn straight on the page."""
    return tuple(_wording(paper, one, kept) for paper, one in _paragraphs(made))


def _paragraphs(made: Composed) -> Iterator[tuple[Document, Paragraph]]:
    for paper in made.documents if isinstance(made, Running) else ():
        for block in paper.blocks:
            if isinstance(block, Paragraph) and block.key:
                yield paper, block


def _wording(paper: Document, one: Paragraph, kept: Mapping[str, KeptText]) -> Wording:
    key, now = key_of(paper, one), digest(one)
    held = kept.get(key)
    if held is None:
        return Wording(key, words(one.text), now)
    stale = held.digest is not None and held.digest not in _known(one)
    return Wording(key, words(one.text), now, held.text, stale, held.left_out)


def with_texts(made: Composed, kept: Mapping[str, KeptText]) -> Composed:
    """The paper with the kept texts in their places, without those left out; a text whose paragraph is gone stands
    nowhere.
    """
    if not kept or not isinstance(made, Running):
        return made
    return Running(tuple(_with(paper, kept) for paper in made.documents))


def _with(paper: Document, kept: Mapping[str, KeptText]) -> Document:
    changed = []
    for block in paper.blocks:
        held = kept.get(key_of(paper, block)) if isinstance(block, Paragraph) and block.key else None
        if held is None or not isinstance(block, Paragraph):
            changed.append(block)
        elif not held.left_out:
            changed.append(replace(block, text=held.text))
    return replace(paper, blocks=tuple(changed))


def homeless(made: Composed, kept: Mapping[str, KeptText]) -> tuple[str, ...]:
    """Kept texts whose paragraph the paper does not have now."""
    there = {one.key for one in wordings(made, kept)}
    return tuple(held.text for key, held in kept.items() if key not in there and not held.left_out)
