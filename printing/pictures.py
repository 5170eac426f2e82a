"""Drawings that know their height: letterhead, title, signatures, fields; for running text and drawn sheets alike.

Coordinates count from a picture's top left corner, downwards. What it says comes from blocks, how large from styles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from printing import fonts
from printing.blocks import (
    Align,
    FamilyKey,
    FormField,
    Letterhead,
    Recipients,
    Signatures,
    Signer,
    Strokes,
    TickBox,
    Title,
)
from printing.styles import STYLES, Style, Type

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
LINE = 1.2
"""Distance of lines in furniture, as a multiple of the size."""


@dataclass(slots=True)
class Picture:
    """Texts (x, y, text, face, size, align) and lines (x1, y1, x2, y2, thickness), and how high they are together."""

    texts: list[tuple[float, float, str, str, float, Align]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    height: float = 0.0

    def write(self, text: str, look: Type, x: float, room: float, y: float, align: Align = "center") -> float:
        """Sets text in the column that starts at x, its top at y; gives the y under it."""
        name = fonts.face(look.bold, look.italic)
        at = {"left": x, "center": x + room / 2, "right": x + room}[align]
        for line in fonts.lines(text, name, look.size, room):
            y += look.size * LINE
            self.texts.append((at, y - look.size * 0.25, line, name, look.size, align))
        self.height = max(self.height, y)
        return y

    def rule(self, x1: float, y1: float, x2: float, y2: float, thickness: float = 0.6) -> None:
        """A line."""
        self.rules.append((x1, y1, x2, y2, thickness))
        self.height = max(self.height, y1, y2)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Puts the picture on a page with its top left corner at (x, top)."""
        for left, down, text, name, size, align in self.texts:
            canvas.setFont(name, size)
            back = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * fonts.width(text, name, size)
            canvas.drawString(x + left - back, top - down, text)
        for x1, y1, x2, y2, thickness in self.rules:
            canvas.setLineWidth(thickness)
            canvas.line(x + x1, top - y1, x + x2, top - y2)


def balanced(text: str, name: str, size: float, room: float) -> float:
    """The narrowest room that breaks the text into no more lines than `room` does: lines of like length."""
    count = len(fonts.lines(text, name, size, room))
    low, high = min(room, fonts.longest_word(text, name, size)), room
    for _ in range(12 if count > 1 else 0):
        middle = (low + high) / 2
        low, high = (low, middle) if len(fonts.lines(text, name, size, middle)) <= count else (middle, high)
    return high


def _widest(texts: tuple[str, ...], look: Type, room: float) -> float:
    name = fonts.face(look.bold, look.italic)
    broken = [line for text in texts for line in fonts.lines(text, name, look.size, room)]
    return max((fonts.width(line, name, look.size) for line in broken), default=0.0)


def letterhead(family: FamilyKey, head: Letterhead, room: float) -> Picture:
    """Issuer left, nation or Party right, number and date below on one line (Decree 30/2020; HD 05-HD/VPTW)."""
    style, picture = STYLES[family], Picture()
    right = [*style.nation, (head.place_date, style.place_date)]
    right_room = max(_widest((text,), look, room) for text, look in right) + 4
    left_room = min(max(room * 0.42, _issuer_wish(style, head) + 4), room - right_room - 8)
    right_x = room - max(right_room, min(room * 0.58, room - left_room - 8))
    right_room = room - right_x
    y = 0.0
    for texts, look in ((head.parent, style.parent), (head.issuer, style.issuer)):
        for text in texts:
            wide = balanced(text, fonts.face(look.bold, look.italic), look.size, left_room)
            y = picture.write(text, look, (left_room - wide) / 2, wide + 0.01, y)
    if style.issuer_rule:
        half = _widest(head.issuer, style.issuer, left_room) * style.issuer_rule / 2
        picture.rule(left_room / 2 - half, y + 2, left_room / 2 + half, y + 2)
        left_y = y + 4
    else:
        left_y = picture.write(style.issuer_mark, style.issuer, 0, left_room, y)
    y = 0.0
    for text, look in style.nation:
        y = picture.write(text, look, right_x, right_room, y)
    text, look = style.nation[-1]
    half = _widest((text,), look, right_room) * style.nation_rule / 2
    middle = right_x + right_room / 2
    picture.rule(middle - half, y + 2, middle + half, y + 2)
    y = max(left_y, y + 4) + (4 if style.issuer_rule else 0)
    below = picture.write(head.number, style.number, 0, left_room, y) if head.number else y
    if head.place_date:
        picture.write(head.place_date, style.place_date, right_x, right_room, y)
    if head.subject:
        picture.write(head.subject, style.subject, 0, left_room, below)
    return picture


def _issuer_wish(style: Style, head: Letterhead) -> float:
    """The left column's width at which nothing in it is broken."""
    looks = ((head.parent, style.parent), (head.issuer, style.issuer), ((head.number,), style.number))
    return max(_widest(texts, look, 1e6) for texts, look in looks)


