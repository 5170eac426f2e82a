"""Slips: one small paper many times over on A4 pages, with lines to cut along.

A slip is laid out once at full size and set smaller, so that every family keeps its look; all slips of a print are
alike to the byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from models.rules.errors import RuleViolation
from printing import pdf, prepared
from printing.blocks import Document, Slips
from printing.laid import MM
from printing.pen import canvas_options, page_size

PLACES: dict[int, tuple[int, int]] = {1: (1, 1), 2: (1, 2), 4: (2, 2)}
"""How many slips an A4 page holds, and in how many columns and rows."""
SCALES = {1: (1.2, 0.7), 2: (1.0, 0.6), 4: (0.68, 0.5)}
"""The size slips are set at, and the least they may shrink to before fewer are put on a page."""
EDGE = 9 * MM
"""Room around a slip, so that scissors and the printer's margin miss its text."""


def render(paper: Slips) -> bytes:
    """The PDF of one slip; see `render_all`."""
    return render_all((paper,))


def render_all(papers: Sequence[Slips]) -> bytes:
    """One PDF of several slips, each on as many pages as its copies need; where the text is long fewer stand on a page.

    RuleViolation `paper.slips_per_sheet`, `paper.slip_too_long` (facts: `title`), `paper.missing_glyph`.
    """
    target = BytesIO()
    size = page_size("A4", False)
    canvas = Canvas(target, pagesize=size, **canvas_options())
    canvas.setTitle(papers[0].title)
    canvas.setCreator("Sổ Khối")
    canvas.setAuthor("")
    for number, paper in enumerate(papers):
        document = prepared.document(Document(paper.family, paper.title, paper.blocks))
        per_sheet, scale = _placed(paper, document, size)
        _pages(canvas, replace(paper, per_sheet=per_sheet), document, scale, f"slip{number}")
    canvas.save()
    return target.getvalue()


def _placed(paper: Slips, document: Document, size: tuple[float, float]) -> tuple[int, float]:
    """How many slips stand on a page and at which size."""
    if paper.per_sheet not in PLACES:
        raise RuleViolation("paper.slips_per_sheet", count=paper.per_sheet, allowed=tuple(PLACES))
    for per_sheet in [count for count in (4, 2, 1) if count <= paper.per_sheet]:
        columns, rows = PLACES[per_sheet]
        room, tall = size[0] / columns - 2 * EDGE, size[1] / rows - 2 * EDGE
        scale = _fitting(document, room, tall, *SCALES[per_sheet])
        if scale is not None:
            return per_sheet, scale
    raise RuleViolation("paper.slip_too_long", title=paper.title)


def _fitting(document: Document, room: float, tall: float, largest: float, least: float) -> float | None:
    """The largest size at which a slip fits, None when it would be too small to read."""
    scale = largest
    while scale >= least - 1e-9:
        if _height(pdf.flowables(document, room / scale, 1e6), room / scale) <= tall / scale:
            return scale
        scale -= 0.04
    return None


def _height(parts: list[Flowable], room: float) -> float:
    return sum(part.wrap(room, 1e6)[1] + part.getSpaceAfter() for part in parts)


def _pages(canvas: Canvas, paper: Slips, document: Document, scale: float, form: str) -> None:
    size = page_size("A4", False)
    columns, rows = PLACES[paper.per_sheet]
    wide, tall = size[0] / columns, size[1] / rows
    canvas.beginForm(form, 0, 0, wide, tall)
    _draw(canvas, document, wide - 2 * EDGE, tall - EDGE, scale)
    canvas.endForm()
    for first in range(0, paper.copies, paper.per_sheet):
        for place in range(min(paper.per_sheet, paper.copies - first)):
            row, column = divmod(place, columns)
            canvas.saveState()
            canvas.translate(column * wide, size[1] - (row + 1) * tall)
            canvas.doForm(form)
            canvas.restoreState()
        _cuts(canvas, columns, rows, wide, tall, size)
        canvas.showPage()


def _draw(canvas: Canvas, document: Document, room: float, top: float, scale: float) -> None:
    canvas.saveState()
    canvas.translate(EDGE, top)
    canvas.scale(scale, scale)
    y = 0.0
    for part in pdf.flowables(document, room / scale, 1e6):
        y -= part.wrap(room / scale, 1e6)[1]
        part.drawOn(canvas, 0, y)
        y -= part.getSpaceAfter()
    canvas.restoreState()


def _cuts(canvas: Canvas, columns: int, rows: int, wide: float, tall: float, size: tuple[float, float]) -> None:
    canvas.saveState()
    canvas.setDash(2, 4)
    canvas.setLineWidth(0.4)
    for column in range(1, columns):
        canvas.line(column * wide, 0, column * wide, size[1])
    for row in range(1, rows):
        canvas.line(0, size[1] - row * tall, size[0], size[1] - row * tall)
    canvas.restoreState()
