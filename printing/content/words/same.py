"""Whether two papers say the same: by value, whatever zeros, layout or wording the program of the day gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Literal

from printing.blocks import Composed, Paragraph, Run, Running, Text, TickBox, WideSet
from printing.content.words.decimals import by_value, is_points
from printing.edited import words

_LOOKS = frozenset({"align", "facts", "family", "key", "kind", "paper", "role"})
"""Fields that say how a block looks or which it is, not what it says."""


def same_words(one: Text, other: Text) -> bool:
    """Whether two texts differ in nothing but zeros that say nothing."""
    return by_value(words(one)) == by_value(words(other))


def same_facts(one: Paragraph, other: Paragraph) -> bool | None:
    """Whether two wordings of a paragraph stand on the same data; None where that cannot be known: one names none, or
    another number of them.
    """
    if not one.facts or len(one.facts) != len(other.facts):
        return None
    return [by_value(fact) for fact in one.facts] == [by_value(fact) for fact in other.facts]


def only_reworded(one: Paragraph, other: Paragraph) -> bool:
    """Whether two wordings stand on the same data and say the same figures: facts do not name all that is said."""
    figures = [sorted(re.findall(r"\d+(?:,\d+)?", by_value(words(each.text)))) for each in (one, other)]
    return bool(same_facts(one, other)) and figures[0] == figures[1]


def moved(was: Composed, now: Composed) -> Literal["", "words", "data"]:
    """What is other in the second of two papers: figures or data it names, only something in its words, or nothing."""
    before, after = list(_texts(was)), list(_texts(now))
    if before == after:
        return ""
    figures = [[text for text in texts if is_points(text)] for texts in (before, after)]
    old = _paragraphs(was)
    told = (same_facts(old[key], one) for key, one in _paragraphs(now).items() if key in old)
    return "data" if figures[0] != figures[1] or any(same is False for same in told) else "words"


def _paragraphs(made: Composed) -> dict[tuple[str, str], Paragraph]:
    papers = made.documents if isinstance(made, Running) else ()
    return {
        (paper.key, one.key): one for paper in papers for one in paper.blocks if isinstance(one, Paragraph) and one.key
    }


def _texts(value: object) -> Iterator[str]:
    """Every text of a paper in order, by value; of a wide table drawn in several ways, the first way."""
    if isinstance(value, WideSet):
        yield from _texts(tuple(ways[0] for ways in value.tables))
    elif isinstance(value, str):
        yield from filter(None, [by_value(value).strip()])
    elif isinstance(value, tuple) and value and all(isinstance(one, Run) for one in value):
        yield from _texts(words(value))
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        if isinstance(value, TickBox) and value.ticked:
            yield "x"
        for entry in fields(value):
            if entry.name not in _LOOKS:
                yield from _texts(getattr(value, entry.name))
