"""Where the table of criteria stands in a workbook: its page, its heading over one or more lines, its columns, and the
pages on which it goes on.

A column's name is the path of the heading cells above it. What it holds is said by these words and checked against what
stands under them: a column of sentences is no column of points, whatever its heading says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from models.exchange.account import unseen
from models.exchange.cells.model import UNCACHED, Cell, Workbook
from models.exchange.form_table import codes
from models.exchange.form_table.columns import Grid, Sheet, columns_of, guessed, held_in
from models.exchange.form_table.model import NUMBERS, Code, Column, Corrections, Role, Why
from models.exchange.form_table.points import said
from models.exchange.form_table.roles import MOST, heading_key, role_of
from models.exchange.form_table.sections import Heading, Section, sections
from models.exchange.meaning import is_column_numbers
from models.rules.errors import BadInput

MOST_LINES: Final = 3_000
"""No form has so many lines; a longer page is a list of something else."""
SEARCHED: Final = 400
"""Lines of a page in which a heading is looked for."""
KNOWN: Final = 3
"""Columns a heading without a title must name."""
BAND: Final = 4
"""Lines a heading may take."""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: its lines on a sheet, the path of words above each column, and what they say it holds."""

    sheet: Sheet
    top: int
    bottom: int
    paths: Mapping[int, tuple[str, ...]]
    roles: Mapping[int, Role]

    @property
    def strong(self) -> bool:
        """Whether it names both what is scored and a column of points."""
        found = set(self.roles.values())
        return bool(found & {"title", "group"}) and bool(found & set(NUMBERS))

    @property
    def weak(self) -> bool:
        """Whether it names what is scored beside another column of such a table."""
        found = set(self.roles.values())
        return bool(found & {"title", "group"}) and len(found) > 1


@dataclass(slots=True)
class Part:
    """A run of lines of one sheet that belongs to the table; `section` where it is one with a heading of its own."""

    sheet: Sheet
    first: int
    last: int
    section: Section | None = None


@dataclass(slots=True)
class Table:
    """The table that was chosen: its parts in order, its columns and its heading; `others` are headings not taken."""

    parts: list[Part]
    columns: dict[int, Column]
    head: Head | None
    others: list[Head] = field(default_factory=list)
    goes_on: list[Sheet] = field(default_factory=list)

    def of(self, part: Part) -> dict[int, Column]:
        """The columns of one of its parts."""
        return self.columns if part.section is None else part.section.columns


def sheets_of(book: Workbook) -> list[Sheet]:
    """The visible pages with what is to be seen on them."""
    found = []
    for number, page in enumerate(book.pages):
        if page.sheet and page.state == "visible" and page.cells:
            lines: Grid = {}
            for cell in page.cells:
                gone = unseen(cell)
                if gone is None or (gone == "uncached" and cell.flags & UNCACHED):
                    lines.setdefault(cell.line, {}).setdefault(cell.column, cell)
            found.append(Sheet(number, page, lines))
    return found


def find(book: Workbook, fixed: Corrections) -> Table | None:
    """The table of criteria of a workbook; None when no page has one. BadInput `form.too_many_lines` when every page is
    longer than a form can be.
    """
    sheets = sheets_of(book)
    fitting = [sheet for sheet in sheets if len(sheet.lines) <= MOST_LINES]
    if sheets and not fitting:
        raise BadInput("form.too_many_lines", limit=MOST_LINES)
    sheets = fitting
    if fixed.page is not None:
        sheets = [sheet for sheet in sheets if sheet.number == fixed.page]
    heads = [head for sheet in sheets for head in _heads(sheet)]
    heads = heads or [head for sheet in sheets for head in _untitled(sheet)]
    if fixed.heading is not None:
        heads = [head for head in heads if head.top == fixed.heading] or heads
    bodies = [(head, _body(head, heads)) for head in heads]
    best = max(bodies, key=_fitness, default=None)
    if best is None or not _scored(*best):
        return _headless(sheets, fixed)
    table = _table(*best, heads, sheets, fixed)
    for head, part in bodies:  # the page on which a table of several pages begins
        if head is best[0] or fixed.heading is not None:
            break
        if head.strong and head.sheet is not best[0].sheet and repeats(best[0], head):
            longer = _table(head, part, heads, sheets, fixed)
            if any(each.sheet is best[0].sheet for each in longer.parts):
                table = longer
                break
    _join_sections(table, sheets, fixed)
    return table


