"""The one strict reader: bytes or a paste in, pages of addressed raw cells out. Nothing else in the program opens a
spreadsheet, a CSV file or the text of a clipboard.

How to use it:

    from models.exchange import cells

    book = cells.read_file(path, watch=cells.Watch(progress, stop))   # .xlsx .xlsm .xls .ods .csv .html
    book = cells.read(content, "tên tệp.xlsx")                        # bytes in hand; safe in a worker thread
    book = cells.pasted(text)                                         # clipboard text, quoted as Excel does
    book = cells.pasted_html(html)                                    # clipboard HTML

    page = book.page()                # the first visible page with cells; book.pages has all, with their state
    for line, row in page.lines():    # only lines that hold something; line and column count from 0
        for cell in row:
            cell.address, cell.kind, cell.text, cell.value, cell.style.bold, cell.flags & cells.HIDDEN
    page.at(13, 3)                    # the cell D14 or None
    page.span(13, 3)                  # the merged range it lies in or None (page.spans: all)
    page.comments, page.outline       # by place; by line

The layers above it, never mixed with it: `models.exchange.meaning` (what a cell says as a number, a day, a mark) and
`models.exchange.account` (every raw cell ends exactly once as taken, refused or ignored with a reason).

No exception leaves but BadInput and FileTrouble: codes `cells.…`, `paste.too_big`, `excel.no_sheet`, `file.…`.
Limits count what is really read (`Limits`); nothing here knows a book, a window or what a cell means.
What a format cannot tell is said in `book.notes` (codes of sentences).
"""

from models.exchange.cells.model import (
    APOSTROPHE,
    COMMENT,
    COVERED,
    DOUBLE,
    FILTERED,
    FORMULA,
    HIDDEN,
    HIDDEN_COLUMN,
    HIDDEN_ROW,
    LIMITS,
    MERGED,
    OLD_FONT,
    RECOMPOSED,
    UNCACHED,
    Cell,
    Kind,
    Limits,
    Note,
    Page,
    Span,
    Style,
    Watch,
    Workbook,
    address,
)
from models.exchange.cells.opening import read, read_file

__all__ = [
    "APOSTROPHE", "COMMENT", "COVERED", "DOUBLE", "FILTERED", "FORMULA", "HIDDEN", "HIDDEN_COLUMN", "HIDDEN_ROW",
    "LIMITS", "MERGED", "OLD_FONT", "RECOMPOSED", "UNCACHED", "Cell", "Kind", "Limits", "Note", "Page", "Span",
    "Style", "Watch", "Workbook", "address", "pasted", "pasted_html", "read", "read_file",
]  # fmt: skip


def pasted(text: str, limits: Limits = LIMITS) -> Workbook:
    """The text of a clipboard as one page; BadInput `paste.too_big`."""
    from models.exchange.cells import delimited

    return delimited.pasted(text, limits)


def pasted_html(html: str, limits: Limits = LIMITS) -> Workbook:
    """The HTML of a clipboard, each table a page; BadInput `cells.no_table`, `paste.too_big`."""
    from models.exchange.cells import markup

    return markup.read(html, "", limits)
