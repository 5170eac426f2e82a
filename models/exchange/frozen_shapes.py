"""What may stand in a frozen paper: each block of `printing.blocks` with the kinds of its fields, as shapes.

Models know no paper, so the kinds stand here once more; `tests/printing/test_register.py` holds them equal to the
blocks. A block or field that stands nowhere here is refused: no reader of this program could show the paper. Fields
with their defaults are left out of what is frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.rules.place.conditions import Fault
from models.rules.place.shapes import Record, Shape, Whole, choice, many, number, record, yes_no


@dataclass(frozen=True, slots=True)
class Said(Shape):
    """A text, which may be empty."""

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        return [] if isinstance(value, str) else [Fault("spec.wrong_value", place, _facts("text", value))]


@dataclass(frozen=True, slots=True)
class Wish(Shape):
    """A width or size: a whole number, or {"mm": "12.5"}, for no float is kept in a book."""

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        if isinstance(value, Mapping):
            return _MM(value, place)
        return Whole(0)(value, place)


@dataclass(frozen=True, slots=True)
class Line(Shape):
    """A text, or a list of runs of text."""

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        return _RUNS(value, place) if isinstance(value, list) else said(value, place)


@dataclass(frozen=True, slots=True)
class Block(Shape):
    """One of the blocks named, by what it says it `is`; `text` where a plain text may stand in its place."""

    names: tuple[str, ...]
    text: bool = False

    def __call__(self, value: object, place: str, /) -> list[Fault]:
        if self.text and not isinstance(value, Mapping):
            return line(value, place)
        if not isinstance(value, Mapping):
            return [Fault("spec.wrong_value", place, _facts("table", value))]
        name = value.get("is")
        if not isinstance(name, str):
            return [Fault("spec.missing_key", f"{place}.is", {"key": "is"})]
        if name not in self.names:
            return [Fault("spec.not_a_choice", f"{place}.is", {"choices": self.names, "found": name})]
        return BLOCKS[name]({key: item for key, item in value.items() if key != "is"}, place)


def _facts(wanted: str, value: object) -> dict[str, str]:
    return {"wanted": wanted, "found": str(value)[:80]}


said, line, wish = Said(), Line(), Wish()
_MM: Final = record(mm=number)
_RUNS: Final = many(Block(("Run",)), 0)
_LINES: Final = many(said, 0)
_FAMILY: Final = choice("state", "party", "front", "youth")
_ALIGN: Final = choice("left", "center", "right")
_PAPER: Final = choice("A4", "A3")
_BLOCK: Final = Block(
    (
        "Letterhead", "Title", "LegalBasis", "Paragraph", "TickBox", "FormField", "Table", "Signatures",
        "SignatureGrid", "Placard",
    )
)  # fmt: skip
_ROLE: Final = choice("body", "plain", "heading", "centre", "note")
_KIND: Final = choice("group", "item", "total")


def _each(*names: str) -> Shape:
    return many(Block(names), 0)


BLOCKS: Final[Mapping[str, Record]] = {
    "Run": record(text=said, bold_=yes_no, italic_=yes_no),
    "Letterhead": record(parent=_LINES, issuer=_LINES, number_=said, place_date_=said, subject_=said, mark_=said),
    "Title": record(kind=said, summary_=_LINES, remarks_=_LINES),
    "LegalBasis": record(lines=_LINES),
    "Paragraph": record(text=line, role_=_ROLE, key_=said, facts_=_LINES),
    "TickBox": record(label_=said, ticked_=yes_no),
    "Strokes": record(squares=many(Whole(0), 0)),
    "FormField": record(label=said, value_=said),
    "Column": record(title=said, width_=wish, align_=_ALIGN),
    "Cell": record(content_=Block(("TickBox", "Strokes"), text=True), span_=Whole(0), rows_=Whole(0), align_=_ALIGN),
    "Row": record(cells=many(Block(("Cell",), text=True), 0), kind_=choice("item", "group", "total")),
    "Table": record(columns=_each("Column"), rows=_each("Row"), head_=_each("Row"), size_=wish),
    "Signer": record(authority_=said, position_=_LINES, note_=said, name_=said),
    "Recipients": record(lines=_LINES, heading_=said),
    "Signatures": record(columns=_each("Signer", "Recipients"), place_date_=said),
    "SignatureGrid": record(signers=_each("Signer"), columns_=Whole(1, 3), heading_=said),
    "Placard": record(lines=_LINES, over_=_LINES, under_=_LINES),
    "Document": record(
        family=_FAMILY, title=said, blocks=many(_BLOCK, 0), paper_=_PAPER, landscape_=yes_no, end_mark_=yes_no,
        key_=said,
    ),
    "Slips": record(family=_FAMILY, title=said, blocks=many(_BLOCK, 0), copies=Whole(0), per_sheet_=Whole(0)),
    "SheetRow": record(kind=_KIND, level=Whole(0), code=said, title=said, maximum_=said, rule_=said, needs_=said),
    "SheetForm": record(
        title=Block(("Title",)), point_columns=_LINES, text_columns=_LINES, rows=_each("SheetRow"),
        heads_=many(said, 3), landscape_=yes_no,
    ),
    "Sheet": record(
        form=Block(("SheetForm",)), family=_FAMILY, letterhead=Block(("Letterhead",)), name=said,
        fields=_each("FormField"), cells=many(_LINES, 0), notes=_LINES, signatures=Block(("Signatures",)),
    ),
    "LeadColumn": record(title=said, flexible_=yes_no, align_=_ALIGN),
    "ColumnBlock": record(title=said, columns_=_LINES, text_=yes_no),
    "MatrixRow": record(kind=_KIND, lead=_LINES, cells=many(_LINES, 0)),
    "Matrix": record(
        family=_FAMILY, letterhead=Block(("Letterhead",)), title=Block(("Title",)), lead=_each("LeadColumn"),
        blocks=_each("ColumnBlock"), rows=_each("MatrixRow"), notes=_LINES, signatures=Block(("Signatures",)),
        paper_=_PAPER, landscape_=yes_no,
    ),
    "Running": record(documents=_each("Document")),
    "SheetSet": record(sheets=_each("Sheet"), title=said),
    "WideSet": record(tables=many(_each("Matrix"), 0), title=said),
    "Ballots": record(slips=_each("Slips")),
}  # fmt: skip
"""Each block by name; a frozen paper is one of the last four."""
frozen: Final = Block(("Running", "SheetSet", "WideSet", "Ballots"))
