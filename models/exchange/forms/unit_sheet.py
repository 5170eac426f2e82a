"""One unit's sheet that is not our form: items down, its points in one column; which unit and which column is chosen.

An item is known by its title, numbering and points beside it left out; its points are those in its rows, down to the
next line of the form. What is written twice for one item is not added up: it is refused with both places.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from models.exchange.account import Account, PageAccount, Reason, unseen
from models.exchange.cells.model import Cell, Page, Workbook, address
from models.exchange.form_table.phrases import points_in
from models.exchange.forms.carried import Carried
from models.exchange.forms.layout import FormLine, MemberForm
from models.exchange.forms.settling import Settling
from models.exchange.likeness import alike
from models.exchange.meaning import is_total, of_before, plain
from models.rules.errors import BadInput

if TYPE_CHECKING:
    from models.book.book import Book

_POINTS: Final = re.compile(r"\s*\(?\s*(?:tối đa\s*)?\d+(?:[.,]\d+)?\s*(?:đ|điểm)\s*\)?\s*$", re.IGNORECASE)
_MARKS: Final = re.compile(r"^\s*(?:[IVXLC]{1,6}|[A-Za-zĐđ]|\d{1,3}(?:\.\d{1,3})*)\s*[.)]\s*|^\s*[-–•*+]\s*")
_LONG: Final = 16
"""Letters from which the beginning of a title stands for it."""
_ALIKE: Final = 85
_WHOSE: Final = "sheet-unit"
"""Under which name settings keep whose the last sheet of a build was."""
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "base": ("tu cham", "tu danh gia", "don vi cham", "diem cham"),
    "bonus": ("cong", "thuong", "diem cong"),
    "penalty": ("tru", "bi tru", "diem tru"),
    "note": ("giai trinh", "dien giai", "ghi chu", "thuyet minh"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds something beside items: place (from 0), its letters, its heading, how many cells."""

    place: int
    heading: str
    count: int

    @property
    def letters(self) -> str:
        """As a spreadsheet calls it."""
        return address(0, self.place).rstrip("1")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A workbook as a unit's sheet: the columns that may be chosen, those proposed by their headings, the units its
    words name (the likeliest first), and a name for sheets of one build. `before`: proposed is what was chosen last;
    `unit_before` is the unit that was chosen for the last such sheet that did not name one ("" for none).
    """

    columns: tuple[Column, ...]
    proposed: Mapping[str, int]
    units: tuple[str, ...]
    shape: str
    before: bool = False
    unit_before: str = ""


def look(book: Book, workbook: Workbook, form: MemberForm) -> Sheet:
    """What there is to choose. BadInput `forms.no_items` when no line of the form is found in it."""
    found = [(page, _blocks(page, form)) for page in _pages(workbook)]
    if not any(blocks for _, blocks in found):
        raise BadInput("forms.no_items", file=workbook.name, form=form.form.name)
    first = min(block.top for block in next(blocks for _, blocks in found if blocks))
    heads = _headings(next(page for page, blocks in found if blocks), first)
    titles = Counter(block.title.column for _, blocks in found for block in blocks if block.title is not None)
    title = titles.most_common(1)[0][0]
    counts = Counter(
        cell.column for page, blocks in found for block in blocks for cell in block.cells(page) if cell.column > title
    )
    columns = tuple(Column(place, heads.get(place, ""), counts[place]) for place in sorted(counts))
    shape = hashlib.sha256("\n".join(f"{place} {heads[place]}" for place in sorted(heads)).encode()).hexdigest()[:16]
    kept = book.settings.get(f"import.unit-sheet.{shape}", None)
    before = isinstance(kept, Mapping)
    proposed = {str(k): int(v) for k, v in kept.items()} if before else _proposed(columns)
    units = named(book, form.identity.year, workbook)
    chosen = book.settings.answers(f"{_WHOSE}.{shape}").get("unit", "") if len(units) != 1 else ""
    going_on = {one.key for one in book.members.roster(form.identity.year) if one.to_date is None}
    return Sheet(columns, proposed, units, shape, before, chosen if chosen in going_on else "")


def _pages(workbook: Workbook) -> list[Page]:
    return [page for page in workbook.pages if page.sheet and page.state == "visible"]


def remember(book: Book, sheet: Sheet, columns: Mapping[str, int], unit: str) -> None:
    """Keep what was chosen for the next sheet of this build, the unit too where the sheet does not name one; inside an
    act.
    """
    if len(sheet.units) != 1:
        book.settings.keep_answers((f"{_WHOSE}.{sheet.shape}", {"unit": unit}))
    if dict(sheet.proposed) != dict(columns) or book.settings.get(f"import.unit-sheet.{sheet.shape}", None) is None:
        book.settings.put(f"import.unit-sheet.{sheet.shape}", dict(columns))


def read(workbook: Workbook, form: MemberForm, columns: Mapping[str, int]) -> Carried:
    """What a unit's sheet says by the columns chosen (`base`, and where told `bonus`, `penalty`, `note`). BadInput
    `forms.no_items`.
    """
    account = Account(workbook)
    found = Carried(form, account)
    there: set[str] = set()
    for page in workbook.pages:
        if page.sheet and page.state == "visible" and (blocks := _blocks(page, form, there)):
            _Page(found, page, columns, blocks).read()
    if not there:
        raise BadInput("forms.no_items", file=workbook.name, form=form.form.name)
    found.absent = [line for line in form.lines if line.effects and line.key not in there]
    for other in account.pages.values():
        other.rest(other.page.cells, "other-page" if other.page.state == "visible" else "hidden-page")
    account.counted()
    return found


# -- which rows are which line --


@dataclass(slots=True)
class _Block:
    """The rows of one line of the form, or of one that is said again (`line` None)."""

    line: FormLine | None
    top: int
    title: Cell | None
    bottom: int = 0

    def cells(self, page: Page) -> Iterator[Cell]:
        """What stands in its rows, but for what says nothing."""
        for cell in page.cells:
            if self.line is not None and self.line.effects and self.top <= cell.line <= self.bottom and cell.text:
                yield cell


def _bare(text: str) -> str:
    """A title without numbering before it and points behind it."""
    before = ""
    while before != text:
        before, text = text, _MARKS.sub("", text)
    return plain(_POINTS.sub("", points_in(text)[0]))


def _blocks(page: Page, form: MemberForm, done: set[str] | None = None) -> list[_Block]:
    """The lines of the form on a page, top down; `done` are those found on earlier pages."""
    known = set() if done is None else done
    open_lines = [line for line in form.lines if line.input is None]
    blocks: list[_Block] = []
    for at, cells in page.lines():
        texts = [cell for cell in cells if cell.kind == "text" and len(cell.text) > 3]
        hit = _hit(texts, open_lines, known)
        if hit is not None:
            line, title = hit
            again = line.key in known
            known.add(line.key)
            blocks.append(_Block(None if again else line, at, title))
        elif blocks and any(is_total(cell.text) for cell in texts):
            blocks.append(_Block(None, at, None))
    for one, after in pairwise(blocks):
        one.bottom = after.top - 1
    if blocks:
        last = blocks[-1]
        merged = page.span(last.top, last.title.column) if last.title else None
        last.bottom = merged.bottom if merged else last.top
    return blocks


def _hit(texts: list[Cell], lines: list[FormLine], known: set[str]) -> tuple[FormLine, Cell] | None:
    """The line of the form that a row's words name: word for word, else by their beginning, else nearly."""
    for exactly in (_same, _begins, _nearly):
        for cell in texts:
            said = _bare(cell.text)
            fitting = [line for line in lines if said and exactly(said, _bare(line.title))]
            fresh = [line for line in fitting if line.key not in known]
            if fresh or fitting:
                return (fresh or fitting)[0], cell
    return None


