"""Giấy nhắc: the units that have not sent something, in a table."""

from __future__ import annotations

from printing.blocks import Block, Column, Document, Row, Table, Title
from printing.content.reminder import Reminder
from printing.documents import common


def compose(content: Reminder) -> Document:
    """Letterhead, what is missing of whom, the request, the signature."""
    blocks: list[Block] = [common.letterhead(content.heading), Title(content.title, (content.about,))]
    columns = (Column("STT", 12, "center"), Column("Đơn vị", 55), Column("Chưa gửi"))
    rows = tuple(Row((str(number), line.unit, "\n".join(line.lacking))) for number, line in enumerate(content.lines, 1))
    blocks += [common.told(content.opening, "opening"), Table(columns, rows)]
    blocks.append(common.told(content.closing, "closing"))
    blocks.append(common.sent(content.heading.family, ("Các đơn vị có tên trên",), content.signers))
    return Document(content.heading.family, f"Giấy nhắc: {content.about}", tuple(blocks), end_mark=True)
