"""Text typed or pasted into a score cell, read as the value it means.

Pure: nothing is written and nothing is guessed. A text with two readings is refused with both.
"""

from __future__ import annotations

from fractions import Fraction

from models.rules.errors import BadInput
from models.rules.form.scoring import NONE, InputSpec, InputValue, Item
from models.rules.number.points import BLANK, NOT_ASSIGNED, Blank, NotAssigned, parse_figure, parse_points
from models.rules.number.text import fold, to_date

_NOTHING = frozenset({"", "-", "–", "—", "\u2212"})
_NOT_ASSIGNED = frozenset({"khong giao", "ko giao", "k giao"})
_NEVER = frozenset({"khong", "khong co", "khong gui", "khong ban hanh"})
_YES = frozenset({"dat", "co", "x", "1", "dung"})
_NO = frozenset({"khong dat", "khong", "0", "sai"})


def read_cell(item: Item, text: str, part: str = "base") -> Fraction | Blank | NotAssigned:
    """The points a grid cell states: `8,5` = `8.5`, "không giao", a dash or nothing for blank.

    A penalty is a positive number that is taken off, so `-1` and `1` typed under a penalty are one number.
    Points above the item's maximum are read (the excess is named later); the maximum only settles `1.234`.
    Raises BadInput with the codes of `parse_points`.
    """
    words = fold(text).strip()
    if words in _NOTHING or text.strip() in _NOTHING:
        return BLANK
    if words in _NOT_ASSIGNED:
        return NOT_ASSIGNED
    if part == "penalty" or _effect(item, part) == "penalty":
        text = text.strip().lstrip("-\u2212–")
    try:
        return parse_points(text, Fraction(0))
    except BadInput as refused:
        if refused.code != "number.ambiguous" or item.max is None:
            raise
        return parse_points(text, Fraction(0), item.max)


def _effect(item: Item, part: str) -> str:
    return next((each.effect for each in item.parts if each.id == part), part)


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
