"""Papers that are tables, composed in one way: letterhead, title, each table with its heading and notes, signatures."""

from __future__ import annotations

from printing.blocks import Block, Cell, Column, Document, Row, Table, Title
from printing.content.listing import Listing, ListLine, ListTable
from printing.documents import common


def compose(content: Listing) -> Document:
    """The blocks of the paper."""
    under = (content.annex_of,) if content.annex_of else ()
    blocks: list[Block] = [common.letterhead(content.heading), Title(content.title, content.about, under)]
    for number, table in enumerate(content.tables, 1):
        blocks += table_blocks(table, f"table.{number}")
    blocks.append(common.signatures(content.heading.family, content.signers))
    name = f"{content.title.capitalize()}: {' '.join(content.about)}"
    return Document(content.heading.family, name, tuple(blocks), landscape=content.landscape)


def table_blocks(table: ListTable, key: str) -> list[Block]:
    """A table with its heading, introduction and notes, whose keys begin with that of the table."""
    columns = tuple(Column(one.title, one.width, one.side) for one in table.columns)
    made: list[Block] = [common.told(table.heading, key, "heading")] if table.heading else []
    made += [common.told(table.intro, f"{key}.intro")] if table.intro else []
    if table.lines:
        rows = [row for line in table.lines for row in _rows(line, columns[-1].title if table.said else "")]
        made.append(Table(columns, tuple(rows), size=table.size))
    return [*made, *(common.told(note, f"{key}.note.{n}", "note") for n, note in enumerate(table.notes, 1))]


def _rows(line: ListLine, said: str) -> list[Row]:
    """A line as one row, or as two where its last cell, called `said`, is long."""
    if said and line.kind == "item" and not line.shared:
        *cells, last = line.cells
        return common.with_said(tuple(cells), last, said)
    return [_row(line)]


def _row(line: ListLine) -> Row:
    """A line; a total may leave cells out at its start, which its first cell then spans."""
    cells = [Cell(text, rows=line.over + 1 if at < line.shared else 1) for at, text in enumerate(line.cells)]
    return Row(tuple(cells), line.kind)
