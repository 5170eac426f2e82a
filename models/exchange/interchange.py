"""The interchange document: all content of a book as one JSON document, and back.

One array per content table, rows as objects with the column names of the schema, in the order of their keys; JSON
columns stand as values, yes/no as true/false, NULL is left out, a column that has a default may be left out too. So a
year can be written by hand, and other programs can read a book without SQLite. Journal, password hashes, preferences
and locks are no content and never appear. The document is explained in docs/format.md; its JSON Schema is
`resources/interchange.schema.json`, made by `document_schema`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
from base64 import b64decode, b64encode
from binascii import Error as BinasciiError
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.book.closing import sealed
from models.book.closing.rows import custody_fingerprint, out_of_turn, seal_of
from models.book.meetings.ballots_rows import ballot_of
from models.exchange.document_schema import FORMAT, VERSION, YES_NO, columns_of, stands_beside, validator
from models.exchange.kept_shapes import CHECKED
from models.exchange.places import reading, write_whole, writing
from models.file.declared.tables import TABLES
from models.file.history import canonical
from models.rules.errors import BadInput, RuleViolation
from models.rules.form.spec import form_from_rows
from models.rules.place.rule_kinds import spec_faults

if TYPE_CHECKING:
    from models.book.book import Book

Document = dict[str, Any]
Row = dict[str, Any]

_SHA: Final = re.compile("[0-9a-f]{64}")
_LARGEST: Final = 2**63
_LONGEST_NUMBER: Final = 30
_SHOWN: Final = 40


def _place(keys: tuple[str, ...], row: Mapping[str, Any]) -> tuple[str, ...]:
    """Where a row stands among those of its table: by its keys as text."""
    return tuple(str(row[key]) for key in keys)


def export_book(book: Book) -> Document:
    """All content of `book` as a document; attachments appear by SHA-256 and size, their bytes by `attachments`.

    While a second keying or a second count is open, each of the two at work gets only what is their own: the other's
    values stay out, and a ballot whose first count is kept from its reader stands as one not counted yet.
    """
    unseen, counted = _unseen(book), book.ballots.recount.kept_apart()[0]
    document: Document = {"format": FORMAT, "version": VERSION, "book": book.store.meta("book_id")}
    for table in TABLES.values():
        rows = [_outward(table.name, row) for row in book.store.rows(table.name) if not unseen(table.name, row)]
        if table.name == "ballot":
            rows = [_uncounted(row) if row["key"] in counted else row for row in rows]
        if rows:
            document[table.name] = sorted(rows, key=partial(_place, table.keys))
    return document


def _unseen(book: Book) -> Callable[[str, Mapping[str, Any]], bool]:
    """What an open second keying or count hides from the person at the keyboard: (table, row) -> hidden."""
    keying, recount, person = book.scores.keying, book.ballots.recount, book.store.person
    first, second = keying.hidden_sheets(person), keying.open_sheets()
    counted, counting = recount.kept_apart()
    decided = recount.waiting_decisions() if counted else frozenset()

    def hidden(table: str, row: Mapping[str, Any]) -> bool:
        if table == "cell":
            return row["sheet"] in first
        if table == "decision":
            return row["key"] in decided
        if table == "recount":
            return (row["ballot"], row["by"]) in counting
        return table in ("keying", "keying_cell") and row["sheet"] in second and row["by"] != person

    return hidden


def _uncounted(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in ("figures", "counted_by", "state", "corrected")}


def attachments(book: Book) -> Iterable[tuple[str, bytes]]:
    """The attached files as (SHA-256, bytes)."""
    for row in book.store.rows("blob"):
        yield row["sha256"], row["bytes"]


def write(book: Book, path: Path) -> None:
    """Write the document to `path` and attachments, when there are any, to the folder `NAME.files` beside it.

    A file gets the name of its SHA-256, made here; a name in the book that is none is no name of a file. FileTrouble
    `file.cannot_write`, RuleViolation `export.attachment_broken`.
    """
    write_whole(path, (json.dumps(export_book(book), ensure_ascii=False, indent=1) + "\n").encode())
    folder = path.with_name(path.stem + ".files")
    for sha, content in attachments(book):
        if hashlib.sha256(content).hexdigest() != sha:
            raise RuleViolation("export.attachment_broken", name=sha[:12])
        with writing(folder):
            folder.mkdir(exist_ok=True)
        write_whole(folder / sha, content)


def read(path: Path) -> Document:
    """Read a document from `path`; BadInput when it is no JSON (`import.not_json`, facts: `what` is wrong, `line` where
    that is known, `said` what stands there) or breaks the JSON Schema, FileTrouble `file.missing`, `file.cannot_read`.
    """
    with reading(path):
        content = path.read_bytes()
    try:
        document = _decoded(content)
    except _NoDocument as error:
        raise BadInput("import.not_json", file=path.name, **error.facts) from error
    check(document)
    return _texts(document)  # type: ignore[no-any-return]  # texts in, texts out


class _NoDocument(ValueError):
    """Bytes that are no JSON of ours: `what` is wrong, and where or with what."""

    def __init__(self, what: str, **facts: object) -> None:
        super().__init__(what)
        self.facts: dict[str, object] = {"what": what, **facts}


def _decoded(content: bytes) -> object:
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise _NoDocument("encoding", line=content.count(b"\n", 0, error.start) + 1) from error
    if canonical.too_deep(text):
        raise _NoDocument("deep")
    try:
        document = _DECODER.decode(text)
        json.dumps(document, ensure_ascii=False, default=str).encode()  # half a sign can be written nowhere
    except json.JSONDecodeError as error:
        raise _NoDocument("syntax" if text else "empty", line=error.lineno) from error
    except UnicodeEncodeError as error:
        raise _NoDocument("half") from error
    except RecursionError as error:
        raise _NoDocument("deep") from error
    return document


def _fraction(digits: str) -> Decimal:
    if len(digits) <= _LONGEST_NUMBER:
        with suppress(InvalidOperation):  # an exponent that no number has
            value = Decimal(digits)
            if abs(value.adjusted()) <= _LONGEST_NUMBER:
                return value
    raise _NoDocument("number", said=_beginning(digits))


def _whole(digits: str) -> int:
    """A whole number that a book can hold."""
    if len(digits) > _LONGEST_NUMBER or not -_LARGEST <= int(digits) < _LARGEST:
        raise _NoDocument("number", said=_beginning(digits))
    return int(digits)


def _no_number(name: str) -> Any:
    """NaN and infinities are none."""
    raise _NoDocument("nan", said=name)


def _once(members: list[tuple[str, Any]]) -> Row:
    """The members of an object; one said twice is not guessed."""
    found: Row = {}
    for name, value in members:
        if name in found:
            raise _NoDocument("twice", said=_beginning(name))
        found[name] = value
    return found


def _beginning(text: str) -> str:
    """As much of a text as is shown; half a sign in it as a mark."""
    shown = text.encode("utf-8", "replace").decode()
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


_DECODER: Final = json.JSONDecoder(
    parse_float=_fraction, parse_int=_whole, parse_constant=_no_number, object_pairs_hook=_once
)


def check(document: object) -> None:
    """Refuse a document that is not one of ours, is newer, or breaks the JSON Schema; the refusal names the place."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadInput("import.foreign")
    version = document.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BadInput("import.newer", version=version, known=VERSION)
    problem = validator()(_texts(document))
    if problem is not None:
        facts = {"place": problem.place, "wanted": problem.wanted, "names": problem.names}
        raise BadInput("import.bad_place", what=problem.what, **facts)
    _check_keys(document)
    _check_forms_and_rules(document)
    _check_ballots(document)
    _check_kept(document)


