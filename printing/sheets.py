"""Score sheets drawn straight on the page: many units, one form.

What all sheets of a form share on a page (title, grid, heads, item texts) is one form XObject per page and layout; only
a unit's own strings are drawn again. Rows grow with what is written in them. What is said comes from `blocks.Sheet`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.rules.errors import Refusal
from printing import fonts, pictures, prepared, sheet_rows
from printing.blocks import FamilyKey, Sheet, SheetForm, SheetRow
from printing.fonts import prepare, shrink
from printing.laid import MM
from printing.paging import Page, closing_breaks, paginate, staying
from printing.pen import Pen, page_size
from printing.styles import STYLES, Style

PAD = 3.0
LEAD = 1.14
"""Distance of lines inside a cell, as a multiple of the size."""
TITLE_ROOM = 44 * MM
"""The narrowest item column of an upright page; below it the sheet is laid on its side."""
LEAST_ROOM = 25 * MM
"""The narrowest item column of a page that is wanted upright."""
WIDEST = 24 * MM
"""The most a column of codes or points takes; what is longer wraps."""
HEAD_SHARE = 0.4
"""The most of a page its repeated head takes."""
BLANK_ROW = 22.0
"""The lowest row a hand can write in."""
LONG, SMALL = 120, (9.0, 8.5)
"""An upright sheet of more rows than this is set in these sizes, as long tables are: half the pages."""
FOOTER_LINES = 3
LEAST = 7.0
MOST_FURNITURE = 90.0
"""The room under letterhead and title that the first rows need."""
RULE_LINES = 6
"""The most lines of a scoring rule under an item; a longer rule is read in the form itself."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand on the pages of one form: page, edges, columns, text sizes, lines of the fixed texts."""

    size: tuple[float, float]
    top: float
    bottom: float
    xs: tuple[float, ...]
    text: float
    small: float
    head: tuple[tuple[str, ...], ...]
    head_height: float
    titles: tuple[tuple[str, ...], ...]
    under: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]
    continued: frozenset[int] = frozenset()
    """rows that go on with the row above, without a line between"""
    across: frozenset[int] = frozenset()
    """rows of one text over the whole width, under the item it belongs to"""

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.xs[-1] - self.xs[0]


def render(sheets: Sequence[Sheet], title: str) -> bytes:
    """One PDF of all sheets in order, each beginning on a new page with page numbers of its own."""
    pen = Pen(prepare(title, "tên văn bản"), page_size("A4", landscape=False))
    draw_all(pen, sheets)
    return pen.done()


def draw_all(pen: Pen, sheets: Sequence[Sheet]) -> None:
    """The sheets one after the other with a pen."""
    forms = {id(sheet.form): prepared.sheet_form(sheet.form) for sheet in sheets}
    frames: dict[tuple[int, FamilyKey], Frame] = {}
    widest = {key: points_shown([sheet for sheet in sheets if id(sheet.form) == key]) for key in forms}
    kept: list[Sheet] = []  # a stamped form is known by its identity
    for sheet in sheets:
        form, key = forms[id(sheet.form)], (id(sheet.form), sheet.family)
        if key not in frames:
            frames[key] = frame(form, STYLES[sheet.family], widest[id(sheet.form)])
        ready, held = sheet_rows.cut(prepared.sheet(sheet, form), frames[key], row_height)
        kept.append(ready)
        _Drawing(pen, held, ready).draw()


