"""The parts every document begins and ends with, in the issuer's family."""

from __future__ import annotations

from printing.blocks import FamilyKey, Letterhead, Paragraph, Signatures, Signer
from printing.content.common import Heading, Signing
from printing.styles import authority, number_line, place_date


def letterhead(heading: Heading, subject: str = "") -> Letterhead:
    """The heading with its number and date written as the family writes them, an official letter's subject below."""
    number = number_line(heading.family, heading.number, heading.symbol, heading.body) if heading.numbered else ""
    return Letterhead(heading.parent, heading.issuer, number, place_date(heading.place, heading.date), subject)


def signatures(family: FamilyKey, signers: tuple[Signing, ...]) -> Signatures:
    """The signers side by side."""
    return Signatures(tuple(signer(family, signing) for signing in signers))


def signer(family: FamilyKey, signing: Signing) -> Signer:
    """One signer, on whose behalf as the family writes it."""
    above = authority(family, signing.capacity, signing.body) if signing.body else ""
    return Signer(above, signing.position, signing.note, signing.name)


def addressees(call: str, to: tuple[str, ...]) -> list[Paragraph]:
    """`Kính gửi: Sở Nội vụ`; several each on its line."""
    if len(to) <= 1:
        return [Paragraph(f"{call} {one}", "centre", "to") for one in to]
    marks = [";"] * (len(to) - 1) + ["."]
    lines = [f"- {one}{mark}" for one, mark in zip(to, marks, strict=True)]
    return [Paragraph(call, key="to"), *(Paragraph(one, key=f"to.{n}") for n, one in enumerate(lines, 1))]
