"""Files that the pledge, a movement or a task of a year carries: kept in the book by their SHA-256, as evidence is.

What a file is about is said by its holder; no judgement of it belongs here. The same bytes are stored once, whoever
uses them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.scoring.evidence import FILE_LIMIT
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook
    from models.file.transaction import Transaction

HOLDERS: Final = ("pledge", "movement", "work")
"""What may carry files, each a column of the row: the pledge by its year, the others by their key."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One file: `holder` and `of` name what carries it, `blob` is the SHA-256 of its bytes."""

    key: str
    year: int
    holder: str
    of: str
    file_name: str
    blob: str
    note: str | None = None


class Attachments(Area):
    """Attaches, reads and takes away the files of a year."""

    _book: ScoringBook

    def of(self, holder: str, key: str) -> tuple[AttachedFile, ...]:
        """The files of one pledge (`key` is the year), movement or task, in the order they were attached."""
        found = self._store.rows("attached", **{holder: int(key) if holder == "pledge" else key})
        return tuple(map(self._read, sorted(found, key=_order)))

    def all(self, year: int) -> tuple[AttachedFile, ...]:
        """Every file of a year: the pledge's, the movements', the tasks'."""
        made = map(self._read, sorted(self._store.rows("attached", year=year), key=_order))
        return tuple(sorted(made, key=lambda one: (HOLDERS.index(one.holder), one.of)))

    def attach(self, year: int, holder: str, key: str, name: str, content: bytes, *, note: str | None = None) -> str:
        """Keep a file beside its holder and return the line's key; a pledge not begun yet is begun by it.

        Refusals: `year.closed`, `row.missing`, BadInput `evidence.too_big` (facts: name, size, limit),
        `attached.empty` (facts: name), RuleViolation `attached.twice` (facts: name, held), those of names.
        """
        self._book.years.must_be_open(year)
        said = {"file_name": fields.name(name, 200), "note": fields.note(note)}
        if not content:
            raise BadInput("attached.empty", name=said["file_name"])
        if len(content) > FILE_LIMIT:
            raise BadInput("evidence.too_big", name=said["file_name"], size=len(content), limit=FILE_LIMIT)
        facts = {"year": year, "name": said["file_name"], "of": self._called(year, holder, key)}
        with self._store.operation("attach-file", facts) as tx:
            if holder == "pledge" and self._store.row("pledge", year) is None:
                self._book.registration.pledge.put(year)
            blob = self._book.scores.evidence.keep(tx, content)
            held = next((one for one in self.of(holder, key) if one.blob == blob), None)
            if held is not None:
                raise RuleViolation("attached.twice", name=said["file_name"], held=held.file_name)
            last = max((one["position"] for one in self._store.rows("attached", year=year)), default=0)
            row = {"key": self._book.new_key(), "year": year, "position": last + 1, "blob": blob, **said}
            tx.insert("attached", row | {holder: year if holder == "pledge" else key})
        return str(row["key"])

    def remove(self, key: str) -> None:
        """Take a file away; its bytes leave the book where nothing else needs them. `row.missing`, `year.closed`."""
        row = self._store.row("attached", key)
        if row is None:
            raise RuleViolation("row.missing", table="attached", key=key)
        one = self._read(row)
        self._book.years.must_be_open(one.year)
        facts = {"year": one.year, "name": one.file_name, "of": self._called(one.year, one.holder, one.of)}
        with self._store.operation("remove-file", facts) as tx:
            self._let_go(tx, one)

    def leave_with(self, tx: Transaction, holder: str, key: str) -> None:
        """The files of a movement or task that is taken away go with it, in the same act."""
        for one in self.of(holder, key):
            self._let_go(tx, one)

    def uses(self, blob: str) -> bool:
        """Whether a file of the book is attached to anything."""
        return bool(self._store.rows("attached", blob=blob))

    def _let_go(self, tx: Transaction, one: AttachedFile) -> None:
        tx.delete("attached", one.key)
        self._book.scores.evidence.release(tx, one.blob)

    def _called(self, year: int, holder: str, key: str) -> str:
        """What carries the file, as the journal names it; it must be there and of that year."""
        if holder == "pledge":
            return f"giao ước {self._book.years.called(year)}"
        if holder not in HOLDERS:
            raise ValueError(holder)
        row = self._store.row(holder, key)
        if row is None or row["year"] != year:
            raise RuleViolation("row.missing", table=holder, key=key)
        return f"phong trào {row['name']}" if holder == "movement" else f"nhiệm vụ {row['title']}"

    @staticmethod
    def _read(row: dict[str, Any]) -> AttachedFile:
        holder = next(name for name in HOLDERS if row[name] is not None)
        plain = {name: row[name] for name in ("key", "year", "file_name", "blob", "note")}
        return AttachedFile(holder=holder, of=str(row[holder]), **plain)


def _order(row: dict[str, Any]) -> tuple[int, str]:
    return row["position"], row["key"]
