"""The further pages of a member's form as they go out: the lines the book holds, then empty ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.exchange.forms.layout import MemberForm
from models.exchange.forms.list_pages import SPARE, ListPage
from models.exchange.forms.pieces import FILL, HEAD, TOLD, Choices, heading, protect, set_up
from models.exchange.workbook_out import Outgoing, on_paper, put, put_row

if TYPE_CHECKING:
    from models.book.book import Book

_WIDE: Final = {"long": 34, "title": 34, "date": 12, "figure": 12, "count": 12, "item": 10}


def write(out: Outgoing, book: Book, form: MemberForm, listed: ListPage, choices: Choices) -> None:
    """One further page."""
    page = out.page(listed.title)
    columns = ("key", "mark", *(field.name for field in listed.fields))
    widths = [_WIDE.get(field.kind, 28 if field.name in ("name", "title") else 18) for field in listed.fields]
    set_up(out, page, columns, (0, 0, *widths), listed.key)
    put(page, 1, 2, f"{listed.title.upper()} NĂM {form.identity.year}", out.look(bold=True, font_size=14))
    put(page, 2, 2, f"Đơn vị: {form.unit}", out.look(bold=True))
    put(page, 3, 2, listed.help, out.look(italic=True, font_color=TOLD))
    put_row(page, HEAD, ("", "", *(field.label for field in listed.fields)), heading(out))
    held = listed.held(book, form.identity.year, form.identity.unit)
    last = HEAD + len(held) + SPARE
    for line, one in enumerate(held, start=HEAD + 1):
        put_row(page, line, (one.key, one.mark(listed.fields)))
    for column, field in enumerate(listed.fields, start=2):
        numbers = {"date": "dd/mm/yyyy", "figure": "#,##0.###", "count": "#,##0"}.get(field.kind, "General")
        look = out.look(border=1, bg_color=FILL, locked=False, text_wrap=True, valign="top", num_format=numbers)
        for line in range(HEAD + 1, last + 1):
            there = line - HEAD - 1 < len(held)
            put(page, line, column, held[line - HEAD - 1].cells.get(field.name) if there else None, look)
        if field.kind == "title":
            names = tuple(dict.fromkeys(name for _, name, _ in book.registration.catalogue(form.identity.year)))
            choices.offer(page, (HEAD + 1, column, last, column), names)
    page.freeze_panes(HEAD + 1, 0)
    on_paper(page, repeat=(HEAD, HEAD))
    protect(page)