def _check_kept(document: Document) -> None:
    """Values of settings, choices of decisions and frozen papers, each by the shape declared for its row."""
    for table, faults in CHECKED.items():
        for n, row in enumerate(document.get(table, ())):
            for fault in faults(row):
                raise BadInput(
                    "import.bad_place", place=f"{table}.{n}.{fault.place}", what=fault.code, details=fault.facts
                )


def _check_ballots(document: Document) -> None:
    """Ballots are read as the program reads them: what would stop a page is named now."""
    for n, row in enumerate(document.get("ballot", ())):
        whole = {column.shown: column.default for column in columns_of("ballot")} | {"round": 1, "seats": 1} | row
        try:
            ballot_of(whole, masked=False)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadInput("import.bad_place", place=f"ballot.{n}", what="ballot", said=str(error)) from error


def import_into(book: Book, document: Document, bytes_of: Callable[[str], bytes | None] | None = None) -> int:
    """Bring a checked document into `book` as one final operation with a checkpoint; says how many rows were written.

    Rows that stand in the book already with equal content are passed over; a row that differs refuses the whole import
    ("import.conflict"), so that nothing a secretariat entered is replaced unseen. So does a seal or a handover whose
    bytes are no longer those of its fingerprint ("import.seal_broken", "import.custody_broken"), that comes without
    the one before it ("import.seal_turn", "import.custody_turn") or the seal it rests on ("import.custody_seal"), and a
    closed year whose rows are not those of its seal ("import.unlike_seal").
    """
    untouched = _holds_only_its_name(book)
    fresh: list[tuple[str, Row]] = []
    for table in TABLES.values():
        for row in document.get(table.name, ()):
            inward = _inward(table.name, row, bytes_of)
            _check_fingerprint(table.name, inward)
            present = book.store.row(table.name, *(inward[key] for key in table.keys))
            if present is None or untouched:
                fresh.append((table.name, inward))
            elif table.name != "blob" and _outward(table.name, present) != _outward(table.name, {**present, **inward}):
                key = " / ".join(str(inward[key]) for key in table.keys)
                raise BadInput("import.conflict", table=table.name, key=key)
    with book.store.operation("import", {"rows": len(fresh)}, final=True) as tx:
        for name, row in fresh:
            try:
                if untouched and name == "bloc":
                    tx.put(name, row)
                else:
                    tx.insert(name, row)
            except sqlite3.IntegrityError as error:  # columns that cannot be beside each other, a key there is one of
                key = " / ".join(str(row[key]) for key in TABLES[name].keys)
                raise BadInput("import.bad_place", place=f"{name} {key}", what="integrity", said=str(error)) from error
        _check_closings(book, document)
        tx.checkpoint()
    return len(fresh)


