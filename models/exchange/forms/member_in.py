"""A member's form that came back: every cell of it in the account, what it says against what the book holds.

Text and sums we wrote are known as ours and never data. A value is read as the keyboard reads it and judged by the
keyboard's lock; an empty cell says nothing and takes nothing away. Nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from models.book.scoring.typed import stated_of
from models.exchange.account import Account, PageAccount, Reason, unseen
from models.exchange.cells.model import FORMULA, Page, Workbook
from models.exchange.forms import identity, list_in
from models.exchange.forms.carried import Carried
from models.exchange.forms.identity import Identity
from models.exchange.forms.layout import FormLine, MemberForm
from models.exchange.forms.list_pages import PAGES
from models.exchange.forms.member_layout import COLUMNS, HEADS, SCORES, TITLE
from models.exchange.forms.pieces import HEAD, MARKER
from models.exchange.forms.rows import Columns, Row, columns_of, known_rows, pages_with, settle_blank
from models.exchange.forms.settling import Settling
from models.exchange.meaning import is_total, plain
from models.rules.errors import BadInput
from models.rules.form.scoring import EFFECTS

if TYPE_CHECKING:
    from models.book.book import Book
    from models.exchange.cells.model import Cell as RawCell

_OURS: Final = ("code", "title", "max", "help")
_UNIT: Final = re.compile(r"don vi: (.+)")
_TITLES: Final = "|".join(re.escape(plain(title)) for title in (TITLE, *(page.title for page in PAGES)))
_YEAR: Final = re.compile(rf"(?:{_TITLES}) nam (\d{{4}})")
_STAGE: Final = re.compile(r"\bbuoc: (.+?)\. ky: ")
Source = tuple[str, str]
"""The key of a line and the name of a column: one cell of the book."""


def read(book: Book, workbook: Workbook, form: MemberForm) -> Carried:
    """What a workbook brings for a unit. BadInput `forms.no_page` where the page of the scores, or what its columns
    are, is not to be found any more.
    """
    account = Account(workbook)
    found = Carried(form, account)
    pages = []
    for page in pages_with(workbook, "scores", SCORES):
        columns = columns_of(page, "scores", {c: (h,) for c, h in zip(COLUMNS, HEADS, strict=True)})
        if columns is not None and {"code", "title"} <= columns.places.keys():
            pages.append(_Scores(found, page, columns))
    if not pages:
        raise BadInput("forms.no_page", file=workbook.name, page=SCORES)
    _settle(found, pages)
    for listed in PAGES:
        list_in.read(book, workbook, listed, found)
    ours = identity.page_of(workbook)
    for other in account.pages.values():
        side = other.page is ours or other.page.name == "danh_sach"
        other.rest(other.page.cells, "form-text" if side else _other(other.page))
    account.counted()
    return found


def _other(page: Page) -> Reason:
    return "other-page" if page.state == "visible" else "hidden-page"


def names_another(book: Book, workbook: Workbook, who: Identity) -> bool:
    """Whether a page of ours says at its head that it is for another unit, year or stage than the workbook says of
    itself: a page moved, or pasted whole, from another form.
    """
    begins = (f"{MARKER}scores/", *(f"{MARKER}{listed.key}/" for listed in PAGES))
    roster = {one.key: one.unit for one in book.members.roster(who.year)}
    mine = roster[who.unit]
    own = {plain(name) for name in (mine.name, mine.short_name, book.members.called(mine, who.year))}
    units = {
        plain(name)
        for key, unit in roster.items()
        if key != who.unit
        for name in (unit.name, unit.short_name, book.members.called(unit, who.year))
    } - own
    stages = {plain(one.name): one.key for one in book.years.stages(who.year)}
    for page in workbook.pages:
        if not any(cell.raw.startswith(begins) for cell in page.cells[:40]):
            continue
        for cell in page.cells:
            if cell.line > HEAD:
                break
            said = plain(cell.text)
            unit, year = _UNIT.fullmatch(said), _YEAR.fullmatch(said)
            stage = _STAGE.search(said)
            if (
                (unit is not None and unit[1] in units)
                or (year is not None and int(year[1]) != who.year)
                or (stage is not None and stages.get(stage[1], who.stage) != who.stage)
            ):
                return True
    return False


def _settle(found: Carried, pages: Sequence[_Scores]) -> None:
    """Settle the pages of the scores together: what stands on one and its copy is one cell with two sources."""
    sources: dict[Source, list[tuple[_Scores, RawCell]]] = {}
    for one in pages:
        for source, cells in one.sources().items():
            sources.setdefault(source, []).extend((one, cell) for cell in cells)
    lines = found.form.by_key
    for (key, column), written in sources.items():
        if len({cell.text for _, cell in written}) > 1:
            place = "{}" if len(pages) == 1 else "{} "
            said = (f"{place.format(one.name)}{cell.address} “{cell.text}”" for one, cell in written)
            refusal = BadInput("cells.conflict", sources="; ".join(said))
            for one, cell in written:
                one.settling.refuse(lines[key], column, cell, refusal)
            continue
        (first, cell), *further = written
        first.settling.value(lines[key], column, cell)
        for one, again in further:
            one.account.ignore(again, "repeated-value")
    known = {key for one in pages for key in one.known.values()}
    found.kept = sum(_stays(found, lines[key], sources) for key in known)
    for one in pages:
        one.settling.finish()
        one.account.rest(one.page.cells, "form-text")
    found.absent = [line for key, line in lines.items() if line.open and key not in known]


def _stays(found: Carried, line: FormLine, sources: Mapping[Source, object]) -> int:
    """How many cells of a line are empty where the book holds something."""
    held = found.form.sheet.cells.get(line.node.key)
    if held is None:
        return 0
    if line.input is not None:
        return int(line.input.id in held.cell.inputs and (line.key, "base") not in sources)
    there = [stated_of(line.item, each, held.cell) for each in line.effects if (line.key, each) not in sources]
    return sum(value is not None for value in there)


class _Scores:
    """A page of the scores. `settling` takes its cells; `known` is the key of the line that each row is."""

    def __init__(self, found: Carried, page: Page, columns: Columns) -> None:
        self.name, self.page, self._columns, self._lines = page.name, page, columns, found.form.by_key
        self.account: PageAccount = found.account.of(page)
        self.settling = Settling(found, page)
        self.known: Mapping[int, str] = {}

    def sources(self) -> dict[Source, list[RawCell]]:
        """The cells that say something for a column of a line; all others of its rows end here."""
        settle_blank(self.account)
        rows = self._rows()
        marks = {key: line.mark for key, line in self._lines.items()}
        self.known = known_rows(rows, marks, {key: line.code for key, line in self._lines.items()})
        sources: dict[Source, list[RawCell]] = {}
        for place, row in enumerate(rows):
            line = self._lines.get(self.known.get(place, ""))
            if line is None:
                self._strange(row)
            else:
                self._row(row, line, sources)
        return sources

    def _rows(self) -> list[Row]:
        """The rows under the heading; what stands above is ours."""
        found = []
        for at, cells in self.page.lines():
            if at <= self._columns.line:
                continue
            found.append(self._columns.row(at, cells, "code", "title"))
            for cell in cells:
                if not self._columns.name(cell.column) and self.account.open(cell):
                    self.account.ignore(cell, unseen(cell) or "unknown-heading")
        return found

    def _strange(self, row: Row) -> None:
        """A row of no line of ours: the total, or one somebody wrote."""
        total = is_total(row.text("title")) or is_total(row.text("code"))
        typed = any(name in row.cells and not row.cells[name].flags & FORMULA for name in EFFECTS)
        for name, cell in row.all:
            if self.account.open(cell):
                gone = unseen(cell) if not cell.flags & FORMULA and name not in ("key", "mark") else None
                ours: Reason = "form-total" if total else "unknown-row" if typed else "form-text"
                self.account.ignore(cell, gone or ours)

    def _row(self, row: Row, line: FormLine, sources: dict[Source, list[RawCell]]) -> None:
        changed = row.seen != line.mark
        for name, cell in row.all:
            if not self.account.open(cell):
                continue
            if name in ("key", "mark"):
                self.account.take(cell, "name")
            elif name in _OURS:
                self.account.ignore(cell, "changed-text" if changed and name in ("code", "title") else "form-text")
            elif name in ("sum", "lacking") or not line.open:
                self.account.ignore(cell, "form-total")
            elif (gone := unseen(cell)) is not None:
                self.account.ignore(cell, gone)
            elif self._meant(line, name):
                sources.setdefault((line.key, name), []).append(cell)
            else:
                self.account.ignore(cell, "other-column")

    def _meant(self, line: FormLine, name: str) -> bool:
        """Whether a column of a line is for something to be taken."""
        if line.input is not None:
            return name == "base"
        return name in EFFECTS or name == "note" or (name == "evidence" and line.item is not None)
