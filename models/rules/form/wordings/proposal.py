"""A proposal: the item as its sentences say it, with the questions they leave open. Nothing is written here.

A proposal is only as good as its weakest sentence: what was not read is named, a question without an answer stays open,
and neither is taken by "all". Not here: which reading makes which part (`maker`), words on a screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.rules.form.model import Item
from models.rules.form.plan import highest, plan_of
from models.rules.form.wordings.building import Building, KeptByHand
from models.rules.form.wordings.columns import pieces
from models.rules.form.wordings.maker import Maker
from models.rules.form.wordings.reader import read_sentence
from models.rules.form.wordings.readings import (
    Place,
    Reading,
    Unread,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an item would become.

    `open` are questions without an answer, `answered` those whose answer it rests on. `doubts` are what no answer
    settles: "sum" (the parts do not add up to the standard), "unread" (`left` names the sentences), "cap-differs".
    """

    item: Item
    readings: tuple[Reading, ...]
    open: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """True when "all" may take it."""
        return not self.open and not self.doubts


def place_of(item: Item) -> Place:
    """Where the sentences of an item stand: its standard, its section, the caps its number columns print."""
    caps = {part.effect: part.cap for part in item.parts if part.kind == "by-hand/1"}
    if item.max is not None:
        return Place(item.max, "standard", caps.get("bonus"), caps.get("penalty"))
    nature: Any = "bonus" if item.bonus_only and "penalty" not in caps else "standard"
    return Place(None, "penalty" if set(caps) == {"penalty"} else nature, caps.get("bonus"), caps.get("penalty"))


def has_rules(item: Item) -> bool:
    """True for an item somebody has already given a way of scoring; no sentence goes over it."""
    return any(part.kind != "by-hand/1" or part.params for part in item.parts)


def propose(item: Item, answers: Mapping[str, str] | None = None) -> Proposal | Unread | None:
    """What the sentences of an item say it should become; `Unread` where none was read, None where there are none.

    `answers` are the form's answers by question (`building.QUESTIONS`).
    """
    if not item.rule_text.strip() or has_rules(item):
        return None
    readings, on_top, left = _read(item.rule_text, place_of(item))
    if not readings and not on_top:
        first = next((one for one in left if not one.plain), Unread(item.rule_text[:80], plain=True))
        return first
    unread = tuple(one.left for one in left if not one.plain)
    try:
        return _made(item, readings, on_top, unread, answers or {})
    except KeptByHand:
        return Unread(item.rule_text[:80])


def _read(text: str, place: Place) -> tuple[tuple[Reading, ...], tuple[Reading, ...], tuple[Unread, ...]]:
    """What is read of the item's own text and what of its column of bonuses, and what was not: each piece whole, else
    line by line.
    """
    own: list[Reading] = []
    on_top: list[Reading] = []
    left: list[Unread] = []
    for column, piece in pieces(text):
        here = replace(place, column=column)
        whole = read_sentence(piece, here)
        one = not isinstance(whole, Unread) or whole.plain
        for got in [whole] if one else [read_sentence(line, here) for line in piece.splitlines()]:
            if isinstance(got, Unread):
                left.append(got)
            else:
                (on_top if column == "bonus" else own).extend(got)
    return tuple(own), tuple(on_top), tuple(left)


def _made(
    item: Item,
    readings: Sequence[Reading],
    on_top: Sequence[Reading],
    unread: tuple[str, ...],
    answers: Mapping[str, str],
) -> Proposal:
    building = Building(item, answers)
    if unread:
        building.doubt("unread")
    Maker(building, readings).make()
    if on_top:
        building.on_top = True
        Maker(building, on_top).make()
        building.on_top = False
    made = building.made()
    _check_sum(building, made)
    opened = building.open()
    settled = tuple(key for key in building.asked if key not in opened)
    return Proposal(made, (*readings, *on_top), opened, settled, tuple(building.doubts), unread)


def _check_sum(building: Building, made: Item) -> None:
    """What the parts give at most must be the item's standard."""
    bases = plan_of(made).by_effect["base"]
    most = highest(bases)
    if made.max is not None and bases and most is not None and most != made.max:
        building.doubt("sum")
