"""Rows that come and go by the clipboard, as Excel writes them: tabs between cells, marks of quotation only around a
cell with a line break.

What a cell means is not decided here; the receiving area parses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from models.exchange.cells.model import OLD_FONT, Cell, Workbook
from models.rules.errors import Refusal
from models.rules.number.text import clean


def cells(text: str) -> list[list[str]]:
    """The pasted text as rows of cleaned cells, without empty rows at the end.

    Raises BadInput("paste.too_big") before any work is done on a paste longer than `LIMIT` characters.
    """
    from models.exchange.cells.delimited import pasted

    rows: list[list[str]] = []
    for line, row in pasted(text).page().lines():
        while len(rows) <= line:
            rows.append([])
        rows[line] = [""] * (row[-1].column + 1)
        for cell in row:
            rows[line][cell.column] = _said(cell)
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def table(html: str, text: str) -> Workbook | None:
    """The table that was copied, by its HTML, which keeps merged cells and line breaks inside cells; None where it does
    not say, letter for letter, what the text says: then words outside of tables would be lost.
    """
    from models.exchange import cells

    if "<table" not in html.lower():
        return None
    try:
        book = cells.pasted_html(html)
    except Refusal:
        return None
    said = "".join(cell.raw for page in book.pages for cell in page.cells)
    return book if _letters(said) == _letters(text) else None


def _letters(text: str) -> str:
    """What must be the same in both: everything but spaces, and the quotes text needs around a line break."""
    return "".join(clean(text).replace('"', "").split())


def _said(cell: Cell) -> str:
    """An old font is left to the receiving list, which shows both writings."""
    return clean(cell.raw).strip() if cell.flags & OLD_FONT else cell.text


def text(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as text that Excel takes back cell by cell."""
    return "".join("\t".join(map(_outward, row)) + "\n" for row in rows)


def html(rows: Iterable[Sequence[str]], headed: bool = True) -> str:
    """Rows of cells as an HTML table, the first in bold when it is a heading: Word takes it as a table."""
    lines = []
    for place, row in enumerate(rows):
        tag = "th" if headed and place == 0 else "td"
        cells = "".join(f"<{tag}>{escape(cell).replace(chr(10), '<br>')}</{tag}>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return f'<meta charset="utf-8"><table border="1" cellspacing="0">{"".join(lines)}</table>'


def _outward(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "\n" in cell or "\t" in cell else cell
