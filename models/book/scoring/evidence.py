"""Evidence (minh chứng) of a cell: words, a document's number and page, a file kept in the book or a link to one
outside.

A file is stored once whatever the number of cells that use it. No judgement of evidence belongs here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.book.base import fields
from models.book.scoring.rows import SheetAt
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook
    from models.book.scoring.scores import Scores
    from models.file.transaction import Transaction

FILE_LIMIT = 10 * 1024 * 1024
BOOK_WARNING = 300 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence beside a cell; `blob` is the SHA-256 of a file kept in the book."""

    key: str
    node: str
    text: str | None
    number: str | None
    date: str | None
    page: str | None
    file_name: str | None
    blob: str | None
    link: str | None


class Evidence:
    """Puts, reads and takes away the evidence of sheets."""

    def __init__(self, book: ScoringBook, scores: Scores) -> None:
        self._book = book
        self._store = book.store
        self._scores = scores
        self.also_needed: list[Callable[[str], bool]] = []
        """Who else uses files of the book; told where the book is opened."""

    def put(
        self,
        at: SheetAt,
        node: str,
        *,
        text: str | None = None,
        number: str | None = None,
        date: str | None = None,
        page: str | None = None,
        link: str | None = None,
        file: tuple[str, bytes] | None = None,
        key: str | None = None,
    ) -> str:
        """Put one piece of evidence beside a cell (a new one, or `key` rewritten) and return its key.

        `file` is (name, bytes), at most 10 MB. BadInput: "evidence.empty", "evidence.too_big" (facts: name, size,
        limit), "date.bad"; RuleViolation: "sheet.confirmed", "sheet.locked", "score.unknown_node".
        """
        said = {"text": fields.note(text), "number": fields.line(number), "page": fields.line(page)}
        said |= {"date": fields.date_or_none(date, "date"), "link": fields.line(link)}
        if file is None and not any(said.values()):
            raise BadInput("evidence.empty", node=node)
        if file is not None and len(file[1]) > FILE_LIMIT:
            raise BadInput("evidence.too_big", name=file[0], size=len(file[1]), limit=FILE_LIMIT)
        with self._store.operation("evidence.put", {**at.facts, "node": node}) as tx:
            sheet = self._scores.ensure(at)
            self._scores.check_open(sheet)
            self._scores.cell_item(sheet, node)
            row = {"key": key or self._book.new_key(), "sheet": sheet["key"], "node": node, **said}
            old = self._store.row("evidence", key) if key else None
            if file is not None:
                row |= {"blob": self.keep(tx, file[1]), "file_name": fields.name(file[0])}
            elif old is not None:
                row |= {"blob": old.get("blob"), "file_name": old.get("file_name")}
            tx.put("evidence", row)
        return str(row["key"])

    def remove(self, key: str) -> None:
        """Take one piece of evidence away; a file no other row needs leaves the book with it."""
        row = self._store.row("evidence", key)
        if row is None:
            raise RuleViolation("evidence.unknown", key=key)
        sheet = self._store.row("sheet", row["sheet"])
        assert sheet is not None
        self._scores.check_open(sheet)
        facts = {"year": sheet["year"], "unit": sheet["unit"], "stage": sheet["stage"], "node": row["node"]}
        with self._store.operation("evidence.remove", facts) as tx:
            tx.delete("evidence", key)
            if row.get("blob"):
                self.release(tx, row["blob"])

    def keep(self, tx: Transaction, content: bytes) -> str:
        """Put a file into the book, once whatever the number of its uses; its SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        if self._store.row("blob", digest) is None:
            tx.insert("blob", {"sha256": digest, "size": len(content), "bytes": content})
        return digest

    def release(self, tx: Transaction, blob: str) -> None:
        """Let go of a file nothing needs any more: no evidence, and nobody in `also_needed`."""
        if not self._store.rows("evidence", blob=blob) and not any(need(blob) for need in self.also_needed):
            tx.delete("blob", blob)

    def of(self, at: SheetAt, node: str | None = None) -> tuple[EvidenceLine, ...]:
        """The evidence of a sheet, or of one of its cells, by cell and key."""
        found = self._store.rows("sheet", **at.columns)
        sheet = found[0]["key"] if found else ""
        if not sheet or self._scores.keying.hides(sheet, self._store.person):
            return ()
        rows = [row for row in self._store.rows("evidence", sheet=sheet) if node is None or row["node"] == node]
        names = ("text", "number", "date", "page", "file_name", "blob", "link")
        rows.sort(key=lambda row: (row["node"], row["key"]))
        return tuple(EvidenceLine(row["key"], row["node"], *(row.get(name) for name in names)) for row in rows)

    def file(self, blob: str) -> bytes:
        """The bytes of an attached file. RuleViolation `evidence.unknown`, `evidence.altered` (facts: `name`): they are
        no longer those that were kept."""
        row = self._store.row("blob", blob)
        if row is None:
            raise RuleViolation("evidence.unknown", key=blob)
        if hashlib.sha256(row["bytes"]).hexdigest() != blob:
            raise RuleViolation("evidence.altered", name=blob[:12])
        return bytes(row["bytes"])

    def size(self) -> int:
        """Bytes of all attached files; from `BOOK_WARNING` on the user is told that links keep a book light."""
        return sum(int(row["size"]) for row in self._store.select("SELECT size FROM blob"))
