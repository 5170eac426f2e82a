"""The bloc's own scale of quality of tasks: its levels, the best first, with points where the bloc gives them some.

Kept as the setting `quality.<year>`; a year without one of its own goes by the newest before it. A word written before
there was a scale stays as it was written and is in no count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from models.book.base import fields
from models.book.base.area import Area
from models.rules.act.judged_counts import Level
from models.rules.errors import BadInput
from models.rules.number.points import from_text, to_text
from models.rules.number.text import fold

if TYPE_CHECKING:
    from models.book.following.floor import FollowingBook

SETTING: Final = "quality"
MOST: Final = 12
"""More levels than any scale has: a list longer than that was pasted by mistake."""


class Quality(Area):
    """The scale of each year."""

    _book: FollowingBook

    def of(self, year: int) -> tuple[Level, ...]:
        """The levels that hold in a year, the best first; empty while no year has any."""
        years = sorted((each.year for each in self._book.years.all() if each.year <= year), reverse=True)
        for one in years:
            kept = self._book.settings.get(f"{SETTING}.{one}")
            if kept is not None:
                return tuple(
                    Level(line["name"], None if line.get("points") is None else from_text(line["points"]))
                    for line in kept
                )
        return ()

    def level(self, year: int, word: str | None) -> Level | None:
        """The level a word means, read without diacritics and case; None when it is none of the scale."""
        wanted = fold(word or "")
        return next((one for one in self.of(year) if fold(one.name) == wanted), None)

    def _going_by(self, year: int) -> Iterator[int]:
        """The later years that have no scale of their own and no nearer one."""
        for one in sorted(each.year for each in self._book.years.all() if each.year > year):
            if self._book.settings.get(f"{SETTING}.{one}") is not None:
                return
            yield one

    def put(self, year: int, levels: Sequence[Level]) -> None:
        """Say the year's scale; an empty one says that the year goes by none.

        Refusals: `year.unknown`, `year.closed` (also where a later year that is closed goes by it), those of names,
        BadInput `quality.twice` (facts: name), `quality.too_many` (facts: most).
        """
        for concerned in (year, *self._going_by(year)):
            self._book.years.must_be_open(concerned)
        if len(levels) > MOST:
            raise BadInput("quality.too_many", most=MOST)
        lines, seen = [], set[str]()
        for one in levels:
            name = fields.name(one.name, 60)
            if fold(name) in seen:
                raise BadInput("quality.twice", name=name)
            seen.add(fold(name))
            lines.append({"name": name} if one.points is None else {"name": name, "points": to_text(one.points)})
        with self._store.operation("put-quality", {"year": year, "count": len(lines)}):
            self._book.settings.put(f"{SETTING}.{year}", lines)
