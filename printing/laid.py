"""Blocks as every renderer sets them: names broken evenly, marks put at their ends, columns measured, cells placed.

Lengths are points. Widths of text are those of the bundled face (`fonts.width`), which Times New Roman shares; nothing
is drawn here, and no renderer decides any of this by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from printing import blocks, fonts
from printing.blocks import (
    Block,
    Cell,
    Document,
    FamilyKey,
    LegalBasis,
    Letterhead,
    Recipients,
    Row,
    SignatureGrid,
    Signatures,
    Signer,
    Table,
    Text,
    Title,
)
from printing.styles import STYLES, Style, Type

MM = 72 / 25.4
TITLE_SHARE = 0.88
"""The part of the page's width that a summary's lines take at most."""
LEADING = 1.2
"""Distance of lines of furniture, as a multiple of their size."""
REMARK = Type(13, italic=True)
FIGURE_SIZE = 12.0
"""The size of a table's letters where it says none."""
JOINED = (
    "ỦY BAN",
    "UỶ BAN",
    "TỈNH ỦY",
    "HUYỆN ỦY",
    "THÀNH ỦY",
    "ĐẢNG ỦY",
    "CHI ỦY",
    "ĐẢNG BỘ",
    "CHI BỘ",
    "VĂN PHÒNG",
    "THANH TRA",
    "HỘI ĐỒNG",
    "NHÂN DÂN",
    "QUỐC HỘI",
    "MẶT TRẬN",
    "TỔ QUỐC",
    "VIỆT NAM",
    "THƯỜNG TRỰC",
    "CHẤP HÀNH",
    "THƯỜNG VỤ",
    "LIÊN ĐOÀN",
    "LAO ĐỘNG",
    "CÔNG ĐOÀN",
    "PHỤ NỮ",
    "NÔNG DÂN",
    "CHIẾN BINH",
    "THANH NIÊN",
    "TỈNH ĐOÀN",
    "THI ĐUA",
    "HỘI NGHỊ",
    "ĐẠI BIỂU",
    "TỔNG KẾT",
    "SƠ KẾT",
    "BÌNH XÉT",
    "GIAO ƯỚC",
    "XẾP HẠNG",
    "XẾP LOẠI",
    "KHEN THƯỞNG",
    "KHO BẠC",
    "NHÀ NƯỚC",
    "CHÍNH TRỊ",
    "QUÂN SỰ",
)
"""Words of two syllables in names and titles: no line ends between them while there is room, however they are spelt."""
_SPELT = tuple(dict.fromkeys(form for each in JOINED for form in (each, each.title(), each.capitalize(), each.lower())))
"""Each in capitals (a letterhead), as a name and at its head (a summary), and small within one."""
_JOINS = tuple((each, each.replace(" ", "\u00a0")) for each in _SPELT)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of furniture in its look; `rule` is the length of the line drawn under it."""

    text: str
    look: Type
    rule: float = 0.0


LEADS = re.compile(
    r"(?<!\S)(của|và|về|cho|tại|với|theo|trong|từ|đến|năm|số|ngày|tháng|quý|thứ|lần) (?=\S)", re.IGNORECASE
)
"""Words that lead to the next: no line of a title ends with one while there is room."""


def joined(text: str, name: str, size: float, room: float) -> str:
    """The text with no-break spaces inside the names of bodies and behind words that lead to the next, as far as each
    then fits its room.
    """
    for apart, together in _JOINS:
        if apart in text and fonts.width(together, name, size) <= room:
            text = text.replace(apart, together)
    led = LEADS.sub("\\1\u00a0", text)
    return led if fonts.longest_word(led, name, size) <= room else text


def balanced(text: str, name: str, size: float, room: float) -> float:
    """The narrowest room that breaks the text into no more lines than `room` does: lines of like length."""
    count = len(fonts.lines(text, name, size, room))
    low, high = min(room, fonts.longest_word(text, name, size)), room
    for _ in range(12 if count > 1 else 0):
        middle = (low + high) / 2
        low, high = (low, middle) if len(fonts.lines(text, name, size, middle)) <= count else (middle, high)
    return high


def broken(text: str, look: Type, room: float) -> tuple[Line, ...]:
    """A name in lines of like length, in as few as the room allows."""
    name = fonts.face(look.bold, look.italic)
    whole = joined(text, name, look.size, room)
    wide = balanced(whole, name, look.size, room)
    return tuple(Line(line, look) for line in fonts.lines(whole, name, look.size, min(wide + 0.01, room)))


def _broken_all(texts: Sequence[str], look: Type, room: float) -> tuple[Line, ...]:
    return tuple(line for text in texts for line in broken(text, look, room))


def widest(lines: Sequence[Line]) -> float:
    """The width of the widest line."""
    return max(
        (fonts.width(line.text, fonts.face(line.look.bold, line.look.italic), line.look.size) for line in lines),
        default=0.0,
    )


# --- the top of a paper -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """A letterhead in two columns: issuer and nation above, number (with the subject) and place with date below."""

    rooms: tuple[float, float]
    """widths of the left and the right column; what is between them stays free"""
    issuer: tuple[Line, ...]
    nation: tuple[Line, ...]
    number: tuple[Line, ...]
    dated: tuple[Line, ...]


def head(family: FamilyKey, said: Letterhead, room: float) -> Head:
    """Issuer left, nation or Party right, number and date below on one line (Decree 30/2020; HD 05-HD/VPTW)."""
    style = STYLES[family]
    right = [*(Line(text, look) for text, look in style.nation), Line(said.place_date, style.place_date)]
    right_room = min(widest(right) + 4, room * 0.7)
    wish = widest(
        [
            *(Line(text, style.parent) for text in said.parent),
            *(Line(t, style.issuer) for t in said.issuer),
            Line(said.number, style.number),
        ]
    )
    left_room = min(max(room * 0.42, wish + 4), room - right_room - 8)
    right_room = max(right_room, min(room * 0.58, room - left_room - 8))
    issuer = _broken_all(said.parent, style.parent, left_room) + _issuer(style, said, left_room)
    *above, last = [line for text, look in style.nation for line in broken(text, look, right_room)]
    number = _broken_all((said.number,) if said.number else (), style.number, left_room)
    number += _broken_all((said.subject,) if said.subject else (), style.subject, left_room)
    dated = broken(said.place_date, style.place_date, right_room) if said.place_date else ()
    return Head(
        (left_room, right_room),
        issuer,
        (*above, replace(last, rule=widest([last]) * style.nation_rule)),
        number,
        dated,
    )


def _issuer(style: Style, said: Letterhead, room: float) -> tuple[Line, ...]:
    lines, mark = _broken_all(said.issuer, style.issuer, room), issuer_mark(style, said)
    if mark:
        return (*lines, Line(mark, style.issuer))
    if not lines:
        return lines
    return (*lines[:-1], replace(lines[-1], rule=widest(lines) * (style.issuer_rule or STYLES["state"].issuer_rule)))


def issuer_mark(style: Style, said: Letterhead) -> str:
    """What stands under the issuer: its own mark, else its family's; "" for a line."""
    return "" if said.mark == "line" else said.mark or style.issuer_mark


