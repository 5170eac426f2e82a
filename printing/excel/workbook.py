"""A paper as a workbook: its tables with numbers as numbers, its other words above and below; a page for each part.

The same blocks as for PDF and Word. Merged cells, widths and the print set-up follow the paper; nothing is a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, Literal

from models.exchange import shown
from models.exchange.workbook_out import Outgoing, on_paper, put
from models.rules.errors import BadInput
from printing.blocks import (
    Ballots,
    Block,
    Cell,
    Composed,
    FormField,
    Letterhead,
    Matrix,
    Paragraph,
    Placard,
    Running,
    Sheet,
    SheetSet,
    Strokes,
    Table,
    TickBox,
    Title,
    WideSet,
)
from printing.blocks import Text as BlockText

Kind = Literal["head", "group", "total", "item"]
MM: Final = 0.55
"""Letters of a spreadsheet's column that a millimetre gives."""
LEAST, MOST = 7, 60


@dataclass(frozen=True, slots=True)
class _Box:
    text: str
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class _Line:
    kind: Kind
    boxes: tuple[_Box, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    lines: tuple[_Line, ...]
    widths: tuple[float, ...]


def render(made: Composed, title: str, day: str) -> bytes:
    """The workbook. BadInput `paper.no_table` for slips, which are no table."""
    out = Outgoing(title, day)
    match made:
        case Running(documents):
            for document in documents:
                _Page(out, document.title or title, document.landscape).blocks(document.blocks)
        case SheetSet(given):
            for sheet in given:
                _sheet(out, sheet)
        case WideSet(tables):
            for candidates in tables:
                _matrix(out, candidates[0], title)
        case Ballots():
            raise BadInput("paper.no_table", paper=title)
    return out.content()


class _Page:
    """One page, written from the top down."""

    def __init__(self, out: Outgoing, name: str, landscape: bool) -> None:
        self._out, self._at = out, 0
        self._page: Any = out.page(name)
        self._widths: dict[int, float] = {}
        self._head: tuple[int, int] | None = None
        self._landscape = landscape

    def blocks(self, blocks: Sequence[Block]) -> None:
        """All of a document."""
        for block in blocks:
            if isinstance(block, Table):
                self.grid(_table(block))
            else:
                for text, bold in _words(block):
                    self.line(text, bold)
        self.close()

    def line(self, text: str, bold: bool = False) -> None:
        """A line of words."""
        put(self._page, self._at, 0, text, self._out.look(bold=bold))
        self._at += 1

    def grid(self, grid: _Grid) -> None:
        """A table, an empty line above it."""
        self._at += bool(self._at)
        top = self._at
        numbers = shown.counting(_spread(line) for line in grid.lines if line.kind != "head")
        taken: set[tuple[int, int]] = set()
        for line in grid.lines:
            column = 0
            for box in line.boxes:
                column = next(at for at in count(column) if (self._at, at) not in taken)
                self._box(box, line.kind, column, column in numbers)
                taken |= {(self._at + d, column + r) for d in range(box.rows) for r in range(box.span)}
                column += box.span
            self._at += 1
        for place, width in enumerate(grid.widths):
            self._widths[place] = max(self._widths.get(place, 0), width)
        heads = [n for n, line in enumerate(grid.lines) if line.kind == "head"]
        if self._head is None and heads:
            self._head = (top, top + max(heads))

    def _box(self, box: _Box, kind: Kind, column: int, counts: bool) -> None:
        value, format = (box.text, shown.TEXT) if kind == "head" else shown.value(box.text, counts)
        look = {
            "border": 1,
            "text_wrap": True,
            "bold": kind != "item",
            "align": "center" if kind == "head" else "left" if isinstance(value, str) else "right",
            "num_format": format,
            **({"bg_color": "#E8EEF4"} if kind == "head" else {}),
        }
        made = self._out.look(**look)
        if box.span > 1 or box.rows > 1:
            self._page.merge_range(self._at, column, self._at + box.rows - 1, column + box.span - 1, "", made)
        put(self._page, self._at, column, value, made)

    def close(self) -> None:
        """Widths, what stays in sight, print set-up."""
        for place, width in self._widths.items():
            self._page.set_column(place, place, min(max(width, LEAST), MOST))
        if self._head is not None and self._head[1] < 30:
            self._page.freeze_panes(self._head[1] + 1, 0)
        on_paper(self._page, repeat=self._head, landscape=self._landscape)


def _spread(line: _Line) -> list[str]:
    """The texts of a line by place; what a box spans is empty."""
    return [text for box in line.boxes for text in (box.text, *[""] * (box.span - 1))]


def _words(block: Block) -> Iterator[tuple[str, bool]]:
    """The lines of a block that is no table, and whether they are bold."""
    match block:
        case Letterhead(parent, issuer, number, place_date, subject):
            yield from ((text, False) for text in parent)
            yield from ((text, True) for text in issuer)
            yield from ((text, False) for text in (number, subject, place_date) if text)
        case Title(kind, summary, remarks):
            yield kind, True
            yield from ((text, True) for text in summary)
            yield from ((text, False) for text in remarks)
        case Paragraph(text, role):
            yield words_of(text), role == "heading"
        case Placard(lines, over, under):
            yield from ((text, text in lines) for text in (*over, *lines, *under))
        case FormField(label, value):
            yield f"{label} {value}".strip(), False
        case _:
            return


def words_of(text: BlockText) -> str:
    """A text without its weights."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


def _content(cell: Cell | str) -> _Box:
    if isinstance(cell, str):
        return _Box(cell)
    match cell.content:
        case TickBox(label, ticked):
            text = f"{'x' if ticked else ''} {label}".strip()
        case Strokes(squares):
            text = str(sum(squares)) if any(squares) else ""
        case other:
            text = words_of(other)
    return _Box(text, cell.span, cell.rows)


def _table(table: Table) -> _Grid:
    head = [_Line("head", tuple(map(_content, row.cells))) for row in table.head]
    head = head or [_Line("head", tuple(_Box(column.title) for column in table.columns))]
    lines = [_Line(row.kind, tuple(map(_content, row.cells))) for row in table.rows]
    widths = tuple(column.width * MM or MOST / 2 for column in table.columns)
    return _Grid((*head, *lines), widths)


def _sheet(out: Outgoing, sheet: Sheet) -> None:
    """One unit's score sheet."""
    form = sheet.form
    page = _Page(out, sheet.name, landscape=True)
    above: tuple[Block, ...] = (sheet.letterhead, form.title, *sheet.fields)
    for block in above:
        for text, bold in _words(block):
            page.line(text, bold)
    heads = (*form.heads, *form.point_columns, *form.text_columns)
    lines = [_Line("head", tuple(map(_Box, heads)))]
    blank = ("",) * (len(form.point_columns) + len(form.text_columns))
    for place, row in enumerate(form.rows):
        cells = sheet.cells[place] if sheet.cells else blank
        lines.append(_Line(row.kind, tuple(map(_Box, (row.code, row.title, row.maximum, *cells)))))
    widths = (8, 50, 10, *([11] * len(form.point_columns)), *([30] * len(form.text_columns)))
    page.grid(_Grid(tuple(lines), widths))
    for note in sheet.notes:
        page.line(note)
    page.close()


def _matrix(out: Outgoing, matrix: Matrix, title: str) -> None:
    """A wide table."""
    page = _Page(out, matrix.title.kind.capitalize() or title, landscape=True)
    for block in (matrix.letterhead, matrix.title):
        for text, bold in _words(block):
            page.line(text, bold)
    two = any(len(block.columns) > 1 or block.columns[0] for block in matrix.blocks)
    first = [_Box(column.title, 1, 2 if two else 1) for column in matrix.lead]
    first += [_Box(block.title, len(block.columns)) for block in matrix.blocks]
    lines = [_Line("head", tuple(first))]
    if two:
        lines.append(_Line("head", tuple(_Box(text) for block in matrix.blocks for text in block.columns)))
    for row in matrix.rows:
        lines.append(_Line(row.kind, (*map(_Box, row.lead), *_blocks(matrix, row.cells))))
    widths = [50.0 if column.flexible else 9.0 for column in matrix.lead]
    widths += [14.0 if block.text else 10.0 for block in matrix.blocks for _ in block.columns]
    page.grid(_Grid(tuple(lines), tuple(widths)))
    for note in matrix.notes:
        page.line(note)
    page.close()


def _blocks(matrix: Matrix, cells: Sequence[tuple[str, ...]]) -> Iterator[_Box]:
    for block, texts in zip(matrix.blocks, cells, strict=True):
        if len(texts) == 1:
            yield _Box(texts[0], len(block.columns))
        else:
            yield from map(_Box, texts)
