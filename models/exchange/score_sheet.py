"""Scores from a page of cells: units down and items across, whichever way somebody turned the table.

Every raw cell ends in the account. What a text means for an item is asked of `check`, the lock of the keyboard; what
is nearly known, or said twice in different ways, is offered as a choice. Nothing is written to a book here, and no unit
or item is guessed from a name that only resembles it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from models.exchange.account import Account, Reason, unseen
from models.exchange.cells.model import HIDDEN, Cell, Page, Watch, Workbook
from models.exchange.likeness import Likeness
from models.exchange.meaning import heading, is_column_numbers, is_total, maybe_day, name, plain, points
from models.exchange.score_table import MOST_ACROSS, UNSURE, Table, code_key, codes_of, header_of, table_of
from models.rules.errors import BadInput, Refusal

ChoiceKind: TypeAlias = Literal["unit", "heading", "unit-twice", "heading-twice", "cell-twice"]
_STEP: Final = 200
Check: TypeAlias = Callable[[str, str, str], object]
"""(unit, head, text): raises the Refusal that the keyboard would show."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the book knows: names of units and of headings (any name -> key), and the most points under a heading."""

    heads: Mapping[str, str]
    units: Mapping[str, str]
    most: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the person may or must choose. `options` are units, headings or addresses; `chosen` is the answer so
    far, "" for leaving it out."""

    key: str
    kind: ChoiceKind
    text: str
    address: str
    options: tuple[str, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One cell of the table: for which unit and which heading, what it says, where it stands."""

    unit: str
    head: str
    text: str
    cell: Cell

    @property
    def address(self) -> str:
        """Where it stands on the page."""
        return self.cell.address


@dataclass(frozen=True, slots=True)
class ReadScores:
    """What a page says. What was refused or left out stands in `account`; `shape` names tables of one build, by which
    answers are remembered.

    The `cells` have not ended yet: `settle` asks the lock of the keyboard for each, in steps, since it needs the book.
    """

    cells: tuple[ReadCell, ...]
    choices: tuple[Choice, ...]
    account: Account
    page: Page
    shape: str
    places: Mapping[int, tuple[str, str]]
    """The unit and heading of the page's cells that are meant for us, by `Cell.ordinal`."""
    converted: int = 0
    """How many cells of the workbook had letters of an old font or in pieces."""

    def settle(self, check: Check) -> Iterator[ReadCell]:
        """End every cell; those that pass are given back, one by one."""
        account = self.account.of(self.page)
        for each in self.cells:
            try:
                check(each.unit, each.head, each.text)
            except Refusal as refusal:
                account.refuse(each.cell, refusal)
                continue
            account.take(each.cell)
            yield each


def read(
    book: Workbook,
    page: Page,
    known: Known,
    answers: Mapping[str, str] | None = None,
    watch: Watch | None = None,
) -> ReadScores:
    """Read a page against the book's names; `answers` are those of earlier choices by their keys. Safe in a thread.

    BadInput `import.no_score_table` when no line holds known headings beside known units.
    """
    said = answers or {}
    heads = {plain(each): head for each, head in known.heads.items()} | _answered(said, "heading:")
    units = {plain(each): unit for each, unit in known.units.items()} | _answered(said, "unit:")
    table = table_of(page, heads, units)
    if table is None:
        raise BadInput("import.no_score_table")
    return _Reading(book, page, known, said, table, heads, units).result(watch or Watch())


def _answered(answers: Mapping[str, str], kind: str) -> dict[str, str]:
    return {key.removeprefix(kind): chosen for key, chosen in answers.items() if key.startswith(kind) and chosen}


@dataclass(frozen=True, slots=True)
class _Source:
    cell: Cell
    name: Cell
    at: int