def points_shown(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """The longest strings in the point columns of sheets of one form."""
    columns = len(sheets[0].form.point_columns)
    words = {word for sheet in sheets for row in sheet.cells for text in row[:columns] for word in text.split()}
    return tuple(sorted(words, key=len)[-8:])


# --- the fixed part ---------------------------------------------------------------------------------------------------


def frame(form: SheetForm, style: Style, shown: tuple[str, ...] = ()) -> Frame:
    """Measures a form once: as it is wanted, else upright if the item column keeps its room, else on its side. `shown`
    are the longest points of its sheets. Refuses heads no page can hold (`paper.text_too_long`), and more columns than
    an upright page has room for where it is wanted so (`paper.too_narrow`)."""
    made = _frame(form, style, shown, landscape=bool(form.landscape))
    room = made.xs[2] - made.xs[1]
    if form.landscape is False and room < LEAST_ROOM:
        raise Refusal("paper.too_narrow", count=len(form.point_columns))
    if form.landscape is None and room < TITLE_ROOM:
        made = _frame(form, style, shown, landscape=True)
    if made.head_height > (made.top - made.bottom) * HEAD_SHARE:
        heads = (*form.heads, *form.point_columns, *form.text_columns)
        raise Refusal("paper.text_too_long", place="đầu bảng", text=max(heads, key=len)[:60])
    return made


def _frame(form: SheetForm, style: Style, shown: tuple[str, ...], landscape: bool) -> Frame:
    size = page_size("A4", landscape)
    top, bottom, left, right = (edge * MM for edge in (style.table_margins if landscape else style.margins))
    text, small = (11.0, 10.0) if landscape else SMALL if len(form.rows) > LONG else (10.5, 9.5)
    widths = _widths(form, size[0] - left - right, text, shown)
    xs = [left]
    for width in widths:
        xs.append(xs[-1] + width)
    heads = (*form.heads, *form.point_columns, *form.text_columns)
    head = tuple(
        fonts.lines(name, fonts.BOLD, text, width - 2 * PAD) for name, width in zip(heads, widths, strict=True)
    )
    titles = tuple(fonts.lines(row.title, _face(row.kind), text, widths[1] - 2 * PAD) for row in form.rows)
    under = tuple(_under(row, small, widths[1] - 2 * PAD) for row in form.rows)
    return Frame(
        size=size,
        top=size[1] - top,
        bottom=bottom,
        xs=tuple(xs),
        text=text,
        small=small,
        head=head,
        head_height=max(map(len, head)) * text * LEAD + 2 * PAD,
        titles=titles,
        under=under,
        heights=tuple(
            row_height(text, small, widths, row, title, said)
            for row, title, said in zip(form.rows, titles, under, strict=True)
        ),
    )


def row_height(
    text: float, small: float, widths: Sequence[float], row: SheetRow, title: tuple[str, ...], under: tuple[str, ...]
) -> float:
    """How high the fixed part of a row is: its title with what stands under it, its code, its standard points."""
    beside = [(row.code, widths[0]), (row.maximum, widths[2])]
    count = max(len(fonts.lines(one, _face(row.kind), text, room - 2 * PAD + 0.01)) for one, room in beside)
    return max(len(title) * text + len(under) * small, count * text) * LEAD + 2 * PAD


def _under(row: SheetRow, size: float, room: float) -> tuple[str, ...]:
    """The small lines under a title: the rule unless it is too long, and running on from it the evidence wanted."""
    short = bool(row.rule) and len(fonts.lines(row.rule, fonts.ITALIC, size, room)) <= RULE_LINES
    rule = row.rule if row.rule.endswith(".") or not row.needs else f"{row.rule}."
    said = " ".join(part for part in (rule if short else "", row.needs) if part)
    return fonts.lines(said, fonts.ITALIC, size, room) if said else ()


def _face(kind: str) -> str:
    return fonts.REGULAR if kind == "item" else fonts.BOLD


def _widths(form: SheetForm, room: float, size: float, shown: tuple[str, ...]) -> list[float]:
    """Code and number columns as narrow as their words; the rest goes 46 : 27 : 27 to item text and text columns, or
    64 : 18 : 18 when rules stand under the items."""

    def narrow(head: str, samples: list[str]) -> float:
        words = [fonts.width(sample, fonts.BOLD, size) for sample in samples]
        return min(max(fonts.longest_word(head, fonts.BOLD, size), *words), WIDEST) + 2 * PAD + 1

    code = narrow(form.heads[0], [row.code for row in form.rows])
    maximum = narrow(form.heads[2], [row.maximum for row in form.rows])
    points = [narrow(head, ["100,00", *shown]) for head in form.point_columns]
    rest = room - code - maximum - sum(points)
    share = 0.18 if any(row.rule or row.needs for row in form.rows) else 0.27 if len(form.text_columns) > 1 else 0.35
    texts = [rest * share] * len(form.text_columns)
    return [code, rest - sum(texts), maximum, *points, *texts]


def counts(ready: Sequence[tuple[Frame, Sheet]]) -> list[int]:
    """How many pages each prepared sheet takes in its frame: what its footer says, in every renderer."""
    pen = Pen("", (1.0, 1.0))
    cut = (sheet_rows.cut(sheet, frame, row_height) for frame, sheet in ready)
    return [_Drawing(pen, frame, sheet).count() for sheet, frame in cut]


# --- one sheet --------------------------------------------------------------------------------------------------------


class _Drawing:
    """A sheet on its pages: own strings by hand, the rest from shared forms."""

    def __init__(self, pen: Pen, frame: Frame, sheet: Sheet) -> None:
        self.pen, self.frame, self.sheet = pen, frame, sheet
        self.style = STYLES[sheet.family]
        self.texts = [_texts(frame, sheet.form, row) for row in sheet.cells]
        self.points = [_points(frame, sheet.form, at, row) for at, row in enumerate(sheet.cells)]
        self.heights = self._heights()
        self.letterhead = pictures.letterhead(sheet.family, sheet.letterhead, frame.room)
        self.title = pictures.title(sheet.family, sheet.form.title, frame.room)
        self.fields = [pictures.field_line(sheet.family, line, frame.room) for line in sheet.fields]
        self.notes = [fonts.lines(note, fonts.ITALIC, frame.text, frame.room) for note in sheet.notes]
        self.signatures = pictures.signatures(sheet.family, sheet.signatures, frame.room)

    def _heights(self) -> tuple[float, ...]:
        frame = self.frame
        if not self.texts:
            return tuple(max(height, BLANK_ROW) for height in frame.heights)
        step = frame.small * LEAD
        most = [max(len(lines) for lines, _size in points) if points else 0 for points in self.points]
        return tuple(
            max(height, max(count, *map(len, texts), 0) * step + 2 * PAD)
            for height, texts, count in zip(frame.heights, self.texts, most, strict=True)
        )

    @property
    def title_top(self) -> float:
        return self.frame.top - self.letterhead.height - 12

    def pages(self) -> list[Page]:
        """Which rows stand on which page. Refuses furniture that leaves no room."""
        frame, title_top = self.frame, self.title_top
        table_top = title_top - self.title.height - 6 - sum(line.height for line in self.fields) - 6
        tail = self._tail_height()
        kept = staying([row.kind for row in self.sheet.form.rows])
        sticky = [stays or self._headed(at + 1) for at, stays in enumerate(kept)]
        tops = (table_top - frame.head_height, frame.top - frame.head_height)
        most = (frame.top - frame.bottom) * 0.6
        prepared.hold(most, self.signatures.height, "phần ký", self.sheet.name)
        prepared.hold(table_top - frame.head_height - frame.bottom, MOST_FURNITURE, "tên văn bản", self.sheet.name)
        return paginate(self.heights, *tops, frame.bottom, min(tail, frame.top - frame.bottom - 60), sticky)

    def count(self) -> int:
        """How many pages the sheet takes, with those of long notes."""
        pages = self.pages()
        return len(pages) + len(self._breaks(pages[-1]))

    def _breaks(self, last: Page) -> tuple[int, ...]:
        """Before which of the note lines under the table a new page begins; the number of lines stands for the
        signatures."""
        frame, count = self.frame, sum(map(len, self.notes))
        y = last.top - sum(self.heights[last.first : last.last]) - 8
        return closing_breaks(count, self.step, 8 + self.signatures.height, y, frame.top, frame.bottom)

    @property
    def step(self) -> float:
        """The height of a line of notes."""
        return self.frame.text * 1.25

    def _headed(self, at: int) -> bool:
        """Whether a row is the beginning of a text under its item, which never stands without the item."""
        return at in self.frame.across and at not in self.frame.continued and at - 1 not in self.frame.across

    def draw(self) -> None:
        """All pages of the sheet."""
        frame, pen, canvas, title_top = self.frame, self.pen, self.pen.canvas, self.title_top
        pages = self.pages()
        breaks = self._breaks(pages[-1])
        count = len(pages) + len(breaks)
        canvas.setPageSize(frame.size)
        for number, page in enumerate(pages):
            self._fixed(page, title_top if number == 0 else None)
            if number == 0:
                self.letterhead.draw(canvas, frame.xs[0], frame.top)
                y = title_top - self.title.height - 6
                for line in self.fields:
                    line.draw(canvas, frame.xs[0], y)
                    y -= line.height
            self._footer(number + 1, count)
            y = self._cells(page)
            if number == len(pages) - 1:
                self._tail(y, breaks, len(pages), count)
            pen.page()

    def _footer(self, number: int, count: int) -> None:
        """Whose sheet of which step this is, which of how many pages: loose leaves find their place again. It is the
        only place where a sheet's pages are numbered.
        """
        frame, said = self.frame, f"{self.sheet.name}. Trang {number}/{count}"
        lines, size = fitted(said, fonts.ITALIC, 9, frame.room, FOOTER_LINES, "cuối trang")
        for at, line in enumerate(lines, 1):
            self.pen.right(frame.xs[-1], frame.bottom - 5 - at * size * LEAD, line, fonts.ITALIC, size)

    def _fixed(self, page: Page, title_top: float | None) -> None:
        """The part that every sheet of this layout shares on this page."""
        heights = self.heights[page.first : page.last]
        key = (id(self.sheet.form), self.sheet.family, page, title_top, heights)
        self.pen.stamp(key, self.frame.size, lambda: self._draw_fixed(page, title_top))

    def _draw_fixed(self, page: Page, title_top: float | None) -> None:
        frame, form, pen = self.frame, self.sheet.form, self.pen
        if title_top is not None:
            self.title.draw(pen.canvas, frame.xs[0], title_top)
        y = page.top + frame.head_height
        ys = [y]
        for index, head in enumerate(frame.head):
            self._block(head, index, y, frame.head_height, fonts.BOLD, frame.text, centred=True)
        y -= frame.head_height
        for index in range(page.first, page.last):
            ys.append(y)
            row, height = form.rows[index], self.heights[index]
            name = _face(row.kind)
            self._block(self._lines(row.code, 0, name), 0, y, height, name, frame.text, centred=True)
            self._title(index, y, height)
            self._block(self._lines(row.maximum, 2, name), 2, y, height, name, frame.text, centred=True)
            y -= height
        kept = [each for at, each in enumerate(ys[1:], page.first) if at not in frame.continued or at == page.first]
        pen.canvas.setLineWidth(0.5)
        pen.canvas.lines([(frame.xs[0], line, frame.xs[-1], line) for line in (ys[0], *kept, y)])
        pen.canvas.lines(self._uprights(page, [*ys, y]))

    def _uprights(self, page: Page, ys: list[float]) -> list[tuple[float, float, float, float]]:
        """Every vertical through the rows it parts: a text over the whole width has but its code's and the edges.
        `ys` are the upper edges of the head and of the rows, then the lowest."""
        frame, found, begun = self.frame, list[tuple[float, float, float, float]](), ys[0]
        whole = (frame.xs[0], frame.xs[1], frame.xs[-1])
        for at in range(page.first, page.last):
            wide, top, low = at in frame.across, ys[at - page.first + 1], ys[at - page.first + 2]
            if wide:
                found += [(x, begun, x, top) for x in frame.xs if begun > top]
                found += [(x, top, x, low) for x in whole]
                begun = low
        return [*found, *((x, begun, x, ys[-1]) for x in frame.xs if begun > ys[-1])]

    def _lines(self, text: str, column: int, name: str) -> tuple[str, ...]:
        room = self.frame.xs[column + 1] - self.frame.xs[column] - 2 * PAD
        return fonts.lines(text, name, self.frame.text, room + 0.01)

    def _title(self, index: int, top: float, height: float) -> None:
        """A row's title, and under it what is said of it in small letters, in the middle of the cell's height."""
        frame, kind = self.frame, self.sheet.form.rows[index].kind
        small = len(frame.under[index]) * frame.small * LEAD
        self._block(frame.titles[index], 1, top, height - small, _face(kind), frame.text, centred=kind == "total")
        below = (height - small + len(frame.titles[index]) * frame.text * LEAD) / 2
        self._block(frame.under[index], 1, top - below, small, fonts.ITALIC, frame.small, centred=False)

    def _block(
        self, lines: tuple[str, ...], column: int, top: float, height: float, name: str, size: float, *, centred: bool
    ) -> None:
        """Lines in the middle of a cell's height."""
        left, right = self.frame.xs[column], self.frame.xs[column + 1]
        step = size * LEAD
        y = top - (height - len(lines) * step) / 2 - step * 0.78
        for line in lines:
            if line and centred:
                self.pen.centred((left + right) / 2, y, line, name, size)
            elif line:
                self.pen.text(left + PAD, y, line, name, size)
            y -= step

    def _cells(self, page: Page) -> float:
        """The unit's own strings on this page; gives the y under the table."""
        frame, sheet = self.frame, self.sheet
        y = page.top
        columns = len(sheet.form.point_columns)
        for index in range(page.first, page.last):
            height = self.heights[index]
            if sheet.cells:
                name = _face(sheet.form.rows[index].kind)
                for column, (lines, size) in enumerate(self.points[index]):
                    self._block(lines, column + 3, y, height, name, size, centred=True)
                for column, lines in enumerate(self.texts[index]):
                    self._block(lines, columns + 3 + column, y, height, fonts.REGULAR, frame.small, centred=False)
            y -= height
        return y

    def _tail_height(self) -> float:
        return 8 + sum(len(lines) for lines in self.notes) * self.step + 8 + self.signatures.height

    def _tail(self, y: float, breaks: tuple[int, ...], number: int, count: int) -> None:
        """Notes line by line, over further pages where they are many, then the signatures whole; they begin on page
        `number` of `count`."""
        frame, lines = self.frame, [line for lines in self.notes for line in lines]
        y -= 8
        for at in range(len(lines) + 1):
            if at in breaks:
                self.pen.page()
                number += 1
                self._footer(number, count)
                y = frame.top
            if at < len(lines):
                y -= self.step
                self.pen.text(frame.xs[0], y + self.step * 0.25, lines[at], fonts.ITALIC, frame.text)
        self.signatures.draw(self.pen.canvas, frame.xs[0], y - 8)


def fitted(text: str, name: str, size: float, room: float, most: int, place: str) -> tuple[tuple[str, ...], float]:
    """Text in at most so many lines: as it is, smaller down to 7 points, else refused (`paper.text_too_long`)."""
    while True:
        lines = fonts.lines(text, name, size, room)
        if len(lines) <= most or size <= LEAST:
            break
        size = max(LEAST, size - 0.5)
    if len(lines) > most:
        raise Refusal("paper.text_too_long", place=place, text=text[:60])
    return lines, size


def _points(frame: Frame, form: SheetForm, at: int, row: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Each point cell's lines and their size: a number in the table's size, shrunk to its column, words wrapped."""
    name, made = _face(form.rows[at].kind), []
    for column, text in enumerate(row[: len(form.point_columns)]):
        room = frame.xs[column + 4] - frame.xs[column + 3] - PAD
        word = " " not in text and "\n" not in text
        size = shrink(text, name, frame.text, room) if word else frame.small
        one = word and fonts.width(text, name, size) <= room
        lines = (text,) if one else fonts.lines(text, name, frame.small, room)
        made.append((lines, size if one else frame.small))
    return tuple(made)


def _texts(frame: Frame, form: SheetForm, row: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    points = len(form.point_columns)
    edges = zip(frame.xs[3 + points :], frame.xs[4 + points :], strict=False)
    return tuple(
        fonts.lines(text, fonts.REGULAR, frame.small, right - left - 2 * PAD) if text else ()
        for text, (left, right) in zip(row[points:], edges, strict=True)
    )
