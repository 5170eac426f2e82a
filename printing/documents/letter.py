"""Papers in prose: content into blocks, in one way for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from printing.blocks import Block, Document, Paragraph, Title
from printing.content.common import facts_of
from printing.content.letters.letter import Letter, Para
from printing.documents import common
from printing.documents.listing import table_blocks


def compose_all(letters: Iterable[Letter]) -> tuple[Document, ...]:
    """One document each."""
    return tuple(map(compose, letters))


def compose(content: Letter) -> Document:
    """Letterhead, title, addressees, bases, text, then recipients beside the signature or signers side by side."""
    family = content.heading.family
    head = common.letterhead(content.heading, "" if content.kind else f"V/v {' '.join(content.about)}")
    blocks: list[Block] = [head]
    if content.kind:
        blocks.append(Title(content.kind, content.about, content.remarks))
    blocks += common.addressees("Kính gửi:", content.to)
    blocks += common.basis(content.bases)
    for part in content.parts:
        if isinstance(part, Para):
            blocks.append(Paragraph(part.text, _role(part), part.key, part.facts or facts_of(part.text)))
        else:
            blocks += table_blocks(part.table, part.key)
    if content.recipients:
        blocks.append(common.sent(family, content.recipients, content.signers))
    else:
        blocks.append(common.signatures(family, content.signers))
    name = f"{(content.kind or 'Công văn').capitalize()}: {' '.join(content.about)}"
    return Document(
        family, name, tuple(blocks), landscape=content.landscape, end_mark=content.end_mark, key=content.key
    )


def _role(part: Para) -> Literal["heading", "plain", "body"]:
    return "heading" if part.heading else "plain" if part.plain else "body"
