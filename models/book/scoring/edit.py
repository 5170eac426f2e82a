"""One edit of a score cell: what it changes, and whether the form lets it be said.

Pure: merges an edit into what the cell holds. A number above a cap is never refused here (it is kept, and the excess
is named by scoring); what is refused is what cannot be meant: an unknown part, a negative number, a date that is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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

    `item` is None for the cell of a group or of the total. Raises RuleViolation("score.assigned_and_not") when one
    edit says both, "score.broken" when a value that cannot be read would be lost, and the refusals of `check_stated_of`
    and `check_inputs`.
    """
    gives = bool(_given(edit.stated) or _given(edit.inputs))
    if edit.not_assigned and gives:
        raise RuleViolation("score.assigned_and_not", node=held.cell.node)
    cell = _mended(held.cell, edit)
    if edit.not_assigned:
        cell = replace(cell, stated={}, inputs={}, estimated=frozenset(), not_assigned=True)
    elif cell.not_assigned and (edit.not_assigned is False or gives):
        cell = replace(cell, not_assigned=False)
    cell = _with_values(cell, edit, item)
    if edit.note is not None:
        cell = replace(cell, note=edit.note)
    place = held.place if edit.place is None else edit.place
    return SheetCell(cell, place=place or None, **_explained(held, edit))


def _explained(held: SheetCell, edit: Edit) -> dict[str, str | None]:
    """The explanation after the edit and how far it has come: one that comes in answers what was asked, one taken away
    is no answer any more.
    """
    text = (held.explanation if edit.explanation is None else edit.explanation) or None
    state = (held.explanation_state if edit.explanation_state is None else edit.explanation_state) or None
    reason = (held.explanation_reason if edit.explanation_reason is None else edit.explanation_reason) or None
    if edit.explanation_state is None and edit.explanation is not None:
        came = text is not None and state in (None, "asked")
        state = "answered" if came else None if text is None and state == "answered" else state
    return {
        "explanation": text,
        "explanation_state": state,
        "explanation_reason": reason if state == "kept" else None,
    }


def _mended(cell: Cell, edit: Edit) -> Cell:
    """The cell without what an edit says anew or clears of it; refused where a value nobody can read would be lost."""
    if not cell.broken:
        return cell
    if edit.not_assigned:
        return replace(cell, broken=())
    cleared = edit.stated == {} or edit.inputs == {}
    said = {*(edit.stated or {}), *(edit.inputs or {})}
    left = [name for name in cell.broken if not cleared and name not in said]
    if left:
        raise RuleViolation("score.broken", node=cell.node, parts=tuple(left))
    return replace(cell, broken=())


def _given(values: Mapping[str, object] | None) -> bool:
    return any(value is not None for value in (values or {}).values())


def _with_values(cell: Cell, edit: Edit, item: Item | None) -> Cell:
    stated, inputs = cell.stated, cell.inputs
    if edit.stated is not None:
        check_stated_of(edit.stated, item, cell.node)
        stated = _merged(stated, edit.stated)
    if edit.inputs is not None:
        check_inputs(edit.inputs, item, cell.node)
        inputs = _merged(inputs, edit.inputs)
    estimated = cell.estimated if edit.estimated is None else edit.estimated
    if estimated:
        unknown = sorted(estimated - {spec.id for spec in (item.inputs if item else ())})
        if unknown:
            raise RuleViolation("input.unknown", item=cell.node, input=unknown[0])
        estimated = frozenset(estimated & inputs.keys())
    if stated == cell.stated and inputs == cell.inputs and estimated == cell.estimated:
        return cell
    return replace(cell, stated=stated, inputs=inputs, estimated=estimated)


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
