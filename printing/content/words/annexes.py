"""Which letter an annex goes with, as it says under its title (Decree 30/2020)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from printing.content.meetings import with_number
from printing.content.words import signing
from printing.styles import day_in_text, number_line

if TYPE_CHECKING:
    from models.book.reporting.papers import Paper
    from printing.content.reading import Source

LETTERS: Final = {
    "to-trinh-khen": ("Tờ trình", "TTr"),
    "bao-cao-so-ket": ("Báo cáo", "BC"),
    "bao-cao-tong-ket": ("Báo cáo", "BC"),
}
"""Papers that go out with annexes: what they are called there, and their symbol."""


def annex_of(source: Source, letter: str) -> str:
    """What a table that may go with a letter says of it; "" where the year's register has no such letter, for then it
    may be a paper of its own.
    """
    sent = source.book.papers.in_use(letter, source.year)
    return "" if sent is None else attached(source, *LETTERS[letter], sent)


def attached(source: Source, letter: str, symbol: str, sent: Paper | None) -> str:
    """`(Kèm theo Tờ trình số 07/TTr-VP ngày 23 tháng 12 năm 2025 của Văn phòng …)`, as an annex says which letter it
    goes with (Decree 30/2020); dots while the register has no number for that letter.
    """
    unit = signing.writing_unit(source, sent)
    described = source.book.members.unit(unit, source.day) if unit else None
    heading = replace(source.heading(unit), symbol=symbol, body=(described.symbol if described else "") or "")
    heading = heading if sent is None else with_number(heading, sent)
    line = number_line(heading.family, heading.number or "……", heading.symbol, heading.body)
    number, on = line.removeprefix("Số").lstrip(": "), day_in_text((sent.date if sent else None) or "")
    issuer = source.write(described.name if described else source.bloc)
    return f"(Kèm theo {letter} số {number} {on} của {issuer})"
