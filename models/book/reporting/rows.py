"""Tables of a year that add up: computed shares, titles counted once, typed figures beside what the counts give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from models.rules.number.statistics import METHOD, RateFault

UNRATED: Final = "chua-co"
"""The row of those without a class or rating."""


@dataclass(frozen=True, slots=True)
class RateRow:
    """One row: what is counted, how many, its share of the whole in percent; what was typed for it, where anything."""

    key: str
    label: str
    count: int
    share: Decimal
    typed: Fraction | None = None
    typed_base: int | None = None


@dataclass(frozen=True, slots=True)
class RateTable:
    """Counts with one denominator; the shares add up to exactly 100 by `method`. `faults` are typed figures that
    disagree.
    """

    key: str
    name: str
    rows: tuple[RateRow, ...]
    whole: int
    faults: tuple[RateFault, ...] = ()
    method: str = METHOD

    @property
    def total(self) -> Decimal:
        """The sum of the shares: 100, or 0 when nothing was counted."""
        return sum((row.share for row in self.rows), Decimal(0))

    @property
    def rated(self) -> bool:
        """True once anything is counted that has a class or rating."""
        return any(row.count for row in self.rows if row.key != UNRATED)

    def label(self, key: str) -> str:
        """What a row is called."""
        return next((row.label for row in self.rows if row.key == key), key)


BY_SECTOR: Final = "qua ngành"


@dataclass(frozen=True, slots=True)
class TitleRow:
    """One title: level, how many collectives, individuals and households were proposed, how many granted.

    `within` names the title whose count already holds this one ("39, of which 8"); such a row is not added again. So
    stand those proposed or granted by way of the central sector, under their title, called `BY_SECTOR`.
    """

    level: str
    title: str
    name: str
    proposed_collectives: int
    proposed_individuals: int
    collectives: int
    individuals: int
    within: str | None = None
    proposed_households: int = 0
    households: int = 0


@dataclass(frozen=True, slots=True)
class TitleTable:
    """The titles of a year by level; sums count every holder's line once, nested ones within the wider."""

    rows: tuple[TitleRow, ...]

    @property
    def households(self) -> bool:
        """True where any household was proposed or rewarded."""
        return any(row.proposed_households or row.households for row in self.rows)

    def summed(self, column: str) -> int:
        """The sum of a column over rows that are not counted within another of this table."""
        shown = {row.title for row in self.rows}
        return sum(getattr(row, column) for row in self.rows if row.within not in shown)
