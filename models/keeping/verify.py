"""Is the book what its journal says? The file with its indexes, the chain of hashes, the rows replayed, the attached
files, the seals and handovers.

The whole journal is replayed from the first act (`models.file.history.examine`), so nothing that another program wrote
is taken over by a later checkpoint. An outside edit that also rebuilt the whole chain is not seen here; only a
fingerprint on paper or another copy of the book shows it. Nothing is changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.book.closing import sealed
from models.book.closing.rows import custody_fingerprint, newest, out_of_turn, seal_fingerprint_of_packed
from models.book.closing.sealed import RowDifference
from models.file.connect import connect
from models.file.declared.shapes import Key, Row, Shapes
from models.file.history import canonical, content, soundness
from models.file.history.examine import Examined, examine
from models.file.history.replay import Unwanted, lenient, of_any_text
from models.file.store import Store
from models.file.troubles import told
from models.keeping.strays import Stray, strays
from models.rules.errors import FileTrouble
from models.rules.number import codes

if TYPE_CHECKING:
    from models.book.book import Book


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where live rows and the journal differ; no key: somewhere in the table; no columns: the whole row."""

    table: str
    key: Key | None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What verify found; `ok` when nothing.

    `file`: lines of SQLite's check. `chain`: ops whose hash or place in the order is wrong. `references`: (table,
    parent) of rows that point at nothing. `checkpoints`: (op, table) where the rows of that time are not those of the
    checkpoint. `attachments`: SHA-256 of attached files whose bytes differ. `seals`: (year, n) of seals whose bytes or
    place in the journal are not those of their fingerprint, or whose number is not the next of their year. `custodies`:
    numbers of handovers whose fingerprint is not that of what they say, or that are not the next. `unlike`:
    (year, what differs) of closed years whose rows are not those of their seal, and of seals whose content is none.
    `wal`: another program turned the file to its way of writing, which alters nothing; opening the book to work in it
    turns it back.
    `strays`: values that no door lets in today, `unasked`: cells of items that the form of their sheet does not have; a
    book may hold either and be what its journal says.
    """

    ops: int
    file: tuple[str, ...] = ()
    chain: tuple[int, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    differences: tuple[Difference, ...] = ()
    checkpoints: tuple[tuple[int, str], ...] = ()
    attachments: tuple[str, ...] = ()
    seals: tuple[tuple[int, int], ...] = ()
    custodies: tuple[int, ...] = ()
    unlike: tuple[tuple[int, RowDifference], ...] = ()
    empty: tuple[int, ...] = ()
    wal: bool = False
    strays: tuple[Stray, ...] = ()
    unasked: tuple[Stray, ...] = ()

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        return not self.places

    @property
    def places(self) -> int:
        """How many places were found; a damaged file counts each line of SQLite's check."""
        rows = len(self.references) + len(self.differences) + len(self.checkpoints) + len(self.attachments)
        closings = len(self.seals) + len(self.custodies) + len(self.unlike) + len(self.empty)
        return len(self.file) + len(self.chain) + rows + closings


def verify(store: Store, leave: Callable[[], bool] | None = None) -> Report:
    """Check the whole book; a file that SQLite itself finds damaged is not looked into further."""
    with told(store.path):
        return _verify(store.connection, leave)


def refuse_unsound(store: Store) -> None:
    """Let nothing be computed from a book that is not what its journal says. FileTrouble `file.damaged`,
    `file.unexplained` (facts: `places`)."""
    _refuse(verify(store), store.path)


def refuse_unsound_file(path: Path) -> None:
    """`refuse_unsound` of a file that nobody has opened here."""
    found = verify_file(path)
    if found is not None:
        _refuse(found, path)


def _refuse(found: Report, path: Path) -> None:
    if found.file:
        raise FileTrouble("file.damaged", file=path.name)
    if not found.ok:
        raise FileTrouble("file.unexplained", file=path.name, places=found.places)


def is_sound(book: Book) -> bool:
    """Whether an open book is what its journal says."""
    return verify(book.store).ok


def open_sound(path: Path) -> Book:
    """A book to be read only, once it is found to be what its journal says; refusals of `open_book` and
    `refuse_unsound`.
    """
    from models.book.book import open_book

    book = open_book(path, read_only=True)
    try:
        refuse_unsound(book.store)
    except BaseException:
        book.close()
        raise
    return book


def verify_file(path: Path, leave: Callable[[], bool] | None = None) -> Report | None:
    """`verify` of the file at `path` by a connection of its own, for a worker beside the open book; None when `leave`
    says that nobody waits for the answer. FileTrouble as in `connect`."""
    broken = soundness.check(path, leave)
    if broken:
        return Report(ops=0, file=broken)
    try:
        with told(path), closing(connect(path, read_only=True)) as connection:
            return None if leave is not None and leave() else _looked_into(connection, leave)
    except Unwanted:
        return None


