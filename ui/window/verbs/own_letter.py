"""A letter of the bloc's own made without a window: `main.py print BOOK mau:NAME -o FILE.docx`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.errors import RuleViolation
from models.rules.number.text import fold

if TYPE_CHECKING:
    from models.book.book import Book

MARK = "mau:"
"""What stands before the name of a letter of the bloc where a paper is asked for."""


def made(book: Book, year: int, asked: str, *, unit: str | None, meeting: str | None, date: str | None) -> bytes:
    """The Word file of the letter of that name, marks and case not counted. RuleViolation `template.unnamed` (facts:
    `name`, `known`), refusals of `printing.composing.own_letter`.
    """
    from printing.composing import own_letter

    name = asked.removeprefix(MARK)
    kept = book.papers.templates.all()
    found = next((one for one in kept if fold(one.name) == fold(name)), None)
    if found is None:
        known = "; ".join(one.name for one in kept) or "chưa có mẫu nào"
        raise RuleViolation("template.unnamed", name=name, known=known)
    content = book.papers.templates.file(found.key)
    return own_letter(book, year, content, found.name, unit=unit, meeting=meeting, date=date or "")
