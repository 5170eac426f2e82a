"""Kết quả xếp hạng, xếp loại, with the reason beside each place."""

from __future__ import annotations

from printing.blocks import Block, Column, Document, Paragraph, Row, Table, Title
from printing.content.parts import PartsTable
from printing.content.ranking import Ranking, RankLine
from printing.documents import common


def compose(content: Ranking) -> Document:
    """Letterhead, basis of the ranking, the list, what is still open, signatures."""
    columns = [Column("Xếp hạng", 15, "center"), Column("Đơn vị"), Column("Điểm xếp hạng", 16.5, "center")]
    columns += [Column("Tổng điểm", 15.5, "center")] if content.show_total else []
    classed = any(line.label for line in content.lines)
    columns += [*([Column("Xếp loại", 31)] if classed else []), Column("Lý do phân định", 44 if classed else 75)]
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title(content.title, (content.about,)),
        common.told(content.basis, "basis"),
        Table(tuple(columns), tuple(_row(line, content.show_total, classed) for line in content.lines)),
        *(block for table in content.parts for block in _parts(table)),
        *(common.told(note, f"note.{n}", "note") for n, note in enumerate(content.notes, 1)),
        common.signatures(content.heading.family, content.signers),
    ]
    return Document(content.heading.family, f"{content.title.capitalize()}: {content.about}", tuple(blocks))


def _parts(table: PartsTable) -> tuple[Block, ...]:
    """How the points were put together: a heading, and one column a part."""
    width = min(20.0, 88.0 / max(1, len(table.columns)))
    noted = any(line.note for line in table.lines)
    columns = [Column("Đơn vị"), *(Column(name, width, "center") for name in table.columns)]
    columns += [Column(table.value, 16, "center"), *((Column("Ghi chú", 38),) if noted else ())]
    rows = (Row((one.unit, *one.cells, one.value, *((one.note,) if noted else ()))) for one in table.lines)
    return Paragraph(table.title, "heading"), Table(tuple(columns), tuple(rows))


def _row(line: RankLine, total: bool, classed: bool) -> Row:
    shown = (line.rank, line.unit, line.points, *((line.total,) if total else ()))
    return Row((*shown, *((line.label,) if classed else ()), line.reason))
