"""How a wide table is laid out: size of type, column widths, headings, cuts by columns and rows. Nothing is drawn here.

Columns are as wide as what stands in them; a heading that does not fit across is turned upwards; names are never cut.
Type is as large as the fewest pages allow, never below `LEAST`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.rules.errors import Refusal
from printing import fonts, pictures
from printing.blocks import ColumnBlock, Matrix, MatrixRow
from printing.laid import MM
from printing.paging import Page, paginate, staying
from printing.pen import page_size
from printing.styles import STYLES

Widths = tuple[tuple[float, ...], ...]
"""Per block, per column."""
Cuts = tuple[tuple[int, int], ...]
"""The blocks [first, last) of each page across."""
LEAST, LARGEST = 7.0, 11.0
LEAD = 1.16
PAD = 2.2
FLEXIBLE = (36 * MM, 95 * MM)
"""The narrowest and the widest a flexible lead column becomes."""
HEAD_LINES = 6
"""A heading across its columns takes at most this many lines; else it is turned upwards."""
ROW_SHARE = 0.25
"""The share of a page that a row takes at most."""
HEAD_LETTERS = 320
"""The most letters of a heading; the longest name of a unit has 300."""
WIDEST = 40 * MM
"""The most a column takes for one word; a longer word is broken."""
TEXT_ROOM = 24 * MM
"""The width of a column of words."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading broken into lines, set across or upwards, and the height it needs."""

    lines: tuple[str, ...]
    upwards: bool
    height: float


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to lay out a matrix: its size of type, column widths, the cuts by columns and rows."""

    size: float
    leads: tuple[float, ...]
    columns: Widths
    cuts: Cuts
    heights: tuple[float, ...]
    heads: tuple[float, float]
    turned: tuple[bool, bool]
    """whether block titles and column titles are set upwards: all of them or none, for an even head"""
    pages: tuple[Page, ...]
    rows: tuple[MatrixRow, ...]
    """the matrix's rows, one higher than a page takes as several"""
    continued: frozenset[int]
    """rows that go on with the row above, without a line between"""
    before: tuple[Page, ...] = ()
    """the pages of the cuts before the last, where notes and signatures alone gave the last one a further page; else
    none, and all cuts have the same"""
    room_left: bool = True
    """whether letterhead, title and heads leave room for rows"""

    @property
    def count(self) -> int:
        """How many pages it takes."""
        return len(self.pages) + (len(self.cuts) - 1) * len(self.before or self.pages)

    def page(self, at: int, cut: int) -> Page | None:
        """The rows of a cut on its page at that place; None where it has no further one."""
        pages = self.before if self.before and cut < len(self.cuts) - 1 else self.pages
        return pages[at] if at < len(pages) else None


def best_plan(matrix: Matrix) -> Plan:
    """The largest type that takes no more pages than the smallest. Refuses furniture that leaves no room for rows
    (`paper.text_too_long`)."""
    heads = [lead.title for lead in matrix.lead] + [text for one in matrix.blocks for text in (one.title, *one.columns)]
    longest = max(heads, key=len)
    if len(longest) > HEAD_LETTERS:
        raise Refusal("paper.text_too_long", place="tên cột", text=longest[:60])
    steps = int((LARGEST - LEAST) * 2)
    plans = [_plan(matrix, LARGEST - step / 2) for step in range(steps + 1)]
    plans = [plan for plan in plans if plan.room_left]
    if not plans:
        longest = max((matrix.title.kind, *matrix.title.summary, *(block.title for block in matrix.blocks)), key=len)
        raise Refusal("paper.text_too_long", place="tên văn bản, tên cột", text=longest[:60])
    fewest = min(plan.count for plan in plans)
    return next(plan for plan in plans if plan.count == fewest)


def best_of(candidates: Sequence[Matrix]) -> tuple[Matrix, Plan]:
    """The candidate that takes the fewest pages (of equals the one in larger type, then the first), with its plan."""
    planned = [(matrix, best_plan(matrix)) for matrix in candidates]
    return min(planned, key=lambda each: (each[1].count, -each[1].size))


