"""Further pages of a member's form: titles registered, targets, key tasks, proposals; a line of the year's list a row.

What a list's line is made of is declared once (`line_shapes`); here is which of them a unit fills in, what of it the
book holds, and by what a line is known again: by what it says first of all, else by its key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from models.book.base.asked import Field
from models.book.following.line_shapes import SHAPES
from models.exchange.forms.identity import digest
from models.exchange.forms.layout import in_words
from models.exchange.workbook_out import Value
from models.rules.errors import RuleViolation
from models.rules.number.points import from_text
from models.rules.number.text import fold

if TYPE_CHECKING:
    from models.book.book import Book

SPARE: Final = 12
"""Empty rows under those the book holds."""


@dataclass(frozen=True, slots=True)
class Held:
    """A line the book holds: its key and its cells by the names of the fields."""

    key: str
    cells: Mapping[str, Value]

    def mark(self, fields: tuple[Field, ...]) -> str:
        """The digest of what is seen of it."""
        return digest(*(said(self.cells.get(field.name)) for field in fields))


@dataclass(frozen=True, slots=True)
class ListPage:
    """One list: `key` of its page, its title, its fields; the fields `named` say which line a row is. `held(book, year,
    unit)` are the unit's lines, `put(book, year, unit, said, key)` writes one.
    """

    key: str
    title: str
    help: str
    fields: tuple[Field, ...]
    named: tuple[str, ...]
    held: Callable[[Book, int, str], list[Held]]
    put: Callable[[Book, int, str, Mapping[str, Any], str | None], object]

    def name(self, cells: Mapping[str, str]) -> str:
        """By what a row is known again; "" while it says nothing."""
        texts = [" ".join(fold(cells.get(name, "")).split()) for name in self.named]
        return "\n".join(texts) if texts[0] else ""


def said(value: Value) -> str:
    """What the reader gets of a cell: numbers with a comma, days as 05/12/2025."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, tuple):
        raise TypeError("a line of a list holds no formula")
    return in_words(Fraction(value))


def _cell(field: Field, value: Any, items: Mapping[str, str]) -> Value:
    if value is None or value == "":
        return None
    if field.kind == "date":
        return date.fromisoformat(str(value))
    if field.kind == "figure":
        return value if isinstance(value, Fraction) else from_text(str(value))
    if field.kind == "count":
        return int(value)
    return items.get(str(value), str(value)) if field.kind == "item" else str(value)


def _shape(table: str, title: str, help: str, named: tuple[str, ...], read: Any, leave: frozenset[str]) -> ListPage:
    shape = SHAPES[table]
    fields = tuple(field for field in shape.fields if field.name not in leave)

    def held(book: Book, year: int, unit: str) -> list[Held]:
        items = {key: item.code or item.title for key, item in book.log.feeds.items(year).items()}
        names = {code: name for code, name, _ in book.registration.catalogue(year)}
        found = []
        for line in read(book, year, unit):
            cells = {field.name: _cell(field, field.of(line), items) for field in fields}
            if "title" in cells and table == "registered_title":
                cells["title"] = names.get(str(cells["title"]), cells["title"])
            found.append(Held(line.key, cells))
        return found

    def put(book: Book, year: int, unit: str, given: Mapping[str, Any], key: str | None) -> object:
        lines = read(book, year, unit) if table == "registered_title" and key else ()
        stored = next((line.title for line in lines if line.key == key), "")
        names = {code: name for code, name, _ in book.registration.catalogue(year)}
        kept = {"title": stored} if stored and fold(names.get(stored, "")) == fold(given["title"]) else {}
        return shape.put(book, year, {**given, **kept, "unit": unit}, key)

    return ListPage(table, title, help, fields, named, held, put)


def _proposals(book: Book, year: int, unit: str) -> list[Held]:
    return [
        Held(one.key, {"title": one.title_name, "name": one.person_name or None, "note": one.note})
        for one in book.awards.proposals(year)
        if one.unit == unit and one.household is None and one.live
    ]


def _propose(book: Book, year: int, unit: str, given: Mapping[str, Any], key: str | None) -> object:
    """One proposal, or the note of one that is there. Refusals of `awards.propose`, `awards.describe`."""
    if key is not None:
        book.awards.describe(key, note=given.get("note"))
        return key
    holder = "individual" if given.get("name") else "collective"
    titles = [one for one in book.awards.catalogue(year) if fold(one.name) == fold(given["title"])]
    if not titles:
        raise RuleViolation("award.title_unknown", title=given["title"])
    title = next((one.key for one in titles if one.holder == holder), titles[0].key)
    person = book.members.person_of(unit, given["name"]) if given.get("name") else None
    return book.awards.propose(year, title, unit, person, note=given.get("note"))


PAGES: Final = (
    _shape(
        "registered_title",
        "Đăng ký thi đua",
        "Mỗi dòng một danh hiệu. Để trống họ tên, chủ hộ khi đăng ký cho tập thể.",
        ("title", "name", "head"),
        lambda book, year, unit: book.registration.titles(year, unit),
        frozenset({"unit"}),
    ),
    _shape(
        "target",
        "Chỉ tiêu",
        "Mỗi dòng một chỉ tiêu của đơn vị trong năm.",
        ("name",),
        lambda book, year, unit: book.registration.targets(year, unit),
        frozenset({"unit"}),
    ),
    _shape(
        "work",
        "Nhiệm vụ trọng tâm",
        "Mỗi dòng một nhiệm vụ trọng tâm đăng ký trong năm.",
        ("title",),
        lambda book, year, unit: book.following.works(year, "key", unit),
        frozenset({"unit", "kind"}),
    ),
    ListPage(
        "proposal",
        "Đề nghị khen thưởng",
        "Mỗi dòng một đề nghị. Để trống họ tên khi đề nghị cho tập thể.",
        (
            Field("title", "title", ("Danh hiệu, hình thức",), needed=True),
            Field("name", "text", ("Họ và tên",)),
            Field("note", "long", ("Tóm tắt thành tích, ghi chú",)),
        ),
        ("title", "name"),
        _proposals,
        _propose,
    ),
)
"""The further pages of a member's form, in their order."""