def _check_closings(book: Book, document: Document) -> None:
    """What the check of a book would say of its seals and handovers afterwards, before it stands: `models.keeping` lets
    nobody go on from a book that is not as it was closed."""
    if not (document.get("seal") or document.get("custody") or book.closing.seals()):
        return
    seals, custodies = book.closing.seals(), book.closing.custodies()
    for year, n in out_of_turn((0, one.year, one.n) for one in seals):
        raise BadInput("import.seal_turn", year=year, n=n)
    for _, n in out_of_turn((0, 0, one.n) for one in custodies):
        raise BadInput("import.custody_turn", n=n)
    known = {one.fingerprint for one in seals}
    for one in seals:
        if one.previous is not None and one.previous not in known:
            raise BadInput("import.seal_turn", year=one.year, n=one.n)
    for each in custodies:
        if each.seal not in known:
            raise BadInput("import.custody_seal", n=each.n)
    for closed, unlike in sealed.unlike(book.store):
        if unlike.table == "seal":
            raise BadInput("import.seal_broken", year=closed)
        raise BadInput("import.unlike_seal", year=closed, table=unlike.table, key=str(unlike.key))


def beside(path: Path) -> Callable[[str], bytes | None]:
    """Where the attachments of the document at `path` are found: the folder `NAME.files` beside it. FileTrouble
    `file.cannot_read` for one that is there and cannot be read."""
    folder = path.with_name(path.stem + ".files")

    def bytes_of(sha: str) -> bytes | None:
        place = folder / sha
        with reading(place):
            return place.read_bytes() if _SHA.fullmatch(sha) and os.path.isfile(place) else None

    return bytes_of


def _holds_only_its_name(book: Book) -> bool:
    """True for a book just made: the bloc's own row and nothing else."""
    return not any(book.store.rows(table.name) for table in TABLES.values() if table.name != "bloc")


def _outward(table: str, row: Mapping[str, Any]) -> Row:
    out: Row = {}
    for column in columns_of(table):
        value = row.get(column.shown)
        if value is None or stands_beside(table, column):
            continue
        if column.type == "BLOB":
            value = b64encode(value).decode()
        out[column.shown] = bool(value) if column.shown in YES_NO else value
    return out


def _inward(table: str, row: Mapping[str, Any], bytes_of: Callable[[str], bytes | None] | None) -> Row:
    out = {name: int(value) if isinstance(value, bool) and name in YES_NO else value for name, value in row.items()}
    for column in columns_of(table):
        if column.is_key and column.default is not None:
            out.setdefault(column.shown, column.default)
        if column.type == "BLOB" and not stands_beside(table, column):
            out[column.shown] = _bytes(table, str(out[column.shown]))
    if table == "blob":
        content = bytes_of(row["sha256"]) if bytes_of else None
        if content is None or hashlib.sha256(content).hexdigest() != row["sha256"]:
            raise BadInput("import.attachment_missing", name=row["sha256"][:12])
        out["bytes"] = content
    return out


def _check_fingerprint(table: str, row: Row) -> None:
    """What people compare with a paper must be what the document holds."""
    if table == "seal" and not seal_of(row).sound:
        raise BadInput("import.seal_broken", year=row["year"])
    if table == "custody" and custody_fingerprint(row) != row["fingerprint"]:
        raise BadInput("import.custody_broken", on=row["handed_on"])


def _bytes(table: str, text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except BinasciiError as error:
        raise BadInput("import.bad_place", place=table, what="base64") from error


def _check_forms_and_rules(document: Document) -> None:
    """Specs of forms and rules are read as the program reads them: a typo is named now, not at the first ranking."""
    nodes: dict[str, list[Row]] = {}
    for node in document.get("form_node", ()):
        nodes.setdefault(node["form"], []).append(node)
    for row in document.get("form", ()):
        form_from_rows(row, nodes.get(row["key"], []))
    for rule in document.get("rule", ()):
        for fault in spec_faults(rule["kind"], rule["spec"]):
            raise BadInput("import.bad_rule", rule=rule["key"], place=fault.place, problem=fault.code)


def _check_keys(document: Document) -> None:
    """Every row key stands at most once."""
    for table in TABLES.values():
        seen: set[tuple[str, ...]] = set()
        for row in document.get(table.name, ()):
            key = tuple(str(row.get(name, "")) for name in table.keys)
            if key in seen:
                raise BadInput("import.twice", table=table.name, key=" / ".join(key))
            seen.add(key)


def _texts(value: Any) -> Any:
    """Numbers with a fraction become canonical text: in this program no score is ever a binary float."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, dict):
        return {name: _texts(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    return value
