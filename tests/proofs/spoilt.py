"""What other programs, bad disks and bad people do to a book: named, refused or harmless, and never a raw error.

Each case is one fault put into a copy of the lived practice book: a bit of the file turned, a bit of an index turned, a
cell, an act or a fact about the file written over, something put into the schema. It fails when an error comes up that
is no refusal, or when the check finds nothing and content, journal or ranking are not what they were.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from models.book.book import Book, create_book, open_book
from models.exchange.results import standing_document
from models.file.history import canonical
from models.keeping.verify import verify
from models.rules.errors import Refusal
from tests.book import practice
from tests.book.conftest import Clock, keys
from tests.proofs.run import Done, Row

LONG, SHORT = 20_000, 40
YEAR, DAY = practice.YEAR, "2025-12-19"
HOSTILE = (
    "''", "'x'", "'{'", "'[' || printf('%.*c', 5000, '[')", "printf('%.*c', 9000, '9')", "'NaN'", "x'ff'", "-1", "NULL",
    "9223372036854775807", "CAST(x'c328' AS TEXT)", "'\\ud800'", "'{\"a\":1,\"a\":2}'", "'../../../tmp/x'", "1e999",
)  # fmt: skip
SCHEMA = (
    "CREATE TRIGGER t BEFORE INSERT ON {0} BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TRIGGER t AFTER UPDATE ON {0} BEGIN DELETE FROM op; END",
    "CREATE VIEW v AS SELECT * FROM {0}",
    "CREATE TABLE them (a)",
    "CREATE INDEX i ON {0} (rowid)",
    "ALTER TABLE {0} ADD COLUMN them TEXT",
    "ALTER TABLE {0} RENAME TO khac",
)

Sight = tuple[str, str]


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """Each kind of fault in turn, a quarter of the cases to each; the schema gets what there is of it."""
    with tempfile.TemporaryDirectory(prefix="so-khoi-") as folder:
        book, copy = Path(folder) / "goc.sokhoi", Path(folder) / "thu.sokhoi"
        lived(book)
        sound = sight(book)
        assert isinstance(sound, tuple), sound
        for what, spoil in KINDS.items():
            found: list[str] = []
            for number in range(cases // len(KINDS)):
                case = f"{what} {number}"
                if case not in done.known:
                    shutil.copy(book, copy)
                    fault = spoil(copy, Random(f"{seed} {case}"))
                    done.keep(case, "" if (seen := sight(copy)) in (sound, None) else f"{fault}: {str(seen)[:300]}")
                if done.known[case]:
                    found.append(done.known[case])
            yield Row(what, cases // len(KINDS), len(found), tuple(found))


def lived(path: Path) -> None:
    """The practice year up to its ballot."""
    with create_book(path, practice.DATA["bloc"]["name"], clock=Clock(DAY), key_source=keys()) as book:
        practice.build(book)
        practice.hold_ballot(book)
        book.people.set_password(book.people.add("Mộc"), "mat khau")


def everything(book: Book) -> Sight:
    """Content, acts and rankings of a book."""
    held = [book.store.canonical(), [op.hash for op in book.store.ops()]]
    return canonical.digest(held), str([standing_document(book, one.year) for one in book.years.all()])


def sight(path: Path, read: Callable[[Book], Sight] = everything) -> Sight | str | None:
    """What is read of a book that is said to be intact; None when it is refused or the fault is named; the error when
    it is no refusal."""
    try:
        with open_book(path, read_only=True, clock=Clock(DAY)) as book:
            if not verify(book.store).ok:
                return None
            return read(book)
    except Refusal:
        return None
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def turn_a_bit(path: Path, chance: Random) -> str:
    """One bit anywhere in the file."""
    content = bytearray(path.read_bytes())
    place, bit = chance.randrange(len(content)), chance.randrange(8)
    content[place] ^= 1 << bit
    path.write_bytes(content)
    return f"bit {bit} of byte {place}"


def turn_a_bit_of_an_index(path: Path, chance: Random) -> str:
    """One bit in the root page of an index."""
    with closing(sqlite3.connect(path)) as connection:
        roots = connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE type = 'index'").fetchall()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    name, root = chance.choice(roots)
    content = bytearray(path.read_bytes())
    place, bit = size * (root - 1) + chance.randrange(size), chance.randrange(8)
    content[place] ^= 1 << bit
    path.write_bytes(content)
    return f"bit {bit} of byte {place} in {name}"


def write_over_a_cell(path: Path, chance: Random) -> str:
    """Something hostile in one column of one row of any table, whatever the constraints say."""
    with closing(sqlite3.connect(path, isolation_level=None)) as edit:
        edit.execute("PRAGMA ignore_check_constraints = ON")
        tables = [name for (name,) in edit.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        table = chance.choice([name for name in tables if edit.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]])
        column = chance.choice([row[1] for row in edit.execute(f'PRAGMA table_info("{table}")')])
        rows = [row for (row,) in edit.execute(f'SELECT rowid FROM "{table}"')]
        row, value = chance.choice(rows), chance.choice(HOSTILE)
        try:
            edit.execute(f'UPDATE OR REPLACE "{table}" SET "{column}" = {value} WHERE rowid = ?', (row,))
        except sqlite3.Error:
            return "SQLite itself refused"
        return f"{table}.{column} of row {row} = {value}"


def alter_the_schema(path: Path, chance: Random) -> str:
    """A trigger, a view, a table, an index, a column, another name."""
    with closing(sqlite3.connect(path, isolation_level=None)) as edit:
        tables = [name for (name,) in edit.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        sql = chance.choice(SCHEMA).format(chance.choice([name for name in tables if name != "_sqlite_migrations"]))
        try:
            edit.execute(sql)
        except sqlite3.Error:
            edit.execute("CREATE TABLE them (a)")
        return sql


KINDS: dict[str, Callable[[Path, Random], Any]] = {
    "bit of the file": turn_a_bit,
    "bit of an index": turn_a_bit_of_an_index,
    "cell written over": write_over_a_cell,
    "schema altered": alter_the_schema,
}
