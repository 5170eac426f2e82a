"""Wide tables as Word's XML: one table per cut by columns, laid by the same plan as in PDF, heads turned as there."""

from __future__ import annotations

from printing import laid
from printing.blocks import Matrix, MatrixRow
from printing.grid_plan import LEAD, PAD, Plan, margins, spans
from printing.pen import page_size
from printing.styles import Type
from printing.word import furniture as parts
from printing.word.markup import Box, Line_, Para, Ruled, paragraph, run, table

CELL, NOTE = "SoOBang", "SoGhiChu"
KEPT_ROWS = 2
BREAK = paragraph('<w:r><w:br w:type="page"/></w:r>', Para(CELL, leading=1))


def xml(matrix: Matrix, plan: Plan) -> str:
    """Letterhead and title, the tables one after another (each on pages of its own), notes and signatures."""
    _top, _bottom, left, right = margins(matrix)
    room = page_size(matrix.paper, matrix.landscape)[0] - left - right
    said = [parts.letterhead(matrix.family, matrix.letterhead, room, 8)]
    for number, cut in enumerate(plan.cuts):
        said.append(BREAK if number else "")
        said.append(parts.title(matrix.family, matrix.title, room))
        said.append(_Cut(matrix, plan, cut, last=number == len(plan.cuts) - 1).xml())
    size = max(plan.size, 9)
    said.append(parts.gap(6))
    if matrix.notes:
        look = Para(NOTE, keep=True, leading=size * 1.25)
        said += [paragraph(run(note, Type(size, italic=True)), look) for note in matrix.notes]
    said.append(parts.signatures(matrix.family, matrix.signatures, room, 10))
    return "".join(said)


class _Cut:
    """The lead columns and the blocks [first, last) as one table."""

    def __init__(self, matrix: Matrix, plan: Plan, cut: tuple[int, int], last: bool) -> None:
        self.matrix, self.plan, self.cut, self.last = matrix, plan, cut, last
        self.widths = [*plan.leads, *(width for block in plan.columns[slice(*cut)] for width in block)]
        self.look = Type(plan.size)

    def xml(self) -> str:
        rows = [*self._head(), *(self._row(at, row) for at, row in enumerate(self.matrix.rows))]
        return table(Ruled(self.widths, pad=PAD - 0.2), rows)

    def _text(self, text: str, align: str, bold: bool, keep: bool = False) -> str:
        look = Para(CELL, align, keep, leading=self.plan.size * LEAD)
        return paragraph(run(text, self.look, bold=bold) if text else "", look)

    def _head(self) -> list[Line_]:
        upper, lower = self.plan.heads
        two = any(any(block.columns) for block in self.matrix.blocks[slice(*self.cut)])
        merge = "restart" if two else ""
        above = [Box(self._text(lead.title, "center", True, True), merge=merge) for lead in self.matrix.lead]
        below = [Box(self._text("", "center", True, True), merge="continue") for _ in self.matrix.lead]
        for block in self.matrix.blocks[slice(*self.cut)]:
            titled = any(block.columns)
            title = self._text(block.title, "center", True, True)
            above.append(Box(title, len(block.columns), "" if titled else merge, upwards=self.plan.turned[0]))
            for text in block.columns:
                under = self._text(text if titled else "", "center", True, True)
                below.append(Box(under, merge="" if titled else "continue", upwards=titled and self.plan.turned[1]))
        first = Line_(tuple(above), head=True, height=upper if two else upper + lower)
        return [first, Line_(tuple(below), head=True, height=lower)] if two else [first]

    def _row(self, at: int, row: MatrixRow) -> Line_:
        bold = row.kind != "item"
        keep = row.kind == "group" or (self.last and at >= len(self.matrix.rows) - KEPT_ROWS)
        boxes = [
            Box(self._text(text, "left" if lead.align == "left" else "center", bold, keep))
            for lead, text in zip(self.matrix.lead, row.lead, strict=True)
        ]
        for number in range(*self.cut):
            block = self.matrix.blocks[number]
            span = len(block.columns) if spans(row, number, block) else 1
            align = "left" if block.text else "center"
            boxes += [Box(self._text(text, align, bold, keep), span) for text in row.cells[number]]
        longest = max(map(len, (*row.lead, *(text for cells in row.cells[slice(*self.cut)] for text in cells))))
        return Line_(tuple(boxes), whole=longest < laid.SHORT, height=min(self.plan.heights[at], 100))