def margins(matrix: Matrix) -> tuple[float, float, float, float]:
    style = STYLES[matrix.family]
    top, bottom, left, right = style.table_margins if matrix.landscape else style.margins
    return top * MM, bottom * MM, left * MM, right * MM


def _plan(matrix: Matrix, size: float) -> Plan:
    page = page_size(matrix.paper, matrix.landscape)
    top, bottom, left, right = margins(matrix)
    room = page[0] - left - right
    leads, columns, cuts = _columns(matrix, size, room)
    turned = _turned(matrix, size, columns)
    heads = _head_heights(matrix, size, leads, columns, turned)
    rows, continued = _cut_rows(matrix, size, leads, columns, page[1] * ROW_SHARE)
    heights = tuple(_row_height(matrix, row, size, leads, columns) for row in rows)
    furniture = _furniture(matrix, room)
    head = sum(heads)
    tail = _tail(matrix, size, room)
    sticky = staying([row.kind for row in rows])
    first = page[1] - top - furniture - head
    pages = paginate(
        heights, first, page[1] - top - head, bottom, min(tail, page[1] - top - bottom - head - 60), sticky
    )
    alone = paginate(heights, first, page[1] - top - head, bottom, 0, sticky) if len(cuts) > 1 else pages
    before = tuple(alone) if len(alone) < len(pages) else ()
    signed = pictures.signatures(matrix.family, matrix.signatures, room).height
    held = first - bottom >= page[1] * ROW_SHARE and signed < page[1] * 0.5
    return Plan(size, leads, columns, cuts, heights, heads, turned, tuple(pages), rows, continued, before, held)


def _cut_rows(
    matrix: Matrix, size: float, leads: Sequence[float], columns: Widths, most: float
) -> tuple[tuple[MatrixRow, ...], frozenset[int]]:
    """Rows higher than a page takes as several, each cell going on where it stopped; and which of them go on."""
    lines, rows, continued = max(4, int((most - 2 * PAD) / (size * LEAD))), list[MatrixRow](), set[int]()
    for row in matrix.rows:
        if _row_height(matrix, row, size, leads, columns) <= most:
            rows.append(row)
            continue
        name = face_of(row.kind)
        lead = [fonts.lines(text, name, size, leads[at] - 2 * PAD) for at, text in enumerate(row.lead)]
        cells = [
            [fonts.lines(text, name, size, width - 2 * PAD) for text, width in zip(row.cells[at], wide, strict=True)]
            for at, wide in enumerate(_cell_widths(matrix, row, columns))
        ]
        count = max(map(len, (*lead, *(each for cell in cells for each in cell))))
        for start in range(0, count, lines):
            span = slice(start, start + lines)
            if start:
                continued.add(len(rows))
            part = tuple(tuple("\n".join(each[span]) for each in cell) for cell in cells)
            rows.append(MatrixRow(row.kind, tuple("\n".join(each[span]) for each in lead), part))
    return tuple(rows), frozenset(continued)


def _cell_widths(matrix: Matrix, row: MatrixRow, columns: Widths) -> list[tuple[float, ...]]:
    return [(sum(columns[at]),) if spans(row, at, block) else columns[at] for at, block in _all(matrix)]


def _columns(matrix: Matrix, size: float, room: float) -> tuple[tuple[float, ...], Widths, Cuts]:
    """Widths of the lead columns and of each block's columns, and which blocks stand on one page.

    Columns become wide enough for headings across if that takes no further page. What is left of the fullest page goes
    to the flexible lead column until its texts need one line, then to the columns, then to the lead column again.
    """
    leads = [_lead_width(matrix, at, size) for at in range(len(matrix.lead))]
    narrow = _narrow(matrix, size)
    wide = _for_heads(matrix, size, narrow)
    columns = min((wide, narrow), key=lambda each: len(_cut([sum(block) for block in each], room - sum(leads))))
    cuts = _cut([sum(block) for block in columns], room - sum(leads))
    spare = room - sum(leads) - max(sum(map(sum, columns[first:last])) for first, last in cuts)
    flexible = next((at for at, lead in enumerate(matrix.lead) if lead.flexible), 0)
    wish = max(fonts.width(row.lead[flexible], fonts.BOLD, size) for row in matrix.rows) + 2 * PAD + 1
    more = max(0.0, min(spare, min(wish, FLEXIBLE[1]) - leads[flexible]))
    most = max(sum(len(columns[at]) for at in range(first, last)) for first, last in cuts)
    each = max(0.0, min((spare - more) / most, size * 2.5))
    leads[flexible] += max(0.0, spare - each * most)
    return tuple(leads), tuple(tuple(width + each for width in block) for block in columns), cuts


