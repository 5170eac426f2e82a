"""A form in the hands of two units for two years: begun, an input typed, what came of it."""

from __future__ import annotations

from models.book.book import Book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.rules.form.model import Form
from models.rules.number.points import Value

UNITS = ("an", "binh")


def begin(book: Book, form: Form, year: int) -> Book:
    """The year and the next, each with the same units and the form as it is."""
    key = book.forms.put_form(form, key=form.key)
    for one in (year, year + 1):
        book.years.open(one)
        for unit in UNITS:
            book.members.add(unit.title(), key=unit, year=one) if one == year else book.members.admit(one, unit)
        book.forms.adopt(one, key, as_it_is=True)
    return book


def at(book: Book, year: int, unit: str) -> SheetAt:
    """The sheet of the first step."""
    return SheetAt(year, unit, book.years.stages(year)[0].key)


def type_in(book: Book, year: int, unit: str, node: str, value: object) -> None:
    """The one input, "x", of an item."""
    sheet = at(book, year, unit)
    book.scores.enter_many(year, sheet.stage, [(unit, node, Edit({}, {"x": value}))])  # type: ignore[dict-item]  # any kind


def value_of(book: Book, year: int, unit: str, node: str) -> Value:
    """What the item comes to."""
    return book.standing.item(at(book, year, unit), node).value
