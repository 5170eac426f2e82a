"""What papers of every kind hold: who issues them and who signs. Finished values only, no sums."""

from __future__ import annotations

from dataclasses import dataclass

from printing.blocks import FamilyKey

DOTS = "…… …… …… ……"
"""What stands in running text for what is not known yet: dots to write on, which a line may be broken at."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The issuing unit as it was called on the paper's date, and the paper's number where it has one.

    `parent` and `issuer` are lines in capitals; `symbol` is the paper's kind (BC), `body` the issuer's own symbol (VP);
    `date` is "YYYY-MM-DD", or "" or a year to be filled in by hand.
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


@dataclass(frozen=True, slots=True)
class Signing:
    """One who signs: `capacity` TM, KT, TL, TUQ or "", for which body, in which position, with which name."""

    position: tuple[str, ...]
    capacity: str = ""
    body: str = ""
    name: str = ""
    note: str = ""
