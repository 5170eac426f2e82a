"""Running text and tables as Word's XML: each role a style of the document, each table ruled with a repeated head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from printing import blocks, laid, pictures
from printing.blocks import Block, Cell, Document, Row, SignatureGrid, Signatures, Strokes, TickBox
from printing.laid import Placed
from printing.layout.widths import table_widths
from printing.pictures import Picture
from printing.styles import STYLES, Type
from printing.word import furniture as parts
from printing.word.markup import Box, Line_, Para, Ruled, furniture, paragraph, run, runs, table

POINTS = 12.0
ROLES = {"body": "SoThanBai", "plain": "SoThuong", "heading": "Heading1", "centre": "SoGiua", "note": "SoGhiChu"}
BASIS, CELL, FIELD, GRID_HEAD, BASE = "SoCanCu", "SoOBang", "SoThuong", "SoGiua", "SoDauVanBan"
KEPT_ROWS = 2
"""Rows of a table that stay with the signatures under it."""
TICKS = {False: "☐", True: "☑"}
Drawing = Callable[[Picture, float], str]
"""Gives the run that shows a picture of a width."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Writes the blocks of one document into a width."""

    paper: Document
    room: float
    height: float
    drawing: Drawing

    def xml(self) -> str:
        """All blocks in order; what stands before signatures stays with them, a heading with what is under it."""
        given = tuple(laid.with_end_mark(self.paper))
        return "".join(self._block(block, self._kept(given, at)) for at, block in enumerate(given))

    def _kept(self, given: Sequence[Block], at: int) -> bool:
        """True for what stays with what comes after it: up to signatures, or as `laid` says of headings and lines."""
        family, room = self.paper.family, self.room
        ends = (n for n in range(at + 1, len(given)) if isinstance(given[n], (Signatures, SignatureGrid)))
        end = next(ends, 0)
        return laid.leads(family, given, at, room) or at >= laid.closing_from(family, given, end, room) < end

    def _block(self, block: Block, keep: bool) -> str:
        family, room = self.paper.family, self.room
        match block:
            case blocks.Letterhead():
                return parts.letterhead(family, block, room)
            case blocks.Title():
                return parts.title(family, block, room)
            case blocks.LegalBasis():
                return "".join(paragraph(run(line), Para(BASIS)) for line in laid.bases(family, block))
            case blocks.Paragraph():
                written = laid.to_write(family, block, room)
                look = Para(ROLES[block.role], keep=keep)
                return paragraph(runs(block.text), look) if written is None else _to_write(written, look, room)
            case blocks.Table():
                return self._table(block, keep) + parts.gap(STYLES[family].gap)
            case blocks.TickBox():
                return paragraph(_tick(block), Para(FIELD))
            case blocks.FormField():
                return self._field(block)
            case blocks.Signatures():
                return parts.signatures(family, block, room)
            case blocks.Placard():
                free, lines = laid.placard(block, room, self.height)
                return parts.gap(free) + furniture(lines, room, BASE)
            case blocks.SignatureGrid():
                return self._grid(block)

    def _field(self, block: blocks.FormField) -> str:
        label = f"{block.label}: " if block.label else ""
        if block.value:
            return paragraph(run(label) + run(block.value, bold=True), Para(FIELD))
        return paragraph(run(label) + "<w:r><w:tab/></w:r>", Para(FIELD, tab=self.room))

    def _grid(self, block: SignatureGrid) -> str:
        look = Para(GRID_HEAD, keep=True, before=18)
        heading = paragraph(run(block.heading, bold=True), look) if block.heading else ""
        rows = (parts.signatures(self.paper.family, row, self.room, before=16) for row in laid.grid_rows(block))
        return heading + "".join(rows)

    # --- tables

    def _table(self, block: blocks.Table, keep: bool) -> str:
        widths = table_widths(block, self.room, self.paper.blocks)
        head = laid.table_head(block)
        rows = (*head, *block.rows)
        lines = laid.placed(rows, len(widths))
        size = block.size or POINTS
        last = len(rows) - 2 if laid.is_end_kept(block, widths, self.height) else -1
        made = []
        for at, (row, cells) in enumerate(zip(rows, lines, strict=True)):
            is_head = at < len(head)
            kept = is_head or row.kind == "group" or (keep and at >= len(rows) - KEPT_ROWS)
            kept = kept or at == last
            boxes = tuple(self._box(block, widths, row, one, size, is_head, kept) for one in cells)
            made.append(Line_(boxes, head=is_head, whole=laid.is_whole(cells)))
        return table(Ruled(widths), made)

    def _box(
        self, block: blocks.Table, widths: list[float], row: Row, one: Placed, size: float, is_head: bool, keep: bool
    ) -> Box:
        cell: Cell = one.cell
        if one.over:
            return Box(paragraph("", Para(CELL)), cell.span, "continue")
        align = "center" if is_head else cell.align or block.columns[one.column].align
        content = cell.content
        if isinstance(content, TickBox):
            inner = _tick(content, size)
        elif isinstance(content, Strokes):
            wide = sum(widths[one.column : one.column + cell.span]) - 6
            inner = self.drawing(pictures.strokes(content, wide), wide)
        else:
            inner = runs(content, Type(size), bold=is_head or row.kind != "item")
        text = paragraph(inner, Para(CELL, align, keep, before=2, after=2))
        return Box(text, cell.span, "restart" if cell.rows > 1 else "")


def _to_write(written: laid.ToWrite, look: Para, room: float) -> str:
    """Words with the dots that lead from them to the margin, then whole lines of dots; a line of words alone ends its
    paragraph, which a break would stretch.
    """
    dots, alone = "<w:r><w:tab/></w:r>", bool(written.words) and not written.led
    lines = "<w:r><w:br/></w:r>".join([dots] * (written.lines + written.led))
    words = runs(written.words)
    above = paragraph(words, replace(look, keep=True)) if alone else ""
    inner = lines if alone else (words + run(" ") if words else "") + lines
    return above + paragraph(inner, replace(look, style=ROLES["plain"] if alone else look.style, tab=room))


def _tick(box: TickBox, size: float = 13) -> str:
    """A box before its label; Times New Roman has none, Word's symbol face does."""
    half = round(size * 2)
    face = "".join(f' w:{script}="Segoe UI Symbol"' for script in ("ascii", "hAnsi", "cs", "eastAsia"))
    mark = f'<w:r><w:rPr><w:rFonts{face}/><w:sz w:val="{half}"/></w:rPr><w:t>{TICKS[box.ticked]}</w:t></w:r>'
    return mark + (run(f" {box.label}", Type(size)) if box.label else "")
