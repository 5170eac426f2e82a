"""Books as earlier steps of the schema made them (tests/files/book_step_N.sokhoi.xz, the practice bloc written by the
program of that day): each opens, says what it said, and ranks as it did.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import subprocess
import sys
from pathlib import Path

import pytest

from models.book.book import Book
from models.exchange import interchange
from models.exchange.results import standing_document
from models.file import opening
from models.file.declared import upgrade
from models.file.declared.schema import STEPS
from models.keeping.verify import verify

FILES = Path(__file__).resolve().parents[1] / "files"
SAID = {
    3: "f3a10e6d66237ee5d8479a000c2129f5e21bdac44d4941c66538b920c1ca7070",
    4: "f3a10e6d66237ee5d8479a000c2129f5e21bdac44d4941c66538b920c1ca7070",
    5: "2159c0c26e3d2185aa81759f51a7eccaad5091923648fc94fba498db9746c057",
}
"""SHA-256 of the tables of the interchange document, as the program of that day exported them."""
PLACES = ["vpub", "ttr", "vptu", "mttq", "btc", "tk", "stc", "td", "hnd"]
VERIFIER = Path(__file__).resolve().parents[2] / "resources" / "verify" / "verify_sokhoi.py"


def kept(step: int, folder: Path) -> Path:
    path = folder / f"so-{step}.sokhoi"
    path.write_bytes(lzma.decompress((FILES / f"book_step_{step}.sokhoi.xz").read_bytes()))
    return path


@pytest.mark.parametrize("step", SAID)
def test_a_kept_book_opens_with_the_content_and_places_it_had(step: int, tmp_path: Path) -> None:
    with Book(opening.open_book_file(kept(step, tmp_path))) as book:
        assert upgrade.version(book.store.connection) == len(STEPS)
        op = book.store.journal.last()
        assert op is not None and (op.kind, op.facts) == ("upgrade", {"from": step, "to": len(STEPS)})
        document = interchange.export_book(book)
        tables = {name: rows for name, rows in document.items() if isinstance(rows, list)}
        text = json.dumps(tables, ensure_ascii=False, sort_keys=True)
        assert hashlib.sha256(text.encode()).hexdigest() == SAID[step]
        ranks = {place["unit"]: place["rank"] for place in standing_document(book, 2025)["places"]}
        assert [unit for unit, rank in sorted(ranks.items(), key=lambda one: one[1])] == PLACES
        assert verify(book.store).ok
        path = book.store.path
    checked = subprocess.run([sys.executable, VERIFIER, path], capture_output=True, encoding="utf-8", check=False)
    assert checked.returncode == 0, checked.stdout
