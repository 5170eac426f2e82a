"""Which row of a page that came back is which line of ours, wherever it went meanwhile.

A row bears the key of its line in a hidden column and, beside it, the digest of what people see. Sorting the visible
part leaves the hidden one behind, so what is seen decides where it is known; the key counts only while no row of the
page contradicts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from models.exchange.account import PageAccount
from models.exchange.cells.model import COVERED, DOUBLE, Cell, Page, Workbook
from models.exchange.forms.identity import digest
from models.exchange.forms.pieces import MARKER
from models.exchange.meaning import plain

_LOOK: Final = 30
"""Lines in which the heading of a page is looked for."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a page stand: place by name; `line` is that of the heading, below which rows begin. `again`
    are further columns that say they are one of these: copied ones, or ones with the same heading.
    """

    places: Mapping[str, int]
    line: int
    again: Mapping[int, str] = field(default_factory=dict)

    def name(self, place: int) -> str:
        """What stands in a column, "" for one that is not ours."""
        return next((name for name, at in self.places.items() if at == place), self.again.get(place, ""))

    def row(self, at: int, cells: Sequence[Cell], *seen: str) -> Row:
        """A row of the page; the columns `seen` are those by which people know it."""
        first: dict[str, Cell] = {}
        further = []
        for cell in cells:
            name = self.name(cell.column)
            if not name or (name in first and cell.column == first[name].column):
                continue  # nobody's column, or a second cell of one address
            if self.places.get(name) == cell.column:
                first[name] = cell
            else:
                further.append((name, cell))
        made = Row(at, first, first["key"].raw.strip() if "key" in first else "", "", tuple(further))
        return replace(made, seen=digest(*(made.text(name) for name in seen)))


def pages_with(book: Workbook, name: str, title: str) -> list[Page]:
    """The pages of ours of that name: those with its hidden first line (a copied page has it too), else the one with
    its title.
    """
    begins = f"{MARKER}{name}/"
    found = [
        page for page in book.pages if any(cell.raw.startswith(begins) for cell in page.cells if cell.line < _LOOK)
    ]
    return found or [page for page in book.pages if plain(page.name) == plain(title)][:1]


def columns_of(page: Page, name: str, heads: Mapping[str, Sequence[str]]) -> Columns | None:
    """The columns by the hidden line, and those it does not tell by their headings (`heads`: name -> headings)."""
    begins = f"{MARKER}{name}/"
    places: dict[str, int] = {}
    marked: dict[int, str] = {}
    for cell in page.cells:
        if cell.line < _LOOK and cell.raw.startswith(begins):
            marked[cell.column] = cell.raw.removeprefix(begins)
            places.setdefault(marked[cell.column], cell.column)
    words = {plain(head): column for column, those in heads.items() for head in those if head}
    best: dict[str, int] = {}
    headed: dict[int, str] = {}
    line = -1
    for at, cells in page.lines():
        if at >= _LOOK:
            break
        said = {words[plain(cell.text)]: cell.column for cell in reversed(cells) if plain(cell.text) in words}
        if len(said) > len(best):
            best, line = said, at
            headed = {cell.column: words[plain(cell.text)] for cell in cells if plain(cell.text) in words}
    known = {**best, **places}
    again = {
        column: name for column, name in {**headed, **marked}.items() if name in known and column not in known.values()
    }
    return Columns(known, line, again) if known else None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: its cells by column name, the key it bears, the digest of what is seen in it now; `again` are
    the cells of columns that stand a second time.
    """

    line: int
    cells: Mapping[str, Cell]
    key: str
    seen: str
    again: tuple[tuple[str, Cell], ...] = ()

    @property
    def all(self) -> Iterator[tuple[str, Cell]]:
        """Every cell with the name of its column."""
        yield from self.cells.items()
        yield from self.again

    def text(self, name: str) -> str:
        """What stands in a column; a number as codes are written."""
        cell = self.cells.get(name)
        return "" if cell is None else cell.text.replace(",", ".") if cell.kind == "number" else cell.text


def known_rows(rows: Sequence[Row], marks: Mapping[str, str], codes: Mapping[str, str]) -> dict[int, str]:
    """The key of the line each row is, by place in `rows`; `marks` are the digests of the lines by their keys, `codes`
    what stands before their titles.

    A row is left out when nothing tells what it is, or its code says it is another line than its key does.
    """
    by_mark: dict[str, list[str]] = {}
    for key, mark in marks.items():
        by_mark.setdefault(mark, []).append(key)
    moved = any(row.key in marks and row.seen in by_mark and row.key not in by_mark[row.seen] for row in rows)
    borne = Counter(row.key for row in rows)
    of_code: dict[str, set[str]] = {}
    for key, code in codes.items():
        of_code.setdefault(plain(code), set()).add(key)
    found: dict[int, str] = {}
    for place, row in enumerate(rows):
        seen = by_mark.get(row.seen, [])
        if len(seen) == 1:
            found[place] = seen[0]
        elif row.key in marks and not moved and (row.key in seen or (not seen and borne[row.key] == 1)):
            owners = of_code.get(plain(row.text("code")), set()) if row.text("code") else set()
            if owners and row.key not in owners:
                continue
            found[place] = row.key
    return found


def settle_blank(account: PageAccount) -> None:
    """End the cells that hold nothing to be read, whatever column they stand in."""
    for cell in account.page.cells:
        if account.open(cell):
            if cell.flags & COVERED:
                account.ignore(cell, "covered")
            elif cell.flags & DOUBLE:
                account.ignore(cell, "double")
            elif cell.kind == "blank" and not cell.formula:
                account.ignore(cell, "blank")
