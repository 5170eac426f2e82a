"""What a file or a paste is read as: pages of addressed raw cells, before anybody asks what a cell means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from models.rules.errors import BadInput

Kind: TypeAlias = Literal["number", "text", "date", "time", "duration", "boolean", "error", "blank"]
Origin: TypeAlias = Literal["xlsx", "xls", "ods", "csv", "text", "html"]

HIDDEN_ROW: Final = 1
HIDDEN_COLUMN: Final = 2
FILTERED: Final = 4
"""The row is hidden by the page's filter, not by hand."""
MERGED: Final = 8
"""The first cell of a merged range: the value of all of it."""
COVERED: Final = 16
"""Another cell of a merged range: what it holds is not to be seen in Excel."""
FORMULA: Final = 32
UNCACHED: Final = 64
"""A formula whose result was not saved with the file; the cell is blank though it shows a value in Excel."""
COMMENT: Final = 128
DOUBLE: Final = 256
"""A second cell written for an address that already has one."""
RECOMPOSED: Final = 512
"""The letters stood decomposed (NFD) or with invisible signs; `raw` is what the file holds."""
OLD_FONT: Final = 1024
"""The text was typed in a TCVN3 font (.VnTime) and is converted; `raw` is what the file holds."""
APOSTROPHE: Final = 2048
"""Written with a leading apostrophe: text by the writer's will, even if it reads like a number."""

HIDDEN: Final = HIDDEN_ROW | HIDDEN_COLUMN | FILTERED


class Style(NamedTuple):
    """How a cell is dressed, as far as it says something: shared by all cells of one dress.

    `shows` is what the number format makes of a number: "" as it stands, "percent", "date", "time" or "duration".
    """

    format: str = ""
    shows: str = ""
    font: str = ""
    bold: bool = False
    italic: bool = False
    size: Decimal | None = None
    indent: int = 0
    align: str = ""
    apostrophe: bool = False


PLAIN: Final = Style()


class Cell(NamedTuple):
    """One cell that holds something; line and column count from 0 ("D14" is line 13, column 3).

    `text` is clean and stripped: a number as the keyboard types it ("8,33"), a date as 05/12/2025, a time as 8:30.
    `value` is a Decimal for a number, True or False for a boolean, "YYYY-MM-DD" for a date, else the text.
    `raw` is the string as stored (leading blanks and all). `ordinal` is the place in `Page.cells`.
    """

    ordinal: int
    line: int
    column: int
    kind: Kind
    text: str
    value: Decimal | bool | str
    raw: str
    style: Style = PLAIN
    flags: int = 0
    formula: str = ""

    @property
    def address(self) -> str:
        """As a spreadsheet calls the cell: "D14"."""
        return address(self.line, self.column)

    @property
    def shown(self) -> str:
        """What the sheet shows where that is not `text`: 0,85 under a percent format is 85%."""
        if self.style.shows == "percent" and isinstance(self.value, Decimal):
            return plain(self.value * 100) + "%"
        return self.text


class Span(NamedTuple):
    """A merged range, its four edges within (from 0)."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a workbook. `cells` are in the order of lines, then columns; a cell without content is not there.

    `sheet` is False for a page that holds no cells by its nature (a chart). `comments` are told by place, also where
    no cell is. `drawings`: pictures or text boxes stand on the page, which are never read.
    """

    name: str
    cells: tuple[Cell, ...] = ()
    spans: tuple[Span, ...] = ()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    outline: Mapping[int, int] = field(default_factory=dict)
    state: Literal["visible", "hidden", "very-hidden"] = "visible"
    sheet: bool = True
    drawings: bool = False
    _places: dict[tuple[int, int], Cell] = field(default_factory=dict, repr=False, compare=False)

    def at(self, line: int, column: int) -> Cell | None:
        """The cell at a place (the first written one), blank ones too; None where nothing is."""
        if not self._places:
            for cell in self.cells:
                self._places.setdefault((cell.line, cell.column), cell)
        return self._places.get((line, column))

    def lines(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """The lines that hold something, top down, each with its cells from left to right."""
        at = -1
        row: list[Cell] = []
        for cell in self.cells:
            if cell.line != at:
                if row:
                    yield at, tuple(row)
                at, row = cell.line, []
            row.append(cell)
        if row:
            yield at, tuple(row)

    def span(self, line: int, column: int) -> Span | None:
        """The merged range a place lies in; None when it is a cell of its own."""
        for span in self.spans:
            if span.top <= line <= span.bottom and span.left <= column <= span.right:
                return span
        return None


class Note(NamedTuple):
    """Something the reader has to say about a whole file: the code of a sentence and its facts."""

    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Workbook:
    """All that was read of one file or paste. `defined` are its defined names, `properties` its own properties."""

    name: str
    origin: Origin
    pages: tuple[Page, ...]
    notes: tuple[Note, ...] = ()
    defined: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)

    def page(self, name: str | None = None) -> Page:
        """The page of a name; without one the first visible page that holds cells, else the first page at all.

        Raises BadInput `excel.no_sheet`.
        """
        if name is not None:
            for each in self.pages:
                if each.name == name:
                    return each
            raise BadInput("excel.no_sheet", sheet=name, file=self.name)
        seen = [each for each in self.pages if each.sheet and each.state == "visible"]
        return next((each for each in seen if each.cells), seen[0] if seen else self.pages[0])


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader takes, counted on what is really read and before anything is built of it."""

    packed: int = 50_000_000
    unpacked: int = 400_000_000
    cells: int = 1_500_000
    rows: int = 200_000
    text: int = 2_000_000
    """Characters of a paste."""
    letters: int = 100_000
    """Characters of one cell; Excel itself holds 32,767."""


LIMITS: Final = Limits()


def never() -> bool:
    """Nobody stops this reading."""
    return False


def silent(done: int, total: int) -> None:
    """Nobody watches this reading."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on: `progress(done, total)` in bytes, and `stop()` asked between chunks.

    Called in the thread that reads. A stop raises BadInput `cells.stopped`.
    """

    progress: Callable[[int, int], None] = silent
    stop: Callable[[], bool] = never

    def step(self, done: int, total: int) -> None:
        """Tell how far the reading is, and leave when asked to."""
        if self.stop():
            raise BadInput("cells.stopped")
        self.progress(done, total)


def address(line: int, column: int) -> str:
    """The cell as a spreadsheet calls it: line 13, column 3 (both from 0) is D14."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line + 1}"


def plain(value: Decimal) -> str:
    """A number as the keyboard types it: no exponent, no zeros at the end, a comma."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".").replace(".", ",")
    return "0" if text in ("-0", "") else text
