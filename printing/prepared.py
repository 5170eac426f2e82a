"""Every string of a paper made drawable before the first is drawn, or refused with the place where it stands.

The place is said in the paper's own words (mục I.3, cột Minh chứng): the refusal is read by the officer who typed it.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from models.rules.errors import Refusal
from printing.blocks import Document, Matrix, Sheet, SheetForm, SheetRow
from printing.fonts import prepare

T = TypeVar("T")
_PLACES = {
    "letterhead": "phần đầu văn bản",
    "Letterhead": "phần đầu văn bản",
    "title": "tên văn bản",
    "Title": "tên văn bản",
    "LegalBasis": "phần căn cứ",
    "Paragraph": "đoạn văn",
    "TickBox": "ô đánh dấu",
    "FormField": "dòng thông tin",
    "Table": "bảng",
    "fields": "dòng thông tin",
    "notes": "ghi chú cuối bảng",
    "SignatureGrid": "phần ký",
    "signatures": "phần ký",
    "Signatures": "phần ký",
    "Placard": "biển tên, khẩu hiệu",
    "lead": "cột đầu bảng",
    "blocks": "tên cột",
    "name": "tên phiếu",
}
_KEPT = frozenset({"family", "kind", "role", "align", "paper", "key", "facts"})
"""Fields that hold a choice of the program or what a text was made from, no words of the paper."""


def anything(value: T, place: str) -> T:
    """The same value with every string in it prepared."""
    if isinstance(value, str):
        return cast(T, prepare(value, place))
    if isinstance(value, tuple):
        return cast(T, tuple(anything(part, place) for part in value))
    if is_dataclass(value) and not isinstance(value, type):
        record: Any = value
        changed = {
            entry.name: anything(getattr(record, entry.name), place)
            for entry in fields(record)
            if entry.name not in _KEPT or (entry.name == "kind" and type(record).__name__ == "Title")
        }
        return cast(T, replace(record, **changed))
    return value


def document(paper: Document) -> Document:
    """A document of running text."""
    blocks = tuple(anything(block, _PLACES[type(block).__name__]) for block in paper.blocks)
    return replace(paper, title=prepare(paper.title, "tên văn bản"), blocks=blocks)


def sheet_form(form: SheetForm) -> SheetForm:
    """The fixed part of score sheets."""
    rows = tuple(anything(row, f"mục {row.code or row.title}") for row in form.rows)
    plain = replace(form, rows=())
    return replace(anything(plain, "đầu bảng chấm điểm"), rows=rows)


def sheet(paper: Sheet, form: SheetForm) -> Sheet:
    """One unit's sheet on an already prepared form."""
    heads = (*form.point_columns, *form.text_columns)
    unit = paper.name
    cells = tuple(
        tuple(_cell(text, unit, row, head) for text, head in zip(texts, heads, strict=True))
        for row, texts in zip(form.rows, paper.cells, strict=bool(paper.cells))
    )
    names = ("letterhead", "name", "fields", "notes", "signatures")
    rest = {name: anything(getattr(paper, name), f"{unit}, {_PLACES[name]}") for name in names}
    return replace(paper, form=form, cells=cells, **rest)


def _cell(text: str, unit: str, row: SheetRow, head: str) -> str:
    return prepare(text, f"{unit}, mục {row.code or row.title}, cột {head}") if text else text


def matrix(paper: Matrix) -> Matrix:
    """A wide table."""
    heads = [block.title for block in paper.blocks]
    rows = tuple(
        replace(
            row,
            lead=anything(row.lead, "cột đầu bảng"),
            cells=tuple(
                anything(cell, f"dòng {row.lead[0]}, cột {head}") for cell, head in zip(row.cells, heads, strict=True)
            ),
        )
        for row in paper.rows
    )
    names = ("letterhead", "title", "lead", "blocks", "notes", "signatures")
    rest = {name: anything(getattr(paper, name), _PLACES[name]) for name in names}
    return replace(paper, rows=rows, **rest)


def hold(room: float, least: float, place: str, text: str) -> None:
    """Refuses a paper whose furniture leaves no room on the page: `paper.text_too_long` (facts: `place`, `text`)."""
    if room < least:
        raise Refusal("paper.text_too_long", place=place, text=text[:60])


def place_of(block: Any) -> str:
    """What the part of a paper is called that a block makes."""
    return _PLACES[type(block).__name__]
