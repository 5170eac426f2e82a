"""The parts every document begins and ends with, in the issuer's family."""

from __future__ import annotations

import re
from typing import Literal

from printing.blocks import Cell, FamilyKey, LegalBasis, Letterhead, Paragraph, Recipients, Row, Signatures, Signer
from printing.content.common import Heading, Signing, facts_of
from printing.styles import STYLES, authority, day, number_line, place_date


def letterhead(heading: Heading, subject: str = "") -> Letterhead:
    """The heading with its number and date written as the family writes them, an official letter's subject below: such
    a letter is `Số 05-CV/BTCTU` in the Party, `Số: 05/TTr` in the State.
    """
    kind = heading.symbol or (STYLES[heading.family].letter_kind if subject else "")
    number = number_line(heading.family, heading.number, kind, heading.body) if heading.numbered else ""
    dated = place_date(heading.place, heading.date)
    return Letterhead(heading.parent, heading.issuer, number, dated, subject, heading.mark)


def told(text: str, key: str, role: Literal["body", "note", "heading"] = "body") -> Paragraph:
    """A sentence as a paragraph, on the data it names."""
    return Paragraph(text, role, key, facts_of(text))


LONG = 250
"""Letters from which what was said of a line of a table has a row of its own."""


def with_said(cells: tuple[Cell | str, ...], said: str, label: str) -> list[Row]:
    """A line with what was said of it in its last column; at length that stands under it over the whole width."""
    if len(said) < LONG:
        return [Row((*cells, said))]
    return [Row((*cells, "")), Row(("", Cell(f"{label}: {said}", span=len(cells), align="left")))]


def signatures(family: FamilyKey, signers: tuple[Signing, ...]) -> Signatures:
    """The signers side by side; one alone stands at the right, where an office looks for it."""
    made = tuple(signer(family, signing) for signing in signers)
    return Signatures(made if len(made) != 1 else (Signer(), *made))


def sent(family: FamilyKey, recipients: tuple[str, ...], signers: tuple[Signing, ...]) -> Signatures:
    """Who gets the paper beside who signs it; the last line says where it is kept."""
    told = Recipients((*recipients, STYLES[family].kept))
    return Signatures((told, *(signer(family, signing) for signing in signers)))


def signer(family: FamilyKey, signing: Signing) -> Signer:
    """One signer, on whose behalf as the family writes it."""
    above = authority(family, signing.capacity, signing.body) if signing.body else ""
    return Signer(above, signing.position, signing.note, signing.name)


_DAY = re.compile(r"\bngày (\d{1,2})/(\d{1,2})/(\d{4})\b")


def basis(lines: tuple[str, ...]) -> list[LegalBasis]:
    """What the paper rests on, days in words as an office cites a text: `ngày 20 tháng 3 năm 2025`; none, no block."""
    said = tuple(_DAY.sub(lambda at: day(f"{at[3]}-{at[2]:0>2}-{at[1]:0>2}"), line) for line in lines)
    return [LegalBasis(said)] if said else []


def addressees(call: str, to: tuple[str, ...]) -> list[Paragraph]:
    """`Kính gửi: Sở Nội vụ`; several each on its line."""
    if len(to) <= 1:
        return [Paragraph(f"{call} {one}", "centre", "to", (one, call)) for one in to]
    return [Paragraph(call, key="to", facts=(call,)), *listed("to", to)]


def listed(key: str, names: tuple[str, ...]) -> list[Paragraph]:
    """Each on its line behind a dash, with a semicolon, the last with a full stop."""
    marks = [";"] * (len(names) - 1) + ["."]
    return [
        Paragraph(f"- {one}{mark}", key=f"{key}.{n}", facts=(one,))
        for n, (one, mark) in enumerate(zip(names, marks, strict=False), 1)
    ]
