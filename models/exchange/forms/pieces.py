"""What the pages of our forms have in common: the hidden line that names the columns, locked text, lists to choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from models.exchange.cells.model import address
from models.exchange.workbook_out import Outgoing, put, put_row

MARKER: Final = "so-khoi:"
"""Begins the cells of a page's hidden first line, which names its columns: "so-khoi:scores/base"."""
CHOICES: Final = "danh_sach"
HEAD: Final = 5
"""The line of the headings; what is filled in follows."""
FILL, LOCKED, BAND = "#FFF9DB", "#F4F5F7", "#E3EAF2"
TOLD: Final = "#7A4B00"


def heading(out: Outgoing) -> Any:
    """The look of headings."""
    return out.look(bold=True, text_wrap=True, border=1, bg_color="#D5DEE8", align="center")


def set_up(out: Outgoing, page: Any, columns: Iterable[str], widths: Iterable[int], name: str) -> None:
    """Widths (0: hidden), and the hidden first line that names the columns."""
    for place, width in enumerate(widths):
        page.set_column(place, place, width or 3, None, {} if width else {"hidden": True})
    put_row(page, 0, [f"{MARKER}{name}/{column}" for column in columns], out.look(font_size=8))
    page.set_row(0, None, None, {"hidden": True})


def protect(page: Any) -> None:
    """Lock what is not to be filled in; without a password, so that nobody is locked out."""
    page.protect("", dict.fromkeys(("format_cells", "format_columns", "format_rows", "sort", "autofilter"), True))


class Choices:
    """Lists to choose from, on a hidden page, where commas in a name do no harm; what is not on a list may be typed."""

    def __init__(self, out: Outgoing) -> None:
        self._out = out
        self._page: Any = None
        self._lists: list[tuple[str, ...]] = []

    def offer(self, page: Any, cells: tuple[int, int, int, int], names: Sequence[str], **said: str) -> None:
        """Let cells (first line, first column, last line, last column) offer names; `said` are a title and a message
        shown beside.
        """
        told = {"show_error": False, **said}
        if not names:
            page.data_validation(*cells, {"validate": "any", **told})
            return
        if self._page is None:
            self._page = self._out.page(CHOICES)
            self._page.hide()
        wanted = tuple(names)
        if wanted not in self._lists:
            self._lists.append(wanted)
            for line, name in enumerate(wanted):
                put(self._page, line, len(self._lists) - 1, name)
        column = address(0, self._lists.index(wanted)).rstrip("1")
        source = f"={CHOICES}!${column}$1:${column}${len(wanted)}"
        page.data_validation(*cells, {"validate": "list", "source": source, **told})
