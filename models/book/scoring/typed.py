"""Text typed or pasted into a score cell, read as the value it means.

Pure: nothing is written and nothing is guessed. A text with two readings is refused with both.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from models.book.scoring.edit import Edit, check
from models.book.scoring.rows import SheetCell
from models.rules.errors import BadInput
from models.rules.form.scoring import EFFECTS, NONE, Cell, Effect, Group, InputSpec, InputValue, Item
from models.rules.number.points import BLANK, NOT_ASSIGNED, Blank, NotAssigned, parse_figure, parse_points, part_of
from models.rules.number.text import fold, to_date

_LEAST: Final = Fraction(0)
_NOTHING = frozenset({"", "-", "–", "—", "\u2212"})
_NOT_ASSIGNED = frozenset({"khong giao", "ko giao", "k giao"})
_NEVER = frozenset({"khong", "khong co", "khong gui", "khong ban hanh"})
_YES = frozenset({"dat", "co", "x", "1", "dung"})
_NO = frozenset({"khong dat", "khong", "0", "sai"})


def read_cell(item: Item, text: str, part: str = "base") -> Fraction | Blank | NotAssigned:
    """The points a grid cell states: `8,5` = `8.5`, "không giao", a dash or nothing for blank; "28/30" is 28
    where the item is worth 30 and these are its standard points.

    A penalty is a positive number that is taken off, so `-1` and `1` typed under a penalty are one number.
    Points above the item's maximum are read (the excess is named later); the maximum only settles `1.234`.
    Raises BadInput with the codes of `parse_points`.
    """
    if not text[:1].isdigit():
        words = fold(text).strip()
        if words in _NOTHING or text.strip() in _NOTHING:
            return BLANK
        if words in _NOT_ASSIGNED:
            return NOT_ASSIGNED
    effect = effect_of(item, part)
    if effect == "penalty" or part == "penalty":
        text = text.strip().lstrip("-\u2212–")
    if effect == "base":
        text = part_of(text, item.max) or text
    try:
        return parse_points(text, _LEAST)
    except BadInput as refused:
        if refused.code != "number.ambiguous" or item.max is None:
            raise
        return parse_points(text, _LEAST, item.max)


def is_not_assigned(text: str) -> bool:
    """Whether a typed text says that something is not assigned to the unit."""
    return fold(text).strip() in _NOT_ASSIGNED


def effect_of(node: Item | Group | None, key: str) -> str:
    """The effect of a stated number by its key: an effect's own name, or a part's; a group's "total" is its base."""
    part = node.part(key) if isinstance(node, Item) else None
    if part is not None:
        return part.effect
    return key if key in EFFECTS else "base" if key == "total" else "bonus"


def effects_of(node: Item | Group, said: Iterable[str] = ()) -> tuple[Effect, ...]:
    """The effects that are typed for a node, those some paper states (`said`) among them; a bonus-only item has no
    base.
    """
    stated = {effect_of(node, key) for key in said}
    if not isinstance(node, Item):
        found = {"base", *stated}
    else:
        found = {part.effect for part in node.parts} | stated
        found = found - {"base"} if node.bonus_only and "base" not in stated else found | {"base"}
    return tuple(effect for effect in EFFECTS if effect in found) or ("bonus",)


def stated_of(item: Item | None, effect: str, cell: Cell) -> Fraction | None:
    """What a cell states of an effect: the effect's own number, else the sum of its parts; None when nothing."""
    if effect in cell.stated:
        return cell.stated[effect]
    if item is None:
        return cell.stated.get("total") if effect == "base" else None
    parts = [value for key, value in cell.stated.items() if effect_of(item, key) == effect]
    return sum(parts, Fraction(0)) if parts else None


def edit_of(
    item: Item | None, node: str, effect: str, text: str, held: SheetCell | None, most: Fraction | None, first: bool
) -> Edit:
    """What a text typed for an effect of a node changes. `first`: it is the node's leftmost column, where "không giao"
    is taken back by emptying. The refusals of `read_cell` and `edit.check`.
    """
    value = read_cell(item or Item(node, max=most), text, effect)
    cell = held.cell if held else Cell(node=node)
    gone = {key: None for key in cell.stated if effect_of(item, key) == effect}
    if isinstance(value, NotAssigned):
        edit = Edit(not_assigned=True)
    elif isinstance(value, Blank):
        edit = Edit(stated={**gone, effect: None}, not_assigned=False if first else None)
    else:
        edit = Edit(stated={**gone, effect: value})
    check(held or SheetCell(cell), edit, item)
    return edit


def read_input(spec: InputSpec, text: str) -> InputValue | Blank:
    """What a typed text says for one input of a part, by the input's type; a dash or nothing is blank.

    Raises BadInput: the codes of `parse_figure`, "input.not_whole", "date.not_a_date",
    "input.unknown_choice" (facts: `choices`), "input.not_yes_no", "input.wrong_number_of_ticks".
    """
    words = fold(text).strip()
    if words in _NOTHING or text.strip() in _NOTHING:
        return BLANK
    if spec.type == "date":
        return NONE if words in _NEVER else to_date(text)
    if spec.type == "yes-no":
        return _yes_no(words, text)
    if spec.type == "choice":
        return _choice(spec, words, text)
    if spec.type == "checks":
        return _checks(spec, words)
    return _number(spec, text)


def _number(spec: InputSpec, text: str) -> Fraction:
    if spec.type == "points":
        return parse_points(text, spec.low, spec.high)
    value = parse_figure(text.strip().removesuffix("%"), spec.low, spec.high)
    if spec.type == "count" and value.denominator != 1:
        raise BadInput("input.not_whole", input=spec.id, label=spec.label, text=text)
    return value


def _yes_no(words: str, text: str) -> bool:
    if words in _YES:
        return True
    if words in _NO:
        return False
    raise BadInput("input.not_yes_no", text=text)


def _choice(spec: InputSpec, words: str, text: str) -> str:
    for key, label in spec.choices:
        if words in (fold(key), fold(label)):
            return key
    choices = tuple(label for _, label in spec.choices)
    raise BadInput("input.unknown_choice", input=spec.id, label=spec.label, found=text, choices=choices)


def _checks(spec: InputSpec, words: str) -> tuple[bool, ...]:
    """Marks in the order of the labels, separated by blanks, commas or semicolons: `x 0 x`."""
    marks = words.replace(",", " ").replace(";", " ").split()
    if len(marks) != len(spec.choices):
        raise BadInput(
            "input.wrong_number_of_ticks", input=spec.id, label=spec.label, count=len(marks), expected=len(spec.choices)
        )
    return tuple(_yes_no(mark, mark) for mark in marks)
