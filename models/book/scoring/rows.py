"""Rows of sheets and cells as frozen dataclasses and back.

Here stands only the shape: which column holds what, and how a typed value becomes canonical JSON.
No verb and no guard belongs here; lateness and the check of a paper's sum are said of rows alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeVar

from models.book.base import fields
from models.rules.errors import BadInput
from models.rules.form.scoring import FORM_NODE, NONE, Cell, Form, InputValue, Item
from models.rules.number.days import Late
from models.rules.number.points import Value, from_text, to_text

V = TypeVar("V")

STATES = ("empty", "entering", "complete", "confirmed", "locked")
"""States of a sheet in order; every state after "complete" refuses changes until the sheet is reopened."""

EXPLAINED = ("asked", "answered", "taken", "kept")
"""How far the explanation of a difference has come; nothing while nobody asked."""

YEAR_PERIOD = "nam"
"""The period key of a bloc-year that is scored once."""

TOTAL = FORM_NODE
"""The node key of the one cell of a sheet that holds only its total."""

_NUMBERS = frozenset({"points", "count", "figure", "percent"})


@dataclass(frozen=True, slots=True)
class SheetAt:
    """Where a sheet hangs: a unit at a stage of a year, in one of its periods."""

    year: int
    unit: str
    stage: str
    period: str = YEAR_PERIOD

    @property
    def columns(self) -> dict[str, Any]:
        """What finds it in the table `sheet`."""
        return {"year": self.year, "period": self.period, "unit": self.unit, "stage": self.stage}

    @property
    def facts(self) -> dict[str, Any]:
        """What the journal says of an act on it."""
        return {"year": self.year, "unit": self.unit, "stage": self.stage}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as the book holds it: what scoring reads, and what people said beside it. `explanation_state` is
    "asked", "answered", "taken" or "kept" (then with `explanation_reason`), None while nobody asked.
    """

    cell: Cell
    explanation: str | None = None
    place: str | None = None
    explanation_state: str | None = None
    explanation_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Lateness:
    """A sheet received after its stage's deadline: by how many days, and what the regulation says of it; `words` say
    the days as they are counted."""

    due_on: str
    received_on: str
    days: int
    deadline: str
    item: str | None
    consequence: str | None
    cite: str | None
    words: str


@dataclass(frozen=True, slots=True)
class SumCheck:
    """The total written on the paper beside the sum of the points typed from it."""

    stated: Fraction
    summed: Fraction
    difference: Fraction
    accepted: bool

    @property
    def agrees(self) -> bool:
        """Whether the paper was added up as it was typed."""
        return self.difference == 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit's sheet at one stage of one period; `key` is "" as long as nothing was written into it."""

    key: str
    year: int
    period: str
    unit: str
    stage: str
    form: str
    state: str = "empty"
    received_on: str | None = None
    received_as: str | None = None
    entered_by: str | None = None
    confirmed_by: str | None = None
    confirmed_on: str | None = None
    stated_total: Fraction | None = None
    sum_error_accepted: bool = False
    note: str | None = None
    masked: bool = False
    cells: Mapping[str, SheetCell] = field(default_factory=dict)

    @property
    def at(self) -> SheetAt:
        """Where it hangs."""
        return SheetAt(self.year, self.unit, self.stage, self.period)

    @property
    def open(self) -> bool:
        """Whether cells may be changed without reopening the sheet."""
        return self.state in ("empty", "entering", "complete")

    @property
    def scored(self) -> bool:
        """Whether any point or figure stands in it; a remark alone is none."""
        return any(one.cell.stated or one.cell.inputs or one.cell.not_assigned for one in self.cells.values())


def sheet_code(year: int, unit: str, period: str = YEAR_PERIOD) -> str:
    """What the foot of a printed sheet says so that it is found again: `2025.td`, of a period `2025.td.6-thang`."""
    return ".".join([str(year), unit, *([] if period == YEAR_PERIOD else [period])])


def _readable(
    raw: object, types: Mapping[str, str] | None, broken: list[str], read: Callable[[str, Any], V]
) -> dict[str, V]:
    """The values of a cell that can be read, of the names in `types` (None: all); the names of the others are added to
    `broken`.
    """
    if not raw:
        return {}
    if not isinstance(raw, Mapping):
        broken.append("")
        return {}
    found: dict[str, V] = {}
    for key, value in raw.items():
        if types is not None and key not in types:
            continue
        try:
            found[key] = read("points" if types is None else types[key], value)
        except (BadInput, ValueError, TypeError):
            broken.append(key)
    return found


def _number(_type: str, value: Any) -> Fraction:
    return from_text(str(value))


def read_value(type_: str, value: Any) -> InputValue:
    """One stored input as the value its type asks for (numbers exact, checks a tuple of yes/no). BadInput, ValueError
    or TypeError where it is none.
    """
    if type_ in _NUMBERS:
        return from_text(str(value))
    if type_ == "yes-no":
        return bool(value)
    if type_ == "checks":
        return tuple(bool(mark) for mark in value)
    if type_ == "date" and value != NONE:
        return fields.date(str(value), "date")
    return str(value)


def write_value(value: InputValue) -> Any:
    """One input as canonical JSON: numbers as decimal text, checks as a list of yes/no."""
    if isinstance(value, Fraction):
        return to_text(value)
    if isinstance(value, tuple):
        return [bool(mark) for mark in value]
    return value


