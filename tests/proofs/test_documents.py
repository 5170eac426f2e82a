"""The proof of altered documents in its short form, and that it can fail."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.proofs import documents
from tests.proofs.run import Done


def test_an_altered_document_is_refused_or_leaves_a_book_that_works(tmp_path: Path) -> None:
    rows = list(documents.prove(1, documents.SHORT, Done(tmp_path / "done.jsonl")))
    assert sum(row.tried for row in rows) == documents.SHORT
    assert [row.found for row in rows] == [()] * len(rows)


def test_a_page_that_does_not_read_would_be_seen(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(documents.WAYS, "as it is", lambda text, chance: text.encode())
    monkeypatch.setitem(documents.READ_MODELS, "home", lambda book, year: 1 // 0)
    came, wrong = documents._one(tmp_path)("as it is", Random(1))
    assert came == "taken" and "ZeroDivisionError" in wrong[0]


def test_the_document_itself_is_taken_and_works(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(documents.WAYS, "as it is", lambda text, chance: text.encode())
    assert documents._one(tmp_path)("as it is", Random(1)) == ("taken", [])
