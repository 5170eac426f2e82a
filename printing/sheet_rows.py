"""Rows of a score sheet that are higher than a page takes, cut into rows that go on without a line between; texts too
long for their column go under the item, over the whole width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from printing import fonts
from printing.blocks import Sheet, SheetForm, SheetRow

if TYPE_CHECKING:
    from printing.sheets import Frame

CUT = 0.3
"""The share of a page that a row takes at most."""
PAD, LEAD = 3.0, 1.14


SHORT = 60
"""No text of so few letters fills a row that high."""
WIDE_FROM = 12
"""Lines of a text column from which a text goes under its item."""


def widened(frame: Frame, form: SheetForm, written: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stays in the cells of a row, and what goes under it over the whole width, each text with its column's name.
    From the first text that is too long on all go there, so that they stay in their order.
    """
    points = len(form.point_columns)
    for at in range(points, len(written)):
        room = frame.xs[at + 4] - frame.xs[at + 3] - 2 * PAD
        if len(written[at]) >= SHORT and len(fonts.lines(written[at], fonts.REGULAR, frame.small, room)) > WIDE_FROM:
            named = zip(form.text_columns[at - points :], written[at:], strict=True)
            under = tuple(f"{name}: {text}" for name, text in named if text)
            return (*written[:at], *("",) * (len(written) - at)), under
    return tuple(written), ()


def cut(sheet: Sheet, frame: Frame, height: Callable[..., float]) -> tuple[Sheet, Frame]:
    """The sheet and its frame with each long row as several, of the `height` (`sheets.row_height`) of their parts; the
    same where none is long."""
    made = _Cutting(sheet, frame, height)
    for at, row in enumerate(sheet.form.rows):
        made.add(at, row, sheet.cells[at] if sheet.cells else ())
    return made.done() if made.continued or made.across else (sheet, frame)


class _Cutting:
    """The rows as they are cut, one after another."""

    def __init__(self, sheet: Sheet, frame: Frame, height: Callable[..., float]) -> None:
        self.sheet, self.frame, self.height = sheet, frame, height
        self.lines = max(4, int(((frame.top - frame.bottom) * CUT - 2 * PAD) / (frame.text * LEAD)))
        self.rooms = [right - left - 2 * PAD for left, right in zip(frame.xs, frame.xs[1:], strict=False)]
        self.rows: list[SheetRow] = []
        self.cells: list[tuple[str, ...]] = []
        self.titles: list[tuple[str, ...]] = []
        self.under: list[tuple[str, ...]] = []
        self.continued: set[int] = set()
        self.across: set[int] = set()

    def add(self, at: int, row: SheetRow, written: tuple[str, ...]) -> None:
        """A row whole, or its lines piece by piece, each column going on where it stopped."""
        frame, title = self.frame, self.frame.titles[at]
        written, wide = widened(frame, self.sheet.form, written)
        self._add(at, row, written, title)
        for text in wide:
            self._across(text, len(written))

    def _across(self, text: str, cells: int) -> None:
        """A text over the whole width, of as many rows as it takes."""
        frame = self.frame
        lines = fonts.lines(text, fonts.ITALIC, frame.small, frame.xs[-1] - frame.xs[1] - 2 * PAD)
        for first in range(0, len(lines), self.lines):
            if first:
                self.continued.add(len(self.rows))
            self.across.add(len(self.rows))
            self._put(SheetRow("item", 0, "", ""), ("",) * cells, (), lines[first : first + self.lines])

    def _add(self, at: int, row: SheetRow, written: tuple[str, ...], title: tuple[str, ...]) -> None:
        frame = self.frame
        beside = (row.code, row.maximum, *written)
        if max(map(len, beside)) < SHORT and len(title) + len(frame.under[at]) <= self.lines:
            self._put(row, written, title, frame.under[at])
            return
        rooms = (self.rooms[0], *self.rooms[2:])
        size = (frame.text, frame.text, *[frame.small] * len(written))
        columns = [_wrapped(text, *each) for text, *each in zip(beside, size, rooms, strict=False)]
        parts = max(-(-len(each) // self.lines) for each in (title + frame.under[at], *columns))
        for part in range(max(1, parts)):
            span = slice(part * self.lines, (part + 1) * self.lines)
            if part:
                self.continued.add(len(self.rows))
            code, most, *cells = ("\n".join(each[span]) for each in columns)
            shown = title[span]
            below = (title + frame.under[at])[span][len(shown) :]
            self._put(replace(row, code=code, maximum=most), tuple(cells), shown, below)

    def _put(self, row: SheetRow, cells: tuple[str, ...], title: tuple[str, ...], under: tuple[str, ...]) -> None:
        self.rows.append(row)
        self.cells.append(cells)
        self.titles.append(title)
        self.under.append(under)

    def done(self) -> tuple[Sheet, Frame]:
        """Sheet and frame of the rows as cut."""
        frame = self.frame
        widths = [room + 2 * PAD for room in self.rooms]
        parts = zip(self.rows, self.titles, self.under, strict=True)
        heights = tuple(self.height(frame.text, frame.small, widths, *each) for each in parts)
        titles, under = tuple(self.titles), tuple(self.under)
        held = replace(
            frame,
            titles=titles,
            under=under,
            heights=heights,
            continued=frozenset(self.continued),
            across=frozenset(self.across),
        )
        form = replace(self.sheet.form, rows=tuple(self.rows))
        return replace(self.sheet, form=form, cells=tuple(self.cells) if self.sheet.cells else ()), held


def _wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    return fonts.lines(text, fonts.BOLD, size, room) if text else ()
