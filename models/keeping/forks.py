"""Two copies of one book that were both worked in after they parted: what each did, and taking over one side of each
thing.

Acts of another journal cannot be replayed here: what they stood on is not here. So rows are compared, thing by thing
(`things`), as they stand in both copies; a person takes one side of each, and what is taken from the other copy is
written here as one new act, checked like every act, with a checkpoint. Nothing is written into the other copy, and what
closing and handing over made (`things.OF_THE_FILE`) stays with the file it was made in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from models.file import header
from models.file.connect import connect
from models.file.copies.copy_marks import newest_act
from models.file.declared.shapes import Row, Shapes
from models.file.declared.tables import TABLES
from models.file.history import canonical
from models.file.troubles import told
from models.keeping.copies import Comparison, compare
from models.keeping.things import OF_THE_FILE, Difference, Thing, differences, thing_of
from models.keeping.verify import is_sound, refuse_unsound_file
from models.rules.errors import RuleViolation

if TYPE_CHECKING:
    from models.book.book import Book
    from models.file.transaction import Transaction

Since = Literal["here", "there", "both", "before"]
TAKE_OVER: Final = "take-over"
"""The kind of the act that takes the other side's things."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing that is not the same: in which copy it was changed after they parted, who changed it there last and
    when ("" where nobody did)."""

    difference: Difference
    since: Since
    here: tuple[str, str] = ("", "")
    there: tuple[str, str] = ("", "")

    @property
    def takeable(self) -> bool:
        """False for what closing and handing over made."""
        return self.difference.thing.table not in OF_THE_FILE


@dataclass(frozen=True, slots=True)
class Fork:
    """How the other copy stands to the open book, and every thing that is not the same."""

    relation: Comparison
    choices: tuple[Choice, ...]


def look(book: Book, other: Path) -> Fork:
    """Lay the copy at `other` beside the open book. FileTrouble: those of `header.look`, `file.unexplained` (facts:
    `places`) for a copy that is not what its journal says; RuleViolation `fork.other_book`."""
    header.look(other)
    relation = compare(book.path, other)
    if relation.relation == "other-book":
        raise RuleViolation("fork.other_book", file=other.name)
    refuse_unsound_file(other)
    with told(other), closing(connect(other, read_only=True)) as there:
        here = book.store.connection
        found = differences(here, there)
        mine, theirs = (_last_acts(one, relation.common) for one in (here, there))
        return Fork(relation, tuple(_choice(one, mine, theirs) for one in found))


def take_over(book: Book, other: Path, wanted: Iterable[Thing]) -> int:
    """Write the other copy's side of the things in `wanted` into the open book, as one final act with a checkpoint;
    says how many rows were written.

    A row the taken ones point at and that is missing here (a person, a form, an attached file) comes with them; none
    that stands here is changed by that. Refusals: those of `look`, RuleViolation `fork.nothing`, `fork.not_takeable`
    (facts: `thing`), `fork.not_sound`, `year.closed`, `row.reference` (facts: `table`, `parent`: something here still
    points at what would go), those of the book's own checks. A refusal leaves everything as it was.
    """
    fork, chosen = look(book, other), frozenset(wanted)
    found = [one for one in fork.choices if one.difference.thing in chosen]
    if not found:
        raise RuleViolation("fork.nothing")
    for one in found:
        if not one.takeable:
            raise RuleViolation("fork.not_takeable", thing=one.difference.thing.table)
    if not is_sound(book):
        raise RuleViolation("fork.not_sound")
    with told(other), closing(connect(other, read_only=True)) as there:
        head = newest_act(there)
        facts: dict[str, Any] = {
            "count": len(found),
            "from_head": "" if head is None else head.hash,
            "from_at": "" if head is None else head.at,
            "things": [[one.difference.thing.table, one.difference.thing.key] for one in found],
        }
        with book.store.operation(TAKE_OVER, facts, final=True) as tx:
            written = _Writer(book, tx, there).write([one.difference for one in found])
            tx.facts["rows"] = written
            tx.checkpoint()
    return written


class _Writer:
    """The rows of one taking over: those that go, children first; those that come, parents first."""

    def __init__(self, book: Book, tx: Transaction, there: sqlite3.Connection) -> None:
        self._book, self._tx, self._there = book, tx, there
        self._shapes = Shapes(there)
        self._brought: set[tuple[str, Any]] = set()
        self._written = 0

    def write(self, found: Sequence[Difference]) -> int:
        order = {table: place for place, table in enumerate(TABLES)}
        pairs = sorted((pair for one in found for pair in one.rows), key=lambda pair: order[pair.table])
        for pair in reversed(pairs):
            if pair.there is None:
                self._tx.delete(pair.table, pair.key)
                self._written += 1
        for pair in pairs:
            if pair.there is not None:
                self._bring(pair.table, self._whole(pair.table, pair.key))
        return self._written

    def _whole(self, table: str, key: Any) -> Row:
        """A row of the other copy with its attached bytes."""
        shape = self._shapes[table]
        values = self._there.execute(shape.one, shape.key(key)).fetchone()
        return dict(shape.row(values))

    def _bring(self, table: str, row: Row) -> None:
        """Put a row here, after what it points at and what is missing here."""
        shape = self._shapes[table]
        key = shape.key_of(row)
        if (table, key) in self._brought:
            return
        self._brought.add((table, key))
        for parent, columns, targets in _pointers(self._there, table):
            said = tuple(row.get(column) for column in columns)
            if None in said or (table == parent and said == key):
                continue
            if not self._here(parent, targets, said):
                self._bring_missing(parent, targets, said)
        present = self._book.store.row(table, *key)
        if present is None:
            self._tx.insert(table, row)
        else:
            named = {name: row.get(name) for name in shape.names if name not in TABLES[table].keys}
            self._tx.update(table, key if len(key) > 1 else key[0], **named)
        self._written += 1

    def _bring_missing(self, table: str, targets: Sequence[str], said: Sequence[Any]) -> None:
        where = " AND ".join(f'"{column}" = ?' for column in targets)
        shape = self._shapes[table]
        values = self._there.execute(f"{shape.every} WHERE {where}", said).fetchone()
        if values is not None:
            self._bring(table, dict(shape.row(values)))

    def _here(self, table: str, targets: Sequence[str], said: Sequence[Any]) -> bool:
        return bool(self._book.store.rows(table, **dict(zip(targets, said, strict=True))))


def _pointers(connection: sqlite3.Connection, table: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """(parent, columns here, columns there) of what a table's rows point at."""
    found: dict[int, list[Any]] = {}
    for each in connection.execute(f'PRAGMA foreign_key_list("{table}")'):
        found.setdefault(each[0], []).append(each)
    return [
        (
            lines[0][2],
            tuple(str(line[3]) for line in lines),
            tuple(str(line[4] or TABLES[lines[0][2]].keys[place]) for place, line in enumerate(lines)),
        )
        for lines in found.values()
    ]


