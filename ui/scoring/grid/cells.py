"""The score grid without Qt: its columns, what stands in a cell, and what typed or pasted text means for it.

Nothing is written here and no rule stands here: points come from `book.standing`, the reading of text from
`book.scores_read`,
what a cell can say from `book.scores_edit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from models.book.scoring import typed
from models.book.scoring.edit import Edit
from models.book.scoring.rows import TOTAL, SheetCell
from models.book.scoring.typed import effect_of, effects_of
from models.rules import words as shared
from models.rules.errors import BadInput, Refusal
from models.rules.form.scoring import Cell, Effect, Excess, Form, Group, Item, ItemResult, SheetResult
from models.rules.number.points import Blank, Pending
from ui.words import messages

NOT_GIVEN = "K.giao"
SIGNS = {"base": "", "bonus": "+", "penalty": "−"}
EFFECT_NAMES = shared.PARTS
EXCESS_WORDS = {
    "over-cap": "cao nhất {allowed}, ghi {stated}, vượt {excess}",
    "no-such-part": "bảng chấm điểm không có {part} ở mục này, ghi {stated}",
    "one-of": "chỉ tính một mức cao nhất {allowed}, ghi cộng lại {stated}",
    "condition": "chưa đủ điều kiện để có {part}, ghi {stated}",
}


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: an item (or group, or the total) and the effect that is typed there. `first` is the node's leftmost
    column."""

    node: str
    effect: Effect
    code: str
    title: str
    max: Fraction | None
    band: str
    item: Item | None
    first: bool

    @property
    def head(self) -> str:
        """Its heading: the code, with + or − where bonus or penalty is typed."""
        return f"{self.code} {SIGNS[self.effect]}".strip()

    @property
    def required(self) -> bool:
        """Whether an empty cell is a gap in the sheet; an empty bonus or penalty means none."""
        return self.effect == "base"


def columns_of(form: Form, holds: str, cells: Iterable[Cell]) -> tuple[GridColumn, ...]:
    """The columns of a stage in printed order; bonus and penalty have one where the form or some paper knows them."""
    said: dict[str, set[str]] = {}
    for cell in cells:
        said.setdefault(cell.node, set()).update(cell.stated)
    if holds == "total":
        return tuple(_columns(Group(TOTAL, "Tổng", form.name, max=form.total), "", said))
    if holds == "groups":
        return tuple(column for group in form.children(None) for column in _columns(group, "", said))
    return tuple(column for item in form.items() for column in _columns(item, _band(form, item.key), said))


def _columns(node: Group | Item, band: str, said: Mapping[str, set[str]]) -> list[GridColumn]:
    shown = effects_of(node, said.get(node.key, ()))
    item = node if isinstance(node, Item) else None
    most = {"base": node.max, "bonus": item.bonus_cap if item else None, "penalty": item.penalty_cap if item else None}
    code = node.code or node.title
    return [
        GridColumn(node.key, effect, code, node.title, most[effect], band, item, effect == shown[0]) for effect in shown
    ]


def _band(form: Form, node: str) -> str:
    above = form.path(node)
    if not above:
        return ""
    top = form.node(above[-1])
    return f"{top.code}. {top.title}" if top.code else top.title


@dataclass(frozen=True, slots=True)
class Look:
    """What one cell shows: its text, where the number comes from, and its marks.

    `origin`: "stated", "computed", "not-assigned", "question", "" (nothing). `marks` of: blank, over, estimated,
    differs, noted.
    """

    text: str = ""
    origin: str = ""
    marks: frozenset[str] = frozenset()
    edit: str = ""
    tip: str = ""


def look(column: GridColumn, held: SheetCell | None, result: SheetResult | None, begun: bool) -> Look:
    """What the grid shows of one cell; `begun` says that the unit's sheet is being entered, so a gap is worth a
    mark."""
    cell = held.cell if held else Cell(node=column.node)
    item = result.items.get(column.node) if result else None
    excesses = excesses_of(column, item, result)
    marks = {"over"} if excesses else set()
    if held and (cell.note or held.explanation):
        marks.add("noted")
    if cell.not_assigned:
        shown = NOT_GIVEN if column.first else ""
        return Look(
            shown,
            "not-assigned",
            frozenset(marks),
            "không giao" if column.first else "",
            tip(column, held, item, excesses),
        )
    stated = stated_of(column, cell)
    computed = item.computed.get(column.effect) if item else None
    if cell.estimated and column.first:
        marks.add("estimated")
    text, origin = "", ""
    if stated is not None:
        text, origin = messages.show(stated), "stated"
        if computed is not None and computed != stated and not isinstance(computed, Blank):
            marks.add("differs")
    elif isinstance(computed, Fraction):
        text, origin = messages.show(computed), "computed"
    elif isinstance(computed, Pending):
        text, origin = "?", "question"
    elif column.required and begun:
        marks.add("blank")
    edit = text if origin == "stated" else ""
    return Look(text, origin, frozenset(marks), edit, tip(column, held, item, excesses))


