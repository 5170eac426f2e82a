"""What a composed paper says, read from its blocks by hand: the expectation its PDF and its Word file are held to.

Written apart from the renderers: no laid layer is asked. White space and dots to write on are left out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from printing import blocks, laid, sheets
from printing.blocks import Composed, Running, SheetSet, WideSet
from printing.grid_plan import best_of
from printing.sheet_rows import widened
from printing.styles import STYLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text: str) -> str:
    """Without white space and without dots to write on."""
    return re.sub(r"\.{4,}|…|\s|[☐☑]", "", text)


def of(made: Composed) -> str:
    """Everything in order, as Word has it; a wide table cut by cut."""
    match made:
        case Running(documents):
            parts = [part for paper in documents for part in _document(paper)]
        case SheetSet(given, _):
            parts = [part for sheet in given for part in _sheet(sheet, given)]
        case WideSet(tables, _):
            parts = [part for candidates in tables for part in _matrix(candidates)]
        case _:
            raise TypeError
    return squeezed("".join(parts))


def docx_body(content: bytes) -> str:
    """The words of document.xml in order."""
    tree = ElementTree.fromstring(zipfile.ZipFile(BytesIO(content)).read("word/document.xml"))
    return squeezed("".join(node.text or "" for node in tree.iter(f"{W}t")))


def docx_margins(content: bytes) -> list[str]:
    """The words of each header and footer, without the fields that count pages."""
    archive = zipfile.ZipFile(BytesIO(content))
    names = sorted(name for name in archive.namelist() if re.match(r"word/(header|footer)\d", name))
    trees = [ElementTree.fromstring(archive.read(name)) for name in names]
    return ["".join(node.text or "" for node in tree.iter(f"{W}t")) for tree in trees]


def _letterhead(family: blocks.FamilyKey, head: blocks.Letterhead) -> Iterator[str]:
    style = STYLES[family]
    yield from (*head.parent, *head.issuer)
    yield laid.issuer_mark(style, head)
    yield from (text for text, _ in style.nation)
    yield from (head.number, head.subject, head.place_date)


def _title(family: blocks.FamilyKey, title: blocks.Title) -> Iterator[str]:
    yield from (title.kind, *title.summary, STYLES[family].title_mark, *title.remarks)


def text_of(text: object) -> str:
    if isinstance(text, tuple):
        return "".join(run.text for run in text)
    return text if isinstance(text, str) else ""


def _cell(cell: blocks.Cell | str) -> str:
    content = cell.content if isinstance(cell, blocks.Cell) else cell
    return content.label if isinstance(content, blocks.TickBox) else text_of(content)


def signed(family: blocks.FamilyKey, given: blocks.Signatures) -> Iterator[str]:
    """Above the names column by column (recipients whole), then the names."""
    yield given.place_date
    for column in given.columns:
        if isinstance(column, blocks.Recipients):
            mark = "," if family == "party" else ";"
            *lines, last = column.lines
            yield column.heading
            yield from (f"- {line}{mark}" for line in lines)
            yield f"- {last}."
        else:
            yield from (column.authority, *column.position, column.note)
    yield from (column.name for column in given.columns if isinstance(column, blocks.Signer))


def _document(paper: blocks.Document) -> Iterator[str]:
    family, style = paper.family, STYLES[paper.family]
    texts = [one for one in paper.blocks if isinstance(one, blocks.Paragraph)]
    for block in paper.blocks:
        match block:
            case blocks.Letterhead():
                yield from _letterhead(family, block)
            case blocks.Title():
                yield from _title(family, block)
            case blocks.LegalBasis():
                for number, line in enumerate(block.lines, 1):
                    yield f"{style.basis_lead}{line}{style.basis_end[number == len(block.lines)]}"
            case blocks.Paragraph():
                said = re.sub(r"(…\s*){8,}[.;]$", "", text_of(block.text))  # no full stop behind lines to write on
                yield said.rstrip(" ./;") + style.end_mark if paper.end_mark and block is texts[-1] else said
            case blocks.FormField():
                yield f"{block.label}: {block.value}" if block.label else block.value
            case blocks.TickBox():
                yield block.label
            case blocks.Table():
                yield from table_head(block)
                yield from (_cell(cell) for row in block.rows for cell in row.cells)
            case blocks.Placard():
                yield from (*block.over, *block.lines, *block.under)
            case blocks.Signatures():
                yield from signed(family, block)
            case blocks.SignatureGrid():
                yield block.heading
                for first in range(0, len(block.signers), block.columns):
                    yield from signed(family, blocks.Signatures(block.signers[first : first + block.columns]))


def table_head(table: blocks.Table) -> list[str]:
    """The words that stand over every page of a table."""
    if table.head:
        return [_cell(cell) for row in table.head for cell in row.cells]
    return [column.title for column in table.columns]


def _sheet(sheet: blocks.Sheet, among: tuple[blocks.Sheet, ...]) -> Iterator[str]:
    form = sheet.form
    yield from _letterhead(sheet.family, sheet.letterhead)
    yield from _title(sheet.family, form.title)
    yield from (f"{field.label}: {field.value}" for field in sheet.fields)
    yield from (*form.heads, *form.point_columns, *form.text_columns)
    blank = ("",) * len((*form.point_columns, *form.text_columns))
    shown = sheets.points_shown([one for one in among if one.form is form])
    frame = sheets.frame(form, STYLES[sheet.family], shown)
    under = frame.under  # a rule that is too long is left to the form itself
    for number, row in enumerate(form.rows):
        yield from (row.code, row.title, *under[number], row.maximum)
        written, wide = widened(frame, form, sheet.cells[number] if sheet.cells else blank)
        yield from (*written, *wide)
    yield from sheet.notes
    yield from signed(sheet.family, sheet.signatures)


def _matrix(candidates: tuple[blocks.Matrix, ...]) -> Iterator[str]:
    """Which columns stand together is the plan's; what they say is the matrix's."""
    matrix, plan = best_of(candidates)
    yield from _letterhead(matrix.family, matrix.letterhead)
    for first, last in plan.cuts:
        yield from _title(matrix.family, matrix.title)
        yield from (lead.title for lead in matrix.lead)
        shown = matrix.blocks[first:last]
        yield from (block.title for block in shown)
        yield from (text for block in shown for text in block.columns)
        for row in matrix.rows:
            yield from (*row.lead, *(text for cells in row.cells[first:last] for text in cells))
    yield from matrix.notes
    yield from signed(matrix.family, matrix.signatures)
