"""How a filled sheet turns weights into points: told only where its own total proves it.

Three ways are known: the weight is the per cent of 100 that an item's standard stands for; a per cent of the points
given; a factor. A total that is the mere sum of the points proves none of them, since such a sum stands there anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from models.exchange.cells.model import Cell, Page
from models.exchange.form_table import points
from models.exchange.form_table.layout import Table
from models.exchange.form_table.model import Line, Place, Score, TreeNode
from models.exchange.meaning import is_total
from models.rules.errors import Refusal

WAYS: Final[Mapping[str, Callable[[Fraction, Fraction, Fraction | None], Fraction | None]]] = {
    "share": lambda given, weight, most: given * weight / most if most else None,
    "percent": lambda given, weight, most: given * weight / 100,
    "factor": lambda given, weight, most: given * weight,
}
"""What points, weight (in per cent as read) and standard of an item give."""


def weighted(way: str, given: Fraction, node: TreeNode) -> Fraction | None:
    """The points that an item's points count for; None where the way needs a standard the item has not."""
    return None if node.weight is None else WAYS[way](given, node.weight, node.max)


def proven(table: Table, lines: Sequence[Line], nodes: Iterable[TreeNode], scores: Sequence[Score]) -> str | None:
    """The way by which the sheet's totals are what its points come to; "" where they prove none or several; None for a
    sheet without weights or without points.
    """
    items = {node.place: node for node in nodes if node.kind == "item"}
    own = [(score.amount, items[score.place]) for score in scores if score.kind == "self" and score.place in items]
    if not own or any(node.weight is None for _, node in own):
        return None
    said = set(_totals(table, lines, {score.cell.address for score in scores}))
    plain = sum((given for given, _ in own), Fraction(0))
    fits: dict[tuple[Fraction, ...], str] = {}
    for way in WAYS:
        each = tuple(weighted(way, given, node) for given, node in own)
        counts = tuple(one for one in each if one is not None)
        if len(counts) == len(each) and sum(counts, Fraction(0)) in said - {plain}:
            fits.setdefault(counts, way)
    return next(iter(fits.values())) if len(fits) == 1 else ""


def _totals(table: Table, lines: Sequence[Line], taken: set[str]) -> Iterable[Fraction]:
    """What numbers stand in the lines of totals, weights and standards apart."""
    totals = {line.place for line in lines if line.kind in ("total", "subtotal")}
    for part in table.parts:
        columns = table.of(part)
        for number, cells in part.sheet.lines.items():
            words = [cell.text for cell in cells.values() if cell.kind == "text"]
            if Place(part.sheet.number, number) not in totals and not any(map(is_total, words)):
                continue
            for place, cell in cells.items():
                role = columns[place].role if place in columns else "other"
                if role in ("score", "other") and cell.address not in taken:
                    yield from _amount(cell, part.sheet.page)


def _amount(cell: Cell, page: Page) -> Iterable[Fraction]:
    try:
        point = points.point(cell, page)
    except Refusal:
        return
    if point is not None and point.amount is not None and point.form not in ("range", "most"):
        yield point.amount
