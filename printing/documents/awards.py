"""Tờ trình đề nghị khen thưởng: content into blocks."""

from __future__ import annotations

from printing.blocks import Block, Column, Document, Paragraph, Row, Table, Title
from printing.content.awards import AwardLetter, AwardTable
from printing.content.common import facts_of
from printing.documents import common
from printing.styles import STYLES


def compose(content: AwardLetter) -> Document:
    """Letterhead with number, whom it asks, what it rests on, a table per title, enclosures, request, signature."""
    family = content.heading.family
    style = STYLES[family]
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title("TỜ TRÌNH", (content.about,)),
        *common.addressees(style.request, content.to),
        *common.basis(content.bases),
        common.told(content.opening, "opening"),
    ]
    for number, table in enumerate(content.tables, 1):
        blocks += _table(number, table)
    if content.enclosed:
        blocks.append(
            Paragraph(
                "Hồ sơ kèm theo: " + "; ".join(_lower(line) for line in content.enclosed) + ".",
                key="enclosed",
                facts=content.enclosed,
            )
        )
    blocks += [common.told(note, f"note.{n}") for n, note in enumerate(content.notes, 1)]
    blocks.append(common.told(content.closing, "closing"))
    blocks.append(common.sent(family, content.recipients, (content.signer,)))
    return Document(family, f"Tờ trình: {content.about}", tuple(blocks), end_mark=True, key=content.key)


def _table(number: int, table: AwardTable) -> list[Block]:
    heads = table.heads
    columns = (Column("STT", 11, "center"), Column(heads[0], 46), Column(heads[1], 38), Column(heads[2]))
    rows = tuple(Row((str(n), *line)) for n, line in enumerate(table.lines, 1))
    made: list[Block] = [Paragraph(f"{number}. {table.heading}", "heading", f"table.{number}", facts_of(table.heading))]
    made += (
        [Paragraph(f"{table.quota}.", key=f"table.{number}.quota", facts=facts_of(table.quota))] if table.quota else []
    )
    return [*made, Table(columns, rows, size=12)]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