def title(family: FamilyKey, block: Title, room: float) -> tuple[Line, ...]:
    """Kind and summary bold, the family's line or mark under them, then remarks in italics; all centred."""
    style = STYLES[family]
    under = tuple(line for text in block.summary for line in _summed(text, style.summary, room * TITLE_SHARE))
    lines = broken(block.kind, style.title, room) + under
    if style.title_rule:
        under = under or lines
        lines = (*lines[:-1], replace(lines[-1], rule=min(widest(under) * style.title_rule, room * 0.4)))
    else:
        lines += (Line(style.title_mark, style.summary),)
    return lines + _broken_all(block.remarks, REMARK, room)


OF = " của "


def _summed(text: str, look: Type, room: float) -> tuple[Line, ...]:
    """A summary in lines of like length; where it takes several, one ends before `của …` if that takes no more: no
    name is parted that could stand whole.
    """
    plain = broken(text, look, room)
    for at in (found.start() for found in re.finditer(OF, text)) if len(plain) > 1 else ():
        apart = broken(text[:at], look, room) + broken(text[at + 1 :], look, room)
        if len(apart) <= len(plain):
            return apart
    return plain


# --- the end of a paper -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Signed:
    """One column of signatures: the lines above hand and seal, and the name under them."""

    above: tuple[Line, ...]
    name: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The column of recipients: its heading and its lines with their marks, set from the left."""

    heading: Line
    lines: tuple[Line, ...]
    underlined: bool


def signed(family: FamilyKey, signer: Signer, room: float) -> Signed:
    """On whose behalf, in which position, the remark, and the name."""
    style = STYLES[family]
    above = broken(signer.authority, style.authority, room) if signer.authority else ()
    above += _broken_all(signer.position, style.position, room)
    above += broken(signer.note, Type(style.recipients_list.size + 1, italic=True), room) if signer.note else ()
    return Signed(above, broken(signer.name, style.signer, room) if signer.name else ())


def told(family: FamilyKey, block: Recipients) -> Told:
    """Each line with a dash before it and its family's mark behind; the last ends in a full stop."""
    style = STYLES[family]
    between = "," if style is STYLES["party"] else ";"
    marks = [between] * (len(block.lines) - 1) + ["."]
    lines = tuple(Line(f"- {text}{mark}", style.recipients_list) for text, mark in zip(block.lines, marks, strict=True))
    return Told(Line(block.heading, style.recipients), lines, style.recipients_underlined)


