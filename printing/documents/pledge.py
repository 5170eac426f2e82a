"""Giao ước thi đua: four sections, the targets, signatures of all units in two or three columns, witnesses."""

from __future__ import annotations

from typing import Literal

from printing.blocks import Block, Document, FamilyKey, FormField, Paragraph, SignatureGrid, Title
from printing.content.common import Signing
from printing.content.registration import PledgePaper
from printing.documents import common, listing

COLUMNS: dict[int, Literal[1, 2, 3]] = {1: 1, 2: 2, 4: 2}
"""How many stand beside each other where few sign; of any other number three."""


def compose(content: PledgePaper) -> Document:
    """Letterhead, title, opening, the sections with their numbers, closing, the grid, the witnesses."""
    family = content.heading.family
    blocks: list[Block] = [
        common.letterhead(content.heading),
        Title(content.title, (content.about,)),
        common.told(content.opening, "opening"),
    ]
    for number, (name, lines) in enumerate(content.sections, 1):
        blocks.append(Paragraph(f"{number}. {name}", "heading", f"section.{number}"))
        blocks += [Paragraph(line, key=f"section.{number}.{n}", facts=(line,)) for n, line in enumerate(lines, 1)] or [
            FormField("", "")
        ] * 2
        if number == 2 and content.targets is not None:
            blocks += listing.table_blocks(content.targets, "targets")
    blocks.append(Paragraph(content.closing, key="closing"))
    if content.signatories:
        blocks.append(_grid(family, "ĐẠI DIỆN CÁC ĐƠN VỊ KÝ GIAO ƯỚC", content.signatories))
    if content.witnesses:
        blocks.append(_grid(family, "CHỨNG KIẾN", content.witnesses))
    return Document(family, f"Giao ước thi đua: {content.about}", tuple(blocks))


def _grid(family: FamilyKey, heading: str, signers: tuple[Signing, ...]) -> SignatureGrid:
    made = tuple(common.signer(family, one) for one in signers)
    return SignatureGrid(made, COLUMNS.get(len(made), 3), heading)