def _same(one: str, other: str) -> bool:
    return one == other


def _begins(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _LONG and long.startswith(short)


def _nearly(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _LONG and abs(len(one) - len(other)) < 20 and alike(one, other) >= _ALIKE


def _headings(page: Page, first: int) -> dict[int, str]:
    """The words above the columns: the lowest text over the first item."""
    found: dict[int, str] = {}
    for cell in page.cells:
        if cell.line < first and cell.kind == "text" and len(cell.text) < 60 and any(map(str.isalpha, cell.text)):
            found[cell.column] = cell.text
    return found


def _proposed(columns: tuple[Column, ...]) -> dict[str, int]:
    """Columns by the words over them; bonus, penalty and notes are those at the right of the points."""
    found: dict[str, int] = {}
    for role, words in _WORDS.items():
        for column in columns:
            said = plain(column.heading)
            if of_before(column.heading):
                continue
            right = "base" not in found or column.place > found["base"]
            if role not in found and right and any(word in said for word in words):
                found[role] = column.place
    return found


def named(book: Book, year: int, workbook: Workbook) -> tuple[str, ...]:
    """The units whose names stand in a workbook, the longest name first."""
    pages = _pages(workbook)
    said = [plain(cell.text) for page in pages for cell in page.cells if cell.kind == "text" and len(cell.text) < 120]
    hits: dict[str, int] = {}
    for member in book.members.roster(year):
        for each in (member.unit.name, member.unit.short_name):
            word = plain(each)
            if word and any(word in text for text in said):
                hits[member.key] = max(hits.get(member.key, 0), len(word))
    return tuple(sorted(hits, key=lambda key: -hits[key]))


# -- the cells --


class _Page:
    """One page of the sheet."""

    def __init__(self, found: Carried, page: Page, columns: Mapping[str, int], blocks: list[_Block]) -> None:
        self._page, self._columns, self._blocks = page, columns, blocks
        self._account: PageAccount = found.account.of(page)
        self._settling = Settling(found, page)

    def read(self) -> None:
        """Settle every cell of the page."""
        roles = {place: role for role, place in self._columns.items()}
        first = self._blocks[0].top
        for block in self._blocks:
            by_role: dict[str, list[Cell]] = {}
            for cell in self._page.cells:
                if block.top <= cell.line <= block.bottom and self._account.open(cell):
                    role = roles.get(cell.column, "")
                    reason = self._left(block, cell, role)
                    if reason is not None:
                        self._account.ignore(cell, reason)
                    else:
                        by_role.setdefault(role, []).append(cell)
            for role, cells in by_role.items():
                assert block.line is not None
                self._take(block, block.line, role, cells)
        self._settling.finish()
        for cell in self._page.cells:
            if self._account.open(cell):
                self._account.ignore(cell, unseen(cell) or ("title" if cell.line < first else "unknown-row"))

    def _left(self, block: _Block, cell: Cell, role: str) -> Reason | None:
        """Why a cell of a block is not for us; None when it is."""
        gone = unseen(cell)
        if gone is not None:
            return gone
        if block.line is None:
            return "total" if block.title is None else "second-table"
        if not role:
            return "form-text" if cell is block.title or cell.column < min(self._columns.values()) else "other-column"
        return None if block.line.effects else "form-total"

    def _take(self, block: _Block, line: FormLine, role: str, cells: list[Cell]) -> None:
        effect = role
        if role == "base" and "base" not in line.effects:
            effect = line.effects[0]
        if role == "note":
            self._settling.joined(line, "note", cells)
            return
        texts = [cell for cell in cells if cell.text.strip()]
        if len(texts) > 1:
            refusal = BadInput("forms.two_points", sources="; ".join(f"{one.address} “{one.text}”" for one in texts))
            for cell in texts:
                self._settling.refuse(line, effect, cell, refusal)
            return
        self._settling.value(line, effect, texts[0], block.top, block.bottom)
