"""Ruled tables for running text: rows cut to what a page holds before platypus sees them, so that none can hang it.

platypus never ends on a repeated head over a row higher than the page; here no row is higher than `CUT` of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as FlowingText
from reportlab.platypus import Table as FlowingTable

from models.rules.errors import Refusal
from printing import blocks, fonts, laid, pictures
from printing.blocks import Align, Cell, Row, Table
from printing.laid import Placed
from printing.pictures import Picture

POINTS = 12.0
LEAST = 7.0
CUT, LONG_CUT = 0.28, 0.1
"""The share of a page that a row takes at most, and one that a page may part (`laid.is_whole`); a higher one goes on in
rows without a line between."""
HEAD_SHARE = 0.45
"""The share of a page that a repeated head takes at most; a higher one is set smaller, then refused."""
LONG = 1500
"""Letters from which a cell's text is cut by our own measure."""
LEADING = laid.ROW_LEADING
"""Distance of lines in a cell, as a multiple of their size."""
PAD = 3.0
PADS = laid.ROW_PADS
"""Space above and below the text of a cell together."""
Text = Callable[[blocks.Text, bool, Align, float], FlowingText]
"""Makes the flowing text of a cell: its words, whether bold, how aligned, its size."""
Draw = Callable[[Picture, Align], Flowable]


def table(block: Table, widths: list[float], page: float, text: Text, draw: Draw) -> FlowingTable:
    """The table in columns of these widths, its head repeated, spans as said; every text wraps in its column. Refuses a
    head no page can hold (`paper.text_too_long`).
    """
    size = block.size or POINTS
    while True:
        made = _Made(block, widths, page, size, text, draw)
        if made.head_height <= page * HEAD_SHARE:
            return made.flowing()
        if size <= LEAST:
            raise Refusal("paper.text_too_long", place="đầu bảng", text=made.longest[:60])
        size = max(LEAST, size - 1)


def slices(text: str, lines: Sequence[str], most: int) -> list[str]:
    """A text of one paragraph in parts of so many of its lines; a word broken at a line's end goes on as it stood."""
    ends, at = [0], 0
    for line in lines:
        at = text.index(line, at) + len(line)
        ends.append(at)
    marks = [*ends[0:-1:most], len(text)]
    return [part for first, last in pairwise(marks) if (part := text[first:last].strip(" "))]


NESTED = 3
"""So many headings above each other stay with what follows; a table of nothing but headings ends pages between them."""


class _Closed(FlowingTable):
    """A table with a line under its last row on every page, also where that row goes on: platypus draws it on the first
    page alone.
    """

    def onSplit(self, part: FlowingTable, byRow: int = 1) -> None:
        part.setStyle([("LINEBELOW", (0, -1), (-1, -1), 0.5, "#000000")])


