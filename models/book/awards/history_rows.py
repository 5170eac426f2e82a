"""What the history of awards is made of: one honour as kept, a finding of another body, a past year's result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One title or commendation ever granted. `years` are those whose achievement it used up.

    `counts` is False for an honour of a unit before a merger whose record the reader's unit does not carry on.
    """

    key: str
    year: int
    title: str
    name: str
    unit: str | None
    person: str | None = None
    person_name: str = ""
    years: tuple[int, ...] = ()
    decision: str | None = None
    date: str | None = None
    by: str | None = None
    proposal: str | None = None
    note: str | None = None
    counts: bool = True
    household: str | None = None
    household_name: str = ""

    @property
    def holder(self) -> str:
        """Collective, individual or household."""
        return "individual" if self.person else "household" if self.household else "collective"

    @property
    def who(self) -> str:
        """The key of the one it was granted to."""
        return self.person or self.household or self.unit or ""

    @property
    def called(self) -> str:
        """The person or household it names; "" for the unit itself."""
        return self.person_name or self.household_name


@dataclass(frozen=True, slots=True)
class Finding:
    """What another body found of a unit or person in a year: a rating, the number of initiatives, a discipline.

    `kind` is "rating" or the id of a fact a condition may ask; `value` is text, "yes"/"no" or a canonical number.
    `by` recognised it, by `document` of the day `date`.
    """

    year: int
    holder: str
    kind: str
    value: str
    by: str | None = None
    document: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class PastResult:
    """Place, points and class of a unit in a year before this book."""

    year: int
    unit: str
    rank: int | None = None
    points: str | None = None
    class_key: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Since when the book knows: the first year with any honour, the years the holder was rated, and the year in which
    the holder with its record began (None: not said), before which there is nothing to know.
    """

    honours_from: int | None
    rated: frozenset[int]
    begins: int | None = None