def _verify(connection: sqlite3.Connection, leave: Callable[[], bool] | None) -> Report:
    broken = soundness.faults(connection)
    return Report(ops=0, file=broken) if broken else _looked_into(connection, leave)


def _looked_into(connection: sqlite3.Connection, leave: Callable[[], bool] | None) -> Report:
    shapes = Shapes(connection)
    found = examine(connection, shapes, leave=leave)
    unlike = _strays(connection, shapes)
    with lenient(connection):
        acts = _Acts(connection, shapes)
        return Report(
            ops=found.chain.newest[0],
            chain=tuple(found.chain.wrong),
            references=_references(connection),
            differences=_differences(found),
            checkpoints=found.checkpoints,
            attachments=tuple(_attachments(connection)),
            seals=tuple(_seals(connection, acts)),
            custodies=tuple(_custodies(connection, acts)),
            unlike=tuple(_unlike(connection, acts)),
            empty=tuple(acts.without_a_row()),
            strays=tuple(one for one in unlike if not one.unasked),
            unasked=tuple(one for one in unlike if one.unasked),
            wal=connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal",
        )


def _strays(connection: sqlite3.Connection, shapes: Shapes) -> tuple[Stray, ...]:
    """None where a table is not readable at all, which has been found already."""
    try:
        return of_any_text(connection, lambda: strays(connection, shapes))
    except sqlite3.Error:
        return ()


def _differences(found: Examined) -> tuple[Difference, ...]:
    named = (Difference(each.table, each.key, each.columns) for each in found.mismatches)
    return tuple(sorted(named, key=lambda each: each.table))


