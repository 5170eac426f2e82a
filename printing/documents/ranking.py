"""Kết quả xếp hạng, xếp loại, with the reason beside each place."""

from __future__ import annotations

from printing.blocks import Block, Column, Document, Paragraph, Row, Table, Title
from printing.content.ranking import Ranking, RankLine
from printing.documents import common


def compose(content: Ranking) -> Document:
    """Letterhead, basis of the ranking, the list, what is still open, signatures."""
    columns = [Column("Xếp hạng", 15, "center"), Column("Đơn vị"), Column("Điểm xếp hạng", 16.5, "center")]
    columns += [Column("Tổng điểm", 15.5, "center")] if content.show_total else []
    columns += [Column("Xếp loại", 31), Column("Lý do phân định", 44)]
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title(content.title, (content.about,)),
        Paragraph(content.basis, key="basis"),
        Table(tuple(columns), tuple(_row(line, content.show_total) for line in content.lines)),
        *(Paragraph(note, "note", f"note.{n}") for n, note in enumerate(content.notes, 1)),
        common.signatures(content.heading.family, content.signers),
    ]
    return Document(content.heading.family, f"{content.title.capitalize()}: {content.about}", tuple(blocks))


def _row(line: RankLine, total: bool) -> Row:
    return Row((line.rank, line.unit, line.points, *((line.total,) if total else ()), line.label, line.reason))
