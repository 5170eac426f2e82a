"""Workbooks going out, through XlsxWriter: text stays text, numbers stay exact, a formula carries its value.

A cell that begins with = + - @ from people's texts is written as text and never as a formula. The value beside a
formula is what the program computed: Protected View, telephones and our own reader show it without recalculating.
No float: numbers are decimals of at most fifteen digits, as many as a spreadsheet holds.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from models.exchange.places import write_whole
from models.rules.number.points import to_text

DIGITS: Final = 15
NAME: Final = 31
"""Letters a page's name may have."""
_FORMULA: Final = 8_192
"""Letters a formula may have; a workbook with a longer one is called damaged."""
_NUMBER_ALONE: Final = "Công thức của ô này dài hơn bảng tính nhận được; đây là số sổ đã tính, không tự tính lại."
_FIFTEEN: Final = Context(prec=DIGITS)
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


class Formula(NamedTuple):
    """A formula as Excel writes it in English, and what it gives now (None: nothing)."""

    text: str
    value: Decimal | str | None = None


Value = str | int | Decimal | Fraction | date | Formula | None


def exactly(value: Fraction | int) -> Decimal:
    """A number as a spreadsheet holds it: exact where fifteen digits suffice."""
    text = to_text(Fraction(value))
    if "/" not in text:
        return _FIFTEEN.create_decimal(text)
    return _FIFTEEN.divide(Decimal(Fraction(value).numerator), Decimal(Fraction(value).denominator))


@cache
def _page_class() -> type[Any]:
    """XlsxWriter's page without its search of each formula for functions newer than the format: ours use none, and the
    search (some hundred patterns a formula) took a third of the time a form takes.
    """
    from xlsxwriter.worksheet import Worksheet

    def as_it_is(_page: object, formula: str, _expand: bool = False) -> str:
        return formula.removeprefix("=")

    return type("Page", (Worksheet,), {"_prepare_formula": as_it_is})


class Outgoing:
    """A workbook being written; `save` puts it in place whole."""

    def __init__(self, title: str, day: str, *, author: str = "") -> None:
        from xlsxwriter import Workbook

        self._bytes = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book: Any = Workbook(self._bytes, options)
        made = datetime.fromisoformat(day)
        self.book.set_properties({"title": title, "author": author, "created": made})
        self.book.set_calc_mode("auto")
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._names: set[str] = set()

    def look(self, **properties: object) -> Any:
        """The format of these properties, one for each set of them."""
        said = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", **properties}
        key = tuple(sorted(said.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(said)
        return self._formats[key]

    def page(self, name: str) -> Any:
        """A new page; a name Excel does not take, or has already, is changed as little as possible."""
        wanted = " ".join(name.translate(_FORBIDDEN).strip("'").split()) or "Trang"
        chosen, more = wanted[:NAME], 1
        while chosen.casefold() in self._names:
            more += 1
            chosen = f"{wanted[: NAME - 5]} ({more})"
        self._names.add(chosen.casefold())
        return self.book.add_worksheet(chosen, _page_class())

    def content(self) -> bytes:
        """The file, once everything is written."""
        self.book.close()
        return self._bytes.getvalue()

    def save(self, path: Path) -> None:
        """FileTrouble `file.cannot_write`."""
        write_whole(path, self.content())


def put(page: Any, line: int, column: int, value: Value, look: Any = None) -> None:
    """Write one cell (from 0); nothing is written as an empty cell that keeps its look, a formula longer than a
    spreadsheet takes as its number, with a word that says so.
    """
    if value is None or value == "":
        page.write_blank(line, column, None, look)
    elif isinstance(value, Formula):
        if len(value.text) > _FORMULA:
            put(page, line, column, value.value, look)
            page.write_comment(line, column, _NUMBER_ALONE)
            return
        page.write_formula(line, column, value.text, look, "" if value.value is None else value.value)
    elif isinstance(value, str):
        page.write_string(line, column, value[:32_767], look)
    elif isinstance(value, date):
        page.write_datetime(line, column, value, look)
    else:
        page.write_number(line, column, value if isinstance(value, Decimal) else exactly(value), look)


def put_row(page: Any, line: int, values: Sequence[Value], look: Any = None, first: int = 0) -> None:
    """Write cells side by side in one look."""
    for place, value in enumerate(values, start=first):
        put(page, line, place, value, look)


def plain_table(
    path: Path,
    title: str,
    header: Sequence[str],
    body: Sequence[Sequence[tuple[Value, str]]],
    widths: Sequence[int],
    day: str,
) -> None:
    """A workbook of one page: a bold heading that stays in sight, then the rows, each cell with its number format.
    FileTrouble `file.cannot_write`.
    """
    out = Outgoing(title, day)
    page = out.page(title)
    put_row(page, 0, header, out.look(bold=True, text_wrap=True, border=1, bg_color="#E8EEF4", align="center"))
    for line, row in enumerate(body, start=1):
        for place, (value, format) in enumerate(row):
            side = "left" if value is None or isinstance(value, str) else "right"
            put(page, line, place, value, out.look(border=1, text_wrap=True, align=side, num_format=format))
    for place, width in enumerate(widths):
        page.set_column(place, place, min(max(width, 7), 60))
    page.freeze_panes(1, 0)
    if body:
        page.autofilter(0, 0, len(body), len(header) - 1)
    on_paper(page, repeat=(0, 0))
    out.save(path)


def on_paper(page: Any, repeat: tuple[int, int] | None = None, landscape: bool = True) -> None:
    """Print set-up: A4, as wide as one page, the heading again on each."""
    page.set_paper(9)
    if landscape:
        page.set_landscape()
    page.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    if repeat is not None:
        page.repeat_rows(*repeat)
    page.set_footer("&R&P/&N")
