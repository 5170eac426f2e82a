"""A further page of a member's form that came back: its rows as lines of the year's lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

from models.book.base.asked import Field
from models.book.following import pasted
from models.exchange.account import PageAccount, unseen
from models.exchange.cells.model import Cell, Page, Workbook
from models.exchange.forms.carried import Carried, ListEdit, Told
from models.exchange.forms.identity import digest
from models.exchange.forms.list_pages import Held, ListPage
from models.exchange.forms.list_pages import said as as_text
from models.exchange.forms.rows import Columns, columns_of, pages_with, settle_blank
from models.exchange.meaning import points, words
from models.rules.errors import BadInput, Refusal

if TYPE_CHECKING:
    from models.book.book import Book

_NUMBERS: Final = ("figure", "count", "money")
_NOTHING: Final = ("-", "–", "—", "\u2212")
"""What a cell says that takes away what stood there; an empty one takes nothing away."""


def read(book: Book, workbook: Workbook, listed: ListPage, found: Carried) -> None:
    """Settle the page of a list, if the workbook still has one."""
    done: dict[str, Mapping[str, str]] = {}
    for page in pages_with(workbook, listed.key, listed.title):
        columns = columns_of(page, listed.key, {f.name: f.heads[:1] for f in listed.fields})
        if columns is not None and set(listed.named[:1]) <= columns.places.keys():
            _List(book, page, columns, listed, found, done).read()


class _List:
    """One page on its way into the account, row by row."""

    def __init__(
        self,
        book: Book,
        page: Page,
        columns: Columns,
        listed: ListPage,
        found: Carried,
        done: dict[str, Mapping[str, str]],
    ) -> None:
        who = found.form.identity
        self._page, self._columns, self._listed, self._found = page, columns, listed, found
        self._account: PageAccount = found.account.of(page)
        self._names = pasted.known(book, who.year)
        held = listed.held(book, who.year, who.unit)
        self._by_key = {one.key: one for one in held}
        self._by_name: dict[str, list[Held]] = {}
        for one in held:
            self._by_name.setdefault(self._name(one), []).append(one)
        self._done = done

    def read(self) -> None:
        """Settle every cell of the page."""
        settle_blank(self._account)
        rows = []
        for at, cells in self._page.lines():
            if at > self._columns.line:
                row = self._columns.row(at, cells)
                rows.append(row.cells)
                for name, cell in row.again:
                    self._again(row.cells.get(name), cell)
                for cell in cells:
                    if self._account.open(cell) and not self._columns.name(cell.column):
                        self._account.ignore(cell, unseen(cell) or "unknown-heading")
        named = {self._listed.name(_texts(row)) for row in rows}
        for cells_of in rows:
            self._row(cells_of, named)
        self._account.rest(self._page.cells, "form-text")

    def _again(self, first: Cell | None, cell: Cell) -> None:
        """A cell of a column that stands twice: the same once more, or a second source nobody can choose between."""
        if not self._account.open(cell):
            return
        gone = unseen(cell)
        if gone is not None or (first is not None and first.text == cell.text):
            self._account.ignore(cell, gone or "repeated-value")
            return
        both = [one for one in (first, cell) if one is not None and self._account.open(one)]
        said = "; ".join(f"{one.address} “{one.text}”" for one in both)
        for one in both:
            self._refuse({"": one}, BadInput("cells.conflict", sources=said))

    def _name(self, held: Held) -> str:
        return self._listed.name({k: as_text(v) for k, v in held.cells.items()})

    def _row(self, row: Mapping[str, Cell], named: set[str]) -> None:
        for name in ("key", "mark"):
            if name in row and self._account.open(row[name]):
                self._account.take(row[name], "name")
        seen = {}
        for name, cell in row.items():
            if self._account.open(cell):
                gone = unseen(cell)
                if gone is not None:
                    self._account.ignore(cell, gone)
                else:
                    seen[name] = cell
        if seen:
            self._line(row, seen, named)

    def _line(self, row: Mapping[str, Cell], seen: Mapping[str, Cell], named: set[str]) -> None:
        texts = _texts(seen)
        name = self._listed.name(texts)
        held = self._held(row["key"].raw.strip() if "key" in row else "", name, named)
        mark = digest(*(texts.get(field.name, "") for field in self._listed.fields))
        given = row["mark"].raw.strip() if "mark" in row else ""
        if held is not None and mark in (held.mark(self._listed.fields), given):
            self._take(seen)
            self._found.same += len(seen)
            return
        first = next(iter(seen.values()))
        which = f"{name}\n{held.key}" if held is not None and len(self._by_name.get(name, ())) > 1 else name
        if name and self._done.get(which) == texts:
            for cell in seen.values():
                self._account.ignore(cell, "repeated-value")
            return
        try:
            if not name:
                raise BadInput("line.missing", label=self._field(self._listed.named[0]).label)
            if which in self._done or (held is None and len(self._by_name.get(name, ())) > 1):
                raise BadInput("forms.line_twice", text=first.text)
            stays = self._of(held, seen) if held is not None else {}
        except Refusal as refusal:
            self._refuse(seen, refusal)
            return
        self._done[which] = texts
        said = self._said(seen)
        if said is not None and held is not None and said == self._of(held, (), seen):
            self._take(seen)
            self._found.same += len(seen)
        elif said is not None:
            self._take(seen)
            self._found.kept += len(stays)
            before = "; ".join(filter(None, (as_text(value) for value in held.cells.values()))) if held else ""
            shown = "; ".join(seen[field.name].shown for field in self._listed.fields if field.name in seen)
            told = Told(self._page.name, first.address, self._listed.title, before, shown)
            self._found.told.append(told)
            self._found.lists.append(ListEdit(self._listed, {**stays, **said}, held.key if held else None, told))

    def _held(self, key: str, name: str, named: set[str]) -> Held | None:
        """The line a row stands for: the one that says the same first of all (of several, that of its key), else that
        of its key unless another row says what that line says.
        """
        one = self._by_key.get(key)
        alike = self._by_name.get(name, [])
        if alike:
            return one if one in alike else alike[0] if len(alike) == 1 else None
        return None if one is None or self._name(one) in named else one

    def _said(self, seen: Mapping[str, Cell]) -> dict[str, Any] | None:
        """What the cells say but for those that take away, None when one of them cannot be read: then the whole row is
        refused.
        """
        said: dict[str, Any] = {}
        faults: dict[str, Refusal] = {}
        for name, cell in seen.items():
            field = self._field(name)
            if cell.text in _NOTHING and not field.needed:
                continue
            try:
                text = points(cell, self._page) if field.kind in _NUMBERS else words(cell)
                value = pasted.value_of(field, text, self._names)
            except Refusal as refusal:
                faults[name] = refusal
                continue
            if value is not None:
                said[name] = value
        if not faults:
            return said
        for name, cell in seen.items():
            if name in faults:
                self._refuse({name: cell}, faults[name])
            else:
                self._account.refuse(cell, BadInput("cells.line_refused", line=cell.line + 1))
        return None

    def _of(self, held: Held, but: Collection[str], only: Collection[str] | None = None) -> dict[str, Any]:
        """What a line of the book is, as a row would be read: all of its fields but some, or some only."""
        said: dict[str, Any] = {}
        for name, value in held.cells.items():
            if value is None or value == "" or name in but or (only is not None and name not in only):
                continue
            field = self._field(name)
            figure = field.kind in ("figure", "count")
            said[name] = value if figure else pasted.value_of(field, as_text(value), self._names)
        return said

    def _field(self, name: str) -> Field:
        return next(field for field in self._listed.fields if field.name == name)

    def _take(self, cells: Mapping[str, Cell]) -> None:
        for cell in cells.values():
            self._account.take(cell)

    def _refuse(self, cells: Mapping[str, Cell], refusal: Refusal) -> None:
        for cell in cells.values():
            self._account.refuse(cell, refusal)
            told = Told(self._page.name, cell.address, self._listed.title, "", cell.shown, "", refusal)
            self._found.told.append(told)


def _texts(cells: Mapping[str, Cell]) -> dict[str, str]:
    return {name: cell.text for name, cell in cells.items()}