def grid_rows(block: SignatureGrid) -> tuple[Signatures, ...]:
    """The rows of a grid of signatures; blanks fill the last."""
    starts = range(0, len(block.signers), block.columns)
    rows = [block.signers[start : start + block.columns] for start in starts]
    return tuple(Signatures((*row, *[Signer()] * (block.columns - len(row)))) for row in rows)


# --- words on a page of their own -------------------------------------------------------------------------------------

LARGEST, SMALLEST = 110, 16
"""Sizes of a placard's words, in points."""
FEWEST = 40
"""The size in points that says in how many lines a text stands: a name in one, however large the page."""
BESIDE = 0.42
"""What stands over and under them, as a part of their size; never below 14 points, never above 32."""


def placard(block: blocks.Placard, room: float, height: float) -> tuple[float, tuple[Line, ...]]:
    """The lines in the largest size at which no word breaks, none has more lines than at `FEWEST` points, and all take
    at most four fifths of the page; and how much of the page stays free above them.
    """
    name = fonts.face(bold=True)
    texts = [joined(text, name, FEWEST, room) for text in block.lines]
    words = [part for text in texts for part in text.split(" ")]
    fewest = sum(len(fonts.lines(text, name, FEWEST, room)) for text in texts)
    for size in range(LARGEST, SMALLEST - 1, -2):
        if max((fonts.width(word, name, size) for word in words), default=0) > room and size > SMALLEST:
            continue
        beside = min(max(14.0, size * BESIDE), 32.0)
        count = sum(len(fonts.lines(text, name, size, room)) for text in texts)
        rest = sum(len(fonts.lines(text, fonts.face(), beside, room)) for text in (*block.over, *block.under))
        if count > fewest and size > FEWEST:
            continue
        if count * size * LEADING + rest * beside * LEADING <= height * 0.8 or size == SMALLEST:
            break
    small = Type(beside)
    lines = _broken_all(block.over, small, room) + _broken_all(block.lines, Type(size, bold=True), room)
    lines += _broken_all(block.under, small, room)
    used = sum(line.look.size * LEADING for line in lines)
    return max(0.0, (height - used) / 2), lines


# --- running text -----------------------------------------------------------------------------------------------------


def with_end_mark(paper: Document) -> Iterator[Block]:
    """The blocks, the last paragraph ending in the family's mark."""
    texts = [index for index, block in enumerate(paper.blocks) if isinstance(block, blocks.Paragraph)]
    for index, block in enumerate(paper.blocks):
        if paper.end_mark and texts and index == texts[-1] and isinstance(block, blocks.Paragraph):
            block = replace(block, text=_ended(block.text, STYLES[paper.family].end_mark))
        yield block


def _ended(text: Text, mark: str) -> Text:
    if isinstance(text, str):
        return text.rstrip(" ./;") + mark
    *before, last = text
    return (*before, replace(last, text=last.text.rstrip(" ./;") + mark))


