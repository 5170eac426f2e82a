"""What papers of every kind hold: who issues them and who signs. Finished values only, no sums."""

from __future__ import annotations

from dataclasses import dataclass

from printing.blocks import FamilyKey

DOTS = "…… …… …… ……"
"""What stands in running text for what is not known yet: dots to write on, which a line may be broken at."""


class Sentence(str):
    """A finished sentence with the data it was worded from; put into another text it is words alone."""

    __slots__ = ("facts",)
    facts: tuple[str, ...]


def sentence(text: str, *facts: object) -> Sentence:
    """The sentence on its data."""
    made = Sentence(text)
    made.facts = tuple(map(str, facts))
    return made


def facts_of(*texts: str) -> tuple[str, ...]:
    """The data that sentences name; a plain text names none."""
    return tuple(fact for one in texts if isinstance(one, Sentence) for fact in one.facts)


@dataclass(frozen=True, slots=True)
class Heading:
    """The issuing unit as it was called on the paper's date, and the paper's number where it has one.

    `parent` and `issuer` are lines in capitals; `symbol` is the paper's kind (BC), `body` the issuer's own symbol (VP);
    `date` is "YYYY-MM-DD", or "" or a year to be filled in by hand; `mark` is what the issuer writes under its name
    where that is not its family's (`blocks.Letterhead`).
    """

    family: FamilyKey
    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    place: str = ""
    date: str = ""
    number: str = ""
    symbol: str = ""
    body: str = ""
    numbered: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """One who signs: `capacity` TM, KT, TL, TUQ or "", for which body, in which position, with which name."""

    position: tuple[str, ...]
    capacity: str = ""
    body: str = ""
    name: str = ""
    note: str = ""
