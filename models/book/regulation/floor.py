"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.units.floor import UnitsBook

if TYPE_CHECKING:
    from models.book.regulation.citations import Citations
    from models.book.regulation.deadlines import Deadlines
    from models.book.regulation.decisions import Decisions
    from models.book.regulation.ministries import Ministries
    from models.book.regulation.regulations import Regulations
    from models.book.regulation.vetoes import Vetoes


class RegulationBook(UnitsBook):
    """A book up to its regulations."""

    regulations: Regulations
    citations: Citations
    deadlines: Deadlines
    decisions: Decisions
    vetoes: Vetoes
    ministries: Ministries
