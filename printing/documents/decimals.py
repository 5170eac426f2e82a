"""Decimals alike within a column: where one number of a column has two, all have, so that they stand under each other.

Only columns of points are set so, which are centred; figures of unlike measures (set from the right) and words are left
as they are. What a number says is never changed, only zeros behind its comma are added.
"""

from __future__ import annotations

from dataclasses import replace

from printing.blocks import (
    Cell,
    Composed,
    Document,
    Matrix,
    MatrixRow,
    Row,
    Running,
    Sheet,
    SheetForm,
    SheetSet,
    Table,
    WideSet,
)
from printing.content.words.decimals import padded


def alike(made: Composed, by_rows: bool = False) -> Composed:
    """The paper with the points of each column in as many decimals as its longest; ballots have none. `by_rows`: of
    each row of a wide table, where a row asks for one figure of all units.
    """
    match made:
        case Running(documents):
            return Running(tuple(map(_document, documents)))
        case SheetSet(sheets, title):
            forms = {id(one.form): _form(one.form) for one in sheets}
            return SheetSet(tuple(_sheet(one, forms[id(one.form)]) for one in sheets), title)
        case WideSet(tables, title):
            matrix = _rows if by_rows else _matrix
            return WideSet(tuple(tuple(map(matrix, each)) for each in tables), title)
    return made


def _document(paper: Document) -> Document:
    blocks = tuple(_table(block) if isinstance(block, Table) else block for block in paper.blocks)
    return replace(paper, blocks=blocks)


def _table(table: Table) -> Table:
    """Tables whose rows are as long as their columns, or begin with one cell over several."""
    rows = [list(row.cells) for row in table.rows]
    for at, column in enumerate(table.columns):
        if column.align != "center":
            continue
        places = [(n, place) for n, row in enumerate(table.rows) if (place := _place(row, at)) is not None]
        texts = [_text(rows[n][place]) for n, place in places]
        for (n, place), text in zip(places, padded(texts), strict=True):
            cell = rows[n][place]
            if text:
                rows[n][place] = replace(cell, content=text) if isinstance(cell, Cell) else text
    made = (replace(row, cells=tuple(cells)) for row, cells in zip(table.rows, rows, strict=True))
    return replace(table, rows=tuple(made))


def _place(row: Row, column: int) -> int | None:
    """Which cell of a row stands in a column; None where none does by itself, or where the row leaves cells out."""
    if any(isinstance(cell, Cell) and cell.rows > 1 for cell in row.cells):
        return column if column < len(row.cells) else None
    at = 0
    for place, cell in enumerate(row.cells):
        wide = cell.span if isinstance(cell, Cell) else 1
        if at == column and wide == 1:
            return place
        at += wide
    return None


def _text(cell: Cell | str) -> str:
    content = cell.content if isinstance(cell, Cell) else cell
    return content if isinstance(content, str) else ""


def _form(form: SheetForm) -> SheetForm:
    standards = padded([row.maximum for row in form.rows])
    return replace(form, rows=tuple(replace(row, maximum=one) for row, one in zip(form.rows, standards, strict=True)))


def _sheet(sheet: Sheet, form: SheetForm) -> Sheet:
    columns = list(zip(*sheet.cells, strict=True)) if sheet.cells else []
    count = len(form.point_columns)
    made = [padded(column) if at < count else list(column) for at, column in enumerate(columns)]
    return replace(sheet, form=form, cells=tuple(zip(*made, strict=True)))


def _rows(matrix: Matrix) -> Matrix:
    """Every row of figures (counts stay counts beside a percentage); the standards at the left as a column."""
    rows = []
    for row, lead in zip(matrix.rows, _leads(matrix), strict=True):
        figures = iter(padded([text for cells in row.cells for text in cells]))
        rows.append(replace(row, lead=lead, cells=tuple(tuple(next(figures) for _ in cells) for cells in row.cells)))
    return replace(matrix, rows=tuple(rows))


def _matrix(matrix: Matrix) -> Matrix:
    """Every column of points; a closing row without decimals (a rank, a class) holds no points."""
    rows = [[list(cells) for cells in row.cells] for row in matrix.rows]
    counted = [n for n, row in enumerate(matrix.rows) if not _is_rank(row)]
    for block in range(len(matrix.blocks)):
        for at in range(len(matrix.blocks[block].columns)):
            there = [n for n in counted if len(rows[n][block]) > at]
            for n, text in zip(there, padded([rows[n][block][at] for n in there]), strict=True):
                rows[n][block][at] = text
    leads = _leads(matrix)
    made = (
        replace(row, lead=leads[n], cells=tuple(tuple(cells) for cells in rows[n])) for n, row in enumerate(matrix.rows)
    )
    return replace(matrix, rows=tuple(made))


def _leads(matrix: Matrix) -> list[tuple[str, ...]]:
    """What stands at the left of each row, its standards alike."""
    leads = [list(row.lead) for row in matrix.rows]
    for at, lead in enumerate(matrix.lead):
        if not lead.flexible and at:
            for n, text in enumerate(padded([one[at] for one in leads])):
                leads[n][at] = text
    return list(map(tuple, leads))


def _is_rank(row: MatrixRow) -> bool:
    return row.kind == "total" and not any("," in text for cells in row.cells for text in cells)