def bases(family: FamilyKey, block: LegalBasis) -> tuple[str, ...]:
    """The lines of the legal basis with their leads and end marks."""
    style = STYLES[family]
    last = len(block.lines) - 1
    return tuple(f"{style.basis_lead}{line}{style.basis_end[n == last]}" for n, line in enumerate(block.lines))


KEPT_TEXT = 2
"""Lines of text that go with the signatures beside the paragraph or rows above them: no page holds but two lines."""
KEPT_NOTES = 4
"""Lines of notes that stay with the rows above them and the signatures below; more of them flow as text does."""
LEADING_LINES = 2
"""The most lines of a paragraph that never stands without what it leads to."""
NOTE = Type(12, italic=True)


def closing_from(family: FamilyKey, given: Sequence[Block], at: int, room: float) -> int:
    """The block whose end stands on the page of the signatures at `at`, however many pages the paper has: what comes
    after it is kept whole with them.
    """
    lines, first = 0, at
    while first > 0 and lines <= KEPT_TEXT:
        first -= 1
        lines += _along(family, given, first, room)
    return first


def _along(family: FamilyKey, given: Sequence[Block], at: int, room: float) -> int:
    """Lines that a block counts among those kept with signatures; more than are kept for what is no text."""
    match given[at]:
        case blocks.Paragraph(role="note") as block:
            return text_lines(family, block, room) if _noted(family, given, at, room) > KEPT_NOTES else 0
        case blocks.Paragraph() as block:
            return text_lines(family, block, room)
        case blocks.FormField() | blocks.TickBox():
            return 1
    return KEPT_TEXT + 1


def _noted(family: FamilyKey, given: Sequence[Block], at: int, room: float) -> int:
    """Lines of all the notes beside each other that a note stands among."""
    return sum(
        text_lines(family, one, room) for one in (*_notes(given[at:]), *_notes(given[at - 1 :: -1] if at else ()))
    )


def _notes(given: Sequence[Block]) -> Iterator[blocks.Paragraph]:
    for block in given:
        if not isinstance(block, blocks.Paragraph) or block.role != "note":
            return
        yield block


def leads(family: FamilyKey, given: Sequence[Block], at: int, room: float) -> bool:
    """True for what never ends a page: a heading, a short line that ends in a colon, and a short paragraph between a
    heading and its table.
    """
    block, after = given[at], given[at + 1] if at + 1 < len(given) else None
    if not isinstance(block, blocks.Paragraph) or not isinstance(after, (blocks.Paragraph, Table)):
        return False
    if block.role == "heading":
        return True
    text = block.text if isinstance(block.text, str) else "".join(run.text for run in block.text)
    before = given[at - 1] if at else None
    headed = isinstance(after, Table) and isinstance(before, blocks.Paragraph) and before.role == "heading"
    return (headed or text.endswith(":")) and text_lines(family, block, room) <= LEADING_LINES


def text_lines(family: FamilyKey, block: blocks.Paragraph, room: float) -> int:
    """Lines of a paragraph as the family sets it."""
    return len(_set_lines(family, block, room))


def _set_lines(family: FamilyKey, block: blocks.Paragraph, room: float) -> Sequence[str]:
    style = STYLES[family]
    look = NOTE if block.role == "note" else replace(style.body, bold=block.role == "heading")
    text = block.text if isinstance(block.text, str) else "".join(run.text for run in block.text)
    first_line = style.first_line if block.role in ("body", "heading") else 0
    indent = "\u00a0" * int(first_line * MM / fonts.width("\u00a0", fonts.REGULAR, look.size))
    return fonts.lines(indent + text, fonts.face(look.bold, look.italic), look.size, room)


# --- lines to write on ----------------------------------------------------------------------------------------------


ROOM_TO_WRITE = 8
"""As many dots (…) at a text's end are lines to write on; fewer are a day or a number to fill in."""
LEAST_TO_WRITE = 60.0
"""A line whose words leave less than this is not written on; the dots begin under it."""
MOST_TO_WRITE = 20
"""Lines of dots are not parted between pages; what asks for more stays text, which is."""
_DOTS = re.compile(r"[\s…]*…[\s…]*[.;]?$")


