"""Biên bản bàn giao: content into blocks."""

from __future__ import annotations

from printing.blocks import Block, Column, Document, Paragraph, Row, Run, Table, Title
from printing.content.handover import HandoverMinutes, Party
from printing.documents import common


def compose(content: HandoverMinutes) -> Document:
    """Parties, list of papers with room for a remark, open work, number and money, the file with its code."""
    family = content.heading.family
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title("BIÊN BẢN", (content.about,)),
        common.told(content.opening, "opening"),
        *_party("Bên giao", content.giver),
        *_party("Bên nhận", content.taker),
        Paragraph("Hai bên thống nhất giao, nhận các nội dung sau:", key="agreed"),
        Paragraph("I. Hồ sơ, tài liệu, hiện vật", "heading", "items"),
        _items(content.items),
        Paragraph("II. Việc đang làm, bên nhận làm tiếp", "heading", "open"),
        *_numbered(content.open_work, "Không có việc dở dang."),
        Paragraph("III. Số văn bản, kinh phí", "heading", "number-fund"),
        Paragraph(
            f"Số văn bản cuối cùng của {content.bloc}: {content.last_number or '…………………………'}.",
            key="number",
            facts=(content.last_number or "…", content.bloc),
        ),
        Paragraph(
            f"Kinh phí đóng góp {content.fund or 'còn lại: …………………… đồng'}.",
            key="fund",
            facts=(content.fund.partition(": ")[2] or "…",),
        ),
        Paragraph("IV. Sổ Khối trên máy tính", "heading", "file"),
        *(common.told(line, f"file.{n}") for n, line in enumerate(content.file_lines, 1)),
        Paragraph((Run("Mã đối chiếu: "), Run(content.code, bold=True)), "centre", "code", (content.code,)),
        Paragraph(content.code_line, "note", "code.note"),
        Paragraph(content.closing, key="closing"),
        common.signatures(family, content.signers),
    ]
    return Document(family, f"Biên bản: {content.about}", tuple(blocks), end_mark=True)


def _party(side: str, party: Party) -> tuple[Block, ...]:
    unit = f"{party.unit}, {party.role}" if party.unit else f"……………………………………, {party.role}"
    person, position = party.person or "……………………………", party.position or "……………………………"
    return (
        Paragraph((Run(f"{side}: ", bold=True), Run(unit + ".")), key=side, facts=(party.unit, party.role)),
        Paragraph(f"Đại diện: {person}; chức vụ: {position}.", key=f"{side}.person", facts=(person, position)),
    )


def _items(items: tuple[str, ...]) -> Table:
    columns = (Column("STT", 12, "center"), Column("Tên hồ sơ, tài liệu, hiện vật"), Column("Ghi chú", 32))
    rows = tuple(Row((str(number), item, "")) for number, item in enumerate(items, 1))
    return Table(columns, rows or (Row(("", "", "")),))


def _numbered(lines: tuple[str, ...], none: str) -> tuple[Paragraph, ...]:
    if not lines:
        return (Paragraph(none, key="open.1"),)
    return tuple(
        Paragraph(f"{n}. {line.rstrip('.')}.", key=f"open.{n}", facts=(line,)) for n, line in enumerate(lines, 1)
    )
