"""Which estimates the ranking rests on, and which places each of them could still move.

"Could" is measured, not guessed: the item is set to its lowest and to its highest points, everything else as it
stands, and the unit's ranking points are made again through every cap, weight and rule on the way. Whoever lies inside
that span, or equal to it, is within reach.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from models.book.scoring.board import Board
from models.book.scoring.combined import ranking_points
from models.book.scoring.places import Estimate, Ranker
from models.book.scoring.rows import SheetAt
from models.rules.form.plan import plan_of
from models.rules.form.scoring import EFFECTS, Cell, Item, assess_item, reassess
from models.rules.number.points import Value

Span = tuple[Fraction | None, Fraction | None]
"""Lowest and highest ranking points; None where the form sets no bound."""


def estimates(ranker: Ranker, values: Mapping[str, Value]) -> tuple[Estimate, ...]:
    """Every estimated input at the stages that count, by stage, roster and form, with the units within reach.

    `values` are the ranking points of the units that stand for a place.
    """
    found, year = [], ranker.frame.year
    for period in ranker.sheets.periods:
        for stage in ranker.sheets.stages():
            board = ranker.boards(stage, period)
            for unit, result in board.results.items():
                for node in () if SheetAt(year, unit, stage, period) in ranker.hidden else result.estimates:
                    item = board.forms[unit].node(node)
                    assert isinstance(item, Item)
                    reach = _reach(values, unit, _span(ranker, unit, stage, period, item))
                    inputs = tuple(sorted(board.cells[unit][node].estimated))
                    found.append(Estimate(unit, stage, period, node, inputs, result.items[node].value, reach))
    return tuple(found)


def _reach(values: Mapping[str, Value], unit: str, span: Span) -> tuple[str, ...]:
    low, high = span
    own = values.get(unit)
    if not isinstance(own, Fraction):
        return ()
    found = []
    for other, value in values.items():
        if other == unit or not isinstance(value, Fraction):
            continue
        above = low is None or low <= value
        below = high is None or value <= high
        if above and below:
            found.append(other)
    return tuple(found)


def _span(ranker: Ranker, unit: str, stage: str, period: str, item: Item) -> Span:
    """The unit's ranking points with the item at its worst and at its best; an effect without bound leaves that end
    open.
    """
    plan = plan_of(item)
    most: dict[str, Fraction | None] = {}
    for effect in EFFECTS:
        parts = plan.by_effect[effect]
        absent = not parts and not (effect == "base" and plan.open_base)
        most[effect] = Fraction(0) if absent else plan.ceiling(effect, parts)
    best = None if None in (most["base"], most["bonus"]) else {"base": most["base"], "bonus": most["bonus"]}
    worst: dict[str, Fraction | None] | None = {"base": Fraction(0), "penalty": most["penalty"]}
    if most["penalty"] is None:
        worst = None if item.floor is None else {"base": item.floor}
    return (
        None if worst is None else _points(ranker, unit, stage, period, item, worst),
        None if best is None else _points(ranker, unit, stage, period, item, best),
    )


def _points(
    ranker: Ranker, unit: str, stage: str, period: str, item: Item, stated: Mapping[str, Fraction | None]
) -> Fraction | None:
    """The unit's ranking points of the year with these numbers at one item of one sheet."""
    board = ranker.boards(stage, period)
    said = {part: number for part, number in stated.items() if number is not None}
    if item.bonus_only:
        said.pop("base", None)
    new = assess_item(item, Cell(node=item.key, stated=said), "stated")
    sheet = reassess(board.forms[unit], board.results[unit], {item.key: new})

    def points(at: Board, who: str) -> Value:
        return sheet.ranking_points if at is board else ranking_points(at, who)

    value = ranker.sheets.value(unit, points)
    return value if isinstance(value, Fraction) else None
