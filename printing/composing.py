"""How each paper comes together: which content is gathered with which choices, and which document is made of it.

Modules of content and documents are imported with the first paper that needs them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from models.rules.errors import RuleViolation
from printing.blocks import Ballots, Composed, Running, SheetSet, WideSet

if TYPE_CHECKING:
    from models.book.book import Book
    from printing.content.letters.letter import Letter

WHOLE_YEAR = "nam"


SEVERAL = ","
"""Between units of a paper that is made for some of them."""


PAGES: dict[str, bool | None] = {"": None, "dung": False, "ngang": True}
"""How a page of a score sheet lies: as its columns need it, upright, on its side."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a paper is made for: always a year; the rest where its `needs` name them. `meeting`, `ballot`
    and `circulation` are keys, `slips` how many ballots stand on a sheet, `page` one of `PAGES`. Sheets of
    several units are made by naming them in `unit` with commas between.
    """

    year: int
    unit: str | None = None
    stage: str | None = None
    period: str = WHOLE_YEAR
    date: str = ""
    meeting: str | None = None
    ballot: str | None = None
    circulation: str | None = None
    slips: str = "2"
    page: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        """The units named, none where it is made for every one."""
        return tuple(self.unit.split(SEVERAL)) if self.unit else ()

    @property
    def entered(self) -> dict[str, str]:
        """The choices by which the register tells papers of one kind apart; how and when one is printed is none."""
        said = {name: getattr(self, name) for name in ("unit", "stage", "meeting", "ballot", "circulation")}
        said |= {} if self.period == WHOLE_YEAR else {"period": self.period}
        return {name: value for name, value in said.items() if value is not None}


def periods(book: Book, choice: Choice) -> tuple[str, ...]:
    """The period asked for, or every one of the year in order."""
    every = tuple(one.key for one in book.years.periods(choice.year))
    return every if choice.period == WHOLE_YEAR and every else (choice.period,)


def ranking(book: Book, choice: Choice) -> Composed:
    """The list of ranks of the year or of one period."""
    from printing.content import ranking as content
    from printing.documents import ranking as document

    found = content.gather(book, choice.year, choice.stage, period=choice.period, date=choice.date)
    return Running((document.compose(found),))


def sheets(blank: bool) -> Callable[[Book, Choice], Composed]:
    def compose(book: Book, choice: Choice) -> Composed:
        from printing.content import score_sheet as content
        from printing.documents import score_sheet as document

        units = choice.units or None
        found = tuple(
            sheet
            for period in periods(book, choice)
            for sheet in content.gather(
                book, choice.year, units, blank=blank, stage=choice.stage, period=period, date=choice.date
            )
        )
        return SheetSet(
            document.compose(found, PAGES[choice.page]), f"Phiếu chấm điểm thi đua {book.years.called(choice.year)}"
        )

    return compose


def by_groups(book: Book, choice: Choice) -> Composed:
    from printing.content import summary as content
    from printing.documents import summary as document

    found = [
        one
        for period in periods(book, choice)
        for one in content.gather(book, choice.year, choice.stage, period=period, date=choice.date)
    ]
    return WideSet(
        tuple(document.by_groups(one) for one in found), f"Bảng tổng hợp điểm {book.years.called(choice.year)}"
    )


def in_detail(paper: Literal["A4", "A3"]) -> Callable[[Book, Choice], Composed]:
    def compose(book: Book, choice: Choice) -> Composed:
        from printing.content import summary as content
        from printing.documents import summary as document

        found = [
            one
            for period in periods(book, choice)
            for one in content.gather(book, choice.year, choice.stage, period=period, date=choice.date, own=True)
        ]
        tables = tuple((document.in_detail(one, paper),) for one in found)
        return WideSet(tables, f"Bảng tổng hợp điểm chi tiết {book.years.called(choice.year)}")

    return compose


def differences(book: Book, choice: Choice) -> Composed:
    from printing.content import differences as content
    from printing.documents import differences as document

    units = (choice.unit,) if choice.unit else ()
    every = periods(book, choice)
    found = [(one, content.gather(book, choice.year, units, period=one, date=choice.date)) for one in every]
    return Running(tuple(replace(document.compose(said), key=one if len(every) > 1 else "") for one, said in found))


def of_meeting(part: Literal["invitation", "attendance_list", "minutes"]) -> Callable[[Book, Choice], Composed]:
    def compose(book: Book, choice: Choice) -> Composed:
        from printing.content import meetings as content
        from printing.documents import meetings as document

        found = getattr(content, part)(book, choice.year, choice.meeting, date=choice.date)
        return Running((getattr(document, part)(found),))

    return compose


def ballot_papers(book: Book, choice: Choice) -> Composed:
    from printing.content import ballots as content
    from printing.documents import ballots as document

    chosen = content.picked(book, choice.year, choice.meeting, choice.ballot)
    per_sheet = int(choice.slips)
    made = (document.paper(content.paper(book, one, date=choice.date), per_sheet=per_sheet) for one in chosen)
    return Ballots(tuple(made))


def of_ballot(part: Literal["tally_sheet", "minutes"]) -> Callable[[Book, Choice], Composed]:
    def compose(book: Book, choice: Choice) -> Composed:
        from printing.content import ballots as content
        from printing.documents import ballots as document

        chosen = content.picked(book, choice.year, choice.meeting, choice.ballot)
        found = [getattr(content, part)(book, one, date=choice.date) for one in chosen]
        return Running(tuple(getattr(document, part)(one) for one in found))

    return compose


def listing(module: str, name: str, **said: bool) -> Callable[[Book, Choice], Composed]:
    """A paper of tables whose content `printing.content.<module>.<name>` gathers."""
    return one(module, "listing", name, "", **said)


def one(
    module: str, document: str, name: str = "gather", takes: str = "", **said: bool
) -> Callable[[Book, Choice], Composed]:
    """A paper of one document (or some) of what `content.<module>.<name>` gathers with the choice it `takes`."""

    def compose(book: Book, choice: Choice) -> Composed:
        from importlib import import_module

        gather = getattr(import_module(f"printing.content.{module}"), name)
        wanted = (getattr(choice, takes),) if takes else ()
        found = gather(book, choice.year, *wanted, date=choice.date, **said)
        make = import_module(f"printing.documents.{document}").compose
        return Running(tuple(map(make, found)) if isinstance(found, tuple) else (make(found),))

    return compose


def scorers(book: Book, choice: Choice) -> Composed:
    from printing.content import scorer_sheet as content
    from printing.documents import scorer_sheet as document

    found = [
        one
        for period in periods(book, choice)
        for one in content.gather(book, choice.year, choice.stage, period=period, date=choice.date)
    ]
    return WideSet(
        tuple((document.compose(one),) for one in found),
        f"Phiếu chấm điểm theo lĩnh vực {book.years.called(choice.year)}",
    )


def letters(module: str, name: str, *takes: str) -> Callable[[Book, Choice], Composed]:
    """A paper in prose, one document or one for each unit, which `content.letters.<module>.<name>` gathers with what it
    `takes` of the choice.
    """

    def compose(book: Book, choice: Choice) -> Composed:
        from printing.content.letters.letter import Letter
        from printing.documents import letter as document

        gather = getattr(import_module(f"printing.content.letters.{module}"), name)
        found = gather(book, choice.year, *(getattr(choice, one) for one in takes), date=choice.date)
        return Running(document.compose_all((found,) if isinstance(found, Letter) else found))

    return compose


def letters_of_sheets(module: str, name: str) -> Callable[[Book, Choice], Composed]:
    """Papers in prose on sheets of points, one for each unit: of the period asked for, else of every one in turn that
    has such sheets. Refused as `content.letters.<module>.<name>` refuses the last where none has.
    """

    def compose(book: Book, choice: Choice) -> Composed:
        from printing.documents import letter as document

        gather = getattr(import_module(f"printing.content.letters.{module}"), name)
        every = periods(book, choice)
        found: list[Letter] = []
        refused: RuleViolation | None = None
        for period in every:
            try:
                made = gather(book, choice.year, choice.unit, period, date=choice.date)
            except RuleViolation as lacking:
                if lacking.code != "paper.nothing":
                    raise
                refused = lacking
                continue
            found += [replace(one, key=f"{period}.{one.key}" if len(every) > 1 else one.key) for one in made]
        if refused is not None and not found:
            raise refused
        return Running(document.compose_all(found))

    return compose


def placards(name: str) -> Callable[[Book, Choice], Composed]:
    """Words on pages of their own, which `content.letters.plates.<name>` gives."""

    def compose(book: Book, choice: Choice) -> Composed:
        made: Composed = getattr(import_module("printing.content.letters.plates"), name)(book, choice)
        return made

    return compose


def own_letter(
    book: Book,
    year: int,
    content: bytes,
    title: str,
    *,
    unit: str | None = None,
    meeting: str | None = None,
    date: str = "",
) -> bytes:
    """A Word template of the bloc filled for a unit and a meeting (the last one while none is named). Refusals of
    `printing.word.template`.
    """
    from printing.content.letters import fields
    from printing.content.reading import Source
    from printing.word import template

    held = book.meetings.get(meeting) if meeting else next(iter(reversed(book.meetings.all(year))), None)
    made = fields.Made(Source(book, year, date), unit, held)
    return template.fill(content, fields.values(made, template.known), fields.lines(made, template.known), title)
