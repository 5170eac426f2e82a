"""Letterhead, title, signatures as Word sets them: tables without borders and centred lines, from what `laid` says."""

from __future__ import annotations

from printing import laid
from printing.blocks import FamilyKey, Letterhead, Recipients, Signatures, Title
from printing.styles import STYLES
from printing.word.markup import Box, Line_, Para, Ruled, furniture, paragraph, run, table

HEAD, END, CELL = "SoDauVanBan", "SoChuKy", "SoOBang"


def letterhead(family: FamilyKey, said: Letterhead, room: float, after: float = 14) -> str:
    """Two columns: issuer and nation, under them number and place with date."""
    made = laid.head(family, said, room)
    left, right = made.rooms
    middle = max(0.0, room - left - right)
    widths = [left, right] if middle < 1 else [left, middle, right]

    def line(one: str, other: str) -> Line_:
        inner = (one, other) if middle < 1 else (one, paragraph("", Para(HEAD)), other)
        return Line_(tuple(Box(each, valign="top") for each in inner))

    rows = [line(furniture(made.issuer, left, HEAD), furniture(made.nation, right, HEAD))]
    if made.number or made.dated:
        rows.append(line(furniture(made.number, left, HEAD), furniture(made.dated, right, HEAD)))
    return table(Ruled(widths, lines=False, pad=0), rows) + gap(after)


def gap(height: float) -> str:
    """An empty line of a height, as must follow every table."""
    return paragraph("", Para(CELL, leading=max(1.0, height)))


def title(family: FamilyKey, block: Title, room: float) -> str:
    """The kind in Word's own title style, the summary as its subtitle, remarks below."""
    lines = laid.title(family, block, room)
    kinds = next((n for n, line in enumerate(lines) if _words(lines[: n + 1]) == block.kind.split()), 0) + 1
    return (
        furniture(lines[:kinds], room, "Title")
        + (furniture(lines[kinds:], room, "Subtitle") if lines[kinds:] else "")
        + gap(8)
    )


def _words(lines: tuple[laid.Line, ...]) -> list[str]:
    return " ".join(line.text for line in lines).replace("\u00a0", " ").split()


def signatures(family: FamilyKey, block: Signatures, room: float, before: float = 12) -> str:
    """The columns side by side, kept whole; names stand on one line under room for hand and seal."""
    style, each = STYLES[family], room / len(block.columns)
    above: list[Box] = []
    names: list[Box] = []
    for column in block.columns:
        if isinstance(column, Recipients):
            above.append(Box(_told(family, column, each), merge="restart", valign="top"))
            names.append(Box(paragraph("", Para(END)), merge="continue"))
        else:
            made = laid.signed(family, column, each - 6)
            above.append(Box(furniture(made.above, each - 6, END, keep=True), valign="top"))
            names.append(Box(furniture(made.name, each - 6, END), valign="bottom"))
    rows = [Line_(tuple(above)), Line_(tuple(names), height=style.sign_gap + style.signer.size * 1.2)]
    if block.place_date:
        dated = paragraph(run(block.place_date, style.place_date), Para(END, "center", keep=True))
        blank = [Box(paragraph("", Para(END, keep=True))) for _ in block.columns[1:]]
        rows.insert(0, Line_((*blank, Box(dated))))
    ahead = paragraph("", Para(CELL, keep=True, leading=max(1.0, before)))
    return ahead + table(Ruled([each] * len(block.columns), lines=False, pad=3), rows)


def _told(family: FamilyKey, block: Recipients, room: float) -> str:
    said = laid.told(family, block)
    heading = paragraph(
        run(said.heading.text, said.heading.look, underline=said.underlined), Para(END, "left", keep=True)
    )
    return heading + "".join(
        paragraph(run(line.text, line.look), Para(END, "left", keep=n < len(said.lines) - 1))
        for n, line in enumerate(said.lines)
    )