def title(family: FamilyKey, block: Title, room: float) -> Picture:
    """Kind and summary bold and centred, the family's line or mark under them, then remarks in italics."""
    style, picture = STYLES[family], Picture()
    y = picture.write(block.kind, style.title, 0, room, 0)
    for text in block.summary:
        wide = balanced(text, fonts.face(style.summary.bold, style.summary.italic), style.summary.size, room * 0.88)
        y = picture.write(text, style.summary, (room - wide) / 2, wide + 0.01, y)
    if style.title_rule:
        widest = _widest(block.summary or (block.kind,), style.summary, room * 0.88)
        half = min(widest * style.title_rule / 2, room * 0.2)
        picture.rule(room / 2 - half, y + 3, room / 2 + half, y + 3)
        y += 6
    else:
        y = picture.write(style.title_mark, style.summary, 0, room, y)
    for text in block.remarks:
        y = picture.write(text, Type(13, italic=True), 0, room, y)
    picture.height = y
    return picture


def signatures(family: FamilyKey, block: Signatures, room: float) -> Picture:
    """The columns side by side; all names stand on one line, under room for hand and seal."""
    style, picture = STYLES[family], Picture()
    each = room / len(block.columns)
    top = picture.write(block.place_date, style.place_date, room - each, each, 0) if block.place_date else 0.0
    heads = [
        _sign_head(picture, style, column, index * each, each, top)
        for index, column in enumerate(block.columns)
        if isinstance(column, Signer)
    ]
    named_at = max(heads, default=top) + style.sign_gap
    for index, column in enumerate(block.columns):
        if isinstance(column, Recipients):
            _recipients(picture, style, column, index * each, each, top)
        else:
            picture.write(column.name, style.signer, index * each, each, named_at)
    return picture


def _sign_head(picture: Picture, style: Style, signer: Signer, x: float, room: float, y: float) -> float:
    x, room = x + 3, room - 6
    if signer.authority:
        wide = balanced(signer.authority, fonts.face(style.authority.bold), style.authority.size, room)
        y = picture.write(signer.authority, style.authority, x + (room - wide) / 2, wide + 0.01, y)
    for text in signer.position:
        wide = balanced(text, fonts.face(style.position.bold, style.position.italic), style.position.size, room)
        y = picture.write(text, style.position, x + (room - wide) / 2, wide + 0.01, y)
    if signer.note:
        y = picture.write(signer.note, Type(style.recipients_list.size + 1, italic=True), x, room, y)
    return y


def _recipients(picture: Picture, style: Style, block: Recipients, x: float, room: float, y: float) -> None:
    look = style.recipients
    y = picture.write(block.heading, look, x, room, y, "left")
    if style.recipients_underlined:
        picture.rule(x, y - 1, x + _widest((block.heading,), look, room), y - 1)
    for index, text in enumerate(block.lines):
        mark = "." if index == len(block.lines) - 1 else ";" if style is not STYLES["party"] else ","
        y = picture.write(f"- {text}{mark}", style.recipients_list, x, room - 4, y, "left")


def field_line(family: FamilyKey, block: FormField, room: float, size: float = 13) -> Picture:
    """`Nhãn: giá trị`, the label left out where there is none; a value in bold, wrapped beside its label; without one
    dots to the end of the line.
    """
    picture = Picture()
    label = f"{block.label}: " if block.label else ""
    name = fonts.face()
    used = fonts.width(label, name, size)
    picture.write(label, Type(size), 0, room, 0, "left")
    if block.value:
        picture.write(block.value, Type(size, bold=True), used, max(room - used, room * 0.3), 0, "left")
    else:
        dots = int((room - used) / fonts.width(".", name, size))
        picture.write("." * max(dots - 1, 0), Type(size), used, room, 0, "left")
    return picture


def tick_box(box: TickBox, room: float, size: float = 13) -> Picture:
    """A square drawn as lines, with its tick, before the label."""
    picture, side = Picture(), size * 0.75
    top = size * 0.28
    for at in (0.0, side):
        picture.rule(0, top + at, side, top + at, 0.8)
        picture.rule(at, top, at, top + side, 0.8)
    if box.ticked:
        picture.rule(side * 0.18, top + side * 0.55, side * 0.42, top + side * 0.82, 1.2)
        picture.rule(side * 0.42, top + side * 0.82, side * 0.85, top + side * 0.15, 1.2)
    picture.height = size * LINE
    picture.write(box.label, Type(size), side + size * 0.4, room - side - size * 0.4, 0, "left")
    return picture


SQUARE = 16.0
"""Side of a square of five strokes, in points: large enough for a pen."""


def strokes(block: Strokes, room: float) -> Picture:
    """Squares of five strokes beside each other, on as many lines as they need; corners mark a square not drawn yet."""
    picture, step = Picture(), SQUARE + 7
    across = max(1, int((room + 7) // step))
    for place, done in enumerate(block.squares):
        line, column = divmod(place, across)
        x, y = column * step + 1, line * step + 3
        _square(picture, x, y, done)
    picture.height = -(-len(block.squares) // across) * step if block.squares else 0.0
    return picture


def _square(picture: Picture, x: float, y: float, done: int) -> None:
    near, far = 2.2, SQUARE
    for left in (0.0, far):
        for top in (0.0, far):
            across, down = (near if not left else -near), (near if not top else -near)
            picture.rule(x + left, y + top, x + left + across, y + top, 0.35)
            picture.rule(x + left, y + top, x + left, y + top + down, 0.35)
    sides = (
        (0.0, 0.0, 0.0, far),
        (0.0, 0.0, far, 0.0),
        (far, 0.0, far, far),
        (0.0, far, far, far),
        (0.0, far, far, 0.0),
    )
    for x1, y1, x2, y2 in sides[:done]:
        picture.rule(x + x1, y + y1, x + x2, y + y2, 1.1)
