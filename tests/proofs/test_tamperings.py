"""The proof of tamperings in its short form, and that it can fail."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from models.file.declared.tables import TABLES
from tests.proofs import tamperings
from tests.proofs.run import Done


def test_each_tampering_is_found_by_both(tmp_path: Path) -> None:
    rows = list(tamperings.prove(1, tamperings.SHORT, Done(tmp_path / "done.jsonl")))
    assert sum(row.tried for row in rows) == tamperings.SHORT
    assert [row.found for row in rows] == [()] * len(rows)


def test_every_table_and_every_column_with_a_row_is_tampered_with(tmp_path: Path) -> None:
    book = tmp_path / "so.sokhoi"
    tamperings.handed_over(book)
    found = tamperings.everything(book)
    assert {one.what for one in found if one.kind == "row put in"} >= {*TABLES, "op", "change", "checkpoint", "meta"}
    with closing(sqlite3.connect(book)) as connection:
        columns = {f"op.{row[1]}" for row in connection.execute("PRAGMA table_info(op)")}
    assert columns <= {one.what.partition(" ")[0] for one in found if one.kind == "column altered"}


def test_a_tampering_that_one_of_the_two_misses_would_be_seen(tmp_path: Path, monkeypatch) -> None:
    plain = tamperings.by_verifier
    seen: list[Path] = []

    def blind(path: Path) -> bool:
        seen.append(path)
        return len(seen) > 2 and plain(path)  # the sound book and one tampering

    monkeypatch.setattr(tamperings, "by_verifier", blind)
    rows = list(tamperings.prove(1, 2, Done(tmp_path / "done.jsonl")))
    assert sum(row.failed for row in rows) == 1
