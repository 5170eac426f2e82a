"""Tờ trình đề nghị công nhận Trưởng khối, Phó Trưởng khối: content into blocks."""

from __future__ import annotations

from printing.blocks import Block, Column, Document, Paragraph, Row, Table, Title
from printing.content.leadership import LeadershipLetter
from printing.documents import common
from printing.styles import STYLES


def compose(content: LeadershipLetter) -> Document:
    """Letterhead with number, whom it asks, what it rests on, the units in a table, reasons, request, signature."""
    family = content.heading.family
    style = STYLES[family]
    columns = (
        Column("STT", 11, "center"),
        Column("Nhiệm vụ", 32),
        Column("Đơn vị"),
        Column("Thủ trưởng đơn vị", 42),
        Column("Kết quả lựa chọn", 38),
    )
    rows = tuple(
        Row((str(n), line.office, line.unit, line.leader, line.chosen)) for n, line in enumerate(content.lines, 1)
    )
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title("TỜ TRÌNH", (content.about,)),
        *common.addressees(style.request, (content.to,)),
        *common.basis(content.bases),
        common.told(content.opening, "opening"),
        Table(columns, rows, size=13),
    ]
    if content.reasons:
        blocks.append(Paragraph("Lý do chọn khác thứ tự luân phiên:", key="reasons"))
        blocks += [
            Paragraph(f"- {line}", key=f"reason.{n}", facts=(line,)) for n, line in enumerate(content.reasons, 1)
        ]
    blocks.append(common.told(content.closing, "closing"))
    blocks.append(common.sent(family, content.recipients, (content.signer,)))
    return Document(family, f"Tờ trình: {content.about}", tuple(blocks), end_mark=True)
