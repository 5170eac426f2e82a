"""Running text and tables as PDF: blocks in, bytes out; the page is broken by platypus, the rules come from styles.

Only this module and `pen` know how a PDF is made. What a paper says is never decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import Paragraph as FlowingText
from reportlab.platypus import Table as FlowingTable

from models.rules.errors import Refusal
from printing import blocks, fonts, laid, pdf_table, pictures, prepared
from printing.blocks import Align, Block, Document, Text
from printing.laid import MM
from printing.layout.widths import table_widths
from printing.pen import canvas_options, page_size
from printing.pictures import Picture
from printing.styles import STYLES, Style

Alignment = Literal[0, 1, 2, 4]
GRID_SHARE = 0.6
"""The share of a page that a grid kept with the last row of another takes at most."""
KEPT_LINES = 2
"""Table rows (a paragraph: lines) that stay with the signatures when these need a new page."""
_ALIGN: dict[Align, Alignment] = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


def render(paper: Document) -> bytes:
    """The PDF of a document; refuses a letter the font lacks (`paper.missing_glyph`)."""
    return render_all((paper,))


def render_all(papers: Sequence[Document]) -> bytes:
    """One PDF of documents alike in family and page, each beginning on a page of its own, numbered from 1 anew."""
    ready = [prepared.document(paper) for paper in papers]
    first = ready[0]
    style, size = STYLES[first.family], page_size(first.paper, first.landscape)
    top, bottom, left, right = (edge * MM for edge in (style.table_margins if first.landscape else style.margins))
    room, height = size[0] - left - right, size[1] - top - bottom
    target = BytesIO()
    template = BaseDocTemplate(
        target, pagesize=size, title=first.title, author="", creator="Sổ Khối", **canvas_options()
    )
    frame = Frame(left, bottom, room, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    story: list[Flowable] = []
    for place, paper in enumerate(ready):
        numbers = _PageNumbers(style, size, top)
        template.addPageTemplates([PageTemplate(id=str(place), frames=[frame], onPage=numbers.draw)])
        story += [NextPageTemplate(str(place)), PageBreak()] if place else []
        story += _story(paper, style, room, height)
    template.build(story)
    return target.getvalue()


class _PageNumbers:
    """Numbers the pages of one document from its second on."""

    def __init__(self, style: Style, size: tuple[float, float], top: float) -> None:
        self.style, self.size, self.top = style, size, top
        self.drawn = 0

    def draw(self, canvas: Canvas, _template: Any) -> None:
        self.drawn += 1
        if self.drawn > 1:
            text, points = str(self.drawn), self.style.page_number.size
            canvas.setFont(fonts.REGULAR, points)
            wide = fonts.width(text, fonts.REGULAR, points)
            canvas.drawString((self.size[0] - wide) / 2, self.size[1] - self.top / 2 - points / 2, text)


def flowables(paper: Document, room: float, height: float) -> list[Flowable]:
    """The blocks of a prepared document for another renderer to place."""
    return list(_story(paper, STYLES[paper.family], room, height))


# --- blocks into flowables --------------------------------------------------------------------------------------------


def _story(paper: Document, style: Style, room: float, height: float) -> Iterator[Flowable]:
    """The blocks in order; signatures go with what `laid` keeps with them, headings with what they stand over."""
    given = tuple(laid.with_end_mark(paper))
    pieces: list[list[Flowable]] = []
    for at, block in enumerate(given):
        made = list(_flowables(paper, style, block, room, height))
        _held(made, block, height)
        if isinstance(block, blocks.SignatureGrid) and at:
            if isinstance(given[at - 1], blocks.SignatureGrid):
                made = _after_grid(pieces[-1], made, height)
            else:
                _under_text(pieces[laid.closing_from(paper.family, given, at, room) :], made, height)
        pieces.append(made)
        if isinstance(block, blocks.Signatures) and at:
            _close(pieces, laid.closing_from(paper.family, given, at, room), height)
    for at in reversed(range(len(given) - 1)):
        if pieces[at] and laid.leads(paper.family, given, at, room) and not isinstance(pieces[at][0], Closing):
            after = next((one for one in pieces[at + 1 :] if one), None)
            if after is not None:
                above = pieces[at].pop()
                together = isinstance(after[0], KeepTogether)
                after[0] = KeepTogether([above, *_inside(after[0])]) if together else Headed(above, after[0], height)
    for made in pieces:
        yield from made


def _close(pieces: list[list[Flowable]], first: int, height: float) -> None:
    """The end of a block and all that follows it as one, broken within that block alone."""
    made = pieces[first]
    at = max(n for n, one in enumerate(made) if not isinstance(one, Spacer))
    tail = [*made[at + 1 :], *(one for after in pieces[first + 1 :] for one in after)]
    made[at:] = [Closing(made[at], tail, height)]
    for after in pieces[first + 1 :]:
        after.clear()


def _under_text(before: Sequence[list[Flowable]], made: list[Flowable], height: float) -> None:
    """The first rows of a grid take along the text that stands over them, as signatures do."""
    along: list[list[Flowable]] = []
    for one in reversed(before):
        if not all(isinstance(each, FlowingText) for each in one):
            break
        along.insert(0, one)
    kept = [*(each for one in along for each in one), *_inside(made[0])]
    if sum(one.wrap(1e4, 1e6)[1] for one in kept) <= height * GRID_SHARE:
        made[0] = KeepTogether(kept)
        for one in along:
            one.clear()


def _after_grid(before: list[Flowable], made: list[Flowable], height: float) -> list[Flowable]:
    """A short grid (witnesses) after another takes that one's last row along, with its heading where it has no other:
    no page holds it alone, none ends with a heading.
    """
    last, ours = _inside(before[-1]), _inside(made[0])
    along = last[-1:] if any(isinstance(one, Drawn) for one in last[:-1]) else last
    if len(made) == 1 and sum(one.wrap(1e4, 1e6)[1] for one in (*along, *ours)) <= height * GRID_SHARE:
        left = last[: len(last) - len(along)]
        before[-1:] = [KeepTogether(left)] if left else []
        return [KeepTogether([*along, *ours])]
    return made


def _inside(group: Flowable) -> list[Flowable]:
    """What is kept together in a group; of one by itself, that one."""
    return list(group._content) if isinstance(group, KeepTogether) else [group]  # type: ignore[attr-defined]  # no stub


def _held(made: Sequence[Flowable], block: Block, height: float) -> None:
    """Refuses a drawing higher than a page (`paper.text_too_long`): no page would ever take it."""
    for one in made:
        if isinstance(one, KeepTogether):
            _held(_inside(one), block, height)
        if isinstance(one, Drawn) and one.wrap(1e4, 1e6)[1] > height:
            longest = max((text for _, _, text, *_ in one.picture.texts), key=len, default="")
            raise Refusal("paper.text_too_long", place=prepared.place_of(block), text=longest[:60])


def _texts(tail: Sequence[Flowable]) -> int:
    """Single lines of the text itself; notes under a table go with it however many they are."""
    return sum(isinstance(one, FlowingText) and one.style.fontName != fonts.ITALIC for one in tail)


def _flowables(paper: Document, style: Style, block: Block, room: float, height: float) -> Iterator[Flowable]:
    match block:
        case blocks.Letterhead():
            yield Drawn(pictures.letterhead(paper.family, block, room), after=14)
        case blocks.Title():
            yield Drawn(pictures.title(paper.family, block, room), after=10)
        case blocks.LegalBasis():
            for line in laid.bases(paper.family, block):
                yield FlowingText(_markup(line), _basis(style))
        case blocks.Paragraph():
            written, look = laid.to_write(paper.family, block, room), _role(style, block.role)
            if written is None:
                yield FlowingText(_markup(block.text), look)
            else:
                yield ToWrite(_markup(written.words), look).over(written.led, written.lines)
        case blocks.Table():
            widths = table_widths(block, room, paper.blocks)
            yield pdf_table.table(block, widths, height, _cell_text, _drawn)
            yield Spacer(0, style.gap)
        case blocks.TickBox():
            yield Drawn(pictures.tick_box(block, room), after=2)
        case blocks.FormField():
            yield Drawn(pictures.field_line(paper.family, block, room), after=2)
        case blocks.Signatures():
            yield Drawn(pictures.signatures(paper.family, block, room), before=12)
        case blocks.Placard():
            free, picture = pictures.placard(block, room, height - 1)
            yield Drawn(picture, before=free)
        case blocks.SignatureGrid():
            yield from _grid(paper.family, style, block, room)


def _grid(family: blocks.FamilyKey, style: Style, block: blocks.SignatureGrid, room: float) -> Iterator[Flowable]:
    """Rows of signatures with blanks filling the last; the heading goes with the first row, the last with the one
    before.
    """
    look = _look(fonts.BOLD, style.body.size, style.leading, TA_CENTER, spaceBefore=18)
    heading: list[Flowable] = [FlowingText(_markup(block.heading), look)] if block.heading else []
    pictured = (pictures.signatures(family, row, room) for row in laid.grid_rows(block))
    rows: list[Flowable] = [Drawn(picture, before=16) for picture in pictured]
    if len(rows) <= KEPT_LINES:
        yield KeepTogether([*heading, *rows])
        return
    first, *between = rows[:-KEPT_LINES]
    yield KeepTogether([*heading, first])
    yield from between
    yield KeepTogether(rows[-KEPT_LINES:])


def _markup(text: Text) -> str:
    """Text as the small XML of platypus, every letter of the text itself escaped."""
    runs = (blocks.Run(text),) if isinstance(text, str) else text
    return "".join(_tagged(run) for run in runs)


def _tagged(run: blocks.Run) -> str:
    marked = escape(run.text).replace("\n", "<br/>")
    marked = f"<b>{marked}</b>" if run.bold else marked
    return f"<i>{marked}</i>" if run.italic else marked


def _look(name: str, size: float, leading: float, align: Alignment, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        "so",
        fontName=name,
        fontSize=size,
        leading=leading,
        alignment=align,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
        **more,
    )


def _basis(style: Style) -> ParagraphStyle:
    name = fonts.face(style.basis.bold, style.basis.italic)
    return _look(name, style.basis.size, style.leading, TA_JUSTIFY, firstLineIndent=style.first_line * MM, spaceAfter=3)


def _role(style: Style, role: str) -> ParagraphStyle:
    size, gap, indent = style.body.size, style.gap, style.first_line * MM
    match role:
        case "heading":
            return _look(fonts.BOLD, size, style.leading, TA_LEFT, firstLineIndent=indent, spaceAfter=gap)
        case "centre":
            return _look(fonts.REGULAR, size, style.leading, TA_CENTER, spaceAfter=gap)
        case "plain":
            return _look(fonts.REGULAR, size, style.leading, TA_LEFT, spaceAfter=gap / 2)
        case "note":
            return _look(fonts.ITALIC, 12, 14.5, TA_LEFT, spaceAfter=3)
    return _look(fonts.REGULAR, size, style.leading, TA_JUSTIFY, firstLineIndent=indent, spaceAfter=gap)


# --- tables -----------------------------------------------------------------------------------------------------------


def _cell_text(text: Text, bold: bool, align: Align, size: float) -> FlowingText:
    return FlowingText(_markup(text), _look(fonts.face(bold), size, size * pdf_table.LEADING, _ALIGN[align]))


# --- flowables of our own ---------------------------------------------------------------------------------------------


class Drawn(Flowable):
    """A picture among running text; as narrow as its ink when it must be aligned in a cell."""

    def __init__(self, picture: Picture, before: float = 0, after: float = 0, align: Align = "left") -> None:
        super().__init__()
        self.picture, self.before, self.after = picture, before, after
        self.full = align == "left"
        self.hAlign = "LEFT" if align == "left" else "CENTER" if align == "center" else "RIGHT"

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        ink = [x + fonts.width(text, name, size) for x, _, text, name, size, at in self.picture.texts if at == "left"]
        wide = max([*ink, *(rule[2] for rule in self.picture.rules)], default=aW)
        self.width = aW if self.full else min(wide, aW)
        self.height = self.before + self.picture.height + self.after
        return self.width, self.height

    def draw(self) -> None:
        self.picture.draw(self.canv, 0, self.height - self.before)


def _drawn(picture: Picture, align: Align) -> Drawn:
    return Drawn(picture, align=align)


class ToWrite(FlowingText):
    """Words with a dotted line from their end to the margin, then whole dotted lines, as far apart as lines of text."""

    led, lines = False, 0

    def over(self, led: bool, lines: int) -> ToWrite:
        """Itself, over its lines."""
        self.led, self.lines = led, lines
        return self

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.said = super().wrap(availWidth, 1e6)
        words: Any = self  # what platypus laid has no stub
        left = _left(words.blPara.lines[-1]) if self.said else 0.0
        self.ended = self.width - left + 3 if self.said else self.style.firstLineIndent
        self.leads = self.led and left >= laid.LEAST_TO_WRITE / 2
        self.whole = self.lines + (self.led and not self.leads)
        self.height = self.said + self.whole * self.style.leading
        return self.width, self.height

    def draw(self) -> None:
        super().draw()
        size = self.style.fontSize
        self.canv.setFont(fonts.REGULAR, size)
        top = self.height - self.said + (self.style.leading if self.leads else 0)
        for n in range(self.whole + self.leads):
            begins = self.ended if n == 0 and (self.leads or not self.said) else 0
            dots = "." * int((self.width - begins) / fonts.width(".", fonts.REGULAR, size))
            self.canv.drawRightString(self.width, top - n * self.style.leading - size, dots)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Parted only inside the words: their end and the lines stay together."""
        parts = super().split(availWidth, availHeight - self.whole * self.style.leading)
        if len(parts) < 2 or not isinstance(parts[1], ToWrite):
            return []
        return [parts[0], parts[1].over(self.led, self.lines)]