def _references(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    found = connection.execute("PRAGMA foreign_key_check")
    return tuple(sorted({(str(row[0]), str(row[2])) for row in found}))


def _attachments(connection: sqlite3.Connection) -> Iterator[str]:
    for sha, size, held in connection.execute("SELECT sha256, size, bytes FROM blob ORDER BY sha256"):
        if canonical.sha256(held) != sha or len(held) != size:
            yield str(sha)


def _seals(connection: sqlite3.Connection, acts: _Acts) -> Iterator[tuple[int, int]]:
    """Seals whose bytes were changed, that do not name the seal before them, name another journal's head, that their
    act names otherwise, or whose number is not the next of their year."""
    known, wrong = acts.fingerprints, acts.out_of_turn("seal")
    rows = "SELECT year, n, fingerprint, previous, journal_head, content FROM seal ORDER BY year, n"
    for year, n, fingerprint, previous, head, packed in connection.execute(rows):
        act = acts.of("seal", (year, n))
        named = previous == acts.newest(act.seq) if act.is_own else previous is None or previous in known
        sound = fingerprint == seal_fingerprint_of_packed(packed, previous, head)
        said = {"year": year, "n": n, "code": fingerprint}
        if (year, n) in wrong or not (sound and named and acts.wrote(act, head, said)):
            yield year, n


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a file as `sealed` reads them, without attached files."""

    connection: sqlite3.Connection
    shapes: Shapes
    book: str | None

    def meta(self, _key: str, /) -> str | None:
        return self.book

    def rows(self, table: str, /, **equal: Any) -> list[Row]:
        shape = self.shapes[table] if table == "seal" else self.shapes.light(table)
        return [shape.row(found) for found in self.connection.execute(*shape.found_by(equal))]


def _unlike(connection: sqlite3.Connection, acts: _Acts) -> list[tuple[int, RowDifference]]:
    """What closed years' seals do not bear out, up to a text that is no JSON any more, which the replay has found."""
    found: list[tuple[int, RowDifference]] = []
    with suppress(canonical.Unreadable):
        book = _Rows(connection, acts.shapes, acts.book)
        found.extend(sealed.unlike(book, lambda year, n: acts.of("seal", (year, n)).is_own))
    return found


def _custodies(connection: sqlite3.Connection, acts: _Acts) -> Iterator[int]:
    """Handovers whose fingerprint does not cover what they say, that rest on another seal than the newest of their
    time, on another journal, that their act names otherwise, or that do not bear the next number."""
    known, wrong = acts.fingerprints, acts.out_of_turn("custody")
    for row in _readable(connection, acts.shapes):
        act = acts.of("custody", (row["n"],))
        rests = row["seal"] == acts.newest(act.seq) if act.is_own else row["seal"] in known
        sound = row["fingerprint"] == custody_fingerprint(row) and (not act.is_own or row["book"] == acts.book)
        said = {"year": row["year"], "code": row["fingerprint"]}
        if (0, row["n"]) in wrong or not (sound and rests and acts.wrote(act, row["journal_head"], said)):
            yield row["n"]


def _readable(connection: sqlite3.Connection, shapes: Shapes) -> list[Row]:
    """The handovers; none when a text in them is no JSON any more, which the replay has found already."""
    try:
        return list(content.rows_of(connection, shapes, "custody"))
    except canonical.Unreadable:
        return []


@dataclass(frozen=True, slots=True)
class _Act:
    """The act that wrote a row: its number (0: none, which the replay has found already), its kind and facts, and the
    kind that alone may write such a row."""

    seq: int
    kind: str
    facts: str
    wanted: str

    @property
    def is_own(self) -> bool:
        """The row was made here; an imported one names a head and seals of the journal it comes from."""
        return self.seq > 0 and self.kind != "import"


class _Acts:
    """The acts of closing and of handing over beside the rows they wrote; none else may, but an import."""

    WRITE: Final = {"seal": "close-year", "custody": "hand-over"}

    def __init__(self, connection: sqlite3.Connection, shapes: Shapes) -> None:
        self._connection, self.shapes = connection, shapes
        rows = connection.execute("SELECT year, n, fingerprint, previous FROM seal ORDER BY year, n").fetchall()
        self._seals = [(self.of("seal", (year, n)).seq, fingerprint, before) for year, n, fingerprint, before in rows]
        self.fingerprints = frozenset(fingerprint for _, fingerprint, _ in self._seals)
        named = connection.execute("SELECT value FROM meta WHERE key = 'book_id'").fetchone()
        self.book: str | None = named[0] if named else None

    def of(self, table: str, key: tuple[int, ...]) -> _Act:
        """The act that wrote a row."""
        found = self._connection.execute(
            "SELECT op.seq, op.kind, op.facts FROM change JOIN op ON op.seq = change.op "
            "WHERE tbl = ? AND key = ? AND before IS NULL ORDER BY op.seq DESC LIMIT 1",
            (table, self.shapes[table].key_text(key)),
        ).fetchone()
        seq, kind, facts = found or (0, "", "")
        return _Act(seq, kind, facts, self.WRITE[table])

    def newest(self, before: int) -> str | None:
        """The newest seal there was before an act."""
        return newest((fingerprint, previous) for seq, fingerprint, previous in self._seals if seq < before)

    def out_of_turn(self, table: str) -> tuple[tuple[int, int], ...]:
        """Seals by (year, n), or handovers by (0, n), that do not bear the next number in the order they were made."""
        columns = "year, n" if table == "seal" else "0, n"
        keys = self._connection.execute(f"SELECT {columns} FROM {table}").fetchall()
        named = (((year, n), (year, n) if table == "seal" else (n,)) for year, n in keys)
        made = ((self.of(table, key).seq, *at) for at, key in named)
        return out_of_turn(one for one in made if all(isinstance(number, int) for number in one))

    def wrote(self, act: _Act, head: str, said: Mapping[str, Any]) -> bool:
        """The act is of the kind that may, comes right after the journal's head that the row names, and tells of it
        what the row says (`code`: of its fingerprint)."""
        if not act.is_own:
            return True
        before = self._connection.execute("SELECT hash FROM op WHERE seq = ?", (act.seq - 1,)).fetchone()
        return act.kind == act.wanted and before is not None and before[0] == head and _tells(act.facts, said)

    def without_a_row(self) -> Iterator[int]:
        """Acts of closing or handing over that wrote no row of theirs."""
        written = "SELECT 1 FROM change WHERE op = seq AND tbl = ? AND before IS NULL"
        acts = f"SELECT seq FROM op WHERE kind = ? AND NOT EXISTS ({written}) ORDER BY seq"
        for table, kind in self.WRITE.items():
            for (seq,) in self._connection.execute(acts, (kind, table)):
                yield seq


def _tells(facts: str, said: Mapping[str, Any]) -> bool:
    """Whether an act's facts say the same."""
    told = _facts(facts)
    try:
        wanted = {**said, "code": codes.shown(said["code"])}
    except (ValueError, TypeError):  # no fingerprint at all
        return False
    return all(name in told and told[name] == value for name, value in wanted.items())


def _facts(text: str) -> Mapping[str, Any]:
    """The facts of an act; none where they cannot be read, which the chain has found already."""
    try:
        found = canonical.decode(text)
    except canonical.Unreadable:
        return {}
    return found if isinstance(found, dict) else {}