class _Made:
    """One table in one size: its pieces of rows as platypus takes them."""

    def __init__(self, block: Table, widths: list[float], page: float, size: float, text: Text, draw: Draw) -> None:
        self.block, self.size, self.text, self.draw = block, size, text, draw
        self.most, self.part = page * CUT, page * LONG_CUT
        self.widths = widths
        self.head = laid.table_head(block)
        self.longest = max((column.title for column in block.columns), key=len, default="")
        self.data: list[list[Any]] = []
        self._headings = 0
        self.commands: list[tuple[Any, ...]] = []
        rows = (*self.head, *block.rows)
        self.low_end = laid.is_end_kept(block, self.widths, page)
        for number, (row, cells) in enumerate(zip(rows, self._placed(rows), strict=True)):
            self._row(row, cells, number < len(self.head))
            if number == len(self.head) - 1:
                self.head_rows = len(self.data)
                self.head_height = self._height()

    def _height(self) -> float:
        self.flowing().wrap(sum(self.widths), 1e6)
        return sum(self.flow._rowHeights)  # type: ignore[attr-defined]  # ReportLab has no stub of it

    def flowing(self) -> FlowingTable:
        """The table as it flows."""
        look: list[tuple[Any, ...]] = [
            ("FONT", (0, 0), (-1, -1), fonts.REGULAR, self.size),
            *((rule, (0, 0), (-1, -1), 0.5, "#000000") for rule in ("LINEBEFORE", "LINEAFTER")),
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, "#000000"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), PADS - 2),
            ("LEFTPADDING", (0, 0), (-1, -1), PAD),
            ("RIGHTPADDING", (0, 0), (-1, -1), PAD),
        ]
        if len(self.data) > len(self.head) + 1 and self.low_end:
            look.append(("NOSPLIT", (0, -2), (-1, -1)))  # the last row never stands alone on a page
        self.flow = _Closed(self.data, colWidths=self.widths, style=[*look, *self.commands], repeatRows=len(self.head))
        return self.flow

    def _placed(self, rows: tuple[Row, ...]) -> list[list[Placed]]:
        """The cells; one over several rows that a page could not hold stands in its first row alone."""
        lines = laid.placed(rows, len(self.widths))
        for at, line in enumerate(lines):
            for place, each in enumerate(line):
                rest = lines[at : at + each.cell.rows]
                if each.cell.rows > 1 and not each.over and sum(map(self._natural, rest)) > 2 * self.most:
                    alone = replace(each.cell, rows=1)
                    line[place] = replace(each, cell=alone)
                    for below in rest[1:]:
                        below[:] = [
                            Placed(o.column, Cell(span=o.cell.span)) if o.cell is each.cell else o for o in below
                        ]
        return lines

    def _natural(self, line: list[Placed]) -> float:
        own = [one for one in line if not one.over]
        return max((self._content(one, False, False).wrap(self._room(one), 1e6)[1] for one in own), default=0.0)

    def _room(self, placed: Placed) -> float:
        return float(sum(self.widths[placed.column : placed.column + placed.cell.span])) - 2 * PAD

    def _content(self, placed: Placed, is_head: bool, bold: bool) -> Flowable:
        cell, wide = placed.cell, self._room(placed)
        align: Align = "center" if is_head else cell.align or self.block.columns[placed.column].align
        if isinstance(cell.content, blocks.TickBox):
            return self.draw(pictures.tick_box(cell.content, wide, self.size), align)
        if isinstance(cell.content, blocks.Strokes):
            return self.draw(pictures.strokes(cell.content, wide), "left")
        return self.text(cell.content, bold, align, self.size)

    def _row(self, row: Row, line: list[Placed], is_head: bool) -> None:
        """One row as one piece or several; the cells' spans, and what may not be parted."""
        bold = is_head or row.kind != "item"
        most = self.most if is_head or laid.is_whole(line) else self.part
        cells = {one.column: self._parts(one, is_head, bold, most) for one in line if not one.over}
        rooms = {one.column: self._room(one) for one in line}
        first, more = len(self.data), True
        while more:
            at, piece = len(self.data), list[Any]([""] * len(self.widths))
            left: dict[int, list[Flowable]] = {}
            for column, (content, *after) in cells.items():
                piece[column], *rest = self._cut(content, rooms[column], is_head, most)
                if rest or after:
                    left[column] = [*rest, *after]
            self.data.append(piece)
            self._spans(line, at, first)
            if at > first:  # goes on where the piece above it stopped: no more space between than between lines
                self.commands += [("TOPPADDING", (0, at), (-1, at), 0.5)]
                self.commands += [("BOTTOMPADDING", (0, at - 1), (-1, at - 1), 1.5)]
            cells, more = left, bool(left)
        last = len(self.data) - 1
        self._headings = self._headings + 1 if not is_head and row.kind == "group" else 0
        if 0 < self._headings <= NESTED:
            self.commands.append(("NOSPLIT", (0, last), (-1, last + 1)))
        self.commands.append(("LINEBELOW", (0, last), (-1, last), 0.5, "#000000"))

    def _parts(self, placed: Placed, is_head: bool, bold: bool, most: float) -> list[Flowable]:
        """What stands in a cell; a long text in parts that a piece of a row holds each, measured once: platypus breaks
        the whole rest anew for every piece.
        """
        text, room = placed.cell.content, self._room(placed)
        name = fonts.face(bold)
        if is_head or not isinstance(text, str) or len(text) < LONG or "\n" in text:
            return [self._content(placed, is_head, bold)]
        parts = slices(text, fonts.lines(text, name, self.size, room), max(1, int(most / (self.size * LEADING)) - 1))
        return [self._content(replace(placed, cell=replace(placed.cell, content=part)), False, bold) for part in parts]

    def _cut(self, content: Flowable, room: float, is_head: bool, most: float) -> list[Flowable]:
        """The content, or the part of it that a piece of a row holds and the rest."""
        if is_head or not isinstance(content, FlowingText) or content.wrap(room, 1e6)[1] <= most:
            return [content]
        return list(content.split(room, most)) or [content]

    def _spans(self, line: list[Placed], at: int, first: int) -> None:
        for one in line:
            right = one.column + one.cell.span - 1
            if one.over:
                continue
            bottom = at + (one.cell.rows - 1 if at == first else 0)
            if right > one.column or bottom > at:
                self.commands.append(("SPAN", (one.column, at), (right, bottom)))
            if bottom > at:
                self.commands.append(("NOSPLIT", (one.column, at), (right, bottom)))
            if isinstance(one.cell.content, (blocks.TickBox, blocks.Strokes)):
                align = one.cell.align or self.block.columns[one.column].align
                self.commands.append(("ALIGN", (one.column, at), (one.column, at), align.upper()))