def _narrow(matrix: Matrix, size: float) -> Widths:
    """The narrowest columns; blocks of the same columns are of one width."""
    columns = [tuple(_needed(matrix, at, n, size) for n in range(len(block.columns))) for at, block in _all(matrix)]
    if len({block.columns for block in matrix.blocks}) == 1 and not any(block.text for block in matrix.blocks):
        columns = [tuple(map(max, zip(*columns, strict=True)))] * len(columns)
    return tuple(columns)


def _for_heads(matrix: Matrix, size: float, narrow: Widths) -> Widths:
    """The columns widened so that every heading can stand across them."""
    widened = []
    for (_, block), widths in zip(_all(matrix), narrow, strict=True):
        titles = [
            max(width, min(_across(text, size), WIDEST)) for width, text in zip(widths, block.columns, strict=True)
        ]
        more = max(0.0, min(_across(block.title, size), 2 * WIDEST) - sum(titles)) / len(titles)
        widened.append(tuple(width + more for width in titles))
    return tuple(widened)


def _across(text: str, size: float) -> float:
    """The narrowest column over which a heading stands across."""
    low, high = fonts.longest_word(text, fonts.BOLD, size), fonts.width(text, fonts.BOLD, size)
    for _ in range(12 if len(fonts.lines(text, fonts.BOLD, size, low + 0.01)) > HEAD_LINES else 0):
        middle = (low + high) / 2
        few = len(fonts.lines(text, fonts.BOLD, size, middle)) <= HEAD_LINES
        low, high = (low, middle) if few else (middle, high)
    return (high if len(fonts.lines(text, fonts.BOLD, size, low + 0.01)) > HEAD_LINES else low) + 2 * PAD + 0.02


def _all(matrix: Matrix) -> list[tuple[int, ColumnBlock]]:
    return list(enumerate(matrix.blocks))


def face_of(kind: str) -> str:
    return fonts.REGULAR if kind == "item" else fonts.BOLD


def _needed(matrix: Matrix, block: int, column: int, size: float) -> float:
    """The width at which no word of a column is broken; columns of words get room for more than one."""
    described = matrix.blocks[block]
    rows = [row for row in matrix.rows if not spans(row, block, described)]
    texts = [(row.cells[block][column], face_of(row.kind)) for row in rows]
    longest = min(max((fonts.longest_word(text, name, size) for text, name in texts), default=0.0), WIDEST)
    if not described.text:
        return max(longest, size * 1.9) + 2 * PAD
    whole = max((fonts.width(text, name, size) for text, name in texts), default=0.0)
    head = min(fonts.longest_word(described.title, fonts.BOLD, size), WIDEST)
    return max(longest, head, min(whole, TEXT_ROOM)) + 2 * PAD


def spans(row: MatrixRow, at: int, block: ColumnBlock) -> bool:
    """True when a row's one cell takes a whole block of several columns."""
    return len(row.cells[at]) < len(block.columns)


def _lead_width(matrix: Matrix, at: int, size: float) -> float:
    lead = matrix.lead[at]
    if lead.flexible:
        return FLEXIBLE[0]
    texts = [fonts.width(row.lead[at], face_of(row.kind), size) for row in matrix.rows]
    return min(max(fonts.longest_word(lead.title, fonts.BOLD, size), *texts), WIDEST) + 2 * PAD + 0.5


def _cut(widths: Sequence[float], room: float) -> Cuts:
    """Whole blocks per page: the fewest pages, of like width; a block wider than the page stands alone."""
    count = _greedy(widths, room)
    low, high = max(widths), max(room, max(widths))
    for _ in range(24 if len(count) > 1 else 0):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_greedy(widths, middle)) <= len(count) else (middle, high)
    return tuple(_greedy(widths, high))


