"""The cells that are meant for a line of the form, read as the keyboard reads them and judged as one edit.

Used wherever a unit's points come from a page, ours or not: which cell is for which line is for the caller to know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import ceil
from typing import Final

from models.book.base import fields
from models.book.scoring.edit import Edit, apply
from models.book.scoring.rows import SheetCell
from models.book.scoring.typed import edit_of, read_input, stated_of
from models.exchange.account import PageAccount
from models.exchange.cells.model import MERGED, Page
from models.exchange.cells.model import Cell as RawCell
from models.exchange.forms.carried import Carried, Told
from models.exchange.forms.layout import FormLine, in_words, shown
from models.exchange.forms.list_pages import said as as_text
from models.exchange.meaning import maybe_day, points, words
from models.rules import words as shared
from models.rules.errors import BadInput, Refusal
from models.rules.form.scoring import Cell
from models.rules.number.points import Blank, NotAssigned

_POINTS: Final = re.compile(r"\s*(?:điểm|đ)\.?\s*$", re.IGNORECASE)
"""The word people write behind a number of points."""
_NAMES: Final = {
    **shared.PARTS,
    "base": "điểm",
    "note": "diễn giải",
    "evidence": "minh chứng",
}


class Settling:
    """One page's cells on their way into edits: `value` takes a cell for a line, `refuse` leaves one out, `finish`
    judges what was taken.
    """

    def __init__(self, found: Carried, page: Page) -> None:
        self._found, self._form, self._page = found, found.form, page
        self._account: PageAccount = found.account.of(page)
        self._held = found.form.sheet.cells
        self._parts: dict[str, dict[str, tuple[RawCell, object]]] = {}
        self._more: dict[tuple[str, str], list[RawCell]] = {}
        """Further cells of one text, by line and column."""

    def value(self, line: FormLine, column: str, cell: RawCell, top: int = -1, bottom: int = -1) -> None:
        """Take a cell for a column of a line; merged over lines from `top` to `bottom` it is one value all the same."""
        span = self._page.span(cell.line, cell.column) if cell.flags & MERGED else None
        if span is not None and span.left == span.right and top <= span.top and span.bottom <= bottom:
            plain = cell._replace(flags=cell.flags & ~MERGED)
        else:
            plain = cell
        try:
            value = self._value(line, column, plain)
        except Refusal as refusal:
            self.refuse(line, column, cell, refusal)
            return
        owner = line.item.key if line.item is not None and line.input is not None else line.key
        self._parts.setdefault(owner, {})[column if line.input is None else line.key] = (cell, value)

    def joined(self, line: FormLine, column: str, cells: Sequence[RawCell]) -> None:
        """Take the cells of one text, a line of it each."""
        try:
            value = fields.note("\n".join(words(cell) for cell in cells))
        except Refusal as refusal:
            for cell in cells:
                self.refuse(line, column, cell, refusal)
            return
        self._parts.setdefault(line.key, {})[column] = (cells[0], value)
        self._more[line.key, column] = list(cells[1:])

    def finish(self) -> None:
        """Judge each line's cells together."""
        lines = self._form.by_key
        for key in self._parts:
            self._together(lines[key])

    def _value(self, line: FormLine, column: str, cell: RawCell) -> object:
        if column in ("note", "evidence"):
            return fields.note(words(cell))
        if line.input is not None:
            if line.input.type == "yes-no" and isinstance(cell.value, bool):
                return cell.value
            worded = line.input.type in ("date", "yes-no", "choice", "checks")
            text = words(cell) if worded else points(cell, self._page)
            return read_input(line.input, text)
        text = _POINTS.sub("", points(cell, self._page)).removeprefix("+")
        day = maybe_day(cell, None if line.node.max is None else Decimal(ceil(line.node.max)))
        if day:
            raise BadInput("cells.maybe_day", text=text, day=day)
        node = line.node.key
        return edit_of(line.item, node, column, text, self._held.get(node), line.node.max, column == line.effects[0])

    def refuse(self, line: FormLine, column: str, cell: RawCell, refusal: Refusal) -> None:
        """Leave a cell out that was meant for a line."""
        self._account.refuse(cell, refusal)
        what = f"{line.code} {_NAMES.get(column, column)}".strip()
        self._tell(cell, what, "", refusal)

    def _tell(
        self,
        cell: RawCell,
        what: str,
        before: str,
        refusal: Refusal | None = None,
        above: str = "",
        more: Sequence[RawCell] = (),
    ) -> None:
        text = "\n".join(each.shown for each in (cell, *more))
        told = Told(self._page.name, cell.address, what, before, text, above, refusal)
        self._found.told.append(told)

    def _together(self, owner: FormLine) -> None:
        """One edit of all that a line and its figures say, judged as one."""
        node = owner.node.key
        held = self._held.get(node) or SheetCell(Cell(node=node))
        edit, told = self._found.edits.get(node, Edit()), []
        for column, (cell, value) in self._parts[owner.key].items():
            before, new, edit = self._merge(owner, column, value, held, edit)
            told.append((cell, column, before, new))
        try:
            after = apply(held, edit, owner.item)
        except Refusal as refusal:
            for cell, column, _, _ in told:
                for each in (cell, *self._more.get((owner.key, column), ())):
                    self.refuse(owner, column, each, refusal)
            return
        for cell, column, before, new in told:
            more = self._more.get((owner.key, column), [])
            for each in (cell, *more):
                self._account.take(each)
            self._found.said[node, column] = "\n".join(each.text for each in (cell, *more))
            if new:
                line = self._form.by_key.get(column, owner)
                name = f"{line.code} {_NAMES.get(column, line.title)}".strip()
                self._tell(cell, name, before, above=self._above(owner, column, edit), more=more)
            else:
                self._found.same += 1
        if after != held:
            self._found.edits[node] = edit

    def _above(self, line: FormLine, column: str, edit: Edit) -> str:
        """The most a line gives where the number is more: taken as the keyboard takes it, and named."""
        value = (edit.stated or {}).get(column)
        most = line.node.max if column == "base" else None
        return in_words(most) if value is not None and most is not None and value > most else ""

    def _merge(self, line: FormLine, column: str, value: object, held: SheetCell, edit: Edit) -> tuple[str, bool, Edit]:
        """What stood there, whether it becomes another, and the edit with it."""
        if column == "note":
            before = held.cell.note
            return before, value != before, replace(edit, note=str(value))
        if column == "evidence":
            before = self._form.evidence.get(line.key, "")
            if value != before:
                self._found.evidence[line.node.key] = str(value)
            return before, value != before, edit
        if isinstance(value, Edit):
            stated = {**(edit.stated or {}), **value.stated} if value.stated is not None else edit.stated
            said = value.not_assigned if value.not_assigned is not None else edit.not_assigned
            old = stated_of(line.item, column, held.cell)
            new = not held.cell.not_assigned if value.not_assigned else (value.stated or {}).get(column) != old
            before = shared.NOT_ASSIGNED if held.cell.not_assigned and column == line.effects[0] else as_text(old)
            return before, new, replace(edit, stated=stated, not_assigned=said)
        spec = self._form.by_key[column].input
        assert spec is not None
        old_value = held.cell.inputs.get(spec.id)
        given = None if isinstance(value, Blank | NotAssigned) else value
        inputs = {**(edit.inputs or {}), spec.id: given}
        before = as_text(shown(spec, old_value))
        return before, given != old_value, replace(edit, inputs=inputs)  # type: ignore[arg-type]  # values by kind
