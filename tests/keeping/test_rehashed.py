"""A book altered by who also wrote the whole journal anew: what closing and handing over made still names it, for the
program and for the checker that needs none; a chain rebuilt to the last sign is told apart by the code on paper alone.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models.book.book import create_book, open_book
from models.book.closing.rows import seal_fingerprint_of_packed
from models.file.declared.shapes import Shapes
from models.file.history import canonical, content
from models.file.history.chain import Chain
from models.file.history.journal import Op, Written, link_texts
from models.keeping import seal
from models.keeping.independent import VERIFIER
from models.keeping.verify import verify
from models.rules.errors import BadInput
from models.rules.number import codes
from tests.book.conftest import Clock, keys

YEAR = 2026
Alter = Callable[[sqlite3.Connection], object]


@pytest.fixture
def sealed(tmp_path: Path) -> tuple[Path, str]:
    """A book with one closed year, and the code its minutes bear."""
    path = tmp_path / "so.sokhoi"
    with create_book(path, "Khối thử", clock=Clock("2026-12-20"), key_source=keys()) as book:
        book.years.open(YEAR)
        book.settings.put("x", "1")
        return path, seal.close_year(book, YEAR).code


def written_anew(file: sqlite3.Connection) -> None:
    """The hash of every act computed again over what stands there now."""
    previous = Chain().newest[1]
    digests = dict(file.execute("SELECT op, digests FROM checkpoint"))
    acts = file.execute("SELECT seq, id, kind, facts, person, at FROM op ORDER BY seq").fetchall()
    for seq, ident, kind, facts, person, at in acts:
        lines = file.execute("SELECT n, tbl, key, before, after FROM change WHERE op = ? ORDER BY n", (seq,))
        op = Op(seq, ident, kind, canonical.decode(facts), person, at, "")
        previous = link_texts(previous, op, facts, [Written(*line) for line in lines], digests.get(seq))
        file.execute("UPDATE op SET hash = ? WHERE seq = ?", (previous, seq))


def row_and_journal(file: sqlite3.Connection) -> None:
    """A setting, and the act that wrote it, say another value."""
    file.execute("UPDATE setting SET value_json = '\"2\"' WHERE key = 'x'")
    file.execute("UPDATE change SET after = replace(after, '\"1\"', '\"2\"') WHERE tbl = 'setting' AND key = 'x'")


def seal_too(file: sqlite3.Connection) -> None:
    """The checkpoint, the seal's head and its fingerprint follow as well."""
    row_and_journal(file)
    written_anew(file)
    (closed,) = file.execute("SELECT seq FROM op WHERE kind = 'close-year'").fetchone()
    (head,) = file.execute("SELECT hash FROM op WHERE seq = ?", (closed - 1,)).fetchone()
    packed, previous, old, old_head = file.execute(
        "SELECT content, previous, fingerprint, journal_head FROM seal"
    ).fetchone()
    fingerprint = seal_fingerprint_of_packed(packed, previous, head)
    file.execute("UPDATE seal SET journal_head = ?, fingerprint = ?", (head, fingerprint))
    file.execute(
        "UPDATE change SET after = replace(replace(after, ?, ?), ?, ?) WHERE tbl = 'seal'",
        (old_head, head, old, fingerprint),
    )
    digests = canonical.exact(content.digests(file, Shapes(file)))
    file.execute("UPDATE checkpoint SET digests = ? WHERE op = ?", (digests, closed))


def seal_taken_out(file: sqlite3.Connection) -> None:
    """The seal and the line that wrote it are gone; the act of closing stands."""
    (closed,) = file.execute("SELECT seq FROM op WHERE kind = 'close-year'").fetchone()
    file.execute("DELETE FROM seal")
    (n,) = file.execute("SELECT n FROM change WHERE tbl = 'seal'").fetchone()
    file.execute("DELETE FROM change WHERE tbl = 'seal'")
    file.execute("UPDATE change SET n = n - 1 WHERE op = ? AND n > ?", (closed, n))
    digests = canonical.exact(content.digests(file, Shapes(file)))
    file.execute("UPDATE checkpoint SET digests = ? WHERE op = ?", (digests, closed))


def act_of_another_kind(file: sqlite3.Connection) -> None:
    """The act that wrote the seal calls itself a note."""
    file.execute("UPDATE op SET kind = 'note' WHERE kind = 'close-year'")


def act_of_another_year(file: sqlite3.Connection) -> None:
    """The act of closing speaks of another closing."""
    file.execute("UPDATE op SET facts = replace(facts, '\"n\":1', '\"n\":2') WHERE kind = 'close-year'")


@pytest.mark.parametrize("alter", [row_and_journal, seal_too, seal_taken_out, act_of_another_kind, act_of_another_year])
def test_a_journal_written_anew_is_named_by_both(sealed: tuple[Path, str], alter: Alter) -> None:
    path, _code = sealed
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        alter(file)
        written_anew(file)
    with open_book(path, read_only=True) as book:
        found = verify(book.store)
    assert not found.chain and found.seals == ((YEAR, 1),)
    assert subprocess.run([sys.executable, str(VERIFIER), str(path)], capture_output=True, check=False).returncode == 1


def test_a_chain_rebuilt_to_the_last_sign_bears_another_code(sealed: tuple[Path, str]) -> None:
    path, code = sealed
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        seal_too(file)
        (fingerprint,) = file.execute("SELECT fingerprint FROM seal").fetchone()
        shown = codes.shown(fingerprint)
        file.execute("UPDATE op SET facts = replace(facts, ?, ?) WHERE kind = 'close-year'", (code, shown))
        written_anew(file)
    with open_book(path, read_only=True) as book:
        assert verify(book.store).ok and shown != code
        with pytest.raises(BadInput, match=r"seal\.code_unknown"):
            seal.since(book, code)
    assert subprocess.run([sys.executable, str(VERIFIER), str(path)], capture_output=True, check=False).returncode == 0
