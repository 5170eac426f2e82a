"""Whoever alters a book with another program is found by both: by the program's own check and by the independent one.

The lived practice book, its year closed and handed over, is altered in one place: a row put in, taken out or altered
in any column of any table, journal and secrets included, the schema, the facts about the file, an index, a checkpoint,
the header. It fails when either of the two finds nothing.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from models.book.book import open_book
from models.file.opening import open_book_file
from models.keeping import seal
from models.keeping.verify import verify
from models.rules.errors import Refusal
from tests.book import practice_closing
from tests.book.conftest import Clock, keys
from tests.format.independent import V
from tests.proofs.run import Done, Row
from tests.proofs.spoilt import SCHEMA, YEAR, lived

LONG, SHORT = 1_000, 24
KINDS = ("row put in", "row taken out", "column altered", "schema", "index", "header")


@dataclass(frozen=True, slots=True)
class Tampering:
    """One alteration: its kind, what it is in words, and the act on an open connection (or on the file)."""

    kind: str
    what: str
    act: Callable[[Path], None]


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """Every tampering there is, or so many of them drawn; a row for each kind."""
    with tempfile.TemporaryDirectory(prefix="so-khoi-") as folder:
        book, copy = Path(folder) / "goc.sokhoi", Path(folder) / "thu.sokhoi"
        handed_over(book)
        assert missed(book) == "program and verifier", "an unaltered book is said to be altered"
        drawn = everything(book)
        Random(f"{seed}").shuffle(drawn)
        drawn = drawn[:cases]
        for kind in KINDS:
            its, found = [one for one in drawn if one.kind == kind], []
            for one in its:
                case = f"{one.kind}: {one.what}"
                if case not in done.known:
                    shutil.copy(book, copy)
                    one.act(copy)
                    done.keep(case, missed(copy))
                if done.known[case]:
                    found.append(f"{case}: not found by {done.known[case]}")
            yield Row(f"found by both: {kind}", len(its), len(found), tuple(found))


def handed_over(path: Path) -> None:
    """The practice year to its end: ballots, closed, handed over."""
    lived(path)
    with open_book(path, clock=Clock("2026-01-16"), key_source=keys(5000)) as book:
        practice_closing.leaders(book)
        seal.close_year(book, YEAR)
        practice_closing.hand_over(book, path.with_name("giao.sokhoi"))


def missed(path: Path) -> str:
    """Which of the two finds nothing wrong; "" when both do."""
    return " and ".join(name for name, check in (("program", by_program), ("verifier", by_verifier)) if not check(path))


def by_program(path: Path) -> bool:
    """Whether the program refuses the book or names a fault."""
    try:
        store = open_book_file(path, read_only=True)
    except Refusal:
        return True
    try:
        return not verify(store).ok
    except Refusal:
        return True
    finally:
        store.close()


def by_verifier(path: Path) -> bool:
    """Whether the independent verifier does."""
    check = V.Verifier(str(path))
    try:
        check.run()
    except V.NotReadable:
        return True
    return bool(check.report.faults)


def everything(path: Path) -> list[Tampering]:
    """All alterations of this book, in a fixed order."""
    found: list[Tampering] = []
    with closing(sqlite3.connect(path)) as book:
        names = book.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        listed = book.execute("SELECT name, rootpage, tbl_name FROM sqlite_schema WHERE type = 'index' ORDER BY name")
        indexes = [(name, root) for name, root, of in listed if book.execute(f'SELECT 1 FROM "{of}"').fetchone()]
        (size,) = book.execute("PRAGMA page_size").fetchone()
        for (table,) in names:
            columns = [(row[1], row[2]) for row in book.execute(f'PRAGMA table_info("{table}")')]
            rows = [row for (row,) in book.execute(f'SELECT rowid FROM "{table}" ORDER BY rowid')]
            found.append(Tampering("row put in", table, partial(put_in, table=table, columns=columns)))
            if rows:
                row = Random(table).choice(rows)
                found.append(Tampering("row taken out", table, partial(take_out, table=table, row=row)))
            for name, kind in columns if rows else ():
                row = Random(f"{table}.{name}").choice(rows)
                act = partial(alter, table=table, column=name, kind=kind, row=row)
                found.append(Tampering("column altered", f"{table}.{name} of row {row}", act))
    for n, sql in enumerate(SCHEMA):
        for (table,) in Random(n).sample(names, 3):
            found.append(Tampering("schema", sql.format(table), partial(run, sql=sql.format(table))))
    for name, root in indexes:
        found.append(Tampering("index", name, partial(turn_index, root=root, size=size)))
        if not name.startswith("sqlite_"):
            found.append(Tampering("index", f"{name} dropped", partial(run, sql=f'DROP INDEX "{name}"')))
    for sql in ("PRAGMA user_version = 2", "PRAGMA user_version = 99", "PRAGMA application_id = 7"):
        found.append(Tampering("header", sql, partial(run, sql=sql)))
    return found


def run(path: Path, sql: str) -> None:
    """One statement of another program, whatever the constraints say."""
    with closing(sqlite3.connect(path, isolation_level=None)) as edit:
        edit.execute("PRAGMA ignore_check_constraints = ON")
        try:
            edit.execute(sql)
        except sqlite3.OperationalError:
            edit.execute("CREATE TABLE them (a)")  # what SQLite itself refuses is no tampering: another is made


def put_in(path: Path, table: str, columns: list[tuple[str, str]]) -> None:
    """A row that no act made."""
    values = ", ".join({"INTEGER": "987654", "BLOB": "x'00'"}.get(kind, "'9'") for _, kind in columns)
    run(path, f'INSERT INTO "{table}" VALUES ({values})')


def take_out(path: Path, table: str, row: int) -> None:
    """A row gone."""
    run(path, f'DELETE FROM "{table}" WHERE rowid = {row}')


def alter(path: Path, table: str, column: str, kind: str, row: int) -> None:
    """Another value of one column, of the same type."""
    other = {"INTEGER": f'coalesce("{column}", 0) + 1', "BLOB": f"CAST(\"{column}\" || x'00' AS BLOB)"}.get(
        kind, f"CASE WHEN \"{column}\" IS NULL OR \"{column}\" <> '9' THEN '9' ELSE '8' END"
    )
    run(path, f'UPDATE OR REPLACE "{table}" SET "{column}" = {other} WHERE rowid = {row}')


def turn_index(path: Path, root: int, size: int) -> None:
    """The last byte of an index's root page, where its entries or its pointers stand."""
    content = bytearray(path.read_bytes())
    content[size * root - 1] ^= 1
    path.write_bytes(content)
