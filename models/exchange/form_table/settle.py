"""How every cell of the workbook ended when a table of criteria was read from it: taken, refused, or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from models.exchange.account import Account, PageAccount, Reason, unseen
from models.exchange.account import Role as TakenAs
from models.exchange.cells.model import UNCACHED, Cell, Workbook
from models.exchange.form_table import phrases
from models.exchange.form_table.layout import Table
from models.exchange.form_table.model import Kind, Line, Place
from models.exchange.form_table.model import Role as ColumnRole
from models.rules.errors import Refusal

_KINDS: Final[Mapping[Kind, Reason]] = {
    "total": "total",
    "subtotal": "total",
    "class-line": "class-line",
    "note": "note",
    "signature": "signature",
    "column-numbers": "column-numbers",
    "repeated-heading": "repeated-heading",
    "second-table": "second-table",
    "or": "joining-word",
    "link-word": "joining-word",
    "own-heading": "unknown-heading",
}


BESIDE: Final = 2
"""A line of titles holds no more cells; one above the table that does is another table's."""


def settle(
    book: Workbook,
    table: Table,
    lines: Sequence[Line],
    refused: Sequence[tuple[Place, Cell, Refusal]],
    totals: Sequence[tuple[Place, Cell]],
) -> Account:
    """The account of a workbook. `totals` are cells that say the total."""
    account = Account(book)
    inside = {line.place for line in lines if line.kind in ("node", "sentence", "total", "subtotal")}
    no: dict[tuple[int, int], Refusal] = {
        (place.page, cell.ordinal): why for place, cell, why in refused if place in inside
    }
    takes: dict[tuple[int, int], TakenAs] = {(place.page, cell.ordinal): "value" for place, cell in totals}
    kinds: dict[tuple[int, int], tuple[Kind, ColumnRole]] = {}
    for line in lines:
        for role, cell in line.cells:
            at = (line.place.page, cell.ordinal)
            kinds.setdefault(at, (line.kind, role))
            if (used := _used(line, role, cell)) is not None:
                takes.setdefault(at, used)
    for number, page in enumerate(book.pages):
        ours = account.of(page)
        _settle_page(ours, number, table, no, takes, kinds)
    return account


def _used(line: Line, role: ColumnRole, cell: Cell) -> TakenAs | None:
    """What a cell of a line was taken as; None when nothing was made of it."""
    if line.kind == "own-heading":
        return "heading" if role not in ("other", "score") else None
    if line.kind not in ("node", "sentence"):
        return None
    if cell is line.title_cell:
        return "name"
    if role == "code":
        return "name" if line.code is not None or line.bullet else None
    if any(point.cell is cell for point in line.points.values()):
        return "value"
    said = next((one for one in line.said if one.cell is cell), None)
    if said is None or (said.role == "note" and not phrases.scores(said.text)):
        return "name" if role == "group" else None
    return "value"


def _settle_page(
    ours: PageAccount,
    number: int,
    table: Table,
    no: Mapping[tuple[int, int], Refusal],
    takes: Mapping[tuple[int, int], TakenAs],
    kinds: Mapping[tuple[int, int], tuple[Kind, ColumnRole]],
) -> None:
    parts = [part for part in table.parts if part.sheet.number == number]
    for cell in ours.page.cells:
        at = (number, cell.ordinal)
        gone = unseen(cell)
        if at in no:
            ours.refuse(cell, no[at])
        elif at in takes and (gone is None or cell.flags & UNCACHED):
            ours.take(cell, takes[at])
        elif gone is not None:
            ours.ignore(cell, gone)
        elif not parts:
            ours.ignore(cell, "other-page" if ours.page.state == "visible" else "hidden-page")
        elif at in kinds:
            kind, role = kinds[at]
            ours.ignore(cell, _KINDS.get(kind) or _left(role, cell))
        else:
            _around(ours, cell, table, parts[-1].last)


def _left(role: ColumnRole, cell: Cell) -> Reason:
    if role == "score":
        return "score-column"
    if role == "note":
        return "other-column"
    return "unknown-heading" if role == "other" else "unknown-row"


def _around(ours: PageAccount, cell: Cell, table: Table, last: int) -> None:
    """A cell beside the table: of its heading, above it or below it."""
    head = table.head
    if head is None or head.sheet.page is not ours.page or cell.line > head.bottom:
        ours.ignore(cell, "second-table" if cell.line > last else "title")
    elif cell.line < head.top:
        across = len(head.sheet.lines.get(cell.line, ()))
        ours.ignore(cell, "second-table" if across > BESIDE else "title")
    else:
        column = table.columns.get(cell.column)
        known = column is not None and column.role not in ("other", "score")
        if known or ours.page.span(cell.line, cell.column) is not None:
            ours.take(cell, "heading")
        else:
            ours.ignore(cell, "score-column" if column and column.role == "score" else "unknown-heading")