def _table(head: Head, part: Part, heads: Sequence[Head], sheets: Sequence[Sheet], fixed: Corrections) -> Table:
    """The table under a heading, with the pages on which it goes on."""
    table = Table([replace(part)], {}, head, [each for each in heads if each is not head and not _again(each, head)])
    table.columns = columns_of(head.paths, head.roles, held_in(part.sheet, part.first, part.last), fixed)
    _go_on(table, sheets, heads)
    return table


def _fitness(found: tuple[Head, Part]) -> tuple[bool, bool, int]:
    """The main table names its points, has a standard (bonuses and penalties alone are a section) and most lines."""
    head, part = found
    scored = _scored(head, part)
    return head.strong, scored > 1 and bool({"max", "groupmax", "weight"} & set(head.roles.values())), scored


# --- headings ---------------------------------------------------------------------------------------------------------


def _heads(sheet: Sheet) -> list[Head]:
    """Lines that head a table, top down, each with all its lines."""
    found: list[Head] = []
    after = -1
    for line in sorted(sheet.lines)[:SEARCHED]:
        if line <= after:
            continue
        head = _head(sheet, line)
        if head is not None and (head.strong or head.weak):
            found.append(head)
            after = head.bottom
    return found


def _untitled(sheet: Sheet) -> list[Head]:
    """Headings that name columns of points and others but not the titles, over whose column something else is written:
    the column of the longest words under them.
    """
    heads = [head for line in sorted(sheet.lines)[:SEARCHED] if (head := _head(sheet, line)) is not None]
    head = max(heads, key=_names, default=None)
    if head is None or _names(head) < KNOWN or not set(head.roles.values()) & {"max", "groupmax"}:
        return []
    held = held_in(sheet, head.bottom + 1, sheet.last)
    known = {place for place, role in head.roles.items() if role in ("rule", "evidence")}
    texts = [place for place, one in held.items() if one.words and place not in known]
    if not texts:
        return []
    chosen = max(texts, key=lambda place: (len(held[place].lines), -place))
    return [replace(head, roles={**head.roles, chosen: "title"})]


def _names(head: Head) -> int:
    """How many different headings it names."""
    return len({head.paths[place][-1] for place in head.roles})


def _head(sheet: Sheet, top: int) -> Head | None:
    cells = sheet.lines[top]
    texts = [cell for cell in cells.values() if cell.kind == "text"]
    if len(texts) < 2 or len(texts) < len(cells) or any(len(heading_key(cell.text)) > MOST for cell in texts):
        return None
    if any(_is_content(cell) for cell in texts):
        return None
    bottom = _bottom(sheet, top)
    paths = _paths(sheet, top, bottom)
    roles = {place: role for place, path in paths.items() if (role := role_of(path)) is not None}
    return Head(sheet, top, bottom, paths, roles)


def _is_content(cell: Cell) -> bool:
    """Whether a text is a number or a code, or begins with one, as no heading does."""
    point = said(cell)
    shortened = heading_key(cell.text).startswith("điểm ")  # "Đ. chuẩn" has no number before it
    coded = codes.in_column(cell.text) or (None if shortened else codes.before_title(cell.text)[0])
    return (point is not None and point.amount is not None) or coded is not None


def _bottom(sheet: Sheet, top: int) -> int:
    """The last line of a heading: as far as its cells are merged down, or lower headings stand under it."""
    spans = [span for cell in sheet.lines[top].values() if (span := sheet.page.span(cell.line, cell.column))]
    bottom = min(max((span.bottom for span in spans), default=top), top + BAND - 1)
    wide = any(span.right > span.left for span in spans)
    while bottom - top < BAND - 1 and _lower(sheet, top, bottom + 1, wide and bottom == top):
        bottom += 1
    return bottom