def _left(line: Any) -> float:
    """What a laid line of platypus leaves of its room."""
    return float(line[0] if isinstance(line, tuple) else line.extraSpace)


class Headed(Flowable):
    """What never ends a page with the first lines or rows of what it stands over, however long that is."""

    def __init__(self, above: Flowable, under: Flowable, page: float) -> None:
        super().__init__()
        self.above, self.under, self.page = above, under, page

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.top = self.above.wrap(aW, 1e6)[1] + self.above.getSpaceAfter()
        self.width, self.height = aW, self.top + self.under.wrap(aW, 1e6)[1]
        return self.width, self.height

    def getSpaceBefore(self) -> float:
        return float(self.above.getSpaceBefore())

    def getSpaceAfter(self) -> float:
        return float(self.under.getSpaceAfter())

    def draw(self) -> None:
        self.above.drawOn(self.canv, 0, self.height - self.top + self.above.getSpaceAfter())
        self.under.drawOn(self.canv, 0, 0)

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """It stays with as much as the page holds; where that is nothing both go on, from a whole page one by one."""
        self.wrap(aW, aH)
        if isinstance(self.under, (Headed, Closing)):
            self.under.page = self.page - self.top
        parts = self.under.split(aW, aH - self.top) if aH > self.top else []
        if len(parts) > 1:
            return [Headed(self.above, parts[0], self.page), *parts[1:]]
        return [self.above, self.under] if aH >= self.page - 1 else []