def _greedy(widths: Sequence[float], room: float) -> list[tuple[int, int]]:
    cuts, first, used = [], 0, 0.0
    for at, width in enumerate(widths):
        if used + width > room + 0.01 and at > first:
            cuts.append((first, at))
            first, used = at, 0.0
        used += width
    return [*cuts, (first, len(widths))]


def fits_across(text: str, size: float, room: float) -> bool:
    """True when a heading needs no broken word and few lines in its room."""
    inner = room - 2 * PAD + 0.01
    if fonts.longest_word(text, fonts.BOLD, size) > inner:
        return False
    return len(fonts.lines(text, fonts.BOLD, size, inner)) <= HEAD_LINES


def heading(text: str, size: float, room: float, turned: bool) -> Heading:
    """A heading across its room, or upwards and then as low as the width allows. Always whole."""
    if not turned:
        across = fonts.lines(text, fonts.BOLD, size, room - 2 * PAD)
        return Heading(across, False, len(across) * size * LEAD + 2 * PAD)
    most = max(1, int((room - PAD) / (size * LEAD)))
    low, high = fonts.longest_word(text, fonts.BOLD, size), fonts.width(text, fonts.BOLD, size) + 0.01
    for _ in range(16):
        middle = (low + high) / 2
        low, high = (low, middle) if len(fonts.lines(text, fonts.BOLD, size, middle)) <= most else (middle, high)
    return Heading(fonts.lines(text, fonts.BOLD, size, high), True, high + 2 * PAD + 2)


def _turned(matrix: Matrix, size: float, columns: Widths) -> tuple[bool, bool]:
    titles = [fits_across(block.title, size, sum(columns[at])) for at, block in _all(matrix)]
    under = [
        fits_across(text, size, columns[at][n]) for at, block in _all(matrix) for n, text in enumerate(block.columns)
    ]
    return not all(titles), not all(under)


def _head_heights(
    matrix: Matrix, size: float, leads: Sequence[float], columns: Widths, turned: tuple[bool, bool]
) -> tuple[float, float]:
    """Heights of the line of block titles and of the line of column titles under it (0 without one)."""
    upper, lower, both = 0.0, 0.0, 0.0
    for at, lead in enumerate(matrix.lead):
        both = max(both, heading(lead.title, size, leads[at], turned=False).height)
    for at, block in _all(matrix):
        tall = heading(block.title, size, sum(columns[at]), turned[0]).height
        if any(block.columns):
            upper = max(upper, tall)
            under = (heading(text, size, columns[at][n], turned[1]).height for n, text in enumerate(block.columns))
            lower = max(lower, *under)
        else:
            both = max(both, tall)
    return max(upper, both - lower), lower


def _row_height(matrix: Matrix, row: MatrixRow, size: float, leads: Sequence[float], columns: Widths) -> float:
    name = face_of(row.kind)
    counts = [len(fonts.lines(text, name, size, leads[at] - 2 * PAD)) for at, text in enumerate(row.lead)]
    for at, widths in enumerate(_cell_widths(matrix, row, columns)):
        texts = zip(row.cells[at], widths, strict=True)
        counts += [len(fonts.lines(text, name, size, width - 2 * PAD)) for text, width in texts if len(text) > 3]
    return max(counts) * size * LEAD + 2 * PAD


def _furniture(matrix: Matrix, room: float) -> float:
    head = pictures.letterhead(matrix.family, matrix.letterhead, room).height
    return head + 8 + pictures.title(matrix.family, matrix.title, room).height + 8


def note_lines(matrix: Matrix, size: float, room: float) -> list[str]:
    return [line for note in matrix.notes for line in fonts.lines(note, fonts.ITALIC, max(size, 9), room)]


def _tail(matrix: Matrix, size: float, room: float) -> float:
    notes = len(note_lines(matrix, size, room)) * max(size, 9) * 1.25
    return 6 + notes + 10 + pictures.signatures(matrix.family, matrix.signatures, room).height
