"""What a tie key reads on one sheet, and what of it was assigned: the same places of the book as the points themselves.

`named` says which node a rule means. A value that the sheet does not hold is blank, never another sheet's.
"""

from __future__ import annotations

from fractions import Fraction

from models.book.scoring.board import Board
from models.rules.form.model import FORM_NODE
from models.rules.form.node_points import assigned_of, named, points_of
from models.rules.number.points import BLANK, Value


def value_of(board: Board, unit: str, name: str) -> Value:
    """The value of a tie key on a unit's sheet of one stage."""
    kind, _, rest = name.partition(":")
    result, cells = board.results[unit], board.cells[unit]
    if kind in ("group", "item"):
        node = named(board.forms[unit], rest)
        return BLANK if node is None else points_of(result, node)
    if kind == "figure":
        where, _, input_id = rest.partition("/")
        node = named(board.forms[unit], where)
        cell = None if node is None else cells.get(node.key)
        figure = None if cell is None else cell.inputs.get(input_id)
        return figure if isinstance(figure, Fraction) else BLANK
    effect = {"bonus": "bonus", "fewer-penalties": "penalty"}.get(name)
    if effect is None:
        return BLANK
    whole = cells.get(FORM_NODE)
    if whole is not None:  # a paper that gives one number for all does not say what of it is bonus or penalty
        return whole.stated.get(effect, BLANK)
    return result.bonus if effect == "bonus" else result.penalty


def assigned(board: Board, unit: str, name: str, by: str) -> Value:
    """What a key's points are points of, where the ranking compares per cent of what was assigned; blank where it
    compares the number itself.
    """
    kind, _, rest = name.partition(":")
    result = board.results[unit]
    if by == "raw" or kind == "figure" or (name == "bonus" and by != "percent-of-assigned"):
        return BLANK
    if kind in ("group", "item"):
        node = named(board.forms[unit], rest)
        return BLANK if node is None else assigned_of(result, node)
    return result.assigned_max if name in ("bonus", "fewer-penalties") else BLANK
