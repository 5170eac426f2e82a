"""Wide tables drawn straight on the page: units × items × stages, over as many pages as it takes and no more.

What the table says comes from `blocks.Matrix`, where everything stands from `grid_plan`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from printing import fonts, pictures, prepared
from printing.blocks import Matrix, MatrixRow
from printing.grid_plan import LEAD, PAD, Heading, Plan, best_of, face_of, heading, margins, note_lines, spans
from printing.paging import Page, closing_breaks
from printing.pen import Pen, page_size
from printing.styles import STYLES


def render(*candidates: Matrix, title: str) -> bytes:
    """The PDF of the candidate that takes the fewest pages (of equals the one in larger type, then the first)."""
    return render_all([candidates], title)


def render_all(tables: Sequence[Sequence[Matrix]], title: str) -> bytes:
    """One PDF of several tables, each given as its candidates and with page numbers of its own."""
    pen = Pen(fonts.prepare(title, "tên văn bản"), page_size("A4", landscape=False))
    for candidates in tables:
        drawing = _Drawing(*best_of([prepared.matrix(candidate) for candidate in candidates]))
        pen.canvas.setPageSize(drawing.page)
        drawing.draw(pen)
    return pen.done()


class _Drawing:
    """A matrix on its pages: across first, then down, so that pages beside each other hold the same rows; but
    rows that go over to a new page with the signatures alone do so in the last cut only."""

    def __init__(self, matrix: Matrix, plan: Plan) -> None:
        self.matrix, self.plan = matrix, plan
        self.page = page_size(matrix.paper, matrix.landscape)
        self.top, self.bottom, self.left, self.right = margins(matrix)
        self.room = self.page[0] - self.left - self.right

    def draw(self, pen: Pen) -> None:
        """All pages."""
        number = 0
        for at in range(len(self.plan.pages)):
            for place, cut in enumerate(self.plan.cuts):
                if (page := self.plan.page(at, place)) is None:
                    continue
                number += 1
                if at == 0:
                    self._opening(pen, first=number == 1)
                if number > 1:
                    self._page_number(pen, number)
                y = self._table(pen, page, cut)
                if number == self.plan.count:
                    self._closing(pen, y, number)
                pen.page()

    def _page_number(self, pen: Pen, number: int) -> None:
        size = STYLES[self.matrix.family].page_number.size
        y = self.page[1] - self.top / 2 - size / 2
        pen.centred(self.page[0] / 2, y, str(number), fonts.REGULAR, size)

    def _opening(self, pen: Pen, first: bool) -> None:
        """Letterhead and title; on the pages beside the first only the title, at the same place."""
        head = pictures.letterhead(self.matrix.family, self.matrix.letterhead, self.room)
        y = self.page[1] - self.top
        if first:
            head.draw(pen.canvas, self.left, y)
        pictures.title(self.matrix.family, self.matrix.title, self.room).draw(
            pen.canvas, self.left, y - head.height - 8
        )

    def _edges(self, cut: tuple[int, int]) -> list[float]:
        widths = [*self.plan.leads, *(width for block in self.plan.columns[slice(*cut)] for width in block)]
        return list(accumulate(widths, initial=self.left))

    def _table(self, pen: Pen, page: Page, cut: tuple[int, int]) -> float:
        """Head and rows of one page; gives the y under them."""
        xs = self._edges(cut)
        self._head(pen, page.top, cut, xs)
        y = page.top
        ys, upright = [y], dict.fromkeys(xs, y)
        runs: list[tuple[float, float, float, float]] = []
        for at in range(page.first, page.last):
            row, height = self.plan.rows[at], self.plan.heights[at]
            edges = self._row(pen, row, cut, xs, y, height)
            for x in xs:
                if x not in edges and upright[x] > y:
                    runs.append((x, upright[x], x, y))
                upright[x] = upright[x] if x in edges else y - height
            y -= height
            if at + 1 not in self.plan.continued or at + 1 == page.last:
                ys.append(y)
        runs += [(x, top, x, y) for x, top in upright.items() if top > y]
        pen.canvas.setLineWidth(0.4)
        pen.canvas.lines([*((xs[0], line, xs[-1], line) for line in ys), *runs])
        self._separate(pen, cut, xs, page.top, y)
        return y

    def _row(
        self, pen: Pen, row: MatrixRow, cut: tuple[int, int], xs: list[float], y: float, height: float
    ) -> frozenset[float]:
        """The texts of one row; gives the edges between its cells."""
        size, name = self.plan.size, face_of(row.kind)
        cells = [(text, 1, lead.align == "left") for lead, text in zip(self.matrix.lead, row.lead, strict=True)]
        for at in range(*cut):
            block = self.matrix.blocks[at]
            span = len(block.columns) if spans(row, at, block) else 1
            cells += [(text, span, block.text) for text in row.cells[at]]
        column, edges = 0, {xs[0]}
        for text, span, left in cells:
            sides = (xs[column], xs[column + span])
            lines = fonts.lines(text, name, size, sides[1] - sides[0] - 2 * PAD + 0.01)
            _put(pen, lines, sides, y, height, name, size, left=left)
            column += span
            edges.add(sides[1])
        return frozenset(edges)

    def _separate(self, pen: Pen, cut: tuple[int, int], xs: list[float], top: float, bottom: float) -> None:
        """A stronger line between blocks of several columns, for the eye to follow a unit down."""
        if max(len(block.columns) for block in self.matrix.blocks) == 1:
            return
        column = len(self.matrix.lead)
        pen.canvas.setLineWidth(1.0)
        for block in range(*cut):
            pen.canvas.line(xs[column], top + sum(self.plan.heads), xs[column], bottom)
            column += len(self.plan.columns[block])
        pen.canvas.line(xs[-1], top + sum(self.plan.heads), xs[-1], bottom)

    def _head(self, pen: Pen, bottom: float, cut: tuple[int, int], xs: list[float]) -> None:
        upper, lower = self.plan.heads
        top, middle = bottom + upper + lower, bottom + lower
        boxes = [(xs[n], xs[n + 1], top, bottom, lead.title, False) for n, lead in enumerate(self.matrix.lead)]
        column = len(self.matrix.lead)
        for at in range(*cut):
            block = self.matrix.blocks[at]
            last = column + len(block.columns)
            low = middle if any(block.columns) else bottom
            boxes.append((xs[column], xs[last], top, low, block.title, self.plan.turned[0]))
            for n, text in enumerate(block.columns if any(block.columns) else ()):
                boxes.append((xs[column + n], xs[column + n + 1], middle, bottom, text, self.plan.turned[1]))
            column = last
        pen.canvas.setLineWidth(0.4)
        size = self.plan.size
        for left, right, high, low, text, turned in boxes:
            pen.canvas.rect(left, low, right - left, high - low)
            _put_heading(pen, heading(text, size, right - left, turned), (left, right), high, low, size)

    def _closing(self, pen: Pen, y: float, number: int) -> None:
        """Notes line by line, over further pages where they are many, then the signatures whole; `number` is that of
        the page they begin on."""
        size, top = max(self.plan.size, 9), self.page[1] - self.top
        lines = note_lines(self.matrix, self.plan.size, self.room)
        signed = pictures.signatures(self.matrix.family, self.matrix.signatures, self.room)
        y -= 6
        breaks = closing_breaks(len(lines), size * 1.25, 9 + signed.height, y, top, self.bottom)
        for at in range(len(lines) + 1):
            if at in breaks:
                pen.page()
                number += 1
                self._page_number(pen, number)
                y = top
            if at < len(lines):
                y -= size * 1.25
                pen.text(self.left, y + size * 0.25, lines[at], fonts.ITALIC, size)
        signed.draw(pen.canvas, self.left, y - 10)


def _put(
    pen: Pen,
    lines: Sequence[str],
    edges: tuple[float, float],
    top: float,
    height: float,
    name: str,
    size: float,
    *,
    left: bool,
) -> None:
    """Lines in the middle of a cell."""
    step = size * LEAD
    y = top - (height - len(lines) * step) / 2 - step * 0.79
    for line in lines:
        if line and left:
            pen.text(edges[0] + PAD, y, line, name, size)
        elif line:
            pen.centred(sum(edges) / 2, y, line, name, size)
        y -= step


def _put_heading(pen: Pen, head: Heading, edges: tuple[float, float], high: float, low: float, size: float) -> None:
    if not head.upwards:
        _put(pen, head.lines, edges, high, high - low, fonts.BOLD, size, left=False)
        return
    step = size * LEAD
    x = sum(edges) / 2 - len(head.lines) * step / 2 + step * 0.79
    for line in head.lines:
        middle = (high + low - fonts.width(line, fonts.BOLD, size)) / 2
        pen.upwards(x, middle, line, fonts.BOLD, size)
        x += step
