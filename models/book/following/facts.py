"""Facts about what a unit did of its tasks and targets in a year, as the rules of classes and awards ask for them.

Shares are exact percentages of what was registered. One that rests on figures nobody gave yet is unknown, never zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from models.rules.place.facts import FactValue, Noted

if TYPE_CHECKING:
    from models.book.following.floor import FollowingBook


class WorkFacts(Mapping[str, FactValue | Noted | None]):
    """The facts of one unit's work of a year, looked up when a condition names them."""

    def __init__(self, book: FollowingBook, year: int, unit: str) -> None:
        self._book, self._year, self._unit = book, year, unit

    def __getitem__(self, key: str) -> FactValue | Noted | None:
        return _FACTS[key](self)

    def __contains__(self, key: object) -> bool:
        return key in _FACTS

    def __iter__(self) -> Iterator[str]:
        return iter(_FACTS)

    def __len__(self) -> int:
        return len(_FACTS)

    def done(self) -> Noted | None:
        """The share of the registered tasks that are done by the year's end, late ones included."""
        found = self._book.following.of_unit(self._year, self._unit)
        return _share(found.done, found.registered)

    def on_time(self) -> Noted | None:
        """The share of the registered tasks done by their day; unknown unless every one is written by itself."""
        found = self._book.following.on_time(self._year, self._unit)
        return None if found is None else _share(*found)

    def targets(self) -> Noted | None:
        """The share of the unit's targets whose result reached the plan; unknown while one has no plan or result."""
        found = self._book.registration.targets(self._year, self._unit)
        met = [one.result >= one.plan for one in found if one.plan is not None and one.result is not None]
        return _share(sum(met), len(met)) if len(met) == len(found) else None


def _share(part: int | None, whole: int | None) -> Noted | None:
    return None if part is None or not whole else Noted(Fraction(100 * part, whole), f"{part}/{whole}")


_FACTS: Final[dict[str, Callable[[WorkFacts], Noted | None]]] = {
    "tasks-done": WorkFacts.done,
    "tasks-on-time": WorkFacts.on_time,
    "targets-met": WorkFacts.targets,
}
