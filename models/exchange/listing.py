"""A page as a list, a line of it for each thing: the rows an area's own reader understands, and the account of them.

Which columns and lines an area took is told to `settle`; what lies in hidden lines, under merges, in formulas that
failed or have no saved result never reaches it and is counted by its reason. Words merged down over several lines are
those of each; of a number merged so nobody can say whose it is, unless its column is that of the year.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from models.exchange.account import Account, unseen
from models.exchange.cells.model import MERGED, OLD_FONT, Cell, Page, Workbook
from models.exchange.meaning import is_total, plain
from models.rules.errors import BadInput
from models.rules.number.text import clean

MOST_LINES: Final = 100_000
"""A stray cell far below must not make rows of a million lines; no list of ours is that long."""


class Listing:
    """One page for an area's reader. `rows` are numbered as on the page; what is not to be seen is blank in them."""

    def __init__(self, book: Workbook, page: Page) -> None:
        self.page = page
        self.account = Account(book)
        self.account.leave_other_pages(page)
        self._ours = self.account.of(page)
        self.rows: list[list[str]] = []
        for line, row in page.lines():
            seen = [cell for cell in row if self._seen(cell)]
            if not seen:
                continue
            while len(self.rows) <= line:
                self.rows.append([])
            self.rows[line] = [""] * (seen[-1].column + 1)
            for cell in seen:
                self.rows[line][cell.column] = said(cell)
        for span in page.spans:
            first = page.at(span.top, span.left)
            if span.bottom > span.top and first is not None and self._ours.open(first):
                for below in self.rows[span.top + 1 : span.bottom + 1]:
                    if any(below):
                        below.extend([""] * (span.left + 1 - len(below)))
                        below[span.left] = said(first)

    def _seen(self, cell: Cell) -> bool:
        gone = unseen(cell)
        if gone is None and cell.line >= MOST_LINES:
            gone = "unknown-row"
        elif gone is None and cell.kind == "error":
            gone = "error"
        elif gone is None and cell.kind == "number" and cell.flags & MERGED and not self._year(cell):
            span = self.page.span(cell.line, cell.column)
            gone = "spread" if span is not None and span.bottom > span.top else None
        if gone is not None:
            self._ours.ignore(cell, gone)
        return gone is None

    def _year(self, cell: Cell) -> bool:
        """Whether the lowest words above a cell say that its column is that of the year."""
        above = (self.page.at(line, cell.column) for line in range(cell.line - 1, -1, -1))
        words = next((one.text for one in above if one is not None and one.kind == "text"), "")
        return plain(words).startswith("nam")

    def settle(
        self,
        columns: Sequence[object],
        taken: Collection[int],
        refused: Collection[int],
        repeated: Collection[int] = (),
        headings: Mapping[int, Sequence[object]] | None = None,
        passed: Collection[int] = (),
    ) -> Account:
        """End the cells: `columns` are what each column was taken for (None: for nothing), `taken`, `refused` and
        `repeated` (left for an equal one, or one that was chosen) the numbers of lines (from 1) as the area read them.
        `headings` are lines of headings by their numbers, each with the columns of the lines below it; `passed` are
        lines among the others that are none of the list.
        """
        first = min([*taken, *refused, *repeated, *passed], default=0)
        now = columns
        for cell in self.page.cells:
            number = cell.line + 1
            again = (headings or {}).get(number)
            now = again if again is not None else now
            if not self._ours.open(cell):
                continue
            known = cell.column < len(now) and now[cell.column] is not None
            if again is not None and known:
                self._ours.take(cell, "heading")
            elif again is not None:
                self._ours.ignore(cell, "unknown-heading")
            elif number in refused:
                self._ours.refuse(cell, BadInput("cells.line_refused", line=number))
            elif number in repeated:
                self._ours.ignore(cell, "repeated-value")
            elif number in taken and known:
                self._ours.take(cell)
            elif number in taken:
                ordinal = len(cell.text) <= 4 and cell.text.rstrip(".").isdigit()
                self._ours.ignore(cell, "other-column" if ordinal else "unknown-heading")
            elif number < first:
                self._above(cell, known, number == first - 1)
            else:
                self._ours.ignore(cell, "total" if is_total(self._words(cell.line)) else "unknown-row")
        return self.account

    def _above(self, cell: Cell, known: bool, heading: bool) -> None:
        if known and heading:
            self._ours.take(cell, "heading")
        else:
            self._ours.ignore(cell, "unknown-heading" if heading and len(self._heads(cell.line)) > 1 else "title")

    def _heads(self, line: int) -> list[str]:
        return [text for text in self.rows[line] if text]

    def _words(self, line: int) -> str:
        return next((text for text in self.rows[line] if any(map(str.isalpha, text))), "")


def said(cell: Cell) -> str:
    """What a list's reader gets of a cell; an old font is left to it, since it shows both writings. A share is what it
    shows (95%), not the number under it (0,95): whoever wants a number says which.
    """
    if cell.flags & OLD_FONT:
        return clean(cell.raw).strip()
    if cell.kind == "number" and cell.style.shows == "percent":
        return cell.shown
    return "x" if cell.value is True else "" if cell.value is False else cell.text