class Closing(Flowable):
    """The last text or table with notes and signatures under it: on a new page these take its end along."""

    def __init__(self, body: Flowable, tail: list[Flowable], page: float, whole: bool = False) -> None:
        super().__init__()
        self.body, self.tail, self.page, self.whole = body, tail, page, whole

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        parts = [self.body, *self.tail]
        self.heights = [part.wrap(aW, 1e6)[1] + part.getSpaceAfter() for part in parts]
        self.width, self.height = aW, sum(self.heights)
        return self.width, self.height

    def draw(self) -> None:
        y = self.height
        for part, height in zip([self.body, *self.tail], self.heights, strict=True):
            y -= height
            part.drawOn(self.canv, 0, y + part.getSpaceAfter())

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Body over the page's end: the page takes what fits; body alone fits: its end goes with the signatures."""
        fresh = aH >= self.page - 1
        if self.whole and not fresh:
            return []
        height = self.body.wrap(aW, 1e6)[1]
        fitting = height <= aH
        for place in self._breaks(min(height - fitting, aH)):
            parts = self.body.split(aW, place)
            if len(parts) > 1 and _rows(parts[-1]) + min(_texts(self.tail), 1) >= KEPT_LINES:
                return [*parts[:-1], Closing(parts[-1], self.tail, self.page, whole=fitting)]
        return [] if not fresh else [self.body, *self.tail]

    def _breaks(self, most: float) -> Iterator[float]:
        """Heights at which the body may be broken, the greatest first: under its rows, or line by line."""
        if isinstance(self.body, FlowingTable):
            ends = accumulate(self.body._rowHeights)  # type: ignore[attr-defined]  # no stub of it
            yield from sorted((end + 0.01 for end in ends if end <= most), reverse=True)
        else:
            leading = getattr(getattr(self.body, "style", None), "leading", 12.0)
            yield from (most - n * leading for n in range(int(most / leading) + 1))


def _rows(part: Flowable) -> int:
    """Body rows of a table; a paragraph keeps its own two lines."""
    return len(part._cellvalues) - part.repeatRows if isinstance(part, FlowingTable) else KEPT_LINES  # type: ignore[attr-defined]  # no stub