class _Reading:
    """One page on its way into the account, line by line."""

    def __init__(
        self,
        book: Workbook,
        page: Page,
        known: Known,
        answers: Mapping[str, str],
        table: Table,
        heads: Mapping[str, str],
        units: Mapping[str, str],
    ) -> None:
        self._page, self._known, self._answers = page, known, answers
        self._table, self._heads, self._units = table, heads, units
        self._beside_each_other = table.blocks
        self._account = Account(book)
        self._ours = self._account.of(page)
        self._sources: dict[tuple[str, str], list[_Source]] = {}
        self._choices: dict[str, Choice] = {}
        self._cells: list[ReadCell] = []
        self._second = False
        self._near_unit, self._near_head = Likeness(known.units), Likeness(known.heads)

    def result(self, watch: Watch) -> ReadScores:
        """Settle every cell of the workbook."""
        lines = self._table.lines
        for count, (line, cells) in enumerate(lines.items()):
            if count % _STEP == 0:
                watch.step(count, len(lines))
            if line < self._table.first:
                self._above(line, cells)
            else:
                self._line(cells)
        for (unit, head), sources in self._sources.items():
            self._settle(unit, head, sources)
        self._account.leave_other_pages(self._page)
        if not self._cells and not self._choices and not self._ours.refused and not self._some_unit_unknown():
            raise BadInput("import.no_score_table")
        places = {each.cell.ordinal: at for at, sources in self._sources.items() for each in sources}
        choices = tuple(self._choices.values())
        converted = len(self._account.converted())
        return ReadScores(tuple(self._cells), choices, self._account, self._page, self._table.shape, places, converted)

    def _some_unit_unknown(self) -> bool:
        return self._account.left_out().get("unknown-unit", 0) > 0

    def _above(self, line: int, cells: list[tuple[int, Cell]]) -> None:
        """A line of the heading or above it."""
        for across, cell in cells:
            gone = unseen(cell)
            if gone == "blank" or gone == "covered":
                self._ours.ignore(cell, gone)
            elif self._table.heading.get(across) is cell:
                self._ours.take(cell, "heading")
                self._say_again(self._key(cell), "heading", cell)
            elif line < self._table.top:
                self._ours.ignore(cell, "title")
            elif across in self._table.columns or self._table.aside(across):
                self._ours.ignore(cell, "other-column")
            else:
                self._strange_heading(cell)

    def _strange_heading(self, cell: Cell) -> None:
        key = self._key(cell)
        self._ours.ignore(cell, "not-chosen" if key in self._answers else "unknown-heading")
        used = self._table.columns.values()
        near = codes if len(codes := codes_of(cell, self._heads)) > 1 else self._near_head.near(cell.text)
        options = tuple(head for head in near if head not in used)
        if options:
            self._choices[key] = Choice(key, "heading", cell.text, cell.address, options)

    def _key(self, cell: Cell) -> str:
        """Under which key it is answered what a heading is."""
        several = len(codes_of(cell, self._heads)) > 1
        return f"heading:{code_key(cell) if several else heading(cell)}"

    def _say_again(self, key: str, kind: Literal["unit", "heading"], cell: Cell) -> None:
        """Keep a name that was answered as a choice: an answer is seen where it holds, and can be taken back."""
        chosen = self._answers.get(key)
        if chosen and key not in self._choices:
            near = self._near_head.near(cell.text) if kind == "heading" else self._near_unit.near(name(cell))
            if kind == "heading" and len(codes := codes_of(cell, self._heads)) > 1:
                near = codes
            self._choices[key] = Choice(
                key, kind, cell.text, cell.address, tuple(dict.fromkeys((chosen, *near))), chosen
            )

    def _line(self, cells: list[tuple[int, Cell]]) -> None:
        for _, cell in cells:
            if (gone := unseen(cell)) in ("blank", "covered"):
                self._ours.ignore(cell, gone)
        cells = [(across, cell) for across, cell in cells if self._ours.open(cell)]
        names = [cell for across, cell in cells if across not in self._table.columns and name(cell) in self._units]
        if self._second or (not names and self._begins_another(cells)):
            self._ours.rest((cell for _, cell in cells), "second-table" if self._second else "repeated-heading")
            return
        for start, end in pairwise((0, *self._beside_each_other, MOST_ACROSS)):
            block = [(across, cell) for across, cell in cells if start <= across < end]
            if block:
                self._block(block)

    def _block(self, cells: list[tuple[int, Cell]]) -> None:
        """A line of one table, or of one of those beside each other."""
        names = [cell for across, cell in cells if across not in self._table.columns and name(cell) in self._units]
        units = {self._units[name(cell)] for cell in names}
        if len(units) == 1:
            self._unit_line(units.pop(), names, cells)
        elif units:
            refusal = BadInput("cells.two_units", names=", ".join(cell.text for cell in names))
            for across, cell in cells:
                if across in self._table.columns or cell in names:
                    self._ours.refuse(cell, refusal)
            self._ours.rest((cell for _, cell in cells), "other-column")
        else:
            self._strange_line(cells)

    def _begins_another(self, cells: list[tuple[int, Cell]]) -> bool:
        """Whether the line is a heading once more; another one than ours begins a second table."""
        found = {across: head for across, head in header_of(cells, self._heads).items() if head != UNSURE}
        if len(set(found.values())) < 2:
            return False
        self._second = any(self._table.columns.get(across) != head for across, head in found.items())
        return True

    def _unit_line(self, unit: str, names: list[Cell], cells: list[tuple[int, Cell]]) -> None:
        for cell in names:
            self._ours.take(cell, "name")
            self._say_again(f"unit:{name(cell)}", "unit", cell)
        for across, cell in cells:
            if not self._ours.open(cell):
                continue
            head = self._table.columns.get(across)
            if head is None:
                self._ours.ignore(cell, self._beside(across))
            elif cell.flags & HIDDEN or unseen(cell) != "uncached":
                self._sources.setdefault((unit, head), []).append(_Source(cell, names[0], across))
            else:
                self._ours.ignore(cell, "uncached")

    def _beside(self, across: int) -> Reason:
        return "unknown-heading" if self._table.strange(across) else "other-column"

    def _strange_line(self, cells: list[tuple[int, Cell]]) -> None:
        """A line of no unit of ours: a total, a title, or somebody else's."""
        texts = [cell.text for _, cell in cells]
        words = [cell for across, cell in cells if cell.kind == "text" and across not in self._table.columns]
        said = max(words, key=lambda cell: len(plain(cell.text)), default=None)
        some = any(across in self._table.columns and _looks_like_points(cell) for across, cell in cells)
        if is_column_numbers(texts):
            reason: Reason = "column-numbers"
        elif any(is_total(cell.text) for cell in words):
            reason = "total"
        elif not some:
            reason = "title"
        elif said is None or len(plain(said.text)) <= 3:
            reason = "unknown-row"
        else:
            reason = "unknown-unit"
            self._strange_unit(said)
        for _, cell in cells:
            gone = unseen(cell)
            self._ours.ignore(cell, gone if gone in ("hidden-row", "filtered") else reason)

    def _strange_unit(self, said: Cell) -> None:
        key = f"unit:{name(said)}"
        options = self._near_unit.near(name(said))
        if options and key not in self._choices:
            self._choices[key] = Choice(key, "unit", said.text, said.address, options)

    # -- sources of one cell --

    def _settle(self, unit: str, head: str, sources: list[_Source]) -> None:
        shown = [each for each in sources if not each.cell.flags & HIDDEN]
        texts = {each.cell.text for each in sources}
        if not shown:
            for each in sources:
                self._ours.ignore(each.cell, unseen(each.cell) or "hidden-row")
        elif len(texts) == 1:
            self._take(unit, head, shown[0].cell)
            for each in sources:
                if each is not shown[0]:
                    self._ours.ignore(each.cell, "repeated-value")
        else:
            self._choose(unit, head, sources)

    def _choose(self, unit: str, head: str, sources: list[_Source]) -> None:
        key, kind, options = self._cause(unit, head, sources)
        answer = self._answers.get(key, "")
        label = sources[0].name.text if kind != "heading-twice" else head
        self._choices[key] = Choice(key, kind, label, options[0], options, answer if answer in options else "")
        chosen = [each for each in sources if self._option(each, kind) == answer]
        if len(chosen) == 1:
            self._take(unit, head, chosen[0].cell)
            for each in sources:
                if each is not chosen[0]:
                    self._ours.ignore(each.cell, "not-chosen")
            return
        said = "; ".join(f"{each.cell.address} “{each.cell.text}”" for each in sources)
        refusal = BadInput("cells.conflict", sources=said)
        for each in sources:
            self._ours.refuse(each.cell, refusal)

    def _cause(self, unit: str, head: str, sources: list[_Source]) -> tuple[str, ChoiceKind, tuple[str, ...]]:
        names = tuple(dict.fromkeys(each.name.address for each in sources))
        if len(names) > 1:
            return f"unit-twice:{unit}", "unit-twice", names
        columns = tuple(dict.fromkeys(self._option(each, "heading-twice") for each in sources))
        if len(columns) > 1:
            return f"heading-twice:{head}", "heading-twice", columns
        places = tuple(self._option(each, "cell-twice") for each in sources)
        return f"cell-twice:{sources[0].cell.address}", "cell-twice", places

    def _option(self, source: _Source, kind: ChoiceKind) -> str:
        if kind == "unit-twice":
            return source.name.address
        if kind == "heading-twice":
            return self._table.heading[source.at].address
        return f"{source.cell.address} “{source.cell.text}”"

    def _take(self, unit: str, head: str, cell: Cell) -> None:
        try:
            text = points(cell, self._page)
            day = maybe_day(cell, self._known.most.get(head))
            if day:
                raise BadInput("cells.maybe_day", text=text, day=day)
        except Refusal as refusal:
            self._ours.refuse(cell, refusal)
            return
        self._cells.append(ReadCell(unit, head, text, cell))


def _looks_like_points(cell: Cell) -> bool:
    """Whether a cell of a line nobody knows looks like points, so that the line is a unit and not a heading."""
    return cell.kind != "text" or (len(cell.text) <= 12 and any(letter.isdigit() for letter in cell.text))
