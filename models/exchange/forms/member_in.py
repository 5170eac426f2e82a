"""A member's form that came back: every cell of it in the account, what it says against what the book holds.

Text and sums we wrote are known as ours and never data. A value is read as the keyboard reads it and judged by the
keyboard's lock; an empty cell says nothing and takes nothing away. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from models.book.scoring.typed import stated_of
from models.exchange.account import Account, PageAccount, Reason, unseen
from models.exchange.cells.model import FORMULA, Page, Workbook
from models.exchange.forms import identity, list_in
from models.exchange.forms.carried import Carried
from models.exchange.forms.identity import digest
from models.exchange.forms.layout import FormLine, MemberForm
from models.exchange.forms.list_pages import PAGES
from models.exchange.forms.member_out import COLUMNS, HEADS, SCORES
from models.exchange.forms.rows import Columns, Row, columns_of, known_rows, page_with, settle_blank
from models.exchange.forms.settling import Settling
from models.exchange.meaning import is_total
from models.rules.errors import BadInput
from models.rules.form.scoring import EFFECTS

if TYPE_CHECKING:
    from models.book.book import Book
    from models.exchange.cells.model import Cell as RawCell

_OURS: Final = ("code", "title", "max", "help")


def read(book: Book, workbook: Workbook, form: MemberForm) -> Carried:
    """What a workbook brings for a unit. BadInput `forms.no_page` where the page of the scores, or what its columns
    are, is not to be found any more.
    """
    account = Account(workbook)
    found = Carried(form, account)
    page = page_with(workbook, "scores", SCORES)
    columns = (
        None if page is None else columns_of(page, "scores", {c: (h,) for c, h in zip(COLUMNS, HEADS, strict=True)})
    )
    if page is None or columns is None or not {"code", "title"} <= columns.places.keys():
        raise BadInput("forms.no_page", file=workbook.name, page=SCORES)
    _Scores(found, page, columns).read()
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


class _Scores:
    """The page of the scores."""

    def __init__(self, found: Carried, page: Page, columns: Columns) -> None:
        self._found, self._form, self._page, self._columns = found, found.form, page, columns
        self._account: PageAccount = found.account.of(page)
        self._held = found.form.sheet.cells
        self._settling = Settling(found, page)

    def read(self) -> None:
        """Settle every cell of the page."""
        settle_blank(self._account)
        rows = self._rows()
        lines = self._form.by_key
        known = known_rows(rows, {key: line.mark for key, line in lines.items()})
        sources: dict[tuple[str, str], list[RawCell]] = {}
        for place, row in enumerate(rows):
            line = lines.get(known.get(place, ""))
            if line is None:
                self._strange(row)
            else:
                self._row(row, line, sources)
        for (key, column), cells in sources.items():
            self._settle(lines[key], column, cells)
        self._found.kept = sum(self._stays(lines[key], sources) for key in set(known.values()))
        self._settling.finish()
        self._found.absent = [line for key, line in lines.items() if line.open and key not in known.values()]
        self._account.rest(self._page.cells, "form-text")

    def _rows(self) -> list[Row]:
        """The rows under the heading; what stands above is ours."""
        found = []
        for at, cells in self._page.lines():
            if at <= self._columns.line:
                continue
            by_name = {name: cell for cell in reversed(cells) if (name := self._columns.name(cell.column))}
            row = Row(at, by_name, by_name["key"].raw.strip() if "key" in by_name else "", "")
            found.append(replace(row, seen=digest(row.text("code"), row.text("title"))))
            for cell in cells:
                if not self._columns.name(cell.column) and self._account.open(cell):
                    self._account.ignore(cell, unseen(cell) or "unknown-heading")
        return found

    def _strange(self, row: Row) -> None:
        """A row of no line of ours: the total, or one somebody wrote."""
        total = is_total(row.text("title")) or is_total(row.text("code"))
        typed = any(name in row.cells and not row.cells[name].flags & FORMULA for name in EFFECTS)
        for name, cell in row.cells.items():
            if self._account.open(cell):
                gone = unseen(cell) if not cell.flags & FORMULA and name not in ("key", "mark") else None
                ours: Reason = "form-total" if total else "unknown-row" if typed else "form-text"
                self._account.ignore(cell, gone or ours)

    def _row(self, row: Row, line: FormLine, sources: dict[tuple[str, str], list[RawCell]]) -> None:
        changed = row.seen != line.mark
        for name, cell in row.cells.items():
            if not self._account.open(cell):
                continue
            if name in ("key", "mark"):
                self._account.take(cell, "name")
            elif name in _OURS:
                self._account.ignore(cell, "changed-text" if changed and name in ("code", "title") else "form-text")
            elif name == "sum" or not line.open:
                self._account.ignore(cell, "form-total")
            elif (gone := unseen(cell)) is not None:
                self._account.ignore(cell, gone)
            elif self._meant(line, name):
                sources.setdefault((line.key, name), []).append(cell)
            else:
                self._account.ignore(cell, "other-column")

    def _stays(self, line: FormLine, sources: Mapping[tuple[str, str], object]) -> int:
        """How many cells of a line are empty where the book holds something."""
        held = self._held.get(line.node.key)
        if held is None:
            return 0
        if line.input is not None:
            return int(line.input.id in held.cell.inputs and (line.key, "base") not in sources)
        there = [stated_of(line.item, each, held.cell) for each in line.effects if (line.key, each) not in sources]
        return sum(value is not None for value in there)

    def _meant(self, line: FormLine, name: str) -> bool:
        """Whether a column of a line is for something to be taken."""
        if line.input is not None:
            return name == "base"
        return name in EFFECTS or name == "note" or (name == "evidence" and line.item is not None)

    # -- one cell --

    def _settle(self, line: FormLine, column: str, cells: list[RawCell]) -> None:
        """Take what one cell of a line says, however often it is written."""
        if len({cell.text for cell in cells}) > 1:
            refusal = BadInput("cells.conflict", sources="; ".join(f"{one.address} “{one.text}”" for one in cells))
            for cell in cells:
                self._settling.refuse(line, column, cell, refusal)
            return
        for again in cells[1:]:
            self._account.ignore(again, "repeated-value")
        self._settling.value(line, column, cells[0])
