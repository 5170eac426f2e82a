"""What a reminder says: which units have not sent what, and by when it was or is due; asked for once more.

The same content serves the paper and the text that is copied into a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.rules import words as shared
from models.rules.number.text import show_date
from printing.content.common import Heading, Signing, sentence
from printing.content.letters.letter import nothing
from printing.content.meetings import numbered
from printing.content.reading import Source
from printing.styles import STYLES

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.year.course import Awaited

AHEAD = 30
"""Days ahead within which something is worth a reminder."""

PAPER = "Giấy nhắc"
_NAMES = {**shared.SENT, "report": "{}", "sheet": "Phiếu chấm điểm ({})"}


@dataclass(frozen=True, slots=True)
class Line:
    """One unit and what it still has to send, each with its day."""

    unit: str
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """The reminder of one day; `due` is the day until which things are asked for now, "" left open."""

    heading: Heading
    title: str
    about: str
    opening: str
    lines: tuple[Line, ...]
    closing: str
    signers: tuple[Signing, ...]


def gather(
    book: Book, year: int, unit: str | None = None, *, date: str = "", chosen: Sequence[Awaited] | None = None
) -> Reminder:
    """Everything overdue or due within 30 days (or what was chosen), unit by unit in the order of the list but of the
    unit that reminds; without `lines` where nobody is to be reminded, which `closing` says ("" where nothing is
    chosen). Refuses `paper.nothing` for that unit alone.
    """
    source = Source(book, year, date)
    day = date or book.today()
    found = book.course.awaited(year, today=day) if chosen is None else chosen
    owed = [one for one in found if chosen is not None or one.days is None or one.days <= AHEAD]
    lines = []
    for key in source.addressed(source.all_units, PAPER, unit):
        lacking = tuple(_name(source, one) for one in owed if key in one.missing)
        if lacking:
            lines.append(Line(source.all_units[key], lacking))
    bloc = source.write(source.bloc)
    if lines:
        closing = "Đề nghị các đơn vị gửi trong thời gian sớm nhất; nếu đã gửi, xin báo lại để đối chiếu."
    elif unit is None and source.head and any(source.head in one.missing for one in owed):
        closing = f"Chỉ còn {source.official(source.head)} chưa gửi; đơn vị ban hành không nhắc chính mình."
    else:
        closing = "" if chosen is not None and not chosen else "Các đơn vị đã gửi đủ."
    return Reminder(
        heading=_heading(source, date),
        title="GIẤY NHẮC",
        about=f"Việc gửi báo cáo, phiếu chấm điểm {source.called(year)}",
        opening=sentence(f"Đến ngày {show_date(day)}, {bloc} chưa nhận được văn bản của các đơn vị sau:", day, bloc)
        if lines
        else "",
        lines=tuple(lines),
        closing=source.write(closing),
        signers=(source.bloc_signer(),),
    )


def _heading(source: Source, date: str) -> Heading:
    """No decree knows a kind of paper of that name: it is numbered as an official letter is."""
    heading = numbered(source, "")
    return replace(heading, date=date, symbol=heading.symbol or STYLES[heading.family].letter_kind)


def paper(book: Book, year: int, unit: str | None = None, *, date: str = "") -> Reminder:
    """The reminder to be printed. Refuses `paper.nothing` where nobody is to be reminded, or only who reminds."""
    source, content = Source(book, year, date), gather(book, year, unit, date=date)
    if not content.lines:
        whom = source.all_units.get(unit or "", f"các đơn vị{source.but_head(lambda _head: True)}")
        raise nothing(PAPER, f"{whom} không còn gì quá hạn hoặc đến hạn trong {AHEAD} ngày tới mà chưa gửi")
    return content


def _name(source: Source, one: Awaited) -> str:
    name = _NAMES[one.kind].format(one.name.lower() if one.kind == "sheet" else _report(one.name))
    return source.write(name) + (f", hạn {show_date(one.due_on)}" if one.due_on else "")


def _report(name: str) -> str:
    """A report by its name, said once: "Báo cáo Quý I"."""
    return name if name.casefold().startswith("báo cáo") else f"Báo cáo {name}"


def plain(content: Reminder) -> str:
    """The reminder as text for a message."""
    lines = [f"{n}. {line.unit}: {'; '.join(line.lacking)}." for n, line in enumerate(content.lines, 1)]
    return "\n".join(part for part in (content.opening, *lines, content.closing) if part)
