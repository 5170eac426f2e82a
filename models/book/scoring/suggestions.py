"""What the log suggests for the items it feeds: read, compared with what is entered, and written only when accepted.

Which count feeds which input stands in `following.feeds`. Accepting is entering scores like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.book.base import fields
from models.book.base.area import Area
from models.book.scoring.edit import Edit
from models.book.scoring.rows import YEAR_PERIOD, SheetAt
from models.rules.act.log_counts import Reason, Suggestion, suggest
from models.rules.errors import RuleViolation
from models.rules.form.scoring import InputValue, Item
from models.rules.number.points import Value

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook


@dataclass(frozen=True, slots=True)
class Offered:
    """A suggestion for one unit and item at a stage, beside what is entered there and the points of both.

    `news` says that accepting would change something.
    """

    unit: str
    item: Item
    inputs: Mapping[str, InputValue]
    points: Value
    reasons: tuple[Reason, ...]
    held: Mapping[str, InputValue]
    held_points: Value

    @property
    def news(self) -> bool:
        """True when the entered inputs are not those suggested."""
        return any(self.held.get(name) != value for name, value in self.inputs.items())


class Suggestions(Area):
    """What a year's feeds suggest for its sheets."""

    _book: ScoringBook

    def all(self, year: int, stage: str, as_of: str | None = None, period: str = YEAR_PERIOD) -> tuple[Offered, ...]:
        """What the log suggests at a stage of a period, by item in printed order and by the year's list. Nothing is
        written.
        """
        by_item: dict[str, dict[str, str]] = {}
        for feed in self._book.log.feeds.all(year):
            by_item.setdefault(feed.item, {})[feed.input] = feed.counted_as
        found = []
        members = [member for member in self._book.members.roster(year) if member.to_date is None]
        for node, sources in by_item.items():
            for member in members:
                form = self._book.forms.form(self._book.forms.for_unit(year, member.key))
                item = form.find(node)
                if isinstance(item, Item):
                    found.append(self._offer(year, member.key, stage, item, sources, as_of, period))
        return tuple(found)

    def _offer(
        self,
        year: int,
        unit: str,
        stage: str,
        item: Item,
        sources: Mapping[str, str],
        as_of: str | None,
        period: str,
    ) -> Offered:
        at = SheetAt(year, unit, stage, period)
        held = self._book.scores.sheet(at).cells.get(item.key)
        cell = held.cell if held else None
        of = None if period == YEAR_PERIOD else period
        made: Suggestion = suggest(item, sources, self._book.log.feeds.counts(year, unit, item, as_of, of), cell)
        points = self._book.standing.item(at, item.key).value
        return Offered(unit, item, made.inputs, made.points, made.reasons, cell.inputs if cell else {}, points)

    def accept(
        self,
        year: int,
        stage: str,
        chosen: Iterable[tuple[str, str]],
        as_of: str | None = None,
        period: str = YEAR_PERIOD,
    ) -> int:
        """Enter the suggested inputs of the chosen (unit, item) in one act, with their grounds as the cell's note.

        Returns how many cells changed; refusals of `scores.enter`, RuleViolation `log.nothing_suggested`.
        """
        wanted = set(chosen)
        offered = [
            one for one in self.all(year, stage, as_of, period) if (one.unit, one.item.key) in wanted and one.inputs
        ]
        if not offered:
            raise RuleViolation("log.nothing_suggested", year=year)
        cells = [(one.unit, one.item.key, Edit(inputs=dict(one.inputs), note=_note(one.reasons))) for one in offered]
        return self._book.scores.enter_many(year, stage, cells, period)


def _note(reasons: Sequence[Reason]) -> str | None:
    """The grounds as the note of the cell: "vắng …: Hội nghị sơ kết"; counts of nothing are not told."""
    told = [f"{one.wording}: {', '.join(one.grounds)}" for one in reasons if one.grounds and one.value is not None]
    return fields.note("; ".join(told)) if told else None