@dataclass(frozen=True, slots=True)
class ToWrite:
    """A text that ends in room to write: its words ("" none), whether dots lead on from them to the margin, and how
    many whole lines of dots follow.
    """

    words: Text
    led: bool
    lines: int


def to_write(family: FamilyKey, block: blocks.Paragraph, room: float) -> ToWrite | None:
    """The dots a paragraph ends with as lines to the margin, as many as they take as text; None where it has none, or
    more than a page may have.
    """
    text = block.text if isinstance(block.text, str) else block.text[-1].text
    found = _DOTS.search(text) if block.role in ("body", "plain") else None
    if found is None or found[0].count("…") < ROOM_TO_WRITE:
        return None
    said = text[: found.start()]
    words: Text = said if isinstance(block.text, str) else (*block.text[:-1], replace(block.text[-1], text=said))
    look, whole = STYLES[family].body, "".join(one.text for one in words) if isinstance(words, tuple) else said
    before = _set_lines(family, replace(block, text=whole), room) if whole.strip() else []
    name = fonts.face(look.bold, look.italic)
    led = bool(before) and room - fonts.width(before[-1], name, look.size) >= LEAST_TO_WRITE
    lines = max(text_lines(family, block, room) - len(before), 0 if led else 1)
    return ToWrite(words, led, lines) if lines <= MOST_TO_WRITE else None


# --- tables -----------------------------------------------------------------------------------------------------------


def table_head(block: Table) -> tuple[Row, ...]:
    """The rows that stand over every page of a table."""
    return block.head or (Row(tuple(Cell(column.title) for column in block.columns)),)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its first column; a covered one (`over`) is the lower part of a cell that spans rows."""

    column: int
    cell: Cell
    over: bool = False


def placed(rows: Sequence[Row], columns: int) -> list[list[Placed]]:
    """Every row's cells from the left, each where no earlier span stands; a column left out is an empty cell."""
    waiting: dict[int, tuple[int, Cell]] = {}
    laid: list[list[Placed]] = []
    for row in rows:
        given, line, column = iter(row.cells), list[Placed](), 0
        while column < columns:
            if column in waiting:
                more, cell = waiting.pop(column)
                line.append(Placed(column, cell, over=True))
            else:
                said = next(given, "")
                cell = said if isinstance(said, Cell) else Cell(said)
                cell = replace(cell, span=min(cell.span, columns - column))
                line.append(Placed(column, cell))
                more = cell.rows
            if more > 1:
                waiting[column] = (more - 1, cell)
            column += cell.span
        laid.append(line)
    return laid


SHORT = 400
"""A row whose longest text has fewer letters is not parted between pages."""


def is_whole(line: Sequence[Placed]) -> bool:
    """Whether a row's cells are short enough for it never to be parted between pages."""
    return max((len(_words_of(one.cell)) for one in line), default=0) < SHORT


def _words_of(cell: Cell) -> str:
    content = cell.content
    if isinstance(content, tuple):
        return "".join(run.text for run in content)
    return content if isinstance(content, str) else ""


LAST_SHARE = 0.25
"""The share of a page up to which the last two rows of a table are kept together."""
ROW_LEADING, ROW_PADS = 1.18, 5.5
"""Distance of lines in a cell, as a multiple of their size, and the space above and below them together."""


def is_end_kept(block: Table, widths: Sequence[float], page: float) -> bool:
    """Whether the last row never stands alone on a page: not so where the last two take much of it, but a total always
    has the row above it.
    """
    if len(block.rows) < 2 or block.rows[-1].kind == "total":
        return len(block.rows) > 1
    size = block.size or FIGURE_SIZE
    heights = [
        max((_cell_lines(one, widths, size) for one in cells if not one.over), default=1) * size * ROW_LEADING
        for cells in placed(block.rows[-2:], len(widths))
    ]
    return sum(heights) + 2 * ROW_PADS <= page * LAST_SHARE


def _cell_lines(one: Placed, widths: Sequence[float], size: float) -> int:
    content = one.cell.content
    if not isinstance(content, (str, tuple)):
        return 1
    text = content if isinstance(content, str) else "".join(run.text for run in content)
    return len(fonts.lines(text, fonts.REGULAR, size, sum(widths[one.column : one.column + one.cell.span]) - 6))
