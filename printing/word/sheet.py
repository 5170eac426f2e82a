"""Score sheets as Word's XML: the table measured as in PDF, one section per sheet."""

from __future__ import annotations

from printing import laid
from printing.blocks import Sheet, SheetForm
from printing.sheet_rows import widened
from printing.sheets import BLANK_ROW, LEAD, PAD, Frame
from printing.styles import Type
from printing.word import furniture as parts
from printing.word.markup import Box, Line_, Para, Ruled, paragraph, run, table

CELL, NOTE = "SoOBang", "SoGhiChu"
KEPT_ROWS = 2


def xml(sheet: Sheet, form: SheetForm, frame: Frame) -> str:
    """Letterhead, title, fields, table, notes, signatures of one unit's sheet."""
    room = frame.room
    said = [parts.letterhead(sheet.family, sheet.letterhead, room, 12), parts.title(sheet.family, form.title, room)]
    for field in sheet.fields:
        label = run(f"{field.label}: ", Type(13))
        inner = label + run(field.value, Type(13, bold=True)) if field.value else label + "<w:r><w:tab/></w:r>"
        said.append(paragraph(inner, Para(CELL, tab=0 if field.value else room)))
    said += [parts.gap(6), _Grid(sheet, form, frame).xml(), parts.gap(8)]
    look = Type(frame.text, italic=True)
    said += [paragraph(run(note, look), Para(NOTE, keep=True, leading=frame.text * 1.25)) for note in sheet.notes]
    return "".join(said) + parts.signatures(sheet.family, sheet.signatures, room, 8)


class _Grid:
    """The table of one sheet."""

    def __init__(self, sheet: Sheet, form: SheetForm, frame: Frame) -> None:
        self.sheet, self.form, self.frame = sheet, form, frame
        self.points = len(form.point_columns)

    def xml(self) -> str:
        frame = self.frame
        widths = [right - left for left, right in zip(frame.xs, frame.xs[1:], strict=False)]
        names = (*self.form.heads, *self.form.point_columns, *self.form.text_columns)
        head = Line_(tuple(self._box(name, "center", bold=True, keep=True) for name in names), head=True)
        rows = [line for at in range(len(self.form.rows)) for line in self._rows(at)]
        return table(Ruled(widths, pad=PAD), [head, *rows])

    def _box(self, text: str, align: str, *, bold: bool = False, keep: bool = False, size: float = 0) -> Box:
        size = size or self.frame.text
        look = Para(CELL, align, keep, before=2, after=2, leading=0 if "\n" in text else size * LEAD)
        return Box(paragraph(run(text, Type(size), bold=bold) if text else "", look))

    def _rows(self, at: int) -> list[Line_]:
        """A row, and under it the texts too long for their column, over the whole width."""
        written = self.sheet.cells[at] if self.sheet.cells else ("",) * (self.points + len(self.form.text_columns))
        kept, wide = widened(self.frame, self.form, written)
        span, small = 2 + len(written), self.frame.small
        look = Para(CELL, "left", before=2, after=2)
        made = [self._row(at, kept, bool(wide))]
        for text in wide:
            inner = paragraph(run(text, Type(small, italic=True)), look)
            made.append(Line_((Box(paragraph("", look)), Box(inner, span)), whole=len(text) < laid.SHORT))
        return made

    def _row(self, at: int, written: tuple[str, ...], headed: bool) -> Line_:
        row, frame = self.form.rows[at], self.frame
        bold = row.kind != "item"
        keep = row.kind == "group" or headed or at >= len(self.form.rows) - KEPT_ROWS
        title = self._box(row.title, "center" if row.kind == "total" else "left", bold=bold, keep=keep).inner
        if frame.under[at]:
            small = run(" ".join(frame.under[at]), Type(frame.small, italic=True))
            title += paragraph(small, Para(CELL, keep=keep, leading=frame.small * LEAD))
        boxes = [
            self._box(row.code, "center", bold=bold, keep=keep),
            Box(title),
            self._box(row.maximum, "center", bold=bold, keep=keep),
            *(self._box(text, "center", bold=bold, keep=keep) for text in written[: self.points]),
            *(self._box(text, "left", size=frame.small, keep=keep) for text in written[self.points :]),
        ]
        least = 0.0 if self.sheet.cells else BLANK_ROW
        return Line_(tuple(boxes), whole=max(map(len, (row.title, *written))) < laid.SHORT, height=least)