def write_values(values: Mapping[str, InputValue]) -> dict[str, Any] | None:
    """The inputs or stated points of a cell as canonical JSON; nothing said is None."""
    return {key: write_value(values[key]) for key in sorted(values)} or None


def read_cell(row: Mapping[str, Any], item: Item | None) -> Cell:
    """What a row of `cell` says for scoring; `item` gives the types of its inputs (None for a group's or the total's
    cell), those the form no longer asks for are left out. What cannot be read is named in `Cell.broken`.
    """
    raw, asked = row.get("inputs"), item.inputs if item is not None else ()
    broken: list[str] = []
    try:
        stated = {part: from_text(text) for part, text in (row.get("stated") or {}).items()}
        inputs = {spec.id: read_value(spec.type, raw[spec.id]) for spec in asked if spec.id in raw} if raw else {}
    except (BadInput, ValueError, TypeError, AttributeError):
        stated = _readable(row.get("stated"), None, broken, _number)
        inputs = _readable(raw, {spec.id: spec.type for spec in asked}, broken, read_value)
    return Cell(
        node=row["node"],
        stated=stated,
        inputs=inputs,
        estimated=frozenset(row.get("estimated") or ()),
        not_assigned=bool(row.get("not_assigned")),
        note=row.get("note") or "",
        broken=tuple(broken),
    )


def read_cell_row(row: Mapping[str, Any], item: Item | None) -> SheetCell:
    """A row of `cell` with what is said about it."""
    state = row.get("explanation_state"), row.get("explanation_reason")
    return SheetCell(read_cell(row, item), row.get("explanation"), row.get("place"), *state)


def write_cell_row(sheet: str, held: SheetCell) -> dict[str, Any]:
    """A row of `cell` for the store."""
    cell = held.cell
    return {
        "sheet": sheet,
        "node": cell.node,
        "stated": write_values(cell.stated),
        "inputs": write_values(cell.inputs),
        "estimated": sorted(cell.estimated) or None,
        "not_assigned": int(cell.not_assigned),
        "note": cell.note or None,
        "explanation": held.explanation or None,
        "place": held.place or None,
        "explanation_state": held.explanation_state or None,
        "explanation_reason": held.explanation_reason or None,
    }


def says_nothing(held: SheetCell) -> bool:
    """Whether a cell holds no word at all, so that its row need not exist."""
    cell = held.cell
    said = held.explanation or held.explanation_state or held.place
    return not (cell.stated or cell.inputs or cell.not_assigned or cell.note or said)


def read_sheet_row(row: Mapping[str, Any], cells: Mapping[str, SheetCell]) -> Sheet:
    """A row of `sheet` with its cells."""
    stated = row.get("stated_total")
    return Sheet(
        key=row["key"],
        year=row["year"],
        period=row["period"],
        unit=row["unit"],
        stage=row["stage"],
        form=row["form"],
        state=row["state"],
        received_on=row.get("received_on"),
        received_as=row.get("received_as"),
        entered_by=row.get("entered_by"),
        confirmed_by=row.get("confirmed_by"),
        confirmed_on=row.get("confirmed_on"),
        stated_total=None if stated is None else from_text(stated),
        sum_error_accepted=bool(row.get("sum_error_accepted")),
        note=row.get("note"),
        cells=cells,
    )


def lateness(
    received: str, stage: str, dues: Iterable[Mapping[str, Any]], counting: Callable[[str, str], Late]
) -> Lateness | None:
    """How late a sheet received on that day came, against the first of the year's deadlines of its stage it missed."""
    mine = [due for due in dues if due.get("stage") == stage]
    for due in sorted(mine, key=lambda due: (due["due_on"], due["key"])):
        late = counting(due["due_on"], received)
        if late.days:
            said = (due.get("item"), due.get("consequence"), due.get("cite"), late.words)
            return Lateness(due["due_on"], received, late.days, due["name"], *said)
    return None


def check_sum(
    stated: Fraction | None, accepted: bool, cells: Collection[Cell], form: Form, total: Callable[[], Value]
) -> SumCheck | None:
    """The total on the paper against the sum of the typed points; None as long as no total is recorded.

    On a sheet where no point is typed (only inputs), the sum is that of the points the rule gives (`total`).
    """
    if stated is None:
        return None
    if any(cell.stated for cell in cells):
        summed = typed_sum(cells, form)
    else:
        given = total()
        summed = given if isinstance(given, Fraction) else Fraction(0)
    return SumCheck(stated, summed, stated - summed, accepted)


def typed_sum(cells: Iterable[Cell], form: Form) -> Fraction:
    """What the typed points of a sheet add up to: base and bonus count, a penalty is taken off."""
    return sum((typed_points(cell, form) for cell in cells if not cell.not_assigned), Fraction(0))


def typed_points(cell: Cell, form: Form) -> Fraction:
    """The points one cell states, penalties taken off; a key that names a part counts by that part's effect."""
    item = form.find(cell.node)
    total = Fraction(0)
    for key, value in cell.stated.items():
        part = item.part(key) if isinstance(item, Item) else None
        total += -value if (part.effect if part else key) == "penalty" else value
    return total