def _lower(sheet: Sheet, top: int, line: int, wide: bool) -> bool:
    """Whether a line goes on with the heading above it: short words under a wide heading, or known ones."""
    cells = sheet.lines.get(line)
    if not cells or any(cell.kind != "text" or len(cell.text) > MOST for cell in cells.values()):
        return False
    if is_column_numbers([cell.text for cell in cells.values()]):
        return False
    known = [role_of((cell.text,)) for cell in cells.values()]
    if "title" in known or "code" in known or any(codes.in_column(cell.text) for cell in cells.values()):
        return False
    if any((point := said(cell)) is None or point.amount is not None for cell in cells.values()):
        return False
    return wide or (sum(role is not None for role in known) > len(known) / 2 and len(cells) > 1)


def _paths(sheet: Sheet, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    """The words above each column from the outermost heading down; a merged one stands above all its columns."""
    wide = max((place for line in range(top, bottom + 1) for place in sheet.lines.get(line, ())), default=0)
    wide = max([wide, *(span.right for span in sheet.page.spans if top <= span.top <= bottom)])
    paths: dict[int, tuple[str, ...]] = {}
    for place in range(min(wide, 60) + 1):
        path: list[str] = []
        for line in range(top, bottom + 1):
            span = sheet.page.span(line, place)
            cell = sheet.page.at(span.top, span.left) if span and span.top >= top else sheet.page.at(line, place)
            text = cell.text if cell is not None and not unseen(cell) else ""
            if text and (not path or path[-1] != text):
                path.append(text)
        if path:
            paths[place] = tuple(path)
    return paths


# --- the body ---------------------------------------------------------------------------------------------------------


def _body(head: Head, heads: Iterable[Head]) -> Part:
    """The lines under a heading, to the next heading of another table."""
    below = [
        each.top
        for each in heads
        if each.sheet is head.sheet and each.top > head.bottom and each.strong and not repeats(each, head)
    ]
    first = head.bottom + 1
    again = [each.top for each in heads if _again(each, head)]
    if again and all(_names_a_group(head.sheet, top - 1) for top in (head.top, *again)):
        first = head.top - 1  # each group is a table of its own, its title above its heading
    return Part(head.sheet, first, min(below, default=head.sheet.last + 1) - 1)


def _names_a_group(sheet: Sheet, line: int) -> bool:
    """Whether a line is one numbered title and nothing else."""
    cells = list(sheet.lines.get(line, {}).values())
    return len(cells) == 1 and codes.before_title(cells[0].text)[0] is not None


def _again(other: Head, head: Head) -> bool:
    return other.sheet is head.sheet and other.top > head.top and repeats(other, head)


def repeats(other: Head, head: Head) -> bool:
    """Whether a heading says again what another one does, perhaps not all of its lines."""
    return all(set(path) <= set(head.paths.get(place, ())) for place, path in other.paths.items())


def _scored(head: Head, part: Part) -> int:
    """How many lines of a body say points beside words."""
    numbers = [place for place, role in head.roles.items() if role in NUMBERS]
    titles = {place for place, role in head.roles.items() if role in ("title", "group")}
    count = 0
    for line in range(part.first, part.last + 1):
        cells = part.sheet.lines.get(line, {})
        worded = any(cell.kind == "text" and (not titles or place in titles) for place, cell in cells.items())
        held = any(place in cells for place in numbers) if numbers else worded
        count += worded and held
    return count


# --- sections of bonuses and penalties --------------------------------------------------------------------------------


def _join_sections(table: Table, sheets: Sequence[Sheet], fixed: Corrections) -> None:
    """Sections with a heading of their own below the table or on pages after it become its parts."""
    head = table.head
    if head is None or fixed.heading is not None:
        return
    began = next(place for place, sheet in enumerate(sheets) if sheet is head.sheet)
    found: list[Section] = []
    for sheet in sheets[began:]:
        inside = [part for part in table.parts if part.sheet is sheet]
        after = max((_first_scored(table, part) for part in inside), default=-1)
        if not inside and any(part.sheet.number > sheet.number for part in table.parts):
            continue
        found += sections(list(_headings_below(sheet, after, not inside)), fixed)
    for section in found:
        for part in table.parts:
            if part.sheet is section.sheet and part.section is None:
                part.last = min(part.last, section.first - 1)
        table.others = [
            each
            for each in table.others
            if each.sheet is not section.sheet or not section.top <= each.top <= section.bottom
        ]
        table.parts.append(Part(section.sheet, section.first, section.last, section))


def _first_scored(table: Table, part: Part) -> int:
    """The first line of a part that says points; nothing above it is a section."""
    numbers = [place for place, column in table.columns.items() if column.role in NUMBERS]
    lines = (line for line in sorted(part.sheet.lines) if part.first <= line <= part.last)
    return next((line for line in lines if any(place in part.sheet.lines[line] for place in numbers)), part.last)


def _headings_below(sheet: Sheet, after: int, alone: bool) -> Iterable[Heading]:
    """Lines below one that may head a table."""
    ends = after
    for line in sorted(line for line in sheet.lines if line > after)[:SEARCHED]:
        head = _head(sheet, line) if line > ends else None
        if head is not None and head.roles:
            ends = head.bottom
            yield Heading(sheet, head.top, head.bottom, dict(head.paths), alone)


# --- a table without a heading, and one that goes on ------------------------------------------------------------------


def _headless(sheets: Sequence[Sheet], fixed: Corrections) -> Table | None:
    """The table of a page or a paste that says no heading: its columns by what they hold."""
    best: Table | None = None
    for sheet in sheets:
        if sheet.lines:
            part = Part(sheet, min(sheet.lines), sheet.last)
            columns = guessed(part.sheet, part.first, part.last)
            for place, role in fixed.columns.items():
                columns[place] = Column(place, "", role, (Why("by-hand"),))
            found = {column.role for column in columns.values()}
            if "title" in found and found & set(NUMBERS) and best is None:
                best = Table([part], columns, None)
    return best


def _go_on(table: Table, sheets: Sequence[Sheet], heads: Sequence[Head]) -> None:
    """The pages after the table's on which it goes on: without a heading of their own, or under the same one."""
    head = table.head
    if head is None:
        return
    began = next(place for place, sheet in enumerate(sheets) if sheet is head.sheet)
    for sheet in sheets[began + 1 :]:
        own = next((each for each in heads if each.sheet is sheet), None)
        if own is not None:
            if not repeats(own, head) or (_ends(table) and not _counts_on(table, sheet, own.bottom + 1)):
                return
            table.others.remove(own)
            table.parts.append(Part(sheet, own.bottom + 1, sheet.last))
        elif sheet.lines and _fits(table, sheet) and not _ends(table):
            table.parts.append(Part(sheet, min(sheet.lines), sheet.last))
        else:
            return
        table.goes_on.append(sheet)


def _ends(table: Table) -> bool:
    """Whether the last part has its line of the total, after which no table goes on."""
    from models.exchange.form_table.phrases import is_total

    part = table.parts[-1]
    titles = {place for place, column in table.columns.items() if column.role in ("code", "title", "group")}
    return any(
        is_total(cell.text)
        for line in range(part.first, part.last + 1)
        for place, cell in part.sheet.lines.get(line, {}).items()
        if place in titles
    )


def _counts_on(table: Table, sheet: Sheet, first: int) -> bool:
    """Whether the outermost numbering of the table goes on under the heading of another page."""
    place = next((place for place, column in table.columns.items() if column.role == "code"), None)
    part = table.parts[-1]
    before = _codes(part.sheet, part.first, part.last, place)
    after = _codes(sheet, first, sheet.last, place)
    if not before or not after:
        return False
    last = next(code for code in reversed(before) if code.style == before[0].style)
    return after[0].style == last.style and after[0].value == last.value + 1


def _codes(sheet: Sheet, first: int, last: int, place: int | None) -> list[Code]:
    cells = (sheet.lines.get(line, {}).get(place) for line in range(first, last + 1)) if place is not None else ()
    return [code for cell in cells if cell is not None and (code := codes.in_column(cell.text)) is not None]


def _fits(table: Table, sheet: Sheet) -> bool:
    """Whether the columns of a page hold what those of the table do."""
    counted: Counter[bool] = Counter()
    for cells in sheet.lines.values():
        for place, column in table.columns.items():
            cell = cells.get(place)
            if cell is not None and column.role == "code":
                counted[codes.in_column(cell.text) is not None or bool(codes.bullet_of(cell.text))] += 1
            elif cell is not None and column.role in ("max", "groupmax"):
                point = said(cell) if cell.kind == "text" else None
                counted[cell.kind == "number" or bool(cell.flags & UNCACHED) or bool(point and point.amount)] += 1
    return counted[True] > 1 and counted[True] >= 2 * counted[False]
