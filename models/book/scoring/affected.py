"""Whose points of a year change when one version of a form takes the place of another, and by how much.

The cells stay as they are; only the form under them is exchanged, on boards of their own. Nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.rules.number.points import Value

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook


@dataclass(frozen=True, slots=True)
class FormMove:
    """One sheet whose result differs under the two versions: its total before and after, and the items that made the
    difference.
    """

    unit: str
    stage: str
    period: str
    before: Value
    after: Value
    items: tuple[str, ...]


def moves(book: ScoringBook, old: str, new: str, year: int) -> tuple[FormMove, ...]:
    """Every sheet of the year scored by `old` whose points or blanks differ by `new`, in the order of periods, stages
    and roster.
    """
    state = book.standing.state(year)
    fresh = book.forms.form(new)
    used = {(row["period"], row["stage"]) for row in state.sheets.values() if row["form"] == old}
    found = []
    for period in state.frame.periods:
        for row in state.frame.stages:
            if (period, row["key"]) not in used:
                continue
            board = state.board(row["key"], period)
            units = {unit: fresh for unit, form in board.forms.items() if form.key == old}
            other = board.with_forms(units)
            for unit in units:
                was, now = board.results[unit], other.results[unit]
                keys = dict.fromkeys((*was.items, *now.items))
                values = [(key, was.items.get(key), now.items.get(key)) for key in keys]
                items = tuple(key for key, a, b in values if (a and a.value) != (b and b.value))
                if items or was.total != now.total or was.ranking_points != now.ranking_points:
                    found.append(FormMove(unit, row["key"], period, was.total, now.total, items))
    return tuple(found)
