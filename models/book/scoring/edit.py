"""One edit of a score cell: what it changes, and whether the form lets it be said.

Pure: merges an edit into what the cell holds. A number above a cap is never refused here (it is kept, and the excess
is named by scoring); what is refused is what cannot be meant: an unknown part, a negative number, a date that is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from models.book.base import fields
from models.book.scoring.rows import SheetCell
from models.rules.errors import BadInput, RuleViolation
from models.rules.form.scoring import EFFECTS, NONE, Cell, InputValue, Item, check_input, check_stated
from models.rules.number.points import to_text

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit says; a field left None stays as it is, a part or input given None is cleared, "" clears a text.

    An empty mapping for `stated` or `inputs` clears all of them. The date input of something never done is "none".
    """

    stated: Mapping[str, Fraction | None] | None = None
    inputs: Mapping[str, InputValue | None] | None = None
    estimated: frozenset[str] | None = None
    not_assigned: bool | None = None
    note: str | None = None
    place: str | None = None
    explanation: str | None = None
    explanation_state: str | None = None
    explanation_reason: str | None = None


def apply(held: SheetCell, edit: Edit, item: Item | None) -> SheetCell:
    """The cell after the edit; "không giao" empties points and inputs, and a number given takes "không giao" back.

    `item` is None for the cell of a group or of the total. The refusals of `check`.
    """
    check(held, edit, item)
    cell = held.cell
    stated, inputs, estimated, out = cell.stated, cell.inputs, cell.estimated, cell.not_assigned
    if edit.not_assigned:
        stated, inputs, estimated, out = {}, {}, frozenset(), True
    elif out and (edit.not_assigned is False or _gives(edit)):
        out = False
    stated = stated if edit.stated is None else _merged(stated, edit.stated)
    inputs = inputs if edit.inputs is None else _merged(inputs, edit.inputs)
    estimated = estimated if edit.estimated is None else edit.estimated
    estimated = frozenset(estimated & inputs.keys()) if estimated else estimated
    note = cell.note if edit.note is None else edit.note
    place = held.place if edit.place is None else edit.place
    explanation, *state = _explained(held, edit)
    made = Cell(cell.node, stated, inputs, estimated, out, note, begun=cell.begun)
    return SheetCell(made, explanation, place or None, *state)


def check(held: SheetCell, edit: Edit, item: Item | None) -> None:
    """Refuse what an edit may not say of a cell: RuleViolation("score.assigned_and_not") when it says both,
    "score.broken" when a value that cannot be read would be lost, "input.unknown" for an estimate of nothing, and the
    refusals of `check_stated_of` and `check_inputs`.
    """
    cell = held.cell
    if edit.not_assigned and _gives(edit):
        raise RuleViolation("score.assigned_and_not", node=cell.node)
    if cell.broken and not edit.not_assigned:
        _refuse_loss(cell, edit)
    if edit.stated is not None:
        check_stated_of(edit.stated, item, cell.node)
    if edit.inputs is not None:
        check_inputs(edit.inputs, item, cell.node)
    kept = frozenset() if edit.not_assigned else cell.estimated
    estimated = kept if edit.estimated is None else edit.estimated
    if estimated:
        unknown = sorted(estimated - {spec.id for spec in (item.inputs if item else ())})
        if unknown:
            raise RuleViolation("input.unknown", item=cell.node, input=unknown[0])


def _explained(held: SheetCell, edit: Edit) -> tuple[str | None, str | None, str | None]:
    """The explanation after the edit, how far it has come and why: one that comes in answers what was asked, one taken
    away is no answer any more.
    """
    text = (held.explanation if edit.explanation is None else edit.explanation) or None
    state = (held.explanation_state if edit.explanation_state is None else edit.explanation_state) or None
    reason = (held.explanation_reason if edit.explanation_reason is None else edit.explanation_reason) or None
    if edit.explanation_state is None and edit.explanation is not None:
        came = text is not None and state in (None, "asked")
        state = "answered" if came else None if text is None and state == "answered" else state
    return text, state, reason if state == "kept" else None


def _refuse_loss(cell: Cell, edit: Edit) -> None:
    """Refuse an edit that neither says anew nor clears a value nobody can read."""
    cleared = edit.stated == {} or edit.inputs == {}
    said = {*(edit.stated or {}), *(edit.inputs or {})}
    left = [name for name in cell.broken if not cleared and name not in said]
    if left:
        raise RuleViolation("score.broken", node=cell.node, parts=tuple(left))


def _gives(edit: Edit) -> bool:
    """Whether an edit puts in a number or another value."""
    return any(value is not None for values in (edit.stated, edit.inputs) if values for value in values.values())


def _merged(old: Mapping[str, V], new: Mapping[str, V | None]) -> dict[str, V]:
    if not new:
        return {}
    merged = {**old, **new}
    return {key: value for key, value in merged.items() if value is not None}


def check_stated_of(stated: Mapping[str, Fraction | None], item: Item | None, node: str) -> None:
    """Refuse what cannot be stated; a group's or the total's cell knows base, bonus, penalty and "total" only.

    RuleViolation `score.unknown_part`; BadInput `score.negative`, `number.too_fine`. A bonus or penalty on an item
    without such a part is kept: paper says such things, and scoring names the excess.
    """
    for part, value in stated.items():
        if item is None and part not in (*EFFECTS, "total"):
            raise RuleViolation("score.unknown_part", item=node, part=part)
        if value is None:
            continue
        if value.numerator < 0:
            raise BadInput("score.negative", item=node, part=part, text=to_text(value))
        check_stated(item or Item(node), part if item else "base", value)


def check_inputs(inputs: Mapping[str, InputValue | None], item: Item | None, node: str) -> None:
    """Refuse an input the item does not ask for, and a value its type cannot hold; codes of
    `rules.scoring.check_input`, `date.bad`.
    """
    for name, value in inputs.items():
        if item is None:
            raise RuleViolation("input.unknown", item=node, input=name)
        spec = item.input(name)
        if spec is None:
            raise RuleViolation("input.unknown", item=node, input=name)
        if value is None:
            continue
        check_input(item, name, value)
        if spec.type == "date" and value != NONE:
            fields.date(str(value), name)
