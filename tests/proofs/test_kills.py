"""The proof of kills in its short form, and that it can fail."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.book.book import create_book
from models.rules.errors import Refusal
from tests.proofs import kills
from tests.proofs.run import Done

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process that kills itself")


def test_nothing_is_lost_and_nothing_stands_half(tmp_path: Path) -> None:
    rows = list(kills.prove(1, kills.SHORT, Done(tmp_path / "done.jsonl")))
    assert [row.what for row in rows] == [f"killed in {what}" for what in kills.SHARES]
    assert [row.found for row in rows] == [()] * len(rows)


def test_a_book_left_half_would_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "so.sokhoi"
    create_book(path, "Khối").close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refusal):
        kills.content_of(path)
