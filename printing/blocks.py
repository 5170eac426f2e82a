"""Paper in words: what stands on a page and in which role, never where or how large.

Every block is a plain frozen dataclass of finished strings, so that another renderer (DOCX) can obey the same papers.
No measure, font or ReportLab name may stand here; a width given by a document is in millimetres and is a wish.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]
FamilyKey = Literal["state", "party", "front", "youth"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight and slope."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of a document: who issues it (capitals as printed), its number, place and date.

    The national name or the Party's name is not said here: it follows the family.
    `subject` is the "V/v …" of an official letter. `mark` says what stands under the issuer: "line" a line, other words
    themselves, "" what the family has there.
    """

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str = ""
    place_date: str = ""
    subject: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The document's kind in capitals, its summary lines under it, and lines in plain italics below (period, unit)."""

    kind: str
    summary: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """The texts a document rests on, one per line, without their end marks."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text in its role: `body` is justified with a first-line indent, `note` is small.

    `key` says which paragraph of its paper it is, whatever stands in it now: a text people edit is kept under it.
    `facts` are the data it was worded from, so that an edited text is marked when they change and not when only the
    program's wording does.
    """

    text: Text
    role: Literal["body", "plain", "heading", "centre", "note"] = "body"
    key: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TickBox:
    """An empty or ticked box before its label."""

    label: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Strokes:
    """Squares of five strokes (four sides and a diagonal) in a row; each number says how many strokes are drawn.

    A square of 0 is only marked at its corners, to be drawn by hand.
    """

    squares: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FormField:
    """A label with its value; without a value there is a dotted line to write on."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `width` in mm, 0 takes an equal part of what is left."""

    title: str
    width: float = 0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell over `span` columns and `rows` rows; cells it covers are left out of their row."""

    content: Text | TickBox | Strokes = ""
    span: int = 1
    rows: int = 1
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; group and total rows are set bold."""

    cells: tuple[Cell | str, ...]
    kind: Literal["item", "group", "total"] = "item"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose head repeats on every page; without `head` the column titles are the head."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    size: float = 0


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature: on whose behalf, in which position, a remark in italics, and the name (may be blank)."""

    authority: str = ""
    position: tuple[str, ...] = ()
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recipients:
    """ "Nơi nhận", without end marks; the last line says where it is kept."""

    lines: tuple[str, ...]
    heading: str = "Nơi nhận:"


@dataclass(frozen=True, slots=True)
class Signatures:
    """One to three columns ending a paper; kept whole, never alone on a page. Recipients may be the left one."""

    columns: tuple[Signer | Recipients, ...]
    place_date: str = ""


@dataclass(frozen=True, slots=True)
class SignatureGrid:
    """Many who sign alike, up to three beside each other, row under row; no row is cut over a page, the last never
    stands alone on one.

    `heading` stands over the first row and stays with it.
    """

    signers: tuple[Signer, ...]
    columns: Literal[1, 2, 3] = 3
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Placard:
    """Words as large as their page takes, in its middle: a name on a table, a title over a stage. `over` and `under`
    are set smaller; it stands alone in its document, which then has no letterhead.
    """

    lines: tuple[str, ...]
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()


Block = Letterhead | Title | LegalBasis | Paragraph | TickBox | FormField | Table | Signatures | SignatureGrid | Placard


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of running text and tables. `end_mark` puts the family's mark after the last paragraph; `key` tells the
    documents of one paper apart (the unit each is for).
    """

    family: FamilyKey
    title: str
    blocks: tuple[Block, ...]
    paper: Literal["A4", "A3"] = "A4"
    landscape: bool = False
    end_mark: bool = False
    key: str = ""


# --- papers drawn straight on the page: many alike, or too wide for running text --------------------------------------


@dataclass(frozen=True, slots=True)
class Slips:
    """One small paper printed many times, `per_sheet` (1, 2 or 4) on an A4 page, to be cut apart: ballots.

    Every slip is the same: none carries a number or a name of whom it is given to.
    """

    family: FamilyKey
    title: str
    blocks: tuple[Block, ...]
    copies: int
    per_sheet: int = 2


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The part of a score sheet's row that is the same for every unit. `level` counts from 0.

    Under the title, in small letters, stand `rule` when it is short enough for the column, and `needs` always.
    """

    kind: Literal["group", "item", "total"]
    level: int
    code: str
    title: str
    maximum: str = ""
    rule: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class SheetForm:
    """What all sheets of a bloc-year share: title, point columns (the year's stages), text columns, rows. `landscape`
    says how the page lies; None: upright as long as the titles keep their room.
    """

    title: Title
    point_columns: tuple[str, ...]
    text_columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    heads: tuple[str, str, str] = ("Mục", "Nội dung", "Điểm chuẩn")
    landscape: bool | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit's score sheet.

    `cells` holds for each row one string per point column, then one per text column; () is a blank sheet.
    """

    form: SheetForm
    family: FamilyKey
    letterhead: Letterhead
    name: str
    fields: tuple[FormField, ...]
    cells: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    signatures: Signatures


@dataclass(frozen=True, slots=True)
class LeadColumn:
    """A column at the left of a matrix that is repeated on every page; a flexible one takes what is left and wraps."""

    title: str
    flexible: bool = False
    align: Align = "center"


@dataclass(frozen=True, slots=True)
class ColumnBlock:
    """Columns under one heading that stay together on a page; a single untitled one has no second head line.

    `text` says that they hold words, set from the left; figures are centred.
    """

    title: str
    columns: tuple[str, ...] = ("",)
    text: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row: its lead texts, and per block its cells; a single cell in a block of several columns spans them."""

    kind: Literal["group", "item", "total"]
    lead: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table too wide for running text, split over pages by rows and by whole column blocks where needed."""

    family: FamilyKey
    letterhead: Letterhead
    title: Title
    lead: tuple[LeadColumn, ...]
    blocks: tuple[ColumnBlock, ...]
    rows: tuple[MatrixRow, ...]
    notes: tuple[str, ...]
    signatures: Signatures
    paper: Literal["A4", "A3"] = "A4"
    landscape: bool = False


# --- whole papers, as a renderer takes them ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Running:
    """Documents alike in family and page, each beginning on a page of its own."""

    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class SheetSet:
    """Score sheets one after another."""

    sheets: tuple[Sheet, ...]
    title: str


@dataclass(frozen=True, slots=True)
class WideSet:
    """Wide tables, each given as its candidates: the one of the fewest pages is taken."""

    tables: tuple[tuple[Matrix, ...], ...]
    title: str


@dataclass(frozen=True, slots=True)
class Ballots:
    """Slips to be cut apart; they have no Word file."""

    slips: tuple[Slips, ...]


Composed = Running | SheetSet | WideSet | Ballots
