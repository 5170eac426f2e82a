"""The book as it stood at a moment: a copy in which everything after that act is taken back, only to be looked at.

The journal holds what every act did since the newest step of the schema; before it the columns were others, and the
backup kept then is the way. What is taken back is taken back row by row, newest first, in the copy alone. Its clock
stands at the moment; passwords are not in it. Bytes of a file that was attached then and removed since may be gone:
which, is said.

While a second keying or a second count is open, nobody looks back further than to the act before the first of what is
kept apart: from then on the past would show to each of the two what the present keeps from them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.file.connect import begun, connect
from models.file.copies import backup
from models.file.copies.sources import now
from models.file.declared.shapes import Shapes
from models.file.history import canonical
from models.file.history.journal import Change, Journal
from models.file.scratch import Scratch, scratch
from models.keeping.things import Difference, differences
from models.rules.errors import RuleViolation
from models.rules.number.days import moment

if TYPE_CHECKING:
    from models.book.book import Book


@dataclass
class Moment:
    """A past state: `act` the newest act in it, `at` when that was, `lost` how many attached files have no bytes any
    more. `close` takes the copy away."""

    path: Path
    act: int
    at: str
    lost: int
    folder: Scratch

    def open(self, person: str = "") -> Book:
        """The past as a book: read only, its clock at the moment, seen by who is at the keyboard."""
        from models.book.book import open_book

        stopped = self._stands()
        book = open_book(self.path, read_only=True, clock=(lambda: stopped) if stopped else now)
        book.store.read_only_reason = "past"
        book.store.person = person
        return book

    def _stands(self) -> datetime | None:
        """Where the clock stands: at the moment, or where another program altered it at the newest before it that is
        one."""
        with closing(connect(self.path, read_only=True)) as file:
            said = file.execute("SELECT at FROM op WHERE seq <= ? ORDER BY seq DESC", (self.act,))
            return next((found for (at,) in said if (found := moment(str(at))) is not None), None)

    def close(self) -> None:
        """Take the copy away."""
        self.folder.cleanup()


def earliest(book: Book) -> int:
    """The first act whose state can be shown: the newest step of the schema, or the making of the book."""
    found = book.store.select("SELECT max(seq) AS seq FROM op WHERE kind IN ('create', 'upgrade')")
    return int(found[0]["seq"] or 1)


def refuse(book: Book, act: int) -> None:
    """RuleViolation `moment.kept_apart` (facts: `before`, the act that wrote the first of what is kept from one of two
    who work apart, and `at`, its day), `moment.too_early` (facts: `at`, the first moment that can be shown),
    `journal.unknown`."""
    apart, first = _first_kept_apart(book), earliest(book)
    if apart is not None and act >= apart:
        raise RuleViolation("moment.kept_apart", before=apart, at=book.journal.line(apart).at[:10])
    if act < first:
        raise RuleViolation("moment.too_early", at=book.journal.line(first).at[:10])
    book.journal.line(act)


def _first_kept_apart(book: Book) -> int | None:
    """The first act that wrote what one of two who work apart must not see now; None where nobody works apart."""
    sheets, (first, second) = book.scores.keying.open_sheets(), book.ballots.recount.kept_apart()
    ballots = first | {ballot for ballot, _by in second}
    if not sheets and not ballots:
        return None
    written = "SELECT min(op) AS op FROM change WHERE tbl = ? AND key = ? AND after IS NOT NULL"
    counted = f"{written} AND instr(after, '\"figures\"') > 0"
    asked = [(written, "sheet", key) for key in sheets] + [(counted, "ballot", key) for key in ballots]
    begun = [(row["ballot"], row["by"]) for row in book.store.rows("recount") if row["ballot"] in ballots]
    asked += [(counted, "recount", canonical.encode(list(key))) for key in begun]
    acts = [book.store.select(text, (table, key))[0]["op"] for text, table, key in asked]
    return min((int(act) for act in acts if act is not None), default=None)


def build(book: Book, act: int) -> Moment:
    """The state right after `act`, in a folder of its own. Refusals: those of `refuse`, FileTrouble of the copy."""
    refuse(book, act)
    folder = scratch()
    path = Path(folder.name) / book.path.name
    try:
        backup.copy(book.store.connection, path)
        with closing(connect(path)) as copied:
            lost = _go_back(copied, act)
            (at,) = copied.execute("SELECT at FROM op WHERE seq = ?", (act,)).fetchone()
        return Moment(path, act, str(at), lost, folder)
    except BaseException:
        folder.cleanup()
        raise


@contextmanager
def shown(book: Book, act: int) -> Iterator[Moment]:
    """`build`, taken away at the end."""
    moment = build(book, act)
    try:
        yield moment
    finally:
        moment.close()


def between(book: Book, earlier: int, later: int) -> tuple[Difference, ...]:
    """What is not the same after two acts, thing by thing: `here` the later state, `there` the earlier one."""
    with shown(book, earlier) as first, closing(connect(first.path, read_only=True)) as before:
        if later >= book.last_act:
            refuse(book, book.last_act)
            return differences(book.store.connection, before)
        with shown(book, later) as second, closing(connect(second.path, read_only=True)) as after:
            return differences(after, before)


def _go_back(copied: sqlite3.Connection, act: int) -> int:
    """Take every later act back in the copy; how many attached files have no bytes any more."""
    shapes = Shapes(copied)
    journal, lost = Journal(copied, shapes), 0
    held: dict[str, bytes] = {}
    copied.execute("PRAGMA foreign_keys = OFF")
    with begun(copied):
        later = [int(seq) for (seq,) in copied.execute("SELECT seq FROM op WHERE seq > ? ORDER BY seq DESC", (act,))]
        for seq in later:
            for change in reversed(journal.changes(seq)):
                lost += _take_back(copied, shapes, change, held)
        for table, column in (("checkpoint", "op"), ("change", "op"), ("op", "seq")):
            copied.execute(f'DELETE FROM "{table}" WHERE "{column}" > ?', (act,))
        copied.execute("DELETE FROM keeper_secret")
    return lost


def _take_back(copied: sqlite3.Connection, shapes: Shapes, change: Change, held: dict[str, bytes]) -> int:
    """One change taken back; 1 when it was an attached file whose bytes are gone. `held` keeps bytes that were attached
    again later."""
    shape = shapes[change.table]
    key = shape.key(change.key)
    if change.before is None:
        if change.table == "blob":
            held.update(copied.execute("SELECT sha256, bytes FROM blob WHERE sha256 = ?", key))
        copied.execute(f'DELETE FROM "{change.table}" WHERE {shape.where}', key)
        return 0
    if change.after is None:
        row = {name: shape.stored(name, value) for name, value in change.before.items()}
        gone = change.table == "blob" and str(row["sha256"]) not in held
        if change.table == "blob":
            row["bytes"] = held.get(str(row["sha256"]), b"")
        names = ", ".join(f'"{shape.column(name)}"' for name in row)
        marks = ", ".join("?" * len(row))
        copied.execute(f'INSERT INTO "{change.table}" ({names}) VALUES ({marks})', tuple(row.values()))
        return int(gone)
    was = {**dict.fromkeys(change.after), **change.before}
    assigned = ", ".join(f'"{shape.column(name)}" = ?' for name in was)
    values = [shape.stored(name, value) for name, value in was.items()]
    copied.execute(f'UPDATE "{change.table}" SET {assigned} WHERE {shape.where}', (*values, *key))
    return 0
