"""Write docs/example/so-nho.json anew: `python -m tests.format.renew`. The numbers in the page follow by hand."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from models.book.closing.rows import custody_fingerprint, pack, seal_fingerprint
from models.rules.number.codes import shown
from tests.format.example_book import EXAMPLES, hashed, journal_document, tiny_book

YEAR = '{"year":2026}'


def tiny_document() -> dict[str, object]:
    """The journal, the content, what each op's hash is made of, a seal and a handover over the same book."""
    with tempfile.TemporaryDirectory() as folder:
        store = tiny_book(Path(folder))
        try:
            journal = journal_document(store)
        finally:
            store.close()
    head = journal["op"][-2]["hash"]
    fingerprint = seal_fingerprint(YEAR.encode(), None, head)
    seal = {"content": YEAR, "packed_hex": pack(YEAR.encode()).hex(), "journal_head": head, "fingerprint": fingerprint}
    row = {
        "n": 1,
        "year": 2026,
        "from_unit": "an-hoa",
        "to_unit": "dong",
        "handed_on": "2026-12-31",
        "items": ["Sổ 2026", "Con dấu"],
        "fund_dong": 1500000,
        "book": "so-nho",
        "seal": fingerprint,
        "journal_head": journal["op"][-1]["hash"],
        "received_on": "2027-01-04",
        "received_by": "Mộc",
    }
    row["fingerprint"] = custody_fingerprint(row)
    return {
        "about": "A tiny book's journal and content, the exact text that each op's hash is the SHA-256 of, and the "
        "fingerprints of a made-up seal and handover (docs/format-file.md).",
        **journal,
        "hashed": hashed(journal),
        "seal": {**seal, "code": shown(fingerprint)},
        "custody": {**row, "code": shown(str(row["fingerprint"]))},
    }


if __name__ == "__main__":
    text = json.dumps(tiny_document(), ensure_ascii=False, indent=1) + "\n"
    (EXAMPLES / "so-nho.json").write_text(text, encoding="utf-8")
