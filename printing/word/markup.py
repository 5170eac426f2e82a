"""The XML of Word as text: runs, paragraphs, tables. Lengths are points; nothing here knows what a paper says.

Tables are written whole: adding cells one by one through python-docx is quadratic (23 s against 0.7 s).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from printing.blocks import Align, Text
from printing.laid import Line
from printing.styles import Type

FONT = "Times New Roman"
JUSTIFIED = {"left": "left", "center": "center", "right": "right", "both": "both"}


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def run(
    text: str, look: Type | None = None, *, bold: bool = False, italic: bool = False, underline: bool = False
) -> str:
    """A stretch of text; without a look it takes its paragraph's style."""
    bold, italic = bold or bool(look and look.bold), italic or bool(look and look.italic)
    said = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "") + ('<w:u w:val="single"/>' if underline else "")
    if look is not None:
        said += f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/>'
    parts = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(part) for part in text.split("\n"))
    return f'<w:r>{f"<w:rPr>{said}</w:rPr>" if said else ""}<w:t xml:space="preserve">{parts}</w:t></w:r>'


def runs(text: Text, look: Type | None = None, *, bold: bool = False) -> str:
    """Text of one or several weights."""
    if isinstance(text, str):
        return run(text, look, bold=bold) if text else ""
    return "".join(run(one.text, look, bold=bold or one.bold, italic=one.italic) for one in text)


@dataclass(frozen=True, slots=True)
class Para:
    """How a paragraph stands; `rule` draws a line over it, `leading` is exact."""

    style: str = ""
    align: str = ""
    keep: bool = False
    before: float = 0.0
    after: float = 0.0
    leading: float = 0.0
    sides: tuple[float, float] = (0.0, 0.0)
    rule: bool = False
    tab: float = 0.0


def paragraph(inner: str, look: Para) -> str:
    """One paragraph."""
    said = f'<w:pStyle w:val="{look.style}"/>' if look.style else ""
    said += "<w:keepNext/>" if look.keep else ""
    if look.rule:
        said += '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
    if look.tab:
        said += f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(look.tab)}"/></w:tabs>'
    if look.before or look.after or look.leading:
        exact = f' w:line="{twips(look.leading)}" w:lineRule="exact"' if look.leading else ""
        said += f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}"{exact}/>'
    if any(look.sides):
        said += f'<w:ind w:left="{twips(look.sides[0])}" w:right="{twips(look.sides[1])}"/>'
    said += f'<w:jc w:val="{JUSTIFIED[look.align]}"/>' if look.align else ""
    return f"<w:p>{f'<w:pPr>{said}</w:pPr>' if said else ''}{inner}</w:p>"


def furniture(lines: Sequence[Line], room: float, style: str, align: Align = "center", keep: bool = False) -> str:
    """Laid lines: those of one look share a paragraph with line breaks; a rule is a line as long as it says."""
    made, gathered = [], list[Line]()

    def flush() -> None:
        if gathered:
            text = "\n".join(line.text for line in gathered)
            made.append(paragraph(run(text, gathered[0].look), Para(style, align, keep)))
            gathered.clear()

    for line in lines:
        if gathered and gathered[-1].look != line.look:
            flush()
        gathered.append(line)
        if line.rule:
            flush()
            side = max(0.0, (room - line.rule) / 2)
            made.append(paragraph("", Para(style, keep=keep, before=2, leading=4, sides=(side, side), rule=True)))
    flush()
    return "".join(made) or paragraph("", Para(style, align, keep))


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: what stands in it, over how many columns, where in a cell that spans rows, which way it reads."""

    inner: str
    span: int = 1
    merge: str = ""
    upwards: bool = False
    valign: str = "center"


@dataclass(frozen=True, slots=True)
class Line_:
    """A row of boxes; `height` is the least, `head` repeats on every page."""

    boxes: tuple[Box, ...]
    head: bool = False
    whole: bool = True
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table's measures: column widths, space at the sides of cells, and whether lines are drawn."""

    widths: Sequence[float]
    lines: bool = True
    pad: float = 3.0
    extra: str = field(default="")


def table(look: Ruled, rows: Sequence[Line_]) -> str:
    """A table of fixed widths, said in its grid and in each cell (Word and LibreOffice differ in which they read)."""
    widths = [twips(width) for width in look.widths]
    kind = "single" if look.lines else "nil"
    sides = "".join(
        f'<w:{side} w:val="{kind}"' + (' w:sz="4" w:space="0" w:color="000000"/>' if look.lines else "/>")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    pad = twips(look.pad)
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(_row(widths, row) for row in rows)}</w:tbl>"


def _row(widths: Sequence[int], row: Line_) -> str:
    said = ("<w:cantSplit/>" if row.whole else "") + (
        f'<w:trHeight w:val="{twips(row.height)}" w:hRule="atLeast"/>' if row.height else ""
    )
    said += "<w:tblHeader/>" if row.head else ""
    at, cells = 0, []
    for box in row.boxes:
        wide = sum(widths[at : at + box.span])
        at += box.span
        how = f'<w:tcW w:w="{wide}" w:type="dxa"/>'
        how += f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else ""
        how += f'<w:vMerge w:val="{box.merge}"/>' if box.merge else ""
        how += '<w:textDirection w:val="btLr"/>' if box.upwards else ""
        cells.append(f'<w:tc><w:tcPr>{how}<w:vAlign w:val="{box.valign}"/></w:tcPr>{box.inner}</w:tc>')
    return f"<w:tr>{f'<w:trPr>{said}</w:trPr>' if said else ''}{''.join(cells)}</w:tr>"
