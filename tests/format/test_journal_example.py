"""The tiny book of docs/example: what the page and it say of a journal is what the program writes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from models.book.closing.rows import custody_fingerprint, seal_fingerprint, unpacked
from models.file.history import canonical
from models.file.history.journal import Op, Written, link
from models.rules.number.codes import shown
from tests.format.example_book import EXAMPLES, hashed, journal_document, load, tiny_book

PAGE = (EXAMPLES.parent / "format-file.md").read_text(encoding="utf-8")


def test_hashes_follow_from_the_page_alone() -> None:
    example = load("so-nho.json")
    assert hashed(example) == example["hashed"]
    assert [hashlib.sha256(text.encode()).hexdigest() for text in example["hashed"]] == [
        op["hash"] for op in example["op"]
    ]


def test_the_program_takes_the_example_for_its_own() -> None:
    example = load("so-nho.json")
    previous = ""
    for row in example["op"]:
        op = Op(row["seq"], row["id"], row["kind"], json.loads(row["facts"]), row["person"], row["at"], row["hash"])
        changes = [
            Written(each["n"], each["tbl"], each["key"], each["before"], each["after"])
            for each in example["change"]
            if each["op"] == op.seq
        ]
        digests = [json.loads(each["digests"]) for each in example["checkpoint"] if each["op"] == op.seq]
        assert link(previous, op, changes, digests[0] if digests else None) == op.hash
        previous = op.hash


def test_the_program_writes_the_example_today(tmp_path: Path) -> None:
    store = tiny_book(tmp_path)
    made, example = journal_document(store), load("so-nho.json")
    store.close()
    assert made["change"] == example["change"]
    assert made["content"] == example["content"]
    assert made["checkpoint"] == example["checkpoint"]


def test_digests_are_those_of_the_rows() -> None:
    example = load("so-nho.json")
    digests = {table: canonical.digest(rows) for table, rows in example["content"].items()}
    assert digests == json.loads(example["checkpoint"][-1]["digests"])


def test_seal_and_custody_are_as_the_page_says() -> None:
    example = load("so-nho.json")
    seal, custody = example["seal"], example["custody"]
    content = unpacked(bytes.fromhex(seal["packed_hex"]))
    assert content == seal["content"].encode()
    assert seal_fingerprint(content, None, seal["journal_head"]) == seal["fingerprint"]
    assert (
        custody_fingerprint({name: value for name, value in custody.items() if name != "code"})
        == custody["fingerprint"]
    )
    for one in (seal, custody):
        assert one["code"] == shown(one["fingerprint"])
        assert one["code"] in PAGE and one["fingerprint"] in PAGE


def test_the_page_shows_the_example() -> None:
    example = load("so-nho.json")
    for number in (1, 4):
        assert f"```\n{example['hashed'][number - 1]}\n```" in PAGE
        assert example["op"][number - 1]["hash"] in PAGE
