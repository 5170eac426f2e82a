"""Drawings that know their height: letterhead, title, signatures, fields; for running text and drawn sheets alike.

Coordinates count from a picture's top left corner, downwards. What it says comes from blocks, how large from styles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from printing import fonts, laid
from printing.blocks import (
    Align,
    FamilyKey,
    FormField,
    Letterhead,
    Placard,
    Recipients,
    Signatures,
    Strokes,
    TickBox,
    Title,
)
from printing.laid import Line
from printing.styles import STYLES, Type

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

LINE = laid.LEADING


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


def _put(picture: Picture, lines: Sequence[Line], x: float, room: float, y: float, align: Align = "center") -> float:
    """Laid lines under each other with the rules under them; gives the y below."""
    for line in lines:
        y = picture.write(line.text, line.look, x, room, y, align)
        if line.rule:
            middle = x + room / 2
            picture.rule(middle - line.rule / 2, y + 3, middle + line.rule / 2, y + 3)
            y += 6
    return y


def letterhead(family: FamilyKey, head: Letterhead, room: float) -> Picture:
    """The two columns of `laid.head`."""
    made, picture = laid.head(family, head, room), Picture()
    left, right = made.rooms
    below = max(_put(picture, made.issuer, 0, left, 0), _put(picture, made.nation, room - right, right, 0))
    below += 0 if laid.issuer_mark(STYLES[family], head) else 2
    _put(picture, made.number, 0, left, below)
    _put(picture, made.dated, room - right, right, below)
    return picture


def title(family: FamilyKey, block: Title, room: float) -> Picture:
    """The lines of `laid.title`, centred."""
    picture = Picture()
    picture.height = _put(picture, laid.title(family, block, room), 0, room, 0)
    return picture


def placard(block: Placard, room: float, height: float) -> tuple[float, Picture]:
    """Words on a page of their own, and what stays free above them."""
    free, lines = laid.placard(block, room, height)
    picture = Picture()
    picture.height = _put(picture, lines, 0, room, 0)
    return free, picture


def signatures(family: FamilyKey, block: Signatures, room: float) -> Picture:
    """The columns side by side; all names stand on one line, under room for hand and seal."""
    style, picture = STYLES[family], Picture()
    each = room / len(block.columns)
    top = picture.write(block.place_date, style.place_date, room - each, each, 0) if block.place_date else 0.0
    named_at, names = top, list[tuple[Sequence[Line], float]]()
    for at, column in enumerate(block.columns):
        if isinstance(column, Recipients):
            _recipients(picture, laid.told(family, column), at * each, each, top)
        else:
            made = laid.signed(family, column, each - 6)
            named_at = max(named_at, _put(picture, made.above, at * each + 3, each - 6, top))
            names.append((made.name, at * each + 3))
    for lines, x in names:
        picture.height = max(picture.height, _put(picture, lines, x, each - 6, named_at + style.sign_gap))
    return picture


def _recipients(picture: Picture, said: laid.Told, x: float, room: float, y: float) -> None:
    y = picture.write(said.heading.text, said.heading.look, x, room, y, "left")
    if said.underlined:
        picture.rule(x, y - 1, x + laid.widest([said.heading]), y - 1)
    _put(picture, said.lines, x, room - 4, y, "left")


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