def stated_of(column: GridColumn, cell: Cell) -> Fraction | None:
    """What the paper states for the column; None when nothing."""
    return typed.stated_of(column.item, column.effect, cell)


def excesses_of(column: GridColumn, item: ItemResult | None, result: SheetResult | None) -> tuple[Excess, ...]:
    """The excesses that belong to the column."""
    if item is not None:
        return tuple(one for one in item.excesses if one.part == column.effect)
    found = result.excesses if result is not None and column.item is None else ()
    return tuple(one for one in found if one.where == column.node and one.part == column.effect)


def excess_words(excess: Excess) -> str:
    """One excess in words: "cao nhất 3, ghi 4, vượt 1"."""
    numbers = {name: messages.show(getattr(excess, name)) for name in ("stated", "allowed", "excess")}
    words = EXCESS_WORDS[excess.kind].format(part=EFFECT_NAMES[excess.part], **numbers)
    if excess.of == "computed":
        words = words.replace("ghi", "tính được")
    return f"{excess.label}: {words}" if excess.label else words


def tip(column: GridColumn, held: SheetCell | None, item: ItemResult | None, excesses: Sequence[Excess]) -> str:
    """The tooltip: the criterion in full, then what is worth knowing of the cell."""
    most = f" (tối đa {messages.show(column.max)})" if column.max is not None else ""
    lines = [f"{column.code} {column.title}, {EFFECT_NAMES[column.effect]}{most}"]
    computed = item.computed.get(column.effect) if item else None
    cell = held.cell if held else None
    stated = stated_of(column, cell) if cell else None
    if cell and cell.not_assigned:
        lines.append("Không giao cho đơn vị; không tính vào điểm tối đa.")
    if computed is not None and not isinstance(computed, Blank) and computed != stated:
        lines.append(f"Theo quy định tính được {messages.show(computed)}.")
    lines += [f"{words[:1].upper()}{words[1:]}." for words in map(excess_words, excesses)]
    if cell and cell.estimated and column.first:
        lines.append("Có số ước, chưa phải số chính thức.")
    if held and cell and cell.note:
        lines.append(f"Diễn giải: {cell.note}")
    if held and held.explanation:
        lines.append(f"Giải trình: {held.explanation}")
    return "\n".join(lines)


# --- typed and pasted text --------------------------------------------------------------------------------------------


def edit_of(column: GridColumn, text: str, held: SheetCell | None) -> Edit:
    """What a text typed into the column changes; the refusals of `typed.edit_of`."""
    return typed.edit_of(column.item, column.node, column.effect, text, held, column.max, column.first)


def cleared(column: GridColumn, held: SheetCell | None) -> Edit | None:
    """What Delete does: the stated number goes; where none stands, the inputs that made the number go; None when all
    is empty."""
    if held is None:
        return None
    cell = held.cell
    if cell.not_assigned:
        return Edit(not_assigned=False)
    gone: dict[str, Fraction | None] = {
        key: None for key in cell.stated if effect_of(column.item, key) == column.effect
    }
    if gone:
        return Edit(stated=gone)
    return Edit(inputs={}, estimated=frozenset()) if cell.inputs else None


@dataclass(frozen=True, slots=True)
class Refused:
    """A pasted cell that cannot be taken: where it would go, what it says, and why not."""

    where: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a paste would write, and what of it cannot be written. `count` is the number of cells that say something
    new."""

    edits: tuple[tuple[str, str, Edit], ...] = ()
    refused: tuple[Refused, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """The part of the grid a paste goes to: units downwards, columns rightwards, what they hold, and which units are
    closed."""

    units: Sequence[str]
    columns: Sequence[GridColumn]
    held: Callable[[str, str], SheetCell | None]
    closed: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def called(self, unit: str, column: GridColumn) -> str:
        """A cell as it is told to who must mend it."""
        return f"{self.names.get(unit, unit)}, mục {column.head}"


def plan(rows: Sequence[Sequence[str]], target: Target, sentence: Callable[[Refusal], str]) -> Plan:
    """Read a pasted rectangle cell by cell against its target; what lies outside, cannot be read or may not change is
    refused."""
    edits: list[tuple[str, str, Edit]] = []
    refused: list[Refused] = []
    count = 0
    for down, row in enumerate(rows):
        for right, text in enumerate(row):
            if down >= len(target.units) or right >= len(target.columns):
                if text:
                    refused.append(Refused(f"dòng {down + 1}, cột {right + 1} của phần dán", text, "Nằm ngoài bảng."))
                continue
            unit, column = target.units[down], target.columns[right]
            if unit in target.closed:
                if text:
                    refused.append(Refused(target.called(unit, column), text, target.closed[unit]))
                continue
            try:
                edit = edit_of(column, text, target.held(unit, column.node))
            except Refusal as refusal:
                refused.append(Refused(target.called(unit, column), text, sentence(refusal)))
                continue
            edits.append((unit, column.node, edit))
            count += bool(text)
    if not rows:
        raise BadInput("import.empty")
    return Plan(tuple(edits), tuple(refused), count)
