"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.year.floor import YearBook

if TYPE_CHECKING:
    from models.book.units.households import Households
    from models.book.units.keepers import People
    from models.book.units.members import Members


class UnitsBook(YearBook):
    """A book up to its units."""

    people: People
    members: Members
    households: Households