# --- who did what after they parted -----------------------------------------------------------------------------------


def _last_acts(connection: sqlite3.Connection, common: int) -> Mapping[Thing, tuple[str, str]]:
    """(who, when) of the last change of each thing after the acts both copies have."""
    rows: dict[Thing, tuple[str, str]] = {}
    names = dict(connection.execute("SELECT key, name FROM keeper"))
    ballots = dict(connection.execute("SELECT key, meeting FROM ballot"))
    states = _whole_rows(connection)
    sql = (
        "SELECT tbl, key, before, after, person, at FROM change JOIN op ON op.seq = change.op "
        "WHERE op.seq > (SELECT ifnull(max(seq), 0) FROM (SELECT seq FROM op "
        "WHERE kind NOT IN ('carry-copy', 'view-copy') ORDER BY seq LIMIT ?)) ORDER BY op.seq, n"
    )
    for table, text, before, after, person, at in connection.execute(sql, (common,)):
        if table not in TABLES:
            continue
        row = states(table, text) or canonical.decode(after or before)
        try:
            thing = thing_of(table, row, ballots)
        except KeyError:
            continue  # a row that came and went within one changed column's sight
        rows[thing] = (str(names.get(person, person)), str(at))
    return rows


def _whole_rows(connection: sqlite3.Connection) -> Callable[[str, str], Row | None]:
    """Finds a row as it stands, by table and key as the journal writes it."""
    shapes = Shapes(connection)

    def find(table: str, text: str) -> Row | None:
        shape = shapes.light(table)
        values = connection.execute(shape.one, shape.key_values(text)).fetchone()
        return None if values is None else shape.content(shape.row(values))

    return find


def _choice(
    found: Difference, mine: Mapping[Thing, tuple[str, str]], theirs: Mapping[Thing, tuple[str, str]]
) -> Choice:
    here, there = mine.get(found.thing), theirs.get(found.thing)
    since: Since = "both" if here and there else "here" if here else "there" if there else "before"
    return Choice(found, since, here or ("", ""), there or ("", ""))
